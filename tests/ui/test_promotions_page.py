"""The tab of promotions by keys: a promotion with its example, a special price, a coupon; what is refused."""

import datetime as dt

import pytest

from app.changes import Changes
from app.domain.coupon import CouponData
from app.domain.document import new_uid
from app.domain.money import E4
from app.domain.promotion import Gets, Promotion, PromotionKind, Scope, Stacking
from app.queries.promotions import coupon_rows, price_rows, promotion_rows
from app.services.promotions import create_coupons, create_promotion
from reports.model import Link
from tests.builders import make_book, product
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.ui.test_assets_page import Place, enter
from ui.pages.promotions.view import COUPONS, GONE, PromotionsView

DAY = dt.date(2026, 10, 6)


@pytest.fixture
def place(qtbot, qapp, tmp_path):
    session = make_book(tmp_path)
    product(session, "ชาหญ้าหมอน้อย", price=8900, unit="กล่อง", code="TEA")
    product(session, "น้ำยาล้างจาน", price=3500, code="SOAP")
    made = Place(qtbot, session, PromotionsView)
    yield made
    made.settle()
    made.runner.stop()


def pick(field, key) -> None:
    field.set_value(key)
    field.committed.emit(key)


def test_buy_two_get_one_with_its_example(place) -> None:
    view = place.view
    view.new_button.click()
    place.settle()
    form = view.form
    enter(form.name, "ซื้อ 2 แถม 1")
    pick(form.kind, PromotionKind.BUY_GET)
    pick(form.scope, Scope.PRODUCTS)
    enter(form.buy, "๒")
    enter(form.get, "1")
    tea = form._lists.goods[0]
    assert tea.code == "TEA"
    pick(form.goods.lines[0].goods, tea.uid)
    assert "178.00" in form.example.label.raw()
    assert "267.00" in form.example.label.raw()
    assert form.percent.isHidden() or not form.percent.isVisible()
    place.save(form)
    row = promotion_rows(DAY)[0]
    assert (row.promotion.kind, row.promotion.gets) == (PromotionKind.BUY_GET, Gets.SAME)
    assert (row.promotion.buy_quantity, row.promotion.get_quantity) == (2000, 1000)
    assert row.items[0].name == "ชาหญ้าหมอน้อย"
    assert view.model.rowCount() == 1


def test_hours_days_and_a_change(place) -> None:
    view = place.view
    view.new_button.click()
    form = view.form
    enter(form.name, "ลดเย็น")
    enter(form.percent, "10")
    enter(form.begins, "17.00")
    enter(form.ends, "๒๐:๓๐")
    form.days.boxes[0].setChecked(False)
    pick(form.stacking, Stacking.CHAINED)
    place.save(form)
    kept = promotion_rows(DAY)[0].promotion
    assert (kept.from_minute, kept.to_minute, kept.weekdays) == (1020, 1230, 126)
    view.choose(kept.uid)
    place.settle()
    place.key("F4")
    enter(form.percent, "20")
    enter(form.ends, "25")
    place.save(form)
    assert form.ends.error()
    enter(form.ends, "24:00")
    place.save(form)
    kept = promotion_rows(DAY)[0].promotion
    assert (kept.value, kept.to_minute, kept.stacking) == (2000, 1440, Stacking.CHAINED)


def test_what_would_fall_below_zero_is_said_in_the_form(place) -> None:
    view = place.view
    view.new_button.click()
    form = view.form
    enter(form.name, "x")
    pick(form.kind, PromotionKind.AMOUNT)
    pick(form.scope, Scope.PRODUCTS)
    enter(form.amount, "99")
    pick(form.goods.lines[0].goods, form._lists.goods[0].uid)
    place.save(form)
    assert "99.00" in form.banner.label.raw()
    assert not promotion_rows(DAY)


