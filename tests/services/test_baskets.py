"""Gift baskets: the parts leave the stock, own and others', and a return is one of parts."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.basket import PartData
from app.domain.consignment import Direction, GoodsDraft, GoodsLine, Method, TermsData
from app.domain.document import new_uid
from app.domain.ledger import AccountRole, ProductKind
from app.domain.market_event import EventData
from app.domain.offer import OfferDraft, OfferLineDraft, OfferState
from app.domain.promotion import Promotion, PromotionKind, Scope
from app.domain.purchase import PurchaseDraft, PurchaseLineDraft
from app.domain.sale import Condition, SaleDraft
from app.queries.baskets import parts_of
from app.queries.consignment import owners, stock_of
from app.queries.integrity import check_books
from app.queries.market_events import event_by_code, event_sheet
from app.queries.offers import quotations
from app.queries.open_items import open_items
from app.queries.pre_orders import production_plan, reserved
from app.queries.products import product_by_uid
from app.services.baskets import (
    BasketInBasketError,
    BasketInStockError,
    PartOfBasketError,
    save_parts,
)
from app.services.consignment import create_terms, take_in
from app.services.market_events import create_event
from app.services.offers import deliver, post_quotation
from app.services.product_facts import BasketHasNoStockError
from app.services.promotions import create_promotion
from app.services.purchases import post_purchase
from app.services.returns import void_sale
from app.services.sales import post_sale
from app.services.tally import post_tally
from db import connection as book
from tests.builders import party, product
from tests.orders import handed, now, ordered
from tests.orders import line as order_line
from tests.services.test_market_events import STALL_PLACE, lies, line, sheet
from tests.stall import DAY, Stall

MILLI = 1_000


class Hamper(Stall):
    """A stall with a basket for 250.00: two teas of ours and a jar of honey of somebody (80 % to her)."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.honey = product(self.session, "น้ำผึ้งป่า", price=100_00, code="HONEY").uid
        self.owner = party(self.session, "ป้าฝาก 01", member=True).uid
        data = TermsData(Direction.IN, self.owner, Method.PERCENT, 8_000, dt.date(2026, 1, 1))
        create_terms(self.session, data)
        take_in(
            self.session,
            GoodsDraft(new_uid(), self.owner, (GoodsLine(self.honey, 10 * MILLI),)),
            on=DAY,
        )
        self.basket = product(self.session, "กระเช้าปีใหม่", price=250_00, unit="ชุด", code="BASKET").uid
        self.pack((self.tea, 2), (self.honey, 1))

    def pack(self, *parts: tuple[bytes, int], uid: bytes | None = None) -> None:
        """Say what is in a basket."""
        save_parts(
            self.session,
            uid or self.basket,
            parts=[PartData(part, pieces * MILLI) for part, pieces in parts],
        )

    def left(self, uid: bytes) -> int:
        """Pieces here, whoever's they are."""
        return (
            book.fetch_int(
                "SELECT coalesce(sum(h.quantity), 0) FROM stock_on_hand h "
                "JOIN product p ON p.id = h.product_id WHERE p.uid = ?",
                (uid,),
            )
            // MILLI
        )

    def hers(self) -> int:
        """Jars of the owner that lie here."""
        identity = next(each.id for each in owners() if each.uid == self.owner)
        return sum(each.quantity for each in stock_of(identity)) // MILLI

    def owed(self) -> int:
        """What the group owes her."""
        return -sum(item.open for item in open_items(AccountRole.CONSIGNMENT_PAYABLE))


def balance(role: AccountRole) -> int:
    """What stands on an account, credit positive."""
    return book.fetch_int(
        "SELECT coalesce(sum(b.credit - b.debit), 0) FROM month_balance b "
        "JOIN account a ON a.id = b.account_id WHERE a.role = ?",
        (role.value,),
    )


def clean() -> None:
    assert [finding.text for finding in check_books()] == []


@pytest.fixture
def hamper(tmp_path: Path) -> Hamper:
    return Hamper(tmp_path)


