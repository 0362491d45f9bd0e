"""What was given away and received for nothing, and what relief cost the group."""

import datetime as dt
from collections.abc import Sequence

from app.domain.gift import PURPOSE_WORDS, GiftPurpose, GiftWay
from app.i18n import _
from app.queries.gifts import GiftRow, gifts, relief_sales
from app.thai.dates import format_date
from app.thai.digits import format_quantity
from reports.barter_card import others_table
from reports.common import Span, document_link, issuer, total_row
from reports.model import Block, Column, Figure, Figures, Kind, Paragraph, Report, Row, Table

GIFTS = "gifts"
RELIEF = "relief"


def gift_list(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """Goods given and received for nothing between two days, with what they cost and were worth."""
    rows = [each for each in gifts(span.first, span.last) if each.stands]
    head = issuer()
    return Report(
        GIFTS,
        _("Gifts and samples"),
        head,
        (
            _by_purpose(rows),
            _table(_("Given for nothing"), [each for each in rows if each.way is GiftWay.GIVEN]),
            _table(_("Received for nothing"), [each for each in rows if each.way is GiftWay.RECEIVED]),
        ),
        period=span.text,
        notes=(_("What is given away stands in the books at what it cost; what comes, at its fair value."),),
        printed=printed,
        book=head.name,
        landscape=True,
    )


def relief(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """What helping cost the group between two days: sold below the price, and given away."""
    sold = relief_sales(span.first, span.last)
    given = [
        each
        for each in gifts(span.first, span.last)
        if each.stands and each.way is GiftWay.GIVEN and each.purpose is GiftPurpose.RELIEF
    ]
    gap, cost = sum(each.gap for each in sold), sum(each.cost for each in given)
    head = issuer()
    return Report(
        RELIEF,
        _("Relief and what it cost the group"),
        head,
        (
            Figures(
                (
                    Figure(_("Given up on relief sales"), gap),
                    Figure(_("Cost of goods given as relief"), cost),
                    Figure(_("Together"), gap + cost),
                )
            ),
            _sold(span),
            _table(_("Given as relief"), given),
        ),
        period=span.text,
        notes=(
            _("What is given up on a sale is shown here only; the books hold the sale at what was paid."),
        ),
        printed=printed,
        book=head.name,
        landscape=True,
    )


def gift_card(lines: Sequence[GiftRow]) -> Report:
    """One document of goods given or received, beside the list."""
    head, first = issuer(), lines[0]
    title = _("Given for nothing") if first.way is GiftWay.GIVEN else _("Received for nothing")
    about = (format_date(first.on, "medium"), _(PURPOSE_WORDS[first.purpose]), first.party)
    blocks: list[Block] = [
        Paragraph(" · ".join(each for each in about if each)),
        _goods(lines, is_given=first.way is GiftWay.GIVEN),
        *others_table([first.number]),
    ]
    if first.note:
        blocks.append(Paragraph(first.note, _("Note")))
    return Report(
        GIFTS,
        title,
        head,
        tuple(blocks),
        subtitle=_("Undone by {number}.").format(number=first.reversal) if first.reversal else first.party,
        number=first.number,
        book=head.name,
    )


def _goods(lines: Sequence[GiftRow], *, is_given: bool) -> Table:
    columns = [
        Column("goods", _("Goods"), weight=6),
        Column("quantity", _("Quantity"), weight=3),
        Column("worth", _("Worth"), Kind.MONEY, 3),
    ]
    if is_given:
        columns.append(Column("cost", _("Cost"), Kind.MONEY, 3))
    rows = [
        Row(
            (
                each.description,
                f"{format_quantity(each.base_milli)} {each.unit}",
                each.value,
                *((each.cost,) if is_given else ()),
            ),
            opens=document_link(each.number),
        )
        for each in lines
    ]
    sums = {"worth": sum(each.value for each in lines), "cost": sum(each.cost for each in lines)}
    if len(rows) > 1:
        rows.append(total_row(_("Total"), tuple(columns), sums))
    return Table(lines[0].number, tuple(columns), tuple(rows))


def _by_purpose(rows: list[GiftRow]) -> Table:
    columns = (
        Column("purpose", _("For which purpose"), weight=6),
        Column("count", _("Lines"), Kind.COUNT, 2),
        Column("worth", _("Worth"), Kind.MONEY, 3),
        Column("cost", _("Cost of what was given"), Kind.MONEY, 4),
    )
    lines = []
    for way in GiftWay:
        for purpose in GiftPurpose:
            own = [each for each in rows if each.way is way and each.purpose is purpose]
            if own:
                words = _(PURPOSE_WORDS[purpose])
                said = _("Given: {what}") if way is GiftWay.GIVEN else _("Received: {what}")
                cost = sum(each.cost for each in own) if way is GiftWay.GIVEN else None
                lines.append(Row((said.format(what=words), len(own), sum(each.value for each in own), cost)))
    return Table(_("In short"), columns, tuple(lines), empty=_("Nothing in these days."))


def _table(title: str, rows: list[GiftRow]) -> Table:
    is_given = any(each.way is GiftWay.GIVEN for each in rows)
    columns = [
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), weight=4),
        Column("party", _("From whom or to whom"), weight=4),
        Column("purpose", _("For which purpose"), weight=4),
        Column("goods", _("Goods"), weight=6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 3),
        Column("unit", _("Unit"), weight=2),
        Column("worth", _("Worth"), Kind.MONEY, 3),
    ]
    if is_given:
        columns.append(Column("cost", _("Cost"), Kind.MONEY, 3))
    lines = [
        Row(
            (
                each.on,
                each.number,
                each.party,
                _(PURPOSE_WORDS[each.purpose]),
                each.description,
                each.base_milli,
                each.unit,
                each.value,
                *((each.cost,) if is_given else ()),
            ),
            opens=document_link(each.number),
        )
        for each in rows
    ]
    sums = {"worth": sum(each.value for each in rows)}
    if is_given:
        sums["cost"] = sum(each.cost for each in rows)
    if lines:
        lines.append(total_row(_("Total"), tuple(columns), sums))
    return Table(
        title,
        tuple(columns),
        tuple(lines),
        sums=tuple(sums) if lines else (),
        empty=_("Nothing in these days."),
    )


def _sold(span: Span) -> Table:
    columns = (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Number"), weight=4),
        Column("goods", _("Goods"), weight=6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 3),
        Column("unit", _("Unit"), weight=2),
        Column("normal", _("Normal price"), Kind.UNIT_COST, 3),
        Column("paid", _("What was paid"), Kind.MONEY, 3),
        Column("gap", _("Given up"), Kind.MONEY, 3),
    )
    rows = relief_sales(span.first, span.last)
    lines = [
        Row(
            (
                each.on,
                each.number,
                each.description,
                each.quantity_milli,
                each.unit,
                each.normal_price_e4,
                each.amount,
                each.gap,
            ),
            opens=document_link(each.number),
        )
        for each in rows
    ]
    sums = {"paid": sum(each.amount for each in rows), "gap": sum(each.gap for each in rows)}
    if lines:
        lines.append(total_row(_("Total"), columns, sums))
    return Table(
        _("Sold below the normal price"),
        columns,
        tuple(lines),
        sums=tuple(sums) if lines else (),
        empty=_("Nothing in these days."),
    )
