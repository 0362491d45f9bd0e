"""SQL of herds: heads and value, what happened in a time, and against the ledger."""

BY_UID = "SELECT id, code, name, section_id FROM herd WHERE uid = ?"
STANDS_AT = "SELECT coalesce(sum(heads), 0), coalesce(sum(value), 0) FROM herd_entry WHERE herd_id = ?"
LIST = (
    "SELECT h.id, h.uid, h.code, h.name, h.species, h.unit, coalesce(s.name, ''), h.note, h.active, "
    "coalesce(sum(e.heads), 0), coalesce(sum(e.value), 0) FROM herd h LEFT JOIN section s ON s.id = h.section_id "
    "LEFT JOIN herd_entry e ON e.herd_id = h.id AND e.document_id IN "
    "(SELECT id FROM document WHERE ledger_date <= ?) GROUP BY h.id ORDER BY h.active DESC, h.code"
)
DATA = (
    "SELECT h.name, h.code, h.species, h.unit, s.uid, h.note FROM herd h "
    "LEFT JOIN section s ON s.id = h.section_id WHERE h.uid = ?"
)
HISTORY = (
    "SELECT e.herd_id, d.uid, d.number, d.kind, d.on_date, d.ledger_date, e.purpose, e.heads, e.value, e.animals, "
    "coalesce(p.name, ''), d.total, coalesce(d.note, ''), "
    "coalesce((SELECT r.number FROM document r WHERE r.reverses_id = d.id), '') "
    "FROM herd_entry e JOIN document d ON d.id = e.document_id LEFT JOIN party p ON p.id = d.party_id "
    "WHERE coalesce(e.herd_id = ?, 1) AND d.ledger_date BETWEEN ? AND ? "
    "ORDER BY d.ledger_date, e.document_id, e.line_no"
)
BEFORE = (
    "SELECT e.herd_id, sum(e.heads), sum(e.value) FROM herd_entry e JOIN document d ON d.id = e.document_id "
    "WHERE d.ledger_date < ? GROUP BY e.herd_id"
)
VALUE_TO_DAY = (
    "SELECT coalesce(sum(e.value), 0) FROM herd_entry e JOIN document d ON d.id = e.document_id "
    "WHERE d.ledger_date <= ?"
)
# Whether taking a document back would leave a herd below nothing, by the document's id.
WOULD_FALL_SHORT = (
    "SELECT h.name FROM herd h JOIN (SELECT herd_id, sum(heads) AS n, sum(value) AS v FROM herd_entry "
    "WHERE document_id = ? GROUP BY herd_id) own ON own.herd_id = h.id "
    "JOIN (SELECT herd_id, sum(heads) AS n, sum(value) AS v FROM herd_entry GROUP BY herd_id) t "
    "ON t.herd_id = h.id WHERE t.n - own.n < 0 OR t.v - own.v < 0 "
    "OR (t.n - own.n = 0 AND t.v - own.v <> 0) LIMIT 1"
)
