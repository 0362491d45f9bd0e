"""Home: today's figures, three charts and what needs doing."""
