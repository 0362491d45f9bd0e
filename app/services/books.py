"""Making, opening and closing a book: locks, version, place, and who is at work in it.

One book is open at a time in a process. Every thread that reads or writes calls ``enter_thread`` first;
a service that runs on the storage worker finds its connection there.
"""

import glob
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.book_kind import BookKind
from app.domain.document import new_uid
from app.domain.passwords import checked_password
from app.domain.session import Session, now_ms
from app.errors import Notice
from app.i18n import N_
from app.queries.people import first_leader, key_state
from app.queries.settings import book_info
from app.services import doors, key_ring, sign_in
from app.services.book_contents import fill
from app.services.book_errors import (
    FILE_TROUBLE,
    BookDamagedError,
    BookExistsError,
    BookInUseError,
    BookNotFoundError,
    BookOnNetworkError,
    BookOnRemovableError,
    BookOpenInWindowError,
    DiskFullError,
    FolderMissingError,
    NewerBookFileError,
    NoBookOpenError,
    NoRoomToOpenError,
    NotABookFileError,
    PathIsFolderError,
    file_error,
)
from app.services.doors import Credential, KeyDoesNotFitError, Opened, SignInNeededError
from app.services.journal import forget_accounts
from app.services.leaving import sealed_name
from app.services.sessions import everybody_leaves, session_for
from app.services.unit_of_work import forget_names
from app.thai.normalise import clean_name
from db import connection as book
from db import files, key_file
from db.lock import BookLock
from db.media import Medium, medium_of
from db.migrate import APPLICATION_ID, VERSION, BrokenReferencesError, NewerBookError, NotABookError, migrate
from db.sql import backup as backup_sql
from db.sql import people as people_sql
from resources import resource

SUFFIX = ".samut"
LEADER = "ผู้นำกลุ่ม"
"""Whoever makes a book without giving a name."""
OLD_PARTS = 3_600
"""Seconds after which a part file is what a killed program left."""


@dataclass(frozen=True, slots=True)
class _OpenBook:
    path: Path
    lock: BookLock
    generation: int


_open: _OpenBook | None = None
_generations = 0
_here = threading.local()


def open_path() -> Path:
    """The file of the open book; raises NoBookOpenError."""
    if _open is None:
        raise NoBookOpenError
    return _open.path


def is_open() -> bool:
    """Whether a book is open in this process."""
    return _open is not None


# ---------------------------------------------------------------- place


def check_place(path: Path) -> tuple[Notice, ...]:
    """Whether a live book may lie here; doubtful places are told, not refused.

    Raises FolderMissingError, PathIsFolderError, BookOnRemovableError, BookOnNetworkError.
    """
    if path.is_dir():
        raise PathIsFolderError(name=path.name)
    if not path.parent.is_dir():
        raise FolderMissingError(name=str(path.parent))
    medium = medium_of(path.parent)
    if medium is Medium.REMOVABLE:
        raise BookOnRemovableError(name=path.name)
    if medium is Medium.NETWORK:
        raise BookOnNetworkError(name=path.name)
    if medium is Medium.SYNCED:
        return (
            Notice(
                N_("“{name}” lies in a folder that is copied to the internet; such copies can break a book."),
                name=path.name,
            ),
        )
    if medium is Medium.UNSURE:
        return (Notice(N_("“{name}” seems to lie on a stick or card; a disk is safer."), name=path.name),)
    return ()


# ---------------------------------------------------------------- make


