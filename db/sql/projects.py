"""SQL of projects: the register, what was spent, which budget line it belongs to, against the ledger."""

LIST = (
    "SELECT j.id, j.uid, j.code, j.name, f.uid, coalesce(f.name, ''), j.purpose, j.contract, j.first_day, j.last_day, "
    "j.agreed, j.is_returnable, j.closed_on, j.note, j.active, "
    "coalesce((SELECT sum(b.amount) FROM project_budget b WHERE b.project_id = j.id AND b.active = 1), 0) "
    "FROM project j LEFT JOIN party f ON f.id = j.funder_id WHERE coalesce(j.uid = ?, 1) ORDER BY j.active DESC, j.code"
)
BY_CODE = "SELECT uid FROM project WHERE code = ? OR lower(code) = lower(?) ORDER BY code <> ? LIMIT 1"
BY_UID = "SELECT id, name, funder_id, is_returnable, closed_on, code FROM project WHERE uid = ?"
BY_ID = "SELECT uid, name FROM project WHERE id = ?"
BUDGET = (
    "SELECT b.id, b.uid, b.name, b.amount, b.account_id, coalesce(a.code, ''), coalesce(a.name, ''), b.project_id "
    "FROM project_budget b LEFT JOIN account a ON a.id = b.account_id "
    "WHERE b.active = 1 AND coalesce(b.project_id = ?, 1) ORDER BY b.project_id, b.position, b.id"
)
RESULTS = (
    "SELECT uid, name, unit, target, reached, note FROM project_result WHERE project_id = ? AND active = 1 "
    "ORDER BY position, id"
)
BUDGET_ROW = "SELECT id, project_id FROM project_budget WHERE uid = ?"
RESULT_ROW = "SELECT id, project_id FROM project_result WHERE uid = ?"
BUDGET_USED = "SELECT 1 FROM project_slip WHERE budget_id = ? LIMIT 1"
BUDGET_IDS = "SELECT id, uid FROM project_budget WHERE project_id = ? AND active = 1"
RESULT_IDS = "SELECT id, uid FROM project_result WHERE project_id = ? AND active = 1"
# What counts as spent: expenses that cost money, goods bought, things bought that are used for years.
_EXPENSE = (
    "a.type = 'expense' AND coalesce(a.statement_group, '') NOT IN ('cost_of_sales', 'absorbed') "
    "AND coalesce(a.role, '') NOT IN ('depreciation', 'asset_loss', 'bad_debt', 'doubtful', 'income_tax')"
)
_GOODS = "a.role IN ('stock_material', 'stock_packaging', 'stock_product')"
_THING = "a.role IN ('equipment', 'land')"
_BOUGHT = (
    "EXISTS (SELECT 1 FROM asset_entry e JOIN asset t ON t.id = e.asset_id WHERE e.document_id = {document} "
    "AND e.cost <> 0 AND (e.purpose = 'improve' OR (e.purpose = 'acquire' AND t.source = 'bought')))"
)
_COUNTS = (
    f"({_EXPENSE} OR ({_GOODS} AND d.kind = 'purchase') "
    f"OR ({_THING} AND d.kind = 'asset' AND {_BOUGHT.format(document='d.id')}))"
)
_FROM = "FROM journal_line l JOIN document d ON d.id = l.document_id JOIN account a ON a.id = l.account_id "
# An undoing is no spending, and what was undone by then is none. The plus keeps SQLite with the index of lines that
# have a project: by their day it would read the whole journal.
SPENT = (
    "SELECT l.project_id, d.id, l.line_no, d.uid, d.number, d.on_date, d.ledger_date, coalesce(d.slip_number, ''), "
    "coalesce((SELECT n.name FROM document_name n WHERE n.document_id = d.id ORDER BY n.role LIMIT 1), "
    "(SELECT p.name FROM party p WHERE p.id = d.party_id), ''), "
    "coalesce(nullif(l.note, ''), nullif(d.note, ''), a.name), a.id, a.code, a.name, l.amount, "
    f"{_THING}, s.budget_id, (SELECT count(*) FROM slip_picture t WHERE t.document_id = d.id AND t.active = 1) "
    f"{_FROM} LEFT JOIN project_slip s ON s.document_id = d.id AND s.line_no = l.line_no "
    "WHERE l.project_id IS NOT NULL AND coalesce(l.project_id = ?1, 1) AND l.is_closing = 0 AND +l.ledger_date <= ?2 "
    "AND d.reverses_id IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id AND r.ledger_date <= ?2) "
    f"AND {_COUNTS} ORDER BY d.on_date, d.id, l.line_no"
)
SPENT_LINE = f"SELECT d.id, l.project_id {_FROM} WHERE d.uid = ? AND l.line_no = ? AND d.reverses_id IS NULL AND {_COUNTS}"
# The same question for lines that are only being written: which of these accounts count.
SPENDING_ACCOUNTS = f"SELECT a.id FROM account a WHERE ({_EXPENSE}) OR (?1 = 'purchase' AND {_GOODS}) OR (?1 = 'asset' AND {_THING})"
ACCOUNT = "SELECT id FROM account WHERE code = ? AND active = 1"
ACCOUNTS = (
    f"SELECT a.code, a.name, a.name_en FROM account a WHERE a.active = 1 AND ({_EXPENSE} OR {_GOODS} OR {_THING}) "
    "ORDER BY a.code"
)
SLIP_LINE = "SELECT budget_id FROM project_slip WHERE document_id = ? AND line_no = ?"
SET_SLIP = (
    "INSERT INTO project_slip (document_id, line_no, budget_id) VALUES (?, ?, ?) "
    "ON CONFLICT (document_id, line_no) DO UPDATE SET budget_id = excluded.budget_id"
)
DELETE_SLIP = "DELETE FROM project_slip WHERE document_id = ? AND line_no = ?"
BUDGET_NAME = "SELECT name FROM project_budget WHERE id = ?"
MONEY = (
    "SELECT e.project_id, e.purpose, sum(e.amount) FROM project_entry e JOIN document d ON d.id = e.document_id "
    "WHERE coalesce(e.project_id = ?1, 1) AND d.ledger_date <= ?2 GROUP BY 1, 2"
)
HISTORY = (
    "SELECT d.uid, d.number, d.kind, d.on_date, d.ledger_date, e.purpose, e.amount, coalesce(d.slip_number, ''), "
    "coalesce(d.note, ''), coalesce((SELECT r.number FROM document r WHERE r.reverses_id = d.id), '') "
    "FROM project_entry e JOIN document d ON d.id = e.document_id WHERE e.project_id = ?1 AND d.ledger_date <= ?2 "
    "ORDER BY d.ledger_date, d.id, e.line_no"
)
COVERED = (
    "SELECT k.target_id, sum(k.amount) FROM document_link k WHERE k.role = 'project_asset' "
    "AND EXISTS (SELECT 1 FROM project_entry e WHERE e.document_id = k.document_id AND e.project_id = ?) GROUP BY 1"
)
ASSET_OF = (
    "SELECT t.uid FROM asset_entry e JOIN asset t ON t.id = e.asset_id WHERE e.document_id = ? "
    "AND e.purpose IN ('acquire', 'improve') ORDER BY e.line_no LIMIT 1"
)
ACTIVITIES = (
    "SELECT m.id, m.uid, m.title, m.on_date, m.starts_at, m.ends_at, m.place, m.is_held, "
    "(SELECT count(*) FROM attendance t WHERE t.meeting_id = m.id AND t.state IN ('present', 'proxy')) "
    "FROM meeting m WHERE m.project_id = ? AND m.kind = 'activity' AND m.active = 1 AND m.on_date <= ? "
    "ORDER BY m.on_date, m.id"
)
PARTICIPANTS = (
    "SELECT coalesce(p.name, t.name), m.id FROM attendance t JOIN meeting m ON m.id = t.meeting_id "
    "LEFT JOIN party p ON p.id = t.party_id WHERE m.project_id = ? AND m.kind = 'activity' AND m.active = 1 "
    "AND m.on_date <= ? AND t.state IN ('present', 'proxy') ORDER BY coalesce(p.sort_key, t.name), t.id"
)
HOURS = (
    "SELECT p.name, sum(w.hours_milli) FROM work_log w JOIN party p ON p.id = w.party_id "
    "WHERE w.project_id = ? AND w.active = 1 AND w.on_date <= ? GROUP BY p.id ORDER BY p.sort_key, p.id"
)
PICTURES = (
    "SELECT d.number, coalesce(d.slip_number, ''), d.on_date, d.total, b.data FROM slip_picture t "
    "JOIN document d ON d.id = t.document_id JOIN blob b ON b.sha256 = t.sha256 "
    "WHERE t.active = 1 AND d.id = ? ORDER BY t.id"
)
DISAGREEMENTS = (
    "SELECT j.uid, j.name, sum(kept), sum(ledger) FROM ("
    "SELECT e.project_id, e.amount AS kept, 0 AS ledger FROM project_entry e JOIN document d ON d.id = e.document_id "
    "WHERE d.ledger_date <= ?1 UNION ALL "
    "SELECT l.project_id, 0, -l.amount FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE a.role = 'project_money' AND l.ledger_date <= ?1"
    ") LEFT JOIN project j ON j.id = project_id GROUP BY project_id HAVING sum(kept) <> sum(ledger) ORDER BY j.code"
)
REGISTER_DIFFERS = (
    "SELECT d.number FROM (SELECT document_id, project_id, sum(amount) AS kept FROM project_entry "
    "WHERE purpose <> 'opening' GROUP BY 1, 2) r JOIN document d ON d.id = r.document_id "
    "LEFT JOIN (SELECT l.document_id, l.project_id, -sum(l.amount) AS booked FROM journal_line l "
    "JOIN account a ON a.id = l.account_id WHERE a.role = 'project_money' GROUP BY 1, 2) b "
    "ON b.document_id = r.document_id AND b.project_id = r.project_id "
    "WHERE r.kept <> coalesce(b.booked, 0) GROUP BY d.id ORDER BY d.id"
)
BELOW_ZERO = (
    "SELECT j.code, j.name FROM project_entry e JOIN project j ON j.id = e.project_id "
    "GROUP BY j.id HAVING sum(e.amount) < 0 ORDER BY j.code"
)
WOULD_FALL_SHORT = (
    "SELECT j.name FROM (SELECT project_id, sum(amount) AS own FROM project_entry WHERE document_id = ? GROUP BY 1) o "
    "JOIN project j ON j.id = o.project_id "
    "WHERE (SELECT sum(amount) FROM project_entry s WHERE s.project_id = o.project_id) < o.own LIMIT 1"
)
IS_PROJECT_MONEY = "SELECT 1 FROM account WHERE id = ? AND role = 'project_money'"
