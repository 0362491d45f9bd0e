"""What a circle of savers says of itself (drawn on, ended on), after one of its documents was undone."""

from app.domain.session import Session
from app.services import records
from db import connection as book
from db.models.household import ShareCircle
from db.sql import household_diary as sql


def mark_again(session: Session, document_id: int) -> None:
    """Find again, in the caller's transaction, when the circles of a document were drawn; none has ended."""
    for circle_id, account in book.fetch(sql.CIRCLES_OF_DOCUMENT, (document_id,)):
        drawn = book.fetch_one(sql.FIRST_DRAWN, (account,))
        values = {"drawn_on": drawn[0] if drawn is not None else None, "closed_on": None, "active": 1}
        records.change(session, ShareCircle, circle_id, values)
