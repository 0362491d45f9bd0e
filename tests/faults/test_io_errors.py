"""An I/O error or a full disk at every statement of a posting: all of it or nothing, and told truthfully."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.costing import CostKind, Settlement
from app.domain.document import new_uid
from app.domain.production import BatchDraft, CostLineDraft, OutputDraft
from app.domain.purchase import CountDraft, CountLineDraft, PurchaseDraft, PurchaseLineDraft
from app.domain.sale import Condition, SaleReturnDraft, SaleReturnLineDraft, TenderDraft
from app.queries.integrity import check_books
from app.services.production import produce
from app.services.purchases import post_purchase
from app.services.returns import post_return, void_sale
from app.services.sales import post_sale
from app.services.stock_counts import post_count
from app.services.unit_of_work import NotSavedError, SavedUnreadError
from db import connection as book
from tests.faults.breaking import Fault, breaking
from tests.stall import DAY, Stall

Act = Callable[[bytes], object]
REASONS = {Fault.FULL: "disk full"}


def acts(stall: Stall) -> dict[str, Act]:
    """What is done at a stall, each ready to be tried again with the same uid."""
    sold = stall.sell(stall.line(stall.kapi, 9, 5900)).posted

    def sale(uid: bytes) -> object:
        pay = (stall.by("promptpay", 50_00), stall.by("account", 9_00), stall.cash(89_00, 100_00))
        lines = (stall.line(stall.kapi, 1, 5900), stall.line(stall.tea, 1, 8900))
        draft = stall.draft(*lines, pay=pay, party_uid=stall.customer)
        return post_sale(stall.session, replace(draft, uid=uid), on=DAY)

    def back(uid: bytes) -> object:
        returned = (SaleReturnLineDraft(1, 10, Condition.SPOILED),)
        pay = (TenderDraft(stall.tenders["cash"], 59),)
        return post_return(stall.session, SaleReturnDraft(uid, sold.uid, returned, pay), on=DAY)

    def purchase(uid: bytes) -> object:
        lines = (
            PurchaseLineDraft(stall.tea, 5_000, "กล่อง", 99_99),
            PurchaseLineDraft(stall.soap, 1, "ขวด", 1),
        )
        return post_purchase(
            stall.session, PurchaseDraft(uid, lines, 10_00, stall.customer, (stall.cash(50_00),)), on=DAY
        )

    def batch(uid: bytes) -> object:
        lines = (
            CostLineDraft(CostKind.MATERIAL, Settlement.FROM_STOCK, "ชา", 500, product_uid=stall.tea),
            CostLineDraft(CostKind.ENERGY, Settlement.PAID, "แก๊ส", amount=20_00),
            CostLineDraft(CostKind.LABOUR, Settlement.IMPUTED, "แรง", amount=90_00, party_uid=stall.customer),
        )
        outputs = (OutputDraft(stall.kapi, 3_000),)
        return produce(stall.session, BatchDraft(uid, stall.kapi, 3_000, None, lines, outputs), on=DAY)

    def count(uid: bytes) -> object:
        lines = (CountLineDraft(stall.soap, 19_000, 20_000, "แตก"), CountLineDraft(stall.tea, 21_000, 20_000))
        return post_count(stall.session, CountDraft(uid, lines), on=DAY)

    def void(uid: bytes) -> object:
        other = stall.sell(stall.line(stall.soap, 1, 3500)).posted
        return void_sale(stall.session, other.uid, on=DAY, reason="คีย์ผิด", uid=uid)

    return {"sale": sale, "return": back, "purchase": purchase, "batch": batch, "count": count, "void": void}


def is_posted(uid: bytes) -> bool:
    return bool(book.fetch_int("SELECT count(*) FROM document WHERE uid = ?", (uid,)))


def rows_in_book() -> int:
    tables = [row[0] for row in book.fetch("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return sum(book.fetch_int(f"SELECT count(*) FROM {name}") for name in tables if "sqlite" not in name)


@pytest.mark.parametrize("name", ["sale", "return", "purchase", "batch", "count"])
def test_every_statement_may_fail(tmp_path: Path, name: str) -> None:
    stall = Stall(tmp_path)
    act = acts(stall)[name]
    act(new_uid())  # names that are remembered are read the first time only
    with breaking(None, 0) as counted:
        act(new_uid())
    length = counted.count
    assert counted.statements[0].startswith("BEGIN")
    assert length > 8
    told_saved = told_not_saved = 0
    reasons = set()
    for fault in Fault:
        for at in range(1, length + 1):
            uid, before = new_uid(), rows_in_book()
            try:
                with breaking(fault, at), suppress(SavedUnreadError):
                    act(uid)
                told_saved += 1
                assert is_posted(uid), f"{fault} at {at} was told as saved and is not there"
            except NotSavedError as error:
                told_not_saved += 1
                reasons.add((fault, error.data["reason"]))
                assert not is_posted(uid), f"{fault} at {at} was told as not saved and is there"
                assert rows_in_book() == before, f"{fault} at {at} left rows behind"
        assert check_books() == []
    assert reasons == {(fault, REASONS.get(fault, "disk I/O error")) for fault in Fault}
    commit = counted.statements.index("COMMIT") + 1
    assert told_not_saved == 4 * commit - 1, "only a COMMIT that was done may fail and yet be saved"
    assert told_saved == 4 * (length - commit) + 1
    uid = new_uid()
    act(uid)
    act(uid)
    assert check_books() == []


def test_void_fails_and_can_be_tried_again(tmp_path: Path) -> None:
    stall = Stall(tmp_path)
    sold = stall.sell(stall.line(stall.soap, 1, 3500)).posted
    uid = new_uid()

    def void() -> object:
        return void_sale(stall.session, sold.uid, on=DAY, reason="คีย์ผิด", uid=uid)

    at = 1
    while True:
        try:
            with breaking(Fault.FULL, at) as broken:
                void()
            break
        except (NotSavedError, book.DatabaseError):
            assert not is_posted(uid)
        at += 1
    assert at > broken.count, "only the run that met no fault may succeed"
    assert is_posted(uid)
    assert check_books() == []
