"""SQL of a household's budget and goals."""

BUDGETS = (
    "SELECT c.uid, b.month, b.amount, b.is_rolling FROM budget b JOIN entry_category c ON c.id = b.entry_category_id "
    "ORDER BY c.position, c.id, b.month"
)
CATEGORY_ID = "SELECT id, name FROM entry_category WHERE uid = ? AND heading <> ''"
SAVE_BUDGET = (
    "INSERT INTO budget (entry_category_id, month, amount, is_rolling) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (entry_category_id, month) DO UPDATE SET amount = excluded.amount, is_rolling = excluded.is_rolling"
)
DELETE_BUDGET = "DELETE FROM budget WHERE entry_category_id = ? AND month = ?"
# What each category's account came to in each month, satang, debit positive.
USED = (
    "SELECT c.uid, m.month, m.debit - m.credit FROM entry_category c JOIN month_balance m ON m.account_id = c.account_id "
    "WHERE c.heading <> '' AND m.is_closing = 0 AND m.month BETWEEN ? AND ?"
)
GOALS = (
    "SELECT g.id, g.uid, g.kind, g.name, g.amount, g.start_amount, g.start_on, g.due_on, a.code, l.uid, t.uid, "
    "g.icon, g.note, g.reached_on, g.position, g.active FROM goal g LEFT JOIN account a ON a.id = g.account_id "
    "LEFT JOIN loan l ON l.id = g.loan_id LEFT JOIN trade t ON t.id = g.trade_id "
    "ORDER BY g.active DESC, g.reached_on IS NOT NULL, g.position, g.id"
)
GOAL = "SELECT id, name, reached_on FROM goal WHERE uid = ?"
STEPS = "SELECT s.goal_id, s.uid, s.name, s.due_on, s.done_on FROM goal_step s WHERE s.active = 1 ORDER BY s.goal_id, s.position"
STEP = "SELECT id, goal_id, done_on FROM goal_step WHERE uid = ? AND active = 1"
STEPS_OF = "SELECT id, uid FROM goal_step WHERE goal_id = ? AND active = 1"
NEXT_POSITION = "SELECT coalesce(max(position), 0) + 1 FROM goal"
TRADE_ID = "SELECT id FROM trade WHERE uid = ?"
ACCOUNT_BALANCE = "SELECT coalesce(sum(m.debit - m.credit), 0) FROM month_balance m JOIN account a ON a.id = m.account_id WHERE a.code = ?"
# What a trade has earned since a day: money and kept harvest less cost, by its section.
EARNED = (
    "SELECT -coalesce(sum(l.amount), 0) FROM journal_line l JOIN account a ON a.id = l.account_id "
    "JOIN trade t ON t.section_id = l.section_id WHERE t.uid = ? AND l.ledger_date >= ? AND l.is_closing = 0 "
    "AND a.statement_group IN ('trade_income', 'trade_in_kind', 'trade_cost')"
)
# Months by account, satang, debit positive, of money only.
MONEY_BY_MONTH = (
    "SELECT m.month, a.code, a.type, m.debit - m.credit FROM month_balance m JOIN account a ON a.id = m.account_id "
    "WHERE m.is_closing = 0 AND m.month BETWEEN ? AND ? AND a.statement_group IN "
    "('income', 'trade_income', 'trade_cost', 'essential', 'social', 'reducible', 'unremembered')"
)
ACCOUNT_NAMES = "SELECT code, name, name_en, statement_group, coalesce(role, '') FROM account"
