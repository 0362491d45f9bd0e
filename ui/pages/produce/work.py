"""What the place of production reads and writes; every function here runs on the storage worker."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.ledger import ProductKind
from app.domain.moving_average import Cost
from app.domain.party import PartyData
from app.domain.product import ProductData
from app.domain.recipe import Estimate, Recipe
from app.domain.session import Permission, Session
from app.errors import Notice, UserError
from app.i18n import _
from app.queries.catalogue import Section, Tender, location_by_code, sections, tenders
from app.queries.costing import (
    BatchDetail,
    BatchSummary,
    batch_by_number,
    batch_detail,
    batches,
    estimate_of,
    known_costs,
)
from app.queries.parties import PartyFilter, list_parties
from app.queries.products import ProductFilter, list_products, product_by_uid
from app.queries.recipes import RecipeCard, RecipeRow, list_recipes, recipe_card
from app.queries.settings import business_settings
from app.services.parties import create_party
from app.services.printing import log_export
from app.services.production import undo_batch_document
from app.services.products import create_product
from app.services.records import Saved
from app.services.recosting import Recosting, preview_recost, recost_month
from app.services.unit_of_work import Posted
from reports.cost_sheet import sheet_of
from reports.model import Report
from reports.output import render
from reports.render.picture import pdf_page_pngs
from ui import formats
from ui.files import Place, write_file

PAGE = 512
PREVIEW_DPI = 200


@dataclass(frozen=True, slots=True)
class Goods:
    """A product as a form needs it; quantities in thousandths, price e4."""

    uid: bytes
    code: str
    name: str
    unit: str
    kind: ProductKind
    price_e4: int
    on_hand_milli: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a cost belongs to."""

    uid: bytes
    name: str
    is_member: bool


