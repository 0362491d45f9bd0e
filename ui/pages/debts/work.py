"""What the page of debts does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass

from app.domain.document import new_uid
from app.domain.household.debts import (
    DebtData,
    NeverPaidOffError,
    PayOff,
    PayOrder,
    checked_debt,
    true_yearly_ppm,
)
from app.domain.household.places_of_money import PROPERTY
from app.domain.loan import Instalment
from app.domain.loan_state import LoanState, Split, propose_split
from app.domain.session import Session
from app.domain.slip_entry import Direction
from app.errors import UserError
from app.queries.household.debts import (
    CircleDebt,
    Debt,
    Slate,
    SlateLine,
    WhatIf,
    circle_debts,
    debts,
    history_of,
    owed_by_month,
    plan_to_end,
    slate_lines,
    slates,
    what_if,
)
from app.queries.household.diary import HouseholdCategory, household_categories
from app.queries.household.places_of_money import Place, money_places, places
from app.queries.loans import LoanPosted, state_for_payment
from app.services.household.debt_entry import take_back
from app.services.loan_contracts import known_loan, plan_of
from app.services.unit_of_work import Posted
from reports.common import issuer
from reports.household import debt_plan
from reports.household.debt_card import card, preview, way_chart
from reports.model import Chart, Report

PAST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Board:
    """All debts and slates, when they end or why they never do, and their way as a chart."""

    day: dt.date
    debts: tuple[Debt, ...] = ()
    ended: tuple[Debt, ...] = ()
    slates: tuple[Slate, ...] = ()
    circles: tuple[CircleDebt, ...] = ()
    plan: PayOff | None = None
    error: NeverPaidOffError | None = None
    chart: Chart | None = None

    @property
    def on_slates(self) -> int:
        """Owed to shops and others in all, satang."""
        return sum(each.owed for each in self.slates)

    @property
    def to_circles(self) -> int:
        """Still to be paid into circles whose pot was drawn, satang."""
        return sum(each.owed for each in self.circles)


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from."""

    places: tuple[Place, ...] = ()
    property: tuple[Place, ...] = ()
    categories: tuple[HouseholdCategory, ...] = ()


@dataclass(frozen=True, slots=True)
class DebtShown:
    """A debt with what was posted of it, as it stands at the right."""

    debt: Debt
    history: tuple[LoanPosted, ...]
    sheet: Report


@dataclass(frozen=True, slots=True)
class SlateShown:
    """A slate with what was put on it and paid off it."""

    slate: Slate
    lines: tuple[SlateLine, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a debt that is being told comes to, or why it cannot be."""

    sheet: Report | None = None
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a debt stands on a day, and the parts of a payment, or why there are none."""

    state: LoanState
    split: Split | None = None
    error: UserError | None = None
    left_after: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What paying more would bring, or why nothing can be said."""

    found: WhatIf | None = None
    blocks: Report | None = None
    error: UserError | None = None


def board(today: dt.date) -> Board:
    """Everything of the first look."""
    known = debts(today, with_ended=True)
    found = tuple(each for each in known if not each.state.is_over and each.loan.active)
    plan, error = None, None
    if found:
        try:
            plan = plan_to_end(found, today=today)
        except NeverPaidOffError as never:
            error = never
    past = owed_by_month(today.replace(day=1) - dt.timedelta(days=31 * PAST_MONTHS), today)
    ended = tuple(each for each in known if each.state.is_over or not each.loan.active)
    chart = way_chart(past, plan, today)
    return Board(today, found, ended, slates(), circle_debts(today), plan, error, chart)


def lists(today: dt.date) -> Lists:
    """What can be chosen."""
    return Lists(
        money_places(today),
        tuple(each for each in places(today) if each.kind in PROPERTY),
        tuple(
            each
            for each in household_categories()
            if each.direction is Direction.OUT and each.active and each.account_code
        ),
    )


def debt_shown(uid: bytes, today: dt.date) -> DebtShown | None:
    """A debt as it stands at the right; None if it is not there any more."""
    each = next((each for each in debts(today, with_ended=True) if each.uid == uid), None)
    if each is None:
        return None
    history = history_of(each.loan.id)
    return DebtShown(each, history, card(each, history, today))


def slate_shown(uid: bytes, name: str) -> SlateShown:
    """A slate as it stands at the right."""
    owed = next((each.owed for each in slates() if each.party_uid == uid), 0)
    return SlateShown(Slate(uid, name, owed), slate_lines(uid))


def previewed(data: DebtData) -> Preview:
    """What a debt would come to; it takes what its interest and its parts ask for."""
    try:
        plan: tuple[Instalment, ...] = plan_of(checked_debt(data).loan)
    except UserError as error:
        return Preview(error=error)
    return Preview(preview(data, plan, true_yearly_ppm(data.loan.terms, plan, data.fees)))


def proposed(loan_uid: bytes, day: dt.date, amount: int | None, fee: int) -> Proposal:
    """How a payment would fall into fee, interest and loan."""
    state = state_for_payment(known_loan(loan_uid), day)
    if not amount:
        return Proposal(state)
    try:
        split = propose_split(state, amount, fee=fee)
        return Proposal(state, split, left_after=state.principal - split.principal + split.unpaid)
    except UserError as error:
        return Proposal(state, error=error)


def answer(today: dt.date, order: PayOrder, extra: int, once: int) -> Answer:
    """What paying more would bring: a table of the ways, and both ways as a chart."""
    found = debts(today)
    try:
        tried = what_if(found, today=today, order=order, extra=extra, once=once)
        blocks = debt_plan.ways(found, today, tried)
    except UserError as error:
        return Answer(error=error)
    return Answer(tried, Report("debt-ways", "", issuer(), blocks))


def undo(session: Session, document_uid: bytes, *, on: dt.date, reason: str = "") -> Posted:
    """Take back what was entered of debts and slates."""
    return take_back(session, document_uid, on=on, reason=reason, uid=new_uid())
