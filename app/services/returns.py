"""Taking goods back and voiding receipts: at what was stored with the sale, never worked out anew."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole
from app.domain.sale import (
    Condition,
    PricedReturnLine,
    SaleReturnDraft,
    SoldAmounts,
    SoldLine,
    SoldSale,
    TenderDraft,
    price_return,
)
from app.domain.session import Limit, Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.costing import recipe_unit_cost
from app.services.dimensions import about_as_document
from app.services.journal import account_id
from app.services.promoting import write_return as write_promotions_back
from app.services.reversal import reverse
from app.services.sale_extras import ReturnLineWriting, ReturnWriting, return_parts
from app.services.sales import (
    SALE_CHANGES,
    PartyNeededError,
    PostedSale,
    add_values,
    income_role,
    owes,
)
from app.services.stock import StockWriter, Values
from app.services.tenders import tender_facts
from app.services.tills import drawer_for
from app.services.unit_of_work import Entry, Posted, post
from app.services.vat import write_return_tax
from app.thai.normalise import clean_line, clean_text
from db import connection as book
from db.sql import sales as sql


class UnknownSaleError(UserError):
    """No receipt has this number."""

    message = N_("There is no receipt with this number.")


class SaleVoidedError(UserError):
    """The receipt was voided already."""

    message = N_("{number} was voided already, by {reversal}.")


class HasReturnsError(UserError):
    """A sale of which something came back cannot be voided as a whole."""

    message = N_("Goods of {number} were returned already ({returned}); please return the rest instead.")


class ReasonNeededError(UserError):
    """A void without a reason."""

    message = N_("Please say why.")


class RefundDiffersError(UserError):
    """The refund is not what the returned goods were worth."""

    message = N_("The refund has to be exactly what the returned goods cost the customer.")


@dataclass(frozen=True, slots=True)
class _Sold:
    """A posted sale read back for a return or a void."""

    id: int
    number: str
    party_id: int | None
    location_id: int
    channel: str
    voided_by: str | None
    sale: SoldSale
    products: dict[int, tuple[int, str, str, str, int]]
    lots: dict[int, int | None]


def _sold(uid: bytes) -> _Sold:
    header = book.fetch_one(sql.SALE_HEADER, (uid,))
    if header is None or header[1] != DocumentKind.SALE:
        raise UnknownSaleError
    document_id = header[0]
    costs: dict[int, Values] = {}
    lots: dict[int, int | None] = {}
    for line_no, lot_id, _quantity, value, cash, full in book.fetch(sql.LINE_COSTS, (document_id,)):
        costs[line_no] = add_values(costs.get(line_no, Values(0, 0, 0)), Values(value, cash, full))
        lots.setdefault(line_no, lot_id)
    returned = {row[0]: (row[1], row[2]) for row in book.fetch(sql.RETURNED, (document_id,))}
    lines = []
    products: dict[int, tuple[int, str, str, str, int]] = {}
    for row in book.fetch(sql.LINES, (document_id,)):
        line_no, product_id, description, unit, vat_class, price, quantity, base, *rest = row
        gross, discount, bill_discount, amount = rest
        cost = costs.get(line_no, Values(0, 0, 0))
        products[line_no] = (product_id, description, unit, vat_class, price)
        lines.append(
            SoldLine(
                line_no,
                SoldAmounts(
                    quantity,
                    base,
                    gross,
                    discount,
                    bill_discount,
                    amount,
                    cost.value,
                    cost.cash_value,
                    cost.full_value,
                ),
                returned.get(line_no, (0, 0))[0],
            )
        )
    sale = SoldSale(tuple(lines), header[5], sum(amount for _quantity, amount in returned.values()))
    return _Sold(document_id, header[2], header[4], header[6], header[7], header[8], sale, products, lots)


def sold_sale(uid: bytes) -> SoldSale:
    """A posted sale as a return needs it; raises UnknownSaleError."""
    return _sold(uid).sale


def post_return(session: Session, draft: SaleReturnDraft, *, on: dt.date) -> PostedSale:
    """Take goods back, in whole or part, at what was stored with the sale.

    Sellable goods go back to stock at their stored cost, spoiled ones become an expense. The tenders
    say how the money goes back (an account tender lowers the customer's debt). Raises OverLimitError,
    UnknownSaleError, SaleVoidedError, EmptyReturnError, QuantityAlreadyReturnedError,
    LineNotOnReceiptError, RefundDiffersError, PartyNeededError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        _write_return(entry, draft, on)

    return PostedSale(post(session, Permission.RETURN, draft.uid, write), 0)


def _write_return(entry: Entry, draft: SaleReturnDraft, on: dt.date) -> None:
    sold = _sold(draft.sale_uid)
    if sold.voided_by is not None:
        raise SaleVoidedError(number=sold.number, reversal=sold.voided_by)
    priced = price_return(draft, sold.sale)
    entry.document(
        DocumentKind.SALE_RETURN,
        on,
        priced.total,
        party_id=sold.party_id,
        reason=clean_text(draft.reason) or None,
        **about_as_document(draft.sale_uid),
    )
    stock = StockWriter(entry, recipe_unit_cost)
    writing = ReturnWriting(entry, sold.id, stock, sold.location_id, sold.channel, sold.party_id)
    for line in priced.lines:
        writing.lines.append(_return_line(entry, stock, sold, line))
    write_promotions_back(entry, sold.id, priced)
    return_parts(writing)
    income: dict[AccountRole, int] = {}
    cost = spoiled = 0
    for each in writing.lines:
        role = income_role(each.product)
        income[role] = income.get(role, 0) + each.own_amount
        _move_back(stock, sold, each)
        cost += each.own_cost.value
        if each.priced.draft.condition is Condition.SPOILED:
            spoiled -= each.own_cost.value
    entry.add(
        "sale",
        location_id=sold.location_id,
        channel=sold.channel,
        subtotal=sum(line.amounts.gross - line.amounts.discount for line in priced.lines),
        discount=sum(line.amounts.bill_discount for line in priced.lines),
        rounding=priced.rounding,
        total=priced.total,
        change=0,
        returns_id=sold.id,
    )
    _refund(entry, draft.tenders, -priced.total, sold.party_id, sold.channel)
    rounding = priced.rounding
    for part in write_return_tax(
        entry,
        priced,
        sold.id,
        sold.sale,
        [each.product.id for each in writing.lines],
        [each.own_amount for each in writing.lines],
    ):
        if part.for_line is None:
            rounding -= part.tax
        else:
            income[income_role(writing.lines[part.for_line - 1].product)] -= part.tax
    for role, amount in income.items():
        entry.line(account_id(role), -amount, channel=sold.channel)
    entry.line(account_id(AccountRole.ROUNDING), -rounding)
    entry.line(account_id(AccountRole.COST_OF_SALES), cost, channel=sold.channel)
    entry.line(account_id(AccountRole.SPOILED), spoiled)
    stock.finish()
    entry.changes = SALE_CHANGES


def _return_line(entry: Entry, stock: StockWriter, sold: _Sold, line: PricedReturnLine) -> ReturnLineWriting:
    product_id, description, unit, vat_class, price = sold.products[line.draft.line_no]
    amounts = line.amounts
    line_no = entry.add(
        "sale_line",
        product_id=product_id,
        description=description,
        quantity=amounts.quantity_milli,
        unit=unit,
        base_quantity=amounts.base_quantity_milli,
        unit_price_e4=price,
        gross=amounts.gross,
        discount=amounts.discount,
        bill_discount=amounts.bill_discount,
        amount=amounts.amount,
        vat_class=vat_class,
        returns_line=line.draft.line_no,
        condition=line.draft.condition.value,
    )
    return ReturnLineWriting(
        line_no,
        line.draft.line_no,
        stock.product_by_id(product_id),
        line,
        amounts.base_quantity_milli,
        amounts.amount,
        Values(amounts.value, amounts.cash_value, amounts.full_value),
    )


def _move_back(stock: StockWriter, sold: _Sold, line: ReturnLineWriting) -> None:
    if not line.product.is_stocked or not line.own_base:
        return
    cost = line.own_cost
    back = Values(-cost.value, -cost.cash_value, -cost.full_value)
    lot_id = sold.lots.get(line.returns_line)
    moves = [("return", -line.own_base, back)]
    if line.priced.draft.condition is Condition.SPOILED:
        moves.append(("spoil", line.own_base, Values(-back.value, -back.cash_value, -back.full_value)))
    for purpose, quantity, values in moves:
        stock.move_back(
            line.product,
            quantity,
            values,
            location_id=sold.location_id,
            purpose=purpose,
            lot_id=lot_id,
            for_line=line.line_no,
        )


def _refund(
    entry: Entry, tenders: Sequence[TenderDraft], amount: int, party_id: int | None, channel: str
) -> None:
    if sum(tender.amount for tender in tenders) != amount or any(t.amount < 0 for t in tenders):
        raise RefundDiffersError
    money_back = 0
    drawer = drawer_for(entry)
    for tender in tenders:
        if not tender.amount:
            continue
        facts = tender_facts(tender.tender_uid)
        if facts.kind != "account":
            money_back += tender.amount
        elif party_id is None:
            raise PartyNeededError
        entry.add(
            "payment",
            tender_id=facts.id,
            amount=-tender.amount,
            tendered=-tender.amount,
            fee=0,
            reference=clean_line(tender.reference, 200),
        )
        entry.line(
            drawer.account_id if facts.is_cash and drawer is not None else facts.account_id,
            -tender.amount,
            party_id=owes(facts, party_id),
            channel=channel,
        )
    entry.session.require_within(Limit.REFUND, money_back, Permission.RETURN)


def void_sale(session: Session, sale_uid: bytes, *, on: dt.date, reason: str, uid: bytes) -> Posted:
    """Void a whole sale with a reason: a reversal that stays beside it for ever.

    Raises UnknownSaleError, SaleVoidedError, HasReturnsError, ReasonNeededError, NotPermittedError,
    OverLimitError (more money goes back than one may give back alone).
    """
    session.require(Permission.VOID)
    if not clean_text(reason):
        raise ReasonNeededError
    sold = _sold(sale_uid)
    if sold.voided_by is not None:
        raise SaleVoidedError(number=sold.number, reversal=sold.voided_by)
    returns = book.fetch(sql.STANDING_RETURNS, (sold.id,))
    if returns:
        raise HasReturnsError(number=sold.number, returned=returns[0][1])
    return reverse(session, sale_uid, on=on, reason=reason, uid=uid)
