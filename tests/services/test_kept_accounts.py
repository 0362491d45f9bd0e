"""Accounts that follow a register are reached through it only, whatever form asks for them."""

from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.opening import OpeningBooksDraft
from app.queries.catalogue import accounts
from app.queries.integrity import check_books
from app.services.catalogue import TenderAccountError, TenderData, save_tender
from app.services.entries import UnknownCategoryError, post_entry
from app.services.opening import open_books
from app.services.purchases import KeptAccountError
from tests.builders import expense
from tests.stall import DAY, Stall


@pytest.fixture
def stall(tmp_path: Path) -> Stall:
    return Stall(tmp_path)


KEPT = ("1301", "1302", "1303", "1304", "4101", "4102", "5101", "5102")


@pytest.mark.parametrize("code", KEPT)
def test_neither_expense_nor_opening_writes_to_a_register(stall: Stall, code: str) -> None:
    bill = expense((code, 100_00, "x"), paid=100_00)
    with pytest.raises(KeptAccountError):
        post_entry(stall.session, bill, on=DAY)
    with pytest.raises(KeptAccountError):
        open_books(
            stall.session,
            OpeningBooksDraft(new_uid(), others=((code, 100_00),), difference_to_equity=True),
            on=DAY,
        )
    assert check_books() == []


@pytest.mark.parametrize("code", ["1101", "1102", "5301", "5305", "2103", "3203"])
def test_money_is_not_spent_on_money_or_on_what_batches_absorb(stall: Stall, code: str) -> None:
    bill = expense((code, 100_00, "x"), paid=100_00)
    with pytest.raises(UnknownCategoryError):
        post_entry(stall.session, bill, on=DAY)


@pytest.mark.parametrize(
    ("kind", "code"),
    [("cash", "1301"), ("other", "1303"), ("other", "4101"), ("promptpay", "1201"), ("account", "1101")],
)
def test_a_tender_lies_where_its_money_can(stall: Stall, kind: str, code: str) -> None:
    account = next(each.id for each in accounts() if each.code == code)
    with pytest.raises(TenderAccountError):
        save_tender(stall.session, TenderData("x", kind, account))
