"""SQL of notes between two books, and of totals that households share."""

PEERS = (
    "SELECT x.id, x.uid, x.kind, x.book_uid, x.name, x.recipient, x.file, x.party_id, x.linked_on, x.active, "
    "s.secret, s.shared FROM peer_book x JOIN peer_secret s ON s.peer_id = x.id"
)
PEER_OF_BOOK = f"{PEERS} WHERE x.book_uid = ? AND x.active = 1"
PEER_BY_UID = f"{PEERS} WHERE x.uid = ?"
ACTIVE_PEERS = f"{PEERS} WHERE x.active = 1 AND x.kind = ? ORDER BY x.id"
# A link without its secrets.
LINKS = (
    "SELECT uid, name, linked_on, recipient <> '' FROM peer_book WHERE active = 1 AND kind = ? "
    "AND coalesce(party_id = ?, 1) ORDER BY id DESC"
)
INSERT_SECRET = "INSERT INTO peer_secret (peer_id, secret, shared) VALUES (?, ?, ?)"
INSERT_NOTE = (
    "INSERT INTO sealed_note (uid, peer_id, direction, kind, about, on_date, amount, body, state, at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_NOTE = (
    "SELECT n.id, n.uid, n.kind, n.about, n.on_date, n.amount, n.body, n.state, n.at, n.decided_at, d.number, d.uid, "
    "x.name FROM sealed_note n JOIN peer_book x ON x.id = n.peer_id LEFT JOIN document d ON d.id = n.document_id"
)
NOTES_IN = f"{_NOTE} WHERE n.direction = 'in' ORDER BY n.state = 'waiting' DESC, n.on_date DESC, n.id DESC"
NOTE_IN = f"{_NOTE} WHERE n.direction = 'in' AND n.uid = ?"
TOLD_BEFORE = (
    "SELECT n.uid, n.state, EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = n.document_id), d.uid "
    "FROM sealed_note n LEFT JOIN document d ON d.id = n.document_id WHERE n.direction = 'in' AND n.kind = 'payment' AND n.about = ?2 "
    "AND n.peer_id = (SELECT peer_id FROM sealed_note WHERE uid = ?1)"
)
IS_TAKEN_BACK = (
    "SELECT EXISTS (SELECT 1 FROM sealed_note WHERE peer_id = ? AND direction = 'in' AND kind = 'reversal' "
    "AND about = ? AND state <> 'waiting')"
)
WAITING = (
    "SELECT count(*), coalesce(sum(amount), 0) FROM sealed_note WHERE direction = 'in' AND state = 'waiting'"
)
PEER_OF_NOTE_SECRET = (
    "SELECT s.secret FROM sealed_note n JOIN peer_secret s ON s.peer_id = n.peer_id WHERE n.uid = ?"
)
DECIDE = (
    "UPDATE sealed_note SET state = ?, decided_at = ?, document_id = ? WHERE id = ? AND state = 'waiting'"
)
REOPEN = "UPDATE sealed_note SET state = 'waiting', decided_at = NULL, document_id = NULL WHERE id = ?"
IS_UNDONE = "SELECT EXISTS (SELECT 1 FROM document WHERE reverses_id = ?)"
SENT_TOTALS = "SELECT on_date, body, at FROM sealed_note WHERE direction = 'out' AND kind = 'totals' ORDER BY on_date DESC"
IS_SENT = "SELECT 1 FROM sealed_note WHERE direction = 'out' AND kind = 'totals' AND on_date = ?"
# Money that left for a linked member since she was linked and was not told yet; loans and savings are no income.
UNTOLD_PAYMENTS = (
    "WITH hers AS (SELECT id FROM document WHERE party_id = ?1 "
    "UNION SELECT document_id FROM journal_line WHERE party_id = ?1) "
    "SELECT d.id, d.uid, d.number, d.on_date FROM hers JOIN document d ON d.id = hers.id "
    "WHERE (d.party_id = ?1 OR d.kind = 'payment') AND d.reverses_id IS NULL AND d.ledger_date >= ?2 "
    "AND d.kind IN ('purchase', 'expense', 'payment', 'settlement', 'distribution', 'journal') "
    "AND NOT EXISTS (SELECT 1 FROM sealed_note n WHERE n.peer_id = ?3 AND n.direction = 'out' "
    "AND n.kind = 'payment' AND n.about = d.uid) "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) "
    "AND EXISTS (SELECT 1 FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE l.document_id = d.id AND l.amount < 0 AND a.is_money = 1) ORDER BY d.id"
)
UNTOLD_REVERSALS = (
    "SELECT d.uid, d.number, r.on_date, n.amount FROM sealed_note n JOIN document d ON d.uid = n.about "
    "JOIN document r ON r.reverses_id = d.id WHERE n.peer_id = ? AND n.direction = 'out' AND n.kind = 'payment' "
    "AND NOT EXISTS (SELECT 1 FROM sealed_note o WHERE o.peer_id = n.peer_id AND o.direction = 'out' "
    "AND o.kind = 'reversal' AND o.about = n.about) ORDER BY r.id"
)
LINES_OF = (
    "SELECT coalesce(a.role, ''), a.is_money, a.type, l.amount, coalesce(l.party_id, d.party_id, 0) = ? "
    "FROM journal_line l JOIN account a ON a.id = l.account_id JOIN document d ON d.id = l.document_id "
    "WHERE l.document_id = ?"
)
SETTLED_HEADS = (
    "SELECT coalesce(p.kind, ''), sum(x.amount) FROM allocation x JOIN account a ON a.id = x.account_id "
    "JOIN distribution_share s ON s.document_id = x.target_id AND s.party_id = x.party_id "
    "JOIN distribution_part p ON p.document_id = s.document_id AND p.line_no = s.part_no "
    "WHERE x.document_id = ? AND x.party_id = ? AND a.role = 'distribution_payable' GROUP BY p.kind"
)
# ---- totals
KNOWS_TOTALS = "SELECT EXISTS (SELECT 1 FROM household_total WHERE token = ? AND month = ?)"
COUNT_TOTALS = "SELECT count(*) FROM household_total WHERE month = ?"
# Households that ever said which book is theirs: a member who made a new one counts once.
COUNT_LINKED = "SELECT count(DISTINCT coalesce(party_id, -id)) FROM peer_book WHERE kind = 'household' AND book_uid IS NOT NULL"
TOTALS = (
    "SELECT token, month, income, spending, saving, debt FROM household_total WHERE batch IS NOT NULL "
    "AND month BETWEEN ? AND ? ORDER BY month, id"
)
WAITING_TOTALS = (
    "SELECT month, count(*) FROM household_total WHERE batch IS NULL AND month BETWEEN ? AND ? GROUP BY month"
)
SAVE_TOTALS = (
    "INSERT INTO household_total (token, month, income, spending, saving, debt, received_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (token, month) DO UPDATE SET income = excluded.income, spending = excluded.spending, "
    "saving = excluded.saving, debt = excluded.debt, received_at = excluded.received_at WHERE batch IS NULL"
)
COUNT_WAITING = "SELECT count(*) FROM household_total WHERE month = ? AND batch IS NULL"
LET_OUT = (
    "UPDATE household_total SET batch = 1 + (SELECT coalesce(max(o.batch), 0) FROM household_total o WHERE o.month = ?1) "
    "WHERE month = ?1 AND batch IS NULL"
)
# ---- a household's own month, by group of its accounts; satang, debit positive
GROUPS_OF_MONTH = (
    "SELECT a.statement_group, sum(b.debit - b.credit) FROM month_balance b JOIN account a ON a.id = b.account_id "
    "WHERE b.month = ? AND b.is_closing = 0 GROUP BY a.statement_group"
)
OWED_AT_END = (
    "SELECT coalesce(sum(b.credit - b.debit), 0) FROM month_balance b JOIN account a ON a.id = b.account_id "
    "WHERE b.month <= ? AND a.statement_group = 'debts'"
)
