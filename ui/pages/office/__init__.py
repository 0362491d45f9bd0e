"""The tab of papers for offices: quotations, deliveries, invoices and what is paid of them."""
