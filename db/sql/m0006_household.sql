-- The household book and the account of an occupation: who in the family, what comes back every month, budget,
-- goals, debts, trades with their rounds; and what travels between a member's book and the group's.

-- What a project's money was used for is found without reading the whole journal.
CREATE INDEX journal_line_by_project ON journal_line (project_id, ledger_date) WHERE project_id IS NOT NULL;

-- Persons of the family are parties, so that a line can say whose spending it was.
ALTER TABLE party ADD COLUMN is_family INTEGER NOT NULL DEFAULT 0 CHECK (is_family IN (0, 1));
-- Under which heading an everyday category stands ('' in an enterprise's book).
ALTER TABLE entry_category ADD COLUMN heading TEXT NOT NULL DEFAULT '' CHECK (heading IN
  ('', 'income', 'in_kind', 'essential', 'social', 'reducible', 'neither'));

-- What comes or goes again and again: offered on its day, posted only when it is confirmed.
CREATE TABLE recurring_entry (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  entry_category_id INTEGER NOT NULL REFERENCES entry_category(id),
  name TEXT NOT NULL DEFAULT '',
  amount INTEGER NOT NULL CHECK (amount > 0),
  account_id INTEGER NOT NULL REFERENCES account(id),
  party_id INTEGER REFERENCES party(id),
  every INTEGER NOT NULL DEFAULT 1 CHECK (every BETWEEN 1 AND 120),
  every_unit TEXT NOT NULL DEFAULT 'month' CHECK (every_unit IN ('day', 'week', 'month', 'year')),
  first_on TEXT NOT NULL,
  next_on TEXT NOT NULL,
  ends_on TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
-- Posted with the spending that a week's counting of the purse found: last purse + came in - this purse.
-- `spent` = counted_before + came_in - counted; `explained` of it was entered by slips before.
CREATE TABLE reckoning (
  document_id INTEGER PRIMARY KEY REFERENCES document(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  counted_before INTEGER NOT NULL,
  came_in INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  explained INTEGER NOT NULL,
  unexplained INTEGER NOT NULL,
  CHECK (last_day >= first_day)) STRICT;

-- How much a category may take (or shall bring) in a month; month '' holds for every month that has no row of its own.
CREATE TABLE budget (
  entry_category_id INTEGER NOT NULL REFERENCES entry_category(id),
  month TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  is_rolling INTEGER NOT NULL DEFAULT 0 CHECK (is_rolling IN (0, 1)),
  PRIMARY KEY (entry_category_id, month)) STRICT, WITHOUT ROWID;
-- What the family wants: an amount saved (in an account), a debt paid off, a sum earned in a trade.
CREATE TABLE goal (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('save', 'pay_off', 'earn', 'other')),
  name TEXT NOT NULL,
  amount INTEGER NOT NULL DEFAULT 0 CHECK (amount >= 0),
  start_amount INTEGER NOT NULL DEFAULT 0,
  start_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  account_id INTEGER REFERENCES account(id),
  loan_id INTEGER REFERENCES loan(id),
  trade_id INTEGER REFERENCES trade(id),
  icon TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  reached_on TEXT,
  position INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  CHECK (due_on >= start_on)) STRICT;
CREATE TABLE goal_step (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  goal_id INTEGER NOT NULL REFERENCES goal(id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  due_on TEXT,
  done_on TEXT,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX goal_step_by_goal ON goal_step (goal_id, position);

-- What a household knows of a debt besides its contract in `loan`.
CREATE TABLE debt (
  loan_id INTEGER PRIMARY KEY REFERENCES loan(id),
  kind TEXT NOT NULL CHECK (kind IN ('bank', 'cooperative', 'village_fund', 'savings_group', 'card', 'hire_purchase',
    'pawn', 'moneylender', 'relative', 'shop', 'employer', 'student', 'other')),
  is_formal INTEGER NOT NULL DEFAULT 1 CHECK (is_formal IN (0, 1)),
  redeem_by TEXT,
  fees INTEGER NOT NULL DEFAULT 0 CHECK (fees >= 0),
  payment INTEGER CHECK (payment IS NULL OR payment > 0),
  rolls_over INTEGER NOT NULL DEFAULT 0 CHECK (rolls_over IN (0, 1)),
  position INTEGER NOT NULL DEFAULT 0) STRICT;
-- A circle of savers (วงแชร์): what is paid in and drawn stands on its own account.
CREATE TABLE share_circle (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  name TEXT NOT NULL,
  account_id INTEGER NOT NULL UNIQUE REFERENCES account(id),
  hands INTEGER NOT NULL DEFAULT 1 CHECK (hands BETWEEN 1 AND 1000),
  amount INTEGER NOT NULL CHECK (amount > 0),
  every INTEGER NOT NULL DEFAULT 1 CHECK (every BETWEEN 1 AND 120),
  every_unit TEXT NOT NULL DEFAULT 'month' CHECK (every_unit IN ('day', 'week', 'month', 'year')),
  first_on TEXT NOT NULL,
  rounds INTEGER NOT NULL CHECK (rounds BETWEEN 1 AND 1200),
  drawn_on TEXT,
  closed_on TEXT,
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;

-- An occupation, kept apart in the ledger by its section; its rounds are a crop, a herd, a lot of craft.
-- `size_unit`: 'wa' square wa (400 a rai), 'head', 'kg', 'piece', '' none.
CREATE TABLE trade (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('crop', 'animal', 'craft', 'catch', 'service', 'other')),
  section_id INTEGER NOT NULL UNIQUE REFERENCES section(id),
  size_unit TEXT NOT NULL DEFAULT '' CHECK (size_unit IN ('', 'wa', 'head', 'kg', 'piece')),
  output_name TEXT NOT NULL DEFAULT '',
  output_unit TEXT NOT NULL DEFAULT '',
  hour_rate INTEGER NOT NULL DEFAULT 0 CHECK (hour_rate >= 0),
  icon TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
-- `costs_wait`: costs stand as an asset until the round is finished (a crop); else they are spent as they come.
CREATE TABLE trade_round (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  trade_id INTEGER NOT NULL REFERENCES trade(id),
  name TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT,
  size_milli INTEGER NOT NULL DEFAULT 0 CHECK (size_milli >= 0),
  costs_wait INTEGER NOT NULL DEFAULT 1 CHECK (costs_wait IN (0, 1)),
  plan_quantity INTEGER NOT NULL DEFAULT 0 CHECK (plan_quantity >= 0),
  plan_price_e4 INTEGER NOT NULL DEFAULT 0 CHECK (plan_price_e4 >= 0),
  plan_cash_cost INTEGER NOT NULL DEFAULT 0 CHECK (plan_cash_cost >= 0),
  plan_full_cost INTEGER NOT NULL DEFAULT 0 CHECK (plan_full_cost >= 0),
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  CHECK (last_day IS NULL OR last_day >= first_day)) STRICT;
CREATE INDEX trade_round_by_trade ON trade_round (trade_id, first_day);
-- Land, machines and tools that rounds wear out; wear of a round = (price - scrap) / life x share of its time.
CREATE TABLE trade_tool (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'tool' CHECK (kind IN ('land', 'machine', 'tool', 'building', 'animal')),
  price INTEGER NOT NULL CHECK (price >= 0),
  scrap INTEGER NOT NULL DEFAULT 0 CHECK (scrap >= 0),
  life_months INTEGER NOT NULL DEFAULT 60 CHECK (life_months BETWEEN 1 AND 1200),
  yearly_rent INTEGER NOT NULL DEFAULT 0 CHECK (yearly_rent >= 0),
  bought_on TEXT,
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  CHECK (scrap <= price)) STRICT;
-- Posted: what a round cost. Settlement 'paid' and 'owed' are money; 'own' (labour, material, land, wear of one's
-- own) is imputed: it stands here and never in the ledger; 'stored' is own produce or seed, at what it stood for.
CREATE TABLE round_cost (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  round_id INTEGER NOT NULL REFERENCES trade_round(id),
  step TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('labour', 'machine', 'seed', 'fertilizer', 'pesticide', 'feed', 'medicine',
    'animals', 'material', 'packaging', 'energy', 'transport', 'rent', 'tax', 'wear', 'interest', 'opportunity', 'other')),
  settlement TEXT NOT NULL CHECK (settlement IN ('paid', 'owed', 'own', 'stored')),
  is_fixed INTEGER NOT NULL CHECK (is_fixed IN (0, 1)),
  description TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  unit TEXT NOT NULL,
  hours_milli INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  party_id INTEGER REFERENCES party(id),
  tool_id INTEGER REFERENCES trade_tool(id),
  share_bp INTEGER NOT NULL CHECK (share_bp BETWEEN 0 AND 10000),
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX round_cost_by_round ON round_cost (round_id, document_id);
-- Posted: where the harvest went, each at its value on that day (satang); spoiled has none.
CREATE TABLE round_output (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  round_id INTEGER NOT NULL REFERENCES trade_round(id),
  purpose TEXT NOT NULL CHECK (purpose IN ('sold', 'eaten', 'stored', 'seed', 'given', 'bartered', 'spoiled', 'unsold',
    'used')),
  description TEXT NOT NULL,
  is_by_product INTEGER NOT NULL CHECK (is_by_product IN (0, 1)),
  quantity INTEGER NOT NULL,
  unit TEXT NOT NULL,
  unit_price_e4 INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  party_id INTEGER REFERENCES party(id),
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX round_output_by_round ON round_output (round_id, document_id);
-- Posted: a round's costs leave the asset when it is finished; `cost` to the result, `kept` stays with the unsold crop.
CREATE TABLE round_close (
  document_id INTEGER PRIMARY KEY REFERENCES document(id),
  round_id INTEGER NOT NULL REFERENCES trade_round(id),
  cost INTEGER NOT NULL,
  kept INTEGER NOT NULL) STRICT;
CREATE INDEX round_close_by_round ON round_close (round_id);

-- Another book that notes travel to and from: a member's in the group's book, the group's in a member's.
-- `recipient` is the public key that notes to it are sealed to ('' until it said hello); `file` where it lay when it
-- was last seen; `book_uid` which book it is, NULL until it said so.
CREATE TABLE peer_book (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('enterprise', 'household')),
  book_uid BLOB CHECK (book_uid IS NULL OR length(book_uid) = 16),
  name TEXT NOT NULL,
  recipient TEXT NOT NULL,
  file TEXT NOT NULL DEFAULT '',
  party_id INTEGER REFERENCES party(id),
  linked_on TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX peer_book_by_party ON peer_book (party_id);
-- What both books of a pair know, so that a note is known to come from the other; `shared` is known to all households
-- of the group, so that totals are known to come from one of them. Never in the log.
CREATE TABLE peer_secret (
  peer_id INTEGER PRIMARY KEY REFERENCES peer_book(id),
  secret BLOB NOT NULL CHECK (length(secret) = 32),
  shared BLOB CHECK (shared IS NULL OR length(shared) = 32)) STRICT;
-- Notes that came, until somebody accepts or refuses them, and which went out. `about` is the document of the book
-- that sent it, so that nothing is told twice; `document_id` is what an accepted one became here.
CREATE TABLE sealed_note (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  peer_id INTEGER NOT NULL REFERENCES peer_book(id),
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  kind TEXT NOT NULL CHECK (kind IN ('payment', 'reversal', 'totals', 'hello')),
  about BLOB NOT NULL,
  on_date TEXT NOT NULL,
  amount INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'accepted', 'refused', 'sent')),
  at INTEGER NOT NULL,
  decided_at INTEGER,
  document_id INTEGER REFERENCES document(id),
  UNIQUE (peer_id, direction, kind, about)) STRICT;
CREATE INDEX sealed_note_waiting ON sealed_note (state, direction);
-- Totals of a month that a household chose to share; `token` is drawn by the household and names nobody.
-- They are only ever shown together: `batch` counts up when at least five more stand ready.
CREATE TABLE household_total (
  id INTEGER PRIMARY KEY,
  token BLOB NOT NULL CHECK (length(token) = 16),
  month TEXT NOT NULL,
  income INTEGER NOT NULL,
  spending INTEGER NOT NULL,
  saving INTEGER NOT NULL,
  debt INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  batch INTEGER,
  UNIQUE (token, month)) STRICT;
