"""Months are closed one after the other: what the list asks for is done, then each is locked."""

import datetime as dt
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.month_close import Fix, State, Step, left_open
from app.domain.session import Session
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.domain.year_end import PrepaidDraft
from app.queries.balances import balances, month_end, movements
from app.queries.integrity import check_books
from app.queries.month_close import month_list, months_to_close
from app.queries.periods import lock_history, locked_months
from app.services import assets, closing, recosting, year_end
from app.services.closing import EarlierMonthOpenError
from app.services.entries import post_entry
from app.services.journal import account_id
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from app.services.periods import MonthNotOverError, unlock_month
from app.services.unit_of_work import NotSavedError, Posted
from app.services.year_closing import close_year, reopen_year
from app.services.year_end import DayLockedError, NothingDiffersError
from db import connection as book
from tests.builders import opened
from tests.samples import sample_file

TODAY = dt.date(2026, 11, 21)
MONTHS = [dt.date(2026, month, 1) for month in (8, 9, 10)]


def spend(session: Session, on: dt.date, amount: int = 100_00) -> Posted:
    line = EntryLineDraft(amount, account_code="5501")
    pay = PayDraft(PayKind.MONEY, amount, "1101")
    return post_entry(session, EntryDraft(new_uid(), Direction.OUT, (line,), (pay,)), on=on)


def journal(session: Session, on: dt.date, debit: str, credit: str, amount: int) -> Posted:
    lines = (JournalLineDraft(debit, amount), JournalLineDraft(credit, -amount))
    return post_journal(session, JournalDraft(new_uid(), lines), on=on)


def state(month: dt.date, step: Step) -> State:
    return next(each.state for each in month_list(month, TODAY).lines if each.step is step)


def balance(role: AccountRole, day: dt.date) -> int:
    wanted = account_id(role)
    return next(each.balance for each in balances(day) if each.id == wanted)


def test_money_over_that_nobody_claimed_becomes_income(session: Session) -> None:
    october = MONTHS[2]
    journal(session, october, "1101", "2108", 35_00)
    assert state(october, Step.CASH_OVER) is State.TO_DO
    done = closing.release_cash_over(session, october, uid=new_uid())
    assert (done.on, done.total) == (dt.date(2026, 10, 31), 35_00)
    assert balance(AccountRole.CASH_OVER, TODAY) == 0
    assert state(october, Step.CASH_OVER) is State.NOT_NEEDED
    with pytest.raises(NothingDiffersError):
        closing.release_cash_over(session, october, uid=new_uid())
    assert check_books() == []


def test_nothing_is_released_into_a_locked_month_or_by_halves(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    october = MONTHS[2]
    journal(session, october, "1101", "2108", 35_00)

    def full(*_arguments: object) -> None:
        raise book.DatabaseError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(book, "executemany", full)
        with pytest.raises(NotSavedError):
            closing.release_cash_over(session, october, uid=new_uid())
    assert balance(AccountRole.CASH_OVER, TODAY) == -35_00
    closing.lock_month(session, october, today=TODAY)
    with pytest.raises(DayLockedError):
        closing.release_cash_over(session, october, uid=new_uid())
    assert check_books() == []


def test_months_are_locked_in_order_with_what_was_left_open(session: Session) -> None:
    for month in MONTHS:
        spend(session, month)
    with pytest.raises(EarlierMonthOpenError):
        closing.lock_month(session, MONTHS[1], today=TODAY)
    for month in MONTHS:
        closing.lock_month(session, month, today=TODAY)
    with pytest.raises(MonthNotOverError):
        closing.lock_month(session, TODAY, today=TODAY)
    assert list(locked_months()) == MONTHS
    assert month_list(MONTHS[0], TODAY).is_locked
    assert all(each.reason for each in lock_history())  # cash was not counted
    assert months_to_close(TODAY) == (*MONTHS, TODAY.replace(day=1))


def test_what_is_prepaid_comes_into_its_month_by_the_list(session: Session) -> None:
    spend(session, dt.date(2026, 8, 3), 900_00)
    year_end.post_prepaid(session, PrepaidDraft(new_uid(), "5501", 900_00, 3), on=dt.date(2026, 8, 31))
    for month in MONTHS:
        assert (state(month, Step.PREPAID) is State.TO_DO) is (month.month == 10)
        if month.month == 10:
            year_end.release_prepaid(session, month, uid=new_uid())
    assert balance(AccountRole.PREPAID, TODAY) == 300_00  # November's part


@pytest.mark.slow
def test_every_month_of_a_year_is_closed_one_after_the_other_then_the_year(tmp_path: Path) -> None:
    with opened(sample_file(tmp_path)) as leader:
        for month in reversed(locked_months()):
            unlock_month(leader, month, reason="ทำใหม่ตั้งแต่ต้น")
        for month in months_to_close(TODAY)[:-1]:
            for each in month_list(month, TODAY).lines:
                if each.fix is Fix.RECOST:
                    recosting.recost_month(leader, month, uid=new_uid())
                elif each.fix is Fix.DEPRECIATE:
                    assets.depreciate(leader, month, uid=new_uid())
                elif each.fix is Fix.RELEASE_CASH_OVER:
                    closing.release_cash_over(leader, month, uid=new_uid())
            closing.lock_month(leader, month, today=TODAY)
            left = set(left_open(month_list(month, TODAY).lines))
            assert not left & {Step.RECOST, Step.DEPRECIATION, Step.CASH_OVER, Step.REGISTERS}, month
        before = [movements(month, month_end(month)) for month in months_to_close(TODAY)]
        done = close_year(leader, dt.date(2025, 12, 31), today=TODAY, uid=new_uid())
        assert balance(AccountRole.UNDISTRIBUTED, done.year.last) == -done.profit != 0
        assert [movements(month, month_end(month)) for month in months_to_close(TODAY)] == before
        assert check_books() == []
        reopen_year(leader, reason="ตรวจอีกครั้ง", uid=new_uid())
        assert [movements(month, month_end(month)) for month in months_to_close(TODAY)] == before
        assert check_books() == []
