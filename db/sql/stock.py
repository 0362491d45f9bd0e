"""SQL of the stock service: pools, what is on hand, last costs."""

ACCOUNT_BY_ROLE = "SELECT role, id FROM account WHERE role IS NOT NULL"
PRODUCT_FACTS = (
    "SELECT p.id, p.uid, p.code, p.name, p.kind, p.unit, p.vat_class, p.shelf_days, "
    "EXISTS (SELECT 1 FROM product_part k WHERE k.product_id = p.id), s.quantity, s.value, s.cash_value, s.full_value, "
    "l.value_e4, l.cash_e4, l.full_e4, l.purchase_e4 "
    "FROM product p LEFT JOIN stock_cost s ON s.product_id = p.id "
    "LEFT JOIN last_cost l ON l.product_id = p.id WHERE p.uid = ?"
)
PRODUCT_FACTS_BY_ID = PRODUCT_FACTS.replace("WHERE p.uid = ?", "WHERE p.id = ?")
PRODUCTS_FACTS = PRODUCT_FACTS.replace("WHERE p.uid = ?", "WHERE p.uid IN ({marks})")
# Own goods at a place by lot, oldest first; lot 0 is what no lot covers.
LOTS_ON_HAND = (
    "SELECT h.product_id, h.lot_id, h.quantity FROM stock_on_hand h LEFT JOIN lot ON lot.id = h.lot_id "
    "WHERE h.product_id IN ({marks}) AND h.location_id = ? AND h.owner_id = 0 "
    "ORDER BY h.lot_id = 0, coalesce(lot.best_before, '9999'), lot.made_on, h.lot_id"
)
SET_LAST_COST = (
    "INSERT INTO last_cost (product_id, value_e4, cash_e4, full_e4, purchase_e4) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (product_id) DO UPDATE SET value_e4 = excluded.value_e4, cash_e4 = excluded.cash_e4, "
    "full_e4 = excluded.full_e4, purchase_e4 = coalesce(excluded.purchase_e4, last_cost.purchase_e4)"
)
# Goods of others at a place; what they once had there and is gone stands with 0.
OWNED = (
    "SELECT product_id, owner_id, sum(quantity) FROM stock_on_hand "
    "WHERE product_id IN ({marks}) AND location_id = ? AND owner_id <> 0 GROUP BY 1, 2 ORDER BY 1, 2"
)
HAD_OWN = "SELECT 1 FROM stock_cost WHERE product_id = ?"
LAST_OWNER = (
    "SELECT party_id FROM consignment_line WHERE product_id = ? AND party_id IN ({marks}) AND direction = 'in' "
    "AND purpose = 'taken_in' ORDER BY document_id DESC LIMIT 1"
)
FOR_PROCESSING = (
    "SELECT coalesce(sum(CASE WHEN purpose IN ('taken_in', 'made') THEN quantity ELSE -quantity END), 0) "
    "FROM consignment_line WHERE party_id = ? AND product_id = ? AND direction = 'processing'"
)
# When goods came: of an owner by slip, of the group by month.
OWNED_RECEIPTS = (
    "SELECT d.on_date, sum(c.quantity) FROM consignment_line c JOIN document d ON d.id = c.document_id "
    "WHERE c.party_id = ? AND c.product_id = ? AND c.purpose IN ('taken_in', 'made') GROUP BY 1 HAVING sum(c.quantity) > 0 "
    "ORDER BY 1"
)
OWN_RECEIPTS = (
    "SELECT month || '-01', quantity_in FROM stock_month WHERE product_id = ? AND quantity_in > 0 ORDER BY 1"
)
