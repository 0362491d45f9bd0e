"""Long plain lists for a spreadsheet: the journal, what was sold, what moved; row by row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.domain.session import Permission, Session
from app.i18n import N_, _
from app.queries.lists import journal_rows, product_rows, sale_line_rows, stock_move_rows
from reports.common import Span
from reports.model import Cell, Column, Kind


@dataclass(frozen=True, slots=True)
class PlainList:
    """A list that can be exported: title, columns, and its rows over a span."""

    title: str
    permission: Permission
    columns: Callable[[], tuple[Column, ...]]
    rows: Callable[[Span], Iterator[tuple[Cell, ...]]]


def _journal_columns() -> tuple[Column, ...]:
    return (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("account", _("Account"), Kind.TEXT, 2),
        Column("name", _("Account name"), Kind.TEXT, 6),
        Column("debit", _("Debit"), Kind.MONEY, 3),
        Column("credit", _("Credit"), Kind.MONEY, 3),
        Column("party", _("Person or group"), Kind.TEXT, 5),
        Column("note", _("Note"), Kind.TEXT, 6),
    )


def _sale_columns() -> tuple[Column, ...]:
    return (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Product"), Kind.TEXT, 6),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("price", _("Price each"), Kind.UNIT_COST, 3),
        Column("discount", _("Discount"), Kind.MONEY, 3),
        Column("amount", _("Amount"), Kind.MONEY, 3),
    )


def _move_columns() -> tuple[Column, ...]:
    return (
        Column("date", _("Date"), Kind.DATE, 3),
        Column("number", _("Document"), Kind.TEXT, 4),
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("name", _("Product"), Kind.TEXT, 6),
        Column("place", _("Place"), Kind.TEXT, 4),
        Column("lot", _("Lot"), Kind.TEXT, 4),
        Column("quantity", _("Quantity"), Kind.QUANTITY, 2),
        Column("value", _("Book value"), Kind.MONEY, 3),
        Column("full", _("At full cost"), Kind.MONEY, 3),
    )


def _product_columns() -> tuple[Column, ...]:
    return (
        Column("code", _("Code"), Kind.TEXT, 2),
        Column("barcode", _("Barcode"), Kind.TEXT, 4),
        Column("name", _("Product"), Kind.TEXT, 6),
        Column("unit", _("Unit"), Kind.TEXT, 2),
        Column("price", _("Selling price"), Kind.UNIT_COST, 3),
        Column("quantity", _("On hand"), Kind.QUANTITY, 2),
        Column("value", _("Book value"), Kind.MONEY, 3),
        Column("origin", _("Origin"), Kind.TEXT, 5),
    )


LISTS: dict[str, PlainList] = {
    "journal": PlainList(
        N_("Journal"),
        Permission.SEE_BOOKS,
        _journal_columns,
        lambda span: journal_rows(span.first, span.last),
    ),
    "sales": PlainList(
        N_("Lines sold"),
        Permission.SEE_SALES,
        _sale_columns,
        lambda span: sale_line_rows(span.first, span.last),
    ),
    "stock": PlainList(
        N_("Stock moves"),
        Permission.SEE_BOOKS,
        _move_columns,
        lambda span: stock_move_rows(span.first, span.last),
    ),
    "products": PlainList(
        N_("Products"), Permission.SEE_BOOKS, _product_columns, lambda _span: product_rows()
    ),
}


def export(session: Session, what: str, span: Span, kind: str) -> bytes:
    """A list as xlsx or csv; raises NotPermittedError, and KeyError for a list that is not there."""
    chosen = LISTS[what]
    session.require(Permission.EXPORT)
    session.require(chosen.permission)
    if kind == "csv":
        from reports.render.csv import render_csv

        return render_csv(chosen.columns(), chosen.rows(span))
    from reports.render.xlsx_plain import render_xlsx_plain

    return render_xlsx_plain(chosen.columns(), chosen.rows(span), title=_(chosen.title))
