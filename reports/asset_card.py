"""The card of one asset: what it is, all that was entered of it, what is still to be depreciated."""

import datetime as dt

from app.domain.asset import KIND_WORDS, LEAVING_WORDS, SOURCE_WORDS, Leaving
from app.domain.depreciation import Purpose
from app.domain.fiscal import fiscal_year
from app.i18n import N_, _
from app.queries.assets import AssetEvent, AssetRow, asset_by_code, history, still_to_come
from app.queries.settings import business_settings
from app.thai.dates import format_date, format_month
from reports.asset_register import CARD, life_words
from reports.common import ReportArgumentError, document_link, issuer
from reports.model import Block, Column, Figure, Figures, Kind, Report, Row, Table

NAME = CARD
EVER = dt.date.max

PURPOSE_WORDS: dict[Purpose, str] = {
    Purpose.OPENING: N_("Brought forward into this book"),
    Purpose.ACQUIRE: N_("Came to the group"),
    Purpose.IMPROVE: N_("Improved"),
    Purpose.DEPRECIATE: N_("Depreciation of {month}"),
    Purpose.DISPOSE: N_("Left the group"),
}


def build(code: str, *, printed: dt.datetime | None = None) -> Report:
    """The card of the asset with this code; raises ReportArgumentError if there is none."""
    row = asset_by_code(code, EVER, dt.date.min)
    if row is None:
        raise ReportArgumentError(name=NAME, needs=_("the code of an asset"))
    head = issuer()
    blocks: list[Block] = [
        Figures(
            (
                Figure(_("Cost"), row.recorded_cost if row.is_lent else row.cost),
                Figure(_("Depreciation so far"), row.depreciation),
                Figure(_("Book value"), row.book_value),
                *((Figure(_("Income still to release"), row.deferred),) if row.was_donated else ()),
            )
        ),
        facts_table(row),
        history_table(row),
    ]
    coming = coming_table(row)
    if coming.rows:
        blocks.append(coming)
    return Report(
        NAME,
        _("Asset card"),
        head,
        tuple(blocks),
        subtitle=f"{row.name} ({row.code})",
        printed=printed,
        book=head.name,
    )


def facts_table(row: AssetRow) -> Table:
    """What it is, in words."""
    facts = (
        (_("Kind"), _(KIND_WORDS[row.kind])),
        (_("Where it came from"), _(SOURCE_WORDS[row.source])),
        (_("From whom, or whose"), row.party),
        (_("Day it came"), format_date(row.acquired_on, "long")),
        (_("In use from"), format_date(row.in_use_from, "long")),
        (_("Life"), life_words(row.life_months)),
        (_("Where it stands"), row.place),
        (_("Section"), row.section),
        (_("Serial number"), row.serial),
        (_("Note"), row.note),
    )
    return Table(
        _("What it is"),
        (Column("what", _("What"), Kind.TEXT, 3), Column("is", _("Particulars"), Kind.TEXT, 7)),
        tuple(Row((label, value)) for label, value in facts if value),
    )


def event_words(event: AssetEvent) -> str:
    """What a step was, in words."""
    if event.kind == "reversal":
        return _("Undone")
    if event.how:
        return _(LEAVING_WORDS[Leaving(event.how)])
    words = _(PURPOSE_WORDS[event.purpose])
    return words.format(month=format_month(event.month)) if event.month is not None else words


def history_table(row: AssetRow) -> Table:
    """Everything that was entered, with the book value running along."""
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 5),
        Column("cost", _("Cost"), Kind.MONEY, 3),
        Column("depreciation", _("Depreciation"), Kind.MONEY, 3),
        Column("left", _("Book value"), Kind.MONEY, 3),
    )
    rows = []
    left = 0
    for event in history(row.id):
        left += event.cost - event.depreciation
        rows.append(
            Row(
                (
                    event.ledger_date,
                    event.number,
                    event_words(event),
                    event.cost or None,
                    event.depreciation or None,
                    left,
                ),
                opens=document_link(event.number),
            )
        )
    return Table(_("What was entered"), columns, tuple(rows))


def story_table(row: AssetRow) -> Table:
    """All that was entered, in few columns, the newest first."""
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("what", _("What"), Kind.TEXT, 5),
        Column("moved", _("Value in or out"), Kind.MONEY, 3),
        Column("left", _("Book value"), Kind.MONEY, 3),
    )
    rows = []
    left = 0
    for event in history(row.id):
        moved = event.cost - event.depreciation
        left += moved
        rows.append(
            Row(
                (event.ledger_date, event_words(event), moved or None, left),
                opens=document_link(event.number),
            )
        )
    return Table(_("What was entered"), columns, tuple(reversed(rows)))


def story(code: str) -> Report | None:
    """The card for a narrow place: what it is, what was entered, what is to come; None if there is none."""
    row = asset_by_code(code, EVER, dt.date.min)
    if row is None:
        return None
    tables = (facts_table(row), story_table(row), coming_table(row))
    head = issuer()
    return Report(NAME, row.name, head, tuple(each for each in tables if each.rows), book=head.name)


def coming_table(row: AssetRow) -> Table:
    """What is still to be depreciated, by fiscal year."""
    start = business_settings().fiscal_start_month
    years: dict[dt.date, list[int]] = {}
    for month, depreciation, released in still_to_come(row):
        sums = years.setdefault(fiscal_year(month, start).last, [0, 0, 0])
        sums[0] += 1
        sums[1] += depreciation
        sums[2] += released
    columns = (
        Column("year", _("Year that ends"), Kind.DATE, 3),
        Column("months", _("Months"), Kind.COUNT, 2),
        Column("depreciation", _("Depreciation"), Kind.MONEY, 3),
        *((Column("released", _("Released income"), Kind.MONEY, 3),) if row.was_donated else ()),
        Column("left", _("Book value"), Kind.MONEY, 3),
    )
    rows = []
    left = row.book_value
    for last, (months, depreciation, released) in sorted(years.items()):
        left -= depreciation
        given = (released,) if row.was_donated else ()
        rows.append(Row((last, months, depreciation, *given, left)))
    return Table(_("Still to be depreciated"), columns, tuple(rows))