def test_parts_leave_the_stock_at_their_share_of_the_price(hamper: Hamper) -> None:
    """Alone 178.00 + 100.00 = 278.00, sold for 250.00: teas 160.07, honey 89.93."""
    sale = hamper.sell(hamper.line(hamper.basket, 1, 250_00))
    assert (hamper.left(hamper.tea), hamper.hers(), hamper.left(hamper.basket)) == (18, 9, 0)
    assert balance(AccountRole.SALES) == 160_07
    assert balance(AccountRole.COST_OF_SALES) == -40_00, "the cost of our parts only"
    assert hamper.owed() == 80_00, "the group decided on the price: her share of what the honey costs alone"
    assert balance(AccountRole.COMMISSION_INCOME) == 89_93 - 80_00
    rows = book.fetch(
        "SELECT description, quantity, amount FROM sale_line WHERE document_id = ?",
        (sale.posted.document_id,),
    )
    assert rows == [
        ("ชาหญ้าหมอน้อย (กระเช้าปีใหม่)", 2 * MILLI, 160_07),
        ("น้ำผึ้งป่า (กระเช้าปีใหม่)", MILLI, 89_93),
    ]
    clean()


def test_what_comes_back_is_what_was_stored(hamper: Hamper) -> None:
    """One tea of the basket, spoiled honey, and the parts of today's basket do not matter any more."""
    sale = hamper.sell(hamper.line(hamper.basket, 1, 250_00))
    hamper.pack((hamper.soap, 5))
    hamper.take_back(sale, 1, 1, 80_04)
    assert (hamper.left(hamper.tea), hamper.left(hamper.soap)) == (19, 20)
    assert balance(AccountRole.COST_OF_SALES) == -20_00
    hamper.take_back(sale, 2, 1, 89_93)
    assert (hamper.hers(), hamper.owed()) == (10, 0)
    hamper.take_back(sale, 1, 1, 80_03, Condition.SPOILED)
    assert hamper.left(hamper.tea) == 19
    assert (balance(AccountRole.SALES), balance(AccountRole.COMMISSION_INCOME)) == (0, 0)
    assert balance(AccountRole.SPOILED) == -20_00
    clean()


def test_a_void_brings_everything_back(hamper: Hamper) -> None:
    sale = hamper.sell(hamper.line(hamper.basket, 3, 250_00), hamper.line(hamper.soap, 1, 35_00))
    assert (hamper.left(hamper.tea), hamper.hers()) == (14, 7)
    void_sale(hamper.session, sale.posted.uid, on=DAY, reason="ขายผิด", uid=new_uid())
    assert (hamper.left(hamper.tea), hamper.hers(), hamper.owed()) == (20, 10, 0)
    assert balance(AccountRole.SALES) == 0
    clean()


def test_discounts_and_a_service_in_the_basket(hamper: Hamper) -> None:
    """Wrapping is a service; a bill's discount is shared too, and a retry posts nothing twice."""
    wrapping = product(hamper.session, "ค่าห่อ", price=22_00, kind=ProductKind.SERVICE).uid
    hamper.pack((hamper.tea, 2), (hamper.honey, 1), (wrapping, 1))
    draft = hamper.draft(
        hamper.line(hamper.basket, 2, 300_00, discount=40_00),
        pay=(hamper.cash(500_00),),
        bill_discount=60_00,
    )
    first = post_sale(hamper.session, draft, on=DAY)
    assert post_sale(hamper.session, draft, on=DAY).posted.document_id == first.posted.document_id
    income = balance(AccountRole.SALES) + balance(AccountRole.SERVICE_INCOME)
    assert income + balance(AccountRole.COMMISSION_INCOME) + hamper.owed() == 500_00
    assert balance(AccountRole.SERVICE_INCOME) == 36_66
    assert hamper.left(hamper.tea) == 16
    clean()


def test_a_sheet_of_a_market_day_moves_the_parts(hamper: Hamper) -> None:
    """Five baskets and three teas taken, one basket comes home: eleven teas and four jars are sold."""
    event = create_event(hamper.session, EventData("ตลาดนัด", DAY, DAY, location_id=STALL_PLACE))
    lines = (line(hamper.basket, 250, 5, 1), line(hamper.tea, 89, 3))
    post_tally(hamper.session, sheet(event, *lines, counted=1_267_00), on=DAY)
    assert (lies(hamper.tea, 1), lies(hamper.tea, STALL_PLACE)) == (9, 0)
    assert (lies(hamper.honey, 1), lies(hamper.honey, STALL_PLACE)) == (6, 0)
    assert hamper.owed() == 320_00
    found = event_sheet(event_by_code("E0001"))
    assert found.result.cost_of_goods == 11 * 20_00
    clean()


