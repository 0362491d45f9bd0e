"""Assets: how they come, what is put into them, how they wear month by month, and how they leave."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace

from app.changes import Changes
from app.domain.asset import (
    AssetDraft,
    AssetSource,
    AssetWords,
    DisposeDraft,
    ImproveDraft,
    Leaving,
    ScrapError,
    at_cost,
    check_life,
    checked_asset,
    checked_words,
    slip_for,
)
from app.domain.depreciation import (
    Life,
    Purpose,
    Standing,
    Step,
    charge,
    charged_months,
    improved_from,
    missing_months,
    months_from,
    standing,
)
from app.domain.document import DocumentKind, new_uid
from app.domain.fiscal import last_of_month
from app.domain.ledger import AccountRole
from app.domain.session import Permission, Session
from app.domain.slip_entry import Direction
from app.errors import UserError
from app.i18n import N_
from app.queries.assets import AssetLife, lives, months_to_depreciate, steps
from app.queries.settings import business_settings
from app.services import records
from app.services.asset_writer import cost_account, described, here, known, record_asset, step
from app.services.dimensions import about
from app.services.entries import settle
from app.services.journal import account_id
from app.services.products import refuse_code
from app.services.project_watch import watch
from app.services.purchases import slip_fields
from app.services.records import Saved, saving
from app.services.sales import party_of
from app.services.unit_of_work import Entry, Posted, find_posted, post
from app.services.vat import write_input_tax
from app.thai.dates import format_month
from app.thai.normalise import clean_text
from db import connection as book
from db.models.books import Asset
from db.sql import assets as sql


class DepreciationBehindError(UserError):
    """Months before an improvement or a leaving that are not depreciated yet."""

    message = N_(
        "Please enter depreciation up to {month} first: then it is clear what the asset is still worth."
    )


class DepreciationAheadError(UserError):
    """Months after the day on which an asset leaves are depreciated already."""

    message = N_(
        "Depreciation is entered up to {month} already. Please undo what is later than the day it leaves, "
        "or choose a later day."
    )


class NothingToDepreciateError(UserError):
    """No asset has anything to depreciate up to a month."""

    message = N_("Up to {month} there is nothing to depreciate that is not entered already.")


class NotOursError(UserError):
    """Something that only its owner could do with a lent asset."""

    message = N_("“{name}” belongs to somebody else: it can only be given back or lost.")


class OursError(UserError):
    """The group's own asset is to be given back."""

    message = N_("“{name}” is the group's own and cannot be given back; please choose another way.")


class NothingChangesError(UserError):
    """An improvement without an amount, a life or a value at the end."""

    message = N_("What changes? Please enter an amount or how long it will be used from now on.")


@dataclass(frozen=True, slots=True)
class Depreciated:
    """The documents of depreciation, one a month in order; the last is that of the month asked for."""

    documents: tuple[Posted, ...]
    changes: Changes = Changes.LEDGER


def add_asset(session: Session, draft: AssetDraft, *, on: dt.date) -> Posted:
    """Put a new asset on record and post where it came from, once per ``draft.uid``.

    Bought: paid or owed like a slip. Opening: against opening equity. Donated: fair value against deferred
    income. From a member: contributed capital or shares. Lent: on record only, nothing is posted.
    A registered group's tax in the price is told apart as on other slips.
    Raises what ``checked_asset`` and ``slip_for`` raise, TaxTooLargeError, PartyNeededError,
    UnknownSectionError, UnknownProjectError, CodeTakenError, NotPermittedError, OverLimitError.
    """
    bought = draft.source is AssetSource.BOUGHT
    permission = Permission.BUY if bought else Permission.POST_JOURNAL

    def write(entry: Entry) -> None:
        checked = checked_asset(draft, on)
        party_id, name = party_of(checked.party_uid)
        lent = checked.source is AssetSource.LENT
        entry.document(
            DocumentKind.ASSET,
            on,
            0 if lent else checked.cost,
            party_id=party_id,
            **slip_fields(checked.slip),
            **about(checked.words.section_uid, checked.words.project_uid),
            note=checked.words.name,
        )
        entry.name("giver", name)
        price = checked.cost
        if bought:
            checked = at_cost(checked, write_input_tax(entry, [price], checked.vat)[0])
        record_asset(session, entry, checked, party_id)
        if not lent:
            _post_arrival(entry, checked, price, party_id)
        if bought:
            watch(entry)
        entry.changes = Changes.LEDGER

    return post(session, permission, draft.uid, write)


def change_asset(session: Session, asset_uid: bytes, *, data: AssetWords) -> Saved:
    """Change what describes an asset; raises NotFoundError, AssetNameMissingError, CodeTakenError."""
    words = checked_words(data)
    with saving(session, Permission.POST_JOURNAL):
        row_id, old_code = known(asset_uid)[:2]
        code = words.code or str(old_code)
        refuse_code("asset", code, row_id)
        records.change(session, Asset, row_id, described(words, code))
    return Saved(row_id, asset_uid, code, Changes.LEDGER)


