"""What a relief sale gives up on each line, written with the sale; other sales give up nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.channel import STALL
from app.domain.office import price_in
from app.domain.relief import gap_of
from db import connection as book
from db.sql import barter as sql
from db.sql import channels as channel_sql

if TYPE_CHECKING:
    from app.services.sale_extras import SaleWriting


def relief_gaps(writing: SaleWriting) -> None:
    """Write how far each line is below the normal price, where no price by rule has said it of the line."""
    if writing.channel == STALL or book.fetch_one(channel_sql.IS_RELIEF, (writing.channel,)) is None:
        return
    said = {row[1] for row in writing.entry.rows.get("relief_line", ())}
    for each in writing.lines:
        line = each.priced.draft
        pack, own = book.fetch(sql.NORMAL_PRICE, (each.product.id, line.unit, each.product.id))[0]
        normal = pack if pack is not None else None if own is None else price_in(own, line.factor_milli)
        gap = gap_of(normal, line.unit_price_e4, line.quantity_milli)
        if gap and each.line_no not in said:
            writing.entry.add("relief_line", for_line=each.line_no, normal_price_e4=normal, gap=gap)
