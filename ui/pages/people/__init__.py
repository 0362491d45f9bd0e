"""Who works with the book, what they may do, and its key."""
