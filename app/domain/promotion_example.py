"""An example bill of a promotion, so that whoever types it sees at once what it does; pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain import money
from app.domain.promotion import (
    ALL_DAYS,
    DAY_END,
    Gets,
    Moment,
    Promotion,
    PromotionItem,
    PromotionKind,
    Role,
    Stacking,
)
from app.domain.promotion_engine import BasketLine, lines_of, promote

_MOST_PIECES = 200


@dataclass(frozen=True, slots=True)
class Priced:
    """Goods with their usual price for one, satang."""

    uid: bytes
    name: str
    unit: str
    category: int | None
    price: int


@dataclass(frozen=True, slots=True)
class Example:
    """A bill: pieces (thousandths) of goods, what they cost, and what is paid; satang."""

    lines: tuple[tuple[Priced, int], ...]
    before: int
    after: int


def example(promotion: Promotion, goods: Sequence[Priced]) -> Example | None:
    """A small bill that the promotion fits; None where no goods with a price are named yet."""
    known = {each.uid: each for each in goods}
    wanted = _basket(promotion, goods, known)
    if not wanted:
        return None
    lines = [
        BasketLine(each.uid, each.category, pieces, money.share(each.price, pieces, money.MILLI), each.unit)
        for each, pieces in wanted
    ]
    free = replace(
        promotion,
        uid=b"example",
        active=True,
        first_day=None,
        last_day=None,
        weekdays=ALL_DAYS,
        from_minute=0,
        to_minute=DAY_END,
        channel=None,
        is_members=False,
        needs_coupon=False,
    )
    taken = promote(lines, [free], Moment(dt.date(2026, 1, 1), 0, ""))
    before = sum(line.amount for line in lines)
    return Example(tuple(wanted), before, before - sum(off.amount for each in taken for off in each))


def _fits(item: PromotionItem, each: Priced) -> bool:
    return item.product == each.uid if item.product is not None else item.category == each.category


def _of(promotion: Promotion, role: Role, goods: Sequence[Priced]) -> list[Priced]:
    items = [item for item in promotion.items if item.role is role]
    return [each for each in goods if each.price > 0 and any(_fits(item, each) for item in items)]


def _basket(
    promotion: Promotion, goods: Sequence[Priced], known: Mapping[bytes, Priced]
) -> list[tuple[Priced, int]]:
    kind = promotion.kind
    if kind is PromotionKind.BUNDLE:
        parts = [(known.get(item.product or b""), item.quantity) for item in promotion.items]
        return [] if any(each is None for each, _n in parts) else [(each, n) for each, n in parts if each]
    spared = {each.uid for each in _of(promotion, Role.EXCEPT, goods)}
    bought = _of(promotion, Role.BUY, goods) or [
        each for each in goods if each.price > 0 and each.uid not in spared
    ]
    if not bought:
        return []
    first = bought[0]
    if kind is PromotionKind.BUY_GET:
        if promotion.gets is Gets.NAMED:
            free = _of(promotion, Role.GET, goods)
            return [(first, promotion.buy_quantity), (free[0], promotion.get_quantity)] if free else []
        if promotion.gets is Gets.CHEAPEST and len(bought) > 1:
            pair = sorted(bought[:2], key=lambda each: -each.price)
            return [(pair[0], promotion.buy_quantity), (pair[1], promotion.get_quantity)]
        return [(first, promotion.buy_quantity + promotion.get_quantity)]
    if kind is PromotionKind.SET_PRICE:
        return [(first, promotion.buy_quantity)]
    least = max(promotion.from_amount, promotion.value if kind is PromotionKind.AMOUNT else 0)
    pieces = max(1, -(-least // first.price))
    return [(first, pieces * money.MILLI)] if pieces <= _MOST_PIECES else []


def rivals(promotion: Promotion, others: Sequence[Promotion], goods: Sequence[Priced]) -> list[Promotion]:
    """Promotions of some of the same goods that this one excludes, or that exclude it."""
    shelf = [BasketLine(each.uid, each.category, money.MILLI, each.price) for each in goods]
    mine = lines_of(promotion, shelf)
    return [
        other
        for other in others
        if other.uid != promotion.uid
        and other.active
        and Stacking.ALONE in (promotion.stacking, other.stacking)
        and (other.channel is None or promotion.channel in (None, other.channel))
        and mine & lines_of(other, shelf)
    ]
