"""Copies of a book that can be trusted: taken from a pinned snapshot, opened and checked after writing.

The copy of a book with people has its key file beside it; the copy of an encrypted book is encrypted.
"""

import datetime as dt
import glob
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.changes import Changes
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.services import event_log, key_ring
from app.services.book_errors import (
    FILE_TROUBLE,
    BookDamagedError,
    FolderMissingError,
    PathIsFolderError,
    file_error,
)
from app.services.books import free_name, open_path
from app.services.leaving import (
    TooLargeToSealError,
    WouldBeOpenError,
    leaves,
    place_name,
    sealed_name,
)
from app.services.records import saving
from app.services.unit_of_work import NotSavedError
from app.thai.dates import moment_of
from db import files, key_file, sealing

Progress = Callable[[int, int], None]
HOUR = 3_600


class BackupOntoBookError(UserError):
    """A backup that would take the place of the book itself."""

    message = N_("A backup cannot take the place of the open book. Please choose another folder.")


@dataclass(frozen=True, slots=True)
class Backup:
    """A checked copy: where it lies, when it was taken (UTC, ms), how many documents it holds."""

    path: Path
    taken_at: int
    size: int
    documents: int
    last_day: str
    changes: Changes = Changes.NONE


# ---------------------------------------------------------------- back up


def back_up(
    session: Session,
    folder: Path,
    *,
    open_copy: bool = False,
    passphrase: str = "",
    progress: Progress | None = None,
) -> Backup:
    """Copy the open book into a folder under its name and the time; never over another file.

    A copy that leaves the computer is sealed: to the book's key, in a book of one with a passphrase, unless
    ``open_copy`` says that anybody may read it. ``progress`` gets (done, total) and may raise to cancel.

    Raises NotPermittedError, FolderMissingError, PathIsFolderError, DiskFullError, BookReadOnlyError,
    BookDamagedError, WouldBeOpenError, TooLargeToSealError.
    """
    session.require(Permission.BACK_UP)
    source = open_path()
    if not folder.is_dir():
        raise FolderMissingError(name=str(folder))
    name = f"{source.stem} {stamp(session.clock())}{source.suffix}"
    target = free_name(folder.absolute() / name)
    return back_up_to(session, target, open_copy=open_copy, passphrase=passphrase, progress=progress)


def back_up_to(
    session: Session,
    target: Path,
    *,
    open_copy: bool = False,
    passphrase: str = "",
    progress: Progress | None = None,
) -> Backup:
    """Copy the open book to a file of this name, in place of an older copy; a sealed one ends in ``.age``.

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
    for stem in {source.stem, target.stem}:
        files.remove_parts(target.parent, f"{glob.escape(stem)}*", before=at // 1000 - HOUR)
    if leaves(target) and not key_ring.is_encrypted() and not open_copy:
        target, state = _copy_sealed(source, target, passphrase, progress)
    else:
        state = copy_checked(source, target, progress, key=key_ring.file_key(), keys=key_ring.contents())
    _log(session, target, state)
    return Backup(target, at, target.stat().st_size, state.documents, state.last_day)


def _copy_sealed(
    source: Path, target: Path, passphrase: str, progress: Progress | None
) -> tuple[Path, files.BookState]:
    """A checked copy on this computer's own disk, sealed from there to where it goes."""
    key = key_ring.book_key() if key_ring.has_key() else None
    if key is None and not passphrase:
        raise WouldBeOpenError(name=target.name)
    plain, sealed = files.part_of(source), sealed_name(target)
    try:
        state = copy_checked(source, plain, progress)
        keys = key_ring.contents()
        if keys is not None:
            files.write_file(key_file.keys_path(target), keys)
        sealing.seal_file(plain, sealed, key=key, passphrase=passphrase)
    except sealing.TooLargeToSealError:
        raise TooLargeToSealError(name=target.name) from None
    except FILE_TROUBLE as error:
        raise file_error(error, sealed) from error
    finally:
        files.remove(plain, *files.side_files(plain))
    return sealed, state


def _log(session: Session, target: Path, state: files.BookState) -> None:
    """Write the backup down; a book too busy for that does not make a good copy a bad one."""
    after: dict[str, object] = {"file": target.name, "documents": state.documents}
    if leaves(target):
        after["place"] = place_name(target)
    with suppress(NotSavedError), saving(session, Permission.BACK_UP):
        event_log.append(session, "backup", "book", after=after)


def stamp(at_ms: int) -> str:
    """The moment as it stands in a backup's name: Buddhist year, time of this place."""
    local = moment_of(at_ms)
    return f"{local.year + 543}-{local:%m-%d %H%M%S}"


def stamped(year: str, rest: str) -> dt.datetime:
    """The moment of a backup's name (its Buddhist year, and what follows it); raises ValueError."""
    return dt.datetime.strptime(f"{int(year) - 543:04}-{rest}+0700", "%Y-%m-%d %H%M%S%z")


def copy_checked(
    source: Path,
    target: Path,
    progress: Progress | None = None,
    *,
    key: bytes | None = None,
    keys: bytes | None = None,
) -> files.BookState:
    """Copy into a part file, check it, put it in place; nothing is left of a copy that failed.

    ``key`` is the one that the book's file is encrypted with, ``keys`` what its key file holds.
    """
    part = files.part_of(target)
    try:
        before = files.copy_book(source, part, progress, key=key)
        if files.faults(part, key) or files.state(part, key) != before:
            raise BookDamagedError(name=source.name)
        if keys is not None:
            files.write_file(key_file.keys_path(target), keys)  # first: a copy without it would not open
        part.replace(target)
        files.sync_folder(target.parent)
    except FILE_TROUBLE as error:
        raise file_error(error, target) from error
    finally:
        files.remove(part, *files.side_files(part))
    return before
