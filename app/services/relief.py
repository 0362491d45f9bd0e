"""Relief sales: an ordinary sale that says beside each line how far it is below the normal price."""

import datetime as dt

from app.domain.office import price_in
from app.domain.relief import CHANNEL, ReliefDraft, as_sale, gap_of
from app.domain.sale_draft import NO_ROUNDING
from app.domain.session import Permission, Session
from app.services.sale_extras import SaleExtras, SaleWriting
from app.services.sales import PostedSale, post_sale
from db import connection as book
from db.sql import barter as sql


def post_relief_sale(session: Session, draft: ReliefDraft, *, on: dt.date) -> PostedSale:
    """Sell to people in need at prices typed on purpose, once per ``draft.uid``; the reason is its note.

    Raises ReliefReasonError, NotPermittedError, and what ``post_sale`` raises.
    """
    session.require(Permission.SELL)
    return post_sale(
        session,
        as_sale(draft),
        on=on,
        channel=CHANNEL,
        rounding=NO_ROUNDING,
        extras=SaleExtras(goods=(write_gaps,)),
    )


def write_gaps(writing: SaleWriting) -> None:
    """Write what is given up on each line that no price by rule has said it of."""
    said = {row[1] for row in writing.entry.rows.get("relief_line", ())}
    for each in writing.lines:
        line = each.priced.draft
        pack, own = book.fetch(sql.NORMAL_PRICE, (each.product.id, line.unit, each.product.id))[0]
        normal = pack if pack is not None else None if own is None else price_in(own, line.factor_milli)
        gap = gap_of(normal, line.unit_price_e4, line.quantity_milli)
        if gap and each.line_no not in said:
            writing.entry.add("relief_line", for_line=each.line_no, normal_price_e4=normal, gap=gap)
