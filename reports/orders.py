"""Papers of orders: one order, the open ones, what is to be made for them and bought for that."""

import datetime as dt

from app.domain.pre_order import EVENT_WORDS, STATE_WORDS, WAY_WORDS, DeliveryWay, OrderEvent, OrderState
from app.i18n import _
from app.queries.pre_orders import (
    FOR_EVER,
    Order,
    materials_list,
    open_orders,
    order_by_code,
    order_papers,
    production_plan,
)
from app.thai.dates import format_date
from app.thai.digits import format_amount, format_quantity
from reports.common import (
    ReportArgumentError,
    document_link,
    in_language,
    issuer,
    joined,
    product_link,
    total_row,
)
from reports.model import (
    Block,
    Cell,
    Column,
    Figure,
    Figures,
    Kind,
    Link,
    Paragraph,
    Report,
    Role,
    Row,
    Table,
)

ORDER, OPEN, PLAN, MATERIALS = "order", "open-orders", "production-plan", "materials-list"


def card(code: str, *, printed: dt.datetime | None = None) -> Report:
    """One order: for whom, when, what, its money and papers; raises ReportArgumentError if there is none."""
    each = order_by_code(code)
    if each is None:
        raise ReportArgumentError(name=ORDER, needs=_("the code of an order"))
    head = issuer()
    blocks: list[Block] = [Paragraph(_about(each)), _lines(each), _money(each)]
    papers = _papers(each)
    if papers.rows:
        blocks.append(papers)
    notes = [each.note] if each.note else []
    if each.reason:
        notes.append(_("Called off: {reason}").format(reason=each.reason))
    return Report(
        ORDER,
        _("Order"),
        head,
        tuple(blocks),
        subtitle=each.party,
        period=_("Wanted on {day}").format(day=format_date(each.wanted_on, "long")),
        number=each.code,
        notes=tuple(notes),
        printed=printed,
        book=head.name,
    )


def state_of(each: Order, today: dt.date | None = None) -> str:
    """How far it has come, in words; late ones say so."""
    words = _(STATE_WORDS[each.state])
    if each.state is OrderState.READY and any(line.delivered for line in each.lines):
        words = _("Handed over in part")
    return _("{state} · late").format(state=words) if today is not None and each.is_late(today) else words


def goods_of(each: Order, *, left: bool = False) -> str:
    """What it is of, in one line; ``left`` what is still to be handed over."""
    parts = []
    for line in each.lines:
        quantity = line.left if left else line.quantity
        if quantity:
            words = f"{line.words} {format_quantity(quantity)} {line.unit}".strip()
            parts.append(f"{words} ({line.note})" if line.note else words)
    return ", ".join(parts)


def way_of(each: Order) -> str:
    """How it goes to the customer, with who brings it and its number."""
    parts = [_(WAY_WORDS[each.delivery])]
    if each.delivery is DeliveryWay.PARCEL:
        parts += [each.carrier, each.tracking, _("Paid on delivery") if each.is_cod else ""]
    return joined(*parts)


def _about(each: Order) -> str:
    lines = [
        _("State: {state}").format(state=state_of(each)),
        _("Ordered on {day}").format(day=format_date(each.ordered_on, "medium")),
        in_language(each.channel_name, each.channel_name_en),
        way_of(each),
    ]
    where = [
        each.send_to if each.recipient else "",
        _("Tel. {number}").format(number=each.send_phone) if each.send_phone else "",
    ]
    if each.delivery is not DeliveryWay.PICKUP:
        where.append(each.send_address.replace("\n", " "))
    return "\n".join(part for part in (joined(*lines), joined(*where)) if part)


def _lines(each: Order) -> Table:
    parts = each.is_open and any(line.delivered for line in each.lines)
    columns = [
        Column("what", _("Item"), Kind.TEXT, 7),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("price", _("Price each"), Kind.UNIT_COST, 3),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    ]
    if parts:
        columns.insert(3, Column("left", _("Still to come"), Kind.QUANTITY, 2))
    rows = []
    for line in each.lines:
        cells: list[Cell] = [
            f"{line.words} ({line.note})" if line.note else line.words,
            line.quantity,
            line.unit,
            line.unit_price_e4,
            line.amount,
        ]
        if parts:
            cells.insert(3, line.left)
        rows.append(Row(tuple(cells), opens=product_link(line.code)))
    if each.delivery_fee:
        fee: list[Cell] = [_("Delivery fee"), None, "", None, each.delivery_fee]
        if parts:
            fee.insert(3, None)
        rows.append(Row(tuple(fee)))
    rows.append(total_row(_("Total"), tuple(columns), {"amount": each.total}))
    return Table("", tuple(columns), tuple(rows), sums=("amount",))


def _money(each: Order) -> Figures:
    figures = [
        Figure(_("Deposit agreed"), each.deposit_wanted),
        Figure(_("Deposit taken"), each.deposits.taken),
    ]
    if each.is_open:
        figures.append(Figure(_("Still to pay"), max(0, each.due)))
    if each.deposits.left and (not each.is_open or each.due < 0):
        left = each.deposits.left if not each.is_open else -each.due
        figures.append(Figure(_("Deposit left over"), left))
    return Figures(tuple(figures))


def _papers(each: Order) -> Table:
    columns = (
        Column("day", _("Date"), Kind.DATE, 3),
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 5),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = []
    for paper in order_papers(each.id):
        words = _(EVENT_WORDS[OrderEvent(paper.purpose)])
        if paper.kind == "reversal":
            words = _("Undone: {what}").format(what=words)
        link = document_link(paper.number)
        if paper.purpose == OrderEvent.DEPOSIT and paper.kind != "reversal":
            link = Link("deposit-receipt", paper.number)
        rows.append(Row((paper.on, paper.number, words, paper.amount), opens=link))
    return Table(_("Papers of this order"), columns, tuple(rows))


