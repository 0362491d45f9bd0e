"""SQL of lists of orders that come in at once: live sales, pasted chats, files."""

_INTAKE = (
    "SELECT i.id, i.uid, i.kind, i.name, c.code, c.name, c.name_en, i.on_date, i.started_at, i.ended_at, i.note, "
    "count(l.position), sum(l.state = 'new'), sum(l.state = 'doubtful'), sum(l.state = 'booked'), "
    "count(DISTINCT l.pre_order_id) "
    "FROM order_intake i LEFT JOIN channel c ON c.id = i.channel_id "
    "LEFT JOIN order_intake_line l ON l.intake_id = i.id AND l.state <> 'skipped' "
)
INTAKES = _INTAKE + "WHERE i.active = 1 GROUP BY i.id ORDER BY i.on_date DESC, i.id DESC LIMIT ?"
INTAKE_BY_UID = _INTAKE + "WHERE i.uid = ? GROUP BY i.id"
ID_BY_UID = "SELECT id, ended_at FROM order_intake WHERE uid = ? AND active = 1"
CODES = (
    "SELECT c.code, p.uid, p.name, c.unit, c.price_e4, c.quantity FROM order_code c "
    "JOIN product p ON p.id = c.product_id WHERE c.intake_id = ? ORDER BY c.code"
)
CLEAR_CODES = "DELETE FROM order_code WHERE intake_id = ?"
INSERT_CODE = (
    "INSERT INTO order_code (intake_id, code, product_id, unit, price_e4, quantity) VALUES (?, ?, ?, ?, ?, ?)"
)
LINES = (
    "SELECT l.position, l.said, l.buyer, q.uid, q.name, l.code, p.uid, p.name, p.unit, l.quantity, l.unit, l.price_e4, "
    "p.price_e4, l.state, o.uid, o.code, l.at, l.note FROM order_intake_line l "
    "LEFT JOIN party q ON q.id = l.party_id LEFT JOIN product p ON p.id = l.product_id "
    "LEFT JOIN pre_order o ON o.id = l.pre_order_id WHERE l.intake_id = ? ORDER BY l.position"
)
UNITS = (
    "SELECT p.uid, u.name, u.factor_milli, u.price_e4 FROM product_unit u JOIN product p ON p.id = u.product_id "
    "WHERE u.product_id IN (SELECT product_id FROM order_intake_line WHERE intake_id = ?) ORDER BY u.id"
)
LAST_POSITION = "SELECT coalesce(max(position), 0) FROM order_intake_line WHERE intake_id = ?"
INSERT_LINE = (
    "INSERT INTO order_intake_line (intake_id, position, said, buyer, code, product_id, quantity, unit, price_e4, "
    "state, at, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
CHANGE_READ = "UPDATE order_intake_line SET quantity = ?, unit = ?, state = ?, note = ? WHERE intake_id = ? AND position = ?"
CHANGE_LINE = (
    "UPDATE order_intake_line SET buyer = ?, party_id = ?, code = ?, product_id = ?, quantity = ?, unit = ?, "
    "price_e4 = ?, state = ?, note = ? WHERE intake_id = ? AND position = ?"
)
BOOK_LINE = "UPDATE order_intake_line SET state = 'booked', pre_order_id = ?, party_id = ? WHERE intake_id = ? AND position = ?"
PRODUCT_ID = "SELECT id FROM product WHERE uid = ?"
PARTY_ID = "SELECT id FROM party WHERE uid = ?"
PARTIES_CALLED = "SELECT uid FROM party WHERE folded = ? AND name = ? AND active = 1 ORDER BY id LIMIT 2"
CHANNEL_ID = "SELECT id FROM channel WHERE code = ?"
GOODS = "SELECT uid, name, code, unit FROM product WHERE active = 1 AND is_for_sale = 1 ORDER BY id"
PACKS = (
    "SELECT p.uid, u.name FROM product_unit u JOIN product p ON p.id = u.product_id "
    "WHERE p.active = 1 AND p.is_for_sale = 1 ORDER BY u.id"
)
