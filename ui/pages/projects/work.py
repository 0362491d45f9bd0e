"""What the page of the projects does on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.changes import Changes
from app.domain.distribution import FundDraft
from app.domain.party import PartyData
from app.domain.project import BudgetData, ProjectData, ProjectMoneyDraft, ProjectOpeningDraft, ResultData
from app.domain.register_check import Disagreement
from app.domain.session import Permission, Session
from app.queries.catalogue import Account, money_accounts
from app.queries.distribution import Fund, funds
from app.queries.parties import PartyRow, list_parties
from app.queries.projects import (
    BudgetLine,
    Project,
    ProjectState,
    SpentLine,
    budget_data,
    budget_lines,
    disagreements,
    results,
    spending_accounts,
    spent_lines,
    states,
    waiting,
)
from app.services.distribution import spend_from_fund
from app.services.parties import create_party
from app.services.project_money import keep_money, open_money, receive_money, return_money
from app.services.projects import create_project, put_slip, set_budget, set_results, update_project
from app.services.records import Saved, saving
from app.services.unit_of_work import Posted
from reports.model import Report
from reports.project import panel
from ui.new_people import with_people
from ui.widgets.party_field import NewName

MANY = 100_000
RECEIVED, RETURNED, KEPT = "received", "returned", "kept"
OPENING, FROM_LEDGER = "opening", "ledger"


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from."""

    accounts: tuple[Account, ...] = ()
    people: tuple[PartyRow, ...] = ()
    spending: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """Every project as it stands, satang; ``waits``: spent and not entered as used yet."""

    rows: tuple[ProjectState, ...] = ()
    spent: int = 0
    money_left: int = 0
    waits: int = 0
    different: tuple[Disagreement, ...] = ()
    funds: tuple[Fund, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """A project's budget and results as they can be changed."""

    budget: tuple[BudgetData, ...] = ()
    results: tuple[ResultData, ...] = ()


@dataclass(frozen=True, slots=True)
class Slips:
    """A project's slips with the lines they may belong to."""

    lines: tuple[BudgetLine, ...] = ()
    slips: tuple[SpentLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PutDraft:
    """Slips that are put on other lines: document, line and the budget line's uid (None: by account)."""

    rows: tuple[tuple[bytes, int, bytes | None], ...]


def lists() -> Lists:
    """Places of money, people, and accounts that money is spent on."""
    return Lists(tuple(money_accounts()), tuple(list_parties(limit=MANY)), spending_accounts())


def shown(today: dt.date) -> Shown:
    """The projects as they stand."""
    rows = states(today)
    used = waiting(today)
    return Shown(
        rows,
        sum(each.spent for each in rows),
        sum(each.money_left for each in rows if each.money_left > 0),
        sum(use.earned + sum(amount for _document, amount in use.assets) for _each, use in used),
        disagreements(today),
        funds(today),
    )


def card(each: Project, today: dt.date) -> Report:
    """A project in little."""
    return panel(each, today)


def lines_of(project_id: int) -> Lines:
    """Budget and results."""
    return Lines(budget_data(project_id), results(project_id))


def slips_of(project_id: int) -> Slips:
    """Slips and the lines they may belong to."""
    return Slips(
        budget_lines(project_id).get(project_id, ()),
        spent_lines(dt.date.max, project_id),
    )


def save(session: Session, data: ProjectData, names: Sequence[NewName], *, uid: bytes, known: bool) -> Saved:
    """Put a project on record or change it, with who pays for it if she is new."""
    with saving(session, Permission.EDIT_PROJECTS):
        for name in names:
            create_party(session, PartyData(name=name.name), uid=name.uid)
        if known:
            return update_project(session, uid, data=data)
        return create_project(session, data, uid=uid)


def save_lines(session: Session, project_uid: bytes, lines: Lines) -> Saved:
    """Set budget and results together."""
    with saving(session, Permission.EDIT_PROJECTS):
        set_budget(session, project_uid, lines=lines.budget)
        return set_results(session, project_uid, lines=lines.results)


def put(session: Session, draft: PutDraft) -> Saved:
    """Put slips on their lines, all of them or none."""
    done = Saved(0, b"", "", Changes.NONE)
    with saving(session, Permission.EDIT_PROJECTS):
        for document, line, budget in draft.rows:
            done = put_slip(session, document, lines=(line,), budget_uid=budget)
    return done


def move(session: Session, what: str, draft: ProjectMoneyDraft, on: dt.date) -> Callable[[], Posted]:
    """What enters money of a project: received, given back, kept, or there from before."""
    if what in (OPENING, FROM_LEDGER):
        opening = ProjectOpeningDraft(
            draft.uid, draft.project_uid, draft.amount, what == FROM_LEDGER, draft.note
        )
        return partial(open_money, session, opening, on=on)
    services = {RECEIVED: receive_money, RETURNED: return_money, KEPT: keep_money}
    return partial(services[what], session, draft, on=on)


def pay_from_fund(session: Session, draft: FundDraft, names: Sequence[NewName], *, on: dt.date) -> Posted:
    """Pay out of a fund, with whoever is new."""
    return with_people(session, Permission.BUY, names, partial(spend_from_fund, session, draft, on=on))
