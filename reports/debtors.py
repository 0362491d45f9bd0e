"""Debtors: who owes the group at the end of a day, by how long it is overdue, and who is over her limit."""

import datetime as dt
from collections.abc import Mapping, Sequence

from app.domain.ledger import AccountRole
from app.domain.open_items import AGE_WORDS, Ageing, OpenItem, ageing, by_person
from app.i18n import _
from app.queries.debts import credit_limits
from app.queries.open_items import open_items
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.common import issuer, total_row
from reports.model import Column, Figure, Figures, Kind, Link, Report, Row, Table

NAME = "debtors"
STATEMENT = "statement-of-account"


def build(as_of: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """Customers, members, people with cash short and money given ahead, as of a day."""
    head = issuer()
    limits = credit_limits()
    customers = open_items(AccountRole.RECEIVABLE, as_of=as_of)
    tables = (
        ageing_table(_("Customers owe the group"), customers, as_of, limits=limits),
        *_others(as_of),
    )
    owed = _summed(customers, as_of)
    over = [
        group[0].party_name
        for group in by_person(customers)
        if _is_over(group, as_of, limits.get(group[0].party_id))
    ]
    return Report(
        NAME,
        _("Debtors"),
        head,
        (
            Figures(
                (
                    Figure(_("Customers owe"), owed.total),
                    Figure(_("of it overdue"), owed.overdue),
                    Figure(_("Over their limit"), len(over), Kind.COUNT),
                )
            ),
            *tables,
        ),
        period=as_of_text(as_of),
        printed=printed,
        book=head.name,
        landscape=True,
        notes=(terms_note(),),
    )


def _others(as_of: dt.date) -> tuple[Table, ...]:
    kinds = (
        (_("Members owe the group"), AccountRole.MEMBER_RECEIVABLE),
        (_("Cash that was missing and is owed"), AccountRole.STAFF_RECEIVABLE),
        (_("Money given ahead, not yet accounted for"), AccountRole.ADVANCE),
    )
    found = ((title, open_items(role, as_of=as_of)) for title, role in kinds)
    return tuple(ageing_table(title, items, as_of) for title, items in found if items)


def as_of_text(day: dt.date) -> str:
    """As of which day a report stands."""
    return _("As of {day}").format(day=format_date(day, "long"))


def terms_note() -> str:
    """How the days of ageing are counted."""
    return _(
        "Days are counted from the day a bill is due. What was paid without naming a bill is taken off the "
        "oldest one."
    )


def ageing_columns(*more: Column) -> tuple[Column, ...]:
    """The columns of every list by age."""
    return (
        Column("name", _("Name"), Kind.TEXT, 7),
        *more,
        *(Column(each.value, _(words), Kind.MONEY, 3) for each, words in AGE_WORDS.items()),
        Column("total", _("Total"), Kind.MONEY, 4),
    )


def ageing_table(
    title: str,
    items: Sequence[OpenItem],
    as_of: dt.date,
    *,
    sign: int = 1,
    limits: Mapping[int, int] | None = None,
) -> Table:
    """People with what is open of each by age; with limits, who is over hers is marked."""
    columns = ageing_columns(*(() if limits is None else (Column("limit", _("Credit limit"), Kind.TEXT, 4),)))
    rows = []
    whole = Ageing()
    for group in by_person(items):
        ages = ageing(group, as_of)
        whole += ages
        who = group[0]
        marks = () if limits is None else (_limit(limits.get(who.party_id), ages.total),)
        rows.append(
            Row(
                (
                    f"{who.party_name} ({who.party_code})",
                    *marks,
                    *(sign * part or None for part in ages.parts),
                    sign * ages.total,
                ),
                opens=Link(STATEMENT, who.party_code),
            )
        )
    sums = tuple(column.key for column in columns if column.kind is Kind.MONEY)
    if rows:
        values = dict(zip(sums, (*whole.parts, whole.total), strict=True))
        rows.append(total_row(_("Total"), columns, {key: sign * value for key, value in values.items()}))
    return Table(title, columns, tuple(rows), empty=_("Nobody."), sums=sums)


def _limit(limit: int | None, owed: int) -> str:
    if limit is None:
        return ""
    if owed > limit:
        return _("{limit} · over it").format(limit=format_amount(limit))
    return format_amount(limit)


def _is_over(group: Sequence[OpenItem], as_of: dt.date, limit: int | None) -> bool:
    return limit is not None and ageing(group, as_of).total > limit


def _summed(items: Sequence[OpenItem], as_of: dt.date) -> Ageing:
    return sum((ageing(group, as_of) for group in by_person(items)), Ageing())
