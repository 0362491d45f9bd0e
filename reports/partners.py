"""What a partner community has and needs, beside whom it could help, for the screen."""

from collections.abc import Sequence

from app.domain.partner import GoodsSide, Help, Match, PartnerGoods
from app.i18n import _
from app.thai.digits import format_quantity
from reports.common import each as price_each
from reports.common import issuer
from reports.model import Column, Paragraph, Report, Row, Table

NAME = "partner-goods"


def goods_card(goods: PartnerGoods, found: Sequence[Match]) -> Report:
    """One line of a partner's list, what we have of it, and who could help whom with it."""
    head = issuer()
    side = _("Has") if goods.side is GoodsSide.HAS else _("Needs")
    rows = [(side, goods.name)]
    if goods.quantity_milli:
        rows.append((_("Quantity"), f"{format_quantity(goods.quantity_milli)} {goods.unit}"))
    if goods.price_e4 is not None:
        rows.append((_("Worth each"), price_each(goods.price_e4)))
    if goods.season:
        rows.append((_("In which months"), goods.season))
    if goods.product_uid is not None:
        rows.append((_("We have"), f"{format_quantity(goods.on_hand_milli)} {goods.our_unit}"))
    if goods.note:
        rows.append((_("Note"), goods.note))
    own = [each for each in found if goods.uid in (each.goods.uid, each.other.uid if each.other else b"")]
    said = [match_words(each) for each in own]
    columns = (Column("what", _("Partner"), weight=3), Column("words", goods.party, weight=6))
    return Report(
        NAME,
        goods.name,
        head,
        (
            Table("", columns, tuple(Row(cells) for cells in rows)),
            Paragraph("\n".join(said) or _("Nothing fits yet."), _("Who could help whom")),
        ),
        subtitle=goods.party,
        book=head.name,
    )


def match_words(match: Match) -> str:
    """Who could help whom with what, in a sentence."""
    goods = match.goods
    if match.other is not None:
        return _("{name} has {goods}, which {other} needs.").format(
            name=goods.party, goods=goods.name, other=match.other.party
        )
    if match.help is Help.THEY_HAVE:
        return _("{name} has {goods}, of which we are short.").format(name=goods.party, goods=goods.name)
    return _("{name} needs {goods}; we have {count} {unit}.").format(
        name=goods.party,
        goods=goods.name,
        count=format_quantity(goods.on_hand_milli),
        unit=goods.our_unit,
    )
