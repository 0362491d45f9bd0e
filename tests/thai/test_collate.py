"""Thai dictionary order: the shared lists, ICU itself where it can be had, and stored keys."""

import itertools
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.thai.collate import sort_key
from resources import resource

DATA = json.loads((Path(__file__).parents[1] / "data" / "thai_sort.json").read_text("utf-8"))


@pytest.mark.parametrize("row", DATA["lists"], ids=lambda row: row["name"])
def test_published_lists(row: dict[str, Any]) -> None:
    shuffled = list(row["sorted"])
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == row["sorted"]


def test_kinds_follow_one_another() -> None:
    ordered = [
        " ",
        "_",
        "-",
        ",",
        "(",
        "#",
        "%",
        "ฯ",
        "ๆ",
        "+",
        "฿",
        "0",
        "๑",
        "9",
        "ก",
        "ฮ",
        "a",
        "A",
        "z",
        "я",
    ]
    assert sorted(random.Random(1).sample(ordered, len(ordered)), key=sort_key) == ordered


def test_spellings_with_the_same_letters_stay_apart() -> None:
    assert sort_key("1") != sort_key("๑")
    assert sort_key("ก\u0000") != sort_key("ก")
    assert sort_key("กา") < sort_key("ก่า") < sort_key("กาก")


def test_same_order_as_icu_on_the_word_list() -> None:
    qtcore = pytest.importorskip("PySide6.QtCore")
    collator = qtcore.QCollator(qtcore.QLocale("th_TH"))
    if collator.compare("เก", "ข") >= 0 or collator.compare("a", "ก") <= 0:
        pytest.skip("this Qt sorts by the operating system, not by ICU")
    words = [word for word in resource("words/words_th.txt").read_text("utf-8").splitlines() if word]
    sample = random.Random(2569).sample(words, 6_000)
    ordered = sorted(sample, key=sort_key)
    wrong = [pair for pair in itertools.pairwise(ordered) if collator.compare(*pair) > 0]
    assert wrong == []


@given(
    st.lists(st.text(st.sampled_from("กขเแาำะ่้์็ฯๆaAb 1๑-.ํ๋"), max_size=6), unique=True, min_size=2, max_size=2)
)
def test_different_texts_have_different_keys(pair: list[str]) -> None:
    assert sort_key(pair[0]) != sort_key(pair[1])


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert isinstance(sort_key(text), bytes)


@given(
    st.text(st.sampled_from("กขเาำ่a 1"), max_size=6),
    st.text(st.sampled_from("กขcะ2."), min_size=1, max_size=4),
)
def test_a_text_sorts_before_its_longer_form(text: str, more: str) -> None:
    if not text.endswith("เ"):
        assert sort_key(text) < sort_key(text + more)
