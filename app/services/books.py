"""Making, opening and closing a book: locks, version, place, and who is at work in it.

One book is open at a time in a process. Every thread that reads or writes calls ``enter_thread`` first;
a service that runs on the storage worker finds its connection there.
"""

import csv
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.document import new_uid
from app.domain.session import Session, issue, now_ms
from app.errors import Notice
from app.i18n import N_
from app.services import event_log
from app.services.book_errors import (
    FILE_TROUBLE,
    BookDamagedError,
    BookExistsError,
    BookInUseError,
    BookNotFoundError,
    BookOnNetworkError,
    BookOnRemovableError,
    BookOpenInWindowError,
    FolderMissingError,
    NewerBookFileError,
    NoBookOpenError,
    NotABookFileError,
    PathIsFolderError,
    file_error,
)
from app.services.journal import forget_accounts
from app.services.unit_of_work import forget_names
from app.thai.normalise import clean_name
from db import connection as book
from db import files
from db.lock import BookLock
from db.media import Medium, medium_of
from db.migrate import APPLICATION_ID, VERSION, BrokenReferencesError, NewerBookError, NotABookError, migrate
from db.models.accounts import Account, Tender
from db.models.base import insert_row
from db.models.settings import AppUser, Device
from db.models.stock import StockLocation
from db.sql import backup as backup_sql
from db.sql import settings as sql
from db.sql import stock as stock_sql
from resources import resource

SUFFIX = ".samut"
LOCATIONS = (("STORE", "ที่เก็บของ", "store"), ("STALL", "แผงขาย", "stall"))
TENDERS = (
    ("CASH", "เงินสด", "Cash", "banknote", "cash", "cash", 0),
    ("PROMPTPAY", "พร้อมเพย์", "PromptPay", "qr-code", "promptpay", "promptpay", 0),
    ("TRANSFER", "โอนเงิน", "Bank transfer", "landmark", "transfer", "bank", 1),
    ("ACCOUNT", "เงินเชื่อ (ติดไว้ก่อน)", "On account", "notebook-pen", "account", "receivable", 0),
)
"""Code, Thai name, English name, icon, kind, role of the ledger account, asks for a reference."""


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
    leader: str = "ผู้นำกลุ่ม",
    clock: Callable[[], int] = now_ms,
    window: bool = False,
) -> Session:
    """Make a book with its chart of accounts, device, leader, places and tenders, and open it.

    It appears whole or not at all. Raises BookExistsError, BookInUseError, FolderMissingError,
    PathIsFolderError, BookOnRemovableError, BookOnNetworkError, BookReadOnlyError, DiskFullError,
    TextTooLongError.
    """
    chart = resource(f"charts_of_accounts/{kind}.csv")
    name = clean_name(name)
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
            migrate(part)
            book.database.configure(part)
            book.database.connect()
            try:
                with book.unit_of_work():
                    _fill(name, kind, leader, chart, clock)
            finally:
                book.database.configure(None)
            files.settle(part)
            if path.exists():
                raise BookExistsError(name=path.name)
            part.replace(path)
            files.sync_folder(path.parent)
    except FILE_TROUBLE as error:
        raise file_error(error, path) from error
    finally:
        files.remove(part, *files.side_files(part))
    return open_book(path, window=window, clock=clock)


def _fill(name: str, kind: str, leader: str, chart: Path, clock: Callable[[], int]) -> None:
    book.execute(sql.INSERT_BOOK, (new_uid(), kind, clock()))
    with chart.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            is_money = int(row.pop("is_money"))
            insert_row(Account, {**row, "role": row["role"] or None, "is_money": is_money})
    accounts: dict[str, int] = dict(book.fetch(stock_sql.ACCOUNT_BY_ROLE))
    for code, thai, place_kind in LOCATIONS:
        insert_row(StockLocation, {"uid": new_uid(), "code": code, "name": thai, "kind": place_kind})
    for position, (code, thai, english, icon, tender_kind, role, asks) in enumerate(TENDERS, 1):
        insert_row(
            Tender,
            {
                "uid": new_uid(),
                "code": code,
                "name": thai,
                "name_en": english,
                "icon": icon,
                "kind": tender_kind,
                "account_id": accounts[role],
                "asks_reference": asks,
                "position": position,
            },
        )
    user_id = insert_row(AppUser, {"uid": new_uid(), "name": leader, "role": "leader"})
    device_id = insert_row(Device, {"uid": new_uid(), "prefix": 1, "name": "เครื่อง 1", "epoch": 1})
    if name:
        book.execute(sql.SET_SETTING, ("enterprise_name", name))
    session = Session(user_id, leader, device_id, 1, 1, clock=clock)
    event_log.append(session, "create", "book", event_log.NOBODY, None, {"name": name, "kind": kind})


