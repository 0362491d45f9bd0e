"""SQL of trades: rounds, tools, costs, harvest, stores of own produce, and against the ledger."""

_STANDS = "NOT EXISTS (SELECT 1 FROM document u WHERE u.reverses_id = d.id)"

TRADE = "SELECT id, section_id, name, position FROM trade WHERE uid = ?"
TRADE_BY_NAME = "SELECT id FROM trade WHERE name = ?"
TRADE_IN_USE = (
    "SELECT 1 FROM trade_round r WHERE r.trade_id = ?1 AND (EXISTS (SELECT 1 FROM round_cost WHERE round_id = r.id) "
    "OR EXISTS (SELECT 1 FROM round_output WHERE round_id = r.id)) LIMIT 1"
)
LAST_POSITION = "SELECT coalesce(max(position), 0) FROM trade"
TOOL = "SELECT id FROM trade_tool WHERE uid = ?"
ROUND = (
    "SELECT r.id, r.uid, r.name, r.trade_id, t.section_id, r.costs_wait, r.first_day, t.output_unit, t.name "
    "FROM trade_round r JOIN trade t ON t.id = r.trade_id WHERE r.uid = ?"
)
ROUND_IN_USE = (
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM round_cost WHERE round_id = ?1) "
    "OR EXISTS (SELECT 1 FROM round_output WHERE round_id = ?1)"
)
# The document that finished a round and stands.
FINISHED_BY = (
    "SELECT d.uid, d.number, d.on_date FROM round_close c JOIN document d ON d.id = c.document_id "
    f"WHERE c.round_id = ? AND d.reverses_id IS NULL AND {_STANDS} ORDER BY d.id DESC LIMIT 1"
)
POSTED_COST = "SELECT coalesce(sum(amount), 0) FROM round_cost WHERE round_id = ? AND settlement <> 'own'"
GOOD_QUANTITY = (
    "SELECT coalesce(sum(quantity), 0) FROM round_output "
    "WHERE round_id = ? AND is_by_product = 0 AND purpose <> 'spoiled'"
)
HELD = (
    "SELECT coalesce(sum(quantity), 0), coalesce(sum(amount), 0) FROM round_output "
    "WHERE round_id = ? AND purpose = ? AND is_by_product = 0"
)
FAMILY_HELP = "SELECT id FROM account WHERE role = 'family_help'"

# What keeps a document (?1) of rounds from being undone: a round that was finished after it, or what has left a
# store since.
GOES_ON = (
    "WITH own AS (SELECT round_id FROM round_cost WHERE document_id = ?1 "
    "UNION SELECT round_id FROM round_output WHERE document_id = ?1), "
    "held AS (SELECT round_id, purpose, is_by_product, sum(quantity) AS q, sum(amount) AS a FROM round_output "
    "WHERE document_id = ?1 AND purpose IN ('stored', 'seed', 'unsold') GROUP BY 1, 2, 3), "
    "short AS (SELECT h.round_id, h.purpose FROM held h JOIN round_output o ON o.round_id = h.round_id "
    "AND o.purpose = h.purpose AND o.is_by_product = h.is_by_product GROUP BY h.round_id, h.purpose, h.is_by_product "
    "HAVING sum(o.quantity) - h.q < 0 OR sum(o.amount) - h.a < 0 "
    "OR (sum(o.quantity) = h.q AND sum(o.amount) <> h.a)) "
    "SELECT d.number FROM document d WHERE d.id > ?1 AND d.reverses_id IS NULL "
    f"AND {_STANDS} AND (EXISTS (SELECT 1 FROM round_close c JOIN own ON own.round_id = c.round_id "
    "WHERE c.document_id = d.id) OR EXISTS (SELECT 1 FROM round_output o JOIN short s ON s.round_id = o.round_id "
    "AND s.purpose = o.purpose WHERE o.document_id = d.id AND o.quantity < 0)) ORDER BY d.id DESC LIMIT 1"
)

