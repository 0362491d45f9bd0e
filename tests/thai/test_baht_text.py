"""Amounts in words."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.thai.baht_text import baht_text, number_text

DATA = json.loads((Path(__file__).parents[1] / "data" / "baht_text.json").read_text("utf-8"))
DIGITS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}


@pytest.mark.parametrize("row", DATA["vectors"], ids=lambda row: row["amount"])
def test_published_amounts(row: dict[str, Any]) -> None:
    assert baht_text(row["satang"]) == row["text"]


def read_back(words: str) -> int:
    """A whole number from its words, by another way than they were made."""
    total = group = digit = 0
    while words:
        for word, value in (("ยี่", 2), ("เอ็ด", 1), *((word, value) for value, word in enumerate(DIGITS))):
            if words.startswith(word):
                digit, words = value, words[len(word) :]
                break
        else:
            if words.startswith("ล้าน"):
                total, group, digit, words = (total + group + digit) * 1_000_000, 0, 0, words[4:]
                continue
            place = next(place for place in PLACES if words.startswith(place))
            group, digit, words = group + (digit or 1) * PLACES[place], 0, words[len(place) :]
    return total + group + digit


@given(st.one_of(st.integers(0, 10**7), st.integers(0, 10**20)))
def test_words_read_back(number: int) -> None:
    assert read_back(number_text(number)) == number
    assert number_text(-number) == ("ลบ" if number else "") + number_text(number)


@given(st.integers(-(10**15), 10**15))
def test_every_amount_ends_rightly(satang: int) -> None:
    words = baht_text(satang)
    assert words.endswith("สตางค์" if satang % 100 else "บาทถ้วน")
    assert words.startswith("ลบ") is (satang < 0)
