"""SQL of the posting door: documents, numbers, chain, periods."""

# Long because: one list, a line for each column of each posted table.

# These column lists repeat the canonical fields of a document; a test holds the two together.
HEADER_COLUMNS = (
    "uid",
    "kind",
    "device_id",
    "epoch",
    "sequence",
    "number",
    "on_date",
    "ledger_date",
    "slip_date",
    "slip_number",
    "party_id",
    "author_id",
    "posted_at",
    "reverses_id",
    "reason",
    "note",
    "total",
    "section_id",
    "project_id",
    "canonical_version",
)
DETAIL_COLUMNS: dict[str, tuple[str, ...]] = {
    "document_name": ("role", "commitment", "salt", "name"),
    "production_batch": ("id", "uid", "product_id", "recipe_id", "recipe_version", "planned_quantity"),
    "lot": ("id", "uid", "line_no", "product_id", "code", "made_on", "best_before"),
    "production_entry": ("batch_id", "phase", "is_final", "hours_milli"),
    "sale": (
        "location_id",
        "channel",
        "subtotal",
        "discount",
        "rounding",
        "total",
        "change",
        "returns_id",
    ),
    "sale_line": (
        "line_no",
        "product_id",
        "description",
        "quantity",
        "unit",
        "base_quantity",
        "unit_price_e4",
        "gross",
        "discount",
        "bill_discount",
        "amount",
        "vat_class",
        "returns_line",
        "condition",
        "ledger_date",
    ),
    "payment": ("line_no", "tender_id", "amount", "tendered", "fee", "reference", "confirmed_by"),
    "purchase_line": (
        "line_no",
        "product_id",
        "description",
        "quantity",
        "unit",
        "base_quantity",
        "amount",
        "freight",
    ),
    "cost_line": (
        "line_no",
        "batch_id",
        "is_estimate",
        "kind",
        "step",
        "settlement",
        "description",
        "product_id",
        "party_id",
        "quantity",
        "unit",
        "rate_e4",
        "is_fixed",
        "value",
        "cash_value",
        "full_value",
    ),
    "batch_output": (
        "line_no",
        "batch_id",
        "product_id",
        "lot_id",
        "kind",
        "quantity",
        "value",
        "cash_value",
        "full_value",
        "reason",
    ),
    "stock_count_line": (
        "line_no",
        "product_id",
        "location_id",
        "owner_id",
        "expected",
        "counted",
        "value",
        "reason",
    ),
    "cost_adjustment": (
        "line_no",
        "product_id",
        "old_unit_e4",
        "new_unit_e4",
        "stock_value",
        "stock_cash",
        "stock_full",
        "sold_value",
        "sold_cash",
        "sold_full",
        "ledger_date",
    ),
    "allocation": ("line_no", "target_id", "account_id", "party_id", "amount"),
    "document_link": ("line_no", "role", "target_id", "amount"),
    "withholding": ("line_no", "party_id", "base", "rate_bp", "amount", "certificate", "certificate_date"),
    "offer": ("valid_until", "subtotal", "discount", "total"),
    "offer_line": (
        "line_no",
        "product_id",
        "description",
        "quantity",
        "unit",
        "base_quantity",
        "unit_price_e4",
        "amount",
    ),
    "cash_count": ("account_id", "expected", "counted"),
    "cash_count_line": ("line_no", "denomination", "pieces"),
    "asset_entry": ("line_no", "asset_id", "purpose", "month", "cost", "depreciation", "deferred"),
    "herd_entry": ("line_no", "herd_id", "purpose", "heads", "value", "animals"),
    "write_down_line": ("line_no", "product_id", "quantity", "cost", "net_price", "amount"),
    "tax_line": (
        "line_no",
        "side",
        "vat_class",
        "for_line",
        "product_id",
        "base",
        "tax",
        "rate_bp",
        "claim",
        "ledger_date",
    ),
    "tax_invoice": ("target_id", "form", "exempt", "base", "tax", "total"),
    "share_entry": ("line_no", "party_id", "purpose", "shares", "amount", "paid"),
    "loan_entry": ("line_no", "loan_id", "purpose", "up_to", "principal", "accrued", "interest", "fee"),
    "savings_entry": ("line_no", "party_id", "purpose", "up_to", "amount"),
    "project_entry": ("line_no", "project_id", "purpose", "amount"),
    "distribution": (
        "first_day",
        "last_day",
        "resolution_no",
        "resolution",
        "profit",
        "losses",
        "undivided",
    ),
    "distribution_part": ("line_no", "kind", "name", "method", "value", "base", "account_id", "amount"),
    "distribution_share": ("line_no", "part_no", "party_id", "base", "amount"),
    "till_entry": (
        "session_id",
        "event_id",
        "cash",
    ),
    "drawer_entry": (
        "session_id",
        "purpose",
        "amount",
        "expected",
        "counted",
        "reason",
        "approved_by",
    ),
    "tally_line": (
        "line_no",
        "product_id",
        "taken",
        "brought_back",
        "spoiled",
        "given",
        "sold",
    ),
    "receipt_number": (
        "line_no",
        "book_id",
        "first_number",
        "last_number",
        "uses",
    ),
    "sale_promotion": (
        "line_no",
        "for_line",
        "promotion_id",
        "name",
        "amount",
        "borne_by",
    ),
    "coupon_use": (
        "line_no",
        "coupon_id",
        "use_no",
        "uses",
    ),
    "relief_line": (
        "line_no",
        "for_line",
        "normal_price_e4",
        "gap",
    ),
    "payment_due": (
        "line_no",
        "for_line",
        "party_id",
        "due_on",
        "fee",
    ),
    "bank_slip": (
        "line_no",
        "for_line",
        "bank",
        "reference",
    ),
    "pre_order_entry": (
        "line_no",
        "pre_order_id",
        "purpose",
        "order_line",
        "quantity",
        "amount",
    ),
    "consignment_line": (
        "line_no",
        "direction",
        "purpose",
        "party_id",
        "product_id",
        "terms_id",
        "quantity",
        "price_e4",
        "method",
        "value",
        "spoilage_by",
        "discount_by",
        "amount",
        "reason",
    ),
    "consignment_sale": (
        "line_no",
        "for_line",
        "party_id",
        "product_id",
        "terms_id",
        "method",
        "value",
        "discount_by",
        "quantity",
        "listed",
        "paid",
        "owner_amount",
        "commission",
        "ledger_date",
    ),
    "settlement": (
        "direction",
        "party_id",
        "first_day",
        "last_day",
        "gross",
        "commission",
        "charges",
        "carried_in",
        "paid",
        "carried_out",
    ),
    "settlement_line": (
        "line_no",
        "product_id",
        "quantity",
        "gross",
        "commission",
        "amount",
    ),
    "barter": (
        "party_id",
        "given",
        "received",
        "cash",
        "difference",
        "difference_as",
        "is_like_for_like",
        "give_on",
        "receive_on",
        "give_place",
        "receive_place",
    ),
    "barter_line": (
        "line_no",
        "side",
        "product_id",
        "description",
        "quantity",
        "unit",
        "base_quantity",
        "unit_value_e4",
        "value",
    ),
    "barter_entry": (
        "line_no",
        "target_id",
        "barter_line",
        "purpose",
        "base_quantity",
        "value",
    ),
    "gift_line": (
        "line_no",
        "direction",
        "purpose",
        "product_id",
        "description",
        "base_quantity",
        "value",
    ),
    "stock_move": (
        "line_no",
        "product_id",
        "location_id",
        "owner_id",
        "lot_id",
        "purpose",
        "for_line",
        "quantity",
        "value",
        "cash_value",
        "full_value",
        "ledger_date",
    ),
    "journal_line": (
        "line_no",
        "account_id",
        "amount",
        "ledger_date",
        "is_closing",
        "party_id",
        "product_id",
        "batch_id",
        "section_id",
        "project_id",
        "channel",
        "note",
    ),
}


