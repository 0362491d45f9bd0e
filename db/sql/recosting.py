"""SQL of re-costing: a month's documents as they were posted, and what stands in the books of it."""

OWN = "owner_id IS NULL AND purpose <> 'transfer'"

LAST_MONTH = "SELECT max(month) FROM stock_month"
LOCKED_SINCE = "SELECT month FROM period_lock WHERE month >= ? ORDER BY month LIMIT 1"
POOLS_BEFORE = (
    "SELECT product_id, sum(quantity_in) - sum(quantity_out), sum(value), sum(cash_value), sum(full_value) "
    "FROM stock_month WHERE month < ? GROUP BY product_id"
)
MONTH_STOCK = "SELECT product_id, quantity_in - quantity_out, value, cash_value, full_value FROM stock_month WHERE month = ?"
# The months' sums say from where on it is worth looking: what never came in is not looked for at all.
LAST_RECEIPT = (
    "SELECT quantity, value, cash_value, full_value FROM stock_move WHERE product_id = ?1 AND ledger_date < ?2 "
    "AND ledger_date >= (SELECT min(month) FROM stock_month WHERE product_id = ?1 AND quantity_in > 0) "
    "AND owner_id IS NULL AND quantity > 0 AND value > 0 ORDER BY ledger_date DESC, document_id DESC, line_no LIMIT 1"
)
_IDS = "IN (SELECT value FROM json_each(?))"

