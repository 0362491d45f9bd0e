"""SQL of tax: rules by date, tax of documents, full invoices, meters from kept sums."""

RULES_OF = "SELECT value, valid_from, valid_to, source FROM tax_rule WHERE key = ? AND active = 1 ORDER BY valid_from, id"
RULES = (
    "SELECT id, uid, key, value, valid_from, valid_to, source FROM tax_rule WHERE active = 1 "
    "ORDER BY key, valid_from, id"
)
RULE_BY_UID = (
    "SELECT id, uid, key, value, valid_from, valid_to, source FROM tax_rule WHERE uid = ? AND active = 1"
)

OUTPUT_PARTS = (
    "SELECT for_line, vat_class, base, tax, rate_bp FROM tax_line WHERE document_id = ? AND side = 'output' "
    "AND (for_line IS NOT NULL OR product_id IS NULL) ORDER BY line_no"
)
TAX_OF = (
    "SELECT coalesce(sum(CASE WHEN vat_class <> 'exempt' THEN base END), 0), coalesce(sum(tax), 0), "
    "coalesce(sum(CASE WHEN vat_class = 'exempt' THEN base END), 0), max(rate_bp), count(*) "
    "FROM tax_line WHERE document_id = ? AND side = 'output'"
)
# Full invoices of a sale that stand: neither undone nor themselves an undoing.
STANDING_INVOICES = (
    "SELECT d.id, d.uid, d.number, d.on_date, i.form FROM tax_invoice i JOIN document d ON d.id = i.document_id "
    "WHERE i.target_id = ? AND d.kind = 'tax_invoice' "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) ORDER BY d.id"
)
CANCELLED_INVOICE = (
    "SELECT d.id, d.number, d.on_date FROM tax_invoice i JOIN document d ON d.id = i.document_id "
    "WHERE i.target_id = ? AND i.form = 'full' AND d.kind = 'tax_invoice' "
    "AND EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) ORDER BY d.id DESC LIMIT 1"
)
# Every full invoice and replacement ever issued, with what cancelled it; its number stays.
_ISSUED = (
    "SELECT d.id, d.uid, d.number, d.on_date, i.form, s.uid, s.number, i.base, i.tax, i.exempt, i.total, "
    "coalesce(r.number, ''), coalesce(r.reason, ''), "
    "coalesce((SELECT o.number FROM document_link l JOIN document o ON o.id = l.target_id "
    "WHERE l.document_id = d.id AND l.role = 'replaces' ORDER BY l.line_no LIMIT 1), '') "
    "FROM document d JOIN tax_invoice i ON i.document_id = d.id JOIN document s ON s.id = i.target_id "
    "LEFT JOIN document r ON r.reverses_id = d.id WHERE d.kind = 'tax_invoice' "
)
ISSUED_INVOICES = _ISSUED + "AND d.ledger_date BETWEEN ? AND ? ORDER BY d.id"
NEWEST_INVOICES = _ISSUED + "ORDER BY d.id DESC LIMIT ?"
SALE = (
    "SELECT d.id, d.kind, d.number, d.on_date, d.party_id, d.total, "
    "(SELECT number FROM document r WHERE r.reverses_id = d.id) FROM document d WHERE d.uid = ?"
)
INVOICE = (
    "SELECT i.form, i.exempt, i.base, i.tax, i.total, s.id, s.number, s.on_date FROM tax_invoice i "
    "JOIN document s ON s.id = i.target_id WHERE i.document_id = ?"
)
LINKED = (
    "SELECT d.number, d.on_date FROM document_link l JOIN document d ON d.id = l.target_id "
    "WHERE l.document_id = ? AND l.role = ? ORDER BY l.line_no LIMIT 1"
)
NAMES_OF = "SELECT role, name FROM document_name WHERE document_id = ? AND name IS NOT NULL"
RETURNED_BEFORE = (
    "SELECT coalesce(sum(t.base), 0), coalesce(sum(t.tax), 0) FROM sale s JOIN document d ON d.id = s.document_id "
    "JOIN tax_line t ON t.document_id = d.id WHERE s.returns_id = ? AND d.kind = 'sale_return' AND d.id < ? "
    "AND t.side = 'output' AND t.vat_class <> 'exempt' "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)"
)
RETURNS_SALE = "SELECT returns_id FROM sale WHERE document_id = ? AND returns_id IS NOT NULL"
PARTY_FACTS = "SELECT name, address, tax_id, branch FROM party WHERE id = ?"

