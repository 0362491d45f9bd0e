"""Moving weighted average of one product's stock, with three values side by side.

Book (``value``), cash (``cash_value``) and full (``full_value``) each have their own running
average; quantities are thousandths, values satang, unit costs e4. The functions are pure: a
``Pool`` goes in, a ``Movement`` with the pool afterwards comes out.

In every movement ``value + variance`` is what the document paid (+) or took out (-): ``value`` goes
to the stock account, ``variance`` to the cost variance account. A pool that a merge left unsound
(a value at quantity 0, or of the wrong sign) is put right by the next movement, through variance.
"""

from dataclasses import dataclass, replace

from app.domain import money


@dataclass(frozen=True, slots=True)
class Cost:
    """Cost of one unit in e4: book, cash and full."""

    value_e4: int
    cash_e4: int
    full_e4: int


@dataclass(frozen=True, slots=True)
class Pool:
    """What is on hand: thousandths and satang; ``last`` is the last average that was known."""

    quantity: int = 0
    value: int = 0
    cash_value: int = 0
    full_value: int = 0
    last: Cost | None = None


@dataclass(frozen=True, slots=True)
class Fallback:
    """Unit costs to take when no average was ever known, in this order."""

    last_purchase: Cost | None = None
    recipe: Cost | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """What one movement does to the stock account and to the cost variance account."""

    quantity: int
    value: int
    cash_value: int
    full_value: int
    variance: int
    cash_variance: int
    full_variance: int
    pool_after: Pool
    uncosted: bool = False

    @property
    def amount(self) -> int:
        """Book value the document paid (+) or took out (-): stock and variance together."""
        return self.value + self.variance

    @property
    def cash_amount(self) -> int:
        """Cash part of ``amount``."""
        return self.cash_value + self.cash_variance

    @property
    def full_amount(self) -> int:
        """``amount`` at full cost."""
        return self.full_value + self.full_variance


EMPTY = Pool()
NO_FALLBACK = Fallback()
_ZERO_COST = Cost(0, 0, 0)


def average(pool: Pool) -> Cost | None:
    """Unit cost of what is on hand; None unless the quantity is above zero."""
    if pool.quantity <= 0:
        return None
    return Cost(
        money.unit_cost_e4(max(pool.value, 0), pool.quantity),
        money.unit_cost_e4(max(pool.cash_value, 0), pool.quantity),
        money.unit_cost_e4(max(pool.full_value, 0), pool.quantity),
    )


def known_cost(pool: Pool, fallback: Fallback = NO_FALLBACK) -> Cost | None:
    """Last average, else last purchase, else recipe cost; None when nothing is known."""
    return pool.last or average(pool) or fallback.last_purchase or fallback.recipe


def issue(pool: Pool, quantity: int, fallback: Fallback = NO_FALLBACK) -> Movement:
    """Take ``quantity`` > 0 out: at the average while there is stock, beyond it at the last one.

    The movement is marked ``uncosted`` when some of it had no cost to take. Raises ValueError
    for a quantity that is not positive.
    """
    if quantity <= 0:
        raise ValueError("an issue needs a positive quantity")
    cost = known_cost(pool, fallback)
    unit = cost or _ZERO_COST
    held = pool.quantity

    def taken(value: int, unit_e4: int) -> tuple[int, int]:
        base = _sound(held, value)
        covered = min(quantity, max(held, 0))
        amount = 0
        if covered:
            amount = base if covered == held else money.share(base, covered, held)
        if quantity > covered:
            amount += money.times(unit_e4, quantity - covered)
        return base - amount, -amount

    book = taken(pool.value, unit.value_e4)
    cash = taken(pool.cash_value, unit.cash_e4)
    full = taken(pool.full_value, unit.full_e4)
    # An issue leaves the average as it is; working it out again from the few satang that
    # rounding leaves on the last grams would make nonsense of it.
    last = pool.last if pool.last is not None else average(pool)
    return _movement(pool, -quantity, book, cash, full, last, uncosted=cost is None)


