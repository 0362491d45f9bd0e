"""SQL of hours worked: in batches (cost lines of labour with a person) and outside them (the log of work)."""

IN_BATCHES = (
    "SELECT c.party_id, c.unit, c.settlement, sum(c.quantity) FROM cost_line c "
    "JOIN document d ON d.id = c.document_id WHERE c.kind = 'labour' AND c.is_estimate = 0 "
    "AND c.party_id IS NOT NULL AND d.ledger_date BETWEEN ? AND ? GROUP BY 1, 2, 3"
)
OUTSIDE = (
    "SELECT party_id, sum(CASE WHEN is_paid = 1 THEN hours_milli ELSE 0 END), "
    "sum(CASE WHEN is_paid = 0 THEN hours_milli ELSE 0 END) FROM work_log "
    "WHERE active = 1 AND on_date BETWEEN ? AND ? GROUP BY party_id"
)
# Line by line; batches by the day in the ledger. An undone line stands with its undoing.
LINES = (
    "SELECT d.ledger_date, c.party_id, q.name, c.description, c.quantity, c.unit, c.settlement, d.number, '', "
    "coalesce(s.name, ''), 0, d.id FROM cost_line c JOIN document d ON d.id = c.document_id "
    "JOIN party q ON q.id = c.party_id LEFT JOIN section s ON s.id = d.section_id "
    "WHERE c.kind = 'labour' AND c.is_estimate = 0 AND d.ledger_date BETWEEN ? AND ? AND coalesce(c.party_id = ?, 1) "
    "AND d.kind <> 'reversal' AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) "
    "UNION ALL SELECT w.on_date, w.party_id, q.name, w.what, w.hours_milli, 'hour', "
    "CASE WHEN w.is_paid = 1 THEN 'paid' ELSE 'imputed' END, '', hex(w.uid), coalesce(s.name, ''), 1, w.id "
    "FROM work_log w JOIN party q ON q.id = w.party_id LEFT JOIN section s ON s.id = w.section_id "
    "WHERE w.active = 1 AND w.on_date BETWEEN ? AND ? AND coalesce(w.party_id = ?, 1) ORDER BY 1, 11, 12"
)
BY_UID = "SELECT id, party_id FROM work_log WHERE uid = ?"
PERSON = "SELECT id, name FROM party WHERE uid = ?"
ON_DAY = (
    "SELECT coalesce(sum(hours_milli), 0) FROM work_log WHERE party_id = ? AND on_date = ? AND active = 1"
)
OF_DAY = (
    "SELECT w.uid, q.uid, q.name, coalesce(m.number, ''), w.hours_milli, w.is_paid, w.what, w.section_id, w.project_id "
    "FROM work_log w JOIN party q ON q.id = w.party_id LEFT JOIN member m ON m.party_id = q.id "
    "WHERE w.active = 1 AND w.on_date = ? ORDER BY w.id"
)
WHATS = "SELECT what FROM work_log WHERE active = 1 AND what <> '' GROUP BY what ORDER BY max(on_date) DESC LIMIT 30"
