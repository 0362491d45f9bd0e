"""A household book for tests: made, encrypted, opened by its member."""

import datetime as dt
from pathlib import Path

from app.domain.loan import LoanMethod, LoanSide, RatePer
from app.domain.loan_entry import LoanData
from app.domain.session import Session
from app.services.books import create_book
from db import connection as book

MEMBER = "สายทอง ใจดี"
PASSWORD = "ข้าวหอมมะลิ 2569"
FILE = "บ้านสายทอง.samut"


def make_household(folder: Path, *, name: str = "บ้านสายทอง", member: str = MEMBER) -> Session:
    """A new household book in a folder, open on this thread."""
    return create_book(folder / FILE, name=name, kind="household", leader=member, password=PASSWORD)


def balance(code: str) -> int:
    """What an account holds, satang, debit positive; added up from the lines themselves."""
    return book.fetch_int(
        "SELECT coalesce(sum(l.amount), 0) FROM journal_line l JOIN account a ON a.id = l.account_id "
        "WHERE a.code = ?",
        (code,),
    )


def contract(**changes: object) -> LoanData:
    """A debt of 12,000 baht at one percent a month on what is left, twelve months from 10 January 2026."""
    values: dict[str, object] = {
        "side": LoanSide.TAKEN,
        "party_uid": None,
        "principal": 12_000_00,
        "agreed_on": dt.date(2026, 1, 10),
        "first_due": dt.date(2026, 2, 10),
        "rate_ppm": 10_000,
        "rate_per": RatePer.MONTH,
        "method": LoanMethod.REDUCING,
        "instalments": 12,
    }
    return LoanData(**{**values, **changes})  # type: ignore[arg-type]
