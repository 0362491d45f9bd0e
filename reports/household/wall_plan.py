"""The plan on one page for the wall: what we want, what it takes a week, which debt is paid when."""

import datetime as dt

from app.domain.slip_entry import Direction
from app.i18n import _, language
from app.queries.household.debts import debts
from app.queries.household.plan import GoalRow, budget, goals
from app.thai.dates import format_date
from reports.common import issuer
from reports.household.money_words import ahead_sentence, goal_sentence
from reports.model import Block, Column, Kind, Paragraph, Report, Row, Table

NAME = "wall-plan"
MOST_LINES = 10


def build(day: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """The plan as it stands on a day; large enough to be read from where one sits."""
    head = issuer()
    wanted = [each for each in goals(today=day) if each.active and each.reached_on is None]
    reached = [each for each in goals(today=day) if each.reached_on is not None]
    blocks: list[Block] = [_goal_table(wanted, day), *_reached(reached), *_debts(day), *_budget(day)]
    return Report(
        NAME,
        _("Our plan"),
        head,
        tuple(blocks),
        period=format_date(day, "long"),
        printed=printed,
        book=head.name,
        one_page=True,
        large=True,
    )


def _goal_table(wanted: list[GoalRow], day: dt.date) -> Table:
    rows = tuple(
        Row((f"{goal_sentence(each, day)} {ahead_sentence(each.pace)}".strip(), each.pace.percent * 100))
        for each in wanted[:MOST_LINES]
    )
    return Table(
        _("What we want"),
        (Column("what", _("What it takes"), weight=6), Column("part", _("Reached so far"), Kind.PERCENT, 1)),
        rows,
        empty=_("No goal yet. What would make life easier a year from now?"),
    )


def _reached(reached: list[GoalRow]) -> list[Block]:
    if not reached:
        return []
    names = ", ".join(each.data.name for each in reached[-3:])
    return [Paragraph(_("Already reached: {names}.").format(names=names))]


def _debts(day: dt.date) -> list[Block]:
    rows = []
    for each in debts(day):
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
    return [Table(_("What we pay back"), columns, tuple(rows[:MOST_LINES]))]


def _budget(day: dt.date) -> list[Block]:
    rows = [
        Row(
            (
                each.category.name_en if language() == "en" and each.category.name_en else each.category.name,
                each.room,
                each.left,
            )
        )
        for each in budget(day)
        if each.amount is not None and each.category.direction is Direction.OUT
    ]
    if not rows:
        return []
    columns = (
        Column("what", _("Spent on"), weight=4),
        Column("room", _("This month"), Kind.MONEY, 2),
        Column("left", _("Room left"), Kind.MONEY, 2),
    )
    return [Table(_("What a month may take"), columns, tuple(rows[:MOST_LINES]))]
