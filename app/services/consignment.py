"""Goods that the group sells for others: what is agreed, taken in, given back, gone bad or missing."""

import datetime as dt
from dataclasses import dataclass, replace

from app.changes import Changes
from app.domain import money
from app.domain.calendar import checked_day
from app.domain.consignment import (
    BorneBy,
    Direction,
    GoodsDraft,
    GoodsLine,
    MoreThanHeldError,
    NoTermsError,
    OwnerMissingError,
    Purpose,
    ReasonMissingError,
    Terms,
    TermsData,
    checked_lines,
    checked_terms,
    owner_share,
)
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.session import Limit, Permission, Session
from app.queries.consignment import SlipTerms, slip_terms, terms_on
from app.services import records
from app.services.consigned_sale import NOTHING_AGREED
from app.services.journal import account_id
from app.services.records import NotFoundError, Saved, saving
from app.services.sales import party_of
from app.services.stock import ProductFacts, StockWriter
from app.services.unit_of_work import Entry, Posted, post
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.models.market import ConsignmentTerms
from db.sql import consignment as sql
from db.sql import stock as stock_sql

MAY = Permission.KEEP_CONSIGNMENT
LOST = {Purpose.SPOILED: AccountRole.SPOILED, Purpose.LOST: AccountRole.COUNT_LOSS}
CHANGES = Changes.STOCK | Changes.LEDGER | Changes.MARKET


def create_terms(session: Session, data: TermsData, *, uid: bytes | None = None) -> Saved:
    """Enter what was agreed with somebody, once per ``uid``.

    Raises ShareMissingError, OwnerMissingError, NotFoundError, DayOutOfRangeError, NotPermittedError.
    """
    uid = uid or new_uid()
    with saving(session, MAY):
        known = book.fetch_one(sql.TERMS_KNOWN, (uid,))
        if known is not None:
            return Saved(known[0], uid)
        row_id = records.add(session, ConsignmentTerms, uid, _columns(data))
    return Saved(row_id, uid, changes=Changes.MARKET)


def change_terms(session: Session, terms_uid: bytes, *, data: TermsData) -> Saved:
    """Change what was agreed; what was sold before keeps its split. Raises what ``create_terms`` raises."""
    with saving(session, MAY):
        row_id = _terms_id(terms_uid)
        records.change(session, ConsignmentTerms, row_id, _columns(data))
    return Saved(row_id, terms_uid, changes=Changes.MARKET)


def remove_terms(session: Session, terms_uid: bytes) -> Saved:
    """Take an agreement out; slips and sales keep theirs. Raises NotFoundError, NotPermittedError."""
    with saving(session, MAY):
        row_id = _terms_id(terms_uid)
        records.change(session, ConsignmentTerms, row_id, {"active": 0})
    return Saved(row_id, terms_uid, changes=Changes.MARKET)


def _terms_id(uid: bytes) -> int:
    row = book.fetch_one(sql.TERMS_KNOWN, (uid,))
    if row is None:
        raise NotFoundError
    return int(row[0])


def _columns(data: TermsData) -> dict[str, object]:
    checked_terms(Terms(data.method, data.value))
    return {
        "direction": data.direction.value,
        "party_id": owner_of(data.party_uid)[0],
        "product_id": _local_id(sql.PRODUCT_ID, data.product_uid),
        "location_id": _local_id(sql.LOCATION_ID, data.location_uid),
        "method": data.method.value,
        "value": data.value,
        "spoilage_by": data.spoilage_by.value,
        "discount_by": data.discount_by.value,
        "from_day": checked_day(data.from_day).isoformat(),
        "note": clean_text(data.note),
    }


def _local_id(query: str, uid: bytes | None) -> int | None:
    if uid is None:
        return None
    row = book.fetch_one(query, (uid,))
    if row is None:
        raise NotFoundError
    return int(row[0])


