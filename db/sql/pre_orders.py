"""SQL of pre-orders: what is ordered, handed over, held as deposit, reserved."""

_STANDS = "NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)"
_OPEN = "o.active = 1 AND o.state IN ('booked', 'making', 'ready')"
_DELIVERED = (
    "coalesce((SELECT sum(e.quantity) FROM pre_order_entry e WHERE e.pre_order_id = l.pre_order_id "
    "AND e.purpose = 'delivery' AND e.order_line = l.position), 0)"
)

ORDERS = (
    "SELECT o.id, o.uid, o.code, o.party_id, p.uid, p.name, p.phone, p.address, c.code, c.name, c.name_en, "
    "o.ordered_on, o.wanted_on, o.state, o.delivery, o.recipient, o.phone, o.address, k.uid, k.name, o.tracking, "
    "o.delivery_fee, o.is_cod, o.deposit_wanted, o.reason, o.note, i.uid, m.uid, m.name, "
    "s.taken, s.applied, s.refunded, s.kept, s.fee "
    "FROM pre_order o JOIN party p ON p.id = o.party_id LEFT JOIN party k ON k.id = o.carrier_id "
    "LEFT JOIN channel c ON c.id = o.channel_id LEFT JOIN order_intake i ON i.id = o.intake_id "
    "LEFT JOIN market_event m ON m.id = o.event_id LEFT JOIN ("
    "SELECT pre_order_id, sum(CASE purpose WHEN 'deposit' THEN amount ELSE 0 END) AS taken, "
    "sum(CASE purpose WHEN 'applied' THEN amount ELSE 0 END) AS applied, "
    "sum(CASE purpose WHEN 'refund' THEN amount ELSE 0 END) AS refunded, "
    "sum(CASE purpose WHEN 'forfeit' THEN amount ELSE 0 END) AS kept, "
    "sum(CASE WHEN purpose = 'delivery' AND order_line IS NULL THEN amount ELSE 0 END) AS fee "
    "FROM pre_order_entry GROUP BY pre_order_id) s ON s.pre_order_id = o.id "
)
_BY_DAY = "ORDER BY o.wanted_on, o.id"
ORDER_BY_UID = ORDERS + "WHERE o.uid = ?"
ORDER_BY_CODE = ORDERS + "WHERE o.code = ?"
ORDERS_CALLED = ORDERS + "WHERE o.active = 1 AND o.code >= ? AND o.code < ? ORDER BY o.code LIMIT ?"
OPEN_ORDERS = ORDERS + f"WHERE {_OPEN} AND o.wanted_on <= ? {_BY_DAY}"
CLOSED_ORDERS = (
    ORDERS
    + "WHERE o.active = 1 AND o.state IN ('delivered', 'cancelled') ORDER BY o.wanted_on DESC, o.id DESC LIMIT ?"
)
ORDERS_OF_PARTY = ORDERS + "WHERE o.party_id = ? ORDER BY o.id"
_LINE = (
    "SELECT l.pre_order_id, l.position, p.uid, p.code, p.name, l.description, l.quantity, l.unit, l.base_quantity, "
    f"l.unit_price_e4, l.note, {_DELIVERED}, p.unit "
    "FROM pre_order_line l JOIN product p ON p.id = l.product_id "
)
LINES_OF = _LINE + "WHERE l.pre_order_id = ? ORDER BY l.position"
OPEN_LINES = (
    _LINE + "JOIN pre_order o ON o.id = l.pre_order_id "
    f"WHERE {_OPEN} AND o.wanted_on <= ? ORDER BY l.pre_order_id, l.position"
)
CLOSED_LINES = (
    _LINE + "WHERE l.pre_order_id IN (SELECT o.id FROM pre_order o WHERE o.active = 1 "
    "AND o.state IN ('delivered', 'cancelled') ORDER BY o.wanted_on DESC, o.id DESC LIMIT ?) "
    "ORDER BY l.pre_order_id, l.position"
)
PARTY_LINES = (
    _LINE + "JOIN pre_order o ON o.id = l.pre_order_id WHERE o.party_id = ? "
    "ORDER BY l.pre_order_id, l.position"
)
PAPERS = (
    "SELECT d.id, d.uid, d.number, d.kind, d.on_date, e.purpose, sum(e.amount), "
    "EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) "
    "FROM pre_order_entry e JOIN document d ON d.id = e.document_id WHERE e.pre_order_id = ? "
    "GROUP BY d.id, e.purpose ORDER BY d.id, e.purpose"
)
ORDER_OF_DOCUMENT = "SELECT o.uid FROM pre_order_entry e JOIN pre_order o ON o.id = e.pre_order_id WHERE e.document_id = ? LIMIT 1"
_STILL = f"max(0, l.base_quantity - {_DELIVERED})"
# A basket is never there itself: its parts are.
_WANTED = (
    "SELECT coalesce(k.part_id, l.product_id) AS product_id, l.pre_order_id, o.wanted_on, "
    f"CASE WHEN k.part_id IS NULL THEN {_STILL} ELSE {_STILL} * k.quantity / 1000 END AS quantity "
    "FROM pre_order_line l JOIN pre_order o ON o.id = l.pre_order_id "
    f"LEFT JOIN product_part k ON k.product_id = l.product_id WHERE {_OPEN} AND o.wanted_on <= ?"
)
RESERVED = (
    "SELECT p.uid, sum(w.quantity), count(DISTINCT w.pre_order_id), min(w.wanted_on) "
    f"FROM ({_WANTED}) w JOIN product p ON p.id = w.product_id "
    "WHERE p.kind <> 'service' GROUP BY p.id ORDER BY p.sort_key, p.id"
)
ON_HAND = (
    "SELECT p.uid, sum(h.quantity) FROM stock_on_hand h JOIN product p ON p.id = h.product_id "
    "JOIN stock_location s ON s.id = h.location_id WHERE s.kind <> 'consigned_out' GROUP BY p.id"
)
GOODS = (
    "SELECT p.uid, p.code, p.name, p.unit, p.kind, coalesce(c.purchase_e4, c.value_e4) FROM product p "
    "LEFT JOIN last_cost c ON c.product_id = p.id"
)
DUE_COUNTS = (
    "SELECT coalesce(sum(o.wanted_on < ?), 0), coalesce(sum(o.wanted_on = ?), 0) FROM pre_order o "
    f"WHERE {_OPEN} AND o.wanted_on <= ?"
)
LEFT_DEPOSITS = (
    "SELECT o.uid, o.code, p.name, sum(CASE e.purpose WHEN 'deposit' THEN e.amount ELSE -e.amount END) AS held "
    "FROM pre_order o JOIN party p ON p.id = o.party_id JOIN pre_order_entry e ON e.pre_order_id = o.id "
    "JOIN document d ON d.id = e.document_id "
    "WHERE o.state IN ('delivered', 'cancelled') AND e.purpose <> 'delivery' AND d.ledger_date <= ? "
    "GROUP BY o.id HAVING held > 0 ORDER BY o.code"
)
CHANNELS = "SELECT uid, code, name, name_en FROM channel WHERE active = 1 ORDER BY position, id"

