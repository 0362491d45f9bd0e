"""A posted entry read back as the draft that would post it, so that its form opens filled in."""

import datetime as dt
from dataclasses import dataclass

from app.domain.document import DETAILS, DocumentKind
from app.domain.ledger import AccountRole
from app.domain.purchase import Slip
from app.domain.slip_entry import (
    AdvanceDraft,
    Direction,
    EntryDraft,
    EntryLineDraft,
    PayDraft,
    PayKind,
    TransferDraft,
)
from app.errors import UserError
from app.i18n import N_
from db import connection as book
from db.sql import corrections as sql
from db.sql import documents as documents_sql

_PLAIN = frozenset({"journal_line", "document_name", "payment"})
"""What a slip of money consists of; whatever has more belongs to a form of its own."""
_OWED = frozenset({AccountRole.PAYABLE, AccountRole.RECEIVABLE, AccountRole.ACCRUED})
_BY_PERSON = {AccountRole.MEMBER_PAYABLE: PayKind.PURSE, AccountRole.ADVANCE: PayKind.ADVANCE}

Correctable = EntryDraft | TransferDraft | AdvanceDraft


class NotCorrectableError(UserError):
    """A document that no form of slips, transfers or advances can show."""

    message = N_("{number} cannot be corrected in its form. Please undo it and enter it again.")


class SettledError(UserError):
    """A document that later payments settle."""

    message = N_("Something was paid on {number} already; please undo that payment first.")


@dataclass(frozen=True, slots=True)
class Posting:
    """What stands in the book: its number, its day, and the draft that would post it again."""

    number: str
    on: dt.date
    draft: Correctable


@dataclass(frozen=True, slots=True)
class _Line:
    code: str
    is_money: bool
    role: str
    account: int
    amount: int
    party_uid: bytes | None
    note: str
    section_uid: bytes | None
    project_uid: bytes | None


def entry_draft_of(document_uid: bytes, *, uid: bytes) -> Posting:
    """The draft of a posted slip, transfer or advance; ``uid`` is that of the entry to come.

    Raises NotCorrectableError, SettledError.
    """
    row = book.fetch_one(sql.HEADER, (document_uid,))
    if row is None:
        raise NotCorrectableError(number="?")
    identity, kind, number, on, total, party_uid, slip_date, slip_number, note, section, project = row[:11]
    for table in DETAILS:
        if table not in _PLAIN and book.fetch_one(documents_sql.SELECT_DETAIL[table], (identity,)):
            raise NotCorrectableError(number=number)
    if book.fetch_one(sql.SETTLED, (identity,)) is not None:
        raise SettledError(number=number)
    lines = [
        _Line(each[0], bool(each[1]), *each[2:])
        for each in book.fetch(sql.LINES, (row[11], row[12], identity))
    ]
    slip = Slip(dt.date.fromisoformat(slip_date) if slip_date else None, slip_number)
    day = dt.date.fromisoformat(on)
    found: Correctable | None = None
    if kind in {DocumentKind.EXPENSE, DocumentKind.INCOME}:
        direction = Direction.OUT if kind == DocumentKind.EXPENSE else Direction.IN
        parts = _entry_parts(lines, direction)
        if parts is not None:
            found = EntryDraft(uid, direction, *parts, party_uid, slip, note, section, project)
    elif kind == DocumentKind.TRANSFER:
        found = _transfer(lines, uid, slip, note)
    elif kind == DocumentKind.ADVANCE and party_uid is not None:
        money = next((each.code for each in lines if each.is_money), None)
        found = None if money is None else AdvanceDraft(uid, party_uid, money, total, slip, note)
    if found is None:
        raise NotCorrectableError(number=number)
    return Posting(number, day, found)


def _entry_parts(
    lines: list[_Line], direction: Direction
) -> tuple[tuple[EntryLineDraft, ...], tuple[PayDraft, ...]] | None:
    """What a slip was for and how it was paid; None if a line is neither."""
    sign = 1 if direction is Direction.OUT else -1
    what_for, pays = [], []
    for line in lines:
        amount = sign * line.amount
        if amount > 0:
            what_for.append(_entry_line(line, amount, direction))
        elif line.is_money:
            pays.append(PayDraft(PayKind.MONEY, -amount, line.code))
        elif line.role in _BY_PERSON and direction is Direction.OUT:
            kind = _BY_PERSON[AccountRole(line.role)]
            pays.append(PayDraft(kind, -amount, party_uid=line.party_uid))
        elif line.role not in _OWED:
            return None
    return tuple(what_for), tuple(pays)


def _entry_line(line: _Line, amount: int, direction: Direction) -> EntryLineDraft:
    """A line by its category if there is one on its account, the named one first."""
    categories = book.fetch(sql.CATEGORIES_OF, (line.account, direction.value))
    named = next((uid for uid, name in categories if name == line.note), None)
    category = named if named is not None else (categories[0][0] if categories else None)
    return EntryLineDraft(
        amount,
        category,
        "" if category is not None else line.code,
        "" if named is not None else line.note,
        line.section_uid,
        line.project_uid,
    )


def _transfer(lines: list[_Line], uid: bytes, slip: Slip, note: str) -> TransferDraft | None:
    into = [each for each in lines if each.is_money and each.amount > 0]
    out = [each for each in lines if each.is_money and each.amount < 0]
    if len(into) != 1 or len(out) != 1:
        return None
    fee = -sum(each.amount for each in lines if each.is_money)
    return TransferDraft(uid, out[0].code, into[0].code, into[0].amount, fee, slip, note)
