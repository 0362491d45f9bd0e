"""Selling: a bill is posted once, with its goods, its cost and how it was paid; returns and voids.

Revenue is credited per line (without tax where the group is registered for it), cost of sales debited at
the stored average, bill rounding goes to its own account, each tender to its account less the tender's fee.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.changes import Changes
from app.domain import money
from app.domain.bill_discount import ListPrice, discount_bp
from app.domain.document import DocumentKind
from app.domain.ledger import AccountRole, ProductKind
from app.domain.sale import (
    PricedSale,
    RoundingRule,
    SaleDraft,
    SettledTender,
    TenderDraft,
    price_sale,
    settle,
)
from app.domain.session import Limit, Permission, Session
from app.errors import Notice, UserError
from app.i18n import N_
from app.queries.costing import recipe_unit_cost
from app.queries.debts import beyond_limit
from app.services.dimensions import about
from app.services.journal import account_id
from app.services.settings import bill_rounding
from app.services.stock import ProductFacts, StockWriter, Values
from app.services.unit_of_work import Entry, Posted, post
from app.services.vat import write_sale_tax
from app.thai.normalise import clean_line, clean_text
from db import connection as book
from db.sql import sales as sql
from db.sql import settings as settings_sql

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
    rows = book.fetch_settled(sql.TENDER, (uid,))
    if not rows:
        raise UnknownTenderError
    row = rows[0]
    return TenderFacts(row[0], row[2], row[3], row[4], row[5], row[6], bool(row[7]))


def post_sale(
    session: Session,
    draft: SaleDraft,
    *,
    on: dt.date,
    location_id: int = MAIN_LOCATION,
    channel: str = STALL,
    rounding: RoundingRule | None = None,
    kept: bytes | None = None,
    links: Sequence[tuple[str, int]] = (),
) -> PostedSale:
    """Post a sale once per ``draft.uid``: document, goods, cost, money, number, all or nothing.

    The cart that was ``kept`` while it was open is dropped with it: a paid bill does not come back.
    ``links`` are documents that it follows (role and local id), such as the quotation of a delivery.
    Selling more than is counted is told in ``warnings``, never refused. Raises OverLimitError (too much
    given away), EmptySaleError,
    NegativeLineError, DiscountTooLargeError, TenderShortError, ChangeFromNonCashError,
    UnknownTenderError, PartyNeededError, NotConfirmedError, ReferenceNeededError,
    UnknownProductError, NotPermittedError, NotSavedError.
    """
    change = [0]

    def write(entry: Entry) -> None:
        change[0] = _write_sale(entry, draft, on, location_id, channel, rounding)
        for role, target_id in links:
            entry.add("document_link", role=role, target_id=target_id, amount=0)
        if kept is not None:
            book.execute(settings_sql.DELETE_DRAFT, (kept,))

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
    _check_discount(entry.session, priced, rounding)
    tenders = {tender.tender_uid: tender_facts(tender.tender_uid) for tender in draft.tenders}
    settled = settle(
        priced.total, tuple(_with_kind(tender, tenders[tender.tender_uid]) for tender in draft.tenders)
    )
    party_id, party_name = party_of(draft.party_uid)
    entry.document(
        DocumentKind.SALE,
        on,
        priced.total,
        party_id=party_id,
        note=clean_text(draft.note) or None,
        **about(draft.section_uid, draft.project_uid),
    )
    entry.name("customer", party_name)
    stock = StockWriter(entry, recipe_unit_cost)
    stock.load((line.product_uid for line in draft.lines), from_id=location_id)
    cost = Values(0, 0, 0)
    income: dict[AccountRole, int] = {}
    goods: list[tuple[int, str, AccountRole]] = []
    for line_no, line in enumerate(priced.lines, start=1):
        product = stock.product(line.draft.product_uid)
        base = line.draft.base_quantity_milli
        entry.add(
            "sale_line",
            product_id=product.id,
            description=clean_line(line.draft.description) or product.name,
            quantity=line.draft.quantity_milli,
            unit=clean_line(line.draft.unit, 60),
            base_quantity=base,
            unit_price_e4=line.draft.unit_price_e4,
            gross=line.gross,
            discount=line.discount,
            bill_discount=line.bill_discount,
            amount=line.amount,
            vat_class=product.vat_class,
        )
        role = income_role(product)
        goods.append((product.id, product.vat_class, role))
        income[role] = income.get(role, 0) + line.amount
        if product.is_stocked and base:
            taken = stock.issue(product, base, location_id=location_id, purpose="sale", for_line=line_no)
            cost = add_values(cost, taken)
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
    _warn_of_limit(
        entry,
        party_id,
        [each for each in settled.tenders if tenders[each.draft.tender_uid].kind == "account"],
    )
    rounding_part = priced.rounding
    for part in write_sale_tax(entry, priced, [(identity, vat) for identity, vat, _role in goods]):
        if part.for_line is None:
            rounding_part -= part.tax
        else:
            income[goods[part.for_line - 1][2]] -= part.tax
    for role, amount in income.items():
        entry.line(account_id(role), -amount, channel=channel)
    entry.line(account_id(AccountRole.ROUNDING), -rounding_part)
    entry.line(account_id(AccountRole.COST_OF_SALES), cost.value, channel=channel)
    stock.finish()
    entry.changes = SALE_CHANGES
    return settled.change


OVER_LIMIT = N_("{name} now owes {amount} baht, more than the limit of {limit_amount} baht.")


def _warn_of_limit(entry: Entry, party_id: int | None, on_account: Sequence[SettledTender]) -> None:
    """Tell when somebody comes to owe more than her limit; it stops nothing."""
    if party_id is None or not on_account:
        return
    over = beyond_limit(party_id, sum(tender.amount for tender in on_account))
    if over is not None:
        entry.warnings.append(Notice(OVER_LIMIT, name=over.name, amount=over.owed, limit_amount=over.limit))


def _check_discount(session: Session, priced: PricedSale, rounding: RoundingRule | None) -> None:
    """Raise OverLimitError if more of the bill is given away than the seller may give alone."""
    if session.limit(Limit.DISCOUNT, Permission.SELL) is None:
        return
    listed = _list_prices({line.draft.product_uid for line in priced.lines})
    given = discount_bp(
        priced,
        [listed[line.draft.product_uid].of(line.draft) for line in priced.lines],
        0 if rounding in (None, bill_rounding()) else max(0, -priced.rounding),
    )
    session.require_within(Limit.DISCOUNT, given, Permission.SELL)


def _list_prices(uids: set[bytes]) -> dict[bytes, ListPrice]:
    prices = dict.fromkeys(uids, ListPrice(None))
    wanted = sorted(uids)
    marks = ", ".join("?" * len(wanted))
    for uid, price_e4, is_open, pack, pack_e4 in book.fetch(sql.LIST_PRICES.format(marks=marks), wanted):
        packs = prices[uid].packs_e4
        if pack is not None and not is_open:
            packs = (*packs, (pack, pack_e4))
        prices[uid] = ListPrice(price_e4, packs)
    return prices


def _with_kind(tender: TenderDraft, facts: TenderFacts) -> TenderDraft:
    return TenderDraft(
        tender.tender_uid,
        tender.amount,
        tender.tendered if facts.is_cash else None,
        tender.reference,
        tender.confirmed,
        facts.is_cash,
    )


def income_role(product: ProductFacts) -> AccountRole:
    """Where the income from a product goes."""
    return AccountRole.SERVICE_INCOME if product.kind is ProductKind.SERVICE else AccountRole.SALES


def add_values(one: Values, other: Values) -> Values:
    """Two values together."""
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
    if facts.asks_reference and not clean_line(tender.draft.reference, 200):
        raise ReferenceNeededError(tender=facts.name)
    fee = money.percent(tender.amount, facts.fee_bp)
    entry.add(
        "payment",
        tender_id=facts.id,
        amount=tender.amount,
        tendered=tender.tendered,
        fee=fee,
        reference=clean_line(tender.draft.reference, 200),
        confirmed_by=entry.session.user_id if tender.draft.confirmed else None,
    )
    entry.line(
        facts.account_id,
        tender.amount - fee,
        party_id=party_id if facts.kind == "account" else None,
        channel=channel,
    )
    entry.line(account_id(AccountRole.TENDER_FEE), fee)
