"""Closing a month and a year: what is done, what is to do, one press from its fix; then the lock."""
