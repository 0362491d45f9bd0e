"""The stock as lists: at a month's end, as it is seen on the screen, and the sheet to count on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.break_even import margin_bp
from app.domain.ledger import ProductKind
from app.domain.money import unit_cost_e4
from app.i18n import N_, _
from app.queries.products import Product, ProductRow
from app.queries.stock import PlaceRow, StockRow, stock_at_month_end
from reports.common import Span, issuer, month_span, product_link, total_row
from reports.model import Cell, Column, Figure, Figures, Kind, Report, Row, Signatures, Table
from reports.stock_card import card_table

NAME = "stock-list"
SEEN = "stock-seen"
COUNT_SHEET = "count-sheet"

KIND_NAMES: dict[ProductKind, str] = {
    ProductKind.PRODUCT: N_("Products"),
    ProductKind.MATERIAL: N_("Materials"),
    ProductKind.PACKAGING: N_("Packaging"),
    ProductKind.SERVICE: N_("Services"),
}


@dataclass(frozen=True, slots=True)
class GoodsFigures:
    """What stands out about a product: averages and price in e4, margin in basis points of the price."""

    on_hand_milli: int
    value: int
    average_e4: int | None
    price_e4: int | None
    margin_bp: int | None


def figures_of(product: Product) -> GoodsFigures:
    """Average book cost (else the last known one), price, and what is left of the price."""
    average = (
        unit_cost_e4(product.value, product.on_hand_milli)
        if product.on_hand_milli > 0
        else product.last_cost_e4
    )
    price = product.data.price_e4 if not product.data.is_open_price else None
    margin = margin_bp(price, average) if price and average is not None else None
    return GoodsFigures(product.on_hand_milli, product.value, average, price, margin)


def build(month: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """What was on hand at the end of a month, and its book value, kind by kind."""
    rows = stock_at_month_end(month)
    by_kind = {kind: [row for row in rows if row.kind == kind.value] for kind in KIND_NAMES}
    figures = tuple(
        Figure(_(KIND_NAMES[kind]), sum(row.value for row in found), Kind.MONEY)
        for kind, found in by_kind.items()
        if found
    )
    whole = Figure(_("Stock altogether"), sum(row.value for row in rows), Kind.MONEY)
    tables = tuple(_month_table(kind, found) for kind, found in by_kind.items() if found)
    head = issuer()
    return Report(
        NAME,
        _("Stock at the month's end"),
        head,
        (Figures((*figures, whole)), *tables) if rows else (_month_table(ProductKind.PRODUCT, []),),
        period=month_span(month).text,
        printed=printed,
        book=head.name,
    )


def _month_table(kind: ProductKind, rows: Sequence[StockRow]) -> Table:
    columns = (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("on_hand", _("On hand"), Kind.QUANTITY, 2),
        Column("average", _("Average"), Kind.UNIT_COST, 2),
        Column("value", _("Book value"), Kind.MONEY, 3),
    )
    lines = [
        Row(
            (
                row.code,
                row.name,
                row.unit,
                row.quantity,
                unit_cost_e4(row.value, row.quantity) if row.quantity > 0 else None,
                row.value,
            ),
            opens=product_link(row.code),
        )
        for row in rows
    ]
    if lines:
        lines.append(total_row(_("Total"), columns, {"value": sum(row.value for row in rows)}))
    return Table(
        _(KIND_NAMES[kind]),
        columns,
        tuple(lines),
        empty=_("Nothing was in stock at the end of this month."),
        sums=("value",),
    )


def seen(
    rows: Sequence[ProductRow], *, title: str, filtered: str = "", printed: dt.datetime | None = None
) -> Report:
    """The list as it is seen: the same rows in the same order; ``filtered`` says what was left out."""
    columns = (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("category", _("Category"), Kind.TEXT, 3),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("price", _("Price"), Kind.UNIT_COST, 2),
        Column("on_hand", _("On hand"), Kind.QUANTITY, 2),
        Column("reorder", _("Order at"), Kind.QUANTITY, 2),
        Column("value", _("Book value"), Kind.MONEY, 3),
    )
    lines = [
        Row(
            (
                row.code,
                row.name,
                row.category,
                row.unit,
                row.price_e4,
                row.on_hand_milli,
                row.reorder_milli or None,
                row.value,
            ),
            opens=product_link(row.code),
        )
        for row in rows
    ]
    if lines:
        lines.append(total_row(_("Total"), columns, {"value": sum(row.value for row in rows)}))
    head = issuer()
    return Report(
        SEEN,
        title,
        head,
        (Table("", columns, tuple(lines), empty=_("Nothing is in this list."), sums=("value",)),),
        subtitle=filtered,
        printed=printed,
        book=head.name,
        landscape=True,
    )


def count_sheet(
    rows: Sequence[PlaceRow],
    *,
    place: str,
    on: str,
    with_expected: bool,
    printed: dt.datetime | None = None,
) -> Report:
    """A sheet to take to the shelf: what to count, room to write, lines to sign on."""
    columns = [
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("unit", _("Unit"), Kind.TEXT, 2),
    ]
    if with_expected:
        columns.append(Column("expected", _("In the book"), Kind.QUANTITY, 2))
    columns += [
        Column("counted", _("Counted"), Kind.TEXT, 3),
        Column("note", _("Note"), Kind.TEXT, 4),
    ]
    lines = tuple(
        Row((row.code, row.name, row.unit, *((row.quantity,) if with_expected else ()), "", ""))
        for row in rows
    )
    head = issuer()
    return Report(
        COUNT_SHEET,
        _("Count sheet"),
        head,
        (
            Table("", tuple(columns), lines, empty=_("Nothing is in this list.")),
            Signatures((_("Counted by"), _("Checked by"))),
        ),
        subtitle=place,
        period=on,
        printed=printed,
        book=head.name,
    )


MOVED = "moved"
"""In and out in one column, with a sign, where there is no room for two."""


def short_card(product: Product, span: Span) -> Report:
    """A month of a stock card in four columns, for the panel beside a list."""
    return _card(product, span, (("date", 1), ("what", 2), (MOVED, 1), ("left", 1)))


def narrow_card(product: Product, span: Span) -> Report:
    """A month of a stock card for a small window: the value of each movement is left out."""
    wanted = (
        ("date", 2),
        ("number", 3),
        ("what", 3),
        (MOVED, 1),
        ("left", 1),
        ("total", 2),
        ("unit_cost", 1),
    )
    return _card(product, span, wanted)


def _moved(came: Cell, went: Cell) -> int | None:
    if isinstance(came, int):
        return came
    return -went if isinstance(went, int) else None


def _card(product: Product, span: Span, wanted: Sequence[tuple[str, int]]) -> Report:
    """The card with these columns (key, weight) only."""
    whole = card_table(product, span)
    at = {column.key: number for number, column in enumerate(whole.columns)}

    def cell(row: Row, key: str) -> Cell:
        if key == MOVED:
            return _moved(row.cells[at["in"]], row.cells[at["out"]])
        return row.cells[at[key]]

    columns = tuple(
        Column(MOVED, _("In or out"), Kind.QUANTITY, weight)
        if key == MOVED
        else replace(whole.columns[at[key]], weight=weight)
        for key, weight in wanted
    )
    rows = tuple(
        Row(tuple(cell(row, key) for key, _weight in wanted), row.role, row.opens) for row in whole.rows
    )
    return Report(
        "stock-card",
        _("Stock card"),
        issuer(),
        (Table("", columns, rows, empty=whole.empty),),
        subtitle=f"{product.data.name} ({product.data.code}) · {product.data.unit}",
        period=span.text,
    )
