"""Who did what when: documents and the log as one list, the newest first, a page at a time."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.kept_json import read_json
from app.domain.trace import (
    DOCUMENT,
    KIND_OF_DOCUMENT,
    NOTABLE_ACTIONS,
    PAPER_ACTIONS,
    POST,
    REVERSE,
    SAFETY_ACTIONS,
    SAFETY_ENTITIES,
    SIGN_IN_ACTIONS,
    ActKind,
    TraceFilter,
    is_notable,
    kind_of_document,
    kind_of_event,
)
from app.thai.dates import THAI_TIME
from app.thai.fold import fold
from app.thai.normalise import normalise
from db import connection as book
from db.sql import trace as sql

PAGE = 128
MOST_WORDS = 4
"""Words of a search that count; the rest of a pasted text is left out."""

Key = tuple[int, int, int]
"""Where a page goes on: time, 1 for a document or 0 for the log, id."""
NEWEST: Key = (2**62, 2, 0)
Columns = dict[str, object]

REFERS_TO: dict[str, str] = {
    "category_id": "category",
    "account_id": "account",
    **dict.fromkeys(("holder_id", "maker_id", "funder_id", "party_id", "chair_id", "secretary_id"), "party"),
    **dict.fromkeys(("payer_id", "carrier_id", "producer_id"), "party"),
    "section_id": "section",
    "project_id": "project",
    "product_id": "product",
    "parent_id": "product",
    "channel_id": "channel",
    "event_id": "market_event",
    "location_id": "stock_location",
    "promotion_id": "promotion",
    "intake_id": "order_intake",
    **{f"{table}_id": table for table in ("entry_category", "loan", "trade", "goal")},
}
"""Columns that hold an id, and the table of what they mean."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody did; ``at`` in milliseconds UTC, ``total`` in satang.

    A document has ``action`` ``post`` or ``reverse`` and its number, kind, day …; a line of the log has
    ``before`` and ``after`` with what differs. ``name`` is what the thing is called now.
    """

    key: Key
    user_id: int
    user: str
    device: int
    action: str
    entity: str
    entity_uid: bytes
    kind: ActKind
    notable: bool
    name: str = ""
    code: str = ""
    number: str = ""
    document_kind: str = ""
    on: dt.date | None = None
    party: str = ""
    total: int = 0
    note: str = ""
    reason: str = ""
    reverses: str = ""
    reverses_kind: str = ""
    reversed_by: str = ""
    before: Columns | None = None
    after: Columns | None = None
    called: Mapping[str, str] = field(default_factory=dict)
    """Names of what ``before`` and ``after`` refer to, by ``table:id`` or ``product:uid``."""

    @property
    def at(self) -> int:
        """When, in milliseconds UTC."""
        return self.key[0]

    @property
    def is_document(self) -> bool:
        """Whether it is a document, not a line of the log."""
        return self.key[1] == 1


@dataclass(frozen=True, slots=True)
class ChainHead:
    """How far a chain of a device reaches: its last number or line, when it was written, its hash."""

    device: int
    device_name: str
    epoch: int
    count: int
    hash: bytes
    number: str = ""
    at: int | None = None


def acts(wanted: TraceFilter, *, after: Key | None = None, limit: int = PAGE) -> list[Act]:
    """A page of what was done, behind a key (None: from the newest)."""
    key = after or NEWEST
    documents, events, values = _both(wanted, key)
    return _read(sql.PAGE.format(documents=documents, events=events), (*values, limit))


def count_acts(wanted: TraceFilter) -> int:
    """How many acts a filter lets through."""
    (documents, document_values), (events, event_values) = _document_part(wanted), _event_part(wanted)
    return book.fetch_int(sql.COUNT_DOCUMENTS + documents, document_values) + book.fetch_int(
        sql.COUNT_EVENTS + events, event_values
    )


def key_before(wanted: TraceFilter, row: int) -> Key | None:
    """The key of the row before ``row``, for a jump; None at the top or behind the end."""
    if row <= 0:
        return None
    documents, events, values = _both(wanted, NEWEST)
    found = book.fetch_one(sql.KEY_AT.format(documents=documents, events=events), (*values, row - 1))
    return None if found is None else (found[0], found[1], found[2])


def document_heads() -> list[ChainHead]:
    """How far the chain of documents of every device and epoch reaches."""
    return [
        ChainHead(prefix, name, epoch, sequence, digest, number or "", at)
        for prefix, name, epoch, sequence, digest, number, at in book.fetch(sql.DOCUMENT_HEADS)
    ]


def event_heads() -> list[ChainHead]:
    """How far the chain of the log of every device reaches."""
    return [
        ChainHead(prefix, name, 0, line, digest, at=at)
        for prefix, name, line, at, digest in book.fetch(sql.EVENT_HEADS)
    ]


def people() -> list[tuple[int, str, bool]]:
    """Everybody who ever worked with the book: id, name, whether still active."""
    return [(identity, name, bool(active)) for identity, name, active in book.fetch(sql.PEOPLE)]


# ---------------------------------------------------------------- filters


def start_of(day: dt.date) -> int:
    """The first moment (ms UTC) of a day in Thailand."""
    return int(dt.datetime.combine(day, dt.time(), THAI_TIME).timestamp()) * 1000


def _both(wanted: TraceFilter, key: Key) -> tuple[str, str, tuple[object, ...]]:
    (documents, document_values), (events, event_values) = _document_part(wanted), _event_part(wanted)
    if wanted.last is not None and wanted.last < dt.date.max:  # begins there instead of passing over the rest
        key = min(key, (start_of(wanted.last + dt.timedelta(days=1)), 0, 0))
    values = (*key, *document_values, *key, *event_values)
    return sql.DOCUMENTS + documents, sql.EVENTS + events, values


def _document_part(wanted: TraceFilter) -> tuple[str, list[object]]:
    where, values = _common(wanted, sql.DOCUMENT_BY, sql.DOCUMENT_SINCE, sql.DOCUMENT_UNTIL)
    if wanted.about is not None:
        where += sql.DOCUMENT_ITSELF
        values += [wanted.about, wanted.about]
    if wanted.kind is not None:
        kinds = [kind.value for kind, belongs in KIND_OF_DOCUMENT.items() if belongs is wanted.kind]
        where += sql.DOCUMENT_KINDS.format(marks=_marks(kinds)) if kinds else sql.NOTHING
        values += [*kinds, *kinds]
    if wanted.notable:
        where += sql.REVERSALS
    for word in _words(wanted.text):
        where += sql.DOCUMENT_TEXT
        values += [word[which] for which in sql.DOCUMENT_TEXT_ARGUMENTS]
    return where, values


def _event_part(wanted: TraceFilter) -> tuple[str, list[object]]:
    where, values = _common(wanted, sql.EVENT_BY, sql.EVENT_SINCE, sql.EVENT_UNTIL)
    if wanted.about is not None:
        where += sql.EVENT_ABOUT
        values += [wanted.about]
    if wanted.kind is not None:
        more, arguments = _of_kind(wanted.kind)
        where += more
        values += arguments
    if wanted.notable:
        actions = sorted(NOTABLE_ACTIONS)
        where += sql.NOTABLE_EVENTS.format(marks=_marks(actions))
        values += actions
    for word in _words(wanted.text):
        where += sql.EVENT_TEXT
        values += [word[which] for which in sql.EVENT_TEXT_ARGUMENTS]
    return where, values


def _common(wanted: TraceFilter, by: str, since: str, until: str) -> tuple[str, list[object]]:
    where, values = "", list[object]()
    if wanted.user_id is not None:
        where, values = where + by, [*values, wanted.user_id]
    if wanted.first is not None:
        where, values = where + since, [*values, start_of(wanted.first)]
    if wanted.last is not None and wanted.last < dt.date.max:
        where, values = where + until, [*values, start_of(wanted.last + dt.timedelta(days=1))]
    return where, values


def _of_kind(kind: ActKind) -> tuple[str, list[str]]:
    entities, safety = sorted(SAFETY_ENTITIES), sorted(SAFETY_ACTIONS)
    if kind is ActKind.SAFETY:
        clause = sql.EVENT_SAFETY.format(marks=_marks(safety), entities=_marks(entities))
        return clause, [*safety, *entities]
    outside = sql.EVENT_OTHER_ENTITIES.format(marks=_marks(entities))
    if kind is ActKind.MASTER:
        others = sorted(SAFETY_ACTIONS | PAPER_ACTIONS | SIGN_IN_ACTIONS)
        return sql.EVENT_OTHER_ACTIONS.format(marks=_marks(others)) + outside, [*others, *entities]
    actions = {ActKind.PAPERS: PAPER_ACTIONS, ActKind.SIGN_IN: SIGN_IN_ACTIONS}.get(kind)
    if actions is None:
        return sql.NOTHING, []
    return sql.EVENT_ACTIONS.format(marks=_marks(actions)) + outside, [*sorted(actions), *entities]


def _words(text: str) -> list[dict[str, str]]:
    """Every typed word as LIKE patterns: as it is, folded as names are, and as it stands in JSON."""
    found = []
    for word in normalise(text).split()[:MOST_WORDS]:
        folded = fold(word) or word
        quoted = json.dumps(word, ensure_ascii=False)[1:-1]
        found.append({sql.TEXT: _like(word), sql.FOLDED: _like(folded), sql.JSON: _like(quoted)})
    return found


def _like(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)


# ---------------------------------------------------------------- rows


def _read(query: str, values: Sequence[object]) -> list[Act]:
    rows = [_act(row) for row in book.fetch(query, values)]
    names = _names(rows)
    called = _called(rows)
    return [_named(each, names, called) for each in rows]


def _act(row: book.Row) -> Act:
    at, source, identity, user_id, user, prefix = row[:6]
    uid, number, kind, on, party, total, note, reason, reverses, reverses_kind, reversed_by = row[6:17]
    action, entity, entity_uid, before, after = row[17:]
    if source == 1:
        return Act(
            (at, source, identity),
            user_id or 0,
            user or "",
            prefix or 0,
            REVERSE if reverses else POST,
            DOCUMENT,
            uid,
            kind_of_document(kind, reverses_kind),
            bool(reverses),
            number,
            "",
            number,
            kind,
            _day(on),
            party or "",
            total,
            note or "",
            reason or "",
            reverses or "",
            reverses_kind or "",
            reversed_by or "",
        )
    old, new = _columns(before), _columns(after)
    return Act(
        (at, source, identity),
        user_id or 0,
        user or "",
        prefix or 0,
        action,
        entity,
        entity_uid,
        kind_of_event(action, entity),
        is_notable(action, new),
        before=old,
        after=new,
    )


def _day(text: str) -> dt.date | None:
    """A stored day; None for one that cannot be, as another program may have written it."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _columns(text: str | None) -> Columns | None:
    """What a line of the log holds; whatever another program wrote there is shown as it is."""
    if text is None:
        return None
    try:
        found = read_json(text)
    except ValueError:
        found = text
    return found if isinstance(found, dict) else {"value": found}


