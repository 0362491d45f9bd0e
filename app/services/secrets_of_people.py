"""With what people prove who they are: passwords, PINs and badges, chosen, replaced and taken away."""

from dataclasses import dataclass, field

from app.changes import Changes
from app.domain import badge
from app.domain.passwords import checked_password, checked_pin
from app.domain.session import Permission, Session
from app.queries.people import User
from app.services import event_log, key_ring, records, sign_in
from app.services.people import need_key, someone, uid_of
from app.services.records import Saved, saving
from db import connection as book
from db import key_file
from db.models.settings import AppUser
from db.sql import people as sql


@dataclass(frozen=True, slots=True)
class Badge:
    """A new badge: the code that its bar code says, kept nowhere."""

    user_name: str
    code: str = field(repr=False)
    changes: Changes = Changes.SETTINGS


def set_own_password(session: Session, *, old: str, new: str) -> Saved:
    """Change one's own password; raises WrongSecretError, WaitError, PasswordTooShortError, …"""
    session.require(Permission.SEE_OWN)
    person = someone(session.user_id)
    checked = checked_password(new, person.name)
    sign_in.prove(session, password=old)
    return _set_password(session, person, checked)


def set_password(session: Session, user_id: int, *, new: str) -> Saved:
    """Give somebody a new password who forgot hers; raises what ``set_own_password`` raises."""
    session.require(Permission.EDIT_PEOPLE)
    person = someone(user_id)
    return _set_password(session, person, checked_password(new, person.name))


def set_pin(session: Session, *, pin: str, password: str) -> Saved:
    """Choose the PIN that opens one's own locked screen; the password proves who asks.

    Raises PinRefusedError, WrongSecretError, WaitError, NotSavedError.
    """
    session.require(Permission.SEE_OWN)
    checked = checked_pin(pin)
    sign_in.prove(session, password=password)
    salt, hashed, parameters = key_file.hash_pin(checked.encode())
    with saving(session, Permission.SEE_OWN):
        values = (
            session.user_id,
            salt,
            hashed,
            parameters.time_cost,
            parameters.memory_kib,
            parameters.lanes,
        )
        book.execute(sql.SET_PIN, values)
        book.execute(sql.DELETE_TRIES, (session.user_id,))
        event_log.append(session, "pin", "app_user", uid_of(session.user_id))
    return Saved(session.user_id, uid_of(session.user_id), changes=Changes.SETTINGS)


def clear_pin(session: Session, user_id: int) -> Saved:
    """Take somebody's PIN away; her password opens everything still."""
    own = user_id == session.user_id
    with saving(session, Permission.SEE_OWN if own else Permission.EDIT_PEOPLE):
        person = someone(user_id)
        book.execute(sql.DELETE_PIN, (user_id,))
        book.execute(sql.DELETE_TRIES, (user_id,))
        event_log.append(session, "pin", "app_user", person.uid, after={"pin": None})
    return Saved(user_id, person.uid, changes=Changes.SETTINGS)


def make_badge(session: Session, user_id: int) -> Badge:
    """A new badge for somebody; her older one says nothing any more. Raises NotFoundError."""
    code = badge.new_code()
    with saving(session, Permission.EDIT_PEOPLE):
        person = someone(user_id)
        records.change(session, AppUser, user_id, {"badge": badge.digest(code)}, action="badge")
    return Badge(person.name, code)


def remove_badge(session: Session, user_id: int) -> Saved:
    """A lost badge says nothing any more."""
    with saving(session, Permission.EDIT_PEOPLE):
        person = someone(user_id)
        records.change(session, AppUser, user_id, {"badge": None}, action="badge")
    return Saved(user_id, person.uid, changes=Changes.SETTINGS)


def _set_password(session: Session, person: User, password: str) -> Saved:
    own = person.id == session.user_id
    kept = key_ring.contents()
    try:
        with saving(session, Permission.SEE_OWN if own else Permission.EDIT_PEOPLE):
            need_key()
            event_log.append(session, "password", "app_user", person.uid)
            key_ring.wrap_for(person.uid, person.name, password.encode())
    except BaseException:
        key_ring.put_back(kept)
        raise
    return Saved(person.id, person.uid, changes=Changes.SETTINGS)
