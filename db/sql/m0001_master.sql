-- What a book knows about the world: edited in place, every edit leaves a row in event_log.
CREATE TABLE zero (v INTEGER PRIMARY KEY CHECK (v = 0)) STRICT;
INSERT INTO zero VALUES (0);

CREATE TABLE book (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uid BLOB NOT NULL CHECK (length(uid) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('enterprise', 'household')),
  created_at INTEGER NOT NULL) STRICT;

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE blob (
  sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
  media TEXT NOT NULL,
  data BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE app_user (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;

CREATE TABLE device (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  prefix INTEGER NOT NULL UNIQUE CHECK (prefix > 0),
  name TEXT NOT NULL,
  epoch INTEGER NOT NULL DEFAULT 1 CHECK (epoch > 0)) STRICT;

-- Head of a device's chain, per epoch: moved by the database itself with every document, so that the
-- sequence can have no gap and documents cut off at the end are missed.
CREATE TABLE chain_head (
  device_id INTEGER NOT NULL REFERENCES device(id),
  epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (device_id, epoch)) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL CHECK (type IN ('asset', 'liability', 'equity', 'income', 'expense')),
  role TEXT UNIQUE,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  statement_group TEXT NOT NULL DEFAULT '',
  is_money INTEGER NOT NULL DEFAULT 0 CHECK (is_money IN (0, 1)),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;

CREATE TABLE section (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;

CREATE TABLE project (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  funder_id INTEGER REFERENCES party(id),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;

CREATE TABLE party (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  sort_key BLOB NOT NULL,
  is_member INTEGER NOT NULL DEFAULT 0 CHECK (is_member IN (0, 1)),
  is_customer INTEGER NOT NULL DEFAULT 0 CHECK (is_customer IN (0, 1)),
  is_supplier INTEGER NOT NULL DEFAULT 0 CHECK (is_supplier IN (0, 1)),
  section_id INTEGER REFERENCES section(id),
  phone TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  tax_id TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;

CREATE TABLE category (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  name TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE product (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  barcode TEXT UNIQUE,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  sort_key BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('material', 'packaging', 'product', 'service')),
  category_id INTEGER REFERENCES category(id),
  unit TEXT NOT NULL,
  price_e4 INTEGER CHECK (price_e4 IS NULL OR price_e4 BETWEEN 0 AND 10000000000000000),
  is_open_price INTEGER NOT NULL DEFAULT 0 CHECK (is_open_price IN (0, 1)),
  is_weighed INTEGER NOT NULL DEFAULT 0 CHECK (is_weighed IN (0, 1)),
  is_for_sale INTEGER NOT NULL DEFAULT 1 CHECK (is_for_sale IN (0, 1)),
  shelf_days INTEGER CHECK (shelf_days IS NULL OR shelf_days > 0),
  story TEXT NOT NULL DEFAULT '',
  origin TEXT NOT NULL DEFAULT '',
  photo BLOB REFERENCES blob(sha256),
  reorder_milli INTEGER NOT NULL DEFAULT 0,
  vat_class TEXT NOT NULL DEFAULT 'unknown' CHECK (vat_class IN ('taxable', 'exempt', 'unknown')),
  maker_id INTEGER REFERENCES section(id),
  position INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX product_by_name ON product (sort_key);

-- Packs: how many base units (thousandths) one of them holds, with its own barcode and price.
CREATE TABLE product_unit (
  id INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES product(id),
  name TEXT NOT NULL,
  factor_milli INTEGER NOT NULL CHECK (factor_milli > 0),
  barcode TEXT UNIQUE,
  price_e4 INTEGER CHECK (price_e4 IS NULL OR price_e4 >= 0),
  is_purchase INTEGER NOT NULL DEFAULT 0 CHECK (is_purchase IN (0, 1)),
  UNIQUE (product_id, name)) STRICT;

CREATE TABLE stock_location (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('store', 'stall', 'consigned_out')),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;

CREATE TABLE tender (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  icon TEXT NOT NULL DEFAULT 'banknote',
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'promptpay', 'transfer', 'account', 'other')),
  account_id INTEGER NOT NULL REFERENCES account(id),
  holder_id INTEGER REFERENCES party(id),
  promptpay_kind TEXT NOT NULL DEFAULT '',
  promptpay_target TEXT NOT NULL DEFAULT '',
  fee_bp INTEGER NOT NULL DEFAULT 0 CHECK (fee_bp BETWEEN 0 AND 10000),
  asks_reference INTEGER NOT NULL DEFAULT 0 CHECK (asks_reference IN (0, 1)),
  position INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;

CREATE TABLE recipe (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  product_id INTEGER NOT NULL REFERENCES product(id),
  name TEXT NOT NULL,
  output_quantity INTEGER NOT NULL CHECK (output_quantity > 0),
  hours_milli INTEGER NOT NULL DEFAULT 0,
  basis TEXT NOT NULL DEFAULT 'value',
  note TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;

CREATE TABLE recipe_line (
  id INTEGER PRIMARY KEY,
  recipe_id INTEGER NOT NULL REFERENCES recipe(id),
  line_no INTEGER NOT NULL,
  kind TEXT NOT NULL,
  step TEXT NOT NULL DEFAULT '',
  settlement TEXT NOT NULL,
  description TEXT NOT NULL,
  product_id INTEGER REFERENCES product(id),
  party_id INTEGER REFERENCES party(id),
  person_name TEXT NOT NULL DEFAULT '',
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  unit TEXT NOT NULL,
  rate_e4 INTEGER NOT NULL DEFAULT 0 CHECK (rate_e4 >= 0),
  is_fixed INTEGER CHECK (is_fixed IN (0, 1)),
  per_batch INTEGER NOT NULL DEFAULT 0 CHECK (per_batch IN (0, 1)),
  UNIQUE (recipe_id, line_no)) STRICT;

-- Further outputs of a recipe besides its product: by-products and co-products.
CREATE TABLE recipe_output (
  id INTEGER PRIMARY KEY,
  recipe_id INTEGER NOT NULL REFERENCES recipe(id),
  line_no INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product(id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  kind TEXT NOT NULL CHECK (kind IN ('good', 'co_product', 'by_product', 'normal_waste')),
  unit_value_e4 INTEGER NOT NULL DEFAULT 0 CHECK (unit_value_e4 >= 0),
  percent_bp INTEGER NOT NULL DEFAULT 0 CHECK (percent_bp BETWEEN 0 AND 10000),
  UNIQUE (recipe_id, line_no)) STRICT;

-- What is half done: held carts, started forms. The only rows that are deleted.
CREATE TABLE draft (
  uid BLOB PRIMARY KEY CHECK (length(uid) = 16),
  kind TEXT NOT NULL,
  label TEXT NOT NULL DEFAULT '',
  data TEXT NOT NULL,
  updated_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
