"""SQL of balances, sales, stock and documents for reports and screens."""

# Balances: whole months from the kept sums, the days of a broken month from its lines.
MOVEMENT_BY_MONTH = (
    "SELECT a.id, a.code, a.type, a.role, a.name, a.name_en, a.statement_group, sum(b.debit), sum(b.credit) "
    "FROM month_balance b JOIN account a ON a.id = b.account_id "
    "WHERE b.month BETWEEN ? AND ? AND b.is_closing <= ? GROUP BY a.id ORDER BY a.code"
)
MOVEMENT_BY_DAY = (
    "SELECT a.id, a.code, a.type, a.role, a.name, a.name_en, a.statement_group, "
    "sum(max(l.amount, 0)), sum(max(-l.amount, 0)) "
    "FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE l.ledger_date BETWEEN ? AND ? AND l.is_closing <= ? GROUP BY a.id ORDER BY a.code"
)
BALANCE_TO_DAY = (
    "SELECT a.id, a.code, a.type, a.role, a.name, a.name_en, a.statement_group, "
    "coalesce(k.balance, 0) + coalesce(l.balance, 0) FROM account a "
    "LEFT JOIN (SELECT account_id, sum(debit - credit) AS balance FROM month_balance WHERE month < ? "
    "GROUP BY account_id) k ON k.account_id = a.id "
    "LEFT JOIN (SELECT account_id, sum(amount) AS balance FROM journal_line "
    "WHERE ledger_date BETWEEN ? AND ? GROUP BY account_id) l ON l.account_id = a.id ORDER BY a.code"
)
MONEY_ACCOUNTS_TO_DAY = BALANCE_TO_DAY.replace("ORDER BY a.code", "WHERE a.is_money = 1 ORDER BY a.code")
PARTIES_OWING = (
    "SELECT p.uid, p.code, p.name, b.balance FROM party_balance b JOIN party p ON p.id = b.party_id "
    "JOIN account a ON a.id = b.account_id WHERE a.role = ? AND b.balance <> 0 ORDER BY abs(b.balance) DESC"
)

# Sales
SALES_BY_PRODUCT = (
    "SELECT p.id, p.uid, p.code, p.name, p.unit, sum(s.quantity), sum(s.amount), sum(s.value), sum(s.cash_value), "
    "sum(s.full_value) FROM sales_day s JOIN product p ON p.id = s.product_id "
    "WHERE s.day BETWEEN ? AND ? GROUP BY p.id ORDER BY sum(s.amount) DESC, p.sort_key"
)
SALES_BY_DAY = (
    "SELECT day, sum(quantity), sum(amount), sum(value), sum(cash_value), sum(full_value) FROM sales_day "
    "WHERE day BETWEEN ? AND ? GROUP BY day ORDER BY day"
)
RECEIPTS_BY_DAY = (
    "SELECT d.ledger_date, count(*), sum(d.total) FROM document d "
    "WHERE d.kind = 'sale' AND d.ledger_date BETWEEN ? AND ? "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) "
    "GROUP BY d.ledger_date ORDER BY d.ledger_date"
)
TENDERS_BETWEEN = (
    "SELECT t.uid, t.name, t.name_en, t.kind, sum(p.amount), count(*) FROM document d "
    "JOIN payment p ON p.document_id = d.id JOIN tender t ON t.id = p.tender_id "
    "WHERE d.ledger_date BETWEEN ? AND ? AND d.kind IN ('sale', 'sale_return', 'reversal') "
    "AND (d.kind <> 'reversal' OR EXISTS (SELECT 1 FROM sale s WHERE s.document_id = d.id)) "
    "GROUP BY t.id ORDER BY t.position"
)

# Stock
STOCK_NOW = (
    "SELECT p.id, p.uid, p.code, p.name, p.kind, p.unit, p.reorder_milli, s.quantity, s.value, s.cash_value, "
    "s.full_value FROM product p JOIN stock_cost s ON s.product_id = p.id WHERE p.kind <> 'service' ORDER BY p.sort_key"
)
STOCK_AT_MONTH_END = (
    "SELECT p.id, p.uid, p.code, p.name, p.kind, p.unit, p.reorder_milli, sum(m.quantity_in - m.quantity_out), "
    "sum(m.value), sum(m.cash_value), sum(m.full_value) FROM stock_month m JOIN product p ON p.id = m.product_id "
    "WHERE m.month <= ? GROUP BY p.id "
    "HAVING sum(m.quantity_in - m.quantity_out) <> 0 OR sum(m.value) <> 0 ORDER BY p.sort_key"
)
STOCK_AT_PLACE = (
    "SELECT p.id, p.uid, p.code, p.name, p.kind, p.unit, coalesce(c.name, ''), coalesce(h.quantity, 0) "
    "FROM product p LEFT JOIN category c ON c.id = p.category_id LEFT JOIN ("
    "SELECT product_id, sum(quantity) AS quantity FROM stock_on_hand WHERE location_id = ? AND owner_id = 0 "
    "GROUP BY product_id) h ON h.product_id = p.id "
    "WHERE p.active = 1 AND p.kind <> 'service' "
    "ORDER BY p.kind = 'packaging', p.kind = 'material', coalesce(c.position, 1000000), p.sort_key, p.id"
)
STOCK_CARD_BEFORE = (
    "SELECT sum(q), sum(v), sum(c), sum(f) FROM ("
    "SELECT quantity_in - quantity_out AS q, value AS v, cash_value AS c, full_value AS f FROM stock_month "
    "WHERE product_id = ? AND month < ? UNION ALL SELECT quantity, value, cash_value, full_value FROM stock_move "
    "WHERE product_id = ? AND owner_id IS NULL AND ledger_date >= ? AND ledger_date < ?)"
)
STOCK_CARD = (
    "SELECT d.uid, d.number, d.kind, d.on_date, m.ledger_date, m.purpose, sum(m.quantity), sum(m.value), "
    "sum(m.cash_value), sum(m.full_value), "
    "(SELECT name FROM document_name n WHERE n.document_id = d.id LIMIT 1), d.note "
    "FROM stock_move m JOIN document d ON d.id = m.document_id "
    "WHERE m.product_id = ? AND m.owner_id IS NULL AND m.purpose <> 'transfer' AND m.ledger_date BETWEEN ? AND ? "
    "GROUP BY d.id, m.purpose ORDER BY m.ledger_date, d.id, min(m.line_no)"
)

