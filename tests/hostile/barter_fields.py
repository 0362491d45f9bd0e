"""The fields of barter that take words: goods and places of an agreement, gifts, what partners have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.barter import BarterDraft, BarterLineDraft
from app.domain.document import new_uid
from app.domain.gift import GiftDraft, GiftLineDraft, GiftPurpose, GiftWay
from app.domain.money import E4, MILLI
from app.domain.partner import GoodsSide, PartnerGoodsData
from app.domain.purchase import Slip
from app.domain.relief import ReliefDraft, ReliefLineDraft
from app.services.barter import post_barter
from app.services.gifts import post_gift
from app.services.partners import add_partner_goods
from app.services.relief import post_relief_sale
from tests.stall import DAY

if TYPE_CHECKING:
    from tests.hostile.fields import Made

SOME = 50


def _barter(made: Made, text: str, at: int) -> object:
    stall = made.stall
    give, receive = (
        BarterLineDraft(uid, MILLI, text[:60], 10_00 * E4, description=text, now_milli=MILLI)
        for uid in (stall.tea, stall.soap)
    )
    draft = BarterDraft(
        new_uid(),
        stall.customer,
        (give,),
        (receive,),
        DAY,
        DAY,
        give_place=text,
        receive_place=text,
        slip=Slip(None, text[:100]),
        note=text,
    )
    posted = post_barter(made.session, draft, on=DAY)
    if at % SOME == 0:
        made.keep("barter-slip", posted)
    return posted


def _gift(made: Made, text: str, _at: int) -> object:
    line = GiftLineDraft(made.stall.tea, MILLI, "กล่อง", 10_00, description=text)
    draft = GiftDraft(
        new_uid(), GiftWay.RECEIVED, GiftPurpose.GIFT, (line,), slip=Slip(None, text[:100]), note=text
    )
    return post_gift(made.session, draft, on=DAY)


def _goods(made: Made, text: str, _at: int) -> object:
    data = PartnerGoodsData(
        made.stall.customer, GoodsSide.NEEDS, text, unit=text[:60], season=text, note=text
    )
    return add_partner_goods(made.session, data)


def _relief(made: Made, text: str, _at: int) -> object:
    line = ReliefLineDraft(made.stall.tea, MILLI, "กล่อง", 10_00 * E4)
    draft = ReliefDraft(new_uid(), (line,), text, made.stall.tenders["cash"])
    return post_relief_sale(made.session, draft, on=DAY)


BARTER_FIELDS: dict[str, Callable[[Made, str, int], object]] = {
    "barter": _barter,
    "goods for nothing": _gift,
    "why goods are sold below their price": _relief,
    "what a partner needs": _goods,
}
