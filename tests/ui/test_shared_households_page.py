"""What the leader sees of households: five or more together, or how many wait."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.services.books import enter_thread, leave_thread
from reports import household_shared
from reports.common import Span
from reports.model import Chart, Table
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.services.test_household_notes import Village, share, totals
from tests.ui.desk import Desk
from ui.messages import Messages, StatusLine, Toast
from ui.pages.households.view import HouseholdsView
from ui.runner import Runner

__all__ = ["_no_book_left_open", "_own_machine_settings"]

TODAY = dt.date(2026, 6, 10)
APRIL = dt.date(2026, 4, 1)


class LeaderDesk(Desk):
    """The group's book, open for its leader."""

    def __init__(self, qtbot, qapp, folder: Path) -> None:
        self.qtbot, self.app, self.folder = qtbot, qapp, folder
        self.village = Village(folder)
        self.session = self.village.leader()
        self.runner = Runner(enter=enter_thread, leave=leave_thread)
        self.window, self.status = QWidget(), StatusLine()
        self.messages = Messages(self.window, self.status, Toast(self.window))
        self.links, self.visits = [], []
        qtbot.addWidget(self.window)


@pytest.fixture
def leader(qtbot, qapp, tmp_path):
    made = LeaderDesk(qtbot, qapp, tmp_path)
    yield made
    made.close()


def tables(report):
    return [block for block in report.blocks if isinstance(block, Table)]


def cells(report):
    """Every figure that the report shows."""
    found = set()
    for block in report.blocks:
        if isinstance(block, Table):
            found |= {cell for row in block.rows for cell in row.cells if isinstance(cell, int)}
        elif isinstance(block, Chart):
            found |= {value for each in block.series for value in each.values}
    return found


def test_nothing_yet_says_how_it_begins(leader):
    page = leader.page(HouseholdsView, today=TODAY)
    assert page.empty.isVisible()
    assert not page.paper_button.isVisible()
    assert page.take_button.isVisible()


def test_four_are_counted_and_not_shown(leader):
    share(leader.session, [totals(each) for each in range(1, 5)])
    page = leader.page(HouseholdsView, today=TODAY)
    assert cells(page._found.report) == {4}, "how many wait, and no figure of theirs"
    assert len(tables(page._found.report)) == 1


def test_five_are_shown_together_with_the_trend(leader, thai):
    for month in (dt.date(2026, 3, 1), APRIL):
        share(leader.session, [totals(each, month=month) for each in range(1, 6)])
    share(leader.session, [totals(9, month=APRIL, debt=77_777_77)])
    page = leader.page(HouseholdsView, today=TODAY)
    report = page._found.report
    assert {5, 3_000_00, 15_000_00, 30_000_00, 150_000_00} <= cells(report)
    assert 77_777_77 not in cells(report), "the sixth waits"
    [chart] = [block for block in report.blocks if isinstance(block, Chart)]
    assert chart.series[0].values == (30_000_00, 30_000_00)
    text = str(report)
    assert totals(1).token.hex() not in text
    page._on_paper()
    assert leader.visits == [("reports", "households-shared:2026-01-01:2026-06-10")]
    page.months.set_key(0)
    page._on_months(0)
    leader.settle()
    assert page._found.span.first == dt.date(2026, 3, 1)


def test_a_stick_brings_nothing_twice(leader, tmp_path):
    page = leader.page(HouseholdsView, today=TODAY, choose_folder=lambda _parent: tmp_path / "no such stick")
    page._on_take()
    leader.settle()
    page._on_carry()
    leader.settle()
    assert not (tmp_path / "no such stick").exists(), "nothing waits, nothing is made"


def test_the_paper_says_the_rule(leader):
    share(leader.session, [totals(each, month=APRIL) for each in range(1, 6)])
    report = household_shared.build(Span(APRIL, TODAY))
    assert "5" in report.notes[0]
    assert report.name == "households-shared"
