"""Who is at the desk of the open book: coming, locking the screen, coming back, switching, approving one act.

A password opens the book's key. A PIN only re-opens a screen that its owner signed in at, in this running
program; wrong ones are counted in the book before they are tried.
"""

import datetime as dt
from dataclasses import dataclass, replace

from app.domain import badge
from app.domain.passwords import compared_pin
from app.domain.roles import Permission, RoleRules
from app.domain.session import Session, SessionEndedError, end, is_alive, set_locked
from app.domain.waiting import Ticks, Tries, counted_anew, failed_again, left_ms
from app.errors import UserError
from app.i18n import N_
from app.queries.people import User, key_state, rules_of, user, user_by_badge, user_by_uid, users
from app.services import doors, event_log, key_ring, sessions
from app.services.doors import Credential, KeyDoesNotFitError, WaitError, WrongSecretError
from app.services.records import NotFoundError
from app.thai.dates import day_of
from db import connection as book
from db import key_file, ticks
from db.sql import people as sql

MOST_PINS = 5
"""Wrong PINs in a row after which only the password helps."""


class NoPinError(UserError):
    """Somebody without a PIN, or who has not signed in since the program was started."""

    message = N_("Please enter the password: a PIN only opens a screen that was locked.")


class WrongPinError(UserError):
    """The PIN is not right."""

    message = N_("This PIN is not right.")


class PinUsedUpError(UserError):
    """Too many wrong PINs."""

    message = N_("Too many wrong PINs. Please enter the password.")


class OwnApprovalError(UserError):
    """Somebody who would approve for herself."""

    message = N_("Somebody else must approve this.")


@dataclass(frozen=True, slots=True)
class AtDesk:
    """Somebody who may take over the screen; ``by_pin`` when her PIN is enough."""

    user: User
    here: bool
    """Whether she signed in since the program was started."""
    by_pin: bool


# ---------------------------------------------------------------- coming and going


def arrive(opened: doors.Opened, person: User, session: Session) -> None:
    """Write down that somebody signed in (called when a book is opened or the person is switched)."""
    after: dict[str, object] = {"wrong_tries": opened.wrong_tries}
    if opened.user_uid is None:
        after["by"] = "recovery_code"
    with book.unit_of_work():
        book.execute(sql.DELETE_TRIES, (person.id,))
        event_log.append(session, "sign_in", "app_user", person.uid, after=after)


def person_of(opened: doors.Opened, *, name: str) -> User:
    """Whose secret opened the key of the open book; ``name`` is the book's, for the sentence.

    Raises KeyDoesNotFitError, WrongSecretError.
    """
    state = key_state()
    if state is None or not doors.fits(state.check_value, opened.key, key_ring.book_uid()):
        raise KeyDoesNotFitError(name=name)
    if opened.user_uid is None:
        found = next((each for each in users() if each.active and each.role.value == "leader"), None)
    else:
        found = user_by_uid(opened.user_uid)
    if found is None:
        raise WrongSecretError
    return found


def switch(session: Session, credential: Credential) -> Session:
    """Sign somebody in at the open book; whoever was at the screen is locked, not signed out.

    Raises WrongSecretError, WaitError, NotLetInError and what reading the key file raises.
    """
    opened = doors.unlock(key_ring.keys_file(), credential, keys=key_ring.keys_file())
    person = person_of(opened, name=key_ring.keys_file().stem)
    lock(session)
    for old in sessions.at_desk(person.id):
        end(old)
    arrived = sessions.session_for(person, session.clock)
    arrive(opened, person, arrived)
    return arrived


def sign_out(session: Session) -> None:
    """End a session; the password is asked the next time."""
    if is_alive(session):
        with book.unit_of_work():
            event_log.append(session, "sign_out", "app_user", session.user_uid)
    end(session)


def forget(user_id: int) -> None:
    """Sign somebody out everywhere in this program."""
    for session in sessions.at_desk(user_id):
        end(session)


def sessions_of(user_id: int) -> list[Session]:
    """The living sessions of a person in this program."""
    return sessions.at_desk(user_id)


def people_at_desk() -> list[AtDesk]:
    """Everybody who may take over, those who were here first."""
    found = [
        AtDesk(each, bool(sessions.at_desk(each.id)), each.has_pin and bool(sessions.at_desk(each.id)))
        for each in users()
        if each.active
    ]
    return sorted(found, key=lambda each: not each.here)


def person_with_badge(code: str) -> int | None:
    """Whose badge was scanned; None for a code that is no badge of this book."""
    return user_by_badge(badge.digest(code)) if badge.is_badge(code) else None