@dataclass(frozen=True, slots=True)
class Stuff:
    """Everything that the forms of this place choose from; ``costs`` are unit costs (e4) by product."""

    goods: tuple[Goods, ...] = ()
    people: tuple[Person, ...] = ()
    recipes: tuple[RecipeCard, ...] = ()
    costs: Mapping[bytes, Cost] = field(default_factory=dict)
    tenders: tuple[Tender, ...] = ()
    """Ways to pay a cost with: every one that is money."""
    sections: tuple[Section, ...] = ()
    location_id: int = 1
    own_rate_e4: int = 0

    def person_of(self, uid: bytes | None) -> Person | None:
        """Somebody by uid."""
        return next((each for each in self.people if each.uid == uid), None)

    def goods_of(self, uid: bytes | None) -> Goods | None:
        """A product by its uid."""
        return next((each for each in self.goods if each.uid == uid), None)

    def price_of(self, uid: bytes) -> int:
        """A product's price (e4); 0 if it has none."""
        found = self.goods_of(uid)
        return 0 if found is None else found.price_e4

    def recipe_for(self, product_uid: bytes) -> RecipeCard | None:
        """The newest recipe in use for a product."""
        return next((card for card in reversed(self.recipes) if card.recipe.product_uid == product_uid), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A batch with its cost sheet."""

    detail: BatchDetail
    report: Report


@dataclass(frozen=True, slots=True)
class RecipeEstimate:
    """A recipe with what one making of it will cost today; no estimate where it cannot be made out."""

    card: RecipeCard
    estimate: Estimate | None
    price_e4: int


@dataclass(frozen=True, slots=True)
class Written:
    """A file or a paper that left the program."""

    name: str
    data: bytes = b""
    pages: tuple[bytes, ...] = ()
    changes: Changes = Changes.NONE


def load_batches() -> list[BatchSummary]:
    """All batches, the newest first."""
    found: list[BatchSummary] = []
    after: int | None = None
    while True:
        page = batches(after_id=after, limit=PAGE)
        found += page
        if len(page) < PAGE:
            return found
        after = page[-1].id


def load_sheet(uid: bytes) -> Sheet | None:
    """A batch's cost sheet, None if there is no such batch."""
    detail = batch_detail(uid, previous=3)
    return None if detail is None else Sheet(detail, sheet_of(detail))


def load_sheet_by_number(number: str) -> Sheet | None:
    """The cost sheet that a document number belongs to."""
    uid = batch_by_number(number)
    return None if uid is None else load_sheet(uid)


def load_stuff() -> Stuff:
    """What the forms choose from."""
    goods = _all_goods()
    cards = [recipe_card(row.uid) for row in sorted(list_recipes(), key=lambda row: row.id)]
    stocked = [each.uid for each in goods if each.kind is not ProductKind.SERVICE]
    settings = business_settings()
    place = location_by_code(settings.store_location)
    return Stuff(
        goods=tuple(goods),
        people=tuple(_all_people()),
        recipes=tuple(card for card in cards if card is not None),
        costs=known_costs(stocked),
        tenders=tuple(each for each in tenders() if each.kind != "account"),
        sections=tuple(sections()),
        location_id=1 if place is None else place.id,
        own_rate_e4=settings.own_labour_rate_e4,
    )


def _all_goods() -> list[Goods]:
    found: list[Goods] = []
    after = None
    while True:
        page = list_products(ProductFilter(), after=after, limit=PAGE)
        found += [
            Goods(row.uid, row.code, row.name, row.unit, row.kind, row.price_e4 or 0, row.on_hand_milli)
            for row in page
        ]
        if len(page) < PAGE:
            return found
        after = page[-1].cursor


def _all_people() -> list[Person]:
    found: list[Person] = []
    after = None
    while True:
        page = list_parties(PartyFilter(), after=after, limit=PAGE)
        found += [Person(row.uid, row.name, row.data.is_member) for row in page]
        if len(page) < PAGE:
            return found
        after = page[-1].cursor


def load_recipes(active_only: bool) -> list[RecipeRow]:
    """Recipes by the name of their product."""
    return list_recipes(active_only=active_only)


def load_recipe(uid: bytes) -> RecipeEstimate | None:
    """A recipe with its estimate."""
    card = recipe_card(uid)
    if card is None:
        return None
    return RecipeEstimate(card, _estimate(card.recipe), _price(card.recipe.product_uid))


def _estimate(recipe: Recipe) -> Estimate | None:
    try:
        return estimate_of(recipe, recipe.output_quantity_milli)
    except UserError:
        return None  # a recipe that shares badly is still shown, so that it can be mended


def _price(product_uid: bytes) -> int:
    found = product_by_uid(product_uid)
    return 0 if found is None else found.data.price_e4 or 0


def add_person(session: Session, name: str, *, member: bool) -> Saved:
    """A new name in two seconds."""
    return create_party(session, PartyData(name=name, is_member=member))


def add_product(session: Session, name: str, unit: str) -> Saved:
    """A new product of the group, to be completed under Stock."""
    return create_product(session, ProductData(name=name, unit=unit))


def undo(session: Session, document_uid: bytes, *, on: dt.date, reason: str) -> Posted:
    """Undo one document of a batch."""
    return undo_batch_document(session, document_uid, on=on, reason=reason, uid=new_uid())


def notice_text(notice: Notice) -> str:
    """A notice as a sentence."""
    data = {name: formats.by_name(name, value) for name, value in notice.data.items()}
    return _(notice.message).format(**data)


def save_file(session: Session, report: Report, kind: str, place: Place) -> Written:
    """Write a cost sheet as PDF or Excel and note that it left the book."""
    session.require(Permission.EXPORT)
    write_file(place, render(report, kind))
    done = log_export(session, name=report.name, file=place.name)
    return Written(place.name, changes=done.changes)


def pages_of(report: Report) -> Written:
    """The pages of a cost sheet as pictures."""
    pdf = render(report, "pdf")
    return Written(report.number, pdf, pdf_page_pngs(pdf, PREVIEW_DPI))


def try_recost(session: Session, month: dt.date) -> Recosting:
    """What re-costing would change, without writing."""
    return preview_recost(session, month)


def do_recost(session: Session, month: dt.date, uid: bytes) -> Recosting:
    """Re-cost a month."""
    return recost_month(session, month, uid=uid)
