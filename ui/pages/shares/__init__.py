"""Members' shares."""
