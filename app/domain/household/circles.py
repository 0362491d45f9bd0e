"""A circle of savers (วงแชร์): paying in, drawing, and what is left when it ends; satang."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.calendar import checked_day
from app.domain.household.recurring import day_after, nth_day
from app.domain.loan import MOST_EVERY, Every
from app.errors import UserError
from app.i18n import N_

MOST_HANDS, MOST_ROUNDS = 1_000, 1_200


class Hand(StrEnum):
    """How a hand in a circle stands."""

    LIVING = "living"
    """Has not drawn yet: what it paid in is saved."""
    DEAD = "dead"
    """Has drawn: it goes on paying in until the end."""
    CLOSED = "closed"


HAND_WORDS: dict[Hand, str] = {
    Hand.LIVING: N_("has not drawn yet"),
    Hand.DEAD: N_("has drawn, still paying"),
    Hand.CLOSED: N_("ended"),
}


class CircleTimesError(UserError):
    """Hands or rounds that cannot be."""

    message = N_("Please look at the number of hands and rounds again.")


class CircleClosedError(UserError):
    """Something paid into or drawn from a circle that has ended."""

    message = N_("“{name}” has ended already.")


@dataclass(frozen=True, slots=True)
class CircleData:
    """What was agreed: how much a hand pays each time, how many hands of hers, how many rounds."""

    name: str
    amount: int
    first_on: dt.date
    rounds: int
    hands: int = 1
    every: int = 1
    every_unit: Every = Every.MONTH
    note: str = ""


@dataclass(frozen=True, slots=True)
class CircleMoneyDraft:
    """Money paid into a circle or drawn from it; living hands may pay less when others bid."""

    uid: bytes
    circle_uid: bytes
    amount: int
    account_code: str
    note: str = ""


def checked_circle(data: CircleData) -> CircleData:
    """The same data; raises CircleTimesError, AmountTooLargeError, DayOutOfRangeError."""
    checked_day(data.first_on)
    if (
        not 1 <= data.hands <= MOST_HANDS
        or not 1 <= data.rounds <= MOST_ROUNDS
        or not 1 <= data.every <= MOST_EVERY
        or money.checked_amount(data.amount) <= 0
    ):
        raise CircleTimesError
    return data


def hand_of(drawn_on: dt.date | None, closed_on: dt.date | None) -> Hand:
    """How a hand stands."""
    if closed_on is not None:
        return Hand.CLOSED
    return Hand.DEAD if drawn_on is not None else Hand.LIVING


def last_round(data: CircleData) -> dt.date:
    """The day of the last round."""
    return nth_day(data.first_on, data.every, data.every_unit, data.rounds - 1)


def next_round(data: CircleData, day: dt.date) -> dt.date | None:
    """The first round after a day, None when the last has been."""
    found = day_after(data.first_on, data.every, data.every_unit, day)
    return found if found <= last_round(data) else None
