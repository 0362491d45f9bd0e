"""Prices by rule, promotions and coupons of a sale: worked out in its transaction, written with its lines."""

import datetime as dt

from app.domain import money
from app.domain.coupon import CouponUsedError
from app.domain.deal import Deal, deal, plain
from app.domain.price_choice import Why
from app.domain.sale import PricedReturn
from app.domain.sale_draft import SaleDraft
from app.queries.promotions import market
from app.services.unit_of_work import Entry
from db import connection as book
from db.sql import promotions as sql


def deal_of(draft: SaleDraft, *, on: dt.date, channel: str) -> Deal:
    """The bill with its prices and discounts; one that asks for no promotions stands as it is.

    Raises CouponUnknownError, CouponOverError, CouponUsedError, CouponTwiceError, CouponPersonError and
    what ``price_line`` raises.
    """
    if draft.minute is None:
        return plain(draft)
    found = market(
        on, party=draft.priced_for, codes=draft.coupons, goods=[line.product_uid for line in draft.lines]
    )
    return deal(draft, found, on=on, channel=channel)


def write_deal(entry: Entry, made: Deal) -> None:
    """Write what promotions took off each line, which coupons it used, and what a relief sale gave up.

    Raises CouponUsedError if a coupon was used up meanwhile.
    """
    for line_no, line in enumerate(made.lines, start=1):
        for off in line.off:
            entry.add(
                "sale_promotion",
                for_line=line_no,
                promotion_id=off.promotion.id,
                name=off.promotion.name,
                amount=off.amount,
                borne_by=off.promotion.borne_by.value,
            )
        price = line.price
        if price is not None and price.why is Why.RELIEF:
            quantity = made.draft.lines[line_no - 1].quantity_milli
            entry.add(
                "relief_line",
                for_line=line_no,
                normal_price_e4=price.usual_e4,
                gap=money.times(price.usual_e4, quantity) - money.times(price.price_e4, quantity),
            )
    for coupon in made.used:
        last, standing = book.fetch(sql.COUPON_LAST_USE, (coupon.id,))[0]
        if coupon.most_uses is not None and standing >= coupon.most_uses:
            raise CouponUsedError(code=coupon.code)
        entry.add("coupon_use", coupon_id=coupon.id, use_no=last + 1, uses=1)


def write_return(entry: Entry, sale_id: int, priced: PricedReturn) -> None:
    """Take back the part of each promotion and of a relief price that belongs to what comes back."""
    offs = book.fetch(sql.OF_SALE, (sale_id,))
    reliefs = book.fetch(sql.RELIEF_OF_SALE, (sale_id,))
    if not offs and not reliefs:
        return
    sold: dict[int, int] = dict(book.fetch(sql.SOLD_QUANTITIES, (sale_id,)))
    before: dict[int, int] = dict(book.fetch(sql.RETURNED_BEFORE, (sale_id,)))
    for line_no, line in enumerate(priced.lines, start=1):
        of_line = line.draft.line_no
        was, now = before.get(of_line, 0), line.draft.quantity_milli
        before[of_line] = was + now
        for _line, promotion_id, name, amount, borne_by in (row for row in offs if row[0] == of_line):
            part = _part(amount, was, now, sold[of_line])
            if part:
                entry.add(
                    "sale_promotion",
                    for_line=line_no,
                    promotion_id=promotion_id,
                    name=name,
                    amount=part,
                    borne_by=borne_by,
                )
        for _line, normal, gap in (row for row in reliefs if row[0] == of_line):
            part = _part(gap, was, now, sold[of_line])
            entry.add("relief_line", for_line=line_no, normal_price_e4=normal, gap=part)


def _part(stored: int, before: int, now: int, whole: int) -> int:
    """Below zero: all parts together give back exactly what was stored."""
    return money.share(stored, before, whole) - money.share(stored, before + now, whole)
