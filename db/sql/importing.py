"""SQL of lists taken in from outside."""

INSERT_RUN = "INSERT INTO import_run (uid, kind, name, sha256, rows, at, user_id) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id"
INSERT_ITEM = "INSERT INTO import_item (run_id, position, entity, entity_uid) VALUES (?, ?, ?, ?)"
SAME_FILE = (
    "SELECT at FROM import_run WHERE kind = ? AND sha256 = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1"
)
RUN = "SELECT id, kind, name, undone_at FROM import_run WHERE uid = ?"
ITEMS = "SELECT entity, entity_uid FROM import_item WHERE run_id = ? ORDER BY position DESC"
SET_UNDONE = "UPDATE import_run SET undone_at = ? WHERE id = ?"
RUNS = (
    "SELECT r.uid, r.kind, r.name, r.rows, r.at, u.name, r.undone_at FROM import_run r "
    "JOIN app_user u ON u.id = r.user_id ORDER BY r.id DESC LIMIT ?"
)
MAPPING = "SELECT header, field FROM import_mapping WHERE kind = ?"
SET_MAPPING = (
    "INSERT INTO import_mapping (kind, header, field) VALUES (?, ?, ?) "
    "ON CONFLICT (kind, header) DO UPDATE SET field = excluded.field"
)
STANDING_DOCUMENT = "SELECT 1 FROM document d WHERE d.uid = ? AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)"
PARTY_BY_FOLDED = "SELECT uid FROM party WHERE folded = ? AND active = 1 ORDER BY id LIMIT 1"
PARTY_BY_CODE = "SELECT uid FROM party WHERE code = ?"
PRODUCT_BY_FOLDED = "SELECT uid FROM product WHERE folded = ? AND active = 1 ORDER BY id LIMIT 1"
PRODUCT_BY_CODE = "SELECT uid FROM product WHERE code = ?"
PRODUCT_NAMES = "SELECT folded FROM product WHERE active = 1"
PARTY_NAMES = "SELECT folded FROM party WHERE active = 1"
CATEGORIES = "SELECT uid, direction, name, name_en FROM entry_category WHERE active = 1 ORDER BY position"
ACCOUNTS = (
    "SELECT code, name, name_en, is_money, coalesce(role, '') FROM account WHERE active = 1 ORDER BY code"
)
SECTIONS = "SELECT id, uid, code, name FROM section WHERE active = 1"
PROJECTS = "SELECT uid, code, name FROM project WHERE active = 1"
PRODUCT_CATEGORIES = "SELECT id, name FROM category"
