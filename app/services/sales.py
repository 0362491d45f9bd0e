"""Selling: a bill is posted once, with its goods, its cost and how it was paid; returns and voids.

Revenue is credited per line, cost of sales debited at the stored average, bill rounding goes to its
own account, each tender to its account less the tender's fee.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.changes import Changes
from app.domain import money
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole, ProductKind
from app.domain.sale import (
    Condition,
    PricedReturnLine,
    RoundingRule,
    SaleDraft,
    SaleReturnDraft,
    SettledTender,
    SoldAmounts,
    SoldLine,
    SoldSale,
    TenderDraft,
    price_return,
    price_sale,
    settle,
)
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.costing import recipe_unit_cost
from app.services.journal import account_id
from app.services.reversal import reverse
from app.services.settings import bill_rounding
from app.services.stock import ProductFacts, StockWriter, Values
from app.services.unit_of_work import Entry, Posted, post
from db import connection as book
from db.sql import sales as sql

MAIN_LOCATION = 1
"""The place that every book has; goods are there unless told otherwise."""

STALL = "stall"
"""Channel of a sale over the counter."""

SALE_CHANGES = Changes.SALES | Changes.LEDGER | Changes.STOCK


class UnknownTenderError(UserError):
    """The way of paying does not exist or was switched off."""

    message = N_("This way of paying is not set up.")


class PartyNeededError(UserError):
    """A sale on account without a customer."""

    message = N_("Who will pay later? Please choose or type a name.")


class NotConfirmedError(UserError):
    """A PromptPay payment that the seller has not seen in the bank's app."""

    message = N_("Please look in the bank's app and confirm that the money has come.")


class ReferenceNeededError(UserError):
    """The tender asks for a reference and none was given."""

    message = N_("“{tender}” needs a reference, for example the last digits of the transfer.")


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
class PostedSale:
    """A posted sale or return, with the change to hand out in satang."""

    posted: Posted
    change: int

    @property
    def changes(self) -> Changes:
        """What the window has to read again."""
        return self.posted.changes


@dataclass(frozen=True, slots=True)
class TenderFacts:
    """What a posting needs to know of a way of paying."""

    id: int
    name: str
    name_en: str
    kind: str
    account_id: int
    fee_bp: int
    asks_reference: bool

    @property
    def is_cash(self) -> bool:
        """Whether change can be given from it."""
        return self.kind == "cash"


def tender_facts(uid: bytes) -> TenderFacts:
    """A tender by uid; raises UnknownTenderError."""
    row = book.fetch_one(sql.TENDER, (uid,))
    if row is None:
        raise UnknownTenderError
    return TenderFacts(row[0], row[2], row[3], row[4], row[5], row[6], bool(row[7]))


def post_sale(
    session: Session,
    draft: SaleDraft,
    *,
    on: dt.date,
    location_id: int = MAIN_LOCATION,
    channel: str = STALL,
    rounding: RoundingRule | None = None,
) -> PostedSale:
    """Post a sale once per ``draft.uid``: document, goods, cost, money, number, all or nothing.

    Selling more than is counted is told in ``warnings``, never refused. Raises EmptySaleError,
    NegativeLineError, DiscountTooLargeError, TenderShortError, ChangeFromNonCashError,
    UnknownTenderError, PartyNeededError, NotConfirmedError, ReferenceNeededError,
    UnknownProductError, NotPermittedError, NotSavedError.
    """
    change = [0]

    def write(entry: Entry) -> None:
        change[0] = _write_sale(entry, draft, on, location_id, channel, rounding)

    posted = post(session, Permission.SELL, draft.uid, write)
    if posted.repeated:
        change[0] = book.fetch_int(sql.CHANGE_OF, (posted.document_id,))
    return PostedSale(posted, change[0])


