"""What a year's end looks at: goods and their prices, doubtful debts, open batches, what is prepaid."""

import datetime as dt
from dataclasses import dataclass

from app.domain.fiscal import last_of_month
from app.domain.ledger import AccountRole
from app.domain.open_items import Ageing, ageing, by_person
from app.domain.year_end import Goods, Release
from app.queries.open_items import open_items
from db import connection as book
from db.sql import year_end as sql


@dataclass(frozen=True, slots=True)
class OpenBatch:
    """A batch that was begun and holds value: satang, thousandths."""

    uid: bytes
    number: str
    product_name: str
    started_on: dt.date
    value: int
    unit: str
    planned_milli: int

    def age(self, day: dt.date) -> int:
        """Days since it was begun."""
        return (day - self.started_on).days


@dataclass(frozen=True, slots=True)
class ClosedAccount:
    """An account of income or expense and what it comes to, debit positive."""

    id: int
    code: str
    type: str
    name: str
    name_en: str
    balance: int


@dataclass(frozen=True, slots=True)
class Prepaid:
    """What of a prepaid expense is still to be released, month by month."""

    document_id: int
    number: str
    account_code: str
    note: str
    left: tuple[Release, ...]

    def due(self, month: dt.date) -> int:
        """What belongs into a month or into one before."""
        return sum(each.amount for each in self.left if each.month <= month)


def goods_at(day: dt.date) -> tuple[Goods, ...]:
    """Goods on hand, or written down before, at the end of the month of a day."""
    last = last_of_month(day).isoformat()
    expired: dict[int, int] = dict(book.fetch(sql.EXPIRED, (last, last)))
    rows = book.fetch(sql.GOODS, (last[:7], last))
    return tuple(
        Goods(
            uid,
            code,
            name,
            unit,
            bool(for_sale) and kind == "product",
            price,
            quantity or 0,
            value or 0,
            allowance,
            min(expired.get(identity, 0), max(quantity or 0, 0)),
            last_of_month(dt.date.fromisoformat(f"{out}-01")) if out else None,
        )
        for identity, uid, code, name, unit, kind, for_sale, price, quantity, value, allowance, out in rows
    )


def open_batches_at(day: dt.date) -> tuple[OpenBatch, ...]:
    """Batches that hold value at the end of a day, the oldest first."""
    last = day.isoformat()
    return tuple(
        OpenBatch(uid, number, name, dt.date.fromisoformat(on), value, unit, planned)
        for uid, number, name, on, value, unit, planned in book.fetch(sql.OPEN_BATCHES, (last, last, last))
    )


def accounts_to_close(day: dt.date) -> tuple[ClosedAccount, ...]:
    """Accounts of income and expense that hold something at the end of the month of a day."""
    return tuple(ClosedAccount(*row) for row in book.fetch(sql.TO_CLOSE, (day.isoformat()[:7],)))


def balance_of_role(role: AccountRole, day: dt.date) -> int:
    """Balance of the account of a role at the end of the month of a day, debit positive."""
    return book.fetch_int(sql.BALANCE_TO_MONTH, (role.value, day.isoformat()[:7]))


def customers_by_age(day: dt.date) -> Ageing:
    """What customers and members owe at the end of a day, by how long it is overdue."""
    total = Ageing()
    for role in (AccountRole.RECEIVABLE, AccountRole.MEMBER_RECEIVABLE):
        for items in by_person(open_items(role, as_of=day)):
            total += ageing(items, day)
    return total


def prepaid_left() -> tuple[Prepaid, ...]:
    """Prepaid expenses of which something is still to be released, the oldest first."""
    found: dict[int, tuple[str, str, str, list[Release]]] = {}
    for identity, number, code, note, month, amount in book.fetch(sql.PREPAID_LEFT):
        entry = found.setdefault(identity, (number, code, note, []))
        entry[3].append(Release(dt.date.fromisoformat(f"{month}-01"), amount))
    return tuple(
        Prepaid(identity, number, code, note, tuple(left))
        for identity, (number, code, note, left) in found.items()
    )
