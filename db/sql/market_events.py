"""SQL of market days: the list, what they came to, their goods, payments, helpers and papers."""

_COLUMNS = (
    "SELECT e.id, e.uid, e.code, e.name, e.place, e.location_id, coalesce(l.name, ''), e.first_day, e.last_day, "
    "e.starts_at, e.ends_at, e.hours_milli, e.planned_fee, e.closed_on, e.note, e.active "
    "FROM market_event e LEFT JOIN stock_location l ON l.id = e.location_id "
)
LIST = _COLUMNS + "WHERE e.active = 1 ORDER BY e.first_day DESC, e.id DESC"
IN_SPAN = (
    _COLUMNS + "WHERE e.active = 1 AND e.first_day <= ? AND e.last_day >= ? AND e.first_day >= ? "
    "ORDER BY e.first_day, e.id"
)
ONE = _COLUMNS + "WHERE e.uid = ?"
BY_CODE = _COLUMNS + "WHERE e.code = ? OR lower(e.code) = lower(?) ORDER BY e.code <> ? LIMIT 1"
# Not closed though its last day is over.
LEFT_OPEN = "SELECT name FROM market_event WHERE active = 1 AND closed_on IS NULL AND last_day < ? ORDER BY last_day, id"
ANY_BY_UID = "SELECT id, code FROM market_event WHERE uid = ?"
FACTS = (
    "SELECT id, name, location_id, closed_on, code, first_day FROM market_event WHERE uid = ? AND active = 1"
)
IS_USED = (
    "SELECT EXISTS (SELECT 1 FROM till_entry WHERE event_id = ?1) "
    "OR EXISTS (SELECT 1 FROM cash_session WHERE event_id = ?1) "
    "OR EXISTS (SELECT 1 FROM work_log WHERE event_id = ?1 AND active = 1) "
    "OR EXISTS (SELECT 1 FROM pre_order WHERE event_id = ?1)"
)
ID_BY_CODE = "SELECT id FROM market_event WHERE code = ?"
LAST_CODE = (
    "SELECT max(CAST(substr(code, 2) AS INTEGER)) FROM market_event WHERE code GLOB 'E[0-9][0-9][0-9][0-9]'"
)
LOCATION = "SELECT id FROM stock_location WHERE id = ? AND active = 1 AND kind <> 'consigned_out'"

