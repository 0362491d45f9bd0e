"""A household's budget with what is left, its goals with how far they are, and what a month says."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.household.insights import MONTHS_BEFORE, Insight, MonthOfMoney, insights
from app.domain.household.plan import (
    BudgetMonth,
    GoalData,
    GoalKind,
    Pace,
    StepData,
    carried,
    pace,
    steps_pace,
)
from app.domain.ledger import AccountRole
from app.domain.money import divide_round
from app.domain.slip_entry import Direction
from app.queries.household.diary import HouseholdCategory, household_categories
from app.queries.household.totals import month_totals
from app.queries.loans import loan, state_of
from db import connection as book
from db.sql import household_plan as sql

FIRST_MONTH = "0000-00"


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A category in a month: what it may take, what came over from before, what it took, satang.

    Of a category that money comes in by, ``used`` is what came.
    """

    category: HouseholdCategory
    amount: int | None
    used: int
    carried: int
    is_rolling: bool
    is_own: bool = False
    """Whether the amount is of this month alone."""

    @property
    def room(self) -> int:
        """What it may take this month with what came over."""
        return (self.amount or 0) + self.carried

    @property
    def left(self) -> int:
        """What is left of that; below zero: more was taken."""
        return self.room - self.used

    @property
    def percent(self) -> int:
        """How much of it is used, 0 to 100."""
        return max(0, min(100, self.used * 100 // self.room)) if self.room > 0 else 100 * (self.used > 0)


@dataclass(frozen=True, slots=True)
class BudgetSums:
    """What all budgets of spending come to, satang; ``open`` is what went out without one."""

    room: int
    used: int
    open: int

    @property
    def left(self) -> int:
        """What is left of all; below zero: more was taken."""
        return self.room - self.used


@dataclass(frozen=True, slots=True)
class Step:
    """One step towards a goal."""

    uid: bytes
    data: StepData


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal and how far it is."""

    id: int
    uid: bytes
    data: GoalData
    start_on: dt.date
    start_amount: int
    reached_on: dt.date | None
    active: bool
    steps: tuple[Step, ...]
    pace: Pace
    position: int = 0

    @property
    def is_newly_reached(self) -> bool:
        """Reached by the figures and not celebrated yet."""
        return self.active and self.reached_on is None and self.pace.is_reached


def budget(month: dt.date) -> tuple[BudgetRow, ...]:
    """Every category in use in a month, with or without a budget."""
    key = f"{month:%Y-%m}"
    own: defaultdict[bytes, dict[str, tuple[int, bool]]] = defaultdict(dict)
    for uid, of, amount, rolling in book.fetch(sql.BUDGETS):
        own[uid][of] = (amount, bool(rolling))
    used: defaultdict[bytes, dict[str, int]] = defaultdict(dict)
    for uid, of, amount in book.fetch(sql.USED, (FIRST_MONTH, key)):
        used[uid][of] = amount
    rows = []
    for category in household_categories():
        sign = -1 if category.direction is Direction.IN else 1
        mine, taken = own.get(category.uid, {}), used.get(category.uid, {})
        amount, rolling = mine.get(key) or mine.get("") or (None, False)
        before = _before(mine, taken, key, sign) if rolling else 0
        rows.append(BudgetRow(category, amount, sign * taken.get(key, 0), before, rolling, key in mine))
    return tuple(rows)


def budget_sums(rows: Sequence[BudgetRow]) -> BudgetSums:
    """What the budgets of spending come to together."""
    spent = [each for each in rows if each.category.direction is Direction.OUT]
    planned = [each for each in spent if each.amount is not None]
    return BudgetSums(
        sum(each.room for each in planned),
        sum(each.used for each in planned),
        sum(each.used for each in spent if each.amount is None),
    )


def goals(*, today: dt.date) -> tuple[GoalRow, ...]:
    """Every goal, those that go on first."""
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    for goal_id, uid, name, due, done in book.fetch(sql.STEPS):
        steps[goal_id].append(Step(uid, StepData(name, _day(due), _day(done))))
    return tuple(_goal(row, tuple(steps.get(row[0], ())), today) for row in book.fetch(sql.GOALS))


def reached_now(data: GoalData, *, today: dt.date, since: dt.date | None = None) -> int:
    """What counts for a goal now, satang: on the account, owed of the loan, earned since a day."""
    if data.kind is GoalKind.SAVE:
        return book.fetch_int(sql.ACCOUNT_BALANCE, (data.account_code,))
    if data.kind is GoalKind.PAY_OFF and data.loan_uid is not None:
        found = loan(data.loan_uid)
        return 0 if found is None else state_of(found, today).principal
    if data.kind is GoalKind.EARN and since is not None:
        return book.fetch_int(sql.EARNED, (data.trade_uid, since.isoformat()))
    return 0


def month_insights(month: dt.date) -> tuple[Insight, ...]:
    """What a month says against the months before it, the most telling first."""
    first = month.replace(day=1)
    months = months_of_money(_months_back(first, 6), first)
    names = {code: (group, role) for code, _name, _english, group, role in book.fetch(sql.ACCOUNT_NAMES)}
    reducible = frozenset(code for code, (group, _role) in names.items() if group == "reducible")
    roles = {role: code for code, (_group, role) in names.items() if role}
    return insights(
        months[-1],
        months[:-1],
        reducible=reducible,
        unremembered=roles.get(AccountRole.UNREMEMBERED, ""),
        interest=roles.get(AccountRole.INTEREST, ""),
    )


def months_of_money(first: dt.date, last: dt.date) -> list[MonthOfMoney]:
    """Each month of a span by account, in money only; trades with what they left."""
    spent: defaultdict[str, dict[str, int]] = defaultdict(dict)
    earned: defaultdict[str, dict[str, int]] = defaultdict(dict)
    sales, costs = _trade_accounts()
    for month, code, kind, amount in book.fetch(sql.MONEY_BY_MONTH, (f"{first:%Y-%m}", f"{last:%Y-%m}")):
        if kind == "income" or code in costs:
            key = sales if code in costs else code
            earned[month][key] = earned[month].get(key, 0) - amount
        elif amount:
            spent[month][code] = amount
    found, day = [], first.replace(day=1)
    while day <= last:
        key = f"{day:%Y-%m}"
        found.append(MonthOfMoney(day, spent.get(key, {}), earned.get(key, {}), month_totals(day).debt))
        day = _next(day)
    return found


def usual(month: dt.date) -> dict[str, int]:
    """What each account came to in a month on average, satang, above zero: of the last three with entries."""
    first = month.replace(day=1)
    before = months_of_money(_months_back(first, 6), first)[:-1]
    known = [each for each in before if not each.is_empty][-MONTHS_BEFORE:]
    codes = {code for each in known for code in (*each.spent, *each.earned)}
    return {
        code: divide_round(
            sum(each.spent.get(code, 0) + each.earned.get(code, 0) for each in known), len(known)
        )
        for code in sorted(codes)
    }


def not_by_choice() -> frozenset[str]:
    """Accounts of what nobody decides to spend: interest, and what is not remembered."""
    apart = (AccountRole.INTEREST, AccountRole.UNREMEMBERED)
    return frozenset(row[0] for row in book.fetch(sql.ACCOUNT_NAMES) if row[4] in apart)


def account_names() -> dict[str, tuple[str, str]]:
    """What each account is called by its code, Thai and English: as its category, where it has one."""
    names = {code: (name, english) for code, name, english, _group, _role in book.fetch(sql.ACCOUNT_NAMES)}
    own = household_categories(active_only=False)
    return names | {each.account_code: (each.name, each.name_en) for each in own if each.account_code}


# ---------------------------------------------------------------- parts


def _trade_accounts() -> tuple[str, frozenset[str]]:
    """The account that trades' sales stand on, and those of their costs: a trade earns what is left."""
    rows = book.fetch(sql.ACCOUNT_NAMES)
    sales = next((row[0] for row in rows if row[4] == AccountRole.TRADE_SALES), "")
    return sales, frozenset(row[0] for row in rows if row[3] == "trade_cost")


def _before(own: dict[str, tuple[int, bool]], used: dict[str, int], key: str, sign: int) -> int:
    """What earlier months left, from the first that has a budget or an entry."""
    known = sorted(month for month in {*own, *used} if month and month < key)
    if not known:
        return 0
    months, day = [], dt.date.fromisoformat(f"{known[0]}-01")
    while f"{day:%Y-%m}" < key:
        month = f"{day:%Y-%m}"
        amount, rolling = own.get(month) or own.get("") or (0, False)
        months.append(BudgetMonth(amount, sign * used.get(month, 0), rolling))
        day = _next(day)
    return carried(months)


def _goal(row: book.Row, steps: tuple[Step, ...], today: dt.date) -> GoalRow:
    identity, uid, kind, name, amount, start_amount, start_on, due_on, code, loan_uid, trade_uid = row[:11]
    icon, note, reached_on, position, active = row[11:]
    data = GoalData(
        GoalKind(kind),
        name,
        dt.date.fromisoformat(due_on),
        amount,
        code or "",
        loan_uid,
        trade_uid,
        icon,
        note,
    )
    start = dt.date.fromisoformat(start_on)
    span = {"start_on": start, "due_on": data.due_on, "today": today}
    if data.kind is GoalKind.OTHER:
        how_far = steps_pace(sum(each.data.done_on is not None for each in steps), len(steps), **span)
    elif data.kind is GoalKind.PAY_OFF:
        how_far = pace(amount, start_amount - reached_now(data, today=today), **span)
    elif data.kind is GoalKind.EARN:
        how_far = pace(amount, reached_now(data, today=today, since=start), **span)
    else:
        how_far = pace(amount, reached_now(data, today=today) - start_amount, **span)
    return GoalRow(
        identity, uid, data, start, start_amount, _day(reached_on), bool(active), steps, how_far, position
    )


def _months_back(first: dt.date, count: int) -> dt.date:
    months = first.year * 12 + first.month - 1 - count
    return dt.date(months // 12, months % 12 + 1, 1)


def _next(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
