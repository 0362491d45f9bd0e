"""Calling a lot back: which lots are concerned, at which market days and with whom their goods are."""

import datetime as dt
from collections.abc import Sequence

from app.i18n import _
from app.queries.product_pages import RecalledLot, RecalledMove, recalled_lots, recalled_moves
from reports.common import ReportArgumentError, document_link, issuer
from reports.model import Column, Kind, Report, Row, Signatures, Table
from reports.stock_card import document_name

NAME = "recall"
_SOLD = frozenset({"sale", "return", "gift", "sample", "barter"})


def build(lot: str, *, printed: dt.datetime | None = None) -> Report:
    """The recall list of a lot; raises ReportArgumentError if there is none of that code."""
    lots = recalled_lots(lot)
    if not lots:
        raise ReportArgumentError(name=NAME, needs=_("the code of a lot"))
    moves = [move for move in recalled_moves(lot) if not move.undone]
    out = [move for move in moves if move.purpose in _SOLD]
    head = issuer()
    return Report(
        NAME,
        _("Recall list"),
        head,
        (
            _lots(lots),
            _by_event(out),
            _people(out),
            _all(moves),
            Signatures((_("Checked by"),)),
        ),
        subtitle=_("Lot {code}: {goods}").format(code=lot, goods=lots[0].product),
        number=lot,
        printed=printed,
        book=head.name,
        notes=(
            _("Goods that were made with this lot are on the list, too."),
            _("Buyers without a name can only be called at the place and on the day where they bought."),
        ),
    )


def _lots(lots: Sequence[RecalledLot]) -> Table:
    columns = (
        Column("lot", _("Lot"), Kind.TEXT, 4),
        Column("goods", _("Goods"), Kind.TEXT, 7),
        Column("made", _("Made on"), Kind.DATE, 3),
        Column("best", _("Best before"), Kind.DATE, 3),
        Column("left", _("Still here"), Kind.QUANTITY, 3),
        Column("unit", _("Unit"), Kind.TEXT, 3),
    )
    rows = tuple(Row((x.code, x.product, x.made_on, x.best_before, x.left_milli, x.unit)) for x in lots)
    return Table(_("Lots"), columns, rows)


def _by_event(moves: Sequence[RecalledMove]) -> Table:
    """How much went out on which day and at which market."""
    columns = (
        Column("day", _("Day"), Kind.DATE, 3),
        Column("where", _("Market day or place"), Kind.TEXT, 6),
        Column("goods", _("Goods"), Kind.TEXT, 6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 3),
        Column("unit", _("Unit"), Kind.TEXT, 3),
    )
    sums: dict[tuple[dt.date, str, str, str], int] = {}
    for x in moves:
        key = (x.on, x.event or x.place, x.product, x.unit)
        sums[key] = sums.get(key, 0) - x.quantity_milli
    rows = tuple(
        Row((day, where, goods, quantity, unit))
        for (day, where, goods, unit), quantity in sums.items()
        if quantity
    )
    return Table(_("Where it was sold"), columns, rows, empty=_("Nothing of it was sold."))


def _people(moves: Sequence[RecalledMove]) -> Table:
    columns = (
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("phone", _("Telephone"), Kind.TEXT, 4),
        Column("goods", _("Goods"), Kind.TEXT, 6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 3),
        Column("unit", _("Unit"), Kind.TEXT, 3),
        Column("told", _("Told on"), Kind.TEXT, 4),
    )
    sums: dict[tuple[str, str, str, str], int] = {}
    for x in moves:
        if x.party:
            key = (x.party, x.phone, x.product, x.unit)
            sums[key] = sums.get(key, 0) - x.quantity_milli
    rows = tuple(
        Row((name, phone, goods, quantity, unit, ""))
        for (name, phone, goods, unit), quantity in sums.items()
        if quantity
    )
    return Table(_("Buyers with a name"), columns, rows, empty=_("No buyer left a name."))


def _all(moves: Sequence[RecalledMove]) -> Table:
    columns = (
        Column("day", _("Day"), Kind.DATE, 3),
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("kind", _("What it was"), Kind.TEXT, 5),
        Column("lot", _("Lot"), Kind.TEXT, 4),
        Column("place", _("Place"), Kind.TEXT, 4),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 3),
    )
    rows = tuple(
        Row(
            (x.on, x.number, document_name(x.kind), x.lot, x.place, x.quantity_milli),
            opens=document_link(x.number),
        )
        for x in moves
    )
    return Table(_("Every movement"), columns, rows)
