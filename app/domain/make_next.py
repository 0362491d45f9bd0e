"""What to make next: what is promised and what usually sells, beside what is there; all pure.

Quantities are thousandths of the goods' own unit.
"""

from dataclasses import dataclass

COVER_DAYS = 14
"""For so many days there should be enough."""


@dataclass(frozen=True, slots=True)
class Need:
    """One product: sold in so many days, on hand, promised in open orders."""

    sold: int
    days: int
    on_hand: int
    promised: int

    @property
    def per_day(self) -> int:
        """What usually goes in a day, to a tenth."""
        return max(0, self.sold) // max(1, self.days) // 100 * 100

    @property
    def free(self) -> int:
        """What is there beyond what is promised."""
        return self.on_hand - self.promised

    @property
    def days_left(self) -> int | None:
        """For how many whole days that is enough; None where nothing sells."""
        if self.free < 0:
            return 0
        if self.sold <= 0:
            return None
        return self.free * max(1, self.days) // self.sold

    def to_make(self, cover_days: int = COVER_DAYS) -> int:
        """What is missing for the orders and so many days of usual sales, rounded up to whole units."""
        usual = max(0, self.sold) * cover_days // max(1, self.days)
        missing = max(0, self.promised + usual - max(0, self.on_hand))
        return -(-missing // 1000) * 1000
