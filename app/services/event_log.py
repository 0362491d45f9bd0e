"""The log beside the documents: who changed, printed, exported or restored what, chained per device."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.domain.document import GENESIS, event_hash
from app.domain.session import Session
from db import connection as book
from db.sql import settings as sql

NOBODY = bytes(16)
"""The entity of events that concern the whole book."""

Columns = Mapping[str, object]


def append(
    session: Session,
    action: str,
    entity: str,
    entity_uid: bytes = NOBODY,
    before: Columns | None = None,
    after: Columns | None = None,
) -> None:
    """Add an event inside the caller's transaction; ``before`` and ``after`` hold what differs."""
    append_to(book.execute, session, action, entity, entity_uid, before, after)


def append_to(
    execute: Callable[[str, Sequence[Any]], Any],
    session: Session,
    action: str,
    entity: str,
    entity_uid: bytes,
    before: Columns | None,
    after: Columns | None,
) -> None:
    """The same in a book that is not the open one (a copy that is about to take its place)."""
    rows = execute(sql.LAST_EVENT, (session.device_id,)).fetchall()
    previous: bytes = rows[0][0] if rows else GENESIS
    fields = (
        session.clock(),
        session.user_id,
        session.device_id,
        action,
        entity,
        entity_uid,
        _text(before),
        _text(after),
    )
    execute(sql.INSERT_EVENT, (*fields, previous, event_hash(previous, fields)))


def _text(columns: Columns | None) -> str | None:
    if columns is None:
        return None
    plain = {key: value.hex() if isinstance(value, bytes) else value for key, value in columns.items()}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)
