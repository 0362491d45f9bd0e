"""Who owes the group, and whom the group owes, as it stands now."""

import datetime as dt

from app.i18n import _
from app.queries.balances import PartyBalance, parties_owing
from reports.common import issuer, total_row
from reports.model import Column, Kind, Report, Row, Table

NAME = "debtors"


def build(*, printed: dt.datetime | None = None) -> Report:
    """Customers, suppliers, wages and members with an open balance."""
    head = issuer()
    return Report(
        NAME,
        _("Who owes whom"),
        head,
        (
            _table(_("Customers owe the group"), parties_owing("receivable"), 1),
            _table(_("The group owes suppliers"), parties_owing("payable"), -1),
            _table(_("The group owes wages"), parties_owing("wages_payable"), -1),
            _table(_("The group owes members for goods"), parties_owing("member_payable"), -1),
        ),
        printed=printed,
        book=head.name,
    )


def _table(title: str, rows: tuple[PartyBalance, ...], sign: int) -> Table:
    columns = (
        Column("name", _("Name"), Kind.TEXT, 6),
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    lines = [Row((row.name, row.code, sign * row.balance)) for row in rows]
    if lines:
        lines.append(total_row(_("Total"), columns, {"amount": sign * sum(row.balance for row in rows)}))
    return Table(title, columns, tuple(lines), empty=_("Nobody."), sums=("amount",))
