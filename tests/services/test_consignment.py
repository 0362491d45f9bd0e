"""Goods of others: counted without value, sold for a commission, returned, lost, settled."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.consignment import (
    BorneBy,
    CommissionTooLargeError,
    Direction,
    FeeExceededError,
    GoodsDraft,
    GoodsLine,
    KeptMoreError,
    KeptValueError,
    Method,
    MoreThanDueError,
    MoreThanHeldError,
    MoreThereError,
    NotAShopError,
    NoTermsError,
    NothingToSettleError,
    PaidWith,
    Purpose,
    ReasonMissingError,
    SettleDraft,
    ShopDraft,
    ShopLine,
    SoldForMissingError,
    TermsData,
    WorkedDraft,
)
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.promotion import BorneBy as Bearer
from app.domain.promotion import Promotion, PromotionKind, Scope
from app.domain.purchase import CountDraft, CountLineDraft
from app.domain.sale import Condition, QuantityAlreadyReturnedError
from app.domain.session import Permission
from app.errors import Notice
from app.queries.consigned_shops import shops
from app.queries.consignment import owners, stock_of, unsettled
from app.queries.consignment_papers import paper
from app.queries.integrity import check_books
from app.queries.member_statement import member_statement
from app.queries.open_items import open_items
from app.services.catalogue import save_location
from app.services.consigned_out import bring_back, lose_at_shop, send_out, settle_shop
from app.services.consignment import change_terms, create_terms, give_back, lose, remove_terms, take_in
from app.services.processing import process_goods
from app.services.promotions import create_promotion
from app.services.recosting import recost_month
from app.services.returns import void_sale
from app.services.reversal import THEIRS_SHORT, reverse
from app.services.sales import post_sale
from app.services.settings import change_settings
from app.services.settlements import settle_owner
from app.services.stock import StockWriter, product_facts
from app.services.stock_counts import post_count
from app.services.unit_of_work import Entry, Posted, post
from db import connection as book
from tests.builders import material, party, product
from tests.stall import DAY, Stall

MILLI = 1_000
E4 = 10_000


class Shelf(Stall):
    """A stall that also has ten jars of honey of somebody at 100.00, of which she gets 80 %."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.honey = product(self.session, "น้ำผึ้งป่า", price=100_00, code="HONEY").uid
        self.owner = party(self.session, "ป้าฝาก 01", member=True).uid
        self.terms = self.agree(self.owner)
        self.bring(self.owner, (self.honey, 10))

    def agree(
        self,
        owner: bytes,
        value: int = 8_000,
        method: Method = Method.PERCENT,
        spoilage_by: BorneBy = BorneBy.GROUP,
        discount_by: BorneBy = BorneBy.GROUP,
        on: dt.date = dt.date(2026, 1, 1),
        product_uid: bytes | None = None,
    ) -> bytes:
        """What is agreed with an owner."""
        data = TermsData(Direction.IN, owner, method, value, on, product_uid, None, spoilage_by, discount_by)
        return create_terms(self.session, data).uid

    def bring(self, owner: bytes, *goods: tuple[bytes, int], on: dt.date = DAY) -> Posted:
        """Somebody brings goods."""
        return take_in(self.session, self.slip(owner, *goods), on=on)

    def slip(self, owner: bytes, *goods: tuple[bytes, int], reason: str = "") -> GoodsDraft:
        """A slip over pieces."""
        lines = tuple(GoodsLine(uid, pieces * MILLI, reason=reason) for uid, pieces in goods)
        return GoodsDraft(new_uid(), owner, lines)

    def pay(self, owner: bytes, amount: int, *, to: dt.date = DAY, charges: int = 0) -> Posted:
        """Settle with an owner for cash."""
        moneys = (PaidWith("1101", amount),) if amount else ()
        return settle_owner(self.session, SettleDraft(new_uid(), owner, to, moneys, charges), on=to)

    def owed(self, owner: bytes) -> int:
        """What the group owes an owner, by the ledger."""
        return -sum(
            item.open for item in open_items(AccountRole.CONSIGNMENT_PAYABLE) if item.party_uid == owner
        )

    def left(self, owner: bytes) -> int:
        """Pieces of an owner that lie here."""
        identity = next(each.id for each in owners() if each.uid == owner)
        return sum(each.quantity for each in stock_of(identity)) // MILLI

    def id_of(self, owner: bytes) -> int:
        """Local id of an owner."""
        return next(each.id for each in owners() if each.uid == owner)


def balance(role: AccountRole) -> int:
    """What stands on an account, credit positive."""
    return book.fetch_int(
        "SELECT coalesce(sum(b.credit - b.debit), 0) FROM month_balance b "
        "JOIN account a ON a.id = b.account_id WHERE a.role = ?",
        (role.value,),
    )


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def clean() -> None:
    assert [finding.text for finding in check_books()] == []


