"""SQL of a household's diary: categories, family, what comes again, the purse, circles, places of money, days."""

_STANDS = "d.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)"

# ---------------------------------------------------------------- categories

CATEGORIES = (
    "SELECT c.id, c.uid, c.direction, c.heading, c.name, c.name_en, c.icon, c.words, a.code, c.position, c.active "
    "FROM entry_category c JOIN account a ON a.id = c.account_id WHERE c.heading <> '' "
    "ORDER BY c.position, c.id"
)
CATEGORY = (
    "SELECT c.id, c.account_id, c.name, c.direction, c.heading, c.active FROM entry_category c "
    "WHERE c.uid = ? AND c.heading <> ''"
)
CATEGORY_NAME_TAKEN = "SELECT id FROM entry_category WHERE direction = ? AND name = ?"
LAST_POSITION = "SELECT coalesce(max(position), 0) FROM entry_category"
CODES_LIKE = (
    "SELECT code FROM account WHERE code LIKE ? || '-%' ORDER BY length(code) DESC, code DESC LIMIT 1"
)
ACCOUNT = "SELECT id, code, type, coalesce(role, ''), name, statement_group, is_money, active FROM account WHERE code = ?"

# ---------------------------------------------------------------- family

FAMILY = "SELECT id, uid, name, active FROM party WHERE is_family = 1 ORDER BY id"
FAMILY_ID = "SELECT id, name FROM party WHERE uid = ? AND is_family = 1"
PARTY_ID = "SELECT id, is_family FROM party WHERE uid = ?"

# ---------------------------------------------------------------- what comes again

RECURRING = (
    "SELECT r.id, r.uid, c.uid, c.name, c.name_en, c.icon, c.direction, r.name, r.amount, a.code, p.uid, "
    "coalesce(p.name, ''), r.every, r.every_unit, r.first_on, r.next_on, r.ends_on, r.active "
    "FROM recurring_entry r JOIN entry_category c ON c.id = r.entry_category_id "
    "JOIN account a ON a.id = r.account_id LEFT JOIN party p ON p.id = r.party_id ORDER BY r.next_on, r.id"
)
RECURRING_ID = (
    "SELECT r.id, r.every, r.every_unit, r.first_on, r.next_on, r.ends_on, r.active, c.uid, a.code, p.uid, "
    "r.amount, r.name FROM recurring_entry r JOIN entry_category c ON c.id = r.entry_category_id "
    "JOIN account a ON a.id = r.account_id LEFT JOIN party p ON p.id = r.party_id WHERE r.uid = ?"
)

# ---------------------------------------------------------------- the purse

