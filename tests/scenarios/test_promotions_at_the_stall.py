"""A Saturday with promotions: free things, sets, members, coupons; parts come back, and it adds up."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.deal import deal
from app.domain.document import new_uid
from app.domain.money import E4, MILLI
from app.domain.price_choice import PriceRule
from app.domain.promotion import Promotion, PromotionItem, PromotionKind, Role, Scope, Stacking
from app.domain.sale import SaleReturnDraft, SaleReturnLineDraft, TenderDraft, price_return, price_sale
from app.queries.integrity import check_books
from app.queries.promotions import market, promotion_results, promotion_totals
from app.services.books import close_book
from app.services.promotions import create_price, create_promotion
from app.services.returns import post_return, sold_sale
from app.services.sales import post_sale
from db import connection as book
from tests.builders import party
from tests.stall import DAY, Stall

FRESH = HealthCheck.function_scoped_fixture


@pytest.fixture
def stall(tmp_path: Path) -> Iterator[Stall]:
    made = Stall(tmp_path)
    session = made.session
    made.buy((made.kapi, 5000, 150_000_00), (made.tea, 5000, 100_000_00), (made.soap, 5000, 62_500_00))
    tea = (PromotionItem(Role.BUY, made.tea),)
    create_promotion(
        session,
        Promotion(
            "free",
            PromotionKind.BUY_GET,
            Scope.PRODUCTS,
            buy_quantity=2 * MILLI,
            get_quantity=MILLI,
            items=tea,
        ),
    )
    parts = (PromotionItem(Role.PART, made.kapi), PromotionItem(Role.PART, made.soap, None, 2 * MILLI))
    create_promotion(session, Promotion("set", PromotionKind.BUNDLE, value=99_00, items=parts))
    create_promotion(
        session,
        Promotion("five", PromotionKind.PERCENT, value=500, stacking=Stacking.CHAINED, from_amount=200_00),
    )
    create_price(session, made.kapi, rule=PriceRule(5500 * E4, is_members=True))
    yield made
    assert check_books() == []
    close_book()


@settings(max_examples=25, deadline=None, suppress_health_check=[FRESH])
@given(st.data())
def test_what_is_paid_is_what_comes_back(stall: Stall, data: st.DataObject) -> None:
    goods = {stall.kapi: 5900, stall.tea: 8900, stall.soap: 3500}
    pieces = data.draw(
        st.lists(st.tuples(st.sampled_from(sorted(goods)), st.integers(1, 7)), min_size=1, max_size=5)
    )
    member = data.draw(st.booleans())
    who = stall.customer if not member else _member(stall)
    lines = tuple(stall.line(uid, count, goods[uid]) for uid, count in pieces)
    draft = stall.draft(*lines, priced_for=who, minute=600)
    shown = price_sale(deal(draft, market(None, everybody=True), on=DAY, channel="stall").draft)
    plain = price_sale(draft)
    assert shown.total <= plain.total
    before = promotion_totals(DAY, DAY)[0]
    paid = stall.draft(*lines, priced_for=who, minute=600, pay=(stall.cash(shown.total),))
    sale = post_sale(stall.session, paid, on=DAY)
    assert sale.posted.total == shown.total
    taken = promotion_totals(DAY, DAY)[0] - before
    assert taken == sum(line.discount for line in shown.lines)
    left = {at: count for at, (_uid, count) in enumerate(pieces, start=1)}
    given_back = 0
    while any(left.values()):
        at = data.draw(st.sampled_from([each for each, count in left.items() if count]))
        count = data.draw(st.integers(1, left[at]))
        left[at] -= count
        given_back += _take_back(stall, sale.posted.uid, at, count)
    _the_day_is_what_its_bills_were()
    assert given_back == shown.total
    assert promotion_totals(DAY, DAY)[0] == before


def _the_day_is_what_its_bills_were() -> None:
    rows = promotion_results(DAY - dt.timedelta(1), DAY)
    stored = book.fetch_int("SELECT coalesce(sum(amount), 0) FROM sale_promotion")
    assert sum(row.taken_off for row in rows) == stored
    for row in rows:
        assert row.margin == row.sold - row.cost
        assert row.before == row.sold + row.taken_off


def _member(stall: Stall) -> bytes:
    row = book.fetch_one("SELECT uid FROM party WHERE is_member = 1")
    return bytes(row[0]) if row is not None else party(stall.session, "สมาชิก 700", member=True).uid


def _take_back(stall: Stall, uid: bytes, at: int, count: int) -> int:
    lines = (SaleReturnLineDraft(at, count * MILLI),)
    amount = -price_return(SaleReturnDraft(new_uid(), uid, lines), sold_sale(uid)).total
    pays: tuple[TenderDraft, ...] = (stall.cash(amount),) if amount else ()
    post_return(stall.session, SaleReturnDraft(new_uid(), uid, lines, pays), on=DAY)
    return amount
