"""Lists from other programs: what each kind takes, which column is which, and what is wrong with a row.

A row becomes a dict of values by field: money in satang, quantities in thousandths, prices in e4, days, flags
and words. Everything wrong with a file is named at once, row by row; nothing is guessed in silence.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from app.domain.import_fields import FIELDS, Holds, ImportField, ImportKind
from app.errors import UserError
from app.i18n import N_, _
from app.thai.dates import parse_date
from app.thai.digits import parse_amount, parse_quantity, parse_unit_cost
from app.thai.fold import fold
from app.thai.normalise import clean_name, clean_text

Cell = str | dt.date
Value = str | int | bool | dt.date | None

MOST_ROWS = 10_000
"""Rows of one import; more are brought in several files."""
MOST_FAULTS = 200
"""Faults that are named; a file with more is the wrong file."""


class ColumnMissingError(UserError):
    """A file without a column that its kind needs."""

    message = N_("The column “{column_words}” is missing. Please say which column it is.")


class TooManyRowsError(UserError):
    """A file with more rows than are taken at once."""

    message = N_("The list has {rows} rows; {most} at most are taken at once. Please cut it into parts.")


class NoRowsError(UserError):
    """A file with headers and nothing below."""

    message = N_("There is nothing below the headers of this list.")


class ValueMissingError(UserError):
    """A cell that has to be filled."""

    message = N_("Nothing stands here.")


class NotAWordOfError(UserError):
    """A word that is none of those a column takes."""

    message = N_("“{value}” is none of: {choices}.")


_YES = ("1", "y", "yes", "true", "ใช่", "x", "✓", "✔", "/", "มี")
_NO = ("0", "n", "no", "false", "ไม่", "ไม่ใช่", "-", "ไม่มี")


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a cell: the row of the sheet, the column's title (a msgid) and the error."""

    row: int
    column: str
    error: UserError


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row that could be read: where it stands and its values by field."""

    number: int
    values: Mapping[str, Value]

    def text(self, key: str) -> str:
        """A word of the row, empty if there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def number_of(self, key: str) -> int | None:
        """A number of the row."""
        value = self.values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def day(self, key: str) -> dt.date | None:
        """A day of the row."""
        value = self.values.get(key)
        return value if isinstance(value, dt.date) else None

    def flag(self, key: str) -> bool:
        """Whether it says yes."""
        return self.values.get(key) is True


@dataclass(slots=True)
class ReadRows:
    """What reading a list answers: the rows that are right, and what is wrong with the others."""

    rows: list[TypedRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)


def guess_mapping(
    headers: Sequence[str], kind: ImportKind, remembered: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Which column is which field: what was said last time, else the same words, else words within words.

    ``remembered`` is field by folded header. Columns that nobody knows are left out.
    """
    folded = [fold(header) for header in headers]
    fields = FIELDS[kind]
    found: dict[str, int] = {}
    taken: set[int] = set()

    def take(key: str, column: int) -> None:
        if key not in found and column not in taken:
            found[key] = column
            taken.add(column)

    known = {each.key for each in fields}
    for column, header in enumerate(folded):
        key = (remembered or {}).get(header)
        if key in known:
            take(str(key), column)
    for each in fields:
        names = {fold(word) for word in (each.key, each.title, _(each.title), *each.words)}
        for column, header in enumerate(folded):
            if header in names:
                take(each.key, column)
    for each in fields:
        names = {fold(word) for word in each.words if len(fold(word)) > 3}
        for column, header in enumerate(folded):
            if header and any(name in header for name in names):
                take(each.key, column)
    return found


def read_rows(
    kind: ImportKind,
    rows: Iterable[tuple[int, Sequence[Cell]]],
    mapping: Mapping[str, int],
    today: dt.date,
) -> ReadRows:
    """Read every row by the mapping; empty rows are left out.

    Raises ColumnMissingError, TooManyRowsError, NoRowsError; what is wrong with a cell is in ``faults``.
    """
    fields = FIELDS[kind]
    for each in fields:
        if each.required and each.key not in mapping:
            raise ColumnMissingError(column_words=each.title)
    result = ReadRows()
    count = 0
    for number, cells in rows:
        given = {
            each.key: cells[mapping[each.key]]
            for each in fields
            if each.key in mapping and mapping[each.key] < len(cells)
        }
        if not any(given.values()):
            continue
        count += 1
        if count > MOST_ROWS:
            raise TooManyRowsError(rows=f"{count}+", most=MOST_ROWS)
        values: dict[str, Value] = {}
        fine = True
        for each in fields:
            try:
                values[each.key] = read_cell(each, given.get(each.key, ""), today)
            except UserError as error:
                fine = False
                if len(result.faults) < MOST_FAULTS:
                    result.faults.append(RowFault(number, each.title, error))
        if fine:
            result.rows.append(TypedRow(number, values))
    if not count:
        raise NoRowsError
    return result


def read_cell(of: ImportField, cell: Cell, today: dt.date) -> Value:
    """The value of a cell; raises ValueMissingError, NotAWordOfError, and what the parsers raise."""
    if isinstance(cell, dt.date):
        if of.holds is Holds.DAY:
            return cell
        cell = cell.isoformat()
    text = cell.strip()
    if not text:
        if of.required:
            raise ValueMissingError
        return None if of.holds not in (Holds.TEXT, Holds.LINES) else ""
    return _READERS[of.holds](of, text, today)


@lru_cache(maxsize=64)
def _words_of(choices: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    """The key that each folded word of a column means; the first that says it counts."""
    found: dict[str, str] = {}
    for key, words in choices:
        for word in (key, *words):
            found.setdefault(fold(word), key)
    return found


def _word(of: ImportField, text: str, _today: dt.date) -> Value:
    key = _words_of(of.choices).get(fold(text))
    if key is not None:
        return key
    raise NotAWordOfError(
        value=clean_name(text, 500)[:40], choices=", ".join(words[0] for _key, words in of.choices)
    )


def _yes_no(of: ImportField, text: str, _today: dt.date) -> Value:
    if text.casefold() in _YES or fold(text) == fold(of.title):
        return True
    if text.casefold() in _NO:
        return False
    raise NotAWordOfError(value=clean_name(text, 500)[:40], choices="ใช่, ไม่ใช่")


def _count(_of: ImportField, text: str, _today: dt.date) -> Value:
    return parse_quantity(text) // 1_000


_READERS: dict[Holds, Callable[[ImportField, str, dt.date], Value]] = {
    Holds.TEXT: lambda _of, text, _today: clean_name(text),
    Holds.LINES: lambda _of, text, _today: clean_text(text),
    Holds.MONEY: lambda _of, text, _today: parse_amount(text, negative=True),
    Holds.QUANTITY: lambda _of, text, _today: parse_quantity(text),
    Holds.PRICE: lambda _of, text, _today: parse_unit_cost(text),
    Holds.COUNT: _count,
    Holds.DAY: lambda _of, text, today: parse_date(text, today),
    Holds.YES_NO: _yes_no,
    Holds.WORD: _word,
}
