"""Dates as Thai people type and read them: Buddhist era, day first, month names, words like เมื่อวาน.

Dates are stored in the common era (ISO) and shown with พ.ศ. = ค.ศ. + 543. Nothing is guessed: a year that
could mean two things is asked for. Year windows: four digits 2400-2799 Buddhist, 1900-2199 common era; two
digits 60-99 are 2560-2599. Month and weekday names follow the Royal Society, short ones the common use.
"""

import calendar
import datetime as dt
import re
from typing import Final, Literal

from app import i18n
from app.errors import UserError
from app.i18n import N_
from app.thai.digits import shown, to_arabic, to_thai

Style = Literal["numeric", "short", "medium", "long", "full", "long_thai_digits", "month", "month_long"]

BUDDHIST_OFFSET: Final = 543
THAI_TIME: Final = dt.timezone(dt.timedelta(hours=7))
"""Thailand's clock; it has had no summer time since 1920."""

_MAX_TYPED = 80

MONTHS: Final = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS: Final = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
WEEKDAYS: Final = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
SHORT_WEEKDAYS: Final = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class UnreadableDateError(UserError):
    """Typed text that cannot be read as a date."""

    message = N_("“{text}” is not a date. Type it like 1/3/2569, 1 Mar 2026 or yesterday.")


class UnreadableMonthError(UnreadableDateError):
    """Typed text that cannot be read as a month."""

    message = N_("“{text}” is not a month. Type it like 2569-10 or Oct 2026.")


class NoSuchDateError(UserError):
    """A day or month that the calendar does not have."""

    message = N_("There is no date “{text}” in the calendar.")


class AskYearError(UserError):
    """A year that is missing or could mean two things; the screen asks for it."""

    message = N_("Which year is meant in “{text}”? Please type it with four digits, like 2569.")


_DAYS_FROM_TODAY: Final = {
    "วันนี้": 0, "เมื่อวาน": -1, "เมื่อวานนี้": -1, "วานนี้": -1, "เมื่อวานซืน": -2, "เมื่อวานซืนนี้": -2,
    "วานซืน": -2, "พรุ่งนี้": 1, "วันพรุ่งนี้": 1, "มะรืน": 2, "มะรืนนี้": 2,
    "today": 0, "yesterday": -1, "day before yesterday": -2, "the day before yesterday": -2, "tomorrow": 1,
}  # fmt: skip
# What else a month is called in writing; กรกฏาคม with the wrong ฏ is common.
_ALSO_MONTHS: Final = {
    "มกรา": 1, "กุมภา": 2, "มีนา": 3, "เมษา": 4, "พฤษภา": 5, "มิถุนา": 6, "กรกฎา": 7, "กรกฏาคม": 7, "สิงหา": 8,
    "กันยา": 9, "ตุลา": 10, "พฤศจิกา": 11, "ธันวา": 12, "sept": 9,
}  # fmt: skip
_MONTH_OF: Final = {
    **{name: number for number, name in enumerate(MONTHS, 1)},
    **{name.replace(".", ""): number for number, name in enumerate(SHORT_MONTHS, 1)},
    **{name.casefold(): number for number, name in enumerate(ENGLISH_MONTHS, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(ENGLISH_MONTHS, 1)},
    **_ALSO_MONTHS,
}
_WEEKDAY_OF: Final = {
    **{name: number for number, name in enumerate(WEEKDAYS)},
    **{name.casefold(): number for number, name in enumerate(ENGLISH_WEEKDAYS)},
    **{name[:3].casefold(): number for number, name in enumerate(ENGLISH_WEEKDAYS)},
    **{name.rstrip("."): number for number, name in enumerate(SHORT_WEEKDAYS)},
    "พฤหัส": 3,
}


def _dotted(letters: str) -> str:
    """A pattern for an abbreviation written with or without its dots: มีค, มี.ค., มี. ค."""
    return r"\.?\s?".join(part for part in letters.split(".") if part) + r"\.?"


def _longest_first(names: list[str]) -> str:
    return "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))


_SEPARATOR = r"(?:\s*[/.\-–−]\s*|\s+)"
_ERA = r"(?:(?P<be>พ\.?\s?ศ\.?|b\.?e\.?)|(?P<ce>ค\.?\s?ศ\.?|c\.?e\.?|a\.?d\.?))?\s*"
_YEAR = rf"{_ERA}(?P<year>[0-9]{{1,6}})"
_MONTH_NAME = (
    f"(?P<name>{_longest_first([*MONTHS, *_ALSO_MONTHS])}"
    f"|{'|'.join(_dotted(name) for name in SHORT_MONTHS)}"
    rf"|(?:{_longest_first([name.casefold() for name in ENGLISH_MONTHS])}"
    rf"|{'|'.join(name[:3].casefold() for name in ENGLISH_MONTHS)})\.?)"
)
_WEEKDAY = re.compile(
    rf"(?:วัน)?(?P<weekday>{_longest_first([*WEEKDAYS, 'พฤหัส'])})\s*(?:ที่)?\s*"
    rf"|(?P<short>{_longest_first([name.rstrip('.') for name in SHORT_WEEKDAYS])})\.\s*"
    rf"|(?P<english>{_longest_first([name.casefold() for name in ENGLISH_WEEKDAYS])}"
    rf"|{'|'.join(name[:3].casefold() for name in ENGLISH_WEEKDAYS)})\b[.,]*\s*"
    r"|(?:วัน)?ที่\s*"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<day>[0-9]{{1,2}}){_SEPARATOR}(?P<month>[0-9]{{1,2}})(?:{_SEPARATOR}{_YEAR})?",
        rf"(?P<year>[0-9]{{4}}){_SEPARATOR}(?P<month>[0-9]{{1,2}}){_SEPARATOR}(?P<day>[0-9]{{1,2}})",
        rf"(?P<day>[0-9]{{1,2}}){_SEPARATOR}?{_MONTH_NAME}(?:,?{_SEPARATOR}?{_YEAR})?",
        rf"{_MONTH_NAME}\s*(?P<day>[0-9]{{1,2}})(?:,\s*|\s+){_YEAR}",
    )
)
_MONTH_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>[0-9]{4})\s*[/.\-–−]\s*(?P<month>[0-9]{1,2})",
        rf"(?P<month>[0-9]{{1,2}}){_SEPARATOR}{_YEAR}",
        rf"(?:เดือน\s*)?{_MONTH_NAME}(?:,?{_SEPARATOR}?{_YEAR})?",
    )
)


