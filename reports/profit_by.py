"""Profit told apart by section, project, channel, market day and batch."""

import datetime as dt

from app.i18n import N_, _
from app.queries.channels import channel_names
from app.queries.cost_flow import ProfitPart, imputed_by_day, profit_by, profit_by_batch, profit_by_day
from app.queries.market_sales import OFFICE
from reports.common import Span, issuer, row_link, total_row
from reports.model import Block, Cell, Column, Kind, Report, Row, Table

SECTION, PROJECT, CHANNEL, DAY, BATCH = (
    f"profit-by-{what}" for what in ("section", "project", "channel", "day", "batch")
)
TITLES: dict[str, str] = {
    SECTION: N_("Profit by unit"),
    PROJECT: N_("Profit by project"),
    CHANNEL: N_("Profit by channel"),
    DAY: N_("Profit by market day"),
    BATCH: N_("Profit by batch"),
}
UNMARKED: dict[str, str] = {
    SECTION: N_("Of no unit"),
    PROJECT: N_("Of no project"),
    CHANNEL: N_("Of no channel"),
}
OFFICE_NAME = N_("Schools, hotels and offices")
OTHER_DAYS = N_("Other days, and what goes into products")
KEYS = ("income", "cost", "gross", "expenses", "other", "profit")


def by_section(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """Profit by the units of the enterprise."""
    return _parts(SECTION, span, printed)


def by_project(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """Profit by project."""
    return _parts(PROJECT, span, printed)


def by_channel(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """Profit by the way that goods were sold."""
    return _parts(CHANNEL, span, printed)


def _parts(name: str, span: Span, printed: dt.datetime | None) -> Report:
    parts = profit_by(name.removeprefix("profit-by-"), span.first, span.last)
    columns = (Column("part", _("Part"), Kind.TEXT, 6), *result_columns())
    ways = channel_names() if name == CHANNEL else {}
    rows = [
        Row(
            (part_label(name, part.code, ways.get(part.code, part.name)), *_amounts(part)),
            opens=row_link(name, part.code, span),
        )
        for part in parts
    ]
    if rows:
        rows.append(total_row(_("Total"), columns, _sums(parts)))
    table = Table("", columns, tuple(rows), empty=_("Nothing was posted in this time."), sums=KEYS)
    return _report(
        name,
        span,
        (table,),
        printed,
        _("All parts together are the book profit of the income statement."),
    )


def by_day(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """Profit by market day, with its stall fees and transport, and at full cost."""
    parts = profit_by_day(span.first, span.last)
    free = imputed_by_day(span.first, span.last)
    others = sum(amount for day, amount in free.items() if day not in {part.code for part in parts})
    columns = (
        Column("day", _("Day"), Kind.DATE, 5),
        *result_columns(),
        Column("full", _("At full cost"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (
                dt.date.fromisoformat(part.code) if part.code else _(OTHER_DAYS),
                *_amounts(part),
                part.profit - (free.get(part.code, 0) if part.code else others),
            ),
            opens=row_link(DAY, part.code, span),
        )
        for part in parts
    ]
    if rows:
        sums = _sums(parts)
        rows.append(total_row(_("Total"), columns, {**sums, "full": sums["profit"] - sum(free.values())}))
    table = Table("", columns, tuple(rows), empty=_("Nothing was posted in this time."), sums=(*KEYS, "full"))
    return _report(DAY, span, (table,), printed)


def by_batch(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """What was sold of each batch, and what it left over."""
    columns = (
        Column("number", _("Batch"), Kind.TEXT, 4),
        Column("product", _("Product"), Kind.TEXT, 5),
        Column("made", _("Made on"), Kind.DATE, 3),
        Column("quantity", _("Sold"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("amount", _("Sales"), Kind.MONEY, 3),
        Column("cost", _("Book cost"), Kind.MONEY, 3),
        Column("profit", _("Gross profit"), Kind.MONEY, 3),
        Column("full", _("At full cost"), Kind.MONEY, 3),
    )
    batches = profit_by_batch(span.first, span.last)
    rows = []
    sums = dict.fromkeys(("amount", "cost", "profit", "full"), 0)
    for each in batches:
        amounts = (each.amount, each.value, each.amount - each.value, each.amount - each.full_value)
        for key, amount in zip(sums, amounts, strict=True):
            sums[key] += amount
        cells: tuple[Cell, ...] = (
            each.number,
            each.product,
            each.made_on,
            each.quantity,
            each.unit,
            *amounts,
        )
        rows.append(Row(cells, opens=row_link(BATCH, f"{each.number}:{each.code}", span)))
    if rows:
        rows.append(total_row(_("Total"), columns, sums))
    table = Table(
        "", columns, tuple(rows), empty=_("Nothing of a batch was sold in this time."), sums=tuple(sums)
    )
    return _report(BATCH, span, (table,), printed, _("Goods that came from no batch are not in this list."))


def result_columns() -> tuple[Column, ...]:
    """The columns of a result, from income to book profit."""
    return (
        Column("income", _("Income"), Kind.MONEY, 3),
        Column("cost", _("Cost of sales"), Kind.MONEY, 3),
        Column("gross", _("Gross profit"), Kind.MONEY, 3),
        Column("expenses", _("Expenses"), Kind.MONEY, 3),
        Column("other", _("Other income"), Kind.MONEY, 3),
        Column("profit", _("Book profit"), Kind.MONEY, 3),
    )


def _amounts(part: ProfitPart) -> tuple[int, ...]:
    return part.income, part.cost, part.gross, part.expenses, part.other, part.profit


def _sums(parts: tuple[ProfitPart, ...]) -> dict[str, int]:
    sums = dict.fromkeys(KEYS, 0)
    for part in parts:
        for key, amount in zip(KEYS, _amounts(part), strict=True):
            sums[key] += amount
    return sums


def part_label(name: str, code: str, label: str = "") -> str:
    """What a part is called: its code and name, or what bears no mark."""
    if not code:
        return _(UNMARKED[name])
    if name == CHANNEL:
        return _(OFFICE_NAME) if code == OFFICE else label or code
    return f"{code} {label}".strip()


def _report(
    name: str, span: Span, blocks: tuple[Block, ...], printed: dt.datetime | None, *notes: str
) -> Report:
    head = issuer()
    return Report(
        name,
        _(TITLES[name]),
        head,
        blocks,
        period=span.text,
        notes=notes,
        printed=printed,
        book=head.name,
        landscape=True,
    )
