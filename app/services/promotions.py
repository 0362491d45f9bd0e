"""Promotions, special prices and coupons: made, changed, put aside; each edit is one logged transaction."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.changes import Changes
from app.domain import money
from app.domain.coupon import (
    MOST_AT_ONCE,
    CouponCodeError,
    CouponCountError,
    CouponData,
    batch_code,
    coupon_code,
)
from app.domain.document import new_uid
from app.domain.price_choice import PriceRule, PriceTwiceError, checked_price
from app.domain.promotion import (
    Promotion,
    PromotionAmountError,
    PromotionItem,
    PromotionItemsError,
    Role,
    checked_promotion,
)
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.promotions import promotion_data
from app.services import records
from app.services.products import CodeTakenError
from app.services.records import NotFoundError, Saved, saving
from app.services.sales import party_of
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.models.market import Coupon as CouponModel
from db.models.market import ProductPrice
from db.models.market import Promotion as PromotionModel
from db.sql import promotions as sql


class CouponPromotionError(UserError):
    """A coupon of a promotion that everybody gets anyway."""

    message = N_("“{name}” is given without a coupon; let it be given only with one, or choose another.")


class UnitUnknownError(UserError):
    """A price for a unit that the product is not sold in."""

    message = N_("“{name}” is not sold by “{unit}”.")


# ---------------------------------------------------------------- promotions


def create_promotion(session: Session, data: Promotion, *, uid: bytes | None = None) -> Saved:
    """Make a promotion once per ``uid``; without a code it gets the next free one.

    Raises what ``checked_promotion`` raises, CodeTakenError, NotFoundError, NotPermittedError.
    """
    uid = uid or new_uid()
    with saving(session, Permission.EDIT_PROMOTIONS):
        found = book.fetch_one(sql.STATE, (uid,))
        if found is not None:
            return Saved(found[0], uid, found[1])
        data = checked_promotion(data, _prices(data))
        code = data.code or _next_code()
        _refuse_code(code, None)
        row_id = records.add(session, PromotionModel, uid, _columns(data, code), extra=_described(data.items))
        _write_items(row_id, data.items)
    return Saved(row_id, uid, code, Changes.MARKET)


def update_promotion(session: Session, promotion_uid: bytes, *, data: Promotion) -> Saved:
    """Change a promotion and its goods; what was sold by it keeps what was taken off.

    Raises NotFoundError and what ``create_promotion`` raises.
    """
    with saving(session, Permission.EDIT_PROMOTIONS):
        row_id, old_code, _active = _state(promotion_uid)
        old = promotion_data(promotion_uid)
        assert old is not None
        data = checked_promotion(data, _prices(data))
        code = data.code or old_code
        _refuse_code(code, row_id)
        book.execute(sql.DELETE_ITEMS, (row_id,))
        _write_items(row_id, data.items)
        differs = old.items != data.items
        records.change(
            session,
            PromotionModel,
            row_id,
            _columns(data, code),
            extra_before=_described(old.items) if differs else None,
            extra_after=_described(data.items) if differs else None,
        )
    return Saved(row_id, promotion_uid, code, Changes.MARKET)


def deactivate_promotion(session: Session, promotion_uid: bytes, *, active: bool = False) -> Saved:
    """Put a promotion aside, or with ``active`` take it up again; raises NotFoundError."""
    with saving(session, Permission.EDIT_PROMOTIONS):
        row_id, code, _active = _state(promotion_uid)
        records.change(session, PromotionModel, row_id, {"active": int(active)})
    return Saved(row_id, promotion_uid, code, Changes.MARKET)


def _state(uid: bytes) -> tuple[int, str, bool]:
    row = book.fetch_one(sql.STATE, (uid,))
    if row is None:
        raise NotFoundError
    return row[0], row[1], bool(row[2])


def _next_code() -> str:
    number = (book.fetch_int(sql.LAST_CODE) or 0) + 1
    while book.fetch_one(sql.BY_CODE, (f"PR{number:03d}",)) is not None:
        number += 1
    return f"PR{number:03d}"


def _refuse_code(code: str, row_id: int | None) -> None:
    taken = book.fetch_one(sql.BY_CODE, (code,))
    if taken is not None and taken[0] != row_id:
        raise CodeTakenError(code=code)


def _channel(code: str | None) -> int | None:
    if code is None:
        return None
    row = book.fetch_one(sql.CHANNEL, (code,))
    if row is None:
        raise NotFoundError
    return int(row[0])


def _prices(data: Promotion) -> dict[bytes, tuple[str, int]]:
    """Name and usual price (satang) of what the promotion's goods reach."""
    prices: dict[bytes, tuple[str, int]] = {}
    for item in data.items:
        if item.role is Role.EXCEPT:
            continue
        if item.product is not None:
            row = book.fetch_one(sql.PRODUCT, (item.product,))
            if row is not None and not row[3] and row[4] is not None:
                prices[item.product] = (row[1], money.times(row[4], money.MILLI))
        elif item.category is not None:
            for uid, name, price_e4 in book.fetch(sql.CATEGORY_PRICES, (item.category,)):
                prices[uid] = (name, money.times(price_e4, money.MILLI))
    return prices


