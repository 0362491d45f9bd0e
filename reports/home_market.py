"""What waits at the market: open drawers, orders, market days, shops that have not settled, barters."""

import datetime as dt

from app.domain.session import Permission, Session
from app.i18n import _, ngettext
from app.queries.barter import late_barters
from app.queries.consigned_shops import unsettled_shops
from app.queries.drawer import open_drawers, waiting_closings
from app.queries.market_events import left_open
from app.queries.pre_orders import due_orders
from app.thai.dates import format_date
from reports.home_tasks import Task, ToDo
from reports.market_day import open_sentence


def market_todos(session: Session, today: dt.date) -> list[ToDo]:
    """What waits for this person at the market, each by the right to do something about it."""
    todos: list[ToDo] = []
    if session.may_any((Permission.KEEP_DRAWER, Permission.SEE_BOOKS)):
        todos.extend(_drawers(today))
    todos.extend(_closings(session))
    if session.may(Permission.KEEP_ORDERS):
        todos.extend(_orders(today))
    if session.may(Permission.KEEP_EVENTS):
        todos.extend(_market_days(today))
    if session.may(Permission.KEEP_CONSIGNMENT):
        todos.extend(_shops(today))
    if session.may(Permission.BARTER):
        todos.extend(_barters(today))
    return todos


def _drawers(today: dt.date) -> list[ToDo]:
    """Drawers that are open since an earlier day."""
    old = open_drawers(today - dt.timedelta(days=1))
    if not old:
        return []
    if len(old) == 1:
        words = _("A drawer is open since {day}. Please count and close it.")
    else:
        words = _("{count} drawers are open, one since {day}. Please count and close them.")
    return [ToDo(Task.DRAWER, words.format(day=format_date(old[0].on), count=len(old)))]


def _closings(session: Session) -> list[ToDo]:
    """Drawers that were closed with more of a difference than who closed them might decide."""
    found = waiting_closings(session)
    if not found:
        return []
    words = ngettext(
        "{count} large difference of a drawer waits for you to look at it ({day}, {name}).",
        "{count} large differences of drawers wait for you to look at them (first {day}, {name}).",
        len(found),
    )
    day = format_date(found[0].closed_on or found[0].on)
    return [ToDo(Task.CLOSINGS, words.format(count=len(found), day=day, name=found[0].closed_by))]


def _orders(today: dt.date) -> list[ToDo]:
    """Orders that are promised for today, and those whose day is over."""
    found = due_orders(today)
    todos = []
    if found.late:
        words = ngettext(
            "{count} order should have been handed over before today.",
            "{count} orders should have been handed over before today.",
            found.late,
        )
        todos.append(ToDo(Task.ORDERS_LATE, words.format(count=found.late)))
    if found.today:
        words = ngettext(
            "{count} order is to be handed over today.",
            "{count} orders are to be handed over today.",
            found.today,
        )
        todos.append(ToDo(Task.ORDERS_TODAY, words.format(count=found.today)))
    return todos


def _market_days(today: dt.date) -> list[ToDo]:
    """Market days that are over and not closed."""
    words = open_sentence(left_open(today))
    return [ToDo(Task.MARKET_DAYS, words)] if words else []


def _shops(today: dt.date) -> list[ToDo]:
    """Shops with goods of ours that were not settled for long."""
    found = unsettled_shops(today)
    if not found:
        return []
    if len(found) == 1:
        words = _("{name} has had goods of ours for {days} days without settling.")
    else:
        words = _("{count} shops have had goods of ours for long without settling, {name} for {days} days.")
    oldest = max(found, key=lambda shop: shop.days(today))
    return [ToDo(Task.SHOPS, words.format(count=len(found), name=oldest.name, days=oldest.days(today)))]


def _barters(today: dt.date) -> list[ToDo]:
    """Goods of barters that should have been handed over before today."""
    found = late_barters(today)
    if not found:
        return []
    if len(found) == 1:
        words = _("The barter with {name} is past its day: goods are still owed.")
    else:
        words = _("{count} barters are past their day: goods are still owed, the longest with {name}.")
    return [ToDo(Task.BARTER, words.format(count=len(found), name=found[0].party))]
