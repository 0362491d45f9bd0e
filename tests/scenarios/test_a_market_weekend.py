"""A weekend at the market, from loading the car to paying the member whose honey was sold.

Three hundred customers on two days; a promotion on Saturday, three for a price, a coupon with a limit;
a member's goods on the same stall; money that a wallet's office passes on later; an order with a deposit;
a barter; a bill voided, goods brought back by customers; two drawers closed, one short and one over.
A sheet kept with a pencil says what must come out.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.barter import BarterDraft, BarterLineDraft
from app.domain.consignment import Direction, GoodsDraft, GoodsLine, Method, PaidWith, SettleDraft, TermsData
from app.domain.coupon import CouponData, CouponUsedError
from app.domain.document import new_uid
from app.domain.drawer import Purpose
from app.domain.gift import GiftDraft, GiftLineDraft, GiftPurpose, GiftWay
from app.domain.ledger import AccountRole, ProductKind
from app.domain.market_event import BackLine, BringBackDraft, EventData, TakenLine, TakeOutDraft
from app.domain.money import E4, MILLI
from app.domain.pre_order import OrderDraft, OrderLineDraft
from app.domain.promotion import Promotion, PromotionItem, PromotionKind, Role, Scope
from app.domain.sale import Condition, SaleReturnDraft, SaleReturnLineDraft
from app.domain.settling import MoneyDraft, PickDraft, ReceiveDraft
from app.queries.barter import barters
from app.queries.catalogue import tenders
from app.queries.consignment import owners, stock_of, unsettled
from app.queries.drawer import drawer_sheet
from app.queries.integrity import check_books
from app.queries.market_events import at_stall, event_by_uid, event_sheet
from app.queries.pre_orders import open_orders
from app.queries.promotions import coupon_results, promotion_results
from app.services.barter import post_barter
from app.services.books import close_book
from app.services.catalogue import TenderData, save_tender
from app.services.consignment import create_terms, give_back, take_in
from app.services.deposits import DepositDraft, take_deposit
from app.services.gifts import post_gift
from app.services.journal import account_id
from app.services.market_events import bring_back, close_event, create_event, post_event_cost, take_out
from app.services.order_delivery import HandOverDraft, hand_over
from app.services.pre_orders import create_order
from app.services.promotions import create_coupon, create_promotion
from app.services.returns import post_return, void_sale
from app.services.sales import PostedSale, post_sale
from app.services.settlements import settle_owner
from app.services.settling import receive_money
from db import connection as book
from reports.catalogue import KINDS
from reports.common import Span
from reports.kinds import Question
from tests.builders import expense, party, product
from tests.drawers import closed, moved, opened
from tests.scenarios.weekend_on_paper import PRICES, SATURDAY, SUNDAY, Bill, Weekend, bills
from tests.stall import Stall

FRIDAY = dt.date(2026, 10, 9)
DAYS = (dt.date(2026, 10, 10), dt.date(2026, 10, 11))
MONDAY = dt.date(2026, 10, 12)
PLACE = 2
"""The stall among the places of stock."""
FLOAT = 500_00
CASH = "1101"
STALL_FEE = "5401"
MORNING = 9 * 60


class Market(Stall):
    """The stall on its weekend, and the pencilled sheet beside it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.goods = {"kapi": self.kapi, "tea": self.tea, "soap": self.soap}
        self.goods["honey"] = product(self.session, "น้ำผึ้งป่า", price=PRICES["honey"], code="HONEY").uid
        self.fish = product(self.session, "ปลาแห้ง", unit="กก.", kind=ProductKind.MATERIAL, price=None).uid
        self.owner = party(self.session, "สมาชิก ดาว", member=True).uid
        self.partner = party(self.session, "กลุ่มประมงพื้นบ้าน").uid
        self.office = party(self.session, "สำนักงานกระเป๋าเงิน")
        wallet = TenderData(
            "กระเป๋าเงินของรัฐ",
            "other",
            account_id(AccountRole.TENDER_RECEIVABLE),
            payer_id=self.office.id,
            settle_days=2,
        )
        saved = save_tender(self.session, wallet)
        self.tenders["wallet"] = next(each.uid for each in tenders() if each.id == saved.id)
        self.paper = Weekend()
        self.posted: list[tuple[Bill, PostedSale]] = []
        self.cash_before = money(AccountRole.CASH)

    def prepare(self) -> None:
        """Friday: goods, agreements, promotions, and what goes into the car."""
        self.buy(
            (self.kapi, 380, 11_400_00), (self.tea, 380, 7_600_00), (self.soap, 380, 4_750_00), on=FRIDAY
        )
        terms = TermsData(Direction.IN, self.owner, Method.PERCENT, 80_00, FRIDAY)
        create_terms(self.session, terms)
        slip = GoodsDraft(new_uid(), self.owner, (GoodsLine(self.goods["honey"], 60 * MILLI),))
        take_in(self.session, slip, on=FRIDAY)
        only = {name: (PromotionItem(Role.BUY, uid),) for name, uid in self.goods.items()}
        self.promotions = {
            "saturday": Promotion(
                "วันเสาร์ลด 10%",
                PromotionKind.PERCENT,
                Scope.PRODUCTS,
                10_00,
                weekdays=32,
                items=only["kapi"],
            ),
            "three": Promotion(
                "ชา 3 กล่อง 240",
                PromotionKind.SET_PRICE,
                Scope.PRODUCTS,
                240_00,
                buy_quantity=3 * MILLI,
                items=only["tea"],
            ),
            "paper": Promotion(
                "คูปองลด 20", PromotionKind.AMOUNT, value=20_00, from_amount=200_00, needs_coupon=True
            ),
        }
        made = {name: create_promotion(self.session, data).uid for name, data in self.promotions.items()}
        create_coupon(self.session, CouponData("SAVE20", made["paper"], most_uses=3))
        event = EventData("ตลาดนัดวัดใหม่", *DAYS, place="ลานวัด", location_id=PLACE, hours_milli=12_000)
        self.event = create_event(self.session, event).uid
        taken = tuple(TakenLine(self.goods[name], 350 * MILLI) for name in ("kapi", "tea", "soap"))
        taken += (TakenLine(self.goods["honey"], 60 * MILLI),)
        take_out(self.session, TakeOutDraft(new_uid(), self.event, taken), on=FRIDAY)

    def serve(self, bill: Bill) -> PostedSale:
        """One customer at the till."""
        coupons = ("SAVE20",) if bill.is_coupon else ()
        draft = self.draft(
            *(self.line(self.goods[name], pieces, PRICES[name]) for name, pieces in bill.goods.items()),
            pay=(
                self.cash(bill.paid) if bill.by == "cash" else self.by(bill.by, bill.paid, reference="ตค1"),
            ),
            party_uid=self.customer if bill.by == "account" else None,
            minute=MORNING,
            coupons=coupons,
        )
        sold = post_sale(self.session, draft, on=DAYS[bill.day])
        assert sold.posted.total == bill.paid, bill
        self.paper.sell(bill)
        self.posted.append((bill, sold))
        return sold

    def bring(self, sold: PostedSale, refund: int, day: int, line_no: int = 1) -> None:
        """One piece of a line comes back for cash."""
        draft = SaleReturnDraft(
            new_uid(),
            sold.posted.uid,
            (SaleReturnLineDraft(line_no, MILLI, Condition.SELLABLE),),
            (self.cash(refund),),
        )
        assert post_return(self.session, draft, on=DAYS[day]).posted.total == -refund
        self.paper.cash[day] -= refund
        self.paper.by["cash"] -= refund

    def first(self, day: int, **goods: int) -> tuple[Bill, PostedSale]:
        """The first cash bill of a day over just these goods."""
        return next(
            (bill, sold)
            for bill, sold in self.posted
            if bill.day == day and bill.goods == goods and bill.by == "cash"
        )


