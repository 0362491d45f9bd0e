"""Trades of a household: rounds with their costs, harvest and result."""
