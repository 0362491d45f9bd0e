"""Slips as pictures: one large beside the form, the others waiting in a strip below it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QFileDialog, QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.queries.entries import SlipPictureRow
from ui import theme
from ui.pages.entry.work import PICTURES, Waiting
from ui.widgets.arrange import row
from ui.widgets.basics import IconButton
from ui.widgets.labels import Label
from ui.widgets.photos import decode

SHARP = 2_000
THUMB = 48
CLOSER = (100, 150, 220, 320)
"""How close a picture may be looked at, percent of what fits."""


def ask_pictures(parent: QWidget | None) -> list[Path]:
    """Let the user choose picture files."""
    kinds = " ".join(f"*{each}" for each in PICTURES)
    words = _("Pictures")
    chosen, _kind = QFileDialog.getOpenFileNames(parent, _("Pictures of slips"), "", f"{words} ({kinds})")
    return [Path(each) for each in chosen]


def ask_folder(parent: QWidget | None) -> list[Path]:
    """Let the user choose a folder of pictures."""
    chosen = QFileDialog.getExistingDirectory(parent, _("A folder of pictures"))
    return [Path(chosen)] if chosen else []


class LargePicture(QWidget):
    """A picture as large as there is room; the wheel or + and − look closer, dragging or arrows move it.

    ``opened`` by a double click or Enter: somebody wants it larger.
    """

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap: QPixmap | None = None
        self.data = b""
        self._closer = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._at = QPoint()
        self._drag: QPoint | None = None
        self.setMinimumSize(theme.px(180), theme.px(160))
        theme.signals.changed.connect(self.update)

    def show_data(self, data: bytes, name: str) -> None:
        """Show another picture from the beginning."""
        self.data = data
        image = decode(data, SHARP) if data else None
        self._pixmap = None if image is None or image.isNull() else QPixmap.fromImage(image)
        self._closer, self._at = 0, QPoint()
        self.setAccessibleName(name)
        self.update()

    def has_picture(self) -> bool:
        """Whether there is something to see."""
        return self._pixmap is not None

    def look_closer(self, steps: int) -> None:
        """Larger or smaller."""
        self._closer = max(0, min(len(CLOSER) - 1, self._closer + steps))
        if not self._closer:
            self._at = QPoint()
        self.update()

    def sizeHint(self) -> QSize:
        """As a slip stands: higher than wide."""
        return QSize(theme.px(300), theme.px(400))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel looks closer."""
        self.look_closer(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and − look closer, the arrows move what is looked at, Enter asks for it larger."""
        key = Qt.Key(event.key())
        step = theme.px(60)
        moves = {
            Qt.Key.Key_Left: QPoint(step, 0),
            Qt.Key.Key_Right: QPoint(-step, 0),
            Qt.Key.Key_Up: QPoint(0, step),
            Qt.Key.Key_Down: QPoint(0, -step),
        }
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.look_closer(-1 if key == Qt.Key.Key_Minus else 1)
        elif key in moves and self._closer:
            self._at += moves[key]
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.has_picture():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Somebody wants it larger."""
        self._drag = None
        if self.has_picture():
            self.opened.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move the picture."""
        self._drag = event.position().toPoint() - self._at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is looked at."""
        if self._drag is not None and self._closer:
            self._at = event.position().toPoint() - self._drag
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """The picture stays where it is."""
        self._drag = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture in the middle, whole or closer."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("sunken"))
        if self._pixmap is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        size = size * (CLOSER[self._closer] / 100)
        corner = QRectF(0, 0, size.width(), size.height())
        corner.moveCenter(QRectF(self.rect()).center() + self._at.toPointF())
        painter.drawPixmap(corner, self._pixmap, QRectF(self._pixmap.rect()))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("indigo"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class PhotoPane(QWidget):
    """The picture in front, and the strip of those that wait; ``chosen`` gives the one in front or None."""

    chosen = Signal(object)
    put_aside = Signal(object)
    files_wanted = Signal(object)

    def __init__(
        self,
        *,
        ask_files: Callable[[QWidget | None], list[Path]] = ask_pictures,
        ask_place: Callable[[QWidget | None], list[Path]] = ask_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask_files, self._ask_place = ask_files, ask_place
        self._rows: dict[bytes, SlipPictureRow] = {}
        self.state = Label("", strong=True, elide=True)
        self.files_button = IconButton("image-plus", "", self._on_files_clicked)
        self.folder_button = IconButton("folder-open", "", self._on_folder_clicked)
        self.aside_button = IconButton("trash-2", "", self._on_aside_clicked, token="ink-soft")
        self.large = LargePicture()
        self.strip = QListWidget()
        self.strip.setFlow(QListView.Flow.LeftToRight)
        self.strip.setWrapping(False)
        self.strip.setIconSize(QSize(theme.px(THUMB), theme.px(THUMB)))
        self.strip.setFixedHeight(theme.px(THUMB) + 28)
        self.strip.setHorizontalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.strip.currentItemChanged.connect(self._on_item_changed)
        self.strip.itemActivated.connect(self._on_item_activated)
        head = row(self.state, self.files_button, self.folder_button, self.aside_button)
        head.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.large, 1)
        layout.addWidget(self.strip)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.files_button.set_name(_("Take in pictures"))
        self.folder_button.set_name(_("Take in a folder of pictures"))
        self.aside_button.set_name(_("This picture is no slip"))
        self.strip.setAccessibleName(_("Pictures that wait to be entered"))
        self._say()

    def set_waiting(self, waiting: Waiting) -> None:
        """Show what waits; the one in front stays in front if it still waits, else the next comes."""
        at = self.strip.currentRow()
        before = self.current()
        self._rows = {each.uid: each for each in waiting.rows}
        self.strip.blockSignals(True)
        self.strip.clear()
        for each in waiting.rows:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, each.uid)
            item.setToolTip(each.name.replace("<", "‹"))
            data = waiting.thumbnails.get(each.sha256)
            image = decode(data, theme.px(THUMB) * 2) if data else None
            if image is not None and not image.isNull():
                item.setIcon(QIcon(QPixmap.fromImage(image)))
            self.strip.addItem(item)
        keys = list(self._rows)
        if before in self._rows:
            self.strip.setCurrentRow(keys.index(before))
        elif keys:
            self.strip.setCurrentRow(min(max(at, 0), len(keys) - 1))
        self.strip.blockSignals(False)
        self._say()
        if self.current() != before or not keys:
            self._tell()

    def current(self) -> bytes | None:
        """The uid of the picture in front."""
        at = self.strip.currentRow()
        return None if at < 0 else bytes(self.strip.item(at).data(Qt.ItemDataRole.UserRole))

    def step(self, steps: int) -> None:
        """To the next picture or the one before."""
        count = self.strip.count()
        if count:
            self.strip.setCurrentRow((self.strip.currentRow() + steps) % count)

    def _say(self) -> None:
        count = len(self._rows)
        self.state.setText(
            ngettext("{count} picture waits", "{count} pictures wait", count).format(count=count)
            if count
            else _("Drop pictures of slips here")
        )
        self.aside_button.setEnabled(bool(count))

    def _tell(self) -> None:
        key = self.current()
        found = self._rows.get(key) if key is not None else None
        if found is None:
            self.large.show_data(b"", "")
        self.chosen.emit(found)

    @Slot()
    def _on_item_changed(self) -> None:
        self._tell()

    @Slot()
    def _on_item_activated(self) -> None:
        if self.large.has_picture():
            self.large.opened.emit()

    @Slot()
    def _on_files_clicked(self) -> None:
        self.files_wanted.emit(self._ask_files(self))

    @Slot()
    def _on_folder_clicked(self) -> None:
        self.files_wanted.emit(self._ask_place(self))

    @Slot()
    def _on_aside_clicked(self) -> None:
        key = self.current()
        if key is not None:
            self.put_aside.emit(key)
