"""A table as it was read from a file outside: cells as text or days, its headers, eras of its years."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.i18n import N_

Cell = str | dt.date

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767
ERA = 543
_BUDDHIST = range(2400, 2800)
_TYPED_DAY = re.compile(r"\s*\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(\d{4})\s*")


class NotASpreadsheetError(UserError):
    """A file that is neither a workbook nor a list of text."""

    message = N_("“{name}” is not a spreadsheet that can be read. Please save it as .xlsx or .csv.")


class LockedSpreadsheetError(UserError):
    """A workbook with a password, or one of the old format."""

    message = N_("“{name}” has a password or is of the old kind (.xls). Please save it as .xlsx without one.")


class FormulaInSheetError(UserError):
    """A formula where a value is wanted; ``cell`` names the first one."""

    message = N_(
        "Cell {cell} of “{name}” holds a formula, and what it comes to may differ here. Please copy the "
        "table and paste only its values."
    )


class MergedCellsError(UserError):
    """Merged cells in the table; ``cells`` names the first ones."""

    message = N_("Cells {cells} of “{name}” are merged. Please unmerge them and fill in every cell.")


class SheetTooLargeError(UserError):
    """More bytes, rows or columns than are taken."""

    message = N_("“{name}” is too large to be read. Please cut it into smaller lists.")


class EmptySheetError(UserError):
    """A file without a row of headers."""

    message = N_("There is no list in “{name}”: a row of headers with rows below it is needed.")


class TwoErasError(UserError):
    """Days of both eras in one column."""

    message = N_(
        "Column “{column}” has years of both eras: row {first} says {one}, row {second} says {other}. Please "
        "write all of them in one."
    )


@dataclass(frozen=True, slots=True)
class SheetTable:
    """Headers and rows (number in the sheet, cells); empty rows are left out."""

    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def number_text(value: object) -> str:
    """A number of a workbook as plain text, to the 15 digits that a spreadsheet shows."""
    text = str(value) if isinstance(value, int) else format(value, ".15g")
    mantissa, _e, exponent = text.partition("e")
    if not exponent or not exponent.removeprefix("-").removeprefix("+").isdecimal():
        return text
    sign = "-" if mantissa.startswith("-") else ""
    whole, _point, part = mantissa.removeprefix("-").partition(".")
    digits, places = whole + part, len(part) - int(exponent)
    if abs(int(exponent)) > 40:
        return text
    if places <= 0:
        return sign + digits + "0" * -places
    digits = digits.rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def a_day(day: dt.date) -> tuple[dt.date, bool]:
    """A day of a workbook in the common era, and whether its year was a Buddhist one."""
    if day.year not in _BUDDHIST:
        return day, False
    try:
        return day.replace(year=day.year - ERA), True
    except ValueError:  # 29 February of a year that has none here
        return day.replace(year=day.year - ERA, day=28), True


def table_of(name: str, rows: Iterable[tuple[int, Sequence[Cell]]]) -> SheetTable:
    """The table in the rows of a sheet: its headers are the first row with two texts or more.

    Raises EmptySheetError, SheetTooLargeError, TwoErasError. Days with Buddhist years become those meant.
    """
    headers: tuple[str, ...] = ()
    found: list[tuple[int, tuple[Cell, ...]]] = []
    for number, cells in rows:
        last = max((at for at, cell in enumerate(cells, 1) if cell != ""), default=0)
        if not last:
            continue
        if last > MOST_COLUMNS or len(found) >= MOST_ROWS:
            raise SheetTooLargeError(name=name)
        if headers:
            width = max(len(headers), last)
            found.append((number, tuple(cells[at] if at < len(cells) else "" for at in range(width))))
        elif sum(isinstance(cell, str) and cell != "" for cell in cells) >= 2:
            headers = tuple(str(cell) for cell in cells[:last])
    if not headers:
        raise EmptySheetError(name=name)
    return SheetTable(headers, _one_era(headers, found))


def _one_era(
    headers: Sequence[str], rows: Sequence[tuple[int, tuple[Cell, ...]]]
) -> tuple[tuple[int, tuple[Cell, ...]], ...]:
    first: dict[int, tuple[int, int, bool]] = {}
    turned: list[tuple[int, tuple[Cell, ...]]] = []
    for number, cells in rows:
        new = list(cells)
        for at, cell in enumerate(cells):
            year, buddhist = _year(cell)
            if isinstance(cell, dt.date):
                new[at], _was = a_day(cell)
            if not year:
                continue
            row, said, era = first.setdefault(at, (number, year, buddhist))
            if era is not buddhist:
                column = headers[at] if at < len(headers) and headers[at] else str(at + 1)
                raise TwoErasError(column=column, first=row, one=str(said), second=number, other=str(year))
        turned.append((number, tuple(new)))
    return tuple(turned)


def _year(cell: Cell) -> tuple[int, bool]:
    """The year that a cell says in four digits, and whether it is a Buddhist one; 0 for none."""
    if isinstance(cell, dt.date):
        return cell.year, cell.year in _BUDDHIST
    match = _TYPED_DAY.fullmatch(cell)
    if match is None:
        return 0, False
    year = int(match[1])
    return year, year in _BUDDHIST
