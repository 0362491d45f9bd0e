"""What a market day came to; a seller's paper says no costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from app.i18n import _, ngettext
from app.queries.market_events import (
    Event,
    EventSheetOfAll,
    event_by_code,
    event_sheet,
)
from app.thai.dates import format_date
from app.thai.digits import format_amount, format_percent, format_quantity
from reports.common import Span, document_link, in_language, issuer, joined, product_link, total_row
from reports.model import (
    Block,
    Chart,
    ChartKind,
    Column,
    Figure,
    Figures,
    Kind,
    Paragraph,
    Report,
    Role,
    Row,
    Series,
    Signatures,
    Table,
)

NAME = "market-day"
BEST = 8
ONE_PAGE = 44
"""So many lines of tables still read well on one sheet."""
_CARRIED = ("taken", "back", "spoiled", "given")
"""Columns of what was carried there, which stand only where something was."""


def build(code: str, *, with_costs: bool = True, printed: dt.datetime | None = None) -> Report:
    """The market day with this code; raises UnknownEventCodeError."""
    found = event_sheet(event_by_code(code))
    return _report(found, with_costs=with_costs, printed=printed)


def panel(event: Event, *, with_costs: bool = True) -> Report:
    """A market day in little, for the screen."""
    found = event_sheet(event)
    blocks: list[Block | None] = [
        figures(found, with_costs=with_costs, short=True),
        Paragraph(about(found.event)),
        _left_open(found),
        result_table(found) if with_costs else None,
        goods_chart(found),
        goods_table(found, with_costs=with_costs, short=True),
        paid_table(found),
        sheets_table(found),
        slips_table(found, short=True) if with_costs else None,
        helpers_table(found),
        left_table(found),
    ]
    head = issuer()
    return Report(NAME, event.name, head, tuple(each for each in blocks if each is not None), book=head.name)


def _report(found: EventSheetOfAll, *, with_costs: bool, printed: dt.datetime | None) -> Report:
    blocks: list[Block | None] = [
        Paragraph(about(found.event)),
        figures(found, with_costs=with_costs),
        _left_open(found),
        result_table(found) if with_costs else None,
        goods_table(found, with_costs=with_costs),
        paid_table(found),
        days_table(found),
        sheets_table(found),
        slips_table(found) if with_costs else None,
        helpers_table(found),
        left_table(found),
        Signatures((_("Who kept the stall"), _("Who keeps the books"), _("Chair"))),
    ]
    head = issuer()
    there = tuple(each for each in blocks if each is not None)
    return Report(
        NAME,
        _("Result of a market day"),
        head,
        there,
        subtitle=found.event.name,
        period=Span(found.event.first_day, found.event.last_day).text,
        number=found.event.code,
        printed=printed,
        book=head.name,
        one_page=sum(len(each.rows) + 3 for each in there if isinstance(each, Table)) <= ONE_PAGE,
    )


def open_sentence(names: Sequence[str]) -> str:
    """What Home says of market days that are over and not closed; empty if there is none."""
    if not names:
        return ""
    words = ngettext(
        "{count} market day is over and not closed: {names}.",
        "{count} market days are over and not closed: {names}.",
        len(names),
    )
    said = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return words.format(count=len(names), names=said)


def about(event: Event) -> str:
    """Where, when, how long, what the place asks."""
    times = f"{event.starts_at}–{event.ends_at}" if event.starts_at and event.ends_at else event.starts_at
    lines = (
        (_("Place of the market"), event.place),
        (_("Days"), Span(event.first_day, event.last_day).text),
        (_("Opening hours"), joined(times, _hours(event.hours_milli))),
        (_("Goods stand at"), event.location),
        (_("Stall fee agreed"), format_amount(event.planned_fee) if event.planned_fee else ""),
        (_("Closed on"), format_date(event.closed_on) if event.closed_on else ""),
        (_("Note"), event.note),
    )
    return "\n".join(f"{label}: {text}" for label, text in lines if text)


def figures(found: EventSheetOfAll, *, with_costs: bool, short: bool = False) -> Figures:
    """What stands out."""
    result = found.result
    if not with_costs:
        sold = sum(each.amount for each in found.goods)
        bills = sum(each.bills for each in found.days)
        return Figures((Figure(_("Sold"), sold), Figure(_("Number of bills"), bills, Kind.COUNT)))
    if short:
        hour = (
            ""
            if result.an_hour is None
            else _("{amount} an hour").format(amount=format_amount(result.an_hour))
        )
        said = " · ".join(part for part in (_of_income(found), hour) if part and result.income)
        return Figures((Figure(_("Income"), result.income), Figure(_("Profit"), result.profit, note=said)))
    items = [
        Figure(_("Income"), result.income),
        Figure(_("Costs in all"), result.cost_of_goods + result.other_costs),
        Figure(_("Profit"), result.profit, note=_of_income(found)),
    ]
    if result.an_hour is not None:
        items.append(Figure(_("Profit an hour"), result.an_hour))
    return Figures(tuple(items))


def result_table(found: EventSheetOfAll) -> Table:
    """Income, what the goods cost, every other cost, profit."""
    columns = (Column("name", _("Item"), Kind.TEXT, 8), Column("amount", _("Amount"), Kind.MONEY, 3))
    result = found.result
    rows = [
        *_to_income(found),
        Row((_("What the goods sold cost"), -result.cost_of_goods)),
        Row((_("Left over the goods"), result.margin), Role.SUBTOTAL),
        *(Row((in_language(line.name, line.name_en), -line.amount)) for line in result.costs),
        Row((_("Profit"), result.profit), Role.TOTAL),
    ]
    hours = result.paid_hours + result.free_hours
    notes = []
    if result.a_helpers_hour is not None:
        notes.append(
            _(
                "Helpers worked {hours} hours, {free} of them for free: {amount} baht of profit an hour."
            ).format(
                hours=format_quantity(hours),
                free=format_quantity(result.free_hours),
                amount=format_amount(result.a_helpers_hour),
            )
        )
    return Table(_("Result"), columns, tuple(rows), note=" ".join(notes))


def _to_income(found: EventSheetOfAll) -> list[Row]:
    """The income, and how it follows from what customers paid where the two differ."""
    income = found.result.income
    if income == found.sold:
        return [Row((_("Income"), income))]
    rows = [Row((_("Sold to customers"), found.sold))]
    if found.owners:
        rows.append(Row((_("Of it for the owners of goods left to be sold"), -found.owners)))
    if found.between:
        rows.append(Row((_("Tax, rounding and other income"), found.between)))
    return [*rows, Row((_("Income"), income), Role.SUBTOTAL)]


def goods_chart(found: EventSheetOfAll) -> Chart | None:
    """The goods that sold best."""
    best = [each for each in found.goods if each.amount > 0][:BEST]
    if len(best) < 2:
        return None
    return Chart(
        _("Sold most"),
        ChartKind.RANKING,
        tuple(each.name for each in best),
        (Series(_("Sold"), tuple(each.amount for each in best)),),
        sentence=_("“{name}” brought most: {amount} baht.").format(
            name=best[0].name, amount=format_amount(best[0].amount)
        ),
    )


def goods_table(found: EventSheetOfAll, *, with_costs: bool, short: bool = False) -> Table:
    """Product by product: what went there, what became of it, what it brought."""
    columns = [
        Column("name", _("Product"), Kind.TEXT, 7),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("taken", _("Taken along"), Kind.QUANTITY, 2),
        Column("back", _("Brought back"), Kind.QUANTITY, 2),
        Column("spoiled", _("Spoiled"), Kind.QUANTITY, 2),
        Column("given", _("Given away"), Kind.QUANTITY, 2),
        Column("sold", _("Sold"), Kind.QUANTITY, 2),
        Column("amount", _("Amount"), Kind.MONEY, 3),
        Column("cost", _("Cost"), Kind.MONEY, 3),
        Column("margin", _("Left over the goods"), Kind.MONEY, 3),
    ]
    drop = {"unit", "back", "spoiled", "given", "cost"} if short else set()
    drop |= {key for key in _CARRIED if not any(getattr(each, key) for each in found.goods)}
    if not with_costs:
        drop |= {"cost", "margin"}
    rows = []
    for each in found.goods:
        values = {
            "name": each.name,
            "unit": each.unit,
            "taken": each.taken or None,
            "back": each.back or None,
            "spoiled": each.spoiled or None,
            "given": each.given or None,
            "sold": each.sold,
            "amount": each.amount,
            "cost": each.cost_in_all,
            "margin": each.margin,
        }
        cells = tuple(values[column.key] for column in columns if column.key not in drop)
        rows.append(Row(cells, opens=product_link(each.code)))
    kept = tuple(column for column in columns if column.key not in drop)
    sums = tuple(key for key in ("amount", "cost", "margin") if key not in drop)
    if rows:
        of_each = {"amount": "amount", "cost": "cost_in_all", "margin": "margin"}
        totals = {key: sum(getattr(each, of_each[key]) for each in found.goods) for key in sums}
        rows.append(total_row(_("Total"), kept, totals))
    note = ""
    if found.owners and "margin" not in drop:
        note = _("Goods left to be sold cost what their owners get: {amount} baht.").format(
            amount=format_amount(found.owners)
        )
    empty = _("Nothing was taken or sold yet.")
    return Table(_("Goods"), kept, tuple(rows), note=note, empty=empty, sums=sums)


def paid_table(found: EventSheetOfAll) -> Table | None:
    """How it was paid."""
    if not found.paid:
        return None
    columns = (Column("name", _("Way of paying"), Kind.TEXT, 8), Column("amount", _("Amount"), Kind.MONEY, 3))
    rows = [Row((in_language(each.name, each.name_en), each.amount)) for each in found.paid]
    rows.append(total_row(_("Total"), columns, {"amount": sum(each.amount for each in found.paid)}))
    return Table(_("Money by way of paying"), columns, tuple(rows), sums=("amount",))


def days_table(found: EventSheetOfAll) -> Table | None:
    """Day by day, where there are several."""
    if len(found.days) < 2:
        return None
    columns = (
        Column("date", _("Day"), Kind.DATE, 4),
        Column("bills", _("Number of bills"), Kind.COUNT, 2),
        Column("amount", _("Sold"), Kind.MONEY, 3),
    )
    rows = [Row((each.on, each.bills, each.amount)) for each in found.days]
    sums = {"amount": sum(each.amount for each in found.days)}
    rows.append(total_row(_("Total"), columns, sums))
    return Table(_("Day by day"), columns, tuple(rows), sums=("amount",))


def sheets_table(found: EventSheetOfAll) -> Table | None:
    """Tally sheets with their cash."""
    if not found.sheets:
        return None
    columns = (
        Column("number", _("Tally sheet"), Kind.TEXT, 4),
        Column("date", _("Day"), Kind.DATE, 3),
        Column("total", _("Sold"), Kind.MONEY, 3),
        Column("cash", _("In cash"), Kind.MONEY, 3),
        Column("difference", _("Cash over or short"), Kind.MONEY, 3),
    )
    rows = tuple(
        Row((each.number, each.on, each.total, each.cash, each.difference), opens=document_link(each.number))
        for each in found.sheets
    )
    return Table(_("Tally sheets"), columns, rows)


def slips_table(found: EventSheetOfAll, *, short: bool = False) -> Table | None:
    """What was spent, slip by slip."""
    if not found.slips:
        return None
    columns = [
        Column("date", _("Day"), Kind.DATE, 3),
        Column("what", _("For what"), Kind.TEXT, 7),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    ]
    if not short:
        columns.insert(1, Column("number", _("Document"), Kind.TEXT, 4))
    rows = []
    for each in found.slips:
        words = each.note or in_language(each.account, each.account_en)
        number = () if short else (each.number,)
        rows.append(Row((each.on, *number, words, each.amount), opens=document_link(each.number)))
    rows.append(total_row(_("Total"), tuple(columns), {"amount": sum(each.amount for each in found.slips)}))
    return Table(_("Slips"), tuple(columns), tuple(rows), sums=("amount",))


def helpers_table(found: EventSheetOfAll) -> Table | None:
    """Who helped, and how long."""
    if not found.helpers:
        return None
    columns = (
        Column("date", _("Day"), Kind.DATE, 3),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("what", _("What she did"), Kind.TEXT, 5),
        Column("hours", _("Hours"), Kind.QUANTITY, 2),
        Column("paid", _("Paid or free"), Kind.TEXT, 2),
    )
    rows = tuple(
        Row((each.on, each.name, each.what, each.hours_milli, _("paid") if each.is_paid else _("free")))
        for each in found.helpers
    )
    return Table(_("Who helped"), columns, rows)


def left_table(found: EventSheetOfAll) -> Table | None:
    """What was taken along and still lies at the stall."""
    if not found.left:
        return None
    columns = (
        Column("name", _("Product"), Kind.TEXT, 8),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 3),
        Column("unit", _("Unit"), Kind.TEXT, 3),
    )
    rows = tuple(Row((each.name, each.left, each.unit), opens=product_link(each.code)) for each in found.left)
    return Table(_("At the stall now"), columns, rows)


def _left_open(found: EventSheetOfAll) -> Paragraph | None:
    if not found.is_over or not found.left:
        return None
    return Paragraph(
        _(
            "This market day is closed, and goods still stand at its stall. "
            "Open it again to bring them back, or leave them for the next one."
        )
    )


def _of_income(found: EventSheetOfAll) -> str:
    if found.result.income <= 0:
        return ""
    return _("{percent} % of the income").format(percent=format_percent(found.result.profit_bp))


def _hours(hours_milli: int) -> str:
    return _("{hours} hours").format(hours=format_quantity(hours_milli)) if hours_milli else ""
