"""Barters as they stand: what is owed in goods both ways, what happened, rates, and against the ledger."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain import money
from app.domain.barter import Balance, DifferenceAs, Settled, Side, rate_milli
from app.domain.barter_deal import Deal, DealLine, account_change
from app.i18n import N_
from db import connection as book
from db.sql import barter as sql

MOST_RATES = 200


@dataclass(frozen=True, slots=True)
class BarterRow:
    """An agreement with what became of it; ``units`` are the products' own units by line."""

    id: int
    uid: bytes
    number: str
    on: dt.date
    ledger_date: dt.date
    party_id: int
    party_uid: bytes
    party_code: str
    party: str
    balance: Balance
    deal: Deal
    give_on: dt.date
    receive_on: dt.date
    give_place: str
    receive_place: str
    note: str
    slip_number: str
    slip_date: dt.date | None
    reversal: str
    units: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Not undone."""
        return not self.reversal

    @property
    def owed_to_us(self) -> int:
        """What their goods still to come count, satang."""
        return self.deal.rest(Side.RECEIVE) if self.stands else 0

    @property
    def owed_by_us(self) -> int:
        """What our goods still to go count, satang."""
        return self.deal.rest(Side.GIVE) if self.stands else 0

    def is_open(self, side: Side) -> bool:
        """Whether goods of a list are still to be handed over."""
        return self.stands and not self.deal.is_done(side)

    @property
    def is_over(self) -> bool:
        """Undone, or nothing is to come from either side."""
        return not (self.is_open(Side.GIVE) or self.is_open(Side.RECEIVE))

    def is_late(self, day: dt.date) -> bool:
        """Whether goods should have been handed over before a day."""
        return (self.is_open(Side.GIVE) and self.give_on < day) or (
            self.is_open(Side.RECEIVE) and self.receive_on < day
        )

    def unit_of(self, line_no: int) -> str:
        """The own unit of a line's product."""
        return self.units[line_no - 1]


@dataclass(frozen=True, slots=True)
class BarterStep:
    """A line's part that was handed over or closed; quantity in the product's own unit."""

    document_uid: bytes
    number: str
    kind: str
    on: dt.date
    line_no: int
    side: Side
    description: str
    unit: str
    settled: Settled
    base_milli: int
    value: int
    reversal: str
    note: str


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of ours was worth in theirs, thousandths; ``is_pair``: no other goods, no money."""

    number: str
    on: dt.date
    party: str
    ours: str
    our_unit: str
    theirs: str
    their_unit: str
    rate_milli: int
    is_pair: bool


def barters() -> tuple[BarterRow, ...]:
    """Every agreement, the newest first."""
    lines: dict[int, list[book.Row]] = defaultdict(list)
    for row in book.fetch(sql.ALL_LINES):
        lines[row[0]].append(row)
    return tuple(_row(head, lines[head[0]]) for head in book.fetch(sql.HEADS))


def barter(uid: bytes) -> BarterRow | None:
    """One agreement, or None."""
    head = book.fetch_one(sql.HEAD, (uid,))
    return None if head is None else _row(head, book.fetch(sql.LINES, (head[0],)))


def barter_of(number: str) -> BarterRow | None:
    """The agreement with this number, or of the later document with it; None if there is none."""
    row = book.fetch_one(sql.UID_OF_NUMBER, (number,))
    return None if row is None else barter(row[0])


def barter_steps(barter_id: int) -> tuple[BarterStep, ...]:
    """What happened to an agreement, in order, undoings too."""
    return tuple(
        BarterStep(
            uid,
            number,
            kind,
            dt.date.fromisoformat(on),
            line_no,
            Side(side),
            description,
            unit,
            Settled(purpose),
            *rest,
        )
        for uid, number, kind, on, line_no, side, description, unit, purpose, *rest in book.fetch(
            sql.STEPS, (barter_id, barter_id)
        )
    )


def late_barters(day: dt.date) -> tuple[BarterRow, ...]:
    """Agreements with goods that should have been handed over before a day, the oldest first."""
    some = book.fetch(sql.OVERDUE, (day.isoformat(), day.isoformat()))
    if not some:
        return ()
    return tuple(each for each in reversed(barters()) if each.is_late(day))


def cost_left(barter_id: int) -> tuple[int, int, int]:
    """Book, cash and full value of what left for an agreement, others' goods at what is owed, satang."""
    value, cash, full = book.fetch(sql.LEFT_COST, (barter_id, barter_id, barter_id))[0]
    owed = book.fetch_int(sql.LEFT_OF_OTHERS, (barter_id, barter_id))
    return value + owed, cash + owed, full + owed


@dataclass(frozen=True, slots=True)
class OthersLeft:
    """Goods of somebody that left in a barter or as a gift: thousandths, what she is owed (satang)."""

    number: str
    goods: str
    unit: str
    owner: str
    owner_code: str
    quantity: int
    owed: int


def others_left(numbers: Iterable[str]) -> tuple[OthersLeft, ...]:
    """Whose goods left in documents of barters or gifts that stand, by their numbers."""
    wanted = tuple(dict.fromkeys(numbers))
    if not wanted:
        return ()
    query = sql.OTHERS_IN.format(marks=", ".join("?" * len(wanted)))
    return tuple(OthersLeft(*row) for row in book.fetch(query, wanted))


