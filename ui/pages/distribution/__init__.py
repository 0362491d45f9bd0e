"""The profit's distribution."""
