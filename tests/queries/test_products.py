"""Lists of products page by key, filter and sort in SQL; the till reads everything in two statements."""

from typing import Any

import pytest

from app.domain.ledger import ProductKind
from app.domain.product import ProductData, ProductUnitData
from app.domain.session import Session
from app.queries import products as q
from app.queries.products import ProductFilter, count_products, for_sale, list_products
from app.services.catalogue import save_category
from app.services.products import create_product, deactivate_product, update_product
from db import connection as book
from tests.builders import material, product
from tests.services.test_products import move


@pytest.fixture
def stocked(session: Session) -> Session:
    """Seven products of three kinds."""
    tea = save_category(session, "ชา", position=2)
    food = save_category(session, "อาหาร", position=1)
    product(session, "ไก่ย่าง", price=9_000, category_id=food.id, code="B1")
    product(session, "กาแฟ", price=4_000, category_id=tea.id, code="A1", barcode="8850001")
    product(
        session,
        "เก๊กฮวย",
        price=1_500,
        category_id=tea.id,
        code="A2",
        units=(ProductUnitData("โหล", 12_000, "77"),),
    )
    product(session, "ราคาเปิด", price=None, code="C1", is_open_price=True)
    material(session, "น้ำตาล", code="M1")
    product(session, "ถุง", price=None, kind=ProductKind.PACKAGING, code="K1")
    old = product(session, "เลิกขาย", code="Z1")
    deactivate_product(session, old.uid)
    return session


def names(rows: list[Any]) -> list[str]:
    return [row.name for row in rows]


def paged(**more: Any) -> list[str]:
    found: list[str] = []
    after = None
    while rows := list_products(after=after, limit=2, **more):
        found += names(rows)
        after = rows[-1].cursor
    return found


def test_names_in_thai_order_without_those_put_aside(stocked: Session) -> None:
    assert names(list_products()) == ["กาแฟ", "เก๊กฮวย", "ไก่ย่าง", "ถุง", "น้ำตาล", "ราคาเปิด"]


@pytest.mark.parametrize("sort", ["name", "code", "price", "on_hand", "newest"])
@pytest.mark.parametrize("descending", [False, True])
def test_pages_hold_every_row_once(stocked: Session, sort: str, descending: bool) -> None:
    whole = names(list_products(sort=sort, descending=descending))
    assert paged(sort=sort, descending=descending) == whole
    assert len(whole) == 6


def test_sorts(stocked: Session) -> None:
    assert [row.code for row in list_products(sort="code")] == ["A1", "A2", "B1", "C1", "K1", "M1"]
    assert names(list_products(sort="price", descending=True))[:3] == ["ไก่ย่าง", "กาแฟ", "เก๊กฮวย"]
    assert names(list_products(sort="newest", descending=True))[0] == "ถุง"
    with pytest.raises(KeyError):
        list_products(sort="id; DROP TABLE product")


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (ProductFilter(kinds=(ProductKind.MATERIAL, ProductKind.PACKAGING)), ["ถุง", "น้ำตาล"]),
        (ProductFilter(kinds=()), []),
        (ProductFilter(for_sale=False), ["ถุง", "น้ำตาล"]),
        (ProductFilter(active=False), ["เลิกขาย"]),
        (ProductFilter(category_id=1), ["กาแฟ", "เก๊กฮวย"]),
        (ProductFilter(text="กา"), ["กาแฟ"]),
        (ProductFilter(text="นํ้า"), ["น้ำตาล"]),
        (ProductFilter(text="a"), ["กาแฟ", "เก๊กฮวย"]),
        (ProductFilter(text="๘๘๕๐๐๐๑"), ["กาแฟ"]),
        (ProductFilter(text="%"), []),
        (ProductFilter(text="_"), []),
        (ProductFilter(text="' OR 1=1 --"), []),
    ],
)
def test_filters(stocked: Session, where: ProductFilter, found: list[str]) -> None:
    assert names(list_products(where)) == found
    assert count_products(where) == len(found)


def test_low_stock(stocked: Session) -> None:
    row = list_products(ProductFilter(text="กาแฟ"))[0]
    data = q.product_by_id(row.id)
    assert data is not None
    update_product(
        stocked,
        row.uid,
        data=ProductData(
            **{f: getattr(data.data, f) for f in data.data.__slots__} | {"reorder_milli": 2_000}
        ),
    )
    (low,) = list_products(ProductFilter(low=True))
    assert low.is_low
    assert low.on_hand_milli == 0
    move(stocked, row.id, 3_000)
    assert list_products(ProductFilter(low=True)) == []
    (row,) = list_products(ProductFilter(text="กาแฟ"))
    assert (row.on_hand_milli, row.value, row.is_low) == (3_000, 500, False)
    assert [(each.location, each.quantity_milli) for each in q.stock_by_place(row.id)] == [("ที่เก็บของ", 3_000)]


def test_the_till_reads_two_statements(stocked: Session) -> None:
    move(stocked, list_products(ProductFilter(text="กาแฟ"))[0].id)
    seen: list[str] = []
    book.database.connection().set_trace_callback(seen.append)
    items = for_sale(1)
    book.database.connection().set_trace_callback(None)
    assert len(seen) == 2
    assert names(items) == ["ไก่ย่าง", "กาแฟ", "เก๊กฮวย", "ราคาเปิด"], "by place of the category, then name"
    assert [item.on_hand_milli for item in items] == [0, 1_000, 0, 0]
    assert [item.on_hand_milli for item in for_sale(2)] == [0, 0, 0, 0]
    assert [item.on_hand_milli for item in for_sale()] == [0, 1_000, 0, 0]
    assert items[1].barcodes == ("8850001",)
    assert items[2].barcodes == ("77",)
    assert items[2].units == (ProductUnitData("โหล", 12_000, "77"),)
    assert items[3].is_open_price
    assert items[3].price_e4 is None
    assert items[0].category == "อาหาร"


def test_three_hundred_products_are_still_two_statements(session: Session) -> None:
    with book.unit_of_work():
        for number in range(300):
            create_product(
                session, ProductData(f"สินค้า {number:03}", "ชิ้น", units=(ProductUnitData("โหล", 12_000),))
            )
    seen: list[str] = []
    book.database.connection().set_trace_callback(seen.append)
    assert len(for_sale()) == 300
    assert len(list_products()) == q.PAGE
    book.database.connection().set_trace_callback(None)
    assert len(seen) == 3


def test_pictures_that_are_not_there_are_left_out(session: Session) -> None:
    assert q.thumbnails([bytes(32)]) == {}
    assert q.pictures([]) == {}
    assert q.product_by_uid(bytes(16)) is None
    assert q.product_by_code("none") is None
