"""What the page of slips reads: categories, recent entries, one as it was typed, alike ones, pictures."""

import datetime as dt
import json
from dataclasses import dataclass, replace

from app.domain import money
from app.domain.document import DocumentKind
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
from app.domain.vat import Claim, InputVat
from app.queries.balances import balances
from app.queries.corrections import Correctable, NotCorrectableError, refuse_uncorrectable
from db import connection as book
from db.sql import books as books_sql
from db.sql import entries as sql

RECENT = 40
MOST_WAITING = 500
DAYS_BACK, DAYS_ON = 400, 800
"""How far from its day a slip that was entered before is looked for."""


@dataclass(frozen=True, slots=True)
class EntryCategory:
    """What money is for in everyday words; ``words`` are others that it is found by."""

    id: int
    uid: bytes
    direction: Direction
    name: str
    name_en: str
    account_code: str
    icon: str
    words: str
    position: int
    active: bool


@dataclass(frozen=True, slots=True)
class Purpose:
    """An account that a category may stand for."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class RecentEntry:
    """A slip, transfer or advance that was entered lately and stands; satang."""

    id: int
    uid: bytes
    number: str
    kind: DocumentKind
    on: dt.date
    total: int
    party: str
    note: str
    slip_number: str
    what: str
    has_picture: bool


@dataclass(frozen=True, slots=True)
class Alike:
    """A document that could be the same slip."""

    number: str
    on: dt.date
    total: int
    slip_number: str
    party: str


@dataclass(frozen=True, slots=True)
class Typed:
    """An entry as it was typed, under its own uid, and its business day."""

    draft: Correctable
    on: dt.date


@dataclass(frozen=True, slots=True)
class SlipPictureRow:
    """A picture of a slip; ``added_at`` in ms UTC."""

    uid: bytes
    sha256: bytes
    name: str
    added_at: int


def entry_categories(*, active_only: bool = True) -> tuple[EntryCategory, ...]:
    """Categories of entry, money going out first, each in the order of its list."""
    rows = [
        EntryCategory(*[*row[:2], Direction(row[2]), *row[3:9], bool(row[9])])
        for row in book.fetch(books_sql.CATEGORIES)
    ]
    return tuple(row for row in rows if row.active or not active_only)


def purposes() -> tuple[Purpose, ...]:
    """The accounts that a category may stand for."""
    return tuple(Purpose(*row) for row in book.fetch(sql.PURPOSES))


def recent_entries(limit: int = RECENT) -> tuple[RecentEntry, ...]:
    """What was entered last, the newest first; what was undone is left out."""
    return tuple(
        RecentEntry(
            *[*row[:3], DocumentKind(row[3]), dt.date.fromisoformat(row[4]), *row[5:10], bool(row[10])]
        )
        for row in book.fetch(sql.RECENT, (limit,))
    )


def similar_entries(draft: EntryDraft, *, total: int, on: dt.date) -> tuple[Alike, ...]:
    """Documents that could be the same slip as a draft: by its number, or its day, amount and person."""
    day, number = draft.slip.date or on, draft.slip.number
    first, last = (day + dt.timedelta(days=step) for step in (-DAYS_BACK, DAYS_ON))
    codes = [line.account_code for line in draft.lines if line.account_code]
    categories = [line.category_uid.hex().upper() for line in draft.lines if line.category_uid]
    rows = book.fetch(
        sql.SIMILAR,
        (
            *(draft.party_uid, first.isoformat(), last.isoformat(), draft.uid),
            *(number, number, total, day.isoformat(), number, number),
            *(json.dumps(codes), json.dumps(categories)),
        ),
    )
    return tuple(Alike(row[0], dt.date.fromisoformat(row[1]), *row[2:]) for row in rows)


def entry_as_typed(number: str, *, to_correct: bool = False) -> Typed | None:
    """A slip, transfer or advance as it was typed, to be repeated or put right; None if there is none.

    Raises NotCorrectableError, SettledError (only of what is to be corrected).
    """
    head = book.fetch_one(sql.HEAD, (number,))
    if head is None:
        if to_correct:
            raise NotCorrectableError(number=number)
        return None
    if to_correct:
        refuse_uncorrectable(head[0], number)
    identity, uid, kind, on, total, party_uid, note, slip_number, slip_date, section_uid, project_uid = head
    slip = Slip(dt.date.fromisoformat(slip_date) if slip_date else None, slip_number)
    direction = Direction.IN if kind == DocumentKind.INCOME else Direction.OUT
    lines = book.fetch(sql.LINES, (direction.value, identity))
    day = dt.date.fromisoformat(on)
    money = [(code, amount) for code, amount, is_money, *_rest in lines if is_money]
    if kind == DocumentKind.TRANSFER:
        source = next((code for code, amount in money if amount < 0), "")
        target = next((code for code, amount in money if amount > 0), "")
        fee = sum(amount for _code, amount, is_money, *_rest in lines if not is_money)
        return Typed(TransferDraft(uid, source, target, total, fee, slip, note), day)
    if kind == DocumentKind.ADVANCE:
        code = money[0][0] if money else ""
        return Typed(AdvanceDraft(uid, party_uid or b"", code, total, slip, note), day)
    sign = 1 if direction is Direction.OUT else -1
    vat = _vat(identity)
    typed = tuple(
        _line(row, sign, section_uid, project_uid) for row in lines if not row[2] and row[3] not in _SETTLES
    )
    draft = EntryDraft(
        uid,
        direction,
        typed if vat is None else _with_vat(typed, vat),
        tuple(_pay(row, sign) for row in lines if row[2] or row[3] in _PAID),
        party_uid,
        slip,
        note,
        section_uid,
        project_uid,
        vat,
    )
    return Typed(draft, day)


def _vat(document_id: int) -> InputVat | None:
    rows = book.fetch(sql.VAT, (document_id,))
    return InputVat(rows[0][0], Claim(rows[0][1] or Claim.YES)) if rows else None


def _with_vat(lines: tuple[EntryLineDraft, ...], vat: InputVat) -> tuple[EntryLineDraft, ...]:
    """The lines with the tax that was taken out of them; the sum is exact, a line to the satang."""
    if vat.claim is Claim.NO:
        return lines
    shares = money.split(vat.amount, [line.amount for line in lines])
    return tuple(replace(line, amount=line.amount + share) for line, share in zip(lines, shares, strict=True))


_PAID = {"member_payable": PayKind.PURSE, "advance": PayKind.ADVANCE}
_SETTLES = frozenset({*_PAID, "payable", "receivable", "input_vat", "output_vat"})


def _line(row: book.Row, sign: int, section_uid: bytes | None, project_uid: bytes | None) -> EntryLineDraft:
    code, amount, _money, _role, _party, note, own_section, own_project, category_uid, is_category = row
    return EntryLineDraft(
        sign * amount,
        category_uid,
        "" if category_uid is not None else code,
        "" if is_category else note,
        own_section if own_section != section_uid else None,
        own_project if own_project != project_uid else None,
    )


def _pay(row: book.Row, sign: int) -> PayDraft:
    code, amount, is_money, role, party_uid, *_rest = row
    if is_money:
        return PayDraft(PayKind.MONEY, -sign * amount, code)
    return PayDraft(_PAID[role], -sign * amount, party_uid=party_uid)


def money_left(day: dt.date) -> dict[str, int]:
    """What lies on each account of money at the end of a day, by its code, satang."""
    return {row.code: row.balance for row in balances(day)}


def waiting_pictures() -> tuple[SlipPictureRow, ...]:
    """Pictures that wait to be entered, the first taken in first."""
    return tuple(SlipPictureRow(*row) for row in book.fetch(sql.WAITING, (MOST_WAITING,)))


def pictures_of(document_uid: bytes) -> tuple[SlipPictureRow, ...]:
    """The pictures of a document's slips."""
    return tuple(SlipPictureRow(*row) for row in book.fetch(sql.OF_DOCUMENT, (document_uid,)))
