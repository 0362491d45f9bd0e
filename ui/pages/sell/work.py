"""What the Sell page asks of the book: every function here runs on the storage worker."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.changes import Changes
from app.domain.ledger import ProductKind
from app.domain.party import PartyData
from app.domain.product import ProductData
from app.domain.promotion import minute_of
from app.domain.sale_draft import RoundingRule, SaleDraft
from app.domain.session import Permission, Session
from app.errors import Notice
from app.i18n import _, pgettext
from app.payments.slip_qr import BankSlip
from app.queries import catalogue, drafts, parties, products
from app.queries.channels import channel_rows
from app.queries.promotions import market
from app.queries.receipt_books import paper_books
from app.queries.search import ProductIndex
from app.queries.settings import business_settings
from app.queries.tiles import scale_layouts, tile_pages
from app.services.bank_slips import keep_slips
from app.services.parties import create_party
from app.services.products import create_product
from app.services.quick_products import create_quick_product
from app.services.receipt_books import receipts_named
from app.services.records import Saved
from app.services.sale_extras import NOTHING, SaleExtras
from app.services.sales import PostedSale, post_sale
from app.thai.dates import moment_of, now
from app.thai.digits import MILLI
from ui.pages.sell.items import Item, SaleUnit, Shop, TenderItem

HELD = "sale"
"""Kind of the drafts that are bills put aside."""
QUICK_CODE = "QUICK"
"""Code of the product that quick amounts are sold as; made when the first one is sold."""


def local_time(milliseconds: int) -> dt.datetime:
    """A stored time (milliseconds UTC) as it prints: Thai time, whatever this machine thinks."""
    return moment_of(milliseconds)


def time_now() -> str:
    """The time of day: the name of a held bill unless another is typed."""
    return now().strftime("%H:%M")


def minute_now() -> int:
    """The minute of the day, for promotions that run by the hour."""
    return minute_of(now())


# ---------------------------------------------------------------- goods and ways to pay


class Finder:
    """Finds ids of products for a text; searched on the screen's thread, filled on the worker."""

    def __init__(self) -> None:
        self._index = ProductIndex()
        self._loaded = False

    def read(self) -> None:
        """Read what is new since the last time."""
        if self._loaded:
            self._index.refresh()
        else:
            self._index.load()
            self._loaded = True

    def __call__(self, text: str, most: int) -> Sequence[int]:
        return self._index.search(text, most)


class ShopReader:
    """Reads the shop, only ever on the worker: whole, or what a sale changes of the one read before."""

    def __init__(self) -> None:
        self._finder = Finder()
        self._last: Shop | None = None

    def whole(self) -> Shop:
        """Everything that stands on the till."""
        self._finder.read()
        settings = business_settings()
        self._last = Shop(
            items=tuple(_item(each) for each in products.for_sale()),
            tenders=tuple(_tender(each, settings.enterprise_name) for each in catalogue.tenders()),
            rounding=RoundingRule(settings.rounding_step, settings.rounding_down),
            print_after_sale=settings.print_after_sale,
            copies=settings.receipt_copies,
            paper=settings.default_paper,
            held=len(drafts.list_drafts(HELD)),
            scales=tuple(each.layout for each in scale_layouts()),
            pages=tuple(tile_pages()),
            market=market(None, everybody=True),
            ways=tuple(each for each in channel_rows() if each.active),
            books=paper_books(),
            find=self._finder,
        )
        return self._last

    def left(self) -> Shop:
        """The shop as it was read last, with what is on hand now, bills put aside and promotions."""
        if self._last is None:
            return self.whole()
        left = products.on_hand()
        self._last = replace(
            self._last,
            items=tuple(_stocked(item, left.get(item.id, 0)) for item in self._last.items),
            held=len(drafts.list_drafts(HELD)),
            market=market(None, everybody=True),
            books=paper_books(),
        )
        return self._last


def _stocked(item: Item, on_hand: int) -> Item:
    return item if item.on_hand_milli in (None, on_hand) else replace(item, on_hand_milli=on_hand)


