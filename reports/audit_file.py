"""What an auditor asks for: late, back-dated, undone and manual entries, locks, numbers, the ledger."""

import datetime as dt
from collections import Counter

from app.domain.document import DocumentKind
from app.i18n import _
from app.queries.periods import LockEvent, lock_history
from app.queries.registers import Head, Lateness, book_lines, heads, series
from app.queries.settings import business_settings
from app.thai.dates import day_of, format_month
from reports.common import Span, document_link, in_language, issuer, total_row
from reports.model import Column, Figure, Figures, Kind, Link, Report, Row, Table
from reports.stock_card import document_name

NAME = "audit-file"


def build(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The audit file of some days; in a workbook each list is a sheet."""
    found = list(heads(span.first, span.last))
    limit, late = business_settings().slip_reminder_days, Lateness()
    late_ones = [
        (head, days)
        for head in found
        if head.kind != DocumentKind.REVERSAL
        and (days := late.days(head.slip_date or head.on, head.entered)) > limit
    ]
    moved = [head for head in found if head.ledger_date != head.on]
    undone = [head for head in found if head.reverses]
    by_hand = [head for head in found if head.kind == DocumentKind.JOURNAL]
    events = [each for each in lock_history() if span.first.replace(day=1) <= each.month <= span.last]
    opened = [head for head in found if _in_opened_month(head, events)]
    head = issuer()
    figures = Figures(
        (
            Figure(_("Documents"), len(found), Kind.COUNT),
            Figure(_("Entered late"), len(late_ones), Kind.COUNT),
            Figure(_("Counted in another month"), len(moved), Kind.COUNT),
            Figure(_("Undone"), len(undone), Kind.COUNT),
            Figure(_("Entries by hand"), len(by_hand), Kind.COUNT),
            Figure(_("Entered in a month that was opened again"), len(opened), Kind.COUNT),
        )
    )
    return Report(
        NAME,
        _("Audit file"),
        head,
        (
            figures,
            _late_table(late_ones),
            _list(_("Counted in another month"), moved, _("Every document counts on its own day.")),
            _undone_table(undone),
            _list(_("Entries by hand"), by_hand, _("Nothing was entered by hand.")),
            _list(
                _("Entered in a month that was opened again"),
                opened,
                _("Nothing was entered in a month that had been locked."),
            ),
            _locks(events),
            _people(found),
            _series(span),
            _ledger(span),
        ),
        period=span.text,
        printed=printed,
        book=head.name,
        landscape=True,
    )


_WHO = ("number", "kind", "day", "entered", "author", "total")


def _columns(*more: Column) -> tuple[Column, ...]:
    return (
        Column("number", _("Number"), Kind.TEXT, 4),
        Column("kind", _("Kind"), Kind.TEXT, 4),
        Column("day", _("Date"), Kind.DATE, 3),
        Column("entered", _("Entered on"), Kind.DATE, 3),
        Column("author", _("By"), Kind.TEXT, 3),
        Column("total", _("Amount"), Kind.MONEY, 3),
        *more,
    )


def _cells(head: Head) -> tuple[str | int | dt.date | None, ...]:
    return head.number, document_name(head.kind), head.on, head.entered, head.author, head.total


def _late_table(found: list[tuple[Head, int]]) -> Table:
    columns = _columns(Column("days", _("Working days late"), Kind.COUNT, 2))
    rows = tuple(Row((*_cells(head), days), opens=document_link(head.number)) for head, days in found)
    return Table(_("Entered late"), columns, rows, empty=_("Nothing was entered late."))


def _list(title: str, found: list[Head], empty: str) -> Table:
    columns = _columns(
        Column("counts", _("Counted on"), Kind.DATE, 3), Column("about", _("About"), Kind.TEXT, 6)
    )
    rows = tuple(
        Row((*_cells(head), head.ledger_date, head.note or head.reason), opens=document_link(head.number))
        for head in found
    )
    return Table(title, columns, rows, empty=empty)


def _undone_table(found: list[Head]) -> Table:
    columns = _columns(
        Column("undoes", _("Undoes"), Kind.TEXT, 4), Column("reason", _("Reason"), Kind.TEXT, 6)
    )
    rows = tuple(
        Row((*_cells(head), head.reverses, head.reason), opens=document_link(head.reverses)) for head in found
    )
    return Table(_("Undone"), columns, rows, empty=_("Nothing was undone."))


def _in_opened_month(head: Head, events: list[LockEvent]) -> bool:
    """Whether a document was entered after its month was opened again, before it was locked anew."""
    before = [
        each for each in events if each.month == head.ledger_date.replace(day=1) and each.at <= head.posted_at
    ]
    return bool(before) and not before[-1].is_locked


def _locks(events: list[LockEvent]) -> Table:
    columns = (
        Column("month", _("Month"), Kind.TEXT, 3),
        Column("what", _("What"), Kind.TEXT, 3),
        Column("day", _("Date"), Kind.DATE, 3),
        Column("author", _("By"), Kind.TEXT, 3),
        Column("reason", _("Reason"), Kind.TEXT, 6),
    )
    rows = tuple(
        Row(
            (
                format_month(each.month),
                _("locked") if each.is_locked else _("opened again"),
                day_of(each.at),
                each.user,
                each.reason,
            )
        )
        for each in events
    )
    return Table(_("Months locked and opened"), columns, rows, empty=_("No month was locked yet."))


def _people(found: list[Head]) -> Table:
    columns = (
        Column("author", _("By"), Kind.TEXT, 4),
        Column("documents", _("Documents"), Kind.COUNT, 2),
        Column("undone", _("Undone"), Kind.COUNT, 2),
        Column("hand", _("Entries by hand"), Kind.COUNT, 2),
    )
    documents = Counter(head.author for head in found)
    undone = Counter(head.author for head in found if head.reverses)
    by_hand = Counter(head.author for head in found if head.kind == DocumentKind.JOURNAL)
    rows = [Row((name, count, undone[name], by_hand[name])) for name, count in documents.most_common()]
    if rows:
        sums = {"documents": len(found), "undone": undone.total(), "hand": by_hand.total()}
        rows.append(total_row(_("Total"), columns, sums))
    return Table(_("By person"), columns, tuple(rows), empty=_("No document was posted in these days."))


def _series(span: Span) -> Table:
    columns = (
        Column("stem", _("Series"), Kind.TEXT, 3),
        Column("first", _("First number"), Kind.TEXT, 4),
        Column("last", _("Last number"), Kind.TEXT, 4),
        Column("count", _("Documents"), Kind.COUNT, 2),
        Column("elsewhere", _("Numbers of other days between"), Kind.COUNT, 3),
        Column("missing", _("Numbers that are nowhere"), Kind.COUNT, 3),
    )
    rows = tuple(
        Row((each.stem, each.first, each.last, each.count, each.elsewhere, each.missing))
        for each in series(span.first, span.last)
    )
    note = _(
        "A number is drawn when a document is posted and never used again; one that was undone stays, with "
        "its undoing. Numbers between first and last that are not of these days belong to documents that "
        "count on other days; a number that is nowhere is named by the check of the book."
    )
    return Table(
        _("Number series"), columns, rows, note=note, empty=_("No document was posted in these days.")
    )


def _ledger(span: Span) -> Table:
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 4),
        Column("code", _("Account"), Kind.TEXT, 2),
        Column("name", _("Account name"), Kind.TEXT, 5),
        Column("debit", _("Debit"), Kind.MONEY, 3),
        Column("credit", _("Credit"), Kind.MONEY, 3),
        Column("person", _("Person"), Kind.TEXT, 4),
        Column("note", _("Note"), Kind.TEXT, 5),
    )
    rows = tuple(
        Row(
            (
                line.ledger_date,
                line.number,
                line.code,
                in_language(line.name, line.name_en),
                line.amount if line.amount > 0 else None,
                -line.amount if line.amount < 0 else None,
                line.person,
                line.note,
            ),
            opens=Link("document", line.number),
        )
        for line in book_lines(span.first, span.last)
    )
    return Table(_("Ledger lines"), columns, rows, empty=_("No document was posted in these days."))
