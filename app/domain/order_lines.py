"""Lines of an order that is kept: what is left of them, what is due, reserved and to be made; all pure.

Amounts are satang, quantities thousandths, unit prices e4.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain import money
from app.domain.pre_order import MoreThanOrderedError, NothingToHandOverError
from app.domain.sale_draft import NegativeLineError


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of an order that is kept, with what was handed over of it in the product's own unit."""

    position: int
    product_uid: bytes
    code: str
    name: str
    description: str
    quantity: int
    unit: str
    base_quantity: int
    unit_price_e4: int
    note: str
    delivered: int
    product_unit: str = ""

    @property
    def words(self) -> str:
        """What stands on papers."""
        return self.description or self.name

    @property
    def amount(self) -> int:
        """The whole line, satang."""
        return money.times(self.unit_price_e4, self.quantity)

    @property
    def left_base(self) -> int:
        """What is still to be handed over, in the product's own unit."""
        return max(0, self.base_quantity - self.delivered)

    @property
    def left(self) -> int:
        """The same in the unit of the line; what does not divide is rounded."""
        return money.share(self.quantity, self.left_base, self.base_quantity)

    @property
    def left_amount(self) -> int:
        """What is still to be handed over, satang."""
        return money.times(self.unit_price_e4, self.left)

    @property
    def factor_milli(self) -> int:
        """How much of the product's own unit a unit of the line holds."""
        return money.share(money.MILLI, self.base_quantity, self.quantity)


@dataclass(frozen=True, slots=True)
class DepositSums:
    """What became of the deposits of an order, satang."""

    taken: int = 0
    applied: int = 0
    refunded: int = 0
    kept: int = 0

    @property
    def left(self) -> int:
        """What the group holds for the customer."""
        return self.taken - self.applied - self.refunded - self.kept


def still_due(lines: Iterable[OrderLine], fee_left: int, deposits: DepositSums) -> int:
    """What the customer still pays when the rest is handed over, satang; below zero she gets it back."""
    return sum(line.left_amount for line in lines) + fee_left - deposits.left


def out_of_credit(wanted: int, credit: int) -> tuple[int, int]:
    """How much of a deposit comes out of a customer's credit, and how much she still pays; satang."""
    used = taken_off(wanted, credit)
    return used, wanted - used


def taken_off(bill: int, left: int) -> int:
    """How much of the deposits a bill uses up, satang."""
    return max(0, min(bill, left))


# ---------------------------------------------------------------- what is to be made and bought


@dataclass(frozen=True, slots=True)
class Need:
    """How much of a product is wanted, there, and still missing, in its own unit."""

    product_uid: bytes
    wanted: int
    on_hand: int
    missing: int


def production_need(reserved: Mapping[bytes, int], on_hand: Mapping[bytes, int]) -> tuple[Need, ...]:
    """What open orders want beyond what lies there; products in the order in which they came."""
    return tuple(
        Need(uid, wanted, on_hand.get(uid, 0), max(0, wanted - on_hand.get(uid, 0)))
        for uid, wanted in reserved.items()
        if wanted > 0
    )


def lines_left(
    lines: Sequence[OrderLine], chosen: Mapping[int, int] | None
) -> tuple[tuple[OrderLine, int], ...]:
    """Lines with how much of each is handed over (its own unit): all that is left, or what was chosen.

    Raises MoreThanOrderedError, NothingToHandOverError, NegativeLineError.
    """
    if chosen is None:
        parts = tuple((line, line.left) for line in lines if line.left_base)
    else:
        known = {line.position: line for line in lines}
        for position, quantity in chosen.items():
            line = known.get(position)
            if line is None or quantity > line.left:
                raise MoreThanOrderedError(name=line.words if line else str(position))
            if quantity < 0:
                raise NegativeLineError(description=line.words)
        parts = tuple((known[each], quantity) for each, quantity in sorted(chosen.items()) if quantity)
    if not parts:
        raise NothingToHandOverError
    return parts
