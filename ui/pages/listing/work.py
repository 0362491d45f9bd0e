"""What the page of the online market reads and writes on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.listing import PART_WORDS, post_text
from app.domain.session import Permission, Session
from app.i18n import _
from app.queries.parties import PartyRow, list_parties
from app.queries.pre_orders import Channel, channels
from app.queries.product_pages import (
    CertificateOf,
    PageRow,
    certificates_of,
    lot_codes,
    page,
    pages,
    photos_of,
)
from app.queries.products import pictures, thumbnails
from app.queries.promotions import price_rows
from app.services.printing import log_export
from app.services.product_pages import MAY, add_photo, describe_photo, order_photos, take_photo_out
from app.services.records import Saved, saving
from app.thai.dates import format_date
from reports import catalogue_pages, goods_labels, listing_pack, recall
from reports.catalogue import Question, build
from reports.common import Span, issuer
from reports.listing_words import facts_of, post_words, price_words
from reports.model import Block, Figure, Figures, Kind, Paragraph, Picture, Pictures, Report
from ui.attached_pictures import KeptPicture, PictureChanges
from ui.chosen_photo import read_photo
from ui.files import Place, write_file
from ui.runner import Progress

PACK, CATALOGUE, SHELF, GOODS, RECALL = (
    "pack",
    catalogue_pages.NAME,
    goods_labels.SHELF,
    goods_labels.GOODS,
    recall.NAME,
)
MANY = 100_000
SHOWN_PICTURES = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """The list and how far it has come; ``average`` in hundredths."""

    rows: tuple[PageRow, ...]
    ready: int
    open: int
    average: int


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from: people, lots with their goods and days, whose prices are told."""

    people: tuple[PartyRow, ...] = ()
    lots: tuple[tuple[str, str, dt.date], ...] = ()
    channels: tuple[Channel, ...] = ()
    """Ways of selling that have prices of their own."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper or pack: of which goods, in which way."""

    kind: str
    codes: tuple[str, ...] = ()
    lot: str = ""
    option: str = ""
    pack: listing_pack.PackOptions = field(default_factory=listing_pack.PackOptions)


def shown(day: dt.date) -> Shown:
    """Every product that is sold, as the market would show it."""
    rows = pages(day)
    listed = [row for row in rows if row.is_listed]
    ready = sum(row.is_ready for row in listed)
    average = sum(row.percent for row in listed) // len(listed) if listed else 0
    return Shown(rows, ready, len(listed) - ready, average)


def lists() -> Lists:
    """What can be chosen."""
    priced = {each.rule.channel for each in price_rows() if each.active}
    found = tuple(each for each in channels() if each.code in priced)
    return Lists(tuple(list_parties(limit=MANY)), lot_codes(), found)


def missing_words(row: PageRow) -> str:
    """What is missing, in words."""
    return ", ".join(_(PART_WORDS[part]) for part in row.missing)


def card(uid: bytes, day: dt.date) -> Report:
    """A product page as it would be posted, with what is missing and its certificates."""
    row = page(uid, day)
    assert row is not None
    item = row.shown
    figures = Figures(
        (
            Figure(_("Complete"), f"{row.percent} %", Kind.TEXT),
            Figure(_("Pictures"), len(item.photos), Kind.COUNT),
        )
    )
    words = [] if not row.missing else [_("Still missing: {what}.").format(what=missing_words(row))]
    texts: list[Block] = [Paragraph(each) for each in words]
    texts += [Paragraph(each) for each in _certificates(certificates_of(uid, day))]
    images = pictures(item.photos[:SHOWN_PICTURES])
    if images:
        texts.append(Pictures(tuple(Picture("", images[key]) for key in item.photos if key in images)))
    words_of_post = post_text(item, post_words(), price_words(item))
    texts += [Paragraph(words_of_post, title=_("The post"))]
    return Report(
        "product-page", item.title, issuer(), (figures, *texts), subtitle=" · ".join(facts_of(item)[:1])
    )


def post(uid: bytes, day: dt.date) -> str:
    """The words of a post, to be pasted somewhere."""
    row = page(uid, day)
    return "" if row is None else post_text(row.shown, post_words(), price_words(row.shown))


def _certificates(found: tuple[CertificateOf, ...]) -> list[str]:
    words = []
    for each in found:
        text = " ".join(part for part in (each.title, each.number) if part)
        if each.expires_on is None:
            words.append(text)
        elif each.is_over:
            words.append(_("{what}: ended {day}").format(what=text, day=format_date(each.expires_on)))
        else:
            words.append(_("{what}: until {day}").format(what=text, day=format_date(each.expires_on)))
    return words


# ---------------------------------------------------------------- pictures


def kept_pictures(uid: bytes) -> tuple[KeptPicture, ...]:
    """The further pictures of a product in their order."""
    found = photos_of(uid)
    small = thumbnails({each.sha256 for each in found})
    return tuple(KeptPicture(each.uid, each.caption, "", small.get(each.sha256)) for each in found)


def add_picture(session: Session, uid: bytes, path: Path) -> Saved:
    """Give a product one more picture file."""
    return add_photo(session, uid, data=read_photo(path).data)


def save_pictures(session: Session, uid: bytes, changes: PictureChanges, order: tuple[bytes, ...]) -> Saved:
    """Write the words, take pictures out and put the others in order, all or nothing."""
    with saving(session, MAY):
        for photo, caption in changes.captions:
            describe_photo(session, photo, caption=caption)
        for photo in changes.removed:
            take_photo_out(session, photo)
        return order_photos(session, uid, order=order)


# ---------------------------------------------------------------- papers and packs


def paper(session: Session, wanted: Wanted, day: dt.date, printed: dt.datetime) -> Report:
    """A catalogue, labels or a recall list."""
    question = Question(
        Span(day, day), wanted.lot, ",".join(wanted.codes), printed=printed, option=wanted.option
    )
    made = build(session, wanted.kind, question)
    assert isinstance(made, Report)
    return made


def save_pack(session: Session, wanted: Wanted, day: dt.date, place: Place, progress: Progress) -> Place:
    """Write a listing pack and note that it left the book."""
    session.require(Permission.EXPORT)

    def step(done: int, total: int, text: str) -> None:
        progress.stop_if_cancelled()
        progress.report(done, total, text)

    data = listing_pack.build(day, codes=wanted.codes, options=wanted.pack, progress=step)
    progress.stop_if_cancelled()
    write_file(place, data)
    log_export(session, name="listing-pack", file=place.name)
    return place
