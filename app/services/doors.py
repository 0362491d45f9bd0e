"""The door of a closed book: who is asked for, and the key that a password or the recovery code opens."""

import hmac
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.passwords import compared_name, compared_password
from app.domain.recovery_code import key_of
from app.domain.waiting import Ticks, Tries, counted_anew, failed_again, left_ms
from app.errors import StorageError, UserError
from app.i18n import N_
from app.services.book_errors import NotABookFileError
from app.thai.digits import shown
from db import files, key_file, structure, ticks
from db.migrate import APPLICATION_ID, VERSION
from db.sql import people as sql

UNKNOWN = bytes(16)
"""Under which wrong names are counted."""
CIPHER_PAGE = 4096
"""Bytes of a page of an encrypted book: its file is a multiple of them."""


class SignInNeededError(UserError):
    """A book with people, and nobody signed in."""

    message = N_("“{name}” asks who you are. Please sign in.")


class WrongSecretError(UserError):
    """The name or the password is not right; which of them is not said."""

    message = N_("The name or the password is not right.")


class WaitError(UserError):
    """Too many wrong tries; the next one counts after a while."""

    message = N_("Too many wrong tries. The next one counts in {seconds} s.")


class KeyFileMissingError(StorageError):
    """The file with the wrapped keys does not lie beside the book."""

    message = N_(
        "The file “{keys}” must lie beside the book. Without it only the recovery code opens the book."
    )


class KeyFileBrokenError(StorageError):
    """The file with the wrapped keys cannot be read."""

    message = N_("The file “{keys}” is damaged. Take it from a copy, or use the recovery code.")


class KeyDoesNotFitError(UserError):
    """A key file or a recovery code of another book."""

    message = N_("This key belongs to another book than “{name}”.")


class ForeignPartsError(UserError):
    """A book into whose structure another program has put something that would run by itself."""

    message = N_(
        "Another program has changed the inside of “{name}” ({part}). It was not opened; "
        "please bring back a copy of it."
    )


@dataclass(frozen=True, slots=True)
class Credential:
    """Who says she is somebody, and her secret; never shown by ``repr``."""

    name: str = ""
    user_uid: bytes = b""
    password: str = field(default="", repr=False)
    recovery_code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Door:
    """What can be said of a closed book without a secret."""

    encrypted: bool
    needs_sign_in: bool
    people: tuple[tuple[bytes, str], ...] = ()
    """Uid and name of who may sign in; an encrypted book names nobody: one uid if it opens for one person."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a secret opened: the book's key and whose secret it was (None for the recovery code)."""

    key: bytes = field(repr=False)
    user_uid: bytes | None = None
    wrong_tries: int = 0


def is_plain(path: Path) -> bool:
    """Whether a book is not encrypted; only before this process opens it.

    Raises NotABookFileError for what cannot be a book, KeyFileMissingError for what may be an encrypted one
    without its key file.
    """
    if files.is_plain_header(path):
        return True
    size = path.stat().st_size
    torn = any(side.exists() for side in files.side_files(path))  # cut off while its WAL was folded in
    if not size or (size % CIPHER_PAGE and not torn):
        raise NotABookFileError(name=path.name)
    return False


def look_at(path: Path) -> Door:
    """Who may come in; the book stays as it is.

    Raises NotABookFileError, ForeignPartsError, OSError, the engine's errors.
    """
    if not is_plain(path):
        return Door(encrypted=True, needs_sign_in=True, people=_only_one(path))
    application, version = files.identity(path)
    if application != APPLICATION_ID or not 1 <= version <= VERSION:
        return Door(encrypted=False, needs_sign_in=False)
    refuse_foreign_parts(path, version)
    if version < 2:
        return Door(encrypted=False, needs_sign_in=False)
    if not files.rows(path, sql.KEY):
        return Door(encrypted=False, needs_sign_in=False)
    people = files.rows(path, sql.ACTIVE_PEOPLE)
    return Door(encrypted=False, needs_sign_in=True, people=tuple((row[0], row[1]) for row in people))


def _only_one(path: Path) -> tuple[tuple[bytes, str], ...]:
    """Whoever an encrypted book opens for, without her name, if that is one person: a household's member."""
    try:
        people = read_keys(key_file.keys_path(path)).people
    except (KeyFileMissingError, KeyFileBrokenError, OSError):
        return ()
    return ((people[0].user_uid, ""),) if len(people) == 1 else ()


def refuse_foreign_parts(path: Path, version: int, key: bytes | None = None) -> None:
    """Raise ForeignPartsError for a book in which another program's triggers or views would run."""
    foreign = structure.foreign_parts(files.rows(path, structure.ROWS, key), version)
    if foreign:
        raise ForeignPartsError(name=path.name, part=shown(foreign[0]))


def unlock(path: Path, credential: Credential | None, *, keys: Path | None = None) -> Opened:
    """The key that a secret opens; wrong tries are counted before they are tried.

    ``keys`` is the key file, beside the book unless told otherwise. Raises SignInNeededError,
    WrongSecretError, WaitError, KeyFileMissingError, KeyFileBrokenError, RecoveryCodeError, OSError.
    """
    if credential is None:
        raise SignInNeededError(name=path.name)
    if credential.recovery_code:
        return Opened(key_of(credential.recovery_code))
    keys = keys or key_file.keys_path(path)
    found = read_keys(keys)
    wrapped = found.of_user(credential.user_uid) or found.of_name(compared_name(credential.name))
    who = UNKNOWN if wrapped is None else wrapped.user_uid
    failed = _count_try(keys, who)
    password = compared_password(credential.password).encode()
    if wrapped is None:
        key_file.spend_time(password)
        raise WrongSecretError
    try:
        key = key_file.unwrap(wrapped, found.book_uid, password)
    except key_file.WrongSecretError:
        raise WrongSecretError from None
    forget_tries(keys, who)
    return Opened(key, who, failed)


def read_keys(keys: Path) -> key_file.KeyFile:
    """The key file of a book; raises KeyFileMissingError, KeyFileBrokenError, OSError."""
    try:
        return key_file.read(keys)
    except FileNotFoundError:
        raise KeyFileMissingError(keys=keys.name) from None
    except key_file.KeyFileDamagedError:
        raise KeyFileBrokenError(keys=keys.name) from None


def _count_try(keys: Path, who: bytes) -> int:
    """Count a try as wrong until it proves right; returns the wrong ones before. Raises WaitError."""
    now = Ticks(*ticks.now())
    with key_file.changing(keys) as change:
        found = change.file.tries.get(who)
        before = None if found is None else Tries(*found)
        left = 0 if before is None else left_ms(before, now)
        after = counted_anew(before, now) if left and before is not None else failed_again(before, now)
        change.set_tries(who, (after.failed, after.boot, after.ticks_ms))
    if left:
        raise WaitError(seconds=-(-left // 1000))
    return 0 if before is None else before.failed


def forget_tries(keys: Path, who: bytes) -> None:
    """A right password ends the count."""
    with key_file.changing(keys) as change:
        change.set_tries(who, None)


def fits(check_value: bytes, key: bytes, book_uid: bytes) -> bool:
    """Whether this is the key of the book, compared in constant time."""
    return hmac.compare_digest(check_value, key_file.check_value(key, book_uid))
