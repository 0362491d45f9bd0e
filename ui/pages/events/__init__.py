"""The page of market days: goods there and back, the tally sheet, costs, helpers, books of receipts."""
