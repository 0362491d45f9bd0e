"""SQL of the long lists that are exported row by row."""

JOURNAL = (
    "SELECT l.ledger_date, d.number, a.code, a.name, nullif(max(l.amount, 0), 0), nullif(max(-l.amount, 0), 0), "
    "p.name, coalesce(l.note, d.note) FROM journal_line l JOIN document d ON d.id = l.document_id "
    "JOIN account a ON a.id = l.account_id LEFT JOIN party p ON p.id = l.party_id "
    "WHERE l.ledger_date BETWEEN ? AND ? ORDER BY l.ledger_date, d.id, l.line_no"
)
JOURNAL_EN = JOURNAL.replace("a.code, a.name,", "a.code, a.name_en,")
SALE_LINES = (
    "SELECT l.ledger_date, d.number, p.code, l.description, l.quantity, l.unit, l.unit_price_e4, "
    "l.discount + l.bill_discount, l.amount FROM document d JOIN sale_line l ON l.document_id = d.id "
    "JOIN product p ON p.id = l.product_id WHERE d.ledger_date BETWEEN ? AND ? "
    "ORDER BY d.ledger_date, d.id, l.line_no"
)
STOCK_MOVES = (
    "SELECT m.ledger_date, d.number, p.code, p.name, s.name, t.code, m.quantity, m.value, m.full_value "
    "FROM document d JOIN stock_move m ON m.document_id = d.id JOIN product p ON p.id = m.product_id "
    "JOIN stock_location s ON s.id = m.location_id LEFT JOIN lot t ON t.id = m.lot_id "
    "WHERE d.ledger_date BETWEEN ? AND ? ORDER BY d.ledger_date, d.id, m.line_no"
)
PRODUCTS = (
    "SELECT p.code, p.barcode, p.name, p.unit, p.price_e4, coalesce(s.quantity, 0), coalesce(s.value, 0), p.origin "
    "FROM product p LEFT JOIN stock_cost s ON s.product_id = p.id WHERE p.active = 1 ORDER BY p.sort_key, p.id"
)
