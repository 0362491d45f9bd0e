"""What slips of projects bring along: rows of the register of money, warnings where too much is spent."""

import datetime as dt
from collections import defaultdict

from app.domain.calendar import LAST_DAY
from app.domain.project import ProjectEvent, ProjectNeededError
from app.errors import Notice
from app.i18n import N_
from app.queries.projects import Project, ProjectState, project, state
from app.services.unit_of_work import Entry
from app.thai.dates import format_date
from app.thai.digits import format_amount
from db import connection as book
from db.sql import projects as sql

OVER_BUDGET = N_("With this “{name}” has spent {over} baht more than its budget of {budget} baht.")
OVER_LINE = N_("With this “{line}” of “{name}” is {over} baht over its budget of {budget} baht.")
OUTSIDE_DAYS = N_("{day} lies outside the days of “{name}”.")
IS_CLOSED = N_("“{name}” is closed; the slip is entered for it all the same.")


def money_row(entry: Entry, project_id: int, event: ProjectEvent, amount: int) -> None:
    """A row of the register of project money; positive where more is to be spent, satang."""
    entry.add("project_entry", project_id=project_id, purpose=event.value, amount=amount)


def money_line(entry: Entry, account: int, amount: int, project_id: int | None) -> None:
    """Keep in the register what a slip writes on the account of project money (debit positive).

    Raises ProjectNeededError.
    """
    if book.fetch_one(sql.IS_PROJECT_MONEY, (account,)) is None:
        return
    project_id = project_id if project_id is not None else _project_of(entry)
    if project_id is None:
        raise ProjectNeededError
    money_row(entry, project_id, ProjectEvent.RETURNED if amount > 0 else ProjectEvent.RECEIVED, -amount)


def _project_of(entry: Entry) -> int | None:
    found = entry.header.get("project_id")
    return found if isinstance(found, int) else None


def watch(entry: Entry) -> None:
    """Warn of every project that spends too much with the document being written, or outside its days."""
    spending: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    columns = entry.rows.get("journal_line", ())
    if not any(row[9] is not None for row in columns):
        return
    counting = {row[0] for row in book.fetch(sql.SPENDING_ACCOUNTS, (entry.kind.value,))}
    for row in columns:
        account, amount, project_id = row[1], row[2], row[9]
        if isinstance(project_id, int) and account in counting:
            assert isinstance(account, int)
            assert isinstance(amount, int)
            spending[project_id][account] += amount
    for project_id, amounts in spending.items():
        uid = book.fetch(sql.BY_ID, (project_id,))[0][0]
        each = project(uid)
        if each is not None and sum(amounts.values()) > 0:
            _warn(entry, each, state(each, LAST_DAY), dict(amounts))


def _warn(entry: Entry, each: Project, known: ProjectState, amounts: dict[int, int]) -> None:
    over = known.spent + sum(amounts.values()) - each.budget
    if each.budget and over > 0:
        entry.warnings.append(
            Notice(OVER_BUDGET, name=each.name, over=format_amount(over), budget=format_amount(each.budget))
        )
    else:
        _warn_lines(entry, each, known, amounts)
    if _is_outside(each, entry.on):
        entry.warnings.append(Notice(OUTSIDE_DAYS, day=format_date(entry.on), name=each.name))
    if each.closed_on is not None:
        entry.warnings.append(Notice(IS_CLOSED, name=each.name))


def _warn_lines(entry: Entry, each: Project, known: ProjectState, amounts: dict[int, int]) -> None:
    seen: set[int] = set()
    for use in known.uses:
        line = use.line
        if line is None or line.account_id is None or line.account_id in seen:
            continue
        seen.add(line.account_id)
        more = amounts.get(line.account_id, 0)
        over = use.spent + more - line.amount
        if more > 0 and over > 0:
            entry.warnings.append(
                Notice(
                    OVER_LINE,
                    line=line.name,
                    name=each.name,
                    over=format_amount(over),
                    budget=format_amount(line.amount),
                )
            )


def _is_outside(each: Project, on: dt.date) -> bool:
    return (each.first_day is not None and on < each.first_day) or (
        each.last_day is not None and on > each.last_day
    )
