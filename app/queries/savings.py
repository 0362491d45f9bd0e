"""What is known of members' savings: balances, a member's book, interest not entered yet, the ledger."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from app.domain.register_check import Disagreement
from app.domain.savings import SavingsEvent, SavingsRate, SavingsStep, interest_due
from app.errors import UserError
from app.i18n import N_
from db import connection as book
from db.sql import savings as sql

REGISTER = "member_savings"


class UnknownSavingsSlipError(UserError):
    """There is no document of savings with this number."""

    message = N_("There is no document of savings “{code}”.")


@dataclass(frozen=True, slots=True)
class Saver:
    """A member, or somebody who has savings, and what she has at the end of a day, satang."""

    party_id: int
    uid: bytes
    code: str
    name: str
    number: str
    """Her number in the register of members."""
    is_member: bool
    active: bool
    balance: int
    last_on: dt.date | None


@dataclass(frozen=True, slots=True)
class SavingsMove:
    """A line of a member's savings book; ``reversal`` is the number that undid it."""

    document_uid: bytes
    number: str
    kind: str
    on: dt.date
    ledger_date: dt.date
    event: SavingsEvent
    up_to: dt.date | None
    amount: int
    note: str
    reversal: str

    @property
    def stands(self) -> bool:
        """Neither undone nor an undoing."""
        return not self.reversal and self.kind != "reversal"


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One member in a document of savings, with what she had after it, satang."""

    code: str
    name: str
    number: str
    event: SavingsEvent
    amount: int
    after: int


@dataclass(frozen=True, slots=True)
class SavingsSlip:
    """A document of savings, for its paper."""

    number: str
    on: dt.date
    ledger_date: dt.date
    total: int
    slip_number: str
    note: str
    reversal: str
    rows: tuple[SlipRow, ...]


@dataclass(frozen=True, slots=True)
class InterestRow:
    """A member's interest that is not entered yet, satang."""

    saver: Saver
    amount: int


def savers(day: dt.date) -> tuple[Saver, ...]:
    """Members and all who have savings, with what they have at the end of a day."""
    return tuple(_saver(row) for row in book.fetch(sql.BALANCES, (day.isoformat(),)))


def saver_by_code(code: str, day: dt.date) -> Saver | None:
    """A person by her code, with what she has at the end of a day, if anything."""
    row = book.fetch_one(sql.BALANCE_OF_CODE, (day.isoformat(), code))
    return None if row is None else _saver(row)


def _saver(row: book.Row) -> Saver:
    party_id, uid, code, name, number, is_member, active, balance, last_on = row
    return Saver(
        party_id,
        uid,
        code,
        name,
        number,
        bool(is_member),
        bool(active),
        balance,
        dt.date.fromisoformat(last_on) if last_on else None,
    )


def saver(uid: bytes, day: dt.date) -> Saver | None:
    """One of them by her uid."""
    return next((each for each in savers(day) if each.uid == uid), None)


def savings_steps(party_id: int | None = None) -> dict[int, list[SavingsStep]]:
    """What stands of everybody's savings (or one person's), by person."""
    found: defaultdict[int, list[SavingsStep]] = defaultdict(list)
    for identity, on, purpose, up_to, amount in book.fetch(sql.STEPS, (party_id,)):
        found[identity].append(
            SavingsStep(
                dt.date.fromisoformat(on),
                SavingsEvent(purpose),
                dt.date.fromisoformat(up_to) if up_to else None,
                amount,
            )
        )
    return found


def savings_book(party_id: int, first: dt.date, last: dt.date) -> tuple[SavingsMove, ...]:
    """Every line of a person's savings in a time, in order of the books."""
    return tuple(
        SavingsMove(
            uid,
            number,
            kind,
            dt.date.fromisoformat(on),
            dt.date.fromisoformat(ledger_date),
            SavingsEvent(purpose),
            dt.date.fromisoformat(up_to) if up_to else None,
            amount,
            note,
            reversal,
        )
        for uid, number, kind, on, ledger_date, purpose, up_to, amount, note, reversal in book.fetch(
            sql.BOOK, (party_id, first.isoformat(), last.isoformat())
        )
    )


def saved_before(party_id: int, day: dt.date) -> int:
    """What a person had before a day, satang."""
    return book.fetch_int(sql.BALANCE_BEFORE, (party_id, day.isoformat()))


def moved(first: dt.date, last: dt.date) -> dict[int, dict[SavingsEvent, int]]:
    """By person, what came and went in a time, satang."""
    found: defaultdict[int, dict[SavingsEvent, int]] = defaultdict(dict)
    for party_id, purpose, amount in book.fetch(sql.MOVED, (first.isoformat(), last.isoformat())):
        found[party_id][SavingsEvent(purpose)] = amount
    return found


def savings_slip(number: str) -> SavingsSlip:
    """A document of savings with its rows; raises UnknownSavingsSlipError."""
    row = book.fetch_one(sql.OF_DOCUMENT, (number,))
    if row is None:
        raise UnknownSavingsSlipError(code=number)
    _number, _kind, on, ledger_date, total, slip_number, note, reversal = row
    rows = tuple(
        SlipRow(code, name, member, SavingsEvent(purpose), amount, after)
        for code, name, member, purpose, amount, after in book.fetch(sql.ROWS_OF, (number,))
    )
    return SavingsSlip(
        number,
        dt.date.fromisoformat(on),
        dt.date.fromisoformat(ledger_date),
        total,
        slip_number,
        note,
        reversal,
        rows,
    )


def savings_rates() -> tuple[SavingsRate, ...]:
    """Every rate with the day from which it holds, the oldest first."""
    return tuple(
        SavingsRate(dt.date.fromisoformat(day), rate, note) for day, rate, note in book.fetch(sql.RATES)
    )


def interest_not_entered(until: dt.date) -> tuple[InterestRow, ...]:
    """Interest of each person up to a day (included) that is not entered yet, nobody without any."""
    steps, rates = savings_steps(), savings_rates()
    found = ((each, interest_due(steps.get(each.party_id, ()), rates, until)) for each in savers(until))
    return tuple(InterestRow(each, amount) for each, amount in found if amount)


def disagreements(as_of: dt.date) -> tuple[Disagreement, ...]:
    """Savings, person by person, where the register and the ledger differ."""
    return tuple(
        Disagreement(REGISTER, uid or b"", name or "", kept, ledger)
        for uid, name, kept, ledger in book.fetch(sql.DISAGREEMENTS, (as_of.isoformat(),))
    )
