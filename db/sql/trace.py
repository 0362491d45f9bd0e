"""SQL of who did what: documents and the log as one list by time, the newest first."""

DOCUMENTS = "SELECT d.posted_at AS at, 1 AS source, d.id AS id FROM document d WHERE (d.posted_at, 1, d.id) < (?, ?, ?)"
EVENTS = "SELECT e.at, 0, e.id FROM event_log e WHERE (e.at, 0, e.id) < (?, ?, ?)"
COUNT_DOCUMENTS = "SELECT count(*) FROM document d WHERE 1 = 1"
COUNT_EVENTS = "SELECT count(*) FROM event_log e WHERE 1 = 1"

# ---- conditions, joined by AND; {marks} are as many ? as values

DOCUMENT_BY = " AND d.author_id = ?"
EVENT_BY = " AND e.user_id = ?"
DOCUMENT_SINCE = " AND d.posted_at >= ?"
EVENT_SINCE = " AND e.at >= ?"
DOCUMENT_UNTIL = " AND d.posted_at < ?"
EVENT_UNTIL = " AND e.at < ?"
DOCUMENT_KINDS = (
    " AND (d.kind IN ({marks}) OR d.kind = 'reversal' AND "
    "(SELECT o.kind FROM document o WHERE o.id = d.reverses_id) IN ({marks}))"
)
REVERSALS = " AND d.kind = 'reversal'"
NOTHING = " AND 1 = 0"
EVENT_ACTIONS = " AND e.action IN ({marks})"
EVENT_OTHER_ACTIONS = " AND e.action NOT IN ({marks})"
EVENT_OTHER_ENTITIES = " AND e.entity NOT IN ({marks})"
EVENT_SAFETY = " AND (e.action IN ({marks}) OR e.entity IN ({entities}))"
NOTABLE_EVENTS = (
    " AND (e.action IN ({marks}) OR e.action = 'sign_in' AND "
    "(e.after LIKE '%\"by\":%' OR e.after LIKE '%\"wrong_tries\":%' AND e.after NOT LIKE '%\"wrong_tries\":0%'))"
)
DOCUMENT_TEXT = (
    r" AND (d.number LIKE ? ESCAPE '\' OR d.note LIKE ? ESCAPE '\' OR d.reason LIKE ? ESCAPE '\' "
    r"OR d.author_id IN (SELECT id FROM app_user WHERE name LIKE ? ESCAPE '\') "
    r"OR d.party_id IN (SELECT id FROM party WHERE folded LIKE ? ESCAPE '\') "
    r"OR EXISTS (SELECT 1 FROM document o WHERE o.id = d.reverses_id AND o.number LIKE ? ESCAPE '\') "
    r"OR EXISTS (SELECT 1 FROM document_name n WHERE n.document_id = d.id AND n.name LIKE ? ESCAPE '\') "
    r"OR EXISTS (SELECT 1 FROM sale_line l WHERE l.document_id = d.id AND l.description LIKE ? ESCAPE '\') "
    r"OR EXISTS (SELECT 1 FROM stock_move m WHERE m.document_id = d.id AND m.product_id IN "
    r"(SELECT id FROM product WHERE folded LIKE ? ESCAPE '\' OR code LIKE ? ESCAPE '\')))"
)
TEXT, FOLDED, JSON = "text", "folded", "json"
DOCUMENT_TEXT_ARGUMENTS = (TEXT, TEXT, TEXT, TEXT, FOLDED, TEXT, TEXT, TEXT, FOLDED, TEXT)
EVENT_TEXT = (
    r" AND (e.before LIKE ? ESCAPE '\' OR e.after LIKE ? ESCAPE '\' "
    r"OR e.user_id IN (SELECT id FROM app_user WHERE name LIKE ? ESCAPE '\') "
    r"OR e.entity_uid IN (SELECT uid FROM product WHERE folded LIKE ? ESCAPE '\' OR code LIKE ? ESCAPE '\' "
    r"UNION ALL SELECT uid FROM party WHERE folded LIKE ? ESCAPE '\' "
    r"UNION ALL SELECT uid FROM app_user WHERE name LIKE ? ESCAPE '\' "
    r"UNION ALL SELECT uid FROM document WHERE number LIKE ? ESCAPE '\'))"
)
EVENT_TEXT_ARGUMENTS = (JSON, JSON, TEXT, FOLDED, TEXT, FOLDED, TEXT, TEXT)

# ---- a page of it

