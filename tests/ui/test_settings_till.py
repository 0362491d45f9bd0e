"""Pages of tiles and barcodes of scales in the settings, by keys and buttons."""

import pytest
from PySide6.QtCore import Qt

from app.queries.tiles import scale_layouts, tile_pages
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.ui.keys import press, type_text
from ui.pages.settings.view import SettingsView, WindowControls

__all__ = ["_no_book_left_open", "_own_machine_settings"]


@pytest.fixture
def page(desk):
    controls = WindowControls(print, print, print)
    made = SettingsView(desk.session, desk.runner, desk.messages, window=controls)
    desk.show(made, height=1400)
    return made


def pick(desk, field, text):
    field.edit.setFocus()
    field.edit.selectAll()
    type_text(field.edit, text)
    press(field.edit, Qt.Key.Key_Return)
    desk.settle()


def test_goods_are_put_on_a_page_and_moved_by_buttons(desk, page):
    card = page.tiles
    desk.click(card.add_button)
    type_text(card.name.edit, "เช้า")
    for name in ("ชาหญ้า", "กะปิ", "น้ำยา"):
        pick(desk, card.goods, name)
    stall = desk.stall
    assert [tile.product_uid for tile in card.tiles] == [stall.tea, stall.kapi, stall.soap]
    card.change(2, "up")
    card.change(0, "down")
    card.change(2, "out")
    desk.click(card.save_button)
    (kept,) = tile_pages()
    assert (kept.name, [tile.product_uid for tile in kept.tiles]) == ("เช้า", [stall.soap, stall.tea])
    desk.click(card.buttons[0])
    desk.click(card.remove_button)
    assert tile_pages() == []


def test_a_layout_is_refused_in_words_and_saved_when_right(desk, page):
    card = page.scales
    desk.click(card.add_button)
    type_text(card.name.edit, "ตาชั่ง")
    card.pattern.set_value("21")
    desk.click(card.save_button)
    assert card.note.isVisible()
    assert scale_layouts() == []
    card.pattern.set_value("21CCCCCWWWWWX")
    card.decimals.set_value("๒")
    desk.click(card.save_button)
    (kept,) = scale_layouts()
    assert (kept.layout.pattern, kept.layout.decimals) == ("21CCCCCWWWWWX", 2)
    assert "21CCCCCWWWWWX" in card.buttons[0].text()
