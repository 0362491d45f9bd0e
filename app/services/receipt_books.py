"""Books of paper receipts: given out, returned; the numbers that documents use, those that were spoiled."""

from collections.abc import Callable, Sequence
from typing import Any

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.receipt_book import (
    BookData,
    BookNameTakenError,
    BookUsedError,
    NumberSpoiledError,
    NumberTwiceError,
    NumberUsedError,
    Range,
    ReceiptUse,
    SpoiledReasonError,
    checked_book,
    checked_use,
)
from app.domain.session import Permission, Session
from app.services import event_log, records
from app.services.records import NotFoundError, Saved, saving
from app.services.sale_extras import SaleWriting
from app.services.sales import party_of
from app.services.unit_of_work import Entry
from app.thai.normalise import clean_name
from db import connection as book
from db.models.market import ReceiptBook
from db.sql import receipt_books as sql

MAY = Permission.KEEP_EVENTS


def add_receipt_book(session: Session, data: BookData, *, uid: bytes | None = None) -> Saved:
    """Put a book of receipts on record, once per ``uid``.

    Raises what ``checked_book`` raises, BookNameTakenError, PartyNeededError, NotPermittedError.
    """
    uid = uid or new_uid()
    data = checked_book(data)
    with saving(session, MAY):
        known = book.fetch_one(sql.ANY_BY_UID, (uid,))
        if known is not None:
            return Saved(known[0], uid, known[1])
        row_id = records.add(session, ReceiptBook, uid, _columns(data, None))
    return Saved(row_id, uid, data.name, Changes.MARKET)


def change_receipt_book(session: Session, book_uid: bytes, *, data: BookData) -> Saved:
    """Change what is kept of a book; numbers that are used stay inside of it.

    Raises NotFoundError, BookUsedError, and what ``add_receipt_book`` raises.
    """
    data = checked_book(data)
    with saving(session, MAY):
        row = _row(book_uid)
        if book.fetch_one(sql.OUTSIDE, (row[0], data.first_number, data.last_number)) is not None:
            raise BookUsedError(name=row[1])
        records.change(session, ReceiptBook, row[0], _columns(data, row[0]))
    return Saved(row[0], book_uid, data.name, Changes.MARKET)


def remove_receipt_book(session: Session, book_uid: bytes) -> Saved:
    """Take out a book that was entered by mistake; raises NotFoundError, BookUsedError, NotPermittedError."""
    with saving(session, MAY):
        row = _row(book_uid)
        if book.fetch_one(sql.IS_USED, (row[0],)) is not None:
            raise BookUsedError(name=row[1])
        records.change(session, ReceiptBook, row[0], {"active": 0})
    return Saved(row[0], book_uid, changes=Changes.MARKET)


def spoil_receipt(session: Session, book_uid: bytes, *, number: int, reason: str) -> Saved:
    """Note that a receipt was torn out, crossed through or lost, and why.

    Raises NotFoundError, OutsideBookError, NumberUsedError, SpoiledReasonError, NotPermittedError.
    """
    reason = clean_name(reason, 300)
    if not reason:
        raise SpoiledReasonError
    with saving(session, MAY):
        row = _row(book_uid)
        _free(row, ReceiptUse(book_uid, number, number))
        added = book.execute(
            sql.ADD_SPOILED, (row[0], number, reason, session.clock(), session.user_id)
        ).rowcount
        if added:
            event_log.append(
                session, "change", "receipt_book", book_uid, None, {"number": number, "reason": reason}
            )
    return Saved(row[0], book_uid, changes=Changes.MARKET)


def unspoil_receipt(session: Session, book_uid: bytes, *, number: int) -> Saved:
    """Take back that a receipt was spoiled; raises NotFoundError, NotPermittedError."""
    with saving(session, MAY):
        row = _row(book_uid)
        noted = book.fetch_one(sql.SPOILED_ONE, (row[0], number))
        if noted is not None:
            book.execute(sql.DROP_SPOILED, (row[0], number))
            before = {"number": number, "reason": noted[0]}
            event_log.append(session, "change", "receipt_book", book_uid, before, None)
    return Saved(row[0], book_uid, changes=Changes.MARKET)


def name_receipts(entry: Entry, uses: Sequence[ReceiptUse]) -> None:
    """Write in a document which paper receipts were written for it.

    Raises NotFoundError, NumberRangeError, OutsideBookError, NumberUsedError, NumberTwiceError,
    NumberSpoiledError.
    """
    named: dict[int, list[Range]] = {}
    for use in uses:
        row = _row(use.book_uid)
        _free(row, use)
        spoiled = book.fetch_one(sql.FIRST_SPOILED, (row[0], use.first, use.last))
        if spoiled is not None:
            raise NumberSpoiledError(number=str(spoiled[0]), name=row[1])
        for other in named.setdefault(row[0], []):
            if use.first <= other.last and other.first <= use.last:
                raise NumberTwiceError(number=str(max(use.first, other.first)), name=row[1])
        named[row[0]].append(Range(use.first, use.last))
        entry.add("receipt_number", book_id=row[0], first_number=use.first, last_number=use.last, uses=1)


def receipts_named(uses: Sequence[ReceiptUse]) -> Callable[[SaleWriting], None]:
    """The part of a sale that names the paper receipts written for it."""

    def write(writing: SaleWriting) -> None:
        name_receipts(writing.entry, uses)

    return write


def _free(row: tuple[Any, ...], use: ReceiptUse) -> None:
    """Raise if the book lacks these numbers, or a document has one of them."""
    checked_use(use, row[1], Range(row[2], row[3]))
    taken = book.fetch_one(sql.OVERLAP, (row[0], use.first, use.last))
    if taken is not None:
        raise NumberUsedError(number=str(max(taken[0], use.first)), name=row[1], document=taken[1])


def _row(book_uid: bytes) -> tuple[Any, ...]:
    row = book.fetch_one(sql.FACTS, (book_uid,))
    if row is None:
        raise NotFoundError
    return tuple(row)


def _columns(data: BookData, row_id: int | None) -> dict[str, Any]:
    taken = book.fetch_one(sql.BY_NAME, (data.name,))
    if taken is not None and taken[0] != row_id:
        raise BookNameTakenError(name=data.name)
    return {
        "name": data.name,
        "first_number": data.first_number,
        "last_number": data.last_number,
        "party_id": party_of(data.party_uid)[0],
        "issued_on": data.issued_on.isoformat(),
        "returned_on": data.returned_on.isoformat() if data.returned_on else None,
        "note": data.note,
    }
