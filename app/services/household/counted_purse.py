"""Money that moves in a purse on a day that was counted since: the counting has found it gone already.

What left takes from what nobody remembered; what came adds to it; before the first counting of all it says
that there was more, or less, at the beginning.
"""

import datetime as dt

from app.changes import Changes
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.session import Session
from app.services.household.access import post_household
from app.services.journal import account_id
from app.services.unit_of_work import Entry
from db import connection as book
from db.sql import household_diary as sql

REMEMBERED = "remembered"
"""Role of the link from a document to the counting of the purse that it explains afterwards."""


def purse_line(entry: Entry, place: int, on: dt.date, change: int, *, gone: int = 0) -> None:
    """Write the line of a place of money: ``change`` in satang, below zero what leaves it.

    ``gone`` had left it before the counting (below zero: had come) by an entry that is put right.
    """
    row = book.fetch_one(sql.RECKONING_OVER, (place, on.isoformat()))
    if row is None or not change:
        entry.line(place, change)
        return
    counting, unexplained, kind = row
    late = change + gone
    if kind == DocumentKind.OPENING:
        entry.line(account_id(AccountRole.OPENING_EQUITY), late)
    else:
        late = max(late, -forgotten_left(counting, unexplained))
        explain(entry, counting, -late)
    entry.line(place, change - late)


def keep_counted(session: Session, document_id: int) -> None:
    """After a document was undone: what a counting after it found in the purse stays as it was counted."""
    for place, amount, counting, kind, day in book.fetch(sql.COUNTED_AFTER, (document_id,)):

        def write(
            entry: Entry,
            place: int = place,
            amount: int = amount,
            counting: int = counting,
            kind: str = kind,
            day: str = day,
        ) -> None:
            entry.document(DocumentKind.EXPENSE, dt.date.fromisoformat(day), -amount)
            entry.line(place, amount)
            if kind == DocumentKind.OPENING:
                entry.line(account_id(AccountRole.OPENING_EQUITY), -amount)
            else:
                explain(entry, counting, amount)
            entry.changes = Changes.LEDGER | Changes.HOUSEHOLD

        post_household(session, new_uid(), write)


def stays_counted(place: int | None, before: dt.date, after: dt.date) -> bool:
    """Whether two days of a purse belong to one and the same counting."""
    if place is None:
        return False
    found = [book.fetch_one(sql.RECKONING_OVER, (place, day.isoformat())) for day in (before, after)]
    return found[0] is not None and found[0] == found[1]


def taken_out(document_id: int, place: int | None) -> int:
    """What a document took out of a purse, satang; below zero if it put something in."""
    return 0 if place is None else book.fetch_int(sql.TAKEN_OUT, (document_id, place))


def explain(entry: Entry, counting: int, part: int) -> None:
    """Write that a part of what a counting found gone is remembered now; below zero: that more had come."""
    if part:
        entry.line(account_id(AccountRole.UNREMEMBERED), -part)
        entry.add("document_link", role=REMEMBERED, target_id=counting, amount=part)


def forgotten_left(counting: int, unexplained: int) -> int:
    """What of a counting is still open as not remembered, satang."""
    return max(0, unexplained - book.fetch_int(sql.REMEMBERED, (counting,)))
