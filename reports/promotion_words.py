"""Promotions, special prices and coupons in plain sentences."""

import datetime as dt
from collections.abc import Sequence

from app.domain.price_choice import PriceRule
from app.domain.promotion import ALL_DAYS, DAY_END, Gets, Promotion, PromotionKind, Role, Scope
from app.domain.promotion_example import Example, Priced, example
from app.i18n import _, language
from app.queries.promotions import Channel, Item
from app.thai.dates import ENGLISH_WEEKDAYS, SHORT_WEEKDAYS, format_date
from app.thai.digits import MINUS, format_amount, format_percent, format_quantity


def _money(satang: int, *, whole: bool = False) -> str:
    return format_amount(satang, decimals=None if whole else True, minus=MINUS)


def _quantity(milli: int) -> str:
    return format_quantity(milli, minus=MINUS)


def _date(day: dt.date) -> str:
    return format_date(day, "medium")


def day_names() -> list[str]:
    """Short names of the days from Monday."""
    return list(SHORT_WEEKDAYS) if language() == "th" else [name[:3] for name in ENGLISH_WEEKDAYS]


def clock(minute: int) -> str:
    """A minute of the day as it is written."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def channel_name(code: str | None, channels: Sequence[Channel]) -> str:
    """A way of selling in the current language."""
    found = next((each for each in channels if each.code == code), None)
    if found is None:
        return code or ""
    return found.name if language() == "th" or not found.name_en else found.name_en


def goods_words(items: Sequence[Item], role: Role) -> str:
    """The names of a promotion's goods."""
    return ", ".join(item.name for item in items if item.role is role)


def _parts(items: Sequence[Item]) -> str:
    return " + ".join(
        f"{item.name} {_quantity(item.quantity)} {item.unit}".strip()
        for item in items
        if item.role is Role.PART
    )


def rule(promotion: Promotion, items: Sequence[Item], *, whole: bool = False) -> str:
    """What is given, in one sentence; ``whole`` leaves .00 away."""
    goods = _("the whole bill") if promotion.scope is Scope.BILL else goods_words(items, Role.BUY)
    buy, get = _quantity(promotion.buy_quantity), _quantity(promotion.get_quantity)
    kind = promotion.kind
    if kind is PromotionKind.PERCENT:
        return _("{percent} % off {goods}").format(
            percent=format_percent(promotion.value, minus=MINUS), goods=goods
        )
    amount = _money(promotion.value, whole=whole)
    if kind is PromotionKind.AMOUNT:
        if promotion.scope is Scope.BILL:
            return _("{amount} baht off the bill").format(amount=amount)
        return _("{amount} baht off each: {goods}").format(amount=amount, goods=goods)
    if kind is PromotionKind.SET_PRICE:
        return _("{number} for {amount} baht: {goods}").format(number=buy, amount=amount, goods=goods)
    if kind is PromotionKind.BUNDLE:
        return _("{parts} together for {amount} baht").format(parts=_parts(items), amount=amount)
    if promotion.gets is Gets.NAMED:
        free = goods_words(items, Role.GET)
        return _("Buy {buy} of {goods}, get {get} of {free} free").format(
            buy=buy, goods=goods, get=get, free=free
        )
    if promotion.gets is Gets.CHEAPEST:
        return _("Buy {buy}, get {get} free, the cheapest of {goods}").format(buy=buy, get=get, goods=goods)
    return _("Buy {buy}, get {get} of the same free: {goods}").format(buy=buy, get=get, goods=goods)


def days(first: dt.date | None, last: dt.date | None) -> str:
    """From when to when; empty for always."""
    if first is not None and last is not None:
        if first == last:
            return _date(first)
        return _("{first} to {last}").format(first=_date(first), last=_date(last))
    if first is not None:
        return _("from {day}").format(day=_date(first))
    return _("until {day}").format(day=_date(last)) if last is not None else ""


def when(promotion: Promotion) -> str:
    """Days, weekdays and hours; empty for always."""
    words = [days(promotion.first_day, promotion.last_day)]
    if promotion.weekdays != ALL_DAYS:
        names = day_names()
        words.append(" ".join(names[at] for at in range(7) if promotion.weekdays >> at & 1))
    if (promotion.from_minute, promotion.to_minute) != (0, DAY_END):
        words.append(f"{clock(promotion.from_minute)}–{clock(promotion.to_minute)}")
    return " ".join(each for each in words if each)


def conditions(
    promotion: Promotion, items: Sequence[Item], channels: Sequence[Channel], *, whole: bool = False
) -> list[str]:
    """For whom and from what on, sentence by sentence; ``whole`` leaves .00 away."""
    words = []
    if promotion.from_amount:
        words.append(_("from {amount} baht").format(amount=_money(promotion.from_amount, whole=whole)))
    if promotion.most_off:
        words.append(_("at most {amount} baht off").format(amount=_money(promotion.most_off, whole=whole)))
    if promotion.most_per_bill:
        number = f"{promotion.most_per_bill:,}"
        words.append(_("at most {number} times in a bill").format(number=number))
    if promotion.is_members:
        words.append(_("members only"))
    if promotion.channel is not None:
        words.append(channel_name(promotion.channel, channels))
    if promotion.needs_coupon:
        words.append(_("with a coupon"))
    spared = goods_words(items, Role.EXCEPT)
    if spared:
        words.append(_("not for {goods}").format(goods=spared))
    return words


def price_conditions(price: PriceRule, unit: str, channels: Sequence[Channel]) -> str:
    """For whom, where, from how many and when a special price counts."""
    words = []
    if price.is_relief:
        words.append(_("relief sale"))
    if price.is_members:
        words.append(_("members"))
    if price.channel is not None:
        words.append(channel_name(price.channel, channels))
    if price.from_quantity:
        number = _quantity(price.from_quantity)
        words.append(_("from {number} {unit}").format(number=number, unit=price.unit or unit))
    return " · ".join(words)


def example_words(found: Example | None) -> str:
    """The example bill in one sentence; what is missing where there is none."""
    if found is None:
        return _("Choose goods with a price, and an example stands here.")
    goods = _pieces(found)
    if found.after == found.before:
        return _("Example: {goods}: {before} baht, from which nothing comes off yet.").format(
            goods=goods, before=_money(found.before)
        )
    return _("Example: {goods}: {after} baht in place of {before}.").format(
        goods=goods, after=_money(found.after), before=_money(found.before)
    )


def example_of(promotion: Promotion, goods: Sequence[Priced]) -> str:
    """The example of a promotion that is saved; empty where there is none."""
    found = example(promotion, goods)
    if found is None:
        return ""
    return _("{goods}: {after} baht in place of {before}").format(
        goods=_pieces(found), after=_money(found.after), before=_money(found.before)
    )


def _pieces(found: Example) -> str:
    return " + ".join(f"{each.name} {_quantity(pieces)} {each.unit}".strip() for each, pieces in found.lines)
