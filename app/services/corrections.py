"""Reverse and correct in one step: the wrong document is undone and the right one posted, or neither."""

import datetime as dt
from dataclasses import dataclass

from app.changes import Changes
from app.domain.session import Permission, Session
from app.domain.slip_entry import EntryDraft, TransferDraft
from app.queries.corrections import Correctable
from app.services.entries import post_advance, post_entry, post_transfer
from app.services.manual_journal import JournalDraft, post_journal
from app.services.records import saving
from app.services.reversal import reverse
from app.services.unit_of_work import Posted, find_posted


@dataclass(frozen=True, slots=True)
class Corrected:
    """The undoing of the wrong document and the right one in its place."""

    reversal: Posted
    posted: Posted
    changes: Changes = Changes.EVERYTHING


def correct_entry(
    session: Session,
    document_uid: bytes,
    *,
    draft: Correctable | JournalDraft,
    on: dt.date,
    today: dt.date,
    reason: str,
    uid: bytes,
) -> Corrected:
    """Undo a document (under ``uid``) and post the draft on a day, once per ``draft.uid``.

    The undoing carries the original's day while that is open, else the first open day from ``today``.
    Raises what ``reverse`` and the posting of the draft raise, NotPermittedError, NotSavedError.
    """
    permission = Permission.POST_JOURNAL if isinstance(draft, JournalDraft) else Permission.BUY
    with saving(session, permission):
        before, again = find_posted(uid), find_posted(draft.uid)
        if before is not None and again is not None:
            return Corrected(before, again, Changes.NONE)
        reversal = reverse(session, document_uid, on=today, reason=reason, uid=uid)
        if isinstance(draft, JournalDraft):
            posted = post_journal(session, draft, on=on)
        elif isinstance(draft, EntryDraft):
            posted = post_entry(session, draft, on=on)
        elif isinstance(draft, TransferDraft):
            posted = post_transfer(session, draft, on=on)
        else:
            posted = post_advance(session, draft, on=on)
    return Corrected(reversal, posted)
