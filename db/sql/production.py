"""SQL of batches, cost sheets and recipes."""

STANDING = "d.kind <> 'reversal' AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)"
"""A document that was not undone and is not an undoing."""

PARTY = "SELECT id, name, is_member FROM party WHERE uid = ?"
TENDER_ACCOUNT = "SELECT account_id, kind FROM tender WHERE uid = ?"
LOTS_OF_DAY = "SELECT count(*) FROM lot WHERE product_id = ? AND made_on = ?"

PRODUCT_PRICE = "SELECT price_e4 FROM product WHERE uid = ?"
KNOWN_COST = (
    "SELECT p.id, s.quantity, s.value, s.cash_value, s.full_value, l.value_e4, l.cash_e4, l.full_e4 "
    "FROM product p LEFT JOIN stock_cost s ON s.product_id = p.id "
    "LEFT JOIN last_cost l ON l.product_id = p.id WHERE p.uid = ?"
)

BATCH = (
    "SELECT b.id, b.uid, b.product_id, p.uid, b.planned_quantity, d.number, d.on_date "
    "FROM production_batch b JOIN product p ON p.id = b.product_id JOIN document d ON d.id = b.document_id "
    "WHERE b.uid = ?"
)
BATCH_OF_DOCUMENT = (
    "SELECT b.id, b.uid FROM production_entry e JOIN production_batch b ON b.id = e.batch_id "
    "WHERE e.document_id = ?"
)
ENTRIES = (
    "SELECT d.uid, d.number, d.on_date, d.ledger_date, e.phase, e.is_final, e.hours_milli, d.total, "
    "coalesce(d.note, ''), d.kind, (SELECT number FROM document r WHERE r.reverses_id = d.id) "
    "FROM production_entry e JOIN document d ON d.id = e.document_id WHERE e.batch_id = ? ORDER BY d.id"
)
FINAL_FINISH = (
    "SELECT d.ledger_date FROM production_entry e JOIN document d ON d.id = e.document_id "
    f"WHERE e.batch_id = ? AND e.is_final = 1 AND {STANDING} ORDER BY d.id DESC LIMIT 1"
)
LAST_ENTRY = (
    "SELECT max(d.ledger_date) FROM production_entry e JOIN document d ON d.id = e.document_id "
    f"WHERE e.batch_id = ? AND {STANDING}"
)
WIP_OF = (
    "SELECT "
    "coalesce((SELECT sum(value) FROM cost_line WHERE batch_id = b.id AND is_estimate = 0), 0) "
    "- coalesce((SELECT sum(value) FROM batch_output WHERE batch_id = b.id), 0), "
    "coalesce((SELECT sum(cash_value) FROM cost_line WHERE batch_id = b.id AND is_estimate = 0), 0) "
    "- coalesce((SELECT sum(cash_value) FROM batch_output WHERE batch_id = b.id), 0), "
    "coalesce((SELECT sum(full_value) FROM cost_line WHERE batch_id = b.id AND is_estimate = 0), 0) "
    "- coalesce((SELECT sum(full_value) FROM batch_output WHERE batch_id = b.id), 0) "
    "FROM production_batch b WHERE b.id = ?"
)
WIP_PER_BATCH = (
    "SELECT b.uid, d.number, p.name, "
    "coalesce(c.value, 0) - coalesce(o.value, 0), coalesce(c.cash, 0) - coalesce(o.cash, 0), "
    "coalesce(c.full, 0) - coalesce(o.full, 0) "
    "FROM production_batch b JOIN document d ON d.id = b.document_id JOIN product p ON p.id = b.product_id "
    "LEFT JOIN (SELECT batch_id, sum(value) AS value, sum(cash_value) AS cash, sum(full_value) AS full "
    "FROM cost_line WHERE is_estimate = 0 GROUP BY batch_id) c ON c.batch_id = b.id "
    "LEFT JOIN (SELECT batch_id, sum(value) AS value, sum(cash_value) AS cash, sum(full_value) AS full "
    "FROM batch_output GROUP BY batch_id) o ON o.batch_id = b.id "
    "WHERE coalesce(c.value, 0) <> coalesce(o.value, 0) OR coalesce(c.cash, 0) <> coalesce(o.cash, 0) "
    "OR coalesce(c.full, 0) <> coalesce(o.full, 0) ORDER BY b.id"
)
FINISHED_QUANTITY = (
    "SELECT coalesce(sum(quantity), 0) FROM batch_output "
    "WHERE batch_id = ? AND product_id = ? AND kind IN ('good', 'normal_waste', 'abnormal_waste')"
)
COST_OF_DOCUMENT = (
    "SELECT coalesce(sum(value), 0), coalesce(sum(cash_value), 0), coalesce(sum(full_value), 0) "
    "FROM cost_line WHERE document_id = ? AND is_estimate = 0"
)
OUTPUTS_OF_DOCUMENT = (
    "SELECT p.uid, o.kind, o.quantity, o.value, o.cash_value, o.full_value, coalesce(lot.code, '') "
    "FROM batch_output o JOIN product p ON p.id = o.product_id LEFT JOIN lot ON lot.id = o.lot_id "
    "WHERE o.document_id = ? ORDER BY o.line_no"
)