def _columns(data: Promotion, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": data.name,
        "kind": data.kind.value,
        "scope": data.scope.value,
        "value": data.value,
        "buy_quantity": data.buy_quantity,
        "get_quantity": data.get_quantity,
        "gets": data.gets.value,
        "from_amount": data.from_amount,
        "most_off": data.most_off,
        "most_per_bill": data.most_per_bill,
        "channel_id": _channel(data.channel),
        "is_members": int(data.is_members),
        "first_day": data.first_day.isoformat() if data.first_day else None,
        "last_day": data.last_day.isoformat() if data.last_day else None,
        "weekdays": data.weekdays,
        "from_minute": data.from_minute,
        "to_minute": data.to_minute,
        "needs_coupon": int(data.needs_coupon),
        "stacking": data.stacking.value,
        "borne_by": data.borne_by.value,
        "position": data.position,
        "note": data.note,
    }


def _goods(item: PromotionItem) -> tuple[int | None, int | None, str]:
    """Local ids and name of an item's product or category; raises PromotionItemsError."""
    if item.product is not None:
        row = book.fetch_one(sql.PRODUCT, (item.product,))
        if row is not None:
            return row[0], None, row[1]
    elif (row := book.fetch_one(sql.CATEGORY, (item.category,))) is not None:
        return None, row[0], row[1]
    raise PromotionItemsError


def _write_items(row_id: int, items: tuple[PromotionItem, ...]) -> None:
    for position, item in enumerate(items, start=1):
        product_id, category_id, _name = _goods(item)
        book.execute(
            sql.INSERT_ITEM, (row_id, position, item.role.value, product_id, category_id, item.quantity)
        )


def _described(items: tuple[PromotionItem, ...]) -> dict[str, object]:
    """The goods as the log keeps them: their names."""
    return {"items": ", ".join(_goods(item)[2] for item in items)}


# ---------------------------------------------------------------- special prices


def create_price(session: Session, product_uid: bytes, *, rule: PriceRule, uid: bytes | None = None) -> Saved:
    """Add a special price of a product once per ``uid``.

    Raises what ``checked_price`` raises, PriceTwiceError, UnitUnknownError, NotFoundError.
    """
    uid = uid or new_uid()
    with saving(session, Permission.EDIT_PROMOTIONS):
        found = book.fetch_one(sql.PRICE_STATE, (uid,))
        if found is not None:
            return Saved(found[0], uid)
        row = book.fetch_one(sql.PRODUCT, (product_uid,))
        if row is None:
            raise NotFoundError
        values = _price_columns(row, checked_price(rule), None)
        row_id = records.add(session, ProductPrice, uid, {"product_id": row[0], **values})
    return Saved(row_id, uid, "", Changes.MARKET)


def update_price(session: Session, price_uid: bytes, *, product_uid: bytes, rule: PriceRule) -> Saved:
    """Change a special price; raises NotFoundError and what ``create_price`` raises."""
    with saving(session, Permission.EDIT_PROMOTIONS):
        found = book.fetch_one(sql.PRICE_STATE, (price_uid,))
        row = book.fetch_one(sql.PRODUCT, (product_uid,))
        if found is None or row is None:
            raise NotFoundError
        values = _price_columns(row, checked_price(rule), found[0])
        records.change(session, ProductPrice, found[0], {"product_id": row[0], **values})
    return Saved(found[0], price_uid, "", Changes.MARKET)


def deactivate_price(session: Session, price_uid: bytes, *, active: bool = False) -> Saved:
    """Put a special price aside, or with ``active`` take it up again; raises NotFoundError."""
    with saving(session, Permission.EDIT_PROMOTIONS):
        found = book.fetch_one(sql.PRICE_STATE, (price_uid,))
        if found is None:
            raise NotFoundError
        records.change(session, ProductPrice, found[0], {"active": int(active)})
    return Saved(found[0], price_uid, "", Changes.MARKET)


