"""A debt entered with its beginning in one step, taken back, put aside when it is over."""

import datetime as dt
from dataclasses import replace

from app.domain.calendar import LAST_DAY
from app.domain.household.debts import DebtData
from app.domain.session import Session
from app.queries.loans import state_for_payment
from app.services.household.access import saving_household
from app.services.household.debts import CHANGES, StartDraft, save_debt, start_debt
from app.services.loan_contracts import deactivate_loan, known_loan
from app.services.records import Saved
from app.services.reversal import reverse
from app.services.unit_of_work import Posted
from db import connection as book
from db.sql import household_debts as sql


def enter_debt(session: Session, data: DebtData, *, start: StartDraft, lender: str, on: dt.date) -> Posted:
    """Enter a debt (as ``start.loan_uid``) and post its beginning, both or neither, once per uid.

    Raises what ``save_debt`` and ``start_debt`` raise.
    """
    with saving_household(session):
        save_debt(session, data, lender=lender, uid=start.loan_uid)
        return start_debt(session, start, on=on)


def take_back(session: Session, document_uid: bytes, *, on: dt.date, reason: str = "", uid: bytes) -> Posted:
    """Post the reversal of anything that was entered of debts and slates, once per ``uid``.

    A debt whose beginning is taken back is put aside with it. Raises NotAHouseholdError and what
    ``reverse`` raises.
    """
    with saving_household(session):
        posted = reverse(session, document_uid, on=on, reason=reason, uid=uid)
        for (loan_uid,) in book.fetch(sql.LOANS_OF_DOCUMENT, (document_uid,)):
            each = known_loan(loan_uid)
            if not state_for_payment(each, LAST_DAY).drawn and each.active:
                deactivate_loan(session, loan_uid)
    return replace(posted, changes=CHANGES)


def put_debt_aside(session: Session, loan_uid: bytes, *, active: bool = False) -> Saved:
    """Put a debt aside of which nothing is owed, or with ``active`` take it up again.

    Raises NotFoundError, LoanOpenError, NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    with saving_household(session):
        saved = deactivate_loan(session, loan_uid, active=active)
    return replace(saved, changes=CHANGES)
