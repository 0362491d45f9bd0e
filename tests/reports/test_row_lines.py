"""Rows of the cash flow and of the profit told apart open just what makes their figure, over a whole year."""

import datetime as dt

import pytest

from app.domain.costing import CostKind, Settlement
from app.queries.cash_flow import Flow
from app.queries.row_lines import flow_lines
from app.services.books import close_book, open_book
from db import connection as book
from reports import cash_flow, catalogue, profit_by, row_lines
from reports.common import ReportArgumentError, Span
from reports.kinds import Question
from reports.model import Link, Report, Row, Table
from reports.output import render
from tests.fixtures import _own_machine_settings
from tests.making import OCT, Workshop, baht
from tests.samples import sample_file

__all__ = ["_own_machine_settings"]

YEAR = Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
AUTUMN = Span(dt.date(2026, 9, 9), dt.date(2026, 11, 3))
STATEMENTS = (cash_flow.NAME, *profit_by.TITLES)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    yield open_book(sample_file(tmp_path_factory.mktemp("rows")))
    close_book()


def table_of(session, name, span):
    made = catalogue.build(session, name, Question(span))
    assert isinstance(made, Report)
    (table,) = (block for block in made.blocks if isinstance(block, Table))
    return table


def opened(session, link: Link | None) -> Report:
    assert link is not None
    assert link.target == row_lines.NAME
    first, last, row = link.argument.split(":", 2)
    span = Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    made = catalogue.build(session, row_lines.NAME, Question(span, row=row))
    assert isinstance(made, Report)
    return made


def total(table: Table) -> dict[str, object]:
    keys = [column.key for column in table.columns]
    return dict(zip(keys, table.rows[-1].cells, strict=True)) if table.rows else {}


def added(session, table: Table, key: str) -> int:
    """A column added up over rows that open a document; days in place of lines are opened in turn."""
    keys = [column.key for column in table.columns]
    if key not in keys:
        return 0
    at, found = keys.index(key), 0
    for row in table.rows[:-1]:
        amount = row.cells[at] or 0
        assert isinstance(amount, int)
        if row.opens is not None and row.opens.target == row_lines.NAME:
            (inner,) = (each for each in opened(session, row.opens).blocks[:1] if isinstance(each, Table))
            assert added(session, inner, key) == amount
        found += amount
    return found


def own_rows(table: Table) -> list[Row]:
    return [row for row in table.rows if row.opens is not None]


@pytest.mark.parametrize("span", [YEAR, AUTUMN], ids=["year", "autumn"])
def test_documents_behind_every_cash_flow_come_to_it(sample, span):
    rows = own_rows(table_of(sample, cash_flow.NAME, span))
    assert len(rows) >= 5
    for row in rows:
        now, *before = [block for block in opened(sample, row.opens).blocks if isinstance(block, Table)]
        assert total(now).get("amount", 0) == added(sample, now, "amount") == row.cells[1], row.cells[0]
        assert sum(added(sample, each, "amount") for each in before) == row.cells[2], row.cells[0]


@pytest.mark.parametrize("name", [name for name in profit_by.TITLES if name != profit_by.BATCH])
@pytest.mark.parametrize("span", [YEAR, AUTUMN], ids=["year", "autumn"])
def test_lines_behind_every_part_of_the_profit_come_to_it(sample, name, span):
    table = table_of(sample, name, span)
    keys = [column.key for column in table.columns]
    parts = own_rows(table)
    assert parts
    for row in parts if name != profit_by.DAY else (*parts[:3], parts[-1]):
        (lines,) = opened(sample, row.opens).blocks
        assert isinstance(lines, Table)
        for key in row_lines.KEYS:
            here = row.cells[keys.index(key)]
            assert total(lines).get(key, 0) == added(sample, lines, key) == here, (row.cells[0], key)


def test_sales_behind_every_batch_come_to_it(sample):
    table = table_of(sample, profit_by.BATCH, YEAR)
    keys = [column.key for column in table.columns]
    for row in own_rows(table)[:20]:
        (lines,) = opened(sample, row.opens).blocks
        assert isinstance(lines, Table)
        for key in ("quantity", "amount", "cost", "profit", "full"):
            assert total(lines)[key] == added(sample, lines, key) == row.cells[keys.index(key)]
        assert all(each.opens and each.opens.target == "document" for each in lines.rows[:-1])


def test_money_of_sales_is_the_money_lines_of_sales(sample):
    bare: dict[str, int] = dict(
        book.fetch(
            "SELECT d.number, sum(l.amount) FROM document d JOIN journal_line l ON l.document_id = d.id "
            "JOIN account a ON a.id = l.account_id LEFT JOIN document o ON o.id = d.reverses_id "
            "WHERE a.is_money = 1 AND coalesce(o.kind, d.kind) IN ('sale', 'sale_return') "
            "AND d.ledger_date BETWEEN '2026-01-01' AND '2026-12-31' "
            "GROUP BY d.id HAVING sum(l.amount) <> 0"
        )
    )
    lines = flow_lines(Flow.SALES, YEAR.first, YEAR.last)
    own = {line.number: line.amount for line in lines if line.number in bare}
    assert own == bare
    kinds = ("sale", "sale_return")
    assert not [line for line in lines if line.number not in bare and line.kind in kinds]


def test_more_lines_than_one_reads_stand_by_day(sample, monkeypatch):
    monkeypatch.setattr(row_lines, "MANY", 20)
    rows = own_rows(table_of(sample, cash_flow.NAME, AUTUMN))
    (sales,) = (row for row in rows if row.opens and row.opens.argument.endswith(":sales"))
    table = opened(sample, sales.opens).blocks[0]
    assert isinstance(table, Table)
    assert all(row.opens and row.opens.target == row_lines.NAME for row in table.rows[:-1])
    assert added(sample, table, "amount") == sales.cells[1]


@pytest.mark.parametrize(
    "row", ["", "cash-flow", "cash-flow:weather", "ledger:1101", "profit-by-day:someday", "profit-by-batch:"]
)
def test_what_is_no_row_is_refused(sample, row):
    with pytest.raises(ReportArgumentError):
        catalogue.build(sample, row_lines.NAME, Question(YEAR, row=row))


def test_every_row_to_choose_can_be_printed(sample):
    for key, label in row_lines.rows_to_choose():
        made = catalogue.build(sample, row_lines.NAME, Question(AUTUMN, row=key))
        assert isinstance(made, Report)
        assert made.subtitle == label
    assert render(made, "pdf").startswith(b"%PDF")


def test_what_was_left_owing_is_taken_off_each_document(tmp_path):
    close_book()
    with Workshop(tmp_path / "tea.samut") as shop:
        shop.receive("HERB", 1_000, baht(1_720))
        shop.make(
            "TEA", 100_000, shop.from_stock("HERB", 1_000), shop.cost(CostKind.WEAR, Settlement.WEAR, 80)
        )
        shop.sell("TEA", 40_000, 89_00)
        (bought,) = flow_lines(Flow.GOODS, OCT, OCT)
        (sold,) = flow_lines(Flow.SALES, OCT, OCT)
        assert (bought.amount, sold.amount) == (-1_720_00, 3_560_00)
