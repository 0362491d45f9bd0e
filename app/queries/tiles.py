"""How the till is arranged: pages of tiles, and the layouts of scales' barcodes."""

from dataclasses import dataclass

from app.domain.scale_code import ScaleLayout
from app.domain.tiles import TileData
from db import connection as book
from db.sql import tiles as sql


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """A layout of a scale's barcodes under its name."""

    id: int
    uid: bytes
    name: str
    layout: ScaleLayout


@dataclass(frozen=True, slots=True)
class TilePageRow:
    """A page of tiles in the order of the till."""

    id: int
    uid: bytes
    name: str
    position: int
    tiles: tuple[TileData, ...]


def scale_layouts() -> list[ScaleRow]:
    """The layouts in use."""
    return [
        ScaleRow(identity, uid, name, ScaleLayout(*layout))
        for identity, uid, name, *layout in book.fetch(sql.SCALES)
    ]


def tile_pages() -> list[TilePageRow]:
    """The pages in use with their tiles."""
    tiles: dict[int, list[TileData]] = {}
    for page_id, *tile in book.fetch(sql.TILES):
        tiles.setdefault(page_id, []).append(TileData(*tile))
    return [
        TilePageRow(identity, uid, name, position, tuple(tiles.get(identity, ())))
        for identity, uid, name, position in book.fetch(sql.PAGES)
    ]
