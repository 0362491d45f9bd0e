"""The opening: everything in one transaction that balances, every open bill a document of its own."""

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.document import new_uid
from app.domain.loan import LoanMethod, LoanSide
from app.domain.loan_entry import LoanData, MoreThanAgreedError
from app.domain.money import MILLI
from app.domain.opening import (
    OpenBillDraft,
    OpeningBooksDraft,
    OpeningUnbalancedError,
    OpenLoanDraft,
    OpenSharesDraft,
    PaidAboveSharesError,
)
from app.domain.purchase import EmptyDocumentError, LineAmountError, OpeningStockDraft, Slip
from app.domain.session import Session
from app.queries import loans, savings, shares
from app.queries.balances import balances
from app.queries.integrity import check_books
from app.services.opening import open_books
from app.services.purchases import KeptAccountError
from app.services.sales import PartyNeededError
from app.services.settings import change_settings
from db import connection as book
from tests.builders import material, party

DAY = dt.date(2026, 1, 1)


def documents() -> int:
    return book.fetch_int("SELECT count(*) FROM document")


def by_code() -> dict[str, int]:
    return {row.code: row.balance for row in balances(DAY) if row.balance}


def whole(session: Session, **more: object) -> OpeningBooksDraft:
    """Cash 5,000, bank 20,000, two debtors 1,500, goods 600; owed 700; shares 8,000; profit kept 18,400."""
    buyer, maker = party(session, "โรงเรียนตัวอย่าง").uid, party(session, "ร้านตัวอย่าง").uid
    member = party(session, "สมาชิก 01", member=True).uid
    values: dict[str, object] = {
        "uid": new_uid(),
        "money": (("1101", 5_000_00), ("1102", 20_000_00)),
        "debtors": (
            OpenBillDraft(new_uid(), buyer, 1_000_00, Slip(dt.date(2025, 10, 3), "7/12")),
            OpenBillDraft(new_uid(), buyer, 500_00),
        ),
        "creditors": (OpenBillDraft(new_uid(), maker, 700_00),),
        "shares": (OpenSharesDraft(member, 8_000_00),),
        "stock": (OpeningStockDraft(material(session, "กะปิ").uid, 6 * MILLI, 600_00),),
        "others": (("3201", -18_400_00),),
    }
    return OpeningBooksDraft(**{**values, **more})  # type: ignore[arg-type]


def test_an_opening_that_balances(session: Session) -> None:
    draft = whole(session)
    posted = open_books(session, draft, on=DAY)
    assert by_code() == {
        "1101": 5_000_00,
        "1102": 20_000_00,
        "1201": 1_500_00,
        "1301": 600_00,
        "2101": -700_00,
        "3101": -8_000_00,
        "3201": -18_400_00,
    }
    assert len(posted) == 4
    again = open_books(session, draft, on=DAY)
    assert [each.number for each in again] == [each.number for each in posted]
    assert documents() == 4
    assert check_books() == []


def test_a_difference_is_named_and_nothing_is_written(session: Session) -> None:
    draft = whole(session, others=(("3201", -18_000_00),))
    with pytest.raises(OpeningUnbalancedError) as refused:
        open_books(session, draft, on=DAY)
    assert refused.value.difference == 400_00
    assert "400.00" in str(refused.value)
    assert documents() == 0
    open_books(session, whole(session, others=(("3201", -18_000_00),), difference_to_equity=True), on=DAY)
    assert by_code()["3103"] == -400_00
    assert check_books() == []


def test_refusals_write_nothing(session: Session) -> None:
    buyer = party(session, "ลูกค้า").uid
    for draft, error in (
        (OpeningBooksDraft(new_uid()), EmptyDocumentError),
        (OpeningBooksDraft(new_uid(), debtors=(OpenBillDraft(new_uid(), buyer, 0),)), LineAmountError),
        (
            OpeningBooksDraft(
                new_uid(), (("1101", 5_00),), (OpenBillDraft(new_uid(), new_uid(), 5_00),),
                difference_to_equity=True,
            ),
            PartyNeededError,
        ),
        (OpeningBooksDraft(new_uid(), others=(("1303", 5_00),), difference_to_equity=True), KeptAccountError),
    ):  # fmt: skip
        with pytest.raises(error):
            open_books(session, draft, on=DAY)
    assert documents() == 0


