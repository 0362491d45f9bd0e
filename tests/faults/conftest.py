"""A book for every test that asks for one, and machine settings of the test's own."""

from tests.fixtures import _no_book_left_open, _own_machine_settings, session

__all__ = ["_no_book_left_open", "_own_machine_settings", "session"]
