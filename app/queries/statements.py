"""Figures of the financial statements: trial balance, balance sheet, equity, and a year by its months."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.fiscal import FiscalYear, last_of_month, months_between
from app.queries.balances import AccountBalance, balances, movements
from app.queries.fiscal_years import FigureKind, year_before, year_of, yearly_figures
from app.queries.profit import (
    ADMIN,
    COST_OF_SALES,
    INCOME,
    OTHER_INCOME,
    PRODUCTION,
    SELLING,
    IncomeStatement,
    StatementLine,
    income_statement,
)
from db import connection as book
from db.sql import statements as sql

ONE_DAY = dt.timedelta(days=1)
RESULT_TYPES = frozenset({"income", "expense"})
CREDIT_TYPES = frozenset({"income", "liability", "equity"})
SHEET_GROUPS = ("current_assets", "fixed_assets", "current_liabilities", "long_term_liabilities", "equity")


@dataclass(frozen=True, slots=True)
class TrialRow:
    """An account of the trial balance; balances debit positive, satang."""

    code: str
    name: str
    name_en: str
    opening: int
    debit: int
    credit: int
    closing: int


def trial_balance(first: dt.date, last: dt.date) -> tuple[TrialRow, ...]:
    """Every account with a balance or a movement, closing entries among them."""
    before = {row.id: row.balance for row in balances(first - ONE_DAY)}
    moved = {row.id: row for row in movements(first, last, closing=True)}
    rows = []
    for row in balances(last):
        move = moved.get(row.id)
        debit, credit = (move.debit, move.credit) if move else (0, 0)
        opening = before.get(row.id, 0)
        if opening or debit or credit or row.balance:
            rows.append(TrialRow(row.code, row.name, row.name_en, opening, debit, credit, row.balance))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """What there was and what was owed at the end of a day; lines positive on their own side, satang."""

    day: dt.date
    groups: Mapping[str, tuple[StatementLine, ...]]
    profit: int
    """Result of the running year that no closing has carried over yet."""
    earlier: int
    """Result of years before it that were never closed."""
    was_typed: bool = False

    def total(self, *groups: str) -> int:
        """The sum of some groups' accounts."""
        return sum(line.amount for group in groups for line in self.groups.get(group, ()))

    @property
    def assets(self) -> int:
        """All assets."""
        return self.total("current_assets", "fixed_assets")

    @property
    def liabilities(self) -> int:
        """All liabilities."""
        return self.total("current_liabilities", "long_term_liabilities")

    @property
    def equity(self) -> int:
        """The owners' part, with profit that was not closed."""
        return self.total("equity") + self.profit + self.earlier


def _line(row: AccountBalance, amount: int) -> StatementLine:
    return StatementLine(row.id, row.code, row.name, row.name_en, amount)


def _natural(row: AccountBalance) -> int:
    return -row.balance if row.type in CREDIT_TYPES else row.balance


def unclosed_result(rows: tuple[AccountBalance, ...]) -> int:
    """Profit that lies on accounts of income and expense."""
    return -sum(row.balance for row in rows if row.type in RESULT_TYPES)


def balance_sheet(day: dt.date) -> BalanceSheet:
    """The balance sheet at the end of a day, from the ledger."""
    rows = balances(day)
    groups: dict[str, list[StatementLine]] = {group: [] for group in SHEET_GROUPS}
    for row in rows:
        if row.type not in RESULT_TYPES and row.balance:
            groups.setdefault(row.group, []).append(_line(row, _natural(row)))
    earlier = unclosed_result(balances(year_of(day).first - ONE_DAY))
    found = {group: tuple(lines) for group, lines in groups.items()}
    return BalanceSheet(day, found, unclosed_result(rows) - earlier, earlier)


def balance_sheet_of_last_year(day: dt.date) -> BalanceSheet:
    """The balance sheet at the end of the fiscal year before; typed-in figures where nothing was posted."""
    year = year_before(year_of(day))
    posted = balance_sheet(year.last)
    typed, profit = sheet_of_figures(FigureKind.LAST_YEAR, year)
    if any(posted.groups.values()) or not (profit or any(typed.groups.values())):
        return posted
    # Whoever types the balance sheet after closing has the profit in it already.
    gap = typed.assets - typed.liabilities - typed.equity
    return replace(typed, profit=profit if gap == profit else 0)


