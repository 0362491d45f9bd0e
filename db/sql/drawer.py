"""SQL of drawers: which one is open, what went through it."""

# The last drawer that was opened on a device, and whether it is still open: its closing cannot be undone, but an
# opening in error can.
LAST_OF_DEVICE = (
    "SELECT s.id, s.uid, s.account_id, s.location_id, s.event_id, s.on_date, "
    "NOT EXISTS (SELECT 1 FROM drawer_entry e JOIN document d ON d.id = e.document_id WHERE e.session_id = s.id "
    "AND (e.purpose = 'close' OR e.purpose = 'open' AND d.kind = 'reversal')) "
    "FROM cash_session s WHERE s.device_id = ? ORDER BY s.id DESC LIMIT 1"
)
# A drawer of any device while it is open.
OPEN_BY_UID = (
    "SELECT s.id, s.uid, s.account_id, s.location_id, s.event_id, s.on_date FROM cash_session s WHERE s.uid = ? "
    "AND NOT EXISTS (SELECT 1 FROM drawer_entry e JOIN document d ON d.id = e.document_id WHERE e.session_id = s.id "
    "AND (e.purpose = 'close' OR e.purpose = 'open' AND d.kind = 'reversal'))"
)
# What a document says of a drawer: event, session, cash, its kind of movement, whether the drawer is still open.
OF_DOCUMENT = (
    "SELECT t.event_id, t.session_id, t.cash, e.purpose, "
    "NOT EXISTS (SELECT 1 FROM drawer_entry c JOIN document d ON d.id = c.document_id WHERE c.session_id = t.session_id "
    "AND (c.purpose = 'close' OR c.purpose = 'open' AND d.kind = 'reversal')) "
    "FROM till_entry t LEFT JOIN drawer_entry e ON e.document_id = t.document_id WHERE t.document_id = ?"
)
# The first other document that stands in the same drawer.
ALSO_IN = (
    "SELECT d.number FROM till_entry t JOIN document d ON d.id = t.document_id "
    "WHERE t.session_id = ? AND t.document_id <> ? AND d.kind <> 'reversal' "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) ORDER BY d.id LIMIT 1"
)
EXPECTED = "SELECT coalesce(sum(cash), 0) FROM till_entry WHERE session_id = ?"
ACCOUNT_CODE = "SELECT code FROM account WHERE id = ?"
EVENT = "SELECT id FROM market_event WHERE uid = ? AND active = 1"
OPENER = (
    "SELECT p.id, p.name FROM cash_session s JOIN app_user u ON u.id = s.opened_by JOIN party p ON p.id = u.party_id "
    "WHERE s.id = ?"
)

# ---- the reports of a drawer

