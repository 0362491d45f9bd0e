"""What is known of projects: the register, money received and left, what was spent on which line."""

# Long because: what a project is and how it stands are read together, by page, paper and services alike.
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from app.domain.money import ratio_bp
from app.domain.project import BudgetData, ProjectData, ProjectEvent, ResultData, Spent, Used, money_used
from app.domain.register_check import Disagreement
from app.errors import UserError
from app.i18n import N_
from db import connection as book
from db.sql import projects as sql

REGISTER = "project_money"
_USED = frozenset({ProjectEvent.EARNED, ProjectEvent.ASSET})


class UnknownProjectCodeError(UserError):
    """There is no project with this code."""

    message = N_("There is no project with the code “{code}”.")


@dataclass(frozen=True, slots=True)
class Project:
    """A project as the register keeps it; ``budget`` is the sum of its lines, satang."""

    id: int
    uid: bytes
    code: str
    name: str
    funder_uid: bytes | None
    funder: str
    purpose: str
    contract: str
    first_day: dt.date | None
    last_day: dt.date | None
    agreed: int
    is_returnable: bool
    closed_on: dt.date | None
    note: str
    active: bool
    lines_total: int

    @property
    def budget(self) -> int:
        """What may be spent: the lines of the budget, or without any what was agreed; 0 if neither."""
        return self.lines_total or self.agreed

    @property
    def data(self) -> ProjectData:
        """What can be changed of it."""
        return ProjectData(
            self.name,
            self.code,
            self.funder_uid,
            self.purpose,
            self.contract,
            self.first_day,
            self.last_day,
            self.agreed,
            self.is_returnable,
            self.note,
        )


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What a part of a project's money is for, satang."""

    id: int
    uid: bytes
    name: str
    amount: int
    account_id: int | None
    account_code: str
    account: str


@dataclass(frozen=True, slots=True)
class SpentLine:
    """A line of a slip that a project spent, satang; ``budget_id`` as it was put there by hand."""

    project_id: int
    document_id: int
    line_no: int
    document_uid: bytes
    number: str
    on: dt.date
    ledger_date: dt.date
    slip_number: str
    payee: str
    what: str
    account_id: int
    account_code: str
    account: str
    amount: int
    is_asset: bool
    budget_id: int | None
    pictures: int


@dataclass(frozen=True, slots=True)
class Money:
    """A project's money up to a day, all sums positive; satang."""

    received: int = 0
    used: int = 0
    returned: int = 0
    kept: int = 0

    @property
    def left(self) -> int:
        """What the register still has."""
        return self.received - self.used - self.returned - self.kept


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """A budget line (None: what belongs to none) with what was spent on it, satang."""

    line: BudgetLine | None
    slips: tuple[SpentLine, ...]

    @property
    def budget(self) -> int:
        """What may be spent on it."""
        return self.line.amount if self.line is not None else 0

    @property
    def spent(self) -> int:
        """What was spent on it."""
        return sum(slip.amount for slip in self.slips)

    @property
    def left(self) -> int:
        """What is left of it; below zero if too much was spent."""
        return self.budget - self.spent


@dataclass(frozen=True)
class ProjectState:
    """A project with its money and its spending up to a day."""

    project: Project
    day: dt.date
    money: Money
    uses: tuple[BudgetUse, ...]

    @cached_property
    def spent(self) -> int:
        """All that was spent."""
        return sum(use.spent for use in self.uses)

    @property
    def budget_left(self) -> int:
        """What may still be spent; below zero if too much was."""
        return self.project.budget - self.spent

    @property
    def money_left(self) -> int:
        """Money that came and is neither spent nor gone, whether its use is entered yet or not."""
        return self.money.received - self.money.returned - self.money.kept - self.spent

    @property
    def spent_bp(self) -> int | None:
        """How much of the budget is spent, basis points; None without a budget."""
        return ratio_bp(self.spent, self.project.budget) if self.project.budget else None

    @property
    def over(self) -> int:
        """By how much the whole budget is exceeded."""
        return max(self.spent - self.project.budget, 0) if self.project.budget else 0

    @property
    def slips(self) -> tuple[SpentLine, ...]:
        """Every slip by its day."""
        every = (slip for use in self.uses for slip in use.slips)
        return tuple(sorted(every, key=lambda slip: (slip.on, slip.document_id, slip.line_no)))


