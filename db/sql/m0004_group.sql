-- The group: members and what they hold, loans, savings, projects, meetings, the profit's distribution.
ALTER TABLE account ADD COLUMN is_fund INTEGER NOT NULL DEFAULT 0 CHECK (is_fund IN (0, 1));
ALTER TABLE project ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
ALTER TABLE project ADD COLUMN contract TEXT NOT NULL DEFAULT '';
ALTER TABLE project ADD COLUMN first_day TEXT;
ALTER TABLE project ADD COLUMN last_day TEXT;
ALTER TABLE project ADD COLUMN agreed INTEGER NOT NULL DEFAULT 0 CHECK (agreed >= 0);
ALTER TABLE project ADD COLUMN is_returnable INTEGER NOT NULL DEFAULT 1 CHECK (is_returnable IN (0, 1));
ALTER TABLE project ADD COLUMN closed_on TEXT;
ALTER TABLE project ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- The register of members: what is kept about a person beyond her name, address and telephone.
CREATE TABLE member (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  party_id INTEGER NOT NULL UNIQUE REFERENCES party(id),
  number TEXT NOT NULL UNIQUE,
  national_id TEXT NOT NULL DEFAULT '',
  born_on TEXT,
  joined_on TEXT,
  left_on TEXT,
  left_reason TEXT NOT NULL DEFAULT '',
  household TEXT NOT NULL DEFAULT '',
  occupation TEXT NOT NULL DEFAULT '',
  heir TEXT NOT NULL DEFAULT '',
  heir_relation TEXT NOT NULL DEFAULT '',
  photo BLOB REFERENCES blob(sha256),
  consent_on TEXT,
  note TEXT NOT NULL DEFAULT '') STRICT;
