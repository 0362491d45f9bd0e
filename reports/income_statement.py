"""The income statement of a year: against last year and the plan, then by its months."""

import datetime as dt
from collections.abc import Callable

from app.i18n import N_, _
from app.queries.profit import IncomeStatement
from app.queries.statements import YearOfIncome, year_of_income
from app.thai.dates import format_month
from reports.common import Span, issuer
from reports.model import Cell, Column, Figure, Figures, Kind, Report, Row, Signatures, Table
from reports.statement_rows import income_rows

NAME = "income-statement"
TITLE = N_("Income statement")
_PORTRAIT = 6
"""So many columns stand on a page upright."""


def build(span: Span, *, printed: dt.datetime | None = None) -> Report:
    """The statement of a span or fiscal year."""
    year = year_of_income(span.first, span.last)
    head = issuer()
    tables = (_compared(year), *((_by_month(year),) if len(year.months) > 1 else ()))
    notes = [
        _(
            "Book profit counts what was paid or will be paid. "
            "Profit at full cost also takes off free labour and things given."
        )
    ]
    if year.before_was_typed:
        notes.append(_("The figures of the year before were typed in, not posted in this book."))
    return Report(
        NAME,
        _(TITLE),
        head,
        (_figures(year), *tables, Signatures((_("Prepared by"), _("Checked by"), _("Chair")))),
        period=span.text,
        notes=tuple(notes),
        printed=printed,
        book=head.name,
        landscape=any(len(table.columns) > _PORTRAIT for table in tables),
    )


def _figures(year: YearOfIncome) -> Figures:
    now, before = year.whole, year.before

    def figure(label: str, pick: Callable[[IncomeStatement], int]) -> Figure:
        return Figure(label, pick(now), Kind.MONEY, None if before is None else pick(before))

    return Figures(
        (
            figure(_("Total income"), lambda each: each.total_income),
            figure(_("Gross profit"), lambda each: each.gross_profit),
            figure(_("Book profit"), lambda each: each.profit),
            figure(_("Profit at full cost"), lambda each: each.full_profit),
        )
    )


def _compared(year: YearOfIncome) -> Table:
    """This year, the year before and the plan, with what they differ by."""
    columns = [Column("item", _("Item"), Kind.TEXT, 7), Column("now", _("This time"), Kind.MONEY, 3)]
    others: list[IncomeStatement] = []
    for key, title, other in (
        ("before", _("Year before"), year.before),
        ("plan", _("Plan"), year.plan),
    ):
        if other is not None:
            columns += [
                Column(key, title, Kind.MONEY, 3),
                Column(f"{key}_change", _("Difference"), Kind.MONEY, 3),
            ]
            others.append(other)
    rows = []
    for row in income_rows((year.whole, *others)):
        label, now, *rest = row.cells
        cells: list[Cell] = [label, now]
        for amount in rest:
            cells += [amount, now - amount if isinstance(now, int) and isinstance(amount, int) else None]
        rows.append(Row(tuple(cells), row.role, row.opens, row.indent))
    return Table(_("Income and expenses"), tuple(columns), tuple(rows))


def _by_month(year: YearOfIncome) -> Table:
    columns = (
        Column("item", _("Item"), Kind.TEXT, 8),
        *(
            Column(each.first.isoformat()[:7], format_month(each.first), Kind.MONEY, 3)
            for each in year.months
        ),
        Column("total", _("Total"), Kind.MONEY, 3),
    )
    return Table(_("By month"), columns, income_rows((*year.months, year.whole)))
