"""Debts of a household: entered, received, paid, rolled over, on the slate; against plain sums."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.household.debts import (
    DebtData,
    DebtFeesError,
    DebtKind,
    DebtRateError,
    NeverPaidOffError,
    PayOrder,
    pay_off,
)
from app.domain.household.purse import ReckoningDraft
from app.domain.loan import Every, Instalment, LoanMethod, LoanNeverEndsError, RatePer
from app.domain.loan_entry import NothingOwedError
from app.domain.loan_state import OverpaidError
from app.domain.session import Session
from app.queries.household.debts import Debt, debts, owed_by_month, plan_to_end, slates, what_if
from app.queries.integrity import check_books
from app.services.books import close_book
from app.services.household.access import NotAHouseholdError
from app.services.household.debts import (
    NotPledgedError,
    PayDebtDraft,
    RollOverDraft,
    StartDraft,
    StartKind,
    lose_pledge,
    owe_shop,
    pay_debt,
    pay_shop,
    roll_over,
    save_debt,
    start_debt,
)
from app.services.household.purse import reckon_purse
from app.services.records import NameMissingError
from app.services.reversal import reverse
from tests.builders import make_book
from tests.household import balance, contract, make_household

DAY = dt.date(2026, 1, 10)
CASH, LOANS, INTEREST, FEES, OWED_INTEREST, SHOPS, GOLD = (
    "1101",
    "2201",
    "5110",
    "5111",
    "2102",
    "2101",
    "1404",
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Session]:
    """A household book, open."""
    yield make_household(tmp_path)
    close_book()


def entered(
    home: Session,
    *,
    kind: DebtKind = DebtKind.VILLAGE_FUND,
    lender: str = "กองทุนหมู่บ้าน",
    fees: int = 0,
    **changes: object,
) -> bytes:
    """A debt that is in the book with nothing posted yet."""
    data = DebtData(contract(**changes), kind, is_formal=kind is not DebtKind.MONEYLENDER, fees=fees)
    return save_debt(home, data, lender=lender).uid


def received(home: Session, uid: bytes, amount: int = 12_000_00, on: dt.date = DAY) -> bytes:
    """Its money came in cash."""
    return start_debt(home, StartDraft(new_uid(), uid, StartKind.RECEIVED, amount, CASH), on=on).uid


def the(uid: bytes, day: dt.date = DAY) -> Debt:
    """The debt as it stands."""
    return next(each for each in debts(day, with_ended=True) if each.uid == uid)


def test_money_of_a_loan_is_no_income_and_paying_it_back_no_spending(home: Session) -> None:
    uid = entered(home)
    received(home, uid)
    assert (balance(CASH), balance(LOANS)) == (12_000_00, -12_000_00)
    pay_debt(home, PayDebtDraft(new_uid(), uid, 1_120_00, CASH), on=dt.date(2026, 2, 10))
    assert balance(INTEREST) == 120_00, "one month of one percent"
    assert balance(LOANS) == -11_000_00
    assert balance(CASH) == 12_000_00 - 1_120_00
    assert check_books() == []


def test_fees_that_are_kept_back_make_a_loan_dearer(home: Session) -> None:
    plain, with_fees = entered(home), entered(home, fees=600_00, lender="สินเชื่อด่วน")
    assert the(plain).yearly_ppm < the(with_fees).yearly_ppm
    received(home, with_fees)
    assert (balance(CASH), balance(FEES), balance(LOANS)) == (11_400_00, 600_00, -12_000_00)
    # the true rate: what is paid back is worth 11,400 on the first day
    rate = Fraction(the(with_fees).yearly_ppm, 1_000_000)
    worth = sum(
        row.total / float(1 + rate) ** ((row.on - DAY).days / 365) for row in the(with_fees).loan.plan
    )
    assert abs(worth - 11_400_00) < 20
    assert check_books() == []


def test_a_daily_moneylender_shows_what_he_takes(home: Session) -> None:
    # 10,000 received, 24 days of 500: twenty percent for less than a month
    uid = entered(
        home,
        kind=DebtKind.MONEYLENDER,
        lender="เจ้าหนี้รายวัน",
        principal=10_000_00,
        rate_ppm=200_000,
        method=LoanMethod.FLAT,
        instalments=24,
        every_unit=Every.DAY,
        first_due=DAY + dt.timedelta(days=1),
        rate_per=RatePer.MONTH,
    )
    assert len(the(uid).loan.plan) == 24
    assert the(uid).yearly_ppm > 5_000_000, "more than 500 percent a year"


def test_a_rate_that_cannot_be_is_refused_and_nothing_is_entered(home: Session) -> None:
    with pytest.raises(DebtRateError):
        entered(home, rate_ppm=1_000_001, rate_per=RatePer.MONTH)
    with pytest.raises(DebtRateError):
        entered(home, rate_ppm=34_000, rate_per=RatePer.DAY)
    with pytest.raises(DebtFeesError):
        entered(home, fees=12_000_00)
    with pytest.raises(NameMissingError):
        entered(home, lender=" ")
    with pytest.raises(LoanNeverEndsError) as error:
        entered(home, instalment=100_00)
    assert error.value.short == 120_00 - 100_00 + 1
    assert debts(DAY) == ()


def test_a_group_keeps_its_loans_elsewhere(tmp_path: Path) -> None:
    session = make_book(tmp_path)
    with pytest.raises(NotAHouseholdError):
        entered(session)
    close_book()


def test_what_was_owed_before_is_not_spent_today(home: Session) -> None:
    uid = entered(home)
    draft = StartDraft(new_uid(), uid, StartKind.OWED, 7_000_00, accrued=50_00)
    start_debt(home, draft, on=dt.date(2026, 6, 1))
    state = the(uid, dt.date(2026, 6, 1)).state
    assert (state.principal, state.accrued) == (7_000_00, 50_00)
    assert (balance(INTEREST), balance(LOANS), balance(OWED_INTEREST)) == (0, -7_000_00, -50_00)
    assert check_books() == []


def test_hire_purchase_brings_the_thing_and_no_money(home: Session) -> None:
    uid = entered(home, kind=DebtKind.HIRE_PURCHASE, lender="ร้านรถ", principal=48_000_00)
    start_debt(home, StartDraft(new_uid(), uid, StartKind.BOUGHT, 48_000_00, "1403"), on=DAY)
    assert (balance(CASH), balance("1403"), balance(LOANS)) == (0, 48_000_00, -48_000_00)
    assert check_books() == []


def test_more_than_is_owed_is_refused(home: Session) -> None:
    uid = entered(home)
    received(home, uid)
    with pytest.raises(OverpaidError):
        pay_debt(home, PayDebtDraft(new_uid(), uid, 12_500_00, CASH), on=DAY)
    assert balance(LOANS) == -12_000_00


def test_a_debt_rolled_over_takes_the_interest_with_it(home: Session) -> None:
    uid = entered(
        home, kind=DebtKind.MONEYLENDER, lender="เจ้าหนี้", method=LoanMethod.INTEREST_ONLY, instalments=1
    )
    received(home, uid)
    on = dt.date(2026, 2, 10)
    data = DebtData(
        contract(agreed_on=on, first_due=dt.date(2026, 3, 10)), DebtKind.MONEYLENDER, is_formal=False
    )
    draft = RollOverDraft(new_uid(), uid, data, new_uid(), paid=20_00, account_code=CASH)
    posted = roll_over(home, draft, on=on)
    assert the(uid, on).state.is_over
    assert the(draft.new_uid, on).state.principal == 12_100_00, "the loan, 120 interest, less 20 paid"
    assert (balance(INTEREST), balance(LOANS), balance(OWED_INTEREST)) == (120_00, -12_100_00, 0)
    assert check_books() == []
    reverse(home, posted.uid, on=on, reason="ผิด", uid=new_uid())
    assert the(uid, on).state.principal == 12_000_00
    assert check_books() == []


def test_a_lost_pledge_ends_the_debt(home: Session) -> None:
    uid = entered(home, kind=DebtKind.PAWN, lender="โรงรับจำนำ", rate_ppm=0, rate_per=RatePer.MONTH)
    received(home, uid)
    with pytest.raises(NotPledgedError):
        lose_pledge(home, uid, uid=new_uid(), account_code=CASH, value=1_00, on=DAY)
    lose_pledge(home, uid, uid=new_uid(), account_code=GOLD, value=15_000_00, on=DAY)
    assert (balance(LOANS), balance(GOLD), balance("5113")) == (0, -15_000_00, 3_000_00)
    assert check_books() == []


def test_the_shops_slate(home: Session) -> None:
    for amount in (120_00, 80_00):
        owe_shop(home, "ร้านป้านิด", uid=new_uid(), account_code="5101", amount=amount, on=DAY)
    [slate] = slates()
    assert (slate.name, slate.owed, balance("5101"), balance(CASH)) == ("ร้านป้านิด", 200_00, 200_00, 0)
    with pytest.raises(NothingOwedError):
        pay_shop(home, slate.party_uid, uid=new_uid(), account_code=CASH, amount=201_00, on=DAY)
    pay_shop(home, slate.party_uid, uid=new_uid(), account_code=CASH, amount=150_00, on=DAY)
    assert slates()[0].owed == 50_00
    assert balance(SHOPS) == -50_00
    assert check_books() == []


# ---------------------------------------------------------------- to the end


def three(home: Session) -> tuple[Debt, ...]:
    """A dear small one, a cheap large one, and one in the middle."""
    for lender, principal, rate, months in (
        ("สหกรณ์", 30_000_00, 5_000, 36),
        ("บัตร", 8_000_00, 20_000, 12),
        ("ญาติ", 6_000_00, 0, 12),
    ):
        uid = entered(home, lender=lender, principal=principal, rate_ppm=rate, instalments=months)
        received(home, uid, principal)
    return debts(DAY)


def test_as_agreed_the_plan_is_the_schedule(home: Session) -> None:
    found = three(home)
    plan = plan_to_end(found, today=DAY)
    for each in found:
        [end] = [one for one in plan.ends if one.uid == each.uid]
        assert end.month == each.loan.plan[-1].on.replace(day=1)
        assert end.interest == sum(row.interest for row in each.loan.plan)
        assert end.paid == sum(row.total for row in each.loan.plan)
    assert plan.months[-1].left == 0


def test_five_hundred_more_a_month(home: Session) -> None:
    found = three(home)
    dearest = what_if(found, today=DAY, order=PayOrder.DEAREST, extra=500_00)
    smallest = what_if(found, today=DAY, order=PayOrder.SMALLEST, extra=500_00)
    assert dearest.instead.ends[0].name == "บัตร"
    assert smallest.instead.ends[0].name == "ญาติ"
    assert dearest.interest > smallest.interest > 0
    assert dearest.months > 0
    for way in (dearest.instead, smallest.instead):
        assert sum(each.paid for each in way.ends) == 44_000_00 + way.interest, "every baht goes to a debt"


def test_what_is_late_is_asked_for_at_once(home: Session) -> None:
    uid = entered(home, method=LoanMethod.INTEREST_ONLY, instalments=1, rate_ppm=50_000)
    received(home, uid)
    day = dt.date(2026, 8, 1)
    pay_debt(home, PayDebtDraft(new_uid(), uid, 600_00, CASH), on=dt.date(2026, 2, 10))
    plan = plan_to_end([the(uid, day)], today=day)
    assert plan.free_in == dt.date(2026, 8, 1), "all of it is late, and asked for at once"


def test_the_way_of_the_debt(home: Session) -> None:
    uid = entered(home)
    received(home, uid)
    pay_debt(home, PayDebtDraft(new_uid(), uid, 1_120_00, CASH), on=dt.date(2026, 2, 10))
    assert owed_by_month(dt.date(2025, 12, 1), dt.date(2026, 3, 1)) == (
        (dt.date(2025, 12, 1), 0),
        (dt.date(2026, 1, 1), 12_000_00),
        (dt.date(2026, 2, 1), 11_000_00),
        (dt.date(2026, 3, 1), 11_000_00),
    )


def test_a_debt_on_which_less_is_paid_than_its_interest(home: Session) -> None:
    uid = entered(home)
    received(home, uid)
    each = the(uid).as_open
    weak = replace(
        each, dues=(Instalment(dt.date(2026, 2, 10), 0, 50_00), Instalment(dt.date(2026, 3, 10), 0, 50_00))
    )
    with pytest.raises(NeverPaidOffError) as error:
        pay_off([weak], today=DAY, order=PayOrder.AS_AGREED)
    assert error.value.short > 0


def test_a_payment_of_a_counted_day_leaves_the_purse_as_it_was_counted(home: Session) -> None:
    uid = entered(home)
    received(home, uid)
    reckon_purse(home, ReckoningDraft(new_uid(), CASH, dt.date(2026, 2, 15), 12_000_00))
    reckon_purse(home, ReckoningDraft(new_uid(), CASH, dt.date(2026, 2, 28), 10_500_00))
    pay_debt(home, PayDebtDraft(new_uid(), uid, 1_120_00, CASH), on=dt.date(2026, 2, 20))
    assert balance(CASH) == 10_500_00
    left = 12_000_00 - 10_500_00 - 1_120_00
    assert balance("5501") == left, "what was not remembered is less by what was paid"
    assert check_books() == []
