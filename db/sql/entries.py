"""SQL of the page that enters slips: recent entries, one as it was typed, alike ones, pictures, money left."""

# What stands opposite what a slip is for: money itself, and how the rest of it was paid.
_SETTLED = (
    "(a.is_money = 1 OR coalesce(a.role, '') IN "
    "('payable', 'receivable', 'member_payable', 'advance', 'input_vat', 'output_vat'))"
)
_STANDS = "NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)"

RECENT = (
    "SELECT d.id, d.uid, d.number, d.kind, d.on_date, d.total, coalesce(p.name, ''), coalesce(d.note, ''), "
    "coalesce(d.slip_number, ''), coalesce((SELECT group_concat(coalesce(l.note, a.name), ' · ') "
    "FROM journal_line l JOIN account a ON a.id = l.account_id "
    f"WHERE l.document_id = d.id AND NOT {_SETTLED}), ''), "
    "EXISTS (SELECT 1 FROM slip_picture s WHERE s.document_id = d.id AND s.active = 1) "
    "FROM document d LEFT JOIN party p ON p.id = d.party_id "
    f"WHERE d.kind IN ('expense', 'income', 'transfer', 'advance') AND {_STANDS} "
    "ORDER BY d.posted_at DESC, d.id DESC LIMIT ?"
)
VAT = "SELECT sum(tax), max(claim) FROM tax_line WHERE document_id = ? HAVING sum(tax) > 0"
HEAD = (
    "SELECT d.id, d.uid, d.kind, d.on_date, d.total, p.uid, coalesce(d.note, ''), coalesce(d.slip_number, ''), "
    "d.slip_date, s.uid, j.uid FROM document d LEFT JOIN party p ON p.id = d.party_id "
    "LEFT JOIN section s ON s.id = d.section_id LEFT JOIN project j ON j.id = d.project_id "
    "WHERE d.number = ? AND d.kind IN ('expense', 'income', 'transfer', 'advance')"
)
LINES = (
    "SELECT a.code, l.amount, a.is_money, coalesce(a.role, ''), p.uid, coalesce(l.note, ''), s.uid, j.uid, "
    "(SELECT c.uid FROM entry_category c WHERE c.account_id = a.id AND c.direction = ? AND c.active = 1 "
    "ORDER BY c.name = coalesce(l.note, '') DESC, c.position, c.id LIMIT 1), "
    "EXISTS (SELECT 1 FROM entry_category c WHERE c.account_id = a.id AND c.name = coalesce(l.note, '')) "
    "FROM journal_line l JOIN account a ON a.id = l.account_id LEFT JOIN party p ON p.id = l.party_id "
    "LEFT JOIN section s ON s.id = l.section_id LEFT JOIN project j ON j.id = l.project_id "
    "WHERE l.document_id = ? ORDER BY l.line_no"
)
# Documents that could be this very slip: its number from the same person; or its day and amount, from the same
# person, or (where one of them names nobody) for the same account.
SIMILAR = (
    "SELECT d.number, d.on_date, d.total, coalesce(d.slip_number, ''), coalesce(p.name, '') FROM document d "
    "LEFT JOIN party p ON p.id = d.party_id LEFT JOIN party mine ON mine.uid = ? "
    "WHERE d.kind IN ('expense', 'income', 'purchase') AND d.ledger_date BETWEEN ? AND ? AND d.uid <> ? "
    f"AND {_STANDS} "
    "AND ((? <> '' AND d.slip_number = ? AND (mine.id IS NULL OR d.party_id IS NULL OR d.party_id = mine.id)) "
    "OR (d.total = ? AND coalesce(d.slip_date, d.on_date) = ? "
    "AND (? = '' OR coalesce(d.slip_number, '') IN ('', ?)) "
    "AND (d.party_id = mine.id OR ((mine.id IS NULL OR d.party_id IS NULL) AND EXISTS (SELECT 1 "
    "FROM journal_line l JOIN account a ON a.id = l.account_id WHERE l.document_id = d.id AND (a.code IN "
    "(SELECT value FROM json_each(?)) OR a.id IN (SELECT c.account_id FROM entry_category c "
    "WHERE hex(c.uid) IN (SELECT value FROM json_each(?))))))))) ORDER BY d.id DESC LIMIT 3"
)
PURPOSES = (
    "SELECT code, name, name_en FROM account WHERE active = 1 AND is_money = 0 AND statement_group <> 'absorbed' "
    "AND coalesce(role, '') NOT IN ('receivable', 'payable', 'member_payable', 'advance', 'undistributed', "
    "'retained', 'stock_material', 'stock_packaging', 'stock_product', 'wip', 'sales', 'service_income', "
    "'cost_of_sales', 'cost_variance') ORDER BY code"
)

# ---------------------------------------------------------------- pictures

WAITING = (
    "SELECT uid, sha256, name, added_at FROM slip_picture WHERE document_id IS NULL AND active = 1 "
    "ORDER BY id LIMIT ?"
)
WAITING_SAME = (
    "SELECT id, uid FROM slip_picture WHERE sha256 = ? AND document_id IS NULL AND active = 1 ORDER BY id"
)
OF_DOCUMENT = (
    "SELECT s.uid, s.sha256, s.name, s.added_at FROM slip_picture s JOIN document d ON d.id = s.document_id "
    "WHERE d.uid = ? AND s.active = 1 ORDER BY s.id"
)
PICTURE = "SELECT id, document_id FROM slip_picture WHERE uid = ? AND active = 1"
DOCUMENT_ID = "SELECT id FROM document WHERE uid = ?"

# ---------------------------------------------------------------- categories

CATEGORY_ID = "SELECT id FROM entry_category WHERE direction = ? AND name = ?"
LAST_POSITION = "SELECT coalesce(max(position), 0) FROM entry_category WHERE direction = ?"
HOLIDAY = "SELECT name FROM holiday WHERE day = ?"
