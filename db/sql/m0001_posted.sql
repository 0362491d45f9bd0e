-- What happened: written once by the posting door, never updated, never deleted.
-- `detail_rows` is how many rows the document has in all; see `unfinished` for what holds it to that.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind TEXT NOT NULL,
  device_id INTEGER NOT NULL REFERENCES device(id),
  epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  number TEXT NOT NULL UNIQUE,
  on_date TEXT NOT NULL CHECK (on_date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  ledger_date TEXT NOT NULL CHECK (ledger_date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  slip_date TEXT CHECK (slip_date IS NULL OR slip_date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  slip_number TEXT,
  party_id INTEGER REFERENCES party(id),
  author_id INTEGER NOT NULL REFERENCES app_user(id),
  posted_at INTEGER NOT NULL,
  reverses_id INTEGER REFERENCES document(id),
  reason TEXT,
  note TEXT,
  total INTEGER NOT NULL CHECK (total BETWEEN -99999999999999 AND 99999999999999),
  section_id INTEGER REFERENCES section(id),
  project_id INTEGER REFERENCES project(id),
  canonical_version INTEGER NOT NULL,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  detail_rows INTEGER NOT NULL CHECK (detail_rows > 0)) STRICT;

-- A document that is being written: rows still to come and debit less credit so far. The row goes away when
-- both are 0; as long as it is there its deferred key to `zero` refuses the COMMIT. A document without such a
-- row takes no further rows.
CREATE TABLE unfinished (
  document_id INTEGER PRIMARY KEY REFERENCES document(id),
  pending INTEGER NOT NULL CHECK (pending >= 0),
  imbalance INTEGER NOT NULL,
  refused INTEGER NOT NULL DEFAULT 1 REFERENCES zero(v) DEFERRABLE INITIALLY DEFERRED) STRICT;

CREATE UNIQUE INDEX document_by_reversed ON document (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX document_by_day ON document (ledger_date, kind);
CREATE INDEX document_by_party ON document (party_id, id) WHERE party_id IS NOT NULL;

-- A person's name where the paper must show it: hashed as a salted commitment, so that it can be erased.
CREATE TABLE document_name (
  document_id INTEGER NOT NULL REFERENCES document(id),
  role TEXT NOT NULL,
  commitment BLOB NOT NULL CHECK (length(commitment) = 32),
  salt BLOB,
  name TEXT,
  PRIMARY KEY (document_id, role)) STRICT, WITHOUT ROWID;

CREATE TABLE journal_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id),
  amount INTEGER NOT NULL CHECK (amount <> 0 AND amount BETWEEN -99999999999999 AND 99999999999999),
  ledger_date TEXT NOT NULL,
  is_closing INTEGER NOT NULL DEFAULT 0 CHECK (is_closing IN (0, 1)),
  party_id INTEGER REFERENCES party(id),
  product_id INTEGER REFERENCES product(id),
  batch_id INTEGER REFERENCES production_batch(id),
  section_id INTEGER REFERENCES section(id),
  project_id INTEGER REFERENCES project(id),
  channel TEXT,
  note TEXT,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX journal_line_by_day ON journal_line (ledger_date, account_id, amount);
CREATE INDEX journal_line_by_party ON journal_line (party_id, account_id) WHERE party_id IS NOT NULL;

CREATE TABLE lot (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product(id),
  code TEXT NOT NULL,
  made_on TEXT NOT NULL,
  best_before TEXT,
  UNIQUE (document_id, line_no)) STRICT;

CREATE TABLE stock_move (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product(id),
  location_id INTEGER NOT NULL REFERENCES stock_location(id),
  owner_id INTEGER REFERENCES party(id),
  lot_id INTEGER REFERENCES lot(id),
  purpose TEXT NOT NULL,
  for_line INTEGER,
  quantity INTEGER NOT NULL,
  value INTEGER NOT NULL,
  cash_value INTEGER NOT NULL,
  full_value INTEGER NOT NULL,
  ledger_date TEXT NOT NULL,
  CHECK (owner_id IS NULL OR (value = 0 AND cash_value = 0 AND full_value = 0)),
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX stock_move_by_day ON stock_move (ledger_date, product_id);

CREATE TABLE sale (
  document_id INTEGER PRIMARY KEY REFERENCES document(id),
  location_id INTEGER NOT NULL REFERENCES stock_location(id),
  channel TEXT NOT NULL,
  subtotal INTEGER NOT NULL,
  discount INTEGER NOT NULL,
  rounding INTEGER NOT NULL,
  total INTEGER NOT NULL,
  change INTEGER NOT NULL DEFAULT 0,
  returns_id INTEGER REFERENCES document(id)) STRICT;
CREATE INDEX sale_by_original ON sale (returns_id) WHERE returns_id IS NOT NULL;

-- Lines of a sale; of a return with negative quantity and amount, naming the line they take back.
CREATE TABLE sale_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product(id),
  description TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity <> 0),
  unit TEXT NOT NULL,
  base_quantity INTEGER NOT NULL,
  unit_price_e4 INTEGER NOT NULL,
  gross INTEGER NOT NULL,
  discount INTEGER NOT NULL,
  bill_discount INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  vat_class TEXT NOT NULL,
  returns_line INTEGER,
  condition TEXT CHECK (condition IN ('sellable', 'spoiled')),
  ledger_date TEXT NOT NULL,
  CHECK (amount = gross - discount - bill_discount),
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;

CREATE TABLE payment (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  tender_id INTEGER NOT NULL REFERENCES tender(id),
  amount INTEGER NOT NULL CHECK (amount <> 0),
  tendered INTEGER NOT NULL DEFAULT 0,
  fee INTEGER NOT NULL DEFAULT 0,
  reference TEXT NOT NULL DEFAULT '',
  confirmed_by INTEGER REFERENCES app_user(id),
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;

CREATE TABLE purchase_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product(id),
  description TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity <> 0),
  unit TEXT NOT NULL,
  base_quantity INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  freight INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;

CREATE TABLE production_batch (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  document_id INTEGER NOT NULL UNIQUE REFERENCES document(id),
  product_id INTEGER NOT NULL REFERENCES product(id),
  recipe_id INTEGER REFERENCES recipe(id),
  recipe_version INTEGER,
  planned_quantity INTEGER NOT NULL CHECK (planned_quantity > 0)) STRICT;
CREATE INDEX production_batch_by_product ON production_batch (product_id);

-- One row per document of a batch: started, added to, finished (in part or for good), or all in one step.
CREATE TABLE production_entry (
  document_id INTEGER PRIMARY KEY REFERENCES document(id),
  batch_id INTEGER NOT NULL REFERENCES production_batch(id),
  phase TEXT NOT NULL CHECK (phase IN ('start', 'add', 'finish', 'one_step', 'undo')),
  is_final INTEGER NOT NULL CHECK (is_final IN (0, 1)),
  hours_milli INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX production_entry_by_batch ON production_entry (batch_id);

CREATE TABLE cost_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  batch_id INTEGER NOT NULL REFERENCES production_batch(id),
  is_estimate INTEGER NOT NULL CHECK (is_estimate IN (0, 1)),
  kind TEXT NOT NULL,
  step TEXT NOT NULL,
  settlement TEXT NOT NULL,
  description TEXT NOT NULL,
  product_id INTEGER REFERENCES product(id),
  party_id INTEGER REFERENCES party(id),
  quantity INTEGER NOT NULL,
  unit TEXT NOT NULL,
  rate_e4 INTEGER NOT NULL,
  is_fixed INTEGER NOT NULL CHECK (is_fixed IN (0, 1)),
  value INTEGER NOT NULL,
  cash_value INTEGER NOT NULL,
  full_value INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX cost_line_by_batch ON cost_line (batch_id);

CREATE TABLE batch_output (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  batch_id INTEGER NOT NULL REFERENCES production_batch(id),
  product_id INTEGER NOT NULL REFERENCES product(id),
  lot_id INTEGER REFERENCES lot(id),
  kind TEXT NOT NULL CHECK (kind IN ('good', 'co_product', 'by_product', 'normal_waste', 'abnormal_waste')),
  quantity INTEGER NOT NULL,
  value INTEGER NOT NULL,
  cash_value INTEGER NOT NULL,
  full_value INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX batch_output_by_batch ON batch_output (batch_id);

CREATE TABLE stock_count_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product(id),
  location_id INTEGER NOT NULL REFERENCES stock_location(id),
  owner_id INTEGER REFERENCES party(id),
  expected INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  value INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;

-- Cost that came to light after the goods had moved (a late slip, a receipt into a hole, a re-costed month):
-- what stays in stock and what was sold or used, in three values.
CREATE TABLE cost_adjustment (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product(id),
  old_unit_e4 INTEGER NOT NULL,
  new_unit_e4 INTEGER NOT NULL,
  stock_value INTEGER NOT NULL,
  stock_cash INTEGER NOT NULL,
  stock_full INTEGER NOT NULL,
  sold_value INTEGER NOT NULL,
  sold_cash INTEGER NOT NULL,
  sold_full INTEGER NOT NULL,
  ledger_date TEXT NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;

CREATE TABLE period_lock (
  month TEXT PRIMARY KEY CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
  locked_at INTEGER NOT NULL,
  user_id INTEGER NOT NULL REFERENCES app_user(id)) STRICT, WITHOUT ROWID;

-- Who did what when, outside the documents: master data, prints, exports, restores. Append-only, chained.
CREATE TABLE event_log (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  user_id INTEGER NOT NULL REFERENCES app_user(id),
  device_id INTEGER NOT NULL REFERENCES device(id),
  action TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_uid BLOB NOT NULL,
  before TEXT,
  after TEXT,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT;
CREATE INDEX event_log_by_entity ON event_log (entity_uid, action);
