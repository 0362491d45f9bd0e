"""Machine settings of the test's own, and no book left open."""

from tests.fixtures import _no_book_left_open, _own_machine_settings

__all__ = ["_no_book_left_open", "_own_machine_settings"]