def _insert(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"


INSERT_DOCUMENT = (
    _insert("document", (*HEADER_COLUMNS, "previous_hash", "hash", "detail_rows")) + " RETURNING id"
)
INSERT = {table: _insert(table, ("document_id", *columns)) for table, columns in DETAIL_COLUMNS.items()}
SELECT_DETAIL = {
    table: f"SELECT {', '.join(columns)} FROM {table} WHERE document_id = ? ORDER BY "
    + ("line_no" if "line_no" in columns else "role" if "role" in columns else "document_id")
    for table, columns in DETAIL_COLUMNS.items()
}
BY_UID = "SELECT id, number, total, on_date, ledger_date FROM document WHERE uid = ?"
SELECT_HEADER = f"SELECT {', '.join(HEADER_COLUMNS)} FROM document WHERE id = ?"
REVERSED_BY = "SELECT id, number FROM document WHERE reverses_id = ?"
BATCH_GOES_ON = (
    "SELECT d.number FROM production_entry own JOIN production_entry e ON e.batch_id = own.batch_id "
    "JOIN document d ON d.id = e.document_id "
    "WHERE own.document_id = ? AND d.id <> ? AND d.kind <> 'reversal' "
    "AND (own.phase = 'start' OR (e.phase = 'finish' AND d.id > own.document_id)) "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) LIMIT 1"
)
KIND_OF = "SELECT kind FROM document WHERE uid = ?"
MONEY_PAID = (
    "SELECT coalesce(sum(p.amount), 0) FROM payment p JOIN tender t ON t.id = p.tender_id "
    "JOIN account a ON a.id = t.account_id "
    "WHERE p.document_id = ? AND t.kind <> 'account' AND coalesce(a.role, '') NOT IN "
    "('deposits', 'credit_notes', 'tender_receivable')"
)
"""What goes back as money when a sale is voided: not what was taken off a deposit, nor what has not come yet."""
COUNTED_VALUES = (
    "SELECT coalesce(sum(CASE WHEN value < 0 THEN -value END), 0), coalesce(sum(CASE WHEN value > 0 THEN value END), 0) "
    "FROM stock_count_line WHERE document_id = ?"
)
IS_LOCKED = "SELECT 1 FROM period_lock WHERE month = ?"
# The end of a device's chain and the last number of a series; one row, empty in a new book.
HEAD = (
    "SELECT max(sequence), hash, (SELECT max(number) FROM document WHERE number > ? AND number < ?) "
    "FROM chain_head WHERE device_id = ? AND epoch = ?"
)
MAX_ID = {
    "lot": "SELECT max(id) FROM lot",
    "production_batch": "SELECT max(id) FROM production_batch",
}
REFERENCES = (
    "account",
    "party",
    "product",
    "stock_location",
    "lot",
    "tender",
    "section",
    "project",
    "production_batch",
    "recipe",
    "app_user",
    "device",
    "document",
    "asset",
    "herd",
    "loan",
    "cash_session",
    "market_event",
    "receipt_book",
    "promotion",
    "coupon",
    "pre_order",
    "consignment_terms",
)
"""Tables that posted rows point into; accounts are named by code, all others by uid."""
NAME_OF = {
    reference: f"SELECT {'code' if reference == 'account' else 'uid'} FROM {reference} WHERE id = ?"
    for reference in REFERENCES
}
