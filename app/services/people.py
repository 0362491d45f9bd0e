"""Who works with the book: letting people in, their roles, and the book's key.

A password wraps the book's key for one person in the key file beside the book, so that changing it
re-encrypts nothing. The first password makes the key; from then on everybody signs in.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.passwords import checked_password
from app.domain.recovery_code import code_of, key_of
from app.domain.roles import IDLE_RANGE, Role, RoleRules, overrides_of, rules_with
from app.domain.session import Permission, Session, change_grant
from app.errors import UserError
from app.i18n import N_
from app.queries.people import User, key_state, rules_of, user, users
from app.services import books, doors, event_log, key_ring, records, sign_in
from app.services.book_errors import FILE_TROUBLE, file_error
from app.services.doors import WrongSecretError
from app.services.records import NameMissingError, NotFoundError, Saved, saving
from app.thai.look import look
from app.thai.normalise import clean_name
from db import connection as book
from db.models.base import read_row
from db.models.settings import AppUser
from db.sql import people as sql


class NameTakenError(UserError):
    """Two people who sign in under one name."""

    message = N_("“{name}” already works with this book. Please add a surname or a number.")


class LastLeaderError(UserError):
    """Nobody would be left to let people in."""

    message = N_("{name} is the only leader. Please make somebody else a leader first.")


class OwnAccountError(UserError):
    """Something that another person has to do."""

    message = N_("Nobody can do this for herself. Please ask another leader.")


class PasswordNeededError(UserError):
    """A person without a password, in a book that people sign in to."""

    message = N_("Please give {name} a password.")


class FirstPasswordError(UserError):
    """Something that needs the book to have people, or not to have them yet."""

    message = N_("Please choose your own password first, then let others in.")


class LastDayMissingError(UserError):
    """An auditor without a last day, or one that is over."""

    message = N_("An auditor needs a last day that is not over.")


class NotYourMemberError(UserError):
    """A member's account that belongs to nobody in the list."""

    message = N_("Please choose which member of the group this is.")


@dataclass(frozen=True, slots=True)
class PersonData:
    """What is entered about somebody who works with the book."""

    name: str
    role: Role
    party_id: int | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """The book has a key now; ``recovery_code`` is printed twice and tried before it is forgotten."""

    recovery_code: str = field(repr=False)
    changes: Changes = Changes.SETTINGS


# ---------------------------------------------------------------- the first password


def start_signing_in(session: Session, *, name: str, password: str) -> Started:
    """Give a book of one its key and its leader a password; from now on everybody signs in.

    Raises NotPermittedError, FirstPasswordError if it has one, NameMissingError, PasswordTooShortError,
    PasswordTooEasyError, NotSavedError, and what writing a file raises.
    """
    clean = _checked_name(name)
    checked = checked_password(password, clean)
    with _with_keys(session):
        if key_state() is not None:
            raise FirstPasswordError
        records.change(session, AppUser, session.user_id, {"name": clean})
        key = key_ring.make_key(uid_of(session.user_id), clean, checked.encode(), session.clock())
        event_log.append(session, "create", "book_key")
    key_ring.hold(books.open_path(), key_ring.book_uid(), key, encrypted=False)
    return Started(code_of(key))


def recovery_code(session: Session, *, password: str) -> Started:
    """The recovery code once more, for whoever proves to be a leader. Raises WrongSecretError, WaitError."""
    session.require(Permission.ENCRYPT)
    sign_in.prove(session, password=password)
    with saving(session, Permission.ENCRYPT):
        event_log.append(session, "print", "recovery_code")
    return Started(code_of(key_ring.book_key()), Changes.NONE)


def confirm_recovery(session: Session, *, code: str) -> Saved:
    """Try the printed code on the spot; raises RecoveryCodeError, WrongSecretError for another book's."""
    session.require(Permission.ENCRYPT)
    typed = key_of(code)
    state = key_state()
    if state is None or not doors.fits(state.check_value, typed, key_ring.book_uid()):
        raise WrongSecretError
    with saving(session, Permission.ENCRYPT):
        book.execute(sql.SET_TESTED, (session.clock(),))
        event_log.append(session, "check", "recovery_code")
    return Saved(1, key_ring.book_uid(), changes=Changes.SETTINGS)


# ---------------------------------------------------------------- people


def add_user(session: Session, data: PersonData, *, password: str) -> Saved:
    """Let somebody in with a first password.

    Raises NotPermittedError, FirstPasswordError, NameMissingError, NameTakenError, NotYourMemberError,
    LastDayMissingError, PasswordTooShortError, PasswordTooEasyError, NotSavedError.
    """
    values = _checked(session, data)
    checked = checked_password(password, data.name)
    uid = new_uid()
    with _with_keys(session):
        need_key()
        _refuse_name(values["name"], None)
        row_id = records.add(session, AppUser, uid, values)
        key_ring.wrap_for(uid, str(values["name"]), checked.encode())
    return Saved(row_id, uid, changes=Changes.SETTINGS)


def change_user(session: Session, user_id: int, *, data: PersonData) -> Saved:
    """Change name, role, member or last day of somebody.

    Raises NotPermittedError, NotFoundError, LastLeaderError and what ``add_user`` raises of the data.
    """
    values = _checked(session, data)
    with _with_keys(session):
        old = someone(user_id)
        _refuse_name(values["name"], user_id)
        if old.role is Role.LEADER and data.role is not Role.LEADER:
            _refuse_last_leader(old)
        records.change(session, AppUser, user_id, values)
        if key_state() is not None and values["name"] != old.name:
            key_ring.rename(old.uid, str(values["name"]))
    _refresh(user_id)
    return Saved(user_id, old.uid, changes=Changes.SETTINGS)


