"""Bringing a copy back as a book without losing what lies there now, and looking into it first.

What is replaced is put aside, and restoring that undoes it. The device starts a new epoch, so that no receipt
number is given twice. Whoever restores proves to the book that is replaced, or to the copy, that she may.
"""

import glob
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.changes import Changes
from app.domain.roles import Role, rules_with
from app.domain.session import NotPermittedError, Permission, end, now_ms
from app.queries.integrity import Finding, check_books
from app.services import event_log, key_ring
from app.services.backup import HOUR, Progress, copy_checked, stamp
from app.services.book_errors import (
    FILE_TROUBLE,
    BookDamagedError,
    BookInUseError,
    NotABookFileError,
    file_error,
)
from app.services.books import check_place, free_name, is_open, open_path
from app.services.closed_books import person_in
from app.services.copies import (
    BackupDamagedError,
    Copy,
    RestoreOverOpenBookError,
    RestorePreview,
    asks_passphrase,
    asks_who,
    keys_of,
    may_be_one_book,
    needs_credential,
    preview_restore,
    readable,
    target_key,
)
from app.services.doors import Credential, Opened
from app.settings import change_machine, load_machine
from db import connection as book
from db import files, key_file
from db.lock import BookLock
from db.migrate import VERSION, migrate
from db.sql import backup as sql
from db.sql import people as people_sql

__all__ = [
    "BackupDamagedError",
    "RestoreOverOpenBookError",
    "RestorePreview",
    "Restored",
    "asks_passphrase",
    "keys_of",
    "may_be_one_book",
    "needs_credential",
    "preview_restore",
    "restore",
]


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


# ---------------------------------------------------------------- restore


def restore(
    backup: Path,
    target: Path,
    *,
    credential: Credential | None = None,
    clock: Callable[[], int] = now_ms,
    progress: Progress | None = None,
) -> Restored:
    """Make a verified backup the book at ``target``; what lies there is first copied aside.

    The book must not be open anywhere. Its device starts a new epoch, which is logged. It is the old book or
    the whole new one at any moment. Raises BookNotFoundError, NotABookFileError, NewerBookFileError,
    BackupDamagedError, BookInUseError, RestoreOverOpenBookError, NotPermittedError, DiskFullError,
    BookReadOnlyError, what ``check_place`` and what ``doors.unlock`` raises.
    """
    backup, target = backup.absolute(), target.absolute()
    check_place(target)
    if is_open() and target.exists() and open_path().samefile(target):
        raise RestoreOverOpenBookError(name=target.name)
    with readable(backup, target, credential) as copy:
        return _restore(backup, copy, target, clock, progress)


