"""The receipt before it goes to a system printer: the pages as they will print."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from ui import theme
from ui.pages.sell.papers import Printed
from ui.runner import Runner
from ui.widgets.basics import Button, IconButton, row
from ui.widgets.labels import Label
from ui.widgets.preview import PdfPreview

WIDTHS = {"58": 170, "80": 230, "a5": 480, "a4": 640}
"""How wide a paper is shown at 100 %."""


class PrintPreview(QWidget):
    """Stands in place of the grid; Enter prints, Escape goes back."""

    back = Signal()
    save = Signal()
    print_failed = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._printed: Printed | None = None
        self._paper = "a4"
        self.back_button = IconButton("arrow-left", "", self._on_back_clicked, touch=True)
        self.title = Label("", type="title", elide=True)
        self.save_button = Button("", self._on_save_clicked, icon="file-down", touch=True)
        self.print_button = Button("", self.print_pages, kind="primary", icon="printer", touch=True)
        self.view = PdfPreview(runner)
        self.view.private = False  # the customer's own paper
        head = row(self.back_button, self.title, self.save_button, self.print_button)
        head.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back (Esc)"))
        self.save_button.set_text(_("Save as PDF"))
        self.print_button.set_text(_("Print …"))

    def show_printed(self, printed: Printed, paper: str) -> None:
        """Show what will print."""
        self._printed, self._paper = printed, paper
        self.title.setText(printed.number)
        self.view.show_images(list(printed.pages), natural_width=WIDTHS.get(paper, 640))

    def focus_first(self) -> None:
        """Enter prints."""
        self.print_button.setFocus()

    @Slot()
    def print_pages(self) -> None:
        """Ask for the printer and print; nothing happens if the seller thinks better of it."""
        from ui.system_print import ask_printer, print_pages

        if self._printed is None:
            return
        printer = ask_printer(self, paper=self._paper, private=False)
        if printer is None:
            return
        printer.setDocName(self._printed.number)
        if print_pages(printer, self._printed.pages):
            self.back.emit()
        else:
            self.print_failed.emit()

    @Slot()
    def _on_back_clicked(self) -> None:
        self.back.emit()

    @Slot()
    def _on_save_clicked(self) -> None:
        self.save.emit()
