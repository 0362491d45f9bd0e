"""The dialog for what the user cannot put right: the machine failed, or the program has a fault."""

import platform
import traceback

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from app.i18n import _
from ui import theme
from ui.widgets.arrange import column, row
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


def report_of(error: BaseException) -> str:
    """What a helper needs to know of a bug: the error and where it came from, without the book's data."""
    lines = "".join(traceback.format_exception(error))
    return (
        f"Samut · Python {platform.python_version()} · Qt {pyside_version} · {platform.platform()}\n\n{lines}"
    )


class ErrorDialog(QDialog):
    """Says that the machine failed or that the program has a fault, with what can be copied for a helper."""

    def __init__(self, title: str, sentence: str, details: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(460))
        self._details = details
        heading = Label(title, type="title", wrap=True)
        text = Label(sentence, wrap=True)
        close = Button(_("Close"), self.accept, kind="primary")
        buttons = row(-1, close)
        layout = column(heading, text, spacing=theme.BETWEEN, margins=theme.AROUND)
        self.setLayout(layout)
        if details:
            view = QPlainTextEdit(details)
            view.setReadOnly(True)
            view.setTabChangesFocus(True)
            view.setAccessibleName(_("Report for a helper"))
            view.setMinimumHeight(theme.px(160))
            layout.addWidget(view)
            buttons.insertWidget(1, Button(_("Copy the report"), self._on_copy_clicked, icon="copy"))
        layout.addLayout(buttons)
        close.setFocus()

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
