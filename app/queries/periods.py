"""Which months are locked, since when, and who opened one again why."""

import datetime as dt
from dataclasses import dataclass

from db import connection as book
from db.sql import books as sql


@dataclass(frozen=True, slots=True)
class LockEvent:
    """A month locked or opened; ``at`` in ms UTC."""

    month: dt.date
    is_locked: bool
    at: int
    user: str
    reason: str


def locked_months() -> tuple[dt.date, ...]:
    """The first days of the locked months, in order."""
    return tuple(dt.date.fromisoformat(f"{month}-01") for month, _at in book.fetch(sql.LOCKED_MONTHS))


def locked_until() -> dt.date | None:
    """The first day of the last locked month, or None."""
    months = locked_months()
    return months[-1] if months else None


def lock_history() -> tuple[LockEvent, ...]:
    """Every locking and unlocking, the oldest first."""
    return tuple(
        LockEvent(dt.date.fromisoformat(f"{month}-01"), bool(locked), at, user, reason)
        for month, locked, at, user, reason in book.fetch(sql.LOCK_HISTORY)
    )


def holidays() -> dict[str, str]:
    """Days that are no working days (``MM-DD`` every year, ``YYYY-MM-DD`` once) and their names."""
    return dict(book.fetch(sql.HOLIDAYS))
