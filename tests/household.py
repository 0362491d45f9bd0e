"""A household book for tests: made, encrypted, opened by its member."""

from pathlib import Path

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
