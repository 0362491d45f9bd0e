"""What a round came to: cash and full cost, return over each, per rai, unit and hour, break-even.

Cash is what is settled in money; book is cash and own produce from a store; full is book and what was
one's own. Amounts are satang, quantities and hours thousandths, unit figures ten-thousandths of a satang.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from app.domain import money
from app.domain.break_even import BreakEven, benefit_cost_hundredths, break_even, return_per_hour_e4
from app.domain.cost_lines import NOTHING, Values, total_of
from app.domain.household.rounds_words import CostKind, Purpose, Settlement
from app.domain.household.trades_size import SizeUnit, per_size


@dataclass(frozen=True, slots=True)
class RoundCost:
    """A cost as it was posted."""

    kind: CostKind
    settlement: Settlement
    amount: int
    step: str = ""
    is_fixed: bool = False
    hours_milli: int = 0
    description: str = ""

    @property
    def values(self) -> Values:
        """What it counts for in cash, in the books and in full."""
        return Values(
            self.amount if self.settlement.is_cash else 0,
            self.amount if self.settlement.is_posted else 0,
            self.amount,
        )

    @property
    def is_own_labour(self) -> bool:
        """Work of the family that nobody was paid for."""
        return self.kind is CostKind.LABOUR and self.settlement is Settlement.OWN


@dataclass(frozen=True, slots=True)
class RoundOutput:
    """Part of a harvest as it was posted; ``amount`` of what is unsold is its cost, else its value."""

    purpose: Purpose
    quantity_milli: int
    amount: int
    is_by_product: bool = False


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What was planned; figures of nothing were not planned."""

    quantity_milli: int = 0
    price_e4: int = 0
    cash_cost: int = 0
    full_cost: int = 0

    @property
    def value(self) -> int:
        """Planned value of the harvest."""
        return money.times(self.price_e4, self.quantity_milli)

    @property
    def is_empty(self) -> bool:
        """Nothing was planned."""
        return not (self.quantity_milli or self.cash_cost or self.full_cost)


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """All that was posted of a round, and its size and plan."""

    costs: Sequence[RoundCost] = ()
    outputs: Sequence[RoundOutput] = ()
    size_milli: int = 0
    size_unit: SizeUnit = SizeUnit.NONE
    plan: RoundPlan = field(default_factory=RoundPlan)


@dataclass(frozen=True, slots=True)
class RoundResult:
    """Everything that is told of a round; figures per unit are None where nothing is known to divide by."""

    facts: RoundFacts
    total: Values
    """All costs."""
    fixed: Values
    kept: Values
    """The share of the costs that stays with what is not sold yet."""
    own_labour: int
    own_hours_milli: int
    value: int
    """Value of what was sold and kept; what is unsold or spoiled has none."""
    sold: int
    kept_value: int
    """Of the value what is no money."""
    main_value: int
    quantity_milli: int
    """Of the main produce what is good: valued and unsold."""
    valued_milli: int
    spoiled_milli: int

    @property
    def cost(self) -> Values:
        """The costs that stand against the value: all less what stays with the unsold."""
        return self.total - self.kept

    @property
    def variable(self) -> int:
        """Full variable cost that stands against the value."""
        return self.cost.full - self.fixed_cost

    @property
    def fixed_cost(self) -> int:
        """Full fixed cost that stands against the value."""
        return self.fixed.full - money.share(self.fixed.full, self.kept.full, self.total.full or 1)

    @property
    def over_cash(self) -> int:
        """Return over what was paid in money."""
        return self.value - self.cost.cash

    @property
    def over_variable(self) -> int:
        """Return over variable cost, one's own included."""
        return self.value - self.variable

    @property
    def over_book(self) -> int:
        """What the household's income gains: value less what was posted."""
        return self.value - self.cost.book

    @property
    def over_full(self) -> int:
        """Return over all costs."""
        return self.value - self.cost.full

    @property
    def unit_price_e4(self) -> int | None:
        """Mean value of one unit of the main produce."""
        return self._each(self.main_value)

    @property
    def unit_cash_e4(self) -> int | None:
        """Cash cost of a unit."""
        return self._each(self.cost.cash)

    @property
    def unit_cost_e4(self) -> int | None:
        """Full cost of a unit."""
        return self._each(self.cost.full)

    @property
    def unit_variable_e4(self) -> int | None:
        """Full variable cost of a unit, less what by-products brought."""
        return self._each(self.variable - (self.value - self.main_value))

    @property
    def unit_return_e4(self) -> int | None:
        """Return over all costs of a unit."""
        return self._each(self.over_full)

    @property
    def contribution_e4(self) -> int | None:
        """What a unit leaves over its variable cost."""
        return self._each(self.over_variable)

    @property
    def break_even(self) -> BreakEven | None:
        """From which quantity on nothing is lost, by the contribution as it is; None where it never is."""
        return self._break_even(1)

    @property
    def break_even_rounded(self) -> BreakEven | None:
        """The same by price and contribution rounded to satang, as the published tables divide."""
        return self._break_even(money.E4)

    def _break_even(self, step: int) -> BreakEven | None:
        price, contribution = self.unit_price_e4, self.contribution_e4
        if price is None or contribution is None:
            return None
        price = money.divide_round(price, step) * step
        return break_even(self.fixed_cost, price, price - money.divide_round(contribution, step) * step)

    @property
    def break_even_price_e4(self) -> int | None:
        """At which price of a unit all costs are just covered."""
        return self._each(self.cost.full - (self.value - self.main_value))

    @property
    def break_even_cash_price_e4(self) -> int | None:
        """At which price of a unit the money spent just comes back."""
        return self._each(self.cost.cash - (self.value - self.main_value))

    @property
    def benefit_cost_hundredths(self) -> int:
        """Value for each baht of all costs (B/C); 0 where there is no cost."""
        return benefit_cost_hundredths(self.value, self.cost.full)

    @property
    def hour_e4(self) -> int | None:
        """What an hour of own work earned; None where no hours were entered."""
        if self.own_hours_milli <= 0:
            return None
        own = self.own_labour - money.share(self.own_labour, self.kept.full, self.total.full or 1)
        return return_per_hour_e4(self.value, self.cost.full - own, self.own_hours_milli)

    def per_size(self, figure: int) -> int | None:
        """A figure for each rai, head, kilo or piece; None where the size is not known."""
        return per_size(figure, self.facts.size_milli, self.facts.size_unit)

    def _each(self, figure: int) -> int | None:
        return money.unit_cost_e4(figure, self.valued_milli) if self.valued_milli > 0 else None


