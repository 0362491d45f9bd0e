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
)
"""Rows of a document, written once with it."""

POSTED = frozenset({"document", *POSTED_DETAILS, "period_lock", "event_log"}) - {"document_name"}
"""No direct update or delete, neither by trigger nor by code (a name can be erased, guarded by trigger)."""

KEPT = frozenset(
    {
        "chain_head",
        "month_balance",
        "party_balance",
        "stock_on_hand",
        "stock_cost",
        "stock_month",
        "sales_day",
    }
)
"""Sums that only triggers write."""