def receive(pool: Pool, quantity: int, value: int, cash: int, full: int) -> Movement:
    """Put ``quantity`` > 0 in that cost ``value`` (of it ``cash``; ``full`` with imputed cost).

    What was sold before it came is filled first: the filled part leaves its difference to the cost
    at which it was issued as variance, the rest enters at the receipt's cost. Raises ValueError
    for a quantity that is not positive or a negative value.
    """
    if quantity <= 0:
        raise ValueError("a receipt needs a positive quantity")
    if min(value, cash, full) < 0:
        raise ValueError("a receipt cannot have a negative value")
    hole = max(-pool.quantity, 0)
    filled = min(hole, quantity)

    def put(before: int, paid: int) -> tuple[int, int]:
        base = _sound(pool.quantity, before)
        if not filled:
            return base + paid, paid
        issued = -base if filled == hole else money.share(-base, filled, hole)
        return base + issued + paid - money.share(paid, filled, quantity), paid

    return _movement(
        pool,
        quantity,
        put(pool.value, value),
        put(pool.cash_value, cash),
        put(pool.full_value, full),
        pool.last,
        averaged=True,
    )


def move_back(pool: Pool, quantity: int, value: int, cash: int, full: int) -> Movement:
    """Undo a movement, in whole or part, at the values that were stored with it.

    ``quantity`` and the values carry the sign of what happens now: positive when goods come back,
    negative when a receipt is undone. Only what would leave a value at quantity 0 or a negative
    unit cost becomes variance. The variance stored with the original is undone by its own line.
    """

    def moved(before: int, amount: int) -> tuple[int, int]:
        base = _sound(pool.quantity, before)
        return _sound(pool.quantity + quantity, base + amount), amount

    return _movement(
        pool,
        quantity,
        moved(pool.value, value),
        moved(pool.cash_value, cash),
        moved(pool.full_value, full),
        pool.last,
        averaged=True,
    )


def revalue(pool: Pool, value: int, cash: int, full: int) -> Movement:
    """Change what the goods on hand cost, not their number (late freight, re-costing).

    With nothing on hand all of it is variance; a unit cost never falls below zero.
    """
    if pool.quantity <= 0:
        return _movement(
            pool,
            0,
            (_sound(pool.quantity, pool.value), value),
            (_sound(pool.quantity, pool.cash_value), cash),
            (_sound(pool.quantity, pool.full_value), full),
            pool.last,
        )
    return move_back(pool, 0, value, cash, full)


def find(pool: Pool, quantity: int, fallback: Fallback = NO_FALLBACK) -> Movement:
    """Put in what a stock count found too much, at the average (else as an issue would cost)."""
    if pool.quantity > 0:
        value, cash, full = (
            money.share(max(held, 0), quantity, pool.quantity)
            for held in (pool.value, pool.cash_value, pool.full_value)
        )
        return receive(pool, quantity, value, cash, full)
    cost = known_cost(pool, fallback)
    unit = cost or _ZERO_COST
    movement = receive(
        pool,
        quantity,
        money.times(unit.value_e4, quantity),
        money.times(unit.cash_e4, quantity),
        money.times(unit.full_e4, quantity),
    )
    return movement if cost is not None else replace(movement, uncosted=True)


def is_sound(pool: Pool) -> bool:
    """Quantity 0 has no value, and no value has the other sign than its quantity."""
    return all(
        value == _sound(pool.quantity, value) for value in (pool.value, pool.cash_value, pool.full_value)
    )


def _sound(quantity: int, value: int) -> int:
    """The value a quantity may have: none at 0, never of the other sign."""
    if quantity == 0:
        return 0
    return max(value, 0) if quantity > 0 else min(value, 0)


def _movement(
    pool: Pool,
    quantity: int,
    book: tuple[int, int],
    cash: tuple[int, int],
    full: tuple[int, int],
    last: Cost | None,
    *,
    averaged: bool = False,
    uncosted: bool = False,
) -> Movement:
    """Movement from (value afterwards, what the document paid) of each of the three values."""
    after = Pool(pool.quantity + quantity, book[0], cash[0], full[0], last)
    moved = (book[0] - pool.value, cash[0] - pool.cash_value, full[0] - pool.full_value)
    variance = (book[1] - moved[0], cash[1] - moved[1], full[1] - moved[2])
    if averaged:
        after = replace(after, last=_new_last(after, variance))
    return Movement(quantity, *moved, *variance, after, uncosted)


def _values(pool: Pool) -> tuple[int, int, int]:
    return pool.value, pool.cash_value, pool.full_value


def _new_last(after: Pool, variance: tuple[int, int, int]) -> Cost | None:
    """The average afterwards; a value that was cut off at zero says nothing, so the old one stays."""
    new = average(after)
    if new is None or after.last is None:
        return new or after.last
    cut = [value == 0 and rest != 0 for value, rest in zip(_values(after), variance, strict=True)]
    return Cost(
        after.last.value_e4 if cut[0] else new.value_e4,
        after.last.cash_e4 if cut[1] else new.cash_e4,
        after.last.full_e4 if cut[2] else new.full_e4,
    )
