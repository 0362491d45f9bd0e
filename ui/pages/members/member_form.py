"""The form of a member: what the register keeps about her, and under it why it is kept."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.domain.document import new_uid
from app.domain.member import PURPOSES, MemberData, OddNationalIdError, grouped_id
from app.domain.party import PartyData
from app.errors import SamutError
from app.i18n import _
from app.thai.dates import today
from ui import theme
from ui.pages.members.work import Filled, Lists
from ui.runner import Runner
from ui.widgets.arrange import Form, column, line, row
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.photo_box import PhotoBox, ask_file


class MemberForm(FormPage):
    """Fills in a ``MemberData``; ``submitted`` gives
    (data, photo, uid, whether it is known, the person who becomes a member, whether the id stays as typed).
    """

    submitted = Signal(object, object, object, object, object, object)

    def __init__(
        self,
        runner: Runner,
        today: Callable[[], dt.date] = today,
        *,
        ask: Callable[[QWidget | None], Path | None] = ask_file,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lists = Lists()
        self._before: MemberData | None = None
        self._uid, self._known, self._as_typed = new_uid(), False, False
        self.photo = PhotoBox(runner, ask=ask)
        self.person = ChoiceField()
        self.name, self.number = NameField(required=True), NameField(most=40)
        self.section, self.joined = ChoiceField(), ThaiDateField(today=today)
        self.phone, self.address = NameField(most=60), NameField(most=1_000)
        self.identity, self.born = NameField(most=40), ThaiDateField(today=today)
        self.household, self.occupation = NameField(most=200), NameField(most=200)
        self.heir, self.relation = NameField(most=200), NameField(most=100)
        self.consent = ThaiDateField(today=today)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme.line_height() * 3 + 20)
        self._fields = (
            *(self.name, self.number, self.section, self.joined, self.phone, self.address),
            *(self.identity, self.born, self.household, self.occupation, self.heir, self.relation),
            self.consent,
        )
        self._labels: list[Label] = []
        self._titles = [Label("", type="large", strong=True) for _number in range(3)]
        self._why = Label("", type="small", tone="soft", wrap=True)
        self._lay_out()
        self.clear_button.hide()
        self.person.committed.connect(self._on_person_chosen)
        self.name.changed.connect(self._on_name_changed)
        self.identity.changed.connect(self._on_id_changed)
        self.retranslate()

    def _lay_out(self) -> None:
        self._who = Form(1)
        self._labels.append(self._who.add("", self.person))
        first = Form(2)
        self._labels += [
            first.add("", self.name, span=2),
            *(first.add("", field) for field in (self.number, self.section, self.joined, self.phone)),
        ]
        beside = row(column(self._who, first, -1, spacing=theme.BETWEEN), self.photo, spacing=theme.AROUND)
        beside.setStretch(0, 1)
        private = Form(2)
        self._labels += [
            private.add("", self.address, span=2),
            *(
                private.add("", field)
                for field in (
                    *(self.identity, self.born, self.household, self.occupation, self.heir, self.relation),
                    self.consent,
                )
            ),
        ]
        tale = Form(1)
        self._labels.append(tale.add("", self.note))
        self.add(beside)
        parts: tuple[Form | Label, ...] = (private, tale, self._why)
        for title, part in zip(self._titles, parts, strict=True):
            self.add(line())
            self.add(title)
            self.add(part)
        self.fields.addStretch(1)

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Change a member") if self._known else _("Enrol a member"))
        self._say_save()
        texts = (
            _("Somebody who is in the book already (else leave empty)"),
            _("Name and surname"),
            _("Member number (empty: the next one)"),
            _("Section"),
            _("Joined on"),
            _("Telephone"),
            _("Address"),
            _("National id"),
            _("Born on"),
            _("Household"),
            _("Occupation"),
            _("Heir"),
            _("The heir is her"),
            _("Agreed on"),
            _("Note"),
        )
        fields = (
            *(self.person, self.name, self.number, self.section, self.joined, self.phone, self.address),
            *(self.identity, self.born, self.household, self.occupation, self.heir, self.relation),
            *(self.consent, self.note),
        )
        for label, field, text in zip(self._labels, fields, texts, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        for title, text in zip(
            self._titles,
            (_("Personal data"), _("Notes"), _("Why this is kept, and how long")),
            strict=True,
        ):
            title.setText(text)
        self._why.setText("\n".join(f"• {_(what)}: {_(why)} ({_(until)})" for what, why, until in PURPOSES))
        for day in (self.joined, self.born, self.consent):
            day.retranslate()
        self.photo.retranslate()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self._lists = lists
        self.section.set_choices([Choice(each.id, each.name) for each in lists.sections])
        self.person.set_choices([Choice(each.uid, each.name, also=each.code) for each in lists.others])

    def show_member(self, filled: Filled) -> None:
        """A member who is there, or an empty form."""
        self._uid, self._known = filled.uid or new_uid(), filled.uid is not None
        self._before, self._as_typed = filled.data, False
        self.set_busy(False)
        self.say("")
        self.person.set_value(None)
        for label_or_field in (self._labels[0], self.person):
            label_or_field.setVisible(not self._known and bool(self._lists.others))
        data = filled.data or MemberData(PartyData(""))
        self._show_party(data.party)
        values = (
            *(data.number, data.joined_on, grouped_id(data.national_id), data.born_on, data.household),
            *(data.occupation, data.heir, data.heir_relation, data.consent_on),
        )
        fields = (
            *(self.number, self.joined, self.identity, self.born, self.household),
            *(self.occupation, self.heir, self.relation, self.consent),
        )
        for field, value in zip(fields, values, strict=True):
            field.set_value(value or None)
        self.number.edit.setPlaceholderText("" if self._known else filled.number)
        self.note.setPlainText(data.note)
        self.photo.set_photo(filled.thumbnail, data.party.name)
        self.retranslate()
        self.name.edit.setFocus()

    def show_error(self, error: SamutError) -> None:
        """An id that does not fit is kept at the second press."""
        super().show_error(error)
        if isinstance(error, OddNationalIdError):
            self._as_typed = True
            self._say_save()

    def submit(self) -> None:
        """Check every field, then hand over the data."""
        if self.busy:
            return
        self.say("")
        if [field for field in reversed(self._fields) if not field.check()]:
            return
        section, person = self.section.key(), self.person.key()
        old = self._before.party if self._before is not None else self._chosen_party() or PartyData("")
        address = self.address.name()
        party = replace(
            old,
            name=self.name.name(),
            section_id=section if isinstance(section, int) else None,
            phone=self.phone.name(),
            address=old.address if address == " ".join(old.address.split()) else address,
        )
        data = MemberData(
            party,
            self.number.name(),
            self.identity.name(),
            self.born.date(),
            self.joined.date(),
            self.household.name(),
            self.occupation.name(),
            self.heir.name(),
            self.relation.name(),
            self.consent.date(),
            self.note.toPlainText(),
        )
        self.set_busy(True)
        chosen = person if isinstance(person, bytes) and not self._known else None
        self.submitted.emit(data, self.photo.photo(), self._uid, self._known, chosen, self._as_typed)

    def _show_party(self, party: PartyData) -> None:
        values = (party.name, party.section_id, party.phone, " ".join(party.address.split()))
        for field, value in zip((self.name, self.section, self.phone, self.address), values, strict=True):
            field.set_value(value or None)

    def _chosen_party(self) -> PartyData | None:
        key = self.person.key()
        return next((each.data for each in self._lists.others if each.uid == key), None)

    def _say_save(self) -> None:
        if self._as_typed:
            self.save_button.set_text(_("Keep this id all the same"))
        else:
            self.save_button.set_text(_("Save the member") if self._known else _("Enrol"))

    @Slot(object)
    def _on_person_chosen(self, _key: object) -> None:
        party = self._chosen_party()
        if party is not None:
            self._show_party(party)
            self.photo.set_name(party.name)

    @Slot(object)
    def _on_name_changed(self, _value: object) -> None:
        self.photo.set_name(self.name.name())

    @Slot(object)
    def _on_id_changed(self, _value: object) -> None:
        if self._as_typed:
            self._as_typed = False
            self._say_save()
