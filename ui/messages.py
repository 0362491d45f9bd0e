"""The only place on the screen that turns errors into text, and says what was done and how to undo it."""

import datetime as dt
import logging
import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app import logs
from app.errors import StorageError, UserError
from app.i18n import _
from ui import theme
from ui.messages_text import error_text
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from ui.error_dialog import ErrorDialog
    from ui.ways_back import WaysBack

log = logging.getLogger(__name__)

TOAST_MS = 8_000
WARNING_MS = 3 * TOAST_MS
"""A warning often comes with a toast that lies over it; it has to outlast it."""
MOST_DIALOGS = 3
"""So often the same fault of the program opens a dialog; after that it is a line."""
__all__ = ["Messages", "StatusLine", "Toast", "error_text"]


class Toast(QFrame):
    """A line that lies over the status line for a while: what was done, and the button that undoes it.

    It covers nothing that can be pressed; without a strip to lie on it stands above the lower edge.
    """

    undone = Signal()

    def __init__(self, parent: QWidget, strip: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, kind="toast")
        self._over, self._strip = parent, strip
        self._undo: Callable[[], None] | None = None
        self._is_aside = False
        self.label = Label("")
        self.button = QPushButton("")
        self.button.clicked.connect(self._on_button_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, 2, 4, 2)
        layout.setSpacing(theme.BETWEEN)
        layout.addWidget(self.label)
        layout.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        if strip is not None:
            strip.installEventFilter(self)
        self.hide()

    def show_text(self, text: str, undo_name: str = "", undo: Callable[[], None] | None = None) -> None:
        """Show a sentence; ``undo_name`` names what the button does ("Undo sale ร1-2569-000012")."""
        self._undo = undo
        self._is_aside = False
        self.label.setText(text)
        self.button.setText(undo_name)
        self.button.setVisible(undo is not None)
        self.place()
        self.show()
        self.raise_()
        self._timer.start(TOAST_MS)

    def stand_aside(self) -> None:
        """Lie at the end of the strip, so that what the strip says begins to be read."""
        self._is_aside = True
        if self.isVisible():
            self.place()

    def place(self) -> None:
        """Stand in the middle of the strip, or above the lower edge of the parent."""
        parent, strip = self._over, self._strip
        self.adjustSize()
        wanted = self.sizeHint()
        if strip is None or not strip.isVisibleTo(parent):
            width = min(wanted.width(), parent.width() - 2 * theme.AROUND)
            top = parent.height() - wanted.height() - theme.INSIDE
            self.setGeometry((parent.width() - width) // 2, top, width, wanted.height())
            return
        outer = parent.layout()
        if outer is not None:
            outer.activate()  # the strip may be where it was before another size or type
        room = QRect(strip.mapTo(parent, QPoint(0, 0)), strip.size())
        width = min(wanted.width(), room.width())
        spare = room.width() - width
        left = room.left() + (max(0, spare - theme.INSIDE) if self._is_aside else spare // 2)
        height = min(wanted.height(), room.height() - 2)
        self.setGeometry(left, room.top() + (room.height() - height + 1) // 2, width, height)

    @Slot()
    def _on_button_clicked(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
        self.undone.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep the place when the window or the strip changes its size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self.place()
        return False


class StatusLine(QFrame):
    """The line at the bottom: when it was saved, the checked copy, the printer; and passing messages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, kind="status")
        self._parts: dict[str, Label] = {}
        self.message = Label("", type="small", elide=True)
        self.message.setAccessibleName(_("Message"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.AROUND, 8, theme.AROUND, 8)  # room for the toast
        self._row.setSpacing(theme.BETWEEN)
        self._row.addWidget(self.message, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_message_old)

    def set_part(self, name: str, text: str, tone: str = "soft") -> None:
        """Show or replace one standing part (``saved``, ``copy``, ``printer``); an empty text hides it."""
        label = self._parts.get(name)
        if label is None:
            label = self._parts[name] = Label("", type="small")
            self._row.addWidget(label)
        label.set_tone(tone)
        label.setText(text)
        label.setVisible(bool(text))

    def say(self, text: str, tone: str = "soft", for_ms: int = TOAST_MS) -> None:
        """Show a message for a while; ``tone`` clay for an error, leaf for what succeeded."""
        self.message.set_tone(tone)
        self.message.setText(text)
        self._timer.start(for_ms)

    def saved(self, at: dt.datetime) -> None:
        """Say when the book was last written."""
        self.set_part("saved", _("Saved {time}").format(time=at.strftime("%H:%M")))

    @Slot()
    def _on_message_old(self) -> None:
        self.message.setText("")


class Messages(QObject):
    """Shows errors where they belong: the status line, a dialog, or the log and a report."""

    def __init__(self, window: QWidget, status: StatusLine, toast: Toast) -> None:
        super().__init__(window)
        self._window, self.status, self.toast = window, status, toast
        self._dialog: ErrorDialog | None = None
        self._seen: dict[tuple[str, str], int] = {}
        self._hook_before = sys.excepthook
        self.ways: WaysBack | None = None
        """What the program offers after a fault; it sets them once the book is open."""

    @Slot(object)
    def show_error(self, error: BaseException) -> None:
        """Show any error in the way of its kind."""
        if isinstance(error, UserError):
            self.status.say(error_text(error), "clay")
            return
        if isinstance(error, StorageError):
            log.error("storage: %s", type(error), exc_info=error)
            self._open(_("The computer could not do this"), error)
            return
        log.error("bug: %s", type(error), exc_info=error)
        if self._seen_often(error):  # it comes with every painting, say: one more dialog helps nobody
            self.status.say(error_text(error), "clay")
            return
        self._open(_("The program made a mistake"), error)

    def _seen_often(self, error: BaseException) -> bool:
        place = ([*logs.places(error.__traceback__)] or [""])[-1]
        fault = (logs.type_name(type(error)), place)
        self._seen[fault] = self._seen.get(fault, 0) + 1
        return self._seen[fault] > MOST_DIALOGS

    def tell_last_run(self, *, whole: bool) -> None:
        """Say once that the program ended unexpectedly last time, and what looking the book over found."""
        if whole:
            self.toast.show_text(
                _(
                    "The program ended unexpectedly last time. The book was looked over just now: "
                    "nothing that was saved is lost."
                )
            )
        else:
            title = _("The program ended unexpectedly last time")
            self._show(title, _("Perhaps the power failed, or the program made a mistake."), None)

    def say(self, text: str) -> None:
        """A short word on what was done, in the status line."""
        self.status.say(text, "leaf")

    def warn(self, text: str) -> None:
        """What was done and should be looked at, in the status line, beside and after a toast."""
        self.status.say(text, "turmeric", WARNING_MS)
        self.toast.stand_aside()

    def done(self, text: str, undo_name: str = "", undo: Callable[[], None] | None = None) -> None:
        """What was done, floating, with the button that undoes it."""
        self.toast.show_text(text, undo_name, undo)

    def _open(self, title: str, error: BaseException) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            return  # one fault often raises more; the first says the most
        self._show(title, error_text(error), error)

    def _show(self, title: str, sentence: str, error: BaseException | None) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        from ui.error_dialog import ErrorDialog  # most days never need it

        self._dialog = ErrorDialog(title, sentence, error, self.ways, self._window)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self._dialog.open()

    def install(self) -> None:
        """Become ``sys.excepthook``: PySide6 sends the errors of slots there."""
        if sys.excepthook != self._on_exception:
            self._hook_before = sys.excepthook
            sys.excepthook = self._on_exception

    def uninstall(self) -> None:
        """Give ``sys.excepthook`` back when the window closes."""
        if sys.excepthook == self._on_exception:
            sys.excepthook = self._hook_before

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._hook_before(kind, error, trace)
            return
        self.show_error(error.with_traceback(trace))