# ---------------------------------------------------------------- for the services

BY_UID = "SELECT id, code, state, party_id FROM pre_order WHERE uid = ?"
CHANNEL_ID = "SELECT id FROM channel WHERE code = ?"
INTAKE_ID = "SELECT id FROM order_intake WHERE uid = ?"
EVENT_ID = "SELECT id FROM market_event WHERE uid = ?"
INSERT_LINE = (
    "INSERT INTO pre_order_line (pre_order_id, position, product_id, description, quantity, unit, base_quantity, "
    "unit_price_e4, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
CLEAR_LINES = "DELETE FROM pre_order_line WHERE pre_order_id = ?"
CUT_LINES = (
    "DELETE FROM pre_order_line WHERE pre_order_id = ? AND NOT EXISTS (SELECT 1 FROM pre_order_entry e "
    "WHERE e.pre_order_id = pre_order_line.pre_order_id AND e.purpose = 'delivery' "
    "AND e.order_line = pre_order_line.position)"
)
CUT_LINE = "UPDATE pre_order_line SET quantity = ?, base_quantity = ? WHERE pre_order_id = ? AND position = ?"
SERVICE_TENDER = "SELECT t.id, t.uid, t.name, t.account_id FROM tender t WHERE t.code = ?"
DELIVERY_SERVICE = "SELECT id, uid, name, unit FROM product WHERE code = ? AND kind = 'service'"
DEPOSIT_PAPERS = (
    "SELECT DISTINCT document_id FROM pre_order_entry WHERE pre_order_id = ? AND purpose = 'deposit'"
)
CODE_OF_DEPOSIT = (
    "SELECT o.code FROM pre_order_entry e JOIN pre_order o ON o.id = e.pre_order_id "
    "WHERE e.document_id = ? AND e.purpose = 'deposit' LIMIT 1"
)
DELIVERED_BY = (
    "SELECT DISTINCT o.id FROM pre_order_entry e JOIN pre_order o ON o.id = e.pre_order_id "
    "WHERE e.document_id = ? AND e.purpose = 'delivery' AND o.state = 'delivered'"
)
# A deposit that something later took of goes on in that.
GOES_ON = (
    "SELECT d.number FROM pre_order_entry e JOIN allocation a ON a.target_id = e.document_id "
    "JOIN document d ON d.id = a.document_id "
    f"WHERE e.document_id = ? AND e.purpose = 'deposit' AND d.kind <> 'reversal' AND {_STANDS} ORDER BY d.id LIMIT 1"
)

# ---------------------------------------------------------------- what check asks

REGISTER_DIFFERS = (
    "SELECT d.number FROM document d JOIN (SELECT document_id, pre_order_id, "
    "sum(CASE purpose WHEN 'deposit' THEN amount WHEN 'delivery' THEN 0 ELSE -amount END) AS held "
    "FROM pre_order_entry GROUP BY document_id, pre_order_id) e ON e.document_id = d.id "
    "JOIN pre_order o ON o.id = e.pre_order_id "
    "WHERE e.held <> -coalesce((SELECT sum(l.amount) FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE l.document_id = d.id AND a.role = 'deposits' AND l.party_id = o.party_id), 0) ORDER BY d.id"
)
BELOW_ZERO = (
    "SELECT o.code, p.name FROM pre_order o JOIN party p ON p.id = o.party_id WHERE "
    "(SELECT coalesce(sum(CASE e.purpose WHEN 'deposit' THEN e.amount WHEN 'delivery' THEN 0 ELSE -e.amount END), 0) "
    "FROM pre_order_entry e WHERE e.pre_order_id = o.id) < 0 "
    "OR EXISTS (SELECT 1 FROM pre_order_entry e WHERE e.pre_order_id = o.id AND e.purpose = 'delivery' "
    "GROUP BY e.order_line HAVING sum(e.quantity) < 0) ORDER BY o.code"
)
"""Orders whose deposits were used beyond what was taken, or of which less than nothing was handed over."""
BEYOND_ORDER = (
    "SELECT o.code, p.name FROM pre_order o JOIN party p ON p.id = o.party_id WHERE EXISTS ("
    "SELECT 1 FROM pre_order_entry e LEFT JOIN pre_order_line l ON l.pre_order_id = e.pre_order_id "
    "AND l.position = e.order_line WHERE e.pre_order_id = o.id AND e.purpose = 'delivery' AND e.order_line IS NOT NULL "
    "GROUP BY e.order_line HAVING sum(e.quantity) > coalesce(max(l.base_quantity), 0)) ORDER BY o.code"
)
"""Orders of which more was handed over than they want."""
HELD = (
    "SELECT o.id, o.party_id, o.code, p.name, sum(CASE e.purpose WHEN 'deposit' THEN e.amount ELSE -e.amount END) "
    "FROM pre_order o JOIN party p ON p.id = o.party_id JOIN pre_order_entry e ON e.pre_order_id = o.id "
    "WHERE e.purpose <> 'delivery' GROUP BY o.id ORDER BY o.code"
)
ALL_DEPOSIT_PAPERS = (
    "SELECT DISTINCT e.document_id, e.pre_order_id FROM pre_order_entry e WHERE e.purpose = 'deposit'"
)
# Per customer: what orders say is held and what her deposits come to, where the ledger has less.
DISAGREEMENTS = (
    "SELECT p.uid, p.name, h.kept, h.ledger FROM (SELECT o.party_id, "
    "sum(CASE e.purpose WHEN 'deposit' THEN e.amount ELSE -e.amount END) AS kept, "
    "coalesce((SELECT -sum(l.amount) FROM journal_line l JOIN account a ON a.id = l.account_id "
    "WHERE a.role = 'deposits' AND l.party_id = o.party_id AND l.ledger_date <= ?1), 0) AS ledger "
    "FROM pre_order_entry e JOIN pre_order o ON o.id = e.pre_order_id JOIN document d ON d.id = e.document_id "
    "WHERE e.purpose <> 'delivery' AND d.ledger_date <= ?1 GROUP BY o.party_id) h JOIN party p ON p.id = h.party_id "
    "WHERE h.ledger < h.kept ORDER BY p.sort_key, p.id"
)
