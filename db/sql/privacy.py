"""SQL of what is kept about a person, and of erasing it."""

from db.sql.members import BY_PERSON

PERSON = (
    "SELECT id, uid, code, name, phone, address, tax_id, branch, note, credit_limit, credit_days, "
    "is_member, is_customer, is_supplier, active "
    "FROM party WHERE uid = ?"
)
NAMED = 11
"""How often her id is asked for where a document names or concerns her."""
_NAMES_HER = (
    "(d.party_id = ? OR d.id IN (SELECT document_id FROM journal_line WHERE party_id = ? "
    "UNION SELECT document_id FROM cost_line WHERE party_id = ? "
    "UNION SELECT document_id FROM stock_move WHERE owner_id = ? "
    "UNION SELECT document_id FROM allocation WHERE party_id = ? "
    "UNION SELECT document_id FROM withholding WHERE party_id = ? "
    "UNION SELECT document_id FROM share_entry WHERE party_id = ? "
    "UNION SELECT document_id FROM savings_entry WHERE party_id = ? "
    "UNION SELECT document_id FROM distribution_share WHERE party_id = ? "
    "UNION SELECT e.document_id FROM loan_entry e JOIN loan n ON n.id = e.loan_id WHERE n.party_id = ? "
    "UNION SELECT e.document_id FROM asset_entry e JOIN asset a ON a.id = e.asset_id WHERE a.party_id = ?))"
)
PAPERS_SPAN = f"SELECT count(*), min(d.ledger_date), max(d.ledger_date) FROM document d WHERE {_NAMES_HER}"
PAPERS = (
    "SELECT d.ledger_date, d.number, d.kind, d.total, "
    "(SELECT n.name FROM document_name n WHERE n.document_id = d.id AND d.party_id = ? "
    "ORDER BY n.role LIMIT 1), "
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
    f"AND b.balance <> 0 AND a.role IN {BY_PERSON}"
)
IN_HER_KEEPING = (
    "SELECT (SELECT count(*) FROM account WHERE holder_id = ? AND active = 1) + (SELECT count(*) FROM asset a "
    "WHERE a.party_id = ? AND a.source = 'lent' AND NOT EXISTS (SELECT 1 FROM asset_entry e "
    "JOIN document d ON d.id = e.document_id WHERE e.asset_id = a.id AND e.purpose = 'dispose' "
    "AND d.kind <> 'reversal' AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)))"
)
"""Places of money that she keeps, and things of hers that the group still has."""
USERS = "SELECT name, role, active FROM app_user WHERE party_id = ? ORDER BY id"
RECIPE_NAMES = "SELECT count(*) FROM recipe_line WHERE party_id = ? AND person_name <> ''"
ERASE_RECIPE_NAMES = "UPDATE recipe_line SET person_name = '' WHERE party_id = ? AND person_name <> ''"
_LINKED = "FROM peer_book WHERE kind = 'household' AND party_id = ?1"
LINKS_SPAN = f"SELECT count(*), min(linked_on), max(linked_on) {_LINKED} AND (active = 1 OR recipient <> '' OR file <> '')"
LINKS = f"SELECT id, uid {_LINKED} AND (active = 1 OR recipient <> '' OR file <> '')"
FORGET_SECRETS = f"DELETE FROM peer_secret WHERE peer_id IN (SELECT id {_LINKED})"
LOG_SPAN = "SELECT count(*), min(at), max(at) FROM event_log WHERE entity_uid = ?"
DRAFTS = "SELECT uid, label, data FROM draft"
RENAME_DRAFT = "UPDATE draft SET label = ?, data = ? WHERE uid = ?"
TIDY_SEARCH = "INSERT INTO party_search(party_search) VALUES ('optimize')"
"""Until then the search index keeps the letters of a name that was taken out of it."""

