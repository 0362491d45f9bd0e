"""What the page of the assets does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from app.domain.asset import AssetDraft, AssetSource, AssetWords, DisposeDraft, ImproveDraft
from app.domain.fiscal import fiscal_year
from app.domain.session import Permission, Session
from app.queries.assets import AssetRow, due_until, months_to_depreciate, register, words_of
from app.queries.catalogue import Account, Section, money_accounts, sections
from app.queries.parties import PartyRow, list_parties
from app.queries.settings import business_settings
from app.queries.tax import registered_from
from app.services.assets import add_asset, dispose_asset, improve_asset
from app.services.unit_of_work import Posted
from reports.asset_card import story
from reports.model import Report
from ui.new_people import with_people
from ui.widgets.party_field import NewName

MANY = 100_000


@dataclass(frozen=True, slots=True)
class Lists:
    """What the forms choose from."""

    accounts: tuple[Account, ...] = ()
    people: tuple[PartyRow, ...] = ()
    sections: tuple[Section, ...] = ()
    vat_from: dt.date | None = None
    """First day as a VAT-registered seller."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The register on a day: its sums in satang, and the months whose depreciation is still to be entered."""

    rows: tuple[AssetRow, ...] = ()
    cost: int = 0
    depreciation: int = 0
    book_value: int = 0
    this_year: int = 0
    missing: tuple[dt.date, ...] = ()


def lists() -> Lists:
    """Places of money, people and sections."""
    return Lists(
        tuple(money_accounts()), tuple(list_parties(limit=MANY)), tuple(sections()), registered_from()
    )


def shown(today: dt.date) -> Shown:
    """The register as it stands, and what is due by ``today`` and missing."""
    year = fiscal_year(today, business_settings().fiscal_start_month)
    rows = register(dt.date.max, year.first)
    here = [row for row in rows if row.is_here]
    return Shown(
        rows,
        sum(row.cost for row in here),
        sum(row.depreciation for row in here),
        sum(row.book_value for row in here),
        sum(row.this_year for row in here),
        months_to_depreciate(due_until(today)),
    )


def card(code: str) -> Report | None:
    """One asset's card for the panel."""
    return story(code)


def words(uid: bytes) -> AssetWords | None:
    """What describes an asset."""
    return words_of(uid)


def add(session: Session, draft: AssetDraft, names: tuple[NewName, ...], *, on: dt.date) -> Posted:
    """Put an asset on record, with people who are new."""
    bought = draft.source is AssetSource.BOUGHT
    permission = Permission.BUY if bought else Permission.POST_JOURNAL
    return with_people(session, permission, names, partial(add_asset, session, draft, on=on))


def improve(session: Session, draft: ImproveDraft, names: tuple[NewName, ...], *, on: dt.date) -> Posted:
    """Improve an asset, with people who are new."""
    return with_people(session, Permission.BUY, names, partial(improve_asset, session, draft, on=on))


def leave(session: Session, draft: DisposeDraft, names: tuple[NewName, ...], *, on: dt.date) -> Posted:
    """Let an asset go, with people who are new."""
    job = partial(dispose_asset, session, draft, on=on)
    return with_people(session, Permission.POST_JOURNAL, names, job)
