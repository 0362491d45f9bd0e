"""The market of the sample: promotions, a member's honey, orders with deposits, a barter, a fair's drawer."""

import datetime as dt

from app.domain.barter import BarterDraft, BarterLineDraft
from app.domain.cash_counting import DENOMINATIONS
from app.domain.consignment import Direction, GoodsDraft, GoodsLine, Method, PaidWith, SettleDraft, TermsData
from app.domain.coupon import CouponData
from app.domain.document import new_uid
from app.domain.drawer import CloseDraft, MovementDraft, OpenDraft, Purpose
from app.domain.gift import GiftDraft, GiftLineDraft, GiftPurpose, GiftWay
from app.domain.ledger import ProductKind
from app.domain.market_event import EventData
from app.domain.money import E4, MILLI
from app.domain.party import PartyData
from app.domain.pre_order import OrderDraft, OrderLineDraft, OrderState
from app.domain.price_choice import PriceRule
from app.domain.product import ProductData
from app.domain.promotion import Promotion, PromotionItem, PromotionKind, Role, Scope
from app.domain.sale import SaleDraft, SaleLineDraft, TenderDraft
from app.domain.settling import MoneyDraft
from app.queries.consignment import owners
from app.queries.drawer import drawer
from app.services.barter import post_barter
from app.services.consignment import create_terms, take_in
from app.services.deposits import DepositDraft, cancel_order, take_deposit
from app.services.drawer import close_cash_drawer, move_cash, open_cash_drawer
from app.services.gifts import post_gift
from app.services.market_events import create_event
from app.services.order_delivery import HandOverDraft, hand_over
from app.services.parties import create_party
from app.services.pre_orders import create_order, set_order_state
from app.services.products import create_product
from app.services.promotions import create_coupon, create_price, create_promotion
from app.services.sales import post_sale
from app.services.sample_money import CASH
from app.services.sample_year import SampleYear
from app.services.settlements import settle_owner

MAIN_PLACE = 1
HONEY = 120_00
HER_SHARE_BP = 80_00


def market_of_the_month(year: SampleYear, day: dt.date, index: int) -> None:
    """What the market brings besides customers, each thing on its day."""
    if index == 9 and day.day == 1:
        _promotions(year)
    elif index == 10 and day.day == 4:
        _honey(year, day)
    elif index == 10 and day.day == 18:
        _barter(year, day, whole=True)
    elif index == 11 and day.day == 6:
        _pay_for_honey(year, day)
    elif index == 11 and day.day == 19:
        _barter(year, day, whole=False)
    elif index == 11 and day.day in (20, 22, 27, 30):
        _orders(year, day)
    elif index == 11 and day.day == 23:
        _event(year)


def before_the_customers(year: SampleYear, day: dt.date) -> None:
    """On the weekend of the fair the drawer is opened with its float, and members' honey lies there."""
    if not year.fair or day not in fair_days():
        return
    year.drawer = new_uid()
    pieces = {100_00: 10, 20_00: 20, 10_00: 10}
    draft = OpenDraft(
        new_uid(), year.drawer, pieces, CASH, location_id=MAIN_PLACE, event_uid=year.fair, is_blind=False
    )
    open_cash_drawer(year.session, draft, on=day)


def after_the_customers(year: SampleYear, day: dt.date) -> None:
    """Honey is sold on every market day; on the fair's evening the drawer is counted."""
    if year.honey:
        _sell_honey(year, day, 2)
    if not year.drawer:
        return
    _sell_in_promotion(year, day)
    tasted = year.goods.products["chili_paste"]
    line = GiftLineDraft(tasted.uid, MILLI, tasted.unit, tasted.price, description=tasted.name)
    gift = GiftDraft(new_uid(), GiftWay.GIVEN, GiftPurpose.SAMPLE, (line,), note="ให้ลูกค้าชิม")
    post_gift(year.session, gift, on=day)
    year.stock[tasted.uid] -= MILLI
    drop = MovementDraft(new_uid(), Purpose.DROP, 1_000_00, "เก็บธนบัตรใบใหญ่")
    move_cash(year.session, drop, on=day)
    _close(year, day)


