"""The bank reconciliation: the books' balance led over to the bank's by what only one of them has."""

import datetime as dt
from collections.abc import Sequence

from app.domain.bank_matching import Item, sum_of
from app.i18n import _
from app.queries.bank import bank_standing, reconciled_until
from app.queries.catalogue import money_accounts
from app.thai.dates import format_date
from reports.common import ReportArgumentError, in_language, issuer, joined, total_row
from reports.model import Column, Figure, Figures, Kind, Report, Row, Signatures, Table

NAME = "bank-reconciliation"


def build(account_code: str, day: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """An account at the end of a day; raises ReportArgumentError if it is no place of money."""
    account = next((each for each in money_accounts() if each.code == account_code), None)
    standing = bank_standing(account_code, day)
    if account is None or standing is None:
        raise ReportArgumentError(name=NAME, needs=_("the account of a bank"))
    head = issuer()
    until = reconciled_until(account.id)
    agreed = (
        _("Bank and books were found to agree up to {day}.").format(day=format_date(until, "long"))
        if until is not None
        else _("Bank and books have not been found to agree yet.")
    )
    at_bank, in_books = sum_of(standing.at_bank), sum_of(standing.in_books)
    number = " ".join(each for each in (account.bank_name, account.bank_number) if each)
    return Report(
        NAME,
        _("Bank reconciliation"),
        head,
        (
            Figures(
                (
                    Figure(_("Balance in the books"), standing.book_balance),
                    Figure(_("Less: in the books, not at the bank"), in_books),
                    Figure(_("Add: at the bank, not in the books"), at_bank),
                    Figure(_("Balance that the bank must show"), standing.bank_must_show),
                )
            ),
            _table(_("In the books, not at the bank"), standing.in_books),
            _table(_("At the bank, not in the books"), standing.at_bank),
            Signatures((_("Prepared by"), _("Checked by"))),
        ),
        subtitle=joined(in_language(account.name, account.name_en), number),
        period=format_date(day, "long"),
        notes=(agreed,),
        printed=printed,
        book=head.name,
    )


def _table(title: str, items: Sequence[Item]) -> Table:
    columns = (
        Column("on", _("Date"), Kind.DATE, 2),
        Column("words", _("Details"), Kind.TEXT, 7),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [Row((each.on, each.words, each.amount)) for each in items]
    if rows:
        rows.append(total_row(_("Total"), columns, {"amount": sum_of(items)}))
    return Table(title, columns, tuple(rows), empty=_("Nothing is open."), sums=("amount",))
