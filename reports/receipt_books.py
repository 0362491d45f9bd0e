"""Books of paper receipts: who has which, numbers used, spoiled, missing and left."""

import datetime as dt

from app.domain.receipt_book import range_words
from app.i18n import _
from app.queries.receipt_books import ReceiptBookRow, receipt_books
from reports.common import document_link, issuer
from reports.model import Block, Column, Kind, Report, Row, Signatures, Table

NAME = "receipt-books"


def build(*, printed: dt.datetime | None = None) -> Report:
    """Every book, and the documents that its numbers stand in."""
    books = receipt_books()
    head = issuer()
    blocks: list[Block] = [_register(books)]
    if books:
        blocks += [_uses(books), *_spoiled(books), Signatures((_("Who keeps the books"), _("Chair")))]
    return Report(
        NAME,
        _("Books of receipts"),
        head,
        tuple(blocks),
        printed=printed,
        book=head.name,
        landscape=True,
    )


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


def _uses(books: tuple[ReceiptBookRow, ...]) -> Table:
    columns = (
        Column("name", _("Receipt book"), Kind.TEXT, 3),
        Column("numbers", _("Numbers"), Kind.TEXT, 3),
        Column("document", _("Document"), Kind.TEXT, 4),
        Column("date", _("Day"), Kind.DATE, 3),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )
    rows = tuple(
        Row(
            (each.name, range_words((use.numbers,)), use.document, use.on, use.total),
            opens=document_link(use.document),
        )
        for each in books
        for use in each.uses
    )
    return Table(_("Where they stand"), columns, rows, empty=_("No number is used yet."))


def _spoiled(books: tuple[ReceiptBookRow, ...]) -> list[Table]:
    """Why numbers were not used; no table where none was spoiled."""
    columns = (
        Column("name", _("Receipt book"), Kind.TEXT, 3),
        Column("no", _("Number"), Kind.TEXT, 2),
        Column("why", _("Why it is not used"), Kind.TEXT, 11),
    )
    rows = tuple(Row((each.name, str(one.number), one.reason)) for each in books for one in each.spoiled)
    return [Table(_("Spoiled receipts"), columns, rows)] if rows else []
