"""The page of the funded projects."""