CREATE UNIQUE INDEX member_by_national_id ON member (national_id) WHERE national_id <> '';
-- What a member was entrusted with, from one day to another; without a section it is the whole group's.
CREATE TABLE member_role (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  party_id INTEGER NOT NULL REFERENCES party(id),
  section_id INTEGER REFERENCES section(id),
  role TEXT NOT NULL CHECK (role IN
    ('chair', 'vice_chair', 'secretary', 'treasurer', 'committee', 'inspector', 'adviser', 'unit_head', 'other')),
  title TEXT NOT NULL DEFAULT '',
  from_day TEXT NOT NULL,
  to_day TEXT,
  appointed_by TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX member_role_by_party ON member_role (party_id);
-- Work for the group outside batches, paid or free; never posted (free work is imputed).
CREATE TABLE work_log (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  party_id INTEGER NOT NULL REFERENCES party(id),
  on_date TEXT NOT NULL,
  hours_milli INTEGER NOT NULL CHECK (hours_milli > 0),
  what TEXT NOT NULL DEFAULT '',
  is_paid INTEGER NOT NULL DEFAULT 0 CHECK (is_paid IN (0, 1)),
  section_id INTEGER REFERENCES section(id),
  project_id INTEGER REFERENCES project(id),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX work_log_by_party ON work_log (party_id, on_date);

-- Shares of a member: how many more, their par value, and what of it is paid in.
CREATE TABLE share_entry (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  party_id INTEGER NOT NULL REFERENCES party(id),
  purpose TEXT NOT NULL CHECK (purpose IN ('opening', 'subscribe', 'pay', 'transfer', 'return')),
  shares INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  paid INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX share_entry_by_party ON share_entry (party_id, document_id);
CREATE TABLE share_certificate (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  number INTEGER NOT NULL UNIQUE CHECK (number > 0),
  party_id INTEGER NOT NULL REFERENCES party(id),
  shares INTEGER NOT NULL CHECK (shares > 0),
  issued_on TEXT NOT NULL,
  cancelled_on TEXT,
  reason TEXT NOT NULL DEFAULT '') STRICT;

-- Money lent to the group or by it; rates in millionths per day, month or year.
CREATE TABLE loan (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  code TEXT NOT NULL UNIQUE,
  side TEXT NOT NULL CHECK (side IN ('taken', 'given')),
  party_id INTEGER NOT NULL REFERENCES party(id),
  name TEXT NOT NULL DEFAULT '',
  principal INTEGER NOT NULL CHECK (principal > 0),
  rate_ppm INTEGER NOT NULL DEFAULT 0 CHECK (rate_ppm >= 0),
  rate_per TEXT NOT NULL DEFAULT 'year' CHECK (rate_per IN ('day', 'month', 'year')),
  method TEXT NOT NULL DEFAULT 'reducing' CHECK (method IN ('flat', 'reducing', 'equal_principal', 'interest_only')),
  instalments INTEGER NOT NULL DEFAULT 1 CHECK (instalments BETWEEN 1 AND 1200),
  every INTEGER NOT NULL DEFAULT 1 CHECK (every BETWEEN 1 AND 120),
  every_unit TEXT NOT NULL DEFAULT 'month' CHECK (every_unit IN ('day', 'week', 'month', 'year')),
  agreed_on TEXT NOT NULL,
  first_due TEXT NOT NULL,
  contract TEXT NOT NULL DEFAULT '',
  guarantors TEXT NOT NULL DEFAULT '',
  security TEXT NOT NULL DEFAULT '',
  project_id INTEGER REFERENCES project(id),
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX loan_by_party ON loan (party_id);
CREATE TABLE loan_due (
  loan_id INTEGER NOT NULL REFERENCES loan(id),
  position INTEGER NOT NULL,
  due_on TEXT NOT NULL,
  principal INTEGER NOT NULL CHECK (principal >= 0),
  interest INTEGER NOT NULL CHECK (interest >= 0),
  PRIMARY KEY (loan_id, position)) STRICT, WITHOUT ROWID;
-- What happened to a loan: differences to what is owed of it, to interest owed and not yet paid, interest of the time
-- up to a day, and charges. All four are positive where the loan grows or costs more.
CREATE TABLE loan_entry (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  loan_id INTEGER NOT NULL REFERENCES loan(id),
  purpose TEXT NOT NULL CHECK (purpose IN ('opening', 'drawn', 'paid', 'accrued', 'forgiven')),
  up_to TEXT,
  principal INTEGER NOT NULL,
  accrued INTEGER NOT NULL,
  interest INTEGER NOT NULL,
  fee INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX loan_entry_by_loan ON loan_entry (loan_id, document_id);
-- Members' savings with the group.
CREATE TABLE savings_entry (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  party_id INTEGER NOT NULL REFERENCES party(id),
  purpose TEXT NOT NULL CHECK (purpose IN ('opening', 'deposit', 'withdraw', 'interest')),
  up_to TEXT,
  amount INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX savings_entry_by_party ON savings_entry (party_id, document_id);
CREATE TABLE savings_rate (
  from_day TEXT PRIMARY KEY,
  rate_ppm INTEGER NOT NULL CHECK (rate_ppm >= 0),
  note TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;

-- What a project's money is for, which slip belongs to which line of it, and what was reached.
CREATE TABLE project_budget (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  project_id INTEGER NOT NULL REFERENCES project(id),
  position INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  account_id INTEGER REFERENCES account(id),
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX project_budget_by_project ON project_budget (project_id, position);
CREATE TABLE project_slip (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  budget_id INTEGER NOT NULL REFERENCES project_budget(id),
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE TABLE project_result (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  project_id INTEGER NOT NULL REFERENCES project(id),
  position INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  unit TEXT NOT NULL DEFAULT '',
  target INTEGER,
  reached INTEGER,
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
-- Money of a project that is still to be spent: what came in, what was spent or became a thing, what went back.
CREATE TABLE project_entry (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  project_id INTEGER NOT NULL REFERENCES project(id),
  purpose TEXT NOT NULL CHECK (purpose IN ('opening', 'received', 'earned', 'asset', 'returned', 'kept')),
  amount INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX project_entry_by_project ON project_entry (project_id, document_id);

-- Meetings of the group and activities of a project: what is talked about, who was there, what was resolved.
CREATE TABLE meeting (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('yearly', 'extra', 'committee', 'activity')),
  number TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL,
  on_date TEXT NOT NULL,
  starts_at TEXT NOT NULL DEFAULT '',
  ends_at TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL DEFAULT '',
  section_id INTEGER REFERENCES section(id),
  project_id INTEGER REFERENCES project(id),
  chair_id INTEGER REFERENCES party(id),
  secretary_id INTEGER REFERENCES party(id),
  is_held INTEGER NOT NULL DEFAULT 0 CHECK (is_held IN (0, 1)),
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX meeting_by_day ON meeting (on_date);
CREATE TABLE meeting_item (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  meeting_id INTEGER NOT NULL REFERENCES meeting(id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  discussion TEXT NOT NULL DEFAULT '',
  resolution TEXT NOT NULL DEFAULT '',
  resolution_no TEXT NOT NULL DEFAULT '',
  votes_for INTEGER,
  votes_against INTEGER,
  votes_none INTEGER,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX meeting_item_by_meeting ON meeting_item (meeting_id, position);
CREATE TABLE attendance (
  id INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting(id),
  position INTEGER NOT NULL,
  party_id INTEGER REFERENCES party(id),
  name TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('present', 'proxy', 'excused', 'absent')),
  proxy TEXT NOT NULL DEFAULT '',
  UNIQUE (meeting_id, party_id)) STRICT;
-- Pictures and papers that belong to something else.
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  owner TEXT NOT NULL CHECK (owner IN ('meeting', 'project', 'certificate', 'member', 'loan')),
  owner_id INTEGER NOT NULL,
  sha256 BLOB NOT NULL REFERENCES blob(sha256),
  name TEXT NOT NULL DEFAULT '',
  caption TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0,
  added_at INTEGER NOT NULL,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE INDEX attachment_by_owner ON attachment (owner, owner_id);

-- How a year's profit may be divided: proposals for the meeting, side by side.
CREATE TABLE distribution_variant (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE TABLE distribution_head (
  variant_id INTEGER NOT NULL REFERENCES distribution_variant(id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('fund', 'dividend', 'patronage', 'committee', 'bonus', 'retained')),
  name TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('percent', 'amount', 'share_rate', 'rest')),
  value INTEGER NOT NULL DEFAULT 0,
  base TEXT NOT NULL DEFAULT '',
  account_id INTEGER REFERENCES account(id),
  PRIMARY KEY (variant_id, position)) STRICT, WITHOUT ROWID;
-- What the meeting resolved, as it was posted.
CREATE TABLE distribution (
  document_id INTEGER PRIMARY KEY REFERENCES document(id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  resolution_no TEXT NOT NULL,
  resolution TEXT NOT NULL,
  profit INTEGER NOT NULL,
  losses INTEGER NOT NULL,
  undivided INTEGER NOT NULL) STRICT;
CREATE TABLE distribution_part (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  method TEXT NOT NULL,
  value INTEGER NOT NULL,
  base TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id),
  amount INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE TABLE distribution_share (
  document_id INTEGER NOT NULL REFERENCES document(id),
  line_no INTEGER NOT NULL,
  part_no INTEGER NOT NULL,
  party_id INTEGER NOT NULL REFERENCES party(id),
  base INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (document_id, line_no)) STRICT, WITHOUT ROWID;
CREATE INDEX distribution_share_by_party ON distribution_share (party_id, document_id);

-- Certificates with a last day, the goods they are for, and the yearly renewal of the registration.
CREATE TABLE certificate (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('food', 'community', 'halal', 'geographical', 'organic', 'registration', 'other')),
  name TEXT NOT NULL,
  number TEXT NOT NULL DEFAULT '',
  issuer TEXT NOT NULL DEFAULT '',
  issued_on TEXT,
  expires_on TEXT,
  remind_days INTEGER NOT NULL DEFAULT 60 CHECK (remind_days BETWEEN 0 AND 3650),
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
CREATE TABLE certificate_product (
  certificate_id INTEGER NOT NULL REFERENCES certificate(id),
  product_id INTEGER NOT NULL REFERENCES product(id),
  PRIMARY KEY (certificate_id, product_id)) STRICT, WITHOUT ROWID;
CREATE TABLE renewal (
  year INTEGER PRIMARY KEY CHECK (year BETWEEN 2000 AND 3000),
  done_on TEXT NOT NULL,
  receipt TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL,
  user_id INTEGER NOT NULL REFERENCES app_user(id)) STRICT;

-- Letters that are written once and filled in for each member.
CREATE TABLE letter (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  name TEXT NOT NULL UNIQUE,
  subject TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))) STRICT;
