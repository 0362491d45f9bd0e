"""Promotions, special prices and coupons: for the till and the posting, for their page, for their report."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.domain import money
from app.domain.bill_discount import ListPrice
from app.domain.coupon import Coupon, coupon_code
from app.domain.deal import Goods, Market
from app.domain.price_choice import PriceRule, choose_price
from app.domain.promotion import (
    BorneBy,
    Gets,
    Promotion,
    PromotionItem,
    PromotionKind,
    Role,
    Scope,
    Stacking,
    State,
    state,
)
from app.domain.promotion_example import Priced
from app.i18n import N_
from db import connection as book
from db.sql import promotions as sql


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _promotion(row: Sequence[Any], items: tuple[PromotionItem, ...]) -> Promotion:
    return Promotion(
        id=row[0],
        uid=row[1],
        code=row[2],
        name=row[3],
        kind=PromotionKind(row[4]),
        scope=Scope(row[5]),
        value=row[6],
        buy_quantity=row[7],
        get_quantity=row[8],
        gets=Gets(row[9]),
        from_amount=row[10],
        most_off=row[11],
        most_per_bill=row[12],
        channel=row[13],
        is_members=bool(row[14]),
        first_day=_day(row[15]),
        last_day=_day(row[16]),
        weekdays=row[17],
        from_minute=row[18],
        to_minute=row[19],
        needs_coupon=bool(row[20]),
        stacking=Stacking(row[21]),
        borne_by=BorneBy(row[22]),
        position=row[23],
        note=row[24],
        active=bool(row[25]),
        items=items,
    )


def _items() -> dict[int, tuple[list[PromotionItem], list[tuple[str, str, int | None]]]]:
    """Items by promotion, with name, unit and usual price (e4) of each."""
    found: dict[int, tuple[list[PromotionItem], list[tuple[str, str, int | None]]]] = {}
    for promotion_id, role, product, category, quantity, name, unit, price in book.fetch(sql.ITEMS):
        items, words = found.setdefault(promotion_id, ([], []))
        items.append(PromotionItem(Role(role), product, category, quantity))
        words.append((name, unit, price))
    return found


# ---------------------------------------------------------------- what a sale is priced from


def market(
    day: dt.date | None,
    *,
    party: bytes | None = None,
    codes: Sequence[str] | None = None,
    goods: Sequence[bytes] | None = None,
    everybody: bool = False,
    put_aside: bool = False,
) -> Market:
    """What a sale of a day is priced from; without a day all that was not put aside.

    For the till (``everybody``) with all members and coupons, else with those of the sale and ``goods``.
    ``put_aside``: with what was put aside since that day, too.
    """
    first, last = ("9999-12-31", "") if day is None else (day.isoformat(),) * 2
    rows = book.fetch(sql.RUNNING_THEN if put_aside else sql.RUNNING, (first, last))
    items = _items() if rows else {}
    promotions = tuple(_promotion(row, tuple(items.get(row[0], ([], []))[0])) for row in rows)
    if put_aside:
        promotions = tuple(replace(each, active=True) for each in promotions)
    if everybody:
        members = frozenset(row[0] for row in book.fetch(sql.MEMBERS))
        coupons = {row.coupon.code: row.coupon for row in coupon_rows() if row.active}
    else:
        members = frozenset(row[0] for row in book.fetch(sql.IS_MEMBER, (party,))) if party else frozenset()
        found = [coupon_by_code(code) for code in codes or ()]
        coupons = {coupon.code: coupon for coupon in found if coupon is not None}
    return Market(
        _goods(goods, put_aside=put_aside),
        promotions,
        coupons,
        members,
        frozenset(row[0] for row in book.fetch(sql.RELIEF)),
    )


def prices_in(channel: str, day: dt.date) -> dict[bytes, int]:
    """What goods with a price by rule cost by the piece on a day in a way of selling, e4, by their uid."""
    found = market(day)
    return {
        uid: choose_price(
            goods.listed.unit_e4,
            goods.rules,
            unit="",
            quantity=money.MILLI,
            day=day,
            channel=channel,
            is_relief=channel in found.relief,
        ).price_e4
        for uid, goods in found.goods.items()
        if goods.listed.unit_e4 is not None and goods.rules
    }


def _goods(wanted: Sequence[bytes] | None, *, put_aside: bool = False) -> dict[bytes, Goods]:
    """What is known of these goods, or of all that a price by rule or a promotion's category names."""
    if wanted is None:
        found = book.fetch(sql.GOODS)
        prices, packs = book.fetch(sql.GOODS_PRICES), book.fetch(sql.GOODS_PACKS)
    else:
        uids = sorted(set(wanted))
        found = book.fetch(sql.GOODS_OF.format(marks=_marks(uids)), uids)
        ids = [row[0] for row in found]
        of = sql.GOODS_PRICES_THEN if put_aside else sql.GOODS_PRICES_OF
        prices = book.fetch(of.format(marks=_marks(ids)), ids)
        packs = book.fetch(sql.GOODS_PACKS_OF.format(marks=_marks(ids)), ids)
    rules: dict[int, list[PriceRule]] = {}
    for row in prices:
        rules.setdefault(row[0], []).append(_rule(row[1:]))
    priced: dict[int, list[tuple[str, int]]] = {}
    for product_id, name, price in packs:
        priced.setdefault(product_id, []).append((name, price))
    return {
        uid: Goods(
            category, unit, ListPrice(price, tuple(priced.get(row_id, ()))), tuple(rules.get(row_id, ()))
        )
        for row_id, uid, category, unit, price in found
    }


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _rule(row: Sequence[Any]) -> PriceRule:
    price, unit, channel, is_members, is_relief, from_quantity, first, last = row
    return PriceRule(
        price, unit, channel, bool(is_members), bool(is_relief), from_quantity, _day(first), _day(last)
    )


