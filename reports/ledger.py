"""The account ledger: every line of one account with its balance running along."""

import datetime as dt

from app.i18n import _
from app.queries.ledger import AccountHead, account_head, account_lines, balance_before
from reports.common import ReportArgumentError, Span, document_link, in_language, issuer, joined
from reports.model import Column, Kind, Report, Role, Row, Table
from reports.stock_card import document_name

NAME = "ledger"


def build(code: str, span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The ledger of the account with this code; raises ReportArgumentError if there is none."""
    account = account_head(code)
    if account is None:
        raise ReportArgumentError(name=NAME, needs=_("the code of an account"))
    head = issuer()
    return Report(
        NAME,
        _("Account ledger"),
        head,
        (_table(account, span),),
        subtitle=f"{account.code} {in_language(account.name, account.name_en)}",
        period=span.text,
        printed=printed,
        book=head.name,
    )


def _table(account: AccountHead, span: Span) -> Table:
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 7),
        Column("debit", _("Debit"), Kind.MONEY, 3),
        Column("credit", _("Credit"), Kind.MONEY, 3),
        Column("balance", _("Balance"), Kind.MONEY, 3),
    )
    balance = balance_before(account.id, span.first)
    rows = [Row((None, "", _("Brought forward"), None, None, balance), Role.SUBTOTAL)]
    debit = credit = 0
    for line in account_lines(account.id, span.first, span.last):
        balance += line.amount
        debit += max(line.amount, 0)
        credit += max(-line.amount, 0)
        rows.append(
            Row(
                (
                    line.on,
                    line.number,
                    joined(line.party, line.note) or document_name(line.kind),
                    line.amount if line.amount > 0 else None,
                    -line.amount if line.amount < 0 else None,
                    balance,
                ),
                opens=document_link(line.number),
            )
        )
    rows.append(Row((None, "", _("Carried forward"), debit, credit, balance), Role.TOTAL))
    totals = ("debit", "credit")
    return Table("", columns, tuple(rows), sums=totals, carried=totals, running="balance")
