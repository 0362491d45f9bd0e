"""SQL of a member's statement: what she delivered, bought, holds, and what stands between her and the group."""

from db.sql.consignment import EARNED
from db.sql.members import BY_PERSON

_STANDING = "d.kind <> 'reversal' AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)"
# Goods of hers that went into batches, or that the group bought: what, unit, quantity, amount.
DELIVERED = (
    "SELECT what, unit, sum(quantity), sum(amount) FROM ("
    "SELECT coalesce(p.name, c.description) AS what, c.unit AS unit, c.quantity AS quantity, c.full_value AS amount "
    "FROM cost_line c JOIN document d ON d.id = c.document_id LEFT JOIN product p ON p.id = c.product_id "
    "WHERE c.party_id = ?1 AND c.is_estimate = 0 AND c.kind <> 'labour' AND d.ledger_date BETWEEN ?2 AND ?3 "
    "UNION ALL SELECT coalesce(p.name, l.description), l.unit, l.quantity, l.amount FROM document d "
    "JOIN purchase_line l ON l.document_id = d.id LEFT JOIN product p ON p.id = l.product_id "
    "WHERE d.party_id = ?1 AND d.ledger_date BETWEEN ?2 AND ?3) "
    "GROUP BY what, unit HAVING sum(quantity) <> 0 OR sum(amount) <> 0 ORDER BY sum(amount) DESC, what"
)
LABOUR_WORTH = (
    "SELECT coalesce(sum(CASE WHEN c.settlement <> 'imputed' THEN c.full_value END), 0), "
    "coalesce(sum(CASE WHEN c.settlement = 'imputed' THEN c.full_value END), 0) FROM cost_line c "
    "JOIN document d ON d.id = c.document_id WHERE c.party_id = ? AND c.is_estimate = 0 AND c.kind = 'labour' "
    "AND d.ledger_date BETWEEN ? AND ?"
)
BOUGHT = (
    "SELECT l.description, l.unit, sum(l.quantity), sum(l.amount) FROM document d "
    "JOIN sale_line l ON l.document_id = d.id WHERE d.party_id = ? AND d.ledger_date BETWEEN ? AND ? "
    "GROUP BY l.description, l.unit HAVING sum(l.quantity) <> 0 OR sum(l.amount) <> 0 "
    "ORDER BY sum(l.amount) DESC, l.description"
)
CONSIGNED = (
    "SELECT p.name, p.unit, sum(m.quantity) FROM stock_move m JOIN product p ON p.id = m.product_id "
    "WHERE m.owner_id = ? AND m.ledger_date <= ? GROUP BY p.id HAVING sum(m.quantity) <> 0 ORDER BY p.sort_key"
)
CONSIGNED_SOLD = (
    f"SELECT p.name, p.unit, sum(c.quantity), sum(c.owner_amount) FROM ({EARNED}) c "
    "JOIN product p ON p.id = c.product_id WHERE c.party_id = ? AND c.ledger_date BETWEEN ? AND ? "
    "GROUP BY p.id HAVING sum(c.quantity) <> 0 OR sum(c.owner_amount) <> 0 ORDER BY p.sort_key"
)
# Positive where it is hers: what came before, was added, was taken off.
HOLDS = (
    "SELECT a.role, a.code, a.name, a.name_en, "
    "-coalesce(sum(CASE WHEN l.ledger_date < ?2 THEN l.amount END), 0), "
    "coalesce(sum(CASE WHEN l.ledger_date >= ?2 THEN max(-l.amount, 0) END), 0), "
    "coalesce(sum(CASE WHEN l.ledger_date >= ?2 THEN max(l.amount, 0) END), 0) "
    "FROM journal_line l JOIN account a ON a.id = l.account_id WHERE l.party_id = ?1 AND l.ledger_date <= ?3 "
    f"AND a.role IN {BY_PERSON} "
    "GROUP BY a.id ORDER BY a.role NOT IN ('shares', 'shares_unpaid'), a.type DESC, a.code"
)
SHARES = (
    "SELECT coalesce(sum(e.shares), 0), coalesce(sum(e.amount - e.paid), 0) FROM share_entry e "
    "JOIN document d ON d.id = e.document_id WHERE e.party_id = ? AND d.ledger_date <= ?"
)
LOANS = (
    "SELECT n.code, n.side, n.name, sum(e.principal), sum(e.accrued) FROM loan n "
    "JOIN loan_entry e ON e.loan_id = n.id JOIN document d ON d.id = e.document_id "
    "WHERE n.party_id = ? AND d.ledger_date <= ? GROUP BY n.id "
    "HAVING sum(e.principal) <> 0 OR sum(e.accrued) <> 0 ORDER BY n.code"
)
DIVIDED = (
    "SELECT p.kind, p.name, x.first_day, x.last_day, s.amount FROM distribution_share s "
    "JOIN document d ON d.id = s.document_id JOIN distribution x ON x.document_id = d.id "
    "JOIN distribution_part p ON p.document_id = s.document_id AND p.line_no = s.part_no "
    f"WHERE s.party_id = ? AND d.ledger_date BETWEEN ? AND ? AND {_STANDING} ORDER BY d.id, s.line_no"
)
