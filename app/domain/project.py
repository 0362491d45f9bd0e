"""Funded projects: what is typed of one, what its money is for, and how much of that money is used.

Amounts are satang. Money that came for a purpose is owed until it is spent; it covers what was spent in the
order of the days, and never more than what came.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain import money
from app.domain.calendar import checked_day
from app.domain.document import new_uid
from app.domain.purchase import NO_SLIP, Slip
from app.domain.slip_entry import PayDraft
from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_name, clean_text

MOST_LINES = 200


class ProjectEvent(StrEnum):
    """What happens to a project's money."""

    OPENING = "opening"
    RECEIVED = "received"
    EARNED = "earned"
    ASSET = "asset"
    RETURNED = "returned"
    KEPT = "kept"


EVENT_WORDS: dict[ProjectEvent, str] = {
    ProjectEvent.OPENING: N_("Received before this book"),
    ProjectEvent.RECEIVED: N_("Money received"),
    ProjectEvent.EARNED: N_("Used for expenses"),
    ProjectEvent.ASSET: N_("Used for assets"),
    ProjectEvent.RETURNED: N_("Given back to who paid"),
    ProjectEvent.KEPT: N_("Kept as other income"),
}


class ProjectDaysError(UserError):
    """A project that ends before it begins."""

    message = N_("The project ends before it begins; please look at its days again.")


class ProjectAmountError(UserError):
    """An amount of a project that is missing or below zero."""

    message = N_("Please enter an amount above zero.")


class BudgetNameError(UserError):
    """A budget line or a result without words."""

    message = N_("What is each line for? Please enter a few words in every line that has an amount.")


class TooManyLinesError(UserError):
    """More lines than anyone can read."""

    message = N_("A project can have at most {most} lines.")


class MoreThanLeftError(UserError):
    """More is returned or kept than is left; ``left`` in satang."""

    message = N_("Only {left_text} baht of “{name}” is left; more cannot be taken from it.")


class MustReturnError(UserError):
    """What is left of a project has to go back, and should be kept."""

    message = N_("What is left of “{name}” has to be given back to who gave it; it cannot be kept.")


class NothingToUseError(UserError):
    """No project has used money that is not entered yet."""

    message = N_("Up to {day} no project has used money that is not entered already.")


class ProjectNeededError(UserError):
    """Project money without its project."""

    message = N_("Which project is this money for? Please choose the project.")


class ProjectOpenError(UserError):
    """A project is closed while some of its money is still there."""

    message = N_(
        "“{name}” still has {left_text} baht. Please enter what was spent, or give back or keep the rest, "
        "then close it."
    )


class ProjectClosedError(UserError):
    """Something is entered for a project that is closed."""

    message = N_("“{name}” is closed; please open it again first.")


class BudgetUsedError(UserError):
    """A budget line that slips were put into is taken away."""

    message = N_("Slips were put into “{name}”; please put them elsewhere first.")


@dataclass(frozen=True, slots=True)
class ProjectData:
    """What describes a project; ``agreed`` is the whole sum that was promised."""

    name: str
    code: str = ""
    funder_uid: bytes | None = None
    purpose: str = ""
    contract: str = ""
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    agreed: int = 0
    is_returnable: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class BudgetData:
    """What a part of the money is for; slips on ``account_code`` belong to it by themselves."""

    name: str
    amount: int
    account_code: str = ""
    uid: bytes = field(default_factory=new_uid)


@dataclass(frozen=True, slots=True)
class ResultData:
    """What a project wants to reach and what it reached, in thousandths."""

    name: str
    unit: str = ""
    target: int | None = None
    reached: int | None = None
    note: str = ""
    uid: bytes = field(default_factory=new_uid)


@dataclass(frozen=True, slots=True)
class ProjectMoneyDraft:
    """Money that comes for a project, or goes back; paid in full."""

    uid: bytes
    project_uid: bytes
    amount: int
    pays: tuple[PayDraft, ...] = ()
    slip: Slip = NO_SLIP
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProjectOpeningDraft:
    """Money of a project that was there before.

    ``in_ledger``: the ledger has it already, on no project; else it comes from before the book.
    """

    uid: bytes
    project_uid: bytes
    amount: int
    in_ledger: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spent:
    """Something a project spent: an expense, goods, or (``asset_document``) a thing used for years."""

    on: dt.date
    amount: int
    asset_document: int | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """What of the money is used: all of it for expenses, and what more of each asset, by its document."""

    earned: int
    assets: tuple[tuple[int, int], ...] = ()


def checked_project(data: ProjectData) -> ProjectData:
    """The data with cleaned texts; raises ProjectDaysError, ProjectAmountError, DayOutOfRangeError."""
    for day in (data.first_day, data.last_day):
        if day is not None:
            checked_day(day)
    if data.first_day is not None and data.last_day is not None and data.last_day < data.first_day:
        raise ProjectDaysError
    if money.checked_amount(data.agreed) < 0:
        raise ProjectAmountError
    return replace(
        data,
        name=clean_name(data.name),
        code=clean_name(data.code, 40),
        purpose=clean_text(data.purpose),
        contract=clean_name(data.contract, 100),
        note=clean_text(data.note),
    )


def checked_budget(lines: Sequence[BudgetData]) -> tuple[BudgetData, ...]:
    """The lines with cleaned texts, empty ones left out.

    Raises BudgetNameError, ProjectAmountError, TooManyLinesError, AmountTooLargeError.
    """
    found = []
    for line in lines:
        name = clean_name(line.name, 200)
        if money.checked_amount(line.amount) < 0:
            raise ProjectAmountError
        if not name and line.amount:
            raise BudgetNameError
        if name:
            found.append(replace(line, name=name, account_code=clean_name(line.account_code, 40)))
    if len(found) > MOST_LINES:
        raise TooManyLinesError(most=MOST_LINES)
    money.checked_amount(sum(line.amount for line in found))
    return tuple(found)


def checked_results(lines: Sequence[ResultData]) -> tuple[ResultData, ...]:
    """The results with cleaned texts, empty ones left out.

    Raises BudgetNameError, ProjectAmountError, TooManyLinesError, AmountTooLargeError.
    """
    found = []
    for line in lines:
        name = clean_name(line.name, 200)
        for amount in (line.target, line.reached):
            if amount is not None and money.checked_amount(amount) < 0:
                raise ProjectAmountError
        if not name and (line.target is not None or line.reached is not None):
            raise BudgetNameError
        if name:
            unit, note = clean_name(line.unit, 60), clean_name(line.note, 200)
            found.append(replace(line, name=name, unit=unit, note=note))
    if len(found) > MOST_LINES:
        raise TooManyLinesError(most=MOST_LINES)
    return tuple(found)


def budget_sum(amounts: Iterable[int]) -> int:
    """What budget lines come to while they are typed, satang."""
    return sum(amounts)


def money_used(available: int, spent: Sequence[Spent], covered: dict[int, int]) -> Used:
    """How far the money that came (less what went back) covers what was spent.

    ``covered``: what each asset's document has already; that stays. The rest of the money covers expenses and
    assets in the order of their days.
    """
    left = available - sum(covered.values())
    earned = 0
    assets = []
    for each in sorted(spent, key=lambda one: (one.on, one.asset_document or 0)):
        wanted = each.amount - (covered.get(each.asset_document, 0) if each.asset_document else 0)
        taken = min(wanted, max(left, 0))
        left -= taken
        if each.asset_document is None:
            earned += taken
        elif taken > 0:
            assets.append((each.asset_document, taken))
    return Used(max(earned, 0), tuple(assets))