# Income and costs by account: from the documents of market days to their lines, never through the whole journal.
_SUMS = (
    "SELECT t.event_id, a.type, coalesce(a.role, ''), a.code, a.name, a.name_en, sum(j.amount) "
    "FROM till_entry t CROSS JOIN journal_line j ON j.document_id = t.document_id "
    "CROSS JOIN account a ON a.id = j.account_id "
    "WHERE {where} AND a.type IN ('income', 'expense') GROUP BY t.event_id, a.id ORDER BY t.event_id, a.code"
)
SUMS_OF_ONE = _SUMS.format(where="t.event_id = ?")
SUMS = _SUMS.format(where="t.event_id IS NOT NULL")
HOURS = (
    "SELECT event_id, sum(CASE WHEN is_paid = 1 THEN hours_milli ELSE 0 END), "
    "sum(CASE WHEN is_paid = 0 THEN hours_milli ELSE 0 END) FROM work_log "
    "WHERE active = 1 AND event_id IS NOT NULL GROUP BY event_id"
)
HELPERS = (
    "SELECT w.on_date, q.name, w.what, w.hours_milli, w.is_paid FROM work_log w JOIN party q ON q.id = w.party_id "
    "WHERE w.active = 1 AND w.event_id = ? ORDER BY w.on_date, q.sort_key, w.id"
)
SOLD = (
    "SELECT s.product_id, sum(s.base_quantity), sum(s.amount) FROM till_entry t "
    "JOIN sale_line s ON s.document_id = t.document_id WHERE t.event_id = ? GROUP BY s.product_id"
)
# What owners of goods get that were left to be sold.
OWNERS = (
    "SELECT c.product_id, sum(c.owner_amount) FROM till_entry t "
    "JOIN consignment_sale c ON c.document_id = t.document_id WHERE t.event_id = ? GROUP BY c.product_id"
)
# Goods of a market day by product: what went there, came back, spoiled, was given away, what was sold cost.
# The undoing of a document counts against what that document was.
MOVED = (
    "SELECT m.product_id, "
    "sum(CASE WHEN m.purpose = 'transfer' AND m.location_id = e.location_id "
    "AND (m.quantity > 0) <> (d.kind = 'reversal') THEN m.quantity ELSE 0 END), "
    "-sum(CASE WHEN m.purpose = 'transfer' AND m.location_id = e.location_id "
    "AND (m.quantity < 0) <> (d.kind = 'reversal') THEN m.quantity ELSE 0 END), "
    "-sum(CASE WHEN m.purpose = 'spoiled' THEN m.quantity ELSE 0 END), "
    "-sum(CASE WHEN m.purpose = 'sample' THEN m.quantity ELSE 0 END), "
    "-sum(CASE WHEN m.purpose IN ('sale', 'return') THEN m.value ELSE 0 END) "
    "FROM till_entry t JOIN market_event e ON e.id = t.event_id JOIN document d ON d.id = t.document_id "
    "JOIN stock_move m ON m.document_id = t.document_id WHERE t.event_id = ? GROUP BY m.product_id"
)
PRODUCT_WORDS = "SELECT id, uid, code, name, unit, sort_key FROM product WHERE id IN ({marks})"
PAID = (
    "SELECT n.name, n.name_en, n.kind, sum(p.amount) FROM till_entry t JOIN payment p ON p.document_id = t.document_id "
    "JOIN tender n ON n.id = p.tender_id WHERE t.event_id = ? GROUP BY n.id ORDER BY n.position, n.id"
)
DAYS = (
    "SELECT d.on_date, sum(s.total), count(*) FROM till_entry t JOIN sale s ON s.document_id = t.document_id "
    "JOIN document d ON d.id = t.document_id WHERE t.event_id = ? AND d.kind <> 'reversal' "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) GROUP BY d.on_date ORDER BY d.on_date"
)
# Slips of costs, line by line, as long as they stand.
SLIPS = (
    "SELECT d.number, d.on_date, coalesce(j.note, ''), a.name, a.name_en, j.amount FROM till_entry t "
    "JOIN document d ON d.id = t.document_id JOIN journal_line j ON j.document_id = d.id "
    "JOIN account a ON a.id = j.account_id WHERE t.event_id = ? AND a.type = 'expense' "
    "AND d.kind IN ('expense', 'purchase', 'journal') "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) ORDER BY d.on_date, d.id, j.line_no"
)
# What tally sheets of a market day said, those that stand.
TALLIED = (
    "SELECT d.number, d.on_date, d.total, "
    "coalesce((SELECT sum(p.amount) FROM payment p JOIN tender n ON n.id = p.tender_id "
    "WHERE p.document_id = d.id AND n.kind = 'cash'), 0), "
    "coalesce((SELECT -sum(j.amount) FROM journal_line j JOIN account a ON a.id = j.account_id "
    "WHERE j.document_id = d.id AND a.role IN ('cash_over', 'cash_short', 'staff_receivable')), 0), "
    "coalesce((SELECT sum(c.denomination * c.pieces) FROM cash_count_line c WHERE c.document_id = d.id), 0) "
    "FROM till_entry t JOIN document d ON d.id = t.document_id WHERE t.event_id = ? AND d.kind = 'sale' "
    "AND EXISTS (SELECT 1 FROM tally_line y WHERE y.document_id = d.id) "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) ORDER BY d.on_date, d.id"
)
AT_STALL = (
    "SELECT p.id, p.uid, p.code, p.name, p.unit, p.price_e4, sum(h.quantity) FROM stock_on_hand h "
    "JOIN product p ON p.id = h.product_id WHERE h.location_id = ? GROUP BY p.id HAVING sum(h.quantity) <> 0 "
    "ORDER BY p.sort_key, p.id"
)
HELD_THERE = "SELECT coalesce(sum(quantity), 0) FROM stock_on_hand WHERE product_id = ? AND location_id = ?"
# Cash that slips of a market day took from the place of money where a tender's cash lies, on a day.
PAID_OUT = (
    "SELECT coalesce(-sum(j.amount), 0) FROM till_entry t JOIN document d ON d.id = t.document_id "
    "JOIN journal_line j ON j.document_id = d.id JOIN account a ON a.id = j.account_id "
    "WHERE t.event_id = ? AND t.session_id IS NULL AND d.on_date = ? AND a.role = 'cash' "
    "AND (d.kind = 'expense' OR EXISTS (SELECT 1 FROM document o WHERE o.id = d.reverses_id AND o.kind = 'expense'))"
)
ACCOUNT_OF_ROLE = "SELECT code FROM account WHERE role = ?"
CASH_TENDER = (
    "SELECT uid, account_id FROM tender WHERE kind = 'cash' AND active = 1 ORDER BY position, id LIMIT 1"
)
