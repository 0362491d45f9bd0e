"""The fields of market days and of books of receipts that take words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.document import new_uid
from app.domain.market_event import BackLine, BringBackDraft, EventData, TakenLine, TakeOutDraft
from app.domain.receipt_book import BookData, ReceiptUse
from app.domain.tally import TallyDraft, TallyLine
from app.services.market_events import bring_back, create_event, take_out
from app.services.receipt_books import add_receipt_book, spoil_receipt
from app.services.tally import keep_tally, post_tally
from app.thai.normalise import clean_name
from tests.stall import DAY

if TYPE_CHECKING:
    from tests.hostile.fields import Made

SOME = 50
STALL = 2
PRICE = 89_000_000


def _event(made: Made, text: str, at: int) -> object:
    data = EventData(text, DAY, DAY, place=text, location_id=STALL, note=text)
    saved = create_event(made.session, data)
    if at % SOME == 0:
        for paper in ("market-day", "tally-sheet"):
            made.papers.setdefault(paper, []).append(saved.code)
    out = TakeOutDraft(new_uid(), saved.uid, (TakenLine(made.stall.tea, 2_000),), text)
    take_out(made.session, out, on=DAY)
    back = BringBackDraft(new_uid(), saved.uid, (BackLine(made.stall.tea, 1_000, 0, 1_000),), text)
    return bring_back(made.session, back, on=DAY)


def _code(made: Made, text: str, at: int) -> object:
    return create_event(made.session, EventData(f"ตลาด {at}", DAY, DAY, code=text))


def _sheet(made: Made, text: str, at: int) -> object:
    event = create_event(made.session, EventData(f"แผง {at}", DAY, DAY, location_id=STALL))
    kept = new_uid()
    keep_tally(made.session, kept, data="{}", label=text)
    line = TallyLine(made.stall.tea, PRICE, 2_000, 0, 0, 1_000)
    draft = TallyDraft(new_uid(), event.uid, (line,), counted=100_00, reason=text, why_gone=text, note=text)
    return post_tally(made.session, draft, on=DAY, kept=kept)


def _receipts(made: Made, text: str, at: int) -> object:
    saved = add_receipt_book(made.session, BookData(text, 1, 50, DAY - dt.timedelta(days=at % 30), note=text))
    event = create_event(made.session, EventData(f"ใบเสร็จ {at}", DAY, DAY))
    lines = (TallyLine(made.stall.tea, PRICE, 1_000),)
    uses = (ReceiptUse(saved.uid, 1, 2),)
    post_tally(made.session, TallyDraft(new_uid(), event.uid, lines, counted=89_00, receipts=uses), on=DAY)
    return spoil_receipt(made.session, saved.uid, number=4, reason=clean_name(text, 10_000))


EVENT_FIELDS: dict[str, Callable[[Made, str, int], object]] = {
    "market day": _event,
    "code of a market day": _code,
    "tally sheet": _sheet,
    "book of receipts": _receipts,
}
"""Fields of market days, one command each."""
