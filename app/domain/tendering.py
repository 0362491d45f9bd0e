"""A bill while it is being paid: what was taken so far, what is still due, what goes back; all pure.

Amounts are satang. The posting checks everything again with ``sale.settle``.
"""

from dataclasses import dataclass, replace

from app.domain import money
from app.domain.sale import settle
from app.domain.sale_draft import ChangeFromNonCashError, NegativeTenderError, TenderDraft, TenderShortError


@dataclass(frozen=True, slots=True)
class Tendering:
    """A total and the payments taken for it, in the order they came."""

    total: int
    parts: tuple[TenderDraft, ...] = ()

    @property
    def due(self) -> int:
        """What is still to pay; 0 once it is covered."""
        try:
            settle(self.total, self.parts)
        except TenderShortError as short:
            return short.missing
        return 0

    @property
    def is_covered(self) -> bool:
        """Whether the payments cover the total."""
        return self.due == 0

    @property
    def change(self) -> int:
        """What goes back to the customer; 0 while something is due."""
        return 0 if self.due else settle(self.total, self.parts).change

    def taking(self, tender: TenderDraft) -> "Tendering":
        """With one more payment; raises NegativeTenderError, ChangeFromNonCashError, AmountTooLargeError."""
        if tender.amount < 0:
            raise NegativeTenderError
        money.checked_amount(tender.amount)
        if not tender.is_cash and tender.amount > self.due:
            raise ChangeFromNonCashError(excess=tender.amount - self.due)
        return replace(self, parts=(*self.parts, tender))

    def without(self, index: int) -> "Tendering":
        """With one payment given back."""
        return replace(self, parts=self.parts[:index] + self.parts[index + 1 :])

    def change_from(self, handed: int) -> int:
        """What would go back if this much cash were handed over now; below zero is what is missing."""
        return money.checked_amount(handed) - self.due


def with_note(handed: int, note: int) -> int:
    """The cash in hand after one more note or coin is laid down; raises AmountTooLargeError."""
    return money.checked_amount(handed + note)


def difference(total: int, refund: int) -> int:
    """What is still to pay for new goods when others come back; below zero it is given back; satang."""
    return total - refund
