"""The tally sheet of a stall without a computer becomes one sale, with its goods, receipts and cash."""

import datetime as dt
from collections.abc import Sequence

from app.domain import money
from app.domain.cash_counting import ShortIs
from app.domain.ledger import AccountRole
from app.domain.sale import NO_ROUNDING, SaleDraft, SaleLineDraft, TenderDraft
from app.domain.session import Limit, Permission, Session
from app.domain.tally import TallyDraft, TallyLine, TallySums, checked_tally
from app.errors import Notice, UserError
from app.i18n import N_
from app.queries.baskets import baskets_among
from app.queries.settings import business_settings
from app.services.drafts import DraftSaved, save_draft
from app.services.journal import account_id
from app.services.market_events import EventFacts, event_facts, home_of, lose
from app.services.receipt_books import name_receipts
from app.services.sale_extras import SaleExtras, SaleWriting
from app.services.sales import MAIN_LOCATION, PostedSale, party_of, post_sale
from app.services.stock import ProductFacts, product_facts
from app.services.tenders import UnknownTenderError
from app.services.unit_of_work import find_posted
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import market_events as sql

DRAFT_KIND = "tally"

SHORT = N_("The cash is short by {amount} baht.")
OVER = N_("The cash is over by {amount} baht.")
STAY = N_("“{name}”: {quantity_milli} more stand at the stall than the sheet says.")


def post_tally(session: Session, draft: TallyDraft, *, on: dt.date, kept: bytes | None = None) -> PostedSale:
    """Post a day's sheet once per ``draft.uid`` as one sale.

    Goods that are not at the stall yet are carried there by it, what was not sold comes home by it. The
    cash compared with what was counted is posted by the group's rule and told in ``warnings``.
    Raises what ``checked_tally``, ``name_receipts`` and ``post_sale`` raise, NotFoundError,
    EventClosedError, UnknownPlaceError, OverLimitError (the cash differs by more than one may post alone).
    """
    session.require(Permission.KEEP_EVENTS)
    if find_posted(draft.uid) is not None:
        return post_sale(session, SaleDraft(draft.uid), on=on)
    event = event_facts(draft.event_uid)
    goods = [product_facts(line.product_uid) for line in draft.lines]
    sums = checked_tally(draft, [product.name for product in goods])
    place = MAIN_LOCATION if event.location_id is None else event.location_id
    sheet = _Sheet(draft, event, goods, sums, place, home_of(draft.home_id))
    sale = SaleDraft(
        draft.uid,
        tuple(
            _sale_line(line, product) for line, product in zip(draft.lines, goods, strict=True) if line.sold
        ),
        bill_discount=draft.discount,
        tenders=_tenders(draft, sums, event),
        note=" · ".join(text for text in (clean_name(draft.why_gone, 300), clean_text(draft.note)) if text),
    )
    extras = SaleExtras(event.id, False, before=(sheet.carry,), money=(sheet.settle,))
    return post_sale(session, sale, on=on, location_id=place, rounding=NO_ROUNDING, kept=kept, extras=extras)


def keep_tally(session: Session, uid: bytes, *, data: str, label: str) -> DraftSaved:
    """Keep a sheet that is half typed; raises NotPermittedError, DraftTooLargeError."""
    session.require(Permission.KEEP_EVENTS)
    return save_draft(session, uid, kind=DRAFT_KIND, data=data, label=label)


class StallKeeperError(UserError):
    """Cash is missing that somebody is to pay, and nobody says who kept the stall."""

    message = N_("Who kept the stall? What is missing is hers to pay, as the group has it.")


