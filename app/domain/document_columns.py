"""The columns of a posted document: of its header and of each table of details, frozen as canonical form 1.

A column that a later version adds must be NULL in documents of an older form; a table that it adds must be
empty in them.
"""

# Long because: one list, a line for each column of each posted table.

from dataclasses import dataclass
from enum import StrEnum


class Reference(StrEnum):
    """Tables that a posted row points into; the canonical form names their uid or code."""

    ACCOUNT = "account"
    PARTY = "party"
    PRODUCT = "product"
    LOCATION = "stock_location"
    LOT = "lot"
    TENDER = "tender"
    SECTION = "section"
    PROJECT = "project"
    BATCH = "production_batch"
    RECIPE = "recipe"
    USER = "app_user"
    DEVICE = "device"
    DOCUMENT = "document"
    ASSET = "asset"
    HERD = "herd"
    LOAN = "loan"
    SESSION = "cash_session"
    EVENT = "market_event"
    RECEIPT_BOOK = "receipt_book"
    PROMOTION = "promotion"
    COUPON = "coupon"
    PRE_ORDER = "pre_order"
    TERMS = "consignment_terms"
    ROUND = "trade_round"
    TOOL = "trade_tool"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a posted row: what it points to, whether a reversal negates it, whether it is hashed."""

    name: str
    reference: Reference | None = None
    negated: bool = False
    hashed: bool = True


def _fields(*specs: str | Field) -> tuple[Field, ...]:
    return tuple(spec if isinstance(spec, Field) else Field(spec) for spec in specs)


def _negated(name: str) -> Field:
    return Field(name, negated=True)


def _unhashed(name: str) -> Field:
    return Field(name, hashed=False)


_VALUES = (_negated("value"), _negated("cash_value"), _negated("full_value"))

DETAILS: dict[str, tuple[Field, ...]] = {
    "document_name": _fields("role", "commitment", _unhashed("salt"), _unhashed("name")),
    "production_batch": _fields(
        _unhashed("id"),
        "uid",
        Field("product_id", Reference.PRODUCT),
        Field("recipe_id", Reference.RECIPE),
        "recipe_version",
        "planned_quantity",
    ),
    "lot": _fields(
        _unhashed("id"),
        "uid",
        "line_no",
        Field("product_id", Reference.PRODUCT),
        "code",
        "made_on",
        "best_before",
    ),
    "production_entry": _fields(Field("batch_id", Reference.BATCH), "phase", "is_final", "hours_milli"),
    "sale": _fields(
        Field("location_id", Reference.LOCATION),
        "channel",
        _negated("subtotal"),
        _negated("discount"),
        _negated("rounding"),
        _negated("total"),
        _negated("change"),
        Field("returns_id", Reference.DOCUMENT),
    ),
    "sale_line": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        "description",
        _negated("quantity"),
        "unit",
        _negated("base_quantity"),
        "unit_price_e4",
        _negated("gross"),
        _negated("discount"),
        _negated("bill_discount"),
        _negated("amount"),
        "vat_class",
        "returns_line",
        "condition",
        _unhashed("ledger_date"),
    ),
    "payment": _fields(
        "line_no",
        Field("tender_id", Reference.TENDER),
        _negated("amount"),
        _negated("tendered"),
        _negated("fee"),
        "reference",
        Field("confirmed_by", Reference.USER),
    ),
    "purchase_line": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        "description",
        _negated("quantity"),
        "unit",
        _negated("base_quantity"),
        _negated("amount"),
        _negated("freight"),
    ),
    "cost_line": _fields(
        "line_no",
        Field("batch_id", Reference.BATCH),
        "is_estimate",
        "kind",
        "step",
        "settlement",
        "description",
        Field("product_id", Reference.PRODUCT),
        Field("party_id", Reference.PARTY),
        _negated("quantity"),
        "unit",
        "rate_e4",
        "is_fixed",
        *_VALUES,
    ),
    "batch_output": _fields(
        "line_no",
        Field("batch_id", Reference.BATCH),
        Field("product_id", Reference.PRODUCT),
        Field("lot_id", Reference.LOT),
        "kind",
        _negated("quantity"),
        *_VALUES,
        "reason",
    ),
    "stock_count_line": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        Field("location_id", Reference.LOCATION),
        Field("owner_id", Reference.PARTY),
        "expected",
        "counted",
        _negated("value"),
        "reason",
    ),
    "cost_adjustment": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        "old_unit_e4",
        "new_unit_e4",
        _negated("stock_value"),
        _negated("stock_cash"),
        _negated("stock_full"),
        _negated("sold_value"),
        _negated("sold_cash"),
        _negated("sold_full"),
        _unhashed("ledger_date"),
    ),
    "allocation": _fields(
        "line_no",
        Field("target_id", Reference.DOCUMENT),
        Field("account_id", Reference.ACCOUNT),
        Field("party_id", Reference.PARTY),
        _negated("amount"),
    ),
    "document_link": _fields("line_no", "role", Field("target_id", Reference.DOCUMENT), _negated("amount")),
    "withholding": _fields(
        "line_no",
        Field("party_id", Reference.PARTY),
        _negated("base"),
        "rate_bp",
        _negated("amount"),
        "certificate",
        "certificate_date",
    ),
    "offer": _fields("valid_until", _negated("subtotal"), _negated("discount"), _negated("total")),
    "offer_line": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        "description",
        _negated("quantity"),
        "unit",
        _negated("base_quantity"),
        "unit_price_e4",
        _negated("amount"),
    ),
    "cash_count": _fields(Field("account_id", Reference.ACCOUNT), _negated("expected"), _negated("counted")),
    "cash_count_line": _fields("line_no", "denomination", _negated("pieces")),
    "asset_entry": _fields(
        "line_no",
        Field("asset_id", Reference.ASSET),
        "purpose",
        "month",
        _negated("cost"),
        _negated("depreciation"),
        _negated("deferred"),
    ),
    "herd_entry": _fields(
        "line_no",
        Field("herd_id", Reference.HERD),
        "purpose",
        _negated("heads"),
        _negated("value"),
        "animals",
    ),
    "write_down_line": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        _negated("quantity"),
        _negated("cost"),
        _negated("net_price"),
        _negated("amount"),
    ),
    "tax_line": _fields(
        "line_no",
        "side",
        "vat_class",
        "for_line",
        Field("product_id", Reference.PRODUCT),
        _negated("base"),
        _negated("tax"),
        "rate_bp",
        "claim",
        _unhashed("ledger_date"),
    ),
    "tax_invoice": _fields(
        Field("target_id", Reference.DOCUMENT),
        "form",
        _negated("exempt"),
        _negated("base"),
        _negated("tax"),
        _negated("total"),
    ),
    "share_entry": _fields(
        "line_no",
        Field("party_id", Reference.PARTY),
        "purpose",
        _negated("shares"),
        _negated("amount"),
        _negated("paid"),
    ),
    "loan_entry": _fields(
        "line_no",
        Field("loan_id", Reference.LOAN),
        "purpose",
        "up_to",
        _negated("principal"),
        _negated("accrued"),
        _negated("interest"),
        _negated("fee"),
    ),
    "savings_entry": _fields(
        "line_no", Field("party_id", Reference.PARTY), "purpose", "up_to", _negated("amount")
    ),
    "project_entry": _fields(
        "line_no", Field("project_id", Reference.PROJECT), "purpose", _negated("amount")
    ),
    "distribution": _fields(
        "first_day",
        "last_day",
        "resolution_no",
        "resolution",
        _negated("profit"),
        _negated("losses"),
        _negated("undivided"),
    ),
    "distribution_part": _fields(
        "line_no",
        "kind",
        "name",
        "method",
        "value",
        "base",
        Field("account_id", Reference.ACCOUNT),
        _negated("amount"),
    ),
    "distribution_share": _fields(
        "line_no", "part_no", Field("party_id", Reference.PARTY), "base", _negated("amount")
    ),
    "till_entry": _fields(
        Field("session_id", Reference.SESSION),
        Field("event_id", Reference.EVENT),
        _negated("cash"),
    ),
    "drawer_entry": _fields(
        Field("session_id", Reference.SESSION),
        "purpose",
        _negated("amount"),
        _negated("expected"),
        _negated("counted"),
        "reason",
        Field("approved_by", Reference.USER),
    ),
    "tally_line": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        _negated("taken"),
        _negated("brought_back"),
        _negated("spoiled"),
        _negated("given"),
        _negated("sold"),
    ),
    "receipt_number": _fields(
        "line_no",
        Field("book_id", Reference.RECEIPT_BOOK),
        "first_number",
        "last_number",
        _negated("uses"),
    ),
    "sale_promotion": _fields(
        "line_no",
        "for_line",
        Field("promotion_id", Reference.PROMOTION),
        "name",
        _negated("amount"),
        "borne_by",
    ),
    "coupon_use": _fields(
        "line_no",
        Field("coupon_id", Reference.COUPON),
        "use_no",
        _negated("uses"),
    ),
    "relief_line": _fields(
        "line_no",
        "for_line",
        "normal_price_e4",
        _negated("gap"),
    ),
    "payment_due": _fields(
        "line_no",
        "for_line",
        Field("party_id", Reference.PARTY),
        "due_on",
        _negated("fee"),
    ),
    "bank_slip": _fields(
        "line_no",
        "for_line",
        "bank",
        "reference",
    ),
    "pre_order_entry": _fields(
        "line_no",
        Field("pre_order_id", Reference.PRE_ORDER),
        "purpose",
        "order_line",
        _negated("quantity"),
        _negated("amount"),
    ),
    "consignment_line": _fields(
        "line_no",
        "direction",
        "purpose",
        Field("party_id", Reference.PARTY),
        Field("product_id", Reference.PRODUCT),
        Field("terms_id", Reference.TERMS),
        _negated("quantity"),
        "price_e4",
        "method",
        "value",
        "spoilage_by",
        "discount_by",
        _negated("amount"),
        "reason",
    ),
    "consignment_sale": _fields(
        "line_no",
        "for_line",
        Field("party_id", Reference.PARTY),
        Field("product_id", Reference.PRODUCT),
        Field("terms_id", Reference.TERMS),
        "method",
        "value",
        "discount_by",
        _negated("quantity"),
        _negated("listed"),
        _negated("paid"),
        _negated("owner_amount"),
        _negated("commission"),
        _unhashed("ledger_date"),
    ),
    "settlement": _fields(
        "direction",
        Field("party_id", Reference.PARTY),
        "first_day",
        "last_day",
        _negated("gross"),
        _negated("commission"),
        _negated("charges"),
        _negated("carried_in"),
        _negated("paid"),
        _negated("carried_out"),
    ),
    "settlement_line": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        _negated("quantity"),
        _negated("gross"),
        _negated("commission"),
        _negated("amount"),
    ),
    "barter": _fields(
        Field("party_id", Reference.PARTY),
        _negated("given"),
        _negated("received"),
        _negated("cash"),
        _negated("difference"),
        "difference_as",
        "is_like_for_like",
        "give_on",
        "receive_on",
        "give_place",
        "receive_place",
    ),
    "barter_line": _fields(
        "line_no",
        "side",
        Field("product_id", Reference.PRODUCT),
        "description",
        _negated("quantity"),
        "unit",
        _negated("base_quantity"),
        "unit_value_e4",
        _negated("value"),
    ),
    "barter_entry": _fields(
        "line_no",
        Field("target_id", Reference.DOCUMENT),
        "barter_line",
        "purpose",
        _negated("base_quantity"),
        _negated("value"),
    ),
    "gift_line": _fields(
        "line_no",
        "direction",
        "purpose",
        Field("product_id", Reference.PRODUCT),
        "description",
        _negated("base_quantity"),
        _negated("value"),
    ),
    "reckoning": _fields(
        Field("account_id", Reference.ACCOUNT),
        "first_day",
        "last_day",
        _negated("counted_before"),
        _negated("came_in"),
        _negated("counted"),
        _negated("explained"),
        _negated("unexplained"),
    ),
    "round_cost": _fields(
        "line_no",
        Field("round_id", Reference.ROUND),
        "step",
        "kind",
        "settlement",
        "is_fixed",
        "description",
        _negated("quantity"),
        "unit",
        _negated("hours_milli"),
        _negated("amount"),
        Field("party_id", Reference.PARTY),
        Field("tool_id", Reference.TOOL),
        "share_bp",
    ),
    "round_output": _fields(
        "line_no",
        Field("round_id", Reference.ROUND),
        "purpose",
        "description",
        "is_by_product",
        _negated("quantity"),
        "unit",
        "unit_price_e4",
        _negated("amount"),
        Field("party_id", Reference.PARTY),
    ),
    "round_close": _fields(Field("round_id", Reference.ROUND), _negated("cost"), _negated("kept")),
    "stock_move": _fields(
        "line_no",
        Field("product_id", Reference.PRODUCT),
        Field("location_id", Reference.LOCATION),
        Field("owner_id", Reference.PARTY),
        Field("lot_id", Reference.LOT),
        "purpose",
        "for_line",
        _negated("quantity"),
        *_VALUES,
        _unhashed("ledger_date"),
    ),
    "journal_line": _fields(
        "line_no",
        Field("account_id", Reference.ACCOUNT),
        _negated("amount"),
        _unhashed("ledger_date"),
        "is_closing",
        Field("party_id", Reference.PARTY),
        Field("product_id", Reference.PRODUCT),
        Field("batch_id", Reference.BATCH),
        Field("section_id", Reference.SECTION),
        Field("project_id", Reference.PROJECT),
        "channel",
        "note",
    ),
}
"""Detail tables in the order they are written, without their ``document_id``."""

HEADER: tuple[Field, ...] = _fields(
    "uid",
    "kind",
    Field("device_id", Reference.DEVICE),
    "epoch",
    "sequence",
    "number",
    "on_date",
    _unhashed("ledger_date"),
    "slip_date",
    "slip_number",
    Field("party_id", Reference.PARTY),
    Field("author_id", Reference.USER),
    "posted_at",
    Field("reverses_id", Reference.DOCUMENT),
    "reason",
    "note",
    "total",
    Field("section_id", Reference.SECTION),
    Field("project_id", Reference.PROJECT),
    "canonical_version",
)
