"""SQL of the book's identity, its people, settings, log and drafts."""

INSERT_BOOK = "INSERT INTO book (id, uid, kind, created_at) VALUES (1, ?, ?, ?)"
ACCOUNT_CODES = "SELECT code, id FROM account"
BOOK = "SELECT uid, kind, created_at FROM book WHERE id = 1"
OWN_DEVICE = "SELECT id, prefix, epoch FROM device ORDER BY id LIMIT 1"
FIRST_USER = "SELECT id, name FROM app_user WHERE active = 1 ORDER BY role <> 'leader', id LIMIT 1"
USER = "SELECT id, name FROM app_user WHERE id = ? AND active = 1"
USERS = "SELECT id, uid, name, role, active FROM app_user ORDER BY active DESC, id"

SETTINGS = "SELECT key, value FROM setting"
SETTING = "SELECT value FROM setting WHERE key = ?"
SET_SETTING = (
    "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
DELETE_SETTING = "DELETE FROM setting WHERE key = ?"

LAST_EVENT = "SELECT hash FROM event_log WHERE device_id = ? ORDER BY id DESC LIMIT 1"
INSERT_EVENT = (
    "INSERT INTO event_log (at, user_id, device_id, action, entity, entity_uid, before, after, "
    "previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
COUNT_EVENTS = "SELECT count(*) FROM event_log WHERE entity_uid = ? AND action = ?"
EVENTS = (
    "SELECT e.id, e.at, u.name, e.action, e.entity, e.entity_uid, e.before, e.after "
    "FROM event_log e JOIN app_user u ON u.id = e.user_id "
    "WHERE e.id < ? AND (? IS NULL OR e.entity_uid = ?) AND (? IS NULL OR e.entity = ?) "
    "ORDER BY e.id DESC LIMIT ?"
)

SAVE_DRAFT = (
    "INSERT INTO draft (uid, kind, label, data, updated_at) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (uid) DO UPDATE SET kind = excluded.kind, label = excluded.label, data = excluded.data, "
    "updated_at = excluded.updated_at"
)
DRAFTS = "SELECT uid, kind, label, updated_at FROM draft WHERE kind = ? ORDER BY updated_at DESC, uid"
DRAFT = "SELECT uid, kind, label, updated_at, data FROM draft WHERE uid = ?"
DELETE_DRAFT = "DELETE FROM draft WHERE uid = ? RETURNING kind"
SETTINGS_OF = "SELECT key, value FROM setting WHERE key IN (?, ?)"
LAST_DONE = "SELECT at FROM event_log WHERE action = ? ORDER BY id DESC LIMIT 1"
