"""What households shared with the group, seen together only."""