Name = tuple[str, str]


def _names(rows: Iterable[Act]) -> dict[tuple[str, bytes], Name]:
    """What the things of these rows are called now, and their code (of a document its kind)."""
    wanted: dict[str, set[bytes]] = defaultdict(set)
    for row in rows:
        if not row.is_document and row.entity in sql.NAMES:
            wanted[row.entity].add(row.entity_uid)
    found: dict[tuple[str, bytes], Name] = {}
    for entity, uids in wanted.items():
        by_code = entity == "account"
        keys: list[object] = [uid.decode(errors="replace") if by_code else uid for uid in sorted(uids)]
        for key, name, code in book.fetch(sql.NAMES[entity].format(marks=_marks(keys)), keys):
            found[entity, key.encode() if by_code else key] = (name or "", code or "")
    return found


def _called(rows: Iterable[Act]) -> dict[str, str]:
    """Names of what old and new values refer to."""
    wanted: dict[str, set[int]] = defaultdict(set)
    products: set[bytes] = set()
    for row in rows:
        for columns in (row.before, row.after):
            for column, value in (columns or {}).items():
                if column in REFERS_TO and isinstance(value, int) and not isinstance(value, bool):
                    wanted[REFERS_TO[column]].add(value)
            outputs = (columns or {}).get("outputs")
            for line in outputs if isinstance(outputs, list) else ():
                products.update(_uid_in(line))
    called: dict[str, str] = {}
    for table, ids in wanted.items():
        query = sql.REFERRED[table].format(marks=_marks(ids))
        called |= {f"{table}:{identity}": name for identity, name in book.fetch(query, sorted(ids))}
    if products:
        query = sql.NAMES["product"].format(marks=_marks(products))
        called |= {f"product:{uid.hex()}": name for uid, name, _code in book.fetch(query, sorted(products))}
    return called


def _uid_in(line: object) -> list[bytes]:
    first = line[0] if isinstance(line, list) and line else None
    if not isinstance(first, str) or len(first) != 32:
        return []
    try:
        return [bytes.fromhex(first)]
    except ValueError:
        return []


def _named(row: Act, names: Mapping[tuple[str, bytes], Name], called: Mapping[str, str]) -> Act:
    if row.is_document:
        return row
    name, code = names.get((row.entity, row.entity_uid), ("", ""))
    if not name:
        name = next(
            (
                str(columns["name"])
                for columns in (row.after, row.before)
                if columns and isinstance(columns.get("name"), str)
            ),
            "",
        )
    if row.entity == DOCUMENT:
        return replace(row, name=name, number=name, document_kind=code, called=called)
    return replace(row, name=name, code=code, called=called)
