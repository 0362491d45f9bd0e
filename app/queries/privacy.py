"""What the open book keeps about one person."""

import datetime as dt
import json
from dataclasses import dataclass

from app.domain.retention import (
    STAYS,
    Kept,
    Reason,
    Ties,
    Verdict,
    first_kept,
    kept_until,
    of_heir,
    of_identity,
    of_name,
    of_tax_id,
    of_terms,
)
from app.queries.loans import LoanRow, loan_rows
from app.queries.members import Member, Office, member_of, offices_of
from app.queries.pre_orders import Order
from app.queries.trace import Act
from app.queries.work_hours import WorkStep, work_steps
from app.thai.dates import day_of
from db import connection as book
from db.sql import privacy as sql


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person or group as it stands in the book."""

    id: int
    uid: bytes
    code: str
    name: str
    phone: str
    address: str
    tax_id: str
    branch: str
    note: str
    credit_limit: int | None
    credit_days: int
    is_member: bool
    is_customer: bool
    is_supplier: bool
    active: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """One kind of thing that is kept: how many, from when to when, why, and until when it has to be."""

    kind: Kept
    count: int
    oldest: dt.date | None
    newest: dt.date | None
    verdict: Verdict

    @property
    def may_go(self) -> bool:
        """Whether it can be erased at once."""
        return self.verdict.may_go

    @property
    def stays(self) -> bool:
        """Whether it has to be kept for a reason that does not end by itself."""
        return self.verdict.reason in STAYS


@dataclass(frozen=True, slots=True)
class Paper:
    """A document about her; ``name`` is what it calls her, "" if nothing or erased; satang."""

    on: dt.date
    number: str
    kind: str
    total: int
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account of hers to work with the book."""

    name: str
    role: str
    active: bool


@dataclass(frozen=True, slots=True)
class PersonData:
    """Everything that is kept about one person."""

    person: PersonRow
    facts: tuple[Fact, ...]
    papers: tuple[Paper, ...]
    sign_ins: tuple[SignIn, ...]
    log: tuple[Act, ...]
    membership: Member | None = None
    offices: tuple[Office, ...] = ()
    work: tuple[WorkStep, ...] = ()
    loans: tuple[LoanRow, ...] = ()
    orders: tuple[Order, ...] = ()


def person(uid: bytes) -> PersonRow | None:
    """A person by uid, or None."""
    row = book.fetch_one(sql.PERSON, (uid,))
    return None if row is None else PersonRow(*row[:11], *map(bool, row[11:]))


def papers(party_id: int) -> tuple[Paper, ...]:
    """Every document that names or concerns her, in ledger order."""
    rows = book.fetch(sql.PAPERS, (party_id,) * (sql.NAMED + 1))
    return tuple(
        Paper(dt.date.fromisoformat(row[0]), row[1], row[2], row[3], row[4] or "", row[5] or "")
        for row in rows
    )


def sign_ins(party_id: int) -> tuple[SignIn, ...]:
    """Her accounts to work with the book."""
    return tuple(
        SignIn(name, role, bool(active)) for name, role, active in book.fetch(sql.USERS, (party_id,))
    )


def ties(who: PersonRow) -> Ties:
    """What ties her name to the book."""
    _count, _oldest, newest = _span(sql.PAPERS_SPAN, (who.id,) * sql.NAMED)
    return Ties(
        newest,
        who.is_member,
        bool(book.fetch_int(sql.OPEN_BALANCES, (who.id,))),
        any(each.active for each in sign_ins(who.id)),
        bool(_kept_things(who)),
        bool(book.fetch_int(sql.OPEN_ORDERS, (who.id, who.id))),
    )


def facts(who: PersonRow, today: dt.date, *, neutral: str) -> tuple[Fact, ...]:
    """What is kept, without what there is nothing of; ``neutral`` is the name of who was erased."""
    bound = ties(who)
    name = of_name(bound, today)
    found = []
    if who.name != neutral:
        found.append(Fact(Kept.NAME, 1, None, None, name))
    for kind, text in ((Kept.PHONE, who.phone), (Kept.ADDRESS, who.address), (Kept.NOTE, who.note)):
        if text:
            found.append(Fact(kind, 1, None, None, Verdict(Reason.WISH)))
    if who.tax_id or who.branch:
        found.append(Fact(Kept.TAX_ID, 1, None, None, of_tax_id(bound, today)))
    if who.credit_limit is not None or who.credit_days:
        found.append(Fact(Kept.TERMS, 1, None, None, of_terms(bound)))
    found.extend(_as_member(who, bound))
    things = _kept_things(who)
    if things:
        found.append(Fact(Kept.THINGS, things, None, None, Verdict(Reason.KEEPS)))
    found.extend(_of_orders(who))
    found.extend(_names_on_papers(who, today))
    papers_of = _span(sql.PAPERS_SPAN, (who.id,) * sql.NAMED)
    if papers_of[0]:
        found.append(Fact(Kept.PAPERS, *papers_of, Verdict(Reason.ACCOUNTS)))
    recipes = book.fetch_int(sql.RECIPE_NAMES, (who.id,))
    if recipes:
        found.append(Fact(Kept.RECIPES, recipes, None, None, name))
    if who.name != neutral:
        begun = len(drafts_naming(who.name))
        if begun:
            found.append(Fact(Kept.DRAFTS, begun, None, None, name))
    users = sign_ins(who.id)
    if users:
        reason = Reason.WORKS if any(each.active for each in users) else Reason.AUTHOR
        found.append(Fact(Kept.SIGN_IN, len(users), None, None, Verdict(reason)))
    links = _span(sql.LINKS_SPAN, (who.id,))
    if links[0]:
        found.append(Fact(Kept.LINK, *links, Verdict(Reason.WISH)))
    count, oldest, newest = book.fetch(sql.LOG_SPAN, (who.uid,))[0]
    if count:
        found.append(Fact(Kept.LOG, count, _day_of(oldest), _day_of(newest), Verdict(Reason.PROOF)))
    return tuple(found)


