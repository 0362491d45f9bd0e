"""Statements for reconciling a bank account."""

SAME_FILE = "SELECT name FROM bank_statement WHERE account_id = ? AND sha256 = ? AND active = 1"
OVERLAP = (
    "SELECT count(*) FROM bank_line l JOIN bank_statement s ON s.id = l.statement_id "
    "WHERE s.account_id = ? AND s.active = 1 AND l.on_date = ? AND l.amount = ? AND l.description = ? "
    "AND l.reference = ? AND l.balance IS ?"
)
INSERT_LINE = (
    "INSERT INTO bank_line (statement_id, line_no, on_date, amount, description, reference, balance) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
STATEMENT = "SELECT id, account_id, first_day FROM bank_statement WHERE uid = ? AND active = 1"
DELETE_MATCHES = (
    "DELETE FROM bank_match WHERE bank_line_id IN (SELECT id FROM bank_line WHERE statement_id = ?)"
)
RECONCILED = "SELECT coalesce(max(on_date), '') FROM bank_reconciliation WHERE account_id = ?"
FIRST_DAY = "SELECT coalesce(min(first_day), '') FROM bank_statement WHERE account_id = ? AND active = 1"
OPEN_BANK = (
    "SELECT l.id, l.on_date, l.amount, trim(l.description || ' ' || l.reference) FROM bank_line l "
    "JOIN bank_statement s ON s.id = l.statement_id WHERE s.account_id = ? AND s.active = 1 AND l.on_date <= ? "
    "AND NOT EXISTS (SELECT 1 FROM bank_match m WHERE m.bank_line_id = l.id) ORDER BY l.on_date, l.id"
)
OPEN_BOOKS = (
    "SELECT j.document_id, j.line_no, d.ledger_date, j.amount, "
    "trim(d.number || ' ' || coalesce(p.name, '') || ' ' || coalesce(d.note, '')) "
    "FROM journal_line j JOIN document d ON d.id = j.document_id LEFT JOIN party p ON p.id = d.party_id "
    "WHERE j.account_id = ? AND d.ledger_date BETWEEN ? AND ? "
    "AND NOT EXISTS (SELECT 1 FROM bank_match m JOIN bank_line l ON l.id = m.bank_line_id "
    "WHERE m.document_id = j.document_id AND m.line_no = j.line_no AND l.on_date <= ?) "
    "ORDER BY d.ledger_date, d.id, j.line_no"
)
INSERT_MATCH = "INSERT INTO bank_match (bank_line_id, document_id, line_no, amount, at, user_id) VALUES (?, ?, ?, ?, ?, ?)"
MATCHES_OF_LINE = "SELECT count(*) FROM bank_match WHERE bank_line_id = ?"
DELETE_MATCH = (
    "DELETE FROM bank_match WHERE (document_id, line_no) IN "
    "(SELECT document_id, line_no FROM bank_match WHERE bank_line_id = ?)"
)
TICKED = (
    "SELECT l.id, l.on_date, l.amount, trim(l.description || ' ' || l.reference), "
    "group_concat(DISTINCT d.number) FROM bank_line l JOIN bank_statement s ON s.id = l.statement_id "
    "JOIN bank_match m ON m.bank_line_id = l.id JOIN document d ON d.id = m.document_id "
    "WHERE s.account_id = ? AND s.active = 1 AND l.on_date > ? GROUP BY l.id ORDER BY l.on_date DESC, l.id DESC"
)
LINE_PLACE = (
    "SELECT s.account_id, l.on_date, s.uid FROM bank_line l JOIN bank_statement s ON s.id = l.statement_id "
    "WHERE l.id = ? AND s.active = 1"
)
INSERT_RECONCILIATION = (
    "INSERT INTO bank_reconciliation (account_id, on_date, bank_balance, book_balance, at, user_id) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
OPEN_COUNTS = (
    "SELECT s.account_id, count(*) FROM bank_line l JOIN bank_statement s ON s.id = l.statement_id "
    "WHERE s.active = 1 AND l.on_date <= ? "
    "AND NOT EXISTS (SELECT 1 FROM bank_match m WHERE m.bank_line_id = l.id) GROUP BY s.account_id"
)
STATEMENTS = (
    "SELECT s.uid, s.name, s.first_day, s.last_day, s.closing, count(*), "
    "sum(EXISTS (SELECT 1 FROM bank_match m WHERE m.bank_line_id = l.id)) FROM bank_statement s "
    "JOIN bank_line l ON l.statement_id = s.id WHERE s.account_id = ? AND s.active = 1 "
    "GROUP BY s.id ORDER BY s.last_day DESC, s.id DESC"
)
