"""SQL of members' savings: movements, balances, rates, against the ledger."""

_BALANCES = (
    "SELECT p.id, p.uid, p.code, p.name, coalesce(m.number, ''), "
    "(CASE WHEN m.id IS NULL THEN p.is_member ELSE m.left_on IS NULL OR m.left_on > ?1 END), p.active, coalesce(s.balance, 0), s.last_on "
    "FROM party p LEFT JOIN member m ON m.party_id = p.id LEFT JOIN ("
    "SELECT e.party_id, sum(e.amount) AS balance, max(d.on_date) AS last_on FROM savings_entry e "
    "JOIN document d ON d.id = e.document_id WHERE d.ledger_date <= ?1 GROUP BY e.party_id) s ON s.party_id = p.id "
)
BALANCES = (
    f"{_BALANCES}WHERE m.id IS NOT NULL OR p.is_member = 1 OR s.party_id IS NOT NULL "
    "ORDER BY m.number IS NULL, length(m.number), m.number, p.sort_key, p.id"
)
BALANCE_OF_CODE = f"{_BALANCES}WHERE p.code = ?2"
# What stands (neither undone nor an undoing), a person's or everybody's, by the day it happened.
STEPS = (
    "SELECT e.party_id, d.on_date, e.purpose, e.up_to, e.amount FROM savings_entry e "
    "JOIN document d ON d.id = e.document_id WHERE coalesce(e.party_id = ?, 1) AND d.reverses_id IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) "
    "ORDER BY e.party_id, d.on_date, e.document_id, e.line_no"
)
BOOK = (
    "SELECT d.uid, d.number, d.kind, d.on_date, d.ledger_date, e.purpose, e.up_to, e.amount, coalesce(d.note, ''), "
    "coalesce((SELECT r.number FROM document r WHERE r.reverses_id = d.id), '') "
    "FROM savings_entry e JOIN document d ON d.id = e.document_id "
    "WHERE e.party_id = ? AND d.ledger_date BETWEEN ? AND ? ORDER BY d.ledger_date, e.document_id, e.line_no"
)
BALANCE_BEFORE = (
    "SELECT coalesce(sum(e.amount), 0) FROM savings_entry e JOIN document d ON d.id = e.document_id "
    "WHERE e.party_id = ? AND d.ledger_date < ?"
)
MOVED = (
    "SELECT e.party_id, e.purpose, sum(e.amount) FROM savings_entry e JOIN document d ON d.id = e.document_id "
    "WHERE d.ledger_date BETWEEN ? AND ? GROUP BY e.party_id, e.purpose"
)
OF_DOCUMENT = (
    "SELECT d.number, d.kind, d.on_date, d.ledger_date, d.total, coalesce(d.slip_number, ''), coalesce(d.note, ''), "
    "coalesce((SELECT r.number FROM document r WHERE r.reverses_id = d.id), '') "
    "FROM document d WHERE d.number = ? AND d.kind = 'savings'"
)
ROWS_OF = (
    "SELECT p.code, p.name, coalesce(m.number, ''), e.purpose, e.amount, "
    "(SELECT sum(o.amount) FROM savings_entry o WHERE o.party_id = e.party_id AND o.document_id <= e.document_id) "
    "FROM savings_entry e JOIN document d ON d.id = e.document_id JOIN party p ON p.id = e.party_id "
    "LEFT JOIN member m ON m.party_id = p.id WHERE d.number = ? ORDER BY e.line_no"
)
RATES = "SELECT from_day, rate_ppm, note FROM savings_rate ORDER BY from_day"
SET_RATE = (
    "INSERT INTO savings_rate (from_day, rate_ppm, note) VALUES (?, ?, ?) "
    "ON CONFLICT (from_day) DO UPDATE SET rate_ppm = excluded.rate_ppm, note = excluded.note"
)
RATE = "SELECT rate_ppm, note FROM savings_rate WHERE from_day = ?"
DELETE_RATE = "DELETE FROM savings_rate WHERE from_day = ?"
DISAGREEMENTS = (
    "SELECT p.uid, p.name, sum(kept), sum(ledger) FROM ("
    "SELECT e.party_id, e.amount AS kept, 0 AS ledger FROM savings_entry e JOIN document d ON d.id = e.document_id "
    "WHERE d.ledger_date <= ?1 UNION ALL "
    "SELECT j.party_id, 0, -j.amount FROM journal_line j JOIN account a ON a.id = j.account_id "
    "WHERE a.role = 'member_savings' AND j.ledger_date <= ?1"
    ") LEFT JOIN party p ON p.id = party_id GROUP BY party_id HAVING sum(kept) <> sum(ledger) ORDER BY p.name"
)
REGISTER_DIFFERS = (
    "SELECT d.number FROM (SELECT document_id, party_id, sum(amount) AS kept FROM savings_entry "
    "WHERE purpose <> 'opening' GROUP BY 1, 2) r JOIN document d ON d.id = r.document_id "
    "LEFT JOIN (SELECT j.document_id, j.party_id, -sum(j.amount) AS booked FROM journal_line j "
    "JOIN account a ON a.id = j.account_id WHERE a.role = 'member_savings' GROUP BY 1, 2) b "
    "ON b.document_id = r.document_id AND b.party_id = r.party_id "
    "WHERE r.kept <> coalesce(b.booked, 0) GROUP BY d.id ORDER BY d.id"
)
BELOW_ZERO = (
    "SELECT p.code, p.name FROM savings_entry e JOIN party p ON p.id = e.party_id "
    "GROUP BY p.id HAVING sum(e.amount) < 0 ORDER BY p.code"
)
WOULD_FALL_SHORT = (
    "SELECT p.name FROM (SELECT party_id, sum(amount) AS own FROM savings_entry WHERE document_id = ? GROUP BY 1) o "
    "JOIN party p ON p.id = o.party_id "
    "WHERE (SELECT sum(amount) FROM savings_entry s WHERE s.party_id = o.party_id) < o.own LIMIT 1"
)
# A later standing document that entered interest for somebody for whom this one did, by a document's id.
INTEREST_GOES_ON = (
    "SELECT d.number FROM savings_entry own JOIN savings_entry e ON e.party_id = own.party_id AND e.purpose = 'interest' "
    "JOIN document d ON d.id = e.document_id WHERE own.document_id = ? AND own.purpose = 'interest' "
    "AND d.id > own.document_id AND d.reverses_id IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) ORDER BY d.id LIMIT 1"
)
