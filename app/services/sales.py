"""Selling: a bill is posted once, with its goods, its cost and how it was paid; returns and voids.

Revenue is credited per line (without tax where the group is registered for it), cost of sales debited at
the stored average, bill rounding goes to its own account, each tender to its account less the tender's fee.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.changes import Changes
from app.domain import money
from app.domain.basket import unpacked
from app.domain.bill_discount import ListPrice, discount_bp
from app.domain.channel import STALL
from app.domain.deal import Deal
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
from app.queries.baskets import baskets_among
from app.queries.costing import recipe_unit_cost
from app.queries.debts import beyond_limit
from app.services.dimensions import about
from app.services.journal import account_id
from app.services.promoting import deal_of, write_deal
from app.services.sale_extras import (
    NOTHING,
    PaymentWriting,
    SaleExtras,
    SaleLineWriting,
    SaleWriting,
    goods_parts,
    money_parts,
)
from app.services.settings import bill_rounding
from app.services.stock import ProductFacts, StockWriter, Values
from app.services.tenders import TenderFacts, UnknownTenderError, tender_facts
from app.services.tills import drawer_for, drawer_missing
from app.services.unit_of_work import Entry, Posted, post
from app.services.vat import write_sale_tax
from app.thai.normalise import clean_line, clean_text
from db import connection as book
from db.sql import sales as sql
from db.sql import settings as settings_sql

MAIN_LOCATION = 1
"""The place that every book has; goods are there unless told otherwise."""

__all__ = [
    "MAIN_LOCATION",
    "SALE_CHANGES",
    "STALL",
    "DrawerNeededError",
    "NotConfirmedError",
    "PartyNeededError",
    "PostedSale",
    "ReferenceNeededError",
    "TenderFacts",
    "UnknownTenderError",
    "add_values",
    "income_role",
    "party_of",
    "post_sale",
    "tender_facts",
]

SALE_CHANGES = Changes.SALES | Changes.LEDGER | Changes.STOCK


class PartyNeededError(UserError):
    """A sale on account without a customer."""

    message = N_("Who will pay later? Please choose or type a name.")


class DrawerNeededError(UserError):
    """The group sells for cash only while a drawer is open."""

    message = N_("No drawer is open. Please open one and count what lies in it before you sell for cash.")


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


def post_sale(
    session: Session,
    draft: SaleDraft,
    *,
    on: dt.date,
    location_id: int | None = None,
    channel: str = "",
    rounding: RoundingRule | None = None,
    kept: bytes | None = None,
    links: Sequence[tuple[str, int]] = (),
    extras: SaleExtras = NOTHING,
) -> PostedSale:
    """Post a sale once per ``draft.uid``: document, goods, cost, money, number, all or nothing.

    The cart that was ``kept`` while it was open is dropped with it: a paid bill does not come back.
    It is sold by ``channel``, else by the way that the draft names, else over the counter.
    ``links`` are documents that it follows (role and local id), such as the quotation of a delivery;
    ``extras`` is what else stands in the same document. Cash goes into the drawer that is open here; goods
    leave the place where it stands, unless ``location_id`` names one.
    A draft with a minute is sold at the prices and promotions of that minute, worked out here again.
    Selling more than is counted is told in ``warnings``, never refused. Raises OverLimitError (too much
    given away), EmptySaleError,
    NegativeLineError, DiscountTooLargeError, TenderShortError, ChangeFromNonCashError,
    UnknownTenderError, PartyNeededError, NotConfirmedError, ReferenceNeededError, DrawerNeededError,
    UnknownProductError, NotPermittedError, NotSavedError, and of coupons CouponUnknownError,
    CouponOverError, CouponUsedError, CouponTwiceError, CouponPersonError.
    """
    change = [0]

    def write(entry: Entry) -> None:
        change[0] = _write_sale(
            entry, draft, on, location_id, channel or draft.channel or STALL, rounding, extras
        )
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
    place_id: int | None,
    channel: str,
    rounding: RoundingRule | None,
    extras: SaleExtras,
) -> int:
    deal = deal_of(draft, on=on, channel=channel)
    if extras.agreed:
        deal = replace(deal, lines=extras.agreed)
    draft = deal.draft
    priced = price_sale(draft, bill_rounding() if rounding is None else rounding)
    _check_discount(entry.session, priced, rounding, deal)
    bill = unpacked(priced, deal, baskets_among(line.product_uid for line in draft.lines))
    priced, deal = bill.priced, bill.deal
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
    entry.event_id, entry.at_till = extras.event_id, extras.at_till
    drawer = drawer_for(entry)
    location_id = place_id or (drawer.location_id if drawer is not None else MAIN_LOCATION)
    stock = StockWriter(entry, recipe_unit_cost)
    stock.load((line.product_uid for line in deal.draft.lines), from_id=location_id)
    writing = SaleWriting(entry, priced, stock, location_id, channel, party_id)
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
        writing.lines.append(
            SaleLineWriting(line_no, product, line, base, line.amount, bill.origin[line_no - 1])
        )
    write_deal(entry, deal)
    goods_parts(writing, extras)
    cost = Values(0, 0, 0)
    income: dict[AccountRole, int] = {}
    for each in writing.lines:
        role = income_role(each.product)
        income[role] = income.get(role, 0) + each.own_amount
        if each.product.is_stocked and each.own_base:
            taken = stock.issue(
                each.product,
                each.own_base,
                location_id=location_id,
                purpose="sale",
                for_line=each.line_no,
            )
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
        facts = tenders[tender.draft.tender_uid]
        if facts.is_cash and drawer is not None:
            facts = replace(facts, account_id=drawer.account_id)
        elif facts.is_cash and entry.at_till is not False and drawer_missing(entry):
            raise DrawerNeededError
        writing.payments.append(_receive_payment(entry, facts, tender, party_id, channel))
    money_parts(writing, extras)
    _warn_of_limit(
        entry,
        party_id,
        [each for each in settled.tenders if tenders[each.draft.tender_uid].kind == "account"],
    )
    rounding_part = priced.rounding
    for part in write_sale_tax(
        entry, _own(priced, writing), [(each.product.id, each.product.vat_class) for each in writing.lines]
    ):
        if part.for_line is None:
            rounding_part -= part.tax
        else:
            income[income_role(writing.lines[part.for_line - 1].product)] -= part.tax
    for role, amount in income.items():
        entry.line(account_id(role), -amount, channel=channel)
    entry.line(account_id(AccountRole.ROUNDING), -rounding_part)
    entry.line(account_id(AccountRole.COST_OF_SALES), cost.value, channel=channel)
    stock.finish()
    entry.changes = SALE_CHANGES
    return settled.change


def _own(priced: PricedSale, writing: SaleWriting) -> PricedSale:
    """The bill as far as it is of the group's own goods: what its tax is counted from."""
    if all(each.own_amount == each.priced.amount for each in writing.lines):
        return priced
    lines = tuple(replace(each.priced, amount=each.own_amount) for each in writing.lines)
    return replace(priced, lines=lines, rounding=priced.rounding if any(x.amount for x in lines) else 0)


