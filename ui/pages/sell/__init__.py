"""The Sell page: products, cart, payment, receipts."""
