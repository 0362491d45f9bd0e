"""SQL of master data: products, parties, recipes, places, tenders, accounts."""

# ---------------------------------------------------------------- looking up

ID_BY_UID = {
    table: f"SELECT id FROM {table} WHERE uid = ?"
    for table in ("product", "party", "recipe", "category", "section", "project", "stock_location", "tender")
}
ID_BY_CODE = {
    table: f"SELECT id FROM {table} WHERE code = ?"
    for table in (
        *("product", "party", "section", "project", "stock_location", "tender", "account"),
        *("asset", "herd", "loan", "pre_order", "channel"),
    )
}
LAST_NUMBER = {
    table: (
        f"SELECT max(CAST(substr(code, ?) AS INTEGER)) FROM {table} "
        "WHERE code >= ? AND code < ? AND length(code) <= 12"
    )
    for table in (
        "product",
        "party",
        "section",
        "project",
        "stock_location",
        "tender",
        "asset",
        "herd",
        "loan",
        "pre_order",
        "channel",
    )
}
BARCODE_OWNER = (
    "SELECT id, name FROM product WHERE barcode = ? UNION ALL "
    "SELECT p.id, p.name FROM product_unit u JOIN product p ON p.id = u.product_id WHERE u.barcode = ?"
)
HAS_MOVED = (
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM stock_on_hand WHERE product_id = ?) "
    "OR EXISTS (SELECT 1 FROM journal_line WHERE product_id = ?) "
    "OR EXISTS (SELECT 1 FROM cost_line WHERE product_id = ?)"
)
SALE_LINE_OF = "SELECT 1 FROM sale_line WHERE product_id = ? LIMIT 1"
PRODUCT_STATE = "SELECT id, kind, name, code, photo, active FROM product WHERE uid = ?"
UNITS_OF = "SELECT name, factor_milli, barcode, price_e4, is_purchase FROM product_unit WHERE product_id = ? ORDER BY id"
ON_HAND_TOTAL = "SELECT coalesce(sum(quantity), 0) FROM stock_on_hand WHERE product_id = ?"
INSERT_BLOB = "INSERT INTO blob (sha256, media, data) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING"
BLOB = "SELECT media, data FROM blob WHERE sha256 = ?"
BLOBS = "SELECT sha256, data FROM blob WHERE sha256 IN ({marks})"

# ---------------------------------------------------------------- products

_PRODUCT = (
    "p.id, p.uid, p.code, p.barcode, p.name, p.kind, p.category_id, coalesce(c.name, ''), p.unit, p.price_e4, "
    "p.is_open_price, p.is_weighed, p.is_for_sale, p.reorder_milli, p.photo, p.active, "
    "coalesce((SELECT sum(quantity) FROM stock_on_hand h WHERE h.product_id = p.id), 0), "
    "coalesce(s.value, 0)"
)
_FROM_PRODUCT = "FROM product p LEFT JOIN category c ON c.id = p.category_id LEFT JOIN stock_cost s ON s.product_id = p.id"
PRODUCT_SORTS = {
    "name": "p.sort_key",
    "code": "p.code",
    "price": "coalesce(p.price_e4, -1)",
    "on_hand": "coalesce((SELECT sum(quantity) FROM stock_on_hand h WHERE h.product_id = p.id), 0)",
    "newest": "p.id",
}
PRODUCT_FILTERS = {
    "kinds": "p.kind IN ({marks})",
    "category_id": "p.category_id = ?",
    "active": "p.active = ?",
    "for_sale": "p.is_for_sale = ?",
    "text": "(p.folded LIKE ? ESCAPE '!' OR lower(p.code) LIKE ? ESCAPE '!' OR p.barcode = ?)",
    "incomplete": "p.is_incomplete = 1",
    "low": (
        "p.reorder_milli > 0 AND "
        "coalesce((SELECT sum(quantity) FROM stock_on_hand h WHERE h.product_id = p.id), 0) <= p.reorder_milli"
    ),
}


def product_page(sort: str, *, descending: bool, conditions: list[str], after: bool) -> str:
    """A keyset page of products; parameters: the conditions', then (key, id) if ``after``, then the limit."""
    key = PRODUCT_SORTS[sort]
    where = list(conditions)
    if after:
        where.append(f"({key}, p.id) {'<' if descending else '>'} (?, ?)")
    clause = f"WHERE {' AND '.join(where)} " if where else ""
    way = "DESC" if descending else "ASC"
    return f"SELECT {_PRODUCT}, {key} {_FROM_PRODUCT} {clause}ORDER BY {key} {way}, p.id {way} LIMIT ?"


def product_count(conditions: list[str]) -> str:
    """How many products meet the conditions."""
    clause = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT count(*) FROM product p{clause}"


