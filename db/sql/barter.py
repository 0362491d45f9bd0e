"""SQL of barter and gifts: agreements, what became of their lines, partners, rates, and against the ledger."""

_STANDS = "d.kind = 'barter' AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) "
_HEAD = (
    "SELECT d.id, d.uid, d.number, d.on_date, d.ledger_date, p.id, p.uid, p.code, p.name, b.given, b.received, "
    "b.cash, b.difference, b.difference_as, b.is_like_for_like, b.give_on, b.receive_on, b.give_place, "
    "b.receive_place, coalesce(d.note, ''), coalesce(d.slip_number, ''), coalesce(d.slip_date, ''), "
    "coalesce((SELECT r.number FROM document r WHERE r.reverses_id = d.id), '') "
    "FROM barter b JOIN document d ON d.id = b.document_id JOIN party p ON p.id = b.party_id "
    "WHERE d.kind = 'barter' "
)
HEADS = _HEAD + "ORDER BY d.id DESC"
HEAD = _HEAD + "AND d.uid = ?"
# The agreement that a document is or belongs to.
UID_OF_NUMBER = (
    "SELECT coalesce((SELECT t.uid FROM barter_entry e JOIN document t ON t.id = e.target_id "
    "WHERE e.document_id = d.id ORDER BY e.line_no LIMIT 1), d.uid) FROM document d "
    "WHERE d.number = ? AND d.kind = 'barter'"
)
# Of a line: what was settled of it, of the document itself and of later ones, undoings with their sign.
_SETTLED = (
    "FROM barter_entry e WHERE e.barter_line = l.line_no AND (e.target_id = l.document_id "
    "OR (e.document_id = l.document_id AND e.target_id IS NULL))"
)
_LINES = (
    "SELECT l.document_id, l.line_no, l.side, q.uid, l.description, l.unit, q.unit, l.quantity, l.base_quantity, "
    f"l.unit_value_e4, l.value, coalesce((SELECT sum(e.base_quantity) {_SETTLED}), 0), "
    f"coalesce((SELECT sum(e.value) {_SETTLED}), 0) "
    "FROM barter_line l JOIN product q ON q.id = l.product_id JOIN document d ON d.id = l.document_id "
)
ALL_LINES = _LINES + "WHERE d.kind = 'barter' ORDER BY l.document_id, l.line_no"
LINES = _LINES + "WHERE l.document_id = ? ORDER BY l.line_no"
# What happened to an agreement, in order: its own document and later ones, each line of it.
STEPS = (
    "SELECT d.uid, d.number, d.kind, d.on_date, l.line_no, l.side, l.description, q.unit, e.purpose, "
    "e.base_quantity, e.value, coalesce((SELECT r.number FROM document r WHERE r.reverses_id = d.id), ''), "
    "coalesce(d.note, '') "
    "FROM barter_entry e JOIN document d ON d.id = e.document_id "
    "JOIN barter_line l ON l.document_id = coalesce(e.target_id, e.document_id) AND l.line_no = e.barter_line "
    "JOIN product q ON q.id = l.product_id "
    "WHERE e.target_id = ? OR (e.document_id = ? AND e.target_id IS NULL) ORDER BY d.id, e.line_no"
)
# Cash and full cost of what left for an agreement, undoings included; value with them.
LEFT_COST = (
    "SELECT coalesce(-sum(m.value), 0), coalesce(-sum(m.cash_value), 0), coalesce(-sum(m.full_value), 0) "
    "FROM stock_move m WHERE m.purpose = 'barter' AND m.document_id IN (SELECT e.document_id FROM barter_entry e "
    "WHERE e.target_id = ? OR (e.document_id = ? AND e.target_id IS NULL)) AND m.for_line IN "
    "(SELECT line_no FROM barter_line WHERE document_id = ? AND side = 'give')"
)
# What their owners were owed for goods of others that left for an agreement.
LEFT_OF_OTHERS = (
    "SELECT coalesce(sum(amount), 0) FROM consignment_line WHERE purpose = 'used' AND document_id IN "
    "(SELECT e.document_id FROM barter_entry e WHERE e.target_id = ? OR (e.document_id = ? AND e.target_id IS NULL))"
)
GOES_ON = (
    "SELECT d.number FROM document own JOIN barter_entry e ON e.target_id IN (SELECT coalesce(t.target_id, own.id) "
    "FROM barter_entry t WHERE t.document_id = own.id UNION SELECT own.id) "
    "JOIN document d ON d.id = e.document_id WHERE own.id = ? AND own.kind = 'barter' AND d.id > own.id "
    "AND d.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) "
    "ORDER BY d.id LIMIT 1"
)
# Whose goods left in the documents of barters or gifts: by document number, product, owner; what she is owed for them.
OTHERS_IN = (
    "SELECT d.number, q.name, q.unit, p.name, p.code, c.quantity, c.amount FROM consignment_line c "
    "JOIN document d ON d.id = c.document_id JOIN product q ON q.id = c.product_id JOIN party p ON p.id = c.party_id "
    "WHERE c.purpose = 'used' AND d.kind IN ('barter', 'gift') AND NOT EXISTS (SELECT 1 FROM document r "
    "WHERE r.reverses_id = d.id) AND d.number IN ({marks}) ORDER BY d.id, c.line_no"
)
# Lines on the two accounts in documents of barters, by person.
LEDGER = (
    "SELECT p.uid, p.name, sum(CASE WHEN a.role = 'barter_receivable' THEN l.amount ELSE 0 END), "
    "sum(CASE WHEN a.role = 'barter_payable' THEN l.amount ELSE 0 END) "
    "FROM journal_line l JOIN account a ON a.id = l.account_id AND a.role IN ('barter_receivable', 'barter_payable') "
    "JOIN party p ON p.id = l.party_id WHERE l.is_closing = 0 "
    "AND (EXISTS (SELECT 1 FROM barter b WHERE b.document_id = l.document_id) "
    "OR EXISTS (SELECT 1 FROM barter_entry e WHERE e.document_id = l.document_id)) GROUP BY p.id"
)
# What the lines of an agreement come to, against what stands on it.
WRONG_SUMS = (
    "SELECT d.number FROM barter b JOIN document d ON d.id = b.document_id "
    "LEFT JOIN (SELECT document_id, sum(CASE WHEN side = 'give' THEN value ELSE 0 END) AS g, "
    "sum(CASE WHEN side = 'receive' THEN value ELSE 0 END) AS r FROM barter_line GROUP BY 1) l "
    "ON l.document_id = b.document_id WHERE d.kind = 'barter' AND (b.given <> coalesce(l.g, 0) "
    "OR b.received <> coalesce(l.r, 0) OR b.given <> b.received + b.cash + b.difference)"
)
# Goods of standing agreements side by side: what each of ours was worth in theirs.
RATES = (
    "SELECT d.number, d.on_date, p.name, g.description, gq.unit, r.description, rq.unit, "
    "g.value, g.base_quantity, r.value, r.base_quantity, "
    "(SELECT count(*) FROM barter_line c WHERE c.document_id = d.id), b.cash "
    "FROM barter b JOIN document d ON d.id = b.document_id JOIN party p ON p.id = b.party_id "
    "JOIN barter_line g ON g.document_id = d.id AND g.side = 'give' JOIN product gq ON gq.id = g.product_id "
    "JOIN barter_line r ON r.document_id = d.id AND r.side = 'receive' JOIN product rq ON rq.id = r.product_id "
    f"WHERE {_STANDS} AND r.value > 0 "
    "AND (? IS NULL OR gq.uid = ? OR rq.uid = ?) ORDER BY d.on_date DESC, d.id DESC, g.line_no, r.line_no LIMIT ?"
)
LAST_VALUES = (
    "SELECT q.uid, l.value, l.base_quantity FROM (SELECT l.product_id, max(l.document_id) AS document_id "
    f"FROM barter_line l JOIN document d ON d.id = l.document_id WHERE {_STANDS} GROUP BY 1) n "
    "JOIN barter_line l ON l.document_id = n.document_id AND l.product_id = n.product_id "
    "JOIN product q ON q.id = l.product_id ORDER BY l.line_no"
)

