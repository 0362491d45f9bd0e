"""The book's key as other programs take it: nobody shall need this program to read what she wrote with it."""

from dataclasses import dataclass, field

from app.domain.session import Permission, Session
from app.services import doors, event_log, key_ring
from app.services.doors import Credential, WrongSecretError
from app.services.records import saving
from db import sealing


@dataclass(frozen=True, slots=True)
class OutsideKeys:
    """What opens the book's copies and its locked file in other programs."""

    age_identity: str = field(repr=False)
    """For files that end in ``.age``."""
    raw_key: str = field(repr=False)
    """For a locked ``.samut`` file, as SQLCipher takes it after ``PRAGMA key =``."""


def keys_for_other_programs(session: Session, *, credential: Credential) -> OutsideKeys:
    """The open book's key for age and SQLCipher, for a leader who proves again who she is.

    Raises NotPermittedError, NoKeyError for a book of one, WrongSecretError, WaitError, NotSavedError.
    """
    session.require(Permission.ENCRYPT)
    key = key_ring.book_key()
    opened = doors.unlock(key_ring.keys_file(), credential, keys=key_ring.keys_file())
    if opened.key != key or opened.user_uid not in (None, session.user_uid):
        raise WrongSecretError
    with saving(session, Permission.ENCRYPT):
        event_log.append(session, "print", "book_key")
    return OutsideKeys(sealing.identity_of(key), f"\"x'{key.hex()}'\"")
