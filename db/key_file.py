"""The key file beside a book: its key, wrapped once for every person by her password; no names, no plain key.

JSON, format 1: per person her uid, a salted hash of her name, salt and parameters of Argon2id (RFC 9106), and
the book's key under AES-256-GCM with the book's and the person's uid as associated data. Wrong tries are
counted in it too, so that nobody can forget them without forgetting the keys.
"""

import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from db.files import write_file
from db.lock import BookLock

FORMAT = "samut-keys-1"
END = ".keys"
KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
LARGEST = 1_000_000
"""Bytes that a key file may have: some two thousand people."""
MOST_PEOPLE = 2_000
LOCK_SECONDS = 5.0
Tries = tuple[int, str, int]
"""Wrong tries in a row, the machine's start, its ticks then (milliseconds)."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash costs: passes, memory, lanes."""

    time_cost: int
    memory_kib: int
    lanes: int


COST = Cost(8, 64 * 1024, 4)
"""Above RFC 9106's setting for little memory (3 passes, 64 MiB, 4 lanes): 0.2 to 0.3 s on an office PC."""
HIGHEST = Cost(16, 256 * 1024, 16)
"""What a file may ask for at most: more would only keep the machine busy."""


class WrongSecretError(Exception):
    """The password does not open this entry."""


class KeyFileDamagedError(Exception):
    """The file is no key file, or was changed."""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """The book's key as one person's password opens it."""

    user_uid: bytes
    name_hash: bytes
    salt: bytes
    cost: Cost
    nonce: bytes
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Everybody's wrapped keys, and their wrong tries by uid."""

    book_uid: bytes
    salt: bytes
    people: tuple[WrappedKey, ...] = ()
    tries: Mapping[bytes, Tries] = field(default_factory=dict)

    def hash_name(self, compared_name: str) -> bytes:
        """What stands for a name in this file."""
        return hashlib.sha256(self.salt + compared_name.encode("utf-8", "replace")).digest()

    def of_user(self, user_uid: bytes) -> WrappedKey | None:
        """The entry of a person."""
        return next((each for each in self.people if each.user_uid == user_uid), None)

    def of_name(self, compared_name: str) -> WrappedKey | None:
        """The entry of whoever has this name, in the form that names are compared in."""
        wanted = self.hash_name(compared_name)
        return next((each for each in self.people if each.name_hash == wanted), None)

    def with_person(self, wrapped: WrappedKey) -> "KeyFile":
        """The file with this entry in place of the person's older one, and of any under her name.

        An entry under her name is left of somebody whose letting in was cut off: nobody signs in by it.
        """
        others = (
            each for each in self.without(wrapped.user_uid).people if each.name_hash != wrapped.name_hash
        )
        return replace(self, people=(*others, wrapped))

    def without(self, user_uid: bytes) -> "KeyFile":
        """The file without a person."""
        return replace(self, people=tuple(each for each in self.people if each.user_uid != user_uid))

    def with_tries(self, user_uid: bytes, tries: Tries | None) -> "KeyFile":
        """The file with a person's wrong tries, or without any."""
        others = {uid: each for uid, each in self.tries.items() if uid != user_uid}
        return replace(self, tries=others if tries is None else {**others, user_uid: tries})


def keys_path(book: Path) -> Path:
    """Where the key file of a book or of a copy lies."""
    return book.with_name(book.name + END)


def new_file(book_uid: bytes) -> KeyFile:
    """An empty key file of a book."""
    return KeyFile(book_uid, secrets.token_bytes(SALT_BYTES))


def check_value(key: bytes, book_uid: bytes) -> bytes:
    """What tells a book's right key without saying anything of it."""
    return hmac.digest(key, b"samut key check 1" + book_uid, "sha256")


# ---------------------------------------------------------------- secrets


