-- Sums kept by triggers in the same transaction, so that no statement reads history.
CREATE TABLE month_balance (
  account_id INTEGER NOT NULL,
  month TEXT NOT NULL,
  is_closing INTEGER NOT NULL,
  debit INTEGER NOT NULL,
  credit INTEGER NOT NULL,
  PRIMARY KEY (month, account_id, is_closing)) STRICT, WITHOUT ROWID;

CREATE TABLE party_balance (
  party_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  balance INTEGER NOT NULL,
  PRIMARY KEY (party_id, account_id)) STRICT, WITHOUT ROWID;

CREATE TABLE stock_on_hand (
  product_id INTEGER NOT NULL,
  location_id INTEGER NOT NULL,
  owner_id INTEGER NOT NULL,
  lot_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (product_id, location_id, owner_id, lot_id)) STRICT, WITHOUT ROWID;

-- The moving average's pool of a product (own goods, all places) with the last known unit costs.
CREATE TABLE stock_cost (
  product_id INTEGER PRIMARY KEY,
  quantity INTEGER NOT NULL,
  value INTEGER NOT NULL,
  cash_value INTEGER NOT NULL,
  full_value INTEGER NOT NULL) STRICT;

CREATE TABLE stock_month (
  product_id INTEGER NOT NULL,
  month TEXT NOT NULL,
  quantity_in INTEGER NOT NULL,
  quantity_out INTEGER NOT NULL,
  value INTEGER NOT NULL,
  cash_value INTEGER NOT NULL,
  full_value INTEGER NOT NULL,
  PRIMARY KEY (product_id, month)) STRICT, WITHOUT ROWID;

CREATE TABLE sales_day (
  day TEXT NOT NULL,
  product_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  value INTEGER NOT NULL,
  cash_value INTEGER NOT NULL,
  full_value INTEGER NOT NULL,
  PRIMARY KEY (day, product_id)) STRICT, WITHOUT ROWID;

-- Last known unit costs: written by the stock service beside a move, a hint that check can rebuild.
CREATE TABLE last_cost (
  product_id INTEGER PRIMARY KEY,
  value_e4 INTEGER NOT NULL,
  cash_e4 INTEGER NOT NULL,
  full_e4 INTEGER NOT NULL,
  purchase_e4 INTEGER) STRICT;

CREATE TRIGGER document_in BEFORE INSERT ON document
WHEN NEW.sequence <> coalesce((SELECT sequence FROM chain_head
    WHERE device_id = NEW.device_id AND epoch = NEW.epoch), 0) + 1
  OR NEW.previous_hash <> coalesce((SELECT hash FROM chain_head
    WHERE device_id = NEW.device_id AND epoch = NEW.epoch), zeroblob(32))
BEGIN
  SELECT RAISE(ABORT, 'out of sequence');
END;
CREATE TRIGGER document_chained AFTER INSERT ON document BEGIN
  INSERT INTO unfinished (document_id, pending, imbalance) VALUES (NEW.id, NEW.detail_rows, 0);
  INSERT INTO chain_head VALUES (NEW.device_id, NEW.epoch, NEW.sequence, NEW.hash)
    ON CONFLICT (device_id, epoch) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash;
END;

CREATE TRIGGER unfinished_done AFTER UPDATE ON unfinished WHEN NEW.pending = 0 AND NEW.imbalance = 0 BEGIN
  DELETE FROM unfinished WHERE document_id = NEW.document_id;
END;

CREATE TRIGGER journal_line_in AFTER INSERT ON journal_line BEGIN
  SELECT RAISE(ABORT, 'posted') WHERE NOT EXISTS (SELECT 1 FROM unfinished WHERE document_id = NEW.document_id);
  UPDATE unfinished SET pending = pending - 1, imbalance = imbalance + NEW.amount
    WHERE document_id = NEW.document_id;
  INSERT INTO month_balance VALUES (NEW.account_id, substr(NEW.ledger_date, 1, 7), NEW.is_closing,
      max(NEW.amount, 0), max(-NEW.amount, 0))
    ON CONFLICT (month, account_id, is_closing) DO UPDATE SET
      debit = debit + excluded.debit, credit = credit + excluded.credit;
  INSERT INTO party_balance SELECT NEW.party_id, NEW.account_id, NEW.amount WHERE NEW.party_id IS NOT NULL
    ON CONFLICT (party_id, account_id) DO UPDATE SET balance = balance + excluded.balance;
