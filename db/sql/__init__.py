"""SQL text, in the dialect that SQLite and PostgreSQL share; the only place for it."""