def _write_sale(
    entry: Entry,
    draft: SaleDraft,
    on: dt.date,
    location_id: int,
    channel: str,
    rounding: RoundingRule | None,
) -> int:
    priced = price_sale(draft, bill_rounding() if rounding is None else rounding)
    tenders = {tender.tender_uid: tender_facts(tender.tender_uid) for tender in draft.tenders}
    settled = settle(
        priced.total, tuple(_with_kind(tender, tenders[tender.tender_uid]) for tender in draft.tenders)
    )
    party_id, party_name = party_of(draft.party_uid)
    entry.document(DocumentKind.SALE, on, priced.total, party_id=party_id, note=draft.note or None)
    entry.name("customer", party_name)
    stock = StockWriter(entry, recipe_unit_cost)
    stock.load(line.product_uid for line in draft.lines)
    cost = Values(0, 0, 0)
    income: dict[AccountRole, int] = {}
    for line_no, line in enumerate(priced.lines, start=1):
        product = stock.product(line.draft.product_uid)
        base = line.draft.base_quantity_milli
        entry.add(
            "sale_line",
            product_id=product.id,
            description=line.draft.description or product.name,
            quantity=line.draft.quantity_milli,
            unit=line.draft.unit,
            base_quantity=base,
            unit_price_e4=line.draft.unit_price_e4,
            gross=line.gross,
            discount=line.discount,
            bill_discount=line.bill_discount,
            amount=line.amount,
            vat_class=product.vat_class,
        )
        role = _income_role(product)
        income[role] = income.get(role, 0) + line.amount
        if product.is_stocked and base:
            taken = stock.issue(product, base, location_id=location_id, purpose="sale", for_line=line_no)
            cost = _add(cost, taken)
    entry.add(
        "sale",
        location_id=location_id,
        channel=channel,
        subtotal=priced.subtotal,
        discount=priced.bill_discount,
        rounding=priced.rounding,
        total=priced.total,
        change=settled.change,
    )
    for tender in settled.tenders:
        _receive_payment(entry, tenders[tender.draft.tender_uid], tender, party_id, channel)
    for role, amount in income.items():
        entry.line(account_id(role), -amount, channel=channel)
    entry.line(account_id(AccountRole.ROUNDING), -priced.rounding)
    entry.line(account_id(AccountRole.COST_OF_SALES), cost.value, channel=channel)
    stock.finish()
    entry.changes = SALE_CHANGES
    return settled.change


def _with_kind(tender: TenderDraft, facts: TenderFacts) -> TenderDraft:
    return TenderDraft(
        tender.tender_uid,
        tender.amount,
        tender.tendered if facts.is_cash else None,
        tender.reference,
        tender.confirmed,
        facts.is_cash,
    )


def _income_role(product: ProductFacts) -> AccountRole:
    return AccountRole.SERVICE_INCOME if product.kind is ProductKind.SERVICE else AccountRole.SALES


def _add(one: Values, other: Values) -> Values:
    return Values(
        one.value + other.value, one.cash_value + other.cash_value, one.full_value + other.full_value
    )


def party_of(uid: bytes | None) -> tuple[int | None, str]:
    """Local id and name of a party, (None, "") for none; raises PartyNeededError if it does not exist."""
    if uid is None:
        return None, ""
    row = book.fetch_one(sql.PARTY, (uid,))
    if row is None:
        raise PartyNeededError
    return row[0], row[1]


