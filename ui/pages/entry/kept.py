"""The pictures of one slip, large and one after the other: both sides of a bill, several sheets."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from ui import formats, theme
from ui.pages.entry.photos import LargePicture
from ui.widgets.arrange import row
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label

FORWARD = (Qt.Key.Key_PageDown, Qt.Key.Key_Right)
BACKWARD = (Qt.Key.Key_PageUp, Qt.Key.Key_Left)


class KeptPictures(QWidget):
    """One picture fills the page; the arrows or Page Up and Down turn, Escape goes back."""

    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: tuple[bytes, ...] = ()
        self._number = ""
        self._at = 0
        self.back_button = IconButton("arrow-left", "", self._on_back_clicked)
        self.title = Label("", type="title", elide=True)
        self.count = Label("", tone="soft")
        self.before_button = IconButton("chevron-left", "", self._on_before_clicked)
        self.next_button = IconButton("chevron-right", "", self._on_next_clicked)
        self.smaller_button = IconButton("minus", "", self._on_smaller_clicked)
        self.closer_button = IconButton("plus", "", self._on_closer_clicked)
        self.large = LargePicture()
        head = row(
            *(self.back_button, self.title, self.count, self.before_button, self.next_button),
            *(self.smaller_button, self.closer_button),
        )
        head.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.large, 1)

    def retranslate(self) -> None:
        """Set every text again."""
        self.back_button.set_name(_("Back (Esc)"))
        self.before_button.set_name(_("Picture before (Page Up)"))
        self.next_button.set_name(_("Next picture (Page Down)"))
        self.smaller_button.set_name(_("Smaller (−)"))
        self.closer_button.set_name(_("Look closer (+)"))
        self._say()

    def show_pictures(self, number: str, pictures: Sequence[bytes]) -> None:
        """The pictures of a document, from the first."""
        self._number, self._pictures = number, tuple(pictures)
        self._turn_to(0)

    def step(self, steps: int) -> None:
        """To the next picture or the one before; after the last comes the first."""
        if self._pictures:
            self._turn_to((self._at + steps) % len(self._pictures))

    def _turn_to(self, at: int) -> None:
        self._at = at
        self._say()
        data = self._pictures[at] if self._pictures else b""
        self.large.show_data(data, f"{self._number} {self.count.raw()}".strip())

    def _say(self) -> None:
        several = len(self._pictures) > 1
        self.title.setText(self._number)
        self.count.setText(
            _("{number} of {count}").format(
                number=formats.count(self._at + 1), count=formats.count(len(self._pictures))
            )
            if several
            else ""
        )
        for button in (self.before_button, self.next_button):
            button.setVisible(several)

    @Slot()
    def _on_back_clicked(self) -> None:
        self.back.emit()

    @Slot()
    def _on_before_clicked(self) -> None:
        self.step(-1)

    @Slot()
    def _on_next_clicked(self) -> None:
        self.step(1)

    @Slot()
    def _on_smaller_clicked(self) -> None:
        self.large.look_closer(-1)

    @Slot()
    def _on_closer_clicked(self) -> None:
        self.large.look_closer(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Down and the arrows turn."""
        key = Qt.Key(event.key())
        if key in FORWARD or key in BACKWARD:
            self.step(1 if key in FORWARD else -1)
            return
        super().keyPressEvent(event)
