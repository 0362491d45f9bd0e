"""What is due between the group and its people, for the reminders of Home."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.ledger import AccountRole
from app.domain.loan import LoanSide
from app.domain.open_items import COMES_LATER, OpenItem, by_person, netted
from app.queries.distribution import available, resolved_for, years_to_divide
from app.queries.loans import coming
from app.queries.open_items import balances_of, open_items, owed_long

PAY_WITHIN_DAYS = 7
"""Bills that are due within so many days are to be paid soon."""
OLD_ADVANCE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Due:
    """How many people (or bills), and how much in all, satang."""

    count: int = 0
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Reminders:
    """What somebody should look after today."""

    overdue: Due
    """Customers whose bills should have been paid."""
    bills: Due
    """Bills of others that are due within a week or already were."""
    wages: Due
    """People to whom wages are owed."""
    advances: Due
    """People who hold money given ahead for more than a month."""
    late_loans: Due = Due()
    """Loans of the group to others that are not paid back in time."""
    instalments: Due = Due()
    """Instalments of the group's own loans that are late or due within two weeks."""
    late_money: Due = Due()
    """People who have money of sales that should have come by now."""


@dataclass(frozen=True, slots=True)
class Dividing:
    """What waits of a year's profit: for the meeting to divide it, and for people to be paid."""

    last: dt.date | None = None
    """The last day of the newest closed year, while the meeting has not resolved on its profit."""
    amount: int = 0
    """What can be divided of it, satang."""
    owed: Due = Due()
    since: dt.date | None = None
    """The day of the first meeting of whose profit something is still to be paid."""


def dividing(today: dt.date) -> Dividing:
    """What waits of divided and undivided profit on a day."""
    groups = _left(AccountRole.DISTRIBUTION_PAYABLE, -1, today)
    items = [(item.on, amount) for group in groups for item, amount in group]
    owed = Due(len(groups), sum(amount for _on, amount in items))
    since = min((on for on, _amount in items), default=None)
    for year in years_to_divide()[:1]:
        there = available(year, max(today, year.last))
        if there is not None and there.divisible and resolved_for(year) is None:
            return Dividing(year.last, there.divisible, owed, since)
    return Dividing(owed=owed, since=since)


def reminders(today: dt.date) -> Reminders:
    """What is due on a day."""
    soon = today + dt.timedelta(days=PAY_WITHIN_DAYS)
    return Reminders(
        _sum(owed_long(AccountRole.RECEIVABLE, 1, today)),
        _bills(today, soon),
        _sum(balances_of(AccountRole.WAGES_PAYABLE, -1, today)),
        _sum(owed_long(AccountRole.ADVANCE, 1, today, after=OLD_ADVANCE_DAYS)),
        *_loans(today),
        _late_money(today),
    )


def _sum(amounts: tuple[int, ...]) -> Due:
    return Due(len(amounts), sum(amounts))


def _late_money(today: dt.date) -> Due:
    late = [_people(role, 1, today, lambda item: item.due < today) for role in COMES_LATER]
    return Due(sum(each.count for each in late), sum(each.amount for each in late))


def _loans(today: dt.date) -> tuple[Due, Due]:
    found = coming(today)
    lent, taken = found[LoanSide.GIVEN], found[LoanSide.TAKEN]
    return Due(lent.late_loans, lent.late), Due(taken.due_loans, taken.late + taken.soon)


def _left(role: AccountRole, sign: int, today: dt.date) -> list[list[tuple[OpenItem, int]]]:
    """What is left of each person's items, signs taken away; nobody to whom it is the other way round."""
    groups = by_person(open_items(role, as_of=today))
    left = [[(item, sign * amount) for item, amount in netted(group)] for group in groups]
    return [group for group in left if group and group[0][1] > 0]


def _people(role: AccountRole, sign: int, today: dt.date, counts: Callable[[OpenItem], bool]) -> Due:
    sums = [sum(amount for item, amount in group if counts(item)) for group in _left(role, sign, today)]
    return Due(sum(each > 0 for each in sums), sum(sums))


def _bills(today: dt.date, soon: dt.date) -> Due:
    amounts = [
        amount
        for group in _left(AccountRole.PAYABLE, -1, today)
        for item, amount in group
        if item.due <= soon
    ]
    return Due(len(amounts), sum(amounts))
