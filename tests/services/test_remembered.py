"""What postings remember of settings and tenders is never older than the last change, whoever made it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as engine

from app.services.books import close_book, open_path
from app.services.settings import change_settings
from db import connection as book
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import Stall

__all__ = ["_no_book_left_open", "_own_machine_settings"]


@pytest.fixture
def stall(tmp_path: Path) -> Iterator[Stall]:
    """A stall that has sold once, so that its settings are remembered."""
    made = Stall(tmp_path)
    assert made.sell(made.line(made.kapi, 1, 5940)).posted.total == 5940
    yield made
    close_book()


def test_a_sale_follows_a_setting_that_was_just_changed(stall: Stall) -> None:
    change_settings(stall.session, {"rounding_step": 100, "rounding_down": True})
    assert stall.sell(stall.line(stall.kapi, 1, 5940)).posted.total == 5900


def test_a_sale_follows_what_another_program_changed(stall: Stall) -> None:
    other = engine.connect(str(open_path()), isolation_level=None)
    other.execute("INSERT INTO setting (key, value) VALUES ('rounding_step', '100'), ('rounding_down', '1')")
    other.close()
    assert stall.sell(stall.line(stall.kapi, 1, 5940)).posted.total == 5900


def test_settings_are_read_once_for_many_sales(stall: Stall) -> None:
    seen: list[str] = []
    book.database.connection().set_trace_callback(seen.append)
    stall.sell(stall.line(stall.tea, 1, 5900))
    book.database.connection().set_trace_callback(None)
    assert not [statement for statement in seen if "FROM setting" in statement or "FROM tender" in statement]


def _change_sell_and_fail(stall: Stall) -> None:
    with book.unit_of_work():
        book.execute("INSERT INTO setting (key, value) VALUES ('rounding_step', '100')")
        assert stall.sell(stall.line(stall.kapi, 1, 5940)).posted.total == 5900
        raise RuntimeError


def test_what_was_read_in_a_change_that_failed_is_forgotten(stall: Stall) -> None:
    with pytest.raises(RuntimeError):
        _change_sell_and_fail(stall)
    assert stall.sell(stall.line(stall.kapi, 1, 5940)).posted.total == 5940


def test_null_is_bound_as_null() -> None:
    connection = engine.connect(":memory:")
    assert connection.execute("SELECT ?, typeof(?)", (None, None)).fetchall() == [(None, "null")]
