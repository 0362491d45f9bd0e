"""Counting the shelf: short and found goods at the average, with the reason kept."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.purchase import CountDraft, CountLineDraft, EmptyDocumentError, LineAmountError
from app.domain.session import NotPermittedError, Permission
from app.errors import UserError
from app.queries.balances import balances
from app.queries.integrity import check_books
from app.queries.stock import stock_now
from app.services.journal import account_id
from app.services.stock import UnknownProductError
from app.services.stock_counts import post_count
from app.services.unit_of_work import NotSavedError
from db import connection as book
from tests.builders import session_with
from tests.stall import DAY, Stall


@pytest.fixture
def stall(tmp_path: Path) -> Iterator[Stall]:
    yield Stall(tmp_path)
    assert check_books() == []


def loss() -> int:
    role = account_id(AccountRole.COUNT_LOSS)
    return next((each.balance for each in balances(dt.date(2030, 1, 1)) if each.id == role), 0)


def on_hand(uid: bytes) -> tuple[int, int]:
    return next((row.quantity, row.value) for row in stock_now() if row.uid == uid)


def count(stall: Stall, *lines: CountLineDraft) -> int:
    return post_count(stall.session, CountDraft(new_uid(), lines), on=DAY).total


def test_short_goods_are_a_loss_and_found_goods_lower_it(stall: Stall) -> None:
    # Three of tea at 20.00 are gone, one soap at 12.50 too many.
    total = count(
        stall, CountLineDraft(stall.tea, 17_000, 20_000, "แตก"), CountLineDraft(stall.soap, 21_000, 20_000)
    )
    assert total == -(60_00 - 12_50)
    assert loss() == 47_50
    assert on_hand(stall.tea) == (17_000, 340_00)
    assert on_hand(stall.soap) == (21_000, 262_50)
    kept = book.fetch("SELECT reason, value FROM stock_count_line ORDER BY line_no")
    assert kept == [("แตก", -60_00), ("", 12_50)]


def test_count_that_agrees_is_kept_too(stall: Stall) -> None:
    assert count(stall, CountLineDraft(stall.tea, 20_000, 20_000)) == 0
    assert loss() == 0
    assert book.fetch_int("SELECT count(*) FROM stock_count_line") == 1


def test_last_piece_takes_all_the_value_with_it(stall: Stall) -> None:
    count(stall, CountLineDraft(stall.kapi, 0, 20_000, "หาย"))
    assert on_hand(stall.kapi) == (0, 0)
    assert loss() == 666_60


def test_sales_between_counting_and_saving_are_not_lost(stall: Stall) -> None:
    # The books said 20 when the shelf was counted; two are sold before the count is saved.
    stall.sell(stall.line(stall.tea, 2, 8900))
    count(stall, CountLineDraft(stall.tea, 19_000, 20_000))
    assert on_hand(stall.tea)[0] == 17_000


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ((), EmptyDocumentError),
        ("below", LineAmountError),
        ("huge", UserError),
        ("unknown", UnknownProductError),
    ],
)
def test_refused_count(stall: Stall, lines: object, error: type[Exception]) -> None:
    drafts = {
        (): (),
        "below": (CountLineDraft(stall.tea, -1, 20_000),),
        "huge": (CountLineDraft(stall.tea, 10**16, 20_000),),
        "unknown": (CountLineDraft(new_uid(), 1, 0),),
    }[lines]  # type: ignore[index]
    with pytest.raises(error):
        count(stall, *drafts)
    assert on_hand(stall.tea) == (20_000, 400_00)


def test_without_the_right(stall: Stall) -> None:
    seller = session_with(Permission.SELL)
    draft = CountDraft(new_uid(), (CountLineDraft(stall.tea, 1, 20_000),))
    with pytest.raises(NotPermittedError):
        post_count(seller, draft, on=DAY)


def test_failure_half_way_and_second_try(stall: Stall, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = CountDraft(new_uid(), (CountLineDraft(stall.tea, 19_000, 20_000),))
    real = book.executemany

    def breaks(statement: str, rows: object) -> None:
        if "INSERT INTO stock_count_line " in statement:
            raise book.DatabaseError("disk I/O error")
        real(statement, rows)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(book, "executemany", breaks)
        with pytest.raises(NotSavedError):
            post_count(stall.session, draft, on=DAY)
    assert on_hand(stall.tea)[0] == 20_000
    first = post_count(stall.session, draft, on=DAY)
    again = post_count(stall.session, draft, on=DAY)
    assert (first.number, again.number, again.repeated) == ("น1-2569-000001", "น1-2569-000001", True)
    assert on_hand(stall.tea)[0] == 19_000