END;

CREATE TRIGGER stock_move_in AFTER INSERT ON stock_move BEGIN
  SELECT RAISE(ABORT, 'posted') WHERE NOT EXISTS (SELECT 1 FROM unfinished WHERE document_id = NEW.document_id);
  UPDATE unfinished SET pending = pending - 1 WHERE document_id = NEW.document_id;
  INSERT INTO stock_on_hand VALUES (NEW.product_id, NEW.location_id, coalesce(NEW.owner_id, 0),
      coalesce(NEW.lot_id, 0), NEW.quantity)
    ON CONFLICT (product_id, location_id, owner_id, lot_id) DO UPDATE SET
      quantity = quantity + excluded.quantity;
END;

CREATE TRIGGER stock_move_own AFTER INSERT ON stock_move WHEN NEW.owner_id IS NULL BEGIN
  INSERT INTO stock_cost VALUES (NEW.product_id, NEW.quantity, NEW.value, NEW.cash_value, NEW.full_value)
    ON CONFLICT (product_id) DO UPDATE SET quantity = quantity + excluded.quantity,
      value = value + excluded.value, cash_value = cash_value + excluded.cash_value,
      full_value = full_value + excluded.full_value;
  INSERT INTO stock_month VALUES (NEW.product_id, substr(NEW.ledger_date, 1, 7), max(NEW.quantity, 0),
      max(-NEW.quantity, 0), NEW.value, NEW.cash_value, NEW.full_value)
    ON CONFLICT (product_id, month) DO UPDATE SET quantity_in = quantity_in + excluded.quantity_in,
      quantity_out = quantity_out + excluded.quantity_out, value = value + excluded.value,
      cash_value = cash_value + excluded.cash_value, full_value = full_value + excluded.full_value;
END;

CREATE TRIGGER stock_move_sold AFTER INSERT ON stock_move WHEN NEW.purpose IN ('sale', 'return') BEGIN
  INSERT INTO sales_day VALUES (NEW.ledger_date, NEW.product_id, 0, 0, -NEW.value, -NEW.cash_value, -NEW.full_value)
    ON CONFLICT (day, product_id) DO UPDATE SET value = value + excluded.value,
      cash_value = cash_value + excluded.cash_value, full_value = full_value + excluded.full_value;
END;

CREATE TRIGGER sale_line_in AFTER INSERT ON sale_line BEGIN
  SELECT RAISE(ABORT, 'posted') WHERE NOT EXISTS (SELECT 1 FROM unfinished WHERE document_id = NEW.document_id);
  UPDATE unfinished SET pending = pending - 1 WHERE document_id = NEW.document_id;
  INSERT INTO sales_day VALUES (NEW.ledger_date, NEW.product_id, NEW.base_quantity, NEW.amount, 0, 0, 0)
    ON CONFLICT (day, product_id) DO UPDATE SET quantity = quantity + excluded.quantity,
      amount = amount + excluded.amount;
END;

CREATE TRIGGER cost_adjustment_in AFTER INSERT ON cost_adjustment BEGIN
  SELECT RAISE(ABORT, 'posted') WHERE NOT EXISTS (SELECT 1 FROM unfinished WHERE document_id = NEW.document_id);
  UPDATE unfinished SET pending = pending - 1 WHERE document_id = NEW.document_id;
  INSERT INTO sales_day VALUES (NEW.ledger_date, NEW.product_id, 0, 0, NEW.sold_value, NEW.sold_cash, NEW.sold_full)
    ON CONFLICT (day, product_id) DO UPDATE SET value = value + excluded.value,
      cash_value = cash_value + excluded.cash_value, full_value = full_value + excluded.full_value;
END;

CREATE VIRTUAL TABLE party_search USING fts5(folded, content='party', content_rowid='id', tokenize='trigram');
CREATE TRIGGER party_search_in AFTER INSERT ON party BEGIN
  INSERT INTO party_search(rowid, folded) VALUES (NEW.id, NEW.folded);
END;
CREATE TRIGGER party_search_up AFTER UPDATE OF folded ON party BEGIN
  INSERT INTO party_search(party_search, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
  INSERT INTO party_search(rowid, folded) VALUES (NEW.id, NEW.folded);
END;
