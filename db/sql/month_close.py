"""SQL of a month's list: what is half done, not counted, without a cost, owed, late or not copied."""

DRAFTS = "SELECT kind, count(*) FROM draft GROUP BY kind"
UNCONFIRMED = (
    "SELECT count(*) FROM payment p JOIN tender t ON t.id = p.tender_id JOIN document d ON d.id = p.document_id "
    "WHERE t.kind IN ('promptpay', 'transfer') AND p.confirmed_by IS NULL AND p.amount > 0 AND d.kind = 'sale' "
    "AND d.ledger_date BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)"
)
# Where money lies: balance to the month's end, whether it moved in it, when it was counted, to when reconciled.
MONEY = (
    "SELECT a.code, a.name, coalesce(a.role, '') IN ('bank', 'promptpay') OR a.bank_name <> '' OR a.bank_number <> '', "
    "coalesce(sum(b.debit - b.credit), 0), coalesce(max(b.month = ?), 0), "
    "coalesce((SELECT max(d.ledger_date) FROM cash_count c JOIN document d ON d.id = c.document_id "
    "WHERE c.account_id = a.id AND d.kind = 'cash_count' AND d.ledger_date BETWEEN ? AND ? "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)), ''), "
    "coalesce((SELECT max(r.on_date) FROM bank_reconciliation r WHERE r.account_id = a.id AND r.on_date >= ?), '') "
    "FROM account a LEFT JOIN month_balance b ON b.account_id = a.id AND b.month <= ? "
    "WHERE a.is_money = 1 GROUP BY a.id ORDER BY a.code"
)
STOCK = (
    "SELECT p.name, sum(m.quantity_in - m.quantity_out), sum(m.value) FROM stock_month m "
    "JOIN product p ON p.id = m.product_id WHERE m.month <= ? GROUP BY p.id ORDER BY p.sort_key"
)
ROLE_BALANCES = (
    "SELECT a.role, sum(b.debit - b.credit) FROM month_balance b JOIN account a ON a.id = b.account_id "
    "WHERE a.role IS NOT NULL AND b.month <= ? GROUP BY a.id"
)
ROLE_MOVEMENTS = (
    "SELECT a.role, sum(b.debit - b.credit) FROM month_balance b JOIN account a ON a.id = b.account_id "
    "WHERE a.role IS NOT NULL AND b.month = ? AND b.is_closing = 0 GROUP BY a.id"
)
STOCK_VALUES = (
    "SELECT p.kind, sum(m.value) FROM stock_month m JOIN product p ON p.id = m.product_id "
    "WHERE m.month <= ? GROUP BY p.kind"
)
SLIPS = "SELECT slip_date, posted_at FROM document WHERE slip_date IS NOT NULL AND kind <> 'reversal' AND ledger_date BETWEEN ? AND ?"
WRITTEN = "SELECT coalesce(max(posted_at), 0) FROM document WHERE ledger_date BETWEEN ? AND ?"
COPIED = "SELECT at FROM event_log WHERE action = 'backup' ORDER BY id DESC LIMIT 1"
PRODUCT_NAMES = "SELECT id, name FROM product"
HAS_ASSETS = (
    "SELECT 1 FROM asset WHERE source <> 'lent' AND life_months IS NOT NULL AND acquired_on <= ? LIMIT 1"
)
WRITTEN_DOWN = (
    "SELECT coalesce(sum(x.amount), 0) FROM write_down_line x CROSS JOIN document d ON d.id = x.document_id "
    "WHERE d.ledger_date <= ?"
)