# What was paid since of what a round's document (?1) left owing: taken back before it.
PAID_SINCE = (
    "WITH own AS (SELECT l.party_id AS party, l.account_id AS account, sum(l.amount) AS amount FROM journal_line l "
    "JOIN account a ON a.id = l.account_id WHERE l.document_id = ?1 AND a.role IN ('receivable', 'payable') "
    "AND l.party_id IS NOT NULL AND (EXISTS (SELECT 1 FROM round_cost WHERE document_id = ?1) "
    "OR EXISTS (SELECT 1 FROM round_output WHERE document_id = ?1)) GROUP BY 1, 2), "
    "paid AS (SELECT o.party, o.account, o.amount FROM own o JOIN party_balance b ON b.party_id = o.party "
    "AND b.account_id = o.account WHERE (o.amount > 0 AND b.balance < o.amount) "
    "OR (o.amount < 0 AND b.balance > o.amount)) "
    "SELECT d.number FROM document d JOIN journal_line l ON l.document_id = d.id "
    "JOIN paid p ON p.party = l.party_id AND p.account = l.account_id "
    f"WHERE d.id > ?1 AND l.amount * p.amount < 0 AND d.reverses_id IS NULL AND {_STANDS} ORDER BY d.id DESC LIMIT 1"
)

# ---------------------------------------------------------------- reading