# ---------------------------------------------------------------- open


def open_book(
    path: Path,
    *,
    window: bool = False,
    user_id: int | None = None,
    clock: Callable[[], int] = now_ms,
) -> Session:
    """Open a book on this thread; ``window`` also claims to be its one window.

    The book that was open is closed once this one is known to be a book that may be opened.

    Raises BookNotFoundError, NotABookFileError, NewerBookFileError, BookInUseError,
    BookOpenInWindowError, BookReadOnlyError, BookDamagedError, DiskFullError and what ``check_place`` raises.
    """
    global _open, _generations
    path = path.absolute()
    check_place(path)
    if not path.exists():
        raise BookNotFoundError(name=path.name)
    if _open is not None and path.samefile(_open.path):
        close_book()  # also because reading an open book's first bytes would drop our own locks on it
    lock: BookLock | None = None
    try:
        lock = BookLock(path)
        if not lock.share():
            raise BookInUseError(name=path.name)
        if window and not lock.claim_window():
            raise BookOpenInWindowError(name=path.name)
        if not files.is_plain_header(path):
            raise NotABookFileError(name=path.name)
        _bring_up_to_date(path, lock)
        close_book()
        book.database.configure(path)
        book.database.connect()
        with book.unit_of_work():
            pass  # a book that cannot be written is told now, not at the first sale
        session = _sign_in(user_id, clock, path)
    except BaseException as error:
        if _open is None:
            book.database.configure(None)
        if lock is not None:
            lock.close()
        if isinstance(error, FILE_TROUBLE):
            raise file_error(error, path) from error
        raise
    _generations += 1
    _open = _OpenBook(path, lock, _generations)
    _here.generation = _generations
    _here.seen = book.data_version()
    forget_accounts()
    forget_names()
    return session


def _bring_up_to_date(path: Path, lock: BookLock) -> None:
    """Refuse what is no book or newer; upgrade what is older, after a verified copy of it."""
    application, version = files.identity(path)
    if application != APPLICATION_ID or version < 1:
        raise NotABookFileError(name=path.name)
    if version > VERSION:
        raise NewerBookFileError(name=path.name)
    if version == VERSION:
        return
    if not lock.claim():
        raise BookInUseError(name=path.name)
    copy = free_name(path.with_name(f"{path.stem} (before upgrade {version}){path.suffix}"))
    files.copy_book(path, copy)
    if files.faults(copy):
        raise BookDamagedError(name=path.name)
    try:
        migrate(path)
    except NewerBookError as error:
        raise NewerBookFileError(name=path.name) from error
    except NotABookError as error:
        raise NotABookFileError(name=path.name) from error
    except BrokenReferencesError as error:
        raise BookDamagedError(name=path.name) from error
    if files.faults(path):
        raise BookDamagedError(name=path.name)
    lock.share()


def _sign_in(user_id: int | None, clock: Callable[[], int], path: Path) -> Session:
    """Until people sign in themselves, the book's leader is at work."""
    user = book.fetch_one(sql.FIRST_USER) if user_id is None else book.fetch_one(sql.USER, (user_id,))
    device = book.fetch_one(sql.OWN_DEVICE)
    if user is None or device is None:
        raise BookDamagedError(name=path.name)
    return issue(Session(user[0], user[1], device[0], device[1], device[2], clock=clock))


def free_name(path: Path) -> Path:
    """The path itself, or with a number behind its name, so that no file is overwritten."""
    candidate, number = path, 2
    while candidate.exists():
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
