"""What stands on a member's statement: her goods, work and purchases, what she holds, what was shared out."""

import datetime as dt
from dataclasses import dataclass

from app.domain.work_log import Worked
from app.queries.work_hours import hours_by_person
from db import connection as book
from db.sql import member_statement as sql


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods of one kind: thousandths, satang."""

    what: str
    unit: str
    quantity: int
    amount: int


@dataclass(frozen=True, slots=True)
class Holds:
    """One account between her and the group, satang: positive where it is hers."""

    role: str
    code: str
    name: str
    name_en: str
    before: int
    added: int
    taken: int

    @property
    def now(self) -> int:
        """How it stands at the end."""
        return self.before + self.added - self.taken


@dataclass(frozen=True, slots=True)
class LoanLeft:
    """A loan of hers, or of the group from her, with what is left of it, satang."""

    code: str
    side: str
    name: str
    principal: int
    accrued: int


@dataclass(frozen=True, slots=True)
class Portion:
    """What she got of a divided profit, satang."""

    kind: str
    name: str
    first_day: dt.date
    last_day: dt.date
    amount: int


@dataclass(frozen=True, slots=True)
class MemberStatement:
    """A member's year on one page."""

    delivered: tuple[Goods, ...]
    bought: tuple[Goods, ...]
    consigned: tuple[Goods, ...]
    consigned_sold: tuple[Goods, ...]
    """What of her goods was sold, and her part of it."""
    worked: Worked
    paid_worth: int
    """What her paid work in batches was paid, satang."""
    free_worth: int
    """What her free work in batches is reckoned at, satang."""
    holds: tuple[Holds, ...]
    shares: int
    shares_unpaid: int
    loans: tuple[LoanLeft, ...]
    portions: tuple[Portion, ...]

    @property
    def hers(self) -> int:
        """Everything that the group owes her at the end, without her shares."""
        return sum(each.now for each in self._debts if each.now > 0)

    @property
    def owed_by_her(self) -> int:
        """Everything that she owes the group at the end."""
        return -sum(each.now for each in self._debts if each.now < 0)

    @property
    def paid_in(self) -> int:
        """What of her shares is paid in."""
        return sum(each.now for each in self.holds if each.role in ("shares", "shares_unpaid"))

    @property
    def _debts(self) -> tuple[Holds, ...]:
        return tuple(each for each in self.holds if each.role not in ("shares", "shares_unpaid"))


def member_statement(party_id: int, first: dt.date, last: dt.date) -> MemberStatement:
    """What happened between somebody and the group in a time, and how it stands at its end."""
    days = (first.isoformat(), last.isoformat())
    paid_worth, free_worth = book.fetch(sql.LABOUR_WORTH, (party_id, *days))[0]
    shares, unpaid = book.fetch(sql.SHARES, (party_id, days[1]))[0]
    return MemberStatement(
        tuple(Goods(*row) for row in book.fetch(sql.DELIVERED, (party_id, *days))),
        tuple(Goods(*row) for row in book.fetch(sql.BOUGHT, (party_id, *days))),
        tuple(Goods(*[*row, 0]) for row in book.fetch(sql.CONSIGNED, (party_id, days[1]))),
        tuple(Goods(*row) for row in book.fetch(sql.CONSIGNED_SOLD, (party_id, *days))),
        hours_by_person(first, last).get(party_id, Worked()),
        paid_worth,
        free_worth,
        tuple(Holds(*row) for row in book.fetch(sql.HOLDS, (party_id, *days))),
        shares,
        unpaid,
        tuple(LoanLeft(*row) for row in book.fetch(sql.LOANS, (party_id, days[1]))),
        tuple(
            Portion(kind, name, dt.date.fromisoformat(start), dt.date.fromisoformat(end), amount)
            for kind, name, start, end, amount in book.fetch(sql.DIVIDED, (party_id, *days))
        ),
    )
