"""The first page of a household: what waits, a sentence of the month, three figures, the goal, the debt."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.i18n import N_, _, ngettext
from app.queries.household.debts import Debt, debts, owed_by_month, slates
from app.queries.household.diary import last_entries, open_days
from app.queries.household.notes import notes_waiting
from app.queries.household.places_of_money import worth
from app.queries.household.plan import GoalRow, goals
from app.queries.household.recurring import RecurringRow, recurring_due
from app.queries.household.totals import month_totals
from app.thai.dates import format_date, month_name
from reports.common import in_language
from reports.household.money_words import baht, month_sentence
from reports.household.year import debt_chart
from reports.model import Chart, Figure

DAYS_AHEAD = 14
"""How far ahead an instalment is told of."""
MONTHS_OF_DEBT = 12
FIRST_DAYS = 14
"""How long after its first entry a book still shows the first steps that are not done."""


class Wait(StrEnum):
    """What waits."""

    RECURRING = "recurring"
    GAP = "gap"
    INSTALMENT = "instalment"
    NOTES = "notes"
    GOAL = "goal"
    """The day of a goal has gone and something is missing."""


ACTIONS: dict[Wait, str] = {
    Wait.RECURRING: N_("Enter it"),
    Wait.GAP: N_("Write it down"),
    Wait.INSTALMENT: N_("Pay"),
    Wait.NOTES: N_("Look at them"),
    Wait.GOAL: N_("More time"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of what waits: in words, and what it is about (a uid, a day, or nothing)."""

    wait: Wait
    text: str
    uid: bytes | None = None
    day: dt.date | None = None
    row: RecurringRow | None = None


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Which of the first three steps of a new book are done."""

    has: bool
    entered: bool
    wants: bool

    @property
    def all_done(self) -> bool:
        """Nothing of it is left to do."""
        return self.has and self.entered and self.wants


@dataclass(frozen=True, slots=True)
class HouseholdHome:
    """Everything on the first page of a household."""

    sentence: str
    figures: tuple[Figure, Figure, Figure]
    notes: tuple[str, str, str]
    """What stands small below each figure."""
    waiting: tuple[Waiting, ...]
    reached: tuple[GoalRow, ...]
    """Goals that are reached and not celebrated yet."""
    goal: GoalRow | None
    chart: Chart | None
    steps: FirstSteps | None
    """None where they are done, or the book is not new any more."""


def build(today: dt.date) -> HouseholdHome:
    """The first page as of a day."""
    totals, owing = month_totals(today), debts(today)
    wanted = [each for each in goals(today=today) if each.active and each.reached_on is None]
    reached = tuple(each for each in wanted if each.is_newly_reached)
    going_on = [each for each in wanted if not each.is_newly_reached]
    owed = sum(each.state.owed for each in owing) + sum(each.owed for each in slates())
    before = month_totals((today.replace(day=1) - dt.timedelta(days=1)).replace(day=1))
    has = worth(today)
    short = totals.saving < 0
    figures = (
        Figure(_("Money that we have"), has.money),
        Figure(_("Went out more than came in") if short else _("Left this month"), abs(totals.saving)),
        Figure(_("What we owe"), owed, before=before.debt),
    )
    saved = _("and {amount} baht put by").format(amount=baht(has.saved)) if has.saved > 0 else ""
    notes = (saved, _month_before(before.saving), _owed_before(totals.debt, before.debt))
    waiting = (
        *_recurring(today),
        *_instalments(owing, today),
        *_notes(),
        *_late(going_on, today),
        *_gaps(today),
    )
    return HouseholdHome(
        month_sentence(totals.income, totals.spending),
        figures,
        notes,
        waiting,
        reached,
        going_on[0] if going_on else None,
        _chart(today),
        _steps(today, has.total, bool(wanted)),
    )


def _month_before(saving: int) -> str:
    return _("last month {amount}").format(amount=baht(saving)) if saving > 0 else ""


def _owed_before(owed: int, before: int) -> str:
    if before <= 0 or owed >= before:
        return ""
    return _("{amount} baht less than last month").format(amount=baht(before - owed))


def _recurring(today: dt.date) -> list[Waiting]:
    return [
        Waiting(
            Wait.RECURRING,
            _("{name} {amount} baht, {day}").format(
                name=each.data.name or in_language(each.category, each.category_en),
                amount=baht(each.data.amount),
                day=format_date(each.next_on, "short"),
            ),
            each.uid,
            each.next_on,
            each,
        )
        for each in recurring_due(today)
    ]


def _instalments(owing: tuple[Debt, ...], today: dt.date) -> list[Waiting]:
    found = []
    for each in owing:
        due = next((due for due in each.state.dues if due.left), None)
        if due is not None and due.due.on <= today + dt.timedelta(days=DAYS_AHEAD):
            words = _("{name}: {amount} baht to pay by {day}").format(
                name=each.name, amount=baht(due.left), day=format_date(due.due.on, "short")
            )
            found.append(Waiting(Wait.INSTALMENT, words, each.uid, due.due.on))
    return sorted(found, key=lambda each: (each.day or today, each.text))


def _notes() -> list[Waiting]:
    count, amount = notes_waiting()
    if not count:
        return []
    words = ngettext(
        "One note of the group waits: {amount} baht", "{count} notes of the group wait: {amount} baht", count
    )
    return [Waiting(Wait.NOTES, words.format(count=count, amount=baht(amount)))]


def _late(wanted: list[GoalRow], today: dt.date) -> list[Waiting]:
    return [
        Waiting(
            Wait.GOAL,
            _("{name}: its day has come. Shall it get more time?").format(name=each.data.name),
            each.uid,
        )
        for each in wanted
        if each.data.due_on <= today
    ]


def _gaps(today: dt.date) -> list[Waiting]:
    days = open_days(today)
    if not days:
        return []
    words = ngettext(
        "{day} is still empty, if you like to fill it",
        "{count} days since {day} are still empty, if you like to fill them",
        len(days),
    )
    said = words.format(count=len(days), day=format_date(days[0], "short"))
    return [Waiting(Wait.GAP, said, None, days[-1])]


def _chart(today: dt.date) -> Chart | None:
    months = [today.replace(day=1)]
    while len(months) < MONTHS_OF_DEBT:
        months.insert(0, (months[0] - dt.timedelta(days=1)).replace(day=1))
    ways = dict(owed_by_month(months[0], months[-1]))
    while len(months) > 1 and not ways[months[0]]:
        months.pop(0)
    names = tuple(month_name(month) for month in months)
    return debt_chart(months, ways, names) if len(months) > 1 else None


def _steps(today: dt.date, has: int, wants: bool) -> FirstSteps | None:
    lines = last_entries(200)
    steps = FirstSteps(bool(has) or bool(lines), bool(lines), wants)
    is_old = bool(lines) and min(line.on for line in lines) < today - dt.timedelta(days=FIRST_DAYS)
    return None if steps.all_done or is_old else steps
