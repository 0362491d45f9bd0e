"""SQL of open items: what documents left owed on an account kept by person, less what settled it since."""

_ITEMS = (
    # What a payment gave to a document of a later day counts from that day on.
    # A return lowers the bill it returns (if that was on account), an undoing what it undoes: no own items.
    ", per_item AS ("
    "SELECT coalesce(s.returns_id, d.reverses_id, d.id) AS root, p.party_id, sum(p.amount) AS amount, "
    "sum(coalesce((SELECT sum(a.amount) FROM allocation a JOIN document t ON t.id = a.target_id "
    "WHERE a.document_id = p.document_id AND a.account_id = p.account_id AND a.party_id = p.party_id "
    "AND t.ledger_date <= ?), 0)) AS given, p.account_id "
    "FROM per_document p JOIN document d ON d.id = p.document_id LEFT JOIN sale s ON s.document_id = p.document_id "
    "AND EXISTS (SELECT 1 FROM journal_line o WHERE o.document_id = s.returns_id "
    "AND o.account_id = p.account_id AND o.party_id = p.party_id) "
    "GROUP BY root, p.party_id"
    "), standing AS MATERIALIZED ("
    "SELECT i.root, i.party_id, i.account_id, i.amount, "
    "coalesce((SELECT sum(a.amount) FROM allocation a JOIN document x ON x.id = a.document_id "
    "WHERE a.target_id = i.root AND a.account_id = i.account_id AND a.party_id = i.party_id "
    "AND x.ledger_date <= ?), 0) - i.given AS settled FROM per_item i"
    ") SELECT d.id, d.uid, d.number, d.kind, coalesce(d.slip_date, d.on_date), d.ledger_date, "
    "coalesce(d.slip_number, ''), p.id, p.uid, p.code, p.name, p.credit_days, c.id, coalesce(c.role, ''), "
    "o.amount, o.settled FROM standing o JOIN document d ON d.id = o.root JOIN party p ON p.id = o.party_id "
    "JOIN account c ON c.id = o.account_id WHERE o.amount <> o.settled ORDER BY 5, d.id, p.id"
)
# Everybody whose balance on the account is not 0, or was not before what came after the day.
OF_ALL = (
    "WITH concerned AS ("
    "SELECT party_id FROM party_balance WHERE account_id = ? AND balance <> 0 "
    "UNION SELECT party_id FROM journal_line WHERE ledger_date > ? AND account_id = ? AND +party_id IS NOT NULL"
    "), per_document AS ("
    "SELECT l.document_id, l.party_id, l.account_id, sum(l.amount) AS amount FROM concerned k "
    "CROSS JOIN journal_line l WHERE l.party_id = k.party_id AND l.account_id = ? "
    "AND l.ledger_date <= ? GROUP BY l.party_id, l.document_id)"
) + _ITEMS
OF_PERSON = (
    "WITH per_document AS ("
    "SELECT l.document_id, l.party_id, l.account_id, sum(l.amount) AS amount "
    "FROM journal_line l WHERE l.party_id = ? AND l.account_id = ? "
    "AND l.ledger_date <= ? GROUP BY l.document_id)"
) + _ITEMS
# The same of documents between two days only, whose days are looked up one by one in the index.
OF_DAYS = (
    "WITH RECURSIVE day_of(day) AS (SELECT ? UNION ALL SELECT date(day, '+1 day') FROM day_of WHERE day < ?), "
    "per_document AS (SELECT l.document_id, l.party_id, l.account_id, sum(l.amount) AS amount "
    "FROM day_of CROSS JOIN journal_line l WHERE l.ledger_date = day_of.day AND l.account_id = ? "
    "AND +l.party_id IS NOT NULL GROUP BY l.party_id, l.document_id)"
) + _ITEMS
# Of each person her balance at the end of a day, and how many days she has to pay.
BALANCES = (
    "WITH later AS (SELECT l.party_id, sum(l.amount) AS amount FROM journal_line l WHERE l.ledger_date > ?1 "
    "AND l.account_id = ?2 AND +l.party_id IS NOT NULL GROUP BY l.party_id) "
    "SELECT b.party_id, b.balance - coalesce(l.amount, 0), p.credit_days FROM party_balance b "
    "JOIN party p ON p.id = b.party_id LEFT JOIN later l ON l.party_id = b.party_id WHERE b.account_id = ?2"
)
FIRST_DAY = "SELECT min(ledger_date) FROM journal_line"
# When the money of a sale that somebody else has first is expected.
EXPECTED = "SELECT document_id, party_id, min(due_on) FROM payment_due GROUP BY document_id, party_id"
ACCOUNT_OF_ROLE = "SELECT id FROM account WHERE role = ?"
# What check looks at: of each target what was settled, and what it was itself before anything came back of it.
_OWN = (
    "(SELECT sum(l.amount) FROM journal_line l WHERE l.document_id = a.{document} AND l.account_id = a.account_id "
    "AND l.party_id = a.party_id)"
)
SETTLES_NOTHING = (
    "SELECT DISTINCT d.number FROM allocation a JOIN document d ON d.id = a.document_id WHERE "
    + _OWN.format(document="target_id")
    + " IS NULL"
)
SETTLED_TOO_MUCH = (
    "SELECT number FROM (SELECT t.number, a.settled, coalesce("
    + _OWN.format(document="target_id")
    + ", 0) + coalesce((SELECT sum(g.amount) FROM allocation g WHERE g.document_id = a.target_id "
    "AND g.account_id = a.account_id AND g.party_id = a.party_id), 0) AS own "
    "FROM (SELECT target_id, account_id, party_id, sum(amount) AS settled FROM allocation GROUP BY 1, 2, 3) a "
    "JOIN document t ON t.id = a.target_id) WHERE settled <> 0 "
    "AND (own = 0 OR (settled < 0) <> (own < 0) OR abs(settled) > abs(own)) ORDER BY number"
)
PAYS_MORE_THAN_IT_IS = (
    "SELECT number FROM (SELECT d.number, a.given, coalesce("
    + _OWN.format(document="document_id")
    + ", 0) AS own FROM (SELECT document_id, account_id, party_id, sum(amount) AS given FROM allocation "
    "GROUP BY 1, 2, 3) a JOIN document d ON d.id = a.document_id) WHERE given <> 0 "
    "AND (own = 0 OR (given < 0) = (own < 0) OR abs(given) > abs(own)) ORDER BY number"
)
