"""The tab that takes lists in from other programs."""
