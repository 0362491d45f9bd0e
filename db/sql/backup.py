"""SQL of copies: what a book's file says of itself."""

BOOK_UID = "SELECT uid FROM book WHERE id = 1"
DOCUMENTS = "SELECT count(*), max(on_date), max(posted_at) FROM document"
OWN_DEVICE = "SELECT id, epoch FROM device ORDER BY id LIMIT 1"
HEADS = "SELECT device_id, epoch, sequence, hash FROM chain_head ORDER BY device_id, epoch"
WRONG_HEADS = (
    "SELECT h.device_id, h.epoch FROM chain_head h WHERE NOT EXISTS (SELECT 1 FROM document d "
    "WHERE d.device_id = h.device_id AND d.epoch = h.epoch AND d.sequence = h.sequence AND d.hash = h.hash)"
)
COUNT_DOCUMENTS = "SELECT count(*) FROM document"
LAST_COPY = "SELECT at, after FROM event_log WHERE action = 'backup' ORDER BY id DESC LIMIT 1"
DOCUMENT_UIDS = "SELECT uid FROM document"
SET_EPOCH = "UPDATE device SET epoch = ? WHERE id = ?"
CHECKPOINT = "PRAGMA wal_checkpoint(PASSIVE)"
