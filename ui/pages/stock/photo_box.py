"""The photo of a product in its form: chosen from a file, checked at once, or taken away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import SamutError
from app.i18n import _
from ui import theme
from ui.messages_text import error_text
from ui.pages.stock import work
from ui.pages.stock.card import PhotoView
from ui.pages.stock.work import ChosenPhoto, Photo
from ui.runner import Runner
from ui.widgets.arrange import column
from ui.widgets.basics import Button
from ui.widgets.labels import Label

SIDE = 176
WIDTH = 176


def ask_file(parent: QWidget | None) -> Path | None:
    """Let the user choose a picture file."""
    words = _("Pictures")
    chosen, _filter = QFileDialog.getOpenFileName(
        parent, _("Choose a picture"), "", f"{words} (*.jpg *.jpeg *.png *.webp *.bmp *.gif)"
    )
    return Path(chosen) if chosen else None


class PhotoBox(QWidget):
    """Shows the photo that will be kept; ``photo`` is None while nothing was changed."""

    def __init__(
        self,
        runner: Runner,
        *,
        ask: Callable[[QWidget | None], Path | None] = ask_file,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._ask = runner, ask
        self._change: Photo | None = None
        self._name = ""
        self._shown: bytes | None = None
        self.view = PhotoView(SIDE)
        self.choose_button = Button("", self._on_choose_clicked, icon="image-plus")
        self.remove_button = Button("", self._on_remove_clicked, kind="quiet", icon="trash-2")
        self.hint = Label("", type="small", tone="soft", wrap=True)
        self.error = Label("", type="small", tone="clay", wrap=True)
        self.error.hide()
        self.setLayout(column(self.view, self.choose_button, self.remove_button, self.hint, self.error, -1))
        self.setFixedWidth(theme.px(WIDTH))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.choose_button.set_text(_("Other picture") if self._shown else _("Choose a picture"))
        self.remove_button.set_text(_("Remove"))
        self.remove_button.setVisible(self._shown is not None)
        self.hint.setText(_("JPEG or PNG; it is made small, and where it was taken is forgotten."))

    def set_photo(self, thumbnail: bytes | None, name: str) -> None:
        """Show what is kept now; nothing is changed yet."""
        self._change = None
        self._name = name
        self._show(thumbnail)
        self._say("")

    def set_name(self, name: str) -> None:
        """The product's name, whose first letter stands in for a photo."""
        self._name = name
        if self._shown is None:
            self.view.show_photo(None, name)

    def photo(self) -> Photo | None:
        """What becomes of the photo; None leaves it as it is."""
        return self._change

    def take_file(self, path: Path) -> None:
        """Read and check a file beside the screen; what is wrong is said under the photo."""
        self._runner.run(self, partial(work.read_photo, path), self._on_read, failed=self._on_failed)

    def _show(self, thumbnail: bytes | None) -> None:
        self._shown = thumbnail
        self.view.show_photo(thumbnail, self._name)
        self.retranslate()

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _on_read(self, chosen: ChosenPhoto) -> None:
        self._change = Photo(chosen.data)
        self._show(chosen.thumbnail)
        self._say("")

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, SamutError):
            self._say(error_text(error))
        elif isinstance(error, OSError):
            self._say(_("This file cannot be read."))
        else:
            self._runner.unhandled.emit(error)

    @Slot()
    def _on_choose_clicked(self) -> None:
        path = self._ask(self)
        if path is not None:
            self.take_file(path)

    @Slot()
    def _on_remove_clicked(self) -> None:
        self._change = Photo(None)
        self._show(None)
        self._say("")
