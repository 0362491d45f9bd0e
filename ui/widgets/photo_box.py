"""A photo, and the box of a form that it is chosen in from a file, checked at once, or taken away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import SamutError
from app.i18n import _
from ui import theme
from ui.chosen_photo import ChosenPhoto, Photo, read_photo
from ui.messages_text import error_text
from ui.runner import Runner
from ui.widgets.arrange import column
from ui.widgets.basics import Button
from ui.widgets.labels import Label
from ui.widgets.photos import decode, paint_photo

SIDE, SMALL_SIDE = 176, 96
WIDTH = 176


def ask_file(parent: QWidget | None) -> Path | None:
    """Let the user choose a picture file."""
    words = _("Pictures")
    chosen, _filter = QFileDialog.getOpenFileName(
        parent, _("Choose a picture"), "", f"{words} (*.jpg *.jpeg *.png *.webp *.bmp *.gif)"
    )
    return Path(chosen) if chosen else None


class PhotoView(QWidget):
    """A photo of goods or of a person, or the first letter of the name."""

    def __init__(self, side: int = SMALL_SIDE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._pixmap: QPixmap | None = None
        self._name = ""
        self.setFixedSize(self.sizeHint())

    def show_photo(self, data: bytes | None, name: str) -> None:
        """Show a small JPEG, or what stands for it."""
        image = decode(data, theme.px(self._side) * 2) if data else None
        self._pixmap = None if image is None or image.isNull() else QPixmap.fromImage(image)
        self._name = name
        self.setAccessibleName(_("Photo of {name}").format(name=name) if self._pixmap else name)
        self.update()

    def has_photo(self) -> bool:
        """Whether there is a picture to see."""
        return self._pixmap is not None

    def sizeHint(self) -> QSize:
        """A square."""
        side = theme.px(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cut to a square with round corners."""
        painter = QPainter(self)
        if self._pixmap is None and not self._name.strip():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(self.rect(), 8, 8)
            icon = theme.pixmap("image", "ink-soft", 44, self.devicePixelRatioF())
            side = theme.px(44)
            painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, icon)
            return
        paint_photo(painter, QRectF(0, 0, self.width(), self.height()), self._pixmap, self._name, 8)


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
        """The name, whose first letter stands in for a photo."""
        self._name = name
        if self._shown is None:
            self.view.show_photo(None, name)

    def photo(self) -> Photo | None:
        """What becomes of the photo; None leaves it as it is."""
        return self._change

    def take_file(self, path: Path) -> None:
        """Read and check a file beside the screen; what is wrong is said under the photo."""
        self._runner.run(self, partial(read_photo, path), self._on_read, failed=self._on_failed)

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
