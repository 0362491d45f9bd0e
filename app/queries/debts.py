"""What the papers of who owes whom need besides open items: terms, lines of one person, hours worked."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.cost_lines import HOURS_OF_UNIT, Settlement
from app.domain.ledger import AccountRole
from db import connection as book
from db.sql import debts as sql


@dataclass(frozen=True, slots=True)
class Debtor:
    """A person or group as letters and statements name her; ``credit_limit`` in satang, None for none."""

    id: int
    uid: bytes
    code: str
    name: str
    address: str
    tax_id: str
    phone: str
    credit_limit: int | None
    credit_days: int


@dataclass(frozen=True, slots=True)
class DebtLine:
    """A line on what somebody owes (plus) or is owed (minus), satang."""

    on: dt.date
    number: str
    kind: str
    slip_number: str
    note: str
    amount: int


@dataclass(frozen=True, slots=True)
class Hours:
    """Work in thousandths of an hour: what is paid (now or later) and what was given."""

    paid_milli: int = 0
    free_milli: int = 0


@dataclass(frozen=True, slots=True)
class OverLimit:
    """Somebody who owes more than she should, satang."""

    name: str
    limit: int
    owed: int


def beyond_limit(party_id: int, more: int) -> OverLimit | None:
    """Who would be over her limit with so much more on account; None if she is not, or has no limit."""
    row = book.fetch_one(sql.BALANCE_OF_LIMITED, (party_id,))
    if row is None or row[2] + more <= row[1]:
        return None
    return OverLimit(row[0], row[1], row[2] + more)


def debtor_by_code(code: str) -> Debtor | None:
    """A person or group by code."""
    row = book.fetch_one(sql.PERSON, (code,))
    return None if row is None else Debtor(*row)


def debtor_by_uid(uid: bytes) -> Debtor | None:
    """A person or group by uid."""
    row = book.fetch_one(sql.PERSON_BY_UID, (uid,))
    return None if row is None else Debtor(*row)


def credit_limits() -> dict[int, int]:
    """The most that somebody may owe, satang, by local id; only of those who have a limit."""
    return dict(book.fetch(sql.CREDIT_LIMITS))


def owed_lines(
    party_id: int, roles: Sequence[AccountRole], first: dt.date, last: dt.date
) -> tuple[DebtLine, ...]:
    """A person's lines on the accounts of some roles, in ledger order."""
    names = [role.value for role in roles]
    rows = book.fetch(sql.owed_lines(len(names)), (party_id, *names, first.isoformat(), last.isoformat()))
    return tuple(DebtLine(dt.date.fromisoformat(row[0]), *row[1:]) for row in rows)


def owed_before(party_id: int, roles: Sequence[AccountRole], day: dt.date) -> int:
    """What a person owed (plus) or was owed (minus) on the accounts of some roles before a day."""
    names = [role.value for role in roles]
    return book.fetch_int(sql.owed_before(len(names)), (party_id, *names, day.isoformat()))


def worked_hours(first: dt.date, last: dt.date) -> dict[int, Hours]:
    """Hours of work in batches in a time by person, as far as they were measured by time."""
    found: dict[int, Hours] = {}
    for party_id, settlement, unit, quantity in book.fetch(sql.HOURS, (first.isoformat(), last.isoformat())):
        hours = quantity * HOURS_OF_UNIT.get(unit, 0)
        before = found.get(party_id, Hours())
        free = settlement == Settlement.IMPUTED
        found[party_id] = Hours(
            before.paid_milli + (0 if free else hours), before.free_milli + (hours if free else 0)
        )
    return found
