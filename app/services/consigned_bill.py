"""A bill inside a settlement: goods that a shop sold for us, or the fee for work on somebody's material."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain import money
from app.domain.consignment import CommissionTooLargeError, PaidWith, money_in_all
from app.domain.ledger import AccountRole
from app.domain.sale import PricedLine, PricedSale, SaleLineDraft
from app.services.journal import account_id
from app.services.sales import income_role
from app.services.settlements import move_money
from app.services.stock import ProductFacts, StockWriter
from app.services.unit_of_work import Entry
from app.services.vat import write_sale_tax
from db import connection as book
from db.sql import consignment as sql


@dataclass(frozen=True, slots=True)
class BilledLine:
    """A product, how much of its base unit (thousandths), and for how much in all (satang)."""

    product: ProductFacts
    quantity: int
    gross: int


def write_bill(
    entry: Entry,
    stock: StockWriter,
    lines: Sequence[BilledLine],
    *,
    party_id: int,
    location_id: int,
    channel: str,
    kept: int,
    moneys: tuple[PaidWith, ...],
) -> int:
    """Post income at the full price, cost of the goods, what the other keeps, money, what is still owed.

    Answers how much was paid. Raises CommissionTooLargeError, SettleAmountError, NotMoneyAccountError,
    UnknownAccountError.
    """
    total = money.checked_amount(sum(line.gross for line in lines))
    paid = money_in_all(moneys)
    if kept < 0 or kept + paid > total:
        raise CommissionTooLargeError
    cost = 0
    income: dict[AccountRole, int] = {}
    for line_no, line in enumerate(lines, start=1):
        _line(entry, line)
        role = income_role(line.product)
        income[role] = income.get(role, 0) + line.gross
        if line.product.is_stocked:
            cost += stock.issue(
                line.product, line.quantity, location_id=location_id, purpose="sale", for_line=line_no
            ).value
    entry.add(
        "sale",
        location_id=location_id,
        channel=channel,
        subtotal=total,
        discount=0,
        rounding=0,
        total=total,
        change=0,
    )
    tender = book.fetch_int(sql.ON_ACCOUNT)
    if total:
        entry.add("payment", tender_id=tender, amount=total, tendered=total, fee=0, reference="")
    for part in write_sale_tax(
        entry, _priced(lines, total), [(line.product.id, line.product.vat_class) for line in lines]
    ):
        if part.for_line is not None:
            income[income_role(lines[part.for_line - 1].product)] -= part.tax
    for role, amount in income.items():
        entry.line(account_id(role), -amount, channel=channel)
    entry.line(account_id(AccountRole.COMMISSION_PAID), kept, channel=channel)
    move_money(entry, moneys, 1)
    entry.line(account_id(AccountRole.RECEIVABLE), total - kept - paid, party_id=party_id)
    entry.line(account_id(AccountRole.COST_OF_SALES), cost, channel=channel)
    stock.finish()
    return paid


def _line(entry: Entry, line: BilledLine) -> None:
    entry.add(
        "sale_line",
        product_id=line.product.id,
        description=line.product.name,
        quantity=line.quantity,
        unit=line.product.unit,
        base_quantity=line.quantity,
        unit_price_e4=money.unit_cost_e4(line.gross, line.quantity),
        gross=line.gross,
        discount=0,
        bill_discount=0,
        amount=line.gross,
        vat_class=line.product.vat_class,
    )


def _priced(lines: Sequence[BilledLine], total: int) -> PricedSale:
    priced = tuple(
        PricedLine(
            SaleLineDraft(line.product.uid, line.product.name, line.quantity, line.product.unit, 0),
            line.gross,
            0,
            0,
            line.gross,
        )
        for line in lines
    )
    return PricedSale(priced, total, 0, 0, 0, total)
