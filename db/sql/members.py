"""SQL of the register of members, of units and of who is entrusted with what."""

BY_PERSON = (
    "('receivable', 'member_receivable', 'barter_receivable', 'staff_receivable', 'advance', 'member_loans', "
    "'interest_receivable', 'payable', 'wages_payable', 'member_payable', 'consignment_payable', "
    "'barter_payable', 'deposits', 'credit_notes', 'interest_payable', 'member_savings', "
    "'distribution_payable', 'loans', 'shares', 'shares_unpaid')"
)
"""Roles of accounts kept by person: what is owed either way, loans, savings, shares."""
BY_PARTY = (
    "SELECT m.id, q.id, q.code, q.name, m.number, m.joined_on, m.left_on, m.note FROM party q "
    "LEFT JOIN member m ON m.party_id = q.id WHERE q.uid = ?"
)
OF_PARTY_ID = "SELECT id, left_on FROM member WHERE party_id = ?"
# Only the highest plain number counts for the next one; a list of thousands is taken in line by line.
NUMBERS = (
    "SELECT number FROM member WHERE number <> '' AND number NOT GLOB '*[^0-9]*' AND length(number) <= 9 "
    "ORDER BY CAST(number AS INTEGER) DESC, id LIMIT 1"
)
NUMBER_OF = "SELECT number FROM member WHERE party_id = ?"
NUMBER_OWNER = "SELECT m.party_id, q.name FROM member m JOIN party q ON q.id = m.party_id WHERE m.number = ?"
ID_OWNER = "SELECT m.party_id, q.name, m.number FROM member m JOIN party q ON q.id = m.party_id WHERE m.national_id = ?"
_ROW = (
    "SELECT q.id, q.uid, q.code, q.name, m.number, q.section_id, coalesce(s.name, ''), q.phone, "
    "m.joined_on, m.left_on, m.national_id, m.born_on, m.consent_on, m.photo, m.household, m.occupation, "
    "m.heir, m.heir_relation, m.left_reason, m.note, q.address, q.active "
    "FROM member m JOIN party q ON q.id = m.party_id LEFT JOIN section s ON s.id = q.section_id "
)
FILTERS = {
    "active": "coalesce(m.joined_on, '') <= ? AND coalesce(m.left_on, '9999') > ?",
    "left": "m.left_on <= ?",
    "section": "q.section_id = ?",
    "no_section": "q.section_id IS NULL",
    "role": (
        "EXISTS (SELECT 1 FROM member_role r WHERE r.party_id = q.id AND r.active = 1 AND r.role = ? "
        "AND r.from_day <= ? AND coalesce(r.to_day, '9999') >= ?)"
    ),
}


def register(conditions: list[str], *, by_number: bool) -> str:
    """Rows of the register; parameters are those of the conditions, in order."""
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    order = (
        "length(m.number), m.number" if by_number else "s.code IS NULL, s.code, length(m.number), m.number"
    )
    return f"{_ROW}{where}ORDER BY {order}"


