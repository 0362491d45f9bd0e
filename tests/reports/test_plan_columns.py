"""The plan in the balance sheet and the monthly report: only where it has figures, shared to the satang."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.document import new_uid
from app.domain.plan import share_of_month
from app.queries.fiscal_years import FigureKind
from app.queries.plan import planned_month, planned_sheet
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from app.services.year_end import set_figures
from reports import balance_sheet, monthly
from reports.model import Cell, Report, Table
from reports.output import render
from tests.builders import make_book
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401

FIRST, DAY = dt.date(2026, 1, 1), dt.date(2026, 10, 6)
SERVICES = "4106"
PRINTED = dt.datetime(2026, 10, 7)


@pytest.fixture
def session(tmp_path):
    made = make_book(tmp_path)
    lines = (JournalLineDraft("1101", 1_500_00), JournalLineDraft(SERVICES, -1_500_00))
    post_journal(made, JournalDraft(new_uid(), lines), on=DAY)
    return made


def plan(session, **figures: int) -> None:
    set_figures(session, FigureKind.PLAN, first_day=FIRST, figures={k[1:]: v for k, v in figures.items()})


def column(report: Report, key: str) -> dict[str, Cell]:
    """A column of all tables that have it, by the words of the row."""
    found: dict[str, Cell] = {}
    for table in (each for each in report.blocks if isinstance(each, Table)):
        keys = [each.key for each in table.columns]
        if key in keys:
            found |= {str(row.cells[0]): row.cells[keys.index(key)] for row in table.rows}
    return found


def test_without_a_plan_there_is_no_column(session):
    plan(session, _4101=12_000_00)
    assert planned_sheet(DAY) is None, "income alone plans no balances"
    assert column(balance_sheet.build(DAY, printed=PRINTED), "plan") == {}
    plan(session)
    assert planned_month(DAY) is None
    assert column(monthly.build(DAY, printed=PRINTED), "plan") == {}


def test_the_balance_sheet_has_the_plan_where_it_has_figures(session):
    plan(session, _1101=5_000_00, _1303=700_00, _3101=1_700_00, _4101=12_000_00, _5101=8_000_00)
    report = balance_sheet.build(DAY, printed=PRINTED)
    planned, gap = column(report, "plan"), column(report, "plan_change")
    assert planned["Cash"] == 5_000_00
    assert gap["Cash"] == 1_500_00 - 5_000_00
    assert planned["Total current assets"] == planned["Total assets"] == 5_700_00
    assert planned["Total liabilities"] is None, "nothing of it was planned"
    assert planned["Profit of the year, not closed yet"] == 4_000_00
    assert planned["Total equity"] == planned["Total liabilities and equity"] == 5_700_00
    assert any("31 Dec 2026" in note for note in report.notes)
    for kind in ("pdf", "xlsx"):
        assert render(report, kind)


def test_a_whole_planned_balance_has_its_profit_once(session):
    plan(session, _1101=5_000_00, _3101=1_000_00, _3201=4_000_00, _4101=12_000_00, _5101=8_000_00)
    planned = column(balance_sheet.build(DAY, printed=PRINTED), "plan")
    assert planned["Profit of the year, not closed yet"] is None
    assert planned["Total equity"] == planned["Total assets"] == 5_000_00


def test_the_month_has_its_share_of_the_year(session):
    plan(session, _4101=10_000_00, _5101=6_000_00)
    report = monthly.build(DAY, printed=PRINTED)
    planned = column(report, "plan")
    october = round(10_000_00 * 10 / 12) - round(10_000_00 * 9 / 12)
    assert planned["Total income"] == october
    assert planned["Book profit"] == october - 500_00
    assert column(report, "plan_change")["Total income"] == 1_500_00 - october
    months = [planned_month(dt.date(2026, month, 15)) for month in range(1, 13)]
    assert sum(each.total_income for each in months if each) == 10_000_00
    assert render(report, "pdf").startswith(b"%PDF")


@given(st.integers(-(10**12), 10**12), st.integers(1, 12))
def test_shares_of_months_come_to_the_year(amount, months):
    shares = [share_of_month(amount, number, months) for number in range(1, months + 1)]
    assert sum(shares) == amount
    assert max(shares) - min(shares) <= 1