# ---------------------------------------------------------------- lists


def open_list(until: dt.date = FOR_EVER, *, printed: dt.datetime | None = None) -> Report:
    """Every open order by its day: whose, what, how it goes out, what is still to pay."""
    head = issuer()
    columns = (
        Column("wanted", _("Wanted on"), Kind.DATE, 3),
        Column("code", _("Number"), Kind.TEXT, 3),
        Column("customer", _("Customer"), Kind.TEXT, 5),
        Column("goods", _("What"), Kind.TEXT, 9),
        Column("way", _("Delivery"), Kind.TEXT, 4),
        Column("state", _("State"), Kind.TEXT, 4),
        Column("total", _("Order value"), Kind.MONEY, 3),
        Column("deposit", _("Deposit"), Kind.MONEY, 3),
        Column("due", _("Still to pay"), Kind.MONEY, 3),
    )
    orders = open_orders(until)
    today = None if printed is None else printed.date()
    rows = [
        Row(
            (
                each.wanted_on,
                each.code,
                each.party,
                goods_of(each, left=True),
                way_of(each),
                state_of(each, today),
                each.total,
                each.deposits.left,
                max(0, each.due),
            ),
            opens=Link(ORDER, each.code),
        )
        for each in orders
    ]
    if rows:
        sums = {
            "total": sum(each.total for each in orders),
            "deposit": sum(each.deposits.left for each in orders),
            "due": sum(max(0, each.due) for each in orders),
        }
        rows.append(total_row(_("Total"), columns, sums))
    return Report(
        OPEN,
        _("Open orders"),
        head,
        (
            Table(
                "",
                columns,
                tuple(rows),
                empty=_("No order is open."),
                sums=("total", "deposit", "due"),
            ),
        ),
        period=_until(until),
        printed=printed,
        book=head.name,
        landscape=True,
    )


def plan(until: dt.date = FOR_EVER, *, printed: dt.datetime | None = None) -> Report:
    """What open orders want of each product, what lies there, and what is to be made or bought."""
    head = issuer()
    columns = (
        Column("first", _("First wanted on"), Kind.DATE, 3),
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Product"), Kind.TEXT, 7),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("orders", _("Orders"), Kind.COUNT, 2),
        Column("wanted", _("Ordered"), Kind.QUANTITY, 3),
        Column("there", _("On hand"), Kind.QUANTITY, 3),
        Column("missing", _("To make or buy"), Kind.QUANTITY, 3),
        Column("recipe", _("By recipe"), Kind.TEXT, 5),
        Column("batches", _("How many batches"), Kind.QUANTITY, 2),
    )
    rows = [
        Row(
            (
                each.first_day,
                each.code,
                each.name,
                each.unit,
                each.orders,
                each.wanted,
                each.on_hand,
                each.missing,
                each.recipe or (_("bought") if each.missing else ""),
                each.batches or None,
            ),
            Role.LINE,
            opens=product_link(each.code),
        )
        for each in sorted(production_plan(until), key=lambda each: (each.missing == 0, each.first_day))
    ]
    return Report(
        PLAN,
        _("Production plan of the orders"),
        head,
        (Table("", columns, tuple(rows), empty=_("No order is open.")),),
        period=_until(until),
        printed=printed,
        book=head.name,
        landscape=True,
        notes=(_("To make or buy = ordered and not handed over yet, less what is on hand."),) if rows else (),
    )


def materials(until: dt.date = FOR_EVER, *, printed: dt.datetime | None = None) -> Report:
    """What the plan needs through its recipes, what lies there, what must be bought, for about how much."""
    head = issuer()
    columns = (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Item"), Kind.TEXT, 7),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("needed", _("Needed in all"), Kind.QUANTITY, 3),
        Column("there", _("On hand"), Kind.QUANTITY, 3),
        Column("buy", _("To buy"), Kind.QUANTITY, 3),
        Column("cost", _("Costs about"), Kind.MONEY, 3),
        Column("for", _("To make"), Kind.TEXT, 7),
    )
    needs = sorted(materials_list(until), key=lambda each: (each.to_buy == 0, each.name))
    rows = [
        Row(
            (
                each.code,
                each.name,
                each.unit,
                each.needed,
                each.on_hand,
                each.to_buy,
                each.cost if each.to_buy else None,
                ", ".join(each.used_for),
            ),
            opens=product_link(each.code),
        )
        for each in needs
    ]
    if rows:
        rows.append(total_row(_("Total"), columns, {"cost": sum(each.cost or 0 for each in needs)}))
    return Report(
        MATERIALS,
        _("Materials for the orders"),
        head,
        (
            Table(
                "",
                columns,
                tuple(rows),
                empty=_("Nothing has to be bought for the orders."),
                sums=("cost",) if rows else (),
            ),
        ),
        period=_until(until),
        printed=printed,
        book=head.name,
        landscape=True,
        notes=(_("At the last price that was paid; what has no price yet counts nothing."),) if rows else (),
    )


def _until(until: dt.date) -> str:
    if until == FOR_EVER:
        return _("All open orders")
    return _("Orders wanted up to {day}").format(day=format_date(until, "long"))


def amount_words(each: Order) -> str:
    """What is to be collected when it is handed over, for lists and labels; empty for nothing."""
    if each.due <= 0:
        return _("Paid")
    return _("Collect {amount} baht").format(amount=format_amount(each.due))
