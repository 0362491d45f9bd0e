"""SQL of the books of first entry and the registers: everything of some days, in the order of the books."""

LINES = (
    "SELECT d.id, d.number, d.kind, d.on_date, l.ledger_date, d.posted_at, d.slip_date, coalesce(d.slip_number, ''), "
    "coalesce(p.name, ''), coalesce(d.note, d.reason, ''), coalesce(o.number, ''), "
    "coalesce((SELECT r.number FROM document r WHERE r.reverses_id = d.id), ''), "
    "a.code, a.name, a.name_en, a.is_money, coalesce(a.role, ''), l.amount, coalesce(q.name, ''), coalesce(l.note, '') "
    "FROM journal_line l INDEXED BY journal_line_by_day JOIN document d ON d.id = l.document_id "
    "JOIN account a ON a.id = l.account_id LEFT JOIN party p ON p.id = d.party_id "
    "LEFT JOIN party q ON q.id = l.party_id LEFT JOIN document o ON o.id = d.reverses_id "
    "WHERE l.ledger_date BETWEEN ? AND ? ORDER BY l.ledger_date, d.id, l.line_no"
)
# Sales and what undid or returned them, each with what was paid how.
SALES = (
    "SELECT d.id, d.number, d.kind, d.ledger_date, coalesce(p.name, ''), s.total, "
    "coalesce(sum(CASE WHEN t.kind = 'cash' THEN y.amount END), 0), "
    "coalesce(sum(CASE WHEN t.kind = 'account' THEN y.amount END), 0), "
    "coalesce(sum(CASE WHEN t.kind NOT IN ('cash', 'account') THEN y.amount END), 0) "
    "FROM document d JOIN sale s ON s.document_id = d.id LEFT JOIN party p ON p.id = d.party_id "
    "LEFT JOIN payment y ON y.document_id = d.id LEFT JOIN tender t ON t.id = y.tender_id "
    "WHERE d.ledger_date BETWEEN ? AND ? GROUP BY d.id ORDER BY d.ledger_date, d.id"
)
PURCHASES = (
    "SELECT d.id, d.number, d.kind, d.ledger_date, d.slip_date, coalesce(d.slip_number, ''), coalesce(p.name, ''), "
    "coalesce(sum(l.amount), 0), coalesce(sum(l.freight), 0), "
    "coalesce((SELECT -sum(j.amount) FROM journal_line j JOIN account a ON a.id = j.account_id "
    "WHERE j.document_id = d.id AND a.is_money = 1), 0) "
    "FROM document d JOIN purchase_line l ON l.document_id = d.id LEFT JOIN party p ON p.id = d.party_id "
    "WHERE d.ledger_date BETWEEN ? AND ? GROUP BY d.id ORDER BY d.ledger_date, d.id"
)
STOCK_BEFORE = "SELECT product_id, sum(quantity_in - quantity_out), sum(value) FROM stock_month WHERE month < ? GROUP BY product_id"
STOCK_WITHIN = (
    "SELECT product_id, sum(quantity_in), sum(quantity_out), sum(value) FROM stock_month "
    "WHERE month BETWEEN ? AND ? GROUP BY product_id"
)
STOCK_PRODUCTS = (
    "SELECT id, code, name, kind, unit FROM product WHERE kind <> 'service' ORDER BY kind, sort_key, id"
)
# What is on hand of each lot now, less what moved after a day.
LOTS = (
    "SELECT p.code, p.name, t.code, t.made_on, coalesce(t.best_before, ''), sum(h.quantity), p.unit FROM ("
    "SELECT lot_id, quantity FROM stock_on_hand WHERE lot_id IS NOT NULL UNION ALL "
    "SELECT lot_id, -quantity FROM stock_move INDEXED BY stock_move_by_day "
    "WHERE ledger_date > ? AND lot_id IS NOT NULL) h "
    "JOIN lot t ON t.id = h.lot_id JOIN product p ON p.id = t.product_id "
    "GROUP BY p.id, t.id HAVING sum(h.quantity) <> 0 ORDER BY p.sort_key, coalesce(t.best_before, '9'), t.id"
)
# For auditors: the heads of documents, with who entered them when.
HEADS = (
    "SELECT d.number, d.kind, d.on_date, d.ledger_date, d.slip_date, d.posted_at, u.name, d.total, "
    "coalesce(d.note, ''), coalesce(d.reason, ''), coalesce(o.number, ''), "
    "coalesce((SELECT r.number FROM document r WHERE r.reverses_id = d.id), '') "
    "FROM document d INDEXED BY document_by_day JOIN app_user u ON u.id = d.author_id "
    "LEFT JOIN document o ON o.id = d.reverses_id "
    "WHERE d.ledger_date BETWEEN ? AND ? ORDER BY d.ledger_date, d.id"
)
SERIES = "SELECT number FROM document WHERE ledger_date BETWEEN ? AND ? ORDER BY number"
COUNT_NUMBERS = "SELECT count(*) FROM document WHERE number BETWEEN ? AND ?"
