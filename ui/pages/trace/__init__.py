"""Who did what: the log, for those who may see it."""
