"""Books of paper receipts with what became of every number."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from app.domain.receipt_book import BookData, BookState, PaperBook, Range, book_state
from db import connection as book
from db.sql import receipt_books as sql


@dataclass(frozen=True, slots=True)
class ReceiptUseRow:
    """Numbers that a document used; its total in satang."""

    numbers: Range
    document: str
    on: dt.date
    total: int


@dataclass(frozen=True, slots=True)
class SpoiledNumber:
    """A receipt that was not used, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReceiptBookRow:
    """A book of receipts as it stands."""

    id: int
    uid: bytes
    data: BookData
    holder: str
    state: BookState
    uses: tuple[ReceiptUseRow, ...]
    spoiled: tuple[SpoiledNumber, ...]

    @property
    def name(self) -> str:
        """Its name."""
        return self.data.name

    @property
    def missing(self) -> int:
        """How many numbers are missing."""
        return sum(each.count for each in self.state.missing)

    @property
    def used(self) -> int:
        """How many numbers were used."""
        return sum(each.count for each in self.state.used)

    @property
    def blank(self) -> int:
        """How many numbers are left."""
        return sum(each.count for each in self.state.blank)


def paper_books() -> tuple[PaperBook, ...]:
    """The books that a receipt can be of, the newest first."""
    return tuple(PaperBook(uid, name, Range(first, last)) for uid, name, first, last in book.fetch(sql.NAMED))


def receipt_books() -> tuple[ReceiptBookRow, ...]:
    """Every book of receipts, those that are out first."""
    uses: dict[int, list[ReceiptUseRow]] = defaultdict(list)
    for book_id, first, last, number, on, total in book.fetch(sql.USES):
        row = ReceiptUseRow(Range(first, last), number, dt.date.fromisoformat(on), total)
        uses[book_id].append(row)
    spoiled: dict[int, list[SpoiledNumber]] = defaultdict(list)
    for book_id, number, reason in book.fetch(sql.SPOILED):
        spoiled[book_id].append(SpoiledNumber(number, reason))
    found = []
    for row_id, uid, name, first, last, party_uid, holder, issued, returned, note in book.fetch(sql.LIST):
        data = BookData(
            name,
            first,
            last,
            dt.date.fromisoformat(issued),
            party_uid,
            dt.date.fromisoformat(returned) if returned else None,
            note,
        )
        state = book_state(
            Range(first, last),
            [each.numbers for each in uses[row_id]],
            [each.number for each in spoiled[row_id]],
        )
        found.append(
            ReceiptBookRow(row_id, uid, data, holder, state, tuple(uses[row_id]), tuple(spoiled[row_id]))
        )
    return tuple(found)
