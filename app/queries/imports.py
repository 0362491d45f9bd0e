"""Lists that were taken in from outside, the newest first."""

import datetime as dt
from dataclasses import dataclass

from app.domain.import_fields import ImportKind
from app.thai.dates import day_of
from db import connection as book
from db.sql import importing as sql

NEWEST = 100


@dataclass(frozen=True, slots=True)
class ImportRun:
    """A list that was taken in: its file, how many rows, on which day, by whom, and whether it stands."""

    uid: bytes
    kind: ImportKind
    name: str
    rows: int
    on: dt.date
    by: str
    undone: bool


def import_runs(*, limit: int = NEWEST) -> tuple[ImportRun, ...]:
    """The newest lists first."""
    return tuple(
        ImportRun(
            uid,
            ImportKind(kind),
            name,
            rows,
            day_of(at),
            by,
            undone is not None,
        )
        for uid, kind, name, rows, at, by, undone in book.fetch(sql.RUNS, (limit,))
    )
