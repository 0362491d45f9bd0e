"""Totals of a month that a household shares by its own choice, and how the group keeps them together."""

import datetime as dt
import secrets

from app.changes import Changes
from app.domain.book_kind import BookKind
from app.domain.document import new_uid
from app.domain.household.notes import NoteKind, Totals, write_totals
from app.domain.household.sharing import ready
from app.domain.session import Session
from app.errors import UserError
from app.i18n import N_
from app.queries.household.totals import month_totals, sharing_token
from app.services import event_log
from app.services.books import open_path
from app.services.household import mailbox
from app.services.household.access import saving_household
from app.services.household.linking import active_peers
from app.services.records import NotFoundError, Saved
from app.thai.dates import format_month
from db import connection as book
from db.sql import household_notes as sql
from db.sql import settings as settings_sql


class MonthNotOverError(UserError):
    """A month that still goes on cannot be shared."""

    message = N_("{month} is not over yet. It can be shared from the first day of the next month on.")


class AlreadySharedError(UserError):
    """A month that was shared before."""

    message = N_("The totals of {month} were sent already.")


TOKEN = "household_token"


def share_month(session: Session, month: dt.date, *, today: dt.date) -> Saved:
    """Send the totals of a month to the group linked last: income, spending, saving, debt, nothing else.

    Raises MonthNotOverError, AlreadySharedError, NotFoundError (no group is linked), NotAHouseholdError,
    NotPermittedError, NotSavedError.
    """
    first = month.replace(day=1)
    if (first + dt.timedelta(days=32)).replace(day=1) > today:
        raise MonthNotOverError(month=format_month(first))
    with saving_household(session):
        peer = next(reversed(active_peers(BookKind.ENTERPRISE)), None)
        if peer is None or peer.shared is None or peer.book_uid is None:
            raise NotFoundError
        if book.fetch_one(sql.IS_SENT, (first.isoformat(),)) is not None:
            raise AlreadySharedError(month=format_month(first))
        token = sharing_token()
        if token is None:
            token = secrets.token_bytes(16)
            book.execute(settings_sql.SET_SETTING, (TOKEN, token.hex()))
        figures = month_totals(first)
        totals = Totals(token, first, figures.income, figures.spending, figures.saving, figures.debt)
        data = write_totals(totals, peer.shared)
        uid = new_uid()
        book.execute(
            sql.INSERT_NOTE,
            (
                *(uid, peer.id, "out", NoteKind.TOTALS.value, uid, first.isoformat(), figures.debt),
                *(data.decode(), "sent", session.clock()),
            ),
        )
        event_log.append(session, "share", "household_total", uid)
        mailbox.put(data, peer.recipient, own_file=open_path(), to_book=peer.book_uid, to_file=peer.file)
    return Saved(0, uid, changes=Changes.HOUSEHOLD)


def keep_totals(totals: Totals, at: int) -> None:
    """Keep a household's totals in the group's book, inside the caller's transaction.

    They are shown as soon as at least five more wait for the month; what is shown is not changed any more.
    """
    month = totals.month.isoformat()[:7]
    book.execute(
        sql.SAVE_TOTALS,
        (totals.token, month, totals.income, totals.spending, totals.saving, totals.debt, at),
    )
    if ready(book.fetch_int(sql.COUNT_WAITING, (month,))):
        book.execute(sql.LET_OUT, (month,))
