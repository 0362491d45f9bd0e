"""Loans from the contract to the last instalment, on both sides, against the ledger."""

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.loan import (
    Every,
    LoanAmountError,
    LoanMethod,
    LoanNeverEndsError,
    LoanSide,
    RatePer,
)
from app.domain.loan_entry import (
    LoanData,
    LoanDrawDraft,
    LoanForgiveDraft,
    LoanOpenError,
    LoanOpeningDraft,
    LoanPayDraft,
    LoanStartedError,
    MoreThanAgreedError,
    NothingOwedError,
    PaidInFullError,
)
from app.domain.loan_state import LoanState, OverpaidError, SplitError, propose_split
from app.domain.session import NotPermittedError, Permission, Session
from app.domain.slip_entry import EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries.assets import role_balance
from app.queries.entries import entry_categories
from app.queries.integrity import check_books
from app.queries.loans import (
    UnknownLoanError,
    coming,
    disagreements,
    loan,
    loan_by_code,
    loan_history,
    loan_rows,
    loan_slip,
    loans,
    state_for_payment,
    within_a_year_of,
)
from app.services import loans as service
from app.services.entries import LoanSlipError, post_entry
from app.services.journal import account_id
from app.services.loan_contracts import create_loan, deactivate_loan, update_loan
from app.services.loans import (
    accrue_interest,
    draw_loan,
    forgive_loan,
    interest_to_enter,
    open_loan,
    pay_loan,
)
from app.services.periods import lock_until
from app.services.products import CodeTakenError
from app.services.records import NotFoundError
from app.services.reversal import GoesOnError, reverse
from app.services.sales import PartyNeededError, party_of
from app.services.unit_of_work import Entry, Posted, post
from app.services.year_end import DayLockedError
from db import connection as book
from tests.builders import party, session_with

D = dt.date
R = AccountRole
START = D(2026, 1, 15)
END = D(2027, 12, 31)
YEAR_END = D(2026, 12, 31)


def cash(amount: int) -> tuple[PayDraft, ...]:
    return (PayDraft(PayKind.MONEY, amount, "1101"),)


def fund(session: Session) -> bytes:
    return party(session, "กองทุนหมู่บ้าน").uid


def contract(lender: bytes, **more: object) -> LoanData:
    """20,000 baht at 6 % a year in equal parts of ten months."""
    data = LoanData(
        LoanSide.TAKEN,
        lender,
        20_000_00,
        START,
        D(2026, 2, 15),
        60_000,
        RatePer.YEAR,
        LoanMethod.EQUAL_PRINCIPAL,
        10,
    )
    return replace(data, **more)  # type: ignore[arg-type]


@pytest.fixture
def taken(session: Session) -> bytes:
    uid = create_loan(session, contract(fund(session))).uid
    draw_loan(session, LoanDrawDraft(new_uid(), uid, 20_000_00, cash(20_000_00)), on=START)
    return uid


@pytest.fixture
def given(session: Session) -> bytes:
    member = party(session, "สมาชิก ดาว").uid
    uid = create_loan(
        session,
        contract(member, side=LoanSide.GIVEN, principal=6_000_00, rate_ppm=10_000, rate_per=RatePer.MONTH),
    ).uid
    draw_loan(session, LoanDrawDraft(new_uid(), uid, 6_000_00, cash(6_000_00)), on=START)
    return uid


def state(uid: bytes, day: dt.date) -> LoanState:
    found = loan(uid)
    assert found is not None
    return state_for_payment(found, day)


def pay(session: Session, uid: bytes, amount: int, on: dt.date, fee: int = 0) -> Posted:
    """A payment split as the program proposes."""
    split = propose_split(state(uid, on), amount, fee=fee)
    draft = LoanPayDraft(
        new_uid(), uid, split.principal, split.interest_paid, split.fee, pays=cash(split.total)
    )
    return pay_loan(session, draft, on=on)


def balance(role: AccountRole, day: dt.date = END) -> int:
    return role_balance(role, day)


def agrees() -> None:
    assert disagreements(END) == ()
    assert check_books() == []


