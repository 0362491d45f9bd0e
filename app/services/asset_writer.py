"""What the commands of assets and herds share: an asset's own row, its steps, whether it is still there."""

import datetime as dt
from typing import Any

from app.domain.asset import AssetDraft, AssetKind, AssetSource, AssetWords
from app.domain.depreciation import Life, Purpose, Step, first_charged
from app.domain.ledger import AccountRole
from app.domain.session import Session
from app.errors import UserError
from app.i18n import N_
from app.queries.assets import AssetLife, steps
from app.services import records
from app.services.dimensions import about
from app.services.journal import account_id
from app.services.products import next_code, refuse_code
from app.services.records import NotFoundError
from app.services.unit_of_work import Entry
from db import connection as book
from db.models.books import Asset
from db.sql import assets as sql


class AssetGoneError(UserError):
    """An asset that has left, or whose arrival was undone."""

    message = N_("“{name}” is no longer there; nothing more can be entered for it.")


def record_asset(session: Session, entry: Entry, draft: AssetDraft, party_id: int | None) -> None:
    """Add the asset's own row and its first step, inside a document being written.

    Raises CodeTakenError.
    """
    words = draft.words
    code = words.code or next_code("asset", "A")
    refuse_code("asset", code, None)
    assert draft.in_use_from is not None
    assert draft.acquired_on is not None
    asset_id = records.add(
        session,
        Asset,
        draft.asset_uid,
        {
            **described(words, code),
            "kind": draft.kind.value,
            "source": draft.source.value,
            "party_id": party_id,
            "acquired_on": draft.acquired_on.isoformat(),
            "in_use_from": draft.in_use_from.isoformat(),
            "cost": draft.cost,
            "scrap": draft.scrap,
            "life_months": draft.life_months,
        },
    )
    lent = draft.source is AssetSource.LENT
    purpose = Purpose.OPENING if draft.source is AssetSource.OPENING else Purpose.ACQUIRE
    deferred = draft.cost if draft.source is AssetSource.DONATED else draft.deferred
    step(
        entry,
        asset_id,
        purpose,
        first_charged(purpose, draft.in_use_from, entry.on),
        cost=0 if lent else draft.cost,
        depreciation=draft.depreciated,
        deferred=0 if lent else deferred,
    )


def described(words: AssetWords, code: str) -> dict[str, Any]:
    """Columns of what describes an asset."""
    where = about(words.section_uid, words.project_uid)
    return {
        "code": code,
        "name": words.name,
        "place": words.place,
        "serial": words.serial,
        "note": words.note,
        "section_id": where.get("section_id"),
        "project_id": where.get("project_id"),
    }


def known(uid: bytes) -> tuple[Any, ...]:
    """The row of an asset as ``BY_UID`` reads it; raises NotFoundError."""
    row = book.fetch_one(sql.BY_UID, (uid,))
    if row is None:
        raise NotFoundError
    return row


def here(uid: bytes) -> tuple[AssetLife, tuple[Step, ...]]:
    """An asset that is still there, with its steps; raises NotFoundError, AssetGoneError."""
    identity, _code, name, kind, source, in_use, months, scrap, section_id, project_id, _party = known(uid)
    life = Life(dt.date.fromisoformat(in_use), months, scrap)
    asset = AssetLife(identity, name, AssetKind(kind), AssetSource(source), life, section_id, project_id)
    posted = steps(identity).get(identity, ())
    purposes = {step.purpose for step in posted}
    if Purpose.DISPOSE in purposes or not purposes & {Purpose.OPENING, Purpose.ACQUIRE}:
        raise AssetGoneError(name=name)
    return asset, posted


def cost_account(kind: AssetKind) -> int:
    """The account that the cost of such an asset stands on."""
    return account_id(AccountRole.LAND if kind is AssetKind.LAND else AccountRole.EQUIPMENT)


def step(
    entry: Entry,
    asset_id: int,
    purpose: Purpose,
    month: dt.date,
    *,
    cost: int = 0,
    depreciation: int = 0,
    deferred: int = 0,
) -> None:
    """Add a step of an asset to a document being written; amounts are differences, satang."""
    entry.add(
        "asset_entry",
        asset_id=asset_id,
        purpose=purpose.value,
        month=month.isoformat()[:7],
        cost=cost,
        depreciation=depreciation,
        deferred=deferred,
    )
