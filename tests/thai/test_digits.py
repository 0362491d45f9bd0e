"""Typed and written numbers: the grammar, its limits and its way back."""

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.thai import digits
from app.thai.digits import (
    AmountTooLargeError,
    NegativeError,
    NotANumberError,
    NumberMissingError,
    PercentTooLargeError,
    TooPreciseError,
)

DATA = json.loads((Path(__file__).parents[1] / "data" / "thai_normalise.json").read_text("utf-8"))
PARSERS = (digits.parse_amount, digits.parse_quantity, digits.parse_unit_cost, digits.parse_percent)


@pytest.mark.parametrize("row", DATA["numbers"], ids=lambda row: row["typed"] or "empty")
def test_published_quantities(row: dict[str, Any]) -> None:
    if row["milli"] is None:
        with pytest.raises(NotANumberError):
            digits.parse_quantity(row["typed"], negative=True)
    else:
        assert digits.parse_quantity(row["typed"], negative=True) == row["milli"]


@pytest.mark.parametrize(
    ("typed", "satang"),
    [
        ("0", 0),
        ("-0", 0),
        ("35", 3500),
        (".5", 50),
        ("5.", 500),
        ("007", 700),
        ("4.35", 435),
        ("1,234.50", 123450),
        ("1234.5", 123450),
        ("฿1,250", 125000),
        ("฿ ๑,๒๕๐.๕๐", 125050),
        ("120 บาท", 12000),
        ("๓๕บาท", 3500),
        ("99 บ.", 9900),
        ("120.-", 12000),
        ("1,250฿", 125000),
        ("\u00a035\u200b\r\n", 3500),
        ("10,000,000,000", digits.MAX_AMOUNT),
    ],
)
def test_amounts(typed: str, satang: int) -> None:
    assert digits.parse_amount(typed) == satang


NO_NUMBERS = """1,23 12,34 1,2345 ,123 1,,234 0,500 1,234,56 1.2.3 +5 1e9 0x10 1_000 ½ ５ ٣ --5 - . ฿ บาท 12a
NaN inf 1.5,000 5-"""


@pytest.mark.parametrize("typed", [*NO_NUMBERS.split(), "- ฿ -5", "1 2", "9" * 81])
def test_what_is_no_number(typed: str) -> None:
    for parse in PARSERS:
        with pytest.raises(NotANumberError):
            parse(typed, negative=True)


def test_empty_asks_for_a_number() -> None:
    for typed in ("", "   ", "\u200b"):
        with pytest.raises(NumberMissingError):
            digits.parse_amount(typed)


def test_minus_only_where_it_is_wanted() -> None:
    for typed in ("-5", "−5", "- 5", "฿-5", "-฿5"):
        assert digits.parse_amount(typed, negative=True) == -500
        with pytest.raises(NegativeError):
            digits.parse_amount(typed)


def test_more_places_than_kept_are_refused_not_rounded() -> None:
    with pytest.raises(TooPreciseError) as caught:
        digits.parse_amount("1.005")
    assert caught.value.data == {"text": "1.005", "places": 2}
    with pytest.raises(TooPreciseError):
        digits.parse_quantity("0.0001")
    with pytest.raises(TooPreciseError):
        digits.parse_percent("7.001")
    assert digits.parse_unit_cost("12.345678") == 12345678
    with pytest.raises(TooPreciseError):
        digits.parse_unit_cost("12.3456789")


def test_limits() -> None:
    for parse, most in (
        (digits.parse_amount, "10000000000.01"),
        (digits.parse_quantity, "10,000,000,000.001"),
        (digits.parse_unit_cost, "10000000000.000001"),
        (digits.parse_amount, "9" * 80),
    ):
        with pytest.raises(AmountTooLargeError):
            parse(most)
        with pytest.raises(AmountTooLargeError):
            parse(f"-{most}"[:80], negative=True)
    assert digits.parse_percent("10,000%") == digits.MAX_PERCENT_BP
    with pytest.raises(PercentTooLargeError):
        digits.parse_percent("10,000.01")


def test_percent() -> None:
    assert digits.parse_percent("7") == 700
    assert digits.parse_percent("๗ %") == 700
    assert digits.parse_percent("12.5%") == 1250


@pytest.mark.parametrize(
    ("satang", "full", "short"),
    [
        (0, "0.00", "0"),
        (5, "0.05", "0.05"),
        (50, "0.50", "0.50"),
        (123450, "1,234.50", "1,234.50"),
        (100000, "1,000.00", "1,000"),
        (-123450, "-1,234.50", "-1,234.50"),
        (-1, "-0.01", "-0.01"),
    ],
)
def test_format_amount(satang: int, full: str, short: str) -> None:
    assert digits.format_amount(satang) == full
    assert digits.format_amount(satang, decimals=None) == short
    assert digits.format_amount(satang, minus=digits.MINUS) == full.replace("-", "−")


def test_format_others() -> None:
    assert digits.format_quantity(1250500) == "1,250.5"
    assert digits.format_quantity(3000) == "3"
    assert digits.format_quantity(-1) == "-0.001"
    assert digits.format_unit_cost(12_000_000) == "12.00"
    assert digits.format_unit_cost(12_345_678) == "12.345678"
    assert digits.format_unit_cost(1_234_500_000) == "1,234.50"
    assert digits.format_unit_cost(12_305_000) == "12.305"
    assert digits.format_percent(700) == "7"
    assert digits.format_percent(1250) == "12.5"
    assert digits.format_percent(-5) == "-0.05"


def test_digits_both_ways() -> None:
    assert digits.to_arabic("๐๑๒๓๔๕๖๗๘๙ ก.") == "0123456789 ก."
    assert digits.to_thai("0123456789 ก.") == "๐๑๒๓๔๕๖๗๘๙ ก."


@given(st.integers(-digits.MAX_AMOUNT, digits.MAX_AMOUNT), st.booleans())
def test_amounts_come_back(satang: int, thai: bool) -> None:
    text = digits.format_amount(satang)
    assert digits.parse_amount(digits.to_thai(text) if thai else text, negative=True) == satang


@given(st.integers(-digits.MAX_QUANTITY_MILLI, digits.MAX_QUANTITY_MILLI))
def test_quantities_come_back(milli: int) -> None:
    assert digits.parse_quantity(digits.format_quantity(milli), negative=True) == milli


@given(st.integers(-digits.MAX_AMOUNT * digits.E4, digits.MAX_AMOUNT * digits.E4))
def test_unit_costs_come_back(e4: int) -> None:
    assert digits.parse_unit_cost(digits.format_unit_cost(e4, minus="−"), negative=True) == e4


@given(st.one_of(st.text(), st.text("0123456789๐๑๒๓๔๕๖๗๘๙.,-−฿ บาท%eE+", max_size=90)))
def test_any_text_is_a_number_or_a_user_error(text: str) -> None:
    for parse in PARSERS:
        with suppress(UserError):
            assert isinstance(parse(text), int)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10_000_000,
        "1," * 5_000_000,
        " " * 10_000_000,
        "1e3000000",
        "." * 1_000_000,
        "9" * 80,
        "1,234" * 16,
    ],
    ids=lambda text: f"{text[:6]} × {len(text)}",
)
def test_hostile_numbers_are_answered_at_once(text: str) -> None:
    best = 1.0
    for _attempt in range(3):
        start = time.perf_counter()
        with pytest.raises(UserError):
            digits.parse_amount(text)
        best = min(best, time.perf_counter() - start)
    assert best < 0.005
