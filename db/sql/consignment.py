"""SQL of consigned goods: agreements, slips, splits of sales, what is unsettled, goods at shops."""

_STANDS = "d.kind <> 'reversal' AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)"

# Agreements.
TERMS_KNOWN = "SELECT id FROM consignment_terms WHERE uid = ?"
TERMS_ON = (
    "SELECT method, value, spoilage_by, discount_by, id FROM consignment_terms WHERE active = 1 AND direction = ? "
    "AND party_id = ? AND (product_id = ? OR product_id IS NULL) AND from_day <= ? "
    "ORDER BY product_id IS NULL, from_day DESC, id DESC LIMIT 1"
)
LAST_SLIP = (
    "SELECT c.method, c.value, c.spoilage_by, c.discount_by, c.terms_id, c.price_e4 FROM consignment_line c "
    "JOIN document d ON d.id = c.document_id WHERE c.direction = ? AND c.party_id = ? AND c.product_id = ? "
    f"AND c.purpose IN ('taken_in', 'sent') AND {_STANDS} ORDER BY c.document_id DESC, c.line_no DESC LIMIT 1"
)
TERMS = (
    "SELECT t.uid, t.direction, p.uid, p.name, g.uid, coalesce(g.name, ''), coalesce(g.unit, ''), t.method, t.value, "
    "t.spoilage_by, t.discount_by, t.from_day, t.note, l.uid, coalesce(l.name, '') FROM consignment_terms t "
    "JOIN party p ON p.id = t.party_id LEFT JOIN product g ON g.id = t.product_id "
    "LEFT JOIN stock_location l ON l.id = t.location_id WHERE t.active = 1 {where} "
    "ORDER BY p.sort_key, p.id, g.sort_key, t.from_day DESC"
)
NAME_OF = "SELECT name FROM party WHERE id = ?"
PRODUCT_PRICE = "SELECT coalesce(price_e4, 0) FROM product WHERE id = ?"
PRODUCT_ID = "SELECT id FROM product WHERE uid = ?"
LOCATION_ID = "SELECT id FROM stock_location WHERE uid = ?"
SHOP = "SELECT id, name FROM stock_location WHERE id = ? AND kind = 'consigned_out'"
LAST_PLACE = (
    "SELECT m.location_id FROM consignment_line c JOIN stock_move m ON m.document_id = c.document_id "
    "JOIN stock_location l ON l.id = m.location_id AND l.kind = 'consigned_out' "
    "WHERE c.party_id = ? AND c.direction = 'out' ORDER BY c.document_id DESC LIMIT 1"
)
CHANNEL_OF = "SELECT code FROM channel WHERE party_id = ? AND active = 1 ORDER BY id LIMIT 1"
ON_ACCOUNT = "SELECT id FROM tender WHERE kind = 'account' ORDER BY code IN ('DEPOSIT', 'CREDIT'), id LIMIT 1"
SERVICE_UID = "SELECT uid FROM product WHERE code = ? AND kind = 'service'"
CODE_TAKEN = "SELECT 1 FROM product WHERE code = ?"

# What is there of an owner's product, by its name and hers.
HELD_OF = (
    "SELECT g.name, p.name, coalesce((SELECT sum(h.quantity) FROM stock_on_hand h "
    "WHERE h.owner_id = p.id AND h.product_id = g.id), 0) FROM party p, product g WHERE p.id = ? AND g.id = ?"
)