def _price_columns(product: tuple[Any, ...], rule: PriceRule, row_id: int | None) -> dict[str, Any]:
    unit = clean_name(rule.unit, 60)
    if unit == product[2]:
        unit = ""
    if unit and book.fetch_one(sql.PACK, (product[0], unit)) is None:
        raise UnitUnknownError(name=product[1], unit=unit)
    values = {
        "unit": unit,
        "channel_id": _channel(rule.channel),
        "is_members": int(rule.is_members),
        "is_relief": int(rule.is_relief),
        "from_quantity": rule.from_quantity,
        "first_day": rule.first_day.isoformat() if rule.first_day else None,
        "last_day": rule.last_day.isoformat() if rule.last_day else None,
    }
    for same in book.fetch(sql.SAME_PRICE, (product[0], *values.values())):
        if same[0] != row_id:
            raise PriceTwiceError
    return {**values, "price_e4": rule.price_e4}


# ---------------------------------------------------------------- coupons


def create_coupon(session: Session, data: CouponData, *, uid: bytes | None = None) -> Saved:
    """Make a coupon once per ``uid``.

    Raises CouponCodeError, CouponPromotionError, CodeTakenError, PromotionAmountError, NotFoundError,
    PartyNeededError.
    """
    uid = uid or new_uid()
    with saving(session, Permission.EDIT_PROMOTIONS):
        found = book.fetch_one(sql.COUPON_STATE, (uid,))
        if found is not None:
            return Saved(found[0], uid, found[1])
        values = _coupon_columns(data, None)
        row_id = records.add(session, CouponModel, uid, values)
    return Saved(row_id, uid, values["code"], Changes.MARKET)


@dataclass(frozen=True, slots=True)
class CouponsMade:
    """The codes of a batch."""

    codes: tuple[str, ...]
    changes: Changes = Changes.MARKET


def create_coupons(session: Session, data: CouponData, *, uids: Sequence[bytes]) -> CouponsMade:
    """Make a coupon for each uid, once: alike but for their codes, which begin with the code of ``data``.

    Raises CouponCountError and what ``create_coupon`` raises.
    """
    if not 0 < len(uids) <= MOST_AT_ONCE:
        raise CouponCountError(most=MOST_AT_ONCE)
    codes = []
    with saving(session, Permission.EDIT_PROMOTIONS):
        for uid in uids:
            code = batch_code(data.code, secrets.choice)
            while book.fetch_one(sql.COUPON_CODE_TAKEN, (code,)) is not None:
                code = batch_code(data.code, secrets.choice)
            codes.append(create_coupon(session, replace(data, code=code), uid=uid).code)
    return CouponsMade(tuple(codes))


def update_coupon(session: Session, coupon_uid: bytes, *, data: CouponData) -> Saved:
    """Change a coupon; its uses stay. Raises NotFoundError and what ``create_coupon`` raises."""
    with saving(session, Permission.EDIT_PROMOTIONS):
        found = book.fetch_one(sql.COUPON_STATE, (coupon_uid,))
        if found is None:
            raise NotFoundError
        values = _coupon_columns(data, found[0])
        records.change(session, CouponModel, found[0], values)
    return Saved(found[0], coupon_uid, values["code"], Changes.MARKET)


def deactivate_coupon(session: Session, coupon_uid: bytes, *, active: bool = False) -> Saved:
    """Put a coupon aside, or with ``active`` take it up again; raises NotFoundError."""
    with saving(session, Permission.EDIT_PROMOTIONS):
        found = book.fetch_one(sql.COUPON_STATE, (coupon_uid,))
        if found is None:
            raise NotFoundError
        records.change(session, CouponModel, found[0], {"active": int(active)})
    return Saved(found[0], coupon_uid, found[1], Changes.MARKET)


def _coupon_columns(data: CouponData, row_id: int | None) -> dict[str, Any]:
    code = coupon_code(data.code)
    if not code:
        raise CouponCodeError
    if data.most_uses is not None and data.most_uses <= 0:
        raise PromotionAmountError
    taken = book.fetch_one(sql.COUPON_CODE_TAKEN, (code,))
    if taken is not None and taken[0] != row_id:
        raise CodeTakenError(code=code)
    promotion = promotion_data(data.promotion_uid)
    if promotion is None:
        raise NotFoundError
    if not promotion.needs_coupon:
        raise CouponPromotionError(name=promotion.name)
    return {
        "code": code,
        "promotion_id": promotion.id,
        "most_uses": data.most_uses,
        "party_id": party_of(data.party_uid)[0],
        "last_day": data.last_day.isoformat() if data.last_day else None,
        "note": clean_text(data.note),
    }
