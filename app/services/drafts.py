"""Half-done work: held carts and forms that were begun; the only rows of a book that are deleted."""

from dataclasses import dataclass

from app.changes import Changes
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.services.records import saving
from app.thai.normalise import clean_name
from db import connection as book
from db.sql import settings as sql

MAX_DATA = 1_000_000


class DraftTooLargeError(UserError):
    """More than a held cart can sensibly hold."""

    message = N_("This is too much to keep for later. Please finish a part of it first.")


@dataclass(frozen=True, slots=True)
class DraftSaved:
    """What keeping or dropping a draft answers."""

    uid: bytes
    changes: Changes = Changes.DRAFTS


def save_draft(session: Session, uid: bytes, *, kind: str, data: str, label: str = "") -> DraftSaved:
    """Keep half-done work under the uid that its document will have; a second time replaces the first.

    Raises NotPermittedError, DraftTooLargeError.
    """
    if len(data) > MAX_DATA:
        raise DraftTooLargeError
    with saving(session, Permission.EDIT_DRAFTS):
        book.execute(sql.SAVE_DRAFT, (uid, kind, clean_name(label), data, session.clock()))
    return DraftSaved(uid)


def delete_draft(session: Session, uid: bytes) -> DraftSaved:
    """Drop half-done work; one that is gone already is no error."""
    with saving(session, Permission.EDIT_DRAFTS):
        gone = book.execute(sql.DELETE_DRAFT, (uid,)).fetchall()
    return DraftSaved(uid, Changes.DRAFTS if gone else Changes.NONE)
