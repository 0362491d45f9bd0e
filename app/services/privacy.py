"""What is kept about a person, and erasing of it what no law requires.

What was written into the log of who did what stays there: its lines are chained. Copies that were made
before keep everything until they are thrown away.
"""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from app.changes import Changes
from app.domain.kept_json import read_json
from app.domain.product import thumbnail_key
from app.domain.retention import Kept, first_kept
from app.domain.session import Permission, Session
from app.domain.trace import TraceFilter
from app.i18n import _
from app.queries import privacy as queries
from app.queries import trace
from app.queries.members import member_of
from app.queries.pre_orders import orders_of_party
from app.queries.privacy import Fact, PersonData, PersonRow
from app.services import acts, event_log
from app.services.parties import UnknownPartyError
from app.services.records import saving
from app.thai.collate import sort_key
from app.thai.fold import fold
from db import connection as book
from db.models.base import update_row
from db.models.group import Member
from db.models.household import PeerBook
from db.models.market import PreOrder
from db.models.parties import Party
from db.sql import members as member_sql
from db.sql import privacy as sql

READERS = (Permission.ERASE_PERSON, Permission.SEE_BOOKS)
"""Either of these reads what is kept about anybody."""
MOST_LINES = 2_000
"""So many lines of the log are handed out, the newest."""
_MEMBER_COLUMNS: dict[Kept, dict[str, Any]] = {
    Kept.IDENTITY: {"national_id": "", "born_on": None},
    Kept.HEIR: {"heir": "", "heir_relation": ""},
    Kept.LIVING: {"household": "", "occupation": "", "note": "", "left_reason": ""},
    Kept.PHOTO: {"photo": None},
}
_ORDER_TEXTS = ("recipient", "phone", "address", "tracking", "note", "reason")
_COLUMNS = {Kept.PHONE: "phone", Kept.ADDRESS: "address", Kept.NOTE: "note", Kept.TAX_ID: "tax_id"}


@dataclass(frozen=True, slots=True)
class Erased:
    """What is gone, and what stays with why and until when; nothing in ``gone`` wrote nothing."""

    uid: bytes
    gone: tuple[Fact, ...]
    stays: tuple[Fact, ...]
    changes: Changes = Changes.NONE


def what_is_kept(session: Session, party_uid: bytes, *, today: dt.date) -> tuple[Fact, ...]:
    """What is kept about a person, why and until when.

    Raises NotPermittedError (everybody may ask about herself), UnknownPartyError.
    """
    return _facts(session, _readable(session, party_uid), today)


def person_data(session: Session, party_uid: bytes, *, today: dt.date) -> PersonData:
    """Everything that is kept about a person, to be handed to her; raises what ``what_is_kept`` raises."""
    who = _readable(session, party_uid)
    wanted = TraceFilter(about=who.uid)
    return PersonData(
        who,
        _facts(session, who, today),
        queries.papers(who.id),
        queries.sign_ins(who.id),
        tuple(trace.acts(wanted, after=None, limit=MOST_LINES)),
        *queries.membership(who),
        queries.loans_of(who, today),
        orders_of_party(who.id),
    )


def erase_person(session: Session, party_uid: bytes, *, today: dt.date) -> Erased:
    """Erase what no law requires to be kept, in one transaction; a second time does what is left to do.

    Raises NotPermittedError, UnknownPartyError, NotSavedError.
    """
    with saving(session, Permission.ERASE_PERSON):
        who = _known(party_uid)
        facts = queries.facts(who, today, neutral=neutral_name(who.code))
        gone = tuple(fact for fact in facts if fact.may_go)
        if gone:
            after = _erase(session, who, {fact.kind for fact in gone}, today)
            event_log.append(session, "erase", "party", who.uid, None, after)
            acts.note("party", who.uid)
    stays = tuple(fact for fact in facts if not fact.may_go)
    return Erased(
        party_uid, gone, stays, Changes.PARTIES | Changes.DRAFTS | Changes.MARKET if gone else Changes.NONE
    )


def _facts(session: Session, who: PersonRow, today: dt.date) -> tuple[Fact, ...]:
    """What is kept; that a household book of hers is linked is told to her alone: sharing is free."""
    found = queries.facts(who, today, neutral=neutral_name(who.code))
    return tuple(fact for fact in found if fact.kind is not Kept.LINK or session.party_id == who.id)


