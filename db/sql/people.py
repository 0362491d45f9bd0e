"""SQL of people: who may sign in, wrong tries, changed rules, and the book's key."""

_USER = "id, uid, name, role, active, party_id, valid_to, badge IS NOT NULL"
USERS = (
    f"SELECT {_USER}, EXISTS (SELECT 1 FROM user_pin p WHERE p.user_id = app_user.id) FROM app_user "
    "ORDER BY active DESC, id"
)
USER = f"SELECT {_USER} FROM app_user WHERE id = ?"
USER_BY_UID = f"SELECT {_USER} FROM app_user WHERE uid = ?"
FIRST_LEADER = f"SELECT {_USER} FROM app_user WHERE active = 1 ORDER BY role <> 'leader', id LIMIT 1"
ACTIVE_LEADERS = "SELECT count(*) FROM app_user WHERE active = 1 AND role = 'leader' AND id <> ?"
ACTIVE_PEOPLE = "SELECT uid, name, id FROM app_user WHERE active = 1 ORDER BY role <> 'leader', id"
BY_BADGE = "SELECT id FROM app_user WHERE badge = ? AND active = 1"

RULES = "SELECT role, rule, value FROM role_rule"
RULES_OF = "SELECT rule, value FROM role_rule WHERE role = ?"
DELETE_RULES = "DELETE FROM role_rule WHERE role = ?"
INSERT_RULE = "INSERT INTO role_rule (role, rule, value) VALUES (?, ?, ?)"

PIN = "SELECT salt, hash, time_cost, memory_kib, lanes FROM user_pin WHERE user_id = ?"
SET_PIN = (
    "INSERT INTO user_pin (user_id, salt, hash, time_cost, memory_kib, lanes) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (user_id) DO UPDATE SET salt = excluded.salt, hash = excluded.hash, "
    "time_cost = excluded.time_cost, memory_kib = excluded.memory_kib, lanes = excluded.lanes"
)
DELETE_PIN = "DELETE FROM user_pin WHERE user_id = ?"
TRIES = "SELECT failed, boot, ticks_ms FROM user_tries WHERE user_id = ?"
SET_TRIES = (
    "INSERT INTO user_tries (user_id, failed, boot, ticks_ms) VALUES (?, ?, ?, ?) ON CONFLICT (user_id) "
    "DO UPDATE SET failed = excluded.failed, boot = excluded.boot, ticks_ms = excluded.ticks_ms"
)
DELETE_TRIES = "DELETE FROM user_tries WHERE user_id = ?"

KEY = "SELECT check_value, made_at, tested_at FROM book_key WHERE id = 1"
SET_KEY = "INSERT INTO book_key (id, check_value, made_at) VALUES (1, ?, ?)"
SET_TESTED = "UPDATE book_key SET tested_at = ? WHERE id = 1"
