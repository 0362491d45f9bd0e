"""Debts entered in one step, taken back, put aside; a sum at once, harvest instalments, what is late."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.household.debt_calendar import DueMonth, due_months, heaviest
from app.domain.household.debts import DebtData, DebtFeesError, DebtKind, PayOrder
from app.domain.loan import Every, Instalment, LoanAmountError, LoanMethod, RatePer
from app.domain.loan_entry import LoanData, LoanOpenError
from app.domain.session import Session
from app.queries.household.debts import Debt, debts, history_of, plan_to_end, slate_lines, slates, what_if
from app.queries.integrity import check_books
from app.services.books import close_book
from app.services.household.debt_entry import enter_debt, put_debt_aside, take_back
from app.services.household.debts import (
    PayDebtDraft,
    RollOverDraft,
    StartDraft,
    StartKind,
    lose_pledge,
    owe_shop,
    pay_debt,
    pay_shop,
    roll_over,
)
from app.services.reversal import GoesOnError
from reports.household.debt_words import (
    cost_sentence,
    heavy_sentence,
    late_sentence,
    law_sentence,
    redeem_sentence,
    told,
    whole_sentence,
)
from reports.household.money_words import percent_a_year, what_if_sentence
from tests.household import balance, contract, make_household

DAY = dt.date(2026, 1, 10)
CASH, LOANS, GOLD, FOOD = "1101", "2201", "1404", "5101"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Session]:
    """A household book, open."""
    yield make_household(tmp_path)
    close_book()


def loan(**changes: object) -> LoanData:
    """The same contract in equal parts of the loan."""
    return contract(**{"method": LoanMethod.EQUAL_PRINCIPAL, **changes})


def told_debt(
    home: Session, lender: str = "สหกรณ์", kind: DebtKind = DebtKind.COOPERATIVE, **changes: object
) -> bytes:
    """A debt whose money came on the day of its contract."""
    data, uid = loan(**changes), new_uid()
    start = StartDraft(new_uid(), uid, StartKind.RECEIVED, data.principal, CASH)
    enter_debt(home, DebtData(data, kind, is_formal=True), start=start, lender=lender, on=data.agreed_on)
    return uid


def the(uid: bytes, day: dt.date = DAY) -> Debt:
    """One debt as it stood."""
    return next(each for each in debts(day, with_ended=True) if each.uid == uid)


def begun_by(uid: bytes) -> bytes:
    """The document that a debt began with."""
    return history_of(the(uid).loan.id)[0].document_uid


# ---------------------------------------------------------------- in one step


def test_a_debt_and_its_beginning_are_one_step(home: Session) -> None:
    data, start = loan(), StartDraft(new_uid(), new_uid(), StartKind.RECEIVED, 12_000_00, CASH)
    debt = DebtData(data, DebtKind.BANK, is_formal=True)
    first = enter_debt(home, debt, start=start, lender="ธ.ก.ส.", on=DAY)
    again = enter_debt(home, debt, start=start, lender="ธ.ก.ส.", on=DAY)
    assert first.number == again.number, "an answer that was lost is asked for twice"
    assert (balance(CASH), balance(LOANS), len(debts(DAY))) == (12_000_00, -12_000_00, 1)


def test_neither_stands_where_one_cannot(home: Session) -> None:
    start = StartDraft(new_uid(), new_uid(), StartKind.RECEIVED, 0, CASH)
    with pytest.raises(LoanAmountError):
        enter_debt(home, DebtData(loan(), DebtKind.BANK, is_formal=True), start=start, lender="ก", on=DAY)
    data = DebtData(loan(), DebtKind.BANK, is_formal=True, fees=12_000_00)
    with pytest.raises(DebtFeesError):
        enter_debt(home, data, start=start, lender="ก", on=DAY)
    assert debts(DAY, with_ended=True) == ()


def test_a_beginning_taken_back_puts_the_debt_aside(home: Session) -> None:
    uid = told_debt(home)
    take_back(home, begun_by(uid), on=DAY, uid=new_uid())
    assert (debts(DAY), balance(CASH), balance(LOANS)) == ((), 0, 0)
    assert not the(uid).loan.active
    assert check_books() == []


def test_what_was_paid_since_is_taken_back_first(home: Session) -> None:
    uid = told_debt(home)
    posted = pay_debt(home, PayDebtDraft(new_uid(), uid, 1_120_00, CASH), on=dt.date(2026, 2, 10))
    with pytest.raises(GoesOnError) as error:
        take_back(home, begun_by(uid), on=dt.date(2026, 2, 11), uid=new_uid())
    assert error.value.data["later"] == posted.number
    assert balance(LOANS) == -11_000_00
    take_back(home, posted.uid, on=dt.date(2026, 2, 11), uid=new_uid())
    take_back(home, begun_by(uid), on=dt.date(2026, 2, 11), uid=new_uid())
    assert balance(LOANS) == 0
    assert check_books() == []


def test_a_roll_over_taken_back_leaves_the_old_debt(home: Session) -> None:
    uid = told_debt(home)
    on = dt.date(2026, 2, 10)
    data = DebtData(loan(agreed_on=on, first_due=dt.date(2026, 3, 10)), DebtKind.MONEYLENDER, is_formal=False)
    draft = RollOverDraft(new_uid(), uid, data, new_uid())
    roll_over(home, draft, on=on)
    assert [each.uid for each in debts(on)] == [draft.new_uid]
    paid = pay_debt(home, PayDebtDraft(new_uid(), draft.new_uid, 100_00, CASH), on=on)
    with pytest.raises(GoesOnError):
        take_back(home, draft.uid, on=on, uid=new_uid())
    take_back(home, paid.uid, on=on, uid=new_uid())
    take_back(home, draft.uid, on=on, uid=new_uid())
    assert [each.uid for each in debts(on)] == [uid]
    assert the(uid, on).state.principal == 12_000_00


def test_only_what_is_over_is_put_aside(home: Session) -> None:
    uid = told_debt(home, rate_ppm=0)
    with pytest.raises(LoanOpenError):
        put_debt_aside(home, uid)
    pay_debt(home, PayDebtDraft(new_uid(), uid, 12_000_00, CASH), on=DAY)
    put_debt_aside(home, uid)
    assert not the(uid).loan.active
    put_debt_aside(home, uid, active=True)
    assert the(uid).loan.active


def test_a_pledge_that_stands_nowhere_in_the_book_is_worth_nothing_in_it(home: Session) -> None:
    uid = told_debt(home, "โรงรับจำนำ", DebtKind.PAWN, rate_ppm=0, instalments=1)
    lose_pledge(home, uid, uid=new_uid(), account_code=GOLD, value=0, on=DAY)
    assert (balance(GOLD), balance(LOANS), balance("4108")) == (0, 0, -12_000_00)
    assert check_books() == []


def test_a_slate_line_by_line(home: Session) -> None:
    for amount in (120_00, 80_00):
        owe_shop(home, "ร้านป้านิด", uid=new_uid(), account_code=FOOD, amount=amount, on=DAY, note="ข้าวสาร")
    [slate] = slates()
    paid = pay_shop(home, slate.party_uid, uid=new_uid(), account_code=CASH, amount=200_00, on=DAY)
    assert slates() == ()
    assert [(line.amount, line.stands) for line in slate_lines(slate.party_uid)] == [
        (-200_00, True),
        (80_00, True),
        (120_00, True),
    ]
    take_back(home, paid.uid, on=DAY, uid=new_uid())
    assert slates()[0].owed == 200_00
    lines = slate_lines(slate.party_uid)
    assert [(line.amount, line.stands) for line in lines][:2] == [(200_00, False), (-200_00, False)]
    assert lines[-1].note == "ข้าวสาร"


# ---------------------------------------------------------------- to the end


def test_a_sum_at_once_goes_to_the_dearest(home: Session) -> None:
    told_debt(home, "ถูก", rate_ppm=1_000)
    told_debt(home, "แพง", rate_ppm=20_000)
    found = debts(DAY)
    tried = what_if(found, today=DAY, order=PayOrder.DEAREST, extra=0, once=12_000_00)
    assert tried.instead.once == 12_000_00
    assert (tried.instead.ends[0].name, tried.instead.ends[0].month) == ("แพง", dt.date(2026, 1, 1))
    assert tried.instead.ends[0].interest == 0, "paid on the day itself, nothing has run"
    cheap = next(each for each in tried.instead.ends if each.name == "ถูก")
    assert cheap.paid == 12_000_00 + cheap.interest
    # half of it: what 12 monthly parts of 1,000 at two percent a month ask for, less what 6,000 saved
    half = what_if(found, today=DAY, order=PayOrder.DEAREST, extra=0, once=6_000_00)
    assert 0 < half.interest < tried.interest
    assert "6,000" in what_if_sentence(half)


def test_nothing_is_paid_at_once_that_is_not_owed(home: Session) -> None:
    told_debt(home)
    plan = plan_to_end(debts(DAY), today=DAY, order=PayOrder.SMALLEST, once=99_999_00)
    assert plan.interest == 0
    assert (len(plan.months), plan.months[0].paid) == (1, 12_000_00)


def harvest(home: Session, times: int = 3) -> bytes:
    """30,000 baht at six percent a year, paid each January after the harvest."""
    return told_debt(
        home,
        "ธ.ก.ส.",
        DebtKind.BANK,
        principal=30_000_00,
        rate_ppm=60_000,
        rate_per=RatePer.YEAR,
        agreed_on=dt.date(2026, 5, 15),
        first_due=dt.date(2027, 1, 15),
        instalments=times,
        every_unit=Every.YEAR,
    )


def test_harvest_instalments_that_are_late_are_told_by_day_and_amount(home: Session) -> None:
    uid = harvest(home)
    first = the(uid).loan.plan[0]
    assert (first.on, first.principal) == (dt.date(2027, 1, 15), 10_000_00)
    on_time, late = dt.date(2027, 1, 15), dt.date(2027, 2, 4)
    assert (the(uid, on_time).state.late, late_sentence(the(uid, on_time))) == (0, "")
    state = the(uid, late).state
    assert (state.late, state.late_since, state.days_late) == (first.total, on_time, 20)
    pay_debt(home, PayDebtDraft(new_uid(), uid, 4_000_00, CASH), on=on_time)
    state = the(uid, late).state
    assert (state.late, state.days_late) == (first.total - 4_000_00, 20)
    assert "20" in late_sentence(the(uid, late))
    next_due = the(uid, late).next_due
    assert next_due is not None
    assert next_due.due.on == dt.date(2028, 1, 15)
    after = dt.date(2028, 1, 20)
    assert sum(due.is_late for due in the(uid, after).state.dues) == 2
    assert "2" in late_sentence(the(uid, after))


def test_a_harvest_leaves_money_for_other_debts_once_a_year_only(home: Session) -> None:
    harvest(home, times=1)
    told_debt(home, "สหกรณ์", principal=60_000_00, rate_ppm=5_000, instalments=60)
    today = dt.date(2026, 6, 1)
    plan = plan_to_end(debts(today), today=today, order=PayOrder.SMALLEST, extra=1_00)
    left = {each.month: each.left for each in plan.months}
    # the one lump is paid in January 2027; afterwards only the monthly thousand goes on
    assert left[dt.date(2027, 2, 1)] - left[dt.date(2027, 6, 1)] < 4 * 1_010_00


def test_yearly_instalments_that_ended_free_their_sum_each_year(home: Session) -> None:
    harvest(home, times=2)
    told_debt(home, "สหกรณ์", principal=200_000_00, rate_ppm=5_000, instalments=200)
    today = dt.date(2026, 6, 1)
    plan = plan_to_end(debts(today), today=today, order=PayOrder.SMALLEST, extra=1_00)
    paid = {each.month: each.paid for each in plan.months}
    usual = paid[dt.date(2028, 12, 1)]
    assert paid[dt.date(2029, 1, 1)] > usual + 15_000_00, "the yearly sum goes to the other debt in January"
    assert paid[dt.date(2029, 2, 1)] < usual + 1_00


def test_the_heaviest_month_and_what_to_put_by_for_it(home: Session) -> None:
    harvest(home)
    today = dt.date(2026, 9, 5)
    coming = due_months([due for each in debts(today) for due in each.as_open.dues], today=today)
    first = the(debts(today)[0].uid, today).loan.plan[0]
    assert [row for row in coming if row.amount] == [DueMonth(dt.date(2027, 1, 1), first.total)]
    heavy = heaviest(coming)
    assert heavy is not None
    assert (heavy.month, heavy.amount) == (dt.date(2027, 1, 1), first.total)
    assert heavy.per_month % 100 == 0
    assert heavy.per_month * 4 >= first.total > (heavy.per_month - 100) * 4
    assert f"{heavy.per_month // 100:,}" in heavy_sentence(debts(today), today)


def test_even_months_have_no_heaviest() -> None:
    dues = [Instalment(dt.date(2026, month, 5), 1_000_00, 0) for month in range(1, 13)]
    assert heaviest(due_months(dues, today=DAY)) is None
    assert heaviest(due_months([], today=DAY)) is None
    assert heaviest(due_months(dues, today=DAY, months=1)) is None
    late = due_months([Instalment(dt.date(2025, 12, 5), 300_00, 0)], today=DAY)
    assert late[0] == DueMonth(dt.date(2026, 1, 1), 300_00), "what is late is asked for now"


# ---------------------------------------------------------------- words


def test_a_pledge_is_told_until_when(home: Session) -> None:
    until = dt.date(2026, 3, 1)
    uid, data = (
        new_uid(),
        loan(rate_ppm=0, instalments=1, security="สร้อยทอง", method=LoanMethod.INTEREST_ONLY),
    )
    start = StartDraft(new_uid(), uid, StartKind.RECEIVED, data.principal, CASH)
    debt = DebtData(data, DebtKind.PAWN, is_formal=True, redeem_by=until)
    enter_debt(home, debt, start=start, lender="โรงรับจำนำ", on=DAY)
    for day, words in ((dt.date(2026, 2, 27), "2 "), (until, "last"), (dt.date(2026, 3, 2), "ask")):
        assert "สร้อยทอง" in redeem_sentence(the(uid, day), day)
        assert words in redeem_sentence(the(uid, day), day)
    pay_debt(home, PayDebtDraft(new_uid(), uid, 12_000_00, CASH), on=until)
    assert redeem_sentence(the(uid, until), until) == ""
    assert told(the(uid, until), until) == "Paid off."


def test_what_the_law_allows_is_said_of_private_lenders_only() -> None:
    assert "15%" in law_sentence(DebtKind.MONEYLENDER, 12_501, RatePer.MONTH)
    assert law_sentence(DebtKind.MONEYLENDER, 12_500, RatePer.MONTH) == ""
    assert law_sentence(DebtKind.PAWN, 20_000, RatePer.MONTH) == "", "pawnshops have a law of their own"
    assert law_sentence(DebtKind.RELATIVE, 500, RatePer.DAY) != ""


def test_what_a_debt_costs_is_told_for_a_thousand_baht() -> None:
    assert "72" in cost_sentence(72_290)
    assert cost_sentence(0).startswith("It costs nothing")
    assert "1,000" not in cost_sentence(5_000_000), "interest of interest says nothing in baht"
    assert "74" in whole_sentence(30_000_00, 2_227_72, 0)
    assert "350" in whole_sentence(10_000_00, 3_000_00, 500_00)
    assert whole_sentence(10_000_00, 0, 0) == ""


def test_a_rate_is_rounded_as_on_paper() -> None:
    assert percent_a_year(72_290) == "7.23%"
    assert percent_a_year(1_018_900) == "102%"
