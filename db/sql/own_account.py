"""SQL of one person's account: what she delivered, what is owed, what was paid."""

PARTY_BY_ID = "SELECT id, code, name FROM party WHERE id = ?"
PARTY_BY_CODE = "SELECT id, code, name FROM party WHERE code = ?"
DELIVERED = (
    "SELECT d.ledger_date, d.number, c.description, c.quantity, c.unit, c.full_value, c.settlement, d.id, c.line_no "
    "FROM cost_line c JOIN document d ON d.id = c.document_id "
    "WHERE c.party_id = ? AND c.is_estimate = 0 AND d.ledger_date BETWEEN ? AND ? "
    "UNION ALL "
    "SELECT d.ledger_date, d.number, l.description, l.quantity, l.unit, l.amount, '', d.id, l.line_no "
    "FROM document d JOIN purchase_line l ON l.document_id = d.id "
    "WHERE d.party_id = ? AND d.ledger_date BETWEEN ? AND ? "
    "ORDER BY 1, 8, 9"
)
_OWED = (
    "FROM journal_line l JOIN account a ON a.id = l.account_id JOIN document d ON d.id = l.document_id "
    "WHERE l.party_id = ? AND a.role IN ('receivable', 'payable', 'wages_payable', 'member_payable') "
)
OWED_LINES = (
    "SELECT l.ledger_date, d.number, d.kind, a.name, a.name_en, coalesce(l.note, ''), -l.amount "
    f"{_OWED}AND l.ledger_date BETWEEN ? AND ? ORDER BY l.ledger_date, d.id, l.line_no"
)
OWED_BEFORE = f"SELECT coalesce(-sum(l.amount), 0) {_OWED}AND l.ledger_date < ?"
OWED_NOW = (
    "SELECT coalesce(sum(CASE WHEN a.role = 'receivable' THEN b.balance END), 0), "
    "coalesce(-sum(CASE WHEN a.role <> 'receivable' THEN b.balance END), 0) "
    "FROM party_balance b JOIN account a ON a.id = b.account_id "
    "WHERE b.party_id = ? AND a.role IN ('receivable', 'payable', 'wages_payable', 'member_payable')"
)
