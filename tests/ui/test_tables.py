"""Tables: sort by a click, copy as a table, open by Enter and double click, report tables by kind."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from reports.model import Column, Kind, Link, Role, Row, Table
from tests.ui.keys import front, press
from tests.ui.test_models import COLUMNS, LINES
from ui.models.rows import RowsModel
from ui.widgets.report_table import ReportTable, ReportTableModel
from ui.widgets.tables import TableView, copied

CTRL = Qt.KeyboardModifier.ControlModifier
TABLE = Table(
    "Result",
    (
        Column("what", "What", weight=3),
        Column("baht", "Baht", Kind.MONEY, unit="฿"),
        Column("n", "No", Kind.COUNT),
    ),
    (
        Row(("Income", None, None), Role.HEADING),
        Row(("Stall", 300, 3), opens=Link("sales", "stall"), indent=1),
        Row(("Online", 100, 1), opens=Link("sales", "online"), indent=1),
        Row(("All income", 400, 4), Role.SUBTOTAL),
        Row(("Rent", -50, None), indent=1),
        Row(("Aid", -900, None), indent=1),
        Row(("Result", -550, None), Role.TOTAL),
    ),
)


@pytest.fixture
def view(qtbot):
    made = TableView("Goods")
    model = RowsModel(COLUMNS)
    model.set_rows(LINES)
    made.set_list(model)
    made.resize(700, 400)
    qtbot.addWidget(made)
    front(qtbot, made)
    return made


@pytest.fixture
def table(qtbot):
    made = ReportTable(TABLE)
    made.resize(700, 400)
    qtbot.addWidget(made)
    front(qtbot, made)
    return made


def first_column(view):
    return [view.model().index(row, 0).data() for row in range(view.model().rowCount())]


def test_rows_stand_in_their_own_order_until_a_title_is_clicked(view):
    assert first_column(view)[0] == "น้ำพริก"
    header = view.horizontalHeader()
    place = header.sectionViewportPosition(0) + 10
    from PySide6.QtCore import QPoint

    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 10))
    assert first_column(view) == ["กะปิ", "แกง", "น้ำพริก", "เอแคลร์", "Tea"]


def test_enter_and_double_click_open_the_row(view):
    opened: list[Any] = []
    view.opened.connect(opened.append)
    view.choose_first()
    press(view, Qt.Key.Key_Return)
    place = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [LINES[0], LINES[2]]


def test_chosen_row_is_told(view):
    chosen: list[Any] = []
    view.chosen.connect(chosen.append)
    view.choose_first()
    press(view, Qt.Key.Key_Down)
    assert chosen[-1] == LINES[1]
    assert view.current_row() == LINES[1]
    assert view.choose_where(lambda line: line.name == "Tea")
    assert view.current_row() == LINES[3]
    assert not view.choose_where(lambda line: line.name == "Coffee")


def test_copy_is_a_table_with_titles(view):
    view.selectRow(1)
    press(view, Qt.Key.Key_C, modifiers=CTRL)
    assert QGuiApplication.clipboard().text() == "Found\tAmount (฿)\tDay\nเอแคลร์\t-5.00\t1 Mar 2025"


def test_copy_of_nothing_marked_is_everything(view):
    view.clearSelection()
    assert len(view.copy_rows().splitlines()) == 6


def test_copied_text_is_no_formula_and_has_no_stray_tabs():
    assert copied([["=1+1", "a\tb\nc", "−5.00", "+", "-", "@x"]]) == "'=1+1\ta b c\t-5.00\t+\t-\t'@x"


def test_letters_are_left_to_the_page(view, qtbot):
    heard: list[Any] = []
    view.parentWidget()
    view.choose_first()
    before = view.current_row()
    press(view, Qt.Key.Key_T, "T")
    assert view.current_row() == before
    assert heard == []


def test_columns_fill_the_width_without_scrolling_sideways(view):
    view.resize(460, 300)
    view.fit_columns()
    total = sum(view.columnWidth(number) for number in range(3))
    assert total == view.viewport().width()


def test_report_cells_are_written_by_kind(table):
    model = table.model()
    assert model.index(1, 1).data() == "3.00"
    assert model.index(6, 1).data() == "−5.50"
    assert model.index(0, 1).data() == ""
    assert model.index(1, 2).data() == "3"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Baht (฿)"
    assert model.index(6, 0).data(Qt.ItemDataRole.FontRole).weight() == 600
    assert model.index(1, 0).data(Qt.ItemDataRole.FontRole).weight() == 400


def test_sorting_a_report_keeps_headings_and_totals(table):
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert first_column(table) == ["Income", "Online", "Stall", "All income", "Aid", "Rent", "Result"]
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert first_column(table) == ["Income", "Stall", "Online", "All income", "Rent", "Aid", "Result"]
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert first_column(table) == [str(row.cells[0]) for row in TABLE.rows]


def test_row_opens_what_is_behind_it(table):
    links: list[Any] = []
    table.link_opened.connect(links.append)
    table.selectRow(1)
    press(table, Qt.Key.Key_Return)
    table.selectRow(3)
    press(table, Qt.Key.Key_Return)
    assert links == [Link("sales", "stall")]


def test_another_report_replaces_the_first(table):
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    table.set_table(Table("Other", (Column("a", "A"),), (Row(("x",)),)))
    assert first_column(table) == ["x"]
    assert table.accessibleName() == "Other"


def test_report_model_keeps_qts_contract(qtmodeltester, qapp):
    qtmodeltester.check(ReportTableModel(TABLE))


def test_a_report_table_that_scrolls_sideways_loses_no_line(qtbot) -> None:
    made = ReportTable(TABLE)
    qtbot.addWidget(made)
    made.stand_whole(10_000)
    made.resize(2_000, made.height())
    made.show()
    qtbot.waitUntil(lambda: made.horizontalScrollBar().maximum() == 0)
    whole = made.height()
    assert whole == made.whole_height()
    made.resize(120, whole)
    qtbot.waitUntil(lambda: made.horizontalScrollBar().maximum() > 0)
    assert made.height() == whole + made.horizontalScrollBar().sizeHint().height()
    assert made.verticalScrollBar().maximum() == 0
