"""What promotions take off each line of a bill, and which of them; pure.

Rules: who exclude each other do so line by line. Of all ways to combine those that stand alone with those
that may come together the one that takes most off is taken. Those that may come together follow in their
order; 'chained' sees what the ones before left, 'added' the price before any. What is free carries its part
of the paid price. The answer does not depend on the order in which lines were added, and no line falls
below zero. An amount that has to be reached is what the promotion's goods cost before any promotion.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.domain import money
from app.domain.promotion import (
    Gets,
    Moment,
    Promotion,
    PromotionItem,
    PromotionKind,
    Role,
    Scope,
    Stacking,
    runs,
)
from app.domain.relative_price import spread

MOST_TRIED = 4
"""Up to so many promotions that exclude others are tried in every combination; beyond, the best first."""


@dataclass(frozen=True, slots=True)
class BasketLine:
    """Goods on a bill: ``quantity`` thousandths of their own unit, ``amount`` satang before promotions."""

    product: bytes
    category: int | None
    quantity: int
    amount: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Off:
    """What a promotion took off a line, in satang."""

    promotion: Promotion
    amount: int


Taken = tuple[Off, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """Goods of one line within a pool."""

    index: int
    quantity: int
    value: int

    @property
    def rank(self) -> tuple[int, int]:
        """Dearest first."""
        return (-self.value * 1_000_000 // self.quantity, self.index)

    def part(self, quantity: int) -> int:
        """What that much of it costs."""
        return money.share(self.value, quantity, self.quantity)


_Found = tuple[int, dict[int, int]]
"""What is taken off, and over which lines (by their worth) it is spread."""

_NOTHING: _Found = (0, {})


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A promotion that runs, the lines that it is about, and what it alone would take off them."""

    promotion: Promotion
    reach: frozenset[int]
    solo: tuple[int, ...]

    @property
    def order(self) -> tuple[int, str]:
        """In which order it comes."""
        return self.promotion.position, self.promotion.code


def promote(lines: Sequence[BasketLine], promotions: Sequence[Promotion], moment: Moment) -> list[Taken]:
    """What comes off each line, in the order of the lines given."""
    order = sorted(
        range(len(lines)),
        key=lambda at: (
            lines[at].product,
            lines[at].category or 0,
            lines[at].unit,
            lines[at].quantity,
            lines[at].amount,
        ),
    )
    basket = [lines[at] for at in order]
    giving = [
        each
        for promotion in promotions
        if runs(promotion, moment) and any((each := _candidate(promotion, basket)).solo)
    ]
    answer: list[Taken] = [()] * len(lines)
    for at, found in zip(order, _best(basket, sorted(giving, key=lambda each: each.order)), strict=True):
        answer[at] = tuple(found)
    return answer


def _candidate(promotion: Promotion, basket: Sequence[BasketLine]) -> _Candidate:
    reach = lines_of(promotion, basket)
    amounts = [line.amount for line in basket]
    return _Candidate(promotion, reach, tuple(_parts(promotion, reach, basket, amounts, amounts, set())))


def _best(basket: Sequence[BasketLine], giving: Sequence[_Candidate]) -> list[list[Off]]:
    """Of all ways the one that takes most off; of equal ones that with the fewest promotions."""
    alone = [each for each in giving if each.promotion.stacking is Stacking.ALONE]
    together = [each for each in giving if each.promotion.stacking is not Stacking.ALONE]
    contested = [
        each for each in alone if any(other is not each and other.reach & each.reach for other in giving)
    ]
    sure = [each for each in alone if each not in contested]
    best: list[list[Off]] = [[] for _line in basket]
    most = 0
    for chosen in _ways(contested):
        taken = _apply(basket, (*sure, *chosen), together)
        off = sum(each.amount for line in taken for each in line)
        if off > most:
            best, most = taken, off
    return best


def _ways(contested: Sequence[_Candidate]) -> Iterator[Sequence[_Candidate]]:
    """Which of those that exclude others are taken; fewest first, so that a tie takes fewer."""
    ranked = sorted(contested, key=lambda each: (-sum(each.solo), each.order))
    for count in range(min(len(ranked), MOST_TRIED) + 1):
        yield from combinations(ranked[:MOST_TRIED], count)
    for count in range(MOST_TRIED + 1, len(ranked) + 1):
        yield ranked[:count]


