"""SQL of drawers: which one is open, what went through it."""

# The last drawer that was opened on a device, and whether it is still open: its closing cannot be undone, but an
# opening in error can.
LAST_OF_DEVICE = (
    "SELECT s.id, s.uid, s.account_id, s.location_id, s.event_id, s.on_date, "
    "NOT EXISTS (SELECT 1 FROM drawer_entry e JOIN document d ON d.id = e.document_id WHERE e.session_id = s.id "
    "AND (e.purpose = 'close' OR e.purpose = 'open' AND d.kind = 'reversal')) "
    "FROM cash_session s WHERE s.device_id = ? ORDER BY s.id DESC LIMIT 1"
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
