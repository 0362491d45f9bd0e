"""SQL of letters and of what they say of people."""

LETTERS = (
    "SELECT id, uid, name, subject, body, position, active FROM letter WHERE active >= ? "
    "ORDER BY active DESC, position, id"
)
BY_UID = "SELECT id, uid, name, subject, body, position, active FROM letter WHERE uid = ?"
NAME_OWNER = "SELECT id, uid FROM letter WHERE name = ?"
LAST_POSITION = "SELECT coalesce(max(position), 0) FROM letter"
NEXT_MEETING = (
    "SELECT title, on_date, starts_at, place FROM meeting WHERE active = 1 AND kind IN ('yearly', 'extra') "
    "AND on_date >= ? ORDER BY on_date, id LIMIT 1"
)


def balances(roles: int) -> str:
    """What people owe (plus) and are owed (minus) by role at the end of a day; the day, then the roles."""
    marks = ", ".join("?" * roles)
    return (
        "SELECT l.party_id, a.role, sum(l.amount) FROM journal_line l JOIN account a ON a.id = l.account_id "
        f"WHERE l.party_id IS NOT NULL AND l.ledger_date <= ? AND a.role IN ({marks}) "
        "GROUP BY l.party_id, a.role HAVING sum(l.amount) <> 0"
    )
