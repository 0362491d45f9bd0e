"""SQL of consigned goods: agreements, slips, splits of sales, what is unsettled, goods at shops."""

_STANDS = "d.kind <> 'reversal' AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)"

# Agreements.
TERMS_KNOWN = "SELECT id FROM consignment_terms WHERE uid = ?"
TERMS_ON = (
    "SELECT method, value, spoilage_by, discount_by, id FROM consignment_terms WHERE active = 1 AND direction = ? "
    "AND party_id = ? AND (product_id = ? OR product_id IS NULL) AND from_day <= ? "
    "ORDER BY product_id IS NULL, from_day DESC, id DESC LIMIT 1"
)
LAST_SLIP = (
    "SELECT c.method, c.value, c.spoilage_by, c.discount_by, c.terms_id, c.price_e4 FROM consignment_line c "
    "JOIN document d ON d.id = c.document_id WHERE c.direction = ? AND c.party_id = ? AND c.product_id = ? "
    f"AND c.purpose IN ('taken_in', 'sent') AND {_STANDS} ORDER BY c.document_id DESC, c.line_no DESC LIMIT 1"
)
TERMS = (
    "SELECT t.uid, t.direction, p.uid, p.name, g.uid, coalesce(g.name, ''), coalesce(g.unit, ''), t.method, t.value, "
    "t.spoilage_by, t.discount_by, t.from_day, t.note, l.uid, coalesce(l.name, '') FROM consignment_terms t "
    "JOIN party p ON p.id = t.party_id LEFT JOIN product g ON g.id = t.product_id "
    "LEFT JOIN stock_location l ON l.id = t.location_id WHERE t.active = 1 {where} "
    "ORDER BY p.sort_key, p.id, g.sort_key, t.from_day DESC"
)
PRODUCT_PRICE = "SELECT coalesce(price_e4, 0) FROM product WHERE id = ?"
LOCATION_KIND = "SELECT kind FROM stock_location WHERE id = ?"

# Sales and returns.
SPLITS_OF = (
    "SELECT for_line, party_id, product_id, terms_id, method, value, discount_by, quantity, listed, paid, owner_amount "
    "FROM consignment_sale WHERE document_id = ? ORDER BY line_no"
)
# Parts of a sale that came back by returns that stand: line of the sale, owner, what came back (below zero).
SPLITS_BACK = (
    "SELECT l.returns_line, c.party_id, sum(c.quantity), sum(c.listed), sum(c.paid), sum(c.owner_amount) FROM sale s "
    "JOIN document d ON d.id = s.document_id JOIN consignment_sale c ON c.document_id = d.id "
    "JOIN sale_line l ON l.document_id = d.id AND l.line_no = c.for_line "
    f"WHERE s.returns_id = ? AND d.kind = 'sale_return' AND {_STANDS} GROUP BY 1, 2"
)
OWN_SOLD = (
    "SELECT -coalesce(sum(quantity), 0), -coalesce(sum(value), 0), -coalesce(sum(cash_value), 0), "
    "-coalesce(sum(full_value), 0) FROM stock_move WHERE document_id = ? AND for_line = ? AND owner_id IS NULL "
    "AND purpose = 'sale'"
)
OWN_BACK = (
    "SELECT coalesce(sum(m.quantity), 0), coalesce(sum(m.value), 0), coalesce(sum(m.cash_value), 0), "
    "coalesce(sum(m.full_value), 0) FROM sale s JOIN document d ON d.id = s.document_id "
    "JOIN sale_line l ON l.document_id = d.id JOIN stock_move m ON m.document_id = d.id AND m.for_line = l.line_no "
    "AND m.owner_id IS NULL AND m.purpose = 'return' "
    f"WHERE s.returns_id = ? AND l.returns_line = ? AND d.kind = 'sale_return' AND {_STANDS}"
)
COMMISSION_RATE = (
    "SELECT rate_bp FROM tax_line WHERE document_id = ? AND product_id = ? AND for_line IS NULL "
    "AND side = 'output' LIMIT 1"
)
