"""Orders at the prices and promotions of their day, which stand as agreed when they are handed over."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.basket import PartData
from app.domain.document import new_uid
from app.domain.money import E4, MILLI
from app.domain.order_deal import Asking, agree
from app.domain.order_intake import IntakeData, IntakeKind
from app.domain.pre_order import OrderLineDraft
from app.domain.price_choice import PriceRule
from app.domain.promotion import Gets, Promotion, PromotionItem, PromotionKind, Role, Scope
from app.domain.session import Limit, OverLimitError, Permission
from app.queries.integrity import check_books
from app.queries.pre_orders import Order, order_by_code
from app.queries.promotions import market, price_rows, promotion_rows
from app.services.baskets import save_parts
from app.services.deposits import cancel_order
from app.services.intake_booking import book_intake
from app.services.order_delivery import HandOverDraft, agreed_lines, hand_over
from app.services.order_intake import begin_intake, take_lines
from app.services.promotions import (
    create_price,
    create_promotion,
    deactivate_price,
    deactivate_promotion,
    update_promotion,
)
from app.services.returns import void_sale
from db import connection as book
from tests.builders import party, product, session_with
from tests.orders import SOON, deposited, handed, line, now, ordered
from tests.stall import DAY, Stall

EVENING = 19 * 60
SELLS = (Permission.SELL, Permission.KEEP_ORDERS)


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


def agreed(stall: Stall, *lines: OrderLineDraft, minute: int = EVENING, **more: object) -> Order:
    """An order at the prices of a minute of the day."""
    found = market(DAY, party=stall.customer, goods=[each.product_uid for each in lines])
    channel = str(more.get("channel", "stall"))
    prices = agree(lines, found, Asking(DAY, minute, channel, stall.customer))
    return ordered(stall, *(each.draft for each in prices), **more)


def three_for_two(stall: Stall) -> Promotion:
    items = (PromotionItem(Role.BUY, stall.tea),)
    kind = PromotionKind.BUY_GET
    return Promotion(
        "2 แถม 1",
        kind,
        scope=Scope.PRODUCTS,
        buy_quantity=2 * MILLI,
        get_quantity=MILLI,
        gets=Gets.SAME,
        items=items,
    )


def told() -> list[tuple[int, str, int]]:
    """What promotions took off sale lines."""
    return book.fetch(
        "SELECT for_line, name, amount FROM sale_promotion ORDER BY document_id, for_line, name"
    )


def test_the_order_is_worth_what_the_promotion_makes_of_it_and_the_bill_tells_it(stall: Stall) -> None:
    create_promotion(stall.session, three_for_two(stall))
    order = agreed(stall, line(stall.tea, 3), line(stall.soap, 1, 35_00))
    assert order.total == 2 * 89_00 + 35_00
    sale = handed(stall, order, 213_00)
    assert sale.posted.total == 213_00
    assert told() == [(1, "2 แถม 1", 89_00)]
    rows = book.fetch(
        "SELECT gross, discount, amount FROM sale_line WHERE document_id = ?", (sale.posted.document_id,)
    )
    assert rows == [(267_00, 89_00, 178_00), (35_00, 0, 35_00)]
    assert check_books() == []


def test_parts_of_an_order_come_to_the_whole(stall: Stall) -> None:
    create_promotion(stall.session, three_for_two(stall))
    order = agreed(stall, line(stall.tea, 3))
    paid = []
    for _part in range(3):
        due = now(order.uid).lines[0]
        amount = round(due.unit_price_e4 / E4)
        paid.append(handed(stall, order, amount, chosen={1: MILLI}).posted.total)
    assert abs(sum(paid) - order.total) <= 2, "a satang at each part at most"
    assert sum(row[2] for row in told()) == 267_00 - sum(paid)
    assert check_books() == []


def test_it_stays_as_agreed_when_the_promotion_is_over(stall: Stall) -> None:
    saved = create_promotion(stall.session, three_for_two(stall))
    order = agreed(stall, line(stall.tea, 3))
    deactivate_promotion(stall.session, saved.uid)
    create_promotion(stall.session, Promotion("ทั้งบิล", PromotionKind.PERCENT, value=1000))
    seller = session_with(*SELLS, limits={Limit.DISCOUNT: 100})
    draft = HandOverDraft(new_uid(), order.uid, tenders=(stall.cash(178_00),))
    assert hand_over(seller, draft, on=SOON).posted.total == 178_00
    assert told() == [(1, "2 แถม 1", 89_00)]


def test_a_promotion_that_was_changed_explains_nothing_and_the_price_still_stands(stall: Stall) -> None:
    saved = create_promotion(stall.session, three_for_two(stall))
    order = agreed(stall, line(stall.tea, 3))
    changed = replace(promotion_rows(DAY)[0].promotion, buy_quantity=9 * MILLI)
    update_promotion(stall.session, saved.uid, data=changed)
    assert agreed_lines(order) == {}
    seller = session_with(*SELLS, limits={Limit.DISCOUNT: 100})
    draft = HandOverDraft(new_uid(), order.uid, tenders=(stall.cash(178_00),))
    with pytest.raises(OverLimitError):
        hand_over(seller, draft, on=SOON)
    assert handed(stall, order, 178_00).posted.total == 178_00
    assert told() == []


def test_prices_of_the_way_of_selling_and_of_hours(stall: Stall) -> None:
    create_price(stall.session, stall.tea, rule=PriceRule(80_00 * E4, channel="live"))
    create_promotion(
        stall.session,
        Promotion("ค่ำ", PromotionKind.PERCENT, value=1000, from_minute=18 * 60, to_minute=20 * 60),
    )
    live = agreed(stall, line(stall.tea, 2), channel="live")
    assert live.total == 144_00
    noon = agreed(stall, line(stall.tea, 2), channel="live", minute=12 * 60)
    assert noon.total == 160_00
    usual = agreed(stall, line(stall.tea, 2), minute=12 * 60)
    assert usual.total == 178_00
    deactivate_price(stall.session, price_rows()[0].uid)
    seller = session_with(*SELLS, limits={Limit.DISCOUNT: 0})
    for order, off in ((live, [(1, "ค่ำ", 16_00)]), (noon, []), (usual, [])):
        draft = HandOverDraft(new_uid(), order.uid, tenders=(stall.cash(order.total),))
        sale = hand_over(seller, draft, on=SOON).posted
        sql = "SELECT for_line, name, amount FROM sale_promotion WHERE document_id = ?"
        assert book.fetch(sql, (sale.document_id,)) == off
    assert check_books() == []


def test_a_price_typed_by_hand_beside_a_promotion(stall: Stall) -> None:
    create_promotion(stall.session, three_for_two(stall))
    order = agreed(stall, line(stall.tea, 3), line(stall.soap, 2, 30_00))
    assert order.total == 178_00 + 60_00
    handed(stall, order, 238_00)
    assert told() == [(1, "2 แถม 1", 89_00)]


def test_a_live_sale_is_booked_at_the_prices_of_its_minute(stall: Stall) -> None:
    create_promotion(stall.session, three_for_two(stall))
    create_price(stall.session, stall.soap, rule=PriceRule(30_00 * E4, channel="live"))
    uid = begin_intake(stall.session, IntakeData(IntakeKind.LIVE, "ไลฟ์", DAY, "live")).uid
    take_lines(stall.session, uid, text="ชาหญ้าหมอน้อย 3 คุณแดง\nน้ำยาล้างจาน 1 คุณแดง\nกะปิผงรสวาซาบิ 1 คุณดำ")
    booked = book_intake(stall.session, uid, on=DAY, wanted_on=SOON, minute=EVENING)
    totals = sorted(found.total for code in booked.codes if (found := order_by_code(code)) is not None)
    assert totals == [59_00, 178_00 + 30_00]


def test_a_member_has_her_price(stall: Stall) -> None:
    create_price(stall.session, stall.tea, rule=PriceRule(70_00 * E4, is_members=True))
    member = party(stall.session, "สมาชิก 9", member=True).uid
    found = market(DAY, party=member, goods=[stall.tea])
    (hers,) = agree((line(stall.tea, 1),), found, Asking(DAY, 0, "stall", member))
    (others,) = agree((line(stall.tea, 1),), found, Asking(DAY, 0, "stall", stall.customer))
    assert (hers.draft.amount, others.draft.amount) == (70_00, 89_00)
    assert (hers.has_reasons, others.has_reasons) == (True, False)


def test_parts_the_rest_called_off_and_a_void_with_a_promotion(stall: Stall) -> None:
    create_promotion(stall.session, three_for_two(stall))
    order = agreed(stall, line(stall.tea, 3), line(stall.soap, 2, 35_00))
    deposited(stall, order, 100_00)
    part = handed(stall, order, 0, chosen={1: 2 * MILLI, 2: 0}, tenders=(stall.cash(18_67),))
    assert part.posted.total == 118_67
    assert told() == [(1, "2 แถม 1", 59_33)]
    void_sale(stall.session, part.posted.uid, on=SOON, reason="พิมพ์ผิด", uid=new_uid())
    assert sum(row[2] for row in told()) == 0, "what is taken back tells no promotion"
    assert now(order.uid).deposits.left == 100_00
    again = handed(stall, order, 18_67, chosen={1: 2 * MILLI})
    assert again.posted.total == 118_67
    cancel_order(stall.session, order.uid, on=SOON, reason="ไม่เอาที่เหลือ")
    assert now(order.uid).total == 118_67
    assert check_books() == []


def test_a_basket_with_a_promotion_tells_it_on_its_parts(stall: Stall) -> None:
    basket = product(stall.session, "กระเช้า", price=150_00, code="SET").uid
    save_parts(stall.session, basket, parts=[PartData(stall.tea, MILLI), PartData(stall.soap, 2 * MILLI)])
    create_promotion(stall.session, Promotion("ทั้งบิล", PromotionKind.PERCENT, value=1000))
    order = agreed(stall, line(basket, 2, 150_00))
    assert order.total == 270_00
    handed(stall, order, 270_00)
    assert sum(row[2] for row in told()) == 30_00
    assert book.fetch_int("SELECT sum(amount) FROM sale_line WHERE amount > 0") == 270_00
    assert check_books() == []
