"""The log of who changed, printed, exported or restored what, newest first."""

from dataclasses import dataclass

from app.domain.kept_json import read_json
from db import connection as book
from db.sql import settings as sql

PAGE = 128


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log; ``at`` in milliseconds UTC; ``before`` and ``after`` hold what differs."""

    id: int
    at: int
    user: str
    action: str
    entity: str
    entity_uid: bytes
    before: dict[str, object] | None
    after: dict[str, object] | None


def events(
    *,
    entity_uid: bytes | None = None,
    entity: str | None = None,
    before_id: int = 2**62,
    limit: int = PAGE,
) -> list[Event]:
    """A page of the log, of one thing or one kind of thing; ``before_id`` is the last row's id."""
    rows = book.fetch(sql.EVENTS, (before_id, entity_uid, entity_uid, entity, entity, limit))
    return [Event(*[*row[:6], _read(row[6]), _read(row[7])]) for row in rows]


def print_count(document_uid: bytes) -> int:
    """How many times a document was printed."""
    return book.fetch_int(sql.COUNT_EVENTS, (document_uid, "print"))


def _read(text: str | None) -> dict[str, object] | None:
    if text is None:
        return None
    try:
        found = read_json(text)
    except ValueError:  # changed by another program: shown as it stands
        return {"value": text}
    return found if isinstance(found, dict) else {"value": found}


def last_event_at(action: str) -> int | None:
    """When something was done last (milliseconds UTC), None if never."""
    row = book.fetch_one(sql.LAST_DONE, (action,))
    return None if row is None or row[0] is None else int(row[0])
