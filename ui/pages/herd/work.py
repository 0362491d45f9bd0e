"""What the page of the animals does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from app.domain.herd import HerdData, HerdDraft, HerdEvent
from app.domain.session import Permission, Session
from app.queries.catalogue import Account, Section, money_accounts, sections
from app.queries.herds import HerdRow, herd_data, herd_steps, herds
from app.queries.parties import PartyRow, list_parties
from app.services.herds import create_herd, post_herd, update_herd
from app.services.records import Saved
from app.services.unit_of_work import Posted
from reports.common import issuer
from reports.herd_register import NAME, story_table
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


@dataclass(frozen=True, slots=True)
class Shown:
    """Every herd, and what all of them come to: heads and satang."""

    rows: tuple[HerdRow, ...] = ()
    heads: int = 0
    value: int = 0


def lists() -> Lists:
    """Places of money, people and sections."""
    return Lists(tuple(money_accounts()), tuple(list_parties(limit=MANY)), tuple(sections()))


def shown() -> Shown:
    """The herds as they stand."""
    rows = herds(dt.date.max)
    return Shown(rows, sum(row.heads for row in rows), sum(row.value for row in rows))


def card(row: HerdRow) -> Report:
    """Everything that happened to a herd."""
    steps = herd_steps(dt.date.min, dt.date.max, herd_id=row.id)
    head = issuer()
    return Report(NAME, row.name, head, (story_table(row, steps),), book=head.name)


def data(uid: bytes) -> HerdData | None:
    """What describes a herd."""
    return herd_data(uid)


def save(session: Session, wanted: HerdData, *, uid: bytes, known: bool) -> Saved:
    """Begin a herd, or change what describes it."""
    if known:
        return update_herd(session, uid, data=wanted)
    return create_herd(session, wanted, uid=uid)


def happen(session: Session, draft: HerdDraft, names: tuple[NewName, ...], *, on: dt.date) -> Posted:
    """Post what happened to a herd, with people who are new."""
    opening = draft.event is HerdEvent.OPENING
    permission = Permission.POST_JOURNAL if opening else Permission.BUY
    return with_people(session, permission, names, partial(post_herd, session, draft, on=on))
