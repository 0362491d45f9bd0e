"""Tables of the shares and of the funds, for the notes and for the changes in equity."""

from app.i18n import _, ngettext
from app.queries.equity_parts import FundChange, ShareChange, fund_changes, share_change
from reports.common import Span, in_language, total_row
from reports.model import Column, Kind, Link, Role, Row, Table


def share_table(span: Span, title: str) -> Table:
    """What was signed for, what of it is unpaid, what was paid in."""
    found = share_change(span.first, span.last)
    columns = (
        Column("item", _("Item"), Kind.TEXT, 6),
        Column("before", _("Brought forward"), Kind.MONEY, 3),
        Column("change", _("Difference"), Kind.MONEY, 3),
        Column("after", _("Carried forward"), Kind.MONEY, 3),
    )
    lines = (
        (_("Shares that were signed for"), found.before.signed, found.after.signed, Role.LINE),
        (_("less what is not paid in yet"), -found.before.unpaid, -found.after.unpaid, Role.LINE),
        (_("Share capital that was paid in"), found.before.paid, found.after.paid, Role.TOTAL),
    )
    there = any(before or after for _label, before, after, _role in lines)
    rows = tuple(Row((label, before, after - before, after), role) for label, before, after, role in lines)
    return Table(
        title,
        columns,
        rows if there else (),
        note=_who(found) if there else "",
        empty=_("The group has no shares."),
    )


def _who(found: ShareChange) -> str:
    words = [
        _(
            "Members' shares are equity: the group gives them back by its rules, not whenever it is asked. "
            "What is signed for and not paid in counts for nothing."
        )
    ]
    if found.members:
        words.append(
            ngettext(
                "{count} member holds {shares} shares.",
                "{count} members hold {shares} shares.",
                found.members,
            ).format(count=found.members, shares=f"{found.shares:,}")
        )
    if found.owing:
        words.append(
            ngettext(
                "{count} member has not paid all of hers in yet.",
                "{count} members have not paid all of theirs in yet.",
                found.owing,
            ).format(count=found.owing)
        )
    return " ".join(words)


def fund_table(span: Span, title: str) -> Table:
    """Each fund: brought forward, set aside, spent, left."""
    found = fund_changes(span.first, span.last)
    columns = (
        Column("fund", _("Fund"), Kind.TEXT, 6),
        Column("brought", _("Brought forward"), Kind.MONEY, 3),
        Column("set_aside", _("Set aside"), Kind.MONEY, 3),
        Column("spent", _("Spent"), Kind.MONEY, 3),
        Column("left", _("Left"), Kind.MONEY, 3),
    )
    rows = [
        Row(
            (in_language(each.name, each.name_en), each.brought, each.set_aside, each.spent, each.left),
            opens=Link("account", each.code),
        )
        for each in found
    ]
    if len(found) > 1:
        rows.append(total_row(_("Total"), columns, _sums(found)))
    return Table(
        title,
        columns,
        tuple(rows),
        note=_("What a fund pays for is no expense of the group; it makes the fund smaller.") if rows else "",
        empty=_("Nothing was put into a fund yet."),
        sums=tuple(column.key for column in columns[1:]) if len(found) > 1 else (),
    )


def _sums(found: tuple[FundChange, ...]) -> dict[str, int]:
    return {
        "brought": sum(each.brought for each in found),
        "set_aside": sum(each.set_aside for each in found),
        "spent": sum(each.spent for each in found),
        "left": sum(each.left for each in found),
    }
