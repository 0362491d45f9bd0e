"""Contracts of loans: entered, changed, put aside; each with its schedule."""

from typing import Any

from app.changes import Changes
from app.domain.calendar import LAST_DAY
from app.domain.document import new_uid
from app.domain.loan import LEGAL_YEARLY_PPM, Instalment, LoanSide, nominal_yearly_ppm
from app.domain.loan_entry import LoanData, LoanOpenError, LoanStartedError
from app.domain.loan_plan import schedule, schedule_by_amount
from app.domain.session import Permission, Session
from app.queries.loans import Loan, loan, state_for_payment
from app.services import records
from app.services.products import next_code, refuse_code
from app.services.records import NotFoundError, Saved, saving
from app.services.sales import PartyNeededError, party_of
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.models.group import Loan as LoanModel
from db.sql import loans as sql

_LETTER = {LoanSide.TAKEN: "L", LoanSide.GIVEN: "G"}


def plan_of(data: LoanData) -> tuple[Instalment, ...]:
    """What would be due when.

    Raises what ``schedule`` and ``schedule_by_amount`` raise: LoanNeverEndsError, LoanTooLongError,
    LoanAmountError, LoanRateError, LoanTimesError, FirstDueError, DayOutOfRangeError.
    """
    if data.instalment is None:
        return schedule(data.terms)
    return schedule_by_amount(data.terms, data.instalment)


def create_loan(session: Session, data: LoanData, *, uid: bytes | None = None) -> Saved:
    """Enter a contract with its schedule, once per ``uid``; nothing is posted yet.

    Raises what ``plan_of`` raises, PartyNeededError, CodeTakenError, NotPermittedError, NotSavedError.
    """
    plan = plan_of(data)
    with saving(session, Permission.LEND):
        return add_contract(session, data, plan, uid or new_uid())


def add_contract(session: Session, data: LoanData, plan: tuple[Instalment, ...], uid: bytes) -> Saved:
    """Add a contract inside the caller's transaction; raises PartyNeededError, CodeTakenError."""
    found = book.fetch_one(sql.BY_UID, (uid,))
    if found is not None:
        return Saved(found[0], uid, found[1])
    code = clean_name(data.code, 40) or next_code("loan", _LETTER[data.side])
    refuse_code("loan", code, None)
    row_id = records.add(session, LoanModel, uid, _described(data, code, len(plan)))
    _keep_plan(row_id, plan)
    return Saved(row_id, uid, code, Changes.GROUP)


def update_loan(session: Session, loan_uid: bytes, *, data: LoanData) -> Saved:
    """Change a contract; its schedule is made anew, what was posted stays.

    Raises NotFoundError, LoanStartedError (whose it is and who lends, once something is posted) and what
    ``create_loan`` raises.
    """
    plan = plan_of(data)
    with saving(session, Permission.LEND):
        return change_contract(session, known_loan(loan_uid), data, plan)


def change_contract(session: Session, old: Loan, data: LoanData, plan: tuple[Instalment, ...]) -> Saved:
    """Change a contract inside the caller's transaction.

    Raises LoanStartedError, PartyNeededError, CodeTakenError.
    """
    is_other = data.side is not old.side or data.party_uid != old.party_uid
    if is_other and book.fetch_one(sql.IS_STARTED, (old.id,)) is not None:
        raise LoanStartedError
    code = clean_name(data.code, 40) or old.code
    refuse_code("loan", code, old.id)
    records.change(session, LoanModel, old.id, _described(data, code, len(plan)))
    if plan != old.plan:
        _keep_plan(old.id, plan)
    return Saved(old.id, old.uid, code, Changes.GROUP)


def deactivate_loan(session: Session, loan_uid: bytes, *, active: bool = False) -> Saved:
    """Put a loan aside that is paid back, or with ``active`` take it up again.

    Raises NotFoundError, LoanOpenError, NotPermittedError, NotSavedError.
    """
    with saving(session, Permission.LEND):
        old = known_loan(loan_uid)
        state = state_for_payment(old, LAST_DAY)
        if not active and (state.principal or state.accrued):
            raise LoanOpenError(code=old.code)
        records.change(session, LoanModel, old.id, {"active": int(active)})
    return Saved(old.id, loan_uid, old.code, Changes.GROUP)


def is_dear(data: LoanData) -> bool:
    """Whether a member is asked for more than the law allows."""
    return data.side is LoanSide.GIVEN and nominal_yearly_ppm(data.rate_ppm, data.rate_per) > LEGAL_YEARLY_PPM


def known_loan(uid: bytes) -> Loan:
    """A contract by uid; raises NotFoundError."""
    found = loan(uid)
    if found is None:
        raise NotFoundError
    return found


def _described(data: LoanData, code: str, instalments: int) -> dict[str, Any]:
    party_id, _name = party_of(data.party_uid)
    if party_id is None:
        raise PartyNeededError
    return {
        "code": code,
        "side": data.side.value,
        "party_id": party_id,
        "name": clean_name(data.name, 200),
        "principal": data.principal,
        "rate_ppm": data.rate_ppm,
        "rate_per": data.rate_per.value,
        "method": data.method.value,
        "instalments": instalments,
        "every": data.every,
        "every_unit": data.every_unit.value,
        "agreed_on": data.agreed_on.isoformat(),
        "first_due": data.first_due.isoformat(),
        "contract": clean_name(data.contract, 200),
        "guarantors": clean_text(data.guarantors),
        "security": clean_text(data.security),
        "note": clean_text(data.note),
    }


def _keep_plan(loan_id: int, plan: tuple[Instalment, ...]) -> None:
    book.execute(sql.DELETE_DUES, (loan_id,))
    book.executemany(
        sql.INSERT_DUE,
        [
            (loan_id, position, row.on.isoformat(), row.principal, row.interest)
            for position, row in enumerate(plan, 1)
        ],
    )