_DOCUMENTS = (
    "SELECT d.id, d.kind, d.ledger_date, d.reverses_id, o.kind, e.batch_id, e.phase, e.is_final, "
    "b.planned_quantity, b.product_id, d.on_date, d.posted_at FROM document d LEFT JOIN document o ON o.id = d.reverses_id "
    "LEFT JOIN production_entry e ON e.document_id = d.id LEFT JOIN production_batch b ON b.id = e.batch_id "
    "WHERE d.kind <> 'recost'"
)
_IN_BATCHES = "IN (SELECT document_id FROM production_entry)"
DOCUMENTS = f"{_DOCUMENTS} AND d.ledger_date >= ? AND d.ledger_date < ? ORDER BY d.id"
# Of batches alone, which are few, whatever was sold meanwhile.
BATCH_DOCUMENTS = (
    f"{_DOCUMENTS} AND d.ledger_date >= ? AND d.ledger_date < ? AND d.id {_IN_BATCHES} ORDER BY d.id"
)
DOCUMENTS_BY_ID = f"{_DOCUMENTS} AND d.id {_IDS} ORDER BY d.id"
_MOVES = (
    "SELECT document_id, product_id, purpose, coalesce(for_line, 0), sum(quantity), sum(value), sum(cash_value), "
    f"sum(full_value) FROM stock_move WHERE {OWN}"
)
_BY_LINE = (
    "GROUP BY document_id, product_id, purpose, coalesce(for_line, 0) ORDER BY document_id, min(line_no)"
)
MOVES = f"{_MOVES} AND ledger_date >= ? AND ledger_date < ? {_BY_LINE}"
BATCH_MOVES = f"{_MOVES} AND ledger_date >= ? AND ledger_date < ? AND document_id {_IN_BATCHES} {_BY_LINE}"
MOVES_BY_ID = f"{_MOVES} AND document_id {_IDS} {_BY_LINE}"
# The document in which each of some products first came in, in a time; sales bring nothing in.
FIRST_RECEIPTS = (
    "SELECT m.product_id, m.document_id, min(m.ledger_date || printf('%020d', m.document_id)) "
    "FROM document d INDEXED BY document_by_day CROSS JOIN stock_move m ON m.document_id = d.id "
    "WHERE d.ledger_date >= ? AND d.ledger_date < ? AND d.kind NOT IN ('sale', 'sale_return', 'recost') "
    f"AND d.reverses_id IS NULL AND m.product_id {_IDS} "
    "AND m.quantity > 0 AND m.purpose NOT IN ('produce', 'count', 'transfer') AND m.owner_id IS NULL "
    "GROUP BY m.product_id"
)
VARIANCES = (
    "SELECT document_id, product_id, sum(sold_value), sum(sold_cash), sum(sold_full) FROM cost_adjustment "
    "WHERE ledger_date >= ? AND ledger_date < ? GROUP BY document_id, product_id"
)
RETURNED_LINES = (
    "SELECT l.document_id, l.line_no, s.returns_id, l.returns_line "
    "FROM document d INDEXED BY document_by_day CROSS JOIN sale s ON s.document_id = d.id "
    "JOIN sale_line l ON l.document_id = d.id "
    "WHERE d.ledger_date >= ? AND d.ledger_date < ? AND d.kind = 'sale_return' AND s.returns_id IS NOT NULL"
)
_IN_TIME = "JOIN document d ON d.id = x.document_id WHERE d.ledger_date >= ? AND d.ledger_date < ?"
COST_LINES = (
    "SELECT x.document_id, x.line_no, x.batch_id, x.settlement, x.kind, x.step, coalesce(x.product_id, 0), x.is_fixed, "
    f"x.cash_value, x.value, x.full_value FROM cost_line x {_IN_TIME} AND x.is_estimate = 0 AND d.kind <> 'recost' "
    "ORDER BY x.document_id, x.line_no"
)
OUTPUTS = (
    "SELECT x.document_id, x.line_no, x.batch_id, x.product_id, coalesce(x.lot_id, 0), x.kind, x.quantity, "
    f"x.cash_value, x.value, x.full_value FROM batch_output x {_IN_TIME} AND d.kind <> 'recost' "
    "ORDER BY x.document_id, x.line_no"
)
LINE_SUMS = (
    "SELECT x.batch_id, x.settlement, x.kind, x.step, coalesce(x.product_id, 0), x.is_fixed, "
    f"sum(x.cash_value), sum(x.value), sum(x.full_value) FROM cost_line x {_IN_TIME} AND x.is_estimate = 0 "
    "GROUP BY 1, 2, 3, 4, 5, 6"
)
OUTPUT_SUMS = (
    "SELECT x.batch_id, x.product_id, coalesce(x.lot_id, 0), x.kind, sum(x.cash_value), sum(x.value), "
    f"sum(x.full_value) FROM batch_output x {_IN_TIME} GROUP BY 1, 2, 3, 4"
)
_BATCHES_IN_TIME = (
    "SELECT e.batch_id FROM production_entry e JOIN document d ON d.id = e.document_id "
    "WHERE d.ledger_date >= ? AND d.ledger_date < ?"
)
WIP_BEFORE = (
    "SELECT batch_id, sum(cash), sum(value), sum(full), sum(done) FROM ("
    "SELECT x.batch_id AS batch_id, x.cash_value AS cash, x.value AS value, x.full_value AS full, 0 AS done "
    "FROM cost_line x JOIN document d ON d.id = x.document_id "
    f"WHERE x.is_estimate = 0 AND d.ledger_date < ? AND x.batch_id IN ({_BATCHES_IN_TIME}) "
    "UNION ALL SELECT x.batch_id, -x.cash_value, -x.value, -x.full_value, "
    "CASE WHEN x.product_id = b.product_id AND x.kind IN ('good', 'normal_waste', 'abnormal_waste') "
    "THEN x.quantity ELSE 0 END "
    "FROM batch_output x JOIN document d ON d.id = x.document_id JOIN production_batch b ON b.id = x.batch_id "
    f"WHERE d.ledger_date < ? AND x.batch_id IN ({_BATCHES_IN_TIME})) t GROUP BY batch_id"
)
LINE_NAME = (
    "SELECT description, unit FROM cost_line WHERE batch_id = ? AND settlement = ? AND kind = ? AND step = ? "
    "AND coalesce(product_id, 0) = ? AND is_fixed = ? AND is_estimate = 0 ORDER BY document_id LIMIT 1"
)
PRODUCT_NAMES = "SELECT id, uid, code, name, kind FROM product"
HAS_SALES = "SELECT 1 FROM sales_day WHERE product_id = ? AND day >= ? AND day < ? AND quantity <> 0 LIMIT 1"
"""Whether a product was sold in a time; its cost of sales changes then, else its variance."""
