"""Gifts given and received, and the register of what partners have and need."""

from pathlib import Path

import pytest

from app.domain.barter import FreightAloneError, PartnerMissingError
from app.domain.document import new_uid
from app.domain.gift import GiftDraft, GiftLineDraft, GiftPurpose, GiftPurposeError, GiftValueError, GiftWay
from app.domain.money import E4, MILLI
from app.domain.partner import GoodsMissingError, GoodsSide, Help, PartnerGoodsData, matches
from app.domain.price_choice import PriceRule
from app.domain.purchase import EmptyDocumentError, LineAmountError
from app.domain.relief import ReliefDraft, ReliefLineDraft, ReliefReasonError
from app.domain.vat import VatClass
from app.queries.balances import balances
from app.queries.gifts import gifts, partner_goods, relief_sales
from app.queries.integrity import check_books
from app.queries.tax import left_goods
from app.services.gifts import post_gift
from app.services.partners import add_partner_goods, change_partner_goods, put_goods_aside
from app.services.products import set_vat_class
from app.services.promotions import create_price
from app.services.records import NotFoundError
from app.services.relief import post_relief_sale
from app.services.reversal import reverse
from app.services.sales import post_sale
from app.services.settings import change_settings
from app.services.unit_of_work import Posted
from db import connection as book
from tests.builders import party
from tests.stall import DAY, Stall

FIRST, END = DAY.replace(day=1), DAY.replace(day=31)


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


def of(*roles: str) -> tuple[int, ...]:
    found = {each.role: each.balance for each in balances(END)}
    return tuple(found.get(role, 0) for role in roles)


def hand(
    stall: Stall, way: GiftWay, purpose: GiftPurpose, *goods: tuple[bytes, int, int], **more: object
) -> Posted:
    """(product, pieces, satang for all of them)."""
    lines = tuple(GiftLineDraft(uid, pieces * MILLI, "ชิ้น", value) for uid, pieces, value in goods)
    return post_gift(stall.session, GiftDraft(new_uid(), way, purpose, lines, **more), on=DAY)  # type: ignore[arg-type]


def test_what_is_given_leaves_at_cost_without_income(stall: Stall) -> None:
    stock, income = of("stock_product", "sales")
    hand(stall, GiftWay.GIVEN, GiftPurpose.SAMPLE, (stall.tea, 2, 178_00))
    hand(stall, GiftWay.GIVEN, GiftPurpose.RELIEF, (stall.tea, 3, 0), (stall.soap, 2, 70_00))
    assert of("stock_product", "samples", "sales") == (stock - 125_00, 125_00, income)
    rows = gifts(FIRST, END)
    assert [(each.purpose, each.cost) for each in rows] == [
        (GiftPurpose.RELIEF, 60_00),
        (GiftPurpose.RELIEF, 25_00),
        (GiftPurpose.SAMPLE, 40_00),
    ]
    moves = book.fetch("SELECT purpose FROM stock_move WHERE quantity < 0 ORDER BY document_id, line_no")
    assert moves == [("sample",), ("gift",), ("gift",)]
    assert check_books() == []


def test_what_comes_as_a_gift_is_a_donation_at_fair_value(stall: Stall) -> None:
    stock, cash = of("stock_product", "cash")
    hand(
        stall,
        GiftWay.RECEIVED,
        GiftPurpose.GIFT,
        (stall.tea, 10, 300_00),
        freight=20_00,
        freight_account="1101",
    )
    assert of("stock_product", "donation_income", "cash") == (stock + 320_00, -300_00, cash - 20_00)
    assert check_books() == []


def test_what_a_member_brings_is_capital(stall: Stall) -> None:
    member = party(stall.session, "สมาชิก 002", member=True).uid
    hand(stall, GiftWay.RECEIVED, GiftPurpose.GIFT, (stall.tea, 1, 30_00), party_uid=member)
    assert of("donation_income", "contributed_capital") == (0, -30_00)


def test_undone(stall: Stall) -> None:
    before = of("stock_product", "samples")
    posted = hand(stall, GiftWay.GIVEN, GiftPurpose.OWN_USE, (stall.tea, 2, 178_00))
    reverse(stall.session, posted.uid, on=DAY, reason="ผิด", uid=new_uid())
    assert of("stock_product", "samples") == before
    assert [each.stands for each in gifts(FIRST, END)] == [False]
    assert check_books() == []


def test_tax_of_a_registered_group_finds_what_was_given(stall: Stall) -> None:
    set_vat_class(stall.session, stall.tea, vat_class=VatClass.TAXABLE)
    change_settings(stall.session, {"vat_registered_from": FIRST.isoformat()})
    posted = hand(stall, GiftWay.GIVEN, GiftPurpose.GIFT, (stall.tea, 2, 178_00))
    assert [each.uid for each in left_goods(FIRST, END)] == [posted.uid]


def test_what_is_refused(stall: Stall) -> None:
    with pytest.raises(EmptyDocumentError):
        hand(stall, GiftWay.GIVEN, GiftPurpose.GIFT)
    with pytest.raises(LineAmountError):
        hand(stall, GiftWay.GIVEN, GiftPurpose.GIFT, (stall.tea, 0, 1))
    with pytest.raises(GiftPurposeError):
        hand(stall, GiftWay.RECEIVED, GiftPurpose.SAMPLE, (stall.tea, 1, 1))
    with pytest.raises(GiftValueError):
        hand(stall, GiftWay.RECEIVED, GiftPurpose.GIFT, (stall.tea, 1, 0))
    with pytest.raises(FreightAloneError):
        hand(stall, GiftWay.GIVEN, GiftPurpose.GIFT, (stall.tea, 1, 1), freight=1)


