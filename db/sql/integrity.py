"""SQL of ``check``: every sum added again from the rows it stands for."""

from db.sql.documents import DETAIL_COLUMNS, HEADER_COLUMNS, REFERENCES

FILE_CHECK = "PRAGMA integrity_check"
"""Not the quick one, which believes the indexes: a row that an index misses is missing in a report."""
FOREIGN_KEYS = "PRAGMA foreign_key_check"
TABLES = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"

ALL_DOCUMENTS = (
    f"SELECT id, {', '.join(HEADER_COLUMNS)}, previous_hash, hash, detail_rows FROM document ORDER BY id"
)
ALL_DETAILS = {
    table: f"SELECT document_id, {', '.join(columns)} FROM {table} ORDER BY document_id"
    + (", line_no" if "line_no" in columns else ", role" if "role" in columns else "")
    for table, columns in DETAIL_COLUMNS.items()
}
ALL_NAMES = {
    reference: f"SELECT id, {'code' if reference == 'account' else 'uid'} FROM {reference}"
    for reference in REFERENCES
}
NAMES = (
    "SELECT d.number, n.commitment, n.salt, n.name FROM document_name n JOIN document d ON d.id = n.document_id "
    "ORDER BY d.id, n.role"
)
PICTURES = "SELECT sha256, data FROM blob"
PICTURE_NAMES = "SELECT sha256 FROM blob"
HEADS = "SELECT device_id, epoch, sequence, hash FROM chain_head"
NUMBERS = "SELECT number FROM document"
UNBALANCED = (
    "SELECT d.number, sum(l.amount) FROM document d JOIN journal_line l ON l.document_id = d.id "
    "GROUP BY d.id HAVING sum(l.amount) <> 0"
)
OTHER_DATE = (
    "SELECT d.number FROM document d JOIN {table} x ON x.document_id = d.id "
    "WHERE x.ledger_date <> d.ledger_date GROUP BY d.id"
)
DATED = tuple(table for table, columns in DETAIL_COLUMNS.items() if "ledger_date" in columns)


def _differences(kept: str, keys: str, sums: str, again: str) -> str:
    """Rows that are in a kept table but not in its sum added again, or the other way round."""
    columns = f"{keys}, {sums}"
    return (
        f"SELECT * FROM (SELECT {columns} FROM {kept} EXCEPT SELECT * FROM ({again})) "
        f"UNION ALL SELECT * FROM (SELECT * FROM ({again}) EXCEPT SELECT {columns} FROM {kept})"
    )


