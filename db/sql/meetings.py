"""SQL of meetings, their agenda and who was there, of attachments, certificates and the yearly renewal."""

_MEETING = (
    "SELECT m.id, m.uid, m.kind, m.number, m.title, m.on_date, m.starts_at, m.ends_at, m.place, s.uid, "
    "coalesce(s.name, ''), j.uid, coalesce(j.name, ''), c.uid, coalesce(c.name, ''), k.uid, coalesce(k.name, ''), "
    "m.is_held, m.note, "
    "(SELECT count(*) FROM meeting_item i WHERE i.meeting_id = m.id AND i.active = 1), "
    "(SELECT count(*) FROM meeting_item i WHERE i.meeting_id = m.id AND i.active = 1 AND i.resolution <> ''), "
    "(SELECT count(*) FROM attendance a WHERE a.meeting_id = m.id AND a.party_id IS NOT NULL), "
    "(SELECT count(*) FROM attendance a WHERE a.meeting_id = m.id AND a.party_id IS NOT NULL "
    "AND a.state IN ('present', 'proxy')), "
    "(SELECT count(*) FROM attendance a WHERE a.meeting_id = m.id AND a.party_id IS NULL "
    "AND a.state IN ('present', 'proxy')) "
    "FROM meeting m LEFT JOIN section s ON s.id = m.section_id LEFT JOIN project j ON j.id = m.project_id "
    "LEFT JOIN party c ON c.id = m.chair_id LEFT JOIN party k ON k.id = m.secretary_id WHERE m.active = 1 "
)
MEETINGS = f"{_MEETING}ORDER BY m.on_date DESC, m.id DESC"
OF_PROJECT = f"{_MEETING}AND j.uid = ? ORDER BY m.on_date, m.id"
ONE = f"{_MEETING}AND m.uid = ?"
YEARLY_BETWEEN = (
    f"{_MEETING}AND m.kind = 'yearly' AND m.on_date BETWEEN ? AND ? ORDER BY m.on_date, m.id LIMIT 1"
)
LAST_BEFORE = (
    f"{_MEETING}AND m.kind = ? AND m.is_held = 1 AND m.on_date < ? ORDER BY m.on_date DESC, m.id DESC LIMIT 1"
)
ITEMS = (
    "SELECT title, discussion, resolution, resolution_no, votes_for, votes_against, votes_none, uid "
    "FROM meeting_item WHERE meeting_id = ? AND active = 1 ORDER BY position, id"
)
ATTENDANCE = (
    "SELECT p.uid, coalesce(p.name, a.name), a.state, a.proxy, coalesce(m.number, ''), coalesce(s.name, '') "
    "FROM attendance a LEFT JOIN party p ON p.id = a.party_id LEFT JOIN member m ON m.party_id = p.id "
    "LEFT JOIN section s ON s.id = p.section_id WHERE a.meeting_id = ? "
    "ORDER BY a.party_id IS NULL, a.position, a.id"
)
NUMBERS = (
    "SELECT number FROM meeting WHERE active = 1 AND kind = ? AND on_date BETWEEN ? AND ? AND number <> ''"
)
BY_UID = "SELECT id, uid FROM meeting WHERE uid = ? AND active = 1"
ANY_BY_UID = "SELECT id FROM meeting WHERE uid = ?"
ITEM_IDS = "SELECT uid, id FROM meeting_item WHERE meeting_id = ? AND active = 1"
ITEM_ELSEWHERE = "SELECT id FROM meeting_item WHERE uid = ?"
ATTENDING = "SELECT count(*) FROM attendance WHERE meeting_id = ? AND state IN ('present', 'proxy')"
CLEAR_ATTENDANCE = "DELETE FROM attendance WHERE meeting_id = ?"
ADD_ATTENDANCE = (
    "INSERT INTO attendance (meeting_id, position, party_id, name, state, proxy) VALUES (?, ?, ?, ?, ?, ?)"
)
PARTY_ID = "SELECT id FROM party WHERE uid = ?"
SECTION_ID = "SELECT id FROM section WHERE uid = ?"
PROJECT_ID = "SELECT id FROM project WHERE uid = ?"
ATTENDED_BY = (
    "SELECT m.uid, m.kind, m.number, m.title, m.on_date, a.state FROM attendance a "
    "JOIN meeting m ON m.id = a.meeting_id WHERE a.party_id = ? AND m.active = 1 ORDER BY m.on_date DESC, m.id DESC"
)