def owner_of(uid: bytes | None) -> tuple[int, str]:
    """Local id and name of the person a slip is about; raises OwnerMissingError, PartyNeededError."""
    party_id, name = party_of(uid)
    if party_id is None:
        raise OwnerMissingError
    return party_id, name


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip of goods while it is being written: whose it is, and its lines with their products."""

    entry: Entry
    stock: StockWriter
    draft: GoodsDraft
    party_id: int
    name: str
    goods: tuple[tuple[GoodsLine, ProductFacts], ...]

    def add(
        self,
        purpose: Purpose,
        line: GoodsLine,
        product: ProductFacts,
        terms: SlipTerms,
        amount: int = 0,
        direction: Direction | None = None,
    ) -> None:
        """A line with what was agreed, as it will stay."""
        self.entry.add(
            "consignment_line",
            direction=(direction or self.draft.direction).value,
            purpose=purpose.value,
            party_id=self.party_id,
            product_id=product.id,
            terms_id=terms.terms.terms_id,
            quantity=line.quantity_milli,
            price_e4=terms.price_e4,
            method=terms.terms.method.value,
            value=terms.terms.value,
            spoilage_by=terms.terms.spoilage_by.value,
            discount_by=terms.terms.discount_by.value,
            amount=amount,
            reason=clean_name(line.reason, 200),
        )

    def put_in(self, line: GoodsLine, product: ProductFacts) -> None:
        """Count the owner's goods in."""
        self._move(line, product, line.quantity_milli, "consigned")

    def take_out(self, line: GoodsLine, product: ProductFacts, purpose: str) -> None:
        """Count the owner's goods out; raises MoreThanHeldError."""
        place, wanted = line.location_id or self.draft.location_id, line.quantity_milli
        refuse_more(self.stock, product, self.party_id, self.name, wanted, place)
        self._move(line, product, -line.quantity_milli, purpose)

    def leaves_as(self, line: GoodsLine, product: ProductFacts) -> Direction:
        """Whether what leaves was here to be sold or, where no more of that is here, to be worked on."""
        direction = self.draft.direction
        worked = book.fetch_int(stock_sql.FOR_PROCESSING, (self.party_id, product.id))
        if direction is Direction.IN and worked > 0:
            place = line.location_id or self.draft.location_id
            held = self.stock.held_by(product, self.party_id, location_id=place)
            return Direction.PROCESSING if held - worked < line.quantity_milli else direction
        return direction

    def _move(self, line: GoodsLine, product: ProductFacts, quantity: int, purpose: str) -> None:
        self.stock.move_owned(
            product,
            quantity,
            owner_id=self.party_id,
            location_id=line.location_id or self.draft.location_id,
            purpose=purpose,
        )


def begin_slip(entry: Entry, draft: GoodsDraft, on: dt.date) -> Slip:
    """The head of a slip of goods, its lines looked at.

    Raises OwnerMissingError, PartyNeededError, NothingConsignedError, ConsignedQuantityError,
    UnknownProductError, DayOutOfRangeError.
    """
    party_id, name = owner_of(draft.party_uid)
    stock = StockWriter(entry)
    products = [stock.product(line.product_uid) for line in draft.lines]
    checked_lines(draft.lines, [product.name for product in products])
    entry.document(DocumentKind.CONSIGNMENT, on, 0, party_id=party_id, note=clean_text(draft.note) or None)
    entry.name("owner", name)
    entry.changes = CHANGES
    return Slip(entry, stock, draft, party_id, name, tuple(zip(draft.lines, products, strict=True)))


def refuse_more(
    stock: StockWriter, product: ProductFacts, owner_id: int, name: str, wanted: int, location_id: int
) -> None:
    """Raise MoreThanHeldError if an owner has less of a product at a place than is to leave."""
    held = stock.held_by(product, owner_id, location_id=location_id)
    if wanted > held:
        raise MoreThanHeldError(product=product.name, name=name, held_milli=max(0, held), wanted_milli=wanted)


