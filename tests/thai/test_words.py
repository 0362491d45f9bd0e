"""Line breaks: the shared sentences, names that stay whole, and any text at all."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.thai import words
from app.thai.words import break_positions, cluster_positions, strip_breaks, with_breaks

DATA = json.loads((Path(__file__).parents[1] / "data" / "thai_text.json").read_text("utf-8"))
BREAKING = DATA["breaking"]


@pytest.mark.parametrize("row", BREAKING, ids=lambda row: row["id"])
def test_no_break_where_none_may_be(row: dict[str, Any]) -> None:
    for names in ((), row["keep_together"]):
        assert not set(break_positions(row["text"], names)) & set(row["never"])


@pytest.mark.parametrize("row", [row for row in BREAKING if row["keep_together"]], ids=lambda row: row["id"])
def test_names_stay_whole(row: dict[str, Any]) -> None:
    positions = break_positions(row["text"], row["keep_together"])
    for name in row["keep_together"]:
        start = row["text"].index(name)
        assert not [position for position in positions if start < position < start + len(name)]


def test_most_good_places_are_found() -> None:
    good = hit = 0
    for row in BREAKING:
        good += len(row["good"])
        hit += len(set(row["good"]) & set(break_positions(row["text"], row["keep_together"])))
    assert hit / good >= 0.8


def test_a_short_name_at_the_end_is_not_taken_for_a_longer_one() -> None:
    names = words.Names(["กะปิ", "กะปิผงรสวาซาบิ"])
    assert list(names.ends("ขายกะปิ", 3)) == [7]


def test_names_are_not_seen_inside_other_words() -> None:
    assert with_breaks("น้ำตาลอ้อย กาแฟ", ["น้ำตา", "กา"]) == with_breaks("น้ำตาลอ้อย กาแฟ")
    assert with_breaks("ขายปูม้า", ["ขายป"]) == with_breaks("ขายปูม้า")
    assert with_breaks("ซื้อกาแฟร้านเอื้องคำ", ["เอื้องคำ"]).endswith(f"ร้าน{words.BREAK}เอื้องคำ")


def test_the_longest_name_wins_and_spelling_does_not_matter() -> None:
    names = words.Names(["ลุงสมมุต", "ลุงสมมุตตัวอย่าง", "นํ้าแร่แจ้ซ้อน"])
    assert with_breaks("ขอบคุณลุงสมมุตตัวอย่าง", names).split(words.BREAK)[-1] == "ลุงสมมุตตัวอย่าง"
    assert "น้ำแร่แจ้ซ้อน" in with_breaks("ข้าวน้ำแร่แจ้ซ้อน", names).split(words.BREAK)
    assert not words.Names(["", "ก"])


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("กะปิผงรสวาซาบิ", ["กะปิ", "ผง", "รส", "วาซาบิ"]),
        ("ขนาด350มล.", ["ขนาด", "350", "มล."]),
        ("ABC-12 def", ["ABC-12 def"]),
        ("ข้าว🌾👩\u200d🌾ไทย", ["ข้าว", "🌾👩\u200d🌾", "ไทย"]),
        ("(กะปิ)", ["(กะปิ)"]),
        ("", [""]),
        ("ก", ["ก"]),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    assert with_breaks(text).split(words.BREAK) == pieces


def test_old_breaks_are_replaced_and_can_be_taken_out() -> None:
    text = next(row["text"] for row in DATA["render"] if row["id"] == "zwsp")
    assert strip_breaks(with_breaks(text)) == text.replace("\u200b", "")
    assert with_breaks(with_breaks("กะปิผง")) == with_breaks("กะปิผง")


def test_a_word_without_breaks_can_still_be_cut_between_letters() -> None:
    assert cluster_positions("ก" * 4) == (1, 2, 3)
    assert cluster_positions("เก้าที่น้ำ") == (4, 7)
    assert cluster_positions("a👩\u200d🌾") == (1,)


@given(st.one_of(st.text(), st.text(st.sampled_from("กขนเแไะาำิ่้์ๆฯ ()1a.“”🌾\u200b\ud800"), max_size=30)))
def test_any_text_keeps_its_signs(text: str) -> None:
    broken = with_breaks(text, ("กขน", "กา", "นา 1"))
    assert strip_breaks(broken) == strip_breaks(text)
    positions = break_positions(text, ("กขน", "กา"))
    assert list(positions) == sorted(set(positions))
    for position in positions:
        assert 0 < position < len(text)
        assert text[position] not in "ะาำๆฯิ่้์"
        assert text[position - 1] not in "เแไ"


def test_the_word_list_is_not_loaded_before_it_is_needed() -> None:
    import subprocess
    import sys

    code = "import sys, app.thai.words as w; w.with_breaks('plain'); assert 'nlpo3' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
