"""Printing on the system's printers: the same pages as the PDF, drawn at the printer's resolution."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from app.settings import load_machine
from ui import masking

DPI = 300
SHEETS = ("a4", "a5")


def ask_printer(
    parent: QWidget | None, *, paper: str = "a4", landscape: bool = False, private: bool = True
) -> QPrinter | None:
    """Let the user choose a printer; None if she went back, or while figures are hidden.

    Whole sheets go without a question to the printer that this computer's settings name, while it is there.
    A customer's own receipt is not ``private``.
    """
    if private and masking.stopped():
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    name = load_machine().sheet_printer if paper in SHEETS else ""
    known = bool(name) and not QPrinterInfo.printerInfo(name).isNull()
    if known:
        printer.setPrinterName(name)
    set_paper(printer, paper, landscape=landscape)
    if known:
        return printer
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def set_paper(printer: QPrinter, paper: str, *, landscape: bool = False) -> None:
    """Set A4, A5 or the width of a roll in mm."""
    sizes = {
        "a4": QPageSize(QPageSize.PageSizeId.A4),
        "a5": QPageSize(QPageSize.PageSizeId.A5),
        "58": QPageSize(QSizeF(58, 297), QPageSize.Unit.Millimeter, "58 mm"),
        "80": QPageSize(QSizeF(80, 297), QPageSize.Unit.Millimeter, "80 mm"),
    }
    printer.setPageSize(sizes[paper])
    turned = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(turned)
    printer.setFullPage(True)


def print_pages(
    printer: QPrinter, pages: Sequence[bytes], *, progress: Callable[[int], None] | None = None
) -> bool:
    """Draw PNG pages one after the other, each as large as the paper's width; False if printing failed."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        for number, page in enumerate(pages):
            if number and not printer.newPage():
                return False
            image = QImage.fromData(page)
            paper = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
            height = paper.width() * image.height() / max(image.width(), 1)
            painter.drawImage(QRectF(0, 0, paper.width(), height), image)
            if progress is not None:
                progress(number + 1)
    finally:
        painter.end()
    return True
