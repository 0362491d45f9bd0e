"""What screens and papers of a household read."""
