"""One owner or one shop at a glance: goods, what is unsettled, what was agreed, the last papers."""

import datetime as dt

from app.domain.consignment import PURPOSE_WORDS, Direction
from app.domain.money import times
from app.i18n import _
from app.queries.consigned_shops import Shop
from app.queries.consignment import all_terms, stock_of, unsettled
from app.queries.consignment_papers import LastPaper, last_papers
from app.thai.digits import format_quantity
from reports.common import issuer
from reports.consignment import SHEET, SLIP, share_words
from reports.model import Column, Figure, Figures, Kind, Link, Report, Row, Table

CARD = "consignment-card"


def owner_card(party_id: int, name: str) -> Report:
    """What lies here of somebody, what of it was sold and is not settled."""
    head = issuer()
    found = unsettled(party_id, dt.date.max)
    sheet = found.sheet
    figures = [
        Figure(_("Sold, not settled"), sheet.gross),
        Figure(_("Group keeps"), sheet.commission),
        Figure(_("Owed to her"), sheet.earned + sheet.carried_in),
    ]
    goods = Table(
        _("Goods here"),
        (
            Column("goods", _("Goods"), Kind.TEXT, 6),
            Column("quantity", _("Here"), Kind.QUANTITY, 3),
            Column("unit", _("Unit"), Kind.TEXT, 2),
        ),
        tuple(Row((each.name, each.quantity, each.unit)) for each in stock_of(party_id)),
        empty=_("Nothing of hers is here."),
    )
    sold = Table(
        _("Sold since the last settlement"),
        (
            Column("goods", _("Goods"), Kind.TEXT, 5),
            Column("quantity", _("Sold"), Kind.QUANTITY, 2),
            Column("gross", _("Sold for"), Kind.MONEY, 3),
            Column("amount", _("For the owner"), Kind.MONEY, 3),
        ),
        tuple(
            Row(
                (
                    _("{goods} (bad or missing)").format(goods=each.name) if each.is_lost else each.name,
                    each.quantity,
                    each.gross,
                    each.amount,
                )
            )
            for each in found.lines
        ),
        empty=_("Nothing was sold since."),
    )
    blocks = (Figures(tuple(figures)), goods, sold, _agreed(party_id), _papers(party_id))
    return Report(CARD, name, head, blocks, book=head.name)


def shop_card(shop: Shop, today: dt.date) -> Report:
    """What lies at a shop and since when."""
    head = issuer()
    worth = sum(times(each.price_e4, each.quantity) for each in shop.goods)
    figures = (
        Figure(_("Worth at our price"), worth),
        Figure(_("Owed by the shop"), shop.owes),
        Figure(_("Days there"), shop.days(today), Kind.COUNT),
    )
    goods = Table(
        _("Goods there"),
        (
            Column("goods", _("Goods"), Kind.TEXT, 5),
            Column("quantity", _("There"), Kind.TEXT, 3),
            Column("since", _("There since"), Kind.DATE, 3),
        ),
        tuple(
            Row((each.name, f"{format_quantity(each.quantity)} {each.unit}", each.since))
            for each in shop.goods
        ),
        empty=_("Nothing of ours is there."),
    )
    blocks = (Figures(figures), goods, _agreed(shop.id), _papers(shop.id))
    return Report(CARD, shop.name, head, blocks, book=head.name)


def _agreed(party_id: int) -> Table:
    words = {
        Direction.IN: _("Goods sold for her"),
        Direction.OUT: _("Our goods at the shop"),
    }
    rows = tuple(
        Row(
            (
                words[each.direction] + (f" · {each.product}" if each.product else ""),
                share_words(each.method, each.value, each.unit),
                each.from_day,
            )
        )
        for each in all_terms(party_id)
        if each.direction is not Direction.PROCESSING
    )
    columns = (
        Column("what", _("What"), Kind.TEXT, 5),
        Column("share", _("Share of the owner"), Kind.TEXT, 4),
        Column("from", _("Holds from"), Kind.DATE, 3),
    )
    return Table(_("Agreed share"), columns, rows, empty=_("Nothing was agreed yet."))


def _papers(party_id: int) -> Table:
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 4),
        Column("total", _("Amount"), Kind.MONEY, 3),
    )
    rows = tuple(
        Row(
            (each.on, each.number, _paper_words(each), each.total or None),
            opens=Link(SHEET if each.purpose is None else SLIP, each.number),
        )
        for each in last_papers(party_id)
    )
    return Table(_("Last papers"), columns, rows, empty=_("No papers yet."))


def _paper_words(each: LastPaper) -> str:
    return _("Settlement") if each.purpose is None else _(PURPOSE_WORDS[each.purpose])
