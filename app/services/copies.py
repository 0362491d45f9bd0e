"""A copy of a book before it is brought back: unlocked, unsealed, looked into; nothing is changed by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import UserError
from app.i18n import N_
from app.services import doors
from app.services.book_errors import (
    FILE_TROUBLE,
    BookNotFoundError,
    NewerBookFileError,
    NotABookFileError,
    PathIsFolderError,
    file_error,
)
from app.services.books import is_open, open_path
from app.services.doors import Credential, KeyDoesNotFitError, Opened, SignInNeededError
from app.services.leaving import WrongPassphraseError
from db import connection as book
from db import files, key_file, sealing
from db.migrate import APPLICATION_ID, VERSION


class RestoreOverOpenBookError(UserError):
    """The book that would be replaced is open in this very program."""

    message = N_("Please close “{name}” first, then restore it.")


class BackupDamagedError(UserError):
    """A backup that does not pass its check."""

    message = N_("The backup “{name}” is damaged and was not used. Please choose another one.")


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
class Copy:
    """A copy that can be read: its file, the key of the file, who opened it, its own key file's content."""

    path: Path
    file_key: bytes | None = field(repr=False)
    opened: Opened | None
    keys: bytes | None = field(repr=False)


def needs_credential(backup: Path, target: Path) -> bool:
    """Whether looking into a copy or restoring it asks who is there; raises what previewing raises."""
    if not backup.is_file():
        raise BookNotFoundError(name=backup.name)
    try:
        if sealing.is_sealed(backup):
            return True
        return doors.look_at(backup).needs_sign_in or asks_who(target)
    except FILE_TROUBLE as error:
        raise file_error(error, backup) from error


def asks_passphrase(backup: Path) -> bool:
    """Whether a copy was sealed with a passphrase of its own, so that no name is asked."""
    try:
        return sealing.is_sealed(backup) and not keys_of(backup).exists()
    except OSError as error:
        raise file_error(error, backup) from error


def may_be_one_book(backup: Path, target: Path) -> bool:
    """Whether a copy and a book may be the same one, told without a secret and without counting a try.

    A copy that hides whose it is belongs to no book in which somebody has to sign in.
    """
    of_copy, of_target = _uid_without_secret(backup), _uid_without_secret(target)
    if of_copy is None:
        return not asks_who(target)
    return of_copy == of_target


def _uid_without_secret(path: Path) -> bytes | None:
    try:
        keys = keys_of(path)
        if keys.exists():
            return key_file.read(keys).book_uid
        return None if sealing.is_sealed(path) or not doors.is_plain(path) else files.state(path).uid
    except (UserError, key_file.KeyFileDamagedError, *FILE_TROUBLE):
        return None


def preview_restore(backup: Path, target: Path, *, credential: Credential | None = None) -> RestorePreview:
    """What restoring ``backup`` over ``target`` would bring and lose; nothing is changed.

    Raises BookNotFoundError, NotABookFileError, NewerBookFileError, BackupDamagedError, SignInNeededError and
    what ``doors.unlock`` raises.
    """
    with readable(backup, target, credential) as copy:
        try:
            state = files.state(copy.path, copy.file_key)
            lost, same = 0, True
            if target.exists():
                there = target_key(target, copy)
                same = files.state(target, there).uid == state.uid
                lost = files.uids_missing(target, copy.path, of_key=there, than_key=copy.file_key)
        except FILE_TROUBLE as error:
            raise file_error(error, target) from error
    return RestorePreview(state.documents, state.last_day, state.last_posted_at, lost, same)


@contextmanager
def readable(backup: Path, target: Path, credential: Credential | None) -> Iterator[Copy]:
    """The copy, unlocked and looked at; refuses what is no book, newer, damaged, or not for this person."""
    if backup.is_dir():
        raise PathIsFolderError(name=backup.name)
    if not backup.exists():
        raise BookNotFoundError(name=backup.name)
    if is_open() and open_path().samefile(backup):
        raise RestoreOverOpenBookError(name=backup.name)
    part = files.part_of(target)
    try:
        copy = _looked_at(backup, target, credential, part)
    except OSError as error:
        files.remove(part)
        raise file_error(error, backup) from error
    except book.DatabaseError as error:
        files.remove(part)
        raise BackupDamagedError(name=backup.name) from error
    try:
        yield copy
    finally:
        files.remove(part, *files.side_files(part))