def improve_asset(session: Session, draft: ImproveDraft, *, on: dt.date) -> Posted:
    """Add to the cost of an asset, or see its life anew; what is left is spread over what is left of it.

    Raises NotFoundError, AssetGoneError, NotOursError, NothingChangesError, NoLifeError, LandWearsNotError,
    ScrapError, DepreciationBehindError, TaxTooLargeError, what ``slip_for`` raises, PartyNeededError,
    OverLimitError.
    """

    def write(entry: Entry) -> None:
        asset, posted = here(draft.asset_uid)
        if asset.source is AssetSource.LENT:
            raise NotOursError(name=asset.name)
        if draft.cost < 0 or (not draft.cost and draft.left_months is None and draft.scrap is None):
            raise NothingChangesError
        _refuse_behind(asset, posted, on)
        month = improved_from(asset.life, posted, on)
        party_id, name = party_of(draft.party_uid)
        entry.document(
            DocumentKind.ASSET,
            on,
            draft.cost,
            party_id=party_id,
            section_id=asset.section_id,
            project_id=asset.project_id,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or asset.name,
        )
        entry.name("payee", name)
        cost = write_input_tax(entry, [draft.cost], draft.vat)[0]
        life = _life_after(asset, posted, replace(draft, cost=cost), month)
        records.change(session, Asset, asset.id, {"life_months": life.months, "scrap": life.scrap})
        step(entry, asset.id, Purpose.IMPROVE, month, cost=cost)
        entry.line(cost_account(asset.kind), cost, note=asset.name)
        if draft.cost:
            slip = slip_for(draft.uid, Direction.OUT, draft.cost, draft.pays, description=asset.name)
            settle(entry, slip, draft.cost, party_id, 1)
        watch(entry)
        entry.changes = Changes.LEDGER

    return post(session, Permission.BUY, draft.uid, write)


def depreciate(session: Session, month: dt.date, *, uid: bytes) -> Depreciated:
    """Post the depreciation of a month, and of months before it that were missed: one document each.

    What is charged already is not charged again, and a donated asset releases its deferred income with it.
    Once per ``uid``, which is that of the last document. Raises NothingToDepreciateError, NotPermittedError.
    """
    with saving(session, Permission.POST_JOURNAL):
        found = find_posted(uid)
        if found is not None:
            return Depreciated((found,), Changes.NONE)
        assets = lives()
        due = months_to_depreciate(month, assets)
        if not due:
            raise NothingToDepreciateError(month=format_month(month, long=True))
        done = tuple(
            _post_month(session, each, assets, uid if each == due[-1] else new_uid()) for each in due
        )
    return Depreciated(done)


def dispose_asset(session: Session, draft: DisposeDraft, *, on: dt.date) -> Posted:
    """An asset leaves: its cost and depreciation go, the difference to what it brings is gain or loss.

    What was still deferred of a donated one is released. Raises NotFoundError, AssetGoneError, NotOursError,
    OursError, DepreciationBehindError, DepreciationAheadError, what ``slip_for`` raises, PartyNeededError,
    NotPermittedError.
    """

    def write(entry: Entry) -> None:
        asset, posted = here(draft.asset_uid)
        lent = asset.source is AssetSource.LENT
        sold = draft.how is Leaving.SOLD
        if lent and draft.how not in {Leaving.RETURNED, Leaving.LOST}:
            raise NotOursError(name=asset.name)
        if not lent and draft.how is Leaving.RETURNED:
            raise OursError(name=asset.name)
        _refuse_behind(asset, posted, on)
        _refuse_ahead(posted, on)
        total = draft.amount if sold else 0
        party_id, name = party_of(draft.party_uid)
        entry.document(
            DocumentKind.ASSET,
            on,
            total,
            party_id=party_id,
            section_id=asset.section_id,
            project_id=asset.project_id,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or asset.name,
        )
        entry.name("payer" if sold else "receiver", name)
        came = book.fetch_int(sql.FIRST_DOCUMENT, (asset.id,))
        entry.add("document_link", role=draft.how.value, target_id=came, amount=total)
        now = standing(posted)
        step(
            entry,
            asset.id,
            Purpose.DISPOSE,
            on,
            cost=-now.cost,
            depreciation=-now.depreciation,
            deferred=-now.deferred,
        )
        _post_leaving(entry, asset, now, total)
        if sold:
            slip = slip_for(draft.uid, Direction.IN, total, draft.pays, description=asset.name)
            settle(entry, slip, total, party_id, -1)
        entry.changes = Changes.LEDGER

    return post(session, Permission.POST_JOURNAL, draft.uid, write)


