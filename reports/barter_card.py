"""A barter beside the list: both lists, whose goods were among ours, what happened."""

from collections.abc import Iterable

from app.domain.barter import Side
from app.i18n import _
from app.queries.barter import BarterRow, barter_steps, others_left
from app.thai.dates import format_date
from app.thai.digits import format_quantity
from reports.barter import SLIP, terms_words
from reports.barter_words import balance_words, side_words, state_words, step_words
from reports.common import document_link, issuer, total_row
from reports.model import Block, Column, Kind, Paragraph, Report, Row, Table


def card(found: BarterRow) -> Report:
    """An agreement beside the list: both lists, what is still to come, what happened."""
    head = issuer()
    blocks: list[Block] = [
        Paragraph(balance_words(found.balance, found.deal.difference_as)),
        *(_list(found, side) for side in Side),
        *others_table([found.number, *(step.number for step in barter_steps(found.id))]),
        Paragraph("\n".join(terms_words(found))),
        _history(found),
    ]
    if found.note:
        blocks.append(Paragraph(found.note, _("Note")))
    return Report(
        SLIP,
        found.party,
        head,
        tuple(blocks),
        subtitle=state_words(found),
        number=found.number,
        book=head.name,
    )


def others_table(numbers: Iterable[str]) -> tuple[Table, ...]:
    """Whose goods left in these documents, and what they are owed; nothing where all were ours."""
    found = others_left(numbers)
    if not found:
        return ()
    columns = (
        Column("goods", _("Goods"), weight=6),
        Column("owner", _("Owner"), weight=5),
        Column("owed", _("Owed to her"), Kind.MONEY, 3),
    )
    rows = tuple(
        Row((f"{_many(each.quantity, each.unit)} · {each.goods}", each.owner, each.owed)) for each in found
    )
    return (Table(_("Goods of others among them"), columns, rows),)


def _list(found: BarterRow, side: Side) -> Table:
    """One of the lists; what is still to come stands there while anything is."""
    lines = found.deal.of(side)
    is_open = any(line.rest_milli for line in lines)
    columns = [
        Column("goods", _("Goods"), weight=6),
        Column("quantity", _("Quantity"), weight=3),
        Column("value", _("Agreed value"), Kind.MONEY, 3),
    ]
    if is_open:
        columns.append(Column("left", _("Still to come"), weight=3))
    rows = []
    for line in lines:
        left = _many(line.rest_milli, found.unit_of(line.line_no)) if line.rest_milli else "–"
        cells = (line.name, _many(line.quantity_milli, line.unit), line.value, left)
        rows.append(Row(cells[: len(columns)]))
    if len(rows) > 1:
        rows.append(total_row(_("Total"), tuple(columns), {"value": sum(line.value for line in lines)}))
    return Table(side_words(side), tuple(columns), tuple(rows))


def _history(each: BarterRow) -> Table:
    """What happened to an agreement, for the panel."""
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("what", _("What"), weight=4),
        Column("goods", _("Goods"), weight=6),
        Column("quantity", _("Quantity"), weight=3),
    )
    rows = tuple(
        Row(
            (step.on, step_words(step), step.description, _many(step.base_milli, step.unit)),
            opens=document_link(step.number),
        )
        for step in barter_steps(each.id)
    )
    title = _("{number} of {day}").format(number=each.number, day=format_date(each.on, "medium"))
    return Table(title, columns, rows, empty=_("Nothing was handed over yet."))


def _many(milli: int, unit: str) -> str:
    return f"{format_quantity(milli)} {unit}"
