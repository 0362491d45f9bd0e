"""One spelling for typed Thai, names fit to store, and the search key."""

import json
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.thai.fold import fold, found
from app.thai.normalise import TextTooLongError, clean_name, clean_text, normalise, normalise_lines

DATA = json.loads((Path(__file__).parents[1] / "data" / "thai_normalise.json").read_text("utf-8"))
THAI = [chr(code) for code in (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))]
thai_text = st.text(st.sampled_from([*THAI, " ", "\u00a0", "\u200b", "a", "1", "-", "◌"]), max_size=12)
any_text = st.one_of(thai_text, st.text())


@pytest.mark.parametrize("row", DATA["normalise"], ids=lambda row: f"{row['in_code_points']} {row['why']}")
def test_published_normalise(row: dict[str, Any]) -> None:
    assert normalise(row["in"]) == row["out"]
    assert normalise(row["out"]) == row["out"]
    assert [f"{ord(sign):04X}" for sign in normalise(row["in"])] == row["out_code_points"].split()


@pytest.mark.parametrize("row", DATA["unchanged"], ids=lambda row: row["why"])
def test_published_unchanged(row: dict[str, Any]) -> None:
    assert normalise(row["text"]) == row["text"]


@pytest.mark.parametrize("row", DATA["search"], ids=lambda row: f"{row['query']} {row['why']}")
def test_published_search(row: dict[str, Any]) -> None:
    assert found(row["query"], row["text"]) is row["found"]


def test_every_spelling_of_water_is_one() -> None:
    spellings = ["น้ำ", "นํ้า", "น้ํา", "นำ้", "น้้ำ", "น\u200b้ำ", " น ้ำ"]
    assert {normalise(spelling) for spelling in spellings} == {"น้ำ"}


def test_what_is_seen_stays() -> None:
    for text in ("<b>กะปิ</b>", "=1+1", "%s", "จากใจชาวนา 🌾", "👩\u200d🌾", "◌่", "½ ㎏", "ﬁ", "A่"):
        assert normalise(text) == text
        assert clean_name(text) == text


def test_lines_stay_in_stories_only() -> None:
    assert normalise("หนึ่ง\r\n สอง") == "หนึ่ง สอง"
    assert normalise_lines("หนึ่ง \r\n สอง\n\n") == "หนึ่ง\nสอง"
    assert clean_text("\n\nหนึ่ง\x07\r\n\u202eสอง\n") == "หนึ่ง\nสอง"


def test_names_lose_what_could_harm() -> None:
    assert clean_name("กะปิ\u202e\u2066ผง\u200f\x00\x1b[2J\ud800") == "กะปิผง[2J"
    assert clean_name("กะปิ\r\nผง\tดี\u2028ๆ") == "กะปิ ผง ดี ๆ"
    assert clean_name("\u202e \x00") == ""


def test_names_are_never_cut() -> None:
    assert clean_name("ก" * 500) == "ก" * 500
    assert clean_name(" " + "ก" * 500 + " ") == "ก" * 500
    with pytest.raises(TextTooLongError) as caught:
        clean_name("ก" * 501)
    assert caught.value.data == {"length": 501, "limit": 500}
    assert clean_text("ก" * 10_000) == "ก" * 10_000
    with pytest.raises(TextTooLongError):
        clean_text("ก" * 10_001)


def test_fold_forgives_what_people_leave_out() -> None:
    assert fold("สิทธิ์") == fold("สิท")
    assert fold("พันธุ์") == "พัน"
    assert fold("สูตร ๒.๕ (ใหม่)") == "สูตร25ใหม"
    assert fold("Chef COFFEE!") == "chefcoffee"
    assert fold("ก็") == "ก"
    assert fold("  \u200b") == ""
    assert found("", "กะปิ")


@given(any_text)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    assert "  " not in once


@given(any_text)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_name(text)
    assert clean_name(once) == once
    assert once.isprintable() or all(
        unicodedata.category(sign) in ("Cf", "Co", "Cn") for sign in once if not sign.isprintable()
    )
    once.encode("utf-8")


@given(any_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(normalise(text)) == once


@given(st.text(st.characters(max_codepoint=127)))
def test_the_short_way_for_ascii_is_the_same(text: str) -> None:
    assert fold(text + "ๆ") == fold(text) + "ๆ"
    assert normalise(text + "ก") == normalise(text + "x")[:-1] + "ก"


@pytest.mark.parametrize("piece", ["เ่", "า่", "น้ํา", "ก ุ", "ะา่", "่้์ิ", " ่", "ํ่า"])
def test_long_junk_is_answered_soon(piece: str) -> None:
    start = time.perf_counter()
    normalise(piece * 20_000)
    assert time.perf_counter() - start < 2
