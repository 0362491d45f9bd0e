"""What the forms of an asset share: its describing words, and how a form says what is wrong."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.asset import (
    AssetWords,
)
from app.domain.document import new_uid
from app.i18n import _
from ui.pages.assets.work import Lists
from ui.widgets.arrange import Form
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import NameField
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

Today = Callable[[], dt.date]


class WordFields(Form):
    """Name, code, place, serial number, section and note of an asset."""

    def __init__(self, *, with_name: bool = True) -> None:
        """``with_name`` False: name and place stand elsewhere on the form."""
        super().__init__(2)
        self.name, self.code = NameField(required=True, most=200), NameField(most=40)
        self.place, self.serial = NameField(most=200), NameField(most=100)
        self.section, self.note = ChoiceField(), NameField()
        self.fields = (self.name, self.place, self.serial, self.section, self.code, self.note)
        self._here = self.fields if with_name else self.fields[2:]
        self._words = [self.add("", field) for field in self._here]

    def retranslate(self) -> None:
        """Set every text again."""
        texts = (
            _("Name of the asset"),
            _("Where it stands"),
            _("Serial number"),
            _("Section"),
            _("Code (empty: the next one)"),
            _("Note"),
        )
        here = texts[len(self.fields) - len(self._here) :]
        for label, field, text in zip(self._words, self._here, here, strict=True):
            label.setText(text)
            field.setAccessibleName(text)

    def set_lists(self, lists: Lists) -> None:
        """Sections to choose from."""
        self.section.set_choices([Choice(row.uid, row.name) for row in lists.sections])

    def show_words(self, words: AssetWords | None) -> None:
        """Fill the fields in, or empty them."""
        values = (
            (words.name, words.place, words.serial, words.section_uid, words.code, words.note)
            if words
            else (None,) * len(self.fields)
        )
        for field, value in zip(self.fields, values, strict=True):
            field.set_value(value or None)

    def words(self, project_uid: bytes | None = None) -> AssetWords:
        """What is typed."""
        section = self.section.key()
        return AssetWords(
            self.name.name(),
            self.code.name(),
            self.place.name(),
            self.serial.name(),
            self.note.name(),
            section if isinstance(section, bytes) else None,
            project_uid,
        )

    def check(self) -> bool:
        """Whether every field can be read; the first fault takes the cursor."""
        return not [field for field in reversed(self._here) if not field.check()]


class AssetFormPage(FormPage):
    """What the forms share: errors below, nothing typed is lost."""

    def __init__(self, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.uid = new_uid()
        self.hint = Label("", tone="soft", wrap=True)
        self.clear_button.hide()

    def begin(self) -> None:
        """A new document."""
        self.uid = new_uid()
        self.set_busy(False)
        self.say("")
