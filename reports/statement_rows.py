"""Rows of income and expenses over any number of columns, for the statements of a year."""

from collections.abc import Callable, Sequence

from app.i18n import _
from app.queries.profit import IncomeStatement, StatementLine
from reports.common import in_language
from reports.model import Link, Role, Row

Pick = Callable[[IncomeStatement], tuple[StatementLine, ...]]
Result = Callable[[IncomeStatement], int]


def income_rows(statements: Sequence[IncomeStatement | None]) -> tuple[Row, ...]:
    """Income, cost, expenses, book profit and full-cost profit; a column per statement, None stays empty."""
    rows: list[Row] = []

    def section(title: str, pick: Pick, total: str) -> None:
        columns = [{line.code: line for line in pick(each)} if each else None for each in statements]
        names = {code: line for column in columns if column for code, line in column.items()}
        if not names:
            return
        rows.append(Row((title, *(None for _each in statements)), Role.HEADING))
        for code in sorted(names):
            amounts = (
                None if column is None else (column[code].amount if code in column else 0)
                for column in columns
            )
            label = in_language(names[code].name, names[code].name_en)
            rows.append(Row((label, *amounts), opens=Link("account", code), indent=1))
        sums = (
            None if column is None else sum(line.amount for line in column.values()) for column in columns
        )
        rows.append(Row((total, *sums), Role.SUBTOTAL))

    def result(label: str, pick: Result, role: Role = Role.TOTAL, indent: int = 0) -> None:
        rows.append(Row((label, *(pick(each) if each else None for each in statements)), role, indent=indent))

    section(_("Income"), lambda each: each.income, _("Total income"))
    section(_("Cost of sales"), lambda each: each.cost_of_sales, _("Total cost of sales"))
    result(_("Gross profit"), lambda each: each.gross_profit)
    section(
        _("Production expenses less what went into products"),
        lambda each: each.production,
        _("Production cost not shared into products"),
    )
    section(_("Selling expenses"), lambda each: each.selling, _("Total selling expenses"))
    section(_("Office and other expenses"), lambda each: each.admin, _("Total office expenses"))
    section(_("Other income"), lambda each: each.other_income, _("Total other income"))
    result(_("Book profit"), lambda each: each.profit)
    result(_("less free labour and things given, in what was sold"), lambda each: -each.imputed, Role.LINE, 1)
    result(_("Profit at full cost"), lambda each: each.full_profit)
    return tuple(rows)