def _close(year: SampleYear, day: dt.date) -> None:
    standing = drawer(year.drawer)
    assert standing is not None
    lies, pieces = standing.expected, {}
    if day == fair_days()[-1]:
        lies -= 7_00  # somebody was given too much change
    for each in DENOMINATIONS:
        pieces[each], lies = divmod(lies, each)
    reason = "ทอนเงินผิดตอนคนแน่น" if day == fair_days()[-1] else "เศษสตางค์" if lies else ""
    counted = {each: count for each, count in pieces.items() if count}
    close_cash_drawer(year.session, CloseDraft(new_uid(), year.drawer, counted, reason), on=day)
    year.drawer = b""


def fair_days() -> tuple[dt.date, dt.date]:
    """The two days of the fair, the last weekend that is told."""
    return dt.date(2026, 10, 24), dt.date(2026, 10, 25)


def _promotions(year: SampleYear) -> None:
    goods = year.goods.products
    kapi = tuple(PromotionItem(Role.BUY, goods[key].uid) for key in ("kapi_wasabi", "kapi_song"))
    create_promotion(
        year.session,
        Promotion(
            "กะปิผง 3 ขวด 150",
            PromotionKind.SET_PRICE,
            Scope.PRODUCTS,
            150_00,
            buy_quantity=3 * MILLI,
            items=kapi,
        ),
    )
    create_promotion(
        year.session,
        Promotion(
            "ซื้อน้ำยาล้างจาน 2 แถม 1",
            PromotionKind.BUY_GET,
            Scope.PRODUCTS,
            buy_quantity=2 * MILLI,
            get_quantity=MILLI,
            items=(PromotionItem(Role.BUY, goods["dish"].uid),),
        ),
    )
    friends = create_promotion(
        year.session,
        Promotion(
            "คูปองเพื่อนกลุ่ม ลด 20 บาท",
            PromotionKind.AMOUNT,
            value=20_00,
            from_amount=200_00,
            needs_coupon=True,
        ),
    )
    create_coupon(year.session, CouponData("FRIEND20", friends.uid, most_uses=50))
    member_price = PriceRule((goods["tea"].price - 9_00) * E4, is_members=True)
    create_price(year.session, goods["tea"].uid, rule=member_price)


def _sell_in_promotion(year: SampleYear, day: dt.date) -> None:
    """Three bills that the promotions of the day make smaller."""
    for key, pieces, paid in (("kapi_wasabi", 3, 150_00), ("dish", 3, 0), ("kapi_song", 3, 150_00)):
        product = year.goods.products[key]
        line = SaleLineDraft(product.uid, product.name, pieces * MILLI, product.unit, product.price * E4)
        amount = paid or 2 * product.price
        tender = TenderDraft(year.goods.tenders["cash"], amount, amount)
        post_sale(year.session, SaleDraft(new_uid(), (line,), tenders=(tender,), minute=10 * 60), on=day)
        year.stock[product.uid] -= pieces * MILLI


# ---------------------------------------------------------------- a member's honey


def _honey(year: SampleYear, day: dt.date) -> None:
    category = year.goods.categories.get("อาหารแปรรูป")
    data = ProductData(
        name="น้ำผึ้งป่า",
        unit="ขวด",
        kind=ProductKind.PRODUCT,
        price_e4=HONEY * E4,
        category_id=category,
        story="สมาชิกเก็บจากป่าชุมชน ปีละครั้ง",
    )
    year.honey = create_product(year.session, data).uid
    year.beekeeper = year.goods.members[4]
    create_terms(
        year.session,
        TermsData(Direction.IN, year.beekeeper, Method.PERCENT, HER_SHARE_BP, day, year.honey),
    )
    brought = GoodsDraft(new_uid(), year.beekeeper, (GoodsLine(year.honey, 48 * MILLI),))
    take_in(year.session, brought, on=day)


