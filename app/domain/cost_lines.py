"""Cost lines of a batch or a round: what was used, how it is settled, and the three costs of it.

Cash is what is or will be settled in money; book is everything that is posted; full is book and
what was given without pay or record. Amounts are satang, quantities thousandths, rates e4.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from app.domain import money
from app.errors import UserError
from app.i18n import N_

_Key = TypeVar("_Key")


class NegativeCostError(UserError):
    """A cost line with a quantity, rate or amount below zero."""

    message = N_("The cost of “{description}” is below zero. Please check quantity and rate.")


class PersonMissingError(UserError):
    """Labour, or anything owed, without the person it belongs to."""

    message = N_("Please choose who “{description}” belongs to.")


class CostKind(StrEnum):
    """What the money or the effort went into."""

    MATERIAL = "material"
    PACKAGING = "packaging"
    LABOUR = "labour"
    ENERGY = "energy"
    TRANSPORT = "transport"
    RENT = "rent"
    WEAR = "wear"
    OTHER = "other"

    @property
    def is_fixed(self) -> bool:
        """Whether such a cost is there even when nothing is made, unless the line says otherwise."""
        return self in (CostKind.RENT, CostKind.WEAR)


class Settlement(StrEnum):
    """How a cost is settled; it decides what is posted against it and which costs it counts in."""

    FROM_STOCK = "from_stock"
    PAID = "paid"
    OWED = "owed"
    ABSORBED = "absorbed"
    WEAR = "wear"
    CAPITAL = "capital"
    DONATED = "donated"
    IMPUTED = "imputed"

    @property
    def counts_in_cash(self) -> bool:
        """Settled in money, now or later (stock brings its own cash part)."""
        return self in (
            Settlement.FROM_STOCK,
            Settlement.PAID,
            Settlement.OWED,
            Settlement.ABSORBED,
        )

    @property
    def counts_in_book(self) -> bool:
        """Posted: in stock value, cost of sales and profit."""
        return self is not Settlement.IMPUTED

    @property
    def counts_in_full(self) -> bool:
        """Everything counts at full cost."""
        return True

    @property
    def has_counter_account(self) -> bool:
        """An account is credited: stock, cash, creditor, absorption, wear, capital or donation."""
        return self is not Settlement.IMPUTED

    @property
    def needs_person(self) -> bool:
        """Somebody is owed money, or gave it as capital, and must be named."""
        return self in (Settlement.OWED, Settlement.CAPITAL)


@dataclass(frozen=True, slots=True)
class Values:
    """Cash, book and full value of the same thing, in satang."""

    cash: int = 0
    book: int = 0
    full: int = 0

    def __add__(self, other: "Values") -> "Values":
        return Values(self.cash + other.cash, self.book + other.book, self.full + other.full)

    def __sub__(self, other: "Values") -> "Values":
        return Values(self.cash - other.cash, self.book - other.book, self.full - other.full)

    def __neg__(self) -> "Values":
        return Values(-self.cash, -self.book, -self.full)

    @property
    def imputed(self) -> int:
        """What is shown but never posted."""
        return self.full - self.book


NOTHING = Values()

HOURS_OF_UNIT = {
    "ชม.": 1,
    "ชม": 1,
    "ชั่วโมง": 1,
    "hour": 1,
    "hours": 1,
    "วัน": 8,
    "แรง": 8,
    "day": 8,
    "days": 8,
}
"""Units in which labour is measured by time; a day of work is eight hours."""


def total_of(values: Iterable[Values]) -> Values:
    """Sum of values."""
    result = NOTHING
    for value in values:
        result += value
    return result


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of cost; ``values`` is what it counts for, however it was worked out."""

    kind: CostKind
    settlement: Settlement
    description: str
    values: Values
    step: str = ""
    person_uid: bytes | None = None
    person_name: str = ""
    product_uid: bytes | None = None
    quantity_milli: int = 0
    unit: str = ""
    rate_e4: int = 0
    is_fixed: bool = False
    hours_milli: int = 0


def line_values(settlement: Settlement, amount: int) -> Values:
    """What an amount settled this way counts for in cash, in the books and at full cost.

    Goods from stock that carry three costs of their own go through ``stock_line`` instead.
    """
    return Values(
        cash=amount if settlement.counts_in_cash else 0,
        book=amount if settlement.counts_in_book else 0,
        full=amount,
    )


