"""SQL of gift baskets: their parts, what can be one, what can be in one."""

PARTS_OF_MANY = (
    "SELECT b.uid, p.uid, p.code, p.name, p.unit, k.quantity, coalesce(p.price_e4, 0), b.name FROM product b "
    "JOIN product_part k ON k.product_id = b.id JOIN product p ON p.id = k.part_id "
    "WHERE b.uid IN ({marks}) ORDER BY b.id, k.position, p.id"
)
IS_BASKET = "SELECT 1 FROM product_part WHERE product_id = ? LIMIT 1"
IS_PART = "SELECT 1 FROM product_part WHERE part_id = ? LIMIT 1"
ANY_THERE = "SELECT 1 FROM stock_on_hand WHERE product_id = ? AND quantity <> 0 LIMIT 1"
HAS_RECIPE = "SELECT 1 FROM recipe WHERE product_id = ? AND active = 1 LIMIT 1"
PART_FACTS = "SELECT id, name FROM product WHERE uid = ?"
DELETE_PARTS = "DELETE FROM product_part WHERE product_id = ?"
INSERT_PART = "INSERT INTO product_part (product_id, part_id, quantity, position) VALUES (?, ?, ?, ?)"
