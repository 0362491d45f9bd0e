"""Master data that another program changed: ``check`` compares it with the log of who did what."""

import sqlite3
from pathlib import Path

import pytest

from app.domain.product import ProductUnitData
from app.queries.integrity import check_books
from app.services.books import close_book, open_path
from app.services.catalogue import delete_category, save_category
from app.services.products import set_price
from app.services.settings import change_settings
from tests.builders import make_book, opened, party, product


def filled(folder: Path) -> Path:
    session = make_book(folder)
    made = product(session, units=(ProductUnitData("โหล", 12_000, None, 600_00_00),))
    set_price(session, made.uid, price_e4=61_00_00)
    party(session)
    change_settings(session, {"rounding_step": 25})
    delete_category(session, save_category(session, "ของฝาก").id)
    save_category(session, "ของใช้")
    assert check_books() == []
    path = open_path()
    close_book()
    return path


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE product SET price_e4 = price_e4 + 1", "product"),
        ("UPDATE product SET name = 'อื่น'", "product"),
        ("UPDATE product SET uid = zeroblob(16)", "product"),
        ("UPDATE product_unit SET price_e4 = 1", "product_unit"),
        ("DELETE FROM product_unit", "product_unit"),
        ("UPDATE party SET phone = '1'", "party"),
        ("DELETE FROM category", "category"),
        ("UPDATE setting SET value = '50' WHERE key = 'rounding_step'", "setting"),
        ("UPDATE setting SET value = 'อื่น' WHERE key = 'enterprise_name'", "setting"),
    ],
)
def test_a_change_with_another_program_is_found(tmp_path: Path, statement: str, table: str) -> None:
    path = filled(tmp_path)
    connection = sqlite3.connect(path)
    assert connection.execute(statement).rowcount == 1
    connection.commit()
    connection.close()
    with opened(path):
        found = [finding for finding in check_books() if finding.code == "master_changed"]
        assert table in {finding.data["table"] for finding in found}
