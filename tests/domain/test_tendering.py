"""A bill while it is being paid: what is due, what goes back, what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.sale import settle
from app.domain.sale_draft import ChangeFromNonCashError, NegativeTenderError, TenderDraft
from app.domain.tendering import Tendering, with_note
from app.thai.digits import MAX_AMOUNT, AmountTooLargeError

CASH, BANK = b"c" * 16, b"b" * 16


def cash(amount: int) -> TenderDraft:
    return TenderDraft(CASH, amount, is_cash=True)


def bank(amount: int) -> TenderDraft:
    return TenderDraft(BANK, amount)


def test_nothing_taken_is_all_due():
    bill = Tendering(14_000)
    assert (bill.due, bill.change, bill.is_covered) == (14_000, 0, False)


def test_a_bill_of_nothing_is_covered():
    assert Tendering(0).is_covered


def test_cash_beyond_the_bill_goes_back():
    bill = Tendering(14_000).taking(cash(50_000))
    assert bill.is_covered
    assert bill.change == 36_000


def test_split_by_two_ways():
    bill = Tendering(14_000).taking(bank(4_000))
    assert bill.due == 10_000
    assert bill.change_from(9_999) == -1
    assert bill.change_from(20_000) == 10_000
    assert bill.taking(cash(20_000)).change == 10_000


def test_only_cash_may_be_more_than_is_due():
    with pytest.raises(ChangeFromNonCashError) as caught:
        Tendering(14_000).taking(cash(10_000)).taking(bank(4_001))
    assert caught.value.excess == 1


def test_a_payment_is_not_negative_nor_huge():
    with pytest.raises(NegativeTenderError):
        Tendering(100).taking(cash(-1))
    with pytest.raises(AmountTooLargeError):
        Tendering(100).taking(cash(MAX_AMOUNT + 1))
    with pytest.raises(AmountTooLargeError):
        with_note(MAX_AMOUNT, 1)


def test_a_payment_can_be_given_back():
    bill = Tendering(14_000).taking(bank(4_000)).taking(cash(5_000))
    assert bill.due == 5_000
    assert bill.without(0).due == 9_000
    assert bill.without(0).parts == (cash(5_000),)


def test_notes_add_up():
    assert with_note(with_note(0, 10_000), 2_000) == 12_000


@given(st.integers(0, 10**9), st.lists(st.tuples(st.booleans(), st.integers(0, 10**9)), max_size=6))
def test_what_is_covered_can_be_settled(total, payments):
    bill = Tendering(total)
    for is_cash, amount in payments:
        if is_cash:
            bill = bill.taking(cash(amount))
        else:
            bill = bill.taking(bank(min(amount, bill.due)))
    if not bill.is_covered:
        bill = bill.taking(cash(bill.due))
    settled = settle(bill.total, bill.parts)
    assert settled.change == bill.change
    assert sum(each.amount for each in settled.tenders) == total