LAST_RECKONING = (
    "SELECT d.id, d.uid, k.last_day FROM reckoning k JOIN document d ON d.id = k.document_id "
    f"WHERE k.account_id = ? AND {_STANDS} ORDER BY k.last_day DESC, d.id DESC LIMIT 1"
)
RECKONING = (
    "SELECT d.id, k.unexplained, k.first_day, k.last_day, k.account_id FROM reckoning k "
    f"JOIN document d ON d.id = k.document_id WHERE d.uid = ? AND {_STANDS}"
)
# The counting that looked at a place of money over a day.
RECKONING_OVER = (
    "SELECT d.id, k.unexplained, d.kind FROM reckoning k JOIN document d ON d.id = k.document_id "
    f"WHERE k.account_id = ? AND ? BETWEEN k.first_day AND k.last_day AND {_STANDS} "
    "ORDER BY d.id DESC LIMIT 1"
)
# Purses that were counted after a document over its day, and what it had moved there.
COUNTED_AFTER = (
    "SELECT l.account_id, sum(l.amount), c.id, c.kind, o.on_date FROM document o "
    "JOIN journal_line l ON l.document_id = o.id JOIN account a ON a.id = l.account_id AND a.is_money = 1 "
    "JOIN reckoning k ON k.account_id = l.account_id AND o.on_date BETWEEN k.first_day AND k.last_day "
    "JOIN document c ON c.id = k.document_id AND c.id > o.id AND c.reverses_id IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = c.id) "
    "WHERE o.id = ? GROUP BY l.account_id, c.id HAVING sum(l.amount) <> 0"
)
# What an entry took out of a place, above zero.
TAKEN_OUT = "SELECT coalesce(-sum(amount), 0) FROM journal_line WHERE document_id = ? AND account_id = ?"
REMEMBERED = (
    "SELECT coalesce(sum(l.amount), 0) FROM document_link l JOIN document d ON d.id = l.document_id "
    f"WHERE l.target_id = ? AND l.role = 'remembered' AND {_STANDS}"
)
REMEMBERED_BY = (
    "SELECT d.number FROM document_link l JOIN document d ON d.id = l.document_id "
    f"WHERE l.target_id = ? AND l.role = 'remembered' AND {_STANDS} ORDER BY d.id LIMIT 1"
)
RECKONINGS = (
    "SELECT d.uid, d.number, a.code, k.first_day, k.last_day, k.counted_before, k.came_in, k.counted, k.explained, "
    "k.unexplained, (SELECT coalesce(sum(l.amount), 0) FROM document_link l JOIN document x ON x.id = l.document_id "
    "WHERE l.target_id = d.id AND l.role = 'remembered' AND x.reverses_id IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = x.id)) "
    "FROM reckoning k JOIN document d ON d.id = k.document_id JOIN account a ON a.id = k.account_id "
    f"WHERE {_STANDS} ORDER BY k.last_day DESC, d.id DESC LIMIT ?"
)
FIRST_LINE_DAY = "SELECT min(ledger_date) FROM journal_line WHERE account_id = ?"
BALANCE_BEFORE = "SELECT coalesce(sum(amount), 0) FROM journal_line WHERE account_id = ? AND ledger_date < ?"
MOVED_BETWEEN = (
    "SELECT coalesce(sum(amount), 0) FROM journal_line WHERE account_id = ? AND ledger_date BETWEEN ? AND ?"
)
STANDING_BETWEEN = (
    "SELECT coalesce(sum(max(l.amount, 0)), 0), coalesce(sum(max(-l.amount, 0)), 0) FROM journal_line l "
    "JOIN document d ON d.id = l.document_id WHERE l.account_id = ? AND l.ledger_date BETWEEN ? AND ? "
    f"AND {_STANDS}"
)
WAS_OPENED = (
    "SELECT 1 FROM journal_line l JOIN document d ON d.id = l.document_id "
    f"WHERE l.account_id = ? AND d.kind = 'opening' AND {_STANDS} LIMIT 1"
)

# ---------------------------------------------------------------- circles of savers

CIRCLES = (
    "SELECT s.id, s.uid, s.name, a.code, s.hands, s.amount, s.every, s.every_unit, s.first_on, s.rounds, s.drawn_on, "
    "s.closed_on, s.note, s.active, coalesce(l.paid, 0), coalesce(l.drawn, 0) FROM share_circle s "
    "JOIN account a ON a.id = s.account_id LEFT JOIN (SELECT l.account_id, sum(max(l.amount, 0)) AS paid, "
    "sum(max(-l.amount, 0)) AS drawn FROM journal_line l JOIN document d ON d.id = l.document_id "
    f"WHERE l.ledger_date <= ? AND {_STANDS} AND d.kind IN ('transfer', 'opening') GROUP BY l.account_id) l "
    "ON l.account_id = s.account_id ORDER BY s.closed_on IS NOT NULL, s.first_on, s.id"
)
CIRCLE = "SELECT id, name, account_id, drawn_on, closed_on FROM share_circle WHERE uid = ?"
CIRCLES_OF_DOCUMENT = (
    "SELECT DISTINCT s.id, s.account_id FROM journal_line l JOIN share_circle s ON s.account_id = l.account_id "
    "WHERE l.document_id = ?"
)
FIRST_DRAWN = (
    "SELECT min(d.on_date) FROM journal_line l JOIN document d ON d.id = l.document_id "
    f"WHERE l.account_id = ? AND l.amount < 0 AND d.kind = 'transfer' AND {_STANDS}"
)
ACCOUNT_BALANCE = "SELECT coalesce(sum(debit - credit), 0) FROM month_balance WHERE account_id = ?"

# ---------------------------------------------------------------- places of money

