"""SQL of months that are locked, categories of entry, holidays."""

LOCK_EVENT = "INSERT INTO period_event (month, is_locked, at, user_id, reason) VALUES (?, ?, ?, ?, ?)"
LOCKED_MONTHS = "SELECT month, locked_at FROM period_lock ORDER BY month"
LAST_LOCKED = "SELECT max(month) FROM period_lock"
LOCK_HISTORY = (
    "SELECT e.month, e.is_locked, e.at, u.name, e.reason FROM period_event e JOIN app_user u ON u.id = e.user_id "
    "ORDER BY e.id"
)
FIRST_MONTH = "SELECT substr(min(ledger_date), 1, 7) FROM document"

CATEGORIES = (
    "SELECT c.id, c.uid, c.direction, c.name, c.name_en, a.code, c.icon, c.words, c.position, c.active "
    "FROM entry_category c JOIN account a ON a.id = c.account_id ORDER BY c.direction DESC, c.position, c.id"
)
CATEGORY_ACCOUNT = (
    "SELECT c.account_id, c.name, c.direction FROM entry_category c WHERE c.uid = ? AND c.active = 1"
)
HOLIDAYS = "SELECT day, name FROM holiday ORDER BY day"
SET_HOLIDAY = (
    "INSERT INTO holiday (day, name) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET name = excluded.name"
)
DELETE_HOLIDAY = "DELETE FROM holiday WHERE day = ?"
# What no slip is for: money itself, debts by name that have their own forms, and what batches absorb.
IS_NO_PURPOSE = (
    "SELECT 1 FROM account WHERE id = ? AND (is_money = 1 OR statement_group = 'absorbed' "
    "OR coalesce(role, '') IN ('receivable', 'payable', 'member_payable', 'wages_payable', 'staff_receivable', 'advance', 'undistributed', "
    "'retained', 'member_loans', 'interest_receivable', 'interest_payable', 'member_savings', 'distribution_payable', "
    "'shares_unpaid', 'tender_receivable', 'holder_receivable', 'consignment_payable', 'barter_receivable', "
    "'barter_payable'))"
)
IS_OF_SHARES = "SELECT 1 FROM account WHERE id = ? AND role IN ('shares', 'shares_unpaid')"
IS_OF_LOANS = "SELECT 1 FROM account WHERE id = ? AND role = 'loans'"
IS_BY_PERSON = (
    "SELECT 1 FROM account WHERE id = ? AND coalesce(role, '') IN ('receivable', 'member_receivable', 'advance', "
    "'staff_receivable', 'payable', 'wages_payable', 'member_payable', 'deposits', 'credit_notes', 'shares', 'shares_unpaid', 'loans', "
    "'member_loans', 'interest_receivable', 'interest_payable', 'member_savings', 'distribution_payable', "
    "'project_money', 'tender_receivable', 'holder_receivable', 'consignment_payable', 'barter_receivable', "
    "'barter_payable')"
)
