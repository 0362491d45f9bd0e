"""The small parts that every page is built of; buttons and layout helpers are given on from here."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from ui import masking, theme
from ui.widgets.arrange import Form, Panel, column, line, row, scrolled
from ui.widgets.buttons import Button, ButtonKind, IconButton, icon_label, primary_button
from ui.widgets.flow import Flow
from ui.widgets.labels import Label

__all__ = [
    "Banner",
    "Button",
    "ButtonKind",
    "Card",
    "EmptyState",
    "Figure",
    "Flow",
    "Form",
    "IconButton",
    "Panel",
    "SegmentedControl",
    "Stepper",
    "column",
    "icon_label",
    "line",
    "primary_button",
    "row",
    "scrolled",
]

SEGMENT_SIDE = 13
"""Room beside the words of a segment, frame and padding of the style sheet together."""


class Card(QFrame):
    """A sheet with a hairline around it, an optional heading, and a column of content (``add``)."""

    def __init__(
        self, title: str = "", *, padding: int = theme.BETWEEN, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(theme.INSIDE)
        self.heading = Label(title, type="large", strong=True)
        self.heading.setVisible(bool(title))
        self.body.addWidget(self.heading)

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self.heading.setText(title)
        self.heading.setVisible(bool(title))

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Append to the card."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)


class Figure(Card):
    """One number that stands out, with its label and how it changed; opens what is behind it when clicked."""

    opened = Signal()

    def __init__(
        self,
        label: str,
        value: str = "–",
        note: str = "",
        *,
        opens: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._opens = opens
        self.heading.hide()
        self.label = Label(label, tone="soft", elide=True)
        self.value = Label(value, type="figure", private="words")
        self.note = Label(note, type="small", tone="soft", elide=True, private="figures")
        masking.signals.changed.connect(self._tell)
        self.body.setSpacing(4)
        self.add(self.label)
        self.add(self.value)
        self.add(self.note)
        self.setMinimumWidth(theme.px(160))
        self.setProperty("hover", opens)
        if opens:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tell()

    def set(self, value: str, note: str = "", tone: str = "") -> None:
        """Show a value (already written) and what it was before; ``tone`` leaf or turmeric for the note."""
        self.value.setText(value)
        self.note.setText(note)
        self.note.set_tone(tone or "soft")
        self._tell()

    def set_label(self, label: str) -> None:
        """Other words above the number."""
        self.label.setText(label)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self._keep_whole()
        self.setAccessibleName(f"{self.label.raw()} {self.value.seen()} {self.note.seen()}".strip())

    def _keep_whole(self) -> None:
        """A number is never cut: the figure is at least as wide as it."""
        self.value.setMinimumWidth(0)
        self.value.ensurePolished()
        self.value.setMinimumWidth(self.value.sizeHint().width())

    def changeEvent(self, event: QEvent) -> None:
        """Another size of type needs another width."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "note"):
            self._keep_whole()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """A click opens what is behind the number."""
        if self._opens:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space open what is behind the number."""
        if self._opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
            return
        super().keyPressEvent(event)


SENTENCE = 440
"""The widest line of an empty page's words."""


