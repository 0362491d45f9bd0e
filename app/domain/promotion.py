"""What a promotion is, when it runs, and which of them are refused; pure.

Percentages are basis points, amounts and prices of a set satang, quantities thousandths of a product's own
unit, prices per unit e4, times minutes of the day.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain import money
from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_name, clean_text

ALL_DAYS = 127
"""Sum of all weekdays: 1 is Monday, 64 Sunday."""
DAY_END = 1440
MOST_ITEMS = 500
MOST_POSITION = 1_000_000


class PromotionKind(StrEnum):
    """What is given."""

    PERCENT = "percent"
    AMOUNT = "amount"
    SET_PRICE = "set_price"
    BUY_GET = "buy_get"
    BUNDLE = "bundle"


class Scope(StrEnum):
    """On what."""

    BILL = "bill"
    PRODUCTS = "products"
    CATEGORIES = "categories"


class Gets(StrEnum):
    """What comes free: another of the same, the cheapest of those bought, or something named."""

    SAME = "same"
    CHEAPEST = "cheapest"
    NAMED = "named"


class Stacking(StrEnum):
    """What may come together: nothing, on what the ones before left, or on the price before any."""

    ALONE = "alone"
    CHAINED = "chained"
    ADDED = "added"


class Role(StrEnum):
    """What an item is to its promotion: bought, free, a part of a bundle, or left out."""

    BUY = "buy"
    GET = "get"
    PART = "part"
    EXCEPT = "except"


class State(StrEnum):
    """Where a promotion stands on a day."""

    NOW = "now"
    COMING = "coming"
    OVER = "over"
    ASIDE = "aside"


class BorneBy(StrEnum):
    """Who bears it where the goods are a member's: the group, or their owner."""

    GROUP = "group"
    OWNER = "owner"


class PromotionNameError(UserError):
    """A promotion without a name."""

    message = N_("Please give the promotion a name, as it will stand on the receipt.")


class PromotionDatesError(UserError):
    """Dates the wrong way round."""

    message = N_("The last day comes before the first one.")


class PromotionHoursError(UserError):
    """Hours of nothing, or no day of the week."""

    message = N_("Please choose at least one day of the week, and an end that differs from the beginning.")


class PromotionPercentError(UserError):
    """A percentage of nothing or above all."""

    message = N_("The percentage has to be above 0 and at most 100.")


class PromotionAmountError(UserError):
    """An amount of nothing, or below zero."""

    message = N_("The amount has to be above zero.")


class PromotionQuantityError(UserError):
    """A quantity of nothing."""

    message = N_("The number of pieces has to be above zero.")


class PromotionItemsError(UserError):
    """No goods, too many, or the same twice."""

    message = N_("Please choose for which goods it is, each of them once.")


class FreeThingBoughtError(UserError):
    """What is named as free stands among what must be bought."""

    message = N_("What comes free cannot also be what must be bought; choose “one of the same” for that.")


class BelowZeroError(UserError):
    """A promotion that would make a price negative."""

    message = N_(
        "“{product}” costs {price_amount} baht; {off_amount} baht off would make it less than nothing."
    )


class NoBargainError(UserError):
    """A set that costs more than its parts."""

    message = N_("These goods cost {price_amount} baht by themselves; {set_amount} baht is no bargain.")


@dataclass(frozen=True, slots=True)
class PromotionItem:
    """Goods of a promotion: a product (uid) or a category (id)."""

    role: Role
    product: bytes | None = None
    category: int | None = None
    quantity: int = money.MILLI


@dataclass(frozen=True, slots=True)
class Promotion:
    """Everything that is typed about a promotion; an empty code asks for one to be given."""

    name: str
    kind: PromotionKind
    scope: Scope = Scope.BILL
    value: int = 0
    buy_quantity: int = 0
    get_quantity: int = 0
    gets: Gets = Gets.SAME
    from_amount: int = 0
    most_off: int | None = None
    most_per_bill: int | None = None
    channel: str | None = None
    is_members: bool = False
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    weekdays: int = ALL_DAYS
    from_minute: int = 0
    to_minute: int = DAY_END
    needs_coupon: bool = False
    stacking: Stacking = Stacking.ALONE
    borne_by: BorneBy = BorneBy.GROUP
    position: int = 0
    note: str = ""
    code: str = ""
    items: tuple[PromotionItem, ...] = ()
    uid: bytes = b""
    id: int = 0
    active: bool = True


def minute_of(at: dt.datetime) -> int:
    """The minute of its day, as promotions that run by the hour count."""
    return at.hour * 60 + at.minute


@dataclass(frozen=True, slots=True)
class Moment:
    """When, where and to whom something is sold; ``coupons`` are uids of promotions that a code opened."""

    day: dt.date
    minute: int
    channel: str
    is_member: bool = False
    coupons: frozenset[bytes] = frozenset()


def checked_promotion(data: Promotion, prices: Mapping[bytes, tuple[str, int]]) -> Promotion:
    """The promotion with cleaned texts and nothing in it that its kind does not use.

    ``prices`` are name and usual price (satang) of one of each product that its items reach, for what has
    one. Raises the errors above, AmountTooLargeError, TextTooLongError.
    """
    name = clean_name(data.name)
    if not name:
        raise PromotionNameError
    _check_times(data)
    for amount in (data.value, data.from_amount, data.most_off or 0):
        money.checked_amount(amount)
        if amount < 0:
            raise PromotionAmountError
    if data.most_off == 0 or (data.most_per_bill is not None and data.most_per_bill <= 0):
        raise PromotionAmountError
    if not 0 <= data.position <= MOST_POSITION:
        raise PromotionQuantityError
    clean = replace(_only_used(data), name=name, note=clean_text(data.note), code=clean_name(data.code, 40))
    _check_items(clean)
    _check_value(clean)
    _check_prices(clean, prices)
    return clean


