"""The two places of the Sell page: what stands at the left, what at the right, and one sentence above."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import UserError
from ui.messages import Messages
from ui.messages_text import error_text
from ui.widgets.basics import Banner


class View(StrEnum):
    """What the seller is doing."""

    GOODS = "goods"
    TENDER = "tender"
    DONE = "done"
    HELD = "held"
    HISTORY = "history"
    RETURN = "return"
    PREVIEW = "preview"


class Stage:
    """Shows one view at the left with its companion at the right."""

    def __init__(self, left: QStackedWidget, right: QStackedWidget, note: Banner, messages: Messages) -> None:
        self._left, self._right, self.note, self.messages = left, right, note, messages
        self._views: dict[View, tuple[QWidget, QWidget, Callable[[], None]]] = {}
        self.view = View.GOODS
        self.before = View.GOODS
        """The view that was shown before this one."""
        self.shown: Callable[[View], None] = _nobody

    def add(self, view: View, left: QWidget, right: QWidget, focus: Callable[[], None]) -> None:
        """Make a view known with where the keyboard goes when it is shown."""
        for stack, widget in ((self._left, left), (self._right, right)):
            if stack.indexOf(widget) < 0:
                stack.addWidget(widget)
        self._views[view] = (left, right, focus)

    def show(self, view: View) -> None:
        """Bring a view to the front and give it the keyboard."""
        left, right, focus = self._views[view]
        self.before, self.view = self.view, view
        self.note.show_text("")
        self._left.setCurrentWidget(left)
        self._right.setCurrentWidget(right)
        self.shown(view)
        focus()

    def focus(self) -> None:
        """Give the keyboard to the view that is shown."""
        self._views[self.view][2]()

    def fail(self, error: Exception) -> None:
        """One sentence above what the seller does; what she cannot put right goes the way of all errors."""
        if isinstance(error, UserError):
            self.note.show_text(error_text(error), tone="bad", action="")
        else:
            self.messages.show_error(error)

    def say(self, text: str) -> None:
        """What was done, in the status line."""
        self.messages.say(text)


def _nobody(_view: View) -> None:
    """Nobody wants to be told."""