def _apply(
    basket: Sequence[BasketLine], alone: Sequence[_Candidate], together: Sequence[_Candidate]
) -> list[list[Off]]:
    taken: list[list[Off]] = [[] for _line in basket]
    amounts = [line.amount for line in basket]
    left = list(amounts)
    gone: set[int] = set()

    def take(promotion: Promotion, parts: Sequence[int]) -> None:
        for index, part in enumerate(parts):
            if part:
                taken[index].append(Off(promotion, part))
                left[index] -= part

    for each in sorted(alone, key=lambda each: each.order):
        parts: Sequence[int] = each.solo
        if gone & each.reach:
            parts = _parts(each.promotion, each.reach, basket, amounts, amounts, gone)
        take(each.promotion, parts)
        gone.update(index for index, part in enumerate(parts) if part)
    for each in together:
        seen = left if each.promotion.stacking is Stacking.CHAINED else amounts
        take(each.promotion, _parts(each.promotion, each.reach, basket, seen, left, gone))
    return taken


def _parts(
    promotion: Promotion,
    reach: frozenset[int],
    basket: Sequence[BasketLine],
    seen: Sequence[int],
    left: Sequence[int],
    gone: set[int],
) -> list[int]:
    """What one promotion takes off each line, seeing the amounts ``seen``, never more than is ``left``."""
    parts = [0] * len(basket)
    if promotion.from_amount and sum(basket[index].amount for index in reach) < promotion.from_amount:
        return parts
    pool = [
        _Run(index, basket[index].quantity, seen[index])
        for index in reach
        if index not in gone and basket[index].quantity > 0 and seen[index] > 0
    ]
    if not pool:
        return parts
    pool.sort(key=lambda run: run.rank)
    off, weights = _KINDS[promotion.kind](promotion, basket, pool)
    if promotion.most_off is not None:
        off = min(off, promotion.most_off)
    if off <= 0:
        return parts
    places = sorted(weights)
    shares = spread(off, [weights[index] for index in places], [left[index] for index in places])
    for index, share in zip(places, shares, strict=True):
        parts[index] = share
    return parts


# ---------------------------------------------------------------- which goods


def _is(item: PromotionItem, line: BasketLine) -> bool:
    if item.product is not None:
        return item.product == line.product
    return item.category == line.category


def lines_of(promotion: Promotion, basket: Sequence[BasketLine]) -> frozenset[int]:
    """Lines that the promotion is about."""
    wanted = [item for item in promotion.items if item.role is not Role.EXCEPT]
    spare = [item for item in promotion.items if item.role is Role.EXCEPT]
    products = {item.product for item in wanted if item.product is not None}
    categories = {item.category for item in wanted if item.category is not None}
    spared = {item.product for item in spare if item.product is not None}
    spared_groups = {item.category for item in spare if item.category is not None}
    whole = promotion.scope is Scope.BILL and promotion.kind is not PromotionKind.BUNDLE
    return frozenset(
        index
        for index, line in enumerate(basket)
        if (whole or line.product in products or line.category in categories)
        and line.product not in spared
        and line.category not in spared_groups
    )


# ---------------------------------------------------------------- how much


def _percent(promotion: Promotion, _basket: Sequence[BasketLine], pool: Sequence[_Run]) -> _Found:
    return money.percent(sum(run.value for run in pool), promotion.value), {r.index: r.value for r in pool}


def _amount(promotion: Promotion, _basket: Sequence[BasketLine], pool: Sequence[_Run]) -> _Found:
    """Off the bill once; off goods for each of them."""
    if promotion.scope is Scope.BILL:
        return promotion.value, {run.index: run.value for run in pool}
    room = _most(promotion, sum(run.quantity for run in pool)) if promotion.most_per_bill else None
    weights: dict[int, int] = {}
    for run in pool:
        quantity = run.quantity if room is None else min(run.quantity, room)
        if room is not None:
            room -= quantity
        weights[run.index] = min(run.value, money.times(promotion.value * money.E4, quantity))
    return sum(weights.values()), weights


def _most(promotion: Promotion, times: int) -> int:
    """Pieces in thousandths that an amount per piece is given for."""
    return min(times, (promotion.most_per_bill or 0) * money.MILLI)


def _first(pool: Sequence[_Run], quantity: int) -> dict[int, int]:
    """What the first so many pieces of a pool cost, by line."""
    found: dict[int, int] = {}
    for run in pool:
        if quantity <= 0:
            break
        used = min(run.quantity, quantity)
        found[run.index] = run.part(used)
        quantity -= used
    return found