def neutral_name(code: str) -> str:
    """What somebody is called who was erased."""
    return _("Contact {code}").format(code=code)


def _erase(session: Session, who: PersonRow, kinds: set[Kept], today: dt.date) -> dict[str, object]:
    """Erase these kinds inside the caller's transaction; gives what stands in the columns now."""
    columns: dict[str, Any] = {column: "" for kind, column in _COLUMNS.items() if kind in kinds}
    if Kept.TAX_ID in kinds:
        columns["branch"] = ""
    if Kept.TERMS in kinds:
        columns |= {"credit_limit": None, "credit_days": 0}
    neutral = neutral_name(who.code)
    if Kept.NAME in kinds:
        columns["name"] = neutral
    after = dict(columns)
    if "name" in columns:
        columns |= {"folded": fold(neutral), "sort_key": sort_key(neutral)}
    if columns:
        update_row(Party, who.id, columns)
    _erase_as_member(session, who, kinds)
    if Kept.LINK in kinds:
        _erase_links(session, who)
    if Kept.ORDER_ADDRESS in kinds:
        _erase_orders(session, who)
    if Kept.PAPER_NAMES in kinds:
        book.execute(sql.ERASE_PAPER_NAMES, (who.id, first_kept(today).isoformat()))
    if Kept.RECIPES in kinds:
        book.execute(sql.ERASE_RECIPE_NAMES, (who.id,))
    if Kept.DRAFTS in kinds:
        for uid, label, data in queries.drafts_naming(who.name):
            kept = neutral if label == who.name else label
            book.execute(sql.RENAME_DRAFT, (kept, _renamed_text(data, who.name, neutral), uid))
    if Kept.NAME in kinds:
        book.execute(sql.TIDY_SEARCH)
    return after


def _erase_as_member(session: Session, who: PersonRow, kinds: set[Kept]) -> None:
    """Erase these kinds of her line in the register."""
    columns = {column: value for kind in kinds for column, value in _MEMBER_COLUMNS.get(kind, {}).items()}
    row = member_of(who.id)
    if not columns or row is None:
        return
    found = book.fetch_one(member_sql.OF_PARTY_ID, (who.id,))
    assert found is not None
    update_row(Member, found[0], columns)
    if Kept.PHOTO in kinds and row.photo is not None:
        book.execute(sql.ERASE_PICTURE, (row.photo, thumbnail_key(row.photo)))
    event_log.append(session, "erase", "member", who.uid, None, columns)


def _erase_links(session: Session, who: PersonRow) -> None:
    """End the links to her household book, and forget its key and place and what both books knew."""
    columns = {"active": 0, "recipient": "", "file": "", "name": neutral_name(who.code)}
    for peer_id, uid in book.fetch(sql.LINKS, (who.id,)):
        update_row(PeerBook, peer_id, columns)
        event_log.append(session, "erase", "peer_book", uid, None, columns)
    book.execute(sql.FORGET_SECRETS, (who.id,))


def _erase_orders(session: Session, who: PersonRow) -> None:
    """Erase where her orders went, what was noted on them and what she said, as far as they are over."""
    book.execute(sql.ERASE_SAID, (who.id, who.name))
    emptied = dict.fromkeys(_ORDER_TEXTS, "")
    for order_id, uid in book.fetch(sql.CLOSED_ORDERS, (who.id,)):
        update_row(PreOrder, order_id, emptied)
        book.execute(sql.ERASE_ORDER_NOTES, (order_id,))
        event_log.append(session, "erase", "pre_order", uid, None, emptied)


def _renamed_text(data: str, old: str, new: str) -> str:
    if data == old:
        return new
    try:
        value = read_json(data)
    except ValueError:
        return data
    return json.dumps(_renamed(value, old, new), ensure_ascii=False)


def _renamed(value: object, old: str, new: str) -> object:
    if isinstance(value, dict):
        return {key: _renamed(each, old, new) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, old, new) for each in value]
    return new if value == old else value


def _known(uid: bytes) -> PersonRow:
    who = queries.person(uid)
    if who is None:
        raise UnknownPartyError
    return who


def _readable(session: Session, uid: bytes) -> PersonRow:
    who = queries.person(uid)
    if who is not None and session.party_id == who.id and session.may(Permission.SEE_OWN):
        session.require(Permission.SEE_OWN)
        return who
    session.require_any(READERS)
    return _known(uid)
