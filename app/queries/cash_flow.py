"""Cash flow by the direct method: money that came and went, told apart by what stood against it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from app.domain.ledger import AccountRole
from app.domain.money import split
from app.queries.balances import money_balances
from db import connection as book
from db.sql import statements as sql

ONE_DAY = dt.timedelta(days=1)


class Flow(StrEnum):
    """What money came for or went to."""

    SALES = "sales"
    DEBTS = "debts"
    DEPOSITS = "deposits"
    OTHER_IN = "other_in"
    GOODS = "goods"
    BILLS = "bills"
    WAGES = "wages"
    MEMBERS = "members"
    EXPENSES = "expenses"
    ADVANCES = "advances"
    TAX = "tax"
    ASSETS = "assets"
    OWNERS = "owners"
    LOANS = "loans"
    LENT = "lent"
    SAVINGS = "savings"
    GRANTS = "grants"
    OPENING = "opening"


OPERATING = (
    Flow.SALES,
    Flow.DEBTS,
    Flow.DEPOSITS,
    Flow.OTHER_IN,
    Flow.GOODS,
    Flow.BILLS,
    Flow.WAGES,
    Flow.MEMBERS,
    Flow.EXPENSES,
    Flow.ADVANCES,
    Flow.TAX,
)
INVESTING = (Flow.ASSETS, Flow.LENT)
FINANCING = (Flow.OWNERS, Flow.LOANS, Flow.SAVINGS, Flow.GRANTS, Flow.OPENING)

_R = AccountRole
_BY_ROLE: dict[str, Flow] = {
    _R.RECEIVABLE: Flow.DEBTS,
    _R.MEMBER_RECEIVABLE: Flow.DEBTS,
    _R.BARTER_RECEIVABLE: Flow.DEBTS,
    _R.STAFF_RECEIVABLE: Flow.DEBTS,
    _R.DOUBTFUL_ALLOWANCE: Flow.DEBTS,
    _R.BAD_DEBT: Flow.DEBTS,
    _R.DOUBTFUL: Flow.DEBTS,
    _R.TAX_WITHHELD: Flow.DEBTS,
    _R.ADVANCE: Flow.ADVANCES,
    _R.INPUT_VAT: Flow.TAX,
    _R.OUTPUT_VAT: Flow.TAX,
    _R.VAT_PAYABLE: Flow.TAX,
    _R.INCOME_TAX: Flow.TAX,
    _R.STOCK_MATERIAL: Flow.GOODS,
    _R.STOCK_PACKAGING: Flow.GOODS,
    _R.STOCK_PRODUCT: Flow.GOODS,
    _R.WIP: Flow.GOODS,
    _R.STOCK_ALLOWANCE: Flow.GOODS,
    _R.SUPPLIES: Flow.GOODS,
    _R.ANIMALS: Flow.GOODS,
    _R.PREPAID: Flow.EXPENSES,
    _R.EQUIPMENT: Flow.ASSETS,
    _R.EQUIPMENT_WEAR: Flow.ASSETS,
    _R.LAND: Flow.ASSETS,
    _R.ASSET_GAIN: Flow.ASSETS,
    _R.ASSET_LOSS: Flow.ASSETS,
    _R.PAYABLE: Flow.BILLS,
    _R.BARTER_PAYABLE: Flow.BILLS,
    _R.ACCRUED: Flow.EXPENSES,
    _R.WAGES_PAYABLE: Flow.WAGES,
    _R.LABOUR: Flow.WAGES,
    _R.MEMBER_PAYABLE: Flow.MEMBERS,
    _R.CONSIGNMENT_PAYABLE: Flow.MEMBERS,
    _R.DEPOSITS: Flow.DEPOSITS,
    _R.CREDIT_NOTES: Flow.DEPOSITS,
    _R.CASH_OVER: Flow.OTHER_IN,
    _R.LOANS: Flow.LOANS,
    _R.MEMBER_LOANS: Flow.LENT,
    _R.INTEREST_RECEIVABLE: Flow.OTHER_IN,
    _R.INTEREST_PAYABLE: Flow.EXPENSES,
    _R.MEMBER_SAVINGS: Flow.SAVINGS,
    _R.DISTRIBUTION_PAYABLE: Flow.OWNERS,
    _R.GRANT_INCOME: Flow.GRANTS,
    _R.DEFERRED_INCOME: Flow.GRANTS,
    _R.DEFERRED_RELEASE: Flow.GRANTS,
    _R.PROJECT_MONEY: Flow.GRANTS,
}
_BY_GROUP: dict[str, Flow] = {
    "income": Flow.SALES,
    "other_income": Flow.OTHER_IN,
    "cost_of_sales": Flow.GOODS,
    "absorbed": Flow.GOODS,
    "fixed_assets": Flow.ASSETS,
    "long_term_liabilities": Flow.LOANS,
    "equity": Flow.OWNERS,
    "current_assets": Flow.DEBTS,
    "current_liabilities": Flow.BILLS,
}
_CREDIT = frozenset(
    {Flow.DEBTS, Flow.DEPOSITS, Flow.BILLS, Flow.WAGES, Flow.MEMBERS, Flow.ADVANCES, Flow.GRANTS}
)
"""What was left owing stands beside the money without being money."""


@dataclass(frozen=True, slots=True)
class CashFlow:
    """Money of a span by what it was for, satang, received positive; it closes to the money accounts."""

    first: dt.date
    last: dt.date
    flows: dict[Flow, int]
    opening: int
    closing: int

    def total(self, flows: tuple[Flow, ...]) -> int:
        """The sum of some flows."""
        return sum(self.flows.get(flow, 0) for flow in flows)

    @property
    def change(self) -> int:
        """By how much money grew."""
        return sum(self.flows.values())


def cash_flow(first: dt.date, last: dt.date) -> CashFlow:
    """Money that came and went from the first to the last day."""
    days = (first.isoformat(), last.isoformat())
    flows: defaultdict[Flow, int] = defaultdict(int)
    flows[Flow.SALES] += book.fetch_int(sql.MONEY_OF_SALES, days)
    for _document, parts in flows_by_document(first, last):
        for flow, amount in parts.items():
            flows[flow] += amount
    opening, closing = (
        sum(account.balance for account in money_balances(day)) for day in (first - ONE_DAY, last)
    )
    return CashFlow(first, last, {flow: amount for flow, amount in flows.items() if amount}, opening, closing)


def flows_by_document(first: dt.date, last: dt.date) -> Iterator[tuple[int, dict[Flow, int]]]:
    """Each document that moved money, by its id, with its flows; sales are left out, being of one flow."""
    days = (first.isoformat(), last.isoformat())
    wages: dict[int, int] = dict(book.fetch(sql.WAGES_PAID_IN_BATCHES, days))
    for document, rows in groupby(book.fetch(sql.AGAINST_MONEY, days + days), key=itemgetter(0)):
        yield document, _with_wages(_of_document(list(rows)), wages.get(document, 0))


def _with_wages(flows: dict[Flow, int], paid: int) -> dict[Flow, int]:
    """A batch's money with what it paid at once for work told apart from the rest of its cost."""
    if not paid:
        return flows
    goods, wages = flows.get(Flow.GOODS, 0) + paid, flows.get(Flow.WAGES, 0) - paid
    told = {**flows, Flow.GOODS: goods, Flow.WAGES: wages}
    return {flow: amount for flow, amount in told.items() if amount}


