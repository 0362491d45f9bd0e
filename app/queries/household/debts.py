"""What a household owes: each debt as it stands, what it truly costs, how all end, and the way so far."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.calendar import LAST_DAY
from app.domain.household.debts import (
    DebtData,
    DebtKind,
    OpenDebt,
    PayOff,
    PayOrder,
    pay_off,
    saved,
    true_yearly_ppm,
)
from app.domain.loan import Instalment, LoanSide
from app.domain.loan_state import DueState, LoanState
from app.queries.household.places_of_money import circles
from app.queries.loans import Loan, LoanPosted, LoanRow, loan_history, loan_rows
from db import connection as book
from db.sql import household_debts as sql


@dataclass(frozen=True, slots=True)
class Debt:
    """A debt as it stood on a day, with what it truly costs in a year (ppm)."""

    row: LoanRow
    kind: DebtKind
    is_formal: bool
    fees: int
    redeem_by: dt.date | None
    rolls_over: bool
    yearly_ppm: int

    @property
    def loan(self) -> Loan:
        """Its contract."""
        return self.row.loan

    @property
    def state(self) -> LoanState:
        """How it stood."""
        return self.row.state

    @property
    def uid(self) -> bytes:
        """The uid of its contract."""
        return self.row.loan.uid

    @property
    def name(self) -> str:
        """What the family calls it: its own name, else the lender's."""
        return self.loan.name or self.loan.party

    @property
    def data(self) -> DebtData:
        """What a form shows of it."""
        return DebtData(self.loan.data, self.kind, self.is_formal, self.fees, self.redeem_by, self.rolls_over)

    @property
    def next_due(self) -> DueState | None:
        """The first instalment from its day on of which something is left."""
        return self.state.next_due(self.row.day)

    @property
    def as_open(self) -> OpenDebt:
        """What a plan for paying it off starts from."""
        return OpenDebt(
            self.uid,
            self.name,
            self.loan.terms,
            self.state.principal,
            self.state.interest_owed,
            tuple(_still(each) for each in self.state.dues if each.left),
            self.yearly_ppm,
        )


@dataclass(frozen=True, slots=True)
class Slate:
    """What stands on a shop's slate, satang."""

    party_uid: bytes
    name: str
    owed: int


@dataclass(frozen=True, slots=True)
class CircleDebt:
    """A circle whose pot was drawn: ``owed`` is still to be paid in, ``amount`` each time; satang."""

    uid: bytes
    account_code: str
    name: str
    amount: int
    next_on: dt.date | None
    owed: int


@dataclass(frozen=True, slots=True)
class SlateLine:
    """Something that was put on a slate (positive) or paid off it (negative), satang."""

    document_uid: bytes
    number: str
    on: dt.date
    amount: int
    note: str
    is_undone: bool
    is_reversal: bool

    @property
    def stands(self) -> bool:
        """Neither undone nor an undoing."""
        return not self.is_undone and not self.is_reversal


@dataclass(frozen=True, slots=True)
class WhatIf:
    """All debts to their end as agreed, and another way; what that saves in months and satang of interest."""

    now: PayOff
    instead: PayOff
    months: int
    interest: int


def debts(day: dt.date, *, with_ended: bool = False) -> tuple[Debt, ...]:
    """What the family owes at the end of a day, the order in which they were entered."""
    known: dict[int, tuple[str, int, str | None, int, int]] = {
        row[0]: (row[1], row[2], row[3], row[4], row[5]) for row in book.fetch(sql.ALL)
    }
    found = []
    for row in loan_rows(day):
        ended = row.state.is_over or not row.loan.active
        if row.loan.side is not LoanSide.TAKEN or (ended and not with_ended):
            continue
        kind, formal, redeem, fees, rolls = known.get(row.loan.id, (DebtKind.OTHER.value, 1, None, 0, 0))
        found.append(
            Debt(
                row,
                DebtKind(kind),
                bool(formal),
                fees,
                None if redeem is None else dt.date.fromisoformat(redeem),
                bool(rolls),
                true_yearly_ppm(row.loan.terms, row.loan.plan, fees),
            )
        )
    return tuple(sorted(found, key=lambda each: each.loan.id))


def slates() -> tuple[Slate, ...]:
    """Shops and others that are owed without a contract."""
    return tuple(Slate(uid, name, owed) for uid, name, owed in book.fetch(sql.OWED_TO))


def circle_debts(day: dt.date) -> tuple[CircleDebt, ...]:
    """Circles that go on after their pot was drawn."""
    return tuple(
        CircleDebt(each.uid, each.account_code, each.data.name, each.data.amount, each.next_on, -each.balance)
        for each in circles(day)
        if each.balance < 0
    )


def slate_lines(party_uid: bytes) -> tuple[SlateLine, ...]:
    """What was put on a slate and paid off it, the newest first."""
    return tuple(
        SlateLine(uid, number, dt.date.fromisoformat(on), amount, note, bool(undone), bool(reversal))
        for uid, number, on, amount, note, undone, reversal in book.fetch(sql.SLATE_LINES, (party_uid,))
    )


def history_of(loan_id: int) -> tuple[LoanPosted, ...]:
    """What was posted of a debt, in order of the days."""
    return loan_history(LAST_DAY, loan_id=loan_id)


def plan_to_end(
    found: Sequence[Debt],
    *,
    today: dt.date,
    order: PayOrder = PayOrder.AS_AGREED,
    extra: int = 0,
    once: int = 0,
) -> PayOff:
    """How debts end; ``extra`` satang a month besides what is agreed, ``once`` today.

    Raises NeverPaidOffError, AmountTooLargeError.
    """
    return pay_off([each.as_open for each in found], today=today, order=order, extra=extra, once=once)


def what_if(found: Sequence[Debt], *, today: dt.date, order: PayOrder, extra: int, once: int = 0) -> WhatIf:
    """What paying more, or in another order, would save; raises NeverPaidOffError, AmountTooLargeError."""
    now = plan_to_end(found, today=today)
    instead = plan_to_end(found, today=today, order=order, extra=extra, once=once)
    months, interest = saved(now, instead)
    return WhatIf(now, instead, months, interest)


def owed_by_month(first: dt.date, last: dt.date) -> tuple[tuple[dt.date, int], ...]:
    """All that was owed at the end of each month of a span, satang: the way of the debt."""
    changes: dict[str, int] = dict(book.fetch(sql.OWED_BY_MONTH))
    total = sum(amount for month, amount in changes.items() if month < f"{first:%Y-%m}")
    rows, day = [], first.replace(day=1)
    while day <= last:
        total += changes.get(f"{day:%Y-%m}", 0)
        rows.append((day, total))
        day = (day + dt.timedelta(days=32)).replace(day=1)
    return tuple(rows)


def _still(each: DueState) -> Instalment:
    """What is left of an instalment: its interest is paid before its part of the loan."""
    interest = min(each.left, each.due.interest)
    return Instalment(each.due.on, each.left - interest, interest)
