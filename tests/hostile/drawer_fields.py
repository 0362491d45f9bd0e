"""The fields of a drawer that take words: its name, and why money was moved or differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.drawer import Purpose
from app.errors import UserError
from tests.drawers import closed, moved, opened
from tests.stall import DAY

if TYPE_CHECKING:
    from tests.hostile.fields import Made

SOME = 50


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


DRAWER_FIELDS: dict[str, Callable[[Made, str, int], object]] = {"drawer": _drawer}
