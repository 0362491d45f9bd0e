"""What closing a month posts by itself, and the lock at its end."""

import datetime as dt

from app.changes import Changes
from app.domain.document import DocumentKind
from app.domain.fiscal import last_of_month
from app.domain.ledger import AccountRole
from app.domain.month_close import TITLES, left_open
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_, _
from app.queries.month_close import month_list, months_to_close
from app.queries.periods import locked_months
from app.queries.year_end import balance_of_role
from app.services.journal import account_id
from app.services.periods import PeriodsChanged, lock_until
from app.services.unit_of_work import Entry, Posted, first_open_day, post
from app.services.year_end import DayLockedError, NothingDiffersError
from app.thai.dates import format_month


class EarlierMonthOpenError(UserError):
    """Months are locked in order."""

    message = N_("Please close {month} first: months are locked one after the other.")


def release_cash_over(session: Session, month: dt.date, *, uid: bytes) -> Posted:
    """Money that was over, and that nobody claimed by a month's end, becomes other income on its last day.

    Raises NothingDiffersError, DayLockedError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        day = last_of_month(month)
        if first_open_day(day) != day:
            raise DayLockedError(month=format_month(day, long=True))
        amount = -balance_of_role(AccountRole.CASH_OVER, day)
        if amount <= 0:
            raise NothingDiffersError
        note = _("Money over that nobody claimed until {month}").format(month=format_month(day, long=True))
        entry.document(DocumentKind.JOURNAL, day, amount, note=note)
        entry.line(account_id(AccountRole.CASH_OVER), amount)
        entry.line(account_id(AccountRole.OTHER_INCOME), -amount)
        entry.changes = Changes.LEDGER

    return post(session, Permission.POST_JOURNAL, uid, write)


def lock_month(session: Session, month: dt.date, *, today: dt.date) -> PeriodsChanged:
    """Lock a month; what of its list was still to do is written down with the lock.

    Raises EarlierMonthOpenError, MonthNotOverError, NothingToLockError, NotPermittedError, NotSavedError.
    """
    session.require(Permission.LOCK_PERIOD)
    locked = set(locked_months())
    earlier = next((each for each in months_to_close(today) if each not in locked), month)
    if earlier < month.replace(day=1):
        raise EarlierMonthOpenError(month=format_month(earlier, long=True))
    open_lines = left_open(month_list(month, today).lines)
    reason = _("Left open: {lines}").format(lines=", ".join(_(TITLES[step]) for step in open_lines))
    return lock_until(session, month, today=today, reason=reason if open_lines else "")
