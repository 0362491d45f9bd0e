"""SQL of customers' transfer slips."""

STANDING = (
    # A sale that was undone gives its slip back.
    "SELECT d.number FROM bank_slip b JOIN document d ON d.id = b.document_id "
    "WHERE b.reference = ? AND b.bank = ? AND d.reverses_id IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) ORDER BY d.id LIMIT 1"
)
