"""SQL of promotions, special prices and coupons, and what they took off."""

_PROMOTION = (
    "SELECT p.id, p.uid, p.code, p.name, p.kind, p.scope, p.value, p.buy_quantity, p.get_quantity, p.gets, "
    "p.from_amount, p.most_off, p.most_per_bill, c.code, p.is_members, p.first_day, p.last_day, p.weekdays, "
    "p.from_minute, p.to_minute, p.needs_coupon, p.stacking, p.borne_by, p.position, p.note, p.active "
    "FROM promotion p LEFT JOIN channel c ON c.id = p.channel_id "
)
PROMOTIONS = _PROMOTION + "ORDER BY p.active DESC, p.position, p.code"
RUNNING = (
    _PROMOTION + "WHERE p.active = 1 AND coalesce(p.first_day, '') <= ? "
    "AND coalesce(p.last_day, '9999-12-31') >= ? ORDER BY p.position, p.code"
)
# Also those that were put aside since.
RUNNING_THEN = RUNNING.replace("p.active = 1 AND ", "")
STATE = "SELECT id, code, active FROM promotion WHERE uid = ?"
BY_CODE = "SELECT id FROM promotion WHERE code = ?"
LAST_CODE = "SELECT max(CAST(substr(code, 3) AS INTEGER)) FROM promotion WHERE code GLOB 'PR[0-9]*' AND length(code) < 12"
ITEMS = (
    "SELECT i.promotion_id, i.role, p.uid, i.category_id, i.quantity, coalesce(p.name, c.name), "
    "coalesce(p.unit, ''), CASE WHEN p.is_open_price = 1 THEN NULL ELSE p.price_e4 END "
    "FROM promotion_item i LEFT JOIN product p ON p.id = i.product_id LEFT JOIN category c ON c.id = i.category_id "
    "ORDER BY i.promotion_id, i.position"
)
INSERT_ITEM = (
    "INSERT INTO promotion_item (promotion_id, position, role, product_id, category_id, quantity) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
DELETE_ITEMS = "DELETE FROM promotion_item WHERE promotion_id = ?"
PRODUCT = "SELECT id, name, unit, is_open_price, price_e4 FROM product WHERE uid = ?"
CATEGORY = "SELECT id, name FROM category WHERE id = ?"
# Usual prices of all that a category sells by the piece.
CATEGORY_PRICES = (
    "SELECT uid, name, price_e4 FROM product WHERE category_id = ? AND active = 1 AND is_for_sale = 1 "
    "AND is_open_price = 0 AND price_e4 IS NOT NULL"
)
FOR_SALE = (
    "SELECT uid, name, unit, category_id, price_e4 FROM product WHERE active = 1 AND is_for_sale = 1 "
    "AND is_open_price = 0 AND price_e4 > 0 ORDER BY sort_key"
)
CHANNELS = "SELECT id, code, name, name_en, kind FROM channel WHERE active = 1 ORDER BY position, id"
CHANNEL = "SELECT id FROM channel WHERE code = ?"
RELIEF = "SELECT code FROM channel WHERE kind = 'relief'"

PRICES = (
    "SELECT r.id, r.uid, p.uid, p.name, p.unit, p.price_e4, r.price_e4, r.unit, c.code, r.is_members, r.is_relief, "
    "r.from_quantity, r.first_day, r.last_day, r.active FROM product_price r JOIN product p ON p.id = r.product_id "
    "LEFT JOIN channel c ON c.id = r.channel_id ORDER BY r.active DESC, p.sort_key, r.unit, r.from_quantity, r.id"
)
PRICE_STATE = "SELECT id, product_id, active FROM product_price WHERE uid = ?"
SAME_PRICE = (
    "SELECT id FROM product_price WHERE product_id = ? AND unit = ? AND channel_id IS ? AND is_members = ? "
    "AND is_relief = ? AND from_quantity = ? AND first_day IS ? AND last_day IS ? AND active = 1"
)
PACK = "SELECT 1 FROM product_unit WHERE product_id = ? AND name = ?"

# What a sale has to know of goods: those with a price by rule or in a category that a promotion names.
_GOODS = (
    "SELECT p.id, p.uid, p.category_id, p.unit, CASE WHEN p.is_open_price = 1 THEN NULL ELSE p.price_e4 END "
    "FROM product p WHERE "
)
GOODS = (
    _GOODS + "p.id IN (SELECT product_id FROM product_price WHERE active = 1) "
    "OR p.category_id IN (SELECT category_id FROM promotion_item)"
)
GOODS_OF = _GOODS + "p.uid IN ({marks})"
_PACKS = "SELECT u.product_id, u.name, u.price_e4 FROM product_unit u WHERE u.price_e4 IS NOT NULL AND u.product_id IN "
GOODS_PACKS = _PACKS + "(SELECT product_id FROM product_price WHERE active = 1)"
GOODS_PACKS_OF = _PACKS + "({marks})"
_GOODS_PRICES = (
    "SELECT r.product_id, r.price_e4, r.unit, c.code, r.is_members, r.is_relief, r.from_quantity, r.first_day, "
    "r.last_day FROM product_price r LEFT JOIN channel c ON c.id = r.channel_id WHERE r.active = 1 "
)
GOODS_PRICES = _GOODS_PRICES + "ORDER BY r.product_id, r.id"
GOODS_PRICES_THEN = (
    _GOODS_PRICES.replace("r.active = 1", "1 = 1")
    + "AND r.product_id IN ({marks}) ORDER BY r.product_id, r.id"
)
GOODS_PRICES_OF = _GOODS_PRICES + "AND r.product_id IN ({marks}) ORDER BY r.product_id, r.id"
MEMBERS = "SELECT uid FROM party WHERE is_member = 1"
IS_MEMBER = "SELECT uid FROM party WHERE is_member = 1 AND uid = ?"

COUPONS = (
    "SELECT k.id, k.uid, k.code, p.uid, p.name, k.most_uses, "
    "coalesce((SELECT sum(u.uses) FROM coupon_use u WHERE u.coupon_id = k.id), 0), o.uid, coalesce(o.name, ''), "
    "k.last_day, k.note, k.active FROM coupon k JOIN promotion p ON p.id = k.promotion_id "
    "LEFT JOIN party o ON o.id = k.party_id ORDER BY k.active DESC, k.code"
)
COUPON_BY_CODE = (
    "SELECT k.id, k.code, p.uid, p.name, k.most_uses, "
    "coalesce((SELECT sum(u.uses) FROM coupon_use u WHERE u.coupon_id = k.id), 0), o.uid, k.last_day "
    "FROM coupon k JOIN promotion p ON p.id = k.promotion_id LEFT JOIN party o ON o.id = k.party_id "
    "WHERE k.active = 1 AND k.code = ?"
)
COUPON_STATE = "SELECT id, code FROM coupon WHERE uid = ?"
COUPON_CODE_TAKEN = "SELECT id FROM coupon WHERE code = ?"
COUPON_LAST_USE = (
    "SELECT coalesce(max(use_no), 0), coalesce(sum(uses), 0) FROM coupon_use WHERE coupon_id = ?"
)

OF_SALE = "SELECT for_line, promotion_id, name, amount, borne_by FROM sale_promotion WHERE document_id = ? ORDER BY line_no"
RELIEF_OF_SALE = (
    "SELECT for_line, normal_price_e4, gap FROM relief_line WHERE document_id = ? ORDER BY line_no"
)
# What was returned of each line before the return that is being written.
RETURNED_BEFORE = (
    "SELECT l.returns_line, -sum(l.quantity) FROM sale s JOIN document d ON d.id = s.document_id "
    "JOIN sale_line l ON l.document_id = s.document_id WHERE s.returns_id = ? AND d.kind = 'sale_return' "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) GROUP BY l.returns_line"
)
SOLD_QUANTITIES = "SELECT line_no, quantity FROM sale_line WHERE document_id = ?"

