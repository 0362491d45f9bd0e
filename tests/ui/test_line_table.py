"""Lines to type in: Enter leads from cell to cell and to the next line, faults stand at their cell."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.domain.product import ProductUnitData
from tests.ui.keys import front, press, type_text
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import MoneyField, NameField
from ui.widgets.goods_fields import OWN, UnitField
from ui.widgets.line_table import Line, LineColumn, LineTable

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


class Thing(Line):
    def __init__(self) -> None:
        self.what = ChoiceField(choices=[Choice(1, "ชา"), Choice(2, "กาแฟ")], required=True)
        self.amount = MoneyField(required=True)
        self.note = NameField()
        super().__init__(self.what, self.amount, self.note)


class Things(LineTable[Thing]):
    columns = (LineColumn(lambda: "What"), LineColumn(lambda: "Amount"), LineColumn(lambda: "Note"))

    def make(self) -> Thing:
        return Thing()


@pytest.fixture
def table(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    made = Things()
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    after = QLineEdit()
    after.setObjectName("after")
    layout.addWidget(after)
    made.clear()
    front(qtbot, window)
    yield made
    window.hide()


def test_tab_walks_through_all_lines_before_it_leaves_them(table):
    table.new_line()
    table.new_line()
    QApplication.processEvents()
    table.lines[0].what.edit.setFocus()
    after = table.window().findChild(QLineEdit, "after")
    assert after is not None
    expected: list[QWidget] = []
    for line in table.lines:
        expected += [*(each.edit for each in line.fields), line.remove]
    for part in (*expected, table.add_button, after):
        assert part.hasFocus()
        press(part, TAB)


def test_enter_walks_through_the_cells_and_begins_the_next_line(table):
    line = table.lines[0]
    line.what.edit.setFocus()
    type_text(line.what.edit, "ชา")
    press(line.what.edit, ENTER)
    assert line.amount.edit.hasFocus()
    press(line.amount.edit, ENTER)
    assert line.amount.edit.hasFocus(), "an amount is missing"
    type_text(line.amount.edit, "๒๐")
    press(line.amount.edit, ENTER)
    assert line.note.edit.hasFocus()
    press(line.note.edit, ENTER)
    assert len(table.lines) == 2
    assert table.lines[1].what.edit.hasFocus()
    assert table.begun() == [line]
    assert table.check(), "an empty last line is no fault"


def test_leaving_a_choice_by_tab_leads_where_tab_leads(table):
    line = table.lines[0]
    line.amount.edit.setFocus()
    line.what.set_value(1)
    line.what.edit.setFocus()
    press(line.what.edit, TAB, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert not line.amount.edit.hasFocus()


def test_a_fault_stands_at_its_cell(table):
    first = table.lines[0]
    first.what.set_value(1)
    assert not table.check()
    assert first.amount.error()
    assert not first.what.error()
    assert first.amount.edit.hasFocus()
    first.amount.set_value(100)
    assert table.check()
    table.mark(0, 1, "ยอดนี้ผิด")
    assert first.amount.error() == "ยอดนี้ผิด"


def test_the_last_line_can_be_emptied_but_not_removed(table):
    table.lines[0].what.set_value(2)
    second = table.add_line()
    second.what.set_value(1)
    table.lines[0].remove.click()
    assert [line.what.key() for line in table.lines] == [1]
    table.lines[0].remove.click()
    assert [line.what.key() for line in table.lines] == [None]


def test_sum_and_remainder_are_said_below(table):
    table.show_sum("รวม 20.00")
    table.show_remainder("ต่าง 5.00", wants=True)
    assert (table.sum.text(), table.remainder.text()) == ("รวม 20.00", "ต่าง 5.00")
    assert table.remainder.property("tone") == "turmeric"


def test_units_of_a_product_and_words_of_what_is_none(qtbot):
    field = UnitField(is_free=True)
    qtbot.addWidget(field)
    type_text(field.edit, "เที่ยว")
    assert (field.unit(), field.factor_milli()) == ("เที่ยว", 1_000)
    field.set_units("ซอง", (ProductUnitData("ลัง", 24_000, is_purchase=True),))
    assert (field.key(), field.unit(), field.factor_milli()) == (OWN, "ซอง", 1_000)
    field.set_units("ซอง", (ProductUnitData("ลัง", 24_000, is_purchase=True),), buys=True)
    assert (field.unit(), field.factor_milli()) == ("ลัง", 24_000)
    field.set_units("ซอง", ())
    assert not field.isEnabled()
