"""The plan on one page for the wall: what we want, what it takes a week, which debt is paid when."""

import datetime as dt

from app.domain.household.plan import GoalKind
from app.domain.slip_entry import Direction
from app.i18n import _
from app.queries.household.debts import Debt, debts
from app.queries.household.plan import BudgetRow, GoalRow, budget, goals
from app.thai.dates import format_date
from reports.common import in_language, issuer
from reports.household.money_words import ahead_sentence, baht, budget_words, goal_takes
from reports.household.wall_model import WallLine, WallPart, WallSheet
from reports.model import Block, Column, Kind, Paragraph, Row, Table

NAME = "wall-plan"
MOST_GOALS = 5
MOST_LINES = 8
MOST_BUDGETS = 12
_ICONS: dict[GoalKind, str] = {
    GoalKind.SAVE: "piggy-bank",
    GoalKind.PAY_OFF: "trending-down",
    GoalKind.EARN: "sprout",
    GoalKind.OTHER: "target",
}


def build(day: dt.date, *, printed: dt.datetime | None = None) -> WallSheet:
    """The plan as it stands on a day; large enough to be read from where one sits."""
    head = issuer()
    known = goals(today=day)
    wanted = [each for each in known if each.active and each.reached_on is None][:MOST_GOALS]
    reached = [each for each in known if each.reached_on is not None]
    owing = debts(day)[:MOST_LINES]
    planned = [
        each for each in budget(day) if each.amount is not None and each.category.direction is Direction.OUT
    ][:MOST_BUDGETS]
    blocks: list[Block] = [_goal_table(wanted, day), *_reached(reached), *_debts(owing), *_budget(planned)]
    return WallSheet(
        NAME,
        _("Our plan"),
        head,
        tuple(blocks),
        period=format_date(day, "long"),
        printed=printed,
        book=head.name,
        one_page=True,
        large=True,
        parts=_parts(wanted, reached, owing, planned, day),
    )


# ---------------------------------------------------------------- as it is drawn


def _parts(
    wanted: list[GoalRow],
    reached: list[GoalRow],
    owing: tuple[Debt, ...],
    planned: list[BudgetRow],
    day: dt.date,
) -> tuple[WallPart, ...]:
    parts = [
        WallPart(
            _("What we want"),
            tuple(_goal_line(each, day) for each in wanted),
            empty=_("No goal yet. What would make life easier a year from now?"),
        )
    ]
    if owing:
        parts.append(WallPart(_("What we pay back"), tuple(_debt_line(each) for each in owing)))
    if planned:
        parts.append(WallPart(_("What a month may take"), tuple(_budget_line(each) for each in planned), 2))
    if reached:
        lines = tuple(WallLine("circle-check", each.data.name) for each in reached[-4:])
        parts.append(WallPart(_("What we did"), lines, 2))
    return tuple(parts)


def _goal_line(goal: GoalRow, day: dt.date) -> WallLine:
    is_money = goal.data.kind is not GoalKind.OTHER
    steps = () if is_money else tuple(f"• {each.data.name}" for each in goal.steps if not each.data.done_on)
    return WallLine(
        goal.data.icon or _ICONS[goal.data.kind],
        goal.data.name,
        baht(goal.data.amount) if is_money else "",
        (goal_takes(goal, day), *steps[:3]),
        goal.pace.percent,
    )


def _debt_line(debt: Debt) -> WallLine:
    due = debt.next_due
    words: tuple[str, ...] = ()
    if due is not None:
        on = format_date(due.due.on, "medium")
        words = (_("{amount} baht by {day}").format(amount=baht(due.left), day=on),)
    return WallLine("hand-coins", debt.name, baht(debt.state.owed), words)


def _budget_line(row: BudgetRow) -> WallLine:
    return WallLine(row.category.icon or "tag", _name(row), baht(row.room), (budget_words(row),))


def _name(row: BudgetRow) -> str:
    return in_language(row.category.name, row.category.name_en)


# ---------------------------------------------------------------- as tables


def _goal_table(wanted: list[GoalRow], day: dt.date) -> Table:
    rows = tuple(Row((each.data.name, _takes(each, day), each.pace.percent * 100)) for each in wanted)
    return Table(
        _("What we want"),
        (
            Column("goal", _("Goal"), weight=3),
            Column("what", _("What it takes"), weight=5),
            Column("part", _("Reached so far"), Kind.PERCENT, 1),
        ),
        rows,
        empty=_("No goal yet. What would make life easier a year from now?"),
    )


def _takes(goal: GoalRow, day: dt.date) -> str:
    ahead = ahead_sentence(goal.pace) if goal.data.kind is not GoalKind.OTHER else ""
    return f"{goal_takes(goal, day)} {ahead}".strip()


def _reached(reached: list[GoalRow]) -> list[Block]:
    if not reached:
        return []
    names = ", ".join(each.data.name for each in reached[-3:])
    return [Paragraph(_("Already reached: {names}.").format(names=names))]


def _debts(owing: tuple[Debt, ...]) -> list[Block]:
    rows = []
    for each in owing:
        due = each.next_due
        rows.append(Row((each.name, each.state.owed, due.due.on if due else None, due.left if due else None)))
    if not rows:
        return []
    columns = (
        Column("name", _("Debt"), weight=4),
        Column("owed", _("Left to pay"), Kind.MONEY, 2),
        Column("on", _("Pay next on"), Kind.DATE, 2),
        Column("amount", _("So much"), Kind.MONEY, 2),
    )
    return [Table(_("What we pay back"), columns, tuple(rows))]


def _budget(planned: list[BudgetRow]) -> list[Block]:
    if not planned:
        return []
    rows = tuple(Row((_name(each), each.room, each.used, budget_words(each))) for each in planned)
    columns = (
        Column("what", _("Spent on"), weight=4),
        Column("room", _("This month"), Kind.MONEY, 2),
        Column("used", _("Used so far"), Kind.MONEY, 2),
        Column("left", _("What is still there"), weight=2),
    )
    return [Table(_("What a month may take"), columns, rows)]
