"""The daily account of income and expenditure, with what was entered later than the law allows marked.

Notice 432 of the Revenue Department asks exempt community enterprises for it, within three working days.
"""

import datetime as dt
from dataclasses import dataclass

from app.domain.document import DocumentKind
from app.i18n import _, ngettext
from app.queries.balances import money_balances
from app.queries.registers import BookLine, Lateness, book_lines, by_document
from app.queries.settings import business_settings
from app.thai.dates import day_of
from reports.common import Span, document_link, in_language, issuer
from reports.model import Cell, Column, Kind, Link, Report, Role, Row, Signatures, Table
from reports.stock_card import document_name

NAME = "daily-account"


_BACK = frozenset({DocumentKind.SALE_RETURN, DocumentKind.REVERSAL})
"""Their reason alone does not say what they are."""


@dataclass(slots=True)
class _Entry:
    """One line of the account: a document, or the sales of a day together."""

    day: dt.date
    number: str
    slip: str
    party: str
    what: str
    amount: int
    late: int
    count: int = 1
    last: str = ""
    late_count: int = 0


def build(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """Money that came in and went out, day by day; sales of a day stand in one line."""
    limit = business_settings().slip_reminder_days
    entries = list(_entries(span, limit))
    before = sum(place.balance for place in money_balances(span.first - dt.timedelta(days=1)))
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 4),
        Column("slip", _("Slip"), Kind.TEXT, 3),
        Column("who", _("From or to whom"), Kind.TEXT, 4),
        Column("what", _("Item"), Kind.TEXT, 6),
        Column("in", _("Receipts (money in)"), Kind.MONEY, 3),
        Column("out", _("Expenditure"), Kind.MONEY, 3),
        Column("balance", _("Balance"), Kind.MONEY, 3),
        Column("late", _("Late"), Kind.TEXT, 2),
    )
    carried: tuple[Cell, ...] = (None, "", "", "", _("Brought forward"), None, None, before, "")
    rows = [Row(carried, Role.SUBTOTAL)]
    came = went = 0
    running = before
    for entry in entries:
        running += entry.amount
        came, went = came + max(entry.amount, 0), went + max(-entry.amount, 0)
        rows.append(_row(entry, running))
    last: tuple[Cell, ...] = (None, "", "", "", _("Carried forward"), came, went, running, "")
    rows.append(Row(last, Role.TOTAL))
    late = sum(entry.late_count for entry in entries)
    words = ngettext(
        "{count} entry was made later than {days} working days after its day.",
        "{count} entries were made later than {days} working days after their day.",
        late,
    )
    notes = (
        words.format(count=late, days=limit)
        if late
        else _("Everything was entered within {days} working days.").format(days=limit),
    )
    table = Table("", columns, tuple(rows), sums=("in", "out"), carried=("in", "out"), running="balance")
    head = issuer()
    return Report(
        NAME,
        _("Daily account of income and expenditure"),
        head,
        (table, Signatures((_("Prepared by"), _("Checked by")))),
        period=span.text,
        printed=printed,
        book=head.name,
        notes=notes,
        landscape=True,
    )


def _row(entry: _Entry, running: int) -> Row:
    number = entry.number if entry.count == 1 else f"{entry.number} – {entry.last.rpartition('-')[2]}"
    late = _("+{days} days").format(days=entry.late) if entry.late else ""
    opens: Link = document_link(entry.number)
    return Row(
        (
            entry.day,
            number,
            entry.slip,
            entry.party,
            entry.what,
            entry.amount if entry.amount > 0 else None,
            -entry.amount if entry.amount < 0 else None,
            running,
            late,
        ),
        opens=opens,
    )


def _entries(span: Span, limit: int) -> list[_Entry]:
    late = Lateness()
    found: list[_Entry] = []
    sales: dict[dt.date, _Entry] = {}
    for lines in by_document(book_lines(span.first, span.last)):
        amount = sum(line.amount for line in lines if line.is_money)
        if not amount:
            continue  # nothing came in or went out: owed, or moved between our own places
        head = lines[0]
        days = late.days(head.slip_date or head.on, day_of(head.posted_at))
        entry = _Entry(
            head.ledger_date,
            head.number,
            head.slip_number,
            head.party,
            _what(lines),
            amount,
            days if days > limit else 0,
        )
        entry.late_count = int(entry.late > 0)
        if head.kind == DocumentKind.SALE and not head.party and amount > 0:
            together = sales.get(head.ledger_date)
            if together is None:
                entry.what = _("Sales of the day")
                entry.last = head.number
                sales[head.ledger_date] = entry
                found.append(entry)
            else:
                together.amount += amount
                together.count += 1
                together.last = head.number
                together.late_count += entry.late_count
                together.late = max(together.late, entry.late)
            continue
        found.append(entry)
    return found


def _what(lines: tuple[BookLine, ...]) -> str:
    head = lines[0]
    said = [line.note for line in lines if line.note and not line.is_money]
    if said:
        return ", ".join(dict.fromkeys(said))[:200]
    if head.kind in _BACK:
        return ": ".join(part for part in (document_name(head.kind), head.about) if part)
    if head.about:
        return head.about
    if head.kind in (DocumentKind.EXPENSE, DocumentKind.INCOME):
        names = (in_language(line.name, line.name_en) for line in lines if not line.is_money)
        return ", ".join(dict.fromkeys(names))[:200]
    return document_name(head.kind)
