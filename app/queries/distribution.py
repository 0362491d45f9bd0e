"""What a year's meeting can divide, by what people share it, proposals, what was resolved, and the funds."""

import datetime as dt
import json
from dataclasses import dataclass

from app.domain import money
from app.domain.distribution import (
    Available,
    Bases,
    Division,
    Part,
    PersonPart,
    ShareMove,
    Standing,
    divide,
    same_heads,
    share_months,
)
from app.domain.distribution_heads import (
    Base,
    Head,
    HeadKind,
    Method,
)
from app.domain.fiscal import FiscalYear
from app.domain.ledger import AccountRole
from app.errors import UserError
from app.queries.fiscal_years import closings, year_of
from app.queries.settings import business_settings
from app.queries.work_hours import hours_by_person
from db import connection as book
from db.sql import distribution as sql


@dataclass(frozen=True, slots=True)
class Variant:
    """A proposal as it stands."""

    uid: bytes
    name: str
    note: str
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who shares."""

    id: int
    uid: bytes
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ResolvedShare:
    """One person's part of a resolution: satang, and what she was counted with."""

    person_uid: bytes
    code: str
    name: str
    base: int
    amount: int


@dataclass(frozen=True, slots=True)
class ResolvedPart:
    """One head of a resolution as it was posted."""

    head: Head
    account: str
    account_en: str
    amount: int
    shares: tuple[ResolvedShare, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolution of the meeting that stands; satang."""

    uid: bytes
    number: str
    on: dt.date
    year: FiscalYear
    resolution_no: str
    resolution: str
    profit: int
    losses: int
    undivided: int
    divided: int

    @property
    def divisible(self) -> int:
        """What the meeting could divide."""
        return self.divided + self.undivided

    @property
    def brought(self) -> int:
        """What earlier years had left undivided."""
        return self.divisible + self.losses - self.profit

    @property
    def available(self) -> Available:
        """What the meeting had before it."""
        return Available(self.profit, self.brought, self.losses)


@dataclass(frozen=True, slots=True)
class Fund:
    """An account that profit is put aside in, and what is in it, satang."""

    id: int
    code: str
    name: str
    name_en: str
    balance: int
    role: str = ""


@dataclass(frozen=True, slots=True)
class FundLine:
    """A movement of a fund, satang: positive what came in."""

    on: dt.date
    document_uid: bytes
    number: str
    kind: str
    note: str
    person: str
    amount: int


def years_to_divide() -> tuple[FiscalYear, ...]:
    """The closed years, the newest first."""
    return tuple(year_of(each.last) for each in reversed(closings()))


def available(year: FiscalYear, on: dt.date) -> Available | None:
    """What a meeting on a day can divide of a closed year; None while the year is not closed."""
    closing = next((each for each in closings() if each.last == year.last), None)
    if closing is None:
        return None
    undistributed = -book.fetch_int(sql.BALANCE_TO_DAY, (AccountRole.UNDISTRIBUTED.value, on.isoformat()))
    retained = -book.fetch_int(sql.BALANCE_TO_DAY, (AccountRole.RETAINED.value, on.isoformat()))
    return Available(closing.profit, undistributed - closing.profit, max(0, -retained))


def bases(year: FiscalYear) -> Bases:
    """By what people share the profit of a year: members of its last day, and whoever held shares."""
    first, last = year.first.isoformat(), year.last.isoformat()
    moves = [
        ShareMove(party_id, dt.date.fromisoformat(day), paid)
        for party_id, day, paid in book.fetch(sql.SHARE_MOVES)
    ]
    from_next = business_settings().share_counts_next_month
    members = {party_id: 1 for (party_id,) in book.fetch(sql.MEMBERS, (last,))}
    hours = hours_by_person(year.first, year.last)
    return {
        Base.SHARE_MONTHS: share_months(moves, year, from_next_month=from_next),
        Base.PURCHASES: dict(book.fetch(sql.PURCHASES, (last, first, last))),
        Base.SUPPLIED: dict(book.fetch(sql.SUPPLIED, (first, last, first, last, last))),
        Base.HOURS: {
            party_id: worked.paid + worked.free
            for party_id, worked in hours.items()
            if party_id in members and worked.paid + worked.free > 0
        },
        Base.CONSIGNED: _consigned(first, last),
        Base.COMMITTEE: {party_id: 1 for (party_id,) in book.fetch(sql.COMMITTEE, (last, last))},
        Base.MEMBERS: members,
    }


def _consigned(first: str, last: str) -> dict[int, int]:
    """What was sold of each member's goods, satang: of a line out of several hands each one's part."""
    sold: dict[int, int] = {}
    for party_id, amount, quantity, whole in book.fetch(sql.CONSIGNED, (last, first, last)):
        sold[party_id] = sold.get(party_id, 0) + money.share(amount, quantity, whole)
    return {party_id: amount for party_id, amount in sold.items() if amount > 0}


def worked_out(variant: Variant, year: FiscalYear, on: dt.date) -> Division:
    """A proposal worked out for a closed year.

    Raises what ``divide`` raises, LookupError while the year is open.
    """
    there = available(year, on)
    if there is None:
        raise LookupError(year.last.isoformat())
    return divide(there, variant.heads, bases(year))


def variants(year: FiscalYear) -> tuple[Variant, ...]:
    """The proposals for a year, in their order."""
    rows = book.fetch(sql.VARIANTS, (year.first.isoformat(), year.last.isoformat()))
    return tuple(Variant(uid, name, note, heads_of(row_id)) for row_id, uid, name, note in rows)


def heads_of(variant_id: int) -> tuple[Head, ...]:
    """The heads of a proposal by its local id."""
    return tuple(
        Head(HeadKind(kind), name, Method(method), value, Base(base), fund)
        for kind, name, method, value, base, fund in book.fetch(sql.HEADS, (variant_id,))
    )


def resolved() -> tuple[Resolved, ...]:
    """The resolutions that stand, the newest first."""
    return tuple(
        Resolved(
            uid,
            number,
            dt.date.fromisoformat(on),
            FiscalYear(dt.date.fromisoformat(first), dt.date.fromisoformat(last)),
            *rest,
        )
        for uid, number, on, first, last, *rest in book.fetch(sql.RESOLVED)
    )


def resolved_for(year: FiscalYear) -> Resolved | None:
    """The resolution on a year that stands, or None."""
    return next((each for each in resolved() if each.year.last == year.last), None)


def resolved_parts(uid: bytes) -> tuple[ResolvedPart, ...]:
    """The heads of a posted resolution with who got what."""
    shares: dict[int, list[ResolvedShare]] = {}
    for part_no, *row in book.fetch(sql.SHARES, (uid,)):
        shares.setdefault(part_no, []).append(ResolvedShare(*row))
    return tuple(
        ResolvedPart(
            Head(HeadKind(kind), name, Method(method), value, Base(base), code),
            account,
            account_en,
            amount,
            tuple(shares.get(line_no, ())),
        )
        for line_no, kind, name, method, value, base, code, account, account_en, amount in book.fetch(
            sql.PARTS, (uid,)
        )
    )


def still_owed() -> dict[bytes, int]:
    """What of dividends and refunds each person still has to get, satang by uid."""
    return {uid: owed for uid, owed in book.fetch(sql.STILL_OWED) if owed}


def people(party_ids: list[int]) -> dict[int, Person]:
    """Who people are, by local id, in the order of their names."""
    return {row[0]: Person(*row) for row in book.fetch(sql.NAMES, (json.dumps(party_ids),))}


def people_by_uid(uids: tuple[bytes, ...]) -> tuple[Person, ...]:
    """Who people are, in the order of their names."""
    names = json.dumps([uid.hex() for uid in uids])
    return tuple(Person(*row) for row in book.fetch(sql.NAMES_OF, (names,)))


@dataclass(frozen=True, slots=True)
class Result:
    """A proposal, what it comes to or why it cannot be worked out, and how it stands."""

    variant: Variant
    found: Division | UserError
    standing: Standing


@dataclass(frozen=True, slots=True)
class Tried:
    """What there is of a year (once it is divided: was), and every proposal worked out."""

    available: Available
    results: tuple[Result, ...]
    bases: Bases
    par: int
    """The par of a share, satang."""
    done: Resolved | None = None


def tried(year: FiscalYear, on: dt.date) -> Tried | None:
    """The proposals for a year worked out for a meeting on a day; None while the year is not closed.

    Once the meeting has resolved they are worked out from what it had before it, and the one whose parts it
    took stands as it was posted.
    """
    there, done, by = available(year, on), resolved_for(year), bases(year)
    if there is None:
        return None
    if done is None:
        results = [_result(each, division_of(there, each.heads, by)) for each in variants(year)]
        return Tried(there, tuple(results), by, business_settings().share_par)
    there, parts, is_chosen = done.available, resolved_parts(done.uid), False
    results = []
    for each in variants(year):
        if not is_chosen and same_heads(each.heads, [part.head for part in parts]):
            is_chosen = True
            results.append(Result(each, _posted(done, parts, each), Standing.RESOLVED))
        else:
            results.append(Result(each, division_of(there, each.heads, by), Standing.PASSED_OVER))
    return Tried(there, tuple(results), by, business_settings().share_par, done)


def _result(variant: Variant, found: Division | UserError) -> Result:
    return Result(variant, found, Standing.PROPOSED if isinstance(found, Division) else Standing.UNSOUND)


def _posted(done: Resolved, parts: tuple[ResolvedPart, ...], variant: Variant) -> Division:
    """What was resolved, as the division that its proposal came to on that day."""
    shares = [share for part in parts for share in part.shares]
    ids = {each.uid: each.id for each in people_by_uid(tuple({share.person_uid for share in shares}))}
    return Division(
        done.available,
        tuple(
            Part(
                head,
                part.amount,
                tuple(PersonPart(ids[each.person_uid], each.base, each.amount) for each in part.shares),
            )
            for head, part in zip(variant.heads, parts, strict=True)
        ),
        done.undivided,
    )


def division_of(there: Available, heads: tuple[Head, ...], by: Bases) -> Division | UserError:
    """A proposal worked out, or why it cannot be."""
    try:
        return divide(there, heads, by)
    except UserError as error:
        return error


def funds(as_of: dt.date) -> tuple[Fund, ...]:
    """The funds with what is in them at the end of a day."""
    return tuple(Fund(*row) for row in book.fetch(sql.FUNDS, (as_of.isoformat(),)))


def fund_lines(code: str, first: dt.date, last: dt.date) -> tuple[FundLine, ...]:
    """What came into a fund and went out of it."""
    rows = book.fetch(sql.FUND_LINES, (code, first.isoformat(), last.isoformat()))
    return tuple(FundLine(dt.date.fromisoformat(day), *rest) for day, *rest in rows)


def fund_before(code: str, day: dt.date) -> int:
    """What was in a fund before a day, satang."""
    return book.fetch_int(sql.FUND_BEFORE, (code, day.isoformat()))