OVER_LIMIT = N_("{name} now owes {amount} baht, more than the limit of {limit_amount} baht.")


def _warn_of_limit(entry: Entry, party_id: int | None, on_account: Sequence[SettledTender]) -> None:
    """Tell when somebody comes to owe more than her limit; it stops nothing."""
    if party_id is None or not on_account:
        return
    over = beyond_limit(party_id, sum(tender.amount for tender in on_account))
    if over is not None:
        entry.warnings.append(Notice(OVER_LIMIT, name=over.name, amount=over.owed, limit_amount=over.limit))


def _check_discount(session: Session, priced: PricedSale, rounding: RoundingRule | None, deal: Deal) -> None:
    """Raise OverLimitError if more of the bill is given away than the seller may give alone.

    What a promotion or a price by rule gives is not hers to answer for.
    """
    if session.limit(Limit.DISCOUNT, Permission.SELL) is None:
        return
    listed = _list_prices({line.draft.product_uid for line in priced.lines})
    given = discount_bp(
        priced,
        [
            listed[line.draft.product_uid].of(line.draft) if each.price is None else line.gross
            for line, each in zip(priced.lines, deal.lines, strict=True)
        ],
        0 if rounding in (None, bill_rounding()) else max(0, -priced.rounding),
        deal.off,
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
) -> PaymentWriting:
    debtor_id = owes(facts, party_id)
    if debtor_id is None and (facts.kind == "account" or facts.is_by_person):
        raise PartyNeededError
    if facts.kind == "promptpay" and not tender.draft.confirmed:
        raise NotConfirmedError
    if facts.asks_reference and not clean_line(tender.draft.reference, 200):
        raise ReferenceNeededError(tender=facts.name)
    fee = money.percent(tender.amount, facts.fee_bp)
    line_no = entry.add(
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
        party_id=debtor_id,
        channel=channel,
    )
    entry.line(account_id(AccountRole.TENDER_FEE), fee)
    return PaymentWriting(line_no, facts, tender, fee)


def owes(facts: TenderFacts, party_id: int | None) -> int | None:
    """Who owes what was paid this way: the courier or platform behind it, else the customer."""
    if facts.payer_id is not None:
        return facts.payer_id
    return party_id if facts.kind == "account" or facts.is_by_person else None
