"""Accounts that a household's own lists bring along: a category's, a place of money's, a circle's."""

from dataclasses import dataclass

from app.domain.session import Session
from app.services.catalogue import AccountData, save_account
from app.thai.normalise import clean_name
from db import connection as book
from db.models.accounts import Account
from db.models.base import read_row
from db.sql import household_diary as sql


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """An account that was just made."""

    id: int
    code: str


def add_account(
    session: Session,
    stem: str,
    *,
    name: str,
    kind: str,
    group: str,
    is_money: bool = False,
    bank_name: str = "",
    bank_number: str = "",
) -> OwnAccount:
    """Add the next account behind a code (``1102-02``) inside the caller's transaction."""
    last = book.fetch_one(sql.CODES_LIKE, (stem,))
    number = int(str(last[0]).rpartition("-")[2]) + 1 if last is not None else 1
    code = f"{stem}-{number:02d}"
    data = AccountData(
        code,
        name,
        kind,
        name_en=name,
        statement_group=group,
        is_money=is_money,
        bank_name=clean_name(bank_name),
        bank_number=bank_number,
    )
    return OwnAccount(save_account(session, data).id, code)


def rename_account(session: Session, account_id: int, *, name: str, active: bool | None = None) -> None:
    """Give an account another name, or put it aside, inside the caller's transaction."""
    old = read_row(Account, account_id)
    assert old is not None
    data = AccountData(
        old["code"],
        name,
        old["type"],
        name_en=old["name_en"] if name == old["name"] else name,
        statement_group=old["statement_group"],
        is_money=bool(old["is_money"]),
        active=bool(old["active"]) if active is None else active,
        holder_id=old["holder_id"],
        bank_name=old["bank_name"],
        bank_number=old["bank_number"],
    )
    save_account(session, data, account_id=account_id)