def _looked_at(backup: Path, target: Path, credential: Credential | None, part: Path) -> Copy:
    """The copy, opened if it was sealed (into ``part``, on the disk where the book goes)."""
    keys = keys_of(backup)
    opened: Opened | None = None
    if sealing.is_sealed(backup):
        opened = _unseal(backup, target, credential, part)
    looked = part if sealing.is_sealed(backup) else backup
    plain = doors.is_plain(looked)
    if plain:
        _check_version(looked, None)
    opened = opened or _unlock(looked, keys, target, credential)
    file_key = None if plain or opened is None else opened.key
    if not plain:
        _check_version(looked, file_key)
    if files.faults(looked, file_key):
        raise BackupDamagedError(name=backup.name)
    return Copy(looked, file_key, opened, keys.read_bytes() if keys.exists() else None)


def keys_of(backup: Path) -> Path:
    """The key file of a copy, sealed or not."""
    return key_file.keys_path(backup.with_name(backup.name.removesuffix(sealing.END)))


def _unseal(backup: Path, target: Path, credential: Credential | None, part: Path) -> Opened | None:
    """Open a sealed copy; gives who opened it, None where a passphrase did."""
    if credential is None:
        raise SignInNeededError(name=backup.name)
    of_copy, of_target = keys_of(backup), key_file.keys_path(target)
    with_key = bool(credential.recovery_code) or of_copy.exists()
    try:
        if not with_key:
            sealing.open_file(backup, part, passphrase=credential.password)
            return None
        keys = of_target if of_target.exists() and _same_book(of_target, of_copy) else of_copy
        opened = doors.unlock(backup, credential, keys=keys)
        sealing.open_file(backup, part, key=opened.key)
    except sealing.WrongSealSecretError:
        raise WrongPassphraseError(name=backup.name) from None
    except sealing.TooLargeToSealError:
        raise BackupDamagedError(name=backup.name) from None
    return opened


def _check_version(backup: Path, key: bytes | None) -> None:
    try:
        application, version = files.identity(backup, key)
    except book.DatabaseError as error:
        if key is not None and "not a database" in str(error):
            raise KeyDoesNotFitError(name=backup.name) from None
        raise
    if application != APPLICATION_ID or version < 1:
        raise NotABookFileError(name=backup.name)
    if version > VERSION:
        raise NewerBookFileError(name=backup.name)


def asks_who(target: Path) -> bool:
    """Whether the book that would be replaced has people; what cannot be read has nobody to ask."""
    if not target.exists():
        return False
    try:
        return doors.look_at(target).needs_sign_in
    except (UserError, *FILE_TROUBLE):
        return False


def _unlock(backup: Path, of_copy: Path, target: Path, credential: Credential | None) -> Opened | None:
    """The key of a book with people, by the newest passwords there are; None where nobody has to sign in."""
    wanted = doors.look_at(backup).needs_sign_in
    if not wanted and not asks_who(target):
        return None
    of_target = key_file.keys_path(target)
    keys = of_target if of_target.exists() and (not wanted or _same_book(of_target, of_copy)) else of_copy
    return doors.unlock(backup, credential, keys=keys)


def _same_book(of_target: Path, of_copy: Path) -> bool:
    try:
        there = key_file.read(of_target).book_uid
        return not of_copy.exists() or key_file.read(of_copy).book_uid == there
    except (OSError, key_file.KeyFileDamagedError):
        return False


def target_key(target: Path, copy: Copy) -> bytes | None:
    """The key of the file that would be replaced; None for a plain one, or one that it does not open."""
    try:
        if doors.is_plain(target) or copy.opened is None:
            return None
        files.identity(target, copy.opened.key)
    except (UserError, *FILE_TROUBLE):
        return None
    return copy.opened.key
