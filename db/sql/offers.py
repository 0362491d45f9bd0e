"""SQL of quotations, deliveries and invoices."""

_STANDS = "NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)"

DOCUMENT = (
    "SELECT d.id, d.kind, d.number, d.party_id, d.total, "
    "EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) FROM document d WHERE d.uid = ?"
)
ACCOUNT_TENDER = "SELECT uid FROM tender WHERE kind = 'account' AND active = 1 ORDER BY position LIMIT 1"
STANDING_INVOICE = (
    "SELECT d.number FROM document_link k JOIN document d ON d.id = k.document_id "
    f"WHERE k.target_id = ? AND k.role = 'billed' AND d.kind = 'invoice' AND {_STANDS} LIMIT 1"
)
QUOTATIONS = (
    "SELECT d.id, d.uid, d.number, d.on_date, p.uid, p.name, o.valid_until, o.subtotal, o.discount, o.total, "
    "coalesce(d.note, ''), EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) "
    "FROM offer o JOIN document d ON d.id = o.document_id JOIN party p ON p.id = d.party_id "
    "WHERE d.kind = 'quotation' "
)
QUOTATIONS_PAGE = QUOTATIONS + "ORDER BY d.id DESC LIMIT ?"
QUOTATION_BY_NUMBER = QUOTATIONS + "AND d.number = ?"
OFFER_LINES = (
    "SELECT p.uid, coalesce(p.code, ''), l.description, l.quantity, l.unit, l.base_quantity, l.unit_price_e4, "
    "l.amount FROM offer_line l LEFT JOIN product p ON p.id = l.product_id WHERE l.document_id = ? ORDER BY l.line_no"
)
DELIVERIES_OF = (
    "SELECT d.id, d.uid, d.number, d.on_date, d.total FROM document_link k JOIN document d ON d.id = k.document_id "
    f"WHERE k.target_id = ? AND k.role = 'quotation' AND d.kind = 'sale' AND {_STANDS} ORDER BY d.id"
)
DELIVERED_QUANTITIES = (
    "SELECT p.uid, sum(l.base_quantity) FROM document_link k JOIN document d ON d.id = k.document_id "
    "JOIN sale_line l ON l.document_id = d.id JOIN product p ON p.id = l.product_id "
    f"WHERE k.target_id = ? AND k.role = 'quotation' AND d.kind = 'sale' AND {_STANDS} GROUP BY p.uid"
)
# Bills of a person that are on no standing invoice yet; the newest ones, whether or not anything is open.
DELIVERIES = (
    "SELECT d.id, d.uid, d.number, d.on_date, p.id, p.uid, p.name, d.total, "
    "(SELECT i.number FROM document_link k JOIN document i ON i.id = k.document_id WHERE k.target_id = d.id "
    "AND k.role = 'billed' AND i.kind = 'invoice' "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = i.id) LIMIT 1) "
    "FROM document d JOIN sale s ON s.document_id = d.id JOIN party p ON p.id = d.party_id "
    "WHERE d.kind = 'sale' AND d.party_id IS NOT NULL "
    f"AND (s.channel = 'office' OR EXISTS (SELECT 1 FROM journal_line l JOIN account a ON a.id = l.account_id "
    f"WHERE l.document_id = d.id AND a.role = 'receivable')) AND {_STANDS} "
    "AND (? IS NULL OR d.party_id = ?) ORDER BY d.id DESC LIMIT ?"
)
INVOICES = (
    "SELECT d.id, d.uid, d.number, d.on_date, p.id, p.uid, p.name, o.valid_until, o.total, coalesce(d.note, ''), "
    "EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) "
    "FROM offer o JOIN document d ON d.id = o.document_id JOIN party p ON p.id = d.party_id WHERE d.kind = 'invoice' "
)
INVOICES_PAGE = INVOICES + "ORDER BY d.id DESC LIMIT ?"
INVOICE_BY_NUMBER = INVOICES + "AND d.number = ?"
BILLED = (
    "SELECT d.id, d.uid, d.number, d.on_date, k.amount FROM document_link k JOIN document d ON d.id = k.target_id "
    "WHERE k.document_id = ? AND k.role = 'billed' ORDER BY k.line_no"
)
BUYER = "SELECT name, address, tax_id, branch, phone, credit_days FROM party WHERE uid = ?"