def _restore(
    backup: Path, copy: Copy, target: Path, clock: Callable[[], int], progress: Progress | None
) -> Restored:
    part, again = files.part_of(target), files.part_of(target)
    try:
        with BookLock(target) as lock:
            if not lock.claim():
                raise BookInUseError(name=target.name)
            files.remove_parts(target.parent, f"{glob.escape(target.stem)}*", before=clock() // 1000 - HOUR)
            files.copy_book(copy.path, part, progress, key=copy.file_key)
            key = copy.file_key
            there = target_key(target, copy) if target.exists() else None
            _require_right(target, there, copy.opened)
            if key is None and there is not None:  # a plain copy does not open an encrypted book
                key = there
                files.recrypt(part, again, old=None, new=key)
                again.replace(part)
            if files.identity(part, key)[1] < VERSION:
                migrate(part, key)
            epoch = _prepare(part, key, copy, target, there, backup.name, clock)
            findings = _findings(part, key)
            put_aside = _put_aside(target, there, clock) if target.exists() else None
            for each in files.side_files(target):
                each.unlink(missing_ok=True)
            files.sync_folder(target.parent)  # an old journal beside the new book would break it
            _put_keys(copy, target)
            documents = files.state(part, key).documents
            part.replace(target)
            files.sync_folder(target.parent)
    except FILE_TROUBLE as error:
        raise file_error(error, target) from error
    finally:
        files.remove(part, again, *files.side_files(part))
    return Restored(target, put_aside, epoch, documents, findings)


def _require_right(target: Path, key: bytes | None, opened: Opened | None) -> None:
    """In a book with people only who may bring copies back replaces it; a damaged one asks nobody."""
    if opened is None or opened.user_uid is None or not asks_who(target):
        return
    try:
        rows = files.rows(target, people_sql.USER_BY_UID, key, (opened.user_uid,))
        overrides: dict[str, int] = (
            dict(files.rows(target, people_sql.RULES_OF, key, (rows[0][3],))) if rows else {}
        )
    except book.DatabaseError:
        return
    name = rows[0][2] if rows else ""
    may = rows and rows[0][4] and Permission.RESTORE in rules_with(Role(rows[0][3]), overrides).permissions
    if not may:
        raise NotPermittedError(permission=Permission.RESTORE, user=name)


def _put_keys(copy: Copy, target: Path) -> None:
    """The restored book keeps the key file that lies there, with newer passwords, else gets the copy's."""
    keys = key_file.keys_path(target)
    if copy.opened is None or copy.keys is None:
        return
    if keys.exists():
        with suppress(OSError, key_file.KeyFileDamagedError):
            uid = files.state(copy.path, copy.file_key).uid
            if key_file.read(keys).book_uid == uid:
                return
        key_ring.put_old_aside(keys)
    files.write_file(keys, copy.keys)


def _prepare(
    part: Path,
    key: bytes | None,
    copy: Copy,
    target: Path,
    there: bytes | None,
    name: str,
    clock: Callable[[], int],
) -> int:
    """Open a new epoch in the copy and log it, before it takes the book's place; returns the epoch."""
    copied = files.state(part, key)
    epoch = max(copied.epoch, _epoch_there(target, there, copied.uid), _remembered(copied.uid)) + 1
    with files.changing(part, key) as execute:
        if key is not None and not execute(people_sql.KEY, ()).fetchall():
            execute(people_sql.SET_KEY, (key_file.check_value(key, copied.uid), clock()))
        session = person_in(execute, copy.opened, copied.uid, clock, name=name, epoch=epoch)
        try:
            session.require(Permission.RESTORE)
            execute(sql.SET_EPOCH, (epoch, copied.device_id))
            after = {"epoch": epoch, "file": name, "documents": copied.documents}
            event_log.append_to(
                execute, session, "restore", "book", event_log.NOBODY, {"epoch": copied.epoch}, after
            )
        finally:
            end(session)
    files.settle(part, key)
    if files.faults(part, key):
        raise BackupDamagedError(name=name)
    _remember(copied.uid, epoch)
    return epoch


def _findings(part: Path, key: bytes | None) -> tuple[Finding, ...]:
    """Add up the restored book before it takes its place; what is found is told, for less is worse."""
    if is_open():
        return ()
    book.database.configure(part, key)
    try:
        book.database.connect()
        return tuple(check_books())
    finally:
        book.database.configure(None)
        files.settle(part, key)


def _epoch_there(target: Path, key: bytes | None, uid: bytes) -> int:
    """The epoch of the book that is replaced, if it is the same book and can be read."""
    try:
        there = files.state(target, key)
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


def _put_aside(target: Path, key: bytes | None, clock: Callable[[], int]) -> Path:
    """Copy the book that is replaced beside it, and leave its own file without a WAL."""
    aside = free_name(target.with_name(f"{target.stem} (before restore {stamp(clock())}){target.suffix}"))
    keys = key_file.keys_path(target)
    try:
        copy_checked(target, aside, key=key, keys=keys.read_bytes() if keys.exists() else None)
        files.settle(target, key)
    except (BookDamagedError, NotABookFileError, *FILE_TROUBLE) as error:
        if isinstance(file_error(error, target), BookDamagedError | NotABookFileError):
            _move_aside(target, aside)
        else:
            raise
    return aside


def _move_aside(target: Path, aside: Path) -> None:
    """A damaged book is kept byte for byte, with the files that SQLite left beside it."""
    for file, kept in zip(
        (*files.side_files(target), key_file.keys_path(target), target),
        (*files.side_files(aside), key_file.keys_path(aside), aside),
        strict=True,
    ):
        if file.exists():
            kept.write_bytes(file.read_bytes())
            files.sync_file(kept)
    files.sync_folder(target.parent)
