-- The market: drawers, market days, promotions, orders, the online shop, consignment, barter.
-- What is posted stands in tables of its own beside the old ones, because the columns of a posted table are frozen.

-- Who owes what was paid by this tender until it is handed over or transferred (a courier, a platform, the person
-- whose own account the money came to), and after how many days that is expected.
ALTER TABLE tender ADD COLUMN payer_id INTEGER REFERENCES party(id);
ALTER TABLE tender ADD COLUMN settle_days INTEGER NOT NULL DEFAULT 0 CHECK (settle_days BETWEEN 0 AND 3650);
-- A variant is a product that names the one it is a size or colour of; an incomplete one was sold by its name only.
ALTER TABLE product ADD COLUMN parent_id INTEGER REFERENCES product(id);
ALTER TABLE product ADD COLUMN size TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN colour TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN is_incomplete INTEGER NOT NULL DEFAULT 0 CHECK (is_incomplete IN (0, 1));
CREATE INDEX product_by_parent ON product (parent_id) WHERE parent_id IS NOT NULL;

-- By which way goods are sold; `code` is what `sale.channel` and `journal_line.channel` say.
CREATE TABLE channel (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL CHECK (kind IN
    ('stall', 'shop', 'phone', 'facebook', 'live', 'market', 'platform', 'wholesale', 'relief', 'other')),
  party_id INTEGER REFERENCES party(id),
  fee_bp INTEGER NOT NULL DEFAULT 0 CHECK (fee_bp BETWEEN 0 AND 10000),
  position INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;

-- A market day or fair: what it costs and earns is what the documents that name it say.
CREATE TABLE market_event (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '',
  location_id INTEGER REFERENCES stock_location(id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  starts_at TEXT NOT NULL DEFAULT '',
  ends_at TEXT NOT NULL DEFAULT '',
  hours_milli INTEGER NOT NULL DEFAULT 0 CHECK (hours_milli >= 0),
  planned_fee INTEGER NOT NULL DEFAULT 0 CHECK (planned_fee >= 0),
  closed_on TEXT,
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  CHECK (last_day >= first_day)) STRICT;
CREATE INDEX market_event_by_day ON market_event (first_day);
ALTER TABLE work_log ADD COLUMN event_id INTEGER REFERENCES market_event(id);

-- A drawer from opening to closing; what happened in it stands in `till_entry` and `drawer_entry`.
-- `account_id` is the place of money it is; it is open while no drawer_entry with purpose 'close' stands.
CREATE TABLE cash_session (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  name TEXT NOT NULL DEFAULT '',
  account_id INTEGER NOT NULL REFERENCES account(id),
  location_id INTEGER NOT NULL REFERENCES stock_location(id),
  event_id INTEGER REFERENCES market_event(id),
  device_id INTEGER NOT NULL REFERENCES device(id),
  on_date TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_by INTEGER NOT NULL REFERENCES app_user(id),
  is_blind INTEGER NOT NULL DEFAULT 0 CHECK (is_blind IN (0, 1))) STRICT;
CREATE INDEX cash_session_by_day ON cash_session (on_date);
-- Posted: which drawer and market day a document of any kind belongs to, and by how much cash the drawer changed
-- (float, sales, old debts, deposits, paid in: plus; refunds, paid out, payouts, drops: minus; change is taken off).
-- Expected cash of a session is the sum of `cash`; its closing has 0.
CREATE TABLE till_entry (
  document_id INTEGER PRIMARY KEY REFERENCES document(id),
  session_id INTEGER REFERENCES cash_session(id),
  event_id INTEGER REFERENCES market_event(id),
  cash INTEGER NOT NULL,
  CHECK (session_id IS NOT NULL OR (event_id IS NOT NULL AND cash = 0))) STRICT;
CREATE INDEX till_entry_by_session ON till_entry (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX till_entry_by_event ON till_entry (event_id) WHERE event_id IS NOT NULL;
-- Posted: what was done with the drawer itself; pieces of money stand in cash_count_line of the same document.
-- `amount` is positive as it is spoken of; only a closing knows what was expected and counted.
CREATE TABLE drawer_entry (
  document_id INTEGER PRIMARY KEY REFERENCES document(id),
  session_id INTEGER NOT NULL REFERENCES cash_session(id),
  purpose TEXT NOT NULL CHECK (purpose IN ('open', 'paid_in', 'paid_out', 'drop', 'payout', 'close')),
  amount INTEGER NOT NULL,
  expected INTEGER,
  counted INTEGER,
  reason TEXT NOT NULL DEFAULT '',
  approved_by INTEGER REFERENCES app_user(id),
  CHECK ((purpose = 'close') = (expected IS NOT NULL AND counted IS NOT NULL))) STRICT;
CREATE INDEX drawer_entry_by_session ON drawer_entry (session_id, purpose);

-- Posted with the sale that a tally sheet of a stall without a computer became: a line per product.
CREATE TABLE tally_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product(id),
  taken INTEGER NOT NULL,
  brought_back INTEGER NOT NULL,
  spoiled INTEGER NOT NULL,
  given INTEGER NOT NULL,
  sold INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
-- Books of paper receipts, who has them, and which of their numbers a document used.
CREATE TABLE receipt_book (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  name TEXT NOT NULL UNIQUE,
  first_number INTEGER NOT NULL CHECK (first_number >= 0),
  last_number INTEGER NOT NULL,
  party_id INTEGER REFERENCES party(id),
  issued_on TEXT NOT NULL,
  returned_on TEXT,
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  CHECK (last_number BETWEEN first_number AND first_number + 9999)) STRICT;
-- Posted; a reversal has `uses` -1. Numbers first to last, both included.
CREATE TABLE receipt_number (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  book_id INTEGER NOT NULL REFERENCES receipt_book(id),
  first_number INTEGER NOT NULL,
  last_number INTEGER NOT NULL,
  uses INTEGER NOT NULL CHECK (uses IN (-1, 1)),
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_number_by_book ON receipt_number (book_id);
-- Numbers that were spoiled, torn out or crossed through: not missing, and not a sale.
CREATE TABLE receipt_spoiled (
  book_id INTEGER NOT NULL REFERENCES receipt_book(id),
  number INTEGER NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  user_id INTEGER NOT NULL REFERENCES app_user(id),
  PRIMARY KEY (book_id, number)) STRICT, WITHOUT ROWID;

-- Prices beside the usual one: of a channel, for members, from a quantity on, for some days, of a relief sale.
CREATE TABLE product_price (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  product_id INTEGER NOT NULL REFERENCES product(id),
  unit TEXT NOT NULL DEFAULT '',
  channel_id INTEGER REFERENCES channel(id),
  is_members INTEGER NOT NULL DEFAULT 0 CHECK (is_members IN (0, 1)),
  is_relief INTEGER NOT NULL DEFAULT 0 CHECK (is_relief IN (0, 1)),
  from_quantity INTEGER NOT NULL DEFAULT 0 CHECK (from_quantity >= 0),
  price_e4 INTEGER NOT NULL CHECK (price_e4 BETWEEN 0 AND 10000000000000000),
  first_day TEXT,
  last_day TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX product_price_by_product ON product_price (product_id);
-- `value` is basis points (percent), satang (amount, price of a set) or unused; weekdays is a sum of 1 (Monday) to 64.
-- `position` is the order; `stacking` says what may come together: 'alone', 'chained' (on what is left) or 'added'.
CREATE TABLE promotion (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('percent', 'amount', 'set_price', 'buy_get', 'bundle')),
  scope TEXT NOT NULL CHECK (scope IN ('bill', 'products', 'categories')),
  value INTEGER NOT NULL DEFAULT 0 CHECK (value >= 0),
  buy_quantity INTEGER NOT NULL DEFAULT 0 CHECK (buy_quantity >= 0),
  get_quantity INTEGER NOT NULL DEFAULT 0 CHECK (get_quantity >= 0),
  gets TEXT NOT NULL DEFAULT 'same' CHECK (gets IN ('same', 'cheapest', 'named')),
  from_amount INTEGER NOT NULL DEFAULT 0 CHECK (from_amount >= 0),
  most_off INTEGER CHECK (most_off IS NULL OR most_off > 0),
  most_per_bill INTEGER CHECK (most_per_bill IS NULL OR most_per_bill > 0),
  channel_id INTEGER REFERENCES channel(id),
  is_members INTEGER NOT NULL DEFAULT 0 CHECK (is_members IN (0, 1)),
  first_day TEXT,
  last_day TEXT,
  weekdays INTEGER NOT NULL DEFAULT 127 CHECK (weekdays BETWEEN 1 AND 127),
  from_minute INTEGER NOT NULL DEFAULT 0 CHECK (from_minute BETWEEN 0 AND 1439),
  to_minute INTEGER NOT NULL DEFAULT 1440 CHECK (to_minute BETWEEN 1 AND 1440),
  needs_coupon INTEGER NOT NULL DEFAULT 0 CHECK (needs_coupon IN (0, 1)),
  stacking TEXT NOT NULL DEFAULT 'alone' CHECK (stacking IN ('alone', 'chained', 'added')),
  borne_by TEXT NOT NULL DEFAULT 'group' CHECK (borne_by IN ('group', 'owner')),
  position INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  CHECK (kind <> 'percent' OR value <= 10000)) STRICT;
CREATE TABLE promotion_item (
  promotion_id INTEGER NOT NULL REFERENCES promotion(id),
  position INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('buy', 'get', 'part', 'except')),
  product_id INTEGER REFERENCES product(id),
  category_id INTEGER REFERENCES category(id),
  quantity INTEGER NOT NULL DEFAULT 1000 CHECK (quantity > 0),
  PRIMARY KEY (promotion_id, position),
  CHECK ((product_id IS NULL) <> (category_id IS NULL))) STRICT, WITHOUT ROWID;
CREATE TABLE coupon (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  promotion_id INTEGER NOT NULL REFERENCES promotion(id),
  most_uses INTEGER CHECK (most_uses IS NULL OR most_uses > 0),
  party_id INTEGER REFERENCES party(id),
  last_day TEXT,
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX coupon_by_promotion ON coupon (promotion_id);
-- Posted: what a promotion took off a line of a sale (it is part of that line's discount) and who bears it.
CREATE TABLE sale_promotion (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  for_line INTEGER NOT NULL,
  promotion_id INTEGER NOT NULL REFERENCES promotion(id),
  name TEXT NOT NULL,
  amount INTEGER NOT NULL,
  borne_by TEXT NOT NULL CHECK (borne_by IN ('group', 'owner')),
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX sale_promotion_by_promotion ON sale_promotion (promotion_id);
-- Posted: a use of a coupon; a void has `uses` -1. Uses are counted up and no count comes twice.
CREATE TABLE coupon_use (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  coupon_id INTEGER NOT NULL REFERENCES coupon(id),
  use_no INTEGER NOT NULL CHECK (use_no > 0),
  uses INTEGER NOT NULL CHECK (uses IN (-1, 1)),
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX coupon_use_once ON coupon_use (coupon_id, use_no) WHERE uses = 1;
-- What a gift basket or set is made of when it is sold; its parts leave the stock, own and consigned.
CREATE TABLE product_part (
  product_id INTEGER NOT NULL REFERENCES product(id),
  part_id INTEGER NOT NULL REFERENCES product(id),
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  position INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (product_id, part_id),
  CHECK (part_id <> product_id)) STRICT, WITHOUT ROWID;
-- Posted: a line sold below its normal price on purpose; `gap` is what the group gave up, satang.
CREATE TABLE relief_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  for_line INTEGER NOT NULL,
  normal_price_e4 INTEGER NOT NULL,
  gap INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;

-- Posted: money of a payment that comes later: from whom, when, and the fee that will be kept back.
CREATE TABLE payment_due (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  for_line INTEGER NOT NULL,
  party_id INTEGER NOT NULL REFERENCES party(id),
  due_on TEXT NOT NULL,
  fee INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX payment_due_by_party ON payment_due (party_id, due_on);
-- Posted: the customer's transfer slip that was scanned for a payment; a second use warns.
CREATE TABLE bank_slip (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  for_line INTEGER NOT NULL,
  bank TEXT NOT NULL,
  reference TEXT NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX bank_slip_by_reference ON bank_slip (reference);

-- Orders that are taken down as they are called out or written (a live sale, pasted chat, a list), to be reviewed.
CREATE TABLE order_intake (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('live', 'chat', 'file')),
  name TEXT NOT NULL,
  channel_id INTEGER REFERENCES channel(id),
  on_date TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
-- Codes that are good for this intake only: "A12" is a product at a price.
CREATE TABLE order_code (
  intake_id INTEGER NOT NULL REFERENCES order_intake(id),
  code TEXT NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product(id),
  unit TEXT NOT NULL DEFAULT '',
  price_e4 INTEGER CHECK (price_e4 IS NULL OR price_e4 >= 0),
  quantity INTEGER CHECK (quantity IS NULL OR quantity >= 0),
  PRIMARY KEY (intake_id, code)) STRICT, WITHOUT ROWID;
-- Customers, what they want and when; changed in place until delivered, every change in the log (its state too).
CREATE TABLE pre_order (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  party_id INTEGER NOT NULL REFERENCES party(id),
  channel_id INTEGER REFERENCES channel(id),
  intake_id INTEGER REFERENCES order_intake(id),
  ordered_on TEXT NOT NULL,
  wanted_on TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'booked' CHECK (state IN ('booked', 'making', 'ready', 'delivered', 'cancelled')),
  delivery TEXT NOT NULL DEFAULT 'pickup' CHECK (delivery IN ('pickup', 'parcel', 'own')),
  event_id INTEGER REFERENCES market_event(id),
  recipient TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  carrier_id INTEGER REFERENCES party(id),
  tracking TEXT NOT NULL DEFAULT '',
  delivery_fee INTEGER NOT NULL DEFAULT 0 CHECK (delivery_fee >= 0),
  is_cod INTEGER NOT NULL DEFAULT 0 CHECK (is_cod IN (0, 1)),
  deposit_wanted INTEGER NOT NULL DEFAULT 0 CHECK (deposit_wanted >= 0),
  reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX pre_order_by_day ON pre_order (state, wanted_on);
CREATE INDEX pre_order_by_party ON pre_order (party_id);
CREATE TABLE pre_order_line (
  pre_order_id INTEGER NOT NULL REFERENCES pre_order(id),
  position INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product(id),
  description TEXT NOT NULL DEFAULT '',
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  unit TEXT NOT NULL,
  base_quantity INTEGER NOT NULL CHECK (base_quantity > 0),
  unit_price_e4 INTEGER NOT NULL CHECK (unit_price_e4 >= 0),
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (pre_order_id, position)) STRICT, WITHOUT ROWID;
CREATE INDEX pre_order_line_by_product ON pre_order_line (product_id);
-- Posted: what a document did for an order: deposit taken, taken off the bill, given back or kept (amount), and
-- goods delivered of one of its lines (order_line, base quantity). Reserved = ordered less delivered while open.
CREATE TABLE pre_order_entry (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  pre_order_id INTEGER NOT NULL REFERENCES pre_order(id),
  purpose TEXT NOT NULL CHECK (purpose IN ('deposit', 'applied', 'refund', 'forfeit', 'delivery')),
  order_line INTEGER,
  quantity INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX pre_order_entry_by_order ON pre_order_entry (pre_order_id);
-- A line of an intake as it was said, what it was understood as, and the order it became.
CREATE TABLE order_intake_line (
  intake_id INTEGER NOT NULL REFERENCES order_intake(id),
  position INTEGER NOT NULL,
  said TEXT NOT NULL,
  buyer TEXT NOT NULL DEFAULT '',
  party_id INTEGER REFERENCES party(id),
  code TEXT NOT NULL DEFAULT '',
  product_id INTEGER REFERENCES product(id),
  quantity INTEGER CHECK (quantity IS NULL OR quantity > 0),
  unit TEXT NOT NULL DEFAULT '',
  price_e4 INTEGER CHECK (price_e4 IS NULL OR price_e4 >= 0),
  state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'doubtful', 'booked', 'skipped', 'cancelled')),
  pre_order_id INTEGER REFERENCES pre_order(id),
  at INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (intake_id, position)) STRICT, WITHOUT ROWID;

-- What the online market shows of a product beyond its story and origin; `uid` is the product's.
CREATE TABLE product_page (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  product_id INTEGER NOT NULL UNIQUE REFERENCES product(id),
  producer_id INTEGER REFERENCES party(id),
  title TEXT NOT NULL DEFAULT '',
  listing_text TEXT NOT NULL DEFAULT '',
  hashtags TEXT NOT NULL DEFAULT '',
  ingredients TEXT NOT NULL DEFAULT '',
  directions TEXT NOT NULL DEFAULT '',
  net_content TEXT NOT NULL DEFAULT '',
  weight_g INTEGER CHECK (weight_g IS NULL OR weight_g > 0),
  is_listed INTEGER NOT NULL DEFAULT 1 CHECK (is_listed IN (0, 1)),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
-- Further pictures of a product; the first one is product.photo.
CREATE TABLE product_photo (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  product_id INTEGER NOT NULL REFERENCES product(id),
  sha256 BLOB NOT NULL REFERENCES blob(sha256),
  caption TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX product_photo_by_product ON product_photo (product_id, position);

-- What was agreed about goods that are sold for somebody (in), by somebody for us (out), or worked on for a fee.
-- `value` is the owner's share: basis points, or satang in e4 per unit; of 'processing' the fee.
-- Without a product it holds for all; the one of the product, then the later day goes first.
CREATE TABLE consignment_terms (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'processing')),
  party_id INTEGER NOT NULL REFERENCES party(id),
  product_id INTEGER REFERENCES product(id),
  location_id INTEGER REFERENCES stock_location(id),
  method TEXT NOT NULL CHECK (method IN ('percent', 'amount')),
  value INTEGER NOT NULL CHECK (value >= 0),
  spoilage_by TEXT NOT NULL DEFAULT 'group' CHECK (spoilage_by IN ('group', 'owner')),
  discount_by TEXT NOT NULL DEFAULT 'group' CHECK (discount_by IN ('group', 'owner')),
  from_day TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  CHECK (method <> 'percent' OR value <= 10000)) STRICT;
CREATE INDEX consignment_terms_by_party ON consignment_terms (party_id);
-- Posted: goods of somebody else that came, went back, were lost or worked on, and ours that went to a shop;
-- a line per product, with what was agreed frozen. Counts stand in stock_move with the owner.
CREATE TABLE consignment_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'processing')),
  purpose TEXT NOT NULL CHECK (purpose IN ('taken_in', 'sent', 'returned', 'spoiled', 'lost', 'used', 'made')),
  party_id INTEGER NOT NULL REFERENCES party(id),
  product_id INTEGER NOT NULL REFERENCES product(id),
  terms_id INTEGER REFERENCES consignment_terms(id),
  quantity INTEGER NOT NULL,
  price_e4 INTEGER NOT NULL,
  method TEXT NOT NULL,
  value INTEGER NOT NULL,
  spoilage_by TEXT NOT NULL,
  discount_by TEXT NOT NULL,
  amount INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX consignment_line_by_party ON consignment_line (party_id, product_id);
-- What of somebody's goods came and went, without reading every move of the book.
CREATE INDEX stock_move_by_owner ON stock_move (owner_id, ledger_date) WHERE owner_id IS NOT NULL;
-- Posted with a sale or return: the part of a line that was somebody's goods, and the split as it was that day.
-- `listed` is the price before discounts, `paid` what the customer gave for this part; owner_amount + commission =
-- paid (a commission below 0 is a discount that the group bears). The part is taken off the sales register, which is
-- of our own goods: its income stands on the commission's account.
CREATE TABLE consignment_sale (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  for_line INTEGER NOT NULL,
  party_id INTEGER NOT NULL REFERENCES party(id),
  product_id INTEGER NOT NULL REFERENCES product(id),
  terms_id INTEGER REFERENCES consignment_terms(id),
  method TEXT NOT NULL CHECK (method IN ('percent', 'amount')),
  value INTEGER NOT NULL,
  discount_by TEXT NOT NULL CHECK (discount_by IN ('group', 'owner')),
  quantity INTEGER NOT NULL,
  listed INTEGER NOT NULL,
  paid INTEGER NOT NULL,
  owner_amount INTEGER NOT NULL,
  commission INTEGER NOT NULL,
  ledger_date TEXT NOT NULL,
  CHECK (owner_amount + commission = paid),
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX consignment_sale_by_party ON consignment_sale (party_id, product_id);
CREATE TRIGGER consignment_sale_in AFTER INSERT ON consignment_sale BEGIN
  SELECT RAISE(ABORT, 'posted') WHERE NOT EXISTS (SELECT 1 FROM unfinished WHERE document_id = NEW.document_id);
  UPDATE unfinished SET pending = pending - 1 WHERE document_id = NEW.document_id;
  INSERT INTO sales_day VALUES (NEW.ledger_date, NEW.product_id, -NEW.quantity, -NEW.paid, 0, 0, 0)
    ON CONFLICT (day, product_id) DO UPDATE SET quantity = quantity + excluded.quantity,
      amount = amount + excluded.amount;
END;
-- Posted: the sheet that is signed: what was sold from day to day, carried over, and paid. What it settles stands in
-- `allocation`, so that no sale is paid out twice.
CREATE TABLE settlement (
  document_id INTEGER PRIMARY KEY REFERENCES document(id),
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'processing')),
  party_id INTEGER NOT NULL REFERENCES party(id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  gross INTEGER NOT NULL,
  commission INTEGER NOT NULL,
  charges INTEGER NOT NULL,
  carried_in INTEGER NOT NULL,
  paid INTEGER NOT NULL,
  carried_out INTEGER NOT NULL) STRICT;
CREATE INDEX settlement_by_party ON settlement (party_id);
CREATE TABLE settlement_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product(id),
  quantity INTEGER NOT NULL,
  gross INTEGER NOT NULL,
  commission INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;

-- What a partner community has to give and what it needs.
CREATE TABLE partner_goods (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  party_id INTEGER NOT NULL REFERENCES party(id),
  side TEXT NOT NULL CHECK (side IN ('has', 'needs')),
  product_id INTEGER REFERENCES product(id),
  description TEXT NOT NULL,
  quantity INTEGER CHECK (quantity IS NULL OR quantity > 0),
  unit TEXT NOT NULL DEFAULT '',
  price_e4 INTEGER CHECK (price_e4 IS NULL OR price_e4 >= 0),
  season TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX partner_goods_by_party ON partner_goods (party_id);
-- Posted: an agreed exchange: given + cash paid = received + cash received + difference. `cash` is plus when it
-- comes to us; a difference is a gift or an adjustment in words.
CREATE TABLE barter (
  document_id INTEGER PRIMARY KEY REFERENCES document(id),
  party_id INTEGER NOT NULL REFERENCES party(id),
  given INTEGER NOT NULL,
  received INTEGER NOT NULL,
  cash INTEGER NOT NULL,
  difference INTEGER NOT NULL,
  difference_as TEXT NOT NULL DEFAULT '' CHECK (difference_as IN ('', 'gift', 'adjust')),
  is_like_for_like INTEGER NOT NULL CHECK (is_like_for_like IN (0, 1)),
  give_on TEXT NOT NULL,
  receive_on TEXT NOT NULL,
  give_place TEXT NOT NULL DEFAULT '',
  receive_place TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX barter_by_party ON barter (party_id);
CREATE TABLE barter_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('give', 'receive')),
  product_id INTEGER NOT NULL REFERENCES product(id),
  description TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  unit TEXT NOT NULL,
  base_quantity INTEGER NOT NULL,
  unit_value_e4 INTEGER NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX barter_line_by_product ON barter_line (product_id);
-- Posted: what was handed over of a line of a barter, or how its rest was closed; without a target it is of the
-- barter in the same document. Owed in goods = the line less these.
CREATE TABLE barter_entry (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  target_id INTEGER REFERENCES document(id),
  barter_line INTEGER NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('delivered', 'money', 'gift', 'written_off')),
  base_quantity INTEGER NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX barter_entry_by_target ON barter_entry (target_id) WHERE target_id IS NOT NULL;
-- Posted: goods given away or received for nothing (samples and tastings too); `value` is fair value, what they
-- cost stands with their stock move.
CREATE TABLE gift_line (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('given', 'received')),
  purpose TEXT NOT NULL CHECK (purpose IN ('gift', 'sample', 'relief', 'own_use')),
  product_id INTEGER NOT NULL REFERENCES product(id),
  description TEXT NOT NULL,
  base_quantity INTEGER NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;

-- Pages of tiles on the till, as people arranged them.
CREATE TABLE tile_page (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  name TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE TABLE tile (
  page_id INTEGER NOT NULL REFERENCES tile_page(id),
  position INTEGER NOT NULL CHECK (position >= 0),
  product_id INTEGER NOT NULL REFERENCES product(id),
  unit TEXT NOT NULL DEFAULT '',
  label TEXT NOT NULL DEFAULT '',
  colour TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (page_id, position)) STRICT, WITHOUT ROWID;
-- Barcodes that a scale prints: where in the 13 digits the code and the weight or price stand (counted from 0).
CREATE TABLE scale_layout (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  name TEXT NOT NULL,
  prefix TEXT NOT NULL CHECK (length(prefix) BETWEEN 1 AND 6),
  code_from INTEGER NOT NULL CHECK (code_from BETWEEN 0 AND 12),
  code_length INTEGER NOT NULL CHECK (code_length BETWEEN 1 AND 12),
  value_from INTEGER NOT NULL CHECK (value_from BETWEEN 0 AND 12),
  value_length INTEGER NOT NULL CHECK (value_length BETWEEN 1 AND 12),
  value_is TEXT NOT NULL CHECK (value_is IN ('weight', 'price')),
  decimals INTEGER NOT NULL DEFAULT 3 CHECK (decimals BETWEEN 0 AND 4),
  position INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  CHECK (code_from + code_length <= 13 AND value_from + value_length <= 13)) STRICT;
