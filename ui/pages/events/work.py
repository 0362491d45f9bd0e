"""What the page of market days does on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.ledger import ProductKind
from app.domain.market_event import EventData
from app.domain.party import PartyData
from app.domain.receipt_book import BookData
from app.domain.session import Permission, Session
from app.domain.slip_entry import EntryDraft
from app.domain.tally import TallyDraft
from app.domain.tally_kept import KeptSheet, sheet_from_json
from app.queries.catalogue import Account, Location, Tender, locations, money_accounts, tenders
from app.queries.drafts import list_drafts, load_draft
from app.queries.entries import EntryCategory, entry_categories
from app.queries.market_events import (
    AtStall,
    Event,
    EventRow,
    at_stall,
    events,
    fee_account,
    has_sheet,
    paid_out_of_cash,
)
from app.queries.parties import PartyRow, list_parties
from app.queries.products import ProductFilter, ProductRow, list_products
from app.queries.receipt_books import ReceiptBookRow, receipt_books
from app.services.drafts import DraftSaved, delete_draft
from app.services.market_events import change_event, create_event, post_event_cost
from app.services.parties import create_party
from app.services.receipt_books import (
    add_receipt_book,
    change_receipt_book,
    remove_receipt_book,
    spoil_receipt,
    unspoil_receipt,
)
from app.services.records import Saved, saving
from app.services.sales import PostedSale
from app.services.tally import DRAFT_KIND, keep_tally, post_tally
from app.services.unit_of_work import Posted
from reports.market_day import panel
from reports.model import Report
from ui.new_people import with_people
from ui.widgets.party_field import NewName

MANY = 100_000


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from; ``others`` are ways to pay that are not cash."""

    accounts: tuple[Account, ...] = ()
    people: tuple[PartyRow, ...] = ()
    goods: tuple[ProductRow, ...] = ()
    places: tuple[Location, ...] = ()
    others: tuple[Tender, ...] = ()
    categories: tuple[EntryCategory, ...] = ()
    books: tuple[ReceiptBookRow, ...] = ()
    fee_account: str = ""
    """Where stall fees are entered."""


@dataclass(frozen=True, slots=True)
class TallyStart:
    """What a sheet begins with: what stands at the stall, what slips took out of the cash, what was kept."""

    event: Event
    on: dt.date
    uid: bytes
    there: tuple[AtStall, ...] = ()
    paid_out: int = 0
    kept: KeptSheet | None = None


@dataclass(frozen=True, slots=True)
class BookChanges:
    """What the form of the receipt books says: books by uid (None: new), removed ones, spoiled numbers."""

    books: tuple[tuple[bytes | None, BookData], ...] = ()
    removed: tuple[bytes, ...] = ()
    spoiled: tuple[tuple[bytes, int, str], ...] = ()
    unspoiled: tuple[tuple[bytes, int], ...] = ()
    names: tuple[NewName, ...] = ()


def lists() -> Lists:
    """Places of money and goods, people, goods, ways to pay, what money is for, books of receipts."""
    goods = list_products(ProductFilter(for_sale=True), limit=MANY)
    return Lists(
        tuple(money_accounts()),
        tuple(list_parties(limit=MANY)),
        tuple(each for each in goods if each.kind is not ProductKind.SERVICE),
        tuple(each for each in locations() if each.kind != "consigned_out"),
        tuple(each for each in tenders() if each.kind not in ("cash", "account")),
        tuple(each for each in entry_categories() if each.direction == "out"),
        receipt_books(),
        fee_account(),
    )


def shown() -> tuple[EventRow, ...]:
    """The market days as they stand."""
    return events()


def card(event: Event, *, with_costs: bool) -> Report:
    """A market day in little."""
    return panel(event, with_costs=with_costs)


def stall_of(event: Event) -> tuple[AtStall, ...]:
    """What stands at the stall of a market day."""
    if event.location_id is None:
        return ()
    return tuple(each for each in at_stall(event.location_id) if each.quantity > 0)


def begin_tally(event: Event, on: dt.date) -> TallyStart:
    """A sheet for a market day: the one that was begun, else a new one."""
    there, paid = stall_of(event), 0 if has_sheet(event.id, on) else paid_out_of_cash(event.id, on)
    for row in list_drafts(DRAFT_KIND):
        draft = load_draft(row.uid)
        kept = sheet_from_json(draft.data) if draft is not None else None
        if kept is not None and kept.event_uid == event.uid:
            return TallyStart(event, on, row.uid, there, paid, kept)
    return TallyStart(event, on, new_uid(), there, paid)


def keep_sheet(session: Session, uid: bytes, *, data: str, label: str) -> DraftSaved:
    """Keep a sheet that is half typed."""
    return keep_tally(session, uid, data=data, label=label)


def drop_sheet(session: Session, uid: bytes) -> DraftSaved:
    """Drop a sheet that was begun."""
    return delete_draft(session, uid)


def save_event(session: Session, data: EventData, *, uid: bytes, known: bool) -> Saved:
    """Put a market day on record, or change it."""
    return change_event(session, uid, data=data) if known else create_event(session, data, uid=uid)


def save_sheet(session: Session, draft: TallyDraft, names: Sequence[NewName], *, on: dt.date) -> PostedSale:
    """Post a sheet, with who kept the stall if she is new; what was kept of it goes."""
    with saving(session, Permission.KEEP_EVENTS):
        _create(session, names)
        return post_tally(session, draft, on=on, kept=draft.uid)


def save_cost(
    session: Session, draft: EntryDraft, names: Sequence[NewName], *, event_uid: bytes, on: dt.date
) -> Posted:
    """Post a slip of a market day, with whom it was paid to if she is new."""

    def post() -> Posted:
        return post_event_cost(session, draft, event_uid=event_uid, on=on)

    return with_people(session, Permission.BUY, names, post)


def books() -> tuple[ReceiptBookRow, ...]:
    """The books of receipts as they stand."""
    return receipt_books()


def save_books(session: Session, changes: BookChanges) -> Saved:
    """Save the books of receipts as the form has them, all of it or nothing."""
    done = Saved(0, b"", changes=Changes.MARKET)
    with saving(session, Permission.KEEP_EVENTS):
        _create(session, changes.names)
        for uid in changes.removed:
            remove_receipt_book(session, uid)
        for known, data in changes.books:
            if known is None:
                add_receipt_book(session, data)
            else:
                change_receipt_book(session, known, data=data)
        for uid, number in changes.unspoiled:
            unspoil_receipt(session, uid, number=number)
        for uid, number, reason in changes.spoiled:
            spoil_receipt(session, uid, number=number, reason=reason)
    return done


def _create(session: Session, names: Sequence[NewName]) -> None:
    for name in names:
        create_party(session, PartyData(name=name.name), uid=name.uid)
