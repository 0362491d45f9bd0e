"""The posting door: one transaction per document, numbered, chained, balanced, or nothing at all.

Every service that posts goes through ``post``. A draft's uid makes it safe to try again: the second
try finds the first document.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.changes import Changes
from app.domain.calendar import checked_day
from app.domain.document import (
    CANONICAL_VERSION,
    DETAILS,
    GENESIS,
    HEADER,
    DocumentKind,
    Reference,
    Value,
    canonical_bytes,
    chain_hash,
    name_commitment,
    random_bytes,
)
from app.domain.series import SERIES_END, document_number, series_stem, split_number
from app.domain.session import Permission, Session
from app.errors import Notice, StorageError, UserError
from app.i18n import N_
from app.services.acts import begun
from app.services.tills import enter_in_drawer
from app.thai.dates import day_of
from db import connection as book
from db.sql import documents as sql


class NotSavedError(StorageError):
    """The machine failed while posting; the document was looked for and is not in the book."""

    message = N_("This was not saved: {reason}. Nothing was half-written; please try again.")


class UncertainError(NotSavedError):
    """The machine failed at the very last step, and went on failing: the document may still appear."""

    message = N_(
        "The disk failed ({reason}). Whether this was saved shows when the book is opened again: "
        "please look there before you enter it once more."
    )


class SavedUnreadError(StorageError):
    """The document is in the book, but what it did could not be read back for the screen."""

    message = N_("{number} is saved, but the book can no longer be read: {reason}.")


FAR_AHEAD_DAYS = 31
"""A document or slip that is dated further ahead than this is told of."""
FAR_AHEAD = N_("It is dated {day}, more than a month ahead. Please check the date.")

_COLUMNS = {table: tuple(column.name for column in columns) for table, columns in DETAILS.items()}
_HEADER_COLUMNS = tuple(column.name for column in HEADER)


class SeriesFullError(UserError):
    """A kind of document has had its last number of the year."""

    message = N_("The numbers {series} of this year are used up; please ask for help.")


@dataclass(frozen=True, slots=True)
class Posted:
    """What posting answers: the document as it stands in the book, and what to tell the user."""

    uid: bytes
    document_id: int
    number: str
    total: int
    on: dt.date
    ledger_date: dt.date
    warnings: tuple[Notice, ...] = ()
    changes: Changes = Changes.NONE
    repeated: bool = False
    """True when this uid had been posted before; nothing was written now."""


@dataclass(slots=True)
class Entry:
    """A document being written: header fields, rows by table, warnings; used inside ``post`` only."""

    session: Session
    uid: bytes
    kind: DocumentKind = DocumentKind.JOURNAL
    on: dt.date = dt.date.min
    ledger_date: dt.date = dt.date.min
    total: int = 0
    header: dict[str, Value] = field(default_factory=dict)
    rows: dict[str, list[tuple[Value, ...]]] = field(default_factory=dict)
    warnings: list[Notice] = field(default_factory=list)
    changes: Changes = Changes.NONE
    event_id: int | None = None
    """The market day (local id) it belongs to."""
    at_till: bool | None = None
    """Whether it goes through the drawer that is open on this device; None: as ``tills`` finds out."""
    _next_ids: dict[str, int] = field(default_factory=dict)
    _ledger_day: str = ""

    def document(self, kind: DocumentKind, on: dt.date, total: int = 0, **header: Value) -> None:
        """Set the header; further fields by their column names (party_id, slip_date, reason, …).

        Raises DayOutOfRangeError.
        """
        self.kind = kind
        self.on = checked_day(on)
        self.total = total
        self.header.update(header)
        self.ledger_date = first_open_day(on)
        self._ledger_day = self.ledger_date.isoformat()

    def add(self, table: str, **values: Value) -> int:
        """Add a detail row; ``line_no`` and ``ledger_date`` are filled in. Returns the line number."""
        rows = self.rows.setdefault(table, [])
        line_no = len(rows) + 1
        values.setdefault("line_no", line_no)
        values.setdefault("ledger_date", self._ledger_day)
        rows.append(tuple(map(values.get, _COLUMNS[table])))
        return line_no

    def add_row(self, table: str, row: Sequence[Value]) -> None:
        """Add a detail row that already stands in column order (reversals)."""
        self.rows.setdefault(table, []).append(tuple(row))

    def line(
        self,
        account_id: int,
        amount: int,
        *,
        party_id: int | None = None,
        product_id: int | None = None,
        batch_id: int | None = None,
        note: str | None = None,
        channel: str | None = None,
        is_closing: bool = False,
        section_id: int | None = None,
        project_id: int | None = None,
    ) -> None:
        """Add a journal line: debit positive, credit negative, satang; nothing for an amount of 0.

        Without a section or project of its own it has the document's.
        """
        if amount:
            rows = self.rows.setdefault("journal_line", [])
            rows.append(
                (
                    len(rows) + 1,
                    account_id,
                    amount,
                    self._ledger_day,
                    int(is_closing),
                    party_id,
                    product_id,
                    batch_id,
                    section_id if section_id is not None else self.header.get("section_id"),
                    project_id if project_id is not None else self.header.get("project_id"),
                    channel,
                    note,
                )
            )

    def name(self, role: str, name: str) -> None:
        """Keep a person's name for the paper, erasable without breaking the chain."""
        if name:
            salt = random_bytes(16)
            self.add("document_name", role=role, commitment=name_commitment(salt, name), salt=salt, name=name)

    def new_id(self, table: str) -> int:
        """An id for a row that other rows of this document point to (lot, production_batch)."""
        if table not in self._next_ids:
            self._next_ids[table] = book.fetch_int(sql.MAX_ID[table]) + 1
        else:
            self._next_ids[table] += 1
        return self._next_ids[table]


