"""The diary of a household: what came in and went out, the month, the purse, places of money."""
