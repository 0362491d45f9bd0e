"""SQL of correcting: a posted entry read back as what was typed."""

HEADER = (
    "SELECT d.id, d.kind, d.number, d.on_date, d.total, p.uid, d.slip_date, coalesce(d.slip_number, ''), "
    "coalesce(d.note, ''), s.uid, j.uid, d.section_id, d.project_id FROM document d "
    "LEFT JOIN party p ON p.id = d.party_id LEFT JOIN section s ON s.id = d.section_id "
    "LEFT JOIN project j ON j.id = d.project_id WHERE d.uid = ?"
)
LINES = (
    "SELECT a.code, a.is_money, coalesce(a.role, ''), a.id, l.amount, p.uid, coalesce(l.note, ''), "
    "CASE WHEN l.section_id IS NOT ? THEN s.uid END, CASE WHEN l.project_id IS NOT ? THEN j.uid END "
    "FROM journal_line l JOIN account a ON a.id = l.account_id LEFT JOIN party p ON p.id = l.party_id "
    "LEFT JOIN section s ON s.id = l.section_id LEFT JOIN project j ON j.id = l.project_id "
    "WHERE l.document_id = ? ORDER BY l.line_no"
)
CATEGORIES_OF = (
    "SELECT uid, name FROM entry_category WHERE account_id = ? AND direction = ? AND active = 1 "
    "ORDER BY position, id"
)
SETTLED = "SELECT 1 FROM allocation WHERE target_id = ? GROUP BY target_id HAVING sum(amount) <> 0"