def post(session: Session, permission: Permission, uid: bytes, write: Callable[[Entry], None]) -> Posted:
    """Post one document: permission, number, chain, rows, balance; all of it or nothing.

    ``write`` fills the entry inside the transaction (reads are consistent with what it writes), and
    refuses there what is beyond somebody's limits. A session for one act ends with the document.
    Raises NotPermittedError, NotSavedError (UncertainError), and whatever ``write`` raises.
    """
    session.require(permission)
    try:
        with begun(session, permission) as act, book.posting():
            found = find_posted(uid)
            if found is not None:
                return found
            entry = Entry(session, uid)
            write(entry)
            _tell_far_day(entry)
            enter_in_drawer(entry)
            posted = _store(entry)
            act.wrote("document", uid)
            act.sign()
            return posted
    except (book.DatabaseError, OSError) as error:
        found = find_after_failure(uid)
        if found is not None:
            session.done(permission)  # it was written after all
            return found
        raise not_saved(error) from error


def _tell_far_day(entry: Entry) -> None:
    """Tell of a day that is far ahead: nearly always a slip of the pen, but never refused for it."""
    if entry.kind is DocumentKind.REVERSAL:
        return  # it carries the days of what it undoes
    slip = entry.header.get("slip_date")
    day = max(entry.on, dt.date.fromisoformat(slip)) if isinstance(slip, str) else entry.on
    if day > day_of(entry.session.clock()) + dt.timedelta(days=FAR_AHEAD_DAYS):
        entry.warnings.append(Notice(FAR_AHEAD, day=day))


def not_saved(error: BaseException) -> NotSavedError:
    """What to answer when the storage failed and nothing is found in the book."""
    kind = UncertainError if isinstance(error, book.CommitUnknownError) else NotSavedError
    return kind(reason=storage_reason(error))


def storage_reason(error: BaseException) -> str:
    """A short reason out of the storage engine's words, for a sentence to the user."""
    text = str(error)
    if "full" in text:
        return "disk full"
    if "readonly" in text or "read-only" in text:
        return "read-only"
    if "locked" in text or "busy" in text:
        return "busy"
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return text or type(error).__name__


def find_after_failure(uid: bytes) -> Posted | None:
    """An error from COMMIT does not mean "not committed": look before answering."""
    try:
        return find_posted(uid)
    except Exception:  # the book cannot be read either: the first error is the one to tell
        return None


def find_posted(uid: bytes) -> Posted | None:
    """The posted document with this uid, if there is one."""
    row = book.fetch_one(sql.BY_UID, (uid,))
    if row is None:
        return None
    document_id, number, total, on, ledger_date = row
    return Posted(
        uid,
        document_id,
        number,
        total,
        dt.date.fromisoformat(on),
        dt.date.fromisoformat(ledger_date),
        repeated=True,
    )