# ---------------------------------------------------------------- parts


def _refuse_behind(asset: AssetLife, posted: tuple[Step, ...], on: dt.date) -> None:
    before = on.replace(day=1) - dt.timedelta(days=1)
    if asset.source is not AssetSource.LENT and missing_months(asset.life, posted, before):
        raise DepreciationBehindError(month=format_month(before, long=True))


def _refuse_ahead(posted: tuple[Step, ...], on: dt.date) -> None:
    last = max(charged_months(posted), default=on)
    if last > on:
        raise DepreciationAheadError(month=format_month(last, long=True))


def _life_after(asset: AssetLife, posted: tuple[Step, ...], draft: ImproveDraft, month: dt.date) -> Life:
    """The life with what an improvement changes; there must be some of it left."""
    scrap = asset.life.scrap if draft.scrap is None else draft.scrap
    now = standing(posted)
    if not 0 <= scrap <= now.book_value + draft.cost:
        raise ScrapError
    months = asset.life.months
    if draft.left_months is not None:
        months = months_from(asset.life.in_use_from, month) + max(draft.left_months, 0)
    check_life(asset.name, asset.kind, months)
    life = Life(asset.life.in_use_from, months, scrap)
    if life.end is not None and life.end <= month:
        check_life(asset.name, asset.kind, None)  # its life is over: it needs a new one
    return life


def _post_arrival(entry: Entry, draft: AssetDraft, price: int, party_id: int | None) -> None:
    note = draft.words.name
    entry.line(cost_account(draft.kind), draft.cost, note=note)
    match draft.source:
        case AssetSource.BOUGHT:
            slip = slip_for(draft.uid, Direction.OUT, price, draft.pays, description=note)
            settle(entry, slip, price, party_id, 1)
        case AssetSource.OPENING:
            entry.line(account_id(AccountRole.EQUIPMENT_WEAR), -draft.depreciated, note=note)
            entry.line(account_id(AccountRole.DEFERRED_INCOME), -draft.deferred, note=note)
            rest = draft.cost - draft.depreciated - draft.deferred
            entry.line(account_id(AccountRole.OPENING_EQUITY), -rest, note=note)
        case AssetSource.DONATED:
            entry.line(account_id(AccountRole.DEFERRED_INCOME), -draft.cost, note=note)
        case AssetSource.MEMBER if draft.as_shares:
            entry.line(account_id(AccountRole.SHARES), -draft.cost, party_id=party_id, note=note)
        case _:
            entry.line(account_id(AccountRole.CONTRIBUTED_CAPITAL), -draft.cost, note=note)


def _post_leaving(entry: Entry, asset: AssetLife, now: Standing, proceeds: int) -> None:
    note = asset.name
    entry.line(account_id(AccountRole.EQUIPMENT_WEAR), now.depreciation, note=note)
    entry.line(cost_account(asset.kind), -now.cost, note=note)
    entry.line(account_id(AccountRole.DEFERRED_INCOME), now.deferred, note=note)
    entry.line(account_id(AccountRole.DEFERRED_RELEASE), -now.deferred, note=note)
    gain = proceeds - now.book_value
    role = AccountRole.ASSET_GAIN if gain > 0 else AccountRole.ASSET_LOSS
    entry.line(account_id(role), -gain, note=note)


def _post_month(session: Session, month: dt.date, assets: tuple[AssetLife, ...], uid: bytes) -> Posted:
    day = business_settings().depreciation_day
    last = last_of_month(month)
    on = last if not day else month.replace(day=min(day, last.day))

    def write(entry: Entry) -> None:
        posted = steps()
        worn: dict[tuple[int | None, int | None], int] = defaultdict(int)
        released: dict[tuple[int | None, int | None], int] = defaultdict(int)
        charges = [
            (asset, due)
            for asset in assets
            if (due := charge(asset.life, posted.get(asset.id, ()), month)).depreciation
        ]
        total = sum(due.depreciation for _asset, due in charges)
        entry.document(DocumentKind.DEPRECIATION, on, total)
        for asset, due in charges:
            step(
                entry,
                asset.id,
                Purpose.DEPRECIATE,
                month,
                depreciation=due.depreciation,
                deferred=-due.release,
            )
            where = (asset.section_id, asset.project_id)
            worn[where] += due.depreciation
            released[where] += due.release
        for (section, project), amount in worn.items():
            for role, value in (
                (AccountRole.DEPRECIATION, amount),
                (AccountRole.EQUIPMENT_WEAR, -amount),
                (AccountRole.DEFERRED_INCOME, released[section, project]),
                (AccountRole.DEFERRED_RELEASE, -released[section, project]),
            ):
                entry.line(account_id(role), value, section_id=section, project_id=project)
        entry.changes = Changes.LEDGER

    return post(session, Permission.POST_JOURNAL, uid, write)