def membership(who: PersonRow) -> tuple[Member | None, tuple[Office, ...], tuple[WorkStep, ...]]:
    """Her line in the register, her offices, and every hour that she worked."""
    return member_of(who.id), offices_of(who.id), work_steps(dt.date.min, dt.date.max, party_id=who.id)


def loans_of(who: PersonRow, day: dt.date) -> tuple[LoanRow, ...]:
    """Loans that she gave or took, as they stand on a day."""
    return tuple(row for row in loan_rows(day) if row.loan.party_id == who.id)


def _as_member(who: PersonRow, bound: Ties) -> list[Fact]:
    """What the registers of the group keep about her."""
    found = []
    row = member_of(who.id)
    if row is not None:
        found.append(Fact(Kept.MEMBERSHIP, 1, row.joined_on, row.left_on, Verdict(Reason.REGISTER)))
        if row.national_id or row.born_on is not None:
            found.append(Fact(Kept.IDENTITY, 1, None, None, of_identity(bound)))
        if row.heir or row.heir_relation:
            holds = bool(book.fetch_int(sql.HOLDS_SHARES_OR_SAVINGS, (who.id,)))
            found.append(Fact(Kept.HEIR, 1, None, None, of_heir(holds=holds)))
        if row.household or row.occupation or row.note or row.left_reason:
            found.append(Fact(Kept.LIVING, 1, None, None, Verdict(Reason.WISH)))
        if row.photo is not None:
            found.append(Fact(Kept.PHOTO, 1, None, None, Verdict(Reason.WISH)))
    for kind, query in (
        (Kept.OFFICES, sql.OFFICES_SPAN),
        (Kept.WORK, sql.WORK_SPAN),
        (Kept.CERTIFICATES, sql.CERTIFICATES_SPAN),
        (Kept.ATTENDED, sql.ATTENDED_SPAN),
    ):
        span = _span(query, (who.id,))
        if span[0]:
            found.append(Fact(kind, *span, Verdict(Reason.REGISTER)))
    return found


def _of_orders(who: PersonRow) -> list[Fact]:
    """Her orders, and what stands in them beside goods: open ones need it, the others do not."""
    found = []
    span = _span(sql.ORDERS_SPAN, (who.id, who.id))
    if span[0]:
        found.append(Fact(Kept.ORDERS, *span, Verdict(Reason.REGISTER)))
    waits = book.fetch_int(sql.OPEN_ORDER_TEXTS, (who.id,))
    over = book.fetch_int(sql.CLOSED_ORDER_TEXTS, (who.id,))
    waits += book.fetch_int(sql.SAID_IN_OPEN_ORDERS, (who.id, who.name))
    over += book.fetch_int(sql.SAID_ELSEWHERE, (who.id, who.name))
    if waits:
        found.append(Fact(Kept.ORDER_ADDRESS, waits, None, None, Verdict(Reason.ORDERED)))
    if over:
        found.append(Fact(Kept.ORDER_ADDRESS, over, None, None, Verdict(Reason.WISH)))
    return found


def _kept_things(who: PersonRow) -> int:
    return book.fetch_int(sql.IN_HER_KEEPING, (who.id, who.id))


def _names_on_papers(who: PersonRow, today: dt.date) -> list[Fact]:
    edge = first_kept(today).isoformat()
    found = []
    old = _span(sql.PAPER_NAMES_BEFORE, (who.id, edge))
    if old[0]:
        found.append(Fact(Kept.PAPER_NAMES, *old, Verdict(Reason.WISH)))
    kept = _span(sql.PAPER_NAMES_SINCE, (who.id, edge))
    if kept[0] and kept[2] is not None:
        found.append(Fact(Kept.PAPER_NAMES, *kept, Verdict(Reason.PAPER, kept_until(kept[2]))))
    return found


def drafts_naming(name: str) -> list[tuple[bytes, str, str]]:
    """Half-done work whose label or content has exactly this name: uid, label, content."""
    return [
        (uid, label, data)
        for uid, label, data in book.fetch(sql.DRAFTS)
        if name in (label, data) or has_text(_read(data), name)
    ]


def has_text(value: object, text: str) -> bool:
    """Whether one of the texts in a JSON value is this one."""
    if isinstance(value, dict):
        return any(has_text(each, text) for each in value.values())
    if isinstance(value, list):
        return any(has_text(each, text) for each in value)
    return value == text


def _read(data: str) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _span(query: str, values: tuple[object, ...]) -> tuple[int, dt.date | None, dt.date | None]:
    count, oldest, newest = book.fetch(query, values)[0]
    return count, oldest and dt.date.fromisoformat(oldest), newest and dt.date.fromisoformat(newest)


def _day_of(at: int) -> dt.date | None:
    try:
        return day_of(at)
    except (ValueError, OverflowError, OSError):
        return None