def first_open_day(on: dt.date) -> dt.date:
    """The day itself if its month is open, else the first day of the first open month after it."""
    day = on
    while book.fetch_one(sql.IS_LOCKED, (day.isoformat()[:7],)) is not None:
        day = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return day


def _store(entry: Entry) -> Posted:
    session = entry.session
    stem = series_stem(entry.kind, session.device_prefix, session.epoch, entry.on)
    sequence, previous, last = book.fetch(
        sql.HEAD, (f"{stem}-", f"{stem}.", session.device_id, session.epoch)
    )[0]
    if sequence is None:
        sequence, previous = 0, GENESIS
    count = 0 if last is None else int(split_number(last)[1])
    if count >= SERIES_END:
        raise SeriesFullError(series=stem)
    number = document_number(stem, count + 1)
    header: dict[str, Value] = {
        **entry.header,
        "uid": entry.uid,
        "kind": entry.kind.value,
        "device_id": session.device_id,
        "epoch": session.epoch,
        "sequence": sequence + 1,
        "number": number,
        "on_date": entry.on.isoformat(),
        "ledger_date": entry.ledger_date.isoformat(),
        "author_id": session.user_id,
        "posted_at": session.clock(),
        "total": entry.total,
        "canonical_version": CANONICAL_VERSION,
    }
    columns = tuple(map(header.get, _HEADER_COLUMNS))
    details = {table: entry.rows[table] for table in DETAILS if table in entry.rows}
    digest = chain_hash(previous, canonical_bytes(columns, details, _names(details)))
    pending = sum(len(rows) for rows in details.values())
    document_id = book.fetch_one(sql.INSERT_DOCUMENT, (*columns, previous, digest, pending))
    assert document_id is not None
    for table, rows in details.items():
        book.executemany(sql.INSERT[table], [(document_id[0], *row) for row in rows])
    return Posted(
        entry.uid,
        document_id[0],
        number,
        entry.total,
        entry.on,
        entry.ledger_date,
        tuple(entry.warnings),
        entry.changes,
    )


class _NamesOf(dict[int, str]):
    """Uids or codes of one table by local id, looked up when first asked for."""

    def __init__(self, reference: Reference) -> None:
        super().__init__()
        self._query = sql.NAME_OF[reference]
        self._table = reference.value

    def __missing__(self, identity: int) -> str:
        row = book.fetch_one(self._query, (identity,))
        if row is None:
            raise LookupError(f"{self._table} {identity} does not exist")
        name = row[0].hex() if isinstance(row[0], bytes) else str(row[0])
        self[identity] = name
        return name


_GROWING = frozenset(
    {
        *(Reference.DOCUMENT, Reference.LOT, Reference.BATCH),
        *(Reference.ASSET, Reference.HERD, Reference.LOAN),
        *(Reference.SESSION, Reference.EVENT, Reference.RECEIPT_BOOK, Reference.PROMOTION),
        *(Reference.COUPON, Reference.PRE_ORDER, Reference.TERMS),
        *(Reference.ROUND, Reference.TOOL),
    }
)
"""Tables that postings add to: looked up afresh for each document."""

_known: dict[Reference, _NamesOf] = {}
_known_of: list[object] = [None]


def forget_names() -> None:
    """Drop the remembered uids and codes (another book, or a transaction that was undone)."""
    _known.clear()


def _names(details: dict[str, list[tuple[Value, ...]]]) -> dict[Reference, _NamesOf]:
    """Names of whatever a document can point to, its own batch and lots included."""
    path = book.database.database
    if _known_of[0] != path:
        _known.clear()
        _known_of[0] = path
    if not _known:
        _known.update({each: _NamesOf(each) for each in Reference if each not in _GROWING})
    names = {**_known, **{each: _NamesOf(each) for each in _GROWING}}
    for table, reference in (("production_batch", Reference.BATCH), ("lot", Reference.LOT)):
        for row in details.get(table, ()):
            identity, uid = row[0], row[1]
            assert isinstance(identity, int)
            assert isinstance(uid, bytes)
            names[reference][identity] = uid.hex()
    return names