_DRAWER = (
    "SELECT s.id, s.uid, s.name, a.code, a.name, a.name_en, l.name, m.name, s.on_date, s.opened_at, u.name, s.is_blind, "
    "s.device_id, c.number, c.on_date, c.posted_at, cu.name, e.expected, e.counted, e.amount, e.reason, au.name, "
    "CASE WHEN e.document_id IS NULL THEN (SELECT coalesce(sum(cash), 0) FROM till_entry t WHERE t.session_id = s.id) END, "
    "c.id, EXISTS (SELECT 1 FROM drawer_entry x JOIN document d ON d.id = x.document_id WHERE x.session_id = s.id "
    "AND x.purpose = 'open' AND d.kind = 'reversal'), c.uid, c.author_id, "
    "EXISTS (SELECT 1 FROM event_log w WHERE w.entity_uid = c.uid AND w.action = 'approve_later'), "
    "(SELECT y.after FROM event_log y WHERE y.entity_uid = c.uid AND y.action = 'approve' ORDER BY y.id LIMIT 1), "
    "(SELECT y.at FROM event_log y WHERE y.entity_uid = c.uid AND y.action = 'approve' ORDER BY y.id LIMIT 1) "
    "FROM cash_session s JOIN account a ON a.id = s.account_id JOIN stock_location l ON l.id = s.location_id "
    "JOIN app_user u ON u.id = s.opened_by LEFT JOIN market_event m ON m.id = s.event_id "
    "LEFT JOIN drawer_entry e ON e.session_id = s.id AND e.purpose = 'close' LEFT JOIN document c ON c.id = e.document_id "
    "LEFT JOIN app_user cu ON cu.id = c.author_id LEFT JOIN app_user au ON au.id = e.approved_by "
)
DRAWER = _DRAWER + "WHERE s.uid = ?"
DRAWER_OF_CLOSING = _DRAWER + "WHERE c.number = ?"
DRAWERS = _DRAWER + "ORDER BY s.id DESC LIMIT ?"
# Closings that differ by more than who closed might decide, and that nobody has looked at; the oldest first.
WAITING = _DRAWER + (
    "WHERE e.approved_by IS NULL AND e.counted <> e.expected "
    "AND EXISTS (SELECT 1 FROM event_log w WHERE w.entity_uid = c.uid AND w.action = 'approve_later') "
    "AND NOT EXISTS (SELECT 1 FROM event_log y WHERE y.entity_uid = c.uid AND y.action = 'approve') ORDER BY c.id"
)
# Every document of a drawer; of an undoing also what it undid.
DOCUMENTS = (
    "SELECT d.id, d.number, d.kind, d.on_date, d.posted_at, u.name, d.total, coalesce(d.reason, d.note, ''), t.cash, "
    "o.kind, o.number, coalesce(e.purpose, ''), coalesce(s.change, 0), coalesce(p.name, '') "
    "FROM till_entry t JOIN document d ON d.id = t.document_id JOIN app_user u ON u.id = d.author_id "
    "LEFT JOIN document o ON o.id = d.reverses_id LEFT JOIN drawer_entry e ON e.document_id = d.id "
    "LEFT JOIN sale s ON s.document_id = d.id "
    "LEFT JOIN party p ON p.id = d.party_id WHERE t.session_id = ? ORDER BY d.id"
)
PAYMENTS = (
    "SELECT d.kind, t.id, t.name, t.name_en, t.kind, count(*), sum(p.amount), sum(p.tendered), sum(p.fee) FROM till_entry x "
    "JOIN document d ON d.id = x.document_id JOIN payment p ON p.document_id = d.id JOIN tender t ON t.id = p.tender_id "
    "WHERE x.session_id = ? GROUP BY d.kind, t.id ORDER BY t.position, t.id"
)
DISCOUNTS = (
    "SELECT coalesce(sum(l.discount), 0), coalesce(sum(l.bill_discount), 0) FROM till_entry x "
    "JOIN sale_line l ON l.document_id = x.document_id WHERE x.session_id = ?"
)
ROUNDING = "SELECT coalesce(sum(s.rounding), 0) FROM till_entry x JOIN sale s ON s.document_id = x.document_id WHERE x.session_id = ?"
PROMOTIONS = (
    "SELECT p.name, sum(p.amount) FROM till_entry x JOIN sale_promotion p ON p.document_id = x.document_id "
    "WHERE x.session_id = ? GROUP BY p.promotion_id, p.name HAVING sum(p.amount) <> 0 ORDER BY 2 DESC"
)
PIECES = "SELECT denomination, pieces FROM cash_count_line WHERE document_id = ? ORDER BY denomination DESC"
# Drawers that are open on any device, the oldest first.
OPEN_DRAWERS = (
    "SELECT s.uid, s.name, s.on_date, u.name, a.name FROM cash_session s JOIN app_user u ON u.id = s.opened_by "
    "JOIN account a ON a.id = s.account_id WHERE NOT EXISTS (SELECT 1 FROM drawer_entry e "
    "JOIN document d ON d.id = e.document_id WHERE e.session_id = s.id "
    "AND (e.purpose = 'close' OR e.purpose = 'open' AND d.kind = 'reversal')) AND s.on_date <= ? ORDER BY s.id"
)
EVENTS_NOW = (
    "SELECT uid, name, location_id FROM market_event WHERE active = 1 AND closed_on IS NULL AND first_day <= ? AND last_day >= ? "
    "ORDER BY first_day, id"
)
ANY_UP_TO = "SELECT 1 FROM cash_session WHERE on_date <= ? LIMIT 1"

# ---- what `check` asks

_CLOSINGS = "FROM drawer_entry e JOIN document d ON d.id = e.document_id WHERE e.purpose = 'close' AND d.kind = 'drawer' "
WRONG_EXPECTED = (
    "SELECT d.number " + _CLOSINGS + "AND e.expected <> "
    "(SELECT coalesce(sum(cash), 0) FROM till_entry t WHERE t.session_id = e.session_id) ORDER BY d.id"
)
WRONG_COUNTED = (
    "SELECT d.number " + _CLOSINGS + "AND e.counted <> "
    "(SELECT coalesce(sum(denomination * pieces), 0) FROM cash_count_line l WHERE l.document_id = e.document_id) "
    "ORDER BY d.id"
)
# What a document did to the cash is what it wrote on the drawer's account; a float may have lain there already.
WRONG_CASH = (
    "SELECT d.number FROM till_entry t JOIN cash_session s ON s.id = t.session_id JOIN document d ON d.id = t.document_id "
    "LEFT JOIN drawer_entry e ON e.document_id = t.document_id WHERE coalesce(e.purpose, '') NOT IN ('open', 'close') "
    "AND t.cash <> (SELECT coalesce(sum(amount), 0) FROM journal_line j "
    "WHERE j.document_id = t.document_id AND j.account_id = s.account_id) ORDER BY d.id"
)
CLOSED_TWICE = (
    "SELECT d.number "
    + _CLOSINGS
    + "AND EXISTS (SELECT 1 FROM drawer_entry o WHERE o.session_id = e.session_id "
    "AND o.purpose = 'close' AND o.document_id < e.document_id) ORDER BY d.id"
)
