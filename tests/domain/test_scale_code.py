"""Barcodes of scales: read as the pattern says, refused when they are something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import E4, MILLI, times
from app.domain.scale_code import (
    ScaleDecimalsError,
    ScalePatternError,
    ScaleReading,
    is_ean13,
    layout_of,
    read_scale_code,
    weighed,
)

WEIGHT = layout_of("21CCCCCWWWWWX", 3)
PRICE = layout_of("22CCCCCPPPPPX", 2)


def ean(twelve):
    digits = [int(each) for each in twelve]
    return twelve + str(-(sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10)


def test_a_weight_and_a_price():
    both = (WEIGHT, PRICE)
    assert read_scale_code(ean("210012301250"), both) == ScaleReading("00123", 1_250, None)
    assert read_scale_code(ean("220012304550"), both) == ScaleReading("00123", None, 4_550)


@pytest.mark.parametrize("code", [ean("230012301250"), ean("210012300000"), "2100123012509", "21", "๒" * 13])
def test_others_are_left_alone(code):
    assert read_scale_code(code, (WEIGHT, PRICE)) is None


@pytest.mark.parametrize("pattern", ["21CCCCCWWWWWX", "2CCCCCCPPPPPP", "21XCCCCXWWWWX"])
def test_a_pattern_comes_back_as_it_was_written(pattern):
    layout = layout_of(pattern, 2)
    assert layout.pattern == pattern
    assert layout_of(layout.pattern, 2) == layout


@pytest.mark.parametrize("pattern", ["", "21CCCCCWWWWW", "CCCCCCCWWWWWX", "21CCCCCXXXXXX", "21CCCCWWWPPPX"])
def test_a_pattern_that_says_too_little_is_refused(pattern):
    with pytest.raises(ScalePatternError):
        layout_of(pattern, 3)


def test_decimals_are_bounded():
    for pattern, decimals in (("21CCCCCWWWWWX", 5), ("21CCCCCPPPPPX", 3), ("21CCCCCWWWWWX", -1)):
        with pytest.raises(ScaleDecimalsError):
            layout_of(pattern, decimals)
    assert layout_of("๒๑CCCCCwwwwwx", 3) == WEIGHT


@given(st.integers(1, 99_999), st.integers(1, 5_000_00))
def test_a_price_on_the_label_is_what_the_line_comes_to(total, price):
    got = weighed(ScaleReading("1", None, total), price * E4)
    if got is not None and got.price_e4 is not None:
        assert times(got.price_e4, got.quantity_milli) == total
        assert got.quantity_milli == (total * MILLI + price // 2) // price


@given(st.text(max_size=20))
def test_no_text_breaks_it(text):
    read_scale_code(text, (WEIGHT, PRICE))
    is_ean13(text)