_OF_PARTY = "coalesce(p.name, ''), coalesce(p.tax_id, ''), coalesce(p.branch, '') "
OUTPUT_DOCUMENTS = (
    "SELECT d.id, d.number, d.kind, d.on_date, " + _OF_PARTY + ", "
    "sum(CASE WHEN t.vat_class <> 'exempt' THEN t.base ELSE 0 END), sum(t.tax), "
    "sum(CASE WHEN t.vat_class = 'exempt' THEN t.base ELSE 0 END), "
    "(SELECT min(i.document_id) FROM tax_invoice i JOIN document x ON x.id = i.document_id "
    "WHERE i.target_id = d.id AND i.form = 'full' AND x.kind = 'tax_invoice' "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = x.id)) "
    "FROM tax_line t JOIN document d ON d.id = t.document_id LEFT JOIN party p ON p.id = d.party_id "
    "WHERE t.ledger_date BETWEEN ? AND ? AND t.side = 'output' GROUP BY t.document_id ORDER BY d.on_date, d.id"
)
UID_OF = "SELECT uid FROM document WHERE id = ?"
NUMBER_OF = "SELECT number, on_date FROM document WHERE id = ?"
INPUT_DOCUMENTS = (
    "SELECT d.number, coalesce(d.slip_number, ''), coalesce(d.slip_date, d.on_date), "
    + _OF_PARTY
    + ", t.claim, "
    "sum(t.base), sum(t.tax) FROM tax_line t JOIN document d ON d.id = t.document_id "
    "LEFT JOIN party p ON p.id = d.party_id "
    "WHERE t.ledger_date BETWEEN ? AND ? AND t.side = 'input' GROUP BY t.document_id, t.claim "
    "ORDER BY 3, d.id, t.claim"
)
MONTH_TAX = "SELECT side, vat_class, claim, sum(base), sum(tax) FROM tax_line WHERE ledger_date BETWEEN ? AND ? GROUP BY 1, 2, 3"
SHARE_UNDECIDED = (
    "SELECT coalesce(sum(tax), 0) FROM tax_line WHERE ledger_date <= ? AND side = 'input' AND claim = 'share'"
)
VAT_BALANCES = (
    "SELECT a.role, coalesce(sum(b.debit - b.credit), 0) FROM account a JOIN month_balance b ON b.account_id = a.id "
    "WHERE a.role IN ('output_vat', 'input_vat', 'vat_payable') AND b.month <= ? GROUP BY a.role"
)
_TAX_POSTED = (
    "EXISTS (SELECT 1 FROM document_link k JOIN document v ON v.id = k.document_id "
    "WHERE k.target_id = d.id AND k.role = 'left_vat' AND v.kind <> 'reversal' "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = v.id)) "
)
# Goods that a count found missing: for a registered group they count as sold at the price of the day.
SHORTAGES = (
    "SELECT d.uid, d.number, d.on_date, p.code, p.name, c.expected - c.counted, coalesce(p.price_e4, 0), "
    "p.vat_class "
    "FROM document d JOIN stock_count_line c ON c.document_id = d.id JOIN product p ON p.id = c.product_id "
    "WHERE d.kind = 'stock_count' AND d.ledger_date BETWEEN ? AND ? AND c.counted < c.expected "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) "
    "AND NOT " + _TAX_POSTED + "ORDER BY d.id, c.line_no"
)
GIVEN = (
    "SELECT d.uid, d.number, d.on_date, coalesce(l.note, d.note, ''), l.amount FROM account a "
    "JOIN journal_line l ON l.account_id = a.id JOIN document d ON d.id = l.document_id "
    "WHERE a.role = 'samples' AND l.ledger_date BETWEEN ? AND ? AND l.amount > 0 AND d.kind <> 'reversal' "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id) "
    "AND NOT EXISTS (SELECT 1 FROM document_link t WHERE t.document_id = d.id AND t.role = 'left_vat') "
    "AND NOT " + _TAX_POSTED + "ORDER BY d.id"
)
LEFT_DOCUMENT = "SELECT id, number, on_date, kind FROM document WHERE uid = ?"
UNDECIDED_PRODUCTS = (
    "SELECT p.uid, p.code, p.name, coalesce((SELECT sum(s.amount) FROM sales_day s "
    "WHERE s.day BETWEEN ? AND ? AND s.product_id = p.id), 0) "
    "FROM product p WHERE p.vat_class = 'unknown' AND p.active = 1 AND p.is_for_sale = 1 ORDER BY 4 DESC, p.sort_key, p.id"
)

