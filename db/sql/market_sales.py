"""SQL of sales cut by hour, way of selling, market day and seller, with what was left of them."""

# A return and an undoing count where the sale counted: at its hour, of its seller.
_KEYS = {
    "hour": "printf('%02d', (o.posted_at / 3600000 + 7) % 24)",
    "channel": "s.channel",
    "event": "coalesce(t.event_id, 0)",
    "seller": "o.author_id",
}
_SLICES = (
    "SELECT key, sum(bills), sum(amount), sum(promoted), sum(owners), sum(fee), sum(tax), sum(cost) FROM ("
    "SELECT {key} AS key, CASE WHEN s.returns_id IS NOT NULL THEN 0 WHEN d.reverses_id IS NOT NULL THEN -1 ELSE 1 END "
    "AS bills, "
    "(SELECT sum(l.amount) FROM sale_line l WHERE l.document_id = d.id) AS amount, "
    "coalesce((SELECT sum(p.amount) FROM sale_promotion p WHERE p.document_id = d.id), 0) AS promoted, "
    "coalesce((SELECT sum(c.owner_amount) FROM consignment_sale c WHERE c.document_id = d.id), 0) AS owners, "
    "coalesce((SELECT sum(y.fee) FROM payment y WHERE y.document_id = d.id), 0) AS fee, "
    "coalesce((SELECT sum(x.tax) FROM tax_line x WHERE x.document_id = d.id AND x.side = 'output'), 0) AS tax, "
    "-coalesce((SELECT sum(m.value) FROM stock_move m WHERE m.document_id = d.id AND m.purpose IN ('sale', 'return')), 0) "
    "AS cost "
    "FROM document d JOIN sale s ON s.document_id = d.id "
    "JOIN document o ON o.id = coalesce(d.reverses_id, s.returns_id, d.id) "
    "LEFT JOIN till_entry t ON t.document_id = o.id WHERE d.ledger_date BETWEEN ? AND ?) GROUP BY key ORDER BY key"
)
SLICES = {name: _SLICES.format(key=key) for name, key in _KEYS.items()}
EVENTS = "SELECT id, name, first_day FROM market_event"
SELLERS = "SELECT id, name FROM app_user"
# Goods that the group sells, with what went in a time (own and others'), when it sold last, and what is there.
GOODS = (
    "SELECT p.id, p.uid, p.code, p.name, p.unit, p.kind, coalesce(n.quantity, 0), coalesce(n.amount, 0), "
    "coalesce(h.quantity, 0), coalesce(c.value, 0), (SELECT max(y.day) FROM sales_day y WHERE y.product_id = p.id "
    "AND y.quantity > 0 AND y.day <= ?2) "
    "FROM product p LEFT JOIN (SELECT product_id, sum(quantity) AS quantity, sum(amount) AS amount FROM sales_day "
    "WHERE day BETWEEN ?1 AND ?2 GROUP BY product_id) n ON n.product_id = p.id "
    "LEFT JOIN (SELECT product_id, sum(quantity) AS quantity FROM stock_on_hand WHERE owner_id = 0 GROUP BY product_id) h "
    "ON h.product_id = p.id LEFT JOIN stock_cost c ON c.product_id = p.id "
    "WHERE p.active = 1 AND p.is_for_sale = 1 AND p.kind = 'product' ORDER BY p.sort_key, p.id"
)
