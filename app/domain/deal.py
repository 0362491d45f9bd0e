"""A bill with its prices by rule and its promotions: what came off each line, and why; pure.

The till shows it and the posting takes it, from the same figures: the draft that comes out has the prices
and discounts in its lines, so that everything after it knows only lines and discounts.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain import money
from app.domain.bill_discount import ListPrice
from app.domain.coupon import Coupon, opened
from app.domain.price_choice import ChosenPrice, PriceRule, Why, choose_price
from app.domain.promotion import Moment, Promotion
from app.domain.promotion_engine import BasketLine, Off, promote
from app.domain.sale import price_line
from app.domain.sale_draft import SaleDraft, SaleLineDraft


@dataclass(frozen=True, slots=True)
class Goods:
    """What is known of a product: its category, unit, listed prices, and prices by rule."""

    category: int | None
    unit: str
    listed: ListPrice
    rules: tuple[PriceRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Market:
    """All that prices and promotions are taken from; ``members`` are uids of parties."""

    goods: Mapping[bytes, Goods] = field(default_factory=dict)
    promotions: tuple[Promotion, ...] = ()
    coupons: Mapping[str, Coupon] = field(default_factory=dict)
    members: frozenset[bytes] = frozenset()
    relief: frozenset[str] = frozenset()
    """Codes of channels that are relief sales."""


@dataclass(frozen=True, slots=True)
class LineDeal:
    """What was done to a line: the price by rule (None for a price as typed) and what came off it."""

    price: ChosenPrice | None = None
    off: tuple[Off, ...] = ()

    @property
    def amount(self) -> int:
        """All that promotions took off, in satang."""
        return sum(each.amount for each in self.off)


@dataclass(frozen=True, slots=True)
class Deal:
    """A draft with prices and discounts in its lines; ``used`` are coupons that took something off."""

    draft: SaleDraft
    lines: tuple[LineDeal, ...]
    used: tuple[Coupon, ...] = ()
    idle: tuple[Coupon, ...] = ()
    """Coupons that this bill does not (yet) reach; they are not used up."""

    @property
    def off(self) -> int:
        """All that promotions took off, in satang."""
        return sum(line.amount for line in self.lines)


def plain(draft: SaleDraft) -> Deal:
    """A bill as it stands, without prices by rule and promotions."""
    return Deal(draft, tuple(LineDeal() for _line in draft.lines))


def deal(draft: SaleDraft, market: Market, *, on: dt.date, channel: str) -> Deal:
    """Prices and promotions of a bill; a draft without a minute asks for none.

    A discount that somebody gave by hand comes off first, promotions off what is left, a discount of the
    whole bill last. Raises what ``opened`` and ``price_line`` raise.
    """
    if draft.minute is None:
        return plain(draft)
    coupons = opened(draft.coupons, market.coupons, on, draft.priced_for)
    moment = Moment(
        on,
        draft.minute,
        channel,
        draft.priced_for is not None and draft.priced_for in market.members,
        frozenset(coupon.promotion for coupon in coupons),
    )
    chosen = _prices(draft.lines, market, moment)
    lines = [
        line if price is None else replace(line, unit_price_e4=price.price_e4)
        for line, price in zip(draft.lines, chosen, strict=True)
    ]
    before = [price_line(line) for line in lines]
    basket = [
        BasketLine(
            line.product_uid,
            known.category if (known := market.goods.get(line.product_uid)) else None,
            line.base_quantity_milli,
            priced.amount,
            line.unit,
        )
        for line, priced in zip(lines, before, strict=True)
    ]
    taken = promote(basket, market.promotions, moment)
    deals = tuple(LineDeal(price, off) for price, off in zip(chosen, taken, strict=True))
    lines = [
        replace(line, discount=priced.discount + each.amount, discount_percent_bp=0) if each.off else line
        for line, priced, each in zip(lines, before, deals, strict=True)
    ]
    given = {off.promotion.uid for each in deals for off in each.off}
    used = tuple(coupon for coupon in coupons if coupon.promotion in given)
    idle = tuple(coupon for coupon in coupons if coupon.promotion not in given)
    return Deal(replace(draft, lines=tuple(lines)), deals, used, idle)


def _prices(lines: Sequence[SaleLineDraft], market: Market, moment: Moment) -> list[ChosenPrice | None]:
    """The price by rule of every line; None where the price was typed or is open."""
    units = [_unit(line, market) for line in lines]
    together: dict[tuple[bytes, str], int] = {}
    for line, unit in zip(lines, units, strict=True):
        key = (line.product_uid, unit)
        together[key] = together.get(key, 0) + line.quantity_milli
    found: list[ChosenPrice | None] = []
    for line, unit in zip(lines, units, strict=True):
        goods = market.goods.get(line.product_uid)
        usual = None if goods is None else listed_price(goods, line)
        if goods is None or usual is None or not goods.rules or line.unit_price_e4 != usual:
            found.append(None)
            continue
        price = choose_price(
            usual,
            goods.rules,
            unit=unit,
            quantity=together[line.product_uid, unit],
            day=moment.day,
            channel=moment.channel,
            is_member=moment.is_member,
            is_relief=moment.channel in market.relief,
        )
        found.append(None if price.why is Why.USUAL else price)
    return found


def _unit(line: SaleLineDraft, market: Market) -> str:
    """The unit as price rules name it: empty for the product's own."""
    goods = market.goods.get(line.product_uid)
    if goods is not None and line.factor_milli == money.MILLI and _is_own(goods, line.unit):
        return ""
    return line.unit


def _is_own(goods: Goods, unit: str) -> bool:
    return unit == goods.unit or all(rule.unit != unit for rule in goods.rules)


def listed_price(goods: Goods, line: SaleLineDraft) -> int | None:
    """The usual price of a line's unit, e4; None for open prices and packs without a price of their own."""
    for name, price_e4 in goods.listed.packs_e4:
        if name == line.unit:
            return price_e4
    return goods.listed.unit_e4 if line.factor_milli == money.MILLI else None
