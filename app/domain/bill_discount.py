"""How much of a bill's price was given away, for the limit of whoever sells; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import money
from app.domain.sale import PricedSale
from app.domain.sale_draft import SaleLineDraft


@dataclass(frozen=True, slots=True)
class ListPrice:
    """What a product is listed at (e4), by itself and by pack; None where the price is open."""

    unit_e4: int | None
    packs_e4: tuple[tuple[str, int], ...] = ()

    def of(self, line: SaleLineDraft) -> int | None:
        """The listed price of a line in satang; None where there is none."""
        for name, price_e4 in self.packs_e4:
            if name == line.unit:
                return money.times(price_e4, line.quantity_milli)
        if self.unit_e4 is None:
            return None
        return money.times(self.unit_e4, line.base_quantity_milli)


def discount_bp(
    priced: PricedSale, listed: Sequence[int | None], rounded_off: int = 0, by_rule: int = 0
) -> int:
    """What was given away, in basis points of the undiscounted bill.

    A price under the listed one (satang by line, None for an open price) is given away as a discount is,
    and so is ``rounded_off``; what promotions took off (``by_rule``) was given by whoever made them.
    What rounding each discount to a satang adds is not held against anybody.
    """
    whole = sum(max(line.gross, at or 0) for line, at in zip(priced.lines, listed, strict=True))
    given = whole - priced.gross + priced.discount + rounded_off - by_rule
    discounts = sum(1 for line in priced.lines if line.discount) + (priced.bill_discount > 0)
    return money.ratio_bp(max(0, given - (discounts + 1) // 2), whole)