@dataclass(frozen=True, slots=True)
class MoneyStep:
    """Something that happened to a project's money; ``amount`` as the register keeps it, satang."""

    document_uid: bytes
    number: str
    kind: str
    on: dt.date
    ledger_date: dt.date
    event: ProjectEvent
    amount: int
    slip_number: str
    note: str
    reversal: str

    @property
    def stands(self) -> bool:
        """Neither undone nor an undoing."""
        return not self.reversal and self.kind != "reversal"


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that people did together for a project."""

    id: int
    uid: bytes
    title: str
    on: dt.date
    starts_at: str
    ends_at: str
    place: str
    is_held: bool
    present: int


@dataclass(frozen=True, slots=True)
class SlipPicture:
    """A picture of a slip, for an annex."""

    number: str
    slip_number: str
    on: dt.date
    total: int
    data: bytes


def projects() -> tuple[Project, ...]:
    """Every project, those that go on first."""
    return tuple(map(_project, book.fetch(sql.LIST, (None,))))


def project(uid: bytes) -> Project | None:
    """One project."""
    row = book.fetch_one(sql.LIST, (uid,))
    return None if row is None else _project(row)


def project_by_code(code: str) -> Project:
    """The project with this code; raises UnknownProjectCodeError."""
    row = book.fetch_one(sql.BY_CODE, (code, code, code))
    found = None if row is None else project(row[0])
    if found is None:
        raise UnknownProjectCodeError(code=code)
    return found


def budget_lines(project_id: int | None = None) -> dict[int, tuple[BudgetLine, ...]]:
    """The budget lines of a project (or of each) in their order, by the project's id."""
    found: dict[int, list[BudgetLine]] = defaultdict(list)
    for row in book.fetch(sql.BUDGET, (project_id,)):
        found[row[7]].append(BudgetLine(*row[:7]))
    return {key: tuple(rows) for key, rows in found.items()}


def budget_data(project_id: int) -> tuple[BudgetData, ...]:
    """The budget lines as they can be changed."""
    lines = budget_lines(project_id).get(project_id, ())
    return tuple(BudgetData(line.name, line.amount, line.account_code, line.uid) for line in lines)


def results(project_id: int) -> tuple[ResultData, ...]:
    """What a project wants to reach, and what it reached."""
    return tuple(
        ResultData(name, unit, target, reached, note, uid)
        for uid, name, unit, target, reached, note in book.fetch(sql.RESULTS, (project_id,))
    )


def spent_lines(day: dt.date, project_id: int | None = None) -> tuple[SpentLine, ...]:
    """Every line of a slip that counts as spent up to a day, by its day."""
    date = dt.date.fromisoformat
    return tuple(
        SpentLine(*[*row[:5], date(row[5]), date(row[6]), *row[7:14], bool(row[14]), *row[15:]])
        for row in book.fetch(sql.SPENT, (project_id, day.isoformat()))
    )


def moneys(day: dt.date, project_id: int | None = None) -> dict[int, Money]:
    """What came in and went of each project's money up to a day, by its id."""
    sums: dict[int, dict[ProjectEvent, int]] = defaultdict(lambda: defaultdict(int))
    for found, purpose, amount in book.fetch(sql.MONEY, (project_id, day.isoformat())):
        sums[found][ProjectEvent(purpose)] += amount
    return {
        found: Money(
            each[ProjectEvent.OPENING] + each[ProjectEvent.RECEIVED],
            -sum(each[event] for event in _USED),
            -each[ProjectEvent.RETURNED],
            -each[ProjectEvent.KEPT],
        )
        for found, each in sums.items()
    }


def states(day: dt.date) -> tuple[ProjectState, ...]:
    """Every project as it stands on a day."""
    every = projects()
    if not every:
        return ()  # no need to look for their lines in the whole journal
    money, lines = moneys(day), budget_lines()
    spent: dict[int, list[SpentLine]] = defaultdict(list)
    for each in spent_lines(day):
        spent[each.project_id].append(each)
    return tuple(
        ProjectState(
            each, day, money.get(each.id, Money()), _uses(lines.get(each.id, ()), tuple(spent[each.id]))
        )
        for each in every
    )


def state(each: Project, day: dt.date) -> ProjectState:
    """One project as it stands on a day."""
    lines = budget_lines(each.id).get(each.id, ())
    money = moneys(day, each.id).get(each.id, Money())
    return ProjectState(each, day, money, _uses(lines, spent_lines(day, each.id)))


def history(project_id: int, day: dt.date) -> tuple[MoneyStep, ...]:
    """What happened to a project's money up to a day."""
    date = dt.date.fromisoformat
    return tuple(
        MoneyStep(uid, number, kind, date(on), date(ledger), ProjectEvent(purpose), *rest)
        for uid, number, kind, on, ledger, purpose, *rest in book.fetch(
            sql.HISTORY, (project_id, day.isoformat())
        )
    )


