"""Bar codes under the Thai keyboard layout."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.thai import scanner
from app.thai.scanner import char_for_scancode, decode_scan

DATA = json.loads((Path(__file__).parents[1] / "data" / "thai_normalise.json").read_text("utf-8"))
TO_THAI = str.maketrans("".join(scanner._AMERICAN), "".join(scanner._KEDMANEE))
CODE_39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"


@pytest.mark.parametrize("row", DATA["scanner"], ids=lambda row: row["why"])
def test_published_scans(row: dict[str, Any]) -> None:
    assert decode_scan(row["arrives_as"]) == row["meant"]


def test_text_that_did_not_go_through_the_layout_stays() -> None:
    for text in ("2000000000015", "SKU-12", "a/b", "ขาย 3", ""):
        assert decode_scan(text) == text


def test_digits_typed_by_hand_are_digits() -> None:
    assert decode_scan("๒๐๐") == "200"


@given(st.text(st.sampled_from(CODE_39 + CODE_39.lower()), min_size=1))
def test_every_code_comes_back_from_the_thai_layout(code: str) -> None:
    arrived = code.translate(TO_THAI)
    if not all("๐" <= sign <= "๙" for sign in arrived):
        assert decode_scan(arrived) == code


def test_every_key_is_known_by_its_place() -> None:
    for shift in (False, True):
        keys = {char_for_scancode(code, shift, "windows") for code in range(1, 54)}
        assert set(scanner._AMERICAN[shift]) <= keys
    for code in range(200):
        assert char_for_scancode(code + 8, False, "xcb") == char_for_scancode(code, False, "windows")
    assert char_for_scancode(10, False, "xcb") == "1"
    assert char_for_scancode(2, True, "windows") == "!"
    assert char_for_scancode(30, True, "windows") == "A"
    assert char_for_scancode(57, False, "windows") == " "
    assert char_for_scancode(79, False, "windows") == "1"


def test_other_keys_and_platforms_are_left_alone() -> None:
    for code in (1, 14, 15, 28, 29, 42, 54, 56, 58, 69, 256 + 71, 0, -3):
        assert char_for_scancode(code, False, "windows") is None
    assert char_for_scancode(10, False, "cocoa") is None
