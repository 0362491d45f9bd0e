"""SQL of what settles debts: whom, what a payment settled, tax that was kept back and its certificates."""

NUMBER_OF = "SELECT number FROM document WHERE uid = ?"
RECEIPT_WITH_TAX = (
    "SELECT d.id, d.party_id, d.number, w.certificate, "
    "(SELECT r.number FROM document r WHERE r.reverses_id = d.id), d.total "
    "FROM document d JOIN withholding w ON w.document_id = d.id WHERE d.uid = ?"
)
# What a document settled: its target, on which account, of whom, how much, and what of it was its own.
SETTLED_BY = (
    "SELECT t.number, t.kind, coalesce(t.slip_date, t.on_date), coalesce(t.slip_number, ''), t.total, c.role, "
    "p.id, p.code, p.name, a.amount FROM allocation a JOIN document t ON t.id = a.target_id "
    "JOIN account c ON c.id = a.account_id JOIN party p ON p.id = a.party_id "
    "WHERE a.document_id = ? ORDER BY a.line_no"
)
MONEY_LINES = (
    "SELECT c.code, c.name, c.name_en, coalesce(c.role, ''), c.is_money, l.amount, coalesce(l.note, '') "
    "FROM journal_line l JOIN account c ON c.id = l.account_id "
    "WHERE l.document_id = ? AND l.party_id IS NULL ORDER BY l.line_no"
)
PARTY_LINES = (
    "SELECT p.id, p.code, p.name, coalesce(c.role, ''), l.amount FROM journal_line l "
    "JOIN account c ON c.id = l.account_id JOIN party p ON p.id = l.party_id "
    "WHERE l.document_id = ? ORDER BY l.line_no"
)
# Tax kept back in a time, with the certificate it came with or that was entered since; undone ones left out.
_STANDS = "NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = {document}.id)"
WITHHELD = (
    "SELECT d.uid, d.number, d.on_date, d.ledger_date, coalesce(p.code, ''), coalesce(p.name, ''), "
    "coalesce(p.tax_id, ''), w.base, w.rate_bp, w.amount, "
    "coalesce(nullif(w.certificate, ''), n.slip_number, ''), coalesce(w.certificate_date, n.slip_date) "
    "FROM withholding w CROSS JOIN document d LEFT JOIN party p ON p.id = w.party_id "
    "LEFT JOIN document n ON n.id = (SELECT max(k.document_id) FROM document_link k "
    "JOIN document x ON x.id = k.document_id WHERE k.target_id = d.id AND k.role = 'certificate' "
    "AND x.kind <> 'reversal' AND " + _STANDS.format(document="x") + ") "
    "WHERE d.id = w.document_id AND d.ledger_date BETWEEN ? AND ? AND d.kind <> 'reversal' AND "
    + _STANDS.format(document="d")
    + " "
    "ORDER BY d.ledger_date, d.id, w.line_no"
)
WITHHELD_OF = (
    "SELECT base, rate_bp, amount, certificate, certificate_date FROM withholding WHERE document_id = ? "
    "ORDER BY line_no"
)
CERTIFICATE_OF = (
    "SELECT x.slip_number FROM document_link k JOIN document x ON x.id = k.document_id "
    "WHERE k.target_id = ? AND k.role = 'certificate' AND x.kind <> 'reversal' AND "
    + _STANDS.format(document="x")
    + " ORDER BY x.id DESC LIMIT 1"
)
