"""A member's statement on one page: deliveries, work, purchases, shares, savings, loans, dividends, debts."""

import datetime as dt
from collections.abc import Sequence

from app.domain.session import Session
from app.i18n import _, ngettext
from app.queries.member_statement import Goods, MemberStatement, member_statement
from app.queries.members import member_of
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.common import Span, in_language, issuer, total_row
from reports.model import Block, Column, Figure, Figures, Kind, Report, Role, Row, Signatures, Table
from reports.own_account import whose

NAME = "member-statement"
MOST_LINES = 6
"""So many kinds of goods are named; the rest stands in one line."""


def build(session: Session, code: str, span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The statement of the person with this code, of the reader herself without one.

    Raises NotPermittedError for somebody else's statement without the right to see the books,
    ReportArgumentError if there is no such person.
    """
    person = whose(session, code, NAME)
    if printed is not None and span.first <= printed.date() < span.last:
        span = Span(span.first, printed.date())  # what is still to come stands on no statement
    found = member_statement(person.id, span.first, span.last)
    head = issuer()
    blocks: list[Block] = [
        Figures(
            (
                Figure(_("Shares paid in"), found.paid_in, note=_shares(found)),
                Figure(_("The group owes her"), found.hers),
                Figure(_("She owes the group"), found.owed_by_her),
            )
        ),
        _did(found),
        _holds(found, span),
    ]
    if found.loans:
        blocks.append(_loans(found))
    if found.portions:
        blocks.append(_portions(found))
    blocks.append(Signatures((_("Member"), _("Treasurer"))))
    return Report(
        NAME,
        _("Statement of a member"),
        head,
        tuple(blocks),
        subtitle=" · ".join(_who(person.id, person.name, person.code)),
        period=span.text,
        printed=printed,
        book=head.name,
        one_page=True,
        notes=(_("Please tell the treasurer within 30 days if anything here is not as you know it."),),
    )


def _who(party_id: int, name: str, code: str) -> list[str]:
    member = member_of(party_id)
    if member is None:
        return [f"{name} ({code})"]
    parts = [name, _("member {number}").format(number=member.number), member.section]
    if member.left_on is not None:
        parts.append(_("left on {day}").format(day=format_date(member.left_on)))
    elif member.joined_on is not None:
        parts.append(_("since {day}").format(day=format_date(member.joined_on)))
    return [part for part in parts if part]


def _shares(found: MemberStatement) -> str:
    words = (
        [ngettext("{count} share", "{count} shares", found.shares).format(count=f"{found.shares:,}")]
        if found.shares
        else []
    )
    if found.shares_unpaid:
        words.append(_("{amount} baht to pay in").format(amount=format_amount(found.shares_unpaid)))
    return " · ".join(words)


def _did(found: MemberStatement) -> Table:
    """What she brought, worked and bought in these days."""
    columns = (
        Column("what", _("In these days"), Kind.TEXT, 9),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [*_goods(_("Brought to the group"), found.delivered)]
    if found.worked.all or found.paid_worth or found.free_worth:
        rows.append(Row((_("Worked for the group"), None, "", None), Role.HEADING))
        hour = _("hours")
        if found.worked.paid or found.paid_worth:
            paid = (_("Paid work"), found.worked.paid or None, hour, found.paid_worth or None)
            rows.append(Row(paid, indent=1))
        if found.worked.free or found.free_worth:
            free = (_("Work that was given"), found.worked.free or None, hour, found.free_worth or None)
            rows.append(Row(free, indent=1))
    rows += _goods(_("Bought from the group"), found.bought)
    rows += _goods(_("Her part of consigned goods that were sold"), found.consigned_sold)
    rows += _goods(_("Goods of hers that the group has to sell"), found.consigned, counts=False)
    return Table(
        _("What she brought, worked and bought"),
        columns,
        tuple(rows),
        empty=_("Nothing was brought, worked or bought in these days."),
    )


def _goods(title: str, goods: Sequence[Goods], *, counts: bool = True) -> list[Row]:
    if not goods:
        return []
    named, rest = goods[:MOST_LINES], goods[MOST_LINES:]
    total = sum(each.amount for each in goods) if counts else None
    rows = [Row((title, None, "", total), Role.HEADING)]
    rows += [
        Row((each.what, each.quantity or None, each.unit, each.amount if counts else None), indent=1)
        for each in named
    ]
    if rest:
        words = ngettext("{count} more kind", "{count} more kinds", len(rest)).format(count=len(rest))
        rows.append(Row((words, None, "", sum(each.amount for each in rest) if counts else None), indent=1))
    return rows


def _holds(found: MemberStatement, span: Span) -> Table:
    columns = (
        Column("what", _("Between the member and the group"), Kind.TEXT, 6),
        Column("before", _("Brought forward"), Kind.MONEY, 3),
        Column("added", _("Added"), Kind.MONEY, 3),
        Column("taken", _("Taken off"), Kind.MONEY, 3),
        Column("now", _("On {day}").format(day=format_date(span.last)), Kind.MONEY, 3),
    )
    rows = [
        Row((in_language(each.name, each.name_en), each.before, each.added, each.taken, each.now))
        for each in found.holds
        if any((each.before, each.added, each.taken))
    ]
    return Table(
        _("Shares, savings, loans and debts"),
        columns,
        tuple(rows),
        note=_("With a minus: what the member owes the group, or has not paid in yet."),
        empty=_("Nothing stands between this member and the group."),
    )


def _loans(found: MemberStatement) -> Table:
    columns = (
        Column("loan", _("Loan"), Kind.TEXT, 7),
        Column("principal", _("Principal left"), Kind.MONEY, 3),
        Column("interest", _("Interest so far"), Kind.MONEY, 3),
    )
    rows = tuple(
        Row(
            (
                " · ".join(
                    part
                    for part in (
                        each.code,
                        each.name,
                        _("lent to the group") if each.side == "taken" else _("from the group"),
                    )
                    if part
                ),
                each.principal,
                each.accrued,
            )
        )
        for each in found.loans
    )
    return Table(_("Loans"), columns, rows)


def _portions(found: MemberStatement) -> Table:
    columns = (
        Column("part", _("Of the profit"), Kind.TEXT, 6),
        Column("year", _("Of the year up to"), Kind.DATE, 3),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = [Row((each.name, each.last_day, each.amount)) for each in found.portions]
    rows.append(
        total_row(_("Total"), columns, {"amount": sum(each.amount for each in found.portions)}),
    )
    return Table(_("Dividends and refunds of these days"), columns, tuple(rows), sums=("amount",))
