"""Taking in lists from outside: tried as a whole first, then all of it or nothing, and undone as one."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.import_fields import FIELDS, ImportKind
from app.domain.importing import MOST_FAULTS, Cell, ReadRows, RowFault, guess_mapping, read_rows
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.services import event_log
from app.services.import_names import Made
from app.services.import_rows import importer_for
from app.services.members import strike_out
from app.services.parties import deactivate_party
from app.services.products import deactivate_product
from app.services.records import saving
from app.services.reversal import reverse
from app.services.unit_of_work import forget_names
from app.thai.dates import day_of, format_date
from app.thai.fold import fold
from app.thai.normalise import clean_name
from db import connection as book
from db.sql import importing as sql

Progress = Callable[[int, int], None]
"""Told (rows done, rows in all); may raise to stop, and then nothing is written."""


class ImportRefusedError(UserError):
    """A list with rows that are not right; ``faults`` names them, nothing was written."""

    message = N_("{count} rows are not right. Nothing was taken in; please mend them and try again.")

    def __init__(self, faults: Sequence[RowFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(count=len({fault.row for fault in faults}))


class AlreadyImportedError(UserError):
    """The very file was taken in before and stands in the book."""

    message = N_("This file was taken in already on {day}.")


class ImportUndoneError(UserError):
    """A list that was undone before."""

    message = N_("“{name}” was undone already.")


class UnknownImportError(UserError):
    """No list was taken in under this uid."""

    message = N_("This list is not in the book.")


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A table as it was read from a file: its name and bytes' hash, headers, and rows with their numbers."""

    name: str
    sha256: bytes
    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A list with its columns found: what is right of it, and what is wrong with the rest."""

    uid: bytes
    kind: ImportKind
    sheet: SheetRows
    mapping: Mapping[str, int]
    read: ReadRows


@dataclass(frozen=True, slots=True)
class Imported:
    """What taking in (or trying) a list came to."""

    uid: bytes
    rows: int
    made: int
    """Rows of the book that were made: goods, people, documents."""
    faults: tuple[RowFault, ...] = ()
    changes: Changes = Changes.NONE


class _TakenBackError(Exception):
    """Takes back what was tried."""


def remembered_mapping(session: Session, kind: ImportKind) -> dict[str, str]:
    """Which header meant which column the last time, by folded header."""
    session.require(Permission.IMPORT)
    return dict(book.fetch(sql.MAPPING, (kind.value,)))


def plan_import(
    session: Session,
    kind: ImportKind,
    *,
    sheet: SheetRows,
    today: dt.date,
    mapping: Mapping[str, int] | None = None,
) -> ImportPlan:
    """Find the columns of a list (or take them as given) and read its rows.

    Raises NotPermittedError, ColumnMissingError, TooManyRowsError, NoRowsError.
    """
    found = mapping if mapping is not None else guess_mapping(
        sheet.headers, kind, remembered_mapping(session, kind)
    )  # fmt: skip
    session.require(Permission.IMPORT)
    return ImportPlan(new_uid(), kind, sheet, found, read_rows(kind, sheet.rows, found, today))


def try_import(
    session: Session, plan: ImportPlan, *, on: dt.date, progress: Progress | None = None
) -> Imported:
    """Do it all and take it back: what would be made, and every row that is not right.

    ``on`` is the day of an opening. Raises NotPermittedError, NotSavedError.
    """
    return _run(session, plan, on, progress, keep=False, again=True)


def run_import(
    session: Session,
    plan: ImportPlan,
    *,
    on: dt.date,
    again: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Take a list in, all of it or nothing, once per ``plan.uid``; the meaning of its columns is remembered.

    Raises ImportRefusedError, AlreadyImportedError (unless ``again``), NotPermittedError, NotSavedError.
    """
    done = _run(session, plan, on, progress, keep=True, again=again)
    if done.faults:
        raise ImportRefusedError(done.faults)
    return done


