"""SQL of product pages of the online market and their pictures."""

_SHOWN = (
    "SELECT p.id, p.uid, p.code, p.name, p.unit, p.price_e4, coalesce(p.barcode, ''), p.story, p.origin, p.photo, "
    "coalesce(c.name, ''), coalesce(h.quantity, 0), "
    "g.title, g.listing_text, g.hashtags, g.ingredients, g.directions, g.net_content, g.weight_g, q.uid, "
    "coalesce(g.is_listed, 0), coalesce(q.name, m.name, ''), g.id "
    "FROM product p LEFT JOIN category c ON c.id = p.category_id "
    "LEFT JOIN product_page g ON g.product_id = p.id AND g.active = 1 LEFT JOIN party q ON q.id = g.producer_id "
    "LEFT JOIN party m ON m.id = p.maker_id "
    "LEFT JOIN (SELECT product_id, sum(quantity) AS quantity FROM stock_on_hand GROUP BY product_id) h "
    "ON h.product_id = p.id "
)
PAGES = (
    _SHOWN + "WHERE p.active = 1 AND p.is_for_sale = 1 AND p.kind <> 'service' "
    "ORDER BY coalesce(c.position, 1000000), p.position, p.sort_key, p.id"
)
PAGE = _SHOWN + "WHERE p.uid = ?"
PHOTOS = "SELECT product_id, sha256 FROM product_photo WHERE active = 1 ORDER BY product_id, position, id"
PHOTOS_OF = (
    "SELECT f.uid, f.sha256, f.caption, f.position FROM product_photo f JOIN product p ON p.id = f.product_id "
    "WHERE p.uid = ? AND f.active = 1 ORDER BY f.position, f.id"
)
PRODUCT_ID = "SELECT id FROM product WHERE uid = ?"
PAGE_ID = "SELECT id FROM product_page WHERE product_id = ?"
PARTY_ID = "SELECT id FROM party WHERE uid = ?"
PHOTO = "SELECT f.id, f.product_id FROM product_photo f WHERE f.uid = ? AND f.active = 1"
SAME_PHOTO = "SELECT id, uid FROM product_photo WHERE product_id = ? AND sha256 = ? AND active = 1"
PHOTO_COUNT = "SELECT count(*) FROM product_photo WHERE product_id = ? AND active = 1"
NEXT_PLACE = "SELECT coalesce(max(position), 0) + 1 FROM product_photo WHERE product_id = ?"
LOTS = (
    "SELECT t.product_id, t.code, t.made_on, t.best_before FROM lot t WHERE t.id IN ("
    "SELECT max(id) FROM lot GROUP BY product_id)"
)
LOT = "SELECT product_id, code, made_on, best_before FROM lot WHERE code = ? ORDER BY id"

_REACH = (
    "WITH RECURSIVE reach(id) AS (SELECT id FROM lot WHERE code = ? UNION "
    "SELECT n.id FROM reach r JOIN stock_move m ON m.lot_id = r.id AND m.quantity < 0 "
    "JOIN lot n ON n.document_id = m.document_id) "
)
RECALL_LOTS = (
    _REACH + "SELECT t.id, t.code, p.name, p.unit, t.made_on, t.best_before, "
    "coalesce((SELECT sum(s.quantity) FROM stock_move s WHERE s.lot_id = t.id), 0) "
    "FROM reach r JOIN lot t ON t.id = r.id JOIN product p ON p.id = t.product_id ORDER BY t.id"
)
RECALL_MOVES = (
    _REACH + "SELECT d.number, d.kind, d.on_date, t.code, p.name, p.unit, s.purpose, s.quantity, l.name, "
    "coalesce(e.name, ''), coalesce(q.name, (SELECT n.name FROM document_name n "
    "WHERE n.document_id = d.id ORDER BY n.role LIMIT 1), ''), coalesce(q.phone, ''), "
    "EXISTS (SELECT 1 FROM document x WHERE x.reverses_id = d.id) OR d.reverses_id IS NOT NULL "
    "FROM reach r JOIN lot t ON t.id = r.id JOIN stock_move s ON s.lot_id = t.id "
    "JOIN product p ON p.id = s.product_id JOIN document d ON d.id = s.document_id "
    "JOIN stock_location l ON l.id = s.location_id LEFT JOIN till_entry i ON i.document_id = d.id "
    "LEFT JOIN market_event e ON e.id = i.event_id LEFT JOIN party q ON q.id = d.party_id "
    "ORDER BY d.on_date, d.id, s.line_no"
)
LOT_CODES = "SELECT t.code, p.name, t.made_on FROM lot t JOIN product p ON p.id = t.product_id ORDER BY t.id DESC LIMIT ?"
