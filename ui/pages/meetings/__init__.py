"""Meetings: what is planned, who came, what was said and resolved."""