def test_a_sale_is_only_a_commission(shelf: Shelf) -> None:
    """Two jars at 100.00: 160.00 are owed, 40.00 are income, none of it is a sale of ours."""
    before = balance(AccountRole.SALES)
    shelf.sell(shelf.line(shelf.honey, 2, 100_00))
    assert shelf.left(shelf.owner) == 8
    assert shelf.owed(shelf.owner) == 160_00
    assert balance(AccountRole.COMMISSION_INCOME) == 40_00
    assert balance(AccountRole.SALES) == before
    assert balance(AccountRole.COST_OF_SALES) == 0
    clean()


def test_the_group_bears_a_discount_unless_it_was_agreed_otherwise(shelf: Shelf) -> None:
    shelf.sell(shelf.line(shelf.honey, 1, 100_00, discount=30_00))
    assert shelf.owed(shelf.owner) == 80_00
    assert balance(AccountRole.COMMISSION_INCOME) == -10_00
    shelf.sell(shelf.line(shelf.honey, 1, 70_00))
    assert shelf.owed(shelf.owner) == 160_00, "a price under the one on her slip is a discount"
    other = party(shelf.session, "ป้าฝาก 02").uid
    shelf.agree(other, discount_by=BorneBy.OWNER)
    shelf.bring(other, (shelf.soap, 1))
    shelf.sell(shelf.line(shelf.soap, 1, 35_00, discount=5_00))
    assert shelf.owed(other) == 28_00 - 5_00
    clean()


def test_a_fixed_amount_a_unit(shelf: Shelf) -> None:
    other = party(shelf.session, "ป้าฝาก 02").uid
    shelf.agree(other, 25_00 * E4, Method.AMOUNT, product_uid=shelf.soap)
    shelf.bring(other, (shelf.soap, 3))
    shelf.sell(shelf.line(shelf.soap, 3, 35_00))
    assert shelf.owed(other) == 75_00
    assert balance(AccountRole.COMMISSION_INCOME) == 30_00
    clean()


def test_one_line_of_others_goods_and_ours(shelf: Shelf) -> None:
    """Three teas of somebody go before ours; what comes back is ours first, then hers."""
    other = party(shelf.session, "ป้าฝาก 02").uid
    shelf.agree(other)
    shelf.bring(other, (shelf.tea, 3))
    sale = shelf.sell(shelf.line(shelf.tea, 5, 89_00))
    assert shelf.left(other) == 0
    assert balance(AccountRole.SALES) == 2 * 89_00
    assert balance(AccountRole.COST_OF_SALES) == -2 * 20_00
    owed = shelf.owed(other)
    assert owed == 213_60
    shelf.take_back(sale, 1, 3, 3 * 89_00)
    assert (shelf.left(other), balance(AccountRole.SALES)) == (1, 0)
    assert balance(AccountRole.COST_OF_SALES) == 0
    assert shelf.owed(other) == 142_40
    clean()
    shelf.take_back(sale, 1, 2, 2 * 89_00)
    assert (shelf.left(other), shelf.owed(other)) == (3, 0)
    assert balance(AccountRole.COMMISSION_INCOME) == 0
    clean()
    with pytest.raises(QuantityAlreadyReturnedError):
        shelf.take_back(sale, 1, 1, 89_00)


def test_whose_goods_go_first_is_a_setting(shelf: Shelf) -> None:
    other = party(shelf.session, "ป้าฝาก 02").uid
    shelf.agree(other)
    shelf.bring(other, (shelf.tea, 3))
    change_settings(shelf.session, {"sold_first": "own"})
    shelf.sell(shelf.line(shelf.tea, 5, 89_00))
    assert shelf.left(other) == 3
    change_settings(shelf.session, {"sold_first": "oldest"})
    third = party(shelf.session, "ป้าฝาก 03").uid
    shelf.agree(third)
    shelf.bring(third, (shelf.honey, 5), on=DAY + dt.timedelta(days=9))
    shelf.sell(shelf.line(shelf.honey, 12, 100_00), on=DAY + dt.timedelta(days=10))
    assert (shelf.left(shelf.owner), shelf.left(third)) == (0, 3)
    clean()


def test_selling_more_than_she_brought_is_told_and_stays_hers(shelf: Shelf) -> None:
    """The group never had honey: the eleventh jar is hers too, and the count goes below zero."""
    sale = shelf.sell(shelf.line(shelf.honey, 11, 100_00))
    assert sale.posted.warnings
    assert shelf.left(shelf.owner) == -1
    assert balance(AccountRole.SALES) == 0
    clean()


