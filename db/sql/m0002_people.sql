-- Who may sign in, what a role may do, and that the book has a key.
ALTER TABLE app_user ADD COLUMN party_id INTEGER REFERENCES party(id);
ALTER TABLE app_user ADD COLUMN valid_to TEXT;
ALTER TABLE app_user ADD COLUMN badge BLOB CHECK (badge IS NULL OR length(badge) = 32);
CREATE UNIQUE INDEX app_user_by_badge ON app_user (badge) WHERE badge IS NOT NULL;
CREATE TRIGGER app_user_no_delete BEFORE DELETE ON app_user BEGIN SELECT RAISE(ABORT, 'people stay in the book'); END;

-- A PIN opens a locked screen of the running program again, nothing else.
CREATE TABLE user_pin (
  user_id INTEGER PRIMARY KEY REFERENCES app_user(id),
  salt BLOB NOT NULL CHECK (length(salt) = 16),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  time_cost INTEGER NOT NULL CHECK (time_cost > 0),
  memory_kib INTEGER NOT NULL CHECK (memory_kib > 0),
  lanes INTEGER NOT NULL CHECK (lanes > 0)) STRICT;

-- Wrong PINs in a row, and at which tick of which start of the machine the last one was.
CREATE TABLE user_tries (
  user_id INTEGER PRIMARY KEY REFERENCES app_user(id),
  failed INTEGER NOT NULL CHECK (failed >= 0),
  boot TEXT NOT NULL,
  ticks_ms INTEGER NOT NULL) STRICT;

-- What the leader changed of a role's rules: may:sell 0 or 1, most:refund in satang, idle_minutes.
CREATE TABLE role_rule (
  role TEXT NOT NULL,
  rule TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (role, rule)) STRICT, WITHOUT ROWID;

-- The book's key is not here: only what tells the right one, and whether its printed code was tried.
CREATE TABLE book_key (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  check_value BLOB NOT NULL CHECK (length(check_value) = 32),
  made_at INTEGER NOT NULL,
  tested_at INTEGER) STRICT;

-- Who did what, by time: both lists are read as one, newest first, and only grow at their end.
CREATE INDEX document_by_time ON document (posted_at, author_id, kind);
CREATE INDEX event_log_by_time ON event_log (at, user_id, action, entity);
