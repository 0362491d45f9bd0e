"""What is done at a stall, each act ready to be tried again with the same uid, and what came of it."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.costing import CostKind, Settlement
from app.domain.production import BatchDraft, CostLineDraft, OutputDraft
from app.domain.purchase import CountDraft, CountLineDraft, PurchaseDraft, PurchaseLineDraft
from app.domain.sale import Condition, SaleReturnDraft, SaleReturnLineDraft, TenderDraft
from app.services.production import produce
from app.services.purchases import post_purchase
from app.services.returns import post_return, void_sale
from app.services.sales import post_sale
from app.services.stock_counts import post_count
from db import connection as book
from tests.stall import DAY, Stall

Act = Callable[[bytes], object]


def acts(stall: Stall) -> dict[str, Act]:
    """The acts by name; each posts one document under the uid that it is given."""
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
    """Whether the open book has the document."""
    return bool(book.fetch_int("SELECT count(*) FROM document WHERE uid = ?", (uid,)))


def rows_in_book() -> int:
    """How many rows all tables of the open book have together."""
    tables = [row[0] for row in book.fetch("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return sum(book.fetch_int(f"SELECT count(*) FROM {name}") for name in tables if "sqlite" not in name)
