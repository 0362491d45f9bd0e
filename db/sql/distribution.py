"""SQL of the profit's distribution: what there is, by what people share, proposals, resolutions, funds."""

BALANCE_TO_DAY = (
    "SELECT coalesce(sum(l.amount), 0) FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE a.role = ? AND l.ledger_date <= ?"
)
# What was held before the book (or the register) began is of no day.
SHARE_MOVES = (
    "SELECT e.party_id, CASE e.purpose WHEN 'opening' THEN '0001-01-01' ELSE d.on_date END, e.paid FROM share_entry e "
    "JOIN document d ON d.id = e.document_id WHERE e.paid <> 0 ORDER BY d.on_date, d.id, e.line_no"
)
_MEMBER = "JOIN member m ON m.party_id = {party} AND coalesce(m.left_on, '9999') > ? "
PURCHASES = (
    "SELECT d.party_id, sum(s.total) FROM document d JOIN sale s ON s.document_id = d.id "
    + _MEMBER.format(party="d.party_id")
    + "WHERE d.ledger_date BETWEEN ? AND ? GROUP BY 1 HAVING sum(s.total) > 0 ORDER BY 1"
)
SUPPLIED = (
    "SELECT x.person, sum(x.amount) FROM ("
    "SELECT d.party_id AS person, l.amount AS amount FROM document d "
    "JOIN purchase_line l ON l.document_id = d.id WHERE d.ledger_date BETWEEN ? AND ? "
    "UNION ALL SELECT c.party_id, c.value FROM cost_line c JOIN document d ON d.id = c.document_id "
    "WHERE c.is_estimate = 0 AND c.kind IN ('material', 'packaging') AND c.settlement <> 'from_stock' "
    "AND d.ledger_date BETWEEN ? AND ?) x "
    + _MEMBER.format(party="x.person")
    + "GROUP BY x.person HAVING sum(x.amount) > 0 ORDER BY x.person"
)
CONSIGNED = (
    "SELECT v.owner_id, s.amount, -v.quantity, s.base_quantity FROM stock_move v "
    "JOIN sale_line s ON s.document_id = v.document_id AND s.line_no = v.for_line AND s.base_quantity <> 0 "
    + _MEMBER.format(party="v.owner_id")
    + "WHERE v.owner_id IS NOT NULL AND v.ledger_date BETWEEN ? AND ? ORDER BY 1"
)
COMMITTEE = (
    "SELECT DISTINCT r.party_id FROM member_role r WHERE r.active = 1 AND r.section_id IS NULL "
    "AND r.role IN ('chair', 'vice_chair', 'secretary', 'treasurer', 'committee') "
    "AND r.from_day <= ? AND coalesce(r.to_day, '9999') >= ? ORDER BY 1"
)
MEMBERS = "SELECT m.party_id FROM member m WHERE coalesce(m.left_on, '9999') > ? ORDER BY 1"