def test_settling_twice_pays_once(shelf: Shelf) -> None:
    shelf.sell(shelf.line(shelf.honey, 2, 100_00))
    with pytest.raises(MoreThanDueError):
        shelf.pay(shelf.owner, 160_01)
    shelf.pay(shelf.owner, 100_00)
    assert shelf.owed(shelf.owner) == 60_00
    found = unsettled(shelf.id_of(shelf.owner), DAY)
    assert (found.sheet.gross, found.sheet.carried_in, found.sheet.due) == (0, 60_00, 60_00)
    shelf.pay(shelf.owner, 50_00, charges=10_00)
    assert shelf.owed(shelf.owner) == 0
    with pytest.raises(NothingToSettleError):
        shelf.pay(shelf.owner, 0)
    clean()


def test_a_settlement_of_an_earlier_day_leaves_later_sales(shelf: Shelf) -> None:
    later = DAY + dt.timedelta(days=5)
    shelf.sell(shelf.line(shelf.honey, 1, 100_00))
    shelf.sell(shelf.line(shelf.honey, 2, 100_00), on=later)
    with pytest.raises(MoreThanDueError):
        shelf.pay(shelf.owner, 80_01)
    shelf.pay(shelf.owner, 80_00)
    found = unsettled(shelf.id_of(shelf.owner), later)
    assert (found.sheet.gross, found.sheet.commission, found.sheet.due) == (200_00, 40_00, 160_00)


def test_a_return_after_the_payout_is_carried_forward(shelf: Shelf) -> None:
    sale = shelf.sell(shelf.line(shelf.honey, 2, 100_00))
    shelf.pay(shelf.owner, 160_00)
    shelf.take_back(sale, 1, 1, 100_00)
    assert shelf.owed(shelf.owner) == -80_00
    with pytest.raises(NothingToSettleError):
        shelf.pay(shelf.owner, 0)
    shelf.sell(shelf.line(shelf.honey, 3, 100_00))
    found = unsettled(shelf.id_of(shelf.owner), DAY)
    assert (found.sheet.earned, found.sheet.carried_in, found.sheet.due) == (240_00, -80_00, 160_00)
    shelf.pay(shelf.owner, 160_00)
    assert shelf.owed(shelf.owner) == 0
    clean()


def test_she_is_never_paid_less_than_nothing(shelf: Shelf) -> None:
    """She owes 160.00 and earns 80.00: nothing is paid, 80.00 are carried."""
    sale = shelf.sell(shelf.line(shelf.honey, 2, 100_00))
    shelf.pay(shelf.owner, 160_00)
    shelf.take_back(sale, 1, 2, 200_00)
    shelf.sell(shelf.line(shelf.honey, 1, 100_00))
    with pytest.raises(MoreThanDueError):
        shelf.pay(shelf.owner, 1)
    shelf.pay(shelf.owner, 0)
    assert shelf.owed(shelf.owner) == -80_00
    assert book.fetch_int("SELECT carried_out FROM settlement ORDER BY document_id DESC") == -80_00
    clean()


def test_what_was_sold_keeps_its_split(shelf: Shelf) -> None:
    sale = shelf.sell(shelf.line(shelf.honey, 2, 100_00))
    changed = TermsData(Direction.IN, shelf.owner, Method.PERCENT, 5_000, dt.date(2026, 1, 1))
    change_terms(shelf.session, shelf.terms, data=changed)
    assert shelf.owed(shelf.owner) == 160_00
    shelf.sell(shelf.line(shelf.honey, 1, 100_00))
    assert shelf.owed(shelf.owner) == 210_00
    shelf.take_back(sale, 1, 1, 100_00)
    assert shelf.owed(shelf.owner) == 130_00
    remove_terms(shelf.session, shelf.terms)
    shelf.sell(shelf.line(shelf.honey, 1, 100_00))
    assert shelf.owed(shelf.owner) == 210_00, "the slip that the goods came with says 80 %"
    with pytest.raises(NoTermsError):
        shelf.bring(shelf.owner, (shelf.honey, 1))
    clean()


def test_goods_that_came_back_spoiled_are_borne_as_agreed(shelf: Shelf) -> None:
    sale = shelf.sell(shelf.line(shelf.honey, 2, 100_00))
    shelf.take_back(sale, 1, 1, 100_00, Condition.SPOILED)
    assert (shelf.owed(shelf.owner), shelf.left(shelf.owner)) == (160_00, 8)
    assert balance(AccountRole.SPOILED) == -80_00
    clean()
    other = party(shelf.session, "ป้าฝาก 02").uid
    shelf.agree(other, spoilage_by=BorneBy.OWNER)
    shelf.bring(other, (shelf.soap, 2))
    sale = shelf.sell(shelf.line(shelf.soap, 2, 35_00))
    shelf.take_back(sale, 1, 1, 35_00, Condition.SPOILED)
    assert (shelf.owed(other), shelf.left(other)) == (28_00, 0)
    clean()


