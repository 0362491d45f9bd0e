"""A row in every posted table of the market, and what those rows point to, for tests that want them all."""

from dataclasses import dataclass

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.session import Session
from app.services.journal import account_id
from app.services.unit_of_work import Entry
from db import connection as book
from db.models.base import insert_row
from db.models.market import (
    CashSession,
    ConsignmentTerms,
    Coupon,
    MarketEvent,
    PreOrder,
    Promotion,
    ReceiptBook,
)


@dataclass(frozen=True)
class MarketRows:
    """Local ids of what posted rows of the market point to."""

    event: int
    session: int
    receipt_book: int
    promotion: int
    coupon: int
    pre_order: int
    terms: int


def market_rows(session: Session, party_id: int, product_id: int, day: str) -> MarketRows:
    """A market day with a drawer, a book of receipts, a promotion with its coupon, an order, an agreement."""
    event = insert_row(
        MarketEvent, {"uid": new_uid(), "code": "E-X", "name": "ตลาดนัด", "first_day": day, "last_day": day}
    )
    promotion = insert_row(
        Promotion,
        {"uid": new_uid(), "code": "R-X", "name": "ลดสิบ", "kind": "percent", "scope": "bill", "value": 1_000},
    )
    drawer = insert_row(
        CashSession,
        {
            "uid": new_uid(),
            "account_id": account_id(AccountRole.CASH),
            "location_id": 1,
            "event_id": event,
            "device_id": session.device_id,
            "on_date": day,
            "opened_at": session.clock(),
            "opened_by": session.user_id,
        },
    )
    receipts = {"name": "เล่ม 1", "first_number": 1, "last_number": 50, "issued_on": day}
    order = {"code": "O-X", "party_id": party_id, "ordered_on": day, "wanted_on": day}
    terms = {"direction": "in", "party_id": party_id, "method": "percent", "value": 8_000, "from_day": day}
    pre_order = insert_row(PreOrder, {"uid": new_uid(), **order})
    book.execute(
        "INSERT INTO pre_order_line (pre_order_id, position, product_id, quantity, unit, base_quantity, "
        "unit_price_e4) VALUES (?, 1, ?, 1000, 'กล่อง', 1000, 890000)",
        (pre_order, product_id),
    )
    return MarketRows(
        event,
        drawer,
        insert_row(ReceiptBook, {"uid": new_uid(), **receipts}),
        promotion,
        insert_row(Coupon, {"uid": new_uid(), "code": "SALE10", "promotion_id": promotion}),
        pre_order,
        insert_row(ConsignmentTerms, {"uid": new_uid(), **terms}),
    )


def with_market_rows(entry: Entry, rows: MarketRows, party_id: int, product_id: int, day: str) -> None:
    """Add a row to every posted table of the market, and what the owner of the goods is owed for hers."""
    entry.line(account_id(AccountRole.STALL_EXPENSE), 77_00)
    entry.line(account_id(AccountRole.CONSIGNMENT_PAYABLE), -77_00, party_id=party_id)
    entry.add(
        "stock_move",
        product_id=product_id,
        location_id=1,
        owner_id=party_id,
        quantity=-1_000,
        value=0,
        cash_value=0,
        full_value=0,
        purpose="sale",
    )
    entry.add("till_entry", session_id=rows.session, event_id=rows.event, cash=50_00)
    entry.add(
        "drawer_entry",
        session_id=rows.session,
        purpose="close",
        amount=50_00,
        expected=50_00,
        counted=49_00,
        reason="ทอนผิด",
        approved_by=entry.session.user_id,
    )
    entry.add(
        "tally_line",
        product_id=product_id,
        taken=5_000,
        brought_back=2_000,
        spoiled=500,
        given=500,
        sold=2_000,
    )
    entry.add("receipt_number", book_id=rows.receipt_book, first_number=1, last_number=3, uses=1)
    entry.add(
        "sale_promotion",
        for_line=1,
        promotion_id=rows.promotion,
        name="ลดสิบ",
        amount=8_90,
        borne_by="group",
    )
    entry.add("coupon_use", coupon_id=rows.coupon, use_no=1, uses=1)
    entry.add("relief_line", for_line=1, normal_price_e4=890_000, gap=20_00)
    entry.add("payment_due", for_line=1, party_id=party_id, due_on=day, fee=3_00)
    entry.add("bank_slip", for_line=1, bank="014", reference="0000000000")
    entry.add(
        "pre_order_entry",
        pre_order_id=rows.pre_order,
        purpose="delivery",
        order_line=1,
        quantity=1_000,
        amount=10_00,
    )
    entry.add(
        "consignment_line",
        direction="in",
        purpose="taken_in",
        party_id=party_id,
        product_id=product_id,
        terms_id=rows.terms,
        quantity=3_000,
        price_e4=890_000,
        method="percent",
        value=8_000,
        spoilage_by="group",
        discount_by="owner",
        amount=5_00,
        reason="รับไว้",
    )
    entry.add(
        "consignment_sale",
        for_line=1,
        party_id=party_id,
        product_id=product_id,
        terms_id=rows.terms,
        method="percent",
        value=8_000,
        discount_by="owner",
        quantity=1_000,
        listed=100_00,
        paid=90_00,
        owner_amount=72_00,
        commission=18_00,
    )
    entry.add("sale_line", **_SOLD, product_id=product_id)
    entry.add(
        "settlement",
        direction="processing",
        party_id=party_id,
        first_day=day,
        last_day=day,
        gross=90_00,
        commission=18_00,
        charges=1_00,
        carried_in=2_00,
        paid=70_00,
        carried_out=3_00,
    )
    entry.add(
        "settlement_line",
        product_id=product_id,
        quantity=1_000,
        gross=90_00,
        commission=18_00,
        amount=72_00,
    )
    entry.add(
        "barter",
        party_id=party_id,
        given=128_00,
        received=120_00,
        cash=8_00,
        difference=0,
        difference_as="",
        is_like_for_like=0,
        give_on=day,
        receive_on=day,
        give_place="ตลาด",
        receive_place="วัด",
    )
    entry.add(
        "barter_line",
        side="give",
        product_id=product_id,
        description="ชา",
        quantity=1_000,
        unit="กล่อง",
        base_quantity=1_000,
        unit_value_e4=1_280_000,
        value=128_00,
    )
    entry.add("barter_entry", barter_line=1, purpose="delivered", base_quantity=1_000, value=128_00)
    entry.add(
        "gift_line",
        direction="given",
        purpose="sample",
        product_id=product_id,
        description="ชา",
        base_quantity=100,
        value=8_90,
    )


_SOLD: dict[str, str | int] = {
    "description": "ชาฝากขาย",
    "quantity": 1_000,
    "unit": "กล่อง",
    "base_quantity": 1_000,
    "unit_price_e4": 1_000_000,
    "gross": 100_00,
    "discount": 10_00,
    "bill_discount": 0,
    "amount": 90_00,
    "vat_class": "exempt",
}
"""The line whose goods were somebody's: it and her part come to nothing in the sales register."""
