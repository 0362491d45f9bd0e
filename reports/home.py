"""What Home shows: four figures, three charts, and what needs doing, from the same queries as the reports."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from app.i18n import _, ngettext
from app.queries.balances import money_balances, month_end, parties_owing
from app.queries.costing import wip_by_batch
from app.queries.events import last_event_at
from app.queries.products import ProductFilter, count_products
from app.queries.profit import book_span, cost_make_up, income_statement
from app.queries.sales import count_late_slips, sales_by_day, sales_by_product
from app.thai.dates import THAI_TIME, format_date, format_month
from app.thai.digits import format_amount
from reports.common import Span
from reports.model import Chart, Figure, Kind
from reports.monthly import day_chart, make_up_chart
from reports.sales_by_product import best_chart

CHART_DAYS = 30
BACKUP_AFTER_DAYS = 1


class Task(StrEnum):
    """What may need doing; the page knows where each is done."""

    BACKUP = "backup"
    LOW_STOCK = "low_stock"
    OPEN_BATCHES = "open_batches"
    LATE_SLIPS = "late_slips"
    DEBTS = "debts"


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do, in a sentence."""

    task: Task
    text: str


@dataclass(frozen=True, slots=True)
class HomeSheet:
    """Everything on Home; ``is_new`` while the book has no document yet."""

    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    todos: tuple[ToDo, ...]
    sentence: str
    is_new: bool


def build(today: dt.date) -> HomeSheet:
    """Home as of a day."""
    span = book_span()
    first = today.replace(day=1)
    month = income_statement(first, month_end(today))
    last = first - dt.timedelta(days=1)
    before = income_statement(last.replace(day=1), last)
    sold_today = sum(day.amount for day in sales_by_day(today, today))
    cash = sum(account.balance for account in money_balances(today) if account.role == "cash")
    owing = parties_owing("receivable")
    due = sum(each.balance for each in owing if each.balance > 0)
    figures = (
        Figure(_("Sold today"), sold_today),
        Figure(_("Cash in the drawer"), cash),
        Figure(
            _("Profit of {month}").format(month=format_month(today)), month.profit, Kind.MONEY, before.profit
        ),
        Figure(_("Customers owe"), due),
    )
    return HomeSheet(
        figures, _charts(today, span), _todos(today, len(owing), due), _sentence(span, today), span is None
    )


def _sentence(span: tuple[dt.date, dt.date] | None, today: dt.date) -> str:
    if span is None:
        return _("This book is new. Begin with what you sell and what you have.")
    return _("Today is {day}.").format(day=format_date(today, "full"))


def _charts(today: dt.date, span: tuple[dt.date, dt.date] | None) -> tuple[Chart, ...]:
    """Sales of the last 30 days; cost make-up and best sellers of the newest month that has anything."""
    if span is None:
        return ()
    newest = min(span[1], today)
    start = today - dt.timedelta(days=CHART_DAYS - 1)
    days = sales_by_day(start, today)
    first = newest.replace(day=1)
    charts = [
        day_chart(Span(start, today), days) if days else None,
        _of_month(make_up_chart(cost_make_up(first, month_end(first))), first),
        _of_month(best_chart(sales_by_product(first, month_end(first))), first),
    ]
    return tuple(chart for chart in charts if chart is not None)


def _of_month(chart: Chart | None, month: dt.date) -> Chart | None:
    return None if chart is None else replace(chart, title=f"{chart.title} · {format_month(month)}")


def _todos(today: dt.date, debtors: int, due: int) -> tuple[ToDo, ...]:
    todos = []
    backed_up = last_event_at("backup")
    days = None if backed_up is None else (today - _day(backed_up)).days
    if days is None:
        todos.append(ToDo(Task.BACKUP, _("There is no copy of this book yet.")))
    elif days > BACKUP_AFTER_DAYS:
        todos.append(ToDo(Task.BACKUP, _("The last copy of this book is {days} days old.").format(days=days)))
    low = count_products(ProductFilter(low=True))
    if low:
        todos.append(
            ToDo(
                Task.LOW_STOCK,
                ngettext("{count} product is running out.", "{count} products are running out.", low).format(
                    count=low
                ),
            )
        )
    batches = wip_by_batch()
    if batches:
        todos.append(
            ToDo(
                Task.OPEN_BATCHES,
                ngettext(
                    "{count} batch is not finished.", "{count} batches are not finished.", len(batches)
                ).format(count=len(batches)),
            )
        )
    late = count_late_slips(today.replace(day=1), today)
    if late:
        todos.append(
            ToDo(
                Task.LATE_SLIPS,
                ngettext(
                    "{count} slip of this month was entered late.",
                    "{count} slips of this month were entered late.",
                    late,
                ).format(count=late),
            )
        )
    if due > 0:
        todos.append(
            ToDo(
                Task.DEBTS,
                ngettext(
                    "{count} customer owes {amount} baht.", "{count} customers owe {amount} baht.", debtors
                ).format(count=debtors, amount=format_amount(due)),
            )
        )
    return tuple(todos)


def _day(at_ms: int) -> dt.date:
    return dt.datetime.fromtimestamp(at_ms // 1000, tz=THAI_TIME).date()