def _receive_payment(
    entry: Entry, facts: TenderFacts, tender: SettledTender, party_id: int | None, channel: str
) -> None:
    if facts.kind == "account" and party_id is None:
        raise PartyNeededError
    if facts.kind == "promptpay" and not tender.draft.confirmed:
        raise NotConfirmedError
    if facts.asks_reference and not tender.draft.reference.strip():
        raise ReferenceNeededError(tender=facts.name)
    fee = money.percent(tender.amount, facts.fee_bp)
    entry.add(
        "payment",
        tender_id=facts.id,
        amount=tender.amount,
        tendered=tender.tendered,
        fee=fee,
        reference=tender.draft.reference.strip(),
        confirmed_by=entry.session.user_id if tender.draft.confirmed else None,
    )
    entry.line(
        facts.account_id,
        tender.amount - fee,
        party_id=party_id if facts.kind == "account" else None,
        channel=channel,
    )
    entry.line(account_id(AccountRole.TENDER_FEE), fee)


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
        costs[line_no] = _add(costs.get(line_no, Values(0, 0, 0)), Values(value, cash, full))
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
    say how the money goes back (an account tender lowers the customer's debt). Raises
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
        reason=draft.reason or None,
    )
    stock = StockWriter(entry, recipe_unit_cost)
    income: dict[AccountRole, int] = {}
    cost = spoiled = 0
    for line in priced.lines:
        product = _return_line(entry, stock, sold, line)
        role = _income_role(product)
        income[role] = income.get(role, 0) + line.amounts.amount
        cost += line.amounts.value
        if line.draft.condition is Condition.SPOILED:
            spoiled -= line.amounts.value
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
    for role, amount in income.items():
        entry.line(account_id(role), -amount, channel=sold.channel)
    entry.line(account_id(AccountRole.ROUNDING), -priced.rounding)
    entry.line(account_id(AccountRole.COST_OF_SALES), cost, channel=sold.channel)
    entry.line(account_id(AccountRole.SPOILED), spoiled)
    stock.finish()
    entry.changes = SALE_CHANGES


def _return_line(entry: Entry, stock: StockWriter, sold: _Sold, line: PricedReturnLine) -> ProductFacts:
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
    product = stock.product_by_id(product_id)
    if product.is_stocked and amounts.base_quantity_milli:
        quantity = -amounts.base_quantity_milli
        back = Values(-amounts.value, -amounts.cash_value, -amounts.full_value)
        lot_id = sold.lots.get(line.draft.line_no)
        stock.move_back(
            product,
            quantity,
            back,
            location_id=sold.location_id,
            purpose="return",
            lot_id=lot_id,
            for_line=line_no,
        )
        if line.draft.condition is Condition.SPOILED:
            out = Values(-back.value, -back.cash_value, -back.full_value)
            stock.move_back(
                product,
                -quantity,
                out,
                location_id=sold.location_id,
                purpose="spoil",
                lot_id=lot_id,
                for_line=line_no,
            )
    return product


def _refund(
    entry: Entry, tenders: Sequence[TenderDraft], amount: int, party_id: int | None, channel: str
) -> None:
    if sum(tender.amount for tender in tenders) != amount or any(t.amount < 0 for t in tenders):
        raise RefundDiffersError
    for tender in tenders:
        if not tender.amount:
            continue
        facts = tender_facts(tender.tender_uid)
        if facts.kind == "account" and party_id is None:
            raise PartyNeededError
        entry.add(
            "payment",
            tender_id=facts.id,
            amount=-tender.amount,
            tendered=-tender.amount,
            fee=0,
            reference=tender.reference.strip(),
        )
        entry.line(
            facts.account_id,
            -tender.amount,
            party_id=party_id if facts.kind == "account" else None,
            channel=channel,
        )


def void_sale(session: Session, sale_uid: bytes, *, on: dt.date, reason: str, uid: bytes) -> Posted:
    """Void a whole sale with a reason: a reversal that stays beside it for ever.

    Raises UnknownSaleError, SaleVoidedError, HasReturnsError, ReasonNeededError, NotPermittedError.
    """
    session.require(Permission.VOID)
    if not reason.strip():
        raise ReasonNeededError
    sold = _sold(sale_uid)
    if sold.voided_by is not None:
        raise SaleVoidedError(number=sold.number, reversal=sold.voided_by)
    returns = book.fetch(sql.STANDING_RETURNS, (sold.id,))
    if returns:
        raise HasReturnsError(number=sold.number, returned=returns[0][1])
    return reverse(session, sale_uid, on=on, reason=reason, uid=uid, permission=Permission.VOID)
