"""SQL of ledger lines: of an account, of a document."""

ACCOUNT = "SELECT id, code, name, name_en FROM account WHERE code = ?"
BALANCE_BEFORE = (
    "SELECT coalesce((SELECT sum(debit - credit) FROM month_balance WHERE account_id = ? AND month < ?), 0) "
    "+ coalesce((SELECT sum(amount) FROM journal_line WHERE account_id = ? "
    "AND ledger_date >= ? AND ledger_date < ?), 0)"
)
ACCOUNT_LINES = (
    "SELECT l.ledger_date, d.number, l.amount, coalesce(p.name, ''), coalesce(l.note, d.note, ''), d.kind "
    "FROM journal_line l JOIN document d ON d.id = l.document_id LEFT JOIN party p ON p.id = l.party_id "
    "WHERE l.ledger_date BETWEEN ? AND ? AND l.account_id = ? ORDER BY l.ledger_date, d.id, l.line_no"
)
DOCUMENT_LINES = (
    "SELECT a.code, a.name, a.name_en, l.amount, coalesce(p.name, ''), coalesce(l.note, '') "
    "FROM journal_line l JOIN account a ON a.id = l.account_id LEFT JOIN party p ON p.id = l.party_id "
    "WHERE l.document_id = ? ORDER BY l.line_no"
)
DOCUMENT_MOVES = (
    "SELECT p.code, p.name, m.quantity, p.unit, s.name, coalesce(t.code, ''), m.value FROM stock_move m "
    "JOIN product p ON p.id = m.product_id JOIN stock_location s ON s.id = m.location_id "
    "LEFT JOIN lot t ON t.id = m.lot_id WHERE m.document_id = ? ORDER BY m.line_no"
)