class _Sheet:
    """The parts of the sale that a sheet brings along."""

    def __init__(
        self,
        draft: TallyDraft,
        event: EventFacts,
        goods: Sequence[ProductFacts],
        sums: TallySums,
        place: int,
        home: int,
    ) -> None:
        self.draft, self.event, self.sums = draft, event, sums
        self.every = list(zip(draft.lines, goods, strict=True))
        self.lines = _in_stock(self.every)
        self.place, self.home = place, home

    def carry(self, writing: SaleWriting) -> None:
        """Bring to the stall what the sheet says was taken and the book does not have there."""
        if self.place == self.home:
            return
        for line, product in self.lines:
            there = max(0, book.fetch_int(sql.HELD_THERE, (product.id, self.place)))
            if there < line.taken_milli:
                writing.stock.transfer(product, line.taken_milli - there, from_id=self.home, to_id=self.place)
            elif there > line.taken_milli:
                more = there - line.taken_milli
                writing.entry.warnings.append(Notice(STAY, name=product.name, quantity_milli=more))

    def settle(self, writing: SaleWriting) -> None:
        """What the sheet said; spoiled and given goods; the rest home; receipts; the cash compared."""
        entry = writing.entry
        for line, product in self.every:
            entry.add(
                "tally_line",
                product_id=product.id,
                taken=line.taken_milli,
                brought_back=line.back_milli,
                spoiled=line.spoiled_milli,
                given=line.given_milli,
                sold=line.sold,
            )
        for line, product in self.lines:
            gone = ((line.spoiled_milli, "spoiled"), (line.given_milli, "sample"))
            back = line.back_milli + lose(entry, writing.stock, product, gone, place=self.place)
            if back and not self.draft.stays and self.place != self.home:
                writing.stock.transfer(product, back, from_id=self.place, to_id=self.home)
        name_receipts(entry, self.draft.receipts)
        for denomination in sorted(self.draft.pieces, reverse=True):
            if self.draft.pieces[denomination]:
                entry.add(
                    "cash_count_line", denomination=denomination, pieces=self.draft.pieces[denomination]
                )
        self._compare(writing)

    def _compare(self, writing: SaleWriting) -> None:
        entry, difference = writing.entry, self.sums.difference
        if not difference:
            return
        entry.session.require_within(Limit.COUNT_DIFFERENCE, abs(difference), Permission.KEEP_EVENTS)
        note = clean_name(self.draft.reason, 300)
        other, party_id = AccountRole.CASH_OVER, None
        if difference < 0:
            other, party_id, name = self._who_bears()
            entry.name("holder", name)
        entry.line(_cash_tender()[1], difference, note=note)
        entry.line(account_id(other), -difference, party_id=party_id, note=note)
        entry.warnings.append(Notice(SHORT if difference < 0 else OVER, amount=abs(difference)))

    def _who_bears(self) -> tuple[AccountRole, int | None, str]:
        """Account, person and her name for what is missing; raises PartyNeededError."""
        rule = self.draft.short_is
        is_debt = business_settings().short_cash_is_debt if rule is None else rule is ShortIs.PERSON
        if not is_debt:
            return AccountRole.CASH_SHORT, None, ""
        party_id, name = party_of(self.draft.party_uid)
        if party_id is None:
            raise StallKeeperError
        return AccountRole.STAFF_RECEIVABLE, party_id, name


def _in_stock(lines: Sequence[tuple[TallyLine, ProductFacts]]) -> list[tuple[TallyLine, ProductFacts]]:
    """What the sheet moves, one line a product; a gift basket moves as its parts."""
    baskets = baskets_among(line.product_uid for line, product in lines if product.is_basket)
    if not baskets:
        return [each for each in lines if each[1].is_stocked]
    found: dict[bytes, TallyLine] = {}
    for line, _product in lines:
        basket = baskets.get(line.product_uid)
        parts = () if basket is None else basket.parts
        for uid, quantity in [(part.product_uid, part.quantity_milli) for part in parts] or [
            (line.product_uid, money.MILLI)
        ]:
            more = found.get(uid, TallyLine(uid, None, 0))
            found[uid] = TallyLine(
                uid,
                None,
                more.taken_milli + money.share(line.taken_milli, quantity, money.MILLI),
                more.back_milli + money.share(line.back_milli, quantity, money.MILLI),
                more.spoiled_milli + money.share(line.spoiled_milli, quantity, money.MILLI),
                more.given_milli + money.share(line.given_milli, quantity, money.MILLI),
            )
    moved = [(line, product_facts(uid)) for uid, line in found.items()]
    return [each for each in moved if each[1].is_stocked]


def _sale_line(line: TallyLine, product: ProductFacts) -> SaleLineDraft:
    return SaleLineDraft(line.product_uid, "", line.sold, product.unit, line.price_e4 or 0)


def _tenders(draft: TallyDraft, sums: TallySums, event: EventFacts) -> tuple[TenderDraft, ...]:
    paid = [
        TenderDraft(pay.tender_uid, pay.amount, reference=pay.reference or event.name, confirmed=True)
        for pay in draft.pays
        if pay.amount
    ]
    if sums.cash or not paid:
        paid.append(TenderDraft(_cash_tender()[0], sums.cash, is_cash=True))
    return tuple(paid)


def _cash_tender() -> tuple[bytes, int]:
    """Uid and account of the way to pay in cash; raises UnknownTenderError."""
    row = book.fetch_one(sql.CASH_TENDER)
    if row is None:
        raise UnknownTenderError
    return row[0], row[1]
