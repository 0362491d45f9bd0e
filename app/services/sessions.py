"""Makes the session of a person out of what the book says of her: role, rights, limits, last day."""

import datetime as dt
from collections.abc import Callable

from app.domain.roles import Permission
from app.domain.session import (
    Approver,
    Session,
    SessionEndedError,
    end_all,
    is_alive,
    issue,
    issue_one_act,
)
from app.errors import UserError
from app.i18n import N_
from app.queries.people import User, rules_of
from app.thai.dates import THAI_TIME, day_of
from db import connection as book
from db.sql import settings as sql


class NotLetInError(UserError):
    """Somebody who left, or whose last day is over."""

    message = N_("{name} no longer has a place in this book. The leader can let her in again.")


def end_of_day(day: dt.date) -> int:
    """The moment (UTC, ms) at which a day is over in Thailand."""
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), THAI_TIME)
    return int(midnight.timestamp()) * 1000


_desk: dict[int, list[Session]] = {}


def at_desk(user_id: int) -> list[Session]:
    """The living sessions of a person in this program, locked or not."""
    living = [each for each in _desk.get(user_id, ()) if is_alive(each)]
    _desk[user_id] = living
    return list(living)


def everybody_leaves() -> None:
    """End every session: the book is closed."""
    _desk.clear()
    end_all()


def session_for(user: User, clock: Callable[[], int], *, at_desk: bool = True) -> Session:
    """Enter a person of the open book into the register; raises NotLetInError."""
    if not user.active or (user.valid_to is not None and day_of(clock()) > user.valid_to):
        raise NotLetInError(name=user.name)
    device_id, prefix, epoch = book.fetch(sql.OWN_DEVICE)[0]
    rules = rules_of(user.role)
    person = Session(
        user.id,
        user.name,
        device_id,
        prefix,
        epoch,
        clock=clock,
        user_uid=user.uid,
        role=user.role,
        party_id=user.party_id,
    )
    ends_at = None if user.valid_to is None else end_of_day(user.valid_to)
    session = issue(person, rules.permissions, rules.limits, ends_at=ends_at)
    if at_desk:
        _desk.setdefault(user.id, []).append(session)
    return session


def keeper_of(session: Session) -> Session:
    """A session that only copies the book, so that copies go on while the screen is locked."""
    return issue(session, frozenset({Permission.BACK_UP}))


def one_act(session: Session, approver: Session, permission: Permission) -> Session:
    """The session of one act that another person allowed, within her own limits.

    Raises NotPermittedError for an approver who may not do it or not approve, SessionEndedError.
    """
    if approver.user_id == session.user_id:
        raise SessionEndedError
    approver.require(Permission.APPROVE)
    approver.require(permission)
    allowed = Approver(approver.user_id, approver.user_uid, approver.user_name)
    return issue_one_act(session, allowed, permission, rules_of(approver.role).limits)
