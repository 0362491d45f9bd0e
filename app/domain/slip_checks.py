"""What a slip would do before it is posted: what its parts add up to, money below zero, the booking day."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from app.domain.slip_entry import (
    AdvanceDraft,
    Direction,
    EntryDraft,
    EntryLineDraft,
    PayKind,
    TransferDraft,
)


def lines_total(lines: Iterable[EntryLineDraft]) -> int:
    """What the parts of a slip that may not be whole yet add up to, satang."""
    return sum(line.amount for line in lines)


def money_taken(draft: EntryDraft | TransferDraft | AdvanceDraft) -> dict[str, int]:
    """What an entry takes out of each account of money (below zero: puts into), by its code, satang."""
    taken: dict[str, int] = {}
    if isinstance(draft, EntryDraft):
        sign = 1 if draft.direction is Direction.OUT else -1
        for pay in draft.pays:
            if pay.kind is PayKind.MONEY:
                taken[pay.account_code] = taken.get(pay.account_code, 0) + sign * pay.amount
    elif isinstance(draft, TransferDraft):
        taken = {draft.to_code: -draft.amount, draft.from_code: draft.amount + draft.fee}
    else:
        taken = {draft.account_code: draft.amount}
    return taken


def below_zero(
    left: Mapping[str, int], draft: EntryDraft | TransferDraft | AdvanceDraft
) -> tuple[tuple[str, int], ...]:
    """The accounts of money that an entry would take below zero, and what they would then hold, satang."""
    after = ((code, left.get(code, 0) - taken) for code, taken in money_taken(draft).items() if taken > 0)
    return tuple((code, amount) for code, amount in after if amount < 0)


def booking_day(on: dt.date, locked: Collection[dt.date]) -> dt.date:
    """The day itself if its month is open, else the first of the next open one; ``locked`` are first days."""
    day = on
    while day.replace(day=1) in locked:
        day = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return day
