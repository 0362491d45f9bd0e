"""SQL of what is kept about a person, and of erasing it."""

PERSON = (
    "SELECT id, uid, code, name, phone, address, tax_id, note, is_member, is_customer, is_supplier, active "
    "FROM party WHERE uid = ?"
)
_NAMES_HER = (
    "(d.party_id = ? OR d.id IN (SELECT document_id FROM journal_line WHERE party_id = ? "
    "UNION SELECT document_id FROM cost_line WHERE party_id = ? "
    "UNION SELECT document_id FROM stock_move WHERE owner_id = ?))"
)
PAPERS_SPAN = f"SELECT count(*), min(d.ledger_date), max(d.ledger_date) FROM document d WHERE {_NAMES_HER}"
PAPERS = (
    "SELECT d.ledger_date, d.number, d.kind, d.total, "
    "(SELECT n.name FROM document_name n WHERE n.document_id = d.id AND d.party_id = ? LIMIT 1), "
    f"d.note FROM document d WHERE {_NAMES_HER} ORDER BY d.ledger_date, d.id"
)
_PAPER_NAMES = (
    "FROM document_name n JOIN document d ON d.id = n.document_id WHERE d.party_id = ? AND n.name IS NOT NULL"
)
PAPER_NAMES_BEFORE = (
    f"SELECT count(*), min(d.ledger_date), max(d.ledger_date) {_PAPER_NAMES} AND d.ledger_date < ?"
)
PAPER_NAMES_SINCE = (
    f"SELECT count(*), min(d.ledger_date), max(d.ledger_date) {_PAPER_NAMES} AND d.ledger_date >= ?"
)
ERASE_PAPER_NAMES = (
    "UPDATE document_name SET name = NULL, salt = NULL WHERE name IS NOT NULL AND document_id IN "
    "(SELECT id FROM document WHERE party_id = ? AND ledger_date < ?)"
)
OPEN_BALANCES = (
    "SELECT count(*) FROM party_balance b JOIN account a ON a.id = b.account_id WHERE b.party_id = ? "
    "AND b.balance <> 0 AND a.role IN "
    "('receivable', 'member_receivable', 'payable', 'wages_payable', 'member_payable')"
)
USERS = "SELECT name, role, active FROM app_user WHERE party_id = ? ORDER BY id"
RECIPE_NAMES = "SELECT count(*) FROM recipe_line WHERE party_id = ? AND person_name <> ''"
ERASE_RECIPE_NAMES = "UPDATE recipe_line SET person_name = '' WHERE party_id = ? AND person_name <> ''"
LOG_SPAN = "SELECT count(*), min(at), max(at) FROM event_log WHERE entity_uid = ?"
DRAFTS = "SELECT uid, label, data FROM draft"
RENAME_DRAFT = "UPDATE draft SET label = ?, data = ? WHERE uid = ?"
TIDY_SEARCH = "INSERT INTO party_search(party_search) VALUES ('optimize')"
"""Until then the search index keeps the letters of a name that was taken out of it."""