def test_borrowed_paid_back_and_accrued(session: Session, taken: bytes) -> None:
    """31 days of 20,000 at 6 % are 101.92; the year's end enters what the next payment pays."""
    pay(session, taken, 2_101_92, D(2026, 2, 15))
    assert (balance(R.LOANS), balance(R.INTEREST)) == (-18_000_00, 101_92)
    assert [(each.code, amount) for each, amount in interest_to_enter(YEAR_END)] == [("L0001", 943_89)]
    accrue_interest(session, YEAR_END, uid=new_uid())
    assert pytest.approx(943_89, abs=0.5) == 18_000_00 * 60_000 * 319 / 365_000_000
    assert (balance(R.INTEREST_PAYABLE), balance(R.INTEREST)) == (-943_89, 101_92 + 943_89)
    assert state(taken, YEAR_END).to_date == 0
    pay(session, taken, 1_000_00, D(2027, 1, 1))
    assert balance(R.INTEREST_PAYABLE) == 0
    assert balance(R.LOANS) == -18_000_00 + 1_000_00 - 943_89 - 2_96
    assert balance(R.CASH) == 20_000_00 - 2_101_92 - 1_000_00
    agrees()


def test_lent_to_a_member_with_a_charge_and_too_little(session: Session, given: bytes) -> None:
    """A month's interest is 60.00; 50.00 less the charge of 10.00 leaves 20.00 of it owed."""
    pay(session, given, 50_00, D(2026, 2, 15), fee=10_00)
    assert (balance(R.MEMBER_LOANS), balance(R.INTEREST_RECEIVABLE)) == (6_000_00, 20_00)
    assert (balance(R.INTEREST_INCOME), balance(R.OTHER_INCOME)) == (-60_00, -10_00)
    assert state(given, D(2026, 2, 20)).late == 660_00 - 40_00
    pay(session, given, state(given, D(2026, 3, 15)).owed, D(2026, 3, 15))
    assert state(given, END).is_over
    assert (balance(R.MEMBER_LOANS), balance(R.INTEREST_RECEIVABLE)) == (0, 0)
    assert balance(R.CASH) == 120_00 + 10_00
    agrees()


def test_a_fee_is_kept_back_and_parts_are_paid_out(session: Session) -> None:
    uid = create_loan(session, contract(fund(session))).uid
    draw_loan(session, LoanDrawDraft(new_uid(), uid, 12_000_00, cash(11_800_00), fee=200_00), on=START)
    assert (balance(R.CASH), balance(R.LOANS), balance(R.BANK_FEE)) == (11_800_00, -12_000_00, 200_00)
    with pytest.raises(MoreThanAgreedError) as refused:
        draw_loan(session, LoanDrawDraft(new_uid(), uid, 8_000_01, cash(8_000_01)), on=START)
    assert "8,000.00" in str(refused.value)
    draw_loan(session, LoanDrawDraft(new_uid(), uid, 8_000_00, cash(8_000_00)), on=D(2026, 1, 25))
    by_days = 12_000_00 * 10 + 20_000_00 * 10
    assert state(uid, D(2026, 2, 4)).to_date == round(by_days * 0.06 / 365)
    agrees()


def test_parts_can_be_changed(session: Session, taken: bytes) -> None:
    """The bank counted 100.00 of interest, not 101.92, and all of the rest went to the loan."""
    draft = LoanPayDraft(new_uid(), taken, 2_000_00, 100_00, interest=100_00, pays=cash(2_100_00))
    posted = pay_loan(session, draft, on=D(2026, 2, 15))
    assert (balance(R.INTEREST), balance(R.INTEREST_PAYABLE), posted.total) == (100_00, 0, 2_100_00)
    assert pay_loan(session, draft, on=D(2026, 2, 15)).repeated
    more = LoanPayDraft(new_uid(), taken, 500_00, 0, pays=cash(500_00))
    pay_loan(session, more, on=D(2026, 3, 15))  # nothing of it for interest: that stays owed
    assert balance(R.INTEREST_PAYABLE) == -round(18_000_00 * 0.06 * 28 / 365)
    slip = loan_slip(posted.number)
    assert (slip.loan.code, slip.after, slip.posted.money) == ("L0001", 18_000_00, 2_100_00)
    agrees()


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ((20_000_01, 0), OverpaidError),
        ((0, 0), SplitError),
        ((-1, 2), SplitError),
        ((0, 102_00), SplitError),
    ],
)
def test_payments_that_cannot_be(
    session: Session, taken: bytes, parts: tuple[int, int], error: type[Exception]
) -> None:
    draft = LoanPayDraft(new_uid(), taken, *parts, pays=cash(sum(parts)))
    with pytest.raises(error):
        pay_loan(session, draft, on=D(2026, 2, 15))
    assert len(loan_history(END)) == 1


