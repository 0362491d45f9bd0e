"""Sales by hour, way of selling, market day and seller with what was left; best, slow and missing goods."""

import datetime as dt

from app.domain.make_next import COVER_DAYS
from app.domain.money import ratio_bp
from app.i18n import N_, _
from app.queries.market_sales import Cut, GoodsSold, Slice, goods_sold, make_next, sales_cut
from reports.common import Span, issuer, product_link, total_row
from reports.model import Chart, ChartKind, Column, Kind, Report, Row, Series, Table

NAMES = {
    Cut.HOUR: "sales-by-hour",
    Cut.CHANNEL: "sales-by-channel",
    Cut.EVENT: "sales-by-event",
    Cut.SELLER: "sales-by-seller",
}
TITLES = {
    Cut.HOUR: N_("Sales by hour"),
    Cut.CHANNEL: N_("Sales by way of selling"),
    Cut.EVENT: N_("Sales by market day"),
    Cut.SELLER: N_("Sales by seller"),
}
KEYS = {
    Cut.HOUR: N_("Hour"),
    Cut.CHANNEL: N_("Way of selling"),
    Cut.EVENT: N_("Market day"),
    Cut.SELLER: N_("Who sold"),
}
BEST_AND_SLOW, NEXT = "best-and-slow", "what-to-make-next"
BEST = 12
CHART = 12


def build(cut: Cut, span: Span, *, costs: bool = True, printed: dt.datetime | None = None) -> Report:
    """Sales of a span cut one way; without ``costs`` only bills and amounts."""
    rows = sales_cut(cut, span.first, span.last)
    title = _(TITLES[cut])
    chart = _chart(cut, title, rows)
    head = issuer()
    return Report(
        NAMES[cut],
        title,
        head,
        (*((chart,) if chart else ()), _table(cut, rows, costs=costs)),
        period=span.text,
        printed=printed,
        book=head.name,
    )


def _chart(cut: Cut, title: str, rows: tuple[Slice, ...]) -> Chart | None:
    shown = [row for row in rows if row.amount > 0][: 24 if cut is Cut.HOUR else CHART]
    if not shown:
        return None
    best = max(shown, key=lambda row: row.amount)
    labels = tuple(row.key if cut is Cut.HOUR else row.name for row in shown)
    return Chart(
        title,
        ChartKind.BAR if cut is Cut.HOUR else ChartKind.RANKING,
        labels,
        (Series(_("Sales"), tuple(row.amount for row in shown)),),
        sentence=_("“{name}” sold the most.").format(name=best.name),
    )


def _table(cut: Cut, rows: tuple[Slice, ...], *, costs: bool) -> Table:
    columns: tuple[Column, ...] = (
        Column("name", _(KEYS[cut]), Kind.TEXT, 7),
        Column("bills", _("Number of bills"), Kind.COUNT, 3),
        Column("amount", _("Sales"), Kind.MONEY, 3),
        Column("share", _("Share"), Kind.PERCENT, 3),
    )
    if costs:
        columns = (
            *columns,
            Column("promoted", _("Promotions took off"), Kind.MONEY, 3),
            Column("owners", _("To owners of goods"), Kind.MONEY, 3),
            Column("fee", _("Fees of paying"), Kind.MONEY, 3),
            Column("tax", _("VAT"), Kind.MONEY, 3),
            Column("cost", _("Book cost"), Kind.MONEY, 3),
            Column("left", _("Left over"), Kind.MONEY, 3),
        )
    # What nobody here has (no tax, no consigned goods) takes no column.
    idle = {key for key in ("promoted", "owners", "fee", "tax") if not any(getattr(row, key) for row in rows)}
    columns = tuple(column for column in columns if column.key not in idle)
    total = sum(row.amount for row in rows)
    lines = [Row(tuple(_cell(row, column.key, total) for column in columns)) for row in rows]
    keys = tuple(column.key for column in columns if column.key not in ("name", "share"))
    if lines:
        sums = {key: sum(getattr(row, key) for row in rows) for key in keys}
        lines.append(total_row(_("Total"), columns, sums))
    note = _("Returns and voids are taken off where the sale was counted. The hour is that of the entry.")
    if costs:
        note += " " + _(
            "Left over is what stays after owners, fees, VAT and the cost of the group's own goods."
        )
    empty = _("Nothing was sold in this time.")
    return Table("", columns, tuple(lines), note=note, empty=empty, sums=keys)


