"""Balances and movements of accounts, read from the kept month sums."""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any

from db import connection as book
from db.sql import reports as sql


@dataclass(frozen=True, slots=True)
class AccountMovement:
    """Debit and credit of an account over a time, satang."""

    id: int
    code: str
    type: str
    role: str | None
    name: str
    name_en: str
    group: str
    debit: int
    credit: int

    @property
    def balance(self) -> int:
        """Debit less credit."""
        return self.debit - self.credit

    @property
    def natural(self) -> int:
        """Positive in the direction the account grows: income, liabilities and equity on the credit side."""
        return -self.balance if self.type in {"income", "liability", "equity"} else self.balance


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """Balance of an account to the end of a day, debit positive, satang."""

    id: int
    code: str
    type: str
    role: str | None
    name: str
    name_en: str
    group: str
    balance: int


@dataclass(frozen=True, slots=True)
class PartyBalance:
    """What a person owes (positive) or is owed on one account, satang."""

    uid: bytes
    code: str
    name: str
    balance: int


def month_end(day: dt.date) -> dt.date:
    """The last day of the month of a day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def movements(first: dt.date, last: dt.date, *, closing: bool = False) -> tuple[AccountMovement, ...]:
    """Movement of every account that moved in a time; closing entries only when asked for."""
    whole_months = first.day == 1 and last == month_end(last)
    query = sql.MOVEMENT_BY_MONTH if whole_months else sql.MOVEMENT_BY_DAY
    width = 7 if whole_months else 10
    rows = book.fetch(query, (first.isoformat()[:width], last.isoformat()[:width], int(closing)))
    return tuple(AccountMovement(*row) for row in rows)


def _to_day(query: str, day: dt.date) -> list[Any]:
    # At a month's end the kept sums hold all of it and no line is read.
    if day == month_end(day):
        following = (day + dt.timedelta(days=1)).isoformat()
        return book.fetch(query, (following[:7], following, day.isoformat()))
    return book.fetch(query, (day.isoformat()[:7], day.replace(day=1).isoformat(), day.isoformat()))


def balances(day: dt.date) -> tuple[AccountBalance, ...]:
    """Balance of every account to the end of a day (the trial balance)."""
    return tuple(AccountBalance(*row) for row in _to_day(sql.BALANCE_TO_DAY, day))


def money_balances(day: dt.date) -> tuple[AccountBalance, ...]:
    """Balance of the cash and bank accounts to the end of a day."""
    return tuple(AccountBalance(*row) for row in _to_day(sql.MONEY_ACCOUNTS_TO_DAY, day))


def parties_owing(role: str) -> tuple[PartyBalance, ...]:
    """People with a balance on the account of a role, largest first."""
    return tuple(PartyBalance(*row) for row in book.fetch(sql.PARTIES_OWING, (role,)))
