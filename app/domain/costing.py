"""Results of a batch, a round or a month from their costs, and the door to the costing engine.

``cost_lines`` adds up what went in, ``joint_cost`` shares it over what came out, ``break_even``
says what that means for prices; all three can be imported from here.
"""

from dataclasses import dataclass

from app.domain import money
from app.domain.break_even import (
    BreakEven,
    MarginTooLargeError,
    PriceAt,
    benefit_cost_hundredths,
    break_even,
    make_up_bp,
    margin_bp,
    markup_bp,
    plain_shares_bp,
    price_at_margin,
    price_at_markup,
    price_table,
    return_per_hour_e4,
)
from app.domain.cost_lines import (
    NOTHING,
    BatchCost,
    CostKind,
    CostLine,
    Difference,
    NegativeCostError,
    PersonMissingError,
    Settlement,
    Values,
    batch_cost,
    check_people,
    compare,
    cost_line,
    line_values,
    stock_line,
    total_of,
)
from app.domain.joint_cost import (
    Allocation,
    JointBasis,
    NoOutputError,
    Output,
    OutputCost,
    OutputKind,
    OutputQuantityError,
    PercentSumError,
    allocate_outputs,
    unit_cost,
    wip_share,
)

__all__ = [
    "NOTHING",
    "Allocation",
    "BatchCost",
    "BatchResult",
    "BreakEven",
    "CostKind",
    "CostLine",
    "Difference",
    "JointBasis",
    "MarginTooLargeError",
    "NegativeCostError",
    "NoOutputError",
    "Output",
    "OutputCost",
    "OutputKind",
    "OutputQuantityError",
    "Overhead",
    "PercentSumError",
    "PersonMissingError",
    "PriceAt",
    "Settlement",
    "SoldResult",
    "Values",
    "allocate_outputs",
    "batch_cost",
    "batch_result",
    "benefit_cost_hundredths",
    "break_even",
    "check_people",
    "compare",
    "cost_line",
    "line_values",
    "make_up_bp",
    "margin_bp",
    "markup_bp",
    "plain_shares_bp",
    "price_at_margin",
    "price_at_markup",
    "price_table",
    "return_per_hour_e4",
    "stock_line",
    "total_of",
    "unit_cost",
    "wip_share",
]

_NEW_RATE_ABOVE_BP = 2_000
"""Absorbed and billed may differ by 20 % before a new recipe rate is offered."""


@dataclass(frozen=True, slots=True)
class Overhead:
    """A month's bills of one kind against what batches took of them."""

    billed: int
    absorbed: int

    @property
    def remainder(self) -> int:
        """What stays in the month's result; negative when batches took too much."""
        return self.billed - self.absorbed

    @property
    def wants_new_rate(self) -> bool:
        """The recipe rate is more than 20 % off."""
        if not self.billed:
            return self.absorbed != 0
        return abs(self.remainder) > money.percent(abs(self.billed), _NEW_RATE_ABOVE_BP)

    def new_rate_e4(self, rate_e4: int) -> int:
        """The recipe rate (e4) that would have absorbed the bills exactly."""
        return money.share(rate_e4, self.billed, self.absorbed) if self.absorbed else rate_e4


@dataclass(frozen=True, slots=True)
class SoldResult:
    """Income from goods against the cost of exactly those goods."""

    income: int
    cost: Values

    @property
    def book_profit(self) -> int:
        """Profit as posted, distributable."""
        return self.income - self.cost.book

    @property
    def imputed(self) -> int:
        """Free labour and gifts in the goods that were sold."""
        return self.cost.imputed

    @property
    def full_profit(self) -> int:
        """Book profit less what was given for nothing."""
        return self.income - self.cost.full

    @property
    def cash_result(self) -> int:
        """Income less what is settled in money."""
        return self.income - self.cost.cash


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch or round earned: over each cost, per unit, per hour; amounts in satang."""

    income: int
    quantity_milli: int
    cost: BatchCost
    over_cash: int
    over_variable: int
    over_book: int
    over_full: int
    unit_price_e4: int
    unit_cost_e4: int
    unit_variable_e4: int
    contribution_e4: int
    benefit_cost_hundredths: int
    own_hour_e4: int
    break_even: BreakEven | None


def batch_result(income: int, quantity_milli: int, cost: BatchCost) -> BatchResult:
    """Results of selling ``quantity_milli`` for ``income``, at full cost unless the name says else.

    Unit figures are worked out from the unrounded totals. Raises OutputQuantityError.
    """
    if quantity_milli <= 0:
        raise OutputQuantityError
    price_e4 = money.unit_cost_e4(income, quantity_milli)
    variable_e4 = money.unit_cost_e4(cost.variable.full, quantity_milli)
    return BatchResult(
        income=income,
        quantity_milli=quantity_milli,
        cost=cost,
        over_cash=income - cost.total.cash,
        over_variable=income - cost.variable.full,
        over_book=income - cost.total.book,
        over_full=income - cost.total.full,
        unit_price_e4=price_e4,
        unit_cost_e4=money.unit_cost_e4(cost.total.full, quantity_milli),
        unit_variable_e4=variable_e4,
        contribution_e4=money.unit_cost_e4(income - cost.variable.full, quantity_milli),
        benefit_cost_hundredths=benefit_cost_hundredths(income, cost.total.full),
        own_hour_e4=return_per_hour_e4(income, cost.total.full - cost.own_labour.full, cost.own_hours_milli),
        break_even=break_even(cost.fixed.full, price_e4, variable_e4),
    )