def test_all_of_it_has_to_be_paid(session: Session, taken: bytes) -> None:
    with pytest.raises(PaidInFullError):
        pay_loan(session, LoanPayDraft(new_uid(), taken, 100, 0, pays=cash(99)), on=START)
    for amount, fee in ((0, 0), (-1, 0), (100, 100), (100, -1)):
        with pytest.raises(LoanAmountError):
            draw_loan(session, LoanDrawDraft(new_uid(), taken, amount, fee=fee), on=START)
    with pytest.raises(NotFoundError):
        draw_loan(session, LoanDrawDraft(new_uid(), new_uid(), 1, cash(1)), on=START)


def test_a_member_pays_an_instalment_out_of_her_purse(session: Session, taken: bytes) -> None:
    member = party(session, "สมาชิก ฟ้า").uid
    purse = (PayDraft(PayKind.PURSE, 500_00, party_uid=member),)
    pay_loan(session, LoanPayDraft(new_uid(), taken, 500_00, 0, interest=0, pays=purse), on=START)
    assert balance(R.MEMBER_PAYABLE) == -500_00
    agrees()


def test_let_go(session: Session, taken: bytes, given: bytes) -> None:
    accrue_interest(session, D(2026, 2, 15), uid=new_uid(), loan_uid=given)
    forgive_loan(session, LoanForgiveDraft(new_uid(), given, 6_000_00, 60_00, "ย้ายไปแล้ว"), on=D(2026, 2, 15))
    forgive_loan(session, LoanForgiveDraft(new_uid(), taken, 5_000_00), on=D(2026, 2, 15))
    assert (balance(R.BAD_DEBT), balance(R.OTHER_INCOME)) == (6_060_00, -5_000_00)
    assert (balance(R.MEMBER_LOANS), balance(R.LOANS)) == (0, -15_000_00)
    for principal, interest in ((0, 0), (1, 0), (0, 1)):
        with pytest.raises(NothingOwedError):
            forgive_loan(session, LoanForgiveDraft(new_uid(), given, principal, interest), on=START)
    with pytest.raises(SplitError):
        forgive_loan(session, LoanForgiveDraft(new_uid(), taken, -1, 2), on=START)
    agrees()


def test_interest_is_entered_once_and_in_an_open_month(session: Session, taken: bytes) -> None:
    uid = new_uid()
    accrue_interest(session, YEAR_END, uid=uid)
    assert accrue_interest(session, YEAR_END, uid=uid).repeated
    with pytest.raises(NothingOwedError):
        accrue_interest(session, YEAR_END, uid=new_uid())
    with pytest.raises(NothingOwedError):
        accrue_interest(session, YEAR_END, uid=new_uid(), loan_uid=taken)
    lock_until(session, D(2027, 1, 31), today=D(2027, 2, 28))
    with pytest.raises(DayLockedError):
        accrue_interest(session, D(2027, 1, 31), uid=new_uid())


def test_a_loan_of_before(session: Session) -> None:
    """Half was paid back before this book began."""
    uid = create_loan(session, contract(fund(session))).uid
    open_loan(session, LoanOpeningDraft(new_uid(), uid, 10_000_00, 50_00, D(2026, 6, 15)), on=D(2026, 7, 1))
    assert (balance(R.LOANS), balance(R.INTEREST_PAYABLE)) == (-10_000_00, -50_00)
    assert balance(R.OPENING_EQUITY) == 10_050_00
    found = state(uid, D(2026, 7, 15))
    assert found.to_date == round(10_000_00 * 0.06 * 30 / 365)
    with pytest.raises(LoanAmountError):
        open_loan(session, LoanOpeningDraft(new_uid(), uid, 0), on=D(2026, 7, 1))
    with pytest.raises(MoreThanAgreedError):
        open_loan(session, LoanOpeningDraft(new_uid(), uid, 10_000_01), on=D(2026, 7, 1))
    agrees()


