"""Relief sales: an ordinary sale that says beside each line how far it is below the normal price."""

import datetime as dt

from app.domain.relief import CHANNEL, ReliefDraft, as_sale
from app.domain.sale_draft import NO_ROUNDING
from app.domain.session import Permission, Session
from app.services.sales import PostedSale, post_sale


def post_relief_sale(session: Session, draft: ReliefDraft, *, on: dt.date) -> PostedSale:
    """Sell to people in need at prices typed on purpose, once per ``draft.uid``; the reason is its note.

    Raises ReliefReasonError, NotPermittedError, and what ``post_sale`` raises.
    """
    session.require(Permission.SELL)
    return post_sale(session, as_sale(draft), on=on, channel=CHANNEL, rounding=NO_ROUNDING)
