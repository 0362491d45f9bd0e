"""How the till is arranged: pages of tiles in their order, barcodes of scales that can be told apart."""

import pytest

from app.domain.document import new_uid
from app.domain.scale_code import ScaleOverlapError, ScalePatternError
from app.domain.session import NotPermittedError, Permission
from app.domain.tiles import TileData, TilePageData, TilePageNameError, TooManyTilesError, moved
from app.queries.events import events
from app.queries.tiles import scale_layouts, tile_pages
from app.services.records import NameMissingError, NotFoundError
from app.services.stock import UnknownProductError
from app.services.tiles import (
    ScaleData,
    remove_scale_layout,
    remove_tile_page,
    save_scale_layout,
    save_tile_page,
)
from tests.builders import product, session_with


def test_a_page_keeps_its_order_and_what_was_changed_is_in_the_log(session):
    tea, salt = product(session, "ชา").uid, product(session, "เกลือ").uid
    saved = save_tile_page(session, TilePageData("เช้า", (TileData(tea), TileData(salt, "ถุง", "เกลือถุง"))))
    second = save_tile_page(session, TilePageData("บ่าย"))
    assert [page.name for page in tile_pages()] == ["เช้า", "บ่าย"]
    first = tile_pages()[0]
    assert [tile.product_uid for tile in first.tiles] == [tea, salt]
    save_tile_page(session, TilePageData("เช้า", moved(first.tiles, 1, -1)), uid=saved.uid)
    assert [tile.product_uid for tile in tile_pages()[0].tiles] == [salt, tea]
    last = events()[0]
    assert (last.action, last.after) == ("change", {"tiles": "เกลือถุง · ถุง, ชา"})
    remove_tile_page(session, second.uid)
    assert [page.name for page in tile_pages()] == ["เช้า"]


def test_what_is_no_page_is_refused(session):
    tea = product(session, "ชา").uid
    for data, error in (
        (TilePageData(" "), TilePageNameError),
        (TilePageData("มาก", (TileData(tea),) * 201), TooManyTilesError),
        (TilePageData("x", (TileData(new_uid()),)), UnknownProductError),
    ):
        with pytest.raises(error):
            save_tile_page(session, data)
    with pytest.raises(NotFoundError):
        remove_tile_page(session, new_uid())
    with pytest.raises(NotPermittedError):
        save_tile_page(session_with(Permission.SELL), TilePageData("x"))
    assert tile_pages() == []


def test_moving_stops_at_the_ends():
    assert moved("abc", 0, -1) == ("a", "b", "c")
    assert moved("abc", 0, 1) == ("b", "a", "c")
    assert moved("abc", 2, 5) == ("a", "b", "c")


def test_layouts_of_scales_begin_differently(session):
    weight = save_scale_layout(session, ScaleData("ชั่งน้ำหนัก", "21CCCCCWWWWWX"))
    save_scale_layout(session, ScaleData("ราคา", "22CCCCCPPPPPX", 2))
    with pytest.raises(ScaleOverlapError):
        save_scale_layout(session, ScaleData("ซ้ำ", "2CCCCCCWWWWWX"))
    save_scale_layout(session, ScaleData("ชั่งใหม่", "21CCCCCWWWWWX", 2), uid=weight.uid)
    assert [(row.name, row.layout.pattern, row.layout.decimals) for row in scale_layouts()] == [
        ("ชั่งใหม่", "21CCCCCWWWWWX", 2),
        ("ราคา", "22CCCCCPPPPPX", 2),
    ]
    remove_scale_layout(session, weight.uid)
    assert [row.name for row in scale_layouts()] == ["ราคา"]
    for data, error in (
        (ScaleData(" ", "21CCCCCWWWWWX"), NameMissingError),
        (ScaleData("x", "21"), ScalePatternError),
    ):
        with pytest.raises(error):
            save_scale_layout(session, data)
