"""The sheet of a cash count: empty, to fill in at a place of money, or as a count was posted; signed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from app.domain.cash_counting import DENOMINATIONS, counted_total
from app.i18n import _
from app.queries.cash_counts import cash_counts, counted_pieces
from app.queries.catalogue import Account, money_accounts
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.common import ReportArgumentError, in_language, issuer, joined, total_row
from reports.model import Cell, Column, Figure, Figures, Kind, Paragraph, Report, Row, Signatures, Table

NAME = "cash-count"
FILL_IN = "\n…………………………"
"""A line to write on."""


def blank(account_code: str, *, printed: dt.datetime | None = None) -> Report:
    """An empty sheet for a place of money; raises ReportArgumentError if there is none of that code."""
    rows: list[tuple[Cell, ...]] = [(_worth(each), FILL_IN, FILL_IN) for each in DENOMINATIONS]
    columns = (
        Column("worth", _("Note or coin (baht)"), Kind.TEXT, 3),
        Column("pieces", _("How many"), Kind.TEXT, 4),
        Column("amount", _("Amount"), Kind.TEXT, 4),
    )
    table = Table(_("Counted"), columns, (*(Row(each) for each in rows), Row((_("Total"), "", FILL_IN))))
    remark = Paragraph(_("Date ……………………  Time ……………………  Difference and why …………………………………………"))
    return replace(_report(_account(account_code), (table, remark), printed), by_hand=True)


def is_count(number: str) -> bool:
    """Whether a count of this number stands."""
    return any(each.number == number for each in cash_counts(dt.date.max))


def of_document(number: str, *, printed: dt.datetime | None = None) -> Report:
    """The sheet of a count that was posted; raises ReportArgumentError if there is none."""
    count = next((each for each in cash_counts(dt.date.max) if each.number == number), None)
    if count is None:
        raise ReportArgumentError(name=NAME, needs=_("the number of a cash count, or an account"))
    columns = (
        Column("worth", _("Note or coin (baht)"), Kind.TEXT, 3),
        Column("pieces", _("How many"), Kind.COUNT, 4),
        Column("amount", _("Amount"), Kind.MONEY, 4),
    )
    pieces: Mapping[int, int] = counted_pieces(count.uid)
    rows = [
        Row((_worth(each), pieces[each], counted_total({each: pieces[each]})))
        for each in DENOMINATIONS
        if pieces.get(each)
    ]
    rows.append(total_row(_("Total"), columns, {"amount": count.counted}))
    figures = Figures(
        (
            Figure(_("Counted"), count.counted, note=baht_text(count.counted)),
            Figure(_("In the books"), count.expected),
            Figure(_("Difference"), count.difference),
        )
    )
    why = (Paragraph(_("Why it differs: {reason}").format(reason=count.reason)),) if count.reason else ()
    blocks = (Table(_("Counted"), columns, tuple(rows), sums=("amount",)), figures, *why)
    day = format_date(count.day, "long")
    return _report(_account(count.account_code), blocks, printed, period=day, number=number)


def _worth(denomination: int) -> str:
    return format_amount(denomination).removesuffix(".00")


def _account(code: str) -> Account:
    account = next((each for each in money_accounts() if each.code == code), None)
    if account is None:
        raise ReportArgumentError(name=NAME, needs=_("the number of a cash count, or an account"))
    return account


def _report(
    account: Account,
    blocks: tuple[Table | Paragraph | Figures, ...],
    printed: dt.datetime | None,
    *,
    period: str = "",
    number: str = "",
) -> Report:
    head = issuer()
    name = in_language(account.name, account.name_en)
    signers = (_("Counted by"), _("Kept by"), _("Witness"))
    return Report(
        NAME,
        _("Cash count sheet"),
        head,
        (*blocks, Signatures(signers)),
        subtitle=joined(name, account.holder),
        period=period,
        number=number,
        printed=printed,
        book=head.name,
    )
