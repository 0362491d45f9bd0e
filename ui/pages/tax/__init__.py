"""The tab of tax: meters, registration, the month's VAT, full invoices, rules, products to decide."""
