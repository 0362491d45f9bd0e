"""SQL of sales and returns."""

TENDER = (
    "SELECT t.id, t.uid, t.name, t.name_en, t.kind, t.account_id, t.fee_bp, t.asks_reference, t.payer_id, t.settle_days, "
    "coalesce(a.role, '') IN ('receivable', 'member_receivable', 'deposits', 'credit_notes', 'tender_receivable', "
    "'holder_receivable') FROM tender t JOIN account a ON a.id = t.account_id WHERE t.uid = ? AND (t.active = 1 OR t.code IN ('DEPOSIT', 'CREDIT', 'COD'))"
)
LIST_PRICES = (
    "SELECT p.uid, CASE WHEN p.is_open_price = 1 THEN NULL ELSE p.price_e4 END, p.is_open_price, u.name, u.price_e4 "
    "FROM product p LEFT JOIN product_unit u ON u.product_id = p.id AND u.price_e4 IS NOT NULL "
    "WHERE p.uid IN ({marks})"
)
PARTY = "SELECT id, name FROM party WHERE uid = ?"
CHANGE_OF = "SELECT change FROM sale WHERE document_id = ?"
SALE_HEADER = (
    "SELECT d.id, d.kind, d.number, d.on_date, d.party_id, s.rounding, s.location_id, s.channel, "
    "(SELECT number FROM document r WHERE r.reverses_id = d.id) "
    "FROM document d JOIN sale s ON s.document_id = d.id WHERE d.uid = ?"
)
STANDING_RETURNS = (
    "SELECT d.id, d.number FROM sale s JOIN document d ON d.id = s.document_id "
    "WHERE s.returns_id = ? AND d.kind = 'sale_return' "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) ORDER BY d.id"
)
LINES = (
    "SELECT line_no, product_id, description, unit, vat_class, unit_price_e4, quantity, base_quantity, gross, discount, "
    "bill_discount, amount FROM sale_line WHERE document_id = ? ORDER BY line_no"
)
LINE_COSTS = (
    "SELECT for_line, lot_id, -sum(quantity), -sum(value), -sum(cash_value), -sum(full_value) FROM stock_move "
    "WHERE document_id = ? AND purpose = 'sale' AND owner_id IS NULL GROUP BY for_line, lot_id ORDER BY for_line, 3 DESC"
)
RETURNED = (
    "SELECT l.returns_line, -sum(l.quantity), -sum(l.amount) FROM sale s "
    "JOIN document d ON d.id = s.document_id JOIN sale_line l ON l.document_id = d.id "
    "WHERE s.returns_id = ? AND d.kind = 'sale_return' "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) GROUP BY l.returns_line"
)
