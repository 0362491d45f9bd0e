"""Errors as sentences: filled, translated, shown in the way of their kind."""

import datetime as dt
import logging
import sys
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app import i18n
from app.errors import StorageError, UserError
from app.i18n import N_
from ui.messages import Messages, StatusLine, Toast, error_text
from ui.widgets.buttons import Button


class ShortError(UserError):
    message = N_("Short by {amount} on {day}: {quantity_milli} of {name}, {count} lines, {unit_cost_e4}.")


class DiskError(StorageError):
    message = N_("The disk is full.")


@pytest.fixture
def messages(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    status, toast = StatusLine(window), Toast(window)
    made = Messages(window, status, toast)
    window.show()
    yield made
    made.uninstall()


def test_data_is_written_by_its_name():
    error = ShortError(
        amount=-123456,
        day=dt.date(2026, 3, 1),
        quantity_milli=2500,
        name="<b>กะปิ</b>",
        count=12345,
        unit_cost_e4=11_693_333,
    )
    assert (
        error_text(error) == "Short by −1,234.56 on 1 Mar 2026: 2.5 of <b>กะปิ</b>, 12,345 lines, 11.693333."
    )


def test_sentence_is_in_the_language_of_the_user():
    from ui.widgets.fields import MissingError

    i18n.set_language("th")
    assert error_text(MissingError()) == "กรุณากรอกช่องนี้"


def test_missing_data_is_a_dash_and_no_crash():
    class GapError(UserError):
        message = "No {thing}."

    error = GapError.__new__(GapError)
    error.data = {}
    assert error_text(error) == "No –."


def test_a_bug_claims_nothing_that_nobody_looked_up():
    assert "look whether it was saved" in error_text(ZeroDivisionError("secret"))
    assert "secret" not in error_text(ZeroDivisionError("secret"))


def test_user_error_goes_to_the_status_line(messages):
    messages.show_error(MissingThingError())
    assert messages.status.message.raw() == "Please choose a thing."
    assert messages.status.message.property("tone") == "clay"
    assert messages._dialog is None


class MissingThingError(UserError):
    message = "Please choose a thing."


def test_storage_error_opens_a_dialog(messages, caplog):
    with caplog.at_level(logging.ERROR):
        messages.show_error(DiskError())
    dialog = messages._dialog
    assert dialog.isVisible()
    words = [label.text() for label in dialog.findChildren(type(messages.status.message))]
    assert "The disk is full." in words


def test_the_same_fault_again_and_again_becomes_a_line(messages, caplog):
    def fail() -> None:
        try:
            raise ValueError
        except ValueError as error:
            messages.show_error(error)

    for _time in range(3):
        fail()
        assert messages._dialog.isVisible()
        messages._dialog.accept()
    fail()
    assert not messages._dialog.isVisible()
    assert "Something went wrong" in messages.status.message.raw()


def test_bug_opens_a_dialog_whose_report_can_be_copied(messages, caplog):
    try:
        _ = 1 // 0
    except ZeroDivisionError as error:
        with caplog.at_level(logging.ERROR):
            messages.show_error(error)
    assert "ZeroDivisionError" in caplog.text
    (copy,) = [
        button for button in messages._dialog.findChildren(Button) if "Copy" in button.accessibleName()
    ]
    copy.click()
    report = QGuiApplication.clipboard().text()
    assert "ZeroDivisionError" in report
    assert "test_messages.py" in report


def test_second_fault_does_not_pile_up_dialogs(messages, caplog):
    messages.show_error(DiskError())
    first = messages._dialog
    messages.show_error(ValueError())
    assert messages._dialog is first
    first.accept()
    messages.show_error(ValueError())
    assert messages._dialog is not first


def test_error_of_a_slot_reaches_the_messages(messages, caplog):
    class Sender(QObject):
        fired = Signal()

    def slot() -> None:
        raise MissingThingError

    sender = Sender()
    sender.fired.connect(slot)
    messages.install()
    sender.fired.emit()
    assert messages.status.message.raw() == "Please choose a thing."
    messages.uninstall()
    assert sys.excepthook is sys.__excepthook__ or sys.excepthook != messages._on_exception


def test_keyboard_interrupt_is_passed_on(messages, monkeypatch):
    passed: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *given: passed.append(given[0]))
    messages.install()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    messages.uninstall()
    assert messages._dialog is None
    assert passed == [KeyboardInterrupt]


def test_toast_undoes_once_what_it_names(messages):
    undone: list[Any] = []
    messages.done("Sold ร1-2569-000012", "Undo sale ร1-2569-000012", lambda: undone.append(1))
    toast = messages.toast
    assert toast.isVisible()
    assert toast.label.raw() == "Sold ร1-2569-000012"
    assert toast.button.text() == "Undo sale ร1-2569-000012"
    toast.button.click()
    toast.button.click()
    assert undone == [1]
    assert not toast.isVisible()


def test_toast_without_undo_has_no_button_and_stays_inside(messages):
    messages.done("x" * 400)
    assert messages.toast.button.isHidden()
    assert messages.toast.geometry().right() < 600
    messages.toast.parentWidget().resize(400, 300)
    assert messages.toast.geometry().right() < 400


def test_status_line_keeps_its_parts(messages):
    status = messages.status
    status.saved(dt.datetime(2026, 11, 20, 17, 42))
    status.set_part("printer", "Printer ready")
    assert status._parts["saved"].raw() == "Saved 17:42"
    status.set_part("printer", "")
    assert status._parts["printer"].isHidden()
    messages.say("Printed")
    assert status.message.property("tone") == "leaf"
    status._on_message_old()
    assert status.message.raw() == ""


def test_a_warning_does_not_look_like_success(messages):
    messages.say("Taken.")
    assert messages.status.message.property("tone") == "leaf"
    messages.warn("Beyond the budget.")
    assert messages.status.message.raw() == "Beyond the budget."
    assert messages.status.message.property("tone") == "turmeric"


def test_a_warning_is_read_beside_a_toast_and_after_it(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 400)
    status = StatusLine(window)
    status.setGeometry(0, 360, 900, 40)
    toast = Toast(window, status)
    made = Messages(window, status, toast)
    window.show()
    try:
        made.done("Opened: 1", "Undo 1", lambda: None)
        middle = toast.geometry()
        made.warn("The float is more than the books have there.")
        assert toast.geometry().left() > middle.left(), "it stands aside"
        assert toast.geometry().right() < 900
        assert status._timer.interval() > toast._timer.interval(), (
            "the warning is there when the toast is gone"
        )
        made.done("Opened: 2", "Undo 2", lambda: None)
        assert toast.geometry() == middle
    finally:
        made.uninstall()
