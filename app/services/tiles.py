"""How the till is arranged: pages of tiles, and how the barcodes of scales are read."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.scale_code import ScaleOverlapError, layout_of
from app.domain.session import Permission, Session
from app.domain.tiles import TileData, TilePageData, checked_page
from app.services import records
from app.services.records import NameMissingError, NotFoundError, Saved, saving
from app.services.stock import UnknownProductError
from app.thai.normalise import clean_name
from db import connection as book
from db.models.market import ScaleLayout, TilePage
from db.sql import tiles as sql

MAY = Permission.EDIT_PRODUCTS
CHANGES = Changes.SETTINGS


@dataclass(frozen=True, slots=True)
class ScaleData:
    """What is typed about the barcodes of a scale: its name, the pattern, decimals of the weight or price."""

    name: str
    pattern: str
    decimals: int = 3


def save_scale_layout(session: Session, data: ScaleData, *, uid: bytes | None = None) -> Saved:
    """Add a layout, or change the one with ``uid``.

    Raises NameMissingError, ScalePatternError, ScaleDecimalsError, ScaleOverlapError, NotPermittedError.
    """
    name = clean_name(data.name, 100)
    if not name:
        raise NameMissingError
    layout = layout_of(data.pattern, data.decimals)
    uid = uid or new_uid()
    with saving(session, MAY):
        known = book.fetch_one(sql.SCALE_BY_UID, (uid,))
        row_id = known[0] if known else 0
        for other, prefix in book.fetch(sql.OTHER_SCALES, (row_id,)):
            if prefix.startswith(layout.prefix) or layout.prefix.startswith(prefix):
                raise ScaleOverlapError(name=other)
        values = {"name": name, **asdict(layout)}
        if known is None:
            position = book.fetch_int(sql.NEXT_SCALE)
            row_id = records.add(session, ScaleLayout, uid, {**values, "position": position, "active": 1})
        else:
            records.change(session, ScaleLayout, row_id, {**values, "active": 1})
    return Saved(row_id, uid, name, CHANGES)


def remove_scale_layout(session: Session, layout_uid: bytes) -> Saved:
    """Read such barcodes no longer; raises NotFoundError, NotPermittedError."""
    with saving(session, MAY):
        known = book.fetch_one(sql.SCALE_BY_UID, (layout_uid,))
        if known is None:
            raise NotFoundError
        records.change(session, ScaleLayout, known[0], {"active": 0})
    return Saved(known[0], layout_uid, known[1], CHANGES)


def save_tile_page(session: Session, data: TilePageData, *, uid: bytes | None = None) -> Saved:
    """Add a page of tiles, or replace the one with ``uid``.

    Raises TilePageNameError, TooManyTilesError, UnknownProductError, NotPermittedError.
    """
    data = checked_page(data)
    uid = uid or new_uid()
    with saving(session, MAY):
        known = book.fetch_one(sql.PAGE_BY_UID, (uid,))
        after = {"tiles": ", ".join(_named(data.tiles))}
        if known is None:
            values = {"name": data.name, "position": book.fetch_int(sql.NEXT_PAGE), "active": 1}
            row_id = records.add(session, TilePage, uid, values, extra=after)
        else:
            row_id = known[0]
            old = ", ".join(_named([TileData(*row) for row in book.fetch(sql.TILES_OF, (row_id,))]))
            values = {"name": data.name, "active": 1}
            changed = old != after["tiles"]
            records.change(
                session,
                TilePage,
                row_id,
                values,
                extra_before={"tiles": old} if changed else None,
                extra_after=after if changed else None,
            )
            book.execute(sql.DELETE_TILES, (row_id,))
        for position, tile in enumerate(data.tiles):
            product_id = book.fetch_int(sql.PRODUCT, (tile.product_uid,))
            row = (row_id, position, product_id, tile.unit, tile.label, tile.colour)
            book.execute(sql.INSERT_TILE, row)
    return Saved(row_id, uid, data.name, CHANGES)


def remove_tile_page(session: Session, page_uid: bytes) -> Saved:
    """Take a page off the till; raises NotFoundError, NotPermittedError."""
    with saving(session, MAY):
        known = book.fetch_one(sql.PAGE_BY_UID, (page_uid,))
        if known is None:
            raise NotFoundError
        records.change(session, TilePage, known[0], {"active": 0})
    return Saved(known[0], page_uid, known[1], CHANGES)


def _named(tiles: Sequence[TileData]) -> list[str]:
    """The goods of a page by name, as the log says them; raises UnknownProductError."""
    names = []
    for tile in tiles:
        row = book.fetch_one(sql.PRODUCT, (tile.product_uid,))
        if row is None:
            raise UnknownProductError(code=tile.product_uid.hex())
        names.append(" · ".join(part for part in (tile.label or row[1], tile.unit) if part))
    return names
