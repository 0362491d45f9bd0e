"""The key of the open book while it is open, and the key file beside it that keeps it for each person.

The key is never shown, logged or handed to a screen; services of people, copies and sealed files ask here.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.passwords import compared_name
from app.errors import UserError
from app.i18n import N_
from app.services import doors
from db import connection as book
from db import files, key_file
from db.sql import people as sql


class NoKeyError(UserError):
    """A book that nobody signs in to has no key."""

    message = N_("This book has no password yet. Please choose one first.")


@dataclass(frozen=True, slots=True)
class _Ring:
    path: Path
    """The key file."""
    book_uid: bytes
    key: bytes | None = field(repr=False)
    encrypted: bool


_ring: _Ring | None = None


def hold(book_path: Path, book_uid: bytes, key: bytes | None, *, encrypted: bool) -> None:
    """Keep the key of the book that was opened."""
    global _ring
    _ring = _Ring(key_file.keys_path(book_path), book_uid, key, encrypted)


def let_go() -> None:
    """Forget the key: the book is closed."""
    global _ring
    _ring = None


def has_key() -> bool:
    """Whether the open book has a key."""
    return _ring is not None and _ring.key is not None


def book_key() -> bytes:
    """The key of the open book; raises NoKeyError."""
    if _ring is None or _ring.key is None:
        raise NoKeyError
    return _ring.key


def file_key() -> bytes | None:
    """The key that the open book's file is encrypted with; None for a plain file."""
    return _ring.key if _ring is not None and _ring.encrypted else None


def is_encrypted() -> bool:
    """Whether the open book's file is encrypted."""
    return file_key() is not None


def book_uid() -> bytes:
    """The identity of the open book; raises NoKeyError without one."""
    if _ring is None:
        raise NoKeyError
    return _ring.book_uid


def keys_file() -> Path:
    """Where the key file of the open book lies; raises NoKeyError without an open book."""
    if _ring is None:
        raise NoKeyError
    return _ring.path


# ---------------------------------------------------------------- the key file


def make_key(user_uid: bytes, name: str, password: bytes, at: int) -> bytes:
    """Make the open plain book's key for its first person, inside the caller's transaction; returns it."""
    key = secrets.token_bytes(key_file.KEY_BYTES)
    path = keys_file()
    put_old_aside(path)
    write_first(path, key, book_uid(), user_uid, name, password)
    book.execute(sql.SET_KEY, (key_file.check_value(key, book_uid()), at))
    return key


def write_first(path: Path, key: bytes, uid: bytes, user_uid: bytes, name: str, password: bytes) -> None:
    """Write a new key file that opens for one person; raises OSError."""
    empty = key_file.new_file(uid)
    wrapped = key_file.wrap(key, uid, user_uid, empty.hash_name(compared_name(name)), password)
    key_file.write(path, empty.with_person(wrapped))


def put_old_aside(path: Path) -> None:
    """A key file that lies where a new book gets its own may open another book: it is kept."""
    number = 1
    while path.exists():
        aside = path.with_name(f"{path.name} (old {number})")
        if not aside.exists():
            path.rename(aside)
            return
        number += 1


def wrap_for(user_uid: bytes, name: str, password: bytes) -> None:
    """Let a person open the book with this password from now on; raises NoKeyError, OSError.

    A key file that is lost or broken (the recovery code opened the book) begins anew with this person.
    """
    key = book_key()
    try:
        key_file.read(keys_file())
    except (FileNotFoundError, key_file.KeyFileDamagedError):
        put_old_aside(keys_file())
        write_first(keys_file(), key, book_uid(), user_uid, name, password)
        return
    with key_file.changing(keys_file()) as change:
        hashed = change.file.hash_name(compared_name(name))
        change.put(key_file.wrap(key, book_uid(), user_uid, hashed, password))


def rename(user_uid: bytes, name: str) -> None:
    """A person signs in under another name from now on."""
    with key_file.changing(keys_file()) as change:
        change.rename(user_uid, change.file.hash_name(compared_name(name)))


def mend_name(user_uid: bytes, name: str) -> None:
    """The key file goes by the book's name of a person, should a cut have come between the two."""
    with suppress(OSError, key_file.KeyFileDamagedError):
        found = key_file.read(keys_file())
        entry = found.of_user(user_uid)
        if entry is not None and entry.name_hash != found.hash_name(compared_name(name)):
            rename(user_uid, name)


def remove(user_uid: bytes) -> None:
    """A person's password opens nothing any more."""
    with key_file.changing(keys_file()) as change:
        change.remove(user_uid)


def contents() -> bytes | None:
    """The key file as it is, to be put back if what changes with it is not saved."""
    path = keys_file()
    return path.read_bytes() if path.exists() else None


def put_back(kept: bytes | None) -> None:
    """Put the key file back as it was."""
    path = keys_file()
    if kept is None:
        files.remove(path)
    elif not path.exists() or path.read_bytes() != kept:
        files.write_file(path, kept)


def opened_by(password: bytes, user_uid: bytes) -> bool:
    """Whether a person's password opens the key of the open book; tries are counted by ``doors``."""
    found = doors.unlock(
        keys_file(), doors.Credential(user_uid=user_uid, password=password.decode()), keys=keys_file()
    )
    return found.key == book_key()