def _item(row: products.SaleItem) -> Item:
    own = SaleUnit(row.unit, MILLI, row.price_e4, row.barcode or "")
    packs = tuple(
        SaleUnit(pack.name, pack.factor_milli, pack.price_e4, pack.barcode or "") for pack in row.units
    )
    service = row.kind is ProductKind.SERVICE
    return Item(
        id=row.id,
        uid=row.uid,
        code=row.code,
        name=row.name,
        units=(own, *packs),
        category=row.category,
        is_open_price=row.is_open_price,
        is_weighed=row.is_weighed,
        is_service=service,
        photo=row.photo,
        on_hand_milli=None if service else row.on_hand_milli,
        parent_id=row.parent_id,
        size=row.size,
        colour=row.colour,
    )


def _tender(row: catalogue.Tender, enterprise: str) -> TenderItem:
    return TenderItem(
        row.uid,
        row.name,
        row.name_en,
        row.icon,
        row.kind,
        row.asks_reference,
        row.promptpay_kind,
        row.promptpay_target,
        row.holder or enterprise,
        row.payer,
        row.settle_days,
    )


def load_photos(keys: Sequence[object]) -> Mapping[object, bytes]:
    """Small pictures by the hash of the photo."""
    found = products.thumbnails([key for key in keys if isinstance(key, bytes)])
    return dict(found.items())


@dataclass(frozen=True, slots=True)
class QuickItem:
    """The product of quick amounts, and what changed if it had to be made."""

    item: Item
    changes: Changes = Changes.NONE


def quick_item(session: Session) -> QuickItem:
    """The open-price service that a typed amount is sold as; made the first time."""
    found = next((each for each in products.for_sale() if each.code == QUICK_CODE), None)
    if found is not None:
        return QuickItem(_item(found))
    data = ProductData(
        name=_("Sundries"),
        unit=pgettext("unit", "time"),
        kind=ProductKind.SERVICE,
        code=QUICK_CODE,
        is_open_price=True,
        position=1_000_000,
    )
    saved = create_product(session, data)
    made = next(each for each in products.for_sale() if each.code == QUICK_CODE)
    return QuickItem(_item(made), saved.changes)


def unknown_item(session: Session, name: str, price_e4: int, code: str) -> QuickItem:
    """Goods that nobody had entered yet, made from their name and price; they are completed later."""
    saved = create_quick_product(session, name=name, price_e4=price_e4, code=code)
    made = next(each for each in products.for_sale() if each.uid == saved.uid)
    return QuickItem(_item(made), saved.changes)


# ---------------------------------------------------------------- selling


@dataclass(frozen=True, slots=True)
class Sold:
    """A posted sale with what the window shows of it."""

    number: str
    uid: bytes
    total: int
    change: int
    warnings: tuple[Notice, ...]
    changes: Changes


def sell(
    session: Session,
    draft: SaleDraft,
    rounding: RoundingRule,
    *,
    on: dt.date,
    kept: bytes | None = None,
    slips: Sequence[BankSlip] = (),
) -> Sold:
    """Post a sale at the rounding that the screen showed; the cart that was kept is dropped with it."""
    extras = NOTHING
    if slips or draft.receipts:
        extras = SaleExtras(goods=(receipts_named(draft.receipts),), money=(keep_slips(slips),))
    answer: PostedSale = post_sale(session, draft, on=on, rounding=rounding, kept=kept, extras=extras)
    posted = answer.posted
    return Sold(posted.number, posted.uid, posted.total, answer.change, posted.warnings, posted.changes)


def new_party(session: Session, name: str, uid: bytes) -> Saved:
    """A customer with nothing but a name."""
    return create_party(session, PartyData(name=name, is_customer=True), uid=uid)


def party_choices(session: Session) -> list[tuple[bytes, str, str, int]]:
    """Everybody who may buy on account: uid, name, code, what she owes (0 for who may not see debts)."""
    debts = session.may(Permission.SEE_BOOKS)
    found: list[tuple[bytes, str, str, int]] = []
    after: tuple[object, int] | None = None
    while True:
        page = parties.list_parties(after=after)
        found.extend((row.uid, row.name, row.code, row.owes if debts else 0) for row in page)
        if len(page) < parties.PAGE:
            return found
        after = page[-1].cursor
