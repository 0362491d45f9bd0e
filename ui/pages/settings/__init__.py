"""Settings: the enterprise, ways to pay, printing, this computer."""