def create_book(
    path: Path,
    *,
    name: str,
    kind: str = "enterprise",
    leader: str = LEADER,
    password: str = "",
    encrypted: bool = False,
    clock: Callable[[], int] = now_ms,
    window: bool = False,
) -> Session:
    """Make a book with its chart of accounts, device, leader, places and tenders, and open it.

    With a password people sign in from the first day and the book has a key (``people.recovery_code`` tells
    it); an encrypted book and a household's needs one. It appears whole or not at all.

    Raises BookExistsError, BookInUseError, FolderMissingError, PathIsFolderError, BookOnRemovableError,
    BookOnNetworkError, BookReadOnlyError, DiskFullError, NoRoomToOpenError, TextTooLongError,
    PasswordTooShortError, PasswordTooEasyError.
    """
    chart = resource(f"charts_of_accounts/{kind}.csv")
    name, leader = clean_name(name), clean_name(leader, 200)
    encrypted = encrypted or kind == BookKind.HOUSEHOLD
    secret = checked_password(password, leader) if password or encrypted else ""
    key = secrets.token_bytes(key_file.KEY_BYTES) if secret else None
    book_uid, leader_uid = new_uid(), new_uid()
    path = path.absolute()
    check_place(path)
    if path.exists():
        raise BookExistsError(name=path.name)
    close_book()
    part = files.part_of(path)
    try:
        with BookLock(path) as lock:
            if not lock.claim():
                raise BookInUseError(name=path.name)
            file_key = key if encrypted else None
            migrate(part, file_key)
            book.database.configure(part, file_key)
            book.database.connect()
            try:
                with book.unit_of_work():
                    fill(name, kind, leader, chart, clock, uid=book_uid, leader_uid=leader_uid)
                    if key is not None:
                        value = key_file.check_value(key, book_uid)
                        book.execute(people_sql.SET_KEY, (value, clock()))
            finally:
                book.database.configure(None)
            files.settle(part, file_key)
            if path.exists():
                raise BookExistsError(name=path.name)
            if key is not None:
                keys = key_file.keys_path(path)
                key_ring.put_old_aside(keys)
                key_ring.write_first(keys, key, book_uid, leader_uid, leader, secret.encode())
            part.replace(path)
            files.sync_folder(path.parent)
    except FILE_TROUBLE as error:
        raise file_error(error, path) from error
    finally:
        files.remove(part, *files.side_files(part))
    credential = Credential(user_uid=leader_uid, password=password) if secret else None
    try:
        return open_book(path, window=window, credential=credential, clock=clock)
    except DiskFullError as error:
        raise NoRoomToOpenError(name=path.name) from error


# ---------------------------------------------------------------- open


def open_book(
    path: Path,
    *,
    window: bool = False,
    credential: Credential | None = None,
    clock: Callable[[], int] = now_ms,
) -> Session:
    """Open a book on this thread; ``window`` also claims to be its one window.

    The book that was open is closed once this one is known to be a book that may be opened. A book with
    people asks for a credential.

    Raises BookNotFoundError, NotABookFileError, NewerBookFileError, BookInUseError, BookOpenInWindowError,
    BookReadOnlyError, BookDamagedError, DiskFullError, SignInNeededError, KeyDoesNotFitError, NotLetInError,
    what ``check_place`` raises and what ``doors.unlock`` raises.
    """
    global _open, _generations
    path = path.absolute()
    check_place(path)
    if not path.exists():
        raise BookNotFoundError(name=path.name)
    if _open is not None and _is_same(path, _open.path):
        close_book()  # also because reading an open book's first bytes would drop our own locks on it
    lock: BookLock | None = None
    try:
        lock = BookLock(path)
        if not lock.share():
            raise BookInUseError(name=path.name)
        if window and not lock.claim_window():
            raise BookOpenInWindowError(name=path.name)
        old = clock() // 1000 - OLD_PARTS
        files.remove_parts(path.parent, f"{glob.escape(path.stem)}*", before=old)
        opened = None
        encrypted = not doors.is_plain(path)
        if encrypted or doors.look_at(path).needs_sign_in:
            opened = doors.unlock(path, credential)
        key = opened.key if opened is not None and encrypted else None
        _bring_up_to_date(path, lock, key)
        close_book()
        book.database.configure(path, key)
        book.database.connect()
        with book.unit_of_work():
            pass  # a book that cannot be written is told now, not at the first sale
        session = _sign_in(opened, path, clock, encrypted=encrypted)
        seen = book.data_version()
    except BaseException as error:
        if _open is None:
            everybody_leaves()
            key_ring.let_go()
            book.database.configure(None)
        if lock is not None:
            lock.close()
        if isinstance(error, FILE_TROUBLE):
            raise file_error(error, path) from error
        raise
    _generations += 1
    _open = _OpenBook(path, lock, _generations)
    _here.generation = _generations
    _here.seen = seen
    forget_accounts()
    forget_names()
    return session


