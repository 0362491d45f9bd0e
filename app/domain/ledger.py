"""The accounts a posting looks for by their role, and which stock account a product belongs to."""

from enum import StrEnum


class AccountRole(StrEnum):
    """What an account is for, whatever a group calls or numbers it."""

    CASH = "cash"
    BANK = "bank"
    PROMPTPAY = "promptpay"
    RECEIVABLE = "receivable"
    STOCK_MATERIAL = "stock_material"
    STOCK_PACKAGING = "stock_packaging"
    STOCK_PRODUCT = "stock_product"
    WIP = "wip"
    PAYABLE = "payable"
    WAGES_PAYABLE = "wages_payable"
    MEMBER_PAYABLE = "member_payable"
    CREDIT_NOTES = "credit_notes"
    SHARES = "shares"
    CONTRIBUTED_CAPITAL = "contributed_capital"
    OPENING_EQUITY = "opening_equity"
    RETAINED = "retained"
    SALES = "sales"
    SERVICE_INCOME = "service_income"
    DONATION_INCOME = "donation_income"
    OTHER_INCOME = "other_income"
    ROUNDING = "rounding"
    COST_OF_SALES = "cost_of_sales"
    COST_VARIANCE = "cost_variance"
    COUNT_LOSS = "count_loss"
    SPOILED = "spoiled"
    ABNORMAL_WASTE = "abnormal_waste"
    LABOUR = "labour"
    ENERGY = "energy"
    TRANSPORT = "transport"
    RENT = "rent"
    DEPRECIATION = "depreciation"
    PRODUCTION_OTHER = "production_other"
    ABSORBED_LABOUR = "absorbed_labour"
    ABSORBED_ENERGY = "absorbed_energy"
    ABSORBED_TRANSPORT = "absorbed_transport"
    ABSORBED_RENT = "absorbed_rent"
    ABSORBED_WEAR = "absorbed_wear"
    ABSORBED_OTHER = "absorbed_other"
    STALL_EXPENSE = "stall_expense"
    SELLING_EXPENSE = "selling_expense"
    TENDER_FEE = "tender_fee"
    SAMPLES = "samples"
    OFFICE_EXPENSE = "office_expense"
    OTHER_EXPENSE = "other_expense"


class ProductKind(StrEnum):
    """What a product is; it decides the stock account and cannot change once goods have moved."""

    MATERIAL = "material"
    PACKAGING = "packaging"
    PRODUCT = "product"
    SERVICE = "service"


STOCK_ROLE: dict[ProductKind, AccountRole] = {
    ProductKind.MATERIAL: AccountRole.STOCK_MATERIAL,
    ProductKind.PACKAGING: AccountRole.STOCK_PACKAGING,
    ProductKind.PRODUCT: AccountRole.STOCK_PRODUCT,
}
