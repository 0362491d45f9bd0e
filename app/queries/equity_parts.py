"""Shares and funds apart from the rest of equity: what they were, what changed, what they are."""

import datetime as dt
from dataclasses import dataclass

from app.domain.ledger import AccountRole
from app.queries.balances import balances
from app.queries.shares import holders
from db import connection as book
from db.sql import equity_parts as sql

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FundChange:
    """A fund over a span, satang: brought forward and set aside less spent is what is left."""

    code: str
    name: str
    name_en: str
    brought: int
    set_aside: int
    spent: int

    @property
    def left(self) -> int:
        """What is in it at the end."""
        return self.brought + self.set_aside - self.spent


@dataclass(frozen=True, slots=True)
class ShareCapital:
    """Shares at the end of a day, satang: signed for, and of it not paid in yet."""

    signed: int
    unpaid: int

    @property
    def paid(self) -> int:
        """What was paid in."""
        return self.signed - self.unpaid


@dataclass(frozen=True, slots=True)
class ShareChange:
    """Shares before and after a span; ``owing``: how many members have not paid all of theirs."""

    before: ShareCapital
    after: ShareCapital
    shares: int
    members: int
    owing: int


def fund_changes(first: dt.date, last: dt.date) -> tuple[FundChange, ...]:
    """The funds that held or moved anything in a span; undone documents count as if they had not been."""
    days = (first.isoformat(), last.isoformat())
    found = [FundChange(*row) for row in book.fetch(sql.FUND_CHANGES, days)]
    return tuple(each for each in found if each.brought or each.set_aside or each.spent)


def share_change(first: dt.date, last: dt.date) -> ShareChange:
    """Share capital by the ledger before and after a span, and by the register who holds it."""
    held = [each.holding for each in holders(last)]
    return ShareChange(
        _capital(first - ONE_DAY),
        _capital(last),
        sum(each.shares for each in held),
        len(held),
        sum(each.amount > each.paid for each in held),
    )


def _capital(day: dt.date) -> ShareCapital:
    by_role = {row.role: row.balance for row in balances(day) if row.role}
    return ShareCapital(-by_role.get(AccountRole.SHARES, 0), by_role.get(AccountRole.SHARES_UNPAID, 0))