def runs(promotion: Promotion, moment: Moment) -> bool:
    """Whether it is given at this moment; hours that end before they begin go over midnight."""
    return (
        promotion.active
        and state(promotion, moment.day) is State.NOW
        and bool(promotion.weekdays >> moment.day.weekday() & 1)
        and _in_hours(promotion, moment.minute)
        and promotion.channel in (None, moment.channel)
        and (moment.is_member or not promotion.is_members)
        and (not promotion.needs_coupon or promotion.uid in moment.coupons)
    )


def state(promotion: Promotion, day: dt.date) -> State:
    """Where it stands on a day, whatever the hour."""
    if not promotion.active:
        return State.ASIDE
    if promotion.first_day is not None and day < promotion.first_day:
        return State.COMING
    if promotion.last_day is not None and day > promotion.last_day:
        return State.OVER
    return State.NOW


def _in_hours(promotion: Promotion, minute: int) -> bool:
    first, end = promotion.from_minute, promotion.to_minute
    return first <= minute < end if first < end else minute >= first or minute < end


def _check_times(data: Promotion) -> None:
    if data.first_day is not None and data.last_day is not None and data.last_day < data.first_day:
        raise PromotionDatesError
    if not 1 <= data.weekdays <= ALL_DAYS or data.from_minute == data.to_minute:
        raise PromotionHoursError
    if not 0 <= data.from_minute < DAY_END or not 0 < data.to_minute <= DAY_END:
        raise PromotionHoursError


def _only_used(data: Promotion) -> Promotion:
    """Without what its kind does not look at, so that a change of kind leaves nothing behind."""
    kind = data.kind
    named = kind is PromotionKind.BUY_GET and data.gets is Gets.NAMED
    keep = {Role.EXCEPT}
    if kind is PromotionKind.BUNDLE:
        keep = {Role.PART}
    elif data.scope is not Scope.BILL:
        keep.add(Role.BUY)
    if named:
        keep.add(Role.GET)
    counted = kind in (PromotionKind.SET_PRICE, PromotionKind.BUY_GET)
    return replace(
        data,
        scope=Scope.PRODUCTS if kind is PromotionKind.BUNDLE else data.scope,
        value=0 if kind is PromotionKind.BUY_GET else data.value,
        buy_quantity=data.buy_quantity if counted else 0,
        get_quantity=data.get_quantity if kind is PromotionKind.BUY_GET else 0,
        gets=data.gets if kind is PromotionKind.BUY_GET else Gets.SAME,
        items=tuple(item for item in data.items if item.role in keep),
    )


def _check_items(data: Promotion) -> None:
    items = data.items
    seen = [(item.role, item.product, item.category) for item in items]
    if len(items) > MOST_ITEMS or len(set(seen)) < len(seen):
        raise PromotionItemsError
    for item in items:
        if (item.product is None) == (item.category is None):
            raise PromotionItemsError
        if money.checked_quantity(item.quantity) <= 0:
            raise PromotionQuantityError
    roles = [item.role for item in items]
    if data.kind is PromotionKind.BUNDLE:
        if not items or (len(items) == 1 and items[0].quantity <= money.MILLI):
            raise PromotionItemsError
        return
    if data.scope is not Scope.BILL and Role.BUY not in roles:
        raise PromotionItemsError
    if data.gets is Gets.NAMED:
        if Role.GET not in roles:
            raise PromotionItemsError
        bought = {(item.product, item.category) for item in items if item.role is Role.BUY}
        if any((item.product, item.category) in bought for item in items if item.role is Role.GET):
            raise FreeThingBoughtError


def _check_value(data: Promotion) -> None:
    if data.kind is PromotionKind.PERCENT:
        if not 0 < data.value <= 10_000:
            raise PromotionPercentError
    elif data.kind is not PromotionKind.BUY_GET and data.value <= 0:
        raise PromotionAmountError
    if data.kind in (PromotionKind.SET_PRICE, PromotionKind.BUY_GET):
        money.checked_quantity(data.buy_quantity)
        if data.buy_quantity <= 0:
            raise PromotionQuantityError
    if data.kind is PromotionKind.BUY_GET and money.checked_quantity(data.get_quantity) <= 0:
        raise PromotionQuantityError


def _check_prices(data: Promotion, prices: Mapping[bytes, tuple[str, int]]) -> None:
    """Refuse an amount off that is more than a price, and a set that costs more than its parts."""
    if data.kind is PromotionKind.AMOUNT and data.scope is not Scope.BILL:
        for product, price in prices.values():
            if data.value > price:
                raise BelowZeroError(product=product, price_amount=price, off_amount=data.value)
    if data.kind is PromotionKind.AMOUNT and data.scope is Scope.BILL and data.from_amount:
        if data.value > data.from_amount:
            raise BelowZeroError(product=data.name, price_amount=data.from_amount, off_amount=data.value)
    if data.kind is PromotionKind.BUNDLE:
        parts = [
            None
            if item.product is None or item.product not in prices
            else money.share(prices[item.product][1], item.quantity, money.MILLI)
            for item in data.items
        ]
        whole = sum(part or 0 for part in parts)
        if None not in parts and data.value >= whole:
            raise NoBargainError(price_amount=whole, set_amount=data.value)
    if data.kind is PromotionKind.SET_PRICE and prices:
        dearest = max(price for _name, price in prices.values())
        whole = money.share(dearest, data.buy_quantity, money.MILLI)
        if data.value >= whole:
            raise NoBargainError(price_amount=whole, set_amount=data.value)