def test_a_special_price_and_a_coupon(place) -> None:
    view = place.view
    view.open("price")
    form = view.price_form
    pick(form.goods, form._lists.goods[0].uid)
    assert "89" in form.usual.raw()
    enter(form.price, "80")
    place.save(form)
    assert form.banner.label.raw()
    enter(form.least, "6")
    place.save(form)
    assert price_rows()[0].rule.price_e4 == 8000 * E4
    view.new_button.click()
    enter(view.form.name, "คูปอง")
    enter(view.form.percent, "5")
    pick(view.form.coupon, True)
    place.save(view.form)
    uid = promotion_rows(DAY)[0].uid
    view.choose(uid)
    place.settle()
    view.its_coupon_button.click()
    enter(view.coupon_form.code, "vip 5")
    place.save(view.coupon_form)
    row = coupon_rows()[0]
    assert (row.coupon.code, row.coupon.promotion, row.coupon.most_uses) == ("VIP5", uid, 1)
    view.chips.set_key(COUPONS)
    view.chips.chosen.emit(COUPONS)
    view.choose(row.uid)
    place.settle()
    view.aside_button.click()
    place.settle()
    assert not coupon_rows()[0].active
    view.chips.set_key(GONE)
    view.chips.chosen.emit(GONE)
    assert view.proxy.rowCount() == 1


def test_many_coupons_of_one_use_are_made_at_once(place) -> None:
    view = place.view
    view.new_button.click()
    enter(view.form.name, "คูปอง")
    enter(view.form.percent, "5")
    pick(view.form.coupon, True)
    place.save(view.form)
    view.choose(promotion_rows(DAY)[0].uid)
    place.settle()
    view.its_coupon_button.click()
    enter(view.coupon_form.code, "fair")
    enter(view.coupon_form.count, "๒๐")
    place.save(view.coupon_form)
    assert {each.coupon.most_uses for each in coupon_rows()} == {1}
    assert sum(each.coupon.code.startswith("FAIR-") for each in coupon_rows()) == 20


def test_a_switch_of_language_keeps_what_is_typed(place) -> None:
    view = place.view
    view.new_button.click()
    enter(view.form.name, "ลดเย็น")
    pick(view.form.kind, PromotionKind.SET_PRICE)
    view.retranslate()
    assert view.form.name.name() == "ลดเย็น"
    assert view.form.data().kind is PromotionKind.SET_PRICE


def test_what_is_wrong_in_a_field_that_is_gone_stops_nobody(place) -> None:
    view = place.view
    view.new_button.click()
    place.settle()
    form = view.form
    enter(form.name, "ชุดของฝาก")
    enter(form.percent, "abc")
    pick(form.kind, PromotionKind.BUY_GET)
    pick(form.gets, Gets.NAMED)
    soap, tea = (next(each for each in form._lists.goods if each.code == code) for code in ("SOAP", "TEA"))
    form.free.set_count(1)
    pick(form.free.lines[0].goods, soap.uid)
    pick(form.kind, PromotionKind.BUNDLE)
    for line, goods in zip(form.goods.set_count(2), (tea, soap), strict=True):
        pick(line.goods, goods.uid)
    enter(form.amount, "100")
    assert "100.00" in form.example.label.raw(), "what came free before is no part of the set"
    assert "124.00" in form.example.label.raw()
    place.save(form)
    assert [row.promotion.kind for row in promotion_rows(DAY)] == [PromotionKind.BUNDLE]


def test_a_batch_of_coupons_leads_to_its_sheet(place) -> None:
    view, session = place.view, place.session
    uid = create_promotion(session, Promotion("ลด", PromotionKind.PERCENT, value=1500, needs_coupon=True)).uid
    create_coupons(session, CouponData("TET", uid), uids=[new_uid(), new_uid()])
    links: list[Link] = []
    view._open_link = links.append
    view.refresh(Changes.EVERYTHING)
    place.settle()
    for line in view._all:
        view.show_row(line)
        place.settle()
        assert not view.sheet_button.isHidden()
        view.sheet_button.click()
    assert {(link.target, link.argument) for link in links} == {
        ("coupon-sheet", "PR001"),
        ("coupon-sheet", "TET"),
    }
