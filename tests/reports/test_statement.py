"""The income statement: whatever accounts moved, its live formulas come to the figures beside them."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.queries.profit import IncomeStatement, StatementLine
from reports.model import Issuer, Report, Role
from reports.render.xlsx import render_xlsx
from reports.statement import statement_table
from tests.reports.render.workbooks import Opened

MONTH = dt.date(2026, 10, 1)
AMOUNTS = st.lists(st.integers(-(10**9), 10**9), max_size=3)


def lines(first: int, amounts: list[int]) -> tuple[StatementLine, ...]:
    """Accounts with these amounts."""
    return tuple(
        StatementLine(first + at, str(first + at), f"บัญชี {first + at}", f"Account {first + at}", amount)
        for at, amount in enumerate(amounts)
    )


def statement(groups: tuple[list[int], ...], imputed: int) -> IncomeStatement:
    """A statement of six groups of amounts."""
    income, cost, production, selling, admin, other = (
        lines(1_000 * number, amounts) for number, amounts in enumerate(groups, start=4)
    )
    last = dt.date(2026, 10, 31)
    return IncomeStatement(MONTH, last, income, cost, production, selling, admin, other, imputed, 0)


statements = st.builds(statement, st.tuples(*[AMOUNTS] * 6), st.integers(0, 10**9))


@given(statements, statements, st.none() | statements)
def test_every_formula_comes_to_the_figure_beside_it(
    now: IncomeStatement, before: IncomeStatement, plan: IncomeStatement | None
) -> None:
    table = statement_table(now, before, "now", "before", plan)
    assert len(table.columns) == (4 if plan is None else 6)
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    book = Opened(render_xlsx(Report("statement", "Statement", Issuer("Group"), (table,))))
    for cell, formula, value in book.live():
        assert book.worked_out(cell) == value, (cell.coordinate, formula)


def test_results_are_made_of_what_stands_above() -> None:
    now = IncomeStatement(
        MONTH,
        MONTH,
        lines(4_000, [10_000, 500]),
        lines(5_000, [4_000]),
        (),
        lines(6_000, [1_000]),
        (),
        lines(7_000, [50]),
        imputed=700,
        cash_cost_of_sales=0,
    )
    table = statement_table(now, now, "now", "before")
    results = {row.key: dict(row.formulas)[1] for row in table.rows if row.role is Role.TOTAL}
    assert results == {
        "gross": "{now@income}-{now@cost}",
        "profit": "{now@gross}-{now@selling}+{now@other}",
        "full": "{now@profit}+{now@free}",
    }
    book = Opened(render_xlsx(Report("statement", "Statement", Issuer("Group"), (table,))))
    live = {formula for _cell, formula, _value in book.live()}
    assert any(formula.startswith("SUM(B") for formula in live)
