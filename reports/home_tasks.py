"""What may need doing, as Home names it."""

from dataclasses import dataclass
from enum import StrEnum


class Task(StrEnum):
    """What may need doing; the page knows where each is done."""

    BACKUP = "backup"
    OPENING = "opening"
    LOW_STOCK = "low_stock"
    OPEN_BATCHES = "open_batches"
    LATE_SLIPS = "late_slips"
    DEBTS = "debts"
    OVERDUE = "overdue"
    BILLS_TO_PAY = "bills_to_pay"
    WAGES = "wages"
    OLD_ADVANCES = "old_advances"
    LATE_LOANS = "late_loans"
    INSTALMENTS = "instalments"
    RENEWAL = "renewal"
    CERTIFICATES = "certificates"
    PROJECTS = "projects"
    UNDIVIDED = "undivided"
    DIVIDENDS = "dividends"
    MARKET_DAYS = "market_days"
    DRAWER = "drawer"
    INCOMPLETE = "incomplete"
    LATE_MONEY = "late_money"
    ORDERS_LATE = "orders_late"
    ORDERS_TODAY = "orders_today"
    SHOPS = "shops"
    BARTER = "barter"


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do, in a sentence."""

    task: Task
    text: str
