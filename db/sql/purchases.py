"""SQL of purchases and of accounts that are written to by hand."""

ACCOUNT_BY_CODE = "SELECT id FROM account WHERE code = ? AND active = 1"
IS_KEPT_ACCOUNT = (
    "SELECT 1 FROM account WHERE code = ? "
    "AND role IN ('stock_material', 'stock_packaging', 'stock_product', 'wip', 'sales', 'service_income', "
    "'cost_of_sales', 'cost_variance')"
)
IS_MONEY = "SELECT 1 FROM account WHERE id = ? AND is_money = 1"
