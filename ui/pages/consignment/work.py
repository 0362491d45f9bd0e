"""What the page of consigned goods reads and posts on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from app.domain.consignment import (
    BorneBy,
    Direction,
    GoodsDraft,
    Method,
    SettleDraft,
    ShopDraft,
    TermsData,
    WorkedDraft,
)
from app.domain.session import Permission, Session
from app.i18n import N_
from app.queries.catalogue import Account, money_accounts
from app.queries.consigned_shops import Shop, shops
from app.queries.consignment import (
    OwnedRow,
    OwnerRow,
    TermsRow,
    Unsettled,
    all_terms,
    owners,
    stock_of,
    unsettled,
)
from app.queries.parties import PartyRow, list_parties
from app.queries.products import ProductFilter, ProductRow, list_products
from app.queries.settings import business_settings
from app.services.consigned_out import bring_back, lose_at_shop, send_out, settle_shop
from app.services.consignment import change_terms, create_terms, give_back, lose, remove_terms, take_in
from app.services.processing import process_goods
from app.services.records import Saved
from app.services.settlements import settle_owner
from app.services.unit_of_work import Posted
from reports.consignment_card import owner_card, shop_card
from reports.model import Report
from ui.new_people import with_people
from ui.widgets.party_field import NewName

MANY = 100_000
MAY = Permission.KEEP_CONSIGNMENT


class Side(StrEnum):
    """What the list shows."""

    WITH_US = "with_us"
    AT_SHOPS = "at_shops"


SIDE_WORDS = {Side.WITH_US: N_("Others' goods with us"), Side.AT_SHOPS: N_("Our goods at shops")}


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody whose goods we sell, or who sells ours."""

    side: Side
    uid: bytes
    id: int
    code: str
    name: str
    kinds: int
    owed: int
    settled_to: dt.date | None
    since: dt.date | None = None
    is_late: bool = False
    shop: Shop | None = None

    @property
    def key(self) -> tuple[str, bytes, int]:
        """What names a row: a shop may sell at two places."""
        return (self.side.value, self.uid, self.shop.location_id if self.shop else 0)


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from."""

    people: tuple[PartyRow, ...] = ()
    goods: tuple[ProductRow, ...] = ()
    accounts: tuple[Account, ...] = ()
    terms: tuple[TermsRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement as it is typed with a slip."""

    method: Method
    value: int
    spoilage_by: BorneBy = BorneBy.GROUP
    discount_by: BorneBy = BorneBy.GROUP


@dataclass(frozen=True, slots=True)
class Brought:
    """A slip as it is typed, with people who are new and what is agreed."""

    draft: GoodsDraft
    agreed: Agreed
    people: tuple[NewName, ...] = ()


def rows(side: Side, today: dt.date) -> tuple[Row, ...]:
    """The list of a side."""
    warn_days = business_settings().consigned_warn_days
    if side is Side.WITH_US:
        return tuple(_owner_row(each, today, warn_days) for each in owners())
    return tuple(_shop_row(each, today, warn_days) for each in shops())


def _owner_row(each: OwnerRow, today: dt.date, warn_days: int) -> Row:
    return Row(
        Side.WITH_US,
        each.uid,
        each.id,
        each.code,
        each.name,
        each.products,
        each.owed,
        each.settled_to,
        each.since,
        each.since is not None and (today - each.since).days > warn_days,
    )


def _shop_row(each: Shop, today: dt.date, warn_days: int) -> Row:
    return Row(
        Side.AT_SHOPS,
        each.uid,
        each.id,
        each.code,
        each.name,
        len(each.goods),
        each.owes,
        each.settled_to,
        each.since,
        bool(each.goods) and each.days(today) > warn_days,
        each,
    )


def lists() -> Lists:
    """People, goods, places of money and agreements."""
    goods = list_products(ProductFilter(), limit=MANY)
    return Lists(
        tuple(list_parties(limit=MANY)),
        tuple(each for each in goods if each.kind != "service"),
        tuple(money_accounts()),
        tuple(all_terms()),
    )


def card(row: Row, today: dt.date) -> Report:
    """What stands between the group and somebody."""
    if row.shop is not None:
        return shop_card(row.shop, today)
    return owner_card(row.id, row.name)


def goods_of(party_id: int) -> tuple[OwnedRow, ...]:
    """What lies here of somebody."""
    return tuple(stock_of(party_id))


