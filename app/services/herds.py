"""Herds: what happens to animals from the day they come to the day they leave, with what they cost."""

import datetime as dt
from typing import Any

from app.changes import Changes
from app.domain.asset import AssetDraft, AssetKind, AssetSource, checked_asset, slip_for
from app.domain.document import DocumentKind, new_uid
from app.domain.herd import (
    ABSORBING,
    COMING,
    LEAVING,
    MOST_HEADS,
    WITH_AMOUNT,
    BreedDraft,
    EmptyHerdError,
    HeadsError,
    Herd,
    HerdData,
    HerdDraft,
    HerdEvent,
    check_event,
    checked_herd,
    leaving_value,
)
from app.domain.ledger import AccountRole
from app.domain.session import Permission, Session
from app.domain.slip_entry import Direction
from app.services import records
from app.services.asset_writer import record_asset
from app.services.dimensions import about
from app.services.entries import UnknownCategoryError, settle
from app.services.journal import account_id
from app.services.products import next_code, refuse_code
from app.services.purchases import slip_fields
from app.services.records import NotFoundError, Saved, saving
from app.services.sales import party_of
from app.services.unit_of_work import Entry, Posted, post
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.models.books import Herd as HerdModel
from db.sql import herds as sql

_GONE: dict[HerdEvent, AccountRole] = {
    HerdEvent.SOLD: AccountRole.ANIMAL_COST,
    HerdEvent.DIED: AccountRole.ANIMAL_LOSS,
    HerdEvent.LOST: AccountRole.ANIMAL_LOSS,
    HerdEvent.GIVEN: AccountRole.SAMPLES,
}
"""What the cost of animals that leave becomes."""


def create_herd(session: Session, data: HerdData, *, uid: bytes | None = None) -> Saved:
    """Begin a herd, once per ``uid``; raises HerdNameMissingError, CodeTakenError, NotPermittedError."""
    data = checked_herd(data)
    uid = uid or new_uid()
    with saving(session, Permission.BUY):
        found = book.fetch_one(sql.BY_UID, (uid,))
        if found is not None:
            return Saved(found[0], uid, found[1])
        code = data.code or next_code("herd", "H")
        refuse_code("herd", code, None)
        row_id = records.add(session, HerdModel, uid, _described(data, code))
    return Saved(row_id, uid, code, Changes.LEDGER)


def update_herd(session: Session, herd_uid: bytes, *, data: HerdData) -> Saved:
    """Change what describes a herd; raises NotFoundError and what ``create_herd`` raises."""
    data = checked_herd(data)
    with saving(session, Permission.BUY):
        row_id, old_code, *_rest = _known(herd_uid)
        code = data.code or str(old_code)
        refuse_code("herd", code, row_id)
        records.change(session, HerdModel, row_id, _described(data, code))
    return Saved(row_id, herd_uid, code, Changes.LEDGER)


def deactivate_herd(session: Session, herd_uid: bytes, *, active: bool = False) -> Saved:
    """Put a herd aside, or with ``active`` take it up again; raises NotFoundError."""
    with saving(session, Permission.BUY):
        row_id, code, *_rest = _known(herd_uid)
        records.change(session, HerdModel, row_id, {"active": int(active)})
    return Saved(row_id, herd_uid, str(code), Changes.LEDGER)


def post_herd(session: Session, draft: HerdDraft, *, on: dt.date) -> Posted:
    """Post what happened to a herd, once per ``draft.uid``; animals that leave take the average cost along.

    Raises HeadsError, HerdAmountError, OtherHerdError, NotFoundError, NotSoManyError, EmptyHerdError,
    UnknownCategoryError (no account to take over from), what ``slip_for`` raises, PartyNeededError,
    NotPermittedError, OverLimitError.
    """
    permission = Permission.POST_JOURNAL if draft.event is HerdEvent.OPENING else Permission.BUY

    def write(entry: Entry) -> None:
        check_event(draft)
        row_id, _code, _name, section_id = _known(draft.herd_uid)
        herd = _stands_at(row_id, _name)
        party_id, name = party_of(draft.party_uid)
        entry.document(
            DocumentKind.HERD,
            on,
            draft.amount if draft.event in WITH_AMOUNT else 0,
            party_id=party_id,
            section_id=section_id,
            **slip_fields(draft.slip),
            note=clean_text(draft.note) or None,
        )
        entry.name("payer" if draft.event is HerdEvent.SOLD else "payee", name)
        if draft.event in COMING:
            _come(entry, draft, row_id, herd, party_id)
        elif draft.event is HerdEvent.RAISED:
            _raise(entry, draft, row_id, herd, party_id)
        elif draft.event in LEAVING:
            _leave(entry, draft, row_id, herd, party_id)
        else:
            raise HeadsError
        entry.changes = Changes.LEDGER

    return post(session, permission, draft.uid, write)


