"""JSON that the program once wrote and anybody may have changed since: read within bounds, kind by kind.

Everything here raises ValueError for what is not as the program writes it, so that a reader has one error
to answer for.
"""

import datetime as dt
import json
from typing import Any

LONGEST = 2_000_000
"""Signs of one kept text."""
LARGEST = 2**62
"""What an int may be at most, either way: everything that the book holds fits."""


def read_json(text: str | bytes) -> Any:
    """The value of a text; raises ValueError, also for one that is too long or nested too deeply."""
    if len(text) > LONGEST:
        raise ValueError("too long")
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def read_object(text: str | bytes) -> dict[str, Any]:
    """The object that a text holds; raises ValueError."""
    found = read_json(text)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def an_int(value: object) -> int:
    """An int that the book can hold; raises ValueError."""
    if type(value) is not int or not -LARGEST <= value <= LARGEST:
        raise ValueError("not an int")
    return value


def a_text(value: object) -> str:
    """A text that the book can hold; raises ValueError."""
    if not isinstance(value, str):
        raise ValueError("not a text")
    value.encode()  # half signs are no text
    return value


def a_flag(value: object) -> bool:
    """True or False; raises ValueError."""
    if not isinstance(value, bool):
        raise ValueError("not a flag")
    return value


def a_list(value: object) -> list[Any]:
    """A list; raises ValueError."""
    if not isinstance(value, list):
        raise ValueError("not a list")
    return value


def a_uid(value: object) -> bytes:
    """The 16 bytes that 32 signs stand for; raises ValueError."""
    found = bytes.fromhex(a_text(value))
    if len(found) != 16:
        raise ValueError("not a uid")
    return found


def a_day(value: object) -> dt.date:
    """A day in ISO's writing; raises ValueError."""
    return dt.date.fromisoformat(a_text(value))