def sheet(party_id: int, last_day: dt.date) -> Unsettled:
    """What would be settled."""
    return unsettled(party_id, last_day)


def bring(session: Session, brought: Brought, *, on: dt.date) -> Posted:
    """New people, what is agreed if it is new or other than before, and the slip: all or nothing."""
    post = partial(_bring, session, brought, on)
    return with_people(session, MAY, brought.people, post)


def _bring(session: Session, brought: Brought, on: dt.date) -> Posted:
    draft, agreed = brought.draft, brought.agreed
    own = {each.product_uid for each in own_terms(all_terms(), draft.party_uid, draft.direction, on)}
    if draft.party_uid is not None and not all(line.product_uid in own for line in draft.lines):
        data = TermsData(
            draft.direction,
            draft.party_uid,
            agreed.method,
            agreed.value,
            on,
            spoilage_by=agreed.spoilage_by,
            discount_by=agreed.discount_by,
        )
        _agree(session, data, on)
    post = send_out if draft.direction is Direction.OUT else take_in
    return post(session, draft, on=on)


def _agree(session: Session, data: TermsData, on: dt.date) -> None:
    """Enter an agreement that holds from a day on, unless the same holds already."""
    holds = terms_for(all_terms(), data.party_uid, data.direction, on)
    if holds is None:
        create_terms(session, data)
    elif agreed_in(holds) != Agreed(data.method, data.value, data.spoilage_by, data.discount_by):
        if holds.from_day == on:
            change_terms(session, holds.uid, data=data)
        else:
            create_terms(session, data)


def agreed_in(row: TermsRow) -> Agreed:
    """What an agreement says."""
    return Agreed(row.method, row.value, row.spoilage_by, row.discount_by)


def terms_for(
    terms: Sequence[TermsRow], party_uid: bytes | None, direction: Direction, on: dt.date
) -> TermsRow | None:
    """What holds for all goods of somebody on a day."""
    return next(
        (
            each
            for each in terms
            if each.party_uid == party_uid
            and each.direction is direction
            and each.product_uid is None
            and each.from_day <= on
        ),
        None,
    )


def own_terms(
    terms: Sequence[TermsRow], party_uid: bytes | None, direction: Direction, on: dt.date
) -> list[TermsRow]:
    """What holds on a day for single products of somebody, whatever holds for all."""
    found: dict[bytes, TermsRow] = {}
    for each in terms:
        is_hers = each.party_uid == party_uid and each.direction is direction and each.from_day <= on
        if is_hers and each.product_uid is not None:
            found.setdefault(each.product_uid, each)
    return list(found.values())


def agree(session: Session, data: TermsData) -> Saved:
    """Enter an agreement; one of the same matter and day is changed instead."""
    same = [
        each
        for each in all_terms()
        if (each.party_uid, each.direction, each.product_uid, each.from_day)
        == (data.party_uid, data.direction, data.product_uid, data.from_day)
    ]
    return change_terms(session, same[0].uid, data=data) if same else create_terms(session, data)


def remove_agreed(session: Session, terms_uid: bytes) -> Saved:
    """Take an agreement out."""
    return remove_terms(session, terms_uid)


def agree_again(session: Session, row: TermsRow) -> Saved:
    """Enter an agreement as it stood."""
    return agree(
        session,
        TermsData(
            row.direction,
            row.party_uid,
            row.method,
            row.value,
            row.from_day,
            row.product_uid,
            spoilage_by=row.spoilage_by,
            discount_by=row.discount_by,
            note=row.note,
        ),
    )


def move(session: Session, draft: GoodsDraft, *, loses: bool, on: dt.date) -> Posted:
    """Goods go back to their owner or come back from a shop, or are bad or missing."""
    if draft.direction is Direction.OUT:
        return (lose_at_shop if loses else bring_back)(session, draft, on=on)
    return (lose if loses else give_back)(session, draft, on=on)


def settle(session: Session, draft: SettleDraft, *, on: dt.date) -> Posted:
    """Settle with an owner."""
    return settle_owner(session, draft, on=on)


def sold(session: Session, draft: ShopDraft, *, on: dt.date) -> Posted:
    """What a shop sold."""
    return settle_shop(session, draft, on=on)


def worked(session: Session, draft: WorkedDraft, *, on: dt.date) -> Posted:
    """What was made of somebody's material."""
    return process_goods(session, draft, on=on)
