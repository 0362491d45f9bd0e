"""A form for the keyboard alone: Enter walks through its fields, Ctrl+Enter saves, typing ahead is kept."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import SamutError
from ui.messages_text import error_text
from ui.widgets.basics import Banner
from ui.widgets.buttons import Button
from ui.widgets.choosing import ChoiceField
from ui.widgets.fields import TypedField

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyForm(QWidget):
    """``submitted`` gives what is filled in (``work.Filled``); the page says when it is posted or refused."""

    submitted = Signal(object)
    edited = Signal()
    """Something was typed or chosen."""
    went_to = Signal(object)
    """The keys went to this field, which has to be in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.busy = False
        self.save_button = Button("", self.submit, kind="primary", icon="check")
        self.banner = Banner(tone="bad")
        self.foot = QWidget()
        """The buttons below the form, which stay in sight while its fields scroll."""
        self._by_edit: dict[QObject, TypedField] = {}
        self._ahead: list[QKeyEvent] = []

    # ---- what each form says for itself

    def order(self) -> Sequence[TypedField]:
        """The fields in the order that Enter walks."""
        return ()

    def submit(self) -> None:
        """Check and hand over."""

    def focus_first(self) -> None:
        """Where typing begins."""
        first = next(iter(self._walk()), None)
        if first is not None:
            first.edit.setFocus()
            self.went_to.emit(first)

    # ---- for the forms

    def watch(self, *fields: TypedField) -> None:
        """Let Enter walk through these fields."""
        for each in fields:
            self._by_edit[each.edit] = each
            each.edit.installEventFilter(self)
            each.changed.connect(self._on_field_changed)
            each.committed.connect(self._on_field_changed)

    def forget(self, *fields: TypedField) -> None:
        """These fields are about to go."""
        for each in fields:
            self._by_edit.pop(each.edit, None)

    def faulty(self) -> bool:
        """Whether a field cannot be read; the first such takes the cursor."""
        return bool([each for each in reversed(self._walk()) if not each.check()])

    def say(self, sentence: str) -> None:
        """A sentence above the button, for what belongs to no field."""
        self.banner.show_text(sentence, tone="bad", action="")

    def show_error(self, error: SamutError) -> None:
        """Say what is wrong; nothing typed is lost."""
        self.set_busy(False)
        self.say(error_text(error))

    def set_busy(self, busy: bool) -> None:
        """While it is saved a second press does nothing, and what is typed waits for the next slip."""
        self.busy = busy
        self.save_button.setEnabled(not busy)
        if not busy and self._ahead:
            ahead, self._ahead = self._ahead, []
            for event in ahead:
                target = QApplication.focusWidget()
                if target is not None:
                    QCoreApplication.postEvent(target, event)

    def go_on(self, field: TypedField) -> None:
        """To the next field; a field that cannot be read keeps the cursor and says why."""
        if not field.check():
            return
        walk = self._walk()
        at = walk.index(field) + 1 if field in walk else 0
        if at < len(walk):
            walk[at].edit.setFocus(Qt.FocusReason.TabFocusReason)
            self.went_to.emit(walk[at])
        else:
            self.save_button.setFocus()

    def _walk(self) -> list[TypedField]:
        return [each for each in self.order() if each.isVisibleTo(self) and each.isEnabled()]

    def _on_field_changed(self, _value: object) -> None:
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Ctrl+Enter saves."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        field = self._by_edit.get(watched)
        if field is None:
            return False
        if self.busy:
            self._ahead.append(event.clone())
            return True
        if Qt.Key(event.key()) not in ENTER:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
            return True
        if isinstance(field, ChoiceField) and field.box.isVisible():
            field.eventFilter(watched, event)  # the list takes the line that the keys are on
        self.go_on(field)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves from anywhere in the form."""
        if Qt.Key(event.key()) in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
            return
        super().keyPressEvent(event)