_ORDER = "ORDER BY 1 DESC, 2 DESC, 3 DESC"
PAGE_KEYS = f"{{documents}} UNION ALL {{events}} {_ORDER} LIMIT ?"
KEY_AT = f"{{documents}} UNION ALL {{events}} {_ORDER} LIMIT 1 OFFSET ?"
PAGE = (
    f"WITH page (at, source, id) AS ({PAGE_KEYS}) "
    "SELECT p.at, p.source, p.id, u.id, u.name, v.prefix, "
    "d.uid, d.number, d.kind, d.on_date, "
    "coalesce(w.name, (SELECT n.name FROM document_name n WHERE n.document_id = d.id "
    "AND n.name IS NOT NULL ORDER BY n.role LIMIT 1)), d.total, d.note, d.reason, "
    "o.number, o.kind, r.number, e.action, e.entity, e.entity_uid, e.before, e.after FROM page p "
    "LEFT JOIN document d ON p.source = 1 AND d.id = p.id "
    "LEFT JOIN event_log e ON p.source = 0 AND e.id = p.id "
    "LEFT JOIN app_user u ON u.id = coalesce(d.author_id, e.user_id) "
    "LEFT JOIN device v ON v.id = coalesce(d.device_id, e.device_id) "
    "LEFT JOIN party w ON w.id = d.party_id "
    "LEFT JOIN document o ON o.id = d.reverses_id "
    "LEFT JOIN document r ON r.reverses_id = d.id "
    "ORDER BY p.at DESC, p.source DESC, p.id DESC"
)
DOCUMENT_ITSELF = " AND (d.uid = ? OR d.reverses_id = (SELECT id FROM document WHERE uid = ?))"
EVENT_ABOUT = " AND e.entity_uid = ?"

# ---- what things are called now

