"""What is known of loans: contracts, how each stands on a day, what was posted, against the ledger."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.loan import Every, Instalment, LoanMethod, LoanSide, RatePer, Terms
from app.domain.loan_entry import LoanData
from app.domain.loan_plan import schedule
from app.domain.loan_state import LoanEvent, LoanState, LoanStep, loan_state, within_a_year
from app.domain.register_check import Disagreement
from app.errors import UserError
from app.i18n import N_
from db import connection as book
from db.sql import loans as sql

SOON_DAYS = 14
"""Instalments that are due within so many days are to be looked after."""


class UnknownLoanError(UserError):
    """There is no loan with this code or document number."""

    message = N_("There is no loan “{code}”.")


@dataclass(frozen=True, slots=True)
class Loan:
    """A contract with its person, and its schedule as it was agreed."""

    id: int
    uid: bytes
    code: str
    side: LoanSide
    party_id: int
    party_uid: bytes
    party: str
    name: str
    terms: Terms
    contract: str
    guarantors: str
    security: str
    note: str
    active: bool
    plan: tuple[Instalment, ...]

    @property
    def data(self) -> LoanData:
        """What a form shows of it."""
        terms = self.terms
        by_amount = self.plan and self.plan != schedule(terms)
        return LoanData(
            self.side,
            self.party_uid,
            terms.principal,
            terms.agreed_on,
            terms.first_due,
            terms.rate_ppm,
            terms.rate_per,
            terms.method,
            terms.instalments,
            terms.every,
            terms.every_unit,
            _amount_of(self.plan, terms) if by_amount else None,
            self.code,
            self.name,
            self.contract,
            self.guarantors,
            self.security,
            self.note,
        )


@dataclass(frozen=True, slots=True)
class LoanRow:
    """A loan and how it stood on a day."""

    loan: Loan
    state: LoanState
    day: dt.date

    @property
    def uid(self) -> bytes:
        """The loan's uid."""
        return self.loan.uid

    @property
    def next_on(self) -> dt.date | None:
        """When the next instalment is due."""
        due = self.state.next_due(self.day)
        return due.due.on if due is not None else None

    @property
    def undrawn(self) -> int:
        """What of the contract is not paid out yet, satang."""
        return max(0, self.loan.terms.principal - self.state.drawn)

    @property
    def within_a_year(self) -> int:
        """What of the loan falls due within a year, satang."""
        return within_a_year(self.loan.plan, self.state.principal, self.day)


@dataclass(frozen=True, slots=True)
class LoanPosted:
    """Something that was posted of a loan; ``reversal`` is the number that undid it."""

    loan_id: int
    document_uid: bytes
    number: str
    kind: str
    on: dt.date
    ledger_date: dt.date
    event: LoanEvent
    up_to: dt.date | None
    principal: int
    accrued: int
    interest: int
    fee: int
    slip_number: str
    note: str
    reversal: str

    @property
    def stands(self) -> bool:
        """Neither undone nor an undoing."""
        return not self.reversal and self.kind != "reversal"

    @property
    def money(self) -> int:
        """Money that moved, satang: positive paid back, negative paid out."""
        if self.event in (LoanEvent.OPENING, LoanEvent.ACCRUED, LoanEvent.FORGIVEN):
            return 0
        return self.interest + self.fee - self.principal - self.accrued


@dataclass(frozen=True, slots=True)
class LoanSlip:
    """One document of a loan, for its paper; ``before`` and ``after`` is what was owed of the loan itself."""

    loan: Loan
    posted: LoanPosted
    after: int


@dataclass(frozen=True, slots=True)
class Coming:
    """Instalments of one side: of how many loans they are late, late or due soon, and how much, satang."""

    late_loans: int = 0
    late: int = 0
    due_loans: int = 0
    soon: int = 0


def loans() -> tuple[Loan, ...]:
    """Every contract, those in use first."""
    plans = _plans(None)
    return tuple(_loan(row, plans) for row in book.fetch(sql.CONTRACTS))


def loan(uid: bytes) -> Loan | None:
    """A contract by uid, or None."""
    row = book.fetch_one(sql.CONTRACT, (uid,))
    return None if row is None else _loan(row, _plans(row[0]))


def loan_by_code(code: str) -> Loan:
    """A contract by its code; raises UnknownLoanError."""
    row = book.fetch_one(sql.CONTRACT_BY_CODE, (code,))
    if row is None:
        raise UnknownLoanError(code=code)
    return _loan(row, _plans(row[0]))


def loan_rows(day: dt.date) -> tuple[LoanRow, ...]:
    """Every loan as it stood at the end of a day, those in use first."""
    steps: defaultdict[int, list[LoanStep]] = defaultdict(list)
    for identity, *rest in book.fetch(sql.STEPS, (None, day.isoformat(), day.isoformat())):
        steps[identity].append(_step(rest))
    return tuple(
        LoanRow(each, loan_state(each.terms, each.plan, steps[each.id], day), day) for each in loans()
    )


