"""Consigned goods: what was agreed, what lies here of whom, what was sold and is not settled yet."""

import datetime as dt
from dataclasses import dataclass

from app.domain.consignment import BorneBy, Direction, Method, Sheet, Terms
from app.domain.ledger import AccountRole
from app.domain.open_items import OpenItem, by_person, netted
from app.queries.open_items import open_items
from db import connection as book
from db.sql import consignment as sql


@dataclass(frozen=True, slots=True)
class SlipTerms:
    """What stands on the last slip of a product: the agreement of that day, and the price (e4)."""

    terms: Terms
    price_e4: int


def _terms(method: str, value: int, spoilage_by: str, discount_by: str, terms_id: int | None) -> Terms:
    return Terms(Method(method), value, BorneBy(spoilage_by), BorneBy(discount_by), terms_id)


def terms_on(direction: Direction, party_id: int, product_id: int, day: dt.date) -> Terms | None:
    """What was agreed for a product on a day; that of the product itself, then the later one goes first."""
    row = book.fetch_one(sql.TERMS_ON, (direction.value, party_id, product_id, day.isoformat()))
    return None if row is None else _terms(*row)


def slip_terms(direction: Direction, party_id: int, product_id: int) -> SlipTerms | None:
    """What was agreed when the product last came (or went out), as the slip says."""
    row = book.fetch_one(sql.LAST_SLIP, (direction.value, party_id, product_id))
    return None if row is None else SlipTerms(_terms(*row[:5]), row[5])


@dataclass(frozen=True, slots=True)
class SheetLine:
    """Goods of an owner that were sold (or lost at the group's cost): thousandths, satang."""

    product_id: int
    name: str
    unit: str
    quantity: int
    gross: int
    commission: int
    amount: int
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What stands between the group and an owner up to a day: lines, what is carried, the open documents.

    ``items`` are all that a payment can settle, credits of any day included.
    """

    party_id: int
    first_day: dt.date
    last_day: dt.date
    lines: tuple[SheetLine, ...]
    sheet: Sheet
    items: tuple[OpenItem, ...]


def unsettled(party_id: int, last_day: dt.date) -> Unsettled:
    """What of an owner is not settled of all until a day; goods that came back since are taken off."""
    there = open_items(AccountRole.CONSIGNMENT_PAYABLE, party_id=party_id)
    items = tuple(item for item in there if item.ledger_date <= last_day or item.open > 0)
    listed = book.fetch(sql.SETTLED_BY, (party_id,))
    fresh = tuple(item.document_id for item in items if not (item.settled or _was_listed(item, listed)))
    lines = _earned(party_id, fresh) if fresh else ()
    due = -sum(item.open for item in items)
    gross = sum(line.gross for line in lines)
    commission = sum(line.commission for line in lines)
    days = [item.ledger_date for item in items if item.document_id in fresh and item.ledger_date <= last_day]
    return Unsettled(
        party_id,
        min(days, default=last_day),
        last_day,
        lines,
        Sheet(gross, commission, due - (gross - commission)),
        items,
    )


def _was_listed(item: OpenItem, settlements: list[book.Row]) -> bool:
    """Whether an earlier sheet says it already, though it was not all paid."""
    day = item.ledger_date.isoformat()
    return any(item.document_id < document_id and day <= last for document_id, last in settlements)


def _earned(party_id: int, documents: tuple[int, ...]) -> tuple[SheetLine, ...]:
    lines: list[SheetLine] = []
    for query, is_lost in ((sql.EARNED_BY, False), (sql.LOST_BY, True)):
        rows: dict[int, SheetLine] = {}
        for start in range(0, len(documents), 500):
            part = documents[start : start + 500]
            marks = ", ".join("?" * len(part))
            for row in book.fetch(query.format(marks=marks), (party_id, *part)):
                rows[row[0]] = _together(rows.get(row[0]), SheetLine(*[*row, is_lost]))
        lines += [each for each in rows.values() if each.quantity or each.gross or each.amount]
    return tuple(lines)


def _together(one: SheetLine | None, other: SheetLine) -> SheetLine:
    if one is None:
        return other
    return SheetLine(
        one.product_id,
        one.name,
        one.unit,
        one.quantity + other.quantity,
        one.gross + other.gross,
        one.commission + other.commission,
        one.amount + other.amount,
        one.is_lost,
    )


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """Somebody whose goods the group sells: what lies here (thousandths), what she is owed (satang)."""

    id: int
    uid: bytes
    code: str
    name: str
    on_hand: int
    products: int
    owed: int
    settled_to: dt.date | None
    since: dt.date | None
    """The day of the oldest sale that she was not paid for."""


@dataclass(frozen=True, slots=True)
class OwnedRow:
    """A product of an owner at a place, thousandths."""

    product_uid: bytes
    code: str
    name: str
    unit: str
    location_id: int
    location: str
    quantity: int
    for_work: int
    """How much of the product, wherever it lies, is here to be worked on."""


def owners() -> list[OwnerRow]:
    """Everybody whose goods are or were here, by name."""
    since = unpaid_since()
    return [OwnerRow(*[*row[:-1], _day(row[-1]), since.get(row[0])]) for row in book.fetch(sql.OWNERS)]


def unpaid_since() -> dict[int, dt.date]:
    """By owner the day of the oldest document that she was not paid for."""
    people = by_person(open_items(AccountRole.CONSIGNMENT_PAYABLE))
    left = {items[0].party_id: [item for item, rest in netted(items) if rest < 0] for items in people}
    return {party_id: min(item.on for item in items) for party_id, items in left.items() if items}


def stock_of(party_id: int) -> list[OwnedRow]:
    """What lies here of somebody."""
    return [OwnedRow(*row) for row in book.fetch(sql.STOCK_OF, (party_id,))]


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class TermsRow:
    """An agreement as it stands."""

    uid: bytes
    direction: Direction
    party_uid: bytes
    party: str
    product_uid: bytes | None
    product: str
    unit: str
    method: Method
    value: int
    spoilage_by: BorneBy
    discount_by: BorneBy
    from_day: dt.date
    note: str


def all_terms(party_id: int | None = None) -> list[TermsRow]:
    """Every agreement that stands, or those of somebody; of one matter the later first."""
    where, keys = ("", ()) if party_id is None else ("AND t.party_id = ?", (party_id,))
    return [
        TermsRow(
            *[
                row[0],
                Direction(row[1]),
                *row[2:7],
                Method(row[7]),
                row[8],
                BorneBy(row[9]),
                BorneBy(row[10]),
                dt.date.fromisoformat(row[11]),
                row[12],
            ]
        )
        for row in book.fetch(sql.TERMS.format(where=where), keys)
    ]
