"""SQL of the financial statements: money that moved, what stood against it, profit by dimension, stock by reason."""

# A document that moved money between our own places only has no sum left and is passed over.
_MONEY = (
    "WITH touched AS (SELECT l.document_id FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE a.is_money = 1 AND l.ledger_date BETWEEN ? AND ? GROUP BY l.document_id HAVING sum(l.amount) <> 0) "
)
_ORIGIN = "coalesce((SELECT o.kind FROM document o WHERE o.id = d.reverses_id), d.kind)"
AGAINST_MONEY = _MONEY + (
    "SELECT l.document_id, "
    + _ORIGIN
    + ", a.id, a.role, a.type, a.statement_group, a.code, a.name, a.name_en, "
    "-sum(l.amount) FROM touched t CROSS JOIN journal_line l ON l.document_id = t.document_id "
    "JOIN account a ON a.id = l.account_id JOIN document d ON d.id = l.document_id "
    "WHERE a.is_money = 0 AND l.ledger_date BETWEEN ? AND ? AND d.kind <> 'sale' "
    "GROUP BY l.document_id, a.id ORDER BY l.document_id, a.code"
)
# What a batch paid at once for work, which its own accounts do not tell from the rest of its cost.
WAGES_PAID_IN_BATCHES = (
    "SELECT c.document_id, sum(c.value) FROM production_entry e CROSS JOIN document d ON d.id = e.document_id "
    "JOIN cost_line c ON c.document_id = d.id "
    "WHERE d.ledger_date BETWEEN ? AND ? AND c.kind = 'labour' AND c.settlement = 'paid' AND c.is_estimate = 0 "
    "GROUP BY c.document_id HAVING sum(c.value) <> 0"
)
# Sales are many and alike: all money they moved was received for what was sold.
MONEY_OF_SALES = (
    "SELECT coalesce(sum(l.amount), 0) FROM journal_line l JOIN account a ON a.id = l.account_id "
    "JOIN document d ON d.id = l.document_id "
    "WHERE a.is_money = 1 AND d.kind = 'sale' AND l.ledger_date BETWEEN ? AND ?"
)
EQUITY_MOVES = (
    "SELECT a.id, l.is_closing, sum(max(l.amount, 0)), sum(max(-l.amount, 0)) FROM journal_line l "
    "JOIN account a ON a.id = l.account_id WHERE a.type = 'equity' AND l.ledger_date BETWEEN ? AND ? "
    "GROUP BY a.id, l.is_closing"
)
STOCK_BY_REASON = (
    "SELECT p.kind, CASE WHEN m.purpose IN ('barter', 'gift') AND (m.quantity > 0) <> (d.kind = 'reversal') "
    "THEN 'received' ELSE m.purpose END AS moved_for, sum(m.value), sum(m.cash_value), sum(m.full_value) "
    "FROM stock_move m JOIN product p ON p.id = m.product_id JOIN document d ON d.id = m.document_id "
    "WHERE m.owner_id IS NULL AND m.ledger_date BETWEEN ? AND ? "
    "GROUP BY p.kind, moved_for HAVING sum(m.value) <> 0 OR sum(m.full_value) <> 0"
)
STOCK_TO_DAY = (
    "SELECT p.kind, sum(m.value), sum(m.full_value) FROM stock_move m JOIN product p ON p.id = m.product_id "
    "WHERE m.owner_id IS NULL AND m.ledger_date <= ? GROUP BY p.kind"
)

# Profit by what lines of income and expense were marked with; the label comes last and may be empty.
_RESULT = (
    "sum(CASE WHEN a.statement_group = 'income' THEN -l.amount ELSE 0 END), "
    "sum(CASE WHEN a.statement_group = 'cost_of_sales' THEN l.amount ELSE 0 END), "
    "sum(CASE WHEN a.type = 'expense' AND a.statement_group <> 'cost_of_sales' THEN l.amount ELSE 0 END), "
    "sum(CASE WHEN a.statement_group = 'other_income' THEN -l.amount ELSE 0 END) "
)
_LINES = (
    "FROM journal_line l JOIN account a ON a.id = l.account_id {join} "
    "WHERE a.type IN ('income', 'expense') AND l.is_closing = 0 AND l.ledger_date BETWEEN ? AND ? "
)
PROFIT_BY_SECTION = (
    "SELECT coalesce(s.code, ''), coalesce(s.name, ''), "
    + _RESULT
    + _LINES.format(join="LEFT JOIN section s ON s.id = l.section_id")
    + "GROUP BY l.section_id ORDER BY s.code IS NULL, s.code"
)
PROFIT_BY_PROJECT = (
    "SELECT coalesce(s.code, ''), coalesce(s.name, ''), "
    + _RESULT
    + _LINES.format(join="LEFT JOIN project s ON s.id = l.project_id")
    + "GROUP BY l.project_id ORDER BY s.code IS NULL, s.code"
)
PROFIT_BY_CHANNEL = (
    "SELECT coalesce(l.channel, ''), coalesce(l.channel, ''), "
    + _RESULT
    + _LINES.format(join="")
    + "GROUP BY l.channel ORDER BY l.channel IS NULL, l.channel"
)
PROFIT_BY_DAY = (
    "SELECT l.ledger_date, l.ledger_date, "
    + _RESULT
    + _LINES.format(join="")
    + "AND a.statement_group <> 'absorbed' GROUP BY l.ledger_date ORDER BY l.ledger_date"
)
IMPUTED_BY_DAY = "SELECT day, sum(full_value - value) FROM sales_day WHERE day BETWEEN ? AND ? GROUP BY day"
# A line out of two batches is shared between them; each share is a whole satang.
_OF_BATCH = (
    "CASE WHEN s.base_quantity <> 0 "
    "THEN CAST(round(1.0 * s.amount * -m.quantity / s.base_quantity) AS INTEGER) ELSE 0 END"
)
_BATCH_SALES = (
    "FROM stock_move m "
    "JOIN lot t ON t.id = m.lot_id JOIN production_entry e ON e.document_id = t.document_id "
    "JOIN production_batch b ON b.id = e.batch_id JOIN document d ON d.id = b.document_id "
    "JOIN product p ON p.id = m.product_id "
    "JOIN sale_line s ON s.document_id = m.document_id AND s.line_no = m.for_line "
    "{join} WHERE m.owner_id IS NULL AND m.purpose IN ('sale', 'return') AND m.ledger_date BETWEEN ? AND ? "
)
SOLD_BY_BATCH = (
    "SELECT d.number, p.code, p.name, d.on_date, -sum(m.quantity), p.unit, "
    "sum("
    + _OF_BATCH
    + "), -sum(m.value), -sum(m.full_value) "
    + _BATCH_SALES.format(join="")
    + "GROUP BY b.id, p.id ORDER BY d.number"
)
SALES_OF_BATCH = (
    "SELECT m.ledger_date, o.number, o.kind, coalesce(q.name, ''), -m.quantity, p.unit, "
    + _OF_BATCH
    + ", -m.value, -m.full_value "
    + _BATCH_SALES.format(
        join="JOIN document o ON o.id = m.document_id LEFT JOIN party q ON q.id = o.party_id"
    )
    + "AND d.number = ? AND p.code = ? ORDER BY m.ledger_date, o.id, m.line_no"
)
