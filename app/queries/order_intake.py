"""Lists of orders that came in at once, their codes and lines, as the page shows them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.chat_goods import DayCode, Goods, Vocabulary, vocabulary
from app.domain.chat_line import LineState
from app.domain.money import MILLI
from app.domain.office import price_in
from app.domain.order_intake import IntakeKind
from db import connection as book
from db.sql import order_intake as sql

NEWEST = 200
"""How many lists are shown."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A live sale, a pasted chat or a file, and how far its lines have come."""

    id: int
    uid: bytes
    kind: IntakeKind
    name: str
    channel: str
    channel_name: str
    channel_name_en: str
    on: dt.date
    started_at: int
    ended_at: int | None
    note: str
    lines: int
    new: int
    doubtful: int
    booked: int
    orders: int

    @property
    def is_done(self) -> bool:
        """Whether nothing of it waits any more."""
        return not self.new and not self.doubtful and self.booked > 0


@dataclass(frozen=True, slots=True)
class IntakeCode:
    """A code of the day with the name of its goods."""

    code: str
    product_uid: bytes
    name: str
    unit: str
    price_e4: int | None
    quantity_milli: int | None


@dataclass(frozen=True, slots=True)
class IntakeLine:
    """A line as it was said and understood; ``price_e4`` is what one unit costs, if that is known."""

    position: int
    said: str
    buyer: str
    party_uid: bytes | None
    party: str
    code: str
    product_uid: bytes | None
    product: str
    quantity_milli: int | None
    unit: str
    """Empty for the product's own unit."""
    unit_name: str
    factor_milli: int
    own_price_e4: int | None
    """The price that was said for this line, or is of its code; None: the usual one."""
    price_e4: int | None
    state: LineState
    order_uid: bytes | None
    order: str
    at: int
    note: str

    @property
    def uid(self) -> int:
        """What it is known by within its list."""
        return self.position

    @property
    def waits(self) -> bool:
        """Whether it still has to be booked or decided."""
        return self.state in (LineState.NEW, LineState.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class IntakeContents:
    """A list with all that is in it."""

    intake: Intake
    codes: tuple[IntakeCode, ...]
    lines: tuple[IntakeLine, ...]


def intakes(newest: int = NEWEST) -> tuple[Intake, ...]:
    """The newest lists first."""
    return tuple(_intake(row) for row in book.fetch(sql.INTAKES, (newest,)))


def intake(uid: bytes) -> Intake | None:
    """A list, or None."""
    row = book.fetch_one(sql.INTAKE_BY_UID, (uid,))
    return None if row is None else _intake(row)


def contents(uid: bytes) -> IntakeContents | None:
    """A list with its codes and lines, or None."""
    found = intake(uid)
    return None if found is None else IntakeContents(found, codes(found.id), lines(found.id))


def codes(intake_id: int) -> tuple[IntakeCode, ...]:
    """The codes of the day."""
    return tuple(IntakeCode(*row) for row in book.fetch(sql.CODES, (intake_id,)))


def lines(intake_id: int) -> tuple[IntakeLine, ...]:
    """The lines in the order in which they were said."""
    units: dict[bytes, dict[str, tuple[int, int | None]]] = {}
    for uid, name, factor, price in book.fetch(sql.UNITS, (intake_id,)):
        units.setdefault(uid, {})[name] = (factor, price)
    return tuple(_line(row, units) for row in book.fetch(sql.LINES, (intake_id,)))


def spoken_goods() -> list[Goods]:
    """Everything that may be ordered, as chats speak of it."""
    packs: dict[bytes, list[str]] = {}
    for uid, name in book.fetch(sql.PACKS):
        packs.setdefault(uid, []).append(name)
    return [
        Goods(uid, name, code, unit, tuple(packs.get(uid, ())))
        for uid, name, code, unit in book.fetch(sql.GOODS)
    ]


def words_of(intake_id: int) -> Vocabulary:
    """Goods and the codes of a list, ready for reading."""
    day = [DayCode(x.code, x.product_uid, x.unit, x.price_e4, x.quantity_milli) for x in codes(intake_id)]
    return vocabulary(spoken_goods(), day)


def _intake(row: book.Row) -> Intake:
    values = list(row)
    values[2] = IntakeKind(row[2])
    values[4:7] = [text or "" for text in row[4:7]]
    values[7] = dt.date.fromisoformat(row[7])
    values[11:] = [number or 0 for number in row[11:]]
    return Intake(*values)


def _line(row: book.Row, units: Mapping[bytes, Mapping[str, tuple[int, int | None]]]) -> IntakeLine:
    (position, said, buyer, party_uid, party, code, product_uid, product, own_unit, quantity, unit, own_price,
     price, state, order_uid, order, at, note) = row  # fmt: skip
    factor, pack_price = units.get(product_uid, {}).get(unit, (MILLI, None)) if unit else (MILLI, None)
    usual = pack_price if pack_price is not None else price
    if pack_price is None and price is not None:
        usual = price_in(price, factor)
    return IntakeLine(
        position, said, buyer, party_uid, party or "", code, product_uid, product or "", quantity,
        "" if unit == own_unit else unit, unit or own_unit or "", factor, own_price,
        own_price if own_price is not None else usual, LineState(state), order_uid, order or "", at, note,
    )  # fmt: skip
