"""A statement of account for one customer or supplier: bills, payments, the balance, what is overdue."""

import datetime as dt
from collections.abc import Sequence

from app.domain.ledger import AccountRole
from app.domain.open_items import AGE_WORDS, BILLS_TO_US, OWED_BY_US, OpenItem, ageing, netted
from app.i18n import _
from app.queries.debts import Debtor, debtor_by_code, owed_before, owed_lines
from app.queries.open_items import open_items
from app.thai.baht_text import baht_text
from app.thai.dates import format_date
from app.thai.digits import format_amount
from reports.common import ReportArgumentError, Span, document_link, issuer, joined, total_row
from reports.model import Block, Column, Figure, Figures, Kind, Paragraph, Report, Role, Row, Table
from reports.stock_card import document_name

NAME = "statement-of-account"


def build(code: str, span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The statement of the person with this code; raises ReportArgumentError if there is none."""
    person = debtor_by_code(code)
    if person is None:
        raise ReportArgumentError(name=NAME, needs=_("the code of a person"))
    head = issuer()
    sides: list[Block] = []
    for roles, sign, title in (
        (BILLS_TO_US, 1, _("What you owe us")),
        (OWED_BY_US, -1, _("What we owe you")),
    ):
        sides.extend(_side(person, roles, sign, title, span))
    if not sides:
        sides.append(Paragraph(_("Nothing is owed either way, and nothing was in these days.")))
    return Report(
        NAME,
        _("Statement of account"),
        head,
        (*((Paragraph(address),) if (address := address_of(person)) else ()), *sides),
        subtitle=f"{person.name} ({person.code})",
        period=span.text,
        printed=printed,
        book=head.name,
    )


def address_of(person: Debtor) -> str:
    """Address, number and telephone of a person, as far as they are known."""
    parts = [
        person.address.replace("\n", " "),
        _("Tax id {number}").format(number=person.tax_id) if person.tax_id else "",
        _("Telephone {number}").format(number=person.phone) if person.phone else "",
    ]
    return joined(*parts)


def _side(
    person: Debtor, roles: Sequence[AccountRole], sign: int, title: str, span: Span
) -> tuple[Block, ...]:
    """One direction: the lines of these days, then what is open by document, then by age."""
    before = sign * owed_before(person.id, roles, span.first)
    lines = owed_lines(person.id, roles, span.first, span.last)
    items = open_items(*roles, party_id=person.id, as_of=span.last)
    if not before and not lines and not items:
        return ()
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("what", _("What"), Kind.TEXT, 6),
        Column("billed", _("Billed"), Kind.MONEY, 3),
        Column("paid", _("Paid"), Kind.MONEY, 3),
        Column("balance", _("Balance"), Kind.MONEY, 3),
    )
    running, billed, paid = before, 0, 0
    rows = [Row((None, "", _("Brought forward"), None, None, running), Role.SUBTOTAL)]
    for line in lines:
        amount = sign * line.amount
        running += amount
        billed, paid = billed + max(amount, 0), paid + max(-amount, 0)
        slip = _("slip {number}").format(number=line.slip_number) if line.slip_number else ""
        what = joined(document_name(line.kind), slip, line.note)
        rows.append(
            Row(
                (
                    line.on,
                    line.number,
                    what,
                    amount if amount > 0 else None,
                    -amount if amount < 0 else None,
                    running,
                ),
                opens=document_link(line.number),
            )
        )
    rows.append(Row((None, "", _("Carried forward"), billed, paid, running), Role.TOTAL))
    moved = Table(
        title,
        columns,
        tuple(rows),
        sums=("billed", "paid"),
        carried=("billed", "paid"),
        running="balance",
    )
    figure = Figure(title, running, note=f"({baht_text(running)})")
    return (Figures((figure,)), moved, *((open_table(items, sign, span.last),) if items else ()))


def open_table(items: Sequence[OpenItem], sign: int, as_of: dt.date) -> Table:
    """What is open, document by document, with the day it is due."""
    columns = (
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("date", _("Date"), Kind.DATE, 3),
        Column("due", _("Due day"), Kind.DATE, 3),
        Column("amount", _("Bill"), Kind.MONEY, 3),
        Column("open", _("Still open"), Kind.MONEY, 3),
        Column("overdue", _("Days overdue"), Kind.COUNT, 2),
    )
    left = [(item, amount) for role in _roles(items) for item, amount in netted(_of(items, role))]
    rows = [
        Row(
            (
                item.number,
                item.on,
                item.due,
                sign * item.amount,
                sign * amount,
                (as_of - item.due).days if as_of > item.due and sign * amount > 0 else None,
            ),
            opens=document_link(item.number),
        )
        for item, amount in left
    ]
    rows.append(total_row(_("Total"), columns, {"open": sign * sum(amount for _item, amount in left)}))
    ages = [ageing(_of(items, role), as_of) for role in _roles(items)]
    parts = [sign * sum(each) for each in zip(*(age.parts for age in ages), strict=True)]
    note = " · ".join(
        f"{_(words)}: {format_amount(part)}"
        for words, part in zip(AGE_WORDS.values(), parts, strict=True)
        if part
    )
    title = _("Still open on {day}").format(day=format_date(as_of, "medium"))
    return Table(title, columns, tuple(rows), note=note, sums=("open",))


def _roles(items: Sequence[OpenItem]) -> list[str]:
    return sorted({item.role for item in items})


def _of(items: Sequence[OpenItem], role: str) -> list[OpenItem]:
    return [item for item in items if item.role == role]