ONE = f"{_ROW}WHERE q.uid = ?"
ONE_BY_ID = f"{_ROW}WHERE q.id = ?"
# How many belong to each unit on a day; without a unit last.
COUNTS = (
    "SELECT q.section_id, coalesce(s.name, ''), count(*) FROM member m JOIN party q ON q.id = m.party_id "
    "LEFT JOIN section s ON s.id = q.section_id "
    "WHERE coalesce(m.joined_on, '') <= ? AND coalesce(m.left_on, '9999') > ? "
    "GROUP BY q.section_id ORDER BY s.code IS NULL, s.code"
)
CAME_AND_WENT = (
    "SELECT count(CASE WHEN joined_on BETWEEN ? AND ? THEN 1 END), "
    "count(CASE WHEN left_on BETWEEN ? AND ? THEN 1 END) FROM member"
)
ROLES = (
    "SELECT r.uid, q.id, q.uid, q.name, coalesce(m.number, ''), r.section_id, coalesce(s.name, ''), r.role, "
    "r.title, r.from_day, r.to_day, r.appointed_by, q.phone FROM member_role r JOIN party q ON q.id = r.party_id "
    "LEFT JOIN member m ON m.party_id = q.id LEFT JOIN section s ON s.id = r.section_id WHERE r.active = 1 "
)
ROLES_ON = f"{ROLES}AND r.from_day <= ? AND coalesce(r.to_day, '9999') >= ? ORDER BY r.from_day, r.id"
ROLES_OF = f"{ROLES}AND q.id = ? ORDER BY r.from_day DESC, r.id DESC"
ROLE_BY_UID = "SELECT id, party_id, from_day, to_day FROM member_role WHERE uid = ? AND active = 1"
OPEN_ROLES_OF = (
    "SELECT id, from_day FROM member_role WHERE party_id = ? AND active = 1 AND coalesce(to_day, '9999') >= ?"
)
# What stands between somebody and the group: her lines on what is owed and on shares.
BALANCES = (
    "SELECT a.role, a.code, a.name, a.name_en, b.balance FROM party_balance b JOIN account a ON a.id = b.account_id "
    f"WHERE b.party_id = ? AND b.balance <> 0 AND a.role IN {BY_PERSON} ORDER BY a.code"
)
# Whether anything hangs on somebody's line in the register, so that it cannot simply be taken out.
IN_USE = (
    "SELECT EXISTS (SELECT 1 FROM share_entry WHERE party_id = ?1) + EXISTS (SELECT 1 FROM savings_entry "
    "WHERE party_id = ?1) + EXISTS (SELECT 1 FROM member_role WHERE party_id = ?1) + EXISTS (SELECT 1 FROM work_log "
    "WHERE party_id = ?1) + EXISTS (SELECT 1 FROM member WHERE party_id = ?1 AND (national_id <> '' "
    "OR consent_on IS NOT NULL OR joined_on IS NOT NULL OR left_on IS NOT NULL OR heir <> '' OR photo IS NOT NULL))"
)
# Whether anything but her own line hangs on somebody as a member.
HANGS_ON = (
    "SELECT EXISTS (SELECT 1 FROM share_entry WHERE party_id = ?1) + EXISTS (SELECT 1 FROM savings_entry "
    "WHERE party_id = ?1) + EXISTS (SELECT 1 FROM loan WHERE party_id = ?1) + EXISTS (SELECT 1 FROM work_log "
    "WHERE party_id = ?1 AND active = 1) + EXISTS (SELECT 1 FROM member_role WHERE party_id = ?1 AND active = 1) "
    "+ EXISTS (SELECT 1 FROM share_certificate WHERE party_id = ?1) "
    "+ EXISTS (SELECT 1 FROM attendance WHERE party_id = ?1)"
)
UNITS = (
    "SELECT s.id, s.uid, s.code, s.name, s.active, (SELECT count(*) FROM member m JOIN party q ON q.id = m.party_id "
    "WHERE q.section_id = s.id AND coalesce(m.joined_on, '') <= ? AND coalesce(m.left_on, '9999') > ?), "
    "coalesce((SELECT group_concat(q.name, ', ') FROM member_role r JOIN party q ON q.id = r.party_id "
    "WHERE r.section_id = s.id AND r.role = 'unit_head' AND r.active = 1 AND r.from_day <= ? "
    "AND coalesce(r.to_day, '9999') >= ?), '') FROM section s ORDER BY s.active DESC, s.code"
)
# For ``check``.
MARKED_OTHERWISE = (
    "SELECT q.name FROM party q LEFT JOIN member m ON m.party_id = q.id "
    "WHERE q.is_member <> (m.id IS NOT NULL AND m.left_on IS NULL)"
)
TERMS_BACKWARDS = (
    "SELECT q.name FROM member_role r JOIN party q ON q.id = r.party_id "
    "WHERE r.active = 1 AND r.to_day < r.from_day"
)
