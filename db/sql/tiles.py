"""SQL of what the till is arranged by: pages of tiles, barcodes of scales."""

SCALES = (
    "SELECT id, uid, name, prefix, code_from, code_length, value_from, value_length, value_is, decimals "
    "FROM scale_layout WHERE active = 1 ORDER BY position, id"
)
SCALE_BY_UID = "SELECT id, name FROM scale_layout WHERE uid = ?"
OTHER_SCALES = "SELECT name, prefix FROM scale_layout WHERE active = 1 AND id <> ?"
NEXT_SCALE = "SELECT coalesce(max(position), 0) + 1 FROM scale_layout"

PAGES = "SELECT id, uid, name, position FROM tile_page WHERE active = 1 ORDER BY position, id"
TILES = (
    "SELECT t.page_id, p.uid, t.unit, t.label, t.colour FROM tile t JOIN product p ON p.id = t.product_id "
    "JOIN tile_page g ON g.id = t.page_id WHERE g.active = 1 ORDER BY t.page_id, t.position"
)
TILES_OF = (
    "SELECT p.uid, t.unit, t.label, t.colour FROM tile t JOIN product p ON p.id = t.product_id "
    "WHERE t.page_id = ? ORDER BY t.position"
)
PAGE_BY_UID = "SELECT id, name FROM tile_page WHERE uid = ?"
NEXT_PAGE = "SELECT coalesce(max(position), 0) + 1 FROM tile_page"
DELETE_TILES = "DELETE FROM tile WHERE page_id = ?"
INSERT_TILE = (
    "INSERT INTO tile (page_id, position, product_id, unit, label, colour) VALUES (?, ?, ?, ?, ?, ?)"
)
PRODUCT = "SELECT id, name FROM product WHERE uid = ?"
