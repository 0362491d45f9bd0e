"""The fields of promotions, special prices and coupons that take words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.coupon import CouponData
from app.domain.document import new_uid
from app.domain.money import E4
from app.domain.price_choice import PriceRule
from app.domain.product import ProductUnitData
from app.domain.promotion import Promotion, PromotionKind
from app.services.promotions import create_coupon, create_price, create_promotion
from app.services.sales import post_sale
from app.thai.normalise import clean_name
from tests.builders import product
from tests.stall import DAY

if TYPE_CHECKING:
    from tests.hostile.fields import Made

SOME = 40
_SECRET = Promotion("ลด", PromotionKind.PERCENT, value=1000, needs_coupon=True)
"""Given only with its coupon, so that it changes no other sale."""


def _promotion(made: Made, text: str, at: int) -> object:
    """A promotion of this name, sold by once, so that its name stands in the sale too."""
    saved = create_promotion(made.session, replace(_SECRET, name=text, note=text))
    create_coupon(made.session, CouponData(f"N{at}", saved.uid, note=text))
    if at % SOME == 0:
        made.papers.setdefault("coupon-sheet", []).append(f"F{at}")
        create_coupon(made.session, CouponData(f"F{at}", saved.uid))
    stall = made.stall
    line = stall.line(stall.tea, 1, 8900)
    draft = stall.draft(line, pay=(stall.cash(8010),), minute=0, coupons=(f"N{at}",))
    sold = post_sale(made.session, draft, on=DAY)
    made.keep("receipt", sold.posted)
    return sold


def _code(made: Made, text: str, _at: int) -> object:
    return create_promotion(made.session, replace(_SECRET, code=text))


def _coupon(made: Made, text: str, at: int) -> object:
    saved = create_promotion(made.session, _SECRET)
    coupon = create_coupon(made.session, CouponData(text, saved.uid))
    if at % SOME == 0:
        made.papers.setdefault("coupon-sheet", []).append(coupon.code)
    return coupon


def _unit(made: Made, text: str, at: int) -> object:
    pack = ProductUnitData(clean_name(text, 60), 12_000)
    made_of = product(made.session, f"ยกลัง {at}", units=(pack,))
    return create_price(
        made.session, made_of.uid, rule=PriceRule(100 * E4, unit=text, is_members=True), uid=new_uid()
    )


PROMOTION_FIELDS: dict[str, Callable[[Made, str, int], object]] = {
    "promotion": _promotion,
    "code of a promotion": _code,
    "code of a coupon": _coupon,
    "unit of a special price": _unit,
}
"""Fields of promotions, one command each."""