def take_in(session: Session, draft: GoodsDraft, *, on: dt.date) -> Posted:
    """Post goods that somebody brings to be sold or worked on, with what was agreed on the day frozen.

    They are counted and have no value. Raises what ``begin_slip`` raises, NoTermsError, NoStockKeptError,
    NotPermittedError.
    """

    def write(entry: Entry) -> None:
        slip = begin_slip(entry, draft, on)
        for line, product in slip.goods:
            terms = agreed(draft.direction, slip, product)
            price = terms.price_e4 if line.price_e4 is None else line.price_e4
            slip.add(Purpose.TAKEN_IN, line, product, replace(terms, price_e4=price))
            slip.put_in(line, product)

    return post(session, MAY, draft.uid, write)


def give_back(session: Session, draft: GoodsDraft, *, on: dt.date) -> Posted:
    """Post goods that their owner takes back, of those that lie here.

    Raises what ``begin_slip`` raises, MoreThanHeldError, NoStockKeptError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        slip = begin_slip(entry, draft, on)
        for line, product in slip.goods:
            direction = slip.leaves_as(line, product)
            slip.take_out(line, product, "consigned")
            terms = frozen(direction, slip.party_id, product)
            slip.add(Purpose.RETURNED, line, product, terms, direction=direction)

    return post(session, MAY, draft.uid, write)


def lose(session: Session, draft: GoodsDraft, *, on: dt.date) -> Posted:
    """Post somebody's goods that went bad or are missing; who bears it stands on the slip they came with.

    Where the group bears it, the owner is owed her share of the price on the slip. Raises what
    ``begin_slip`` raises, ReasonMissingError, MoreThanHeldError, NoStockKeptError, OverLimitError,
    NotPermittedError.
    """

    def write(entry: Entry) -> None:
        slip = begin_slip(entry, draft, on)
        debt = 0
        for line, product in slip.goods:
            if not clean_text(line.reason):
                raise ReasonMissingError(product=product.name)
            purpose = Purpose.LOST if line.purpose is Purpose.LOST else Purpose.SPOILED
            direction = slip.leaves_as(line, product)
            slip.take_out(line, product, "spoil" if purpose is Purpose.SPOILED else "count")
            terms = frozen(direction, slip.party_id, product)
            amount = _borne(terms, line.quantity_milli) if direction is Direction.IN else 0
            slip.add(purpose, line, product, terms, amount, direction)
            entry.line(account_id(LOST[purpose]), amount, product_id=product.id)
            debt += amount
        entry.session.require_within(Limit.COUNT_DIFFERENCE, debt, MAY)
        entry.line(account_id(AccountRole.CONSIGNMENT_PAYABLE), -debt, party_id=slip.party_id)
        entry.total = debt

    return post(session, MAY, draft.uid, write)


def _borne(slip: SlipTerms, quantity: int) -> int:
    """What the group owes for goods that it lost, satang."""
    if slip.terms.spoilage_by is BorneBy.OWNER:
        return 0
    return owner_share(slip.terms, money.times(slip.price_e4, quantity), quantity)


def agreed(direction: Direction, slip: Slip, product: ProductFacts) -> SlipTerms:
    """What holds for a product on the slip's day, with its usual price; raises NoTermsError."""
    terms = terms_on(direction, slip.party_id, product.id, slip.entry.on)
    if terms is None:
        raise NoTermsError(name=slip.name, product=product.name)
    return SlipTerms(terms, book.fetch_int(sql.PRODUCT_PRICE, (product.id,)))


def frozen(direction: Direction, party_id: int, product: ProductFacts) -> SlipTerms:
    """What was agreed when the product came; without a slip all of its usual price is the owner's."""
    found = slip_terms(direction, party_id, product.id)
    if found is not None:
        return found
    return SlipTerms(NOTHING_AGREED, book.fetch_int(sql.PRODUCT_PRICE, (product.id,)))