NAMES = {
    "product": "SELECT uid, name, code FROM product WHERE uid IN ({marks})",
    "party": "SELECT uid, name, code FROM party WHERE uid IN ({marks})",
    "member": "SELECT uid, name, code FROM party WHERE uid IN ({marks})",
    "member_role": (
        "SELECT r.uid, q.name, '' FROM member_role r JOIN party q ON q.id = r.party_id WHERE r.uid IN ({marks})"
    ),
    "work_log": (
        "SELECT w.uid, q.name, '' FROM work_log w JOIN party q ON q.id = w.party_id WHERE w.uid IN ({marks})"
    ),
    "app_user": "SELECT uid, name, '' FROM app_user WHERE uid IN ({marks})",
    "recipe": (
        "SELECT r.uid, coalesce(nullif(r.name, ''), p.name), '' FROM recipe r "
        "JOIN product p ON p.id = r.product_id WHERE r.uid IN ({marks})"
    ),
    "category": "SELECT uid, name, '' FROM category WHERE uid IN ({marks})",
    "asset": "SELECT uid, name, code FROM asset WHERE uid IN ({marks})",
    "herd": "SELECT uid, name, code FROM herd WHERE uid IN ({marks})",
    "loan": (
        "SELECT l.uid, coalesce(nullif(l.name, ''), p.name), l.code FROM loan l JOIN party p ON p.id = l.party_id "
        "WHERE l.uid IN ({marks})"
    ),
    "meeting": "SELECT uid, title, number FROM meeting WHERE uid IN ({marks})",
    "meeting_item": "SELECT uid, title, '' FROM meeting_item WHERE uid IN ({marks})",
    "certificate": "SELECT uid, name, number FROM certificate WHERE uid IN ({marks})",
    "attachment": "SELECT uid, coalesce(nullif(caption, ''), name), '' FROM attachment WHERE uid IN ({marks})",
    "entry_category": "SELECT uid, name, '' FROM entry_category WHERE uid IN ({marks})",
    "slip_picture": "SELECT uid, name, '' FROM slip_picture WHERE uid IN ({marks})",
    "bank_statement": "SELECT uid, name, '' FROM bank_statement WHERE uid IN ({marks})",
    "import_run": "SELECT uid, name, '' FROM import_run WHERE uid IN ({marks})",
    "section": "SELECT uid, name, code FROM section WHERE uid IN ({marks})",
    "project": "SELECT uid, name, code FROM project WHERE uid IN ({marks})",
    "stock_location": "SELECT uid, name, code FROM stock_location WHERE uid IN ({marks})",
    "tender": "SELECT uid, name, code FROM tender WHERE uid IN ({marks})",
    "channel": "SELECT uid, name, code FROM channel WHERE uid IN ({marks})",
    "market_event": "SELECT uid, name, code FROM market_event WHERE uid IN ({marks})",
    "receipt_book": "SELECT uid, name, '' FROM receipt_book WHERE uid IN ({marks})",
    "promotion": "SELECT uid, name, code FROM promotion WHERE uid IN ({marks})",
    "coupon": "SELECT uid, code, '' FROM coupon WHERE uid IN ({marks})",
    "order_intake": "SELECT uid, name, '' FROM order_intake WHERE uid IN ({marks})",
    "partner_goods": "SELECT uid, description, '' FROM partner_goods WHERE uid IN ({marks})",
    "tile_page": "SELECT uid, name, '' FROM tile_page WHERE uid IN ({marks})",
    "scale_layout": "SELECT uid, name, '' FROM scale_layout WHERE uid IN ({marks})",
    "product_price": (
        "SELECT x.uid, p.name, p.code FROM product_price x JOIN product p ON p.id = x.product_id WHERE x.uid IN ({marks})"
    ),
    "product_page": (
        "SELECT x.uid, p.name, p.code FROM product_page x JOIN product p ON p.id = x.product_id WHERE x.uid IN ({marks})"
    ),
    "product_photo": (
        "SELECT x.uid, p.name, p.code FROM product_photo x JOIN product p ON p.id = x.product_id WHERE x.uid IN ({marks})"
    ),
    "pre_order": (
        "SELECT x.uid, q.name, x.code FROM pre_order x JOIN party q ON q.id = x.party_id WHERE x.uid IN ({marks})"
    ),
    "consignment_terms": (
        "SELECT x.uid, q.name, '' FROM consignment_terms x JOIN party q ON q.id = x.party_id WHERE x.uid IN ({marks})"
    ),
    "share_circle": "SELECT uid, name, '' FROM share_circle WHERE uid IN ({marks})",
    "budget": "SELECT uid, name, '' FROM entry_category WHERE uid IN ({marks})",
    "goal": "SELECT uid, name, '' FROM goal WHERE uid IN ({marks})",
    "goal_step": "SELECT uid, name, '' FROM goal_step WHERE uid IN ({marks})",
    "trade": "SELECT uid, name, '' FROM trade WHERE uid IN ({marks})",
    "trade_round": "SELECT uid, name, '' FROM trade_round WHERE uid IN ({marks})",
    "trade_tool": "SELECT uid, name, '' FROM trade_tool WHERE uid IN ({marks})",
    "peer_book": "SELECT uid, name, '' FROM peer_book WHERE uid IN ({marks})",
    "recurring_entry": (
        "SELECT x.uid, c.name, '' FROM recurring_entry x JOIN entry_category c ON c.id = x.entry_category_id "
        "WHERE x.uid IN ({marks})"
    ),
    "document": "SELECT uid, number, kind FROM document WHERE uid IN ({marks})",
    "account": "SELECT code, name, code FROM account WHERE code IN ({marks})",
}
REFERRED = {
    "party": "SELECT id, name FROM party WHERE id IN ({marks})",
    "product": "SELECT id, name FROM product WHERE id IN ({marks})",
    "category": "SELECT id, name FROM category WHERE id IN ({marks})",
    "account": "SELECT id, code || ' ' || name FROM account WHERE id IN ({marks})",
    "section": "SELECT id, name FROM section WHERE id IN ({marks})",
    "project": "SELECT id, name FROM project WHERE id IN ({marks})",
    "channel": "SELECT id, name FROM channel WHERE id IN ({marks})",
    "market_event": "SELECT id, name FROM market_event WHERE id IN ({marks})",
    "stock_location": "SELECT id, name FROM stock_location WHERE id IN ({marks})",
    "promotion": "SELECT id, name FROM promotion WHERE id IN ({marks})",
    "order_intake": "SELECT id, name FROM order_intake WHERE id IN ({marks})",
    "entry_category": "SELECT id, name FROM entry_category WHERE id IN ({marks})",
    "loan": "SELECT id, code FROM loan WHERE id IN ({marks})",
    "trade": "SELECT id, name FROM trade WHERE id IN ({marks})",
    "goal": "SELECT id, name FROM goal WHERE id IN ({marks})",
}

# ---- how far the chains reach

DOCUMENT_HEADS = (
    "SELECT v.prefix, v.name, h.epoch, h.sequence, h.hash, "
    "(SELECT d.number FROM document d WHERE d.device_id = h.device_id AND d.epoch = h.epoch "
    "ORDER BY d.id DESC LIMIT 1), "
    "(SELECT d.posted_at FROM document d WHERE d.device_id = h.device_id AND d.epoch = h.epoch "
    "ORDER BY d.id DESC LIMIT 1) "
    "FROM chain_head h JOIN device v ON v.id = h.device_id ORDER BY h.device_id, h.epoch"
)
EVENT_HEADS = (
    "SELECT v.prefix, v.name, e.id, e.at, e.hash FROM event_log e JOIN device v ON v.id = e.device_id "
    "WHERE e.id IN (SELECT max(id) FROM event_log GROUP BY device_id) ORDER BY e.device_id"
)
PEOPLE = "SELECT id, name, active FROM app_user ORDER BY active DESC, id"
