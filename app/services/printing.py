"""Counts what was printed and exported, so that every paper but the first says that it is a copy."""

from dataclasses import dataclass

from app.changes import Changes
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.events import print_count
from app.services import event_log
from app.services.records import saving
from app.thai.normalise import clean_name
from db import connection as book
from db.sql import documents as sql


class UnknownDocumentError(UserError):
    """No document has this uid."""

    message = N_("This document is not in the book.")


@dataclass(frozen=True, slots=True)
class PrintCounted:
    """``copy`` is 0 for the original, then 1, 2, … for copies."""

    copy: int
    changes: Changes = Changes.NONE


def count_print(session: Session, document_uid: bytes, *, paper: str) -> PrintCounted:
    """Count a print before it is made: 0 is the original; raises NotPermittedError, UnknownDocumentError."""
    with saving(session, Permission.PRINT):
        if book.fetch_one(sql.BY_UID, (document_uid,)) is None:
            raise UnknownDocumentError
        copy = print_count(document_uid)
        event_log.append(
            session, "print", "document", document_uid, None, {"copy": copy, "paper": clean_name(paper, 40)}
        )
    return PrintCounted(copy)


def log_paper_saved(session: Session, document_uid: bytes, *, file: str) -> PrintCounted:
    """Write down that the paper of one document was saved as a file: whoever may print it may hand it on so.

    Raises NotPermittedError, UnknownDocumentError.
    """
    with saving(session, Permission.PRINT):
        if book.fetch_one(sql.BY_UID, (document_uid,)) is None:
            raise UnknownDocumentError
        event_log.append(session, "export", "document", document_uid, None, {"file": clean_name(file)})
    return PrintCounted(0)


def log_print(session: Session, *, name: str) -> PrintCounted:
    """Write down that a report goes to a printer; raises NotPermittedError."""
    with saving(session, Permission.PRINT):
        event_log.append(session, "print", "report", after={"name": clean_name(name)})
    return PrintCounted(0)


def log_export(session: Session, *, name: str, file: str) -> PrintCounted:
    """Write down that a report left the book as a file; raises NotPermittedError."""
    with saving(session, Permission.EXPORT):
        event_log.append(
            session, "export", "report", after={"name": clean_name(name), "file": clean_name(file)}
        )
    return PrintCounted(0)