# ---- partners: what they have and need

GOODS_BY_UID = "SELECT id FROM partner_goods WHERE uid = ?"
GOODS = (
    "SELECT g.uid, g.side, p.uid, p.name, q.uid, coalesce(q.name, ''), g.description, g.quantity, g.unit, g.price_e4, "
    "g.season, g.note, g.active, coalesce((SELECT sum(s.quantity) FROM stock_on_hand s "
    "WHERE s.product_id = q.id AND s.owner_id = 0), 0), coalesce(q.reorder_milli, 0), "
    "coalesce(q.unit, '') "
    "FROM partner_goods g JOIN party p ON p.id = g.party_id LEFT JOIN product q ON q.id = g.product_id "
    "ORDER BY g.active DESC, p.name, g.side, g.description, g.id"
)
PARTY_ID = "SELECT id FROM party WHERE uid = ?"
PRODUCT_ID = "SELECT id, name, unit FROM product WHERE uid = ?"

# ---- gifts

GIFTS = (
    "SELECT d.uid, d.number, d.on_date, coalesce(p.name, ''), g.direction, g.purpose, g.description, q.unit, "
    "g.base_quantity, g.value, "
    "coalesce((SELECT sum(-m.value) FROM stock_move m WHERE m.document_id = d.id AND m.for_line = g.line_no), 0) "
    "+ CASE WHEN g.line_no = (SELECT min(o.line_no) FROM gift_line o WHERE o.document_id = d.id "
    "AND o.product_id = g.product_id) THEN coalesce((SELECT sum(c.amount) FROM consignment_line c "
    "WHERE c.document_id = d.id AND c.product_id = g.product_id), 0) ELSE 0 END, "
    "coalesce((SELECT r.number FROM document r WHERE r.reverses_id = d.id), ''), coalesce(d.note, '') "
    "FROM gift_line g JOIN document d ON d.id = g.document_id JOIN product q ON q.id = g.product_id "
    "LEFT JOIN party p ON p.id = d.party_id "
    "WHERE d.kind = 'gift' AND d.on_date BETWEEN ? AND ? ORDER BY d.on_date DESC, d.id DESC, g.line_no"
)
# Sold below the normal price on purpose; returns and undoings come with their sign.
RELIEF = (
    "SELECT d.number, d.on_date, coalesce(p.name, ''), s.description, s.unit, s.quantity, s.amount, "
    "r.normal_price_e4, r.gap FROM relief_line r JOIN document d ON d.id = r.document_id "
    "JOIN sale_line s ON s.document_id = r.document_id AND s.line_no = r.for_line "
    "LEFT JOIN party p ON p.id = d.party_id WHERE d.ledger_date BETWEEN ? AND ? ORDER BY d.on_date, d.id, r.line_no"
)
OVERDUE = (
    "SELECT d.uid, p.name, b.give_on, b.receive_on FROM barter b CROSS JOIN document d ON d.id = b.document_id "
    f"JOIN party p ON p.id = b.party_id WHERE {_STANDS} AND (b.give_on < ? OR b.receive_on < ?)"
)
IS_MEMBER = "SELECT 1 FROM party WHERE id = ? AND is_member = 1"
# What a product costs on other days: the pack's own price, the product's.
NORMAL_PRICE = (
    "SELECT (SELECT price_e4 FROM product_unit WHERE product_id = ? AND name = ?), price_e4 "
    "FROM product WHERE id = ?"
)
