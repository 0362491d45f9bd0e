"""A book for every test that asks for one."""

from tests.fixtures import _no_book_left_open, session

__all__ = ["_no_book_left_open", "session"]
