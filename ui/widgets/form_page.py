"""The frame of a form that fills the page: way back and title above, fields that scroll, buttons below."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.errors import SamutError
from app.i18n import _
from ui import theme
from ui.messages_text import error_text
from ui.widgets.basics import Banner, Button, IconButton, row, scrolled
from ui.widgets.labels import Label

MEASURE = 860
"""Fields stand no wider than this, so that the eye finds the next one."""


class FormPage(QFrame):
    """A form with its primary button; ``back`` when it is left. The page below it keeps what was typed."""

    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.busy = False
        self.back_button = IconButton("arrow-left", "", self._on_back_clicked)
        self.title = Label("", type="title", elide=True)
        self.head = row(self.back_button, self.title)
        self.head.setStretch(1, 1)
        self.head.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        self.content = QWidget()
        self.content.setMaximumWidth(theme.px(MEASURE))
        self.fields = QVBoxLayout(self.content)
        self.fields.setSpacing(theme.BETWEEN)
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.addWidget(self.content, 1)
        across.addStretch(0)
        self.area = scrolled(holder)
        across.setContentsMargins(theme.BETWEEN, 4, theme.BETWEEN, theme.BETWEEN)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self.banner = Banner(tone="bad")
        self.clear_button = Button("", self._on_clear_clicked, kind="quiet")
        self.save_button = Button("", self.submit, kind="primary", icon="check")
        self.foot = row(self.clear_button, -1, self.save_button)
        self.foot.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        said = row(self.banner)
        said.setContentsMargins(theme.BETWEEN, 0, theme.BETWEEN, 0)
        self.body = QHBoxLayout()
        self.body.setSpacing(0)
        self.body.addWidget(self.area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self.head)
        layout.addLayout(self.body, 1)
        layout.addLayout(said)
        layout.addLayout(self.foot)

    def add(self, item: QWidget | QLayout) -> None:
        """Append to what scrolls."""
        if isinstance(item, QWidget):
            self.fields.addWidget(item)
        else:
            self.fields.addLayout(item)

    def retranslate_frame(self) -> None:
        """Set the texts of the frame again."""
        self.back_button.set_name(_("Back (Esc)"))

    def say(self, sentence: str) -> None:
        """A sentence above the buttons, for what belongs to no field."""
        self.banner.show_text(sentence, tone="bad")

    def show_error(self, error: SamutError) -> None:
        """Say what is wrong; nothing typed is lost."""
        self.set_busy(False)
        self.say(error_text(error))

    def retranslate(self) -> None:
        """Set every text again; each form has more."""
        self.retranslate_frame()

    def set_busy(self, busy: bool) -> None:
        """While it is saved a second press does nothing."""
        self.busy = busy
        self.save_button.setEnabled(not busy)

    def submit(self) -> None:
        """Check and save; each form says how."""

    def clear_form(self) -> None:
        """Empty the form; each form says how."""

    def showEvent(self, event: QShowEvent) -> None:
        """From now on the field with the cursor is kept in sight."""
        super().showEvent(event)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed, Qt.ConnectionType.UniqueConnection)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Enter leads to fields below the edge, too; under a pressed mouse nothing moves."""
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and not pressed and self.isVisible() and self.content.isAncestorOf(now):
            QTimer.singleShot(0, self, self._into_sight)  # when everything has its place

    @Slot(int, int)
    def _on_range_changed(self, _least: int, _most: int) -> None:
        """What appears above the cursor does not push it out of sight."""
        if self.isVisible() and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            QTimer.singleShot(0, self, self._into_sight)

    def _into_sight(self) -> None:
        now, inside = QApplication.focusWidget(), self.area.widget()
        if now is not None and inside is not None and self.content.isAncestorOf(now):
            room = theme.AROUND + theme.line_height()  # its title above it, a sentence below it
            half = now.height() // 2  # asked for a field, Qt looks for its cursor only: so for its middle
            middle = now.mapTo(inside, QPoint(0, half))
            self.area.ensureVisible(0, middle.y(), 0, half + room)

    @Slot()
    def _on_back_clicked(self) -> None:
        self.back.emit()

    @Slot()
    def _on_clear_clicked(self) -> None:
        self.clear_form()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, Ctrl+Enter saves."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.back.emit()
            return
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            return
        super().keyPressEvent(event)
