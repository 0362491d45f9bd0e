"""Buttons: with words by kind, with an icon alone, and icons that illustrate."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from ui import theme
from ui.widgets.labels import plain_tip

ButtonKind = Literal["", "primary", "quiet", "danger", "link"]


class Button(QPushButton):
    """A push button by kind; ``touch`` makes it ≥ 44 px high, ``shortcut`` is printed behind its words."""

    def __init__(
        self,
        text: str,
        on_click: Callable[[], object] | None = None,
        *,
        kind: ButtonKind = "",
        icon: str = "",
        touch: bool = False,
        large: bool = False,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setProperty("kind", kind)
        self.setProperty("touch", touch)
        self.setProperty("large", large)
        self.set_text(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if tip:
            self.setToolTip(plain_tip(tip))
        if icon:
            theme.set_icon(self, icon, self._token())
        if on_click is not None:
            self.clicked.connect(on_click)

    def _token(self) -> str:
        return {"primary": "on-indigo", "danger": "clay", "link": "indigo"}.get(
            str(self.property("kind")), "ink"
        )

    def sizeHint(self) -> QSize:
        """Room for the words in bold where the button can be chosen: chosen words are bold."""
        hint = super().sizeHint()
        if self.isCheckable() and self.text():
            plain, bold = (QFontMetrics(theme.font(bold=bold)) for bold in (False, True))
            more = bold.horizontalAdvance(self.text()) - plain.horizontalAdvance(self.text())
            hint.setWidth(hint.width() + max(0, more))
        return hint

    def set_text(self, text: str) -> None:
        """Other words, for a switch of language or state."""
        gap = "\u00a0" if self._icon and text else ""  # the style sheet knows no room between icon and words
        self.setText(gap + text.replace("&", "&&"))
        self.setAccessibleName(text)

    def set_kind(self, kind: ButtonKind) -> None:
        """Another kind, for a button whose weight depends on the state."""
        theme.set_role(self, kind=kind)
        if self._icon:
            theme.set_icon(self, self._icon, self._token())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a button as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


def primary_button(text: str, on_click: Callable[[], object] | None = None, *, icon: str = "") -> Button:
    """The one main button of a page or a form."""
    return Button(text, on_click, kind="primary", icon=icon)


class IconButton(QToolButton):
    """A button with only an icon; its words are the tooltip and the accessible name."""

    def __init__(
        self,
        icon: str,
        name: str,
        on_click: Callable[[], object] | None = None,
        *,
        touch: bool = False,
        token: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "quiet")
        self.setProperty("touch", touch)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_name(name)
        theme.set_icon(self, icon, token)
        self._touch = touch
        self._fit()
        if touch:
            theme.signals.changed.connect(self._fit)
        if on_click is not None:
            self.clicked.connect(on_click)

    @Slot()
    def _fit(self) -> None:
        """As wide as it is high, so that a finger finds it."""
        self.setMinimumWidth(theme.touch() if self._touch else theme.control_height())

    def set_name(self, name: str) -> None:
        """Its words, for the ear and the pointer."""
        self.setToolTip(plain_tip(name))
        self.setAccessibleName(name)

    def set_icon(self, icon: str, token: str = "ink") -> None:
        """Another icon."""
        theme.set_icon(self, icon, token)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a button as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


def icon_label(name: str, token: str = "ink-soft", size: int = 20) -> QLabel:
    """An icon that only illustrates the words beside it."""
    label = QLabel()
    theme.set_icon(label, name, token, size)
    return label
