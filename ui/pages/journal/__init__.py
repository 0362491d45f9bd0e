"""The tab of the journal: every document with its lines, entries by hand, undoing and correcting."""
