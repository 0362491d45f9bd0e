"""A year's end: what is estimated, prepaid and accrued; closing, opening again, another start."""

import datetime as dt

import pytest

from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.opening import OpeningBooksDraft
from app.domain.purchase import OpeningStockDraft
from app.domain.series import SERIES_PREFIX
from app.domain.session import NotPermittedError, Permission, Session
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.domain.year_end import AccrualDraft, AccrualLine, MonthsError, PrepaidDraft
from app.queries.balances import balances, movements
from app.queries.fiscal_years import FigureKind, closings, fiscal_years, year_before, year_of, yearly_figures
from app.queries.integrity import check_books
from app.queries.periods import locked_months
from app.queries.year_end import goods_at, prepaid_left
from app.services import event_log, year_closing, year_end
from app.services.entries import post_entry
from app.services.journal import account_id
from app.services.opening import open_books
from app.services.periods import ReasonNeededError, YearOfMonthClosedError, lock_until, unlock_month
from app.services.purchases import UnknownAccountError
from app.services.reversal import ClosingStandsError, GoesOnError, reverse
from app.services.settings import change_settings
from app.services.unit_of_work import NotSavedError, Posted, post
from app.services.year_closing import (
    EarlierYearOpenError,
    NoClosedYearError,
    NothingToCloseError,
    YearClosedError,
    YearNotOverError,
    close_year,
    reopen_year,
)
from app.services.year_end import (
    BelowNothingError,
    DayLockedError,
    NotAnExpenseAccountError,
    NothingDiffersError,
)
from db import connection as book
from db.sql import year_end as sql
from tests.builders import product, session_with

TODAY = dt.date(2027, 2, 10)
LAST = dt.date(2026, 12, 31)
FIRST_NEXT = dt.date(2027, 1, 1)


def slip(
    session: Session, on: dt.date, amount: int, *, code: str, direction: Direction = Direction.OUT
) -> Posted:
    pay = PayDraft(PayKind.MONEY, amount, "1101")
    lines = (EntryLineDraft(amount, account_code=code),)
    return post_entry(session, EntryDraft(new_uid(), direction, lines, (pay,)), on=on)


def earn(session: Session, on: dt.date, amount: int) -> Posted:
    return slip(session, on, amount, code="4202", direction=Direction.IN)


def balance(role: AccountRole, day: dt.date) -> int:
    wanted = account_id(role)
    return next(each.balance for each in balances(day) if each.id == wanted)


def result(first: dt.date, last: dt.date) -> int:
    """The profit that the month statements show."""
    return -sum(each.balance for each in movements(first, last) if each.type in {"income", "expense"})


# ---------------------------------------------------------------- accruals and prepaid


def test_an_accrual_is_in_the_year_and_gone_from_the_next(session: Session) -> None:
    lines = (AccrualLine("5202", 820_00, "ค่าไฟ ธ.ค."), AccrualLine("5503", 150_00))
    done = year_end.post_accruals(session, AccrualDraft(new_uid(), lines), on=LAST)
    assert balance(AccountRole.ACCRUED, LAST) == -970_00
    assert balance(AccountRole.ACCRUED, FIRST_NEXT) == 0
    assert done.next_year is not None
    assert done.next_year.ledger_date == FIRST_NEXT
    assert (result(LAST.replace(day=1), LAST), result(FIRST_NEXT, FIRST_NEXT)) == (-970_00, 970_00)
    assert check_books() == []


def test_an_accrual_posted_twice_is_posted_once(session: Session) -> None:
    draft = AccrualDraft(new_uid(), (AccrualLine("5202", 820_00),))
    year_end.post_accruals(session, draft, on=LAST)
    again = year_end.post_accruals(session, draft, on=LAST)
    assert again.posted.repeated
    assert balance(AccountRole.ACCRUED, LAST) == -820_00


def test_an_accrual_is_undone_after_what_ends_it(session: Session) -> None:
    done = year_end.post_accruals(session, AccrualDraft(new_uid(), (AccrualLine("5202", 820_00),)), on=LAST)
    assert done.next_year is not None
    with pytest.raises(GoesOnError):
        reverse(session, done.posted.uid, on=TODAY, reason="ผิด", uid=new_uid())
    reverse(session, done.next_year.uid, on=TODAY, reason="ผิด", uid=new_uid())
    reverse(session, done.posted.uid, on=TODAY, reason="ผิด", uid=new_uid())
    assert balance(AccountRole.ACCRUED, LAST) == 0
    assert check_books() == []


