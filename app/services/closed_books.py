"""Who acts on a book that is not the open one: a copy that is restored, a file that is encrypted."""

from collections.abc import Callable

from app.domain.roles import Role, rules_with
from app.domain.session import Session, issue
from app.services import doors
from app.services.doors import KeyDoesNotFitError, Opened
from db import files
from db.sql import people as people_sql
from db.sql import settings as settings_sql


def person_in(
    execute: files.Execute,
    opened: Opened | None,
    book_uid: bytes,
    clock: Callable[[], int],
    *,
    name: str,
    epoch: int | None = None,
) -> Session:
    """The session of whoever opened a closed book, with the rights she has in it; the caller ends it.

    In a book of one, and by the recovery code, it is the leader. ``name`` is the file's, for the sentence.
    Raises KeyDoesNotFitError.
    """
    state = execute(people_sql.KEY, ()).fetchall()
    if state and (opened is None or not doors.fits(state[0][0], opened.key, book_uid)):
        raise KeyDoesNotFitError(name=name)
    by_uid = opened.user_uid if state and opened is not None else None
    query = (people_sql.USER_BY_UID, (by_uid,)) if by_uid else (people_sql.FIRST_LEADER, ())
    rows = execute(*query).fetchall()
    if not rows or not rows[0][4]:
        raise KeyDoesNotFitError(name=name)
    user_id, uid, user_name, role_name = rows[0][:4]
    role = Role(role_name)
    rules = rules_with(role, dict(execute(people_sql.RULES_OF, (role.value,)).fetchall()))
    device_id, prefix, own_epoch = execute(settings_sql.OWN_DEVICE, ()).fetchall()[0]
    person = Session(
        user_id, user_name, device_id, prefix, epoch or own_epoch, clock=clock, user_uid=uid, role=role
    )
    return issue(person, rules.permissions, rules.limits)