def test_lost_goods_are_owed_by_the_rule_of_their_slip(shelf: Shelf) -> None:
    shelf.bring(shelf.owner, (shelf.soap, 2))
    goods = (
        GoodsLine(shelf.honey, 2 * MILLI, purpose=Purpose.SPOILED, reason="ขวดแตก"),
        GoodsLine(shelf.soap, MILLI, purpose=Purpose.LOST, reason="นับแล้วขาด"),
    )
    posted = lose(shelf.session, GoodsDraft(new_uid(), shelf.owner, goods), on=DAY)
    assert posted.total == 160_00 + 28_00
    assert (balance(AccountRole.SPOILED), balance(AccountRole.COUNT_LOSS)) == (-160_00, -28_00)
    found = unsettled(shelf.id_of(shelf.owner), DAY)
    assert [line.amount for line in found.lines] == [28_00, 160_00] or found.sheet.due == 188_00
    with pytest.raises(ReasonMissingError):
        lose(shelf.session, shelf.slip(shelf.owner, (shelf.honey, 1)), on=DAY)
    with pytest.raises(MoreThanHeldError):
        lose(shelf.session, shelf.slip(shelf.owner, (shelf.honey, 9), reason="หาย"), on=DAY)
    clean()
    reverse(shelf.session, posted.uid, on=DAY, reason="ลงผิด", uid=new_uid())
    assert (shelf.owed(shelf.owner), shelf.left(shelf.owner)) == (0, 12)
    clean()


def test_no_more_goes_back_than_there_is(shelf: Shelf) -> None:
    give_back(shelf.session, shelf.slip(shelf.owner, (shelf.honey, 4)), on=DAY)
    assert shelf.left(shelf.owner) == 6
    with pytest.raises(MoreThanHeldError) as caught:
        give_back(shelf.session, shelf.slip(shelf.owner, (shelf.honey, 4), (shelf.honey, 3)), on=DAY)
    assert (caught.value.data["held_milli"], caught.value.data["wanted_milli"]) == (2_000, 3_000)
    assert shelf.left(shelf.owner) == 6
    clean()


def test_undoing_a_sale_after_the_payout(shelf: Shelf) -> None:
    sale = shelf.sell(shelf.line(shelf.honey, 2, 100_00))
    settled = shelf.pay(shelf.owner, 160_00)
    void_sale(shelf.session, sale.posted.uid, on=DAY, reason="คิดผิด", uid=new_uid())
    assert (shelf.owed(shelf.owner), shelf.left(shelf.owner)) == (-160_00, 10)
    clean()
    reverse(shelf.session, settled.uid, on=DAY, reason="จ่ายผิด", uid=new_uid())
    assert shelf.owed(shelf.owner) == 0
    clean()


def test_after_a_return_was_undone_the_rest_is_right(shelf: Shelf) -> None:
    other = party(shelf.session, "ป้าฝาก 02").uid
    shelf.agree(other, 7_777)
    shelf.bring(other, (shelf.tea, 2))
    sale = shelf.sell(shelf.line(shelf.tea, 3, 89_00))
    first = shelf.take_back(sale, 1, 1, 89_00)
    shelf.take_back(sale, 1, 1, 89_00)
    reverse(shelf.session, first.posted.uid, on=DAY, reason="ลงผิด", uid=new_uid())
    shelf.take_back(sale, 1, 2, 2 * 89_00)
    assert (shelf.owed(other), shelf.left(other)) == (0, 2)
    assert balance(AccountRole.SALES) == 0
    assert balance(AccountRole.COMMISSION_INCOME) == 0
    clean()


# ---------------------------------------------------------------- ours at a shop, theirs to work on


