"""The fields of consigned goods that take words: notes of agreements and slips, reasons of what was lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.consignment import Direction, GoodsDraft, GoodsLine, Method, SettleDraft, TermsData
from app.domain.document import new_uid
from app.domain.money import MILLI
from app.domain.party import PartyData
from app.queries.parties import find_parties
from app.services.consignment import create_terms, lose, take_in
from app.services.parties import create_party
from app.services.settlements import settle_owner
from tests.stall import DAY

if TYPE_CHECKING:
    from tests.hostile.fields import Made

SOME = 50
OWNER = "เจ้าของของฝาก 01"


def _owner(made: Made) -> bytes:
    found = find_parties(OWNER)
    if found:
        return found[0].uid
    uid = create_party(made.session, PartyData(name=OWNER)).uid
    create_terms(made.session, TermsData(Direction.IN, uid, Method.PERCENT, 8_000, dt.date(2026, 1, 1)))
    return uid


def _terms(made: Made, text: str, _at: int) -> object:
    data = TermsData(Direction.OUT, _owner(made), Method.PERCENT, 7_000, DAY, note=text)
    return create_terms(made.session, data)


def _lost(made: Made, text: str, at: int) -> object:
    owner = _owner(made)
    goods = (GoodsLine(made.stall.soap, MILLI, reason=text),)
    take_in(made.session, GoodsDraft(new_uid(), owner, goods, note=text), on=DAY)
    posted = lose(made.session, GoodsDraft(new_uid(), owner, goods), on=DAY)
    if at % SOME == 0:
        made.keep("consignment-slip", posted)
    return posted


def _settled(made: Made, text: str, at: int) -> object:
    owner = _owner(made)
    goods = (GoodsLine(made.stall.soap, MILLI, reason="แตก"),)
    take_in(made.session, GoodsDraft(new_uid(), owner, goods), on=DAY)
    lose(made.session, GoodsDraft(new_uid(), owner, goods), on=DAY)
    posted = settle_owner(made.session, SettleDraft(new_uid(), owner, DAY, note=text), on=DAY)
    if at % SOME == 0:
        made.keep("settlement-sheet", posted)
    return posted


CONSIGNMENT_FIELDS: dict[str, Callable[[Made, str, int], object]] = {
    "agreement on consigned goods": _terms,
    "lost goods of somebody": _lost,
    "settlement with an owner": _settled,
}
