"""Papers of the household: month, year, debts, rounds, the plan for the wall."""
