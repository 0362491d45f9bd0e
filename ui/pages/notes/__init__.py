"""Notes from the group: one after the other, written down or left out."""
