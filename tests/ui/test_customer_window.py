"""The customer's window: only where it is switched on; the total, the code while it is paid, the change."""

import pytest
from PySide6.QtCore import Qt

from app.settings import MachineSettings, load_machine
from tests.fixtures import _no_book_left_open, _own_machine_settings, session
from tests.ui.desk import Desk
from tests.ui.test_sell_exchange import begin
from tests.ui.test_sell_page import PASTE, TEA, goods, paid, till
from tests.ui.test_sell_waiting import paying
from ui import system_print
from ui.pages.sell.stage import View
from ui.pages.settings.view import SettingsView, WindowControls

__all__ = ["_no_book_left_open", "_own_machine_settings", "goods", "paying", "session", "till"]


@pytest.fixture
def machine():
    return MachineSettings(customer_window=True)


def test_it_shows_the_bill_the_code_and_the_change(paying, till):
    window = till.page.customer_window
    till.scan(PASTE)
    till.scan(TEA)
    assert window.isVisible()
    assert not window.isActiveWindow()
    assert [label.raw() for label in window.lines[:3]] == ["กะปิผงรสวาซาบิ", "ชาหญ้าหมอน้อย", ""]
    assert window.total.raw() == "105.00"
    till.key(Qt.Key.Key_F9)
    assert window.qr.isVisible()
    assert window.qr.payload == till.page.checkout.tender_view.qr.qr.payload
    till.key(Qt.Key.Key_Escape)
    assert not window.qr.isVisible()
    till.enter()
    till.type("200")
    till.enter()
    till.qtbot.waitUntil(lambda: till.is_at(View.DONE))
    till.settle()
    assert window.total.raw() == "95.00"
    till.page.show_sale()
    assert window.total.raw() == "0.00"


def test_of_an_exchange_it_shows_the_difference(till):
    number = paid(till, PASTE)
    begin(till, number, TEA)
    window = till.page.customer_window
    assert [label.raw() for label in window.lines[:2]] == ["ชาหญ้าหมอน้อย", f"{number} comes back"]
    assert (window.amounts[1].raw(), window.total.raw()) == ("\u221245.00", "15.00")


def test_it_goes_when_it_is_switched_off(till):
    till.scan(PASTE)
    assert till.page.customer_window.isVisible()
    till.page._machine = MachineSettings
    till.page.hide()
    till.page.show()
    assert not till.page.customer_window.isVisible()


def test_it_and_the_printer_of_sheets_are_set_on_this_computer(qtbot, qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "ui.pages.settings.printing.QPrinterInfo.availablePrinterNames", lambda: ["Laser", "Slip"]
    )
    desk = Desk(qtbot, qapp, tmp_path)
    page = SettingsView(desk.session, desk.runner, desk.messages, window=WindowControls(print, print, print))
    desk.show(page, height=1400)
    page.printing.customer.setChecked(True)
    page.printing.sheets.set_value("Laser")
    page.printing.sheets.committed.emit("Laser")
    assert (load_machine().customer_window, load_machine().sheet_printer) == (True, "Laser")
    asked: list[object] = []
    monkeypatch.setattr("ui.system_print.QPrintDialog.exec", asked_for(asked))
    assert system_print.ask_printer(None, private=False) is None  # it is not there now: the question comes
    assert len(asked) == 1
    desk.close()


def asked_for(asked):
    """A dialog that is only noted and closed."""

    def exec_(dialog):
        asked.append(dialog)
        return 0

    return exec_
