"""The financial statements beside sums in plain Python over the bare lines, and beside one another."""

import datetime as dt
from collections import defaultdict

import pytest

from app.domain.costing import CostKind, Settlement
from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.queries.cash_flow import FINANCING, INVESTING, OPERATING, Flow, cash_flow
from app.queries.cost_flow import cost_of_production, cost_of_sales, profit_by, profit_by_batch, profit_by_day
from app.queries.fiscal_years import FigureKind, year_of
from app.queries.profit import income_statement
from app.queries.row_lines import flow_lines
from app.queries.statements import (
    balance_sheet,
    balance_sheet_of_last_year,
    changes_in_equity,
    trial_balance,
    year_of_income,
)
from app.services.books import close_book, open_book
from app.services.year_closing import close_year
from app.services.year_end import set_figures
from db import connection as book
from reports import catalogue
from reports.common import Span
from reports.kinds import Question
from reports.model import Report, Table
from reports.output import render
from reports.statement_kinds import STATEMENT_KINDS
from tests.fixtures import _own_machine_settings
from tests.making import OCT, Workshop, baht
from tests.samples import sample_file

__all__ = ["_own_machine_settings"]

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
YEAR = Span(FIRST, LAST)
BEFORE = dt.date(2025, 12, 31)
MIDDLE = dt.date(2026, 6, 17)


class Bare:
    """All lines of the book as they stand in its tables, summed by hand."""

    def __init__(self) -> None:
        self.accounts = {
            row[0]: row[1:]
            for row in book.fetch(
                "SELECT code, type, coalesce(role, ''), statement_group, is_money FROM account"
            )
        }
        self.lines = [
            (code, dt.date.fromisoformat(day), amount, closing, document)
            for code, day, amount, closing, document in book.fetch(
                "SELECT a.code, l.ledger_date, l.amount, l.is_closing, l.document_id FROM journal_line l "
                "JOIN account a ON a.id = l.account_id"
            )
        ]

    def balance(self, day: dt.date, *types: str) -> int:
        return sum(
            amount
            for code, on, amount, _closing, _document in self.lines
            if on <= day and self.accounts[code][0] in types
        )

    def by_code(self, first: dt.date, last: dt.date) -> dict[str, int]:
        found: defaultdict[str, int] = defaultdict(int)
        for code, on, amount, _closing, _document in self.lines:
            if first <= on <= last:
                found[code] += amount
        return dict(found)

    def money(self, day: dt.date) -> int:
        return sum(
            amount
            for code, on, amount, _closing, _document in self.lines
            if on <= day and self.accounts[code][3]
        )

    def group(self, name: str, first: dt.date, last: dt.date) -> int:
        return sum(
            amount
            for code, on, amount, closing, _document in self.lines
            if first <= on <= last and not closing and self.accounts[code][2] == name
        )


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    session = open_book(sample_file(tmp_path_factory.mktemp("statements")))
    yield session, Bare()
    close_book()


@pytest.fixture
def own(tmp_path):
    """A sample book of the test's own, beside the one that all share."""
    close_book()
    yield open_book(sample_file(tmp_path))
    close_book()


def test_the_trial_balance_is_the_lines_added_up(sample):
    bare = sample[1]
    rows = trial_balance(FIRST, MIDDLE)
    assert sum(row.opening for row in rows) == sum(row.closing for row in rows) == 0
    assert sum(row.debit for row in rows) == sum(row.credit for row in rows) > 0
    moved = bare.by_code(FIRST, MIDDLE)
    held = bare.by_code(dt.date.min, MIDDLE)
    for row in rows:
        assert row.debit - row.credit == moved.get(row.code, 0)
        assert row.opening + row.debit - row.credit == row.closing == held[row.code]
    assert {code for code, amount in held.items() if amount} <= {row.code for row in rows}


@pytest.mark.parametrize("day", [BEFORE, MIDDLE, LAST])
def test_assets_are_liabilities_and_equity(sample, day):
    bare = sample[1]
    sheet = balance_sheet(day)
    assert sheet.assets == sheet.liabilities + sheet.equity
    assert sheet.assets == bare.balance(day, "asset")
    assert sheet.liabilities == -bare.balance(day, "liability")
    assert sheet.profit + sheet.earlier == -bare.balance(day, "income", "expense")
    wear = [line.amount for line in sheet.groups["fixed_assets"] if line.code == "1502"]
    assert wear == [bare.by_code(dt.date.min, day)["1502"]]
    assert wear[0] < 0, "what is taken off stands with its minus"


