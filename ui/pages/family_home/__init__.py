"""Home of a household: what to do next, and how things stand."""