def keep_for_breeding(session: Session, draft: BreedDraft, *, on: dt.date) -> Posted:
    """Animals leave a herd at their average cost and become an asset that wears, once per ``draft.uid``.

    Raises HeadsError, NotFoundError, NotSoManyError, what ``checked_asset`` raises, CodeTakenError,
    NotPermittedError.
    """

    def write(entry: Entry) -> None:
        if not 1 <= draft.heads <= MOST_HEADS:
            raise HeadsError
        row_id, _code, name, section_id = _known(draft.herd_uid)
        value = leaving_value(_stands_at(row_id, name), draft.heads)
        asset = checked_asset(
            AssetDraft(
                draft.uid,
                draft.words,
                AssetKind.BREEDING,
                AssetSource.RAISED,
                value,
                draft.life_months,
                draft.scrap,
                asset_uid=draft.asset_uid,
            ),
            on,
        )
        entry.document(DocumentKind.HERD, on, value, section_id=section_id, note=asset.words.name)
        record_asset(session, entry, asset, None)
        _row(entry, row_id, HerdEvent.TO_ASSET, -draft.heads, -value, draft.animals)
        entry.line(account_id(AccountRole.EQUIPMENT), value, note=asset.words.name)
        entry.line(account_id(AccountRole.ANIMALS), -value, note=name)
        entry.changes = Changes.LEDGER

    return post(session, Permission.POST_JOURNAL, draft.uid, write)


# ---------------------------------------------------------------- parts


def _described(data: HerdData, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": data.name,
        "species": data.species,
        "unit": data.unit,
        "section_id": about(data.section_uid, None).get("section_id"),
        "note": data.note,
    }


def _known(uid: bytes) -> tuple[Any, ...]:
    row = book.fetch_one(sql.BY_UID, (uid,))
    if row is None:
        raise NotFoundError
    return row


def _stands_at(row_id: int, name: str) -> Herd:
    heads, value = book.fetch(sql.STANDS_AT, (row_id,))[0]
    return Herd(name, heads, value)


def _row(entry: Entry, herd_id: int, event: HerdEvent, heads: int, value: int, animals: str) -> None:
    entry.add(
        "herd_entry",
        herd_id=herd_id,
        purpose=event.value,
        heads=heads,
        value=value,
        animals=clean_name(animals),
    )


def _come(entry: Entry, draft: HerdDraft, row_id: int, herd: Herd, party_id: int | None) -> None:
    value = 0 if draft.event is HerdEvent.BORN else draft.amount
    _row(entry, row_id, draft.event, draft.heads, value, draft.animals)
    entry.line(account_id(AccountRole.ANIMALS), value, note=herd.name)
    if draft.event is HerdEvent.OPENING:
        entry.line(account_id(AccountRole.OPENING_EQUITY), -value, note=herd.name)
    elif draft.event is HerdEvent.BOUGHT:
        slip = slip_for(draft.uid, Direction.OUT, value, draft.pays, description=herd.name)
        settle(entry, slip, value, party_id, 1)


def _raise(entry: Entry, draft: HerdDraft, row_id: int, herd: Herd, party_id: int | None) -> None:
    if herd.heads <= 0:
        raise EmptyHerdError(name=herd.name)
    _row(entry, row_id, HerdEvent.RAISED, 0, draft.amount, draft.animals)
    entry.line(account_id(AccountRole.ANIMALS), draft.amount, note=herd.name)
    if draft.absorbed is None:
        slip = slip_for(draft.uid, Direction.OUT, draft.amount, draft.pays, description=herd.name)
        settle(entry, slip, draft.amount, party_id, 1)
    elif draft.absorbed in ABSORBING:
        entry.line(account_id(draft.absorbed), -draft.amount, note=herd.name)
    else:
        raise UnknownCategoryError


def _leave(entry: Entry, draft: HerdDraft, row_id: int, herd: Herd, party_id: int | None) -> None:
    value = leaving_value(herd, draft.heads)
    _row(entry, row_id, draft.event, -draft.heads, -value, draft.animals)
    if draft.event is HerdEvent.MOVED:
        assert draft.to_herd_uid is not None
        target, *_rest = _known(draft.to_herd_uid)
        _row(entry, target, draft.event, draft.heads, value, draft.animals)
        return
    entry.line(account_id(_GONE[draft.event]), value, note=herd.name)
    entry.line(account_id(AccountRole.ANIMALS), -value, note=herd.name)
    if draft.event is HerdEvent.SOLD:
        entry.line(account_id(AccountRole.ANIMAL_INCOME), -draft.amount, note=herd.name)
        slip = slip_for(draft.uid, Direction.IN, draft.amount, draft.pays, description=herd.name)
        settle(entry, slip, draft.amount, party_id, -1)
