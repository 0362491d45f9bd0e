"""The plan of a household: goals, what a month may take, and what the month says."""
