"""When and where the open book was copied last, and how many documents it holds now."""

from app.domain.kept_json import read_json
from app.domain.safety import LastCopy
from app.thai.dates import moment_of
from db import connection as book
from db.sql import backup as sql


def last_copy() -> LastCopy | None:
    """The last checked copy that the log knows of, None if there is none."""
    row = book.fetch_one(sql.LAST_COPY)
    if row is None:
        return None
    try:
        after = read_json(row[1] or "{}")
    except ValueError:  # changed by another program
        after = {}
    known = after if isinstance(after, dict) else {}
    documents, place = known.get("documents"), known.get("place")
    return LastCopy(
        moment_of(int(row[0])),
        place if isinstance(place, str) else "",
        documents if isinstance(documents, int) else 0,
    )


def count_documents() -> int:
    """How many documents the open book holds."""
    return book.fetch_int(sql.COUNT_DOCUMENTS)