KEPT = {
    "month_balance": _differences(
        "month_balance",
        "account_id, month, is_closing",
        "debit, credit",
        "SELECT account_id, substr(ledger_date, 1, 7), is_closing, sum(max(amount, 0)), sum(max(-amount, 0)) "
        "FROM journal_line GROUP BY 1, 2, 3",
    ),
    "party_balance": _differences(
        "party_balance",
        "party_id, account_id",
        "balance",
        "SELECT party_id, account_id, sum(amount) FROM journal_line WHERE party_id IS NOT NULL GROUP BY 1, 2",
    ),
    "stock_on_hand": _differences(
        "stock_on_hand",
        "product_id, location_id, owner_id, lot_id",
        "quantity",
        "SELECT product_id, location_id, coalesce(owner_id, 0), coalesce(lot_id, 0), sum(quantity) "
        "FROM stock_move GROUP BY 1, 2, 3, 4",
    ),
    "stock_cost": _differences(
        "stock_cost",
        "product_id",
        "quantity, value, cash_value, full_value",
        "SELECT product_id, sum(quantity), sum(value), sum(cash_value), sum(full_value) "
        "FROM stock_move WHERE owner_id IS NULL GROUP BY 1",
    ),
    "stock_month": _differences(
        "stock_month",
        "product_id, month",
        "quantity_in, quantity_out, value, cash_value, full_value",
        "SELECT product_id, substr(ledger_date, 1, 7), sum(max(quantity, 0)), sum(max(-quantity, 0)), "
        "sum(value), sum(cash_value), sum(full_value) FROM stock_move WHERE owner_id IS NULL GROUP BY 1, 2",
    ),
    "sales_day": _differences(
        "sales_day",
        "day, product_id",
        "quantity, amount, value, cash_value, full_value",
        "SELECT day, product_id, sum(q), sum(a), sum(v), sum(c), sum(f) FROM ("
        "SELECT ledger_date AS day, product_id, base_quantity AS q, amount AS a, 0 AS v, 0 AS c, 0 AS f FROM sale_line "
        "UNION ALL SELECT ledger_date, product_id, 0, 0, -value, -cash_value, -full_value FROM stock_move "
        "WHERE purpose IN ('sale', 'return') "
        "UNION ALL SELECT ledger_date, product_id, 0, 0, sold_value, sold_cash, sold_full FROM cost_adjustment "
        "UNION ALL SELECT ledger_date, product_id, 0, -tax, 0, 0, 0 FROM tax_line "
        "WHERE side = 'output' AND product_id IS NOT NULL AND for_line IS NOT NULL "
        "UNION ALL SELECT ledger_date, product_id, -quantity, -paid, 0, 0, 0 FROM consignment_sale"
        ") GROUP BY 1, 2",
    ),
    "period_lock": _differences(
        "period_lock",
        "month",
        "locked_at, user_id",
        "SELECT month, at, user_id FROM period_event e WHERE is_locked = 1 "
        "AND id = (SELECT max(id) FROM period_event WHERE month = e.month)",
    ),
}
STOCK_AGAINST_LEDGER = (
    "SELECT a.code, coalesce((SELECT sum(debit - credit) FROM month_balance WHERE account_id = a.id), 0), "
    "coalesce((SELECT sum(s.value) FROM stock_cost s JOIN product p ON p.id = s.product_id WHERE p.kind = ?), 0) "
    "FROM account a WHERE a.role = ?"
)
WIP_AGAINST_LEDGER = (
    "SELECT a.code, coalesce((SELECT sum(debit - credit) FROM month_balance WHERE account_id = a.id), 0), "
    "coalesce((SELECT sum(value) FROM cost_line WHERE is_estimate = 0), 0) "
    "- coalesce((SELECT sum(value) FROM batch_output), 0) FROM account a WHERE a.role = 'wip'"
)
SALES_COST_AGAINST_LEDGER = (
    "SELECT coalesce((SELECT sum(b.debit - b.credit) FROM month_balance b JOIN account a ON a.id = b.account_id "
    "WHERE a.role IN ('cost_of_sales', 'cost_variance') AND b.is_closing = 0), 0), "
    "coalesce((SELECT sum(value) FROM sales_day), 0)"
)
SALES_AGAINST_LEDGER = (
    "SELECT coalesce((SELECT sum(b.credit - b.debit) FROM month_balance b JOIN account a ON a.id = b.account_id "
    "WHERE a.role IN ('sales', 'service_income') AND b.is_closing = 0), 0), "
    "coalesce((SELECT sum(amount) FROM sales_day), 0)"
)
UNSOUND_POOLS = (
    "SELECT p.code FROM stock_cost s JOIN product p ON p.id = s.product_id "
    "WHERE (s.quantity = 0 AND (s.value <> 0 OR s.cash_value <> 0 OR s.full_value <> 0)) "
    "OR (s.quantity > 0 AND s.value < 0) OR (s.quantity < 0 AND s.value > 0)"
)
SALE_TOTALS = (
    "SELECT d.number FROM sale s JOIN document d ON d.id = s.document_id "
    "LEFT JOIN (SELECT document_id, sum(amount) AS amount FROM sale_line GROUP BY 1) l "
    "ON l.document_id = s.document_id "
    "LEFT JOIN (SELECT document_id, sum(amount) AS amount FROM payment GROUP BY 1) p "
    "ON p.document_id = s.document_id "
    "WHERE s.total <> d.total OR s.total <> coalesce(l.amount, 0) + s.rounding OR s.total <> coalesce(p.amount, 0)"
)
MASTER = (
    *("party", "product", "category", "section", "project"),
    *("stock_location", "tender", "app_user", "recipe"),
    *("asset", "herd", "entry_category"),
    *("member", "member_role", "work_log", "share_certificate", "loan"),
    *("project_budget", "project_result", "meeting", "meeting_item"),
    *("distribution_variant", "certificate", "letter"),
    *("channel", "market_event", "receipt_book", "product_price", "promotion", "coupon"),
    *("order_intake", "pre_order", "product_page", "product_photo"),
    *("consignment_terms", "partner_goods", "tile_page", "scale_layout"),
    *(
        "recurring_entry",
        "goal",
        "goal_step",
        "share_circle",
        "trade",
        "trade_round",
        "trade_tool",
        "peer_book",
    ),
)
COLUMNS = "PRAGMA table_info({table})"
MASTER_ROWS = "SELECT * FROM {table}"
MASTER_EVENTS = (
    "SELECT entity, entity_uid, action, after FROM event_log "
    f"WHERE entity IN ('book', 'setting', {', '.join(repr(table) for table in MASTER)}) AND (action = 'delete' OR "
    "after IS NOT NULL AND (entity <> 'book' OR action = 'create') AND action IN ('create', 'change', 'erase', 'deactivate', 'badge')) ORDER BY id"
)
PACKS = (
    "SELECT p.uid, u.name, u.factor_milli, u.barcode, u.price_e4, u.is_purchase "
    "FROM product_unit u JOIN product p ON p.id = u.product_id ORDER BY u.product_id, u.id"
)
SETTINGS = "SELECT key, value FROM setting"
EVENTS = (
    "SELECT id, at, user_id, device_id, action, entity, entity_uid, before, after, previous_hash, hash "
    "FROM event_log ORDER BY id"
)