# Sales and returns.
SPLITS_OF = (
    "SELECT for_line, party_id, product_id, terms_id, method, value, discount_by, quantity, listed, paid, owner_amount "
    "FROM consignment_sale WHERE document_id = ? ORDER BY line_no"
)
# Parts of a sale that came back by returns that stand: line of the sale, owner, what came back (below zero).
SPLITS_BACK = (
    "SELECT l.returns_line, c.party_id, sum(c.quantity), sum(c.listed), sum(c.paid), sum(c.owner_amount) FROM sale s "
    "JOIN document d ON d.id = s.document_id JOIN consignment_sale c ON c.document_id = d.id "
    "JOIN sale_line l ON l.document_id = d.id AND l.line_no = c.for_line "
    f"WHERE s.returns_id = ? AND d.kind = 'sale_return' AND {_STANDS} GROUP BY 1, 2"
)
OWN_SOLD = (
    "SELECT -coalesce(sum(quantity), 0), -coalesce(sum(value), 0), -coalesce(sum(cash_value), 0), "
    "-coalesce(sum(full_value), 0) FROM stock_move WHERE document_id = ? AND for_line = ? AND owner_id IS NULL "
    "AND purpose = 'sale'"
)
OWN_BACK = (
    "SELECT coalesce(sum(m.quantity), 0), coalesce(sum(m.value), 0), coalesce(sum(m.cash_value), 0), "
    "coalesce(sum(m.full_value), 0) FROM sale s JOIN document d ON d.id = s.document_id "
    "JOIN sale_line l ON l.document_id = d.id JOIN stock_move m ON m.document_id = d.id AND m.for_line = l.line_no "
    "AND m.owner_id IS NULL AND m.purpose = 'return' "
    f"WHERE s.returns_id = ? AND l.returns_line = ? AND d.kind = 'sale_return' AND {_STANDS}"
)
COMMISSION_RATE = (
    "SELECT rate_bp FROM tax_line WHERE document_id = ? AND product_id = ? AND for_line IS NULL "
    "AND side = 'output' LIMIT 1"
)
# Parts of sales, and goods of others that left in a barter or as a gift at what they counted there.
EARNED = (
    "SELECT document_id, party_id, product_id, quantity, paid, owner_amount, ledger_date FROM consignment_sale "
    "UNION ALL SELECT c.document_id, c.party_id, c.product_id, c.quantity, "
    "CASE WHEN c.quantity < 0 THEN -1 ELSE 1 END * ((c.price_e4 * abs(c.quantity) + 5000000) / 10000000), c.amount, "
    "d.ledger_date FROM consignment_line c JOIN document d ON d.id = c.document_id "
    "WHERE c.direction = 'in' AND c.purpose = 'used'"
)
# What a document and all that came back of it or undid it earned somebody, by product; lost goods apart.
EARNED_BY = (
    "SELECT e.product_id, p.name, p.unit, sum(e.quantity), sum(e.paid), sum(e.paid - e.owner_amount), "
    f"sum(e.owner_amount) FROM ({EARNED}) e JOIN document d ON d.id = e.document_id "
    "LEFT JOIN sale s ON s.document_id = d.id JOIN product p ON p.id = e.product_id WHERE e.party_id = ?1 "
    "AND coalesce(s.returns_id, d.reverses_id, d.id) IN ({marks}) GROUP BY 1 ORDER BY p.sort_key, p.id"
)
LOST_BY = (
    "SELECT c.product_id, p.name, p.unit, sum(c.quantity), sum(c.amount), 0, sum(c.amount) FROM consignment_line c "
    "JOIN document d ON d.id = c.document_id LEFT JOIN sale s ON s.document_id = d.id "
    "JOIN product p ON p.id = c.product_id WHERE c.party_id = ?1 AND c.direction = 'in' AND c.purpose IN ('spoiled', 'lost') "
    "AND coalesce(s.returns_id, d.reverses_id, d.id) IN ({marks}) GROUP BY 1 HAVING sum(c.amount) <> 0 "
    "ORDER BY p.sort_key, p.id"
)
SETTLED_BY = (
    "SELECT d.id, t.last_day FROM settlement t JOIN document d ON d.id = t.document_id "
    f"WHERE t.party_id = ? AND t.direction = 'in' AND {_STANDS}"
)
# Everybody with goods here, or with whom something is unsettled.
OWNERS = (
    "SELECT p.id, p.uid, p.code, p.name, coalesce((SELECT sum(h.quantity) FROM stock_on_hand h WHERE h.owner_id = p.id), 0), "
    "coalesce((SELECT count(DISTINCT h.product_id) FROM stock_on_hand h WHERE h.owner_id = p.id AND h.quantity <> 0), 0), "
    "-coalesce((SELECT b.balance FROM party_balance b JOIN account a ON a.id = b.account_id "
    "WHERE b.party_id = p.id AND a.role = 'consignment_payable'), 0), "
    "(SELECT max(last_day) FROM settlement t JOIN document d ON d.id = t.document_id "
    f"WHERE t.party_id = p.id AND t.direction = 'in' AND {_STANDS}) "
    "FROM party p WHERE p.id IN (SELECT party_id FROM consignment_line WHERE direction IN ('in', 'processing') "
    "UNION SELECT party_id FROM consignment_sale UNION SELECT party_id FROM consignment_terms "
    "WHERE direction = 'in' AND active = 1) ORDER BY p.sort_key, p.id"
)
STOCK_OF = (
    "SELECT g.uid, g.code, g.name, g.unit, l.id, l.name, h.quantity, coalesce((SELECT sum(CASE WHEN c.purpose IN "
    "('taken_in', 'made') THEN c.quantity ELSE -c.quantity END) FROM consignment_line c WHERE c.party_id = h.owner_id "
    "AND c.product_id = h.product_id AND c.direction = 'processing'), 0) FROM stock_on_hand h JOIN product g ON g.id = h.product_id "
    "JOIN stock_location l ON l.id = h.location_id WHERE h.owner_id = ? AND h.quantity <> 0 ORDER BY g.sort_key, g.id, l.id"
)
# What check looks at: per document and owner the payable is what her parts and lost goods come to (settlements apart).
UNLIKE_LEDGER = (
    "SELECT DISTINCT d.number FROM (SELECT document_id, party_id, sum(amount) AS owed FROM ("
    "SELECT document_id, party_id, owner_amount AS amount FROM consignment_sale "
    "UNION ALL SELECT document_id, party_id, amount FROM consignment_line WHERE direction = 'in') GROUP BY 1, 2) e "
    "JOIN document d ON d.id = e.document_id WHERE e.owed <> -coalesce((SELECT sum(l.amount) FROM journal_line l "
    "JOIN account a ON a.id = l.account_id WHERE l.document_id = e.document_id AND l.party_id = e.party_id "
    "AND a.role = 'consignment_payable'), 0) ORDER BY 1"
)
UNLIKE_SHEET = (
    "SELECT d.number FROM settlement t JOIN document d ON d.id = t.document_id "
    "WHERE t.gross - t.commission + t.carried_in - t.charges - t.paid <> t.carried_out "
    "OR (t.direction = 'in' AND t.paid + t.charges <> coalesce((SELECT sum(l.amount) FROM journal_line l "
    "JOIN account a ON a.id = l.account_id WHERE l.document_id = t.document_id AND l.party_id = t.party_id "
    "AND a.role = 'consignment_payable'), 0)) "
    "OR (t.direction = 'out' AND t.commission <> coalesce((SELECT sum(l.amount) FROM journal_line l "
    "JOIN account a ON a.id = l.account_id WHERE l.document_id = t.document_id AND a.role = 'commission_paid'), 0)) "
    "ORDER BY 1"
)
UNLIKE_STOCK = (
    "SELECT DISTINCT d.number FROM (SELECT document_id, party_id, product_id, sum(quantity) AS quantity "
    "FROM consignment_sale GROUP BY 1, 2, 3) c JOIN document d ON d.id = c.document_id "
    "WHERE c.quantity <> -coalesce((SELECT sum(m.quantity) FROM stock_move m WHERE m.document_id = c.document_id "
    "AND m.owner_id = c.party_id AND m.product_id = c.product_id AND m.purpose IN ('sale', 'return')), 0) ORDER BY 1"
)
# Papers.
SLIP_HEAD = (
    "SELECT d.id, d.uid, d.number, d.on_date, d.kind, p.uid, p.code, p.name, coalesce(d.note, ''), "
    "coalesce((SELECT r.number FROM document r WHERE r.reverses_id = d.id), ''), coalesce(n.name, ''), p.id "
    "FROM document d JOIN party p ON p.id = d.party_id LEFT JOIN document_name n ON n.document_id = d.id "
    "AND n.role IN ('owner', 'shop') WHERE d.number = ? AND d.kind IN ('consignment', 'settlement')"
)
SLIP_LINES = (
    "SELECT c.direction, c.purpose, g.code, g.name, g.unit, c.quantity, c.price_e4, c.method, c.value, c.spoilage_by, "
    "c.discount_by, c.amount, c.reason FROM consignment_line c JOIN product g ON g.id = c.product_id "
    "WHERE c.document_id = ? ORDER BY c.line_no"
)
SHEET_HEAD = (
    "SELECT direction, first_day, last_day, gross, commission, charges, carried_in, paid, carried_out "
    "FROM settlement WHERE document_id = ?"
)
SHEET_LINES = (
    "SELECT s.product_id, g.name, g.unit, s.quantity, s.gross, s.commission, s.amount FROM settlement_line s "
    "JOIN product g ON g.id = s.product_id WHERE s.document_id = ? ORDER BY s.line_no"
)
# Goods that an owner was owed for because they were lost, by product, written before a document in a time.
LOST_BEFORE = (
    "SELECT c.product_id, sum(c.quantity), sum(c.amount) FROM consignment_line c JOIN document d ON d.id = c.document_id "
    "WHERE c.party_id = ? AND c.direction = 'in' AND c.purpose IN ('spoiled', 'lost') AND d.id < ? "
    "AND d.ledger_date BETWEEN ? AND ? GROUP BY 1 HAVING sum(c.amount) <> 0"
)
# The fee of work on somebody's material, and what of it stayed owed.
WORK_FEE = (
    "SELECT s.total, coalesce((SELECT sum(l.amount) FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE l.document_id = s.document_id AND a.role = 'receivable'), 0) FROM sale s JOIN document d "
    "ON d.id = s.document_id WHERE s.document_id = ? AND d.kind = 'consignment'"
)
# The last documents of somebody: number, day, kind of document, direction and purpose of its lines, what it came to.
LAST_PAPERS = (
    "SELECT d.number, d.on_date, d.kind, min(c.direction), min(c.purpose), d.total FROM consignment_line c "
    f"JOIN document d ON d.id = c.document_id WHERE c.party_id = ?1 AND {_STANDS} AND d.kind = 'consignment' GROUP BY d.id "
    "UNION ALL SELECT d.number, d.on_date, d.kind, t.direction, '', t.paid FROM settlement t "
    f"JOIN document d ON d.id = t.document_id WHERE t.party_id = ?1 AND {_STANDS} ORDER BY 2 DESC, 1 DESC LIMIT 12"
)
# By owner and product in a time: what came, went back, was lost (thousandths), what its loss cost.
MOVED_BY_OWNER = (
    "SELECT c.party_id, c.product_id, sum(CASE WHEN c.purpose = 'taken_in' THEN c.quantity ELSE 0 END), "
    "sum(CASE WHEN c.purpose = 'returned' THEN c.quantity ELSE 0 END), "
    "sum(CASE WHEN c.purpose IN ('spoiled', 'lost') THEN c.quantity ELSE 0 END), "
    "sum(CASE WHEN c.purpose = 'used' THEN 0 ELSE c.amount END) "
    "FROM consignment_line c JOIN document d ON d.id = c.document_id "
    "WHERE c.direction = 'in' AND d.ledger_date BETWEEN ? AND ? GROUP BY 1, 2"
)
SOLD_BY_OWNER = (
    "SELECT party_id, product_id, sum(quantity), sum(paid), sum(paid - owner_amount), sum(owner_amount) "
    f"FROM ({EARNED}) WHERE ledger_date BETWEEN ? AND ? GROUP BY 1, 2"
)
OWED_ON = (
    "SELECT l.party_id, -sum(l.amount) FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE a.role = 'consignment_payable' AND l.ledger_date <= ? GROUP BY 1"
)
PARTY_NAMES = "SELECT id, code, name FROM party WHERE id IN ({marks}) ORDER BY sort_key, id"
PRODUCT_NAMES = "SELECT id, name, unit FROM product WHERE id IN ({marks}) ORDER BY sort_key, id"
# Shops: who has goods of ours, where.
SHOPS = (
    "SELECT DISTINCT p.id, p.uid, p.code, p.name, l.id, l.uid, l.name, coalesce((SELECT b.balance FROM party_balance b "
    "JOIN account a ON a.id = b.account_id WHERE b.party_id = p.id AND a.role = 'receivable'), 0), "
    "(SELECT max(t.last_day) FROM settlement t JOIN document e ON e.id = t.document_id JOIN sale s ON s.document_id = e.id "
    "WHERE t.party_id = p.id AND t.direction = 'out' AND s.location_id = l.id AND e.kind <> 'reversal' "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = e.id)), p.sort_key "
    "FROM consignment_line c JOIN party p ON p.id = c.party_id JOIN stock_move m ON m.document_id = c.document_id "
    "JOIN stock_location l ON l.id = m.location_id AND l.kind = 'consigned_out' WHERE c.direction = 'out' "
    "ORDER BY p.sort_key, p.id, l.id"
)
GOODS_AT = (
    "SELECT g.id, g.uid, g.code, g.name, g.unit, sum(h.quantity), coalesce(g.price_e4, 0) FROM stock_on_hand h "
    "JOIN product g ON g.id = h.product_id WHERE h.location_id = ? AND h.owner_id = 0 "
    "GROUP BY g.id HAVING sum(h.quantity) <> 0 ORDER BY g.sort_key, g.id"
)
SENT_TO = (
    "SELECT d.on_date, sum(c.quantity) FROM consignment_line c JOIN document d ON d.id = c.document_id "
    "WHERE c.party_id = ? AND c.product_id = ? AND c.direction = 'out' AND c.purpose = 'sent' "
    "GROUP BY 1 HAVING sum(c.quantity) > 0 ORDER BY 1"
)
