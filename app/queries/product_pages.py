"""Product pages of the online market, their pictures, and where the goods of a lot went."""

import datetime as dt
from dataclasses import dataclass

from app.domain.certificate import CertificateState
from app.domain.listing import PageData, Part, Shown, can_be_listed, completeness, missing
from app.queries.certificates import certificates
from db import connection as book
from db.sql import product_pages as sql


@dataclass(frozen=True, slots=True)
class PageRow:
    """A product of the online market; ``percent`` of its page is there."""

    id: int
    uid: bytes
    shown: Shown
    has_page: bool

    @property
    def percent(self) -> int:
        """How much of the page is there, in hundredths."""
        return completeness(self.shown)

    @property
    def missing(self) -> tuple[Part, ...]:
        """What is missing, the most needed first."""
        return missing(self.shown)

    @property
    def is_listed(self) -> bool:
        """Whether it is meant to be shown."""
        return self.shown.page.is_listed

    @property
    def is_ready(self) -> bool:
        """Whether a market would take it."""
        return can_be_listed(self.shown)


@dataclass(frozen=True, slots=True)
class Photo:
    """A further picture of a product."""

    uid: bytes
    sha256: bytes
    caption: str
    position: int


@dataclass(frozen=True, slots=True)
class CertificateOf:
    """A certificate that is for a product."""

    title: str
    number: str
    expires_on: dt.date | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot as a label shows it."""

    code: str
    made_on: dt.date
    best_before: dt.date | None


@dataclass(frozen=True, slots=True)
class RecalledLot:
    """A lot that is called back, or one that was made with it, and how much of it lies here."""

    id: int
    code: str
    product: str
    unit: str
    made_on: dt.date
    best_before: dt.date | None
    left_milli: int


@dataclass(frozen=True, slots=True)
class RecalledMove:
    """Goods of such a lot that moved; minus is out."""

    number: str
    kind: str
    on: dt.date
    lot: str
    product: str
    unit: str
    purpose: str
    quantity_milli: int
    place: str
    event: str
    party: str
    phone: str
    undone: bool


def pages(day: dt.date) -> tuple[PageRow, ...]:
    """Every product that is sold, in the till's order; certificates as they stand on a day."""
    photos: dict[int, list[bytes]] = {}
    for product_id, sha256 in book.fetch(sql.PHOTOS):
        photos.setdefault(product_id, []).append(sha256)
    valid: dict[bytes, list[str]] = {}
    for each in certificates():
        if each.state(day) is not CertificateState.EXPIRED:
            for uid, _name in each.products:
                valid.setdefault(uid, []).append(each.title)
    return tuple(_row(row, photos.get(row[0], []), valid.get(row[1], [])) for row in book.fetch(sql.PAGES))


def page(uid: bytes, day: dt.date) -> PageRow | None:
    """One product's page, or None."""
    row = book.fetch_one(sql.PAGE, (uid,))
    if row is None:
        return None
    valid = [x.title for x in certificates_of(uid, day) if not x.is_over]
    return _row(row, [photo.sha256 for photo in photos_of(uid)], valid)


def photos_of(uid: bytes) -> tuple[Photo, ...]:
    """The further pictures of a product in their order."""
    return tuple(Photo(*row) for row in book.fetch(sql.PHOTOS_OF, (uid,)))


def certificates_of(uid: bytes, day: dt.date) -> tuple[CertificateOf, ...]:
    """The certificates of a product, also those that are over."""
    return tuple(
        CertificateOf(each.title, each.number, each.expires_on, each.state(day) is CertificateState.EXPIRED)
        for each in certificates()
        if any(uid == its for its, _name in each.products)
    )


def newest_lots() -> dict[int, Lot]:
    """The newest lot of each product by the product's local id."""
    return {row[0]: _lot(row) for row in book.fetch(sql.LOTS)}


def lots_called(code: str) -> dict[int, Lot]:
    """The lots of a code by the product's local id."""
    return {row[0]: _lot(row) for row in book.fetch(sql.LOT, (code,))}


def lot_codes(newest: int = 300) -> tuple[tuple[str, str, dt.date], ...]:
    """The newest lots: code, product, when it was made."""
    return tuple(
        (code, name, dt.date.fromisoformat(day)) for code, name, day in book.fetch(sql.LOT_CODES, (newest,))
    )


def recalled_lots(code: str) -> tuple[RecalledLot, ...]:
    """A lot by its code, and every lot that was made with it."""
    return tuple(
        RecalledLot(lot_id, lot, name, unit, dt.date.fromisoformat(made), _day(best), left)
        for lot_id, lot, name, unit, made, best, left in book.fetch(sql.RECALL_LOTS, (code,))
    )


def recalled_moves(code: str) -> tuple[RecalledMove, ...]:
    """Where the goods of these lots went, by day."""
    return tuple(_move(row) for row in book.fetch(sql.RECALL_MOVES, (code,)))


def _move(row: book.Row) -> RecalledMove:
    values = list(row)
    values[2], values[12] = dt.date.fromisoformat(row[2]), bool(row[12])
    return RecalledMove(*values)


def _row(row: book.Row, photos: list[bytes], valid: list[str]) -> PageRow:
    (row_id, uid, code, name, unit, price, barcode, story, origin, photo, category, on_hand, title, text,
     hashtags, ingredients, directions, net, weight, producer_uid, listed, producer,
     page_id) = row  # fmt: skip
    has_page = page_id is not None
    data = (
        PageData(title, text, hashtags, ingredients, directions, net, weight, producer_uid, bool(listed))
        if has_page
        else PageData()
    )
    keys = tuple(([photo] if photo is not None else []) + photos)
    shown = Shown(
        code, name, unit, price, data, story, origin, producer, on_hand, keys, tuple(valid), barcode, category
    )
    return PageRow(row_id, uid, shown, has_page)


def _lot(row: book.Row) -> Lot:
    return Lot(row[1], dt.date.fromisoformat(row[2]), _day(row[3]))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