def test_what_fails_in_the_middle_leaves_nothing(session: Session) -> None:
    def breaks() -> None:
        raise LineAmountError(description="เครื่องอบ")

    with pytest.raises(LineAmountError):
        open_books(session, whole(session), on=DAY, also=breaks)
    assert documents() == 0
    assert check_books() == []


def test_bills_alone_open_a_book(session: Session) -> None:
    buyer = party(session, "ลูกค้า").uid
    bill = OpenBillDraft(new_uid(), buyer, 300_00)
    open_books(session, OpeningBooksDraft(new_uid(), debtors=(bill,), difference_to_equity=True), on=DAY)
    assert by_code() == {"1201": 300_00, "3103": -300_00}


# ---------------------------------------------------------------- what has a register of its own


def with_registers(session: Session, **more: object) -> OpeningBooksDraft:
    """Cash 60,000 and 5,000 lent; owed to a fund 40,200, saved 3,000; 30 shares of 100, half paid in."""
    fund = party(session, "กองทุนหมู่บ้าน").uid
    first, second = (party(session, name, member=True).uid for name in ("ดำ", "แดง"))
    taken = LoanData(
        LoanSide.TAKEN,
        fund,
        100_000_00,
        dt.date(2024, 6, 1),
        dt.date(2024, 12, 1),
        60_000,
        method=LoanMethod.EQUAL_PRINCIPAL,
        instalments=5,
        every=6,
    )
    given = LoanData(
        LoanSide.GIVEN, second, 5_000_00, dt.date(2025, 9, 1), dt.date(2026, 9, 1), instalments=1
    )
    values: dict[str, object] = {
        "uid": new_uid(),
        "money": (("1101", 60_000_00),),
        "shares": (OpenSharesDraft(first, 1_000_00, 10), OpenSharesDraft(second, 500_00, 20)),
        "loans": (
            OpenLoanDraft(new_uid(), new_uid(), taken, 40_000_00, 200_00),
            OpenLoanDraft(new_uid(), new_uid(), given, 5_000_00),
        ),
        "savings": ((first, 2_000_00), (second, 1_000_00)),
        "savings_uid": new_uid(),
        "others": (("3201", -20_300_00),),
    }
    return OpeningBooksDraft(**{**values, **more})  # type: ignore[arg-type]


def test_registers_agree_with_the_ledger_from_the_first_day(session: Session) -> None:
    change_settings(session, {"share_par": 100_00})
    draft = with_registers(session)
    posted = open_books(session, draft, on=DAY)
    assert [each.number for each in open_books(session, draft, on=DAY)] == [each.number for each in posted]
    assert check_books() == []
    for register in (shares, loans, savings):
        assert register.disagreements(DAY) == ()
    assert {each.name: (each.holding.shares, each.holding.unpaid) for each in shares.holders(DAY)} == {
        "ดำ": (10, 0),
        "แดง": (20, 1_500_00),
    }
    fund, lent = sorted(loans.loan_rows(DAY), key=lambda each: each.loan.side, reverse=True)
    assert (fund.state.principal, fund.state.accrued, fund.state.repaid) == (40_000_00, 200_00, 60_000_00)
    assert fund.state.late == 0
    assert fund.next_on == dt.date(2026, 6, 1)
    assert (lent.loan.party, lent.state.principal) == ("แดง", 5_000_00)
    assert {each.name: each.balance for each in savings.savers(DAY)} == {"ดำ": 2_000_00, "แดง": 1_000_00}
    assert by_code() == {
        "1101": 60_000_00,
        "1208": 5_000_00,
        "2201": -40_000_00,
        "2112": -200_00,
        "2113": -3_000_00,
        "3101": -3_000_00,
        "3104": 1_500_00,
        "3201": -20_300_00,
    }


def test_registers_that_cannot_be_leave_nothing(session: Session) -> None:
    change_settings(session, {"share_par": 100_00})
    draft = with_registers(session)
    member = draft.shares[0].member_uid
    above = OpenLoanDraft(new_uid(), new_uid(), draft.loans[1].data, 5_000_01)
    for wrong, error in (
        ({"shares": (OpenSharesDraft(member, 1_000_01, 10),)}, PaidAboveSharesError),
        ({"shares": (OpenSharesDraft(member, 0),)}, LineAmountError),
        ({"loans": (above,)}, MoreThanAgreedError),
        ({"savings": ((member, 0),)}, LineAmountError),
    ):
        with pytest.raises(error):
            open_books(session, replace(draft, difference_to_equity=True, **wrong), on=DAY)
    assert documents() == 0
    assert loans.loans() == ()
