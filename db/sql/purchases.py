"""SQL of purchases, expenses and the opening."""

ACCOUNT_BY_CODE = "SELECT id FROM account WHERE code = ? AND active = 1"
