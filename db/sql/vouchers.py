"""SQL of vouchers: what a document of money was for, and where the money came from or went to."""

LINES = (
    "SELECT a.code, a.name, a.name_en, l.amount, coalesce(l.note, ''), a.is_money, coalesce(a.role, ''), "
    "coalesce(p.name, ''), coalesce(h.name, '') FROM journal_line l JOIN account a ON a.id = l.account_id "
    "LEFT JOIN party p ON p.id = l.party_id LEFT JOIN party h ON h.id = a.holder_id "
    "WHERE l.document_id = ? ORDER BY l.line_no"
)
PURCHASE_LINES = (
    "SELECT p.code, l.description, l.quantity, l.unit, l.amount, l.freight FROM purchase_line l "
    "JOIN product p ON p.id = l.product_id WHERE l.document_id = ? ORDER BY l.line_no"
)
SETTLED = (
    "SELECT t.number, t.on_date, coalesce(t.slip_number, ''), x.amount, p.name FROM allocation x "
    "JOIN document t ON t.id = x.target_id JOIN party p ON p.id = x.party_id "
    "WHERE x.document_id = ? ORDER BY x.line_no"
)
PARTY = "SELECT name, address, tax_id, phone FROM party WHERE uid = ?"
