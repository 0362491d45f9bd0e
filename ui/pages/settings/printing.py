"""The slip printer of this computer, and a trial print on it."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QCheckBox, QWidget

from app.i18n import _
from app.settings import change_machine, load_machine
from ui.messages_text import error_text
from ui.pages.settings import work
from ui.pages.settings.saving import Saver, SettingsCard
from ui.widgets.arrange import Form, row
from ui.widgets.basics import Banner, SegmentedControl
from ui.widgets.buttons import Button
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.fields import NameField
from ui.widgets.labels import Label

KINDS = ("none", "system", "network", "usb", "file")
HINTS = {"network": "192.0.2.10:9100", "usb": "04b8:0e15", "file": "slip.bin"}


class PrintingCard(SettingsCard):
    """Which printer prints slips, and how wide they are."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(saver, parent)
        self.kind = SimpleChoice()
        self.kind.committed.connect(self._on_printer_changed)
        self.target = NameField(most=400)
        self.target.committed.connect(self._on_printer_changed)
        self.slip_width = SegmentedControl([(58, "58 mm"), (80, "80 mm")])
        self.slip_width.chosen.connect(self._on_width_chosen)
        self.drawer = QCheckBox()
        self.drawer.toggled.connect(self._on_drawer_toggled)
        self.sheets = SimpleChoice()
        self.sheets.committed.connect(self._on_sheets_chosen)
        self.sheets_label = Label("", type="small", tone="soft")
        self.customer = QCheckBox()
        self.customer.toggled.connect(self._on_window_toggled)
        self.trial_button = Button("", self._print_trial, icon="printer")
        self.note = Banner()
        self.note.hide()
        form = Form(2)
        self.kind_label = form.add("", self.kind)
        self.target_label = form.add("", self.target)
        self.width_label = Label("", type="small", tone="soft")
        for item in (
            form,
            self.width_label,
            row(self.slip_width, -1),
            self.drawer,
            row(self.trial_button, -1),
            self.note,
            self.sheets_label,
            self.sheets,
            self.customer,
        ):
            self.add(item)

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Printing on this computer"))
        names = {
            "none": _("no slip printer"),
            "system": _("a printer of the system"),
            "network": _("slip printer in the network"),
            "usb": _("slip printer by USB"),
            "file": _("into a file"),
        }
        machine = load_machine()
        self.kind.set_choices([Choice(kind, names[kind]) for kind in KINDS])
        self.kind.set_value(machine.printer_kind)
        self.target.set_value(machine.printer_target)
        self.slip_width.set_key(machine.slip_width)
        self.drawer.blockSignals(True)
        self.drawer.setChecked(machine.open_drawer)
        self.drawer.blockSignals(False)
        for label, field, words in (
            (self.kind_label, self.kind, _("Slip printer")),
            (self.target_label, self.target, _("Its address")),
        ):
            label.setText(words)
            field.setAccessibleName(words)
        self.width_label.setText(_("Width of the slip paper"))
        self.slip_width.setAccessibleName(_("Width of the slip paper"))
        names_there = QPrinterInfo.availablePrinterNames()
        if machine.sheet_printer and machine.sheet_printer not in names_there:
            names_there.append(machine.sheet_printer)  # switched off or pulled out for now
        self.sheets.set_choices(
            [Choice("", _("ask each time")), *(Choice(name, name) for name in names_there)]
        )
        self.sheets.set_value(machine.sheet_printer)
        self.sheets_label.setText(_("Printer for A4 and A5"))
        self.sheets.setAccessibleName(_("Printer for A4 and A5"))
        self.customer.blockSignals(True)
        self.customer.setChecked(machine.customer_window)
        self.customer.blockSignals(False)
        self.customer.setText(_("A window for the customer with total and QR (second screen)"))
        self.drawer.setText(_("Open the drawer with each receipt"))
        self.trial_button.set_text(_("Trial print"))
        self._show_kind()

    @Slot(object)
    def _on_printer_changed(self, _value: object) -> None:
        kind = str(self.kind.key() or "none")
        change_machine(printer_kind=kind, printer_target=self.target.name())
        self._show_kind()

    @Slot(object)
    def _on_width_chosen(self, width: object) -> None:
        if isinstance(width, int):
            change_machine(slip_width=width)

    @Slot(bool)
    def _on_drawer_toggled(self, on: bool) -> None:
        change_machine(open_drawer=on)

    @Slot(object)
    def _on_sheets_chosen(self, name: object) -> None:
        change_machine(sheet_printer=str(name or ""))

    @Slot(bool)
    def _on_window_toggled(self, on: bool) -> None:
        change_machine(customer_window=on)

    def _show_kind(self) -> None:
        kind = str(self.kind.key())
        is_slip = kind in HINTS
        for widget in (self.target, self.target_label, self.trial_button, self.drawer):
            widget.setVisible(is_slip)
        self.target.edit.setPlaceholderText(HINTS.get(kind, ""))

    @Slot()
    def _print_trial(self) -> None:
        self.note.hide()
        width = self.slip_width.key()
        job = partial(
            work.print_trial,
            str(self.kind.key()),
            self.target.name(),
            width if isinstance(width, int) else 80,
            _("Trial print"),
        )
        self._saver.run_long(job, self._on_printed, failed=self._on_failed)

    def _on_printed(self, _result: object) -> None:
        self.note.show_text(_("Sent to the printer."), tone="good")

    def _on_failed(self, error: Exception) -> None:
        self.note.show_text(error_text(error), tone="bad")
