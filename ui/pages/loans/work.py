"""What the page of the loans does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass

from app.domain.loan import Instalment, LoanSide, rate_bp
from app.domain.loan_entry import LoanData
from app.domain.loan_plan import Cost, cost_of
from app.domain.loan_state import LoanState, Split, propose_split
from app.domain.party import PartyData
from app.domain.register_check import Disagreement
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import _
from app.queries.catalogue import Account, money_accounts
from app.queries.loans import Loan, LoanRow, disagreements, loan_rows, state_for_payment
from app.queries.parties import PartyRow, list_parties
from app.services.loan_contracts import create_loan, is_dear, plan_of, update_loan
from app.services.loans import interest_to_enter
from app.services.parties import create_party
from app.services.records import Saved, saving
from app.thai.dates import format_date
from app.thai.digits import format_amount, format_percent
from reports.common import issuer
from reports.loan_card import panel
from reports.model import Column, Figure, Figures, Kind, Report, Row, Table
from ui.widgets.party_field import NewName

MANY = 100_000


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from."""

    accounts: tuple[Account, ...] = ()
    people: tuple[PartyRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """Every loan, what all of them come to (satang), and where the ledger says something else."""

    rows: tuple[LoanRow, ...] = ()
    taken: int = 0
    given: int = 0
    late: int = 0
    different: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a contract would come to, or why it cannot be."""

    plan: tuple[Instalment, ...] = ()
    cost: Cost | None = None
    is_dear: bool = False
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a loan stands on a day, and the parts of a payment, or why there are none."""

    state: LoanState
    split: Split | None = None
    error: UserError | None = None


def lists() -> Lists:
    """Places of money and people."""
    return Lists(tuple(money_accounts()), tuple(list_parties(limit=MANY)))


def shown(today: dt.date) -> Shown:
    """The loans as they stand."""
    rows = loan_rows(today)
    sums = {side: sum(row.state.principal for row in rows if row.loan.side is side) for side in LoanSide}
    return Shown(
        rows,
        sums[LoanSide.TAKEN],
        sums[LoanSide.GIVEN],
        sum(row.state.late for row in rows),
        disagreements(today),
    )


def card(row: LoanRow) -> Report:
    """Everything about a loan."""
    return panel(row.loan, row.state, row.day)


def preview(data: LoanData) -> Preview:
    """What a contract would come to."""
    try:
        plan = plan_of(data)
    except UserError as error:
        return Preview(error=error)
    return Preview(plan, cost_of(data.terms, plan), is_dear(data))


def summary_of(shown: Preview) -> str:
    """What a contract would come to, in one line."""
    if shown.cost is None:
        return ""
    return _("First instalment {amount} · interest in all {interest} · truly {rate} % a year").format(
        amount=format_amount(shown.cost.instalment),
        interest=format_amount(shown.cost.interest),
        rate=format_percent(rate_bp(shown.cost.yearly_ppm)),
    )


def preview_report(shown: Preview) -> Report:
    """The schedule of a contract that is being typed."""
    assert shown.cost is not None
    cost = shown.cost
    columns = (
        Column("date", _("Due"), Kind.DATE, 3),
        Column("principal", _("Of the loan"), Kind.MONEY, 3),
        Column("interest", _("Interest"), Kind.MONEY, 3),
        Column("total", _("Instalment"), Kind.MONEY, 3),
    )
    rows = tuple(Row((row.on, row.principal, row.interest, row.total)) for row in shown.plan)
    figures = Figures(
        (
            Figure(_("First instalment"), cost.instalment, note=format_date(cost.first, "medium")),
            Figure(_("Interest in all"), cost.interest, note=format_date(cost.last, "medium")),
            Figure(_("True yearly rate, %"), rate_bp(cost.yearly_ppm), Kind.PERCENT),
        )
    )
    table = Table(_("{count} instalments").format(count=len(rows)), columns, rows)
    return Report("loan-preview", "", issuer(), (figures, table))


def proposal(each: Loan, day: dt.date, amount: int | None, fee: int) -> Proposal:
    """How a loan stands on a day, and how a payment would fall into parts."""
    state = state_for_payment(each, day)
    if not amount:
        return Proposal(state)
    try:
        return Proposal(state, propose_split(state, amount, fee=fee))
    except UserError as error:
        return Proposal(state, error=error)


def interest(day: dt.date) -> tuple[tuple[str, int], ...]:
    """Loans with interest to enter up to a day: whose, and how much."""
    return tuple((f"{each.party} · {each.code}", amount) for each, amount in interest_to_enter(day))


def save(session: Session, data: LoanData, names: tuple[NewName, ...], *, uid: bytes, known: bool) -> Saved:
    """Enter a contract or change it, with people who are new."""
    with saving(session, Permission.LEND):
        for name in names:
            create_party(session, PartyData(name=name.name), uid=name.uid)
        if known:
            return update_loan(session, uid, data=data)
        return create_loan(session, data, uid=uid)