class Shop(Shelf):
    """Also a shop that sells our tea and keeps 30 %."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.shop = party(self.session, "ร้านชุมชนปากน้ำ").uid
        self.place = save_location(self.session, "ฝากขายที่ร้านชุมชน", kind="consigned_out").id
        terms = TermsData(Direction.OUT, self.shop, Method.PERCENT, 7_000, dt.date(2026, 1, 1))
        create_terms(self.session, terms)

    def goods(self, pieces: int) -> GoodsDraft:
        lines = (GoodsLine(self.tea, pieces * MILLI),)
        return GoodsDraft(new_uid(), self.shop, lines, Direction.OUT, shop_location_id=self.place)

    def sold(self, pieces: int, gross: int, paid: int = 0, commission: int | None = None) -> Posted:
        draft = ShopDraft(
            new_uid(),
            self.shop,
            self.place,
            DAY,
            DAY,
            (ShopLine(self.tea, pieces * MILLI, gross),),
            commission,
            (PaidWith("1101", paid),) if paid else (),
        )
        return settle_shop(self.session, draft, on=DAY)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def test_goods_at_a_shop_are_sold_when_it_says_so(shop: Shop) -> None:
    send_out(shop.session, shop.goods(10), on=DAY)
    assert balance(AccountRole.SALES) == 0
    shop.sold(4, 400_00, paid=100_00)
    assert balance(AccountRole.SALES) == 400_00
    assert balance(AccountRole.COMMISSION_PAID) == -120_00
    assert balance(AccountRole.COST_OF_SALES) == -80_00
    (item,) = open_items(AccountRole.RECEIVABLE)
    assert item.open == 180_00
    clean()
    with pytest.raises(MoreThereError):
        shop.sold(7, 700_00)
    with pytest.raises(MoreThereError):
        bring_back(shop.session, shop.goods(7), on=DAY)
    with pytest.raises(CommissionTooLargeError):
        shop.sold(1, 100_00, paid=90_00, commission=20_00)
    with pytest.raises(SoldForMissingError):
        shop.sold(1, 0)
    bring_back(shop.session, shop.goods(6), on=DAY)
    clean()


def test_what_goes_bad_at_a_shop_is_our_loss(shop: Shop) -> None:
    """Two boxes at 20.00 each are spoiled there, one is missing; neither is sold."""
    send_out(shop.session, shop.goods(10), on=DAY)
    for purpose, pieces in ((Purpose.SPOILED, 2), (Purpose.LOST, 1)):
        lines = (GoodsLine(shop.tea, pieces * MILLI, purpose=purpose, reason="เปียกฝน"),)
        lose_at_shop(shop.session, replace(shop.goods(pieces), lines=lines), on=DAY)
    assert (balance(AccountRole.SPOILED), balance(AccountRole.COUNT_LOSS)) == (-40_00, -20_00)
    assert balance(AccountRole.SALES) == 0
    assert [each.quantity for each in shops()[0].goods] == [7 * MILLI]
    clean()
    with pytest.raises(ReasonMissingError):
        lose_at_shop(shop.session, shop.goods(1), on=DAY)
    lines = (GoodsLine(shop.tea, 8 * MILLI, reason="หาย"),)
    with pytest.raises(MoreThereError):
        lose_at_shop(shop.session, replace(shop.goods(8), lines=lines), on=DAY)
    (document,) = book.fetch("SELECT uid FROM document WHERE kind = 'consignment' ORDER BY id DESC LIMIT 1")
    reverse(shop.session, document[0], on=DAY, reason="เจอแล้ว", uid=new_uid())
    assert balance(AccountRole.COUNT_LOSS) == 0
    clean()


def test_what_a_shop_sold_can_be_undone(shop: Shop) -> None:
    send_out(shop.session, shop.goods(10), on=DAY)
    sold = shop.sold(4, 400_00)
    reverse(shop.session, sold.uid, on=DAY, reason="ลงผิด", uid=new_uid())
    assert balance(AccountRole.SALES) == balance(AccountRole.COMMISSION_PAID) == 0
    shop.sold(10, 1000_00, commission=0)
    assert balance(AccountRole.SALES) == 1000_00
    clean()


def test_goods_go_only_to_a_place_of_somebody_else(shop: Shop) -> None:
    with pytest.raises(NotAShopError):
        send_out(shop.session, replace(shop.goods(1), shop_location_id=1), on=DAY)
    send_out(shop.session, replace(shop.goods(1), shop_location_id=None), on=DAY)
    send_out(shop.session, replace(shop.goods(1), uid=new_uid(), shop_location_id=None), on=DAY)
    (found,) = shops()
    assert (found.location, [each.quantity for each in found.goods]) == ("ร้านชุมชนปากน้ำ", [2 * MILLI])
    with pytest.raises(NoTermsError):
        send_out(shop.session, replace(shop.goods(1), party_uid=shop.owner), on=DAY)


def test_work_on_somebodys_material(shelf: Shelf) -> None:
    """Ten kilos of paddy become six of rice for 60.00; both are hers, only the fee is ours."""
    paddy = material(shelf.session, "ข้าวเปลือก").uid
    rice = product(shelf.session, "ข้าวสาร", unit="กก.").uid
    fee = TermsData(Direction.PROCESSING, shelf.owner, Method.AMOUNT, 6_00 * E4, dt.date(2026, 1, 1))
    create_terms(shelf.session, fee)
    lines = (GoodsLine(paddy, 10 * MILLI),)
    take_in(shelf.session, GoodsDraft(new_uid(), shelf.owner, lines, Direction.PROCESSING), on=DAY)
    worked = WorkedDraft(
        new_uid(),
        shelf.owner,
        (GoodsLine(paddy, 10 * MILLI),),
        (GoodsLine(rice, 6 * MILLI),),
        60_00,
        (PaidWith("1101", 20_00),),
    )
    posted = process_goods(shelf.session, worked, on=DAY)
    assert posted.total == balance(AccountRole.SERVICE_INCOME) == 60_00
    assert [item.open for item in open_items(AccountRole.RECEIVABLE)] == [40_00]
    clean()
    shelf.buy((rice, 5, 100_00))
    shelf.sell(shelf.line(rice, 6, 50_00))
    assert balance(AccountRole.SALES) == 300_00, "rice that is hers to take home is not sold"
    with pytest.raises(MoreThanHeldError):
        process_goods(shelf.session, replace(worked, uid=new_uid()), on=DAY)
    shelf.bring(shelf.owner, (rice, 2))
    back = GoodsDraft(new_uid(), shelf.owner, (GoodsLine(rice, 6 * MILLI),))
    give_back(shelf.session, back, on=DAY)
    shelf.sell(shelf.line(rice, 1, 60_00))
    assert shelf.owed(shelf.owner) == 48_00, "what she brought to sell can be sold again"
    clean()


class Mill(Shelf):
    """A hundred kilos of a member's paddy, to be milled."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.paddy = material(self.session, "ข้าวเปลือก").uid
        self.rice = product(self.session, "ข้าวสาร", unit="กก.", price=40_00).uid
        data = TermsData(Direction.PROCESSING, self.owner, Method.AMOUNT, 0, dt.date(2026, 1, 1))
        create_terms(self.session, data)
        lines = (GoodsLine(self.paddy, 100 * MILLI),)
        take_in(self.session, GoodsDraft(new_uid(), self.owner, lines, Direction.PROCESSING), on=DAY)

    def worked(self, fee: int, kept: int, each: int = 40_00, paid: int = 0) -> WorkedDraft:
        """A hundred kilos of paddy become sixty of rice, of which so much is kept."""
        return WorkedDraft(
            new_uid(),
            self.owner,
            (GoodsLine(self.paddy, 100 * MILLI),),
            (GoodsLine(self.rice, 60 * MILLI),),
            fee,
            (PaidWith("1101", paid),) if paid else (),
            kept=(GoodsLine(self.rice, kept * MILLI, each * E4),) if kept else (),
        )


