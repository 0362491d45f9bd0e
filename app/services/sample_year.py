"""The year of the sample while it is told: its clock, its chance, what is on the shelves."""

import datetime as dt
import random
from dataclasses import dataclass, field

from app.domain.money import MILLI
from app.domain.offer import OfferDraft
from app.domain.session import Session
from app.services.sample_goods import Goods

FIRST = dt.date(2025, 11, 1)
LAST = dt.date(2026, 10, 31)
LOW_BEFORE_MARKET = 46 * MILLI
"""What is left of a product on the eve of a market day for another batch to be made."""

DAY_MS = 86_400_000
OPENING_HOUR_MS = 8 * 3_600_000 - 7 * 3_600_000  # 08:00 in Thailand, in UTC
POPULAR = {
    "kapi_wasabi": 26,
    "kapi_song": 20,
    "tea": 22,
    "herb_drink": 30,
    "dish": 20,
    "laundry": 16,
    "shampoo": 10,
    "milled_rice": 8,
    "riceberry": 6,
    "chili_paste": 18,
    "sweets": 20,
    "sausage": 5,
}


@dataclass(slots=True)
class SampleClock:
    """The time of the sample: stands at the day being told and goes on by a while with each look."""

    day: dt.date = FIRST
    ticks: int = 0

    def __call__(self) -> int:
        """UTC milliseconds."""
        self.ticks += 1
        days = (self.day - dt.date(1970, 1, 1)).days
        return days * DAY_MS + OPENING_HOUR_MS + min(self.ticks * 97_000, 10 * 3_600_000)

    def go_to(self, day: dt.date) -> None:
        """Begin a day."""
        if day != self.day:
            self.day, self.ticks = day, 0


@dataclass(slots=True)
class SampleYear:
    """What is needed while the year is told."""

    session: Session
    goods: Goods
    chance: random.Random
    clock: SampleClock
    stock: dict[bytes, int] = field(default_factory=dict)
    sold: list[tuple[bytes, dt.date]] = field(default_factory=list)
    purposes: dict[str, bytes] = field(default_factory=dict)
    """What money is for, by the words of the list."""
    herd: bytes = b""
    offers: list[OfferDraft] = field(default_factory=list)
    """Quotations that wait for their delivery."""
    delivered: list[bytes] = field(default_factory=list)
    """Deliveries to the school that are not paid yet."""
    village_fund: bytes = b""
    fund_loan: bytes = b""
    member_loan: bytes = b""
    project: bytes = b""
    instalments: bytes = b""
    """Who pays her shares in by instalments."""
    honey: bytes = b""
    """A member's goods on the stall, and whose they are."""
    beekeeper: bytes = b""
    orders: list[bytes] = field(default_factory=list)
    fair: bytes = b""
    drawer: bytes = b""
    """The drawer that is open."""