_DETAIL = (
    "SELECT p.id, p.uid, p.code, p.barcode, p.name, p.kind, p.category_id, p.unit, p.price_e4, p.is_open_price, "
    "p.is_weighed, p.is_for_sale, p.shelf_days, p.story, p.origin, p.photo, p.reorder_milli, p.vat_class, "
    "p.maker_id, p.position, p.parent_id, p.size, p.colour, p.is_incomplete, "
    "p.active, coalesce(c.name, ''), coalesce(m.name, ''), "
    "coalesce((SELECT sum(quantity) FROM stock_on_hand h WHERE h.product_id = p.id), 0), "
    "coalesce(s.value, 0), l.value_e4, l.cash_e4, l.full_e4, l.purchase_e4 "
    f"{_FROM_PRODUCT} LEFT JOIN section m ON m.id = p.maker_id LEFT JOIN last_cost l ON l.product_id = p.id "
)
# What keeps a product from being a size or colour of another: it has some itself, or the other is one.
CANNOT_BE_VARIANT = (
    "SELECT 1 FROM product WHERE (id = ?1 AND (parent_id IS NOT NULL OR id = ?2)) OR parent_id = ?2 "
    "UNION ALL SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM product WHERE id = ?1) LIMIT 1"
)
PRODUCT_BY_UID = _DETAIL + "WHERE p.uid = ?"
PRODUCT_BY_ID = _DETAIL + "WHERE p.id = ?"
PRODUCT_BY_CODE = _DETAIL + "WHERE p.code = ?"
BARCODE = (
    "SELECT p.uid, '' FROM product p WHERE p.barcode = ? UNION ALL "
    "SELECT p.uid, u.name FROM product_unit u JOIN product p ON p.id = u.product_id WHERE u.barcode = ?"
)
ON_HAND_BY_PLACE = (
    "SELECT h.location_id, l.name, h.owner_id, h.lot_id, coalesce(t.code, ''), t.best_before, h.quantity "
    "FROM stock_on_hand h JOIN stock_location l ON l.id = h.location_id LEFT JOIN lot t ON t.id = h.lot_id "
    "WHERE h.product_id = ? AND h.quantity <> 0 ORDER BY h.location_id, t.best_before, h.lot_id"
)
FOR_SALE = (
    "SELECT p.id, p.uid, p.code, p.barcode, p.name, p.folded, p.kind, p.price_e4, p.unit, p.category_id, "
    "coalesce(c.name, ''), p.photo, p.is_open_price, p.is_weighed, p.vat_class, coalesce(h.quantity, 0), "
    "p.parent_id, p.size, p.colour "
    "FROM product p LEFT JOIN category c ON c.id = p.category_id LEFT JOIN ("
    "SELECT product_id, sum(quantity) AS quantity FROM stock_on_hand WHERE ? IS NULL OR location_id = ? "
    "GROUP BY product_id) h ON h.product_id = p.id "
    "WHERE p.active = 1 AND p.is_for_sale = 1 "
    "ORDER BY coalesce(c.position, 1000000), p.position, p.sort_key, p.id"
)
ON_HAND = "SELECT product_id, sum(quantity) FROM stock_on_hand GROUP BY product_id"
FOR_SALE_UNITS = (
    "SELECT u.product_id, u.name, u.factor_milli, u.barcode, u.price_e4, u.is_purchase FROM product_unit u "
    "JOIN product p ON p.id = u.product_id WHERE p.active = 1 AND p.is_for_sale = 1 ORDER BY u.product_id, u.id"
)

# ---------------------------------------------------------------- parties

_PARTY = (
    "SELECT p.id, p.uid, p.code, p.name, p.is_member, p.is_customer, p.is_supplier, p.section_id, p.phone, "
    "p.address, p.tax_id, p.note, p.credit_limit, p.credit_days, p.branch, p.active, coalesce(b.balance, 0), "
    "p.sort_key FROM party p "
    "LEFT JOIN (SELECT x.party_id, sum(x.balance) AS balance FROM party_balance x JOIN account a "
    "ON a.id = x.account_id WHERE a.role = 'receivable' GROUP BY x.party_id) b ON b.party_id = p.id "
)
PARTY_BY_UID = _PARTY + "WHERE p.uid = ?"
PARTY_BY_ID = _PARTY + "WHERE p.id = ?"
PARTY_FILTERS = {
    "active": "p.active = ?",
    "member": "p.is_member = 1",
    "customer": "p.is_customer = 1",
    "supplier": "p.is_supplier = 1",
    "owing": "coalesce(b.balance, 0) > 0",
    "match": "p.id IN (SELECT rowid FROM party_search WHERE party_search MATCH ?)",
    "like": "p.folded LIKE ? ESCAPE '!'",
    "code": "(lower(p.code) LIKE ? ESCAPE '!' OR {text})",
}


