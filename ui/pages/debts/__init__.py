"""The place of debts: all of them, one with its schedule, new ones question by question, what more brings."""