def test_the_year_of_the_balance_sheet_is_the_income_statement(sample):
    assert balance_sheet(LAST).profit == income_statement(FIRST, LAST).profit
    assert balance_sheet_of_last_year(LAST).day == BEFORE
    assert balance_sheet_of_last_year(LAST).assets == balance_sheet(BEFORE).assets


def test_the_months_come_to_the_year(sample):
    year = year_of_income(FIRST, LAST)
    assert len(year.months) == 12
    assert sum(each.profit for each in year.months) == year.whole.profit
    assert sum(each.imputed for each in year.months) == year.whole.imputed > 0
    assert year.whole.full_profit == year.whole.profit - year.whole.imputed
    assert year.whole.total_income == -sample[1].group("income", FIRST, LAST)
    assert year.before is not None
    assert year.before.total_income == -sample[1].group("income", dt.date(2025, 1, 1), BEFORE)


@pytest.mark.parametrize("first", [FIRST, dt.date(2025, 11, 1), dt.date(2026, 3, 14)])
def test_cash_flow_closes_to_the_money(sample, first):
    bare = sample[1]
    flow = cash_flow(first, MIDDLE)
    assert flow.opening == bare.money(first - dt.timedelta(days=1))
    assert flow.closing == bare.money(MIDDLE)
    assert flow.opening + flow.change == flow.closing
    assert flow.total(OPERATING) + flow.total(INVESTING) + flow.total(FINANCING) == flow.change


def test_money_from_sales_is_what_the_tills_took(sample):
    bare = sample[1]
    kinds: dict[int, str] = dict(book.fetch("SELECT id, kind FROM document"))
    took = sum(
        amount
        for code, on, amount, _closing, document in bare.lines
        if FIRST <= on <= LAST
        and bare.accounts[code][3]
        and kinds[document] in ("sale", "sale_return", "barter")
    )
    # Goats and visitors are paid for at once, without a till.
    beside = -sum(
        amount
        for code, on, amount, _closing, document in bare.lines
        if FIRST <= on <= LAST and code in ("4105", "4106") and kinds[document] in ("herd", "income")
    )
    assert beside > 0
    assert cash_flow(FIRST, LAST).flows[Flow.SALES] == took + beside


def test_the_statement_of_cost_of_sales_is_the_ledger(sample):
    bare = sample[1]
    cost = cost_of_sales(FIRST, LAST)
    assert cost.statement.total_cost_of_sales == bare.group("cost_of_sales", FIRST, LAST)
    assert cost.opening == bare.by_code(dt.date.min, BEFORE)["1303"]
    assert cost.closing == bare.by_code(dt.date.min, LAST)["1303"]
    by_code = bare.by_code(FIRST, LAST)
    tasted = book.fetch_int("SELECT -sum(value) FROM stock_move WHERE purpose = 'sample'")
    assert tasted > 0
    assert cost.gone == sum(by_code[code] for code in ("5101", "5103", "5104", "5109")) + tasted
    assert cost.animals == by_code["5107"] + by_code["5108"] > 0, "goats are in no stock"
    assert cost.remainder == by_code.get("5102", 0) - tasted
    assert cost.adjusted == 0


def test_the_statement_of_cost_of_production_is_the_ledger(sample):
    cost = cost_of_production(FIRST, LAST)
    production: dict[str, int] = dict(
        book.fetch(
            "SELECT a.code, sum(l.amount) FROM journal_line l JOIN account a ON a.id = l.account_id "
            "JOIN document d ON d.id = l.document_id WHERE d.kind = 'production' "
            "AND l.ledger_date BETWEEN '2026-01-01' AND '2026-12-31' GROUP BY a.code"
        )
    )
    used = book.fetch_int(
        "SELECT -sum(m.value) FROM stock_move m WHERE m.purpose = 'consume' "
        "AND m.ledger_date BETWEEN '2026-01-01' AND '2026-12-31'"
    )
    absorbed = -production["5302"] - production["5305"]
    owed = -production["2102"] - production["2103"]
    assert owed > 0, "members are paid for their work and their herbs"
    assert cost.put_in == used + absorbed + owed
    assert cost.finished == cost.put_in, "nothing lies half made"
    assert cost.lost == production.get("5102", 0)
    goods_used = cost.made - production["1303"]
    assert goods_used == used + production["1301"] + production["1302"]
    assert cost.imputed > 0


