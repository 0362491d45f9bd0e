"""Creditors: whom the group owes at the end of a day, and what should have been paid already."""

import datetime as dt

from app.domain.ledger import AccountRole
from app.domain.open_items import Ageing, ageing, by_person
from app.i18n import N_, _
from app.queries.open_items import open_items
from reports.common import issuer
from reports.debtors import ageing_table, as_of_text, terms_note
from reports.model import Figure, Figures, Report

NAME = "creditors"

_KINDS = (
    (AccountRole.PAYABLE, N_("The group owes suppliers")),
    (AccountRole.WAGES_PAYABLE, N_("The group owes wages")),
    (AccountRole.MEMBER_PAYABLE, N_("The group owes members for goods")),
    (AccountRole.CONSIGNMENT_PAYABLE, N_("Owed for consigned goods that were sold")),
    (AccountRole.CREDIT_NOTES, N_("To be given back to customers")),
    (AccountRole.DEPOSITS, N_("Deposits of customers")),
)


def build(as_of: dt.date, *, printed: dt.datetime | None = None) -> Report:
    """Suppliers, wages, members and customers to whom something is owed, as of a day."""
    head = issuer()
    found = [(title, open_items(role, as_of=as_of)) for role, title in _KINDS]
    whole = sum((ageing(group, as_of) for _title, items in found for group in by_person(items)), Ageing())
    tables = tuple(
        ageing_table(_(title), items, as_of, sign=-1)
        for at, (title, items) in enumerate(found)
        if items or at == 0
    )
    return Report(
        NAME,
        _("Creditors"),
        head,
        (
            Figures((Figure(_("The group owes"), -whole.total), Figure(_("of it overdue"), -whole.overdue))),
            *tables,
        ),
        period=as_of_text(as_of),
        printed=printed,
        book=head.name,
        landscape=True,
        notes=(terms_note(),),
    )