def undo_import(session: Session, run_uid: bytes, *, on: dt.date, reason: str) -> Imported:
    """Undo a list as one: its documents are reversed, its goods and people put aside; all or nothing.

    Raises UnknownImportError, ImportUndoneError, NotPermittedError, and what ``reverse`` raises.
    """
    with saving(session, Permission.IMPORT):
        row = book.fetch_one(sql.RUN, (run_uid,))
        if row is None:
            raise UnknownImportError
        run_id, _kind, name, undone = row
        if undone is not None:
            raise ImportUndoneError(name=name)
        items = book.fetch(sql.ITEMS, (run_id,))
        for entity, uid in items:
            if entity == "product":
                deactivate_product(session, uid)
            elif entity == "member":
                strike_out(session, uid)
            elif entity == "party":
                deactivate_party(session, uid)
            elif book.fetch_one(sql.STANDING_DOCUMENT, (uid,)) is not None:
                reverse(session, uid, on=on, reason=reason, uid=new_uid())
        book.execute(sql.SET_UNDONE, (session.clock(), run_id))
        event_log.append(session, "undo_import", "import_run", run_uid, {"name": name}, {"rows": len(items)})
    return Imported(run_uid, len(items), len(items), changes=Changes.EVERYTHING)


def _run(
    session: Session, plan: ImportPlan, on: dt.date, progress: Progress | None, *, keep: bool, again: bool
) -> Imported:
    session.require(Permission.IMPORT)
    faults = list(plan.read.faults)
    made: list[Made] = []
    run = book.fetch_one(sql.RUN, (plan.uid,))
    if run is not None:
        return Imported(plan.uid, len(plan.read.rows), 0)
    try:
        with saving(session, Permission.IMPORT):
            if not again:
                _refuse_twice(plan)
            importer = importer_for(plan.kind, session, on)
            parts = importer.parts(plan.read.rows)
            for done, part in enumerate(parts):
                if progress is not None:
                    progress(done, len(parts))
                try:
                    with book.unit_of_work():
                        made.extend(importer.make(part))
                except UserError as error:
                    forget_names()
                    number, column = importer.place(part, error)
                    faults.append(RowFault(number, column, error))
                    if len(faults) >= MOST_FAULTS:
                        break
            if faults or not keep:
                raise _TakenBackError
            _record(session, plan, made)
    except _TakenBackError:
        forget_names()
    return Imported(
        plan.uid,
        len(plan.read.rows),
        len(made),
        tuple(sorted(faults, key=lambda fault: fault.row)),
        Changes.EVERYTHING if keep and not faults else Changes.NONE,
    )


def _refuse_twice(plan: ImportPlan) -> None:
    row = book.fetch_one(sql.SAME_FILE, (plan.kind.value, plan.sheet.sha256))
    if row is not None:
        day = day_of(row[0])
        raise AlreadyImportedError(day=format_date(day, "medium"))


def _record(session: Session, plan: ImportPlan, made: Sequence[Made]) -> None:
    name = clean_name(plan.sheet.name)
    row = book.fetch_one(
        sql.INSERT_RUN,
        (
            plan.uid,
            plan.kind.value,
            name,
            plan.sheet.sha256,
            len(plan.read.rows),
            session.clock(),
            session.user_id,
        ),
    )
    assert row is not None
    book.executemany(
        sql.INSERT_ITEM, [(row[0], position, each.entity, each.uid) for position, each in enumerate(made, 1)]
    )
    known = {each.key for each in FIELDS[plan.kind]}
    for key, column in plan.mapping.items():
        if key in known and column < len(plan.sheet.headers) and fold(plan.sheet.headers[column]):
            header = fold(plan.sheet.headers[column])[:200]
            book.execute(sql.SET_MAPPING, (plan.kind.value, header, key))
    event_log.append(
        session,
        "import",
        "import_run",
        plan.uid,
        None,
        {"name": name, "kind": plan.kind.value, "rows": len(plan.read.rows)},
    )


def sha256_of(data: bytes) -> bytes:
    """What tells a file from another."""
    return hashlib.sha256(data).digest()