def _of_document(rows: list[book.Row]) -> dict[Flow, int]:
    """One document's money by flow: what was left owing lowers what it was for."""
    origin = rows[0][1]
    found: defaultdict[Flow, int] = defaultdict(int)
    for _id, _origin, _account, role, _type, group, _code, _name, _name_en, amount in rows:
        found[_BY_ROLE.get(role) or _BY_GROUP.get(group, Flow.EXPENSES)] += amount
    money = sum(found.values())
    if origin == "opening":
        return {Flow.OPENING: money}
    if origin in ("sale", "sale_return"):
        return {Flow.SALES: money}
    if origin == "barter":  # goods against goods move no money; only what was put on top does
        return {Flow.SALES if money > 0 else Flow.GOODS: money}
    against = {flow: amount for flow, amount in found.items() if flow in _CREDIT and amount * money < 0}
    own = [(flow, amount) for flow, amount in found.items() if amount * money > 0]
    owing = sum(against.values())
    if not against or not own:
        return dict(found)
    parts = split(abs(owing), [abs(amount) for _flow, amount in own])
    sign = 1 if money > 0 else -1
    result = {flow: amount for flow, amount in found.items() if flow not in against}
    for (flow, amount), part in zip(own, parts, strict=True):
        result[flow] = amount - sign * part
    return result
