"""What the page of the profit's distribution does on the storage worker; no widgets here."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.distribution import Available, Bases, Division, PersonPart, Standing
from app.domain.distribution_heads import Head
from app.domain.distribution_start import payout_draft
from app.domain.fiscal import FiscalYear
from app.domain.session import Session
from app.errors import UserError
from app.i18n import _
from app.queries.catalogue import Account, money_accounts
from app.queries.distribution import (
    Fund,
    Person,
    Resolved,
    Result,
    division_of,
    funds,
    people,
    resolved,
    resolved_parts,
    still_owed,
    tried,
    years_to_divide,
)
from app.services.settling import pay_money
from app.services.unit_of_work import Posted
from app.thai.dates import now
from reports.common import issuer
from reports.distribution_papers import NAME, compare, size_words
from reports.model import Block, Column, Kind, Paragraph, Report, Row, Table
from ui.messages_text import error_text


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal of the list: its parts, and what it comes to or why it cannot be worked out; satang."""

    uid: bytes
    name: str
    note: str
    heads: tuple[Head, ...]
    division: Division | None
    problem: str
    standing: Standing = Standing.PROPOSED

    @property
    def divided(self) -> int | None:
        """What its parts come to."""
        return self.division.divided if self.division is not None else None

    @property
    def undivided(self) -> int | None:
        """What no part takes."""
        return self.division.undivided if self.division is not None else None

    @property
    def to_people(self) -> int | None:
        """What people get of it."""
        if self.division is None:
            return None
        return sum(each.amount for part in self.division.parts for each in part.people)


@dataclass(frozen=True, slots=True)
class Facts:
    """What proposals are worked out from, and what can be chosen in them."""

    available: Available | None = None
    bases: Bases = field(default_factory=dict)
    funds: tuple[Fund, ...] = ()


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody still gets of divided profits, satang."""

    uid: bytes
    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A year with its proposals, or what was resolved on it."""

    years: tuple[FiscalYear, ...] = ()
    year: FiscalYear | None = None
    facts: Facts = field(default_factory=Facts)
    rows: tuple[Proposal, ...] = ()
    done: Resolved | None = None
    owed: tuple[Owed, ...] = ()
    owed_total: int = 0


def accounts() -> tuple[Account, ...]:
    """Places of money."""
    return tuple(money_accounts())


def shown(year: FiscalYear | None, today: dt.date, *, owing: bool = False) -> Shown:
    """A closed year as it stands, the newest without one; ``owing``: the newest with something unpaid."""
    years = years_to_divide()
    if not years:
        return Shown()
    if owing:
        year = next((each.year for each in resolved() if _owed(each)), year)
    year = year if year in years else years[0]
    assert year is not None
    day = max(today, year.last)
    found = tried(year, day)
    assert found is not None  # it is closed
    rows = tuple(_proposal(each) for each in found.results)
    owed = _owed(found.done) if found.done is not None else ()
    facts = Facts(found.available, found.bases, funds(day))
    return Shown(years, year, facts, rows, found.done, owed, sum(each.amount for each in owed))


def side_by_side(year: FiscalYear, today: dt.date) -> Report:
    """The proposals for a year as the meeting gets them on paper."""
    return compare(year, max(today, year.last), printed=now())


def work_out(heads: tuple[Head, ...], facts: Facts) -> Division | UserError | None:
    """A proposal worked out, or why it cannot be; None without a closed year."""
    return None if facts.available is None else division_of(facts.available, heads, facts.bases)


def _proposal(each: Result) -> Proposal:
    of, found = each.variant, each.found
    division = found if isinstance(found, Division) else None
    problem = error_text(found) if isinstance(found, UserError) else ""
    return Proposal(of.uid, of.name, of.note, of.heads, division, problem, each.standing)


def _owed(done: Resolved) -> tuple[Owed, ...]:
    left = still_owed()
    names = {each.person_uid: each.name for part in resolved_parts(done.uid) for each in part.shares}
    return tuple(Owed(uid, name, left[uid]) for uid, name in names.items() if left.get(uid, 0) > 0)


def pay_out(
    session: Session, uid: bytes, owed: Mapping[bytes, int], account_code: str, *, on: dt.date
) -> Posted:
    """Pay these people what they still get."""
    return pay_money(session, payout_draft(uid, owed, account_code), on=on)


def card(each: Proposal) -> Report:
    """A proposal's parts, and what everybody would get of it."""
    head = issuer()
    blocks: list[Block] = []
    if each.problem:
        blocks.append(Paragraph(each.problem))
    if each.division is not None:
        is_done = each.standing is Standing.RESOLVED
        blocks += [_parts(each.division, is_done=is_done), _people(each.division, is_done=is_done)]
    if each.note:
        blocks.append(Paragraph(each.note, _("Note")))
    return Report(NAME, each.name, head, tuple(blocks), book=head.name)


def _parts(division: Division, *, is_done: bool) -> Table:
    columns = (
        Column("part", _("Part"), Kind.TEXT, 6),
        Column("size", _("Size"), Kind.TEXT, 3),
        Column("amount", _("Amount"), Kind.MONEY, 4),
    )
    rows = tuple(Row((part.head.name, size_words(part.head), part.amount)) for part in division.parts)
    title = _("How it was divided") if is_done else _("How it would be divided")
    return Table(title, columns, rows)


def _people(division: Division, *, is_done: bool) -> Table:
    columns = (Column("who", _("Name"), Kind.TEXT, 7), Column("amount", _("Amount"), Kind.MONEY, 4))
    parts: list[PersonPart] = [each for part in division.parts for each in part.people]
    names: dict[int, Person] = people(sorted({each.party_id for each in parts}))
    rows = tuple(Row((person.name, division.of(person.id))) for person in names.values())
    empty = _("By these proposals nobody gets anything paid out.")
    title = _("What each member gets") if is_done else _("What each member would get")
    return Table(title, columns, rows, empty=empty)
