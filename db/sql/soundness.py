"""SQL of the short look at a book after a fault: whether it is whole, and figures that name nobody."""

QUICK_CHECK = "PRAGMA quick_check(3)"
CIPHER_CHECK = "PRAGMA cipher_integrity_check"
REFERENCES = "PRAGMA foreign_key_check"
SCHEMA_VERSION = "PRAGMA user_version"
WRONG_HEADS = (
    "SELECT 1 FROM chain_head h WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.device_id = h.device_id "
    "AND d.epoch = h.epoch AND d.sequence = h.sequence AND d.hash = h.hash) LIMIT 1"
)
GAPS = (
    "SELECT 1 FROM document d LEFT JOIN chain_head h ON h.device_id = d.device_id AND h.epoch = d.epoch "
    "GROUP BY d.device_id, d.epoch HAVING count(*) <> max(d.sequence) OR max(d.sequence) <> "
    "coalesce(max(h.sequence), 0) LIMIT 1"
)
BROKEN_LINKS = (
    "SELECT 1 FROM (SELECT sequence, previous_hash, lag(hash) OVER (PARTITION BY device_id, epoch "
    "ORDER BY sequence) AS before FROM document) AS linked "
    "WHERE sequence > 1 AND (before IS NULL OR previous_hash <> before) LIMIT 1"
)
HAS_DOCUMENT = "SELECT 1 FROM document WHERE uid = ?"
DOCUMENTS = "SELECT count(*) FROM document"
COUNTS = "SELECT kind, count(*) FROM document GROUP BY kind ORDER BY kind"
