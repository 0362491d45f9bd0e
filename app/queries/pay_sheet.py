"""Wages that are owed, person by person: for which work, with how many hours, what was given ahead."""

import datetime as dt
from dataclasses import dataclass

from app.domain.ledger import AccountRole
from app.domain.open_items import OpenItem, balance, by_person, netted
from app.queries.debts import Hours, worked_hours
from app.queries.open_items import open_items


@dataclass(frozen=True, slots=True)
class PayRow:
    """One person's wages, satang: what is owed, what she holds of money given ahead."""

    party_id: int
    party_uid: bytes
    code: str
    name: str
    items: tuple[OpenItem, ...]
    owed: int
    advance: int
    hours: Hours

    @property
    def deducted(self) -> int:
        """How much of the money given ahead can be taken off."""
        return min(self.owed, self.advance)

    @property
    def to_pay(self) -> int:
        """What is paid when it is taken off."""
        return self.owed - self.deducted


def pay_sheet(first: dt.date, last: dt.date, as_of: dt.date) -> tuple[PayRow, ...]:
    """Everybody to whom wages are owed at the end of a day, by name; hours of work in some days."""
    hours = worked_hours(first, last)
    ahead = {
        group[0].party_id: balance(group) for group in by_person(open_items(AccountRole.ADVANCE, as_of=as_of))
    }
    rows = []
    for group in by_person(open_items(AccountRole.WAGES_PAYABLE, as_of=as_of)):
        owed = -balance(group)
        if owed <= 0:
            continue
        who = group[0]
        rows.append(
            PayRow(
                who.party_id,
                who.party_uid,
                who.party_code,
                who.party_name,
                tuple(item for item, _left in netted(group)),
                owed,
                max(0, ahead.get(who.party_id, 0)),
                hours.get(who.party_id, Hours()),
            )
        )
    return tuple(rows)