def to_use(found: ProjectState) -> Used:
    """What is used of a project's money up to the state's day: all for expenses, more of each asset.

    ``earned`` is less what is entered already; below zero if less was spent than that. Money is what came and
    went up to today's end of the book, so that nothing is used twice.
    """
    every = moneys(dt.date.max, found.project.id).get(found.project.id, Money())
    money = min(found.money.received, every.received) - every.returned - every.kept
    covered: dict[int, int] = dict(book.fetch(sql.COVERED, (found.project.id,)))
    spent = [Spent(slip.on, slip.amount, slip.document_id if slip.is_asset else None) for slip in found.slips]
    used = money_used(money, spent, covered)
    earned = every.used - sum(covered.values())
    return Used(used.earned - earned, used.assets)


def waiting(day: dt.date) -> tuple[tuple[ProjectState, Used], ...]:
    """Projects that used money up to a day which is not entered yet."""
    found = ((each, to_use(each)) for each in states(day) if each.money.received)
    return tuple((each, used) for each, used in found if used.earned or used.assets)


def activities(project_id: int, day: dt.date) -> tuple[Activity, ...]:
    """What people did together for a project up to a day."""
    return tuple(
        Activity(identity, uid, title, dt.date.fromisoformat(on), starts, ends, place, bool(held), present)
        for identity, uid, title, on, starts, ends, place, held, present in book.fetch(
            sql.ACTIVITIES, (project_id, day.isoformat())
        )
    )


def participants(project_id: int, day: dt.date) -> tuple[tuple[str, int], ...]:
    """Who took part, and in how many activities, by name."""
    counts: dict[str, int] = defaultdict(int)
    for name, _activity in book.fetch(sql.PARTICIPANTS, (project_id, day.isoformat())):
        counts[name] += 1
    return tuple(counts.items())


def project_hours(project_id: int, day: dt.date) -> tuple[tuple[str, int], ...]:
    """Who worked for a project, and how long, thousandths of an hour."""
    return tuple(book.fetch(sql.HOURS, (project_id, day.isoformat())))


def pictures(slips: tuple[SpentLine, ...]) -> tuple[SlipPicture, ...]:
    """The pictures of slips, each slip once, by its day."""
    numbers = dict.fromkeys(slip.document_id for slip in slips if slip.pictures)
    found = []
    for identity in numbers:
        for number, slip, on, total, data in book.fetch(sql.PICTURES, (identity,)):
            found.append(SlipPicture(number, slip, dt.date.fromisoformat(on), total, data))
    return tuple(found)


def spending_accounts() -> tuple[tuple[str, str, str], ...]:
    """Accounts on which a project can spend: code, name, name in English."""
    return tuple(book.fetch(sql.ACCOUNTS))


def disagreements(as_of: dt.date) -> tuple[Disagreement, ...]:
    """Projects (or none, uid b"") of which the ledger's project money is not what the register keeps."""
    return tuple(
        Disagreement(REGISTER, uid or b"", name or "", kept, ledger)
        for uid, name, kept, ledger in book.fetch(sql.DISAGREEMENTS, (as_of.isoformat(),))
    )


def _uses(lines: tuple[BudgetLine, ...], slips: tuple[SpentLine, ...]) -> tuple[BudgetUse, ...]:
    """Each slip on its line: where it was put, else the line of its account, else no line."""
    known = {line.id for line in lines}
    by_account: dict[int, int] = {}
    for line in lines:
        if line.account_id is not None:
            by_account.setdefault(line.account_id, line.id)
    found: dict[int | None, list[SpentLine]] = defaultdict(list)
    for slip in slips:
        put = slip.budget_id if slip.budget_id in known else by_account.get(slip.account_id)
        found[put].append(slip)
    uses = [BudgetUse(line, tuple(found[line.id])) for line in lines]
    if found[None]:
        uses.append(BudgetUse(None, tuple(found[None])))
    return tuple(uses)


def _project(row: book.Row) -> Project:
    date = dt.date.fromisoformat
    first, last, agreed, is_returnable, closed_on = row[8:13]
    return Project(
        *[
            *row[:8],
            date(first) if first else None,
            date(last) if last else None,
            agreed,
            bool(is_returnable),
            date(closed_on) if closed_on else None,
            row[13],
            bool(row[14]),
            row[15],
        ]
    )