def now() -> dt.datetime:
    """This second by Thailand's clock, whatever time zone this machine is set to."""
    return dt.datetime.now(THAI_TIME).replace(microsecond=0)


def today() -> dt.date:
    """The day it is in Thailand, whatever time zone this machine is set to."""
    return now().date()


def moment_of(at_ms: int) -> dt.datetime:
    """A stored moment (UTC, ms) by Thailand's clock.

    Raises OverflowError, OSError, ValueError where no calendar has it.
    """
    return dt.datetime.fromtimestamp(at_ms // 1000, THAI_TIME)


def day_of(at_ms: int) -> dt.date:
    """The day in Thailand on which a stored moment (UTC, ms) fell; raises as ``moment_of``."""
    return moment_of(at_ms).date()


def parse_date(text: str, today: dt.date) -> dt.date:
    """Typed text as a date; ``today`` is what วันนี้ and เมื่อวาน count from.

    Raises UnreadableDateError, NoSuchDateError, AskYearError.
    """
    line = _line(text)
    if line is None:
        raise UnreadableDateError(text=shown(text))
    if line in _DAYS_FROM_TODAY:
        return today + dt.timedelta(days=_DAYS_FROM_TODAY[line])
    weekday: int | None = None
    if match := _WEEKDAY.match(line):
        name = match["weekday"] or match["short"] or match["english"]
        weekday = _WEEKDAY_OF[name] if name else None
        line = line[match.end() :]
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(line):
            day = _date_of(match, int(match["day"]), text)
            if weekday is not None and day.weekday() != weekday:
                raise NoSuchDateError(text=shown(text))
            return day
    raise UnreadableDateError(text=shown(text))


def parse_month(text: str) -> dt.date:
    """Typed text (2569-10, 2026-10, 10/2569, ต.ค. 2569) as the first day of that month.

    Raises UnreadableMonthError, NoSuchDateError, AskYearError.
    """
    line = _line(text)
    for pattern in _MONTH_PATTERNS if line is not None else ():
        if match := pattern.fullmatch(line or ""):
            return _date_of(match, 1, text)
    raise UnreadableMonthError(text=shown(text))


def _line(text: str) -> str | None:
    """The text on one line with Arabic digits and small letters; None if it cannot be a date."""
    if len(text) > _MAX_TYPED:
        return None
    visible = text.translate({0x200B: None, 0x2060: None, 0xFEFF: None})
    return " ".join(to_arabic(visible).casefold().split()) or None


def _date_of(match: re.Match[str], day: int, text: str) -> dt.date:
    """The date of a matched text; raises NoSuchDateError, AskYearError."""
    groups = match.groupdict()
    if groups.get("name"):
        month = _MONTH_OF[re.sub(r"[.\s]", "", groups["name"])]
    else:
        month = int(groups["month"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise NoSuchDateError(text=shown(text))
    year = _common_era(groups["year"] or "", bool(groups.get("be")), bool(groups.get("ce")))
    if year is None:
        raise AskYearError(text=shown(text))
    if day > calendar.monthrange(year, month)[1]:
        raise NoSuchDateError(text=shown(text))
    return dt.date(year, month, day)


def _common_era(digits: str, said_buddhist: bool, said_common: bool) -> int | None:
    """The common-era year that typed digits mean, None where they could mean several or nothing."""
    year = int(digits or 0)
    if len(digits) == 4 and 2400 <= year <= 2799 and not said_common:
        return year - BUDDHIST_OFFSET
    if len(digits) == 4 and 1900 <= year <= 2199 and not said_buddhist:
        return year
    if len(digits) == 2 and year >= 60 and not said_common:
        return 2500 + year - BUDDHIST_OFFSET
    return None


def format_date(day: dt.date, style: Style = "medium", *, language: str | None = None) -> str:
    """A date in words of the current language (or the given one): Thai in the Buddhist era.

    Styles: numeric 01/03/2569 · short 1 มี.ค. 69 · medium 1 มี.ค. 2569 · long 1 มีนาคม 2569 · full with the
    weekday · long_thai_digits ๑ มีนาคม ๒๕๖๙ · month มี.ค. 2569 · month_long มีนาคม 2569.
    """
    if (language or i18n.language()) == "th":
        return _format_thai(day, style)
    name = ENGLISH_MONTHS[day.month - 1]
    match style:
        case "numeric":
            return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
        case "short":
            return f"{day.day} {name[:3]} {day.year % 100:02d}"
        case "medium":
            return f"{day.day} {name[:3]} {day.year}"
        case "long" | "long_thai_digits":
            return f"{day.day} {name} {day.year}"
        case "full":
            return f"{ENGLISH_WEEKDAYS[day.weekday()]} {day.day} {name} {day.year}"
        case "month":
            return f"{name[:3]} {day.year}"
        case "month_long":
            return f"{name} {day.year}"


def _format_thai(day: dt.date, style: Style) -> str:
    year = buddhist_year(day)
    name = MONTHS[day.month - 1]
    short = SHORT_MONTHS[day.month - 1]
    match style:
        case "numeric":
            return f"{day.day:02d}/{day.month:02d}/{year}"
        case "short":
            return f"{day.day} {short} {year % 100:02d}"
        case "medium":
            return f"{day.day} {short} {year}"
        case "long":
            return f"{day.day} {name} {year}"
        case "long_thai_digits":
            return to_thai(f"{day.day} {name} {year}")
        case "full":
            return f"วัน{WEEKDAYS[day.weekday()]}ที่ {day.day} {name} พ.ศ. {year}"
        case "month":
            return f"{short} {year}"
        case "month_long":
            return f"{name} {year}"


def format_month(day: dt.date, long: bool = False, *, language: str | None = None) -> str:
    """The month of a day: พ.ย. 2569, or พฤศจิกายน 2569 when ``long``."""
    return format_date(day, "month_long" if long else "month", language=language)


def month_name(day: dt.date, *, language: str | None = None) -> str:
    """The month of a day without its year: พ.ย., for a row of twelve."""
    thai = (language or i18n.language()) == "th"
    return SHORT_MONTHS[day.month - 1] if thai else ENGLISH_MONTHS[day.month - 1][:3]


def format_datetime(
    moment: dt.datetime, style: Style = "medium", *, seconds: bool = False, language: str | None = None
) -> str:
    """Date and time of day; an aware moment is told by Thailand's clock, a naive one as it is."""
    local = moment.astimezone(THAI_TIME) if moment.tzinfo is not None else moment
    written = local.strftime("%H:%M:%S" if seconds else "%H:%M")
    suffix = " น." if (language or i18n.language()) == "th" else ""
    return f"{format_date(local.date(), style, language=language)} {written}{suffix}"


def buddhist_year(day: dt.date) -> int:
    """The Buddhist year (พ.ศ.) of a day; also its tax year, which is the calendar year."""
    return day.year + BUDDHIST_OFFSET


def government_fiscal_year(day: dt.date) -> int:
    """The government's budget year (พ.ศ.): 1 October to 30 September, named after its end."""
    return buddhist_year(day) + (day.month >= 10)


def days_in_month(year_be: int, month: int) -> int:
    """How many days a month of a Buddhist year has; leap years are those of the common era."""
    return calendar.monthrange(year_be - BUDDHIST_OFFSET, month)[1]