def cost_line(
    kind: CostKind,
    settlement: Settlement,
    description: str,
    *,
    amount: int | None = None,
    quantity_milli: int = money.MILLI,
    rate_e4: int | None = None,
    unit: str = "",
    step: str = "",
    person_uid: bytes | None = None,
    person_name: str = "",
    product_uid: bytes | None = None,
    is_fixed: bool | None = None,
    hours_milli: int | None = None,
) -> CostLine:
    """A line from quantity × rate, or from a lump ``amount`` in satang (then the rate follows).

    Wear and rent are fixed unless ``is_fixed`` says otherwise; hours of labour follow from a unit
    of time unless ``hours_milli`` gives them (piece work, a lump). Raises NegativeCostError,
    AmountTooLargeError; ValueError without rate and amount.
    """
    if quantity_milli < 0 or (rate_e4 or 0) < 0 or (amount or 0) < 0 or (hours_milli or 0) < 0:
        raise NegativeCostError(description=description)
    money.checked_quantity(quantity_milli)
    if amount is None:
        if rate_e4 is None:
            raise ValueError("a cost line needs a rate or an amount")
        amount = money.times(rate_e4, quantity_milli)
    elif rate_e4 is None:
        rate_e4 = money.unit_cost_e4(amount, quantity_milli) if quantity_milli else 0
    if hours_milli is None:
        hours_milli = quantity_milli * HOURS_OF_UNIT.get(unit, 0) if kind is CostKind.LABOUR else 0
    return CostLine(
        kind=kind,
        settlement=settlement,
        description=description,
        values=line_values(settlement, money.checked_amount(amount)),
        step=step,
        person_uid=person_uid,
        person_name=person_name,
        product_uid=product_uid,
        quantity_milli=quantity_milli,
        unit=unit,
        rate_e4=rate_e4,
        is_fixed=_fixed(kind, settlement) if is_fixed is None else is_fixed,
        hours_milli=hours_milli,
    )


def stock_line(
    kind: CostKind,
    description: str,
    values: Values,
    *,
    product_uid: bytes,
    quantity_milli: int,
    unit: str,
    step: str = "",
    is_fixed: bool = False,
) -> CostLine:
    """A line of goods taken from stock, at the three values the stock gave them out at."""
    return CostLine(
        kind=kind,
        settlement=Settlement.FROM_STOCK,
        description=description,
        values=values,
        step=step,
        product_uid=product_uid,
        quantity_milli=quantity_milli,
        unit=unit,
        rate_e4=money.unit_cost_e4(values.full, quantity_milli) if quantity_milli else 0,
        is_fixed=is_fixed,
    )


def check_people(lines: Iterable[CostLine]) -> None:
    """Labour always has its person, and so has whatever is owed; raises PersonMissingError."""
    for line in lines:
        named = line.person_uid is not None or line.person_name
        wanted = line.settlement.needs_person or (
            line.kind is CostKind.LABOUR and line.settlement is not Settlement.ABSORBED
        )
        if wanted and not named:
            raise PersonMissingError(description=line.description)


@dataclass(frozen=True, slots=True)
class BatchCost:
    """Cost of a batch: total, and the same total by kind, by step and by settlement."""

    total: Values
    by_kind: tuple[tuple[CostKind, Values], ...]
    by_step: tuple[tuple[str, Values], ...]
    by_settlement: tuple[tuple[Settlement, Values], ...]
    fixed: Values
    variable: Values
    own_labour: Values
    own_hours_milli: int

    def of_kind(self, kind: CostKind) -> Values:
        """Values of one kind of cost."""
        return dict(self.by_kind).get(kind, NOTHING)


def batch_cost(lines: Sequence[CostLine]) -> BatchCost:
    """Add up cost lines; kinds in their fixed order, steps in the order they first appear."""
    own = [line for line in lines if line.kind is CostKind.LABOUR and line.settlement is Settlement.IMPUTED]
    fixed = total_of(line.values for line in lines if line.is_fixed)
    total = total_of(line.values for line in lines)
    return BatchCost(
        total=total,
        by_kind=_grouped(lines, list(CostKind), lambda line: line.kind),
        by_step=_grouped(lines, list(dict.fromkeys(line.step for line in lines)), lambda x: x.step),
        by_settlement=_grouped(lines, list(Settlement), lambda line: line.settlement),
        fixed=fixed,
        variable=total - fixed,
        own_labour=total_of(line.values for line in own),
        own_hours_milli=sum(line.hours_milli for line in own),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """Estimated beside actual; ``kind`` is None on the total. Above the estimate is positive."""

    kind: CostKind | None
    estimated: Values
    actual: Values

    @property
    def difference(self) -> Values:
        """Actual less estimated."""
        return self.actual - self.estimated

    @property
    def difference_bp(self) -> int:
        """Difference of the full cost in basis points of the estimate."""
        return money.ratio_bp(self.difference.full, self.estimated.full)


def compare(estimated: BatchCost, actual: BatchCost) -> tuple[Difference, ...]:
    """Estimated beside actual by kind of cost, the total last."""
    kinds = [kind for kind in CostKind if kind in dict(estimated.by_kind) or kind in dict(actual.by_kind)]
    rows = [Difference(kind, estimated.of_kind(kind), actual.of_kind(kind)) for kind in kinds]
    return (*rows, Difference(None, estimated.total, actual.total))


def _fixed(kind: CostKind, settlement: Settlement) -> bool:
    return kind.is_fixed or settlement is Settlement.WEAR


def _grouped(
    lines: Sequence[CostLine], keys: Sequence[_Key], key: Callable[[CostLine], _Key]
) -> tuple[tuple[_Key, Values], ...]:
    sums: dict[_Key, Values] = {}
    for line in lines:
        sums[key(line)] = sums.get(key(line), NOTHING) + line.values
    return tuple((each, sums[each]) for each in keys if each in sums)
