"""SQL of the ways of selling."""

ALL = (
    "SELECT c.uid, c.code, c.name, c.name_en, c.kind, p.uid, coalesce(p.name, ''), c.active FROM channel c "
    "LEFT JOIN party p ON p.id = c.party_id ORDER BY c.active DESC, c.position, c.id"
)
BY_UID = "SELECT id, code, kind FROM channel WHERE uid = ?"
SAME_NAME = "SELECT name FROM channel WHERE name = ? AND id <> ? AND active = 1"
NEXT_PLACE = "SELECT coalesce(max(position), 0) + 1 FROM channel"
PARTY = "SELECT id FROM party WHERE uid = ?"
IS_RELIEF = "SELECT 1 FROM channel WHERE code = ? AND kind = 'relief'"
