"""What the page about closing asks the storage worker for."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.fiscal import FiscalYear, last_of_month
from app.domain.ledger import AccountRole
from app.domain.month_close import Fix
from app.domain.open_items import Ageing
from app.domain.session import Permission, Session
from app.domain.year_end import Worth, doubtful_proposal
from app.queries.catalogue import Account, accounts
from app.queries.fiscal_years import (
    Closing,
    FigureKind,
    closings,
    fiscal_years,
    is_closed,
    year_of,
    yearly_figures,
)
from app.queries.month_close import MonthList, month_list, months_to_close
from app.queries.periods import LockEvent, lock_history, locked_months
from app.queries.savings import interest_not_entered
from app.queries.settings import business_settings
from app.queries.year_end import (
    OpenBatch,
    accounts_to_close,
    balance_of_role,
    customers_by_age,
    open_batches_at,
)
from app.services import assets, closing, loans, recosting, savings, year_end
from app.services.auto_backup import back_up_automatically
from app.services.project_money import recognise_all
from app.services.records import saving
from app.services.unit_of_work import Posted
from app.services.year_end import worths
from ui.keeping import backup_folder


@dataclass(frozen=True, slots=True)
class MonthData:
    """A month's list and the months that can be chosen."""

    months: tuple[dt.date, ...]
    shown: MonthList


@dataclass(frozen=True, slots=True)
class YearData:
    """A year with everything that its end looks at."""

    years: tuple[FiscalYear, ...]
    year: FiscalYear
    is_closed: bool
    is_over: bool
    is_last_month_locked: bool
    profit: int
    accounts: tuple[Account, ...]
    supplies: int
    allowance: int
    ages: Ageing
    proposed: int
    interest: int
    """Interest of loans up to the last day that is not entered yet."""
    savings_interest: int
    """That of members' savings."""
    goods: tuple[Worth, ...]
    batches: tuple[OpenBatch, ...]
    figures: Mapping[FigureKind, Mapping[str, int]]
    start_month: int

    @property
    def expenses(self) -> list[Account]:
        """Expenses that may be accrued or paid ahead."""
        return [
            each for each in self.accounts if each.type == "expense" and each.statement_group != "absorbed"
        ]


@dataclass(frozen=True, slots=True)
class LockData:
    """Every lock and unlock, the last locked month, the closed years."""

    events: tuple[LockEvent, ...]
    last_locked: dt.date | None
    closings: tuple[Closing, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A line that was mended; everything is read again."""

    changes: Changes = Changes.LEDGER | Changes.STOCK


def read_month(month: dt.date | None, today: dt.date) -> MonthData:
    """A month's list; without a month the first open one that is over, else the running one."""
    months = months_to_close(today)
    if month is None or month not in months:
        locked = set(locked_months())
        month = next((each for each in months if each not in locked), months[-1])
    return MonthData(months, month_list(month, today))


def mend(session: Session, fix: Fix, *, month: dt.date) -> Fixed:
    """Do what one press does about a line."""
    if fix is Fix.RECOST:
        recosting.recost_month(session, month, uid=new_uid())
    elif fix is Fix.USE_PROJECTS:
        recognise_all(session, last_of_month(month), uid=new_uid())
    elif fix is Fix.DEPRECIATE:
        assets.depreciate(session, month, uid=new_uid())
    elif fix is Fix.RELEASE_PREPAID:
        year_end.release_prepaid(session, month, uid=new_uid())
    elif fix is Fix.RELEASE_CASH_OVER:
        closing.release_cash_over(session, month, uid=new_uid())
    else:
        back_up_automatically(session, backup_folder())
    return Fixed()


def read_year(
    day: dt.date | None, today: dt.date, selling_cost_bp: int, prices: Mapping[bytes, int]
) -> YearData:
    """A year; without a day the oldest one that is not closed."""
    years = tuple(dict.fromkeys((*fiscal_years(), year_of(today))))
    if day is not None:
        year = year_of(day)
    else:
        year = next((each for each in years if not is_closed(each)), year_of(today))
    ages = customers_by_age(year.last)
    return YearData(
        years,
        year,
        is_closed(year),
        year.last < today,
        year.last.replace(day=1) in locked_months(),
        -sum(each.balance for each in accounts_to_close(year.last)),
        tuple(accounts()),
        balance_of_role(AccountRole.SUPPLIES, year.last),
        -balance_of_role(AccountRole.DOUBTFUL_ALLOWANCE, year.last),
        ages,
        doubtful_proposal(ages.parts),
        sum(amount for _each, amount in loans.interest_to_enter(year.last)),
        sum(row.amount for row in interest_not_entered(year.last)),
        tuple(sorted(worths(prices, selling_cost_bp, year.last), key=partial(_is_calm, year.last))),
        open_batches_at(year.last),
        {kind: yearly_figures(kind, _figures_day(kind, year)) for kind in FigureKind},
        business_settings().fiscal_start_month,
    )


def _is_calm(last: dt.date, each: Worth) -> bool:
    """Goods that nobody has to look at stand below the others."""
    return not (each.needed or each.change or each.goods.expired or each.goods.is_slow(last))


def _figures_day(kind: FigureKind, year: FiscalYear) -> dt.date:
    return year_of(year.first - dt.timedelta(days=1)).first if kind is FigureKind.LAST_YEAR else year.first


def enter_interest(session: Session, last: dt.date) -> Posted:
    """Enter the interest of loans and of savings up to a year's last day; the last document that it made."""
    posted: Posted | None = None
    with saving(session, Permission.POST_JOURNAL):
        if loans.interest_to_enter(last):
            posted = loans.accrue_interest(session, last, uid=new_uid())
        if posted is None or interest_not_entered(last):
            posted = savings.credit_interest(session, last, uid=new_uid())
    return posted


def read_locks() -> LockData:
    """Every lock and unlock, the newest first."""
    locked = locked_months()
    return LockData(tuple(reversed(lock_history())), locked[-1] if locked else None, closings())


def set_figure(
    session: Session, kind: FigureKind, *, year: FiscalYear, account_code: str, amount: int
) -> year_end.FiguresSaved:
    """Set one figure of last year or of the plan; 0 takes it away."""
    day = _figures_day(kind, year)
    figures = {**yearly_figures(kind, day), account_code: amount}
    return year_end.set_figures(session, kind, first_day=day, figures=figures)