def party_page(conditions: list[str], *, after: bool) -> str:
    """A keyset page of parties by name; parameters as in ``product_page``."""
    where = list(conditions)
    if after:
        where.append("(p.sort_key, p.id) > (?, ?)")
    clause = f"WHERE {' AND '.join(where)} " if where else ""
    return f"{_PARTY}{clause}ORDER BY p.sort_key, p.id LIMIT ?"


# ---------------------------------------------------------------- lists

CATEGORIES = "SELECT id, uid, name, position FROM category ORDER BY position, id"
SECTIONS = "SELECT id, uid, code, name, active FROM section ORDER BY code"
PROJECTS = "SELECT id, uid, code, name, active FROM project ORDER BY code"
LOCATIONS = "SELECT id, uid, code, name, kind, active FROM stock_location ORDER BY id"
TENDERS = (
    "SELECT t.id, t.uid, t.code, t.name, t.name_en, t.icon, t.kind, t.account_id, t.holder_id, "
    "coalesce(h.name, ''), t.promptpay_kind, t.promptpay_target, t.fee_bp, t.asks_reference, t.position, t.active, "
    "t.payer_id, coalesce(w.name, ''), t.settle_days "
    "FROM tender t LEFT JOIN party h ON h.id = t.holder_id LEFT JOIN party w ON w.id = t.payer_id ORDER BY t.position, t.id"
)
ACCOUNTS = (
    "SELECT a.id, a.code, a.type, coalesce(a.role, ''), a.name, a.name_en, a.statement_group, a.is_money, a.active, "
    "a.holder_id, coalesce(h.name, ''), a.bank_name, a.bank_number "
    "FROM account a LEFT JOIN party h ON h.id = a.holder_id ORDER BY a.code"
)
CATEGORY_IN_USE = "SELECT 1 FROM product WHERE category_id = ? LIMIT 1"
CATEGORY_NAME = "SELECT id FROM category WHERE name = ?"

# ---------------------------------------------------------------- recipes

RECIPES = (
    "SELECT r.id, r.uid, p.uid, p.name, r.name, r.output_quantity, p.unit, r.hours_milli, r.version, r.active "
    "FROM recipe r JOIN product p ON p.id = r.product_id WHERE (? = 0 OR r.active = 1) ORDER BY p.sort_key, r.id"
)
RECIPE_BY_UID = (
    "SELECT r.id, r.uid, p.uid, r.name, r.output_quantity, r.hours_milli, r.basis, r.note, r.version, r.active, "
    "p.name, p.unit FROM recipe r JOIN product p ON p.id = r.product_id WHERE r.uid = ?"
)
RECIPES_OF_PRODUCT = "SELECT uid FROM recipe WHERE product_id = ? AND active = 1 ORDER BY id"
ACTIVE_RECIPES = (
    "SELECT r.id, r.uid, p.uid, r.name, r.output_quantity, r.hours_milli, r.basis, r.note, r.version, r.active, "
    "p.name, p.unit FROM recipe r JOIN product p ON p.id = r.product_id WHERE r.active = 1 ORDER BY r.id DESC"
)
_RECIPE_LINE = (
    "SELECT l.recipe_id, l.kind, l.settlement, l.description, l.quantity, l.unit, l.rate_e4, l.step, p.uid, q.uid, "
    "l.person_name, l.is_fixed, l.per_batch FROM recipe_line l LEFT JOIN product p ON p.id = l.product_id "
    "LEFT JOIN party q ON q.id = l.party_id "
)
_RECIPE_OUTPUT = (
    "SELECT o.recipe_id, p.uid, o.quantity, o.kind, o.unit_value_e4, o.percent_bp FROM recipe_output o "
    "JOIN product p ON p.id = o.product_id "
)
RECIPE_LINES = _RECIPE_LINE + "WHERE l.recipe_id = ? ORDER BY l.line_no"
RECIPE_OUTPUTS = _RECIPE_OUTPUT + "WHERE o.recipe_id = ? ORDER BY o.line_no"
ACTIVE_RECIPE_LINES = (
    _RECIPE_LINE + "JOIN recipe r ON r.id = l.recipe_id WHERE r.active = 1 ORDER BY l.recipe_id, l.line_no"
)
ACTIVE_RECIPE_OUTPUTS = (
    _RECIPE_OUTPUT + "JOIN recipe r ON r.id = o.recipe_id WHERE r.active = 1 ORDER BY o.recipe_id, o.line_no"
)
ACCOUNT_FOR_TENDER = (
    "SELECT CASE WHEN is_money = 1 THEN 'money' WHEN role LIKE 'stock_%' OR role = 'wip' THEN '' "
    "WHEN role IN ('receivable', 'member_receivable') THEN 'debt' "
    "WHEN role = 'holder_receivable' THEN 'held' WHEN role = 'tender_receivable' THEN 'later' "
    "WHEN type IN ('asset', 'liability') THEN 'other' ELSE '' END FROM account WHERE id = ?"
)
