"""Which tables are posted and which are kept by triggers: read by the authorizer."""

POSTED_DETAILS = (
    "document_name",
    "journal_line",
    "lot",
    "stock_move",
    "sale",
    "sale_line",
    "payment",
    "purchase_line",
    "production_batch",
    "production_entry",
    "cost_line",
    "batch_output",
    "stock_count_line",
    "cost_adjustment",
    "allocation",
    "document_link",
    "withholding",
    "offer",
    "offer_line",
    "cash_count",
    "cash_count_line",
    "asset_entry",
    "herd_entry",
    "write_down_line",
    "tax_line",
    "tax_invoice",
    "share_entry",
    "loan_entry",
    "savings_entry",
    "project_entry",
    "distribution",
    "distribution_part",
    "distribution_share",
    "till_entry",
    "drawer_entry",
    "tally_line",
    "receipt_number",
    "sale_promotion",
    "coupon_use",
    "relief_line",
    "payment_due",
    "bank_slip",
    "pre_order_entry",
    "consignment_line",
    "consignment_sale",
    "settlement",
    "settlement_line",
    "barter",
    "barter_line",
    "barter_entry",
    "gift_line",
)
"""Rows of a document, written once with it."""

POSTED = frozenset({"document", *POSTED_DETAILS, "period_event", "event_log"}) - {"document_name"}
"""No direct update or delete, neither by trigger nor by code (a name can be erased, guarded by trigger)."""

KEPT = frozenset(
    {
        "chain_head",
        "period_lock",
        "month_balance",
        "party_balance",
        "stock_on_hand",
        "stock_cost",
        "stock_month",
        "sales_day",
    }
)
"""Sums that only triggers write."""
