"""The form of a meeting: what, when, where, and who leads it."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.meeting import MEETING_WORDS, MeetingData, MeetingKind
from app.domain.member import MemberRole
from app.i18n import _
from app.queries.meetings import Meeting
from app.thai.dates import today
from ui.pages.meetings.work import Lists
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, TypedField
from ui.widgets.flowing_form import FlowingForm
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label


class MeetingForm(FormPage):
    """Fills in a ``MeetingData``; ``submitted`` gives (data, uid, whether it is known)."""

    submitted = Signal(object, object, object)

    def __init__(self, today: Callable[[], dt.date] = today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._uid = new_uid()
        self._old: Meeting | None = None
        self._lists = Lists()
        self.kind = SimpleChoice(required=True)
        self.number, self.title_field = NameField(most=40), NameField(required=True, most=300)
        self.day = ThaiDateField(required=True, today=today)
        self.starts, self.ends = NameField(most=10, placeholder="9:00"), NameField(most=10)
        self.place, self.note = NameField(most=300), NameField(most=2000)
        self.section, self.project = ChoiceField(), ChoiceField()
        self.chair, self.secretary = ChoiceField(), ChoiceField()
        self._fields = (
            *(self.kind, self.number, self.title_field, self.day, self.starts, self.ends),
            *(self.place, self.section, self.project, self.chair, self.secretary, self.note),
        )
        self._form = FlowingForm(self._fields)
        self.hint = Label("", tone="soft", wrap=True)
        self.add(self._form)
        self.add(self.hint)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.kind.committed.connect(self._on_kind_chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Change the meeting") if self._old else _("New meeting"))
        self.save_button.set_text(_("Save the meeting"))
        chosen = self.kind.key()
        self.kind.set_choices([Choice(each, _(words)) for each, words in MEETING_WORDS.items()])
        self.kind.set_value(chosen or MeetingKind.YEARLY)
        self.day.retranslate()
        self._form.set_texts(
            (
                _("What kind of meeting"),
                _("Number, like 1/2569"),
                _("Name of the meeting"),
                _("Day"),
                _("Starts at"),
                _("Ends at"),
                _("Where it is held"),
                _("Section (empty: the whole group)"),
                _("Project"),
                _("Chair"),
                _("Secretary"),
                _("Note"),
            )
        )
        self.hint.setText(
            "" if self._old else _("The usual agenda is put in; you can change it after saving.")
        )
        self._show()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self._lists = lists
        people = [Choice(row.uid, row.name, also=row.code) for row in lists.people]
        for field in (self.chair, self.secretary):
            field.set_choices(people)
        self.section.set_choices([Choice(row.uid, row.name) for row in lists.sections])
        self.project.set_choices([Choice(row.uid, row.name) for row in lists.projects])

    def show_meeting(self, meeting: Meeting | None) -> None:
        """A meeting that is there, or an empty form."""
        self._old = meeting
        self._uid = meeting.uid if meeting is not None else new_uid()
        self.set_busy(False)
        self.say("")
        for field in self._fields:
            field.set_value(None)
        if meeting is None:
            self.kind.set_value(MeetingKind.YEARLY)
            self.day.set_value(self._today())
            self.chair.set_value(self._lists.officer(MemberRole.CHAIR))
            self.secretary.set_value(self._lists.officer(MemberRole.SECRETARY))
            self._propose()
        else:
            self.kind.set_value(meeting.kind)
            self.day.set_value(meeting.on)
            self.chair.set_value(meeting.chair_uid)
            self.secretary.set_value(meeting.secretary_uid)
            self._offer_section(meeting)
            self.section.set_value(meeting.section_uid)
            self.project.set_value(meeting.project_uid)
            for field, text in (
                (self.number, meeting.number),
                (self.title_field, meeting.title),
                (self.starts, meeting.starts_at),
                (self.ends, meeting.ends_at),
                (self.place, meeting.place),
                (self.note, " ".join(meeting.note.split())),
            ):
                field.set_value(text or None)
        self.retranslate()
        (self.day if meeting is None else self.title_field).edit.setFocus()

    def submit(self) -> None:
        """Check every field, then hand over the meeting."""
        kind, day = self.kind.key(), self.day.value()
        if self.busy or [field for field in reversed(self._fields) if not field.check()]:
            return
        assert isinstance(kind, MeetingKind)
        assert isinstance(day, dt.date)
        self.say("")
        old_note = self._old.note if self._old is not None else ""
        note = self.note.name()
        data = MeetingData(
            kind,
            self.title_field.name(),
            day,
            self.number.name(),
            self.starts.name(),
            self.ends.name(),
            self.place.name(),
            _uid(self.section) if self._may_be_of_a_section(kind) else self._unseen_section(kind),
            _uid(self.project) if kind in (MeetingKind.ACTIVITY, MeetingKind.EXTRA) else None,
            _uid(self.chair),
            _uid(self.secretary),
            self._old.is_held if self._old is not None else False,
            old_note if " ".join(old_note.split()) == note else note,
        )
        self.set_busy(True)
        self.submitted.emit(data, self._uid, self._old is not None)

    @Slot(object)
    def _on_kind_chosen(self, _key: object) -> None:
        if self._old is None:
            self._propose()
        self._show()

    def _propose(self) -> None:
        kind = self.kind.key()
        if isinstance(kind, MeetingKind):
            self.title_field.set_value(_(MEETING_WORDS[kind]))
            self.number.set_value(self._lists.numbers.get(kind))

    def _may_be_of_a_section(self, kind: object) -> bool:
        """The yearly meeting and the committee are everybody's, once the group has sections at all."""
        return kind not in (MeetingKind.YEARLY, MeetingKind.COMMITTEE) and bool(self.section.model.choices())

    def _unseen_section(self, kind: MeetingKind) -> bytes | None:
        """What stays while nobody could see it."""
        return self._old.section_uid if self._old is not None and self._old.kind is kind else None

    def _offer_section(self, meeting: Meeting) -> None:
        """A section that was put aside stays to be chosen for a meeting that was its own."""
        uid, choices = meeting.section_uid, self.section.model.choices()
        if uid is not None and all(each.key != uid for each in choices):
            self.section.set_choices([*choices, Choice(uid, meeting.section)])

    def _show(self) -> None:
        kind = self.kind.key()
        hidden: dict[TypedField, bool] = {
            self.project: kind not in (MeetingKind.ACTIVITY, MeetingKind.EXTRA),
            self.section: not self._may_be_of_a_section(kind),
        }
        self._form.show_fields(not hidden.get(field, False) for field in self._fields)


def _uid(field: ChoiceField) -> bytes | None:
    key = field.key()
    return key if isinstance(key, bytes) else None
