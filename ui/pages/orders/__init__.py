"""Pre-orders: taken down, made, handed over, called off."""