VARIANT = "SELECT id, first_day, last_day, name, note, active FROM distribution_variant WHERE uid = ?"
VARIANTS = (
    "SELECT id, uid, name, note FROM distribution_variant "
    "WHERE first_day = ? AND last_day = ? AND active = 1 ORDER BY position, id"
)
HEADS = (
    "SELECT h.kind, h.name, h.method, h.value, h.base, coalesce(a.code, '') FROM distribution_head h "
    "LEFT JOIN account a ON a.id = h.account_id WHERE h.variant_id = ? ORDER BY h.position"
)
DELETE_HEADS = "DELETE FROM distribution_head WHERE variant_id = ?"
INSERT_HEAD = (
    "INSERT INTO distribution_head (variant_id, position, kind, name, method, value, base, account_id) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
LAST_POSITION = (
    "SELECT coalesce(max(position), 0) FROM distribution_variant WHERE first_day = ? AND last_day = ?"
)

# Resolutions that were taken back are none.
_STANDS = "NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) AND d.reverses_id IS NULL"
RESOLVED = (
    "SELECT d.uid, d.number, d.on_date, x.first_day, x.last_day, x.resolution_no, x.resolution, x.profit, x.losses, "
    "x.undivided, d.total FROM distribution x JOIN document d ON d.id = x.document_id "
    f"WHERE {_STANDS} ORDER BY d.on_date DESC, d.id DESC"
)
PARTS = (
    "SELECT p.line_no, p.kind, p.name, p.method, p.value, p.base, a.code, a.name, a.name_en, p.amount "
    "FROM distribution_part p JOIN document d ON d.id = p.document_id JOIN account a ON a.id = p.account_id "
    "WHERE d.uid = ? ORDER BY p.line_no"
)
SHARES = (
    "SELECT s.part_no, q.uid, q.code, q.name, s.base, s.amount FROM distribution_share s "
    "JOIN document d ON d.id = s.document_id JOIN party q ON q.id = s.party_id "
    "WHERE d.uid = ? ORDER BY s.part_no, q.sort_key, s.line_no"
)
STILL_OWED = (
    "SELECT q.uid, coalesce(sum(-b.balance), 0) FROM party_balance b JOIN account a ON a.id = b.account_id "
    "JOIN party q ON q.id = b.party_id WHERE a.role = 'distribution_payable' GROUP BY q.id"
)
NAMES = "SELECT id, uid, code, name FROM party WHERE id IN (SELECT value FROM json_each(?)) ORDER BY sort_key, code"

FUNDS = (
    "SELECT a.id, a.code, a.name, a.name_en, coalesce(-sum(l.amount), 0), coalesce(a.role, '') FROM account a "
    "LEFT JOIN journal_line l ON l.account_id = a.id AND l.ledger_date <= ? "
    "WHERE a.is_fund = 1 AND a.active = 1 GROUP BY a.id ORDER BY a.code"
)
FUND = "SELECT id FROM account WHERE code = ? AND is_fund = 1 AND active = 1"
FUND_BALANCE = "SELECT coalesce(-sum(amount), 0) FROM journal_line WHERE account_id = ?"
FUND_LINES = (
    "SELECT l.ledger_date, d.uid, d.number, d.kind, coalesce(l.note, d.note, ''), coalesce(p.name, ''), -l.amount "
    "FROM journal_line l JOIN document d ON d.id = l.document_id JOIN account a ON a.id = l.account_id "
    "LEFT JOIN party p ON p.id = d.party_id WHERE a.code = ? AND l.ledger_date BETWEEN ? AND ? "
    "ORDER BY l.ledger_date, d.id, l.line_no"
)
FUND_BEFORE = (
    "SELECT coalesce(-sum(l.amount), 0) FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE a.code = ? AND l.ledger_date < ?"
)

# For ``check``: a resolution's rows are its lines in the ledger.
UNLIKE_LEDGER = (
    "SELECT d.number FROM distribution x JOIN document d ON d.id = x.document_id WHERE "
    "d.total <> (SELECT coalesce(sum(amount), 0) FROM distribution_part WHERE document_id = d.id) "
    "OR EXISTS (SELECT 1 FROM distribution_part p WHERE p.document_id = d.id "
    "AND p.kind IN ('dividend', 'patronage', 'committee', 'bonus') AND p.amount <> "
    "(SELECT coalesce(sum(s.amount), 0) FROM distribution_share s WHERE s.document_id = d.id AND s.part_no = p.line_no)) "
    "OR EXISTS (SELECT 1 FROM (SELECT party_id, sum(amount) AS amount FROM distribution_share "
    "WHERE document_id = d.id GROUP BY party_id) s WHERE s.amount <> (SELECT coalesce(-sum(l.amount), 0) "
    "FROM journal_line l JOIN account a ON a.id = l.account_id WHERE l.document_id = d.id "
    "AND a.role = 'distribution_payable' AND l.party_id = s.party_id))"
)
FUND_NAME = "SELECT name FROM account WHERE id = ?"
NAMES_OF = (
    "SELECT id, uid, code, name FROM party WHERE lower(hex(uid)) IN (SELECT value FROM json_each(?)) "
    "ORDER BY sort_key, code"
)
# What of a resolution was paid out already.
PAID_BY = (
    "SELECT d.number FROM allocation a JOIN document d ON d.id = a.document_id "
    "JOIN distribution x ON x.document_id = a.target_id WHERE a.target_id = ? AND d.reverses_id IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) ORDER BY d.id LIMIT 1"
)