def _cell(row: Slice, key: str, total: int) -> str | int:
    if key == "share":
        return ratio_bp(row.amount, total)
    value: str | int = getattr(row, key)
    return value


def best_and_slow(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """Goods that sell best, and those that lie: how long they last at this rate, and what they tie up."""
    rows = goods_sold(span.first, span.last)
    days = (span.last - span.first).days + 1
    sold = sorted((row for row in rows if row.amount > 0), key=lambda row: (-row.amount, row.name))
    best = sold[: min(BEST, -(-len(sold) // 2))]  # of a few goods not all sell best, and none both ways
    lying = [row for row in rows if row.on_hand > 0 and row not in best]
    slow = sorted(lying, key=lambda row: (-_days(row, days), -row.value, row.name))[:BEST]
    columns = (
        Column("name", _("Product"), Kind.TEXT, 6),
        Column("quantity", _("Sold"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("amount", _("Sales"), Kind.MONEY, 3),
        Column("on_hand", _("On hand"), Kind.QUANTITY, 2),
        Column("value", _("Worth"), Kind.MONEY, 3),
        Column("last", _("Sold last"), Kind.DATE, 3),
        Column("days", _("Lasts for days"), Kind.COUNT, 2),
    )

    def line(row: GoodsSold) -> Row:
        lasts = _days(row, days)
        return Row(
            (
                row.name,
                row.quantity,
                row.unit,
                row.amount,
                row.on_hand,
                row.value,
                row.last_sold,
                lasts if lasts < FOR_EVER else None,
            ),
            opens=product_link(row.code),
        )

    head = issuer()
    tables = (
        Table(
            _("Best sellers"),
            columns,
            tuple(line(row) for row in best),
            empty=_("Nothing was sold in this time."),
        ),
        Table(
            _("Slow sellers"),
            columns,
            tuple(line(row) for row in slow),
            note=_("First those that last longest at the rate of this time; without days nothing was sold."),
            empty=_("Nothing lies in stock."),
        ),
    )
    return Report(
        BEST_AND_SLOW,
        _("Best and slow sellers"),
        head,
        tables,
        period=span.text,
        printed=printed,
        book=head.name,
    )


FOR_EVER = 10**9


def _days(row: GoodsSold, days: int) -> int:
    return row.on_hand * days // row.quantity if row.quantity > 0 else FOR_EVER


def what_to_make(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """What is missing for open orders and two weeks of usual sales; what runs out first stands first."""
    rows = make_next(span.first, span.last)
    columns = (
        Column("name", _("Product"), Kind.TEXT, 6),
        Column("make", _("Make"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("promised", _("In open orders"), Kind.QUANTITY, 2),
        Column("on_hand", _("On hand"), Kind.QUANTITY, 2),
        Column("sold", _("Sold"), Kind.QUANTITY, 2),
        Column("per_day", _("A day"), Kind.QUANTITY, 2),
        Column("days", _("Enough for days"), Kind.COUNT, 2),
    )
    lines = tuple(
        Row(
            (
                row.goods.name,
                row.to_make,
                row.goods.unit,
                row.need.promised,
                row.goods.on_hand,
                row.goods.quantity,
                row.need.per_day,
                row.need.days_left,
            ),
            opens=product_link(row.goods.code),
        )
        for row in rows
    )
    head = issuer()
    table = Table(
        _("What to make next"),
        columns,
        lines,
        note=_("Enough for open orders and {count} days of what sold in this time.").format(count=COVER_DAYS),
        empty=_("There is enough of everything for orders and usual sales."),
    )
    return Report(
        NEXT, _("What to make next"), head, (table,), period=span.text, printed=printed, book=head.name
    )
