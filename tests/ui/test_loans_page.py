"""The tabs of loans and savings by keys: a contract, its money out and back, interest; an evening of all."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from app.changes import Changes
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.loan import LoanMethod, LoanSide
from app.domain.session import Permission
from app.queries.loans import loan_rows
from app.queries.savings import savers, savings_rates
from app.services.journal import account_id
from app.services.sales import party_of
from app.services.unit_of_work import Entry, post
from tests.builders import party
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401
from tests.ui.keys import press
from tests.ui.test_assets_page import TODAY, enter, place  # noqa: F401
from ui.pages.loans.loan_form import BY_AMOUNT
from ui.pages.loans.view import GIVEN, LATE, LoansView
from ui.pages.savings.view import SavingsView

LOANS, SAVINGS = (LoansView, ()), (SavingsView, ())
READER = (LoansView, (Permission.SEE_BOOKS,))
NEXT = dt.date(2026, 11, 6)


def new_loan(place, **more: object) -> None:  # noqa: F811
    """12,000 baht at 1 % a month in twelve instalments."""
    place.key("Ctrl+N")
    form = place.view.loan_form
    lender = party(place.session, "กองทุนหมู่บ้าน").uid
    place.view.refresh(Changes.PARTIES)
    place.settle()
    form.party.set_value(lender)
    form.rate.set_value(100)
    form.per.set_value("month")
    form.first_due.set_value(NEXT)
    enter(form.principal, "12000")
    for name, value in more.items():
        getattr(form, name).set_value(value)
    enter(form.name, "เครื่องอบ")
    place.settle()


@pytest.mark.parametrize("place", [LOANS], indirect=True)
def test_a_loan_by_keys(place):  # noqa: F811
    view = place.view
    new_loan(place)
    form = view.loan_form
    assert "1,066.19" in form.summary.text()  # what annuity tables say
    assert "12.69" in form.summary.text()
    place.save(form)
    (row,) = loan_rows(TODAY)
    assert (row.loan.party, len(row.loan.plan)) == ("กองทุนหมู่บ้าน", 12)
    view.choose(row.uid)
    place.settle()
    view.draw_button.click()
    place.settle()
    assert view.money_form.amount.number() == 12_000_00
    place.save(view.money_form)
    place.key("Ctrl+E")
    money = view.money_form
    assert money.amount.number() == 1_066_19
    money.day.set_value(NEXT)
    enter(money.amount, "1066.19")
    place.settle()
    assert (money.interest_paid.number(), money.principal.number()) == (120_00, 946_19)
    enter(money.principal, "900")
    place.save(money)
    assert "1,020.00" in money.banner.label.text()
    enter(money.principal, "946.19")
    place.save(money)
    (row,) = loan_rows(NEXT)
    assert (row.state.principal, row.state.late) == (11_053_81, 0)
    view.interest_button.click()
    view.interest_form.day.set_value(dt.date(2026, 12, 6))
    view.interest_form.asked.emit(dt.date(2026, 12, 6))
    place.settle()
    assert "110.54" in view.interest_form.found.text()
    view.interest_form.submit()
    place.settle()
    assert loan_rows(dt.date(2026, 12, 6))[0].state.accrued == 110_54


@pytest.mark.parametrize("place", [LOANS], indirect=True)
def test_a_loan_that_never_ends_is_told_while_typing(place):  # noqa: F811
    new_loan(place, by=BY_AMOUNT, method=LoanMethod.REDUCING)
    form = place.view.loan_form
    form._show()
    enter(form.instalment, "100")
    place.settle()
    assert "20.01" in form.told.label.text()
    assert form.summary.text() == ""
    place.save(form)
    assert form.banner.isHidden(), "what stands above the fields is not said twice"
    assert form.save_button.isEnabled()
    assert loan_rows(TODAY) == ()


@pytest.mark.parametrize("place", [LOANS], indirect=True)
def test_stood_before_and_let_go(place):  # noqa: F811
    view = place.view
    new_loan(place, side=LoanSide.GIVEN)
    place.save(view.loan_form)
    (row,) = loan_rows(TODAY)
    view.open(GIVEN)
    view.open(row.loan.code)
    place.settle()
    view.open_button.click()
    place.settle()
    enter(view.money_form.principal, "5000")
    place.save(view.money_form)
    assert loan_rows(TODAY)[0].state.principal == 5_000_00
    view.choose(row.uid)
    place.settle()
    view.forgive_button.click()
    place.settle()
    place.save(view.money_form)
    assert loan_rows(TODAY)[0].state.principal == 0
    view.contract_button.click()
    view.open(LATE)
    place.settle()
    assert view.table.model().rowCount() == 0
    view.register_button.click()
    assert place.went == [("reports", "loan-contract:G0001"), ("reports", "loan-register")]


@pytest.mark.parametrize("place", [READER], indirect=True)
def test_a_reader_only_reads(place):  # noqa: F811
    assert not hasattr(place.view, "interest_button")
    assert place.view.new_button.isHidden()


@pytest.mark.parametrize("place", [SAVINGS], indirect=True)
def test_an_evening_by_keys(place):  # noqa: F811
    view = place.view
    for name in ("ก้อย", "ขวัญ"):
        party(place.session, name, member=True)
    view.refresh(Changes.EVERYTHING)
    place.settle()
    place.key("Ctrl+N")
    form = view.evening_form
    enter(form.amounts[0], "100")
    enter(form.each, "50")
    form.fill_button.click()
    assert "150.00" in form.sum.text()
    place.save(form)
    assert [each.balance for each in savers(TODAY)] == [100_00, 50_00]
    view.choose(savers(TODAY)[0].uid)
    place.settle()
    view.out_button.click()
    place.settle()
    enter(view.withdraw_form.amount, "100.01")
    place.save(view.withdraw_form)
    assert "100.00" in view.withdraw_form.banner.label.text()
    enter(view.withdraw_form.amount, "40")
    place.save(view.withdraw_form)
    place.key("Ctrl+E")
    enter(view.evening_form.amounts[0], "5")
    press(view.evening_form, Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    place.settle()
    assert [each.balance for each in savers(TODAY)] == [65_00, 50_00]
    view.interest_button.click()
    place.settle()
    enter(view.interest_form.rate, "3.65")
    view.interest_form.rate_button.click()
    place.settle()
    assert [rate.rate_ppm for rate in savings_rates()] == [36_500]
    assert "ก้อย: 0.01" in view.interest_form.found.text()
    view.interest_form.submit()
    place.settle()
    assert [each.balance for each in savers(TODAY)] == [65_01, 50_01]


@pytest.mark.parametrize("place", [SAVINGS], indirect=True)
def test_savings_of_the_ledger_are_taken_over(place):  # noqa: F811
    member = party(place.session, "คำ", member=True).uid

    def write(entry: Entry) -> None:
        entry.document(DocumentKind.JOURNAL, TODAY, 80_00)
        entry.line(account_id(AccountRole.MEMBER_SAVINGS), -80_00, party_id=party_of(member)[0])
        entry.line(account_id(AccountRole.CASH), 80_00)

    post(place.session, Permission.POST_JOURNAL, new_uid(), write)
    place.view.refresh(Changes.EVERYTHING)
    place.settle()
    assert "80.00" in place.view.banner.label.text()
    place.view.banner.acted.emit()
    place.settle()
    assert [each.balance for each in savers(TODAY)] == [80_00]
    assert place.view.banner.isHidden()