@pytest.fixture
def mill(tmp_path: Path) -> Mill:
    return Mill(tmp_path)


def test_a_fee_in_goods(mill: Mill) -> None:
    """300.00 for milling: six kilos at 40.00 stay with us, 20.00 are paid, 40.00 are owed."""
    before = balance(AccountRole.STOCK_PRODUCT)
    posted = process_goods(mill.session, mill.worked(300_00, 6, paid=20_00), on=DAY)
    assert balance(AccountRole.SERVICE_INCOME) == 300_00
    assert balance(AccountRole.STOCK_PRODUCT) == before - 240_00
    assert [item.open for item in open_items(AccountRole.RECEIVABLE)] == [40_00]
    there = {each.name: each.quantity for each in stock_of(mill.id_of(mill.owner))}
    assert there["ข้าวสาร"] == 54 * MILLI
    assert "ข้าวเปลือก" not in there
    fee = paper(posted.number).fee
    assert fee is not None
    assert (fee.fee, fee.kept, fee.paid) == (300_00, 240_00, 20_00)
    clean()
    mill.sell(mill.line(mill.rice, 10, 40_00))
    assert balance(AccountRole.SALES) == 400_00
    assert {each.name: each.quantity for each in stock_of(mill.id_of(mill.owner))}["ข้าวสาร"] == 54 * MILLI
    back = GoodsDraft(new_uid(), mill.owner, (GoodsLine(mill.rice, 54 * MILLI),), Direction.PROCESSING)
    give_back(mill.session, back, on=DAY)
    clean()


def test_a_fee_in_goods_can_be_undone(mill: Mill) -> None:
    before = balance(AccountRole.STOCK_PRODUCT)
    posted = process_goods(mill.session, mill.worked(240_00, 6), on=DAY)
    reverse(mill.session, posted.uid, on=DAY, reason="ผิดคน", uid=new_uid())
    assert balance(AccountRole.STOCK_PRODUCT) == before
    assert balance(AccountRole.SERVICE_INCOME) == 0
    assert list(open_items(AccountRole.RECEIVABLE)) == []
    there = {each.name: each.quantity for each in stock_of(mill.id_of(mill.owner))}
    assert there["ข้าวเปลือก"] == 100 * MILLI
    assert "ข้าวสาร" not in there
    clean()


