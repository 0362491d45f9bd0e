"""Books of paper receipts: who has which, numbers used, spoiled, missing and left."""

import datetime as dt

from app.domain.receipt_book import range_words
from app.i18n import _
from app.queries.receipt_books import ReceiptBookRow, receipt_books
from app.thai.dates import format_date
from reports.common import document_link, issuer
from reports.model import Block, Column, Figure, Figures, Kind, Paragraph, Report, Row, Signatures, Table

NAME = "receipt-books"


def build(*, printed: dt.datetime | None = None) -> Report:
    """Every book, and the documents that its numbers stand in."""
    books = receipt_books()
    head = issuer()
    return Report(
        NAME,
        _("Books of receipts"),
        head,
        (_register(books), _uses(books), Signatures((_("Who keeps the books"), _("Chair")))),
        printed=printed,
        book=head.name,
        landscape=True,
    )


def panel(row: ReceiptBookRow) -> Report:
    """One book for the screen."""
    head = issuer()
    data = row.data
    lines = (
        (_("Who has it"), row.holder),
        (_("Given out on"), format_date(data.issued_on)),
        (_("Came back on"), format_date(data.returned_on) if data.returned_on else ""),
        (_("Note"), data.note),
    )
    blocks: list[Block] = [
        Figures(
            (
                Figure(_("Used"), row.used, Kind.COUNT),
                Figure(_("Missing"), row.missing, Kind.COUNT),
                Figure(_("Left"), row.blank, Kind.COUNT),
            )
        ),
        Paragraph("\n".join(f"{label}: {text}" for label, text in lines if text)),
    ]
    if row.state.missing:
        blocks.append(
            Paragraph(_("Missing numbers: {numbers}").format(numbers=range_words(row.state.missing)))
        )
    blocks.append(_uses((row,), short=True))
    if row.spoiled:
        columns = (
            Column("no", _("Number"), Kind.TEXT, 2),
            Column("why", _("Why it is not used"), Kind.TEXT, 8),
        )
        rows = tuple(Row((str(each.number), each.reason)) for each in row.spoiled)
        blocks.append(Table(_("Spoiled"), columns, rows))
    return Report(NAME, data.name, head, tuple(blocks), book=head.name)


def _register(books: tuple[ReceiptBookRow, ...]) -> Table:
    columns = (
        Column("name", _("Receipt book"), Kind.TEXT, 3),
        Column("range", _("Numbers"), Kind.TEXT, 3),
        Column("holder", _("Who has it"), Kind.TEXT, 5),
        Column("issued", _("Given out"), Kind.DATE, 3),
        Column("returned", _("Came back"), Kind.DATE, 3),
        Column("used", _("Used"), Kind.TEXT, 5),
        Column("spoiled", _("Spoiled"), Kind.TEXT, 3),
        Column("missing", _("Missing"), Kind.TEXT, 4),
        Column("left", _("Left"), Kind.TEXT, 3),
    )
    rows = tuple(
        Row(
            (
                each.name,
                f"{each.data.first_number}–{each.data.last_number}",
                each.holder,
                each.data.issued_on,
                each.data.returned_on,
                range_words(each.state.used),
                range_words(each.state.spoiled),
                range_words(each.state.missing),
                range_words(each.state.blank),
            )
        )
        for each in books
    )
    return Table("", columns, rows, empty=_("No book of receipts is registered."))


def _uses(books: tuple[ReceiptBookRow, ...], *, short: bool = False) -> Table:
    columns = [
        Column("numbers", _("Numbers"), Kind.TEXT, 3),
        Column("document", _("Document"), Kind.TEXT, 4),
        Column("date", _("Day"), Kind.DATE, 3),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    ]
    if not short:
        columns.insert(0, Column("name", _("Receipt book"), Kind.TEXT, 3))
    rows = []
    for each in books:
        for use in each.uses:
            cells = (range_words((use.numbers,)), use.document, use.on, use.total)
            rows.append(Row(cells if short else (each.name, *cells), opens=document_link(use.document)))
    return Table(_("Where they stand"), tuple(columns), tuple(rows), empty=_("No number is used yet."))