# One row per batch; a batch's state follows from its standing documents.
_STATE = (
    "CASE WHEN NOT EXISTS (SELECT 1 FROM production_entry e JOIN document d ON d.id = e.document_id "
    f"WHERE e.batch_id = b.id AND e.phase IN ('start', 'one_step') AND {STANDING}) THEN 'undone' "
    "WHEN EXISTS (SELECT 1 FROM production_entry e JOIN document d ON d.id = e.document_id "
    f"WHERE e.batch_id = b.id AND e.is_final = 1 AND {STANDING}) THEN 'finished' ELSE 'open' END"
)
STATE_OF = f"SELECT {_STATE} FROM production_batch b WHERE b.id = ?"
_SUMMARY = (
    "SELECT b.id AS id, b.uid AS uid, s.number AS number, p.uid AS product_uid, p.name AS name, p.unit AS unit, "
    "b.planned_quantity AS planned, s.on_date AS started, "
    "(SELECT max(d.on_date) FROM production_entry e JOIN document d ON d.id = e.document_id "
    f"WHERE e.batch_id = b.id AND e.phase IN ('finish', 'one_step') AND {STANDING}) AS finished, "
    f"{_STATE} AS state, "
    "coalesce((SELECT sum(quantity) FROM batch_output WHERE batch_id = b.id AND product_id = b.product_id "
    "AND kind = 'good'), 0) AS made, "
    "coalesce(c.value, 0) AS cost_value, coalesce(c.cash, 0) AS cost_cash, coalesce(c.full, 0) AS cost_full, "
    "coalesce(o.value, 0) AS good_value, coalesce(o.cash, 0) AS good_cash, coalesce(o.full, 0) AS good_full, "
    "b.product_id AS product_id "
    "FROM production_batch b JOIN document s ON s.id = b.document_id JOIN product p ON p.id = b.product_id "
    "LEFT JOIN (SELECT batch_id, sum(value) AS value, sum(cash_value) AS cash, sum(full_value) AS full "
    "FROM cost_line WHERE is_estimate = 0 GROUP BY batch_id) c ON c.batch_id = b.id "
    "LEFT JOIN (SELECT o.batch_id, sum(o.value) AS value, sum(o.cash_value) AS cash, sum(o.full_value) AS full "
    "FROM batch_output o JOIN production_batch q ON q.id = o.batch_id AND q.product_id = o.product_id "
    "WHERE o.kind = 'good' GROUP BY o.batch_id) o ON o.batch_id = b.id "
)
_COLUMNS = (
    "SELECT id, uid, number, product_uid, name, unit, planned, started, finished, state, made, "
    f"cost_value, cost_cash, cost_full, good_value, good_cash, good_full FROM ({_SUMMARY}) t "
)
BATCHES = (
    _COLUMNS + "WHERE (? IS NULL OR id < ?) AND (? IS NULL OR product_uid = ?) AND (? IS NULL OR state = ?) "
    "AND (? IS NULL OR started >= ?) AND (? IS NULL OR started <= ?) ORDER BY id DESC LIMIT ?"
)
LAST_BATCHES = (
    _COLUMNS + "WHERE product_id = (SELECT product_id FROM production_batch WHERE id = ?) AND id < ? "
    "AND state = 'finished' ORDER BY id DESC LIMIT ?"
)
SUMMARY_OF = _COLUMNS + "WHERE uid = ?"
BATCH_BY_NUMBER = (
    "SELECT b.uid FROM production_entry e JOIN production_batch b ON b.id = e.batch_id "
    "JOIN document d ON d.id = e.document_id WHERE d.number = ?"
)
BATCH_HEAD = (
    "SELECT b.id, p.code, p.price_e4, r.uid, coalesce(r.name, ''), b.recipe_version, coalesce(x.name, ''), "
    "coalesce(s.note, '') "
    "FROM production_batch b JOIN product p ON p.id = b.product_id JOIN document s ON s.id = b.document_id "
    "LEFT JOIN recipe r ON r.id = b.recipe_id LEFT JOIN section x ON x.id = s.section_id WHERE b.uid = ?"
)
SHEET_LINES = (
    "SELECT l.is_estimate, l.kind, l.step, l.settlement, l.description, p.uid, q.uid, coalesce(q.name, ''), "
    "l.quantity, l.unit, l.rate_e4, l.is_fixed, l.cash_value, l.value, l.full_value, d.kind = 'recost' "
    "FROM cost_line l JOIN document d ON d.id = l.document_id "
    "LEFT JOIN product p ON p.id = l.product_id LEFT JOIN party q ON q.id = l.party_id "
    "WHERE l.batch_id = ? AND (l.is_estimate = 0 OR d.kind <> 'reversal') ORDER BY l.document_id, l.line_no"
)
SHEET_OUTPUTS = (
    "SELECT p.uid, p.name, p.unit, o.kind, sum(o.quantity), sum(o.cash_value), sum(o.value), sum(o.full_value), "
    "coalesce(lot.code, ''), lot.best_before, max(o.reason) "
    "FROM batch_output o JOIN product p ON p.id = o.product_id LEFT JOIN lot ON lot.id = o.lot_id "
    "WHERE o.batch_id = ? GROUP BY o.product_id, o.kind, o.lot_id "
    "HAVING sum(o.quantity) <> 0 OR sum(o.value) <> 0 OR sum(o.full_value) <> 0 "
    "ORDER BY min(o.document_id), min(o.line_no)"
)
