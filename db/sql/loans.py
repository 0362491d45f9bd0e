"""SQL of loans: contracts, due days, what was posted, against the ledger."""

BY_UID = "SELECT id, code FROM loan WHERE uid = ?"
_CONTRACT = (
    "l.id, l.uid, l.code, l.side, p.id, p.uid, p.name, l.name, l.principal, l.rate_ppm, l.rate_per, l.method, "
    "l.instalments, l.every, l.every_unit, l.agreed_on, l.first_due, l.contract, l.guarantors, l.security, "
    "l.note, l.active"
)
CONTRACTS = f"SELECT {_CONTRACT} FROM loan l JOIN party p ON p.id = l.party_id ORDER BY l.active DESC, l.agreed_on, l.code"
CONTRACT = f"SELECT {_CONTRACT} FROM loan l JOIN party p ON p.id = l.party_id WHERE l.uid = ?"
CONTRACT_BY_CODE = f"SELECT {_CONTRACT} FROM loan l JOIN party p ON p.id = l.party_id WHERE l.code = ?"
DUES = "SELECT loan_id, due_on, principal, interest FROM loan_due WHERE coalesce(loan_id = ?, 1) ORDER BY loan_id, position"
DELETE_DUES = "DELETE FROM loan_due WHERE loan_id = ?"
INSERT_DUE = "INSERT INTO loan_due (loan_id, position, due_on, principal, interest) VALUES (?, ?, ?, ?, ?)"
IS_STARTED = "SELECT 1 FROM loan_entry WHERE loan_id = ? LIMIT 1"
# What stands at the end of a day of the books: neither undone by then nor an undoing.
STEPS = (
    "SELECT e.loan_id, d.on_date, e.purpose, e.up_to, e.principal, e.accrued, e.interest, e.fee "
    "FROM loan_entry e JOIN document d ON d.id = e.document_id "
    "WHERE coalesce(e.loan_id = ?, 1) AND d.ledger_date <= ? AND d.reverses_id IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id AND r.ledger_date <= ?) "
    "ORDER BY e.loan_id, d.on_date, e.document_id, e.line_no"
)
HISTORY = (
    "SELECT e.loan_id, d.uid, d.number, d.kind, d.on_date, d.ledger_date, e.purpose, e.up_to, e.principal, e.accrued, "
    "e.interest, e.fee, coalesce(d.slip_number, ''), coalesce(d.note, ''), "
    "coalesce((SELECT r.number FROM document r WHERE r.reverses_id = d.id), '') "
    "FROM loan_entry e JOIN document d ON d.id = e.document_id "
    "WHERE coalesce(e.loan_id = ?, 1) AND d.ledger_date <= ? ORDER BY d.on_date, e.document_id, e.line_no"
)
OF_DOCUMENT = (
    "SELECT l.uid, d.number, d.on_date, d.ledger_date, e.purpose, e.up_to, e.principal, e.accrued, e.interest, e.fee, "
    "coalesce(d.slip_number, ''), coalesce(d.note, ''), "
    "coalesce((SELECT r.number FROM document r WHERE r.reverses_id = d.id), '') "
    "FROM document d JOIN loan_entry e ON e.document_id = d.id JOIN loan l ON l.id = e.loan_id "
    "WHERE d.number = ? AND d.kind = 'loan' ORDER BY e.line_no"
)
# Interest owed and loans by person: what the register keeps and what the ledger says, satang, both growing.
DISAGREEMENTS = (
    "SELECT what, p.uid, p.name, sum(kept), sum(ledger) FROM ("
    "SELECT CASE l.side WHEN 'taken' THEN 'loans' ELSE 'member_loans' END AS what, l.party_id, e.principal AS kept, "
    "0 AS ledger FROM loan_entry e JOIN loan l ON l.id = e.loan_id JOIN document d ON d.id = e.document_id "
    "WHERE d.ledger_date <= ?1 "
    "UNION ALL SELECT CASE l.side WHEN 'taken' THEN 'interest_payable' ELSE 'interest_receivable' END, l.party_id, "
    "e.accrued, 0 FROM loan_entry e JOIN loan l ON l.id = e.loan_id JOIN document d ON d.id = e.document_id "
    "WHERE d.ledger_date <= ?1 "
    "UNION ALL SELECT a.role, j.party_id, 0, CASE WHEN a.role IN ('loans', 'interest_payable') THEN -j.amount "
    "ELSE j.amount END FROM journal_line j JOIN account a ON a.id = j.account_id "
    "WHERE a.role IN ('loans', 'member_loans', 'interest_payable', 'interest_receivable') AND j.ledger_date <= ?1"
    ") LEFT JOIN party p ON p.id = party_id GROUP BY what, party_id HAVING sum(kept) <> sum(ledger) "
    "ORDER BY what, p.name"
)
# Documents whose rows in the register of loans are not their lines on the accounts (opening rows excepted).
REGISTER_DIFFERS = (
    "SELECT d.number FROM (SELECT e.document_id AS id, "
    "sum(CASE l.side WHEN 'taken' THEN -e.principal ELSE 0 END) AS taken, "
    "sum(CASE l.side WHEN 'given' THEN e.principal ELSE 0 END) AS given, "
    "sum(CASE l.side WHEN 'taken' THEN -e.accrued ELSE 0 END) AS payable, "
    "sum(CASE l.side WHEN 'given' THEN e.accrued ELSE 0 END) AS receivable "
    "FROM loan_entry e JOIN loan l ON l.id = e.loan_id WHERE e.purpose <> 'opening' GROUP BY e.document_id) r "
    "JOIN document d ON d.id = r.id LEFT JOIN (SELECT j.document_id AS id, "
    "sum(CASE a.role WHEN 'loans' THEN j.amount ELSE 0 END) AS taken, "
    "sum(CASE a.role WHEN 'member_loans' THEN j.amount ELSE 0 END) AS given, "
    "sum(CASE a.role WHEN 'interest_payable' THEN j.amount ELSE 0 END) AS payable, "
    "sum(CASE a.role WHEN 'interest_receivable' THEN j.amount ELSE 0 END) AS receivable "
    "FROM journal_line j JOIN account a ON a.id = j.account_id GROUP BY j.document_id) b ON b.id = r.id "
    "WHERE r.taken <> coalesce(b.taken, 0) OR r.given <> coalesce(b.given, 0) "
    "OR r.payable <> coalesce(b.payable, 0) OR r.receivable <> coalesce(b.receivable, 0) ORDER BY d.id"
)
BELOW_ZERO = (
    "SELECT l.code, p.name FROM loan l JOIN party p ON p.id = l.party_id JOIN loan_entry e ON e.loan_id = l.id "
    "GROUP BY l.id HAVING sum(e.principal) < 0 OR sum(e.accrued) < 0 ORDER BY l.code"
)
# A later standing document of the same loan, by a document's id: it is undone first.
GOES_ON = (
    "SELECT d.number FROM loan_entry own JOIN loan_entry e ON e.loan_id = own.loan_id "
    "JOIN document d ON d.id = e.document_id WHERE own.document_id = ? AND d.id > own.document_id "
    "AND d.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) "
    "ORDER BY d.id LIMIT 1"
)
# Whether a person has a running loan of a side, for slips that belong to it.
RUNNING_OF = (
    "SELECT l.code FROM loan l JOIN loan_entry e ON e.loan_id = l.id WHERE l.party_id = ? AND l.side = ? "
    "GROUP BY l.id HAVING sum(e.principal) > 0 LIMIT 1"
)
