"""Cash counted by denomination against the books, on a real file."""

import datetime as dt

import pytest

from app.domain.cash_counting import (
    BooksMovedError,
    CashCountDraft,
    CountAheadError,
    PiecesError,
    ReasonMissingError,
    ShortIs,
    counted_total,
)
from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.roles import Limit
from app.domain.session import NotPermittedError, OverLimitError, Permission, Session
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries.assets import role_balance
from app.queries.cash_counts import cash_counts, counted_pieces, expected_cash
from app.queries.integrity import check_books
from app.services.cash_counts import NotCashError, post_cash_count
from app.services.closing import release_cash_over
from app.services.entries import post_entry
from app.services.periods import lock_until
from app.services.reversal import reverse
from app.services.sales import PartyNeededError
from app.services.unit_of_work import Entry
from app.services.year_end import DayLockedError
from db import connection as book
from tests.builders import party, session_with

DAY = dt.date(2026, 10, 20)
R = AccountRole


@pytest.fixture(autouse=True)
def money_in(session: Session) -> None:
    """1,000.00 lie in the box."""
    line = EntryLineDraft(1_000_00, account_code="4201")
    pay = PayDraft(PayKind.MONEY, 1_000_00, account_code="1101")
    post_entry(session, EntryDraft(new_uid(), Direction.IN, (line,), (pay,)), on=DAY)


def counted(
    pieces: dict[int, int], *, reason: str = "", expected: int = 1_000_00, **more: object
) -> CashCountDraft:
    """A count of the cash box."""
    return CashCountDraft(new_uid(), "1101", pieces, expected, reason, **more)  # type: ignore[arg-type]


def balance(role: AccountRole) -> int:
    return role_balance(role, DAY)


def test_what_agrees_posts_no_line_and_is_remembered(session: Session) -> None:
    draft = counted({50_000: 1, 10_000: 4, 5_000: 1, 25: 200, 100: 0})
    first = post_cash_count(session, draft, on=DAY)
    assert post_cash_count(session, draft, on=DAY).repeated, "a second press"
    (found,) = cash_counts(DAY)
    assert (found.number, found.day, found.account_code) == (first.number, DAY, "1101")
    assert (found.expected, found.counted, found.difference) == (1_000_00, 1_000_00, 0)
    assert counted_pieces(first.uid) == {50_000: 1, 10_000: 4, 5_000: 1, 25: 200}
    assert expected_cash("1101", DAY) == 1_000_00
    assert check_books() == []


def test_short_is_an_expense_or_the_debt_of_a_person(session: Session) -> None:
    seller = party(session, "ผู้ขาย ทดสอบ")
    post_cash_count(session, counted({10_000: 9}, reason="ทอนผิด", short_is=ShortIs.GROUP), on=DAY)
    assert (balance(R.CASH), balance(R.CASH_SHORT)) == (900_00, 100_00)
    with pytest.raises(PartyNeededError):
        post_cash_count(
            session, counted({10_000: 8}, reason="ทอนผิด", expected=900_00, short_is=ShortIs.PERSON), on=DAY
        )
    debt = counted(
        {10_000: 8}, reason="ทอนผิด", expected=900_00, short_is=ShortIs.PERSON, party_uid=seller.uid
    )
    posted = post_cash_count(session, debt, on=DAY)
    assert (balance(R.CASH), balance(R.STAFF_RECEIVABLE)) == (800_00, 100_00)
    reverse(session, posted.uid, on=DAY, reason="นับใหม่", uid=new_uid())
    assert (balance(R.CASH), balance(R.STAFF_RECEIVABLE)) == (900_00, 0)
    assert len(cash_counts(DAY)) == 1, "a count that was undone does not stand"
    assert check_books() == []


def test_over_waits_until_the_month_closes(session: Session) -> None:
    post_cash_count(session, counted({100_000: 1, 2_000: 1}, reason="ไม่ทราบ"), on=DAY)
    assert balance(R.CASH_OVER) == -20_00
    release_cash_over(session, DAY, uid=new_uid())
    assert role_balance(R.CASH_OVER, dt.date(2026, 10, 31)) == 0
    assert check_books() == []


def test_refusals_leave_nothing(session: Session) -> None:
    before = book.fetch_int("SELECT count(*) FROM document")
    for draft, error in (
        (counted({10_000: 9}), ReasonMissingError),
        (counted({10_000: 9}, reason=" \n"), ReasonMissingError),
        (counted({10_000: 10}, expected=1), BooksMovedError),
        (counted({10_000: -1}), PiecesError),
        (counted({300: 1}), PiecesError),
        (CashCountDraft(new_uid(), "1102", {}, 0), NotCashError),
        (CashCountDraft(new_uid(), "9999", {}, 0), NotCashError),
    ):
        with pytest.raises(error):
            post_cash_count(session, draft, on=DAY)
    with pytest.raises(CountAheadError):
        post_cash_count(session, counted({10_000: 10}), on=DAY, today=DAY - dt.timedelta(days=1))
    with pytest.raises(NotPermittedError):
        post_cash_count(session_with(Permission.SELL), counted({10_000: 10}), on=DAY)
    careful = session_with(Permission.BUY, limits={Limit.COUNT_DIFFERENCE: 99_99})
    with pytest.raises(OverLimitError):
        post_cash_count(careful, counted({10_000: 9}, reason="ทอนผิด"), on=DAY)
    lock_until(session, dt.date(2026, 10, 1), today=dt.date(2026, 11, 5))
    with pytest.raises(DayLockedError):
        post_cash_count(session, counted({10_000: 10}), on=DAY)
    assert book.fetch_int("SELECT count(*) FROM document") == before


def test_a_failure_half_way_writes_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Entry, *_args: object, **_more: object) -> None:
        raise RuntimeError("power")

    monkeypatch.setattr(Entry, "line", broken)
    with pytest.raises(RuntimeError, match="power"):
        post_cash_count(session, counted({10_000: 9}, reason="ทอนผิด"), on=DAY)
    assert book.fetch_int("SELECT count(*) FROM cash_count") == 0
    assert cash_counts(DAY) == ()


def test_notes_and_coins_are_worth_what_they_say() -> None:
    assert counted_total({100_000: 1, 50: 3, 25: 1}) == 1_001_75
    assert counted_total({}) == 0