_ROUND_SUMS = (
    "LEFT JOIN (SELECT round_id, sum(CASE WHEN settlement IN ('paid', 'owed') THEN amount ELSE 0 END) AS cash, "
    "sum(CASE WHEN settlement <> 'own' THEN amount ELSE 0 END) AS book, sum(amount) AS full_cost "
    "FROM round_cost GROUP BY 1) c ON c.round_id = r.id "
    "LEFT JOIN (SELECT round_id, sum(CASE WHEN purpose IN ('spoiled', 'unsold') THEN 0 ELSE amount END) AS worth "
    "FROM round_output GROUP BY 1) o ON o.round_id = r.id "
    "LEFT JOIN (SELECT x.round_id, max(d.on_date) AS on_date FROM round_close x "
    f"JOIN document d ON d.id = x.document_id AND d.reverses_id IS NULL AND {_STANDS} GROUP BY 1) f "
    "ON f.round_id = r.id "
)
TRADES = (
    "SELECT t.id, t.uid, t.name, t.kind, t.size_unit, t.output_name, t.output_unit, t.hour_rate, t.icon, t.note, "
    "t.position, t.active, s.uid, "
    "(SELECT count(*) FROM trade_round r WHERE r.trade_id = t.id AND r.active = 1), "
    "(SELECT count(*) FROM trade_round r WHERE r.trade_id = t.id AND r.active = 1 AND NOT EXISTS "
    "(SELECT 1 FROM round_close c JOIN document d ON d.id = c.document_id WHERE c.round_id = r.id "
    f"AND d.reverses_id IS NULL AND {_STANDS})) "
    "FROM trade t JOIN section s ON s.id = t.section_id ORDER BY t.active DESC, t.position, t.id"
)
ROUNDS = (
    "SELECT r.id, r.uid, r.name, t.uid, t.name, t.kind, t.icon, t.size_unit, t.output_name, "
    "t.output_unit, t.hour_rate, r.first_day, r.last_day, "
    "r.size_milli, r.costs_wait, r.plan_quantity, r.plan_price_e4, r.plan_cash_cost, r.plan_full_cost, r.note, "
    "r.active, coalesce(c.cash, 0), coalesce(c.book, 0), coalesce(c.full_cost, 0), coalesce(o.worth, 0), f.on_date "
    f"FROM trade_round r JOIN trade t ON t.id = r.trade_id {_ROUND_SUMS}"
    "WHERE coalesce(t.uid = ?1, 1) ORDER BY f.on_date IS NOT NULL, r.first_day DESC, r.id DESC"
)
COSTS = (
    "SELECT c.kind, c.settlement, c.amount, c.step, c.is_fixed, c.hours_milli, c.description FROM round_cost c "
    "WHERE c.round_id = ? ORDER BY c.document_id, c.line_no"
)
OUTPUTS = "SELECT purpose, quantity, amount, is_by_product FROM round_output WHERE round_id = ? ORDER BY document_id, line_no"
# Everything that was entered of a round, newest first; `reversal` is the number that undid it.
ENTERED = (
    "SELECT d.uid, d.number, d.on_date, x.what, x.detail, x.kind, x.description, x.quantity, x.unit, x.amount, "
    "x.hours, coalesce(p.name, ''), coalesce((SELECT u.number FROM document u WHERE u.reverses_id = d.id), '') "
    "FROM (SELECT document_id, line_no, 'cost' AS what, settlement AS detail, kind, description, quantity, unit, "
    "amount, hours_milli AS hours, party_id FROM round_cost WHERE round_id = ?1 "
    "UNION ALL SELECT document_id, line_no, 'output', purpose, CASE is_by_product WHEN 1 THEN 'by_product' ELSE '' "
    "END, description, quantity, unit, amount, 0, party_id FROM round_output WHERE round_id = ?1 "
    "UNION ALL SELECT document_id, 1, 'close', '', '', '', 0, '', cost, 0, NULL FROM round_close WHERE round_id = ?1"
    ") x JOIN document d ON d.id = x.document_id LEFT JOIN party p ON p.id = coalesce(x.party_id, d.party_id) "
    "WHERE d.reverses_id IS NULL ORDER BY d.on_date DESC, d.id DESC, x.what, x.line_no"
)
TOOLS = (
    "SELECT id, uid, name, kind, price, scrap, life_months, yearly_rent, bought_on, note, active FROM trade_tool "
    "ORDER BY active DESC, name, id"
)
STORES = (
    "SELECT r.uid, r.name, t.name, t.output_name, t.output_unit, o.purpose, sum(o.quantity), sum(o.amount) "
    "FROM round_output o JOIN trade_round r ON r.id = o.round_id JOIN trade t ON t.id = r.trade_id "
    "WHERE o.purpose IN ('stored', 'seed', 'unsold') AND o.is_by_product = 0 GROUP BY r.id, o.purpose "
    "HAVING sum(o.quantity) > 0 ORDER BY t.position, r.first_day, r.id, o.purpose"
)
LAST_PRICE = (
    "SELECT o.unit_price_e4 FROM round_output o JOIN trade_round r ON r.id = o.round_id "
    "JOIN document d ON d.id = o.document_id JOIN trade_round me ON me.trade_id = r.trade_id "
    "WHERE me.uid = ? AND o.unit_price_e4 > 0 AND o.is_by_product = 0 AND d.reverses_id IS NULL "
    f"AND {_STANDS} ORDER BY d.on_date DESC, d.id DESC LIMIT 1"
)
STEPS_USED = (
    "SELECT DISTINCT c.step FROM round_cost c JOIN trade_round r ON r.id = c.round_id JOIN trade t ON t.id = r.trade_id "
    "WHERE t.uid = ? AND c.step <> '' ORDER BY 1"
)

_TO_COME = (
    "SELECT p.id, p.uid, p.name, b.balance FROM party_balance b JOIN account a ON a.id = b.account_id "
    "JOIN party p ON p.id = b.party_id WHERE a.role = 'receivable' AND b.balance > 0"
)
TO_COME = f"{_TO_COME} ORDER BY p.sort_key, p.id"
TO_COME_FROM = f"{_TO_COME} AND p.uid = ?"

# ---------------------------------------------------------------- check

_POSTED = (
    "SELECT t.section_id AS section, sum(c.amount) AS amount FROM round_cost c "
    "JOIN trade_round r ON r.id = c.round_id JOIN trade t ON t.id = r.trade_id WHERE c.settlement <> 'own' GROUP BY 1"
)


