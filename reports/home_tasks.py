"""What may need doing, as Home names it, and which of it comes first."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MOST_SHOWN = 5
"""How many things to do Home shows before it asks whether to show the rest."""


class Task(StrEnum):
    """What may need doing, the most pressing first; the page knows where each is done.

    First what nothing goes on without, then what somebody waits for today, what is late, what could be
    lost, what comes soon, and at last what only should be known.
    """

    OPENING = "opening"
    DRAWER = "drawer"
    ORDERS_LATE = "orders_late"
    ORDERS_TODAY = "orders_today"
    CLOSINGS = "closings"
    BACKUP = "backup"
    INSTALMENTS = "instalments"
    BILLS_TO_PAY = "bills_to_pay"
    OVERDUE = "overdue"
    LATE_MONEY = "late_money"
    LATE_LOANS = "late_loans"
    RENEWAL = "renewal"
    BARTER = "barter"
    WAGES = "wages"
    SHOPS = "shops"
    MARKET_DAYS = "market_days"
    LOW_STOCK = "low_stock"
    CERTIFICATES = "certificates"
    PROJECTS = "projects"
    DIVIDENDS = "dividends"
    UNDIVIDED = "undivided"
    OLD_ADVANCES = "old_advances"
    OPEN_BATCHES = "open_batches"
    INCOMPLETE = "incomplete"
    DEBTS = "debts"
    LATE_SLIPS = "late_slips"


LATE = frozenset(
    {
        Task.DRAWER,
        Task.ORDERS_LATE,
        Task.OVERDUE,
        Task.LATE_MONEY,
        Task.LATE_LOANS,
        Task.BARTER,
    }
)
"""Tasks whose day is over."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do, in a sentence."""

    task: Task
    text: str

    @property
    def is_late(self) -> bool:
        """Whether it should have been done by now."""
        return self.task in LATE


def ranked(todos: Iterable[ToDo]) -> tuple[ToDo, ...]:
    """The most pressing first."""
    rank = list(Task)
    return tuple(sorted(todos, key=lambda todo: rank.index(todo.task)))


def shown_at_first(todos: tuple[ToDo, ...]) -> int:
    """How many are shown before the rest is asked for; a single one more needs no asking."""
    return len(todos) if len(todos) <= MOST_SHOWN + 1 else MOST_SHOWN