def test_a_fee_in_goods_that_cannot_be(mill: Mill) -> None:
    for worked, error in (
        (mill.worked(200_00, 6), FeeExceededError),
        (mill.worked(240_00, 6, paid=1), FeeExceededError),
        (mill.worked(2_440_00, 61), KeptMoreError),
        (mill.worked(240_00, 6, each=0), KeptValueError),
    ):
        with pytest.raises(error):
            process_goods(mill.session, worked, on=DAY)
    assert balance(AccountRole.SERVICE_INCOME) == 0
    clean()


def test_a_sheet_says_each_sale_once(shelf: Shelf) -> None:
    """Paid in part: what stays is carried over, and the next sheet lists only what was sold since."""
    shelf.sell(shelf.line(shelf.honey, 2, 100_00))
    shelf.sell(shelf.line(shelf.honey, 1, 100_00))
    shelf.pay(shelf.owner, 100_00)
    found = unsettled(shelf.id_of(shelf.owner), DAY)
    assert (found.lines, found.sheet.gross, found.sheet.carried_in) == ((), 0, 140_00)
    shelf.sell(shelf.line(shelf.honey, 1, 100_00))
    found = unsettled(shelf.id_of(shelf.owner), DAY)
    assert [line.quantity for line in found.lines] == [MILLI]
    assert (found.sheet.gross, found.sheet.earned, found.sheet.due) == (100_00, 80_00, 220_00)
    shelf.pay(shelf.owner, 220_00)
    assert shelf.owed(shelf.owner) == 0
    clean()


def test_a_sheet_names_what_was_lost(shelf: Shelf) -> None:
    shelf.sell(shelf.line(shelf.honey, 1, 100_00))
    lose(shelf.session, shelf.slip(shelf.owner, (shelf.honey, 1), reason="แตก"), on=DAY)
    paid = shelf.pay(shelf.owner, 160_00)
    settled = paper(paid.number).settlement
    assert settled is not None
    assert [(line.gross, line.is_lost) for line in settled.lines] == [(100_00, False), (80_00, True)]


def test_check_names_a_split_without_its_debt(shelf: Shelf) -> None:
    def write(entry: Entry) -> None:
        entry.document(DocumentKind.CONSIGNMENT, DAY)
        entry.add(
            "consignment_sale",
            for_line=1,
            party_id=shelf.id_of(shelf.owner),
            product_id=product_facts(shelf.honey).id,
            method="percent",
            value=8_000,
            discount_by="group",
            quantity=MILLI,
            listed=100_00,
            paid=100_00,
            owner_amount=80_00,
            commission=20_00,
        )

    posted = post(shelf.session, Permission.KEEP_CONSIGNMENT, new_uid(), write)
    codes = {finding.code for finding in check_books() if finding.document == posted.number}
    assert {"consigned_owed", "consigned_stock"} <= codes


def test_the_members_statement_knows_her_goods(shelf: Shelf) -> None:
    shelf.sell(shelf.line(shelf.honey, 3, 100_00))
    found = member_statement(shelf.id_of(shelf.owner), DAY, DAY)
    assert [(each.quantity, each.amount) for each in found.consigned_sold] == [(3_000, 240_00)]
    assert [each.quantity for each in found.consigned] == [7_000]
    assert found.hers == 240_00


def test_a_registered_group_pays_tax_on_its_commission(shelf: Shelf) -> None:
    """Of 107.00 for three jars 80 % are hers; of the commission of 21.40 the tax is 1.40."""
    change_settings(shelf.session, {"vat_registered_from": DAY.replace(day=1).isoformat()})
    sale = shelf.sell(shelf.line(shelf.honey, 1, 107_00), shelf.line(shelf.tea, 1, 107_00))
    assert shelf.owed(shelf.owner) == 85_60
    assert balance(AccountRole.COMMISSION_INCOME) == 20_00
    assert balance(AccountRole.OUTPUT_VAT) == 7_00 + 1_40
    assert balance(AccountRole.SALES) == 100_00
    clean()
    shelf.take_back(sale, 1, 1, 107_00)
    shelf.take_back(sale, 2, 1, 107_00)
    assert shelf.owed(shelf.owner) == 0
    assert balance(AccountRole.OUTPUT_VAT) == balance(AccountRole.COMMISSION_INCOME) == 0
    assert balance(AccountRole.SALES) == 0
    clean()


