"""What the page of shared households reads on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.household.sharing import SharedMonth
from app.domain.session import Permission, Session
from app.queries.household.totals import shared_months
from app.services.household.carrying import Carried, carry_notes, lying
from app.services.household.notes import Taken, take_notes, write_notes
from reports import household_shared
from reports.common import Span
from reports.model import Report

FIRST = dt.date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Found:
    """The report of the months that were chosen, all months that were ever shared, notes that lie here."""

    report: Report | None = None
    months: tuple[SharedMonth, ...] = ()
    span: Span = field(default_factory=lambda: Span(FIRST, FIRST))
    lying: int = 0


def read(today: dt.date, months: int) -> Found:
    """The last ``months`` months up to a day; 0 for all since somebody shared."""
    every = shared_months(FIRST, today)
    first = today.replace(day=1)
    for _number in range(max(0, months - 1)):
        first = (first - dt.timedelta(days=1)).replace(day=1)
    if not months and every:
        first = every[0].month
    span = Span(first, today)
    return Found(household_shared.build(span), every, span, lying())


def take_in(session: Session, folder: Path) -> Taken:
    """Take in what lies in a folder that was chosen; raises what ``take_notes`` raises."""
    return take_notes(session, folder=folder)


def carry(session: Session, folder: Path) -> Carried:
    """Tell members of their payments and write what waits into a folder; raises what the services raise."""
    session.require(Permission.EDIT_DRAFTS)
    write_notes(session)
    return carry_notes(session, folder)