def _sets(pools: Sequence[tuple[Sequence[_Run], int]], most: int | None, price: int) -> _Found:
    """So many sets at a price as take most off: the dearest first, none that is no bargain."""
    times = min(sum(run.quantity for run in pool) // quantity for pool, quantity in pools)
    if most is not None:
        times = min(times, most)

    def values(count: int) -> dict[int, int]:
        found: dict[int, int] = {}
        for pool, quantity in pools:
            found.update(_first(pool, count * quantity))
        return found

    def gain(count: int) -> int:
        return sum(values(count).values()) - count * price

    low, high = 0, times
    while low < high:  # each further set saves no more than the one before it
        middle = (low + high + 1) // 2
        if gain(middle) > gain(middle - 1):
            low = middle
        else:
            high = middle - 1
    return (gain(low), values(low)) if low else _NOTHING


def _set_price(promotion: Promotion, _basket: Sequence[BasketLine], pool: Sequence[_Run]) -> _Found:
    return _sets([(pool, promotion.buy_quantity)], promotion.most_per_bill, promotion.value)


def _bundle(promotion: Promotion, basket: Sequence[BasketLine], pool: Sequence[_Run]) -> _Found:
    """A line belongs to the first part that names its product, else to the first with its category."""
    parts = sorted(promotion.items, key=lambda item: item.product is None)
    pools: list[list[_Run]] = [[] for _part in parts]
    for run in pool:
        at = next(index for index, item in enumerate(parts) if _is(item, basket[run.index]))
        pools[at].append(run)
    pairs = [(each, item.quantity) for each, item in zip(pools, parts, strict=True)]
    return _sets(pairs, promotion.most_per_bill, promotion.value)


def _buy_get(promotion: Promotion, basket: Sequence[BasketLine], pool: Sequence[_Run]) -> _Found:
    if promotion.gets is Gets.NAMED:
        return _named(promotion, basket, pool)
    pools: list[list[_Run]] = [list(pool)]
    if promotion.gets is Gets.SAME:
        by_product: dict[bytes, list[_Run]] = {}
        for run in pool:
            by_product.setdefault(basket[run.index].product, []).append(run)
        pools = list(by_product.values())
    off, weights, left = 0, {}, promotion.most_per_bill
    for each in pools:
        times, found, parts = _free_of(promotion, each, left)
        off += found
        weights.update(parts)
        left = None if left is None else left - times
    return off, weights


def _free_of(promotion: Promotion, pool: Sequence[_Run], most: int | None) -> tuple[int, int, dict[int, int]]:
    """Goods stand from dear to cheap; of each X + Y of them the last Y are free."""
    buy, get = promotion.buy_quantity, promotion.get_quantity
    times = sum(run.quantity for run in pool) // (buy + get)
    if most is not None:
        times = min(times, most)
    end = times * (buy + get)

    def free_before(at: int) -> int:
        whole, rest = divmod(min(at, end), buy + get)
        return whole * get + max(0, rest - buy)

    off = at = 0
    for run in pool:
        free = free_before(at + run.quantity) - free_before(at)
        off += run.part(free)
        at += run.quantity
    return times, off, _first(pool, end)


def _named(promotion: Promotion, basket: Sequence[BasketLine], pool: Sequence[_Run]) -> _Found:
    """What is named as free is free for every so many bought; it has to be on the bill."""
    gets = [item for item in promotion.items if item.role is Role.GET]
    free = [run for run in pool if any(_is(item, basket[run.index]) for item in gets)]
    bought = [run for run in pool if run not in free]
    times = min(
        sum(run.quantity for run in bought) // promotion.buy_quantity,
        sum(run.quantity for run in free) // promotion.get_quantity,
    )
    if promotion.most_per_bill is not None:
        times = min(times, promotion.most_per_bill)
    given = _first(free, times * promotion.get_quantity)
    return sum(given.values()), given | _first(bought, times * promotion.buy_quantity)


_KINDS: dict[PromotionKind, Callable[[Promotion, Sequence[BasketLine], Sequence[_Run]], _Found]] = {
    PromotionKind.PERCENT: _percent,
    PromotionKind.AMOUNT: _amount,
    PromotionKind.SET_PRICE: _set_price,
    PromotionKind.BUY_GET: _buy_get,
    PromotionKind.BUNDLE: _bundle,
}
