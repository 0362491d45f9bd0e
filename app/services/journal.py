"""Accounts by role, for every service that writes journal lines; cached per open book."""

from collections.abc import Iterable

from app.domain.ledger import STOCK_ROLE, AccountRole, ProductKind
from app.errors import StorageError
from app.i18n import N_
from db import connection as book
from db.sql import stock as sql


class AccountMissingError(StorageError):
    """The chart of accounts lacks an account that a posting needs."""

    message = N_("The chart of accounts has no account for “{role}”.")


_cache: dict[object, dict[str, int]] = {}


def account_id(role: AccountRole) -> int:
    """The account that plays a role in the open book; raises AccountMissingError."""
    found = _accounts(role).get(role)
    if found is None:
        raise AccountMissingError(role=role.value)
    return found


def accounts_of(roles: Iterable[AccountRole]) -> frozenset[int]:
    """The accounts of those roles that the open book's chart has."""
    return frozenset(found for role in roles if (found := _accounts(role).get(role)) is not None)


def _accounts(role: AccountRole) -> dict[str, int]:
    path = book.database.database
    accounts = _cache.get(path)
    if accounts is None or role not in accounts:
        accounts = {str(name): int(identity) for name, identity in book.fetch(sql.ACCOUNT_BY_ROLE)}
        _cache.clear()
        _cache[path] = accounts
    return accounts


def forget_accounts() -> None:
    """Drop the cache after the chart of accounts was edited or another book was opened."""
    _cache.clear()


def stock_account_id(kind: ProductKind) -> int:
    """The stock account of a kind of product; services have none (KeyError)."""
    return account_id(STOCK_ROLE[kind])
