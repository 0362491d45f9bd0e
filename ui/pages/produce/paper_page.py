"""The cost sheet as it will print: its pages, the printer, and saving as PDF."""

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import StorageError
from app.i18n import N_, _
from ui import theme
from ui.pages.produce.work import Written
from ui.runner import Runner
from ui.widgets.basics import Button, IconButton, row
from ui.widgets.labels import Label
from ui.widgets.preview import PdfPreview


class PrinterRefusedError(StorageError):
    """The system printer would not begin."""

    message = N_("The printer did not start. Please look whether it is on, or save the sheet as PDF.")


class PaperPage(QWidget):
    """Shows the pages of a paper; Enter prints, Escape goes back."""

    back = Signal()
    save_wanted = Signal()
    failed = Signal(object)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written: Written | None = None
        self.back_button = IconButton("arrow-left", "", self._on_back_clicked)
        self.title = Label("", type="title", elide=True)
        self.save_button = Button("", self._on_save_clicked, icon="file-down")
        self.print_button = Button("", self.print_pages, kind="primary", icon="printer")
        self.view = PdfPreview(runner)
        head = row(self.back_button, self.title, self.save_button, self.print_button)
        head.setStretch(1, 1)
        head.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back (Esc)"))
        self.save_button.set_text(_("Save as PDF"))
        self.print_button.set_text(_("Print …"))

    def show_pages(self, written: Written) -> None:
        """Show what will print."""
        self._written = written
        self.title.setText(_("Cost sheet {number}").format(number=written.name))
        self.view.show_images(list(written.pages), natural_width=640)

    def focus_first(self) -> None:
        """Enter prints."""
        self.print_button.setFocus()

    @Slot()
    def print_pages(self) -> None:
        """Ask for the printer and print; nothing happens if one thinks better of it."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        if self._written is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setFullPage(True)
        printer.setDocName(self._written.name)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return
        painter = QPainter()
        if not painter.begin(printer):
            self.failed.emit(PrinterRefusedError())
            return
        try:
            for number, page in enumerate(self._written.pages):
                if number:
                    printer.newPage()
                image = QImage.fromData(page)
                room = painter.viewport()
                height = min(room.height(), room.width() * image.height() // max(1, image.width()))
                width = height * image.width() // max(1, image.height())
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(QRectF(0, 0, width, height), image, QRectF(image.rect()))
        finally:
            painter.end()
        self.back.emit()

    @Slot()
    def _on_back_clicked(self) -> None:
        self.back.emit()

    @Slot()
    def _on_save_clicked(self) -> None:
        self.save_wanted.emit()
