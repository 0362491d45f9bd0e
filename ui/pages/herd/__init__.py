"""The tab of the animals: the herds, and what happens to them."""
