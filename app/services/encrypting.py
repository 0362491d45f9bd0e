"""Turning a book's encryption on or off: the whole file is written anew, checked, and put in place at once.

Passwords stay as they are: the key that they unwrap is the one that the file gets. The plain file that is
replaced is overwritten before it goes; what the disk kept of it elsewhere no program can reach.
"""

import glob
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.changes import Changes
from app.domain.book_kind import BookKind
from app.domain.session import Permission, end, now_ms
from app.errors import UserError
from app.i18n import N_
from app.services import doors, event_log
from app.services.backup import HOUR
from app.services.book_errors import (
    FILE_TROUBLE,
    BookDamagedError,
    BookInUseError,
    BookNotFoundError,
    file_error,
)
from app.services.books import check_place, is_open, open_path
from app.services.closed_books import person_in
from app.services.doors import Credential, KeyDoesNotFitError, Opened
from app.services.people import FirstPasswordError
from app.services.restoring import RestoreOverOpenBookError
from db import files
from db.lock import BookLock
from db.sql import settings as settings_sql

BLOCK = 1 << 20


class AlwaysEncryptedError(UserError):
    """A household's book is never plain."""

    message = N_("A household's book stays locked: it is hers alone.")


class AlreadySoError(UserError):
    """The book is encrypted or plain already."""

    message = N_("Nothing to do: the book's file is already so.")


@dataclass(frozen=True, slots=True)
class Encrypted:
    """What became of the file."""

    path: Path
    encrypted: bool
    changes: Changes = Changes.EVERYTHING


def encrypt_book(
    path: Path, *, credential: Credential | None = None, clock: Callable[[], int] = now_ms
) -> Encrypted:
    """Encrypt the file of a closed book with people; its passwords and its recovery code open it.

    Raises FirstPasswordError for a book that nobody signs in to, AlreadySoError, NotPermittedError,
    BookInUseError, BookNotFoundError, DiskFullError, BookReadOnlyError, BookDamagedError, what
    ``check_place`` and what ``doors.unlock`` raises.
    """
    return _rewrite(path, credential, clock, encrypt=True)


def decrypt_book(
    path: Path, *, credential: Credential | None = None, clock: Callable[[], int] = now_ms
) -> Encrypted:
    """Write a closed book plain again; people sign in as before.

    Raises AlwaysEncryptedError for a household and what ``encrypt_book`` raises.
    """
    return _rewrite(path, credential, clock, encrypt=False)


def _rewrite(
    path: Path, credential: Credential | None, clock: Callable[[], int], *, encrypt: bool
) -> Encrypted:
    path = path.absolute()
    check_place(path)
    if not path.exists():
        raise BookNotFoundError(name=path.name)
    if is_open() and open_path().samefile(path):
        raise RestoreOverOpenBookError(name=path.name)
    part = files.part_of(path)
    try:
        with BookLock(path) as lock:
            if not lock.claim():
                raise BookInUseError(name=path.name)
            if doors.is_plain(path) is not encrypt:
                raise AlreadySoError
            if encrypt and not doors.look_at(path).needs_sign_in:
                raise FirstPasswordError
            opened = doors.unlock(path, credential)
            old, new = (None, opened.key) if encrypt else (opened.key, None)
            files.remove_parts(path.parent, glob.escape(path.name), before=clock() // 1000 - HOUR)
            files.settle(path, old)
            before = files.recrypt(path, part, old=old, new=new)
            if files.faults(part, new) or files.state(part, new) != before:
                raise BookDamagedError(name=path.name)
            _log(part, new, opened, clock, encrypt=encrypt, name=path.name)
            files.settle(part, new)
            _replace(part, path, wipe=encrypt)
    except FILE_TROUBLE as error:
        if "not a database" in str(error) and not encrypt:
            raise KeyDoesNotFitError(name=path.name) from None
        raise file_error(error, path) from error
    finally:
        files.remove(part, *files.side_files(part))
    return Encrypted(path, encrypt)


def _log(
    part: Path, key: bytes | None, opened: Opened, clock: Callable[[], int], *, encrypt: bool, name: str
) -> None:
    """Whether this person may, and a line in the log of the new file."""
    with files.changing(part, key) as execute:
        uid, kind, _made = execute(settings_sql.BOOK, ()).fetchall()[0]
        if kind == BookKind.HOUSEHOLD and not encrypt:
            raise AlwaysEncryptedError
        session = person_in(execute, opened, uid, clock, name=name)
        try:
            session.require(Permission.ENCRYPT)
            action = "encrypt" if encrypt else "decrypt"
            event_log.append_to(execute, session, action, "book", event_log.NOBODY, None, {"file": name})
        finally:
            end(session)


def _replace(part: Path, path: Path, *, wipe: bool) -> None:
    """Put the new file in place of the old one; of a plain old one as little as possible is left."""
    old = files.part_of(path)
    if wipe:
        with suppress(OSError):  # a file system without hard links
            os.link(path, old)
    part.replace(path)
    files.sync_folder(path.parent)
    if wipe and old.exists():
        with suppress(OSError):
            _overwrite(old)
        files.remove(old)


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(BLOCK, left)))
        file.flush()
        os.fsync(file.fileno())
