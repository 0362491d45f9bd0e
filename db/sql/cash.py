"""Statements for counting cash."""

PLACE = (
    "SELECT a.id, a.is_money = 1 AND coalesce(a.role, '') NOT IN ('bank', 'promptpay') AND a.bank_name = '' "
    "AND a.bank_number = '', p.uid FROM account a LEFT JOIN party p ON p.id = a.holder_id "
    "WHERE a.code = ? AND a.active = 1"
)
COUNTS = (
    "SELECT d.uid, d.number, d.ledger_date, a.code, c.expected, c.counted, coalesce(d.note, '') "
    "FROM cash_count c JOIN document d ON d.id = c.document_id JOIN account a ON a.id = c.account_id "
    "WHERE d.kind = 'cash_count' AND d.ledger_date <= ? "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) ORDER BY d.ledger_date DESC, d.id DESC"
)
PIECES = (
    "SELECT l.denomination, l.pieces FROM cash_count_line l JOIN document d ON d.id = l.document_id "
    "WHERE d.uid = ? ORDER BY l.denomination DESC"
)
