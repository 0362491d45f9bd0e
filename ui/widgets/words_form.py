"""The form of a thing's own words: what is kept of it in two columns, a new one or one that is there."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from ui.widgets.arrange import Form
from ui.widgets.fields import TypedField
from ui.widgets.form_page import FormPage


class WordsForm(FormPage):
    """``lay`` takes the fields, ``name_all`` their words; ``fill`` shows what is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uid, self._known = new_uid(), False
        self._fields: tuple[TypedField, ...] = ()
        self._names = Form(2)

    def lay(self, *fields: TypedField) -> None:
        """Put the fields below each other, in this order."""
        self._fields = fields
        self._labels = [self._names.add("", field) for field in fields]
        self.add(self._names)
        self.fields.addStretch(1)
        self.clear_button.hide()

    def name_all(self, title: str, save: str, texts: Sequence[str]) -> None:
        """The words of the frame and of every field, for the eye and for the ear."""
        self.retranslate_frame()
        self.title.setText(title)
        self.save_button.set_text(save)
        for label, field, text in zip(self._labels, self._fields, texts, strict=True):
            label.setText(text)
            field.setAccessibleName(text)

    def fill(self, uid: bytes | None, values: Sequence[object]) -> None:
        """Show what is kept of a thing; without ``uid`` it is a new one."""
        self._uid, self._known = uid or new_uid(), uid is not None
        self.set_busy(False)
        self.say("")
        for field, value in zip(self._fields, values, strict=True):
            field.set_value(value)

    def all_right(self) -> bool:
        """Whether every field can be saved; the first wrong one takes the cursor."""
        return not [field for field in reversed(self._fields) if not field.check()]
