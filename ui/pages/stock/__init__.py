"""The place of stock: goods and their cards, receiving, counting."""
