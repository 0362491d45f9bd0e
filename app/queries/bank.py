"""What of a bank account is still without its other side, and whether bank and books agree at a day."""

import datetime as dt
from dataclasses import dataclass

from app.domain.bank_matching import Item, Suggestion, suggest, sum_of
from app.queries.balances import money_balances
from app.queries.catalogue import money_accounts
from db import connection as book
from db.sql import bank as sql


@dataclass(frozen=True, slots=True)
class BankStanding:
    """A bank account at the end of a day; satang."""

    account_id: int
    book_balance: int
    in_books: tuple[Item, ...]
    """In the books, not at the bank (since the first statement)."""
    at_bank: tuple[Item, ...]
    """At the bank, not in the books."""

    @property
    def bank_must_show(self) -> int:
        """What the bank's statement ends with if all that is open is right."""
        return self.book_balance + sum_of(self.at_bank) - sum_of(self.in_books)

    def difference(self, bank_balance: int) -> int:
        """What is left unexplained; zero when bank and books agree."""
        return bank_balance - self.bank_must_show


@dataclass(frozen=True, slots=True)
class Ticked:
    """A line of the bank with the documents that it was ticked with."""

    line: Item
    numbers: str


def ticked_lines(account_id: int, after: dt.date | None) -> tuple[Ticked, ...]:
    """Ticked lines after the day up to which the account agreed, the newest first."""
    rows = book.fetch(sql.TICKED, (account_id, after.isoformat() if after is not None else ""))
    return tuple(
        Ticked(Item((line, 0), dt.date.fromisoformat(on), amount, words), numbers.replace(",", ", "))
        for line, on, amount, words, numbers in rows
    )


def bank_standing(account_code: str, day: dt.date) -> BankStanding | None:
    """The account at the end of a day; None for what is no money account."""
    account = next((each for each in money_accounts() if each.code == account_code), None)
    if account is None:
        return None
    last = day.isoformat()
    row = book.fetch_one(sql.FIRST_DAY, (account.id,))
    first = str(row[0]) if row is not None else ""
    balance = next((each.balance for each in money_balances(day) if each.code == account_code), 0)
    # Without a statement nothing tells what the bank has: the balance is compared as of a passbook.
    books = book.fetch(sql.OPEN_BOOKS, (account.id, first, last, last)) if first else []
    lines = book.fetch(sql.OPEN_BANK, (account.id, last))
    return BankStanding(
        account.id,
        balance,
        tuple(
            Item((document, line), dt.date.fromisoformat(on), amount, words)
            for document, line, on, amount, words in books
        ),
        tuple(Item((line, 0), dt.date.fromisoformat(on), amount, words) for line, on, amount, words in lines),
    )


def bank_suggestions(account_code: str, day: dt.date) -> tuple[Suggestion, ...]:
    """What probably belongs together up to a day."""
    standing = bank_standing(account_code, day)
    return suggest(standing.at_bank, standing.in_books) if standing is not None else ()


def reconciled_until(account_id: int) -> dt.date | None:
    """The last day up to which bank and books were found to agree."""
    row = book.fetch_one(sql.RECONCILED, (account_id,))
    return dt.date.fromisoformat(row[0]) if row is not None and row[0] else None
