"""Reads tables from files outside, which are hostile until checked: workbooks (.xlsx) and lists of text."""

import csv
import datetime as dt
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from app.domain.sheet import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    FormulaInSheetError,
    LockedSpreadsheetError,
    MergedCellsError,
    NotASpreadsheetError,
    SheetTooLargeError,
    number_text,
    table_of,
)
from app.errors import UserError
from app.i18n import N_
from app.services.importing import SheetRows
from app.thai.normalise import normalise_lines

MOST_UNPACKED = 50_000_000
MOST_RATIO = 100
MOST_SHEET_ROWS = 1_048_576
"""Rows that a sheet of a workbook can have at all."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of the old format begin, and workbooks with a password."""
_ZIP = b"PK\x03\x04"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?)\"")
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_CELL_ROW = re.compile(r"[A-Z]{1,3}([0-9]{1,7})")
_DELIMITERS = ",;\t|"


class SheetNotReadError(UserError):
    """The disk does not give the file."""

    message = N_("“{name}” could not be read. Please choose another file.")


def read_table(path: Path) -> SheetRows:
    """The first table of a workbook or list.

    Raises SheetNotReadError, NotASpreadsheetError, LockedSpreadsheetError, FormulaInSheetError,
    MergedCellsError, SheetTooLargeError, EmptySheetError, TwoErasError.
    """
    name = path.name
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SheetTooLargeError(name=name)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise SheetNotReadError(name=name) from error
    return read_bytes(name, data)


def read_bytes(name: str, data: bytes) -> SheetRows:
    """The table in the bytes of a file; raises what ``read_table`` raises."""
    if len(data) > MOST_BYTES:
        raise SheetTooLargeError(name=name)
    if data.startswith(_OLD):
        raise LockedSpreadsheetError(name=name)
    rows = _workbook(name, data) if data.startswith(_ZIP) else _text(name, data)
    table = table_of(name, rows)
    return SheetRows(name, hashlib.sha256(data).digest(), table.headers, table.rows)


# ---------------------------------------------------------------- workbooks


def _workbook(name: str, data: bytes) -> Iterator[tuple[int, list[Cell]]]:
    sheet_xml = _checked_zip(name, data)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = [each for each in book.worksheets if each.sheet_state == "visible"] or book.worksheets
        if not sheets:
            raise NotASpreadsheetError(name=name)
        sheet = sheets[0]
        merged = _merged(sheet_xml.get(_part_of(sheet), b""))
        sheet.reset_dimensions()
        yield from _rows(name, sheet, merged)
    except UserError:
        raise
    except Exception as error:  # whatever a broken workbook makes its reader raise
        raise NotASpreadsheetError(name=name) from error


def _checked_zip(name: str, data: bytes) -> dict[str, bytes]:
    """The sheets of a workbook that is no bomb, by their place in it; raises the errors of ``read_table``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            unpacked = sum(part.file_size for part in parts)
            if (
                len(parts) > 2_000
                or unpacked > MOST_UNPACKED
                or unpacked > MOST_RATIO * max(len(data), 10_000)
            ):
                raise SheetTooLargeError(name=name)
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names or any("vbaProject" in part for part in names):
                raise NotASpreadsheetError(name=name)
            sheets = {}
            for part in parts:
                if part.filename.endswith(".xml") and b"<!DOCTYPE" in packed.read(part)[:4_096]:
                    raise NotASpreadsheetError(name=name)
                if part.filename.startswith("xl/worksheets/sheet"):
                    sheets[part.filename] = packed.read(part)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError) as error:
        raise NotASpreadsheetError(name=name) from error
    for text in sheets.values():
        if len(_ROW.findall(text)) > MOST_SHEET_ROWS:
            raise SheetTooLargeError(name=name)
    return sheets


def _part_of(sheet: object) -> str:
    path = str(getattr(sheet, "_worksheet_path", ""))
    return path.removeprefix("/")


def _merged(text: bytes) -> tuple[str, ...]:
    return tuple(match.decode() for match in _MERGED.findall(text))


def _rows(name: str, sheet: object, merged: tuple[str, ...]) -> Iterator[tuple[int, list[Cell]]]:
    filled = 0
    first_row = 0
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), 1):  # type: ignore[attr-defined]
        cells = [_value(name, cell) for cell in row]
        if not any(cell != "" for cell in cells):
            continue
        filled += 1
        if filled > MOST_ROWS + 100:
            raise SheetTooLargeError(name=name)
        if sum(cell != "" for cell in cells) >= 2 and not first_row:
            first_row = number
            for area in merged:
                ends = [int(each) for each in _CELL_ROW.findall(area)]
                if max(ends) >= first_row:
                    raise MergedCellsError(name=name, cells=area)
        yield number, cells


def _value(name: str, cell: object) -> Cell:
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    if getattr(cell, "data_type", "") == "f":
        raise FormulaInSheetError(name=name, cell=str(getattr(cell, "coordinate", "?")))
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    if isinstance(value, str):
        return normalise_lines(value[:LONGEST_CELL]).strip()
    return number_text(value)


# ---------------------------------------------------------------- lists of text


def _text(name: str, data: bytes) -> Iterator[tuple[int, list[Cell]]]:
    text = _decoded(name, data)
    if "\0" in text:
        raise NotASpreadsheetError(name=name)
    lines = text.splitlines()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(lines))
    try:
        for row in reader:
            if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
                raise SheetTooLargeError(name=name)
            yield (
                reader.line_num,
                [normalise_lines(cell[:LONGEST_CELL]).strip() for cell in row[:MOST_COLUMNS]],
            )
    except csv.Error as error:
        raise NotASpreadsheetError(name=name) from error


def _decoded(name: str, data: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or the Thai of Windows; raises NotASpreadsheetError."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    kinds: tuple[str, ...] = ("utf-16",) if marked else ("utf-8-sig", "cp874")
    for kind in kinds:
        try:
            return data.decode(kind)
        except UnicodeDecodeError:
            continue
    raise NotASpreadsheetError(name=name)


def _delimiter(lines: list[str]) -> str:
    """The sign that stands between cells: the one that most lines have equally often."""
    sample = [line for line in lines[:50] if line.strip()]

    def score(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in sample]
        usual = max(set(counts), key=counts.count, default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max(_DELIMITERS, key=score) if sample else ","
