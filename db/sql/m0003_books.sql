-- Books that are closed: debts and what settles them, cash and bank, assets and animals, tax, locked months.
ALTER TABLE account ADD COLUMN holder_id INTEGER REFERENCES party(id);
ALTER TABLE account ADD COLUMN bank_name TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN bank_number TEXT NOT NULL DEFAULT '';
ALTER TABLE party ADD COLUMN credit_limit INTEGER CHECK (credit_limit IS NULL OR credit_limit >= 0);
ALTER TABLE party ADD COLUMN credit_days INTEGER NOT NULL DEFAULT 0 CHECK (credit_days BETWEEN 0 AND 3650);
ALTER TABLE party ADD COLUMN branch TEXT NOT NULL DEFAULT '';

-- Which open documents a payment settles: `amount` has the sign of what it takes off the target on that account
-- (a debtor's bill is positive, a creditor's negative).
CREATE TABLE allocation (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  target_id INTEGER NOT NULL REFERENCES document(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  party_id INTEGER NOT NULL REFERENCES party(id),
  amount INTEGER NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX allocation_by_target ON allocation (target_id, account_id);

-- Papers that belong together: an invoice and what it bills, a delivery and its quotation, an accrual and its end.
CREATE TABLE document_link (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  role TEXT NOT NULL,
  target_id INTEGER NOT NULL REFERENCES document(id),
  amount INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX document_link_by_target ON document_link (target_id, role);

-- Tax that a buyer kept back from what she paid.
CREATE TABLE withholding (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  party_id INTEGER REFERENCES party(id),
  base INTEGER NOT NULL,
  rate_bp INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount <> 0),
  certificate TEXT NOT NULL DEFAULT '',
  certificate_date TEXT,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;

-- What is offered to a buyer; nothing moves and nothing is owed yet.
CREATE TABLE offer (
  document_id INTEGER PRIMARY KEY REFERENCES document(id),
  valid_until TEXT,
  subtotal INTEGER NOT NULL,
  discount INTEGER NOT NULL,
  total INTEGER NOT NULL) STRICT;
CREATE TABLE offer_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  product_id INTEGER REFERENCES product(id),
  description TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity <> 0),
  unit TEXT NOT NULL,
  base_quantity INTEGER NOT NULL,
  unit_price_e4 INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;

-- Money counted in a hand, a drawer or a box: what the books said, what was there, by note and coin.
CREATE TABLE cash_count (
  document_id INTEGER PRIMARY KEY REFERENCES document(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  expected INTEGER NOT NULL,
  counted INTEGER NOT NULL) STRICT;
CREATE INDEX cash_count_by_account ON cash_count (account_id, document_id);
CREATE TABLE cash_count_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  denomination INTEGER NOT NULL CHECK (denomination > 0),
  pieces INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;

CREATE TABLE asset (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('equipment', 'vehicle', 'building', 'land', 'breeding', 'other')),
  source TEXT NOT NULL CHECK (source IN ('bought', 'opening', 'donated', 'member', 'lent', 'raised')),
  party_id INTEGER REFERENCES party(id),
  section_id INTEGER REFERENCES section(id),
  project_id INTEGER REFERENCES project(id),
  place TEXT NOT NULL DEFAULT '',
  serial TEXT NOT NULL DEFAULT '',
  photo BLOB REFERENCES blob(sha256),
  acquired_on TEXT NOT NULL,
  in_use_from TEXT NOT NULL,
  cost INTEGER NOT NULL CHECK (cost >= 0),
  scrap INTEGER NOT NULL DEFAULT 0 CHECK (scrap BETWEEN 0 AND cost),
  life_months INTEGER CHECK (life_months IS NULL OR life_months BETWEEN 1 AND 1200),
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
-- What happened to an asset: differences to its cost, its depreciation so far, and income still deferred.
CREATE TABLE asset_entry (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  asset_id INTEGER NOT NULL REFERENCES asset(id),
  purpose TEXT NOT NULL CHECK (purpose IN ('opening', 'acquire', 'improve', 'depreciate', 'dispose')),
  month TEXT,
  cost INTEGER NOT NULL,
  depreciation INTEGER NOT NULL,
  deferred INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX asset_entry_by_asset ON asset_entry (asset_id, document_id);

CREATE TABLE herd (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  species TEXT NOT NULL DEFAULT '',
  unit TEXT NOT NULL DEFAULT '',
  section_id INTEGER REFERENCES section(id),
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE TABLE herd_entry (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  herd_id INTEGER NOT NULL REFERENCES herd(id),
  purpose TEXT NOT NULL CHECK (purpose IN
    ('opening', 'born', 'bought', 'raised', 'sold', 'died', 'lost', 'given', 'moved', 'to_asset')),
  heads INTEGER NOT NULL,
  value INTEGER NOT NULL,
  animals TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX herd_entry_by_herd ON herd_entry (herd_id, document_id);

-- Stock at the lower of cost and net selling price: per product, into an allowance beside its account.
CREATE TABLE write_down_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product(id),
  quantity INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  net_price INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;

-- VAT in a document: base without tax and the tax itself, both as they were worked out.
CREATE TABLE tax_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('output', 'input')),
  vat_class TEXT NOT NULL CHECK (vat_class IN ('taxable', 'exempt', 'unknown')),
  for_line INTEGER,
  product_id INTEGER REFERENCES product(id),
  base INTEGER NOT NULL,
  tax INTEGER NOT NULL,
  rate_bp INTEGER NOT NULL,
  claim TEXT NOT NULL DEFAULT '' CHECK (claim IN ('', 'yes', 'no', 'share')),
  ledger_date TEXT NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX tax_line_by_day ON tax_line (ledger_date, side);
-- A full tax invoice in place of the short one of a sale; names and addresses stand in document_name.
CREATE TABLE tax_invoice (
  document_id INTEGER PRIMARY KEY REFERENCES document(id),
  target_id INTEGER NOT NULL REFERENCES document(id),
  form TEXT NOT NULL CHECK (form IN ('full', 'replacement')),
  exempt INTEGER NOT NULL,
  base INTEGER NOT NULL,
  tax INTEGER NOT NULL,
  total INTEGER NOT NULL) STRICT;
CREATE INDEX tax_invoice_by_target ON tax_invoice (target_id);

-- Locking and unlocking of months; `period_lock` is what it comes to.
CREATE TABLE period_event (
  id INTEGER PRIMARY KEY,
  month TEXT NOT NULL CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
  is_locked INTEGER NOT NULL CHECK (is_locked IN (0, 1)),
  at INTEGER NOT NULL,
  user_id INTEGER NOT NULL REFERENCES app_user(id),
  reason TEXT NOT NULL DEFAULT '') STRICT;
DROP TRIGGER period_lock_no_update;
DROP TRIGGER period_lock_no_delete;
INSERT INTO period_event (month, is_locked, at, user_id) SELECT month, 1, locked_at, user_id FROM period_lock;
CREATE TRIGGER period_event_in AFTER INSERT ON period_event BEGIN
  DELETE FROM period_lock WHERE month = NEW.month;
  INSERT INTO period_lock SELECT NEW.month, NEW.at, NEW.user_id WHERE NEW.is_locked = 1;
END;
CREATE TRIGGER document_in_open_month BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM period_lock WHERE month = substr(NEW.ledger_date, 1, 7)) BEGIN
  SELECT RAISE(ABORT, 'locked month');
END;

-- What money comes from and goes to, in everyday words.
CREATE TABLE entry_category (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL DEFAULT '',
  account_id INTEGER NOT NULL REFERENCES account(id),
  icon TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  UNIQUE (direction, name)) STRICT;

-- Pictures of slips; those without a document wait to be entered.
CREATE TABLE slip_picture (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  sha256 BLOB NOT NULL REFERENCES blob(sha256),
  name TEXT NOT NULL DEFAULT '',
  added_at INTEGER NOT NULL,
  document_id INTEGER REFERENCES document(id),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX slip_picture_by_document ON slip_picture (document_id);

-- Days that are no working days: every year (MM-DD) or once (YYYY-MM-DD).
CREATE TABLE holiday (day TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Rules of tax law: a value from one day to another, and who says so.
CREATE TABLE tax_rule (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  key TEXT NOT NULL,
  value INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  source TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;

-- Figures of a fiscal year that nobody posted: last year's as it was on paper, and the plan.
CREATE TABLE yearly_figure (
  kind TEXT NOT NULL CHECK (kind IN ('last_year', 'plan')),
  first_day TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id),
  amount INTEGER NOT NULL,
  PRIMARY KEY (kind, first_day, account_id)) STRICT, WITHOUT ROWID;

-- A bank's own statement and what in the books its lines were found to be.
CREATE TABLE bank_statement (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  account_id INTEGER NOT NULL REFERENCES account(id),
  name TEXT NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  opening INTEGER,
  closing INTEGER,
  added_at INTEGER NOT NULL,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE TABLE bank_line (
  id INTEGER PRIMARY KEY,
  statement_id INTEGER NOT NULL REFERENCES bank_statement(id),
  line_no INTEGER NOT NULL,
  on_date TEXT NOT NULL,
  amount INTEGER NOT NULL,
  description TEXT NOT NULL,
  reference TEXT NOT NULL DEFAULT '',
  balance INTEGER,
  UNIQUE (statement_id, line_no)) STRICT;
CREATE TABLE bank_match (
  bank_line_id INTEGER NOT NULL REFERENCES bank_line(id),
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  at INTEGER NOT NULL,
  user_id INTEGER NOT NULL REFERENCES app_user(id),
  PRIMARY KEY (bank_line_id, document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX bank_match_by_document ON bank_match (document_id, line_no);
-- A bank account that was found right up to a day.
CREATE TABLE bank_reconciliation (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account(id),
  on_date TEXT NOT NULL,
  bank_balance INTEGER NOT NULL,
  book_balance INTEGER NOT NULL,
  at INTEGER NOT NULL,
  user_id INTEGER NOT NULL REFERENCES app_user(id)) STRICT;

-- What came in from a spreadsheet, so that it can be undone as one; and which header meant what last time.
CREATE TABLE import_run (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  rows INTEGER NOT NULL,
  at INTEGER NOT NULL,
  user_id INTEGER NOT NULL REFERENCES app_user(id),
  undone_at INTEGER) STRICT;
CREATE TABLE import_item (
  run_id INTEGER NOT NULL REFERENCES import_run(id),
  position INTEGER NOT NULL,
  entity TEXT NOT NULL,
  entity_uid BLOB NOT NULL,
  PRIMARY KEY (run_id, position)) STRICT, WITHOUT ROWID;
CREATE TABLE import_mapping (
  kind TEXT NOT NULL,
  header TEXT NOT NULL,
  field TEXT NOT NULL,
  PRIMARY KEY (kind, header)) STRICT, WITHOUT ROWID;

-- The sales register follows the books: what was sold is counted without the tax in it.
CREATE TRIGGER tax_line_in AFTER INSERT ON tax_line BEGIN
  SELECT RAISE(ABORT, 'posted') WHERE NOT EXISTS (SELECT 1 FROM unfinished WHERE document_id = NEW.document_id);
  UPDATE unfinished SET pending = pending - 1 WHERE document_id = NEW.document_id;
  INSERT INTO sales_day SELECT NEW.ledger_date, NEW.product_id, 0, -NEW.tax, 0, 0, 0
    WHERE NEW.side = 'output' AND NEW.product_id IS NOT NULL AND NEW.for_line IS NOT NULL
    ON CONFLICT (day, product_id) DO UPDATE SET amount = amount + excluded.amount;
END;
