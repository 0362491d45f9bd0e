"""SQL of shares: what each holds, what happened, certificates, and against the ledger."""

PERSON = (
    "SELECT q.id, q.name, m.id FROM party q LEFT JOIN member m ON m.party_id = q.id "
    "AND coalesce(m.left_on, '9999') > ? WHERE q.uid = ?"
)
HOLDS = (
    "SELECT coalesce(sum(shares), 0), coalesce(sum(amount), 0), coalesce(sum(paid), 0) "
    "FROM share_entry WHERE party_id = ?"
)
ALL_SHARES = "SELECT coalesce(sum(shares), 0) FROM share_entry"
REGISTER = (
    "SELECT q.id, q.uid, q.code, coalesce(m.number, ''), q.name, coalesce(s.name, ''), coalesce(m.left_on, ''), "
    "sum(e.shares), sum(e.amount), sum(e.paid), max(d.on_date) FROM share_entry e "
    "JOIN document d ON d.id = e.document_id JOIN party q ON q.id = e.party_id "
    "LEFT JOIN member m ON m.party_id = q.id LEFT JOIN section s ON s.id = q.section_id "
    "WHERE d.ledger_date <= ? GROUP BY q.id "
    "ORDER BY m.number IS NULL, length(m.number), m.number, q.sort_key, q.code"
)
STEPS = (
    "SELECT e.party_id, d.on_date, d.uid, d.number, e.purpose, e.shares, e.amount, e.paid, coalesce(d.note, '') "
    "FROM share_entry e JOIN document d ON d.id = e.document_id WHERE coalesce(e.party_id = ?, 1) "
    "AND d.ledger_date BETWEEN ? AND ? ORDER BY d.on_date, d.id, e.line_no"
)
BEFORE = (
    "SELECT e.party_id, sum(e.shares), sum(e.amount), sum(e.paid) FROM share_entry e "
    "JOIN document d ON d.id = e.document_id WHERE d.ledger_date < ? GROUP BY 1"
)
EQUITY = (
    "SELECT coalesce(-sum(l.amount), 0) FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE a.type IN ('equity', 'income', 'expense') AND l.ledger_date <= ?"
)
BELOW_ZERO = (
    "SELECT q.name FROM share_entry e JOIN party q ON q.id = e.party_id WHERE e.party_id IN "
    "(SELECT party_id FROM share_entry WHERE document_id = ?) GROUP BY q.id HAVING sum(e.shares) - "
    "(SELECT coalesce(sum(x.shares), 0) FROM share_entry x WHERE x.document_id = ? AND x.party_id = q.id) < 0 "
    "OR sum(e.amount - e.paid) - (SELECT coalesce(sum(x.amount - x.paid), 0) FROM share_entry x "
    "WHERE x.document_id = ? AND x.party_id = q.id) < 0 LIMIT 1"
)

# The ledger by person beside the register, wherever they differ.
DIFFERENT = (
    "SELECT q.uid, q.name, sum(kept), sum(ledger) FROM ("
    "SELECT e.party_id AS party_id, e.paid AS kept, 0 AS ledger FROM share_entry e "
    "JOIN document d ON d.id = e.document_id WHERE d.ledger_date <= ? "
    "UNION ALL SELECT l.party_id, 0, -l.amount FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE a.role IN ('shares', 'shares_unpaid') AND l.ledger_date <= ?) "
    "LEFT JOIN party q ON q.id = party_id GROUP BY party_id HAVING sum(kept) <> sum(ledger) ORDER BY q.sort_key"
)
LEDGER_HOLDING = (
    "SELECT coalesce(-sum(CASE WHEN a.role = 'shares' THEN l.amount END), 0), coalesce(-sum(l.amount), 0) "
    "FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE a.role IN ('shares', 'shares_unpaid') AND l.party_id = ?"
)
# For ``check``: rows of a document are its lines in the ledger, person by person.
UNLIKE_LEDGER = (
    "SELECT d.number FROM (SELECT document_id, party_id, sum(amount) AS amount, sum(paid) AS paid FROM share_entry "
    "WHERE purpose <> 'opening' GROUP BY 1, 2) e JOIN document d ON d.id = e.document_id WHERE e.amount <> "
    "(SELECT coalesce(-sum(l.amount), 0) FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE l.document_id = e.document_id AND l.party_id = e.party_id AND a.role = 'shares') OR e.paid <> "
    "(SELECT coalesce(-sum(l.amount), 0) FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE l.document_id = e.document_id AND l.party_id = e.party_id AND a.role IN ('shares', 'shares_unpaid'))"
)

CERTIFICATE = "SELECT id, number, party_id, shares, cancelled_on FROM share_certificate WHERE uid = ?"
CERTIFICATES = (
    "SELECT c.uid, c.number, q.uid, q.name, coalesce(m.number, ''), c.shares, c.issued_on, c.cancelled_on, c.reason "
    "FROM share_certificate c JOIN party q ON q.id = c.party_id LEFT JOIN member m ON m.party_id = q.id "
    "WHERE coalesce(q.uid = ?, 1) ORDER BY c.number"
)
LAST_CERTIFICATE = "SELECT coalesce(max(number), 0) FROM share_certificate"
CERTIFIED = (
    "SELECT coalesce(sum(shares), 0) FROM share_certificate WHERE party_id = ? AND cancelled_on IS NULL"
)
NEGATIVE = (
    "SELECT q.name FROM share_entry e JOIN party q ON q.id = e.party_id GROUP BY q.id "
    "HAVING sum(e.shares) < 0 OR sum(e.amount - e.paid) < 0 ORDER BY q.sort_key"
)
_AFTER = (
    "(SELECT coalesce(sum(x.{column}), 0) FROM share_entry x WHERE x.party_id = e.party_id "
    "AND (x.document_id < e.document_id OR (x.document_id = e.document_id AND x.line_no <= e.line_no)))"
)
SLIP = (
    "SELECT d.on_date, coalesce(d.note, ''), coalesce(r.number, ''), d.uid, q.code, coalesce(m.number, ''), q.name, "
    "e.purpose, e.shares, e.amount, e.paid, "
    + ", ".join(_AFTER.format(column=column) for column in ("shares", "amount", "paid"))
    + " FROM document d JOIN share_entry e ON e.document_id = d.id JOIN party q ON q.id = e.party_id "
    "LEFT JOIN member m ON m.party_id = q.id LEFT JOIN document r ON r.reverses_id = d.id "
    "WHERE d.number = ? ORDER BY e.line_no"
)