def test_a_promotion_on_a_basket_is_of_its_parts(hamper: Hamper) -> None:
    """10 % off 250.00: what it took off stands on each part, the void takes it back."""
    create_promotion(hamper.session, Promotion("ลดสิบ", PromotionKind.PERCENT, Scope.BILL, 1_000))
    bill = hamper.draft(hamper.line(hamper.basket, 1, 250_00), pay=(hamper.cash(225_00),))
    sale = post_sale(hamper.session, replace(bill, minute=600), on=DAY)
    rows = book.fetch("SELECT for_line, amount FROM sale_promotion ORDER BY for_line")
    assert rows == [(1, 16_01), (2, 8_99)]
    assert hamper.owed() == 80_00
    clean()
    void_sale(hamper.session, sale.posted.uid, on=DAY, reason="ขายผิด", uid=new_uid())
    assert book.fetch_int("SELECT sum(amount) FROM sale_promotion") == 0
    clean()


def test_an_order_of_baskets_is_handed_over(hamper: Hamper) -> None:
    """Two baskets and a soap in an order: each line of it is delivered, whatever the basket became."""
    order = ordered(hamper, order_line(hamper.basket, 2, 250_00), order_line(hamper.soap, 1, 35_00))
    handed(hamper, order, 535_00)
    after = now(order.uid)
    assert not after.is_open
    assert [each.left for each in after.lines] == [0, 0]
    assert (hamper.left(hamper.tea), hamper.hers(), hamper.left(hamper.soap)) == (16, 8, 19)
    clean()


def test_a_quotation_of_baskets_is_delivered(hamper: Hamper) -> None:
    offered = OfferLineDraft("กระเช้าปีใหม่", 2 * MILLI, "ชุด", 250_00 * 10_000, product_uid=hamper.basket)
    offer = post_quotation(hamper.session, OfferDraft(new_uid(), hamper.customer, (offered,)), on=DAY)
    for state in (OfferState.PARTLY, OfferState.DELIVERED):
        draft = SaleDraft(new_uid(), (hamper.line(hamper.basket, 1, 250_00),), party_uid=hamper.customer)
        deliver(hamper.session, draft, on=DAY, quotation_uid=offer.uid)
        assert quotations(DAY)[0].state is state
    clean()


def test_a_basket_holds_no_basket_and_has_no_stock(hamper: Hamper) -> None:
    with pytest.raises(BasketInBasketError):
        hamper.pack((hamper.basket, 1))
    other = product(hamper.session, "กระเช้าเล็ก", price=99_00).uid
    with pytest.raises(BasketInBasketError):
        hamper.pack((hamper.basket, 1), uid=other)
    with pytest.raises(PartOfBasketError):
        hamper.pack((hamper.soap, 1), uid=hamper.honey)
    with pytest.raises(BasketInStockError):
        hamper.pack((hamper.tea, 1), uid=hamper.soap)
    line = PurchaseLineDraft(hamper.basket, MILLI, "ชุด", 100_00)
    with pytest.raises(BasketHasNoStockError):
        post_purchase(
            hamper.session, PurchaseDraft(new_uid(), (line,), tenders=(hamper.cash(100_00),)), on=DAY
        )
    clean()


def test_parts_are_kept_in_order_and_logged_once(hamper: Hamper) -> None:
    assert [part.name for part in parts_of(hamper.basket)] == ["ชาหญ้าหมอน้อย", "น้ำผึ้งป่า"]
    logged = "SELECT count(*) FROM event_log WHERE after LIKE '%\"parts\"%'"
    assert book.fetch_int(logged) == 1
    hamper.pack((hamper.tea, 2), (hamper.honey, 1))
    assert book.fetch_int(logged) == 1
    hamper.pack()
    assert parts_of(hamper.basket) == ()
    found = product_by_uid(hamper.basket)
    assert found is not None
    hamper.sell(hamper.line(hamper.basket, 1, 250_00))
    assert hamper.left(hamper.basket) == -1, "an ordinary product again"
    clean()


def test_an_ordered_basket_reserves_and_plans_its_parts(hamper: Hamper) -> None:
    order = ordered(hamper, order_line(hamper.basket, 3, 250_00), order_line(hamper.tea, 2))
    assert reserved() == {hamper.tea: 8 * MILLI, hamper.honey: 3 * MILLI}
    plan = {each.product_uid: (each.wanted, each.orders) for each in production_plan()}
    assert plan == {hamper.tea: (8 * MILLI, 1), hamper.honey: (3 * MILLI, 1)}
    handed(hamper, order, 250_00 * 3 + 2 * 89_00)
    assert reserved() == {}
