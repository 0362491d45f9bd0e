"""Slips and settlement sheets of consigned goods as they were written, and a time by owner."""

import datetime as dt
from dataclasses import dataclass, replace

from app.domain.consignment import BorneBy, Direction, Method, Purpose, Sheet
from app.errors import UserError
from app.i18n import N_
from app.queries.consignment import SheetLine
from db import connection as book
from db.sql import consignment as sql


class UnknownSlipError(UserError):
    """No slip or settlement of consigned goods has this number."""

    message = N_("There is no slip of consigned goods with this number.")


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A line of a slip with what was agreed on its day."""

    direction: Direction
    purpose: Purpose
    code: str
    name: str
    unit: str
    quantity: int
    price_e4: int
    method: Method
    value: int
    spoilage_by: BorneBy
    discount_by: BorneBy
    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class WorkFee:
    """What work on somebody's material cost her, and what of it was paid in goods and in money, satang."""

    fee: int
    kept: int
    paid: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settlement as it was signed."""

    direction: Direction
    first_day: dt.date
    last_day: dt.date
    sheet: Sheet
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A slip, or a settlement with its sheet, and whose it is."""

    uid: bytes
    number: str
    on: dt.date
    kind: str
    party_uid: bytes
    party_code: str
    name: str
    note: str
    reversal: str
    lines: tuple[SlipLine, ...]
    settlement: Settlement | None
    fee: WorkFee | None


def paper(number: str) -> Paper:
    """A slip or settlement by its number; raises UnknownSlipError."""
    row = book.fetch_one(sql.SLIP_HEAD, (number,))
    if row is None:
        raise UnknownSlipError
    document_id, uid, number, on, kind, party_uid, code, name, note, reversal, kept, party_id = row
    lines = tuple(
        SlipLine(
            *[
                Direction(each[0]),
                Purpose(each[1]),
                *each[2:7],
                Method(each[7]),
                each[8],
                BorneBy(each[9]),
                BorneBy(each[10]),
                *each[11:],
            ]
        )
        for each in book.fetch(sql.SLIP_LINES, (document_id,))
    )
    return Paper(
        uid,
        number,
        dt.date.fromisoformat(on),
        kind,
        party_uid,
        code,
        kept or name,
        note,
        reversal,
        lines,
        _settlement(document_id, party_id),
        _work_fee(document_id, lines),
    )


def _work_fee(document_id: int, lines: tuple[SlipLine, ...]) -> WorkFee | None:
    row = book.fetch_one(sql.WORK_FEE, (document_id,))
    if row is None:
        return None
    fee, owed = row
    kept = sum(line.amount for line in lines if line.direction is Direction.PROCESSING)
    return WorkFee(fee, kept, fee - kept - owed)


def _settlement(document_id: int, party_id: int) -> Settlement | None:
    row = book.fetch_one(sql.SHEET_HEAD, (document_id,))
    if row is None:
        return None
    direction, first, last, gross, commission, charges, carried_in, paid, _out = row
    return Settlement(
        Direction(direction),
        dt.date.fromisoformat(first),
        dt.date.fromisoformat(last),
        Sheet(gross, commission, carried_in, charges, paid),
        _sheet_lines(document_id, party_id, first, last),
    )


def _sheet_lines(document_id: int, party_id: int, first: str, last: str) -> tuple[SheetLine, ...]:
    """Lines as they were signed; one that is just what was lost of its goods in that time says so."""
    lost = {tuple(row) for row in book.fetch(sql.LOST_BEFORE, (party_id, document_id, first, last))}
    lines: list[SheetLine] = []
    for row in reversed(book.fetch(sql.SHEET_LINES, (document_id,))):
        line = SheetLine(*row)
        key = (line.product_id, line.quantity, line.amount)
        is_lost = key in lost and line.commission == 0
        lost.discard(key)
        lines.append(replace(line, is_lost=is_lost))
    return tuple(reversed(lines))


@dataclass(frozen=True, slots=True)
class LastPaper:
    """A document of somebody: what it was about, satang."""

    number: str
    on: dt.date
    kind: str
    direction: Direction
    purpose: Purpose | None
    total: int


def last_papers(party_id: int) -> list[LastPaper]:
    """The last slips and settlements of somebody, the newest first."""
    return [
        LastPaper(
            row[0],
            dt.date.fromisoformat(row[1]),
            row[2],
            Direction(row[3]),
            Purpose(row[4]) if row[4] else None,
            row[5],
        )
        for row in book.fetch(sql.LAST_PAPERS, (party_id,))
    ]


@dataclass(frozen=True, slots=True)
class OwnerGoods:
    """A product of an owner in a time: thousandths, satang."""

    name: str
    unit: str
    taken_in: int = 0
    given_back: int = 0
    lost: int = 0
    sold: int = 0
    paid: int = 0
    commission: int = 0
    owner: int = 0


@dataclass(frozen=True, slots=True)
class OwnerTime:
    """An owner in a time, and what she is owed at its end, satang."""

    party_id: int
    code: str
    name: str
    goods: tuple[OwnerGoods, ...]
    owed: int

    @property
    def paid(self) -> int:
        """What customers paid for her goods."""
        return sum(each.paid for each in self.goods)

    @property
    def commission(self) -> int:
        """The group's part of it."""
        return sum(each.commission for each in self.goods)

    @property
    def earned(self) -> int:
        """Her part, lost goods at the group's cost included."""
        return sum(each.owner for each in self.goods)


def by_owner(first: dt.date, last: dt.date) -> list[OwnerTime]:
    """Everybody whose goods came, were sold or are owed for in a time, by name."""
    days = (first.isoformat(), last.isoformat())
    moved = {(row[0], row[1]): row[2:] for row in book.fetch(sql.MOVED_BY_OWNER, days)}
    sold = {(row[0], row[1]): row[2:] for row in book.fetch(sql.SOLD_BY_OWNER, days)}
    owed = {row[0]: row[1] for row in book.fetch(sql.OWED_ON, days[1:]) if row[1]}
    keys = {*moved, *sold}
    products = _named(sql.PRODUCT_NAMES, {product for _owner, product in keys})
    people = _named(sql.PARTY_NAMES, {*owed, *(owner for owner, _product in keys)})
    found = []
    for party_id, code, name in people:
        goods = []
        for product_id, product, unit in products:
            if (party_id, product_id) in keys:
                came, back, lost, cost = moved.get((party_id, product_id), (0, 0, 0, 0))
                quantity, paid, commission, hers = sold.get((party_id, product_id), (0, 0, 0, 0))
                goods.append(
                    OwnerGoods(product, unit, came, back, lost, quantity, paid, commission, hers + cost)
                )
        found.append(OwnerTime(party_id, code, name, tuple(goods), owed.get(party_id, 0)))
    return found


def _named(query: str, ids: set[int]) -> list[book.Row]:
    marks = ", ".join("?" * len(ids))
    return book.fetch(query.format(marks=marks), tuple(sorted(ids))) if ids else []