HOLDS_SHARES_OR_SAVINGS = (
    "SELECT (SELECT coalesce(sum(shares), 0) FROM share_entry WHERE party_id = ?1) <> 0 "
    "OR (SELECT coalesce(sum(amount), 0) FROM savings_entry WHERE party_id = ?1) <> 0"
)
OFFICES_SPAN = (
    "SELECT count(*), min(from_day), max(coalesce(to_day, from_day)) FROM member_role WHERE party_id = ?"
)
WORK_SPAN = "SELECT count(*), min(on_date), max(on_date) FROM work_log WHERE party_id = ?"
CERTIFICATES_SPAN = (
    "SELECT count(*), min(issued_on), max(issued_on) FROM share_certificate WHERE party_id = ?"
)
ATTENDED_SPAN = (
    "SELECT count(*), min(m.on_date), max(m.on_date) FROM attendance a JOIN meeting m ON m.id = a.meeting_id "
    "WHERE a.party_id = ?"
)
# A picture that nothing shows any more, by its SHA-256 and that of its small version.
ERASE_PICTURE = (
    "DELETE FROM blob WHERE sha256 IN (?1, ?2) AND NOT EXISTS (SELECT 1 FROM product WHERE photo = ?1) "
    "AND NOT EXISTS (SELECT 1 FROM asset WHERE photo = ?1) AND NOT EXISTS (SELECT 1 FROM member WHERE photo = ?1) "
    "AND NOT EXISTS (SELECT 1 FROM slip_picture WHERE sha256 = ?1) "
    "AND NOT EXISTS (SELECT 1 FROM attachment WHERE sha256 = ?1) "
    "AND NOT EXISTS (SELECT 1 FROM product_photo WHERE sha256 = ?1)"
)

_OPEN_ORDER = "active = 1 AND state IN ('booked', 'making', 'ready')"
_ORDER_TEXTS = (
    "(recipient <> '' OR phone <> '' OR address <> '' OR tracking <> '' OR note <> '' OR reason <> '')"
)
OPEN_ORDERS = f"SELECT count(*) FROM pre_order WHERE (party_id = ? OR carrier_id = ?) AND {_OPEN_ORDER}"
ORDERS_SPAN = (
    "SELECT count(*), min(ordered_on), max(wanted_on) FROM pre_order WHERE party_id = ? OR carrier_id = ?"
)
OPEN_ORDER_TEXTS = f"SELECT count(*) FROM pre_order WHERE party_id = ? AND {_OPEN_ORDER} AND {_ORDER_TEXTS}"
CLOSED_ORDER_TEXTS = (
    f"SELECT count(*) FROM pre_order WHERE party_id = ? AND NOT ({_OPEN_ORDER}) AND {_ORDER_TEXTS}"
)
CLOSED_ORDERS = f"SELECT id, uid FROM pre_order WHERE party_id = ? AND NOT ({_OPEN_ORDER}) AND {_ORDER_TEXTS}"
ERASE_ORDER_NOTES = "UPDATE pre_order_line SET note = '' WHERE pre_order_id = ? AND note <> ''"
# Lines of live sales and chats that are hers, by the person or by the very name that was called.
_SAID = (
    "(party_id = ?1 OR (party_id IS NULL AND buyer = ?2)) AND (said <> '' OR buyer <> '' OR note <> '') "
    "AND {neither}EXISTS (SELECT 1 FROM pre_order o WHERE o.id = pre_order_id AND o.active = 1 "
    "AND o.state IN ('booked', 'making', 'ready'))"
)
SAID_IN_OPEN_ORDERS = f"SELECT count(*) FROM order_intake_line WHERE {_SAID.format(neither='')}"
SAID_ELSEWHERE = f"SELECT count(*) FROM order_intake_line WHERE {_SAID.format(neither='NOT ')}"
ERASE_SAID = (
    f"UPDATE order_intake_line SET said = '', buyer = '', note = '' WHERE {_SAID.format(neither='NOT ')}"
)
