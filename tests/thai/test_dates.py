"""Dates as typed and as shown, against the shared vectors and at random."""

import datetime as dt
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import i18n
from app.errors import UserError
from app.thai import dates
from app.thai.dates import AskYearError, NoSuchDateError, UnreadableDateError, UnreadableMonthError

DATA = json.loads((Path(__file__).parents[1] / "data" / "buddhist_dates.json").read_text("utf-8"))
ERRORS = {"no_such_date": NoSuchDateError, "ask_year": AskYearError, "unreadable": UnreadableDateError}
TODAY = dt.date(2026, 3, 5)


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    i18n.set_language("en")


@pytest.mark.parametrize("row", DATA["parse"], ids=lambda row: f"{row['typed']} {row['why']}")
def test_published_parse(row: dict[str, Any]) -> None:
    today = dt.date.fromisoformat(row["today"])
    if "iso" in row:
        assert dates.parse_date(row["typed"], today).isoformat() == row["iso"]
    else:
        with pytest.raises(ERRORS[row["error"]]):
            dates.parse_date(row["typed"], today)


@pytest.mark.parametrize("row", DATA["format"], ids=lambda row: f"{row['iso']} {row['style']}")
def test_published_format(row: dict[str, Any]) -> None:
    day = dt.date.fromisoformat(row["iso"])
    assert dates.format_date(day, row["style"], language="th") == row["text"]


@pytest.mark.parametrize("row", DATA["years"], ids=lambda row: row["iso"])
def test_published_years(row: dict[str, Any]) -> None:
    day = dt.date.fromisoformat(row["iso"])
    assert dates.buddhist_year(day) == row["tax_year"]
    assert dates.government_fiscal_year(day) == row["government_fiscal_year"]


@pytest.mark.parametrize("row", DATA["leap"], ids=lambda row: str(row["be_year"]))
def test_published_leap_years(row: dict[str, Any]) -> None:
    assert dates.days_in_month(row["be_year"], 2) == row["february_days"]


SAME_DAY = """1 มี.ค.2569|1มีค69|1-มี.ค.-69|1 มี. ค. 69|1 มีนา 69|วันที่ 1 มี.ค. พ.ศ. 2569|1 มี.ค. พ.ศ.69|
อา. 1 มี.ค. 69|1 Mar 2026|March 1, 2026|Sunday 1 March 2026|Sun, 1 Mar. 2026|1/3/2569 |1/3/พ.ศ. 2569|
1 / 3 / 2569|1 March B.E. 2569|1\u00a0มี.ค.\u00a069|2026/3/1|๒๕๖๙-๐๓-๐๑"""


@pytest.mark.parametrize("typed", SAME_DAY.split("|"))
def test_other_ways_to_write_it(typed: str) -> None:
    assert dates.parse_date(typed, TODAY) == dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("typed", "days"), [("today", 0), ("Yesterday", -1), ("TOMORROW", 1), ("วานซืน", -2), ("มะรืนนี้", 2)]
)
def test_words(typed: str, days: int) -> None:
    assert dates.parse_date(typed, TODAY) == TODAY + dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("1/3", AskYearError),
        ("1 มี.ค.", AskYearError),
        ("1/3/ค.ศ. 2569", AskYearError),
        ("1/3/พ.ศ. 2026", AskYearError),
        ("3112-03-01", AskYearError),
        ("31/2/2569", NoSuchDateError),
        ("2026-13-01", NoSuchDateError),
        ("วันจันทร์ที่ 1 มีนาคม 2569", NoSuchDateError),
        ("1..3..2569", UnreadableDateError),
        ("1/3/2569/4", UnreadableDateError),
        ("001/3/2569", UnreadableDateError),
        ("-1/3/2569", UnreadableDateError),
        ("1/3/" + "9" * 100, UnreadableDateError),
        ("2569", UnreadableDateError),
    ],
)
def test_refused(typed: str, error: type[UserError]) -> None:
    with pytest.raises(error):
        dates.parse_date(typed, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "2569-10",
        "2026-10",
        "10/2569",
        "ต.ค. 2569",
        "ตค 69",
        "ตุลาคม พ.ศ. ๒๕๖๙",
        "Oct 2026",
        "เดือนตุลาคม 2569",
        "10/69",
    ],
)
def test_months(typed: str) -> None:
    assert dates.parse_month(typed) == dt.date(2026, 10, 1)


