"""SQL of fiscal years: which are closed, figures that nobody posted, what is closed and estimated at their end."""

# Undone closings are none. They are found by their numbers, which are indexed, not among all documents.
CLOSINGS = (
    "SELECT d.uid, d.number, d.on_date, d.total, d.posted_at FROM document d "
    "WHERE d.number >= 'ปบ0' AND d.number < 'ปบ:' AND d.kind = 'closing' "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) ORDER BY d.on_date, d.id"
)
SPAN = "SELECT (SELECT min(ledger_date) FROM document), (SELECT max(ledger_date) FROM document)"
FIGURES = (
    "SELECT a.code, f.amount FROM yearly_figure f JOIN account a ON a.id = f.account_id "
    "WHERE f.kind = ? AND f.first_day = ? ORDER BY a.code"
)
FIGURE_YEARS = "SELECT DISTINCT first_day FROM yearly_figure WHERE kind = ? ORDER BY first_day"
DELETE_FIGURES = "DELETE FROM yearly_figure WHERE kind = ? AND first_day = ?"
INSERT_FIGURE = "INSERT INTO yearly_figure (kind, first_day, account_id, amount) VALUES (?, ?, ?, ?)"

# What a year's income and expense come to, closings of years before included, so that those are nil.
TO_CLOSE = (
    "SELECT a.id, a.code, a.type, a.name, a.name_en, sum(b.debit - b.credit) FROM month_balance b "
    "JOIN account a ON a.id = b.account_id WHERE a.type IN ('income', 'expense') AND b.month <= ? "
    "GROUP BY a.id HAVING sum(b.debit - b.credit) <> 0 ORDER BY a.code"
)
BALANCE_TO_MONTH = (
    "SELECT coalesce(sum(b.debit - b.credit), 0) FROM month_balance b JOIN account a ON a.id = b.account_id "
    "WHERE a.role = ? AND b.month <= ?"
)
OPEN_BATCHES = (
    "SELECT b.uid, d.number, p.name, d.on_date, coalesce(c.value, 0) - coalesce(o.value, 0), p.unit, b.planned_quantity "
    "FROM production_batch b JOIN document d ON d.id = b.document_id JOIN product p ON p.id = b.product_id "
    "LEFT JOIN (SELECT x.batch_id, sum(x.value) AS value FROM cost_line x JOIN document e ON e.id = x.document_id "
    "WHERE x.is_estimate = 0 AND e.ledger_date <= ? GROUP BY x.batch_id) c ON c.batch_id = b.id "
    "LEFT JOIN (SELECT x.batch_id, sum(x.value) AS value FROM batch_output x JOIN document e ON e.id = x.document_id "
    "WHERE e.ledger_date <= ? GROUP BY x.batch_id) o ON o.batch_id = b.id "
    "WHERE d.ledger_date <= ? AND coalesce(c.value, 0) <> coalesce(o.value, 0) ORDER BY d.on_date, d.id"
)

# Stock at the lower of cost and net selling price.
GOODS = (
    "SELECT p.id, p.uid, p.code, p.name, p.unit, p.kind, p.is_for_sale, coalesce(p.price_e4, 0), m.quantity, m.value, "
    "coalesce(w.amount, 0), coalesce(m.last_out, '') "
    "FROM product p LEFT JOIN (SELECT product_id, sum(quantity_in - quantity_out) AS quantity, sum(value) AS value, "
    "max(CASE WHEN quantity_out > 0 THEN month END) AS last_out "
    "FROM stock_month WHERE month <= ? GROUP BY product_id) m ON m.product_id = p.id "
    "LEFT JOIN (SELECT x.product_id, sum(x.amount) AS amount FROM write_down_line x CROSS JOIN document d "
    "ON d.id = x.document_id WHERE d.ledger_date <= ? GROUP BY x.product_id) w ON w.product_id = p.id "
    "WHERE coalesce(m.quantity, 0) <> 0 OR coalesce(m.value, 0) <> 0 OR coalesce(w.amount, 0) <> 0 ORDER BY p.sort_key, p.id"
)
EXPIRED = (
    "SELECT s.product_id, sum(s.quantity) FROM stock_move s JOIN lot t ON t.id = s.lot_id "
    "WHERE s.owner_id IS NULL AND s.ledger_date <= ? AND t.best_before IS NOT NULL AND t.best_before < ? "
    "GROUP BY s.product_id HAVING sum(s.quantity) > 0"
)

# Prepaid: the plan stands in links of the first release (``plan:2027-02``), what was released in later ones.
PREPAID_LEFT = (
    "SELECT d.id, d.number, (SELECT a.code FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE l.document_id = d.id AND l.amount < 0 LIMIT 1), coalesce(d.note, ''), x.month, sum(x.amount) FROM ("
    "SELECT target_id, substr(role, 6) AS month, amount FROM document_link WHERE role LIKE 'plan:%' "
    "UNION ALL SELECT target_id, substr(role, 9), -amount FROM document_link WHERE role LIKE 'release:%') x "
    "JOIN document d ON d.id = x.target_id GROUP BY d.id, x.month HAVING sum(x.amount) <> 0 ORDER BY d.id, x.month"
)
ENDED_BY = (
    "SELECT d.number FROM document_link k JOIN document d ON d.id = k.document_id "
    "WHERE k.target_id = ? AND (k.role = 'ends' OR k.role LIKE 'plan:%' OR k.role LIKE 'release:%') "
    "AND d.kind <> 'reversal' AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) "
    "ORDER BY d.id DESC LIMIT 1"
)
"""What was posted on from a document of the year's end and is undone before it."""
IS_EXPENSE = "SELECT 1 FROM account WHERE id = ? AND type = 'expense' AND statement_group <> 'absorbed'"
ACCOUNT_ID = "SELECT id FROM account WHERE code = ?"
PRODUCT_ID = "SELECT id FROM product WHERE uid = ?"
