"""SQL of what a row of a statement is made of: lines of a result, sales of a batch, documents that moved money."""

HEADS = (
    "SELECT d.id, d.ledger_date, d.number, d.kind, coalesce(p.name, ''), coalesce(d.note, d.reason, '') "
    "FROM document d LEFT JOIN party p ON p.id = d.party_id "
    "WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY d.ledger_date, d.id"
)
MONEY_OF_EACH_SALE = (
    "SELECT l.document_id, sum(l.amount) FROM journal_line l JOIN account a ON a.id = l.account_id "
    "JOIN document d ON d.id = l.document_id "
    "WHERE a.is_money = 1 AND d.kind = 'sale' AND l.ledger_date BETWEEN ? AND ? "
    "GROUP BY l.document_id HAVING sum(l.amount) <> 0"
)
_RESULT_LINES = (
    "SELECT l.ledger_date, d.number, d.kind, coalesce(q.name, p.name, ''), coalesce(l.note, d.note, d.reason, ''), "
    "a.code, a.name, a.name_en, a.type, a.statement_group, l.amount "
    "FROM journal_line l JOIN account a ON a.id = l.account_id JOIN document d ON d.id = l.document_id "
    "LEFT JOIN party p ON p.id = d.party_id LEFT JOIN party q ON q.id = l.party_id {join} "
    "WHERE a.type IN ('income', 'expense') AND l.is_closing = 0 AND l.ledger_date BETWEEN ? AND ? "
    "AND {which} ORDER BY l.ledger_date, d.id, l.line_no"
)
LINES_OF_SECTION = _RESULT_LINES.format(
    join="LEFT JOIN section s ON s.id = l.section_id", which="coalesce(s.code, '') = ?"
)
LINES_OF_PROJECT = _RESULT_LINES.format(
    join="LEFT JOIN project s ON s.id = l.project_id", which="coalesce(s.code, '') = ?"
)
LINES_OF_CHANNEL = _RESULT_LINES.format(join="", which="coalesce(l.channel, '') = ?")
LINES_OF_DAY = _RESULT_LINES.format(join="", which="l.ledger_date = ? AND a.statement_group <> 'absorbed'")
# What stands under no day that sold.
LINES_OF_OTHER_DAYS = _RESULT_LINES.format(
    join="",
    which="(a.statement_group = 'absorbed' OR l.ledger_date NOT IN (SELECT x.ledger_date FROM journal_line x "
    "JOIN account b ON b.id = x.account_id WHERE b.statement_group = 'income' AND x.is_closing = 0 "
    "AND x.ledger_date BETWEEN ? AND ? GROUP BY x.ledger_date HAVING sum(x.amount) <> 0))",
)