# ---------------------------------------------------------------- attachments

OWNER_ID = {
    "meeting": "SELECT id FROM meeting WHERE uid = ? AND active = 1",
    "project": "SELECT id FROM project WHERE uid = ?",
    "certificate": "SELECT id FROM certificate WHERE uid = ? AND active = 1",
    "member": "SELECT id FROM member WHERE uid = ?",
    "loan": "SELECT id FROM loan WHERE uid = ?",
}
ATTACHMENTS = (
    "SELECT a.uid, a.sha256, a.name, a.caption, a.added_at FROM attachment a "
    "WHERE a.owner = ? AND a.owner_id = ? AND a.active = 1 ORDER BY a.position, a.id"
)
ATTACHMENT = "SELECT id, owner, owner_id FROM attachment WHERE uid = ? AND active = 1"
ATTACHMENT_KNOWN = "SELECT id FROM attachment WHERE uid = ?"
SAME_ATTACHMENT = (
    "SELECT id, uid FROM attachment WHERE owner = ? AND owner_id = ? AND sha256 = ? AND active = 1"
)
ATTACHMENTS_OF = "SELECT count(*) FROM attachment WHERE owner = ? AND owner_id = ? AND active = 1"
NEXT_POSITION = "SELECT coalesce(max(position), 0) + 1 FROM attachment WHERE owner = ? AND owner_id = ?"

# ---------------------------------------------------------------- certificates and renewal

_CERTIFICATE = (
    "SELECT c.id, c.uid, c.kind, c.name, c.number, c.issuer, c.issued_on, c.expires_on, c.remind_days, c.note, "
    "(SELECT count(*) FROM attachment a WHERE a.owner = 'certificate' AND a.owner_id = c.id AND a.active = 1) "
    "FROM certificate c WHERE c.active = 1 "
)
CERTIFICATES = f"{_CERTIFICATE}ORDER BY c.expires_on IS NULL, c.expires_on, c.id"
CERTIFICATE_PRODUCTS = (
    "SELECT x.certificate_id, p.uid, p.name FROM certificate_product x JOIN product p ON p.id = x.product_id "
    "ORDER BY x.certificate_id, p.sort_key, p.code"
)
CERTIFICATE_ID = "SELECT id FROM certificate WHERE uid = ? AND active = 1"
CERTIFICATE_KNOWN = "SELECT id FROM certificate WHERE uid = ?"
PRODUCT = "SELECT id, name FROM product WHERE uid = ?"
PRODUCTS_OF = (
    "SELECT p.name FROM certificate_product x JOIN product p ON p.id = x.product_id WHERE x.certificate_id = ? "
    "ORDER BY p.sort_key, p.code"
)
CLEAR_PRODUCTS = "DELETE FROM certificate_product WHERE certificate_id = ?"
ADD_PRODUCT = "INSERT INTO certificate_product (certificate_id, product_id) VALUES (?, ?)"
RENEWALS = "SELECT year, done_on, receipt, note FROM renewal ORDER BY year DESC"
RENEWAL = "SELECT done_on, receipt, note FROM renewal WHERE year = ?"
SET_RENEWAL = (
    "INSERT INTO renewal (year, done_on, receipt, note, at, user_id) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (year) DO UPDATE SET done_on = excluded.done_on, receipt = excluded.receipt, "
    "note = excluded.note, at = excluded.at, user_id = excluded.user_id"
)
DROP_RENEWAL = "DELETE FROM renewal WHERE year = ?"
