"""Papers for handing orders over: what goes into which parcel, who picks up what, labels for the parcels."""

import datetime as dt

from app.domain.pre_order import DeliveryWay
from app.i18n import _, ngettext
from app.queries.pre_orders import FOR_EVER, Order, open_orders
from app.thai.dates import format_date
from reports.common import ReportArgumentError, issuer, joined, total_row
from reports.letters import FORMATS, USUAL_FORMAT
from reports.model import Column, Issuer, Kind, Labels, Link, Report, Role, Row, Signatures, Table
from reports.orders import ORDER, amount_words, goods_of, state_of, way_of

SIGN = "." * 26
"""Room for a name by hand."""
PACKING, PICK_UP, LABELS = "packing-list", "pick-up-list", "order-labels"


def packing(until: dt.date = FOR_EVER, *, printed: dt.datetime | None = None) -> Report:
    """Every order to hand over up to a day, a line for each kind of goods with a box to tick."""
    head = issuer()
    columns = (
        Column("done", _("Packed"), Kind.TEXT, 2),
        Column("what", _("Item"), Kind.TEXT, 9),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 3),
        Column("note", _("Note"), Kind.TEXT, 6),
    )
    rows: list[Row] = []
    orders = open_orders(until)
    for each in orders:
        words = joined(each.code, each.send_to, format_date(each.wanted_on, "short"))
        rows.append(
            Row(("", words, None, "", amount_words(each)), Role.HEADING, opens=Link(ORDER, each.code))
        )
        rows.extend(Row(("", words, None, "", ""), indent=1) for words in _where(each))
        rows.extend(
            Row(("[   ]", line.words, line.left, line.unit, line.note), indent=1)
            for line in each.lines
            if line.left
        )
        if each.note:
            rows.append(Row(("", each.note.replace("\n", " "), None, "", ""), indent=1))
    return Report(
        PACKING,
        _("Packing list"),
        head,
        (Table("", columns, tuple(rows), empty=_("No order is to be handed over.")), _sums(orders)),
        period=_until(until),
        printed=printed,
        book=head.name,
    )


def _where(each: Order) -> list[str]:
    """How it goes out; below it where to, if it is not picked up."""
    phone = _("Tel. {number}").format(number=each.send_phone) if each.send_phone else ""
    if each.delivery is DeliveryWay.PICKUP:
        return [joined(way_of(each), phone)]
    address = joined(" ".join(each.send_address.split()), phone)
    return [way_of(each), *([address] if address else [])]


def _sums(orders: tuple[Order, ...]) -> Table:
    """How much of each kind of goods is to be laid out in all."""
    columns = (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("what", _("Item"), Kind.TEXT, 9),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 3),
        Column("unit", _("Unit"), Kind.TEXT, 3),
    )
    sums: dict[tuple[str, str, str], int] = {}
    for each in orders:
        for line in each.lines:
            if line.left_base:
                key = (line.code, line.name, line.product_unit)
                sums[key] = sums.get(key, 0) + line.left_base
    rows = tuple(Row((code, name, quantity, unit)) for (code, name, unit), quantity in sorted(sums.items()))
    return Table(_("All together"), columns, rows)


def pick_up(until: dt.date = FOR_EVER, *, printed: dt.datetime | None = None) -> Report:
    """Who comes for her order up to a day, what it is, what she still pays, room to sign."""
    head = issuer()
    columns = (
        Column("wanted", _("Wanted on"), Kind.DATE, 3),
        Column("code", _("Number"), Kind.TEXT, 3),
        Column("customer", _("Customer"), Kind.TEXT, 5),
        Column("phone", _("Telephone"), Kind.TEXT, 4),
        Column("goods", _("What"), Kind.TEXT, 9),
        Column("state", _("State"), Kind.TEXT, 4),
        Column("due", _("Still to pay"), Kind.MONEY, 3),
        Column("signed", _("Signature"), Kind.TEXT, 6),
    )
    orders = [each for each in open_orders(until) if each.delivery is DeliveryWay.PICKUP]
    rows = [
        Row(
            (
                each.wanted_on,
                each.code,
                each.send_to,
                each.send_phone,
                goods_of(each, left=True),
                state_of(each),
                max(0, each.due),
                SIGN,
            ),
            opens=Link(ORDER, each.code),
        )
        for each in orders
    ]
    if rows:
        rows.append(total_row(_("Total"), columns, {"due": sum(max(0, each.due) for each in orders)}))
    return Report(
        PICK_UP,
        _("Pick-up list"),
        head,
        (
            Table("", columns, tuple(rows), empty=_("Nobody is to pick anything up."), sums=("due",)),
            Signatures((_("Handed over by"),)),
        ),
        period=_until(until),
        printed=printed,
        book=head.name,
        landscape=True,
    )


def labels(
    until: dt.date = FOR_EVER, *, code: str = "", option: str = "", printed: dt.datetime | None = None
) -> Report:
    """Labels with the address of every parcel up to a day, or of one order, on sheets of a format.

    ``option`` is the format and how many labels of the first sheet are gone: ``3x7:4``. Raises
    ReportArgumentError for an unknown format.
    """
    form, _colon, used = option.partition(":")
    sheet = FORMATS.get(form or USUAL_FORMAT)
    if sheet is None or not (used or "0").isdecimal():
        raise ReportArgumentError(
            name=LABELS, needs=_("a format of labels: {formats}").format(formats=", ".join(FORMATS))
        )
    head = issuer()
    orders = [
        each
        for each in open_orders(until)
        if (each.code == code if code else each.delivery is not DeliveryWay.PICKUP)
    ]
    columns = (
        Column("code", _("Order"), Kind.TEXT, 3),
        Column("name", _("Name"), Kind.TEXT, 5),
        Column("address", _("Address"), Kind.TEXT, 9),
        Column("phone", _("Telephone"), Kind.TEXT, 4),
        Column("way", _("Delivery"), Kind.TEXT, 5),
    )
    if not orders:
        none = Table("", columns, (), empty=_("No parcel is to be sent."))
        return Report(
            LABELS,
            _("Labels for parcels"),
            head,
            (none,),
            period=_until(until),
            printed=printed,
            book=head.name,
        )
    rows = tuple(
        Row(
            (each.code, each.send_to, each.send_address.replace("\n", " "), each.send_phone, way_of(each)),
            opens=Link(ORDER, each.code),
        )
        for each in orders
    )
    missing = sum(not each.send_address.strip() for each in orders)
    notes: tuple[str, ...] = ()
    if missing:
        words = ngettext("{count} address is missing.", "{count} addresses are missing.", missing)
        notes = (words.format(count=missing),)
    return Labels(
        LABELS,
        _("Labels for parcels"),
        head,
        (Table("", columns, rows),),
        period=_until(until),
        notes=notes,
        printed=printed,
        book=head.name,
        sheet=sheet,
        labels=tuple(label_lines(each, head) for each in orders),
        used=int(used or 0),
    )


def label_lines(each: Order, head: Issuer) -> tuple[str, ...]:
    """What stands on a parcel: to whom, where, telephone, what to collect, from whom."""
    lines = [each.send_to, *(line for line in each.send_address.split("\n") if line.strip())]
    if each.send_phone:
        lines.append(_("Tel. {number}").format(number=each.send_phone))
    if each.is_cod and each.due > 0:
        lines.append(amount_words(each))
    lines.append(_("From {name} · {code}").format(name=head.name, code=each.code))
    return tuple(lines)


def _until(until: dt.date) -> str:
    if until == FOR_EVER:
        return _("All open orders")
    return _("Orders wanted up to {day}").format(day=format_date(until, "long"))