def test_the_register_learns_what_the_ledger_has(session: Session) -> None:
    """An older book has the loan in the ledger alone."""
    lender = fund(session)
    uid = create_loan(session, contract(lender)).uid
    entered = LoanOpeningDraft(new_uid(), uid, 10_000_00)
    open_loan(session, entered, on=START)
    reverse(session, entered.uid, on=START, reason="ลองใหม่", uid=new_uid())
    assert disagreements(END) == ()

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.JOURNAL, START, 9_000_00)
        entry.line(account_id(R.LOANS), -9_000_00, party_id=party_of(lender)[0])
        entry.line(account_id(R.CASH), 9_000_00)

    post(session, Permission.POST_JOURNAL, new_uid(), write)
    (found,) = disagreements(END)
    assert (found.register, found.uid, found.kept, found.ledger) == ("loans", lender, 0, 9_000_00)
    open_loan(session, LoanOpeningDraft(new_uid(), uid, found.missing, in_ledger=True), on=START)
    assert balance(R.LOANS) == -9_000_00
    agrees()


def test_undone_from_the_last(session: Session, taken: bytes) -> None:
    first = pay(session, taken, 2_101_92, D(2026, 2, 15))
    second = pay(session, taken, 2_000_00, D(2026, 3, 15))
    with pytest.raises(GoesOnError) as refused:
        reverse(session, first.uid, on=END, reason="ผิด", uid=new_uid())
    assert second.number in str(refused.value)
    reverse(session, second.uid, on=END, reason="ผิด", uid=new_uid())
    reverse(session, first.uid, on=END, reason="ผิด", uid=new_uid())
    found = state(taken, D(2026, 2, 15))
    assert (found.principal, found.to_date, found.interest_paid) == (20_000_00, 101_92, 0)
    assert [step.stands for step in loan_history(END)] == [True, False, False, False, False]
    agrees()


def test_the_contract_is_changed_and_put_aside(session: Session, taken: bytes) -> None:
    old = loan(taken)
    assert old is not None
    assert old.data == replace(contract(old.party_uid), code="L0001")
    update_loan(session, taken, data=replace(old.data, name="ซื้อเครื่องอบ", instalments=20))
    new = loan(taken)
    assert new is not None
    assert (new.name, len(new.plan), new.terms.instalments) == ("ซื้อเครื่องอบ", 20, 20)
    with pytest.raises(LoanStartedError):
        update_loan(session, taken, data=replace(new.data, side=LoanSide.GIVEN))
    with pytest.raises(LoanOpenError):
        deactivate_loan(session, taken)
    pay(session, taken, state(taken, D(2026, 3, 1)).owed, D(2026, 3, 1))
    deactivate_loan(session, taken)
    assert [row.loan.active for row in loan_rows(END)] == [False]
    deactivate_loan(session, taken, active=True)
    with pytest.raises(NotFoundError):
        update_loan(session, new_uid(), data=new.data)
    with pytest.raises(NotFoundError):
        deactivate_loan(session, new_uid())
    agrees()


def test_contracts_that_are_refused(session: Session) -> None:
    lender = fund(session)
    saved = create_loan(session, contract(lender, code="กข-1"), uid=(uid := new_uid()))
    again = create_loan(session, contract(lender), uid=uid)
    assert (again.id, again.code) == (saved.id, "กข-1")
    with pytest.raises(CodeTakenError):
        create_loan(session, contract(lender, code="กข-1"))
    with pytest.raises(PartyNeededError):
        create_loan(session, contract(new_uid()))
    with pytest.raises(PartyNeededError):
        create_loan(session, replace(contract(lender), party_uid=None))
    monthly = contract(lender, method=LoanMethod.REDUCING, rate_per=RatePer.MONTH, rate_ppm=10_000)
    with pytest.raises(LoanNeverEndsError):
        create_loan(session, replace(monthly, instalment=200_00))
    assert len(loans()) == 1
    by_amount = create_loan(session, replace(monthly, instalment=5_000_00)).uid
    found = loan(by_amount)
    assert found is not None
    assert (len(found.plan), found.data.instalment) == (5, 5_000_00)
    assert loan_by_code("กข-1").uid == uid
    for unknown in (loan_by_code, loan_slip):
        with pytest.raises(UnknownLoanError):
            unknown("ไม่มี")
    assert loan(new_uid()) is None