def test_equity_changes_close_to_the_balance_sheet(sample):
    parts = changes_in_equity(FIRST, LAST)
    for part in parts:
        assert part.opening + part.profit + part.carried + part.added + part.taken == part.closing
    assert sum(part.closing for part in parts) == balance_sheet(LAST).equity
    assert sum(part.opening for part in parts) == balance_sheet(BEFORE).equity
    assert sum(part.profit for part in parts) == income_statement(FIRST, LAST).profit


@pytest.mark.parametrize("what", ["section", "project", "channel"])
def test_parts_of_the_profit_come_to_the_whole(sample, what):
    parts = profit_by(what, FIRST, LAST)
    assert sum(part.profit for part in parts) == income_statement(FIRST, LAST).profit


def test_market_days_and_the_rest_come_to_the_profit(sample):
    parts = profit_by_day(FIRST, LAST)
    assert sum(part.profit for part in parts) == income_statement(FIRST, LAST).profit
    assert [part.code for part in parts].count("") == 1
    sold: defaultdict[str, int] = defaultdict(int)
    for code, on, amount, _closing, _document in sample[1].lines:
        if on >= FIRST and code.startswith("41"):
            sold[on.isoformat()] -= amount
    assert {part.code: part.income for part in parts if part.code} == {d: a for d, a in sold.items() if a}


def test_batches_have_the_cost_of_what_was_sold_of_them(sample):
    batches = profit_by_batch(FIRST, LAST)
    value, quantity = book.fetch(
        "SELECT -sum(value), -sum(quantity) FROM stock_move WHERE purpose IN ('sale', 'return') "
        "AND lot_id IN (SELECT t.id FROM lot t JOIN production_entry e ON e.document_id = t.document_id) "
        "AND ledger_date >= '2026-01-01'"
    )[0]
    assert sum(each.value for each in batches) == value
    assert sum(each.quantity for each in batches) == quantity
    assert all(each.full_value >= each.value for each in batches if each.quantity > 0)


@pytest.mark.parametrize("kind", STATEMENT_KINDS, ids=lambda kind: kind.name)
def test_every_statement_opens_its_lines_and_is_written(sample, kind):
    made = catalogue.build(sample[0], kind.name, Question(YEAR, row="cash-flow:goods"))
    assert isinstance(made, Report)
    tables = [block for block in made.blocks if isinstance(block, Table)]
    assert tables
    for table in tables:
        for row in table.rows:
            assert len(row.cells) == len(table.columns)
    if kind.name in ("income-statement", "balance-sheet", "trial-balance"):
        opened = {row.opens.argument for table in tables for row in table.rows if row.opens}
        assert {"1101", "4101"} & opened
    assert render(made, "pdf").startswith(b"%PDF")


def test_typed_figures_stand_in_for_a_year_that_was_not_posted(own):
    session = own
    plan = {"4101": 700_000_00, "5101": 300_000_00, "5302": -5_000_00}
    set_figures(session, FigureKind.PLAN, first_day=FIRST, figures=plan)
    # Before 2568 nothing was posted at all.
    old = {"1101": 9_000_00, "1303": 1_000_00, "3101": 4_000_00, "3201": 6_000_00, "4101": 8_000_00}
    set_figures(session, FigureKind.LAST_YEAR, first_day=dt.date(2024, 1, 1), figures=old)
    year = year_of_income(FIRST, LAST)
    assert year.plan is not None
    assert year.plan.profit == 700_000_00 - 300_000_00 + 5_000_00
    assert not year.before_was_typed, "what was posted goes before what was typed"
    earlier = year_of_income(dt.date(2025, 1, 1), BEFORE)
    assert earlier.before_was_typed
    assert earlier.before is not None
    assert earlier.before.total_income == 8_000_00
    sheet = balance_sheet_of_last_year(BEFORE)
    assert sheet.was_typed
    assert sheet.assets == 10_000_00 == sheet.liabilities + sheet.equity


