"""SQL of assets: what was posted of each, as of a day, and against the ledger."""

_STANDS = "d.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses_id = d.id)"

STEPS = (
    "SELECT e.asset_id, e.purpose, e.month, e.cost, e.depreciation, e.deferred FROM asset_entry e "
    f"JOIN document d ON d.id = e.document_id WHERE {_STANDS} AND coalesce(e.asset_id = ?, 1) "
    "ORDER BY e.asset_id, e.document_id, e.line_no"
)
LIVES = (
    "SELECT id, name, kind, source, in_use_from, life_months, scrap, section_id, project_id FROM asset "
    "WHERE source <> 'lent' AND life_months IS NOT NULL ORDER BY id"
)
BY_UID = (
    "SELECT id, code, name, kind, source, in_use_from, life_months, scrap, section_id, project_id, party_id "
    "FROM asset WHERE uid = ?"
)
# What each asset stands at: cost, depreciation, deferred to a day; depreciation since a first day.
REGISTER = (
    "SELECT a.id, a.uid, a.code, a.name, a.kind, a.source, coalesce(p.name, ''), coalesce(s.name, ''), a.place, "
    "a.serial, a.photo, a.acquired_on, a.in_use_from, a.life_months, a.scrap, a.cost, a.note, t.cost, "
    "t.depreciation, t.deferred, t.charged, t.given, t.gone FROM asset a "
    "JOIN (SELECT e.asset_id, sum(e.cost) AS cost, sum(e.depreciation) AS depreciation, sum(e.deferred) AS deferred, "
    "sum(CASE WHEN e.purpose = 'depreciate' AND d.ledger_date >= ? THEN e.depreciation ELSE 0 END) AS charged, "
    "sum(CASE WHEN e.purpose IN ('opening', 'acquire') THEN e.deferred ELSE 0 END) AS given, "
    f"max(CASE WHEN e.purpose = 'dispose' AND {_STANDS} THEN d.ledger_date END) AS gone, "
    f"max(e.purpose IN ('opening', 'acquire') AND {_STANDS}) AS stands "
    "FROM asset_entry e JOIN document d ON d.id = e.document_id WHERE d.ledger_date <= ? GROUP BY e.asset_id) t "
    "ON t.asset_id = a.id LEFT JOIN party p ON p.id = a.party_id LEFT JOIN section s ON s.id = a.section_id "
    "WHERE t.stands = 1 ORDER BY a.kind, a.acquired_on, a.id"
)
HISTORY = (
    "SELECT d.uid, d.number, d.kind, d.on_date, d.ledger_date, e.purpose, e.month, e.cost, e.depreciation, "
    "e.deferred, coalesce((SELECT k.role FROM document_link k WHERE k.document_id = d.id "
    "AND e.purpose = 'dispose'), ''), "
    "d.total, coalesce(d.note, ''), coalesce((SELECT r.number FROM document r WHERE r.reverses_id = d.id), '') "
    "FROM asset_entry e JOIN document d ON d.id = e.document_id WHERE e.asset_id = ? "
    "ORDER BY e.document_id, e.line_no"
)
FIRST_DOCUMENT = (
    "SELECT e.document_id FROM asset_entry e JOIN document d ON d.id = e.document_id WHERE e.asset_id = ? "
    f"AND e.purpose IN ('opening', 'acquire') AND {_STANDS} ORDER BY e.document_id LIMIT 1"
)
WORDS = (
    "SELECT a.code, a.name, a.place, a.serial, a.note, s.uid, j.uid FROM asset a "
    "LEFT JOIN section s ON s.id = a.section_id LEFT JOIN project j ON j.id = a.project_id WHERE a.uid = ?"
)
# A document of an asset or a herd that later ones stand on, by its id.
ASSET_GOES_ON = (
    "SELECT d.number FROM asset_entry own JOIN asset_entry e ON e.asset_id = own.asset_id "
    "JOIN document d ON d.id = e.document_id WHERE own.document_id = ? AND d.id > own.document_id "
    f"AND {_STANDS} AND (own.purpose <> 'depreciate' OR e.purpose IN ('dispose', 'improve')) LIMIT 1"
)
REGISTER_SUMS = (
    "SELECT coalesce(sum(CASE WHEN a.kind <> 'land' THEN e.cost END), 0), "
    "coalesce(sum(CASE WHEN a.kind = 'land' THEN e.cost END), 0), coalesce(sum(e.depreciation), 0), "
    "coalesce(sum(e.deferred), 0) FROM asset_entry e JOIN asset a ON a.id = e.asset_id "
    "JOIN document d ON d.id = e.document_id WHERE d.ledger_date <= ?"
)
ROLE_TO_DAY = (
    "SELECT coalesce((SELECT sum(b.debit - b.credit) FROM month_balance b JOIN account a ON a.id = b.account_id "
    "WHERE a.role = ? AND b.month < ?), 0) + coalesce((SELECT sum(l.amount) FROM journal_line l "
    "JOIN account a ON a.id = l.account_id WHERE a.role = ? AND l.ledger_date >= ? AND l.ledger_date <= ?), 0)"
)
WEAR_BY_MONTH = (
    "SELECT b.month, sum(CASE WHEN a.role = 'depreciation' THEN b.debit - b.credit ELSE 0 END), "
    "sum(CASE WHEN a.role = 'absorbed_wear' THEN b.credit - b.debit ELSE 0 END), "
    "sum(CASE WHEN a.role = 'deferred_release' THEN b.credit - b.debit ELSE 0 END) "
    "FROM month_balance b JOIN account a ON a.id = b.account_id WHERE b.month BETWEEN ? AND ? AND b.is_closing = 0 "
    "AND a.role IN ('depreciation', 'absorbed_wear', 'deferred_release') GROUP BY b.month ORDER BY b.month"
)
# What check looks for: registers that fell below nothing.
ASSETS_BELOW_ZERO = (
    "SELECT a.code, a.name FROM asset a JOIN (SELECT asset_id, sum(cost) AS c, sum(depreciation) AS w, "
    "sum(deferred) AS f FROM asset_entry GROUP BY asset_id) t ON t.asset_id = a.id "
    "WHERE t.c < 0 OR t.w < 0 OR t.f < 0 OR t.w > t.c ORDER BY a.id"
)
HERDS_BELOW_ZERO = (
    "SELECT h.code, h.name FROM herd h JOIN (SELECT herd_id, sum(heads) AS n, sum(value) AS v FROM herd_entry "
    "GROUP BY herd_id) t ON t.herd_id = h.id WHERE t.n < 0 OR t.v < 0 OR (t.n = 0 AND t.v <> 0) ORDER BY h.id"
)