def _hash(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw  # a book of one never needs it

    return hash_secret_raw(
        secret, salt, cost.time_cost, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID, version=19
    )


def _sealer(key: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _bound_to(book_uid: bytes, user_uid: bytes) -> bytes:
    return FORMAT.encode() + book_uid + user_uid


def wrap(
    key: bytes, book_uid: bytes, user_uid: bytes, name_hash: bytes, password: bytes, cost: Cost | None = None
) -> WrappedKey:
    """Wrap the book's key for a person; the password is in the form that passwords are compared in."""
    cost = cost or COST
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    sealed = _sealer(_hash(password, salt, cost)).encrypt(nonce, key, _bound_to(book_uid, user_uid))
    return WrappedKey(user_uid, name_hash, salt, cost, nonce, sealed)


def unwrap(wrapped: WrappedKey, book_uid: bytes, password: bytes) -> bytes:
    """The book's key; raises WrongSecretError."""
    from cryptography.exceptions import InvalidTag

    opening = _sealer(_hash(password, wrapped.salt, wrapped.cost))
    try:
        return opening.decrypt(wrapped.nonce, wrapped.sealed, _bound_to(book_uid, wrapped.user_uid))
    except InvalidTag:
        raise WrongSecretError from None


def spend_time(password: bytes) -> None:
    """Take as long as a wrong password takes, for a name that is not there."""
    _hash(password, bytes(SALT_BYTES), COST)


def hash_pin(pin: bytes) -> tuple[bytes, bytes, Cost]:
    """Salt, hash and cost of a PIN, as the book keeps them."""
    salt = secrets.token_bytes(SALT_BYTES)
    return salt, _hash(pin, salt, COST), COST


def pin_fits(pin: bytes, salt: bytes, hashed: bytes, cost: Cost) -> bool:
    """Whether this is the PIN, compared in constant time."""
    return hmac.compare_digest(_hash(pin, salt, cost), hashed)


# ---------------------------------------------------------------- the file


def read(path: Path) -> KeyFile:
    """Read a key file; raises OSError, KeyFileDamagedError."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise KeyFileDamagedError(path.name)
    try:
        return _parsed(json.loads(data))
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        raise KeyFileDamagedError(path.name) from None


def write(path: Path, file: KeyFile) -> None:
    """Write a key file whole or not at all, for its owner's eyes; raises OSError."""
    body = {
        "format": FORMAT,
        "book": file.book_uid.hex(),
        "salt": file.salt.hex(),
        "people": [
            {
                "user": each.user_uid.hex(),
                "name": each.name_hash.hex(),
                "salt": each.salt.hex(),
                "argon2id": [each.cost.time_cost, each.cost.memory_kib, each.cost.lanes],
                "nonce": each.nonce.hex(),
                "key": each.sealed.hex(),
            }
            for each in file.people
        ],
        "tries": {uid.hex(): list(each) for uid, each in file.tries.items()},
    }
    write_file(path, json.dumps(body, indent=1).encode())
    with suppress(OSError):
        path.chmod(0o600)


def _bytes(text: Any, length: int) -> bytes:
    found = bytes.fromhex(text)
    if len(found) != length:
        raise ValueError(length)
    return found


def _int(value: Any, lowest: int, highest: int) -> int:
    if type(value) is not int or not lowest <= value <= highest:
        raise ValueError(lowest)
    return value


def _cost(found: Any) -> Cost:
    passes, memory, lanes = found
    lanes = _int(lanes, 1, HIGHEST.lanes)
    return Cost(_int(passes, 1, HIGHEST.time_cost), _int(memory, 8 * lanes, HIGHEST.memory_kib), lanes)


def _parsed(body: Any) -> KeyFile:
    if body["format"] != FORMAT or len(body["people"]) > MOST_PEOPLE or len(body["tries"]) > MOST_PEOPLE:
        raise ValueError(FORMAT)
    people = tuple(
        WrappedKey(
            _bytes(each["user"], 16),
            _bytes(each["name"], 32),
            _bytes(each["salt"], SALT_BYTES),
            _cost(each["argon2id"]),
            _bytes(each["nonce"], NONCE_BYTES),
            _bytes(each["key"], KEY_BYTES + 16),
        )
        for each in body["people"]
    )
    tries: dict[bytes, Tries] = {}
    for uid, (failed, boot, ticks) in body["tries"].items():
        if not isinstance(boot, str) or len(boot) > 64:
            raise ValueError(boot)
        tries[_bytes(uid, 16)] = (_int(failed, 0, 2**31), boot, _int(ticks, 0, 2**62))
    return KeyFile(_bytes(body["book"], 16), _bytes(body["salt"], SALT_BYTES), people, tries)


@dataclass(slots=True)
class Changing:
    """A key file while it is changed; ``file`` is written when the block ends."""

    file: KeyFile

    def put(self, wrapped: WrappedKey) -> None:
        """Set a person's entry; her wrong tries are over."""
        self.file = self.file.with_person(wrapped).with_tries(wrapped.user_uid, None)

    def rename(self, user_uid: bytes, name_hash: bytes) -> None:
        """A person has another name."""
        found = self.file.of_user(user_uid)
        if found is not None:
            self.file = self.file.with_person(replace(found, name_hash=name_hash))

    def remove(self, user_uid: bytes) -> None:
        """A person opens nothing any more."""
        self.file = self.file.without(user_uid).with_tries(user_uid, None)

    def set_tries(self, user_uid: bytes, tries: Tries | None) -> None:
        """Set or forget wrong tries."""
        self.file = self.file.with_tries(user_uid, tries)


@contextmanager
def changing(path: Path) -> Iterator[Changing]:
    """Read, change and write a key file, one program after the other; nothing is written on an error.

    Raises OSError, KeyFileDamagedError.
    """
    with BookLock(path) as lock:  # a file of its own: where locks belong to the process, the book's stay
        until = time.monotonic() + LOCK_SECONDS
        while not lock.claim():
            if time.monotonic() > until:
                raise OSError(os.strerror(11))
            time.sleep(0.01)
        before = read(path)
        change = Changing(before)
        yield change
        if change.file != before:
            write(path, change.file)
