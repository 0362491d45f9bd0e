"""The log beside the documents: who changed, printed, exported or restored what, chained per device."""

import json
from collections.abc import Mapping

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
    row = book.fetch_one(sql.LAST_EVENT, (session.device_id,))
    previous: bytes = row[0] if row else GENESIS
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
    book.execute(sql.INSERT_EVENT, (*fields, previous, event_hash(previous, fields)))


def _text(columns: Columns | None) -> str | None:
    if columns is None:
        return None
    plain = {key: value.hex() if isinstance(value, bytes) else value for key, value in columns.items()}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)