class EmptyState(QWidget):
    """What stands where nothing is yet: an icon, a sentence, and the first step."""

    acted = Signal()

    def __init__(
        self,
        icon: str,
        sentence: str,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.picture = icon_label(icon, "ink-soft", 44)
        center = Qt.AlignmentFlag.AlignHCenter
        self.sentence = Label(sentence, type="large", wrap=True, align=center)
        self.hint = Label(hint, tone="soft", wrap=True, align=center)
        self.hint.setVisible(bool(hint))
        self.button = Button(action, kind="primary")
        self.button.clicked.connect(self.acted)
        if on_action is not None:
            self.acted.connect(on_action)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.AROUND, theme.AROUND, theme.AROUND, theme.AROUND)
        layout.setSpacing(theme.BETWEEN)
        layout.addStretch(2)
        for widget in (self.picture, self.sentence, self.hint, self.button):
            layout.addWidget(widget, 0, center)
        layout.addStretch(3)
        self.button.setVisible(bool(action))  # not before it has its place: it would open as a window

    def set_texts(self, sentence: str, action: str = "", hint: str = "") -> None:
        """Other words, after a filter found nothing or a switch of language."""
        self.sentence.setText(sentence)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.button.set_text(action)
        self.button.setVisible(bool(action))
        self._balance()

    def _balance(self) -> None:
        """Lines of about one length: no word is left alone in the last one."""
        room = min(theme.px(SENTENCE), self.width() - 2 * theme.AROUND)
        for label in (self.sentence, self.hint):
            label.setFixedWidth(label.balanced_width(max(room, theme.px(160))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words follow the room that there is."""
        super().resizeEvent(event)
        self._balance()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the type is known."""
        super().showEvent(event)
        self._balance()


class Banner(QFrame):
    """A sentence across the page that stays until it is no longer so; with one button at most."""

    acted = Signal()
    _ICONS = {"info": "info", "good": "circle-check", "warn": "triangle-alert", "bad": "circle-x"}
    _TOKENS = {"info": "indigo", "good": "leaf", "warn": "turmeric-text", "bad": "clay"}

    def __init__(
        self,
        text: str = "",
        *,
        tone: Literal["info", "good", "warn", "bad"] = "info",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.picture = icon_label(self._ICONS[tone])
        self.label = Label(text, wrap=True)
        self.button = Button(action, kind="link")
        self.button.clicked.connect(self.acted)
        self.close_button = IconButton("x", _("Dismiss"), self.hide)
        if on_action is not None:
            self.acted.connect(on_action)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.setSpacing(12)
        layout.addWidget(self.picture)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)
        layout.addWidget(self.close_button)
        self.close_button.setVisible(closable)
        self.show_text(text, tone=tone, action=action)
        self.setVisible(bool(text))

    def show_text(
        self,
        text: str,
        *,
        tone: Literal["info", "good", "warn", "bad"] | None = None,
        action: str | None = None,
    ) -> None:
        """Show a sentence; an empty one hides the banner."""
        if tone is not None:
            theme.set_role(self, tone=tone)
            theme.set_icon(self.picture, self._ICONS[tone], self._TOKENS[tone])
        if action is not None:
            self.button.set_text(action)
            self.button.setVisible(bool(action))
        self.label.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class SegmentedControl(QFrame):
    """A few choices side by side, one of them on; arrow keys move, ``chosen`` gives the key."""

    chosen = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[object, str]] = (), *, name: str = "", parent: QWidget | None = None
    ) -> None:
        """``choices`` are (key, words); ``name`` is what is chosen, for the ear."""
        super().__init__(parent)
        self.setProperty("kind", "segments")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._on_group_clicked)
        self._keys: list[object] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(2, 2, 2, 2)
        self._layout.setSpacing(2)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Other choices; what was on stays on if it is still there."""
        current = self.key()
        old = self._group.buttons()
        for button in old[len(choices) :]:
            self._group.removeButton(button)
            self._layout.removeWidget(button)
            button.hide()  # it lives until the next turn of the event loop and would be seen
            button.setParent(None)
            button.deleteLater()
        self._keys = [key for key, _text in choices]
        for number, (_key, text) in enumerate(choices):
            if number < len(old):
                button = old[number]
                assert isinstance(button, Button)
                button.set_text(text)
            else:
                button = Button(text)
                button.setCheckable(True)
                self._group.addButton(button, number)
                self._layout.addWidget(button)
            # The one that is on is bold, and Qt measures it as it is not.
            bold = QFontMetrics(theme.font(bold=True)).horizontalAdvance(text)
            button.setMinimumWidth(bold + 2 * SEGMENT_SIDE)
            button.setAccessibleName(f"{self.accessibleName()} {text}".strip())
        if self._keys:
            self.set_key(current if current in self._keys else self._keys[0])

    def key(self) -> object:
        """The key of the choice that is on."""
        number = self._group.checkedId()
        return self._keys[number] if 0 <= number < len(self._keys) else None

    def set_key(self, key: object) -> None:
        """Turn a choice on without telling."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)

    @Slot(int)
    def _on_group_clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move between the choices and choose."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._keys:
            super().keyPressEvent(event)
            return
        number = (self._group.checkedId() + step) % len(self._keys)
        button = self._group.button(number)
        button.setFocus()
        button.click()


class Stepper(QFrame):
    """Which step of a few one is at: numbers with words; the steps that are done can be gone back to."""

    chosen = Signal(object)

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = 0
        self._buttons: list[Button] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        for number, words in enumerate(steps):
            button = Button(f"{number + 1}  {words}", kind="quiet")
            button.setCheckable(True)
            button.setProperty("step", number)
            button.clicked.connect(self._on_button_clicked)
            self._buttons.append(button)
            layout.addWidget(button)
        layout.addStretch(1)
        self.set_step(0)

    def step(self) -> int:
        """The step one is at, from 0."""
        return self._at

    def set_step(self, at: int) -> None:
        """Go to a step without telling."""
        self._at = at
        for number, button in enumerate(self._buttons):
            button.setChecked(number == at)
            button.setEnabled(number <= at)

    @Slot()
    def _on_button_clicked(self) -> None:
        at = int(self.sender().property("step"))
        self.set_step(at)
        self.chosen.emit(at)
