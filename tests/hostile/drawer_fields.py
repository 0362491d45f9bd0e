"""The fields of a drawer that take words: its name, and why money was moved or differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.drawer import Purpose
from app.domain.session import Limit, Permission, Session, issue
from app.errors import UserError
from app.services.drawer import approve_closing
from db import connection as book
from db.models.base import insert_row
from db.models.settings import AppUser
from tests.drawers import closed, moved, opened
from tests.stall import DAY

if TYPE_CHECKING:
    from tests.hostile.fields import Made

SOME = 50
SELLER = b"\x51" * 16


def _drawer(made: Made, text: str, at: int) -> object:
    """A drawer of this name, money put away and a difference for this reason; it closes in any case."""
    uid = opened(made.session, 100_00, on=DAY, name=text)
    try:
        moved(made.session, Purpose.DROP, 20_00, on=DAY, reason=text)
        posted = closed(made.session, uid, 79_00, on=DAY, reason=text)
    except UserError:
        closed(made.session, uid, 79_00, on=DAY, reason="ไม่ทราบ")
        raise
    if at % SOME == 0:
        made.keep("drawer-z", posted)
    return posted


def _looked_at(made: Made, text: str, at: int) -> object:
    """What the leader notes of a difference that somebody else left for her to look at."""
    leader = made.session
    other = leader.user_id + 1
    somebody = Session(other, "ผู้ขาย", leader.device_id, leader.device_prefix, leader.epoch, user_uid=SELLER)
    if book.fetch_one("SELECT 1 FROM app_user WHERE uid = ?", (SELLER,)) is None:
        with book.unit_of_work():
            row = {"id": other, "uid": SELLER, "name": "ผู้ขาย", "role": "seller", "active": 1}
            insert_row(AppUser, row)
    seller = issue(somebody, frozenset({Permission.KEEP_DRAWER}), {Limit.COUNT_DIFFERENCE: 0})
    uid = opened(seller, 100_00, on=DAY)
    posted = closed(seller, uid, 99_00, on=DAY, reason="ไม่ทราบ", approve_later=True)
    if at % SOME == 0:
        made.keep("drawer-z", posted)
    return approve_closing(leader, posted.number, note=text)


DRAWER_FIELDS: dict[str, Callable[[Made, str, int], object]] = {"drawer": _drawer, "closing": _looked_at}
