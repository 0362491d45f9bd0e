"""What production cost and what left stock over a span: figures of the statements of cost."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from app.domain.ledger import AccountRole
from app.queries.balances import balances, movements
from app.queries.profit import CostShare, IncomeStatement, cost_make_up, income_statement
from db import connection as book
from db.sql import statements as sql

ONE_DAY = dt.timedelta(days=1)
ANIMALS = frozenset({AccountRole.ANIMAL_COST, AccountRole.ANIMAL_LOSS})
MADE_OR_MOVED = frozenset({"produce", "consume", "purchase", "received", "opening", "transfer"})


def _roles(day: dt.date) -> dict[str, int]:
    return {row.role: row.balance for row in balances(day) if row.role}


@dataclass(frozen=True, slots=True)
class CostOfProduction:
    """Cost that went into batches, in three values by kind, and what came out; satang."""

    first: dt.date
    last: dt.date
    inputs: tuple[CostShare, ...]
    opening_wip: int
    closing_wip: int
    made: int
    made_full: int
    """What entered stock, at full cost."""
    unabsorbed: IncomeStatement
    """Its ``production`` lines: bills of the time, less what batches took of them."""

    @property
    def put_in(self) -> int:
        """Book cost put into batches."""
        return sum(each.value for each in self.inputs)

    @property
    def finished(self) -> int:
        """Cost of what was finished: what was begun and put in, less what is still being made."""
        return self.opening_wip + self.put_in - self.closing_wip

    @property
    def lost(self) -> int:
        """Waste beyond the usual and differences in price, which never entered stock."""
        return self.finished - self.made

    @property
    def imputed(self) -> int:
        """Free labour and things given, in what was put in."""
        return sum(each.full_value - each.value for each in self.inputs)


def cost_of_production(first: dt.date, last: dt.date) -> CostOfProduction:
    """What batches of a span took and made."""
    before, after = _roles(first - ONE_DAY), _roles(last)
    made = made_full = 0
    for _kind, purpose, value, _cash, full in book.fetch(
        sql.STOCK_BY_REASON, (first.isoformat(), last.isoformat())
    ):
        if purpose == "produce":
            made += value
            made_full += full
    return CostOfProduction(
        first,
        last,
        cost_make_up(first, last),
        before.get(AccountRole.WIP, 0),
        after.get(AccountRole.WIP, 0),
        made,
        made_full,
        income_statement(first, last),
    )


@dataclass(frozen=True, slots=True)
class CostOfSales:
    """Finished goods from opening to closing stock, and the accounts of cost of sales; satang."""

    opening: int
    closing: int
    moves: dict[str, int]
    """Value that finished goods gained (or lost) by reason of the movement."""
    other_goods: int
    """Materials and packaging that left stock otherwise than into a batch."""
    animals: int
    """Cost of animals that were sold, died or were lost; they lie in herds, not in stock."""
    statement: IncomeStatement

    def moved(self, reasons: Collection[str]) -> int:
        """The movements of some reasons."""
        return sum(self.moves.get(reason, 0) for reason in reasons)

    @property
    def adjusted(self) -> int:
        """What changed the account of finished goods beside its movements."""
        return self.closing - self.opening - sum(self.moves.values())

    @property
    def for_sale(self) -> int:
        """Opening stock with all that came in."""
        return (
            self.opening
            + self.moved(("produce", "purchase", "received", "opening", "consume"))
            + self.adjusted
        )

    @property
    def gone(self) -> int:
        """Goods that left for good: sold, spoiled, short in the count."""
        return self.for_sale - self.closing

    @property
    def remainder(self) -> int:
        """Cost of sales that came from no stock (price differences, waste), less goods given away."""
        return self.statement.total_cost_of_sales - self.gone - self.other_goods - self.animals


def cost_of_sales(first: dt.date, last: dt.date) -> CostOfSales:
    """The finished goods of a span, and what left them."""
    before, after = _roles(first - ONE_DAY), _roles(last)
    moves: dict[str, int] = {}
    other = 0
    for kind, purpose, value, _cash, _full in book.fetch(
        sql.STOCK_BY_REASON, (first.isoformat(), last.isoformat())
    ):
        if kind == "product":
            moves[purpose] = moves.get(purpose, 0) + value
        elif purpose not in MADE_OR_MOVED:
            other -= value
    return CostOfSales(
        before.get(AccountRole.STOCK_PRODUCT, 0),
        after.get(AccountRole.STOCK_PRODUCT, 0),
        moves,
        other,
        sum(row.balance for row in movements(first, last) if row.role in ANIMALS),
        income_statement(first, last),
    )


@dataclass(frozen=True, slots=True)
class ProfitPart:
    """Result of one section, project, channel or day, satang; an empty code is what bears no mark."""

    code: str
    name: str
    income: int
    cost: int
    expenses: int
    other: int

    @property
    def gross(self) -> int:
        """Income less cost of sales."""
        return self.income - self.cost

    @property
    def profit(self) -> int:
        """Book profit of the part."""
        return self.gross - self.expenses + self.other


_BY = {
    "section": sql.PROFIT_BY_SECTION,
    "project": sql.PROFIT_BY_PROJECT,
    "channel": sql.PROFIT_BY_CHANNEL,
    "day": sql.PROFIT_BY_DAY,
}


def profit_by(what: str, first: dt.date, last: dt.date) -> tuple[ProfitPart, ...]:
    """Result of a span told apart by "section", "project" or "channel"; together the book profit."""
    return tuple(ProfitPart(*row) for row in book.fetch(_BY[what], (first.isoformat(), last.isoformat())))


def profit_by_day(first: dt.date, last: dt.date) -> tuple[ProfitPart, ...]:
    """Days that sold, with the bills of the day; last, with an empty code, the rest of the book profit."""
    days = [part for part in profit_by("day", first, last) if part.income]
    whole = income_statement(first, last)
    rest = ProfitPart(
        "",
        "",
        whole.total_income - sum(part.income for part in days),
        whole.total_cost_of_sales - sum(part.cost for part in days),
        whole.total_expenses - sum(part.expenses for part in days),
        sum(line.amount for line in whole.other_income) - sum(part.other for part in days),
    )
    return (*days, rest) if rest.profit or rest.income or rest.expenses else tuple(days)


def imputed_by_day(first: dt.date, last: dt.date) -> dict[str, int]:
    """Free labour and things given in what was sold, by ISO day."""
    return dict(book.fetch(sql.IMPUTED_BY_DAY, (first.isoformat(), last.isoformat())))


@dataclass(frozen=True, slots=True)
class BatchSales:
    """What was sold out of one batch in a span: quantity in thousandths, satang."""

    number: str
    code: str
    product: str
    made_on: dt.date
    quantity: int
    unit: str
    amount: int
    value: int
    full_value: int


def profit_by_batch(first: dt.date, last: dt.date) -> tuple[BatchSales, ...]:
    """Sales of a span by the batch that the goods came from."""
    rows = book.fetch(sql.SOLD_BY_BATCH, (first.isoformat(), last.isoformat()))
    return tuple(
        BatchSales(number, code, product, dt.date.fromisoformat(on), quantity, unit, amount, value, full)
        for number, code, product, on, quantity, unit, amount, value, full in rows
    )
