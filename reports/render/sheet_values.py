"""Raw values as a spreadsheet holds them: numbers, number formats, clean text, widths, names of sheets."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from app.i18n import language
from app.thai.dates import format_date
from reports.model import Cell, Column, Kind
from reports.render.formats import NUMBERS, ONE_BAHT_E4, cell_text

DIVISORS: Final[dict[Kind, int]] = {
    Kind.MONEY: 100,
    Kind.UNIT_COST: 1_000_000,
    Kind.QUANTITY: 1_000,
    Kind.PERCENT: 10_000,
    Kind.COUNT: 1,
}
"""What a raw value is divided by: cells hold baht, units of goods, shares of one."""
_DECIMALS: Final[dict[Kind, tuple[int, int]]] = {
    Kind.MONEY: (2, 2),
    Kind.UNIT_COST: (2, 4),
    Kind.QUANTITY: (0, 3),
    Kind.PERCENT: (0, 2),
    Kind.COUNT: (0, 0),
}
FIRST_DATE: Final = dt.date(1900, 3, 1)
"""Before this day Excel's calendar is wrong (it knows a 29 February 1900) or has no days at all."""
TEXT_LIMIT: Final = 32_767
SHEET_NAME_LIMIT: Final = 31

# What XML 1.0 cannot hold, and the carriage return, which it turns into something else.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "|", "%")


def number(value: int, kind: Kind) -> int | float:
    """A raw value as the number of its cell: the nearest that a cell can hold, whole where it is whole."""
    divisor = DIVISORS.get(kind, 1)
    return value / divisor if value % divisor else value // divisor


def decimals(values: Iterable[Cell], kind: Kind) -> int:
    """How many decimals a column of raw values is shown with: what its longest value needs.

    As on paper a column of unit costs shows satang, or their hundredths where something costs less than one
    baht; its cells hold all six decimals.
    """
    least, most = _DECIMALS.get(kind, (0, 0))
    if kind is Kind.UNIT_COST:
        numbers = [value for value in values if isinstance(value, int) and value]
        if min(map(abs, numbers), default=0) >= ONE_BAHT_E4:
            return least
        values = numbers
    step = DIVISORS.get(kind, 1) // (100 if kind is Kind.PERCENT else 1)
    needed = least
    for value in values:
        while needed < most and isinstance(value, int) and value % (step // 10**needed):
            needed += 1
    return needed


def date_format(kind: Kind = Kind.DATE) -> str:
    """The number format of dates: in Thai by the Buddhist calendar, else by the common one.

    ``107041E`` reads: Western digits (1), Thai Buddhist calendar (07), the names of Thai (041E). Excel,
    LibreOffice and Google Sheets know it; a program that does not shows the same day in the common era.
    """
    locale = "[$-107041E]" if language() == "th" else "[$-409]"
    return locale + ("mmm yyyy" if kind is Kind.MONTH else "d mmm yyyy")


def number_format(kind: Kind, places: int) -> str:
    """The number format of a kind with so many decimals; text and dates apart."""
    if kind in (Kind.DATE, Kind.MONTH):
        return date_format(kind)
    if kind not in NUMBERS:
        return "General"
    point = f".{'0' * places}" if places else ""
    return f"0{point}%" if kind is Kind.PERCENT else f"#,##0{point}"


def is_date_cell(value: Cell) -> bool:
    """Whether a value can stand in a sheet as a real date."""
    return isinstance(value, dt.date) and value >= FIRST_DATE


def cell_words(value: Cell, kind: Kind) -> str:
    """A value as the text that is seen in its cell, for widths and for what a sheet cannot hold."""
    if kind is Kind.PERCENT and isinstance(value, int):
        return f"{cell_text(value, kind)}%"
    if isinstance(value, dt.date) and kind not in (Kind.DATE, Kind.MONTH):
        return format_date(value)
    return cell_text(value, kind)


def clean(text: str) -> str:
    """Text as a workbook can hold it: literal, without what XML forbids, at most 32,767 signs long."""
    if text.isprintable() and len(text) < TEXT_LIMIT // 2:
        return text
    text = _FORBIDDEN.sub("", text)
    # Excel counts in UTF-16; a sign is never cut in two.
    return text.encode("utf-16-le")[: TEXT_LIMIT * 2].decode("utf-16-le", "ignore")


def looks_like_formula(text: str) -> bool:
    """Whether a person who edits this text in a spreadsheet would turn it into a formula."""
    return text.startswith(_FORMULA_SIGNS)


@lru_cache(maxsize=20_000)
def text_width(text: str) -> int:
    """The widest line of a text in digits' widths: marks above and below take none, wide signs two."""
    return max((_line_width(line) for line in text.split("\n")), default=0)


def _line_width(line: str) -> int:
    if line.isascii():
        return len(line)
    width = 0
    for sign in line:
        if unicodedata.category(sign) not in ("Mn", "Me", "Cf", "Cc"):
            width += 2 if unicodedata.east_asian_width(sign) in "WF" else 1
    return width


def lines_needed(text: str, width: int) -> int:
    """How many lines a text takes in a cell of this width, guessed a little generously."""
    return sum(max(1, -(-_line_width(line) * 21 // (max(1, width) * 20))) for line in text.split("\n"))


def header_text(column: Column) -> str:
    """A column's title with its unit, which stands here once."""
    return f"{column.title} ({column.unit})" if column.unit else column.title


def unique_headers(columns: Sequence[Column]) -> list[str]:
    """The titles of columns, each different from the others and none empty."""
    names: list[str] = []
    for column in columns:
        names.append(_free(clean(header_text(column)) or column.key, {name.casefold() for name in names}))
    return names


def _free(name: str, taken: set[str], limit: int = TEXT_LIMIT) -> str:
    """The name, or the name with a number behind it where it is taken."""
    found, count = name, 1
    while found.casefold() in taken:
        count += 1
        mark = f" ({count})"
        found = _cut(name, limit - len(mark)) + mark
    return found


def _cut(name: str, limit: int) -> str:
    """A name cut to so many UTF-16 units, never through a sign or before its marks."""
    if len(name.encode("utf-16-le")) <= limit * 2:
        return name
    kept = name.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore")
    rest = name[len(kept) :]
    if rest and unicodedata.category(rest[0]) in ("Mn", "Me"):
        while kept and unicodedata.category(kept[-1]) in ("Mn", "Me"):
            kept = kept[:-1]
        kept = kept[:-1]
    return kept.rstrip()


class SheetNames:
    """Legal names of sheets, each used once: at most 31 signs, without ``[]:*?/\\`` and outer apostrophes."""

    def __init__(self) -> None:
        self._taken = {"history"}  # Excel keeps this one for itself

    def take(self, wanted: str, fallback: str) -> str:
        """A name like the wanted one; the fallback where nothing of it is legal."""
        name = ""
        for text in (wanted, fallback, "Sheet"):
            name = " ".join(_NOT_IN_SHEET_NAMES.sub(" ", text).split()).strip("' ")
            name = _cut(name, SHEET_NAME_LIMIT).strip("' ")
            if name:
                break
        name = _free(name, self._taken, SHEET_NAME_LIMIT)
        self._taken.add(name.casefold())
        return name
