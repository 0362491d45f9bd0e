"""What Home shows: figures, charts, and what needs doing, from the same queries as the reports.

Nothing is read that the person may not see.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.safety import safety
from app.domain.session import Permission, Session
from app.i18n import _, ngettext
from app.queries.balances import money_balances, month_end, parties_owing
from app.queries.certificates import renewal, running_out
from app.queries.costing import wip_by_batch
from app.queries.products import ProductFilter, count_products
from app.queries.profit import book_span, cost_make_up, income_statement
from app.queries.reminders import Due, dividing, reminders
from app.queries.safety import count_documents, last_copy
from app.queries.sales import count_late_slips, sales_by_day, sales_by_product
from app.thai.dates import THAI_TIME, buddhist_year, format_date, format_month
from app.thai.digits import format_amount
from reports.common import Span
from reports.home_market import market_todos
from reports.home_tasks import Task, ToDo, ranked
from reports.model import Chart, Figure, Kind
from reports.monthly import day_chart, make_up_chart
from reports.project import projects_sentence
from reports.renewal_words import certificate_sentence, renewal_sentence
from reports.safety_words import sentence
from reports.sales_by_product import best_chart
from reports.tax_reports import MeterLine, meter_lines

__all__ = ["HomeSheet", "Lead", "Task", "ToDo", "build"]

CHART_DAYS = 30
BACKUP_AFTER_DAYS = 1


class Lead(StrEnum):
    """What stands behind a figure; the page knows where it is shown."""

    SALES = "sales"
    CASH = "cash"
    PROFIT = "profit"
    DEBTS = "debts"


@dataclass(frozen=True, slots=True)
class HomeSheet:
    """Everything on Home; ``is_new`` while the book has no document yet."""

    figures: tuple[Figure, ...]
    leads: tuple[Lead, ...]
    """What stands behind each figure."""
    charts: tuple[Chart, ...]
    todos: tuple[ToDo, ...]
    """The most pressing first."""
    sentence: str
    is_new: bool
    meters: tuple[MeterLine, ...] = ()
    """Income and taxable sales of the year against their limits."""


SALES = (Permission.SEE_SALES, Permission.SEE_BOOKS)


def build(session: Session, today: dt.date) -> HomeSheet:
    """Home as of a day, for one person; raises SessionLockedError, SessionEndedError."""
    span = book_span()
    figures: dict[Lead, Figure] = {}
    if session.may_any(SALES):
        sold_today = sum(day.amount for day in sales_by_day(today, today))
        figures[Lead.SALES] = Figure(_("Sold today"), sold_today)
    debtors = due = 0
    if session.may(Permission.SEE_BOOKS):
        owing = parties_owing("receivable")
        debtors, due = len(owing), sum(each.balance for each in owing if each.balance > 0)
        figures |= _money(today, due)
    todos = _todos(session, today, debtors, due)
    if span is None and session.may(Permission.POST_JOURNAL):
        todos = (*todos, ToDo(Task.OPENING, _("Enter what the group owned and owed on its first day.")))
    return HomeSheet(
        tuple(figures.values()),
        tuple(figures),
        _charts(session, today, span),
        ranked(todos),
        _sentence(span, today),
        span is None,
        meter_lines(today) if span is not None and session.may(Permission.SEE_BOOKS) else (),
    )


def _money(today: dt.date, due: int) -> dict[Lead, Figure]:
    """Cash, profit beside the month before, and what customers owe."""
    first = today.replace(day=1)
    month = income_statement(first, month_end(today))
    last = first - dt.timedelta(days=1)
    before = income_statement(last.replace(day=1), last)
    cash = sum(account.balance for account in money_balances(today) if account.role == "cash")
    profit = _("Profit of {month}").format(month=format_month(today))
    return {
        Lead.CASH: Figure(_("Cash"), cash),
        Lead.PROFIT: Figure(profit, month.profit, Kind.MONEY, before.profit),
        Lead.DEBTS: Figure(_("Customers owe"), due),
    }


def _sentence(span: tuple[dt.date, dt.date] | None, today: dt.date) -> str:
    if span is None:
        return _("This book is new. Begin with what you sell and what you have.")
    return _("Today is {day}.").format(day=format_date(today, "full"))


def _charts(session: Session, today: dt.date, span: tuple[dt.date, dt.date] | None) -> tuple[Chart, ...]:
    """Sales of the last 30 days; cost make-up and best sellers of the newest month that has anything."""
    if span is None:
        return ()
    newest = min(span[1], today)
    first = newest.replace(day=1)
    charts: list[Chart | None] = []
    if session.may_any(SALES):
        start = today - dt.timedelta(days=CHART_DAYS - 1)
        days = sales_by_day(start, today)
        charts.append(day_chart(Span(start, today), days) if days else None)
    if session.may(Permission.SEE_BOOKS):
        charts.append(_of_month(make_up_chart(cost_make_up(first, month_end(first))), first))
    if session.may_any(SALES):
        charts.append(_of_month(best_chart(sales_by_product(first, month_end(first))), first))
    return tuple(chart for chart in charts if chart is not None)


def _of_month(chart: Chart | None, month: dt.date) -> Chart | None:
    return None if chart is None else replace(chart, title=f"{chart.title} · {format_month(month)}")


def _todos(session: Session, today: dt.date, debtors: int, due: int) -> tuple[ToDo, ...]:
    """What waits for this person: each by the right to do something about it."""
    todos = []
    if session.may(Permission.BACK_UP):
        todos.append(_backup(today))
    low = count_products(ProductFilter(low=True)) if session.may(Permission.SEE_STOCK) else 0
    if low:
        words = ngettext("{count} product is running out.", "{count} products are running out.", low)
        todos.append(ToDo(Task.LOW_STOCK, words.format(count=low)))
    unfinished = session.may(Permission.EDIT_PRODUCTS) and count_products(ProductFilter(incomplete=True))
    if unfinished:
        words = ngettext(
            "{count} product was sold by its name only and is to be completed.",
            "{count} products were sold by their names only and are to be completed.",
            unfinished,
        )
        todos.append(ToDo(Task.INCOMPLETE, words.format(count=unfinished)))
    batches = len(wip_by_batch()) if session.may(Permission.PRODUCE) else 0
    if batches:
        words = ngettext("{count} batch is not finished.", "{count} batches are not finished.", batches)
        todos.append(ToDo(Task.OPEN_BATCHES, words.format(count=batches)))
    late = count_late_slips(today.replace(day=1), today) if session.may(Permission.SEE_BOOKS) else 0
    if late:
        words = ngettext(
            "{count} slip of this month was entered late.",
            "{count} slips of this month were entered late.",
            late,
        )
        todos.append(ToDo(Task.LATE_SLIPS, words.format(count=late)))
    todos.extend(market_todos(session, today))
    if session.may(Permission.SEE_BOOKS):
        todos.extend(_debts(today, Due(debtors, due)))
    if session.may_any((Permission.SEE_BOOKS, Permission.DISTRIBUTE)):
        todos.extend(_dividing(today))
    if session.may(Permission.EDIT_MEETINGS):
        todos.extend(_papers(today))
    if session.may(Permission.EDIT_PROJECTS):
        todos.extend(_projects(today))
    return tuple(each for each in todos if each is not None)


def _debts(today: dt.date, owing: Due) -> list[ToDo]:
    """What is owed and due: who is late, what to pay soon, wages, money given ahead long ago."""
    found = reminders(today)
    todos = []
    if found.overdue.amount:
        words = ngettext(
            "{count} customer is late with {amount} baht.",
            "{count} customers are late with {amount} baht.",
            found.overdue.count,
        )
        todos.append(_due(Task.OVERDUE, words, found.overdue))
    elif owing.amount > 0:
        words = ngettext(
            "{count} customer owes {amount} baht.", "{count} customers owe {amount} baht.", owing.count
        )
        todos.append(_due(Task.DEBTS, words, owing))
    if found.late_money.amount:
        words = ngettext(
            "{amount} baht of sales should have come from {count} payer by now.",
            "{amount} baht of sales should have come from {count} payers by now.",
            found.late_money.count,
        )
        todos.append(_due(Task.LATE_MONEY, words, found.late_money))
    if found.bills.amount:
        words = ngettext(
            "{count} bill of {amount} baht is to be paid within a week.",
            "{count} bills of {amount} baht are to be paid within a week.",
            found.bills.count,
        )
        todos.append(_due(Task.BILLS_TO_PAY, words, found.bills))
    if found.wages.amount:
        words = ngettext(
            "Wages of {amount} baht are owed to {count} person.",
            "Wages of {amount} baht are owed to {count} people.",
            found.wages.count,
        )
        todos.append(_due(Task.WAGES, words, found.wages))
    if found.advances.amount:
        words = ngettext(
            "{count} person has held {amount} baht given ahead for more than a month.",
            "{count} people have held {amount} baht given ahead for more than a month.",
            found.advances.count,
        )
        todos.append(_due(Task.OLD_ADVANCES, words, found.advances))
    if found.late_loans.amount:
        words = ngettext(
            "{count} loan is not paid back in time: {amount} baht are late.",
            "{count} loans are not paid back in time: {amount} baht are late.",
            found.late_loans.count,
        )
        todos.append(_due(Task.LATE_LOANS, words, found.late_loans))
    if found.instalments.amount:
        words = ngettext(
            "{amount} baht of {count} loan of the group are late or due within two weeks.",
            "{amount} baht of {count} loans of the group are late or due within two weeks.",
            found.instalments.count,
        )
        todos.append(_due(Task.INSTALMENTS, words, found.instalments))
    return todos


def _dividing(today: dt.date) -> list[ToDo]:
    """A closed year's profit that no meeting has divided, and what is still to be paid of divided profit."""
    found = dividing(today)
    todos = []
    if found.last is not None:
        words = _("The profit of {year} is not divided yet: {amount} baht.")
        year, amount = buddhist_year(found.last), format_amount(found.amount)
        todos.append(ToDo(Task.UNDIVIDED, words.format(year=year, amount=amount)))
    if found.owed.amount and found.since is not None:
        words = ngettext(
            "Since the meeting of {day}, {amount} baht of divided profit are to be paid to {count} person.",
            "Since the meeting of {day}, {amount} baht of divided profit are to be paid to {count} people.",
            found.owed.count,
        )
        day, amount = format_date(found.since), format_amount(found.owed.amount)
        todos.append(ToDo(Task.DIVIDENDS, words.format(day=day, amount=amount, count=found.owed.count)))
    return todos


def _papers(today: dt.date) -> list[ToDo]:
    """The yearly renewal, and certificates that run out."""
    said = (
        (Task.RENEWAL, renewal_sentence(renewal(today))),
        (Task.CERTIFICATES, certificate_sentence(running_out(today), today)),
    )
    return [ToDo(task, words) for task, words in said if words]


def _projects(today: dt.date) -> list[ToDo]:
    """Projects that spent too much, and those that are over and still have money."""
    words = projects_sentence(today)
    return [ToDo(Task.PROJECTS, words)] if words else []


def _due(task: Task, words: str, due: Due) -> ToDo:
    return ToDo(task, words.format(count=due.count, amount=format_amount(due.amount)))


def _backup(today: dt.date) -> ToDo | None:
    """What there is to say about copies; nothing while the last one is new."""
    last = last_copy()
    if last is not None and (today - last.at.astimezone(THAI_TIME).date()).days <= BACKUP_AFTER_DAYS:
        return None
    now = dt.datetime.combine(today, dt.time.max, THAI_TIME)
    return ToDo(Task.BACKUP, sentence(safety(last, count_documents(), now), now))
