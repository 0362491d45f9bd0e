"""Who works with the book, what each role may do, and whether the book has a key."""

import datetime as dt
from dataclasses import dataclass

from app.domain.roles import Role, RoleRules, rules_with
from db import connection as book
from db.sql import people as sql


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who works with the book; ``valid_to`` is the last day of an auditor's visit."""

    id: int
    uid: bytes
    name: str
    role: Role
    active: bool
    party_id: int | None = None
    valid_to: dt.date | None = None
    has_badge: bool = False
    has_pin: bool = False


@dataclass(frozen=True, slots=True)
class KeyState:
    """That people sign in, since when (UTC, ms), and when the recovery code was last tried."""

    check_value: bytes
    made_at: int
    tested_at: int | None


def _user(row: book.Row) -> User:
    identity, uid, name, role, active, party_id, valid_to, has_badge, *pin = row
    known = Role(role) if role in set(Role) else Role.MEMBER
    until = dt.date.fromisoformat(valid_to) if valid_to else None
    return User(
        identity, uid, name, known, bool(active), party_id, until, bool(has_badge), bool(pin and pin[0])
    )


def users() -> list[User]:
    """Everybody, those still active first."""
    return [_user(row) for row in book.fetch(sql.USERS)]


def user(user_id: int) -> User | None:
    """One person by her id in this book (``has_pin`` is not looked up)."""
    row = book.fetch_one(sql.USER, (user_id,))
    return None if row is None else _user(row)


def user_by_uid(uid: bytes) -> User | None:
    """One person by her uid (``has_pin`` is not looked up)."""
    row = book.fetch_one(sql.USER_BY_UID, (uid,))
    return None if row is None else _user(row)


def first_leader() -> User | None:
    """Who is at work in a book without signing in."""
    row = book.fetch_one(sql.FIRST_LEADER)
    return None if row is None else _user(row)


def user_by_badge(digest: bytes) -> int | None:
    """The id of the active person whose badge this is."""
    row = book.fetch_one(sql.BY_BADGE, (digest,))
    return None if row is None else int(row[0])


def rules_of(role: Role) -> RoleRules:
    """What a role may do in this book."""
    return rules_with(role, dict(book.fetch(sql.RULES_OF, (role.value,))))


def all_rules() -> dict[Role, RoleRules]:
    """What every role may do in this book."""
    return {role: rules_of(role) for role in Role}


def key_state() -> KeyState | None:
    """None while nobody has to sign in."""
    row = book.fetch_one(sql.KEY)
    return None if row is None else KeyState(*row)
