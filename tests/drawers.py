"""Short words for drawers in tests: opened, moved and closed with amounts that become notes and coins."""

import datetime as dt

from app.domain.cash_counting import DENOMINATIONS
from app.domain.document import new_uid
from app.domain.drawer import CloseDraft, MovementDraft, OpenDraft, Purpose
from app.domain.session import Session
from app.services.drawer import close_cash_drawer, move_cash, open_cash_drawer
from app.services.unit_of_work import Posted


def pieces_of(amount: int) -> dict[int, int]:
    """The fewest notes and coins that come to an amount of whole quarters of a baht, satang."""
    pieces = {}
    for each in DENOMINATIONS:
        count, amount = divmod(amount, each)
        if count:
            pieces[each] = count
    assert amount == 0
    return pieces


def opened(session: Session, amount: int, *, on: dt.date, **more: object) -> bytes:
    """Open a drawer with a float; its uid."""
    draft = OpenDraft(new_uid(), new_uid(), pieces_of(amount), **more)  # type: ignore[arg-type]
    open_cash_drawer(session, draft, on=on)
    return draft.session_uid


def moved(session: Session, purpose: Purpose, amount: int, *, on: dt.date, **more: object) -> Posted:
    """Put money in or take it out."""
    return move_cash(
        session,
        MovementDraft(new_uid(), purpose, amount, **{"reason": "เหตุผล", **more}),  # type: ignore[arg-type]
        on=on,
    )


def closed(session: Session, uid: bytes, amount: int, *, on: dt.date, **more: object) -> Posted:
    """Count and close."""
    draft = CloseDraft(new_uid(), uid, pieces_of(amount), **more)  # type: ignore[arg-type]
    return close_cash_drawer(session, draft, on=on)
