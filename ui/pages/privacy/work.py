"""What the page of privacy lets the storage worker do; nothing here knows Qt."""

import datetime as dt
from dataclasses import dataclass

from app.domain.session import Permission, Session
from app.queries.household.notes import Link, own_links
from app.queries.parties import PartyFilter, PartyRow, list_parties, party_by_id
from app.services import privacy
from app.services.printing import log_export
from reports import person_data
from reports.model import Report
from reports.output import render
from ui.files import Place, write_file

MANY = 100_000


@dataclass(frozen=True, slots=True)
class Shown:
    """The paper about a person, and whether any of it may go now."""

    report: Report
    may_go: bool


def people(session: Session) -> list[PartyRow]:
    """Everybody in the book, those who were put aside too; only herself for who may see her own account."""
    if session.may_any(privacy.READERS):
        return list_parties(PartyFilter(active=None), limit=MANY)
    session.require(Permission.SEE_OWN)
    own = None if session.party_id is None else party_by_id(session.party_id)
    return [] if own is None else [own]


def own_link(session: Session) -> Link | None:
    """Her household book that is linked with this book; nobody reads another's."""
    if session.party_id is None or not session.may(Permission.SEE_OWN):
        return None
    return next((each for each in own_links(session.party_id) if each.answered), None)


def read(session: Session, party_uid: bytes, today: dt.date) -> Shown:
    """All that is kept about a person."""
    data = privacy.person_data(session, party_uid, today=today)
    return Shown(person_data.build(data), any(fact.may_go for fact in data.facts))


def save(session: Session, party_uid: bytes, printed: dt.datetime, kind: str, place: Place) -> Place:
    """Write everything to a file, whole or not at all, and note that it left the book."""
    session.require(Permission.EXPORT)
    data = privacy.person_data(session, party_uid, today=printed.date())
    write_file(place, render(person_data.build(data, printed=printed), kind))
    log_export(session, name=person_data.NAME, file=place.name)
    return place
