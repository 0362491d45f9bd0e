"""Hours that members work for the group outside batches, paid or free; free hours are never posted."""

import datetime as dt
from dataclasses import dataclass, replace

from app.domain.calendar import checked_day
from app.domain.money import checked_quantity
from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_name

MOST_HOURS = 24_000
"""Of one person on one day, thousandths."""
MOST_LINES = 1_000


class HoursError(UserError):
    """Hours that are none, or more than a day has."""

    message = N_("“{name}”: please enter hours above 0 and no more than a day has (24).")


class NoHoursError(UserError):
    """A day on which nobody worked."""

    message = N_("Nobody has hours here. Please enter at least one line.")


class WorkToComeError(UserError):
    """Work of a day that is still to come."""

    message = N_("This day is still to come. Hours are entered once the work is done.")


@dataclass(frozen=True, slots=True)
class WorkLine:
    """Hours of one person on the day, in thousandths."""

    party_uid: bytes
    hours_milli: int
    is_paid: bool = False
    what: str = ""
    """What she did, where it differs from the day's."""
    uid: bytes | None = None
    """A line that is changed; None for a new one."""


@dataclass(frozen=True, slots=True)
class WorkDraft:
    """A day's hours of one person or many; ``uid`` makes it safe to try again."""

    uid: bytes
    on: dt.date
    lines: tuple[WorkLine, ...]
    what: str = ""
    section_id: int | None = None
    project_id: int | None = None
    event_id: int | None = None
    """The market day at which they helped."""


@dataclass(frozen=True, slots=True)
class Worked:
    """Hours of somebody, in thousandths."""

    paid: int = 0
    free: int = 0

    @property
    def all(self) -> int:
        """Paid and free together."""
        return self.paid + self.free

    def __add__(self, other: "Worked") -> "Worked":
        """Both together."""
        return Worked(self.paid + other.paid, self.free + other.free)


def checked_work(draft: WorkDraft, *, today: dt.date) -> WorkDraft:
    """The draft with cleaned texts; raises WorkToComeError, NoHoursError, TextTooLongError."""
    if checked_day(draft.on) > today:
        raise WorkToComeError
    if not draft.lines or len(draft.lines) > MOST_LINES:
        raise NoHoursError
    for line in draft.lines:
        checked_quantity(line.hours_milli)
    lines = tuple(replace(line, what=clean_name(line.what, 300)) for line in draft.lines)
    return replace(draft, lines=lines, what=clean_name(draft.what, 300))