def round_result(facts: RoundFacts) -> RoundResult:
    """Work out a round from what was posted; it may still be going on."""
    costs, outputs = facts.costs, facts.outputs
    total = total_of(cost.values for cost in costs)
    main = [each for each in outputs if not each.is_by_product]
    valued = sum(each.quantity_milli for each in main if each.purpose.has_value)
    unsold = sum(each.quantity_milli for each in main if each.purpose is Purpose.UNSOLD)
    own = [cost for cost in costs if cost.is_own_labour]
    worth = [each for each in outputs if each.purpose.has_value]
    return RoundResult(
        facts=facts,
        total=total,
        fixed=total_of(cost.values for cost in costs if cost.is_fixed),
        kept=kept_cost(
            total, sum(x.amount for x in outputs if x.purpose is Purpose.UNSOLD), unsold, valued + unsold
        ),
        own_labour=sum(cost.amount for cost in own),
        own_hours_milli=sum(cost.hours_milli for cost in own),
        value=sum(each.amount for each in worth),
        sold=sum(each.amount for each in worth if each.purpose is Purpose.SOLD),
        kept_value=sum(each.amount for each in worth if each.purpose.is_kept),
        main_value=sum(each.amount for each in worth if not each.is_by_product),
        quantity_milli=valued + unsold,
        valued_milli=valued,
        spoiled_milli=sum(each.quantity_milli for each in main if each.purpose is Purpose.SPOILED),
    )


def kept_cost(total: Values, posted: int, unsold_milli: int, good_milli: int) -> Values:
    """The three costs that stay with the unsold: ``posted`` as it stands, one's own by quantity."""
    if unsold_milli <= 0 or good_milli <= 0:
        return NOTHING
    return Values(
        money.share(posted, total.cash, total.book) if total.book else 0,
        posted,
        posted + money.share(total.imputed, unsold_milli, good_milli),
    )


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the official table: in money, not in money; together is their sum."""

    key: str
    cash: int
    own: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.cash + self.own


def by_kind(costs: Iterable[RoundCost], *, fixed: bool) -> tuple[TableRow, ...]:
    """Variable or fixed costs by kind, in the order of the official table."""
    chosen = [cost for cost in costs if cost.is_fixed is fixed]
    return _rows(chosen, lambda cost: cost.kind.value, [kind.value for kind in CostKind])


def by_step(costs: Sequence[RoundCost], order: Sequence[str] = ()) -> tuple[TableRow, ...]:
    """Costs by step: the trade's own steps first, then others as they first appear."""
    steps = dict.fromkeys([*order, *(cost.step for cost in costs)])
    return _rows(costs, lambda cost: cost.step, list(steps))


def _rows(
    costs: Iterable[RoundCost], key: Callable[[RoundCost], str], order: Sequence[str]
) -> tuple[TableRow, ...]:
    sums: dict[str, Values] = {}
    for cost in costs:
        sums[key(cost)] = sums.get(key(cost), NOTHING) + cost.values
    return tuple(
        TableRow(each, sums[each].cash, sums[each].full - sums[each].cash)
        for each in order
        if each in sums and sums[each] != NOTHING
    )
