"""Goods that are sold by their name before anybody entered them."""

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.document import new_uid
from app.domain.money import MILLI
from app.domain.product import ProductNameMissingError
from app.domain.sale import SaleDraft, SaleLineDraft, TenderDraft
from app.domain.session import NotPermittedError, Permission
from app.queries.catalogue import tenders
from app.queries.integrity import check_books
from app.queries.products import ProductFilter, by_barcode, count_products, product_by_uid
from app.services.products import deactivate_product, update_product
from app.services.quick_products import QuickPriceError, create_quick_product
from app.services.sales import post_sale
from tests.builders import product, session_with

DAY = dt.date(2026, 10, 5)
CODE = "8859999999999"
LEFT = ProductFilter(incomplete=True)


def test_it_is_sold_at_once_and_waits_to_be_completed(session):
    seller = session_with(Permission.SELL)
    saved = create_quick_product(seller, name="ปลาร้าต้มสุก", price_e4=35_000_000, code=CODE)
    line = SaleLineDraft(saved.uid, "", 2 * MILLI, "ชิ้น", 35_000_000)
    cash = next(each.uid for each in tenders() if each.kind == "cash")
    draft = SaleDraft(new_uid(), (line,), tenders=(TenderDraft(cash, 7_000, is_cash=True),))
    assert post_sale(session, draft, on=DAY).posted.total == 7_000
    assert check_books() == []
    assert count_products(LEFT) == 1
    assert by_barcode(CODE).product_uid == saved.uid

    made = product_by_uid(saved.uid)
    update_product(session, saved.uid, data=replace(made.data, is_incomplete=False))
    assert count_products(LEFT) == 0


def test_the_same_goods_come_once(session):
    uid = new_uid()
    first = create_quick_product(session, name="ปลาร้า", price_e4=1, uid=uid)
    again = create_quick_product(session, name="ปลาร้า", price_e4=1, uid=uid)
    assert (first.id, first.code) == (again.id, again.code)
    assert count_products() == 1


@pytest.mark.parametrize("code", ["ปลาร้า บ้านนา", "", "9" * 60])
def test_what_cannot_be_a_barcode_is_none(session, code):
    saved = create_quick_product(session, name="ปลาร้า", price_e4=10_000, code=code)
    assert product_by_uid(saved.uid).data.barcode is None


def test_a_code_of_goods_that_are_put_aside_stays_theirs(session):
    old = product(session, "ของเก่า", barcode=CODE)
    deactivate_product(session, old.uid)
    saved = create_quick_product(session, name="ของใหม่", price_e4=10_000, code=CODE)
    assert product_by_uid(saved.uid).data.barcode is None
    assert by_barcode(CODE).product_uid == old.uid


def test_it_needs_a_name_a_price_and_the_right_to_sell(session):
    with pytest.raises(QuickPriceError):
        create_quick_product(session, name="ปลาร้า", price_e4=0)
    with pytest.raises(ProductNameMissingError):
        create_quick_product(session, name=" ", price_e4=1)
    with pytest.raises(NotPermittedError):
        create_quick_product(session_with(Permission.SEE_SALES), name="ปลาร้า", price_e4=1)
    assert count_products() == 0