def test_months_refused() -> None:
    for typed, error in (
        ("2569-13", NoSuchDateError),
        ("3112-10", AskYearError),
        ("ต.ค.", AskYearError),
        ("", UnreadableMonthError),
        ("1/10/2569", UnreadableMonthError),
        ("ปีหน้า", UnreadableMonthError),
    ):
        with pytest.raises(error):
            dates.parse_month(typed)


def test_language_decides_era_and_names() -> None:
    day = dt.date(2026, 3, 1)
    i18n.set_language("en")
    assert dates.format_date(day) == "1 Mar 2026"
    assert dates.format_date(day, "full") == "Sunday 1 March 2026"
    assert dates.format_date(day, "short") == "1 Mar 26"
    assert dates.format_month(day) == "Mar 2026"
    i18n.set_language("th")
    assert dates.format_date(day) == "1 มี.ค. 2569"
    assert dates.format_month(day, long=True) == "มีนาคม 2569"


def test_moments_are_told_by_the_clock_of_thailand() -> None:
    moment = dt.datetime(2026, 2, 28, 18, 5, 9, tzinfo=dt.UTC)
    assert dates.format_datetime(moment, language="th") == "1 มี.ค. 2569 01:05 น."
    assert dates.format_datetime(moment, seconds=True, language="en") == "1 Mar 2026 01:05:09"
    naive = dt.datetime(2026, 2, 28, 18, 5)
    assert dates.format_datetime(naive, "numeric", language="th") == "28/02/2569 18:05 น."


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
    st.sampled_from(
        [style for style in get_args(dates.Style) if style not in ("short", "month", "month_long")]
    ),
    st.sampled_from(["th", "en"]),
)
def test_a_written_date_reads_back(day: dt.date, style: dates.Style, language: str) -> None:
    assert dates.parse_date(dates.format_date(day, style, language=language), TODAY) == day


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)), st.booleans(), st.sampled_from(["th", "en"]))
def test_a_written_month_reads_back(day: dt.date, long: bool, language: str) -> None:
    assert dates.parse_month(dates.format_month(day, long, language=language)) == day.replace(day=1)


PIECES = st.sampled_from(
    [*dates.MONTHS, *dates.SHORT_MONTHS, *dates.WEEKDAYS, "พ.ศ.", "วัน", "ที่", *"0123456789/-. ๑๒"]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=9).map("".join)))
def test_any_text_is_a_date_or_a_user_error(text: str) -> None:
    with suppress(UserError):
        assert isinstance(dates.parse_date(text, TODAY), dt.date)
    with suppress(UserError):
        assert dates.parse_month(text).day == 1


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system sets no time zone for one process")
@pytest.mark.parametrize("zone", ["UTC", "PST8", "NZST-12"])
def test_the_day_is_thailands_on_any_pc(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        evening = int(dt.datetime(2026, 10, 5, 16, 59, 59, tzinfo=dt.UTC).timestamp()) * 1000
        assert dates.format_datetime(dates.moment_of(evening), seconds=True) == "5 Oct 2026 23:59:59"
        assert (dates.day_of(evening), dates.day_of(evening + 1_000)) == (
            dt.date(2026, 10, 5),
            dt.date(2026, 10, 6),
        )
        before = dates.day_of(int(time.time()) * 1000)
        assert before <= dates.today() <= dates.day_of(int(time.time()) * 1000)
        assert dates.now().utcoffset() == dt.timedelta(hours=7)
    finally:
        monkeypatch.undo()
        time.tzset()
