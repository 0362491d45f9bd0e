"""Selling, returning and voiding on a real book: what is posted, what is refused, what survives a failure."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.sale import (
    Condition,
    DiscountTooLargeError,
    EmptySaleError,
    NegativeLineError,
    QuantityAlreadyReturnedError,
    RoundingRule,
    SaleReturnDraft,
    TenderShortError,
)
from app.domain.session import NotPermittedError, Permission
from app.queries.balances import balances, parties_owing
from app.queries.integrity import check_books
from app.queries.sales import document_by_number, sale_document, sales_by_product
from app.queries.stock import stock_now
from app.services.journal import account_id
from app.services.returns import (
    HasReturnsError,
    ReasonNeededError,
    RefundDiffersError,
    SaleVoidedError,
    UnknownSaleError,
    post_return,
    sold_sale,
    void_sale,
)
from app.services.sales import NotConfirmedError, PartyNeededError, post_sale
from app.services.unit_of_work import NotSavedError
from db import connection as book
from tests.builders import session_with
from tests.stall import DAY, Stall


@pytest.fixture
def stall(tmp_path: Path) -> Iterator[Stall]:
    yield Stall(tmp_path)
    assert check_books() == []


def balance(role: AccountRole) -> int:
    return next(each.balance for each in balances(dt.date(2030, 1, 1)) if each.id == account_id(role))


def on_hand(uid: bytes) -> tuple[int, int]:
    return next((row.quantity, row.value) for row in stock_now() if row.uid == uid)


def test_cash_sale_posts_goods_cost_and_money(stall: Stall) -> None:
    cash_before = balance(AccountRole.CASH)
    sold = stall.sell(
        stall.line(stall.kapi, 2, 5900), stall.line(stall.tea, 1, 8900), pay=(stall.cash(207_00, 500_00),)
    )
    assert sold.posted.number == "ร1-2569-000001"
    assert sold.posted.total == 207_00
    assert sold.change == 293_00
    assert balance(AccountRole.CASH) - cash_before == 207_00
    assert balance(AccountRole.SALES) == -207_00
    # 2 × 33.33 and 1 × 20.00, worked out by hand from what was paid for twenty of each.
    assert balance(AccountRole.COST_OF_SALES) == 66_66 + 20_00
    assert on_hand(stall.kapi) == (18_000, 666_60 - 66_66)


def test_second_try_finds_the_first_receipt(stall: Stall) -> None:
    draft = stall.draft(stall.line(stall.kapi, 1, 5900), pay=(stall.cash(59_00, 100_00),))
    first = post_sale(stall.session, draft, on=DAY)
    again = post_sale(stall.session, draft, on=DAY)
    assert again.posted.number == first.posted.number
    assert again.posted.repeated
    assert again.change == 41_00
    assert on_hand(stall.kapi)[0] == 19_000


def test_refused_sale_uses_no_number(stall: Stall) -> None:
    with pytest.raises(EmptySaleError):
        post_sale(stall.session, stall.draft(), on=DAY)
    with pytest.raises(TenderShortError):
        stall.sell(stall.line(stall.kapi, 1, 5900), pay=(stall.cash(50_00),))
    with pytest.raises(NegativeLineError):
        stall.sell(stall.line(stall.kapi, 0, 5900), pay=(stall.cash(1),))
    with pytest.raises(DiscountTooLargeError):
        stall.sell(stall.line(stall.kapi, 1, 5900, discount=60_00), pay=(stall.cash(1),))
    assert stall.sell(stall.line(stall.kapi, 1, 5900)).posted.number == "ร1-2569-000001"


def test_seller_without_the_right_is_refused(stall: Stall) -> None:
    member = session_with(Permission.PRINT)
    with pytest.raises(NotPermittedError):
        post_sale(member, stall.draft(stall.line(stall.kapi, 1, 5900)), on=DAY)


@pytest.mark.parametrize("table", ["sale_line", "stock_move", "payment", "journal_line"])
def test_failure_half_way_leaves_nothing(stall: Stall, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = book.fetch_int("SELECT count(*) FROM document")
    real = book.executemany

    def breaks(statement: str, rows: object) -> None:
        if statement.startswith(f"INSERT INTO {table} "):
            raise book.DatabaseError("database or disk is full")
        real(statement, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(book, "executemany", breaks)
    with pytest.raises(NotSavedError) as caught:
        stall.sell(stall.line(stall.kapi, 1, 5900))
    assert caught.value.data["reason"] == "disk full"
    monkeypatch.undo()
    assert book.fetch_int("SELECT count(*) FROM document") == before
    assert on_hand(stall.kapi)[0] == 20_000
    assert stall.sell(stall.line(stall.kapi, 1, 5900)).posted.number == "ร1-2569-000001"


def test_error_from_commit_is_not_taken_for_not_saved(stall: Stall, monkeypatch: pytest.MonkeyPatch) -> None:
    real = type(book.database).commit

    def commits_and_fails(self: object) -> object:
        real(self)  # type: ignore[arg-type]
        raise book.DatabaseError("disk I/O error")

    draft = stall.draft(stall.line(stall.kapi, 1, 5900), pay=(stall.cash(59_00),))
    monkeypatch.setattr(type(book.database), "commit", commits_and_fails)
    sold = post_sale(stall.session, draft, on=DAY)
    monkeypatch.undo()
    assert sold.posted.repeated
    assert document_by_number(sold.posted.number) is not None


def test_selling_more_than_counted_is_told_not_refused(stall: Stall) -> None:
    sold = stall.sell(stall.line(stall.tea, 25, 8900))
    assert [notice.data["name"] for notice in sold.posted.warnings] == ["ชาหญ้าหมอน้อย"]
    # 20 at 20.00 leave nothing; 5 more go out at the last average.
    assert on_hand(stall.tea) == (-5_000, -100_00)
    stall.buy((stall.tea, 10, 230_00))
    # The receipt first fills the hole: 5 × (23.00 − 20.00) is variance, 5 × 23.00 stays.
    assert on_hand(stall.tea) == (5_000, 115_00)
    assert balance(AccountRole.COST_VARIANCE) == 15_00


def test_discounts_and_rounding_make_the_total(stall: Stall) -> None:
    draft = stall.draft(
        stall.line(stall.kapi, 1, 5900, discount=4_00),
        stall.line(stall.soap, 3, 3500),
        pay=(stall.cash(200_00),),
        bill_discount_percent_bp=333,
    )
    sold = post_sale(stall.session, draft, on=DAY, rounding=RoundingRule(25, down=True))
    # 55.00 + 105.00 = 160.00; 3.33 % = 5.33; 154.67 → 154.50.
    assert sold.posted.total == 154_50
    assert sold.change == 45_50
    assert balance(AccountRole.ROUNDING) == 17
    assert sum(row.amount for row in sales_by_product(DAY, DAY)) == 154_67


def test_split_payment_and_account(stall: Stall) -> None:
    pay = (stall.by("promptpay", 50_00), stall.by("account", 20_00), stall.cash(19_00))
    draft = stall.draft(stall.line(stall.tea, 1, 8900), pay=pay, party_uid=stall.customer)
    post_sale(stall.session, draft, on=DAY)
    assert balance(AccountRole.PROMPTPAY) == 50_00
    assert [(each.name, each.balance) for each in parties_owing("receivable")] == [("ลูกค้าประจำ 01", 20_00)]


def test_promptpay_must_be_seen_and_account_needs_a_name(stall: Stall) -> None:
    with pytest.raises(NotConfirmedError):
        stall.sell(stall.line(stall.tea, 1, 8900), pay=(stall.by("promptpay", 89_00, confirmed=False),))
    with pytest.raises(PartyNeededError):
        stall.sell(stall.line(stall.tea, 1, 8900), pay=(stall.by("account", 89_00),))


def test_return_in_parts_gives_back_exactly_what_was_stored(stall: Stall) -> None:
    draft = stall.draft(
        stall.line(stall.kapi, 3, 5900), pay=(stall.cash(200_00),), bill_discount_percent_bp=700
    )
    sold = post_sale(stall.session, draft, on=DAY)
    total = sold.posted.total
    refunds: list[int] = []
    for _turn in range(3):
        detail = sale_document(document_by_number(sold.posted.number))  # type: ignore[arg-type]
        assert detail is not None
        share = [54_87, 54_87, total - 2 * 54_87][len(refunds)]
        stall.take_back(sold, 1, 1, share)
        refunds.append(share)
    assert sum(refunds) == total
    assert balance(AccountRole.SALES) == 0
    assert balance(AccountRole.COST_OF_SALES) == 0
    assert on_hand(stall.kapi) == (20_000, 666_60)
    with pytest.raises(QuantityAlreadyReturnedError):
        stall.take_back(sold, 1, 1, 1)


def test_spoiled_return_is_an_expense(stall: Stall) -> None:
    sold = stall.sell(stall.line(stall.kapi, 2, 5900))
    stall.take_back(sold, 1, 1, 59_00, Condition.SPOILED)
    assert on_hand(stall.kapi)[0] == 18_000
    assert balance(AccountRole.SPOILED) == 33_33
    assert balance(AccountRole.COST_OF_SALES) == 33_33


def test_refund_has_to_agree_and_may_lower_a_debt(stall: Stall) -> None:
    draft = stall.draft(
        stall.line(stall.tea, 2, 8900), pay=(stall.by("account", 178_00),), party_uid=stall.customer
    )
    sold = post_sale(stall.session, draft, on=DAY)
    with pytest.raises(RefundDiffersError):
        stall.take_back(sold, 1, 1, 88_00)
    stall.take_back(sold, 1, 1, 89_00, kind="account")
    assert parties_owing("receivable")[0].balance == 89_00


def test_void_needs_a_reason_and_stays_visible(stall: Stall) -> None:
    sold = stall.sell(stall.line(stall.kapi, 1, 5900))
    with pytest.raises(ReasonNeededError):
        void_sale(stall.session, sold.posted.uid, on=DAY, reason="  ", uid=new_uid())
    voided = void_sale(stall.session, sold.posted.uid, on=DAY, reason="คีย์ผิด", uid=new_uid())
    found = document_by_number(sold.posted.number)
    assert found is not None
    assert (found.reversed_by, found.reversed_reason) == (voided.number, "คีย์ผิด")
    assert on_hand(stall.kapi) == (20_000, 666_60)
    assert balance(AccountRole.SALES) == balance(AccountRole.COST_OF_SALES) == 0
    with pytest.raises(SaleVoidedError):
        void_sale(stall.session, sold.posted.uid, on=DAY, reason="อีก", uid=new_uid())
    with pytest.raises(SaleVoidedError):
        stall.take_back(sold, 1, 1, 59_00)


def test_sale_with_a_return_is_not_voided_as_a_whole(stall: Stall) -> None:
    sold = stall.sell(stall.line(stall.kapi, 2, 5900))
    back = stall.take_back(sold, 1, 1, 59_00)
    with pytest.raises(HasReturnsError) as caught:
        void_sale(stall.session, sold.posted.uid, on=DAY, reason="คีย์ผิด", uid=new_uid())
    assert caught.value.data["returned"] == back.posted.number


def test_unknown_receipt(stall: Stall) -> None:
    with pytest.raises(UnknownSaleError):
        sold_sale(new_uid())
    with pytest.raises(UnknownSaleError):
        post_return(stall.session, SaleReturnDraft(new_uid(), new_uid()), on=DAY)


def test_one_sale_reads_the_book_a_bounded_number_of_times(
    stall: Stall, monkeypatch: pytest.MonkeyPatch
) -> None:
    stall.sell(stall.line(stall.kapi, 1, 5900))
    asked: list[str] = []
    real = book.fetch

    def counted(statement: str, parameters: object = ()) -> object:
        asked.append(statement)
        return real(statement, parameters)  # type: ignore[arg-type]

    monkeypatch.setattr(book, "fetch", counted)
    stall.sell(*(stall.line(uid, 1, 5900) for uid in (stall.kapi, stall.tea, stall.soap)))
    monkeypatch.undo()
    assert len(asked) <= 10