# Per promotion in a time: bills, pieces of it, what it took off, what its goods brought, and their cost.
REPORT = (
    "SELECT p.code, p.name, p.kind, x.bills, x.amount, x.sold, x.cost, x.uid FROM ("
    "SELECT s.promotion_id AS id, p.uid AS uid, "
    "count(DISTINCT CASE WHEN d.kind = 'sale' THEN d.id END) - "
    "count(DISTINCT CASE WHEN d.kind = 'reversal' AND s.amount < 0 THEN d.id END) AS bills, "
    "sum(s.amount) AS amount, sum(l.amount) AS sold, "
    "sum(coalesce((SELECT -sum(m.value) FROM stock_move m WHERE m.document_id = s.document_id "
    "AND m.for_line = s.for_line AND m.purpose IN ('sale', 'return')), 0)) AS cost "
    "FROM sale_promotion s JOIN document d ON d.id = s.document_id JOIN promotion p ON p.id = s.promotion_id "
    "JOIN sale_line l ON l.document_id = s.document_id AND l.line_no = s.for_line "
    "WHERE d.ledger_date BETWEEN ? AND ? GROUP BY s.promotion_id) x JOIN promotion p ON p.id = x.id "
    "ORDER BY x.amount DESC, p.code"
)
TAKEN_OFF = (
    "SELECT s.promotion_id, sum(s.amount), count(DISTINCT CASE WHEN d.kind = 'sale' THEN d.id END) "
    "FROM sale_promotion s JOIN document d ON d.id = s.document_id GROUP BY s.promotion_id"
)
TOTALS = (
    "SELECT coalesce(sum(s.amount), 0), coalesce(sum(CASE WHEN s.borne_by = 'owner' THEN s.amount ELSE 0 END), 0) "
    "FROM sale_promotion s JOIN document d ON d.id = s.document_id WHERE d.ledger_date BETWEEN ? AND ?"
)
COUPON_USES = (
    "SELECT k.code, p.name, sum(u.uses) FROM coupon_use u JOIN document d ON d.id = u.document_id "
    "JOIN coupon k ON k.id = u.coupon_id JOIN promotion p ON p.id = k.promotion_id "
    "WHERE d.ledger_date BETWEEN ? AND ? GROUP BY k.id HAVING sum(u.uses) <> 0 ORDER BY k.code"
)
# Lines of a document off which promotions took more than its discount.
MORE_THAN_DISCOUNT = (
    "SELECT d.number, sum(s.amount), l.discount FROM sale_promotion s JOIN document d ON d.id = s.document_id "
    "JOIN sale_line l ON l.document_id = s.document_id AND l.line_no = s.for_line "
    "GROUP BY s.document_id, s.for_line HAVING abs(sum(s.amount)) > abs(l.discount) ORDER BY d.id"
)
# Coupons whose uses that stand are fewer than none.
USED_BELOW_ZERO = (
    "SELECT k.code FROM coupon_use u JOIN coupon k ON k.id = u.coupon_id GROUP BY k.id HAVING sum(u.uses) < 0"
)
