"""The cost sheet of a batch: what went in, estimated beside actual, three costs, prices that follow."""

import datetime as dt

from app.domain import money
from app.domain.cost_words import KIND_NAMES, OUTPUT_NAMES, SETTLEMENT_NAMES
from app.domain.costing import BatchResult, CostKind, margin_bp, price_at_margin
from app.i18n import _
from app.queries.costing import BatchDetail, BatchState, SheetLine, batch_by_number, batch_detail
from app.thai.dates import format_date
from app.thai.digits import format_amount, format_quantity
from reports.common import ReportArgumentError, document_link, each, issuer
from reports.model import (
    Block,
    Cell,
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

NAME = "cost-sheet"
MARGINS_BP = (2_000, 3_000, 4_000, 5_000)
"""Margins of the price that the sheet works out prices for."""


def build(number: str, *, printed: dt.datetime | None = None) -> Report:
    """The cost sheet of the batch that a document number belongs to; raises ReportArgumentError."""
    uid = batch_by_number(number)
    detail = None if uid is None else batch_detail(uid, previous=3)
    if detail is None:
        raise ReportArgumentError(name=NAME, needs=_("the number of a batch"))
    return sheet_of(detail, printed=printed)


def sheet_of(detail: BatchDetail, *, printed: dt.datetime | None = None) -> Report:
    """The cost sheet of a batch that was read already."""
    summary = detail.summary
    head = issuer()
    blocks: list[Block] = [_figures(detail), Paragraph(sentence(detail)), cost_table(detail)]
    chart = make_up(detail)
    if chart is not None:
        blocks.append(chart)
    blocks.append(_output_table(detail))
    if detail.unit_cost is not None:
        blocks.append(_price_table(detail))
    if detail.previous:
        blocks.append(_previous_table(detail))
    blocks.append(Signatures((_("Made by"), _("Checked by"))))
    when = format_date(summary.started_on, "medium")
    if summary.finished_on is not None and summary.finished_on != summary.started_on:
        when = f"{when} – {format_date(summary.finished_on, 'medium')}"
    return Report(
        NAME,
        _("Cost sheet"),
        head,
        tuple(blocks),
        subtitle=f"{summary.product_name} ({detail.product_code})",
        period=when,
        number=summary.number,
        notes=(
            _(
                "Cash: paid or to be paid. Book: what the books post. "
                "Full: with free labour and things given."
            ),
        ),
        printed=printed,
        book=head.name,
        one_page=True,
    )


def sentence(detail: BatchDetail) -> str:
    """The batch in plain words, computed."""
    summary = detail.summary
    if summary.state is BatchState.UNDONE:
        return _("This batch was undone.")
    cost = detail.unit_cost
    if cost is None:
        return _("So far {amount} baht stand in this batch; nothing came out yet.").format(
            amount=format_amount(detail.wip.book)
        )
    text = _(
        "{quantity} {unit} were made; one costs {book} baht in the books and {full} baht with all free work."
    ).format(
        quantity=format_quantity(summary.made_milli),
        unit=summary.unit,
        book=each(cost.value_e4),
        full=each(cost.full_e4),
    )
    result = detail.result
    if result is not None and detail.price_e4:
        text += " " + _earning(result)
    return text


def _earning(result: BatchResult) -> str:
    if result.over_full >= 0:
        return _("Sold at {price} baht, {left} baht are left after every cost.").format(
            price=each(result.unit_price_e4), left=format_amount(result.over_full)
        )
    return _("At {price} baht the full cost is not covered: {missing} baht are missing.").format(
        price=each(result.unit_price_e4), missing=format_amount(-result.over_full)
    )


def _figures(detail: BatchDetail) -> Figures:
    cost = detail.unit_cost
    items = []
    if cost is not None:
        last = detail.previous[0].unit_cost if detail.previous else None
        items += [
            Figure(_("Cash cost each"), cost.cash_e4, Kind.UNIT_COST, last.cash_e4 if last else None),
            Figure(_("Book cost each"), cost.value_e4, Kind.UNIT_COST, last.value_e4 if last else None),
            Figure(_("Full cost each"), cost.full_e4, Kind.UNIT_COST, last.full_e4 if last else None),
        ]
    if detail.price_e4:
        items.append(Figure(_("Selling price"), detail.price_e4, Kind.UNIT_COST))
    if detail.result is not None and detail.result.break_even is not None:
        units, _amount = detail.result.break_even.shown()
        items.append(Figure(_("Break-even"), units, Kind.QUANTITY, note=detail.summary.unit))
    if cost is None:
        items.insert(0, Figure(_("In work"), detail.wip.book, Kind.MONEY))
    return Figures(tuple(items))


def cost_table(detail: BatchDetail) -> Table:
    """What went in by kind, estimated beside actual in three costs, with the cost of one unit below."""
    columns = (
        Column("item", _("What went in"), Kind.TEXT, 7),
        Column("how", _("How it was settled"), Kind.TEXT, 4),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("rate", _("Rate"), Kind.UNIT_COST, 2),
        Column("estimated", _("Estimated"), Kind.MONEY, 3),
        Column("cash", _("Cash"), Kind.MONEY, 3),
        Column("book", _("Book"), Kind.MONEY, 3),
        Column("full", _("Full"), Kind.MONEY, 3),
    )
    rows: list[Row] = []
    for kind in CostKind:
        lines = [line for line in detail.lines if line.kind is kind]
        if not lines:
            continue
        rows.append(Row((_(KIND_NAMES[kind]), *([None] * 8)), Role.HEADING))
        rows.extend(_cost_row(line) for line in lines)
    total = detail.actual.total
    rows.append(
        Row(
            (
                _("Total"),
                None,
                None,
                None,
                None,
                detail.estimated.total.full,
                total.cash,
                total.book,
                total.full,
            ),
            Role.TOTAL,
            key="total",
        )
    )
    cost = detail.unit_cost
    if cost is not None:
        rows.append(_unit_row(detail, len(columns)))
    return Table(
        "",
        columns,
        tuple(rows),
        empty=_("Nothing has gone in yet."),
        sums=("estimated", "cash", "book", "full"),
    )


def _cost_row(line: SheetLine) -> Row:
    person = f" · {line.person}" if line.person else ""
    step = f" ({line.step})" if line.step else ""
    quantity: Cell = line.actual_milli or line.estimated_milli or None
    formulas: tuple[tuple[int, str], ...] = ()
    exact = line.rate_e4 and money.times(line.rate_e4, line.actual_milli) == line.actual.full
    if exact and line.actual_milli:
        formulas = ((8, "ROUND({quantity}*{rate},2)"),)
    return Row(
        (
            f"{line.description}{step}{person}",
            _(SETTLEMENT_NAMES[line.settlement]),
            quantity,
            line.unit,
            line.rate_e4 or None,
            line.estimated.full or None,
            line.actual.cash,
            line.actual.book,
            line.actual.full,
        ),
        indent=1,
        formulas=formulas,
    )


def _unit_row(detail: BatchDetail, width: int) -> Row:
    """Cost of one unit; a live formula where all of the cost went into the goods."""
    cost = detail.unit_cost
    assert cost is not None
    cells: list[Cell] = [None] * width
    cells[0] = _("Cost of one {unit}").format(unit=detail.summary.unit)
    cells[2], cells[3] = detail.summary.made_milli, detail.summary.unit
    goods, total = detail.summary.goods, detail.actual.total
    each = [money.divide_round(value, money.E4) for value in (cost.cash_e4, cost.value_e4, cost.full_e4)]
    cells[6], cells[7], cells[8] = each
    formulas: tuple[tuple[int, str], ...] = ()
    if goods == total:
        formulas = (
            (6, "ROUND({cash@total}/{quantity},2)"),
            (7, "ROUND({book@total}/{quantity},2)"),
            (8, "ROUND({full@total}/{quantity},2)"),
        )
    return Row(tuple(cells), Role.SUBTOTAL, formulas=formulas, key="unit")


def make_up(detail: BatchDetail) -> Chart | None:
    """What the full cost is made of; None while there is none."""
    parts = [(kind, values.full) for kind, values in detail.actual.by_kind if values.full > 0]
    if not parts:
        return None
    largest = max(parts, key=lambda part: part[1])[0]
    return Chart(
        _("What the full cost is made of"),
        ChartKind.SHARE,
        tuple(_(KIND_NAMES[kind]) for kind, _value in parts),
        (Series(_("Full cost"), tuple(value for _kind, value in parts)),),
        sentence=_("The largest part was {kind}.").format(kind=_(KIND_NAMES[largest])),
    )


def _output_table(detail: BatchDetail) -> Table:
    columns = (
        Column("name", _("What came out"), Kind.TEXT, 6),
        Column("kind", _("As"), Kind.TEXT, 4),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("lot", _("Lot"), Kind.TEXT, 4),
        Column("best", _("Best before"), Kind.DATE, 3),
        Column("book", _("Book value"), Kind.MONEY, 3),
        Column("full", _("At full cost"), Kind.MONEY, 3),
    )
    rows = tuple(
        Row(
            (
                output.name,
                _(OUTPUT_NAMES[output.kind]) + (f" · {output.reason}" if output.reason else ""),
                output.quantity_milli,
                output.unit,
                output.lot_code,
                output.best_before,
                output.values.book,
                output.values.full,
            )
        )
        for output in detail.outputs
    )
    return Table("", columns, rows, empty=_("Nothing came out yet."))


def _price_table(detail: BatchDetail) -> Table:
    """Prices at chosen margins over the full cost, and what the present price leaves."""
    cost = detail.unit_cost
    assert cost is not None
    columns = (
        Column("margin", _("Margin of the price"), Kind.PERCENT, 3),
        Column("price", _("Price from full cost"), Kind.UNIT_COST, 3),
        Column("book_price", _("Price from book cost"), Kind.UNIT_COST, 3),
        Column("note", _("Note"), Kind.TEXT, 5),
    )
    rows = [
        Row((rate, price_at_margin(cost.full_e4, rate), price_at_margin(cost.value_e4, rate), ""))
        for rate in MARGINS_BP
    ]
    if detail.price_e4:
        rows.append(
            Row(
                (
                    margin_bp(detail.price_e4, cost.full_e4),
                    detail.price_e4,
                    detail.price_e4,
                    _("today's price, over the full cost"),
                ),
                Role.SUBTOTAL,
            )
        )
    return Table(_("Prices that follow"), columns, tuple(rows))


def _previous_table(detail: BatchDetail) -> Table:
    columns = (
        Column("number", _("Earlier batch"), Kind.TEXT, 4),
        Column("date", _("Date"), Kind.DATE, 3),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("cash", _("Cash cost each"), Kind.UNIT_COST, 3),
        Column("book", _("Book cost each"), Kind.UNIT_COST, 3),
        Column("full", _("Full cost each"), Kind.UNIT_COST, 3),
    )
    rows = []
    for batch in detail.previous:
        cost = batch.unit_cost
        rows.append(
            Row(
                (
                    batch.number,
                    batch.started_on,
                    batch.made_milli or None,
                    cost.cash_e4 if cost else None,
                    cost.value_e4 if cost else None,
                    cost.full_e4 if cost else None,
                ),
                opens=document_link(batch.number),
            )
        )
    return Table(_("Compared with earlier batches"), columns, tuple(rows))