def test_half_an_accrual_is_none(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = post, []

    def failing(*arguments: object) -> Posted:
        calls.append(1)
        if len(calls) == 2:
            raise book.DatabaseError("disk I/O error")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(year_end, "post", failing)
    with pytest.raises(NotSavedError):
        year_end.post_accruals(session, AccrualDraft(new_uid(), (AccrualLine("5202", 820_00),)), on=LAST)
    assert balance(AccountRole.ACCRUED, LAST) == 0
    assert check_books() == []


def test_what_is_accrued_is_an_expense_of_an_open_month(session: Session) -> None:
    earn(session, LAST, 100)
    with pytest.raises(NotAnExpenseAccountError):
        year_end.post_accruals(session, AccrualDraft(new_uid(), (AccrualLine("1101", 5),)), on=LAST)
    lock_until(session, LAST, today=TODAY)
    with pytest.raises(DayLockedError):
        year_end.post_accruals(session, AccrualDraft(new_uid(), (AccrualLine("5202", 5),)), on=LAST)


def test_prepaid_comes_back_month_by_month_to_the_satang(session: Session) -> None:
    slip(session, dt.date(2026, 12, 5), 1_000_00, code="5501")
    year_end.post_prepaid(session, PrepaidDraft(new_uid(), "5501", 1_000_00, 3, "ประกัน"), on=LAST)
    assert balance(AccountRole.PREPAID, LAST) == 1_000_00
    assert balance(AccountRole.PREPAID, FIRST_NEXT) == 666_66
    with pytest.raises(NothingDiffersError):
        year_end.release_prepaid(session, FIRST_NEXT, uid=new_uid())
    year_end.release_prepaid(session, dt.date(2027, 3, 9), uid=new_uid())  # February was forgotten
    assert balance(AccountRole.PREPAID, dt.date(2027, 3, 31)) == 0
    assert prepaid_left() == ()
    assert check_books() == []


def test_an_undone_release_is_due_again(session: Session) -> None:
    year_end.post_prepaid(session, PrepaidDraft(new_uid(), "5501", 900_00, 3), on=LAST)
    done = year_end.release_prepaid(session, dt.date(2027, 2, 1), uid=new_uid())
    reverse(session, done.uid, on=TODAY, reason="ผิด", uid=new_uid())
    assert [each.due(dt.date(2027, 2, 1)) for each in prepaid_left()] == [300_00]


@pytest.mark.parametrize("months", [0, 61])
def test_prepaid_for_no_month(session: Session, months: int) -> None:
    with pytest.raises(MonthsError):
        year_end.post_prepaid(session, PrepaidDraft(new_uid(), "5501", 900_00, months), on=LAST)


# ---------------------------------------------------------------- estimates


def test_supplies_and_doubtful_debts_come_to_their_figures(session: Session) -> None:
    for target, shown in ((500_00, 500_00), (300_00, 300_00)):
        year_end.post_supplies(session, target, account_code="5501", on=LAST, uid=new_uid())
        year_end.post_doubtful(session, target, on=LAST, uid=new_uid())
        assert balance(AccountRole.SUPPLIES, LAST) == shown
        assert balance(AccountRole.DOUBTFUL_ALLOWANCE, LAST) == -shown
    assert balance(AccountRole.DOUBTFUL, LAST) == 300_00
    with pytest.raises(NothingDiffersError):
        year_end.post_doubtful(session, 300_00, on=LAST, uid=new_uid())
    with pytest.raises(NothingDiffersError):
        year_end.post_supplies(session, 300_00, account_code="5501", on=LAST, uid=new_uid())
    with pytest.raises(BelowNothingError):
        year_end.post_doubtful(session, -1, on=LAST, uid=new_uid())
    assert check_books() == []


def test_goods_stand_at_what_they_bring_and_a_second_run_finds_nothing(session: Session) -> None:
    dear = product(session, "ชาสมุนไพร", price=2000)
    good = product(session, "น้ำพริก", price=9000)
    stock = [OpeningStockDraft(each.uid, 10_000, 250_00) for each in (dear, good)]
    opening = OpeningBooksDraft(new_uid(), stock=tuple(stock), difference_to_equity=True)
    open_books(session, opening, on=dt.date(2026, 11, 1))
    done = year_end.write_down(session, {}, selling_cost_bp=1000, on=LAST, uid=new_uid())
    assert done.total == 250_00 - 180_00
    assert balance(AccountRole.STOCK_ALLOWANCE, LAST) == -70_00
    assert balance(AccountRole.STOCK_WRITE_DOWN, LAST) == 70_00
    with pytest.raises(NothingDiffersError):
        year_end.write_down(session, {}, selling_cost_bp=1000, on=LAST, uid=new_uid())
    back = year_end.write_down(session, {dear.uid: 30_000_000}, selling_cost_bp=0, on=LAST, uid=new_uid())
    assert back.total == -70_00
    assert balance(AccountRole.STOCK_ALLOWANCE, LAST) == 0
    assert {each.allowance for each in goods_at(LAST)} == {0}
    assert check_books() == []


# ---------------------------------------------------------------- closing


def test_closing_carries_the_profit_over_and_leaves_the_statements_as_they_were(session: Session) -> None:
    earn(session, dt.date(2026, 5, 2), 3_000_00)
    slip(session, dt.date(2026, 6, 2), 1_200_00, code="5501")
    months = [(dt.date(2026, number, 1), dt.date(2026, number, 28)) for number in range(5, 13)]
    before = [result(*each) for each in months], result(dt.date(2026, 1, 1), LAST)
    done = close_year(session, LAST, today=TODAY, uid=new_uid())
    assert done.profit == 1_800_00
    assert balance(AccountRole.UNDISTRIBUTED, LAST) == -1_800_00
    assert not [each for each in balances(LAST) if each.type in {"income", "expense"} and each.balance]
    assert ([result(*each) for each in months], result(dt.date(2026, 1, 1), LAST)) == before
    assert locked_months()[-1] == dt.date(2026, 12, 1)
    assert [each.last for each in closings()] == [LAST]
    assert check_books() == []
    earn(session, FIRST_NEXT, 50_00)
    reopen_year(session, reason="บิลตกหล่น", uid=new_uid())
    assert balance(AccountRole.UNDISTRIBUTED, TODAY) == 0
    assert ([result(*each) for each in months], result(dt.date(2026, 1, 1), LAST)) == before
    assert (closings(), locked_months()[-1]) == ((), dt.date(2026, 11, 1))
    slip(session, LAST, 100_00, code="5501")
    again = close_year(session, LAST, today=TODAY, uid=new_uid())
    assert again.profit == 1_700_00
    assert check_books() == []


def test_a_year_whose_months_are_locked_is_closed_and_stays_locked(session: Session) -> None:
    earn(session, dt.date(2026, 12, 2), 3_000_00)
    lock_until(session, LAST, today=TODAY)
    uid = new_uid()
    close_year(session, LAST, today=TODAY, uid=uid)
    assert locked_months() == (dt.date(2026, 12, 1),)
    assert close_year(session, LAST, today=TODAY, uid=uid).posted.repeated
    assert len(closings()) == 1
    with pytest.raises(YearOfMonthClosedError):
        unlock_month(session, LAST, reason="x")
    with pytest.raises(ClosingStandsError):
        reverse(session, uid, on=TODAY, reason="x", uid=new_uid())


def test_half_a_closing_is_none(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    earn(session, dt.date(2026, 12, 2), 3_000_00)
    lock_until(session, LAST, today=TODAY)
    real, calls = event_log.append, []

    def failing(*arguments: object, **more: object) -> None:
        calls.append(1)
        if len(calls) == 2:  # opened and posted; now it would be locked again
            raise book.DatabaseError("disk I/O error")
        real(*arguments, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr(event_log, "append", failing)
        with pytest.raises(NotSavedError):
            close_year(session, LAST, today=TODAY, uid=new_uid())
    assert (closings(), locked_months()) == ((), (dt.date(2026, 12, 1),))
    assert balance(AccountRole.UNDISTRIBUTED, LAST) == 0
    assert check_books() == []
    close_year(session, LAST, today=TODAY, uid=new_uid())
    with monkeypatch.context() as broken:
        broken.setattr(year_closing, "reverse_closing", failing)
        calls[:] = [1]
        with pytest.raises(NotSavedError):
            reopen_year(session, reason="ผิด", uid=new_uid())
    assert (len(closings()), locked_months()) == (1, (dt.date(2026, 12, 1),))
    assert check_books() == []


def test_years_are_closed_in_order_and_once(session: Session) -> None:
    with pytest.raises(NothingToCloseError):
        close_year(session, LAST, today=TODAY, uid=new_uid())
    earn(session, dt.date(2025, 3, 3), 10_00)
    earn(session, dt.date(2026, 3, 3), 20_00)
    with pytest.raises(YearNotOverError):
        close_year(session, TODAY, today=TODAY, uid=new_uid())
    with pytest.raises(EarlierYearOpenError):
        close_year(session, LAST, today=TODAY, uid=new_uid())
    assert close_year(session, dt.date(2025, 7, 7), today=TODAY, uid=new_uid()).profit == 10_00
    assert close_year(session, LAST, today=TODAY, uid=new_uid()).profit == 20_00
    with pytest.raises(YearClosedError):
        close_year(session, LAST, today=TODAY, uid=new_uid())
    assert balance(AccountRole.UNDISTRIBUTED, TODAY) == -30_00
    assert check_books() == []


def test_another_start_of_the_year_gives_a_short_year(session: Session) -> None:
    for month in (3, 9):
        earn(session, dt.date(2026, month, 3), 10_00)
    earn(session, FIRST_NEXT, 5_00)
    close_year(session, LAST, today=TODAY, uid=new_uid())
    change_settings(session, {"fiscal_start_month": 4})
    short = year_of(FIRST_NEXT)
    assert (short.first, short.last) == (FIRST_NEXT, dt.date(2027, 3, 31))
    assert year_before(short) == year_of(LAST)
    assert [each.last for each in fiscal_years()] == [LAST, dt.date(2027, 3, 31)]
    assert year_of(dt.date(2027, 4, 1)).last == dt.date(2028, 3, 31)
    reopen_year(session, reason="ยังไม่ย้าย", uid=new_uid())
    assert (year_of(LAST).first, year_of(FIRST_NEXT).last) == (dt.date(2026, 1, 1), dt.date(2027, 12, 31))
    assert check_books() == []


def test_refusals_to_open_a_year_again(session: Session) -> None:
    with pytest.raises(NoClosedYearError):
        reopen_year(session, reason="x", uid=new_uid())
    earn(session, LAST, 10_00)
    close_year(session_with(Permission.LOCK_PERIOD), LAST, today=TODAY, uid=new_uid())
    with pytest.raises(ReasonNeededError):
        reopen_year(session, reason=" ", uid=new_uid())
    keeper = session_with(Permission.LOCK_PERIOD, Permission.POST_JOURNAL)
    with pytest.raises(NotPermittedError):
        reopen_year(keeper, reason="x", uid=new_uid())
    assert len(closings()) == 1


# ---------------------------------------------------------------- figures typed in


def test_last_years_figures_are_kept_and_replaced(session: Session) -> None:
    first = dt.date(2025, 1, 1)
    year_end.set_figures(
        session, FigureKind.LAST_YEAR, first_day=first, figures={"4101": 500_00, "5501": 20_00}
    )
    year_end.set_figures(session, FigureKind.LAST_YEAR, first_day=first, figures={"4101": 600_00, "5202": 0})
    assert yearly_figures(FigureKind.LAST_YEAR, first) == {"4101": 600_00}
    assert yearly_figures(FigureKind.PLAN, first) == {}
    with pytest.raises(UnknownAccountError):
        year_end.set_figures(session, FigureKind.PLAN, first_day=first, figures={"9999": 1})
    assert check_books() == []


def test_closings_are_looked_for_by_their_numbers() -> None:
    prefix = SERIES_PREFIX[DocumentKind.CLOSING]
    assert f"'{prefix}0'" in sql.CLOSINGS
    assert f"'{prefix}:'" in sql.CLOSINGS