def test_more_than_the_law_allows_is_told(session: Session) -> None:
    member = party(session, "สมาชิก เดือน").uid
    for rate, warned in ((12_500, 0), (12_501, 1)):
        data = contract(member, side=LoanSide.GIVEN, rate_ppm=rate, rate_per=RatePer.MONTH)
        uid = create_loan(session, data).uid
        posted = draw_loan(session, LoanDrawDraft(new_uid(), uid, 100, cash(100)), on=START)
        assert len(posted.warnings) == warned


def test_what_is_coming(session: Session, taken: bytes, given: bytes) -> None:
    found = coming(D(2026, 2, 10))
    assert (found[LoanSide.TAKEN].late_loans, found[LoanSide.TAKEN].soon) == (0, 2_101_92)
    late = coming(D(2026, 2, 16))
    assert (late[LoanSide.GIVEN].late_loans, late[LoanSide.GIVEN].late) == (1, 660_00)
    rows = loan_rows(START)
    assert within_a_year_of(rows, LoanSide.TAKEN) == 20_000_00
    assert {row.next_on for row in rows} == {D(2026, 2, 15)}
    assert rows[0].uid == rows[0].loan.uid
    yearly = contract(fund(session), every_unit=Every.YEAR, instalments=2, first_due=D(2027, 1, 15))
    assert create_loan(session, yearly).code == "L0002"
    assert within_a_year_of(loan_rows(START), LoanSide.TAKEN) == 20_000_00


def test_failure_half_way_leaves_nothing(
    session: Session, taken: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = book.fetch_int("SELECT count(*) FROM document")
    monkeypatch.setattr(service, "settle", _fails)
    with pytest.raises(RuntimeError):
        pay(session, taken, 500_00, D(2026, 2, 15))
    monkeypatch.undo()
    assert book.fetch_int("SELECT count(*) FROM document") == before
    assert pay(session, taken, 500_00, D(2026, 2, 15)).number.endswith("000002")
    agrees()


def _fails(*_arguments: object) -> None:
    raise RuntimeError


def test_who_may_lend(session: Session, taken: bytes) -> None:
    clerk = session_with(Permission.BUY, Permission.SEE_BOOKS)
    with pytest.raises(NotPermittedError):
        pay(clerk, taken, 100, START)
    with pytest.raises(NotPermittedError):
        create_loan(clerk, contract(fund(session)))
    lender = session_with(Permission.LEND)
    pay(lender, taken, 100, START)
    with pytest.raises(NotPermittedError):
        forgive_loan(lender, LoanForgiveDraft(new_uid(), taken, 100), on=START)


def test_a_slip_of_a_loan_is_led_to_its_register(session: Session) -> None:
    for category in ("เงินกู้ที่ได้รับ", "จ่ายคืนเงินกู้ (ต้น)"):
        found = next(each for each in entry_categories() if each.name == category)
        line = EntryLineDraft(100, category_uid=found.uid)
        with pytest.raises(LoanSlipError):
            post_entry(session, EntryDraft(new_uid(), found.direction, (line,), cash(100)), on=START)


def test_a_loan_that_the_ledger_keeps_without_a_name(session: Session) -> None:
    """The opening by accounts knows no person: taking the loan over puts the name to it."""

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.JOURNAL, START, 9_000_00)
        entry.line(account_id(R.LOANS), -9_000_00)
        entry.line(account_id(R.CASH), 9_000_00)

    post(session, Permission.POST_JOURNAL, new_uid(), write)
    assert [(each.uid, each.missing) for each in disagreements(END)] == [(b"", 9_000_00)]
    uid = create_loan(session, contract(fund(session))).uid
    open_loan(session, LoanOpeningDraft(new_uid(), uid, 9_000_00, in_ledger=True), on=START)
    assert balance(R.LOANS) == -9_000_00
    agrees()
