"""Typed values: Thai digits, errors under the field, nothing typed is lost, raw ints of any size."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import i18n
from tests.ui.keys import front, press, type_text
from ui.widgets.fields import MoneyField, NameField, PercentField, QuantityField, UnitCostField


def shown(qtbot, field):
    qtbot.addWidget(field)
    field.show()
    field.edit.setFocus()
    return field


@pytest.mark.parametrize(
    ("kind", "typed", "raw", "written"),
    [
        (MoneyField, "1234.5", 123450, "1,234.50"),
        (MoneyField, "๑,๒๓๔.๕๐", 123450, "1,234.50"),
        (MoneyField, "0", 0, "0.00"),
        (MoneyField, "9999999999.99", 999999999999, "9,999,999,999.99"),
        (QuantityField, "๒.๕", 2500, "2.5"),
        (QuantityField, "12", 12000, "12"),
        (UnitCostField, "11.693333", 11693333, "11.693333"),
        (UnitCostField, "3", 3000000, "3.00"),
        (PercentField, "12.5", 1250, "12.5"),
        (PercentField, "๗%", 700, "7"),
    ],
)
def test_field_reads_what_people_type(qtbot, kind, typed, raw, written):
    field = shown(qtbot, kind())
    type_text(field.edit, typed)
    assert field.number() == raw
    press(field.edit, Qt.Key.Key_Return)
    assert field.text() == written
    assert field.number() == raw


@pytest.mark.parametrize("typed", ["สิบสอง", "1.2.3", "-5", "1e5", "99999999999999", "0.001", "=1+1"])
def test_wrong_money_keeps_its_text_and_says_why(qtbot, typed):
    field = shown(qtbot, MoneyField())
    heard: list[Any] = []
    field.committed.connect(heard.append)
    type_text(field.edit, typed)
    assert field.error() == "", "no scolding while typing"
    press(field.edit, Qt.Key.Key_Return)
    assert field.text() == typed
    assert field.error() != ""
    assert field.edit.accessibleDescription() == field.error()
    assert field.value() is None
    assert heard == []


def test_error_goes_as_soon_as_it_is_put_right(qtbot):
    field = shown(qtbot, MoneyField())
    type_text(field.edit, "12x")
    press(field.edit, Qt.Key.Key_Return)
    assert field.error()
    press(field.edit, Qt.Key.Key_Backspace)
    assert field.error() == ""
    assert field.number() == 1200


def test_error_is_in_the_language_of_the_user(qtbot):
    i18n.set_language("th")
    field = shown(qtbot, MoneyField(required=True))
    assert not field.check()
    assert field.error() == "กรุณากรอกช่องนี้"


def test_required_field_takes_the_cursor(qtbot):
    field = MoneyField(required=True)
    qtbot.addWidget(field)
    field.show()
    assert not field.check()
    assert field.window().focusWidget() is field.edit
    field.set_value(100)
    assert field.check()
    assert field.error() == ""


def test_optional_field_may_be_empty(qtbot):
    field = shown(qtbot, QuantityField())
    assert field.check()
    assert field.value() is None
    assert field.number_or_zero() == 0


def test_typing_tells_every_value_and_leaving_tells_once(qtbot):
    field = shown(qtbot, MoneyField())
    typed: list[Any] = []
    committed: list[Any] = []
    field.changed.connect(typed.append)
    field.committed.connect(committed.append)
    type_text(field.edit, "1.5")
    press(field.edit, Qt.Key.Key_Return)
    assert typed == [100, 100, 150]
    assert committed == [150]


def test_set_value_tells_nobody(qtbot):
    field = shown(qtbot, MoneyField())
    heard: list[Any] = []
    field.changed.connect(heard.append)
    field.set_value(500)
    field.set_value(None)
    assert heard == []
    assert field.text() == ""


def test_money_is_no_c_int(qtbot):
    field = shown(qtbot, MoneyField())
    heard: list[Any] = []
    field.committed.connect(heard.append)
    type_text(field.edit, "9000000000")
    press(field.edit, Qt.Key.Key_Return)
    assert heard == [900_000_000_000]


def test_entering_selects_all_so_that_typing_replaces(qtbot):
    field = MoneyField()
    qtbot.addWidget(field)
    field.set_value(12345)
    front(qtbot, field)
    field.edit.clearFocus()
    field.edit.setFocus(Qt.FocusReason.TabFocusReason)
    assert field.edit.selectedText() == "123.45"
    type_text(field.edit, "7")
    assert field.text() == "7"


def test_entering_by_mouse_selects_all(qtbot):
    field = MoneyField()
    qtbot.addWidget(field)
    field.set_value(12345)
    front(qtbot, field)
    field.edit.clearFocus()
    QTest.mouseClick(field.edit, Qt.MouseButton.LeftButton)
    assert field.edit.selectedText() == "123.45"


def test_arrows_step_a_quantity_and_stop_at_zero(qtbot):
    field = shown(qtbot, QuantityField())
    field.set_value(1500)
    press(field.edit, Qt.Key.Key_Up)
    assert field.number() == 2500
    for _again in range(4):
        press(field.edit, Qt.Key.Key_Down)
    assert field.number() == 500


def test_negative_only_where_it_is_allowed(qtbot):
    field = shown(qtbot, MoneyField(negative=True))
    type_text(field.edit, "-5")
    press(field.edit, Qt.Key.Key_Return)
    assert field.number() == -500
    assert field.text() == "−5.00"
    assert field.check(), "what the field wrote itself it can read"


def test_unit_stands_beside_the_number(qtbot):
    field = shown(qtbot, MoneyField(unit="บาท"))
    assert not field.edit._unit.isHidden()
    assert field.edit.textMargins().right() > 0
    field.set_unit("")
    assert field.edit._unit.isHidden()


def test_label_above_names_the_field(qtbot):
    from PySide6.QtWidgets import QWidget

    from ui.widgets.basics import Form

    page = QWidget()
    form = Form()
    field = MoneyField()
    form.add("Price", field)
    page.setLayout(form)
    qtbot.addWidget(page)
    assert field.edit.accessibleName() == "Price"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  กะปิ  ผง ", "กะปิ ผง"),
        ("<b>x</b>", "<b>x</b>"),
        ("=1+1", "=1+1"),
        ("น\u0e49\u0e4dา", "น้ำ"),
        ("a\u202eb", "ab"),
        ("🦐", "🦐"),
    ],
)
def test_name_is_cleaned_when_it_is_left(qtbot, typed, name):
    field = shown(qtbot, NameField())
    field.edit.setText(typed)
    press(field.edit, Qt.Key.Key_Return)
    assert field.name() == name
    assert field.text() == name


def test_name_of_spaces_is_missing(qtbot):
    field = shown(qtbot, NameField(required=True))
    field.edit.setText("   ")
    assert not field.check()


def test_read_only_field_does_not_step(qtbot):
    field = shown(qtbot, QuantityField())
    field.set_value(1000)
    field.set_read_only(True)
    press(field.edit, Qt.Key.Key_Up)
    assert field.number() == 1000
