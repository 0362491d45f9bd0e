"""Gifts: goods that leave for nothing at what they cost, and goods that come for nothing at their fair value.

What leaves stands on the account of samples and gifts, where the tax of a registered group finds it; for
others' goods, which leave after our own, their owner is owed her share. What a member brings as a gift is
capital that she put in; from everybody else it is a donation.
"""

import datetime as dt

from app.changes import Changes
from app.domain import money
from app.domain.barter import FreightAloneError
from app.domain.document import DocumentKind
from app.domain.gift import GiftDraft, GiftPurpose, GiftWay, gift_total
from app.domain.ledger import AccountRole
from app.domain.session import Limit, Permission, Session
from app.queries.costing import recipe_unit_cost
from app.services.consigned_given import OthersGoods
from app.services.entries import money_account
from app.services.journal import account_id
from app.services.purchases import slip_fields
from app.services.sales import MAIN_LOCATION, PartyNeededError, party_of
from app.services.stock import StockWriter, Values
from app.services.unit_of_work import Entry, Posted, post
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import barter as sql


def post_gift(session: Session, draft: GiftDraft, *, on: dt.date, location_id: int = MAIN_LOCATION) -> Posted:
    """Post goods given away or received for nothing, once per ``draft.uid``.

    Raises what ``gift_total`` raises, FreightAloneError, UnknownProductError, NoStockKeptError,
    UnknownAccountError, NotMoneyAccountError, PartyNeededError (freight that stays owed to nobody),
    NotPermittedError, OverLimitError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        total = gift_total(draft)
        if draft.freight and draft.way is GiftWay.GIVEN:
            raise FreightAloneError
        party_id, name = party_of(draft.party_uid)
        entry.document(
            DocumentKind.GIFT,
            on,
            total,
            party_id=party_id,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or None,
        )
        entry.name("taker" if draft.way is GiftWay.GIVEN else "giver", name)
        stock = StockWriter(entry, recipe_unit_cost)
        stock.load([line.product_uid for line in draft.lines])
        if draft.way is GiftWay.GIVEN:
            _give(entry, stock, draft, location_id)
        else:
            _receive(entry, stock, draft, party_id, location_id)
        stock.finish()
        entry.changes = Changes.MARKET | Changes.STOCK | Changes.LEDGER

    return post(session, Permission.BARTER, draft.uid, write)


def _write_lines(entry: Entry, stock: StockWriter, draft: GiftDraft) -> None:
    for line in draft.lines:
        product = stock.product(line.product_uid)
        entry.add(
            "gift_line",
            direction=draft.way.value,
            purpose=draft.purpose.value,
            product_id=product.id,
            description=clean_name(line.description) or product.name,
            base_quantity=line.base_quantity_milli,
            value=line.value,
        )


def _give(entry: Entry, stock: StockWriter, draft: GiftDraft, location_id: int) -> None:
    _write_lines(entry, stock, draft)
    purpose = "sample" if draft.purpose is GiftPurpose.SAMPLE else "gift"
    others = OthersGoods(entry, stock, location_id, purpose)
    for line_no, line in enumerate(draft.lines, start=1):
        product = stock.product(line.product_uid)
        product.refuse_unstocked()
        left = others.give(product, line.base_quantity_milli, line_no)
        cost = left.owed
        if left.own:
            cost += stock.issue(
                product, left.own, location_id=location_id, purpose=purpose, for_line=line_no
            ).value
        words = clean_name(line.description) or product.name
        entry.line(account_id(AccountRole.SAMPLES), cost, product_id=product.id, note=words)


def _receive(
    entry: Entry, stock: StockWriter, draft: GiftDraft, party_id: int | None, location_id: int
) -> None:
    _write_lines(entry, stock, draft)
    is_member = party_id is not None and book.fetch_one(sql.IS_MEMBER, (party_id,)) is not None
    role = AccountRole.CONTRIBUTED_CAPITAL if is_member else AccountRole.DONATION_INCOME
    shares = money.split(draft.freight, [line.value for line in draft.lines])
    for line_no, (line, share) in enumerate(zip(draft.lines, shares, strict=True), start=1):
        product = stock.product(line.product_uid)
        stock.receive(
            product,
            line.base_quantity_milli,
            Values(line.value + share, share, line.value + share),
            location_id=location_id,
            purpose="gift",
            for_line=line_no,
        )
        words = clean_name(line.description) or product.name
        entry.line(account_id(role), -line.value, party_id=party_id if is_member else None, note=words)
    if draft.freight and draft.freight_account:
        entry.session.require_within(Limit.PAY_OUT, draft.freight, Permission.BARTER)
        entry.line(money_account(draft.freight_account), -draft.freight)
    elif draft.freight:
        if party_id is None:
            raise PartyNeededError
        entry.line(account_id(AccountRole.PAYABLE), -draft.freight, party_id=party_id)
