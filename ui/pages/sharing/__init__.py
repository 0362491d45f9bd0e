"""What a household shares with its group, month by month, by its own choice."""
