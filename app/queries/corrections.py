"""What can be corrected in the form that it was entered with, and what cannot."""

from app.domain.document import DETAILS
from app.domain.slip_entry import AdvanceDraft, EntryDraft, TransferDraft
from app.errors import UserError
from app.i18n import N_
from db import connection as book
from db.sql import corrections as sql
from db.sql import documents as documents_sql

_PLAIN = frozenset({"journal_line", "document_name", "payment", "tax_line"})
"""What a slip of money consists of; whatever has more belongs to a form of its own."""

Correctable = EntryDraft | TransferDraft | AdvanceDraft


class NotCorrectableError(UserError):
    """A document that no form of slips, transfers or advances can show."""

    message = N_("{number} cannot be corrected in its form. Please undo it and enter it again.")


class SettledError(UserError):
    """A document that later payments settle."""

    message = N_("Something was paid on {number} already; please undo that payment first.")


def refuse_uncorrectable(document_id: int, number: str) -> None:
    """Refuse what has more than a slip has, and what was settled since.

    Raises NotCorrectableError, SettledError.
    """
    for table in DETAILS:
        if table not in _PLAIN and book.fetch_one(documents_sql.SELECT_DETAIL[table], (document_id,)):
            raise NotCorrectableError(number=number)
    if book.fetch_one(sql.SETTLED, (document_id,)) is not None:
        raise SettledError(number=number)