def sheet_of_figures(kind: FigureKind, year: FiscalYear) -> tuple[BalanceSheet, int]:
    """Typed-in balances at the end of a year, and the profit that is typed beside them, satang."""
    figures = yearly_figures(kind, year.first)
    groups: dict[str, list[StatementLine]] = {group: [] for group in SHEET_GROUPS}
    profit = 0
    for row in balances(year.last):
        amount = figures.get(row.code, 0)
        if row.type in RESULT_TYPES:
            profit += amount if row.type == "income" else -amount
        elif amount:
            groups.setdefault(row.group, []).append(_line(row, amount))
    found = {group: tuple(lines) for group, lines in groups.items()}
    return BalanceSheet(year.last, found, 0, 0, was_typed=True), profit


def statement_of_figures(kind: FigureKind, year: FiscalYear) -> IncomeStatement | None:
    """Typed-in income and expenses of a year as a statement; None where nobody typed any."""
    figures = yearly_figures(kind, year.first)
    rows = [row for row in balances(year.last) if row.type in RESULT_TYPES and figures.get(row.code)]
    if not rows:
        return None

    def lines(groups: tuple[str, ...]) -> tuple[StatementLine, ...]:
        return tuple(_line(row, figures[row.code]) for row in rows if row.group in groups)

    return IncomeStatement(
        year.first,
        year.last,
        lines(INCOME),
        lines(COST_OF_SALES),
        lines(PRODUCTION),
        lines(SELLING),
        lines(ADMIN),
        lines(OTHER_INCOME),
        imputed=0,
        cash_cost_of_sales=0,
    )


@dataclass(frozen=True, slots=True)
class YearOfIncome:
    """The income statement of a span: whole, by month, and what it is held against."""

    whole: IncomeStatement
    months: tuple[IncomeStatement, ...]
    before: IncomeStatement | None
    before_was_typed: bool
    plan: IncomeStatement | None


def year_of_income(first: dt.date, last: dt.date) -> YearOfIncome:
    """Income of a span by month, against the same days of the year before and, for a whole year, the plan."""
    months = tuple(
        income_statement(max(month, first), min(last_of_month(month), last))
        for month in months_between(first, last)
    )
    year = year_of(last)
    old = year_back(first, last)
    before = income_statement(*old)
    plan = typed = None
    if (first, last) == (year.first, year.last):
        plan = statement_of_figures(FigureKind.PLAN, year)
        if not _moved(before):
            typed = statement_of_figures(FigureKind.LAST_YEAR, FiscalYear(*old))
    return YearOfIncome(
        income_statement(first, last),
        months,
        typed or (before if _moved(before) else None),
        typed is not None,
        plan,
    )


def _moved(statement: IncomeStatement) -> bool:
    return bool(
        statement.income
        or statement.cost_of_sales
        or statement.production
        or statement.selling
        or statement.admin
        or statement.other_income
    )


def year_back(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """The fiscal year before a fiscal year; of other spans the same days a year ago."""
    year = year_of(last)
    if (first, last) == (year.first, year.last):
        old = year_before(year)
        return old.first, old.last
    return _year_back(first), _year_back(last + ONE_DAY) - ONE_DAY


def _year_back(day: dt.date) -> dt.date:
    if (day.month, day.day) == (2, 29):
        return day.replace(year=day.year - 1, day=28)
    return day.replace(year=day.year - 1)


@dataclass(frozen=True, slots=True)
class EquityRow:
    """One part of the owners' equity over a span, satang, positive where equity grows."""

    code: str
    name: str
    name_en: str
    opening: int
    profit: int
    carried: int
    """Brought in or taken away by closing a year."""
    added: int
    taken: int
    closing: int


def changes_in_equity(first: dt.date, last: dt.date) -> tuple[EquityRow, ...]:
    """The equity accounts, and at the end (with an empty code) profit that is not closed."""
    before = balances(first - ONE_DAY)
    opening = {row.id: -row.balance for row in before}
    days = (first.isoformat(), last.isoformat())
    moves: dict[int, dict[int, tuple[int, int]]] = {}
    for account_id, is_closing, debit, credit in book.fetch(sql.EQUITY_MOVES, days):
        moves.setdefault(account_id, {})[is_closing] = (debit, credit)
    rows = []
    carried_all = 0
    after = balances(last)
    for row in after:
        if row.type != "equity":
            continue
        own = moves.get(row.id, {})
        closed, plain = own.get(1, (0, 0)), own.get(0, (0, 0))
        carried = closed[1] - closed[0]
        carried_all += carried
        found = EquityRow(
            row.code,
            row.name,
            row.name_en,
            opening.get(row.id, 0),
            0,
            carried,
            plain[1],
            -plain[0],
            -row.balance,
        )
        if found.opening or found.closing or own:
            rows.append(found)
    start, end = unclosed_result(before), unclosed_result(after)
    rows.append(EquityRow("", "", "", start, end - start + carried_all, -carried_all, 0, 0, end))
    return tuple(rows)
