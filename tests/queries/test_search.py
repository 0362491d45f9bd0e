"""Every part of every name is found, from one letter on; better hits first; changes are seen."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.product import ProductData, ProductUnitData
from app.domain.session import Session
from app.queries import search
from app.queries.search import ProductIndex
from app.services.products import deactivate_product, update_product
from app.thai.fold import fold
from tests.builders import product

WORDS: tuple[str, ...] = (
    "ชา",
    "กะปิ",
    "ผง",
    "น้ำ",
    "พริก",
    "ข้าว",
    "หอม",
    "มะลิ",
    "กาแฟ",
    "ยา",
    "สระ",
    "ผม",
    "ล้าง",
    "จาน",
)
WORDS += ("ปลา", "หมึก", "แห้ง", "วาซาบิ", "กล้วย", "อบ", "A4", "<b>", "100%")


def index_of(*names: str) -> ProductIndex:
    index = ProductIndex()
    index.fill([(n, name, fold(name), f"P{n:04}", f"885{n:07}") for n, name in enumerate(names, 1)], [])
    return index


def test_ranks(session: Session) -> None:
    index = index_of("น้ำพริกกะปิ", "ผัด กะปิ", "กะปิผง", "P กะ", "ชา")
    assert index.search("กะปิ") == [3, 2, 1]
    assert index.search("ก") == [3, 4, 2, 1]
    assert index.search("P0002") == [2]
    assert index.search("p000") == [1, 2, 3, 4, 5]
    assert index.search("8850000003") == [3]
    assert index.search("00003") == [3]
    assert index.search("ไม่มี") == []
    assert index.search("") == index.search(" \u200b ") == index.search("  ่ ") == []
    assert index.search("p", limit=0) == []
    assert index.search("p", limit=2) == [4, 1]


@pytest.mark.parametrize("typed", ["นํ้าพริก", "น้ํา พริก", "นำพริก", "น้ำ-พริก", " น้ำพริก "])
def test_typing_is_forgiven(typed: str) -> None:
    assert index_of("ข้าว", "น้ำพริกเผา").search(typed) == [2]


def test_words_in_another_order() -> None:
    index = index_of("กะปิผงรสวาซาบิ", "กะปิผงทรงเครื่อง", "วาซาบิ")
    assert index.search("วาซาบิ กะปิ") == [1]
    assert index.search("ผง กะปิ") == [1, 2]
    assert index.search("ง ก") == [1, 2]
    assert index.search("วาซาบิ ไม่มี") == []


def test_nothing_is_found_across_two_products_or_fields() -> None:
    index = index_of("กข", "คง")
    assert index.search("ขค") == []
    assert index.search("ขp") == []
    assert index.search("10885") == []


@given(
    names=st.lists(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join), min_size=1, max_size=30
    ),
    data=st.data(),
)
def test_exactly_what_holds_the_text_is_found(names: list[str], data: st.DataObject) -> None:
    index = index_of(*names)
    name = fold(data.draw(st.sampled_from(names)))
    start = data.draw(st.integers(0, max(len(name) - 1, 0)))
    wanted = name[start : start + data.draw(st.integers(1, 12))] or "ก"
    held = {
        n
        for n, each in enumerate(names, 1)
        if fold(wanted) and any(fold(wanted) in text for text in (fold(each), f"p{n:04}", f"885{n:07}"))
    }
    assert set(index.search(wanted, limit=1000)) == held


def test_short_queries_over_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["".join(random.Random(n).choices(WORDS, k=3)) for n in range(400)]
    for few in (0, 10**6):
        monkeypatch.setattr(search, "FEW", few)
        index = index_of(*names)
        for wanted in ("า", "ลา", "ปิ", "ฮฮ", "4"):
            held = {
                n for n, each in enumerate(names, 1) if wanted in fold(each) or wanted in f"p{n:04} 885{n:07}"
            }
            assert set(index.search(wanted, limit=1000)) == held


def test_the_book_is_read_and_changes_are_seen(session: Session) -> None:
    one = product(session, "กะปิผง", units=(ProductUnitData("โหล", 12_000, "990099"),))
    two = product(session, "น้ำพริก")
    index = ProductIndex()
    index.load()
    assert len(index) == 2
    assert index.search("990099") == [one.id]
    assert not index.refresh()
    update_product(
        session, one.uid, data=ProductData("ชาดำ", "ขวด", units=(ProductUnitData("โหล", 12_000, "7777"),))
    )
    three = product(session, "กะปิหวาน")
    assert index.search("กะปิ") == [one.id], "until it is refreshed"
    assert index.refresh()
    assert index.search("กะปิ") == [three.id]
    assert index.search("7777") == index.search("ชา ด") == index.search("ำ ชา") == [one.id]
    assert index.search("990099") == []
    deactivate_product(session, two.uid)
    assert index.refresh()
    assert index.search("น้ำพริก") == []
    assert len(index) == 2


def test_many_changes_build_the_index_anew(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "OVERLAY", 3)
    index = ProductIndex()
    index.load()
    for number in range(10):
        product(session, f"สินค้า {number}")
        assert index.refresh()
        assert len(index.search("สินค้า")) == number + 1
    assert index.search("9")[0] == 10


def test_the_better_hit_wins_in_changed_products_too(session: Session) -> None:
    index = ProductIndex()
    product(session, "น้ำชา")
    index.load()
    product(session, "ชาเขียว")
    index.refresh()
    assert index.search("ชา") == [2, 1]
