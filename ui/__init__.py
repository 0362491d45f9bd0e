"""Screens, table models, threads and the command line: all that a person meets."""

from ui.none_guard import keep_none_alive

__all__ = ["keep_none_alive"]

keep_none_alive()