def test_a_whole_bill_discount_is_shared_over_all_owners(shelf: Shelf) -> None:
    other = party(shelf.session, "ป้าฝาก 02").uid
    shelf.agree(other, discount_by=BorneBy.OWNER)
    shelf.bring(other, (shelf.tea, 1))
    lines = (shelf.line(shelf.honey, 1, 100_00), shelf.line(shelf.tea, 2, 100_00))
    draft = shelf.draft(*lines, pay=(shelf.cash(270_00),), bill_discount=30_00)
    post_sale(shelf.session, draft, on=DAY)
    assert shelf.owed(shelf.owner) == 80_00, "the group gave it"
    assert shelf.owed(other) == 80_00 - 10_00, "her own tenth"
    assert balance(AccountRole.SALES) == 90_00
    clean()


def test_goods_carried_to_the_stall_stay_their_owners(shelf: Shelf) -> None:
    stall = save_location(shelf.session, "แผงตลาดนัด").id
    honey = product_facts(shelf.honey)

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.STOCK_TRANSFER, DAY)
        StockWriter(entry).transfer(honey, 4 * MILLI, from_id=1, to_id=stall)

    post(shelf.session, Permission.SELL, new_uid(), write)
    pay = (shelf.cash(100_00),)
    post_sale(
        shelf.session, shelf.draft(shelf.line(shelf.honey, 1, 100_00), pay=pay), on=DAY, location_id=stall
    )
    assert shelf.owed(shelf.owner) == 80_00
    assert shelf.left(shelf.owner) == 9
    clean()


def test_a_promotion_of_the_owner_is_borne_by_her(shelf: Shelf) -> None:
    made = Promotion("ลดสิบ", PromotionKind.PERCENT, Scope.BILL, 1_000, borne_by=Bearer.OWNER)
    create_promotion(shelf.session, made)
    draft = replace(shelf.draft(shelf.line(shelf.honey, 1, 100_00), pay=(shelf.cash(90_00),)), minute=600)
    post_sale(shelf.session, draft, on=DAY)
    assert shelf.owed(shelf.owner) == 70_00
    assert balance(AccountRole.COMMISSION_INCOME) == 20_00
    clean()


def test_costs_are_worked_out_again_without_others_goods(shelf: Shelf) -> None:
    other = party(shelf.session, "ป้าฝาก 02").uid
    shelf.agree(other)
    shelf.bring(other, (shelf.tea, 1))
    shelf.sell(shelf.line(shelf.tea, 3, 89_00))
    shelf.buy((shelf.tea, 10, 400_00), on=DAY.replace(day=1))
    recost_month(shelf.session, DAY.replace(day=1), uid=new_uid())
    assert shelf.owed(other) == 71_20
    clean()


def test_a_count_that_misses_others_goods_owes_them(shelf: Shelf) -> None:
    """Two of ten jars are missing; of 20 teas of ours and 3 of hers all ours and one of hers."""
    shelf.bring(shelf.owner, (shelf.tea, 3))
    lines = (
        CountLineDraft(shelf.honey, 8 * MILLI, 10 * MILLI, "หาย"),
        CountLineDraft(shelf.tea, 2 * MILLI, 23 * MILLI, "หาย"),
    )
    posted = post_count(shelf.session, CountDraft(new_uid(), lines), on=DAY)
    assert shelf.owed(shelf.owner) == 160_00 + 71_20
    assert balance(AccountRole.COUNT_LOSS) == -(160_00 + 71_20 + 400_00)
    assert shelf.left(shelf.owner) == 8 + 2
    clean()
    assert unsettled(shelf.id_of(shelf.owner), DAY).sheet.due == 231_20
    reverse(shelf.session, posted.uid, on=DAY, reason="นับผิด", uid=new_uid())
    assert (shelf.owed(shelf.owner), shelf.left(shelf.owner)) == (0, 13)
    clean()


def test_an_intake_of_what_was_sold_is_not_undone_in_silence(shelf: Shelf) -> None:
    late = shelf.bring(shelf.owner, (shelf.honey, 5))
    unsold = reverse(shelf.session, late.uid, on=DAY, reason="ลงซ้ำ", uid=new_uid())
    assert unsold.warnings == ()
    again = shelf.bring(shelf.owner, (shelf.honey, 5))
    shelf.sell(shelf.line(shelf.honey, 12, 100_00), pay=(shelf.cash(1_200_00),))
    undone = reverse(shelf.session, again.uid, on=DAY, reason="ไม่ได้รับของ", uid=new_uid())
    (warning,) = undone.warnings
    assert warning == Notice(THEIRS_SHORT, name="น้ำผึ้งป่า", owner="ป้าฝาก 01", quantity_milli=2 * MILLI)
    sold = shelf.sell(shelf.line(shelf.honey, 1, 100_00), pay=(shelf.cash(100_00),))
    void = void_sale(shelf.session, sold.posted.uid, on=DAY, reason="กดผิด", uid=new_uid())
    assert [each for each in void.warnings if each.message == THEIRS_SHORT] == [], "goods come back"
