"""What the page of barter reads and posts on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.barter import Side
from app.domain.gift import PURPOSE_WORDS, GiftWay
from app.domain.ledger import ProductKind
from app.domain.partner import GoodsSide, Match, PartnerGoods, PartnerGoodsData, matches
from app.domain.party import PartyData
from app.domain.product import ProductUnitData
from app.domain.relief import ReliefDraft
from app.domain.session import Permission, Session
from app.i18n import _
from app.queries.barter import BarterRow, barters, last_values
from app.queries.catalogue import Account, Tender, money_accounts, tenders
from app.queries.gifts import GiftRow, gifts, partner_goods
from app.queries.parties import PartyRow, list_parties
from app.queries.products import ProductFilter, ProductRow, for_sale, list_products
from app.services.parties import create_party
from app.services.partners import add_partner_goods, change_partner_goods
from app.services.records import Saved, saving
from app.services.relief import post_relief_sale
from app.services.unit_of_work import Posted
from app.thai.digits import format_quantity
from reports.barter_card import card
from reports.barter_words import state_words
from reports.gifts import gift_card
from reports.model import Report
from reports.partners import goods_card
from ui.widgets.party_field import NewName

MANY = 100_000
PAID_BY = ("cash", "promptpay", "transfer", "account")
"""Ways in which a relief sale is paid."""
YEARS = 3
"""Gifts of so many years are shown."""


class Sort(StrEnum):
    """What a line of the list is."""

    BARTER = "barter"
    GOODS = "goods"
    GIFT = "gift"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list; amounts are satang, None where they say nothing."""

    sort: Sort
    uid: bytes
    on: dt.date | None
    party: str
    what: str
    to_us: int | None
    by_us: int | None
    state: str
    tone: str
    source: BarterRow | PartnerGoods | tuple[GiftRow, ...]

    @property
    def barter(self) -> BarterRow | None:
        """The agreement, if it is one."""
        return self.source if isinstance(self.source, BarterRow) else None

    @property
    def goods(self) -> PartnerGoods | None:
        """The line of a partner's list, if it is one."""
        return self.source if isinstance(self.source, PartnerGoods) else None


@dataclass(frozen=True, slots=True)
class Shown:
    """Every line, and what is owed in goods, satang."""

    rows: tuple[Entry, ...] = ()
    to_us: int = 0
    by_us: int = 0
    late: int = 0
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from."""

    people: tuple[PartyRow, ...] = ()
    goods: tuple[ProductRow, ...] = ()
    packs: Mapping[bytes, tuple[ProductUnitData, ...]] = field(default_factory=dict)
    accounts: tuple[Account, ...] = ()
    tenders: tuple[Tender, ...] = ()
    values: Mapping[bytes, int] = field(default_factory=dict)
    """What goods counted when they were last bartered (e4 of their own unit)."""

    @property
    def on_sale(self) -> tuple[ProductRow, ...]:
        """Goods that are sold."""
        return tuple(each for each in self.goods if each.is_for_sale)

    @property
    def stocked(self) -> tuple[ProductRow, ...]:
        """Goods that can be received: no services."""
        return tuple(each for each in self.goods if each.kind is not ProductKind.SERVICE)


def lists() -> Lists:
    """People, goods with their packs, places of money."""
    return Lists(
        tuple(list_parties(limit=MANY)),
        tuple(list_products(ProductFilter(), limit=MANY)),
        {item.uid: item.units for item in for_sale() if item.units},
        tuple(money_accounts()),
        tuple(each for each in tenders() if each.kind in PAID_BY),
        last_values(),
    )


def shown(today: dt.date) -> Shown:
    """Agreements, partners' goods and gifts as they stand."""
    agreed = barters()
    goods = partner_goods()
    found = matches(goods)
    first = today.replace(year=max(today.year - YEARS, 1), day=1)
    return Shown(
        (
            *(_barter(each, today) for each in agreed),
            *(_goods(each, found) for each in goods),
            *_gifts(gifts(first, dt.date.max)),
        ),
        sum(each.owed_to_us for each in agreed),
        sum(each.owed_by_us for each in agreed),
        sum(each.is_late(today) for each in agreed),
        found,
    )


def details(entry: Entry, found: Sequence[Match]) -> Report:
    """What stands in the panel for a line."""
    if isinstance(entry.source, BarterRow):
        return card(entry.source)
    if isinstance(entry.source, PartnerGoods):
        return goods_card(entry.source, found)
    return gift_card(entry.source)


def save_goods(
    session: Session, data: PartnerGoodsData, names: Sequence[NewName], *, uid: bytes, known: bool
) -> Saved:
    """Save a line of a partner's list, with a partner who is new."""
    with saving(session, Permission.BARTER):
        for name in names:
            create_party(session, PartyData(name=name.name), uid=name.uid)
        if known:
            return change_partner_goods(session, uid, data=data)
        return add_partner_goods(session, data, uid=uid)


def sell_relief(session: Session, draft: ReliefDraft, names: Sequence[NewName], on: dt.date) -> Posted:
    """Post a relief sale, with a buyer who is new."""
    with saving(session, Permission.SELL):
        for name in names:
            create_party(session, PartyData(name=name.name), uid=name.uid)
        return post_relief_sale(session, draft, on=on).posted


def _barter(each: BarterRow, today: dt.date) -> Entry:
    tone = "ink-soft" if each.is_over else "clay" if each.is_late(today) else "indigo"
    lists = " ↔ ".join(
        ", ".join(line.name for line in each.deal.of(side)) for side in (Side.GIVE, Side.RECEIVE)
    )
    return Entry(
        Sort.BARTER,
        each.uid,
        each.on,
        each.party,
        lists,
        each.owed_to_us or None,
        each.owed_by_us or None,
        state_words(each) if not each.is_late(today) else _("Past the agreed day"),
        tone,
        each,
    )


def _goods(each: PartnerGoods, found: Sequence[Match]) -> Entry:
    side = _("Has: {what}") if each.side is GoodsSide.HAS else _("Needs: {what}")
    amount = f"{format_quantity(each.quantity_milli)} {each.unit}" if each.quantity_milli else ""
    what = side.format(what=" ".join(part for part in (each.name, amount) if part))
    fits = any(each.uid in (match.goods.uid, match.other.uid if match.other else b"") for match in found)
    state = _("Put aside") if not each.active else _("Fits") if fits else ""
    return Entry(
        Sort.GOODS,
        each.uid,
        None,
        each.party,
        what,
        None,
        None,
        state or each.season,
        "leaf" if fits else "" if each.active else "ink-soft",
        each,
    )


def _gifts(rows: Sequence[GiftRow]) -> list[Entry]:
    by_document: dict[bytes, list[GiftRow]] = {}
    for each in rows:
        by_document.setdefault(each.document_uid, []).append(each)
    entries = []
    for uid, lines in by_document.items():
        first = lines[0]
        words = _("Given: {what}") if first.way is GiftWay.GIVEN else _("Received: {what}")
        entries.append(
            Entry(
                Sort.GIFT,
                uid,
                first.on,
                first.party,
                words.format(what=", ".join(line.description for line in lines)),
                None,
                None,
                _(PURPOSE_WORDS[first.purpose]) if first.stands else _("Undone"),
                "" if first.stands else "ink-soft",
                tuple(lines),
            )
        )
    return entries