PLACES = (
    "SELECT a.id, a.code, a.name, a.name_en, a.is_money, a.statement_group, coalesce(p.role, ''), a.bank_name, "
    "a.bank_number, a.active, a.role IS NULL, coalesce(k.balance, 0) + coalesce(l.balance, 0), "
    "EXISTS (SELECT 1 FROM share_circle s WHERE s.account_id = a.id) FROM account a "
    "JOIN account p ON p.code = substr(a.code, 1, 4) "
    "LEFT JOIN (SELECT account_id, sum(debit - credit) AS balance FROM month_balance WHERE month < ? "
    "GROUP BY account_id) k ON k.account_id = a.id "
    "LEFT JOIN (SELECT account_id, sum(amount) AS balance FROM journal_line WHERE ledger_date BETWEEN ? AND ? "
    "GROUP BY account_id) l ON l.account_id = a.id "
    "WHERE a.statement_group IN ('money', 'savings', 'lent', 'property') ORDER BY a.code"
)

# ---------------------------------------------------------------- what was entered

_PERSON = "LEFT JOIN party p ON p.id = l.party_id AND p.is_family = 1"
_CATEGORY = (
    "LEFT JOIN entry_category c ON c.id = (SELECT x.id FROM entry_category x WHERE x.account_id = a.id "
    "AND x.heading <> '' ORDER BY x.active DESC, x.position LIMIT 1)"
)
_COUNTED_IN = (
    "FROM document_link h JOIN reckoning g ON g.document_id = h.target_id JOIN account m ON m.id = g.account_id "
    "WHERE h.document_id = d.id AND h.role = 'remembered' LIMIT 1"
)
_LINE = (
    "SELECT d.id, d.uid, d.number, d.kind, d.on_date, -l.amount, a.type, a.code, a.name, a.name_en, a.statement_group, "
    "c.uid, coalesce(c.name, ''), coalesce(c.name_en, ''), coalesce(c.icon, ''), p.uid, coalesce(p.name, ''), "
    "coalesce((SELECT m.code FROM journal_line n JOIN account m ON m.id = n.account_id "
    "WHERE n.document_id = d.id AND m.is_money = 1 ORDER BY n.line_no LIMIT 1), "
    f"(SELECT m.code {_COUNTED_IN}), ''), "
    "coalesce((SELECT m.name FROM journal_line n JOIN account m ON m.id = n.account_id "
    "WHERE n.document_id = d.id AND m.is_money = 1 ORDER BY n.line_no LIMIT 1), "
    f"(SELECT m.name {_COUNTED_IN}), ''), "
    "coalesce(d.note, ''), EXISTS (SELECT 1 FROM slip_picture s WHERE s.document_id = d.id AND s.active = 1), "
    "d.kind IN ('expense', 'income') AND c.uid IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reckoning k WHERE k.document_id = d.id) "
    # What a round shares is changed where the round stands, or its part would get lost.
    "AND NOT EXISTS (SELECT 1 FROM round_cost k WHERE k.document_id = d.id) "
    "AND NOT EXISTS (SELECT 1 FROM round_output k WHERE k.document_id = d.id), "
    "q.uid, d.posted_at FROM document d JOIN journal_line l ON l.document_id = d.id "
    f"JOIN account a ON a.id = l.account_id {_CATEGORY} {_PERSON} LEFT JOIN party q ON q.id = d.party_id "
    # What is used in kind says the same a second time; an in-kind line is shown by where it came from.
    f"WHERE a.type IN ('income', 'expense') AND a.statement_group <> 'in_kind_use' AND l.is_closing = 0 AND {_STANDS} "
)
LINES_BETWEEN = (
    _LINE
    + "AND d.ledger_date BETWEEN ? AND ? ORDER BY d.on_date DESC, d.posted_at DESC, d.id DESC, l.line_no"
)
LAST_LINES = (
    _LINE + "AND d.id IN (SELECT id FROM document WHERE kind IN ('expense', 'income') ORDER BY id DESC "
    "LIMIT ?) ORDER BY d.posted_at DESC, d.id DESC, l.line_no"
)
LINES_OF = _LINE + "AND d.uid = ? ORDER BY l.line_no"
FIRST_ENTRY_DAY = (
    "SELECT d.ledger_date FROM document d WHERE d.kind IN ('expense', 'income', 'round') "
    f"AND {_STANDS} ORDER BY d.ledger_date LIMIT 1"
)
DAYS_BETWEEN = (
    "SELECT d.on_date, count(DISTINCT d.id), "
    "sum(CASE WHEN a.type = 'income' AND a.statement_group NOT IN ('in_kind_income', 'trade_in_kind') "
    "THEN -l.amount ELSE 0 END), "
    "sum(CASE WHEN a.type = 'expense' AND a.statement_group <> 'in_kind_use' THEN l.amount ELSE 0 END) "
    "FROM document d JOIN journal_line l ON l.document_id = d.id JOIN account a ON a.id = l.account_id "
    f"WHERE a.type IN ('income', 'expense') AND d.ledger_date BETWEEN ? AND ? AND {_STANDS} "
    "GROUP BY d.on_date ORDER BY d.on_date"
)
# Days that a counting of the purse covers are written down, whatever was remembered of them.
RECKONED_DAYS = (
    "SELECT k.first_day, k.last_day FROM reckoning k JOIN document d ON d.id = k.document_id "
    f"WHERE k.last_day >= ? AND {_STANDS}"
)
SUMS_BY_MONTH = (
    "SELECT a.code, a.type, a.statement_group, a.name, a.name_en, c.uid, coalesce(c.name, ''), coalesce(c.name_en, ''), "
    "coalesce(c.icon, ''), coalesce(c.heading, ''), sum(b.credit - b.debit) FROM month_balance b "
    f"JOIN account a ON a.id = b.account_id {_CATEGORY} "
    "WHERE b.month BETWEEN ? AND ? AND b.is_closing = 0 AND a.type IN ('income', 'expense') "
    "GROUP BY a.id HAVING sum(b.credit - b.debit) <> 0 ORDER BY a.code"
)
SUMS_BY_DAY = (
    "SELECT a.code, a.type, a.statement_group, a.name, a.name_en, c.uid, coalesce(c.name, ''), coalesce(c.name_en, ''), "
    "coalesce(c.icon, ''), coalesce(c.heading, ''), -sum(l.amount) FROM journal_line l "
    f"JOIN account a ON a.id = l.account_id {_CATEGORY} "
    "WHERE l.ledger_date BETWEEN ? AND ? AND l.is_closing = 0 AND a.type IN ('income', 'expense') "
    "GROUP BY a.id HAVING sum(l.amount) <> 0 ORDER BY a.code"
)
SUMS_BY_PERSON = (
    "SELECT p.uid, coalesce(p.name, ''), sum(l.amount) FROM journal_line l JOIN account a ON a.id = l.account_id "
    f"{_PERSON} WHERE l.ledger_date BETWEEN ? AND ? AND l.is_closing = 0 AND a.type = 'expense' "
    "AND a.statement_group NOT IN (SELECT value FROM json_each(?)) GROUP BY p.uid "
    "HAVING sum(l.amount) <> 0 ORDER BY sum(l.amount) DESC"
)
CODE_OF_ROLE = "SELECT code FROM account WHERE role = ?"
CIRCLE_ON = "SELECT 1 FROM share_circle WHERE account_id = ?"
# What moved in a place, the last first; what can be taken back is told by the kind of its document.
PLACE_LINES = (
    "SELECT d.uid, d.number, d.kind, d.on_date, sum(l.amount), coalesce(d.note, ''), "
    "coalesce((SELECT group_concat(coalesce(n.note, m.name), ' · ') FROM journal_line n "
    "JOIN account m ON m.id = n.account_id WHERE n.document_id = d.id AND n.account_id <> a.id), '') "
    "FROM journal_line l JOIN account a ON a.id = l.account_id JOIN document d ON d.id = l.document_id "
    f"WHERE a.code = ? AND {_STANDS} GROUP BY d.id ORDER BY d.ledger_date DESC, d.id DESC LIMIT ?"
)
LOAN_LINES = (
    "SELECT d.uid, d.number, d.kind, d.on_date, sum(e.principal), coalesce(d.note, ''), '' FROM loan_entry e "
    "JOIN loan o ON o.id = e.loan_id JOIN document d ON d.id = e.document_id "
    f"WHERE o.uid = ? AND {_STANDS} GROUP BY d.id ORDER BY d.ledger_date DESC, d.id DESC LIMIT ?"
)