def _is_same(path: Path, other: Path) -> bool:
    """Whether both are one file; one that is gone (a stick that was pulled out) is no other."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def _identity(path: Path, key: bytes | None) -> tuple[int, int]:
    try:
        return files.identity(path, key)
    except book.DatabaseError as error:
        if key is not None and "not a database" in str(error):
            raise KeyDoesNotFitError(name=path.name) from None
        raise


def _bring_up_to_date(path: Path, lock: BookLock, key: bytes | None) -> None:
    """Refuse what is no book or newer; upgrade what is older, after a verified copy of it."""
    application, version = _identity(path, key)
    if application != APPLICATION_ID or version < 1:
        raise NotABookFileError(name=path.name)
    if version > VERSION:
        raise NewerBookFileError(name=path.name)
    if key is not None:  # of a plain book the door has looked already
        doors.refuse_foreign_parts(path, version, key)
    if version == VERSION:
        return
    if not lock.claim():
        raise BookInUseError(name=path.name)
    copy = free_name(path.with_name(f"{path.stem} (before upgrade {version}){path.suffix}"))
    part = files.part_of(copy)
    try:
        files.copy_book(path, part, key=key)
        if files.faults(part, key):
            raise BookDamagedError(name=path.name)
        keys = key_file.keys_path(path)
        if keys.exists():
            files.write_file(key_file.keys_path(copy), keys.read_bytes())
        part.replace(copy)
        files.sync_folder(copy.parent)
    finally:
        files.remove(part, *files.side_files(part))
    try:
        migrate(path, key)
    except NewerBookError as error:
        raise NewerBookFileError(name=path.name) from error
    except NotABookError as error:
        raise NotABookFileError(name=path.name) from error
    except BrokenReferencesError as error:
        raise BookDamagedError(name=path.name) from error
    if files.faults(path, key):
        raise BookDamagedError(name=path.name)
    lock.share()


def _sign_in(opened: Opened | None, path: Path, clock: Callable[[], int], *, encrypted: bool) -> Session:
    """The session of whoever signed in; in a book of one its leader is at work without asking."""
    uid = book_info().uid
    key_ring.hold(path, uid, None if opened is None else opened.key, encrypted=encrypted)
    if key_state() is None:
        leader = first_leader()
        if leader is None:
            raise BookDamagedError(name=path.name)
        return session_for(leader, clock)
    if opened is None:  # people came while we looked
        raise SignInNeededError(name=path.name)
    person = sign_in.person_of(opened, name=path.name)
    session = session_for(person, clock)
    key_ring.mend_name(person.uid, person.name)
    sign_in.arrive(opened, person, session)
    return session


def free_name(path: Path) -> Path:
    """The path itself, or with a number behind its name, so that no file is overwritten."""
    candidate, number = path, 2
    while candidate.exists() or sealed_name(candidate).exists():
        candidate = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return candidate


# ---------------------------------------------------------------- close, threads


def close_book() -> None:
    """Close the open book, if any; other threads have called ``leave_thread`` before."""
    global _open
    if _open is None:
        return
    leave_thread()
    book.database.configure(None)
    everybody_leaves()
    key_ring.let_go()
    _open.lock.close()
    _open = None
    forget_accounts()
    forget_names()


def enter_thread() -> None:
    """Connect this thread to the open book (again, if another was opened since); nothing without a book."""
    if _open is None:
        return
    if getattr(_here, "generation", None) != _open.generation:
        book.database.close()
        _here.generation = _open.generation
    if book.database.connect(reuse_if_open=True):
        _here.seen = book.data_version()


def leave_thread() -> None:
    """Close this thread's connection; the last one folds the WAL into the book."""
    if book.database.database is not None and not book.database.is_closed():
        book.database.close()


def checkpoint() -> None:
    """Fold the WAL into the book while nobody waits (call when idle); never raises for a busy book."""
    if _open is not None and not book.database.is_closed():
        book.fetch(backup_sql.CHECKPOINT)


def changed_elsewhere() -> bool:
    """Whether another program has committed since this thread last asked.

    Call on the thread that does all the writing (the storage worker): its own commits do not count.
    """
    if _open is None or book.database.is_closed():
        return False
    seen, _here.seen = getattr(_here, "seen", None), book.data_version()
    return bool(seen != _here.seen)