def test_closing_empties_no_statement(own):
    session = own
    year = year_of(BEFORE)
    december = income_statement(dt.date(2025, 12, 1), BEFORE)
    whole = income_statement(year.first, year.last)
    before = balance_sheet(BEFORE)
    assert before.profit == whole.profit
    close_year(session, BEFORE, today=LAST, uid=new_uid())
    assert income_statement(dt.date(2025, 12, 1), BEFORE) == december
    after = balance_sheet(BEFORE)
    assert after.profit == 0
    assert after.equity == before.equity
    carried = {line.code: line.amount for line in after.groups["equity"]}
    assert carried["3203"] == whole.profit
    parts = {part.code: part for part in changes_in_equity(year.first, year.last)}
    assert (parts["3203"].carried, parts[""].carried, parts[""].closing) == (whole.profit, -whole.profit, 0)
    assert parts[""].profit == whole.profit
    assert balance_sheet(LAST).earlier == 0
    assert balance_sheet(LAST).profit == income_statement(FIRST, LAST).profit
    rows = trial_balance(year.first, year.last)
    assert sum(row.debit for row in rows) == sum(row.credit for row in rows)


def test_the_tea_of_the_first_rule(tmp_path):
    """100 boxes at 1,800 in the books and 4,000 in full, 40 sold: profit 2,840, at full cost 1,960."""
    close_book()
    with Workshop(tmp_path / "tea.samut") as shop:
        shop.receive("HERB", 1_000, baht(1_720))
        shop.make(
            "TEA",
            100_000,
            shop.from_stock("HERB", 1_000),
            shop.cost(CostKind.WEAR, Settlement.WEAR, baht(80)),
            shop.cost(CostKind.MATERIAL, Settlement.IMPUTED, baht(1_000)),
            shop.labour(baht(1_200), Settlement.IMPUTED),
        )
        shop.sell("TEA", 40_000, 89_00)
        day = OCT
        result = income_statement(day, day)
        assert result.total_income == 3_560_00
        assert result.gross_profit == 2_840_00
        assert result.profit - result.gross_profit == 80_00, "wear that stock took, its bill still to come"
        assert result.gross_profit - result.imputed == 1_960_00
        assert shop.balance(AccountRole.STOCK_PRODUCT) == 1_080_00
        cost = cost_of_production(day, day)
        assert (cost.put_in, cost.imputed, cost.made, cost.made_full) == (
            1_800_00,
            2_200_00,
            1_800_00,
            4_000_00,
        )
        sold = cost_of_sales(day, day)
        assert (sold.opening, sold.closing, sold.gone) == (0, 1_080_00, 720_00)
        (batch,) = profit_by_batch(day, day)
        assert (batch.amount, batch.value, batch.full_value) == (3_560_00, 720_00, 1_600_00)
        flow = cash_flow(day, day)
        assert flow.flows == {Flow.SALES: 3_560_00, Flow.GOODS: -1_720_00}
        sheet = balance_sheet(day)
        assert sheet.assets == sheet.liabilities + sheet.equity == 2_920_00
        bill = shop.bill(AccountRole.ENERGY, baht(50))
        assert bill.number
        assert cash_flow(day, day).flows[Flow.EXPENSES] == -50_00


def test_wages_paid_later_and_debts_settled_in_part(tmp_path):
    """What was left owing is no money; what is paid later is."""
    close_book()
    with Workshop(tmp_path / "owing.samut") as shop:
        shop.bill(AccountRole.LABOUR, baht(300), credit="2102")
        shop.bill(AccountRole.OFFICE_EXPENSE, baht(90))
        flow = cash_flow(OCT, OCT)
        assert flow.flows == {Flow.EXPENSES: -90_00}
        assert flow.opening + flow.change == flow.closing == -90_00


def test_wages_that_a_batch_pays_at_once_are_wages(tmp_path):
    """Money for work stands under wages, whether it was paid with the batch or later; undone it is gone."""
    close_book()
    with Workshop(tmp_path / "paid.samut") as shop:
        made = shop.make(
            "ชา",
            10_000,
            shop.labour(baht(300), Settlement.PAID),
            shop.labour(baht(200), Settlement.OWED, "สมาชิก 002"),
            shop.cost(CostKind.ENERGY, Settlement.PAID, baht(100)),
        )
        flow = cash_flow(OCT, OCT)
        assert flow.flows == {Flow.WAGES: -300_00, Flow.GOODS: -100_00}
        assert flow.opening + flow.change == flow.closing == -400_00
        assert sum(line.amount for line in flow_lines(Flow.WAGES, OCT, OCT)) == -300_00
        shop.undo(made.posted.uid)
        assert cash_flow(OCT, OCT).flows == {}
