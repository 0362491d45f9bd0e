"""The sums of a tally sheet, the hours of a market day, and the numbers of a book of receipts."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cash_counting import PiecesError, ReasonMissingError
from app.domain.market_event import (
    EventData,
    EventDaysError,
    EventFeeError,
    EventHoursError,
    EventNameMissingError,
    EventResult,
    EventTimesError,
    GoodsQuantityError,
    GoodsTwiceError,
    NoGoodsError,
    WhySpoiledError,
    checked_event,
    open_milli,
    per_hour,
)
from app.domain.receipt_book import (
    BookData,
    BookDaysError,
    BookNameMissingError,
    BookRangeError,
    NumberRangeError,
    OutsideBookError,
    Range,
    ReceiptUse,
    book_state,
    checked_book,
    checked_use,
    range_words,
    ranges,
)
from app.domain.tally import (
    BackBeyondTakenError,
    NotCountedError,
    NothingSoldError,
    TallyAmountError,
    TallyDiffersError,
    TallyDiscountError,
    TallyDraft,
    TallyLine,
    TallyPay,
    TallyPaymentsError,
    TallyPriceMissingError,
    TallyTooManyError,
    checked_tally,
    tally_sums,
)

DAY = dt.date(2026, 10, 5)
TEA, SOAP = b"t" * 16, b"s" * 16


def sheet(*lines: TallyLine, **more: object) -> TallyDraft:
    return TallyDraft(b"x" * 16, b"e" * 16, lines, **more)  # type: ignore[arg-type]


def line(
    taken: int, back: int = 0, spoiled: int = 0, given_away: int = 0, sold: int | None = None
) -> TallyLine:
    return TallyLine(TEA, 89_000_000, taken, back, spoiled, given_away, sold)


def checked(draft: TallyDraft):
    return checked_tally(draft, ["ชา"] * len(draft.lines))


def test_what_the_others_leave_was_sold_and_the_box_is_compared():
    draft = sheet(
        line(10_000, 2_000, 500, 500),
        pays=(TallyPay(b"b" * 16, 200_00),),
        discount=23_00,
        change_money=300_00,
        paid_out=100_00,
        pieces={100_000: 0, 10_000: 5, 2_000: 3, 100: 5},
        reason="ทอนเกิน",
        why_gone="แตก",
    )
    sums = checked(draft)
    assert (sums.sold, sums.total, sums.cash) == (623_00, 600_00, 400_00)
    assert (sums.expected, sums.counted, sums.difference) == (600_00, 565_00, -35_00)


@given(
    st.integers(1, 10**6),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)
def test_a_line_adds_up_or_is_refused_by_exactly_what_is_missing(taken, back, gone, sold):
    each = line(taken, back, gone, 0, sold)
    draft = sheet(each, counted=tally_sums(sheet(each)).total, why_gone="แตก")
    said = None
    try:
        checked(draft)
    except (BackBeyondTakenError, TallyDiffersError, NothingSoldError) as error:
        said = error
    expected: tuple[type[object], int | None]
    if back + gone > taken:
        expected = (BackBeyondTakenError, back + gone - taken)
    elif back + gone + sold > taken:
        expected = (TallyTooManyError, back + gone + sold - taken)
    elif back + gone + sold < taken:
        expected = (TallyDiffersError, taken - back - gone - sold)
    else:
        expected = (type(None) if sold else NothingSoldError, None)
    assert (type(said), said.data.get("by_milli") if said else None) == expected


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (sheet(), NoGoodsError),
        (sheet(line(1_000), line(1_000)), GoodsTwiceError),
        (sheet(line(0)), GoodsQuantityError),
        (sheet(line(1_000, -1)), GoodsQuantityError),
        (sheet(line(1_000, 1_000)), NothingSoldError),
        (sheet(TallyLine(TEA, None, 1_000)), TallyPriceMissingError),
        (sheet(line(2_000, 0, 1_000), counted=89_00), WhySpoiledError),
        (sheet(line(1_000)), NotCountedError),
        (sheet(line(1_000), counted=80_00), ReasonMissingError),
        (sheet(line(1_000), counted=-1), TallyAmountError),
        (sheet(line(1_000), discount=-1), TallyAmountError),
        (sheet(line(1_000), discount=89_01), TallyDiscountError),
        (sheet(line(1_000), pays=(TallyPay(TEA, 89_01),)), TallyPaymentsError),
        (sheet(line(1_000), pieces={100: -1, 500: 2}), PiecesError),
    ],
)
def test_what_cannot_be_is_refused(draft, error):
    with pytest.raises(error):
        checked(draft)


def test_a_box_with_nothing_to_expect_needs_no_count():
    draft = sheet(line(1_000), pays=(TallyPay(TEA, 89_00),))
    assert checked(draft).difference == 0


# ---------------------------------------------------------------- the market day


def test_hours_follow_from_the_times_and_days():
    data = checked_event(EventData("ตลาด", DAY, DAY + dt.timedelta(days=1), starts_at="๖", ends_at="10.20"))
    assert (data.starts_at, data.ends_at, data.hours_milli) == ("06:00", "10:20", 8_666)
    assert checked_event(EventData("ตลาด", DAY, DAY, hours_milli=5_000, starts_at="6")).hours_milli == 5_000
    assert open_milli("06:00", "") == 0


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (EventData(" ", DAY, DAY), EventNameMissingError),
        (EventData("x", DAY, DAY - dt.timedelta(days=1)), EventDaysError),
        (EventData("x", DAY, DAY + dt.timedelta(days=400)), EventDaysError),
        (EventData("x", DAY, DAY, starts_at="10", ends_at="9"), EventTimesError),
        (EventData("x", DAY, DAY, hours_milli=25_000), EventHoursError),
        (EventData("x", DAY, DAY, planned_fee=-1), EventFeeError),
    ],
)
def test_a_market_day_that_cannot_be(data, error):
    with pytest.raises(error):
        checked_event(data)


def test_profit_by_the_hour():
    assert per_hour(100_00, 3_000) == 33_33
    assert per_hour(100_00, 0) is None
    result = EventResult(500_00, 200_00, (), 4_000, 2_000, 1_000)
    assert (result.profit, result.profit_bp, result.an_hour, result.a_helpers_hour) == (
        300_00,
        6_000,
        75_00,
        100_00,
    )


# ---------------------------------------------------------------- books of receipts


def test_every_number_is_used_spoiled_missing_or_blank():
    state = book_state(Range(1, 20), [Range(2, 3), Range(6, 6)], [5, 9])
    assert (state.missing, state.blank) == ((Range(1, 1), Range(4, 4), Range(7, 8)), (Range(10, 20),))
    assert state.next_number == 10
    assert range_words(state.missing) == "1, 4, 7–8"
    assert book_state(Range(1, 3), [], []).missing == ()


@given(st.sets(st.integers(1, 60)), st.sets(st.integers(1, 60)))
def test_the_states_share_the_book_out(used, spoiled):
    state = book_state(Range(1, 60), ranges(used), spoiled)
    parts = [state.used, state.spoiled, state.missing, state.blank]
    numbers = [n for part in parts for each in part for n in range(each.first, each.last + 1)]
    assert sorted(numbers) == list(range(1, 61))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (BookData(" ", 1, 2, DAY), BookNameMissingError),
        (BookData("1", 5, 4, DAY), BookRangeError),
        (BookData("1", 1, 10_001, DAY), BookRangeError),
        (BookData("1", 1, 2, DAY, returned_on=DAY - dt.timedelta(days=1)), BookDaysError),
    ],
)
def test_a_book_that_cannot_be(data, error):
    with pytest.raises(error):
        checked_book(data)


def test_numbers_outside_the_book():
    with pytest.raises(NumberRangeError):
        checked_use(ReceiptUse(TEA, 5, 4), "1", Range(1, 50))
    with pytest.raises(OutsideBookError) as caught:
        checked_use(ReceiptUse(TEA, 50, 51), "1", Range(1, 50))
    assert caught.value.data["number"] == "51"
