"""What the stock page reads and writes; every function here runs on the storage worker."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.basket import Part, PartData
from app.domain.document import new_uid
from app.domain.kept_json import a_text, a_uid, an_int, read_object
from app.domain.ledger import ProductKind
from app.domain.party import PartyData
from app.domain.product import ProductData
from app.domain.purchase import CountDraft, PurchaseDraft
from app.domain.session import Permission, Session
from app.queries import catalogue, drafts, products
from app.queries.baskets import parts_of
from app.queries.catalogue import Category, Location, Tender
from app.queries.parties import PartyFilter, PartyRow, list_parties
from app.queries.pre_orders import reserved
from app.queries.products import PlaceStock, Product, ProductFilter, ProductRow
from app.queries.stock import PlaceRow, stock_at_place
from app.queries.tax import registered_from
from app.services import acts, baskets
from app.services import drafts as draft_service
from app.services.catalogue import save_category
from app.services.parties import create_party
from app.services.printing import log_export, log_print
from app.services.products import deactivate_product, set_photo
from app.services.purchases import post_purchase
from app.services.records import Saved
from app.services.stock_counts import post_count
from app.services.unit_of_work import Posted
from reports import stock_card, stock_list
from reports.common import Span, month_span
from reports.costs import for_reader
from reports.model import Report
from reports.output import render
from reports.render.picture import pdf_page_pngs
from reports.stock_list import GoodsFigures, figures_of
from ui.chosen_photo import Photo
from ui.files import Place, write_file
from ui.widgets.party_field import NewName

MANY = 1_000_000
COUNT_DRAFT = "stock-count"
OURS = (ProductKind.PRODUCT, ProductKind.SERVICE)
STUFF = (ProductKind.MATERIAL, ProductKind.PACKAGING)


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from."""

    categories: tuple[Category, ...] = ()
    tenders: tuple[Tender, ...] = ()
    """Ways to pay that are money."""
    places: tuple[Location, ...] = ()
    parties: tuple[PartyRow, ...] = ()
    goods: tuple[ProductRow, ...] = ()
    """Everything that is kept in stock."""
    services: tuple[ProductRow, ...] = ()
    """What is sold but never in stock."""
    vat_from: dt.date | None = None
    """First day as a VAT-registered seller."""


@dataclass(frozen=True, slots=True)
class Card:
    """A product with everything that its panel shows; ``thumbnail`` is a small JPEG."""

    product: Product
    figures: GoodsFigures
    places: tuple[PlaceStock, ...]
    thumbnail: bytes | None
    month: dt.date
    report: Report
    costs: bool = True
    """Whether it may show what the goods cost."""
    parts: tuple[Part, ...] = ()
    """What a set is put together from when it is sold."""
    reserved_milli: int = 0
    """What open orders still want of it."""

    @property
    def free_milli(self) -> int:
        """What is on hand beyond that; below zero so much is missing."""
        return self.figures.on_hand_milli - self.reserved_milli


# ---------------------------------------------------------------- reading


def lists() -> Lists:
    """Everything that the forms choose from."""
    return Lists(
        tuple(catalogue.categories()),
        tuple(tender for tender in catalogue.tenders() if tender.kind != "account"),
        tuple(catalogue.locations()),
        tuple(list_parties(PartyFilter(), limit=MANY)),
        tuple(products.list_products(ProductFilter(kinds=(*STUFF, ProductKind.PRODUCT)), limit=MANY)),
        tuple(products.list_products(ProductFilter(kinds=(ProductKind.SERVICE,)), limit=MANY)),
        registered_from(),
    )


def card(session: Session, product_uid: bytes, month: dt.date) -> Card | None:
    """A product with its figures, places and the month's card; None if it is gone."""
    product = products.product_by_uid(product_uid)
    return None if product is None else _card(session, product, month)


def card_of_code(session: Session, code: str, month: dt.date) -> Card | None:
    """The same by a product's code."""
    product = products.product_by_code(code)
    return None if product is None else _card(session, product, month)


def _card(session: Session, product: Product, month: dt.date) -> Card:
    costs = session.may(Permission.SEE_BOOKS)
    if not costs:
        product = replace(product, value=0, last_cost_e4=None)
    small = products.thumbnails([product.photo]) if product.photo else {}
    return Card(
        product,
        figures_of(product),
        tuple(products.stock_by_place(product.id)),
        small.get(product.photo) if product.photo else None,
        month,
        for_reader(session, stock_list.short_card(product, month_span(month))),
        costs,
        parts_of(product.uid),
        reserved().get(product.uid, 0),
    )


def whole_card(session: Session, code: str, span: Span, printed: dt.datetime) -> Report:
    """The stock card as it prints, for this reader."""
    return for_reader(session, stock_card.build(code, span, printed=printed))


def screen_card(session: Session, code: str, span: Span, printed: dt.datetime, *, narrow: bool) -> Report:
    """The stock card as it is shown; narrow ones leave a column out."""
    product = products.product_by_code(code)
    if narrow and product is not None:
        return for_reader(session, stock_list.narrow_card(product, span))
    return whole_card(session, code, span, printed)


