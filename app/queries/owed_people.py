"""People who owe or are owed, with what is open of each, for the page of debts."""

import datetime as dt
from dataclasses import dataclass

from app.domain.ledger import AccountRole
from app.domain.open_items import (
    BILLS_TO_US,
    COMES_LATER,
    OWED_BY_US,
    Ageing,
    OpenItem,
    ageing,
    by_person,
    oldest_first,
)
from app.queries.debts import credit_limits
from app.queries.open_items import open_items

TO_US = BILLS_TO_US
BY_US = tuple(role for role in OWED_BY_US if role is not AccountRole.WAGES_PAYABLE)
WAGES = (AccountRole.WAGES_PAYABLE,)
AHEAD = (AccountRole.ADVANCE,)
LATER = COMES_LATER
"""Money of sales that is still to come."""


@dataclass(frozen=True, slots=True)
class OwedPerson:
    """Somebody with what is open, satang, without the sign of the side she is on."""

    party_id: int
    uid: bytes
    code: str
    name: str
    items: tuple[OpenItem, ...]
    total: int
    overdue: int
    since: dt.date
    is_over: bool
    """Whether she owes more than her limit."""


@dataclass(frozen=True, slots=True)
class OwedSide:
    """Everybody on one side, by name, and what it comes to."""

    people: tuple[OwedPerson, ...] = ()
    total: int = 0
    overdue: int = 0


def owed_side(roles: tuple[AccountRole, ...], as_of: dt.date) -> OwedSide:
    """Who owes (or is owed) something on the accounts of these roles at the end of a day."""
    sign = -1 if roles[0] in OWED_BY_US else 1
    limits = credit_limits() if sign > 0 else {}
    people = []
    whole = Ageing()
    for group in by_person(open_items(*roles, as_of=as_of)):
        by_role = [[item for item in group if item.role == role] for role in roles]
        ages = sum((ageing(items, as_of) for items in by_role), Ageing())
        whole += ages
        who, items = group[0], tuple(oldest_first(group))
        people.append(
            OwedPerson(
                who.party_id,
                who.party_uid,
                who.party_code,
                who.party_name,
                items,
                sign * ages.total,
                sign * ages.overdue,
                items[0].on,
                who.party_id in limits and ages.total > limits[who.party_id],
            )
        )
    return OwedSide(tuple(people), sign * whole.total, sign * whole.overdue)
