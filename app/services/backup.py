"""Copies of a book that can be trusted, and bringing one back without losing what lies there now.

A copy is taken from a pinned snapshot, without a WAL beside it, opened and checked after writing, and put
in place whole. A restore puts the book it replaces aside first, opens a new epoch so that no receipt number
is given twice, and is undone by restoring what was put aside.
"""

import datetime as dt
import glob
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.changes import Changes
from app.domain.session import Permission, Session, issue, now_ms
from app.errors import UserError
from app.i18n import N_
from app.queries.integrity import Finding, check_books
from app.services import event_log
from app.services.book_errors import (
    FILE_TROUBLE,
    BookDamagedError,
    BookInUseError,
    BookNotFoundError,
    FolderMissingError,
    NewerBookFileError,
    NotABookFileError,
    PathIsFolderError,
    file_error,
)
from app.services.books import check_place, free_name, is_open, open_path
from app.services.records import saving
from app.services.unit_of_work import NotSavedError
from app.settings import change_machine, load_machine
from db import connection as book
from db import files
from db.lock import BookLock
from db.migrate import APPLICATION_ID, VERSION, migrate
from db.sql import backup as sql
from db.sql import settings as settings_sql

Progress = Callable[[int, int], None]
HOUR = 3_600


class BackupOntoBookError(UserError):
    """A backup that would take the place of the book itself."""

    message = N_("A backup cannot take the place of the open book. Please choose another folder.")


class BackupDamagedError(UserError):
    """A backup that does not pass its check."""

    message = N_("The backup “{name}” is damaged and was not used. Please choose another one.")


class RestoreOverOpenBookError(UserError):
    """The book that would be replaced is open in this very program."""

    message = N_("Please close “{name}” first, then restore it.")


@dataclass(frozen=True, slots=True)
class Backup:
    """A checked copy: where it lies, when it was taken (UTC, ms), how many documents it holds."""

    path: Path
    taken_at: int
    size: int
    documents: int
    last_day: str
    changes: Changes = Changes.NONE


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What restoring would bring and what it would take away (documents that only the present book has)."""

    documents: int
    last_day: str
    last_posted_at: int
    lost_documents: int
    same_book: bool
    """Whether both are copies of one book."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored book; ``put_aside`` is the book that was there before, None where there was none."""

    path: Path
    put_aside: Path | None
    epoch: int
    documents: int
    findings: tuple[Finding, ...] = ()
    """What ``check`` found in it (nothing is looked for while another book is open)."""
    changes: Changes = Changes.EVERYTHING


# ---------------------------------------------------------------- back up


def back_up(session: Session, folder: Path, *, progress: Progress | None = None) -> Backup:
    """Copy the open book into a folder under its name and the time; never over another file.

    ``progress`` gets (done, total) and may raise to cancel. Raises NotPermittedError, FolderMissingError,
    PathIsFolderError, DiskFullError, BookReadOnlyError, BookDamagedError.
    """
    session.require(Permission.BACK_UP)
    source = open_path()
    if not folder.is_dir():
        raise FolderMissingError(name=str(folder))
    name = f"{source.stem} {stamp(session.clock())}{source.suffix}"
    return back_up_to(session, free_name(folder.absolute() / name), progress=progress)


