"""What handing an order over comes to: the bill, the deposits taken off it, what is paid; all pure.

Amounts are satang, quantities thousandths.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain import money
from app.domain.order_lines import OrderLine, lines_left, taken_off
from app.domain.sale_draft import NO_ROUNDING, RoundingRule


@dataclass(frozen=True, slots=True)
class HandingSum:
    """A handing over: beside the ``deposit`` ``due`` is paid; ``deposit_left`` is what was too much."""

    total: int
    deposit: int
    due: int
    deposit_left: int
    is_last: bool
    """Whether nothing of the order is left afterwards."""


def handing_sum(
    lines: Sequence[OrderLine],
    chosen: Mapping[int, int] | None,
    fee_left: int,
    deposit_left: int,
    rounding: RoundingRule = NO_ROUNDING,
) -> HandingSum:
    """Add a handing over up, of all that is left or of what was chosen.

    Raises MoreThanOrderedError, NothingToHandOverError, NegativeLineError, AmountTooLargeError.
    """
    parts = lines_left(lines, chosen)
    goods = sum(money.times(line.unit_price_e4, quantity) for line, quantity in parts)
    whole = money.checked_amount(goods + fee_left)
    total = money.round_to(whole, rounding.step, down=rounding.down)
    deposit = taken_off(total, deposit_left)
    gone = {line.position for line, quantity in parts if quantity == line.left}
    is_last = all(line.position in gone or not line.left_base for line in lines)
    return HandingSum(total, deposit, total - deposit, deposit_left - deposit, is_last)