YEAR_SUMS = (
    "SELECT a.type, coalesce(a.role, ''), sum(b.debit - b.credit) FROM month_balance b "
    "JOIN account a ON a.id = b.account_id WHERE b.month BETWEEN ? AND ? AND b.is_closing = 0 "
    "AND (a.type = 'income' OR a.role IN ('receivable', 'member_receivable', 'deposits', 'bad_debt')) GROUP BY a.id"
)
# Openings lie in the few months where the equity moved that they balance with; their undoing counts, too.
BROUGHT_FORWARD = (
    "SELECT a.role, sum(l.amount) FROM (SELECT DISTINCT b.month FROM month_balance b "
    "JOIN account e ON e.id = b.account_id WHERE e.role = 'opening_equity' AND b.month BETWEEN ? AND ?) m "
    "JOIN document d ON d.ledger_date BETWEEN m.month || '-01' AND m.month || '-31' "
    "LEFT JOIN document o ON o.id = d.reverses_id JOIN journal_line l ON l.document_id = d.id "
    "JOIN account a ON a.id = l.account_id WHERE (d.kind = 'opening' OR o.kind = 'opening') "
    "AND a.role IN ('receivable', 'member_receivable', 'deposits') GROUP BY a.role"
)
# Debts that arose in a year, and what settled debts in it, each with the tax and the sum of the bill that it is of.
# What a registered seller is owed holds tax that is no income. A debt that was given up was not received.
_DEBTORS = "(SELECT id FROM account WHERE role IN ('receivable', 'member_receivable'))"
TAX_IN_DEBTS = (
    "SELECT o.amount, sum(t.tax), sum(t.base + t.tax) FROM (SELECT l.document_id, sum(l.amount) AS amount "
    "FROM journal_line l INDEXED BY journal_line_by_day WHERE l.ledger_date BETWEEN ? AND ? "
    "AND l.account_id IN " + _DEBTORS + " GROUP BY l.document_id) o "
    "JOIN tax_line t ON t.document_id = o.document_id WHERE t.side = 'output' GROUP BY o.document_id"
)
TAX_IN_SETTLED = (
    "SELECT o.amount, sum(t.tax), sum(t.base + t.tax) FROM (SELECT a.target_id, sum(a.amount) AS amount "
    "FROM allocation a JOIN document d ON d.id = a.document_id WHERE d.ledger_date BETWEEN ? AND ? "
    "AND a.account_id IN " + _DEBTORS + " AND NOT EXISTS (SELECT 1 FROM journal_line b JOIN account c "
    "ON c.id = b.account_id WHERE b.document_id = d.id AND c.role = 'bad_debt') GROUP BY a.target_id) o "
    "JOIN tax_line t ON t.document_id = o.target_id WHERE t.side = 'output' GROUP BY o.target_id"
)
CONSIGNED = (
    "SELECT coalesce(sum(b.credit), 0) FROM month_balance b JOIN account a ON a.id = b.account_id "
    "WHERE a.role = 'consignment_payable' AND b.month BETWEEN ? AND ?"
)
SALES_BY_CLASS = (
    "SELECT p.vat_class, sum(s.amount) FROM sales_day s JOIN product p ON p.id = s.product_id "
    "WHERE s.day BETWEEN ? AND ? GROUP BY 1"
)
