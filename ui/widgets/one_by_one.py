"""Questions one at a time: each with its answer, a way back that keeps all, what is wrong beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import SamutError
from app.i18n import _
from ui import theme
from ui.messages_text import error_text
from ui.widgets.arrange import row, scrolled
from ui.widgets.basics import Banner
from ui.widgets.buttons import Button, IconButton
from ui.widgets.fields import TypedField
from ui.widgets.labels import Label
from ui.widgets.picture_choice import PictureChoice

Words = Callable[[], str]
MEASURE = 820


@dataclass(frozen=True, slots=True)
class Step:
    """One question: its words, what is said below them, and what is answered with."""

    key: str
    words: Words
    hint: Words
    holder: QWidget
    parts: tuple[QWidget, ...]

    @property
    def fields(self) -> list[TypedField]:
        """The typed fields of it that are asked now."""
        return [each for each in self.parts if isinstance(each, TypedField) and not each.isHidden()]


class OneByOne(QFrame):
    """The frame; ``back`` when it is left before the first question."""

    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.busy = False
        self._steps: dict[str, Step] = {}
        self._asked: list[str] = []
        self._at = 0
        self.close_button = IconButton("x", "", self._on_left, touch=True)
        self.title = Label("", type="large", strong=True, elide=True)
        self.count = Label("", tone="soft")
        head = row(self.close_button, self.title, self.count, spacing=theme.BETWEEN)
        head.setStretch(1, 1)
        head.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        self.question = Label("", type="title", strong=True, wrap=True)
        self.hint = Label("", tone="soft", wrap=True)
        self.banner = Banner(tone="warn")
        self._content = QWidget()
        self._content.setMaximumWidth(theme.px(MEASURE))
        self._inside = QVBoxLayout(self._content)
        self._inside.setSpacing(theme.BETWEEN)
        self._inside.addWidget(self.question)
        self._inside.addWidget(self.hint)
        self._holders = QVBoxLayout()
        self._inside.addLayout(self._holders)
        self._inside.addWidget(self.banner)
        self._inside.addStretch(1)
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        across.addStretch(1)
        across.addWidget(self._content, 100)
        across.addStretch(1)
        self.area = scrolled(holder)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.back_button = Button("", self.previous, icon="arrow-left", touch=True)
        self.next_button = Button("", self.next, kind="primary", icon="arrow-right", touch=True)
        foot = row(self.back_button, -1, self.next_button)
        foot.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)
        layout.addLayout(foot)
        theme.signals.changed.connect(self._on_theme_changed)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._content.setMaximumWidth(theme.px(MEASURE))

    # ---- building

    def add_step(self, key: str, words: Words, *parts: QWidget, hint: Words = str) -> None:
        """One more question that can be asked; a choice by pictures leads on by itself."""
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.BETWEEN)
        for part in parts:
            inside.addWidget(part)
            if isinstance(part, TypedField):
                part.edit.returnPressed.connect(self._on_entered)
        self._steps[key] = Step(key, words, hint, holder, parts)
        self._holders.addWidget(holder)
        holder.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.close_button.set_name(_("Leave this (nothing is saved)"))
        self.back_button.set_text(_("Back"))
        for step in self._steps.values():
            for part in step.parts:
                if isinstance(part, TypedField | PictureChoice) and not part.accessibleName():
                    part.setAccessibleName(step.words())
        if self._asked:
            self._show_words()

    # ---- going about

    @property
    def step(self) -> Step:
        """The question that is asked now."""
        return self._steps[self._asked[self._at]]

    def ask_all(self, keys: Sequence[str], at: str = "") -> None:
        """Ask these, from the first or from ``at`` on."""
        self._asked = list(keys)
        self.set_busy(False)
        self._go(self._asked.index(at) if at in self._asked else 0)

    def is_last(self) -> bool:
        """Whether nothing is asked after this."""
        return self._at == len(self._asked) - 1

    @Slot()
    def next(self) -> None:
        """On to the next question if this one is answered; after the last everything is handed over."""
        if self.busy or [field for field in reversed(self.step.fields) if not field.check()]:
            return
        self.say("")
        if self.may_go_on(self.step.key):
            self.go_on()

    def go_on(self) -> None:
        """To the next question, or to the end."""
        self.set_busy(False)
        keys = self.keys()
        at = keys.index(self._asked[self._at]) if self._asked[self._at] in keys else self._at
        self._asked = keys
        if at + 1 < len(keys):
            self._go(at + 1)
        else:
            self.finish()

    @Slot()
    def previous(self) -> None:
        """One question back; everything that was answered stays."""
        if self._at:
            self.set_busy(False)
            self._go(self._at - 1)
        else:
            self.back.emit()

    def keys(self) -> list[str]:
        """Which questions are asked, after what was answered so far."""
        return self._asked

    def may_go_on(self, _key: str) -> bool:
        """Whether an answer will do; False: it is looked at, and goes on (or says what is wrong) later."""
        return True

    def finish(self) -> None:
        """Hand over what was answered."""

    def entered(self, _key: str) -> None:
        """A question comes to the front."""

    def first_part(self) -> QWidget | None:
        """The part of the question that gets the cursor; None: the first that is shown."""
        return None

    def _go(self, at: int) -> None:
        self._at = at
        self.say("")
        key = self._asked[at]
        self.entered(key)
        for step in self._steps.values():
            step.holder.setVisible(step.key == key)
        self.area.verticalScrollBar().setValue(0)
        self._show_words()
        self._focus()
        QTimer.singleShot(0, self, self._focus)

    def _show_words(self) -> None:
        step = self.step
        self.question.setText(step.words())
        hint = step.hint()
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.count.setText(
            _("Question {number} of {count}").format(number=self._at + 1, count=len(self._asked))
        )
        last = self.is_last()
        self.next_button.set_text(self.last_words() if last else _("Next"))
        theme.set_icon(self.next_button, "check" if last else "arrow-right", "on-indigo")

    def last_words(self) -> str:
        """What the last button says."""
        return _("Save it")

    def _focus(self) -> None:
        wanted = self.first_part()
        for part in (wanted,) if wanted is not None else self.step.parts:
            if part.isHidden():
                continue
            if isinstance(part, PictureChoice):
                chosen = next((each for each in part.buttons if each.isChecked()), None)
                (chosen or part).setFocus()
                return
            if isinstance(part, TypedField):
                part.edit.setFocus()
                part.edit.selectAll()
                return
        self.next_button.setFocus()

    # ---- what is wrong, and waiting

    def say(self, sentence: str) -> None:
        """What is wrong, in a sentence beside the question."""
        self.banner.show_text(sentence)

    def show_error(self, error: SamutError) -> None:
        """Say what is wrong with the answer."""
        self.set_busy(False)
        self.say(error_text(error))

    def set_busy(self, busy: bool) -> None:
        """While it is looked at or saved nothing else is taken."""
        self.busy = busy
        self.next_button.setEnabled(not busy)

    @Slot()
    def _on_entered(self) -> None:
        fields = self.step.fields
        at = next((at for at, field in enumerate(fields) if field.edit is self.sender()), -1) + 1
        if 0 < at < len(fields):
            fields[at].edit.setFocus()
        else:
            self.next()

    @Slot()
    def _on_left(self) -> None:
        self.back.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes one question back, Ctrl+Enter on."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.previous()
            return
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next()
            return
        super().keyPressEvent(event)
