"""The tab that opens a book: what the group owns and owes on its first day."""