def money(role: AccountRole) -> int:
    """What stands on the accounts of a role, debit above zero."""
    return book.fetch_int(
        "SELECT coalesce(sum(j.amount), 0) FROM journal_line j JOIN account a ON a.id = j.account_id "
        "WHERE a.role = ?",
        (role.value,),
    )


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    made = Market(tmp_path)
    yield made
    assert check_books() == []
    close_book()


def test_a_weekend_at_the_market(market: Market) -> None:
    paper, session = market.paper, market.session
    market.prepare()

    # Saturday: a float, an order with its deposit, a hundred and fifty customers.
    saturday = opened(session, FLOAT, on=DAYS[SATURDAY], location_id=PLACE, event_uid=market.event)
    for bill in bills(SATURDAY):
        market.serve(bill)
    order = create_order(
        session,
        OrderDraft(
            new_uid(),
            market.customer,
            (OrderLineDraft(market.tea, 10 * MILLI, "กล่อง", 89_00 * E4),),
            DAYS[SATURDAY],
            DAYS[SUNDAY],
        ),
    ).uid
    deposit = DepositDraft(new_uid(), order, (MoneyDraft(CASH, 300_00),))
    take_deposit(session, deposit, on=DAYS[SATURDAY])
    paper.cash[SATURDAY] += 300_00
    # One jar of shrimp paste comes back at what was paid for it; a bill is voided.
    bill, sold = market.first(SATURDAY, kapi=2)
    market.bring(sold, bill.paid // 2, SATURDAY)
    paper.sold["kapi"] -= 1
    paper.gone["kapi"] -= 1
    paper.sales -= bill.paid // 2
    paper.off["saturday"] -= bill.off["saturday"] // 2
    bill, sold = market.first(SATURDAY, tea=2, soap=2)
    void_sale(session, sold.posted.uid, on=DAYS[SATURDAY], reason="พิมพ์ผิด", uid=new_uid())
    paper.sell(bill, -1)
    # Ice out of the drawer, most of the notes into the safe, and five baht are missing in the evening.
    ice = expense((STALL_FEE, 60_00, "น้ำแข็ง"), paid=60_00)
    post_event_cost(session, ice, event_uid=market.event, on=DAYS[SATURDAY])
    moved(session, Purpose.DROP, 2_000_00, on=DAYS[SATURDAY])
    lies = FLOAT + paper.cash[SATURDAY] - 60_00 - 2_000_00
    paper.short = lies - in_coins(lies - 5_00)
    closed(session, saturday, lies - paper.short, on=DAYS[SATURDAY], reason="ทอนผิด")

    # Sunday: the order is fetched, an old debt is paid, dried fish comes for shrimp paste and soap.
    sunday = opened(session, FLOAT, on=DAYS[SUNDAY], location_id=PLACE, event_uid=market.event)
    for bill in bills(SUNDAY):
        market.serve(bill)
    with pytest.raises(CouponUsedError):
        market.serve(Bill({"soap": 6}, "cash", 190_00, {}, True, SUNDAY))
    fetched = HandOverDraft(new_uid(), order, tenders=(market.cash(890_00 - 300_00),))
    handed = hand_over(session, fetched, on=DAYS[SUNDAY])
    assert handed.posted.total == 890_00
    paper.sold["tea"] += 10
    paper.gone["tea"] += 10
    paper.sales += 890_00
    paper.cash[SUNDAY] += 590_00
    receive_money(
        session, ReceiveDraft(new_uid(), market.customer, (MoneyDraft(CASH, 100_00),)), on=DAYS[SUNDAY]
    )
    paper.cash[SUNDAY] += 100_00
    bill, sold = market.first(SUNDAY, honey=1)
    market.bring(sold, 100_00, SUNDAY)
    paper.sold["honey"] -= 1
    paper.gone["honey"] -= 1
    paper.owner -= 80_00
    paper.commission -= 20_00
    give = tuple(
        BarterLineDraft(market.goods[name], 10 * MILLI, "ชิ้น", PRICES[name] * E4, now_milli=10 * MILLI)
        for name in ("kapi", "soap")
    )
    fish = BarterLineDraft(market.fish, 8 * MILLI, "กก.", 100_00 * E4, now_milli=8 * MILLI)
    agreed = BarterDraft(
        new_uid(), market.partner, give, (fish,), DAYS[SUNDAY], DAYS[SUNDAY], 140_00, account_code=CASH
    )
    post_barter(session, agreed, on=DAYS[SUNDAY], location_id=PLACE)
    paper.cash[SUNDAY] += 140_00
    tasted = GiftLineDraft(market.soap, 3 * MILLI, "ขวด", 0)
    post_gift(
        session,
        GiftDraft(new_uid(), GiftWay.GIVEN, GiftPurpose.SAMPLE, (tasted,)),
        on=DAYS[SUNDAY],
        location_id=PLACE,
    )
    for name, pieces in (("kapi", 10), ("soap", 13)):
        paper.gone[name] += pieces
    lies = FLOAT + paper.cash[SUNDAY]
    paper.over = in_coins(lies + 10_00) - lies
    closed(session, sunday, lies + paper.over, on=DAYS[SUNDAY], reason="ลูกค้าไม่รับเงินทอน")

    # Monday: the wallet's office passes its money on; what is left comes home, one bottle broken; the member
    # is paid and takes her honey back.
    assert money(AccountRole.TENDER_RECEIVABLE) == paper.by["wallet"] > 0
    listed = tuple(
        PickDraft(sold.posted.uid, bill.paid, AccountRole.TENDER_RECEIVABLE)
        for bill, sold in market.posted
        if bill.by == "wallet"
    )
    passed_on = (MoneyDraft("1102", paper.by["wallet"]),)
    receive_money(session, ReceiveDraft(new_uid(), market.office.uid, passed_on, listed), on=MONDAY)
    left = {row.product_id: row.quantity for row in at_stall(PLACE)}
    ids = {name: number(uid) for name, uid in market.goods.items()}
    taken = {"kapi": 350, "tea": 350, "soap": 350, "honey": 60}
    lying = {ids[name]: (taken[name] - paper.gone[name]) * MILLI for name in taken}
    assert left == {**lying, number(market.fish): 8 * MILLI}
    back = [BackLine(uid, left[ids[name]]) for name, uid in market.goods.items() if name != "soap"]
    back += [BackLine(market.soap, left[ids["soap"]] - MILLI, MILLI), BackLine(market.fish, 8 * MILLI)]
    bring_back(session, BringBackDraft(new_uid(), market.event, tuple(back), "ขวดแตก"), on=MONDAY)
    close_event(session, market.event, on=MONDAY)
    her = next(row for row in owners() if row.uid == market.owner)
    assert her.owed == paper.owner
    sheet = unsettled(her.id, MONDAY)
    assert (sheet.sheet.gross, sheet.sheet.commission) == (
        paper.owner + paper.commission,
        paper.commission,
    )
    settle_owner(
        session,
        SettleDraft(new_uid(), market.owner, MONDAY, (PaidWith(CASH, paper.owner),)),
        on=MONDAY,
    )
    jars = 60 - paper.gone["honey"]
    assert sum(row.quantity for row in stock_of(her.id)) == jars * MILLI
    rest = GoodsDraft(new_uid(), market.owner, (GoodsLine(market.goods["honey"], jars * MILLI),))
    give_back(session, rest, on=MONDAY)

    what_must_come_out(market, saturday, sunday)


def in_coins(amount: int) -> int:
    """As much of an amount as there are coins for."""
    return amount // 25 * 25


def number(uid: bytes) -> int:
    return book.fetch_int("SELECT id FROM product WHERE uid = ?", (uid,))


def what_must_come_out(market: Market, saturday: bytes, sunday: bytes) -> None:
    """The program's figures beside those of the pencil."""
    paper = market.paper
    # Both drawers, to the baht.
    first, second = drawer_sheet(saturday), drawer_sheet(sunday)
    assert first is not None
    assert second is not None
    assert first.flow.expected == first.drawer.expected == FLOAT + paper.cash[SATURDAY] - 60_00 - 2_000_00
    assert second.flow.expected == second.drawer.expected == FLOAT + paper.cash[SUNDAY]
    assert (first.flow.deposits, second.flow.debts, first.flow.drops) == (300_00, 100_00, 2_000_00)
    assert len(first.voids) == 1
    # The ledger.
    assert -money(AccountRole.SALES) == paper.sales
    assert -money(AccountRole.COMMISSION_INCOME) == paper.commission
    assert money(AccountRole.CONSIGNMENT_PAYABLE) == money(AccountRole.DEPOSITS) == 0
    assert -money(AccountRole.BARTER_INCOME) == 10 * 59_00 + 10 * 35_00
    assert money(AccountRole.BARTER_RECEIVABLE) == money(AccountRole.BARTER_PAYABLE) == 0
    assert (money(AccountRole.CASH_SHORT), money(AccountRole.CASH_OVER)) == (paper.short, -paper.over)
    assert money(AccountRole.SAFE) == 2_000_00
    assert money(AccountRole.RECEIVABLE) == paper.by["account"] - 100_00
    bought = 11_400_00 + 7_600_00 + 4_750_00
    assert money(AccountRole.CASH) - market.cash_before == (
        sum(paper.cash) - bought - 60_00 - 2_000_00 - paper.short + paper.over - paper.owner
    )
    assert money(AccountRole.TENDER_RECEIVABLE) == 0
    # Stock: twenty of each were there before, 380 were bought.
    for name in ("kapi", "tea", "soap"):
        broken = 1 if name == "soap" else 0
        assert on_hand(market.goods[name]) == 400 - paper.gone[name] - broken, name
    assert on_hand(market.goods["honey"]) == 0
    assert on_hand(market.fish) == 8
    # Promotions: what each took off, and the coupon to its limit.
    taken = {row.name: row.taken_off for row in promotion_results(DAYS[0], DAYS[1])}
    assert taken == {market.promotions[name].name: amount for name, amount in paper.off.items()}
    assert [row.uses for row in coupon_results(DAYS[0], DAYS[1])] == [3]
    # The market day: what it earned and cost.
    event = event_by_uid(market.event)
    assert event is not None
    result = event_sheet(event).row.result
    assert {line.account_code: line.amount for line in result.costs}[STALL_FEE] == 60_00
    assert result.income == paper.sales + paper.commission + 10 * 59_00 + 10 * 35_00
    assert open_orders() == ()
    (exchange,) = barters()
    assert exchange.is_over
    assert exchange.owed_to_us == exchange.owed_by_us == 0
    # Every paper of the weekend can be made.
    session, span = market.session, Span(FRIDAY, MONDAY)
    for name in ("promotions", "market-compare", "consignment-by-member", "open-orders", "receipt-books"):
        kind = next(each for each in KINDS if each.name == name)
        assert kind.make(session, Question(span, printed=dt.datetime(2026, 10, 12, tzinfo=dt.UTC))).title


def on_hand(uid: bytes) -> int:
    query = "SELECT coalesce(sum(quantity), 0) FROM stock_on_hand WHERE product_id = ?"
    return book.fetch_int(query, (number(uid),)) // MILLI
