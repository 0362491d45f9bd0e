"""The group's letters, and what they can say of each member at the end of a day; few queries for all."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from app.domain.ledger import AccountRole
from app.domain.letter import (
    MONEY,
    LetterData,
    PersonFigures,
    Placeholder,
)
from app.domain.loan import LoanSide
from app.domain.open_items import OWED_BY_US, OWED_TO_US
from app.domain.standard_letters import STANDARD_LETTERS
from app.queries.loans import loan_rows
from app.queries.members import MemberFilter, Office, Standing, members, offices
from app.queries.savings import savers
from app.queries.settings import business_settings
from app.queries.shares import holders
from app.thai.dates import format_date
from app.thai.digits import format_amount
from db import connection as book
from db.sql import letters as sql

DIVIDENDS = AccountRole.DISTRIBUTION_PAYABLE


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the group; a proposal of the program has an empty ``uid`` until somebody keeps it."""

    uid: bytes
    data: LetterData
    active: bool = True

    @property
    def is_proposal(self) -> bool:
        """Whether it comes with the program and is not kept in the book."""
        return not self.uid


def letters(*, put_aside: bool = False) -> tuple[Letter, ...]:
    """The letters of the book, and the program's proposals that no letter of the book is named like."""
    kept = tuple(_letter(row) for row in book.fetch(sql.LETTERS, (0,)))
    names = {each.data.name for each in kept}
    proposals = tuple(Letter(b"", data) for data in STANDARD_LETTERS if data.name not in names)
    return tuple(each for each in kept if each.active or put_aside) + proposals


def letter(uid: bytes) -> Letter | None:
    """A letter of the book by uid, or None."""
    row = book.fetch_one(sql.BY_UID, (uid,))
    return None if row is None else _letter(row)


def letter_named(name: str) -> Letter | None:
    """A letter of the book, or a proposal, by its name; None if there is none."""
    return next((each for each in letters(put_aside=True) if each.data.name == name), None)


def figures(as_of: dt.date, chosen: Collection[bytes] | None = None) -> tuple[PersonFigures, ...]:
    """What letters may say of members at the end of a day, by their numbers: of those chosen, else of all.

    Whoever is chosen by uid may also have left; without a choice only members of that day are given.
    """
    standing = Standing.ACTIVE if chosen is None else Standing.ALL
    wanted = None if chosen is None else frozenset(chosen)
    shares = {each.id: each.holding for each in holders(as_of)}
    saved = {each.party_id: each.balance for each in savers(as_of)}
    lent = _lent(as_of)
    open_by_role = _open(as_of)
    found = []
    for each in members(as_of, MemberFilter(standing)):
        if wanted is not None and each.uid not in wanted:
            continue
        base = PersonFigures(
            each.uid,
            each.code,
            each.name,
            each.number,
            each.section,
            each.address,
            each.phone,
            each.joined_on,
            savings=saved.get(each.id, 0),
        )
        held = shares.get(each.id)
        if held is not None:
            base = replace(base, shares=held.shares, share_amount=held.amount, shares_paid=held.paid)
        left, late = lent.get(each.id, (0, 0))
        roles = open_by_role.get(each.id, {})
        found.append(
            replace(
                base,
                loan_left=left,
                loan_late=late,
                dividend_owed=-roles.get(DIVIDENDS, 0),
                owes=sum(roles.get(role, 0) for role in OWED_TO_US),
                owed=-sum(
                    amount
                    for role, amount in roles.items()
                    if role in OWED_BY_US and role != AccountRole.DISTRIBUTION_PAYABLE
                ),
            )
        )
    return tuple(found)


def common_values(day: dt.date, as_of: dt.date, signatory: Office | None) -> dict[Placeholder, str]:
    """What is the same in every letter of a run: days, the group, the next meeting, who signs."""
    group = business_settings()
    values = {
        Placeholder.DAY: format_date(day, "long"),
        Placeholder.AS_OF: format_date(as_of, "long"),
        Placeholder.GROUP: group.enterprise_name,
        Placeholder.GROUP_ADDRESS: " ".join(
            part for part in (group.enterprise_address, group.enterprise_place) if part
        ),
        Placeholder.GROUP_PHONE: group.enterprise_phone,
        Placeholder.SIGNATORY: "" if signatory is None else signatory.name,
    }
    meeting = book.fetch_one(sql.NEXT_MEETING, (day.isoformat(),))
    if meeting is not None:
        title, on, starts, place = meeting
        values[Placeholder.MEETING] = title
        values[Placeholder.MEETING_DAY] = format_date(dt.date.fromisoformat(on), "full")
        values[Placeholder.MEETING_TIME] = starts
        values[Placeholder.MEETING_PLACE] = place
    return values


def values_for(person: PersonFigures, common: Mapping[Placeholder, str]) -> dict[Placeholder, str]:
    """Everything that can be filled in for one person."""
    return dict(common) | {
        Placeholder.NAME: person.name,
        Placeholder.MEMBER_NUMBER: person.number,
        Placeholder.UNIT: person.unit,
        Placeholder.ADDRESS: " ".join(person.address.split()),
        Placeholder.PHONE: person.phone,
        Placeholder.JOINED: format_date(person.joined_on, "long") if person.joined_on else "",
        Placeholder.SHARES: format_amount(person.shares * 100).removesuffix(".00"),
        **{each: format_amount(person.amount(each)) for each in MONEY},
    }


def signatories(day: dt.date) -> tuple[Office, ...]:
    """Who may sign for the group on a day: its officers, the chair first; a person once."""
    found: dict[int, Office] = {}
    for office in offices(day):
        if office.section_id is None:
            found.setdefault(office.party_id, office)
    return tuple(found.values())


def _letter(row: book.Row) -> Letter:
    _id, uid, name, subject, body, _position, active = row
    return Letter(uid, LetterData(name, subject, body), bool(active))


def _lent(as_of: dt.date) -> dict[int, tuple[int, int]]:
    """What each owes the group on loans with the interest of that day, and what of it is late, satang."""
    found: dict[int, tuple[int, int]] = {}
    for row in loan_rows(as_of):
        if row.loan.side is LoanSide.GIVEN:
            left, late = found.get(row.loan.party_id, (0, 0))
            found[row.loan.party_id] = (left + row.state.owed, late + row.state.late)
    return found


def _open(as_of: dt.date) -> dict[int, dict[AccountRole, int]]:
    roles = (*OWED_TO_US, *OWED_BY_US)
    found: dict[int, dict[AccountRole, int]] = defaultdict(dict)
    parameters = (as_of.isoformat(), *(role.value for role in roles))
    for party_id, role, amount in book.fetch(sql.balances(len(roles)), parameters):
        found[party_id][AccountRole(role)] = amount
    return found
