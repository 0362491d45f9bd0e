"""Small forms beside the register: leaving, coming back, an office and its term."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.member import ROLE_NAMES, MemberRole, RoleData
from app.errors import SamutError
from app.i18n import _
from app.queries.members import Office
from app.services.members import StillOpenError
from reports.member_register import office_words
from ui import formats
from ui.pages.members.work import Lists
from ui.widgets.basics import Button
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label

Today = Callable[[], dt.date]
NEW = b""


class LeaveForm(FormPage):
    """The day a member leaves, or comes back; ``submitted`` gives (day, reason, whether in any case)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._name, self.comes_back, self._anyway = "", False, False
        self.day, self.reason = ThaiDateField(required=True, today=today), NameField(most=500)
        self._form = FlowingForm((self.day, self.reason), columns=1)
        self.hint = Label("", tone="soft", wrap=True)
        self.open_items = Label("", wrap=True, private="figures")
        self.add(self._form)
        self.add(self.hint)
        self.add(self.open_items)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        if self.comes_back:
            self.title.setText(_("{name} comes back").format(name=self._name))
            self.hint.setText(_("She keeps her number; when she was a member before goes into her note."))
        else:
            self.title.setText(_("{name} leaves the group").format(name=self._name))
            self.hint.setText(
                _("Her offices end the day before. Papers and amounts of hers stay in the book.")
            )
        self._form.set_texts(
            (_("First day as a member again") if self.comes_back else _("Left on"), _("Why she left"))
        )
        self._form.show_fields((True, not self.comes_back))
        self._say_save()
        self.day.retranslate()

    def show_name(self, name: str, *, comes_back: bool) -> None:
        """An empty form for somebody."""
        self._name, self.comes_back, self._anyway = name, comes_back, False
        self.set_busy(False)
        self.say("")
        self.open_items.setText("")
        self.day.set_value(self._today())
        self.reason.set_value(None)
        self.retranslate()
        self.day.edit.setFocus()

    def show_error(self, error: SamutError) -> None:
        """With something open it is said what, and the second press lets her go all the same."""
        super().show_error(error)
        if isinstance(error, StillOpenError):
            self._anyway = True
            owed = [
                f"{each.label}: {formats.money(abs(each.amount))} "
                + (_("(she owes)") if each.amount > 0 else _("(hers)"))
                for each in error.balances
            ]
            self.open_items.setText("\n".join(owed))
            self._say_save()

    def submit(self) -> None:
        """Check the day, then hand over."""
        if self.busy or not self.day.check():
            return
        self.say("")
        self.set_busy(True)
        self.submitted.emit(self.day.date(), self.reason.name(), self._anyway)

    def _say_save(self) -> None:
        words = _("She leaves all the same") if self._anyway else _("Save")
        self.save_button.set_text(_("Take her in again") if self.comes_back else words)


class OfficeForm(FormPage):
    """An office and its term; ``submitted`` gives (data, uid, whether it is known), ``removed`` a uid."""

    submitted = Signal(object, object, object)
    removed = Signal(object)

    def __init__(self, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._name, self._uid = "", new_uid()
        self._offices: Sequence[Office] = ()
        self.which, self.role = SimpleChoice(), SimpleChoice(required=True)
        self.own_title, self.section = NameField(most=200), ChoiceField()
        self.first = ThaiDateField(required=True, today=today)
        self.last, self.by = ThaiDateField(today=today), NameField(most=300)
        self._fields = (self.which, self.role, self.own_title, self.section, self.first, self.last, self.by)
        self._form = FlowingForm(self._fields, columns=1)
        self.remove_button = Button("", self._on_remove_clicked, kind="quiet", icon="trash-2")
        self.add(self._form)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.foot.insertWidget(0, self.remove_button)
        self.which.committed.connect(self._on_which_chosen)
        self.role.committed.connect(self._on_role_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Office of {name}").format(name=self._name))
        self.save_button.set_text(_("Save the office"))
        self.remove_button.set_text(_("Entered by mistake"))
        chosen = self.role.key()
        self.role.set_choices([Choice(role, _(words)) for role, words in ROLE_NAMES.items()])
        self.role.set_value(chosen if isinstance(chosen, MemberRole) else MemberRole.COMMITTEE)
        which = self.which.key()
        self.which.set_choices(
            [Choice(NEW, _("A new office"))]
            + [Choice(each.uid, _words(each), note=formats.date(each.from_day)) for each in self._offices]
        )
        self.which.set_value(which if isinstance(which, bytes) else NEW)
        self._form.set_texts(
            (
                _("Which office"),
                _("Office"),
                _("What it is called (empty: as above)"),
                _("Section (empty: the whole group)"),
                _("First day of the term"),
                _("Last day of the term (empty: open)"),
                _("Resolved by"),
            )
        )
        self._show()
        for day in (self.first, self.last):
            day.retranslate()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self.section.set_choices([Choice(each.id, each.name) for each in lists.sections])

    def show_person(self, name: str, offices: Sequence[Office]) -> None:
        """An empty form for somebody, with the offices she has."""
        self._name, self._offices, self._uid = name, offices, new_uid()
        self.set_busy(False)
        self.say("")
        self.which.set_value(NEW)
        self._fill(None)
        self.retranslate()
        self.role.edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the office."""
        if self.busy:
            return
        self.say("")
        if [field for field in reversed(self._fields) if not field.check()]:
            return
        role, section, first = self.role.key(), self.section.key(), self.first.date()
        if not isinstance(role, MemberRole) or first is None:
            return
        data = RoleData(
            role,
            first,
            self.last.date(),
            section if isinstance(section, int) else None,
            self.own_title.name(),
            self.by.name(),
        )
        known = self._known()
        self.set_busy(True)
        self.submitted.emit(data, known.uid if known else self._uid, known is not None)

    def _known(self) -> Office | None:
        return next((each for each in self._offices if each.uid == self.which.key()), None)

    def _fill(self, office: Office | None) -> None:
        values = (
            (
                office.role,
                office.title,
                office.section_id,
                office.from_day,
                office.to_day,
                office.appointed_by,
            )
            if office is not None
            else (MemberRole.COMMITTEE, None, None, self._today(), None, None)
        )
        for field, value in zip(self._fields[1:], values, strict=True):
            field.set_value(value or None)

    def _show(self) -> None:
        self._form.show_fields((bool(self._offices), *[True] * 6))
        self.remove_button.setVisible(self._known() is not None)

    @Slot(object)
    def _on_which_chosen(self, _key: object) -> None:
        self._fill(self._known())
        self._show()

    @Slot(object)
    def _on_role_chosen(self, _key: object) -> None:
        self._show()

    @Slot()
    def _on_remove_clicked(self) -> None:
        known = self._known()
        if known is not None and not self.busy:
            self.set_busy(True)
            self.removed.emit(known.uid)


def _words(office: Office) -> str:
    return f"{office_words(office)} · {office.section}" if office.section else office_words(office)
