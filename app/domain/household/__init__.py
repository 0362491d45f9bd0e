"""Rules of the household: entering, debts, goals, trades and their rounds; no Qt, no file."""