def rates(product_uid: bytes | None = None) -> tuple[Rate, ...]:
    """What goods were worth in other goods, the newest first; of one product, or of all."""
    found = []
    wanted = (product_uid, product_uid, product_uid, MOST_RATES)
    for number, on, party, ours, our_unit, theirs, their_unit, *worth in book.fetch(sql.RATES, wanted):
        given, given_milli, gotten, gotten_milli, lines, cash = worth
        is_pair = lines == 2 and not cash
        if is_pair:
            rate = rate_milli(gotten_milli, given_milli)
        else:
            rate = rate_milli(
                money.unit_cost_e4(given, given_milli), money.unit_cost_e4(gotten, gotten_milli)
            )
        found.append(
            Rate(
                number,
                dt.date.fromisoformat(on),
                party,
                ours,
                our_unit,
                theirs,
                their_unit,
                rate,
                is_pair,
            )
        )
    return tuple(found)


def last_values() -> dict[bytes, int]:
    """What one of each product's own unit counted when it was last bartered (e4), by the product's uid."""
    return {
        uid: money.unit_cost_e4(value, base_milli) for uid, value, base_milli in book.fetch(sql.LAST_VALUES)
    }


@dataclass(frozen=True, slots=True)
class PartnerAccount:
    """What is owed in goods between a partner and us over all agreements, satang."""

    uid: bytes
    name: str
    owed_to_us: int
    owed_by_us: int
    barters: tuple[BarterRow, ...]

    @property
    def net(self) -> int:
        """Plus: the partner owes us more goods than we owe."""
        return self.owed_to_us - self.owed_by_us


def partner_accounts(rows: Iterable[BarterRow]) -> tuple[PartnerAccount, ...]:
    """Agreements by partner, those with something owed first, then by name."""
    by_party: dict[bytes, list[BarterRow]] = defaultdict(list)
    for each in rows:
        by_party[each.party_uid].append(each)
    found = [
        PartnerAccount(
            uid,
            own[0].party,
            sum(each.owed_to_us for each in own),
            sum(each.owed_by_us for each in own),
            tuple(own),
        )
        for uid, own in by_party.items()
    ]
    return tuple(sorted(found, key=lambda each: (not (each.owed_to_us or each.owed_by_us), each.name)))


def faults() -> list[tuple[str, str, str, dict[str, object]]]:
    """Code, document, sentence and data of agreements that do not fit their lines or the ledger."""
    found: list[tuple[str, str, str, dict[str, object]]] = [
        (
            "barter_sums",
            number,
            N_("The lists of {number} do not come to what it says."),
            {"number": number},
        )
        for (number,) in book.fetch(sql.WRONG_SUMS)
    ]
    ledger = {uid: (name, owed, owing) for uid, name, owed, owing in book.fetch(sql.LEDGER)}
    register: dict[bytes, tuple[int, int]] = {}
    names: dict[bytes, str] = {}
    for each in barters():
        if not each.stands:
            continue
        names[each.party_uid] = each.party
        owed, owing = register.get(each.party_uid, (0, 0))
        plus, minus = account_change(0, each.deal.account)
        register[each.party_uid] = (owed + plus, owing + minus)
        net = each.owed_to_us - each.owed_by_us
        over = [line for line in each.deal.lines if not 0 <= line.settled_milli <= line.base_quantity_milli]
        if over or (not each.deal.is_like_for_like and net != each.deal.account):
            found.append(
                (
                    "barter_goods",
                    each.number,
                    N_("What is still to come of {number} differs from its account."),
                    {"number": each.number},
                )
            )
    for uid in sorted({*ledger, *register}):
        name, owed, owing = ledger.get(uid, (names.get(uid, ""), 0, 0))
        if (owed, owing) != register.get(uid, (0, 0)):
            found.append(
                (
                    "barter_ledger",
                    "",
                    N_("Goods owed between {name} and us: the ledger differs from the barters."),
                    {"name": name},
                )
            )
    return found


def _row(head: book.Row, lines: list[book.Row]) -> BarterRow:
    identity, uid, number, on, ledger_date, party_id, party_uid, code, party, *rest = head
    given, received, cash, difference, difference_as, is_like, give_on, receive_on, *words = rest
    give_place, receive_place, note, slip_number, slip_date, reversal = words
    balance = Balance(given, received, cash)
    values = {side: [row[10] for row in lines if row[2] == side] for side in Side}
    exchange = {
        Side.GIVE: iter(balance.given_parts(values[Side.GIVE])),
        Side.RECEIVE: iter(balance.received_parts(values[Side.RECEIVE])),
    }
    deal_lines = tuple(
        DealLine(
            line_no,
            Side(side),
            product_uid,
            description,
            unit,
            quantity,
            base_quantity,
            unit_value_e4,
            value,
            next(exchange[Side(side)]),
            settled_milli,
            settled_value,
        )
        for (
            _document,
            line_no,
            side,
            product_uid,
            description,
            unit,
            _own_unit,
            quantity,
            base_quantity,
            unit_value_e4,
            value,
            settled_milli,
            settled_value,
        ) in lines
    )
    return BarterRow(
        identity,
        uid,
        number,
        dt.date.fromisoformat(on),
        dt.date.fromisoformat(ledger_date),
        party_id,
        party_uid,
        code,
        party,
        balance,
        Deal(deal_lines, cash, difference, DifferenceAs(difference_as), bool(is_like)),
        dt.date.fromisoformat(give_on),
        dt.date.fromisoformat(receive_on),
        give_place,
        receive_place,
        note,
        slip_number,
        dt.date.fromisoformat(slip_date) if slip_date else None,
        reversal,
        tuple(row[6] for row in lines),
    )
