"""SQL of who owes whom on paper: terms, lines of one person, hours that were worked."""

CREDIT_LIMITS = "SELECT id, credit_limit FROM party WHERE credit_limit IS NOT NULL"
PERSON = (
    "SELECT id, uid, code, name, address, tax_id, phone, credit_limit, credit_days FROM party WHERE code = ?"
)
PERSON_BY_UID = (
    "SELECT id, uid, code, name, address, tax_id, phone, credit_limit, credit_days FROM party WHERE uid = ?"
)
BALANCE_OF_LIMITED = (
    "SELECT p.name, p.credit_limit, coalesce(sum(b.balance), 0) FROM party p "
    "LEFT JOIN party_balance b ON b.party_id = p.id AND b.account_id IN "
    "(SELECT id FROM account WHERE role IN ('receivable', 'member_receivable')) "
    "WHERE p.id = ? AND p.credit_limit IS NOT NULL GROUP BY p.id"
)


def owed_lines(roles: int) -> str:
    """Lines of a person on the accounts of so many roles, from one day to another."""
    return (
        "SELECT l.ledger_date, d.number, d.kind, coalesce(d.slip_number, ''), coalesce(l.note, d.note, ''), l.amount "
        "FROM journal_line l JOIN account a ON a.id = l.account_id JOIN document d ON d.id = l.document_id "
        f"WHERE l.party_id = ? AND a.role IN ({', '.join('?' * roles)}) AND l.ledger_date BETWEEN ? AND ? "
        "ORDER BY l.ledger_date, d.id, l.line_no"
    )


def owed_before(roles: int) -> str:
    """What a person's lines on the accounts of so many roles come to before a day."""
    return (
        "SELECT coalesce(sum(l.amount), 0) FROM journal_line l JOIN account a ON a.id = l.account_id "
        f"WHERE l.party_id = ? AND a.role IN ({', '.join('?' * roles)}) AND l.ledger_date < ?"
    )


HOURS = (
    "SELECT c.party_id, c.settlement, c.unit, sum(c.quantity) FROM document d "
    "JOIN cost_line c ON c.document_id = d.id WHERE d.ledger_date BETWEEN ? AND ? AND c.kind = 'labour' "
    "AND c.is_estimate = 0 AND c.party_id IS NOT NULL GROUP BY 1, 2, 3"
)
