"""Months that are locked: late slips go to the first open day, and only a leader opens them again."""

import datetime as dt

import pytest

from app.domain.document import new_uid
from app.domain.purchase import Slip
from app.domain.session import NotPermittedError, Permission, Session
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries.integrity import check_books
from app.queries.periods import lock_history, locked_months
from app.services.entries import post_entry
from app.services.periods import (
    LaterMonthLockedError,
    MonthNotOverError,
    NothingToLockError,
    NotLockedError,
    ReasonNeededError,
    lock_until,
    unlock_month,
)
from app.services.reversal import reverse
from app.services.unit_of_work import Posted
from db import connection as book
from tests.builders import session_with

TODAY = dt.date(2026, 11, 21)
AUGUST, SEPTEMBER, OCTOBER = dt.date(2026, 8, 10), dt.date(2026, 9, 10), dt.date(2026, 10, 10)


def spend(session: Session, on: dt.date, amount: int = 100_00) -> Posted:
    """A slip of office paper paid in cash on a day."""
    line = EntryLineDraft(amount, account_code="5501")
    pay = PayDraft(PayKind.MONEY, amount, "1101")
    return post_entry(
        session, EntryDraft(new_uid(), Direction.OUT, (line,), (pay,), slip=Slip(on, "1")), on=on
    )


def test_every_open_month_up_to_the_day_is_locked(session: Session) -> None:
    spend(session, AUGUST)
    done = lock_until(session, SEPTEMBER, today=TODAY, reason="ปิดงวด")
    assert done.months == (dt.date(2026, 8, 1), dt.date(2026, 9, 1))
    assert locked_months() == done.months
    assert check_books() == []


def test_a_slip_of_a_locked_month_keeps_its_day_and_is_booked_on_the_first_open_one(session: Session) -> None:
    spend(session, AUGUST)
    lock_until(session, SEPTEMBER, today=TODAY)
    late = spend(session, AUGUST)
    assert (late.on, late.ledger_date) == (AUGUST, dt.date(2026, 10, 1))
    assert check_books() == []


def test_a_reversal_takes_the_first_open_day_when_the_original_day_is_locked(session: Session) -> None:
    first, open_one = spend(session, AUGUST), spend(session, OCTOBER)
    lock_until(session, SEPTEMBER, today=TODAY)
    closed = reverse(session, first.uid, on=TODAY, reason="ผิด", uid=new_uid())
    still_open = reverse(session, open_one.uid, on=TODAY, reason="ผิด", uid=new_uid())
    assert closed.ledger_date == TODAY
    assert still_open.ledger_date == OCTOBER
    assert check_books() == []


def test_the_book_itself_refuses_a_document_in_a_locked_month(session: Session) -> None:
    spend(session, AUGUST)
    lock_until(session, AUGUST, today=TODAY)
    columns = ", ".join(
        name for _at, name, *_rest in book.fetch("PRAGMA table_info(document)") if name != "id"
    )
    with pytest.raises(book.DatabaseError, match="locked month"), book.unit_of_work():
        book.execute(f"INSERT INTO document ({columns}) SELECT {columns} FROM document LIMIT 1", ())


def test_nothing_but_the_log_of_locks_changes_what_is_locked(session: Session) -> None:
    spend(session, AUGUST)
    lock_until(session, AUGUST, today=TODAY)
    for statement in ("DELETE FROM period_lock", "UPDATE period_event SET is_locked = 0"):
        with pytest.raises(book.DatabaseError):
            book.execute(statement, ())


def test_refusals_to_lock(session: Session) -> None:
    with pytest.raises(NothingToLockError):
        lock_until(session, AUGUST, today=TODAY)
    spend(session, AUGUST)
    with pytest.raises(MonthNotOverError):
        lock_until(session, TODAY, today=TODAY)
    lock_until(session, AUGUST, today=TODAY)
    with pytest.raises(NothingToLockError):
        lock_until(session, AUGUST, today=TODAY)
    assert locked_months() == (dt.date(2026, 8, 1),)


def test_months_are_opened_from_the_last_one_with_a_reason(session: Session) -> None:
    spend(session, AUGUST)
    lock_until(session, SEPTEMBER, today=TODAY)
    with pytest.raises(ReasonNeededError):
        unlock_month(session, SEPTEMBER, reason="  ")
    with pytest.raises(LaterMonthLockedError):
        unlock_month(session, AUGUST, reason="บิลตกหล่น")
    with pytest.raises(NotLockedError):
        unlock_month(session, OCTOBER, reason="บิลตกหล่น")
    unlock_month(session, SEPTEMBER, reason="บิลตกหล่น")
    assert locked_months() == (dt.date(2026, 8, 1),)
    assert [(each.month.month, each.is_locked, each.reason) for each in lock_history()] == [
        (8, True, ""),
        (9, True, ""),
        (9, False, "บิลตกหล่น"),
    ]
    assert spend(session, SEPTEMBER).ledger_date == SEPTEMBER
    assert check_books() == []


def test_a_bookkeeper_locks_and_does_not_unlock(session: Session) -> None:
    spend(session, AUGUST)
    keeper = session_with(Permission.LOCK_PERIOD)
    lock_until(keeper, AUGUST, today=TODAY)
    with pytest.raises(NotPermittedError):
        unlock_month(keeper, AUGUST, reason="x")
    assert locked_months()
