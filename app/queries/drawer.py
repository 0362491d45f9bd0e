"""Drawers as they stand: which is open, what went through it, what should lie in it."""

import datetime as dt
from dataclasses import dataclass

from db import connection as book
from db.sql import drawer as sql


@dataclass(frozen=True, slots=True)
class OpenDrawer:
    """A drawer that is open on a device; ids are local."""

    id: int
    uid: bytes
    account_id: int
    location_id: int
    event_id: int | None
    on: dt.date
    """The day it was opened."""


def open_drawer(device_id: int) -> OpenDrawer | None:
    """The drawer that is open on a device, if there is one."""
    row = book.fetch_one(sql.LAST_OF_DEVICE, (device_id,))
    if row is None or not row[6]:
        return None
    return OpenDrawer(row[0], row[1], row[2], row[3], row[4], dt.date.fromisoformat(row[5]))
