"""SQL of a household's debts: what is known of them besides the contract."""

SAVE = (
    "INSERT INTO debt (loan_id, kind, is_formal, redeem_by, fees, rolls_over, position) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (loan_id) DO UPDATE SET kind = excluded.kind, is_formal = excluded.is_formal, "
    "redeem_by = excluded.redeem_by, fees = excluded.fees, rolls_over = excluded.rolls_over"
)
OF_LOAN = "SELECT kind, is_formal, redeem_by, fees, rolls_over FROM debt WHERE loan_id = ?"
ALL = "SELECT loan_id, kind, is_formal, redeem_by, fees, rolls_over FROM debt"
NEXT_POSITION = "SELECT coalesce(max(position), 0) + 1 FROM debt"
LENDER_BY_NAME = (
    "SELECT id, uid FROM party WHERE name = ? AND is_family = 0 AND active = 1 ORDER BY id LIMIT 1"
)
# What is owed at the end of each month: loans, interest that is owed, shops and others; satang, owed positive.
OWED_BY_MONTH = (
    "SELECT b.month, sum(b.credit - b.debit) FROM month_balance b JOIN account a ON a.id = b.account_id "
    "WHERE a.role IN ('loans', 'interest_payable', 'payable') GROUP BY b.month ORDER BY b.month"
)
OWED_TO = (
    "SELECT p.uid, p.name, -sum(b.balance) FROM party_balance b JOIN account a ON a.id = b.account_id "
    "JOIN party p ON p.id = b.party_id WHERE a.role = 'payable' GROUP BY p.id HAVING sum(b.balance) <> 0 "
    "ORDER BY p.sort_key"
)
SLATE = (
    "SELECT p.id, -sum(b.balance), p.name FROM party_balance b JOIN account a ON a.id = b.account_id "
    "JOIN party p ON p.id = b.party_id WHERE a.role = 'payable' AND p.uid = ? GROUP BY p.id"
)
IS_PROPERTY = "SELECT 1 FROM account WHERE id = ? AND statement_group = 'property'"
SLATE_LINES = (
    "SELECT d.uid, d.number, d.on_date, -sum(l.amount), coalesce(d.note, ''), "
    "EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id), d.reverses_id IS NOT NULL "
    "FROM journal_line l JOIN document d ON d.id = l.document_id JOIN account a ON a.id = l.account_id "
    "JOIN party p ON p.id = l.party_id WHERE a.role = 'payable' AND p.uid = ? "
    "GROUP BY d.id ORDER BY d.on_date DESC, d.id DESC"
)
LOANS_OF_DOCUMENT = (
    "SELECT DISTINCT l.uid FROM loan_entry e JOIN document d ON d.id = e.document_id "
    "JOIN loan l ON l.id = e.loan_id WHERE d.uid = ?"
)
