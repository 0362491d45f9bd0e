"""What the page of the opening does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial

from app.domain import money
from app.domain.asset import AssetDraft
from app.domain.ledger import ProductKind
from app.domain.opening import OpeningBooksDraft
from app.domain.party import PartyData
from app.domain.session import Permission, Session
from app.queries.balances import month_end
from app.queries.catalogue import Account, accounts
from app.queries.drafts import list_drafts, load_draft
from app.queries.parties import PartyRow, list_parties
from app.queries.products import ProductFilter, ProductRow, list_products
from app.queries.profit import book_span
from app.queries.sales import DocumentRow, documents
from app.queries.settings import business_settings
from app.services.assets import add_asset
from app.services.drafts import DraftSaved, delete_draft, save_draft
from app.services.opening import open_books
from app.services.parties import create_party
from app.services.records import saving
from app.services.unit_of_work import Posted
from ui.pages.opening.draft import Kept, from_json, to_json
from ui.widgets.party_field import NewName

MANY = 100_000
ENTERED = frozenset(
    {
        *("stock_material", "stock_packaging", "stock_product", "wip", "receivable", "payable", "shares"),
        *("equipment", "land", "equipment_wear", "sales", "service_income", "cost_of_sales", "cost_variance"),
        *("opening_equity", "shares_unpaid", "loans", "member_loans", "member_savings"),
    }
)
"""Roles of accounts that have their own part of the opening, or follow from it."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What the opening chooses from, and what was opened before."""

    money: tuple[Account, ...] = ()
    others: tuple[Account, ...] = ()
    people: tuple[PartyRow, ...] = ()
    goods: tuple[ProductRow, ...] = ()
    before: tuple[DocumentRow, ...] = ()
    first_day: dt.date | None = None
    share_par: int = 0
    """What one share is, satang; 0 while the group has not said so."""


@dataclass(slots=True)
class Opening:
    """Everything typed: the draft, the assets of their own register, and people who are new."""

    draft: OpeningBooksDraft
    assets: tuple[AssetDraft, ...] = ()
    people: dict[bytes, NewName] = field(default_factory=dict)
    kinds: dict[bytes, str] = field(default_factory=dict)
    """What a new person is: ``customer``, ``supplier`` or ``member``, by uid."""


def lists() -> Lists:
    """Accounts, people, goods, and earlier openings."""
    span = book_span()
    known = accounts()
    return Lists(
        tuple(account for account in known if account.is_money),
        tuple(account for account in known if not account.is_money and account.role not in ENTERED),
        tuple(list_parties(limit=MANY)),
        tuple(
            list_products(
                ProductFilter(kinds=(ProductKind.PRODUCT, ProductKind.MATERIAL, ProductKind.PACKAGING)),
                limit=MANY,
            )
        ),
        documents(span[0], month_end(span[1]), kind="opening", limit=5) if span else (),
        span[0] if span else None,
        business_settings().share_par,
    )


def months_of(years_milli: int) -> int:
    """Whole months of a number of years in thousandths."""
    return money.divide_round(years_milli * 12, money.MILLI)


def book_value(assets: tuple[AssetDraft, ...]) -> int:
    """What assets are worth in the books together, satang."""
    return sum(asset.cost - asset.depreciated for asset in assets)


def _kind(session: Session) -> str:
    return f"opening {session.user_uid.hex()}"


def kept(session: Session) -> Kept | None:
    """The opening that this person has begun last; one that cannot be read is none."""
    for row in list_drafts(_kind(session)):
        found = load_draft(row.uid)
        if found is not None:
            try:
                return from_json(found.uid, found.data)
            except ValueError:
                continue
    return None


def keep(session: Session, typed: Kept) -> DraftSaved:
    """Keep what is typed so far; nothing typed drops it."""
    if not typed.count:
        return delete_draft(session, typed.uid)
    return save_draft(session, typed.uid, kind=_kind(session), data=to_json(typed))


def drop(session: Session, uid: bytes) -> DraftSaved:
    """Throw away what was begun."""
    return delete_draft(session, uid)


def post(session: Session, opening: Opening, *, on: dt.date) -> tuple[Posted, ...]:
    """Post the opening with its assets and new people, all or nothing."""
    with saving(session, Permission.POST_JOURNAL):
        for uid, name in opening.people.items():
            kind = opening.kinds.get(uid, "")
            create_party(
                session,
                PartyData(
                    name=name.name,
                    is_member=kind == "member",
                    is_customer=kind == "customer",
                    is_supplier=kind == "supplier",
                ),
                uid=uid,
            )
        posted = open_books(
            session, opening.draft, on=on, also=partial(_add_assets, session, opening.assets, on)
        )
        if session.may(Permission.EDIT_DRAFTS):
            delete_draft(session, opening.draft.uid)
    return posted


def _add_assets(session: Session, assets: tuple[AssetDraft, ...], on: dt.date) -> None:
    for asset in assets:
        add_asset(session, asset, on=on)