def _sell_honey(year: SampleYear, day: dt.date, pieces: int) -> None:
    line = SaleLineDraft(year.honey, "น้ำผึ้งป่า", pieces * MILLI, "ขวด", HONEY * E4)
    tender = TenderDraft(year.goods.tenders["cash"], pieces * HONEY, pieces * HONEY)
    post_sale(year.session, SaleDraft(new_uid(), (line,), tenders=(tender,)), on=day)


def _pay_for_honey(year: SampleYear, day: dt.date) -> None:
    """What was sold up to the month before is paid; the rest waits for the next sheet."""
    owed = next(each.owed for each in owners() if each.uid == year.beekeeper)
    draft = SettleDraft(new_uid(), year.beekeeper, day, (PaidWith(CASH, owed),))
    settle_owner(year.session, draft, on=day)


# ---------------------------------------------------------------- orders, barter, the fair


def _orders(year: SampleYear, day: dt.date) -> None:
    if day.day == 20:
        people = ("คุณลูกค้า ก", "คุณลูกค้า ข", "คุณลูกค้า ค")
        buyers = [create_party(year.session, PartyData(name=name, is_customer=True)).uid for name in people]
        wanted = (("tea", 10, 30), ("sweets", 20, 38), ("herb_drink", 24, 36))
        for buyer, (key, pieces, days) in zip(buyers, wanted, strict=True):
            year.orders.append(_order(year, buyer, key, pieces, day, dt.timedelta(days=days - 20)))
        for uid in year.orders[:2]:
            deposit = DepositDraft(new_uid(), uid, (MoneyDraft(CASH, 200_00),))
            take_deposit(year.session, deposit, on=day)
    elif day.day == 22:
        cancel_order(year.session, year.orders[2], on=day, reason="ลูกค้าเลื่อนงานบุญ")
        set_order_state(year.session, year.orders[1], to=OrderState.MAKING)
    elif day.day == 27:
        uid = year.goods.customers[1]
        year.orders.append(_order(year, uid, "chili_paste", 30, day, dt.timedelta(days=12)))
    else:
        tea = year.goods.products["tea"]
        rest = 10 * tea.price - 200_00
        tender = TenderDraft(year.goods.tenders["cash"], rest, rest)
        hand_over(year.session, HandOverDraft(new_uid(), year.orders[0], tenders=(tender,)), on=day)
        year.stock[tea.uid] -= 10 * MILLI


def _order(year: SampleYear, buyer: bytes, key: str, pieces: int, day: dt.date, later: dt.timedelta) -> bytes:
    product = year.goods.products[key]
    line = OrderLineDraft(product.uid, pieces * MILLI, product.unit, product.price * E4)
    draft = OrderDraft(new_uid(), buyer, (line,), day, day + later, channel="facebook")
    return create_order(year.session, draft).uid


def _barter(year: SampleYear, day: dt.date, *, whole: bool) -> None:
    """Dish liquid against rice of another community; the second time half of the rice comes later."""
    goods = year.goods.products
    dish, rice = goods["dish"], goods["riceberry"]
    given, taken = 30, 10
    cash = given * dish.price - taken * rice.price
    give = BarterLineDraft(dish.uid, given * MILLI, dish.unit, dish.price * E4, now_milli=given * MILLI)
    now = taken if whole else taken // 2
    receive = BarterLineDraft(rice.uid, taken * MILLI, rice.unit, rice.price * E4, now_milli=now * MILLI)
    draft = BarterDraft(
        new_uid(),
        year.goods.partners[0],
        (give,),
        (receive,),
        day,
        day if whole else day + dt.timedelta(days=27),
        cash,
        account_code=CASH,
    )
    post_barter(year.session, draft, on=day)
    year.stock[dish.uid] -= given * MILLI
    year.stock[rice.uid] += now * MILLI


def _event(year: SampleYear) -> None:
    first, last = fair_days()
    data = EventData(
        "งานตลาดนัดริมคลอง",
        first,
        last,
        place="ลานวัดริมคลอง",
        location_id=MAIN_PLACE,
        starts_at="7",
        ends_at="14",
        planned_fee=400_00,
    )
    year.fair = create_event(year.session, data).uid
