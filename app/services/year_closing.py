"""Closing a fiscal year and opening it again: income and expense go over to the profit to be distributed."""

import datetime as dt
from dataclasses import dataclass

from app.changes import Changes
from app.domain.document import DocumentKind
from app.domain.fiscal import FiscalYear, months_between
from app.domain.ledger import AccountRole
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_, _
from app.queries.fiscal_years import closings, fiscal_years, is_closed, year_of
from app.queries.periods import locked_months
from app.queries.profit import book_span
from app.queries.settings import business_settings
from app.queries.year_end import accounts_to_close
from app.services import event_log
from app.services.journal import account_id
from app.services.periods import ReasonNeededError, write_locks
from app.services.records import saving
from app.services.reversal import reverse_closing
from app.services.unit_of_work import Entry, Posted, find_posted, post
from app.thai.dates import format_date
from app.thai.normalise import clean_text
from db import connection as book
from db.sql import settings as settings_sql

ONE_DAY = dt.timedelta(days=1)
REASON = N_("The year was closed")


class YearNotOverError(UserError):
    """A year that still runs."""

    message = N_("The year runs until {last} and cannot be closed before.")


class YearClosedError(UserError):
    """A year that is closed already."""

    message = N_("The year up to {last} is closed already.")


class EarlierYearOpenError(UserError):
    """Years are closed in order."""

    message = N_("Please close the year up to {last} first.")


class NothingToCloseError(UserError):
    """A year without income and expenses."""

    message = N_("There is neither income nor expense to close in this year.")


class NoClosedYearError(UserError):
    """Opening a year again though none is closed."""

    message = N_("No year is closed.")


@dataclass(frozen=True, slots=True)
class YearChanged:
    """A year that was closed or opened again, and the document that did it; profit in satang."""

    year: FiscalYear
    posted: Posted
    profit: int
    changes: Changes = Changes.LEDGER | Changes.SETTINGS


def close_year(session: Session, day: dt.date, *, today: dt.date, uid: bytes) -> YearChanged:
    """Close the fiscal year of a day: one entry on its last day, then every month up to it is locked.

    Once per ``uid``. Raises YearNotOverError, YearClosedError, EarlierYearOpenError, NothingToCloseError,
    NotPermittedError, NotSavedError.
    """
    with saving(session, Permission.LOCK_PERIOD):
        found = find_posted(uid)
        if found is not None:
            return YearChanged(year_of(found.on), found, found.total, Changes.NONE)
        year = year_of(day)
        _refuse(year, today)
        accounts = accounts_to_close(year.last)
        if not accounts:
            raise NothingToCloseError
        profit = -sum(each.balance for each in accounts)
        last_month = year.last.replace(day=1)
        locked = set(locked_months())
        if last_month in locked:  # the entry itself; it is locked again below
            write_locks(session, (last_month,), locked=False, reason=_(REASON))

        def write(entry: Entry) -> None:
            note = _("Closing of the year up to {last}").format(last=format_date(year.last))
            entry.document(DocumentKind.CLOSING, year.last, profit, note=note)
            for each in accounts:
                entry.line(each.id, -each.balance, is_closing=True)
            entry.line(account_id(AccountRole.UNDISTRIBUTED), -profit, is_closing=True)
            entry.changes = Changes.LEDGER

        posted = post(session, Permission.LOCK_PERIOD, uid, write)
        span = book_span()
        assert span is not None
        months = [each for each in months_between(span[0], year.last) if each not in locked - {last_month}]
        write_locks(session, tuple(months), locked=True, reason=_(REASON))
    return YearChanged(year, posted, profit)


def reopen_year(session: Session, *, reason: str, uid: bytes) -> YearChanged:
    """Take back the last closing; the months from the year's last one on are open again.

    If the start of the year was moved since, it is moved back. Raises ReasonNeededError, NoClosedYearError,
    NotPermittedError, NotSavedError.
    """
    with saving(session, Permission.UNLOCK_PERIOD):
        said = clean_text(reason)
        if not said:
            raise ReasonNeededError
        found = find_posted(uid)
        if found is not None:
            return YearChanged(year_of(found.on), found, -found.total, Changes.NONE)
        standing = closings()
        if not standing:
            raise NoClosedYearError
        closing = standing[-1]
        year = year_of(closing.last)
        from_month = closing.last.replace(day=1)
        months = tuple(month for month in reversed(locked_months()) if month >= from_month)
        write_locks(session, months, locked=False, reason=said)
        posted = reverse_closing(session, closing.uid, on=closing.last, reason=said, uid=uid)
        _move_start_back(session, year)
    return YearChanged(year, posted, closing.profit)


def _refuse(year: FiscalYear, today: dt.date) -> None:
    if year.last >= today:
        raise YearNotOverError(last=format_date(year.last))
    if is_closed(year):
        raise YearClosedError(last=format_date(year.last))
    for earlier in fiscal_years():  # a year without income and expenses has nothing to close
        if earlier.last < year.last and not is_closed(earlier) and accounts_to_close(earlier.last):
            raise EarlierYearOpenError(last=format_date(earlier.last))


def _move_start_back(session: Session, year: FiscalYear) -> None:
    """What was set after the closing belongs to years that are no more."""
    before, after = business_settings().fiscal_start_month, (year.last + ONE_DAY).month
    if before == after:
        return
    book.execute(settings_sql.SET_SETTING, ("fiscal_start_month", str(after)))
    event_log.append(
        session,
        "change",
        "setting",
        before={"fiscal_start_month": before},
        after={"fiscal_start_month": after},
    )
