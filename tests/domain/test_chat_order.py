"""Chat lines of the kinds people write, and that nothing typed is lost or breaks the reading."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.chat_goods import DayCode, Goods, Vocabulary, heard, vocabulary
from app.domain.chat_line import Doubt, LineState, ReadLine, TooManyChatLinesError
from app.domain.chat_order import MOST_LINES, read_chat, said_lines
from app.thai.digits import format_quantity

KNOWN = json.loads((Path(__file__).parent.parent / "data" / "chat_orders.json").read_text("utf-8"))
CHATS: list[dict[str, Any]] = KNOWN["chats"]


def _words() -> Vocabulary:
    goods = [
        Goods(key.encode(), name, code, unit, tuple(packs), tuple(names))
        for key, name, code, unit, packs, names in KNOWN["goods"]
    ]
    codes = [
        DayCode(code, key.encode(), "", price, many and many * 1000)
        for code, key, price, many in KNOWN["codes"]
    ]
    return vocabulary(goods, codes)


WORDS = _words()


def _short(line: ReadLine) -> str:
    goods = line.goods.uid.decode() if line.goods else "?"
    many = "-" if line.quantity_milli is None else format_quantity(line.quantity_milli)
    return f"{line.buyer}|{goods}|{many}|{line.unit}|{line.state}"


def test_there_are_enough_lines() -> None:
    assert sum(len(each["chat"]) for each in CHATS) >= 60


@pytest.mark.parametrize("case", CHATS, ids=[" / ".join(each["chat"])[:50] for each in CHATS])
def test_what_people_write(case: dict[str, Any]) -> None:
    read = read_chat("\n".join(case["chat"]), WORDS)
    assert [_short(line) for line in read if line.state is not LineState.SKIPPED] == case["read"]
    assert {line.said for line in read} == set(said_lines("\n".join(case["chat"])))


def test_every_doubt_says_why() -> None:
    for case in CHATS:
        for line in read_chat("\n".join(case["chat"]), WORDS):
            assert (line.doubt is not None) or line.state is LineState.NEW
            if line.state is LineState.NEW:
                assert line.doubt in (None, Doubt.CHANGED)
                assert line.goods is not None
                assert line.quantity_milli


def test_a_price_and_a_number_of_the_day_come_with_the_code() -> None:
    (shawl,) = read_chat("C-07 คุณ ก", WORDS)
    (eggs,) = read_chat("ชุดไข่ คุณ ก", WORDS)
    assert (shawl.price_e4, eggs.price_e4, eggs.quantity_milli) == (39000000, 1200000, 10_000)


def test_ten_thousand_lines_are_refused_in_words() -> None:
    with pytest.raises(TooManyChatLinesError) as refused:
        read_chat("รับ A12 2 คุณ ก\n" * 10_000, WORDS)
    assert refused.value.data["lines"] == 10_000
    assert len(read_chat("รับ A12 2 คุณ ก\n" * MOST_LINES, WORDS)) == MOST_LINES


def test_a_day_code_goes_before_a_products_own() -> None:
    goods = [Goods(b"1", "ชา", "A1", "ถุง"), Goods(b"2", "กะปิ", "A2", "กระปุก")]
    (line,) = read_chat("A1 2 คุณ ก", vocabulary(goods, [DayCode("a-1", b"2")]))
    assert line.goods is goods[1]


def test_a_unit_with_its_size_is_called_by_its_first_word() -> None:
    tea = Goods(b"1", "ชา", "A1", "กล่อง 20 ซอง", ("ลัง",))
    paste = Goods(b"2", "กะปิ", "A2", "ขวด 60 ก.", ("ขวด 200 ก.",))
    words = vocabulary([tea, paste], [])
    (boxes,) = read_chat("ชา 5 กล่อง คุณ ก", words)
    assert (boxes.unit, boxes.quantity_milli, boxes.state) == ("กล่อง 20 ซอง", 5_000, LineState.NEW)
    (bottles,) = read_chat("กะปิ 2 ขวด คุณ ก", words)
    assert (bottles.doubt, bottles.state) == (Doubt.UNIT, LineState.DOUBTFUL), "which of the two bottles?"
    (bags,) = read_chat("ชา 5 ถุง คุณ ก", words)
    assert bags.doubt is Doubt.UNIT


PIECES = st.sampled_from(
    [*"กขงเแ ่้็ำ์ๆ,:+x=-/\t\n๑๒0159", "A12", "CF", "รับ", "เอา", "เปลี่ยนเป็น", "ไม่เอา", "ยกเลิก", "แทน", "อีก",
     "อย่างละ",
     "เอ้ย", "ครึ่ง", "คุณ ก", "น้องเอ: ", "ถุง", "กก.", "ชาหญ้าหมอน้อย", "ไรซ์เบอร์", "B1", "12",
     "ไหม", "ค่ะ", "บาท", "Z9", " "]
)  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200)))
@settings(max_examples=400, deadline=None)
def test_nothing_is_lost_and_nothing_breaks(text: str) -> None:
    read = read_chat(text, WORDS)
    kept: list[str] = []
    for line in read:
        if not kept or kept[-1] != line.said:
            kept.append(line.said)
    every = said_lines(text)
    assert kept == [said for at, said in enumerate(every) if not at or said != every[at - 1]]
    letters = heard("".join(every))
    assert all(sign in letters for sign in heard(text) if sign.isascii())
    for line in read:
        assert line.quantity_milli is None or line.quantity_milli > 0
        assert line.state in (LineState.NEW, LineState.DOUBTFUL, LineState.SKIPPED, LineState.CANCELLED)
