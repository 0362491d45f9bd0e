"""An opening that was begun, as the book keeps it: what is typed, and the uids that it is posted under."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.kept_json import a_day, a_flag, a_list, a_text, a_uid, an_int, read_object
from ui.widgets.party_field import NewName

Rows = Mapping[str, Sequence[Sequence[object]]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed: the lines of every part, the day, where the difference goes."""

    uid: bytes
    day: dt.date | None
    to_equity: bool
    rows: Rows
    uids: dict[str, list[bytes]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Lines of all parts."""
        return sum(len(rows) for rows in self.rows.values())


def to_json(kept: Kept) -> str:
    """As it is kept in the book."""
    return json.dumps(
        {
            "day": kept.day.isoformat() if kept.day else None,
            "to_equity": kept.to_equity,
            "rows": {key: [[_out(each) for each in row] for row in rows] for key, rows in kept.rows.items()},
            "uids": {key: [uid.hex() for uid in uids] for key, uids in kept.uids.items()},
        },
        ensure_ascii=False,
    )


def from_json(uid: bytes, text: str) -> Kept:
    """As it was typed; raises ValueError for what the program did not write."""
    found = read_object(text)
    rows, uids, day = found.get("rows"), found.get("uids"), found.get("day")
    if not isinstance(rows, dict) or not isinstance(uids, dict):
        raise ValueError("no lines")
    return Kept(
        uid,
        None if day is None else a_day(day),
        a_flag(found.get("to_equity")),
        {key: [[_in(each) for each in a_list(row)] for row in a_list(part)] for key, part in rows.items()},
        {key: [a_uid(each) for each in a_list(part)] for key, part in uids.items()},
    )


def _out(value: object) -> object:
    if isinstance(value, NewName):
        return {"new": value.uid.hex(), "name": value.name}
    if isinstance(value, bytes):
        return {"uid": value.hex()}
    return {"day": value.isoformat()} if isinstance(value, dt.date) else value


def _in(value: object) -> object:
    if isinstance(value, dict):
        if "new" in value:
            return NewName(a_text(value.get("name")), a_uid(value["new"]))
        return a_uid(value["uid"]) if "uid" in value else a_day(value.get("day"))
    if isinstance(value, str):
        return a_text(value)
    return None if value is None else an_int(value)