def load_photos(keys: Sequence[object]) -> Mapping[object, bytes]:
    """Small pictures for the list."""
    wanted = [key for key in keys if isinstance(key, bytes)]
    found: dict[object, bytes] = dict(products.thumbnails(wanted).items())
    return found


def every_row(where: ProductFilter, sort: str, descending: bool) -> list[ProductRow]:
    """Every row of a list, in its order."""
    return products.list_products(where, sort=sort, descending=descending, limit=MANY)


def goods_of_barcode(barcode: str) -> tuple[bytes, str] | None:
    """The product and the pack that a barcode stands for."""
    found = products.by_barcode(barcode)
    return None if found is None else (found.product_uid, found.unit)


# ---------------------------------------------------------------- writing


def _category_id(session: Session, category: object) -> int | None:
    if isinstance(category, NewName):
        same = next((row for row in catalogue.categories() if row.name == category.name), None)
        return same.id if same is not None else save_category(session, category.name, position=1000).id
    return category if isinstance(category, int) else None


def save_product(
    session: Session,
    data: ProductData,
    *,
    category: object,
    photo: Photo | None,
    existing: bytes | None,
    uid: bytes,
    parts: Sequence[PartData] = (),
) -> Saved:
    """Make or change a product with its category, photo and the goods of a set, in one act.

    ``uid`` is that of a new one.
    """
    with acts.begun(session, Permission.EDIT_PRODUCTS):
        data = replace(data, category_id=_category_id(session, category))
        saved = baskets.save_product(session, data, uid=existing or uid, is_new=existing is None, parts=parts)
        if photo is not None:
            set_photo(session, saved.uid, data=photo.data)
        return saved


def set_active(session: Session, product_uid: bytes, active: bool) -> Saved:
    """Stop or start selling a product."""
    return deactivate_product(session, product_uid, active=active)


def _party_uid(session: Session, who: object, *, supplier: bool) -> bytes | None:
    if isinstance(who, NewName):
        return create_party(session, PartyData(name=who.name, is_supplier=supplier), uid=who.uid).uid
    return who if isinstance(who, bytes) else None


def receive(session: Session, draft: PurchaseDraft, *, supplier: object, on: dt.date) -> Posted:
    """Post a purchase; a supplier who is new is made first."""
    return post_purchase(
        session, replace(draft, supplier_uid=_party_uid(session, supplier, supplier=True)), on=on
    )


def count(session: Session, draft: CountDraft, *, on: dt.date, kept: bytes) -> Posted:
    """Post a count and drop what was kept of it while it was typed."""
    return post_count(session, draft, on=on, kept=kept)


# ---------------------------------------------------------------- counting


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for one product, as typed, and what the book said at that moment."""

    text: str = ""
    reason: str = ""
    expected_milli: int = 0


@dataclass(frozen=True, slots=True)
class CountStart:
    """What lies at a place, and what was typed of a count that was begun there."""

    location_id: int
    rows: tuple[PlaceRow, ...]
    uid: bytes
    kept: Mapping[str, Typed]
    """By the product's uid in hex."""


def begin_count(location_id: int) -> CountStart:
    """The list to count at a place, with a count that was begun before."""
    rows = stock_at_place(location_id)
    for row in drafts.list_drafts(COUNT_DRAFT):
        if row.label != str(location_id):
            continue
        found = drafts.load_draft(row.uid)
        return CountStart(location_id, rows, row.uid, _count_again(found.data) if found is not None else {})
    return CountStart(location_id, rows, new_uid(), {})


def _count_again(text: str) -> dict[str, Typed]:
    """What was typed of a count; nothing if it cannot be read."""
    try:
        return {
            a_uid(uid).hex(): Typed(a_text(typed), a_text(reason), an_int(expected))
            for uid, (typed, reason, expected) in read_object(text).items()
        }
    except (ValueError, TypeError):
        return {}


def keep_count(session: Session, uid: bytes, location_id: int, kept: Mapping[str, Typed]) -> object:
    """Keep what is typed so far; nothing typed drops it."""
    if not kept:
        return draft_service.delete_draft(session, uid)
    parts = {key: (each.text, each.reason, each.expected_milli) for key, each in kept.items()}
    data = json.dumps(parts, ensure_ascii=False)
    return draft_service.save_draft(session, uid, kind=COUNT_DRAFT, data=data, label=str(location_id))


# ---------------------------------------------------------------- papers


def save_report(session: Session, report: Report, kind: str, place: Place) -> Place:
    """Write a report to a file and note that it left the book."""
    session.require(Permission.EXPORT)
    write_file(place, render(report, kind))
    log_export(session, name=report.name, file=place.name)
    return place


def pages(session: Session, report: Report, dpi: float) -> tuple[bytes, ...]:
    """A report's pages as pictures for the printer, and a note that they are printed."""
    log_print(session, name=report.name)
    return pdf_page_pngs(render(report, "pdf"), dpi)


def seen(
    session: Session,
    where: ProductFilter,
    sort: str,
    descending: bool,
    title: str,
    filtered: str,
    printed: dt.datetime,
) -> Report:
    """The list as it is seen, all of it."""
    rows = every_row(where, sort, descending)
    return for_reader(session, stock_list.seen(rows, title=title, filtered=filtered, printed=printed))
