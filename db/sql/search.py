"""SQL of the product search: what it reads, and which products were changed since it last read."""

LAST_EVENT_ID = "SELECT max(id) FROM event_log"
_SEARCHED = "SELECT id, name, folded, code, barcode FROM product WHERE active = 1"
SEARCHED = _SEARCHED + " ORDER BY sort_key, id"
SEARCHED_ONE = _SEARCHED + " AND id = ?"
_UNITS = (
    "SELECT u.product_id, u.barcode FROM product_unit u JOIN product p ON p.id = u.product_id "
    "WHERE p.active = 1 AND u.barcode IS NOT NULL"
)
SEARCHED_UNITS = _UNITS
SEARCHED_UNITS_OF = _UNITS + " AND u.product_id = ?"
CHANGED_PRODUCTS = (
    "SELECT DISTINCT p.id FROM event_log e JOIN product p ON p.uid = e.entity_uid "
    "WHERE e.id > ? AND e.entity = 'product'"
)
