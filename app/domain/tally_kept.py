"""A tally sheet that is half typed, as the book keeps it: the very texts, so that nothing is lost."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.kept_json import a_day, a_flag, a_list, a_text, a_uid, read_object


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A product with the texts of its cells; ``sold_typed``: what was sold was typed, not worked out."""

    product_uid: bytes | None
    cells: tuple[str, ...]
    sold_typed: bool = False


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A choice (a way to pay, a book of receipts) with the texts beside it."""

    key: bytes | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """What was typed of a sheet."""

    event_uid: bytes
    day: dt.date | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    stays: bool = False
    lines: tuple[KeptLine, ...] = ()
    pays: tuple[KeptRow, ...] = ()
    receipts: tuple[KeptRow, ...] = ()
    pieces: Mapping[str, str] = field(default_factory=dict)
    keeper_uid: bytes | None = None
    """Who kept the stall, if she is known already."""


def sheet_json(sheet: KeptSheet) -> str:
    """As it is kept in the book."""
    return json.dumps(
        {
            "event": sheet.event_uid.hex(),
            "day": sheet.day.isoformat() if sheet.day else None,
            "words": dict(sheet.words),
            "stays": sheet.stays,
            "lines": [[_out(each.product_uid), list(each.cells), each.sold_typed] for each in sheet.lines],
            "pays": [[_out(each.key), list(each.cells)] for each in sheet.pays],
            "receipts": [[_out(each.key), list(each.cells)] for each in sheet.receipts],
            "pieces": dict(sheet.pieces),
            "keeper": _out(sheet.keeper_uid),
        },
        ensure_ascii=False,
    )


def sheet_from_json(text: str) -> KeptSheet | None:
    """As it was typed; None for what the program did not write."""
    try:
        return _read(text)
    except (ValueError, KeyError, TypeError):
        return None


def _read(text: str) -> KeptSheet:
    found = read_object(text)
    day = found["day"]
    lines = []
    for row in a_list(found["lines"]):
        key, cells, typed = a_list(row)
        lines.append(KeptLine(_in(key), _texts(cells), a_flag(typed)))
    return KeptSheet(
        a_uid(found["event"]),
        None if day is None else a_day(day),
        _words(found["words"]),
        a_flag(found["stays"]),
        tuple(lines),
        _rows(found["pays"]),
        _rows(found["receipts"]),
        _words(found["pieces"]),
        _in(found["keeper"]),
    )


def _rows(value: object) -> tuple[KeptRow, ...]:
    found = []
    for row in a_list(value):
        key, cells = a_list(row)
        found.append(KeptRow(_in(key), _texts(cells)))
    return tuple(found)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(a_text(each) for each in a_list(value))


def _words(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError("no words")
    return {a_text(key): a_text(each) for key, each in value.items()}


def _out(key: bytes | None) -> str | None:
    return None if key is None else key.hex()


def _in(value: object) -> bytes | None:
    return None if value is None else a_uid(value)