def coupon_by_code(code: str) -> Coupon | None:
    """A coupon that is not put aside, with how often it was used."""
    row = book.fetch_one(sql.COUPON_BY_CODE, (coupon_code(code),))
    return (
        None if row is None else Coupon(row[0], row[1], row[2], row[3], row[4], row[5], row[6], _day(row[7]))
    )


# ---------------------------------------------------------------- lists


@dataclass(frozen=True, slots=True)
class Item:
    """An item in words: its role, name, quantity (thousandths), unit, and usual price (e4)."""

    role: Role
    name: str
    quantity: int
    unit: str
    price_e4: int | None


@dataclass(frozen=True, slots=True)
class PromotionRow:
    """A promotion as it stands on a day; ``taken_off`` satang and ``bills`` since it began."""

    promotion: Promotion
    state: State
    items: tuple[Item, ...] = ()
    taken_off: int = 0
    bills: int = 0
    coupons: tuple[str, ...] = field(default=())

    @property
    def uid(self) -> bytes:
        """The promotion's."""
        return self.promotion.uid


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A special price; prices are e4, ``usual_e4`` what the product costs otherwise."""

    id: int
    uid: bytes
    product: bytes
    name: str
    product_unit: str
    usual_e4: int | None
    rule: PriceRule
    active: bool


@dataclass(frozen=True, slots=True)
class CouponRow:
    """A coupon with whom it is for."""

    uid: bytes
    coupon: Coupon
    party_name: str
    note: str
    active: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """A way of selling."""

    id: int
    code: str
    name: str
    name_en: str
    kind: str


_ORDER = {State.NOW: 0, State.COMING: 1, State.OVER: 2, State.ASIDE: 3}


def promotion_rows(day: dt.date) -> list[PromotionRow]:
    """All promotions as they stand on a day: those that run first."""
    items = _items()
    taken = {row[0]: (row[1], row[2]) for row in book.fetch(sql.TAKEN_OFF)}
    codes: dict[bytes, list[str]] = {}
    for each in coupon_rows():
        if each.active:
            codes.setdefault(each.coupon.promotion, []).append(each.coupon.code)
    rows = []
    for row in book.fetch(sql.PROMOTIONS):
        parts, words = items.get(row[0], ([], []))
        promotion = _promotion(row, tuple(parts))
        named = tuple(
            Item(part.role, name, part.quantity, unit, price)
            for part, (name, unit, price) in zip(parts, words, strict=True)
        )
        off, bills = taken.get(row[0], (0, 0))
        rows.append(
            PromotionRow(
                promotion, state(promotion, day), named, off, bills, tuple(codes.get(promotion.uid, ()))
            )
        )
    return sorted(rows, key=lambda each: _ORDER[each.state])


def price_rows() -> list[PriceRow]:
    """All special prices by product, those put aside last."""
    return [
        PriceRow(row[0], row[1], row[2], row[3], row[4], row[5], _rule(row[6:14]), bool(row[14]))
        for row in book.fetch(sql.PRICES)
    ]


def coupon_rows() -> list[CouponRow]:
    """All coupons by code, those put aside last."""
    return [
        CouponRow(
            row[1],
            Coupon(row[0], row[2], row[3], row[4], row[5], row[6], row[7], _day(row[9])),
            row[8],
            row[10],
            bool(row[11]),
        )
        for row in book.fetch(sql.COUPONS)
    ]


def goods_for_sale() -> list[Priced]:
    """Goods with a price of their own, by name; prices in satang."""
    return [
        Priced(uid, name, unit, category, money.times(price_e4, money.MILLI))
        for uid, name, unit, category, price_e4 in book.fetch(sql.FOR_SALE)
    ]


def channels() -> list[Channel]:
    """Ways of selling in their order."""
    return [Channel(*row) for row in book.fetch(sql.CHANNELS)]


# ---------------------------------------------------------------- what they did


@dataclass(frozen=True, slots=True)
class PromotionResult:
    """What a promotion took off in a time and what was sold with it, satang; returns and voids taken off."""

    code: str
    name: str
    kind: PromotionKind
    bills: int
    taken_off: int
    sold: int
    cost: int
    uid: bytes

    @property
    def before(self) -> int:
        """What the goods would have brought without it."""
        return self.sold + self.taken_off

    @property
    def margin(self) -> int:
        """What is left over the cost of the goods."""
        return self.sold - self.cost

    @property
    def off_bp(self) -> int:
        """What was taken off, in basis points of the price before."""
        return money.ratio_bp(self.taken_off, self.before)


@dataclass(frozen=True, slots=True)
class CouponResult:
    """How often a coupon was used in a time."""

    code: str
    name: str
    uses: int


def promotion_results(first: dt.date, last: dt.date) -> list[PromotionResult]:
    """What each promotion cost and sold between two days, both counted; the dearest first."""
    rows = book.fetch(sql.REPORT, (first.isoformat(), last.isoformat()))
    return [PromotionResult(row[0], row[1], PromotionKind(row[2]), *row[3:]) for row in rows]


def promotion_totals(first: dt.date, last: dt.date) -> tuple[int, int]:
    """What all promotions took off between two days, and how much of it owners of goods bear; satang."""
    row = book.fetch(sql.TOTALS, (first.isoformat(), last.isoformat()))[0]
    return row[0], row[1]


def coupon_results(first: dt.date, last: dt.date) -> list[CouponResult]:
    """Which coupons were used between two days."""
    return [CouponResult(*row) for row in book.fetch(sql.COUPON_USES, (first.isoformat(), last.isoformat()))]


def promotions_of(document_id: int) -> dict[int, tuple[str, ...]]:
    """The names of the promotions on each line of a sale, as they stood then."""
    found: dict[int, tuple[str, ...]] = {}
    for line, _promotion_id, name, _amount, _borne_by in book.fetch(sql.OF_SALE, (document_id,)):
        found[line] = (*found.get(line, ()), name)
    return found


def promotion_data(uid: bytes) -> Promotion | None:
    """A promotion as it was typed, or None."""
    return next((row.promotion for row in promotion_rows(dt.date.min) if row.uid == uid), None)


# ---------------------------------------------------------------- what ``check`` asks

_MORE = N_("Promotions took {taken_amount} baht off a line of {number}, whose discount is {off_amount} baht.")
_BELOW = N_("Uses of the coupon {code} were taken back more often than it was used.")


def faults() -> list[tuple[str, str, str, dict[str, object]]]:
    """Code, document, sentence and data of what does not fit."""
    found: list[tuple[str, str, str, dict[str, object]]] = [
        (
            "promotion_discount",
            number,
            _MORE,
            {"number": number, "taken_amount": abs(taken), "off_amount": abs(off)},
        )
        for number, taken, off in book.fetch(sql.MORE_THAN_DISCOUNT)
    ]
    found += [("coupon_uses", "", _BELOW, {"code": code}) for (code,) in book.fetch(sql.USED_BELOW_ZERO)]
    return found