def back_up_to(session: Session, target: Path, *, progress: Progress | None = None) -> Backup:
    """Copy the open book to a file of this name, in place of an older copy there.

    Raises BackupOntoBookError, PathIsFolderError and what ``back_up`` raises.
    """
    session.require(Permission.BACK_UP)
    source, target = open_path(), target.absolute()
    if target.is_dir():
        raise PathIsFolderError(name=target.name)
    if not target.parent.is_dir():
        raise FolderMissingError(name=str(target.parent))
    if target.exists() and target.samefile(source):
        raise BackupOntoBookError
    at = session.clock()
    files.remove_parts(target.parent, f"{glob.escape(source.stem)}*", before=at // 1000 - HOUR)
    state = _copy_checked(source, target, progress)
    _log(session, target, state)
    return Backup(target, at, target.stat().st_size, state.documents, state.last_day)


def _log(session: Session, target: Path, state: files.BookState) -> None:
    """Write the backup down; a book too busy for that does not make a good copy a bad one."""
    after = {"file": target.name, "documents": state.documents}
    with suppress(NotSavedError), saving(session, Permission.BACK_UP):
        event_log.append(session, "backup", "book", after=after)


def stamp(at_ms: int) -> str:
    """The moment as it stands in a backup's name: Buddhist year, time of this place."""
    local = dt.datetime.fromtimestamp(at_ms // 1000, tz=dt.UTC).astimezone()
    return f"{local.year + 543}-{local:%m-%d %H%M%S}"


def _copy_checked(source: Path, target: Path, progress: Progress | None = None) -> files.BookState:
    """Copy into a part file, check it, put it in place; nothing is left of a copy that failed."""
    part = files.part_of(target)
    try:
        before = files.copy_book(source, part, progress)
        if files.faults(part) or files.state(part) != before:
            raise BookDamagedError(name=source.name)
        part.replace(target)
        files.sync_folder(target.parent)
    except FILE_TROUBLE as error:
        raise file_error(error, target) from error
    finally:
        files.remove(part, *files.side_files(part))
    return before


# ---------------------------------------------------------------- restore


def preview_restore(backup: Path, target: Path) -> RestorePreview:
    """What restoring ``backup`` over ``target`` would bring and lose; nothing is changed.

    Raises BookNotFoundError, NotABookFileError, NewerBookFileError, BackupDamagedError.
    """
    _check_backup(backup)
    try:
        state = files.state(backup)
        lost, same = 0, True
        if target.exists():
            same = files.state(target).uid == state.uid
            lost = files.uids_missing(target, backup)
    except FILE_TROUBLE as error:
        raise file_error(error, target) from error
    return RestorePreview(state.documents, state.last_day, state.last_posted_at, lost, same)


def restore(
    backup: Path, target: Path, *, clock: Callable[[], int] = now_ms, progress: Progress | None = None
) -> Restored:
    """Make a verified backup the book at ``target``; what lies there is first copied aside.

    The book must not be open anywhere. Its device starts a new epoch, which is logged. It is the old book or
    the whole new one at any moment. Raises BookNotFoundError, NotABookFileError, NewerBookFileError,
    BackupDamagedError, BookInUseError, RestoreOverOpenBookError, NotPermittedError, DiskFullError,
    BookReadOnlyError and what ``check_place`` raises.
    """
    backup, target = backup.absolute(), target.absolute()
    check_place(target)
    if is_open() and target.exists() and open_path().samefile(target):
        raise RestoreOverOpenBookError(name=target.name)
    _check_backup(backup)
    part = files.part_of(target)
    try:
        with BookLock(target) as lock:
            if not lock.claim():
                raise BookInUseError(name=target.name)
            files.remove_parts(target.parent, glob.escape(target.name), before=clock() // 1000 - HOUR)
            files.copy_book(backup, part, progress)
            if files.identity(part)[1] < VERSION:
                migrate(part)
            epoch = _prepare(part, target, backup, clock)
            findings = _findings(part)
            put_aside = _put_aside(target, clock) if target.exists() else None
            for each in files.side_files(target):
                each.unlink(missing_ok=True)
            part.replace(target)
            files.sync_folder(target.parent)
            documents = files.state(target).documents
    except FILE_TROUBLE as error:
        raise file_error(error, target) from error
    finally:
        files.remove(part, *files.side_files(part))
    return Restored(target, put_aside, epoch, documents, findings)


def _check_backup(backup: Path) -> None:
    """Refuse what is no book, newer, or damaged; the file stays as it is."""
    if backup.is_dir():
        raise PathIsFolderError(name=backup.name)
    if not backup.exists():
        raise BookNotFoundError(name=backup.name)
    if is_open() and open_path().samefile(backup):
        raise RestoreOverOpenBookError(name=backup.name)
    try:
        if not files.is_plain_header(backup):
            raise NotABookFileError(name=backup.name)
        application, version = files.identity(backup)
        if application != APPLICATION_ID or version < 1:
            raise NotABookFileError(name=backup.name)
        if version > VERSION:
            raise NewerBookFileError(name=backup.name)
        if files.faults(backup):
            raise BackupDamagedError(name=backup.name)
    except OSError as error:
        raise file_error(error, backup) from error
    except book.DatabaseError as error:
        raise BackupDamagedError(name=backup.name) from error


def _prepare(part: Path, target: Path, backup: Path, clock: Callable[[], int]) -> int:
    """Open a new epoch in the copy and log it, before it takes the book's place; returns the epoch."""
    copied = files.state(part)
    epoch = max(copied.epoch, _epoch_there(target, copied.uid), _remembered(copied.uid)) + 1
    with files.changing(part) as execute:
        session = _leader(execute, epoch, clock)
        session.require(Permission.RESTORE)
        execute(sql.SET_EPOCH, (epoch, copied.device_id))
        after = {"epoch": epoch, "file": backup.name, "documents": copied.documents}
        event_log.append_to(
            execute, session, "restore", "book", event_log.NOBODY, {"epoch": copied.epoch}, after
        )
    files.settle(part)
    if files.faults(part):
        raise BackupDamagedError(name=backup.name)
    _remember(copied.uid, epoch)
    return epoch


def _findings(part: Path) -> tuple[Finding, ...]:
    """Add up the restored book before it takes its place; what is found is told, for less is worse."""
    if is_open():
        return ()
    book.database.configure(part)
    try:
        book.database.connect()
        return tuple(check_books())
    finally:
        book.database.configure(None)
        files.settle(part)


def _leader(execute: files.Execute, epoch: int, clock: Callable[[], int]) -> Session:
    user = execute(settings_sql.FIRST_USER, ()).fetchall()[0]
    device = execute(settings_sql.OWN_DEVICE, ()).fetchall()[0]
    return issue(Session(user[0], user[1], device[0], device[1], epoch, clock=clock))


def _epoch_there(target: Path, uid: bytes) -> int:
    """The epoch of the book that is replaced, if it is the same book and can be read."""
    try:
        there = files.state(target)
    except FILE_TROUBLE:
        return 0
    return there.epoch if there.uid == uid else 0


def _remembered(uid: bytes) -> int:
    """The highest epoch that this machine has opened for a book."""
    for line in load_machine().book_epochs:
        name, _colon, number = line.partition(":")
        if name == uid.hex() and number.isascii() and number.isdigit():
            return int(number[:9])
    return 0


def _remember(uid: bytes, epoch: int) -> None:
    """Keep the epoch outside the book; a settings folder that cannot be written stops no restore."""
    others = tuple(line for line in load_machine().book_epochs if not line.startswith(uid.hex()))
    with suppress(OSError):
        change_machine(book_epochs=(*others, f"{uid.hex()}:{epoch}"))


def _put_aside(target: Path, clock: Callable[[], int]) -> Path:
    """Copy the book that is replaced beside it, and leave its own file without a WAL."""
    aside = free_name(target.with_name(f"{target.stem} (before restore {stamp(clock())}){target.suffix}"))
    try:
        _copy_checked(target, aside)
        files.settle(target)
    except (BookDamagedError, NotABookFileError, *FILE_TROUBLE) as error:
        if isinstance(file_error(error, target), BookDamagedError | NotABookFileError):
            _move_aside(target, aside)
        else:
            raise
    return aside


def _move_aside(target: Path, aside: Path) -> None:
    """A damaged book is kept byte for byte, with the files that SQLite left beside it."""
    for file, kept in zip(
        (*files.side_files(target), target), (*files.side_files(aside), aside), strict=True
    ):
        if file.exists():
            kept.write_bytes(file.read_bytes())
            files.sync_file(kept)
    files.sync_folder(target.parent)
