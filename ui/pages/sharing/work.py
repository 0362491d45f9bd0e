"""What the page of sharing reads on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass

from app.queries.household.notes import Link, SharedTotals, group_link, totals_sent
from app.queries.household.totals import MonthTotals, month_totals

MONTHS = 12
"""So many months that are over can be shared."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month that is over: its figures now, and what was sent of it, if anything was."""

    totals: MonthTotals
    sent: SharedTotals | None = None

    @property
    def month(self) -> dt.date:
        """Its first day."""
        return self.totals.month

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """Income, spending, saving, debt: as they were sent, else as they are."""
        told = self.sent or self.totals
        return told.income, told.spending, told.saving, told.debt

    @property
    def has_changed(self) -> bool:
        """Whether something was entered into the month after it was sent."""
        now = self.totals
        return self.sent is not None and self.figures != (now.income, now.spending, now.saving, now.debt)


@dataclass(frozen=True, slots=True)
class Found:
    """The group, the months that can be shared (the latest first), everything that was ever sent."""

    link: Link | None = None
    months: tuple[Month, ...] = ()
    sent: tuple[SharedTotals, ...] = ()


def read(today: dt.date) -> Found:
    """The last twelve months that are over, and what was sent."""
    sent = totals_sent()
    by_month = {each.month: each for each in reversed(sent)}
    months, first = [], today.replace(day=1)
    for _number in range(MONTHS):
        first = (first - dt.timedelta(days=1)).replace(day=1)
        months.append(Month(month_totals(first), by_month.get(first)))
    return Found(group_link(), tuple(months), sent)
