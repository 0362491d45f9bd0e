"""SQL of books of paper receipts: who has them, which numbers documents used, which were spoiled."""

_COLUMNS = (
    "SELECT b.id, b.uid, b.name, b.first_number, b.last_number, p.uid, coalesce(p.name, ''), b.issued_on, "
    "b.returned_on, b.note FROM receipt_book b LEFT JOIN party p ON p.id = b.party_id "
)
LIST = _COLUMNS + "WHERE b.active = 1 ORDER BY b.returned_on IS NOT NULL, b.issued_on DESC, b.id DESC"
NAMED = "SELECT uid, name, first_number, last_number FROM receipt_book WHERE active = 1 ORDER BY id DESC"
FACTS = "SELECT id, name, first_number, last_number FROM receipt_book WHERE uid = ? AND active = 1"
ANY_BY_UID = "SELECT id, name FROM receipt_book WHERE uid = ?"
BY_NAME = "SELECT id FROM receipt_book WHERE name = ?"
# Every use that stands: a use and its undoing together are none.
_STANDS = "u.uses = 1 AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = u.document_id)"
USES = (
    "SELECT u.book_id, u.first_number, u.last_number, d.number, d.on_date, d.total FROM receipt_number u "
    f"JOIN document d ON d.id = u.document_id WHERE {_STANDS} ORDER BY u.book_id, u.first_number"
)
OVERLAP = (
    "SELECT u.first_number, d.number FROM receipt_number u JOIN document d ON d.id = u.document_id "
    f"WHERE u.book_id = ? AND u.last_number >= ? AND u.first_number <= ? AND {_STANDS} ORDER BY u.first_number LIMIT 1"
)
OUTSIDE = (
    "SELECT 1 FROM receipt_number u WHERE u.book_id = ?1 AND (u.first_number < ?2 OR u.last_number > ?3) "
    "UNION ALL SELECT 1 FROM receipt_spoiled s WHERE s.book_id = ?1 AND (s.number < ?2 OR s.number > ?3) LIMIT 1"
)
IS_USED = "SELECT 1 FROM receipt_number WHERE book_id = ? LIMIT 1"
SPOILED = "SELECT book_id, number, reason FROM receipt_spoiled ORDER BY book_id, number"
FIRST_SPOILED = (
    "SELECT number FROM receipt_spoiled WHERE book_id = ? AND number BETWEEN ? AND ? ORDER BY number LIMIT 1"
)
ADD_SPOILED = (
    "INSERT OR IGNORE INTO receipt_spoiled (book_id, number, reason, at, user_id) VALUES (?, ?, ?, ?, ?)"
)
DROP_SPOILED = "DELETE FROM receipt_spoiled WHERE book_id = ? AND number = ?"
SPOILED_ONE = "SELECT reason FROM receipt_spoiled WHERE book_id = ? AND number = ?"
