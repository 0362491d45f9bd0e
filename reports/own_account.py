"""A person's account with the group: her goods and work, what is owed both ways, what was paid."""

import datetime as dt

from app.domain.cost_words import SETTLEMENT_NAMES
from app.domain.costing import Settlement
from app.domain.session import Permission, Session
from app.i18n import _
from app.queries.own_account import (
    Person,
    delivered,
    owed_before,
    owed_lines,
    owed_now,
    person_by_code,
    person_by_id,
)
from reports.common import ReportArgumentError, Span, document_link, in_language, issuer, joined, total_row
from reports.model import Column, Figure, Figures, Kind, Report, Role, Row, Table
from reports.stock_card import document_name

NAME = "own-account"


def build(session: Session, code: str, span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The account of the person with this code, of the reader herself without one.

    Raises NotPermittedError for somebody else's account without the right to see the books,
    ReportArgumentError if there is no such person.
    """
    person = whose(session, code, NAME)
    opens = session.may(Permission.SEE_BOOKS)
    head = issuer()
    now = owed_now(person.id)
    today = _("On the day of printing")
    return Report(
        NAME,
        _("Account of a person"),
        head,
        (
            Figures(
                (
                    Figure(_("The group owes"), now.to_her, note=today),
                    Figure(_("Owed to the group"), now.by_her, note=today),
                )
            ),
            _delivered(person, span, opens=opens),
            _owed(person, span, opens=opens),
        ),
        subtitle=f"{person.name} ({person.code})",
        period=span.text,
        printed=printed,
        book=head.name,
    )


def whose(session: Session, code: str, name: str) -> Person:
    """The person with this code for a report, the reader herself without one.

    Raises NotPermittedError for anybody else without the right to see the books, ReportArgumentError.
    """
    own = None if session.party_id is None else person_by_id(session.party_id)
    if own is not None and code in ("", own.code):
        session.require(Permission.SEE_OWN if session.may(Permission.SEE_OWN) else Permission.SEE_BOOKS)
        return own
    if code:
        session.require(Permission.SEE_BOOKS)
    found = person_by_code(code) if code else None
    if found is None:
        raise ReportArgumentError(name=name, needs=_("the code of a person"))
    return found


def _delivered(person: Person, span: Span, *, opens: bool) -> Table:
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("amount", _("Worth"), Kind.MONEY, 3),
        Column("settled", _("Settled"), Kind.TEXT, 4),
    )
    found = delivered(person.id, span.first, span.last)
    rows = [
        Row(
            (
                each.on,
                each.number,
                each.description,
                each.quantity or None,
                each.unit,
                each.amount,
                _(SETTLEMENT_NAMES[Settlement(each.settlement)]) if each.settlement else _("Bought"),
            ),
            opens=document_link(each.number) if opens else None,
        )
        for each in found
    ]
    if rows:
        rows.append(_total(columns, {"amount": sum(each.amount for each in found)}))
    return Table(
        _("Goods and work"),
        columns,
        tuple(rows),
        empty=_("Nothing was delivered in this time."),
        sums=("amount",),
    )


def _total(columns: tuple[Column, ...], sums: dict[str, int]) -> Row:
    row = total_row("", columns, sums)
    return Row((None, _("Total"), *row.cells[2:]), row.role, key=row.key)


def _owed(person: Person, span: Span, *, opens: bool) -> Table:
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 7),
        Column("to_her", _("To the person"), Kind.MONEY, 3),
        Column("by_her", _("To the group"), Kind.MONEY, 3),
        Column("balance", _("Still open"), Kind.MONEY, 3),
    )
    balance = owed_before(person.id, span.first)
    rows = [Row((None, "", _("Brought forward"), None, None, balance), Role.SUBTOTAL)]
    added = paid = 0
    for line in owed_lines(person.id, span.first, span.last):
        balance += line.amount
        added += max(line.amount, 0)
        paid += max(-line.amount, 0)
        account = in_language(line.account, line.account_en)
        rows.append(
            Row(
                (
                    line.on,
                    line.number,
                    joined(document_name(line.kind), account, line.note),
                    line.amount if line.amount > 0 else None,
                    -line.amount if line.amount < 0 else None,
                    balance,
                ),
                opens=document_link(line.number) if opens else None,
            )
        )
    rows.append(Row((None, "", _("Carried forward"), added, paid, balance), Role.TOTAL))
    return Table(
        _("What is owed and what was paid"),
        columns,
        tuple(rows),
        note=_("Still open: what the group owes the person; with a minus, what the person owes the group."),
        sums=("to_her", "by_her"),
    )
