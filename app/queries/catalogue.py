"""The short lists of a book: categories, sections, projects, places, tenders, accounts."""

from dataclasses import dataclass

from db import connection as book
from db.sql import master as sql


@dataclass(frozen=True, slots=True)
class Category:
    """A group of products on the till."""

    id: int
    uid: bytes
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Section:
    """A group within the enterprise."""

    id: int
    uid: bytes
    code: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class Project:
    """A project or source of money."""

    id: int
    uid: bytes
    code: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class Location:
    """A place that holds stock: ``store``, ``stall`` or ``consigned_out``."""

    id: int
    uid: bytes
    code: str
    name: str
    kind: str
    active: bool


@dataclass(frozen=True, slots=True)
class Tender:
    """A way to pay; ``kind`` is cash, promptpay, transfer, account or other."""

    id: int
    uid: bytes
    code: str
    name: str
    name_en: str
    icon: str
    kind: str
    account_id: int
    holder_id: int | None
    holder: str
    promptpay_kind: str
    promptpay_target: str
    fee_bp: int
    asks_reference: bool
    position: int
    active: bool
    payer_id: int | None = None
    payer: str = ""
    """Who has its money until it is handed over or transferred."""
    settle_days: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the chart; ``role`` is empty for those that no service looks up."""

    id: int
    code: str
    type: str
    role: str
    name: str
    name_en: str
    statement_group: str
    is_money: bool
    active: bool
    holder_id: int | None = None
    holder: str = ""
    """Who keeps its money."""
    bank_name: str = ""
    bank_number: str = ""


def categories() -> list[Category]:
    """All categories in the order of the till."""
    return [Category(*row) for row in book.fetch(sql.CATEGORIES)]


def sections(*, active_only: bool = True) -> list[Section]:
    """Groups within the enterprise."""
    rows = [Section(*[*row[:-1], bool(row[-1])]) for row in book.fetch(sql.SECTIONS)]
    return [row for row in rows if row.active or not active_only]


def projects(*, active_only: bool = True) -> list[Project]:
    """Projects and sources of money."""
    rows = [Project(*[*row[:-1], bool(row[-1])]) for row in book.fetch(sql.PROJECTS)]
    return [row for row in rows if row.active or not active_only]


def locations(*, active_only: bool = True) -> list[Location]:
    """Places that hold stock."""
    rows = [Location(*[*row[:-1], bool(row[-1])]) for row in book.fetch(sql.LOCATIONS)]
    return [row for row in rows if row.active or not active_only]


def location_by_code(code: str) -> Location | None:
    """A place by its code, or None."""
    return next((each for each in locations(active_only=False) if each.code == code), None)


def tenders(*, active_only: bool = True) -> list[Tender]:
    """Ways to pay in the order of the till."""
    rows = [
        Tender(*[*row[:13], bool(row[13]), row[14], bool(row[15]), *row[16:]])
        for row in book.fetch(sql.TENDERS)
    ]
    return [row for row in rows if row.active or not active_only]


def tender_by_code(code: str) -> Tender | None:
    """A way to pay by its code, or None."""
    return next((each for each in tenders(active_only=False) if each.code == code), None)


def accounts(*, active_only: bool = True) -> list[Account]:
    """The chart of accounts by code."""
    rows = [Account(*[*row[:7], bool(row[7]), bool(row[8]), *row[9:]]) for row in book.fetch(sql.ACCOUNTS)]
    return [row for row in rows if row.active or not active_only]


def money_accounts() -> list[Account]:
    """Where money lies: cash of each holder, banks, PromptPay; only what is in use."""
    return [account for account in accounts() if account.is_money]