def rename_user(session: Session, user_id: int, *, name: str) -> Saved:
    """Change the name that stands on papers from now on; raises what ``change_user`` raises."""
    session.require(Permission.EDIT_PEOPLE)
    old = someone(user_id)
    return change_user(session, user_id, data=PersonData(name, old.role, old.party_id, old.valid_to))


def deactivate_user(session: Session, user_id: int) -> Saved:
    """Let somebody in no more; what she did stays under her name.

    Raises NotPermittedError, NotFoundError, OwnAccountError, LastLeaderError, NotSavedError.
    """
    with _with_keys(session):
        old = someone(user_id)
        if user_id == session.user_id:
            raise OwnAccountError
        _refuse_last_leader(old)
        records.change(session, AppUser, user_id, {"active": 0, "badge": None}, action="deactivate")
        book.execute(sql.DELETE_PIN, (user_id,))
        if key_state() is not None:
            key_ring.remove(old.uid)
    sign_in.forget(user_id)
    return Saved(user_id, old.uid, changes=Changes.SETTINGS)


def let_in_again(session: Session, user_id: int, *, password: str) -> Saved:
    """Let somebody in again who had left, with a new password; raises what ``add_user`` raises."""
    with _with_keys(session):
        need_key()
        old = someone(user_id, active=False)
        _refuse_name(old.name, user_id)
        checked = checked_password(password, old.name)
        records.change(session, AppUser, user_id, {"active": 1}, action="change")
        key_ring.wrap_for(old.uid, old.name, checked.encode())
    return Saved(user_id, old.uid, changes=Changes.SETTINGS)


# ---------------------------------------------------------------- roles


def change_rules(session: Session, rules: RoleRules) -> Saved:
    """Change what a role may do, its limits and when its screen locks.

    Raises NotPermittedError, ValueError for minutes or limits out of range, NotSavedError.
    """
    lowest, highest = IDLE_RANGE
    if not lowest <= rules.idle_minutes <= highest or any(value < 0 for value in rules.limits.values()):
        raise ValueError(rules)
    with saving(session, Permission.EDIT_PEOPLE):
        before = overrides_of(rules_of(rules.role))
        after = overrides_of(rules_with(rules.role, overrides_of(rules)))
        book.execute(sql.DELETE_RULES, (rules.role.value,))
        book.executemany(sql.INSERT_RULE, [(rules.role.value, key, value) for key, value in after.items()])
        if before != after:
            changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
            event_log.append(
                session,
                "change",
                "role_rule",
                before={"role": rules.role.value} | {key: before.get(key) for key in sorted(changed)},
                after={"role": rules.role.value} | {key: after.get(key) for key in sorted(changed)},
            )
    for person in users():
        if person.role is rules.role:
            _refresh(person.id)
    return Saved(0, key_ring.book_uid(), changes=Changes.SETTINGS)


# ---------------------------------------------------------------- within


@contextmanager
def _with_keys(session: Session) -> Iterator[None]:
    """A transaction of people together with the key file, which is put back if the transaction fails."""
    session.require(Permission.EDIT_PEOPLE)
    kept = key_ring.contents()
    try:
        with saving(session, Permission.EDIT_PEOPLE):
            yield
    except BaseException as error:
        key_ring.put_back(kept)
        if isinstance(error, FILE_TROUBLE):
            raise file_error(error, books.open_path()) from error
        raise


def need_key() -> None:
    """Refuse what only a book with people has; raises FirstPasswordError."""
    if key_state() is None:
        raise FirstPasswordError


def _checked_name(name: str) -> str:
    clean = clean_name(name, 200)
    if not look(clean):
        raise NameMissingError
    return clean


def _checked(session: Session, data: PersonData) -> dict[str, object]:
    session.require(Permission.EDIT_PEOPLE)
    name = _checked_name(data.name)
    if data.role is Role.MEMBER and data.party_id is None:
        raise NotYourMemberError
    until = data.valid_to if data.role is Role.AUDITOR else None
    if data.role is Role.AUDITOR and (until is None or until < sign_in.today(session)):
        raise LastDayMissingError
    return {
        "name": name,
        "role": data.role.value,
        "party_id": data.party_id,
        "valid_to": until.isoformat() if until else None,
    }


def someone(user_id: int, *, active: bool = True) -> User:
    """Somebody who may come in, or who no longer may; raises NotFoundError."""
    person = user(user_id)
    if person is None or person.active is not active:
        raise NotFoundError
    return person


def uid_of(user_id: int) -> bytes:
    """The uid of an account; raises NotFoundError."""
    row = read_row(AppUser, user_id)
    if row is None:
        raise NotFoundError
    return bytes(row["uid"])


def _refuse_name(name: object, user_id: int | None) -> None:
    wanted = look(str(name))
    for _uid, other, other_id in book.fetch(sql.ACTIVE_PEOPLE):
        if other_id != user_id and look(other) == wanted:
            raise NameTakenError(name=str(name))


def _refuse_last_leader(person: User) -> None:
    if person.role is Role.LEADER and not book.fetch_int(sql.ACTIVE_LEADERS, (person.id,)):
        raise LastLeaderError(name=person.name)


def _refresh(user_id: int) -> None:
    """Let whoever is signed in go on with the rights she has now."""
    person = user(user_id)
    for session in sign_in.sessions_of(user_id):
        if person is None or not person.active or session.role is not person.role:
            sign_in.forget(user_id)
        else:
            rules = rules_of(person.role)
            change_grant(session, rules.permissions, rules.limits)
