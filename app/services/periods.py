"""Locking months and unlocking them: a locked month takes no document, the database itself refuses it."""

import datetime as dt
from dataclasses import dataclass

from app.changes import Changes
from app.domain.calendar import checked_day
from app.domain.fiscal import months_between
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.fiscal_years import is_closed, year_of
from app.services import event_log
from app.services.records import saving
from app.thai.dates import format_month
from app.thai.normalise import clean_text
from db import connection as book
from db.sql import books as sql


class MonthNotOverError(UserError):
    """A month that is still running is not locked."""

    message = N_("{month} is not over yet and cannot be locked.")


class NothingToLockError(UserError):
    """Every month up to the day is locked already, or the book is empty."""

    message = N_("There is no open month to lock up to this day.")


class NotLockedError(UserError):
    """A month that is open already."""

    message = N_("{month} is open already.")


class LaterMonthLockedError(UserError):
    """Months are unlocked from the last one backwards, so that no open month lies between locked ones."""

    message = N_("Please unlock {month} first: months are opened from the last one backwards.")


class YearOfMonthClosedError(UserError):
    """A month of a closed year is opened by opening the year."""

    message = N_("{month} belongs to a closed year; please open the year again first.")


class ReasonNeededError(UserError):
    """Unlocking wants a reason."""

    message = N_("Please say why the month is opened again.")


@dataclass(frozen=True, slots=True)
class PeriodsChanged:
    """Which months were locked or unlocked, by their first days."""

    months: tuple[dt.date, ...]
    changes: Changes = Changes.LEDGER | Changes.SETTINGS


def lock_until(session: Session, day: dt.date, *, today: dt.date, reason: str = "") -> PeriodsChanged:
    """Lock every open month up to and with the one of a day.

    Raises NotPermittedError, MonthNotOverError (the month still runs on ``today``), NothingToLockError.
    """
    checked_day(day)
    with saving(session, Permission.LOCK_PERIOD):
        if day.replace(day=1) >= today.replace(day=1):
            raise MonthNotOverError(month=format_month(day, long=True))
        row = book.fetch_one(sql.FIRST_MONTH)
        first = None if row is None or row[0] is None else dt.date.fromisoformat(f"{row[0]}-01")
        locked = {month for month, _at in book.fetch(sql.LOCKED_MONTHS)}
        months = tuple(
            month
            for month in (months_between(first, day) if first is not None else ())
            if month.isoformat()[:7] not in locked
        )
        if not months:
            raise NothingToLockError
        write_locks(session, months, locked=True, reason=reason)
    return PeriodsChanged(months)


def unlock_month(session: Session, month: dt.date, *, reason: str) -> PeriodsChanged:
    """Open the last locked month again, with a reason that stays in the book.

    Raises NotPermittedError, ReasonNeededError, NotLockedError, LaterMonthLockedError,
    YearOfMonthClosedError.
    """
    with saving(session, Permission.UNLOCK_PERIOD):
        if not clean_text(reason):
            raise ReasonNeededError
        row = book.fetch_one(sql.LAST_LOCKED)
        last = None if row is None or row[0] is None else dt.date.fromisoformat(f"{row[0]}-01")
        if last is None or last < month.replace(day=1):
            raise NotLockedError(month=format_month(month, long=True))
        if last > month.replace(day=1):
            raise LaterMonthLockedError(month=format_month(last, long=True))
        if is_closed(year_of(last)):
            raise YearOfMonthClosedError(month=format_month(last, long=True))
        write_locks(session, (last,), locked=False, reason=reason)
    return PeriodsChanged((last,))


def write_locks(session: Session, months: tuple[dt.date, ...], *, locked: bool, reason: str) -> None:
    """Write down that months were locked or opened, inside the caller's transaction."""
    said = clean_text(reason)
    for month in months:
        name = month.isoformat()[:7]
        book.execute(sql.LOCK_EVENT, (name, int(locked), session.clock(), session.user_id, said))
    names = ", ".join(month.isoformat()[:7] for month in months)
    event_log.append(
        session,
        "lock_month" if locked else "unlock_month",
        "period",
        before=None,
        after={"months": names, "reason": said},
    )