def test_who_has_what_we_need(stall: Stall) -> None:
    sea, hill = party(stall.session, "กลุ่มประมงพื้นบ้าน").uid, party(stall.session, "กลุ่มชาวเขา").uid

    def enter(who: bytes, side: GoodsSide, words: str = "", product: bytes | None = None) -> bytes:
        return add_partner_goods(stall.session, PartnerGoodsData(who, side, words, product)).uid

    stall.sell(stall.line(stall.soap, 20, 35_00))
    soap = enter(sea, GoodsSide.HAS, product=stall.soap)
    enter(sea, GoodsSide.HAS, "ปลาแห้ง")
    enter(hill, GoodsSide.NEEDS, " ปลาแห้ง ")
    enter(hill, GoodsSide.NEEDS, "ชา", stall.tea)
    found = [
        (each.help, each.goods.name, each.other and each.other.party) for each in matches(partner_goods())
    ]
    assert found == [
        (Help.THEY_HAVE, "น้ำยาล้างจาน", None),
        (Help.WE_HAVE, "ชา", None),
        (Help.THEIRS, "ปลาแห้ง", "กลุ่มชาวเขา"),
    ]
    put_goods_aside(stall.session, soap)
    assert Help.THEY_HAVE not in [each.help for each in matches(partner_goods())]
    data = PartnerGoodsData(sea, GoodsSide.HAS, "ปลาเค็ม", None, 5 * MILLI, "กก.", 120_00 * E4, "ม.ค.–มี.ค.")
    change_partner_goods(stall.session, soap, data=data)
    row = next(each for each in partner_goods() if each.uid == soap)
    assert (row.description, row.quantity_milli, row.product_uid, row.season) == (
        "ปลาเค็ม",
        5_000,
        None,
        "ม.ค.–มี.ค.",
    )
    assert check_books() == []


def test_lines_of_partners_that_cannot_be(stall: Stall) -> None:
    who = party(stall.session, "กลุ่มชาวเขา").uid
    for data, error in (
        (PartnerGoodsData(None, GoodsSide.HAS, "ข้าว"), PartnerMissingError),
        (PartnerGoodsData(who, GoodsSide.HAS, " "), GoodsMissingError),
        (PartnerGoodsData(who, GoodsSide.HAS, "ข้าว", quantity_milli=0), LineAmountError),
        (PartnerGoodsData(who, GoodsSide.HAS, "ข้าว", price_e4=-1), LineAmountError),
        (PartnerGoodsData(who, GoodsSide.HAS, "ข้าว", new_uid()), NotFoundError),
        (PartnerGoodsData(new_uid(), GoodsSide.HAS, "ข้าว"), PartnerMissingError),
    ):
        with pytest.raises(error):
            add_partner_goods(stall.session, data)
    with pytest.raises(NotFoundError):
        put_goods_aside(stall.session, new_uid())
    assert partner_goods() == ()


class TestRelief:
    """Sold below the price on purpose: an ordinary sale, with what the group gave up beside it."""

    def draft(self, stall: Stall, *goods: tuple[bytes, int, int], reason: str = "น้ำท่วม") -> ReliefDraft:
        lines = tuple(ReliefLineDraft(uid, pieces * MILLI, "ชิ้น", price * E4) for uid, pieces, price in goods)
        return ReliefDraft(new_uid(), lines, reason, stall.tenders["cash"])

    def test_the_gap_is_shown_and_not_posted(self, stall: Stall) -> None:
        (cash,) = of("cash")
        sold = post_relief_sale(
            stall.session, self.draft(stall, (stall.tea, 10, 50_00), (stall.soap, 1, 35_00)), on=DAY
        )
        assert of("sales", "cash") == (-535_00, cash + 535_00)
        (row,) = relief_sales(FIRST, END)
        assert (row.description, row.amount, row.normal_price_e4, row.gap) == (
            "ชาหญ้าหมอน้อย",
            500_00,
            89_00 * E4,
            390_00,
        )
        assert book.fetch("SELECT channel FROM sale") == [("relief",)]
        stall.take_back(sold, 1, 4, 200_00)
        assert [each.gap for each in relief_sales(FIRST, END)] == [390_00, -156_00]
        assert check_books() == []

    def test_it_needs_its_reason(self, stall: Stall) -> None:
        with pytest.raises(ReliefReasonError):
            post_relief_sale(stall.session, self.draft(stall, (stall.tea, 1, 1_00), reason=" "), on=DAY)

    def test_a_relief_price_by_rule_is_not_said_twice(self, stall: Stall) -> None:
        create_price(stall.session, stall.tea, rule=PriceRule(60_00 * E4, is_relief=True))
        sold = stall.draft(stall.line(stall.tea, 2, 89_00), pay=(stall.cash(120_00),), minute=600)
        post_sale(stall.session, sold, on=DAY, channel="relief")
        (row,) = relief_sales(FIRST, END)
        assert (row.amount, row.gap) == (120_00, 58_00)
        assert check_books() == []