def state_of(each: Loan, day: dt.date, *, known_on: dt.date | None = None) -> LoanState:
    """How a loan stood at the end of a day by what the books said then, or on ``known_on``."""
    return loan_state(each.terms, each.plan, steps_of(each.id, known_on or day), day)


def state_for_payment(each: Loan, day: dt.date) -> LoanState:
    """A loan as a payment on a day finds it: interest to that day, all that is posted already counted."""
    return state_of(each, day, known_on=dt.date.max)


def steps_of(loan_id: int, day: dt.date) -> list[LoanStep]:
    """What stands of a loan at the end of a day of the books."""
    rows = book.fetch(sql.STEPS, (loan_id, day.isoformat(), day.isoformat()))
    return [_step(row[1:]) for row in rows]


def loan_history(day: dt.date, *, loan_id: int | None = None) -> tuple[LoanPosted, ...]:
    """All that was posted of all loans (or one) until a day, in order of their days."""
    return tuple(_posted(*row) for row in book.fetch(sql.HISTORY, (loan_id, day.isoformat())))


def loan_slip(number: str) -> LoanSlip:
    """What one document did to a loan; raises UnknownLoanError."""
    row = book.fetch_one(sql.OF_DOCUMENT, (number,))
    found = None if row is None else loan(row[0])
    if row is None or found is None:
        raise UnknownLoanError(code=number)
    history = loan_history(dt.date.max, loan_id=found.id)
    after = 0
    for each in history:
        if each.stands:
            after += each.principal
        if each.number == number:
            return LoanSlip(found, each, after)
    raise UnknownLoanError(code=number)


def disagreements(as_of: dt.date) -> tuple[Disagreement, ...]:
    """Loans and interest owed, person by person, where the register and the ledger differ."""
    return tuple(
        Disagreement(what, uid or b"", name or "", kept, ledger)
        for what, uid, name, kept, ledger in book.fetch(sql.DISAGREEMENTS, (as_of.isoformat(),))
    )


def coming(today: dt.date) -> dict[LoanSide, Coming]:
    """What is late and what is due soon, by who lent to whom."""
    until = today + dt.timedelta(days=SOON_DAYS)
    found = dict.fromkeys(LoanSide, Coming())
    for row in loan_rows(today):
        before = found[row.loan.side]
        soon = sum(each.left for each in row.state.dues if each.left and today <= each.due.on <= until)
        found[row.loan.side] = Coming(
            before.late_loans + bool(row.state.late),
            before.late + row.state.late,
            before.due_loans + bool(soon or row.state.late),
            before.soon + soon,
        )
    return found


def within_a_year_of(rows: Iterable[LoanRow], side: LoanSide) -> int:
    """What of all loans of a side falls due within a year, satang."""
    return sum(row.within_a_year for row in rows if row.loan.side is side)


def _amount_of(plan: tuple[Instalment, ...], terms: Terms) -> int:
    return plan[0].principal if terms.method is LoanMethod.EQUAL_PRINCIPAL else plan[0].total


def _plans(loan_id: int | None) -> dict[int, tuple[Instalment, ...]]:
    found: defaultdict[int, list[Instalment]] = defaultdict(list)
    for identity, on, principal, interest in book.fetch(sql.DUES, (loan_id,)):
        found[identity].append(Instalment(dt.date.fromisoformat(on), principal, interest))
    return {identity: tuple(rows) for identity, rows in found.items()}


def _loan(row: book.Row, plans: dict[int, tuple[Instalment, ...]]) -> Loan:
    (identity, uid, code, side, party_id, party_uid, party, name, principal, rate, per, method) = row[:12]
    instalments, every, unit, agreed, first, contract, guarantors, security, note, active = row[12:]
    terms = Terms(
        principal,
        rate,
        RatePer(per),
        LoanMethod(method),
        instalments,
        dt.date.fromisoformat(agreed),
        dt.date.fromisoformat(first),
        every,
        Every(unit),
    )
    return Loan(
        identity,
        uid,
        code,
        LoanSide(side),
        party_id,
        party_uid,
        party,
        name,
        terms,
        contract,
        guarantors,
        security,
        note,
        bool(active),
        plans.get(identity, ()),
    )


def _step(row: Iterable[object]) -> LoanStep:
    on, purpose, up_to, principal, accrued, interest, fee = row
    return LoanStep(
        dt.date.fromisoformat(str(on)),
        LoanEvent(str(purpose)),
        _day(up_to),
        *map(_whole, (principal, accrued, interest, fee)),
    )


def _posted(
    loan_id: int,
    uid: bytes,
    number: str,
    kind: str,
    on: str,
    ledger_date: str,
    purpose: str,
    up_to: str | None,
    *rest: object,
) -> LoanPosted:
    principal, accrued, interest, fee = map(_whole, rest[:4])
    return LoanPosted(
        loan_id,
        uid,
        number,
        kind,
        dt.date.fromisoformat(on),
        dt.date.fromisoformat(ledger_date),
        LoanEvent(purpose),
        _day(up_to),
        principal,
        accrued,
        interest,
        fee,
        str(rest[4]),
        str(rest[5]),
        str(rest[6]),
    )


def _day(value: object) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value is not None else None


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