# ---------------------------------------------------------------- locking


def lock(session: Session) -> None:
    """Lock the screen: every service refuses this session until its person is back.

    In a book of one there is nothing to come back with, so nothing is locked.
    """
    if key_ring.has_key():
        set_locked(session, True)


def unlock_with_pin(session: Session, *, pin: str) -> Session:
    """Come back to a locked session with its person's PIN.

    Raises WrongPinError, NoPinError, PinUsedUpError, WaitError, SessionEndedError.
    """
    if not is_alive(session):
        raise SessionEndedError
    _try_pin(session.user_id, pin)
    set_locked(session, False)
    return session


def unlock_with_password(session: Session, *, password: str) -> Session:
    """Come back to a locked session with its person's password; raises WrongSecretError, WaitError."""
    if not is_alive(session):
        raise SessionEndedError
    prove(session, password=password)
    set_locked(session, False)
    return session


def prove(session: Session, *, password: str) -> None:
    """Whether the person at the screen is who she says; raises WrongSecretError, WaitError."""
    person = user(session.user_id)
    if person is None:
        raise NotFoundError
    credential = Credential(user_uid=person.uid, password=password)
    try:
        opened = doors.unlock(key_ring.keys_file(), credential, keys=key_ring.keys_file())
    except WrongSecretError:
        _refused(person, session)
        raise
    if opened.key != key_ring.book_key():
        raise WrongSecretError
    with book.unit_of_work():
        book.execute(sql.DELETE_TRIES, (person.id,))


def rules_for(session: Session) -> RoleRules:
    """When this person's screen locks by itself, and what else her role says."""
    return rules_of(session.role)


def today(session: Session) -> dt.date:
    """The day of this place by the session's clock."""
    return day_of(session.clock())


# ---------------------------------------------------------------- approving


def may_approve(session: Session, permission: Permission) -> frozenset[int]:
    """The ids of everybody else who may allow this person an act."""
    session.require(Permission.SEE_OWN)
    found = set()
    for person in users():
        rights = rules_of(person.role).permissions
        if person.active and person.id != session.user_id and {permission, Permission.APPROVE} <= rights:
            found.add(person.id)
    return frozenset(found)


def approve(
    session: Session, *, approver_id: int, permission: Permission, pin: str = "", password: str = ""
) -> Session:
    """A session for one act of this person that somebody else allows here and now.

    The approver proves herself by her password, or by her PIN if she signed in since the start.

    Raises OwnApprovalError, WrongSecretError, WrongPinError, NoPinError, PinUsedUpError, WaitError,
    NotLetInError, and NotPermittedError for an approver who may not do it herself.
    """
    session.require(Permission.SEE_OWN)
    if approver_id == session.user_id:
        raise OwnApprovalError
    person = user(approver_id)
    if person is None:
        raise NotFoundError
    if pin:
        if not sessions.at_desk(approver_id):
            raise NoPinError
        _try_pin(approver_id, pin)
    else:
        prove(replace(session, user_id=person.id, user_name=person.name), password=password)
    approver = sessions.session_for(person, session.clock, at_desk=False)
    try:
        return sessions.one_act(session, approver, permission)
    finally:
        end(approver)


# ---------------------------------------------------------------- PINs


def _try_pin(user_id: int, pin: str) -> None:
    person = user(user_id)
    row = book.fetch_one(sql.PIN, (user_id,))
    if person is None or not person.active or row is None:
        raise NoPinError
    now = Ticks(*ticks.now())
    with book.unit_of_work():  # counted as wrong until it proves right, so that no crash gives a try away
        found = book.fetch_one(sql.TRIES, (user_id,))
        before = None if found is None else Tries(*found)
        if before is not None and before.failed >= MOST_PINS:
            raise PinUsedUpError
        left = 0 if before is None else left_ms(before, now)
        after = counted_anew(before, now) if left and before is not None else failed_again(before, now)
        book.execute(sql.SET_TRIES, (user_id, after.failed, after.boot, after.ticks_ms))
    if left:
        raise WaitError(seconds=-(-left // 1000))
    salt, hashed, *cost = row
    if not key_file.pin_fits(
        compared_pin(pin).encode("utf-8", "replace"), salt, hashed, key_file.Cost(*cost)
    ):
        raise WrongPinError
    with book.unit_of_work():
        book.execute(sql.DELETE_TRIES, (user_id,))


def _refused(person: User, session: Session) -> None:
    """Write a wrong password down under the name it was tried for."""
    tried = replace(session, user_id=person.id, user_name=person.name)
    with book.unit_of_work():
        event_log.append(tried, "refused", "app_user", person.uid)
