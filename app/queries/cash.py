"""Every place of money with what lies there, when it was counted, and until when the bank agreed."""

import datetime as dt
from dataclasses import dataclass

from app.domain.ledger import AccountRole
from app.queries.balances import money_balances
from app.queries.bank import reconciled_until
from app.queries.cash_counts import CashCount, cash_counts
from app.queries.catalogue import Account, money_accounts
from db import connection as book
from db.sql import bank as sql


@dataclass(frozen=True, slots=True)
class Place:
    """A place of money at the end of a day; ``balance`` is satang."""

    account: Account
    balance: int
    count: CashCount | None = None
    """The last count that stands."""
    agreed: dt.date | None = None
    """Until when bank and books were found to agree."""
    open_lines: int = 0
    """Lines of the bank that nothing in the books belongs to yet."""

    @property
    def is_cash(self) -> bool:
        """Whether notes and coins lie here."""
        return is_cash(self.account)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that was taken in."""

    uid: bytes
    name: str
    first_day: dt.date
    last_day: dt.date
    closing: int | None
    lines: int
    matched: int


def is_cash(account: Account) -> bool:
    """Whether notes and coins lie on an account."""
    at_bank = account.role in {AccountRole.BANK, AccountRole.PROMPTPAY}
    return account.is_money and not at_bank and not account.bank_name and not account.bank_number


def money_places(day: dt.date) -> tuple[Place, ...]:
    """All places of money that are in use, by their codes."""
    balances = {each.code: each.balance for each in money_balances(day)}
    counts: dict[str, CashCount] = {}
    for count in cash_counts(day):
        counts.setdefault(count.account_code, count)
    lines: dict[int, int] = dict(book.fetch(sql.OPEN_COUNTS, (day.isoformat(),)))
    return tuple(
        Place(
            account,
            balances.get(account.code, 0),
            counts.get(account.code),
            reconciled_until(account.id),
            lines.get(account.id, 0),
        )
        for account in money_accounts()
        if account.active
    )


def bank_statements(account_id: int) -> tuple[Statement, ...]:
    """Statements of an account that were not undone, the latest first."""
    return tuple(
        Statement(uid, name, dt.date.fromisoformat(first), dt.date.fromisoformat(last), *rest)
        for uid, name, first, last, *rest in book.fetch(sql.STATEMENTS, (account_id,))
    )