# Documents
DOCUMENT = (
    "SELECT d.id, d.uid, d.kind, d.number, d.on_date, d.ledger_date, d.slip_date, d.slip_number, d.posted_at, "
    "d.reason, d.note, d.total, u.name, p.uid, p.name, o.number, "
    "(SELECT r.number FROM document r WHERE r.reverses_id = d.id), "
    "(SELECT r.reason FROM document r WHERE r.reverses_id = d.id) "
    "FROM document d JOIN app_user u ON u.id = d.author_id LEFT JOIN party p ON p.id = d.party_id "
    "LEFT JOIN document o ON o.id = d.reverses_id "
)
DOCUMENT_BY_UID = DOCUMENT + "WHERE d.uid = ?"
DOCUMENT_BY_NUMBER = DOCUMENT + "WHERE d.number = ?"
LAST_OF_KIND = DOCUMENT + "WHERE d.kind = ? ORDER BY d.id DESC LIMIT 1"
DOCUMENTS_PAGE = DOCUMENT + (
    "WHERE d.id < ? AND (? = '' OR d.kind = ?) AND d.ledger_date BETWEEN ? AND ? ORDER BY d.id DESC LIMIT ?"
)
DOCUMENTS_COUNT = (
    "SELECT count(*) FROM document d WHERE (? = '' OR d.kind = ?) AND d.ledger_date BETWEEN ? AND ?"
)
SALE_OF = (
    "SELECT s.subtotal, s.discount, s.rounding, s.total, s.change, s.channel, o.number, o.uid, d.on_date "
    "FROM sale s JOIN document d ON d.id = s.document_id LEFT JOIN document o ON o.id = s.returns_id "
    "WHERE s.document_id = ?"
)
SALE_LINES_OF = (
    "SELECT l.line_no, p.uid, p.code, l.description, l.quantity, l.unit, l.unit_price_e4, l.gross, l.discount, "
    "l.bill_discount, l.amount, l.condition, "
    "coalesce((SELECT -sum(x.quantity) FROM sale s JOIN sale_line x ON x.document_id = s.document_id "
    "JOIN document r ON r.id = s.document_id WHERE s.returns_id = l.document_id AND x.returns_line = l.line_no "
    "AND r.kind = 'sale_return' AND NOT EXISTS (SELECT 1 FROM document v WHERE v.reverses_id = r.id)), 0) "
    "FROM sale_line l JOIN product p ON p.id = l.product_id WHERE l.document_id = ? ORDER BY l.line_no"
)
PAYMENTS_OF = (
    "SELECT t.uid, t.name, t.name_en, t.kind, p.amount, p.tendered, p.reference, p.confirmed_by IS NOT NULL "
    "FROM payment p JOIN tender t ON t.id = p.tender_id WHERE p.document_id = ? ORDER BY p.line_no"
)
PRINTS_OF = "SELECT count(*) FROM event_log WHERE entity_uid = ? AND action = 'print'"
FIRST_AND_LAST_DAY = "SELECT (SELECT min(ledger_date) FROM document), (SELECT max(ledger_date) FROM document)"
SLIPS_BETWEEN = (
    "SELECT slip_date, posted_at FROM document WHERE slip_date IS NOT NULL AND ledger_date BETWEEN ? AND ?"
)
COST_MAKE_UP = (
    "SELECT c.kind, sum(c.value), sum(c.cash_value), sum(c.full_value) FROM cost_line c "
    "JOIN document d ON d.id = c.document_id WHERE c.is_estimate = 0 AND d.ledger_date BETWEEN ? AND ? "
    "GROUP BY c.kind ORDER BY sum(c.full_value) DESC"
)
COST_OF_SOLD = (
    "SELECT coalesce(sum(value), 0), coalesce(sum(cash_value), 0), coalesce(sum(full_value), 0) "
    "FROM sales_day WHERE day BETWEEN ? AND ?"
)
