"""What else may be said of a batch's document: its section, lot, slip and a note."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.purchase import Slip
from app.i18n import _
from ui import theme
from ui.pages.produce.form_lines import Mode
from ui.pages.produce.form_state import FormState
from ui.pages.produce.work import Stuff
from ui.widgets.basics import Form
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, TypedField


class BatchMore(QWidget):
    """Fields that may stay empty; only those that the mode knows are shown."""

    def __init__(self, *, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = ChoiceField()
        self.lot = NameField(most=60)
        self.slip_number = NameField(most=60)
        self.slip_day = ThaiDateField(today=today)
        self.note = NameField(most=500)
        self._short = Form(2)
        self._long = Form(1)
        self._fields: list[TypedField] = [self.lot, self.section, self.slip_number, self.slip_day, self.note]
        self.labels = [self._short.add("", field) for field in self._fields[:-1]]
        self.labels.append(self._long.add("", self.note))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.BETWEEN)
        layout.addLayout(self._short)
        layout.addLayout(self._long)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        words = (
            _("Lot (if not by itself)"),
            _("Section"),
            _("Number on the slip"),
            _("Date on the slip"),
            _("Note"),
        )
        for label, text, field in zip(self.labels, words, self._fields, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.section.edit.setPlaceholderText(_("the whole group"))
        self.slip_day.retranslate()

    def clear(self) -> None:
        """Empty every field."""
        for field in self._fields:
            field.set_value(None)

    def show_for(self, mode: Mode, stuff: Stuff) -> None:
        """Show what this mode knows."""
        self.section.set_choices([Choice(each.uid, each.name, "", each.code) for each in stuff.sections])
        shown = (
            mode is not Mode.ADD,
            mode is Mode.NEW and bool(stuff.sections),
            mode is not Mode.FINISH,
            mode is not Mode.FINISH,
            True,
        )
        for label, field, seen in zip(self.labels, self._fields, shown, strict=True):
            label.setVisible(seen)
            field.setVisible(seen)

    def first_wrong(self) -> TypedField | None:
        """The first field that cannot be read, after it said so."""
        return next((field for field in self._fields if field.isVisibleTo(self) and not field.check()), None)

    def put(self, state: FormState) -> None:
        """Write what was typed into the form's values."""
        section = self.section.key()
        state.section_uid = section if isinstance(section, bytes) else None
        state.lot_code, state.note = self.lot.name(), self.note.name()
        state.slip = Slip(self.slip_day.date(), self.slip_number.name())

    def take(self, state: FormState) -> None:
        """Show the form's values."""
        self.section.set_value(state.section_uid)
        self.lot.set_value(state.lot_code or None)
        self.note.set_value(state.note or None)
        self.slip_day.set_value(state.slip.date)
        self.slip_number.set_value(state.slip.number or None)
