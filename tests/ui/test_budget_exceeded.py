"""A slip beyond a project's budget, by keys: it is entered, said in words, and seen on the project's page."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.changes import Changes
from app.domain.project import BudgetData, ProjectData
from app.queries.projects import states
from app.services.projects import create_project, set_budget
from reports.model import Paragraph
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.stall import DAY
from tests.ui.desk import Desk
from tests.ui.test_entry_page import Keys, make_page, newest
from ui.pages.projects.view import ProjectsView

__all__ = ["_no_book_left_open", "_own_machine_settings"]

END = dt.date(2026, 12, 31)


@pytest.fixture
def desk(qtbot, qapp, tmp_path):
    made = Desk(qtbot, qapp, tmp_path)
    uid = create_project(made.session, ProjectData("อบรมทำน้ำพริก", agreed=500_00)).uid
    set_budget(made.session, uid, lines=(BudgetData("ค่าเดินทาง", 500_00),))
    yield made
    made.close()


def details(page) -> None:
    """Space on the button that shows words, section and project."""
    button = page.slip.parts.parts[0].details
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    page.slip.party.edit.setFocus()


def spend(keys, page, amount: str) -> None:
    part = page.slip.parts.parts[0]
    if not part.project.isVisible():
        details(page)
    part.what.edit.setFocus()
    keys.enter("เติมน้ำมัน", amount)
    part.project.edit.setFocus()
    keys.enter("น้ำพริก").save()


def test_it_is_warned_about_and_never_blocked(desk):
    page = make_page(desk)
    desk.runner.changed.connect(page.refresh)
    page.open("out")
    keys = Keys(desk, page)
    spend(keys, page, "450")
    assert states(END)[0].spent == 450_00
    assert "budget" not in desk.status.message.text()
    spend(keys, page, "๒๕๐")
    assert newest().total == 250_00, "entered all the same"
    said = desk.status.message.text()
    assert "200.00 baht more than its budget of 500.00 baht" in said
    assert desk.status.message.property("tone") == "turmeric"
    (found,) = states(END)
    assert (found.spent, found.over) == (700_00, 200_00)
    shown = ProjectsView(
        desk.session,
        desk.runner,
        desk.messages,
        open_link=desk.open_link,
        go_to=desk.go_to,
        today=lambda: DAY,
    )
    page.hide()
    desk.window.layout().insertWidget(0, shown)
    shown.refresh(Changes.EVERYTHING)
    desk.settle()
    shown.table.setFocus()
    QTest.keyClick(shown.table, Qt.Key.Key_Down)
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    desk.settle()
    report = shown.sheet.report()
    assert report is not None
    said = " ".join(block.text for block in report.blocks if isinstance(block, Paragraph))
    assert "200.00 baht more than the budget are spent." in said
    column = next(each for each in shown.columns() if each.unit == "%")
    assert column.tone is not None
    assert column.tone(shown.model.row_at(0)) == "turmeric-text", "to be looked at, no error"
