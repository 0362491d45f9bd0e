"""A form of a few questions under each other, for what is entered seldom: each names its field once."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Signal, Slot

from app.i18n import _
from ui.widgets.arrange import Form
from ui.widgets.choosing import ChoiceField
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NumberField, TypedField
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

Words = Callable[[], str]
F = TypeVar("F", bound=TypedField)


class AskForm(FormPage):
    """Questions with their fields; ``submitted`` gives the answers by name."""

    submitted = Signal(object)

    def __init__(self, title: Words, save: Words, *, hint: Words | None = None) -> None:
        super().__init__()
        self._title, self._save, self._hint = title, save, hint
        self.hint = Label("", tone="soft", wrap=True)
        self.add(self.hint)
        self.form = Form(1)
        self.add(self.form)
        self.fields.addStretch(1)
        self._asked: dict[str, tuple[Words, TypedField, Label]] = {}
        self.key: object = None
        """What the answers are about, for whoever opened the form."""

    def ask(self, name: str, words: Words, field: F) -> F:
        """Ask one more question."""
        label = self.form.add(words(), field)
        self._asked[name] = (words, field, label)
        field.edit.returnPressed.connect(self._on_entered)
        return field

    def field(self, name: str) -> TypedField:
        """The field of a question."""
        return self._asked[name][1]

    def begin(self, values: Mapping[str, object] | None = None, *, key: object = None) -> None:
        """Show the answers so far, with the cursor in the first field."""
        self.key = key
        self.say("")
        self.set_busy(False)
        given = dict(values or {})
        for name, (_words, field, _label) in self._asked.items():
            field.set_error("")
            if name in given or not isinstance(field, ChoiceField):
                field.set_value(given.get(name))
        self.focus_first()

    def offer(self, name: str, *, shown: bool) -> None:
        """Ask a question, or leave it out this time."""
        _words, field, label = self._asked[name]
        field.setVisible(shown)
        label.setVisible(shown)

    def focus_first(self) -> None:
        """The cursor into the first field that is asked."""
        shown = [field for _words, field, _label in self._asked.values() if not field.isHidden()]
        if shown:
            shown[0].edit.setFocus()
            shown[0].edit.selectAll()

    def retranslate(self) -> None:
        """Set every text again."""
        super().retranslate()
        self.title.setText(self._title())
        self.save_button.set_text(self._save())
        self.clear_button.set_text(_("Start empty"))
        self.hint.setText(self._hint() if self._hint is not None else "")
        self.hint.setVisible(self._hint is not None)
        for words, field, label in self._asked.values():
            label.setText(words())
            field.setAccessibleName(words())

    def clear_form(self) -> None:
        """Start empty."""
        self.begin(key=self.key)

    def submit(self) -> None:
        """Give the answers if all are right."""
        if self.busy:
            return
        fields = [field for _words, field, _label in self._asked.values() if not field.isHidden()]
        if [field for field in reversed(fields) if not field.check()]:
            return
        self.set_busy(True)
        self.say("")
        self.submitted.emit(self.answers())

    def answers(self) -> dict[str, object]:
        """What is answered now, by name; what is not asked this time is None."""
        return {
            name: None if field.isHidden() else _answer(field)
            for name, (_words, field, _label) in self._asked.items()
        }

    @Slot()
    def _on_entered(self) -> None:
        """Enter goes on to the next question, and saves after the last."""
        fields = [field for _words, field, _label in self._asked.values() if not field.isHidden()]
        at = next((at for at, field in enumerate(fields) if field.edit is self.sender()), -1) + 1
        if 0 < at < len(fields):
            fields[at].edit.setFocus()
        else:
            self.submit()


def _answer(field: TypedField) -> object:
    if isinstance(field, ChoiceField):
        return field.key()
    if isinstance(field, NumberField):
        return field.number()
    if isinstance(field, ThaiDateField):
        return field.date()
    return field.value()
