"""The tab of barter: agreements and deliveries, what partners have and need, gifts."""