def _harvest(purposes: str) -> str:
    return (
        "SELECT t.section_id AS section, sum(o.amount) AS amount FROM round_output o "
        "JOIN trade_round r ON r.id = o.round_id JOIN trade t ON t.id = r.trade_id "
        f"WHERE o.purpose IN ({purposes}) GROUP BY 1"
    )


def _differs(roles: str, rows: str, sign: str = "") -> str:
    """Sections whose lines on accounts of these roles are not what the rows of their rounds come to."""
    return (
        "SELECT t.name, coalesce(l.amount, 0), coalesce(x.amount, 0) FROM trade t "
        "LEFT JOIN (SELECT j.section_id AS section, sum(j.amount) AS amount FROM journal_line j "
        f"JOIN account a ON a.id = j.account_id WHERE a.role IN ({roles}) AND j.is_closing = 0 GROUP BY 1) l "
        f"ON l.section = t.section_id LEFT JOIN ({rows}) x ON x.section = t.section_id "
        f"WHERE coalesce(l.amount, 0) <> {sign}coalesce(x.amount, 0) ORDER BY t.id"
    )


DIFFERS = {
    "round_cost": _differs("'rounds_open', 'trade_cost', 'crop_store'", _POSTED),
    "round_open": _differs(
        "'rounds_open'",
        "SELECT section, sum(amount) AS amount FROM (SELECT t.section_id AS section, c.amount FROM round_cost c "
        "JOIN trade_round r ON r.id = c.round_id JOIN trade t ON t.id = r.trade_id "
        "WHERE r.costs_wait = 1 AND c.settlement <> 'own' UNION ALL SELECT t.section_id, -c.cost - c.kept "
        "FROM round_close c JOIN trade_round r ON r.id = c.round_id JOIN trade t ON t.id = r.trade_id "
        "WHERE r.costs_wait = 1) GROUP BY 1",
    ),
    "round_sales": _differs("'trade_sales'", _harvest("'sold'"), "-"),
    "round_kept": _differs(
        "'trade_kept'", _harvest("'eaten', 'stored', 'seed', 'used', 'given', 'bartered', 'spoiled'"), "-"
    ),
    "round_food": _differs("'food_store'", _harvest("'stored', 'seed'")),
    "round_crop": _differs("'crop_store'", _harvest("'unsold'")),
}
IS_OF_HOUSEHOLD = "SELECT 1 FROM account WHERE role = 'rounds_open' LIMIT 1"
# Lines on accounts of trades that name no trade (a household's opening of its stores aside).
NO_TRADE = (
    "SELECT DISTINCT d.number FROM journal_line j JOIN account a ON a.id = j.account_id "
    "JOIN document d ON d.id = j.document_id WHERE a.role IN ('rounds_open', 'trade_cost', 'trade_sales', 'trade_kept') "
    "AND j.is_closing = 0 AND d.kind NOT IN ('opening', 'journal', 'reversal') "
    "AND coalesce(j.section_id, 0) NOT IN (SELECT section_id FROM trade)"
)
STORE_BELOW_ZERO = (
    "SELECT r.name, o.purpose FROM round_output o JOIN trade_round r ON r.id = o.round_id "
    "WHERE o.purpose IN ('stored', 'seed', 'unsold') GROUP BY r.id, o.purpose, o.is_by_product "
    "HAVING sum(o.quantity) < 0 OR sum(o.amount) < 0 OR (sum(o.quantity) = 0 AND sum(o.amount) <> 0)"
)
FINISHED_TWICE = (
    "SELECT r.name FROM round_close c JOIN trade_round r ON r.id = c.round_id JOIN document d ON d.id = c.document_id "
    f"WHERE d.reverses_id IS NULL AND {_STANDS} GROUP BY r.id HAVING count(*) > 1"
)
