"""Promotions, special prices and coupons on a real book: saved, sold by, returned, voided, used once."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.coupon import (
    CouponCodeError,
    CouponCountError,
    CouponData,
    CouponTwiceError,
    CouponUsedError,
)
from app.domain.deal import deal
from app.domain.document import new_uid
from app.domain.money import E4, MILLI
from app.domain.price_choice import NoConditionError, PriceDatesError, PriceRule, PriceTwiceError, Why
from app.domain.promotion import (
    BelowZeroError,
    BorneBy,
    Promotion,
    PromotionDatesError,
    PromotionItem,
    PromotionKind,
    Role,
    Scope,
    Stacking,
    State,
)
from app.domain.roles import Limit
from app.domain.sale import SaleDraft, TenderShortError
from app.domain.session import Permission
from app.queries.integrity import check_books
from app.queries.promotions import (
    channels,
    coupon_results,
    coupon_rows,
    market,
    price_rows,
    promotion_results,
    promotion_rows,
    promotion_totals,
)
from app.services.books import close_book
from app.services.products import CodeTakenError
from app.services.promotions import (
    CouponPromotionError,
    UnitUnknownError,
    create_coupon,
    create_coupons,
    create_price,
    create_promotion,
    deactivate_coupon,
    deactivate_price,
    deactivate_promotion,
    update_coupon,
    update_price,
    update_promotion,
)
from app.services.returns import void_sale
from app.services.sales import PostedSale, post_sale
from db import connection as book
from reports import receipt
from tests.builders import party, session_with
from tests.stall import DAY, Stall


@pytest.fixture
def stall(tmp_path: Path) -> Iterator[Stall]:
    made = Stall(tmp_path)
    yield made
    assert check_books() == []
    close_book()


def two_and_one(stall: Stall, **more: object) -> Promotion:
    return Promotion(
        "ซื้อ 2 แถม 1",
        PromotionKind.BUY_GET,
        Scope.PRODUCTS,
        buy_quantity=2 * MILLI,
        get_quantity=MILLI,
        items=(PromotionItem(Role.BUY, stall.tea),),
        **more,  # type: ignore[arg-type]
    )


def ten_percent(**more: object) -> Promotion:
    return Promotion("ลด 10%", PromotionKind.PERCENT, value=1000, **more)  # type: ignore[arg-type]


def sell(stall: Stall, *lines: tuple[bytes, int, int], pay: int, **more: object) -> PostedSale:
    """Sell (product, pieces, usual price) at noon for cash."""
    draft = stall.draft(*(stall.line(*each) for each in lines), pay=(stall.cash(pay),), minute=720, **more)
    return post_sale(stall.session, draft, on=DAY)


def off_of(sale: PostedSale) -> list[tuple[int, int]]:
    rows = book.fetch(
        "SELECT for_line, amount FROM sale_promotion WHERE document_id = ? ORDER BY line_no",
        (sale.posted.document_id,),
    )
    return [(row[0], row[1]) for row in rows]


def test_the_free_one_is_paid_in_part_and_comes_back_in_part(stall: Stall) -> None:
    create_promotion(stall.session, two_and_one(stall))
    sale = sell(stall, (stall.tea, 3, 8900), (stall.soap, 1, 3500), pay=2 * 8900 + 3500)
    assert sale.posted.total == 2 * 8900 + 3500
    assert off_of(sale) == [(1, 8900)]
    row = book.fetch("SELECT gross, discount, bill_discount, amount FROM sale_line WHERE amount = 17800")
    assert row == [(26_700, 8_900, 0, 17_800)]
    back = stall.take_back(sale, 1, 1, 5933)
    assert off_of(back) == [(1, -2967)]
    last = stall.take_back(sale, 1, 2, 17_800 - 5933)
    assert off_of(last) == [(1, -5933)]
    result = promotion_results(DAY, DAY)[0]
    assert (result.bills, result.taken_off, result.sold, result.cost) == (1, 0, 0, 0)


def test_without_a_minute_lines_stand_as_they_are(stall: Stall) -> None:
    create_promotion(stall.session, ten_percent())
    assert stall.sell(stall.line(stall.tea, 1, 8900)).posted.total == 8900


def test_too_little_money_for_what_the_promotion_leaves(stall: Stall) -> None:
    create_promotion(stall.session, ten_percent())
    with pytest.raises(TenderShortError):
        sell(stall, (stall.tea, 1, 8900), pay=8000)
    assert sell(stall, (stall.tea, 1, 8900), pay=8010).posted.total == 8010


def test_a_promotion_is_no_discount_of_the_seller(stall: Stall) -> None:
    create_promotion(stall.session, Promotion("half", PromotionKind.PERCENT, value=5000))
    create_price(stall.session, stall.soap, rule=PriceRule(1000 * E4, is_members=True))
    member = party(stall.session, "สมาชิก 002", member=True).uid
    seller = session_with(Permission.SELL, limits={Limit.DISCOUNT: 100})
    lines = (stall.line(stall.tea, 1, 8900), stall.line(stall.soap, 1, 3500))
    draft = stall.draft(*lines, pay=(stall.cash(4950),), minute=0, priced_for=member)
    assert post_sale(seller, draft, on=DAY).posted.total == 4950


def test_a_coupon_is_used_as_often_as_it_may_be(stall: Stall) -> None:
    saved = create_promotion(stall.session, ten_percent(needs_coupon=True))
    create_coupon(stall.session, CouponData("tea ๑๐", saved.uid))
    assert sell(stall, (stall.tea, 1, 8900), pay=8900).posted.total == 8900
    first = sell(stall, (stall.tea, 1, 8900), pay=8010, coupons=("TEA10",))
    assert first.posted.total == 8010
    with pytest.raises(CouponUsedError):
        sell(stall, (stall.tea, 1, 8900), pay=8010, coupons=("TEA10",))
    update_coupon(stall.session, coupon_rows()[0].uid, data=CouponData("TEA10", saved.uid, 9))
    with pytest.raises(CouponTwiceError):
        sell(stall, (stall.tea, 1, 8900), pay=8010, coupons=("TEA10", "tea10"))
    update_coupon(stall.session, coupon_rows()[0].uid, data=CouponData("TEA10", saved.uid, 1))
    assert [(row.code, row.uses) for row in coupon_results(DAY, DAY)] == [("TEA10", 1)]
    void_sale(stall.session, first.posted.uid, on=DAY, reason="typed wrongly", uid=new_uid())
    assert coupon_rows()[0].coupon.used == 0
    assert sell(stall, (stall.tea, 1, 8900), pay=8010, coupons=("TEA10",)).posted.total == 8010
    uses = book.fetch("SELECT use_no, uses FROM coupon_use ORDER BY document_id")
    assert uses == [(1, 1), (1, -1), (2, 1)]


def test_two_tills_cannot_use_a_coupon_at_once(stall: Stall, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = create_promotion(stall.session, ten_percent(needs_coupon=True))
    create_coupon(stall.session, CouponData("A", saved.uid))
    seen = market(DAY, codes=("A",))
    sell(stall, (stall.tea, 1, 8900), pay=8010, coupons=("A",))
    monkeypatch.setattr("app.services.promoting.market", lambda *_args, **_more: seen)
    before = book.fetch_int("SELECT count(*) FROM document")
    with pytest.raises(CouponUsedError):
        sell(stall, (stall.tea, 1, 8900), pay=8010, coupons=("A",))
    assert book.fetch_int("SELECT count(*) FROM document") == before


def test_a_coupon_that_reaches_nothing_is_not_used_up(stall: Stall) -> None:
    saved = create_promotion(stall.session, replace(two_and_one(stall), needs_coupon=True))
    create_coupon(stall.session, CouponData("A", saved.uid))
    assert sell(stall, (stall.tea, 1, 8900), pay=8900, coupons=("a",)).posted.total == 8900
    assert coupon_rows()[0].coupon.used == 0
    deactivate_coupon(stall.session, coupon_rows()[0].uid)
    assert not coupon_rows()[0].active


def test_prices_by_rule(stall: Stall) -> None:
    member = party(stall.session, "สมาชิก 002", member=True).uid
    session = stall.session
    create_price(session, stall.tea, rule=PriceRule(8000 * E4, is_members=True))
    create_price(session, stall.tea, rule=PriceRule(7500 * E4, from_quantity=6 * MILLI))
    create_price(session, stall.tea, rule=PriceRule(9500 * E4, channel="platform"))
    create_price(session, stall.tea, rule=PriceRule(4000 * E4, is_relief=True))
    create_price(session, stall.soap, rule=PriceRule(3000 * E4, first_day=DAY, last_day=DAY))

    def priced(pieces: int, channel: str = "stall", who: bytes | None = None, product: bytes = b"") -> int:
        uid, usual = (product, 3500) if product else (stall.tea, 8900)
        draft = stall.draft(stall.line(uid, pieces, usual), minute=0, priced_for=who)
        made = deal(draft, market(DAY, party=who), on=DAY, channel=channel)
        return made.draft.lines[0].unit_price_e4 // E4

    assert [priced(1), priced(1, who=member), priced(6), priced(6, who=member)] == [8900, 8000, 7500, 7500]
    assert [priced(1, "platform"), priced(1, "platform", member)] == [9500, 8000]
    assert [priced(1, "relief"), priced(1, product=stall.soap)] == [4000, 3000]
    typed = stall.draft(stall.line(stall.tea, 6, 8000), minute=0)
    assert deal(typed, market(DAY), on=DAY, channel="stall").lines[0].price is None


def test_a_relief_sale_says_what_it_gave_up(stall: Stall) -> None:
    create_price(stall.session, stall.tea, rule=PriceRule(4000 * E4, is_relief=True))
    draft = stall.draft(stall.line(stall.tea, 2, 8900), pay=(stall.cash(8000),), minute=0)
    sale = post_sale(stall.session, draft, on=DAY, channel="relief")
    assert sale.posted.total == 8000
    assert book.fetch("SELECT for_line, normal_price_e4, gap FROM relief_line") == [(1, 8900 * E4, 9800)]
    back = stall.take_back(sale, 1, 1, 4000)
    gaps = book.fetch("SELECT gap FROM relief_line WHERE document_id = ?", (back.posted.document_id,))
    assert gaps == [(-4900,)]


def test_what_prices_are_refused(stall: Stall) -> None:
    session, tea = stall.session, stall.tea
    saved = create_price(session, tea, rule=PriceRule(8000 * E4, is_members=True, unit="กล่อง"))
    assert price_rows()[0].rule.unit == ""
    with pytest.raises(PriceTwiceError):
        create_price(session, tea, rule=PriceRule(7000 * E4, is_members=True))
    with pytest.raises(NoConditionError):
        create_price(session, tea, rule=PriceRule(7000 * E4))
    with pytest.raises(PriceDatesError):
        create_price(session, tea, rule=PriceRule(1, first_day=DAY, last_day=DAY - dt.timedelta(1)))
    with pytest.raises(UnitUnknownError):
        create_price(session, tea, rule=PriceRule(1, unit="ลัง", is_members=True))
    update_price(session, saved.uid, product_uid=tea, rule=PriceRule(7900 * E4, is_members=True))
    assert price_rows()[0].rule.price_e4 == 7900 * E4
    deactivate_price(session, saved.uid)
    assert market(DAY).goods == {}


def test_promotions_are_saved_changed_and_put_aside(stall: Stall) -> None:
    session = stall.session
    saved = create_promotion(session, two_and_one(stall, borne_by=BorneBy.OWNER))
    assert create_promotion(session, two_and_one(stall), uid=saved.uid).id == saved.id
    assert saved.code == "PR001"
    row = promotion_rows(DAY)[0]
    assert (row.state, row.items[0].name) == (State.NOW, "ชาหญ้าหมอน้อย")
    later = replace(row.promotion, first_day=DAY + dt.timedelta(1), stacking=Stacking.CHAINED)
    update_promotion(session, saved.uid, data=later)
    assert promotion_rows(DAY)[0].state is State.COMING
    with pytest.raises(PromotionDatesError):
        update_promotion(session, saved.uid, data=replace(later, last_day=DAY))
    with pytest.raises(CodeTakenError):
        create_promotion(session, replace(ten_percent(), code="PR001"))
    with pytest.raises(BelowZeroError):
        create_promotion(
            session,
            Promotion(
                "x", PromotionKind.AMOUNT, Scope.PRODUCTS, 9000, items=(PromotionItem(Role.BUY, stall.tea),)
            ),
        )
    with pytest.raises(CouponPromotionError):
        create_coupon(session, CouponData("X", saved.uid))
    deactivate_promotion(session, saved.uid)
    assert promotion_rows(DAY)[0].state is State.ASIDE
    assert market(DAY + dt.timedelta(1)).promotions == ()
    logged = book.fetch_int("SELECT count(*) FROM event_log WHERE entity = 'promotion'")
    assert logged == 3


def test_what_it_cost_and_sold(stall: Stall) -> None:
    create_promotion(stall.session, two_and_one(stall))
    sell(stall, (stall.tea, 3, 8900), pay=17_800)
    sale = sell(stall, (stall.tea, 6, 8900), pay=35_600)
    void_sale(stall.session, sale.posted.uid, on=DAY, reason="x", uid=new_uid())
    result = promotion_results(DAY, DAY)[0]
    assert (result.bills, result.taken_off, result.sold, result.cost) == (1, 8_900, 17_800, 6_000)
    assert (result.before, result.margin, result.off_bp) == (26_700, 11_800, 3333)
    assert promotion_totals(DAY, DAY) == (8_900, 0)
    row = promotion_rows(DAY)[0]
    assert row.taken_off == 8_900


def test_why_is_said(stall: Stall) -> None:
    create_price(stall.session, stall.tea, rule=PriceRule(8000 * E4, is_members=True))
    create_promotion(stall.session, ten_percent())
    member = party(stall.session, "สมาชิก 003", member=True).uid
    draft = SaleDraft(new_uid(), (stall.line(stall.tea, 1, 8900),), priced_for=member, minute=0)
    made = deal(draft, market(DAY, everybody=True), on=DAY, channel="stall")
    line = made.lines[0]
    assert line.price is not None
    assert (line.price.why, line.price.usual_e4) == (Why.MEMBER, 8900 * E4)
    assert [(off.promotion.name, off.amount) for off in line.off] == [("ลด 10%", 800)]
    assert made.draft.lines[0].discount == 800
    assert "stall" in [each.code for each in channels()]


def test_the_receipt_names_the_promotion(stall: Stall) -> None:
    create_promotion(stall.session, two_and_one(stall))
    sale = sell(stall, (stall.soap, 1, 3500), (stall.tea, 3, 8900), pay=21_300)
    lines = receipt.build(sale.posted.number).lines
    assert [(line.note, line.discount) for line in lines] == [("", 0), ("ซื้อ 2 แถม 1", 8900)]


def test_a_promotion_that_changes_while_a_bill_is_open(stall: Stall) -> None:
    saved = create_promotion(stall.session, ten_percent())
    draft = stall.draft(stall.line(stall.tea, 1, 8900), pay=(stall.cash(8010),), minute=720)
    deactivate_promotion(stall.session, saved.uid)
    with pytest.raises(TenderShortError):
        post_sale(stall.session, draft, on=DAY)
    assert stall.session is not None
    assert promotion_totals(DAY, DAY) == (0, 0)


def test_a_failure_half_way_leaves_nothing(stall: Stall, monkeypatch: pytest.MonkeyPatch) -> None:
    before = book.fetch_int("SELECT count(*) FROM event_log")
    monkeypatch.setattr("app.services.promotions._write_items", _fail)
    with pytest.raises(RuntimeError):
        create_promotion(stall.session, two_and_one(stall))
    assert promotion_rows(DAY) == []
    assert book.fetch_int("SELECT count(*) FROM event_log") == before


def _fail(*_args: object) -> None:
    raise RuntimeError


def test_many_coupons_are_made_at_once_each_with_a_code_of_its_own(stall: Stall) -> None:
    secret = create_promotion(
        stall.session, Promotion("ลดสงกรานต์", PromotionKind.PERCENT, value=1000, needs_coupon=True)
    )
    uids = tuple(new_uid() for _each in range(40))
    data = CouponData("songkran", secret.uid, most_uses=1)
    made = create_coupons(stall.session, data, uids=uids)
    assert len(set(made.codes)) == 40
    assert all(re.fullmatch("SONGKRAN-[A-HJ-NP-Z2-9]{6}", code) for code in made.codes)
    assert create_coupons(stall.session, data, uids=uids).codes == made.codes
    assert sorted(row.coupon.code for row in coupon_rows()) == sorted(made.codes)
    for few_or_many in ((), uids * 13):
        with pytest.raises(CouponCountError):
            create_coupons(stall.session, data, uids=few_or_many)
    with pytest.raises(CouponCodeError):
        create_coupon(stall.session, replace(data, code=" "))
