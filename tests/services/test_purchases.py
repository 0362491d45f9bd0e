"""Buying goods, paying slips and opening the books: what is posted, what is owed, what is refused."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.money import MILLI
from app.domain.opening import OpenBillDraft, OpeningBooksDraft
from app.domain.purchase import (
    EmptyDocumentError,
    LineAmountError,
    OpeningStockDraft,
    PaymentsDifferError,
    PurchaseDraft,
    PurchaseLineDraft,
    Slip,
)
from app.domain.session import NotPermittedError, Permission
from app.queries.balances import balances, parties_owing
from app.queries.integrity import check_books
from app.queries.sales import document_by_uid
from app.queries.stock import stock_now
from app.services.entries import post_entry
from app.services.journal import account_id
from app.services.opening import open_books
from app.services.purchases import UnknownAccountError, post_purchase
from app.services.sales import PartyNeededError
from app.services.stock import NoStockKeptError, UnknownProductError
from app.services.unit_of_work import NotSavedError
from db import connection as book
from tests.builders import expense, product, session_with
from tests.stall import DAY, Stall


@pytest.fixture
def stall(tmp_path: Path) -> Iterator[Stall]:
    yield Stall(tmp_path)
    assert check_books() == []


def balance(role: AccountRole) -> int:
    return next((each.balance for each in balances(dt.date(2030, 1, 1)) if each.id == account_id(role)), 0)


def on_hand(uid: bytes) -> tuple[int, int]:
    return next((row.quantity, row.value) for row in stock_now() if row.uid == uid)


def line(uid: bytes, pieces: int, amount: int) -> PurchaseLineDraft:
    return PurchaseLineDraft(uid, pieces * MILLI, "ชิ้น", amount)


def test_freight_is_shared_over_the_goods_by_amount(stall: Stall) -> None:
    # 100.00 + 50.00 with 10.00 freight: two thirds and one third, to the satang.
    stall.buy((stall.kapi, 10, 100_00), (stall.tea, 5, 50_00), freight=10_00)
    assert on_hand(stall.kapi) == (30_000, 666_60 + 100_00 + 6_67)
    assert on_hand(stall.tea) == (25_000, 400_00 + 50_00 + 3_33)


def test_what_is_not_paid_is_owed_to_the_supplier(stall: Stall) -> None:
    draft = PurchaseDraft(
        new_uid(),
        (line(stall.tea, 2, 100_00),),
        5_00,
        stall.customer,
        (stall.cash(30_00),),
        Slip(dt.date(2026, 10, 1), "บ. 12/3"),
        "ส่งวันศุกร์",
    )
    posted = post_purchase(stall.session, draft, on=DAY)
    assert posted.total == 105_00
    assert parties_owing("payable")[0].balance == -75_00
    document = document_by_uid(posted.uid)
    assert document is not None
    assert (document.slip_date, document.slip_number, document.note) == (
        dt.date(2026, 10, 1),
        "บ. 12/3",
        "ส่งวันศุกร์",
    )
    assert document.party_name == "ลูกค้าประจำ 01"


def test_goods_bought_in_packs_come_in_by_pieces(stall: Stall) -> None:
    sack = PurchaseLineDraft(stall.soap, 3 * MILLI, "ลัง", 300_00, factor_milli=12 * MILLI)
    post_purchase(stall.session, PurchaseDraft(new_uid(), (sack,), tenders=(stall.cash(300_00),)), on=DAY)
    assert on_hand(stall.soap) == (20_000 + 36_000, 250_00 + 300_00)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"lines": ()}, EmptyDocumentError),
        ({"tenders": ()}, PartyNeededError),
        ({"freight": -1}, LineAmountError),
    ],
)
def test_refused_purchase_leaves_nothing(
    stall: Stall, change: dict[str, object], error: type[Exception]
) -> None:
    draft = PurchaseDraft(new_uid(), (line(stall.tea, 1, 10_00),), tenders=(stall.cash(10_00),))
    with pytest.raises(error):
        post_purchase(stall.session, replace(draft, **change), on=DAY)  # type: ignore[arg-type]
    assert on_hand(stall.tea) == (20_000, 400_00)
    assert post_purchase(stall.session, draft, on=DAY).number == "ซ1-2569-000002"


@pytest.mark.parametrize("pieces_and_amount", [(0, 10_00), (-1, 10_00), (1, -1)])
def test_line_below_zero_is_refused(stall: Stall, pieces_and_amount: tuple[int, int]) -> None:
    draft = PurchaseDraft(new_uid(), (line(stall.tea, *pieces_and_amount),), tenders=(stall.cash(10_00),))
    with pytest.raises(LineAmountError):
        post_purchase(stall.session, draft, on=DAY)


def test_more_paid_than_bought_is_refused(stall: Stall) -> None:
    goods = (line(stall.tea, 1, 10_00),)
    with pytest.raises(PaymentsDifferError):
        post_purchase(stall.session, PurchaseDraft(new_uid(), goods, tenders=(stall.cash(10_01),)), on=DAY)
    with pytest.raises(PaymentsDifferError):
        post_purchase(stall.session, PurchaseDraft(new_uid(), goods, tenders=(stall.cash(-1),)), on=DAY)


def test_what_does_not_exist_or_is_not_kept_in_stock(stall: Stall) -> None:
    service = product(stall.session, "ค่าส่ง", kind="service", code="SEND").uid  # type: ignore[arg-type]
    for uid, error in ((new_uid(), UnknownProductError), (service, NoStockKeptError)):
        draft = PurchaseDraft(new_uid(), (line(uid, 1, 10_00),), tenders=(stall.cash(10_00),))
        with pytest.raises(error):
            post_purchase(stall.session, draft, on=DAY)


def test_without_the_right_nothing_is_bought(stall: Stall) -> None:
    seller = session_with(Permission.SELL)
    draft = PurchaseDraft(new_uid(), (line(stall.tea, 1, 10_00),), tenders=(stall.cash(10_00),))
    with pytest.raises(NotPermittedError):
        post_purchase(seller, draft, on=DAY)
    with pytest.raises(NotPermittedError):
        post_entry(seller, expense(("5401", 1)), on=DAY)


@pytest.mark.parametrize("table", ["purchase_line", "stock_move", "payment", "journal_line"])
def test_failure_half_way_leaves_nothing(stall: Stall, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = PurchaseDraft(new_uid(), (line(stall.tea, 1, 10_00),), tenders=(stall.cash(10_00),))
    real = book.executemany

    def breaks(statement: str, rows: object) -> None:
        if f"INSERT INTO {table} " in statement:
            raise book.DatabaseError("database or disk is full")
        real(statement, rows)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(book, "executemany", breaks)
        with pytest.raises(NotSavedError):
            post_purchase(stall.session, draft, on=DAY)
    assert on_hand(stall.tea) == (20_000, 400_00)
    assert post_purchase(stall.session, draft, on=DAY).number == "ซ1-2569-000002"


def test_second_try_finds_the_first_purchase(stall: Stall) -> None:
    draft = PurchaseDraft(new_uid(), (line(stall.tea, 1, 10_00),), tenders=(stall.cash(10_00),))
    first = post_purchase(stall.session, draft, on=DAY)
    again = post_purchase(stall.session, draft, on=DAY)
    assert again.repeated
    assert again.number == first.number
    assert on_hand(stall.tea)[0] == 21_000


# ---------------------------------------------------------------- expenses


def test_expense_paid_in_part(stall: Stall) -> None:
    cash = balance(AccountRole.CASH)
    parts = ("5401", 150_00, "ค่าแผง"), ("5203", 80_00, "ค่ารถ")
    draft = expense(*parts, paid=100_00, party_uid=stall.customer)
    assert post_entry(stall.session, draft, on=DAY).total == 230_00
    assert balance(AccountRole.CASH) == cash - 100_00
    assert balance(AccountRole.PAYABLE) == -130_00
    assert balance(AccountRole.STALL_EXPENSE) == 150_00


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ((), EmptyDocumentError),
        ((("5401", 0),), LineAmountError),
        ((("5401", -5),), LineAmountError),
        ((("9999", 5),), UnknownAccountError),
        ((("5401", 5),), PartyNeededError),
    ],
)
def test_refused_expense(stall: Stall, lines: tuple[tuple[str, int], ...], error: type[Exception]) -> None:
    before = book.fetch_int("SELECT count(*) FROM document")
    with pytest.raises(error):
        post_entry(stall.session, expense(*lines), on=DAY)
    assert book.fetch_int("SELECT count(*) FROM document") == before


# ---------------------------------------------------------------- the first day


def test_opening_puts_the_difference_into_equity(stall: Stall) -> None:
    cash = balance(AccountRole.CASH)
    draft = OpeningBooksDraft(
        new_uid(),
        (("1101", 1_000_00),),
        creditors=(OpenBillDraft(new_uid(), stall.customer, 300_00),),
        stock=(OpeningStockDraft(stall.tea, 10 * MILLI, 150_00, 100_00, 180_00),),
        difference_to_equity=True,
    )
    open_books(stall.session, draft, on=DAY)
    assert balance(AccountRole.CASH) == cash + 1_000_00
    assert balance(AccountRole.OPENING_EQUITY) == -(1_000_00 - 300_00 + 150_00)
    assert on_hand(stall.tea) == (30_000, 550_00)
    row = next(each for each in stock_now() if each.uid == stall.tea)
    assert (row.cash_value, row.full_value) == (500_00, 580_00)
