"""SQL of the parts of equity that the notes tell apart: the funds."""

# A balance taken over at the opening was there before; what an undoing takes back was not set aside or spent.
FUND_CHANGES = (
    "SELECT a.code, a.name, a.name_en, "
    "sum(CASE WHEN l.ledger_date < ?1 OR d.kind = 'opening' THEN -l.amount ELSE 0 END), "
    "sum(CASE WHEN l.ledger_date >= ?1 AND d.kind <> 'opening' "
    "AND (l.amount < 0) = (d.reverses_id IS NULL) THEN -l.amount ELSE 0 END), "
    "sum(CASE WHEN l.ledger_date >= ?1 AND d.kind <> 'opening' "
    "AND (l.amount < 0) <> (d.reverses_id IS NULL) THEN l.amount ELSE 0 END) "
    "FROM account a JOIN journal_line l ON l.account_id = a.id JOIN document d ON d.id = l.document_id "
    "WHERE a.is_fund = 1 AND l.ledger_date <= ?2 GROUP BY a.id ORDER BY a.code"
)
