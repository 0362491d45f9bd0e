"""Forms with lines: the hours of a day for many people at once, and the sections of the group."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.document import new_uid
from app.domain.work_log import WorkDraft, Worked, WorkLine
from app.i18n import _, ngettext
from app.queries.members import Member, Unit
from app.queries.work_hours import LoggedLine
from ui import formats
from ui.pages.members.work import Lists
from ui.widgets.arrange import Form
from ui.widgets.basics import Button
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.fields import NameField, QuantityField
from ui.widgets.form_page import FormPage
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable

GIVEN, PAID = "given", "paid"
IN_USE, ASIDE = "in_use", "aside"


class HoursLine(Line):
    """Hours of one person."""

    def __init__(self, people: Sequence[Choice]) -> None:
        self.uid: bytes | None = None
        self.person = ChoiceField(choices=people, required=True)
        self.hours = QuantityField(required=True)
        self.kind, self.what = SimpleChoice(), NameField(most=300)
        self.kind.set_choices([Choice(GIVEN, _("Work that was given")), Choice(PAID, _("Paid work"))])
        self.kind.set_value(GIVEN)
        super().__init__(self.person, self.hours, self.kind, self.what)

    def is_empty(self) -> bool:
        """A line of somebody without hours says that she did not work."""
        return self.hours.is_empty() and (self.uid is not None or self.what.is_empty())


class HoursLines(LineTable[HoursLine]):
    """Who worked how long."""

    columns = (
        LineColumn(lambda: _("Member"), 5),
        LineColumn(lambda: _("Hours"), 2, right=True),
        LineColumn(lambda: _("Paid or given"), 3),
        LineColumn(lambda: _("What she did, where it differs"), 5),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self._people: list[Choice] = []
        super().__init__(parent)

    def make(self) -> HoursLine:
        """An empty line."""
        return HoursLine(self._people)

    def set_people(self, people: Sequence[Member]) -> None:
        """Who can be chosen."""
        self._people = [Choice(each.uid, each.name, also=each.number) for each in people]
        for each in self.lines:
            each.person.set_choices(self._people)

    def show_logged(self, logged: Sequence[LoggedLine]) -> None:
        """What is entered already, and an empty line."""
        known = {choice.key for choice in self._people}
        away = [Choice(each.party_uid, each.name) for each in logged if each.party_uid not in known]
        for each, found in zip(self.set_count(len(logged)), logged, strict=True):
            each.uid = found.uid
            each.person.set_choices([*self._people, *away])
            each.person.set_value(found.party_uid)
            each.hours.set_value(found.hours_milli)
            each.kind.set_value(PAID if found.is_paid else GIVEN)
            each.what.set_value(found.what or None)
        self.new_line()
        self.changed.emit()

    def add_people(self, people: Sequence[Member]) -> None:
        """A line for each who has none yet."""
        there = {each.person.key() for each in self.lines}
        for each in [each for each in self.lines if each.person.is_empty() and each.is_empty()]:
            self._drop(each)
        for member in [member for member in people if member.uid not in there]:
            self.new_line().person.set_value(member.uid)
        self._fill_up()
        self.changed.emit()

    def worked(self) -> Worked:
        """What the lines come to."""
        total = Worked()
        for each in self.begun():
            hours = each.hours.number_or_zero()
            total += Worked(hours, 0) if each.kind.key() == PAID else Worked(0, hours)
        return total


class HoursForm(FormPage):
    """A day's hours; ``submitted`` gives (draft, uids of removed lines), ``day_chosen`` the day to read."""

    submitted = Signal(object, object)
    day_chosen = Signal(object)

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today, self._uid = today, new_uid()
        self._lists = Lists()
        self._logged: Sequence[LoggedLine] = ()
        self.day = ThaiDateField(required=True, today=today)
        self.what, self.section = NameField(most=300), ChoiceField()
        self.lines = HoursLines()
        self.all_button = Button("", self._on_all_clicked, icon="users")
        self.hint = Label("", tone="soft", wrap=True)
        form = Form(3)
        self._labels = [form.add("", field) for field in (self.day, self.what, self.section)]
        self.add(form)
        self.add(self.lines)
        self.add(self.hint)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.foot.insertWidget(0, self.all_button)
        self.day.changed.connect(self._on_day_changed)
        self.lines.changed.connect(self._on_lines_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Hours of a day"))
        self.save_button.set_text(_("Save the hours"))
        self.all_button.set_text(_("Everybody of the section"))
        texts = (_("Day"), _("What was done"), _("Section"))
        for label, field, text in zip(self._labels, (self.day, self.what, self.section), texts, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.hint.setText(
            _(
                "Work in batches counts already; here comes what was done besides: cleaning, the stall, "
                "meetings. Given hours cost nothing in the books; they count when profit is shared by hours."
            )
        )
        self.day.retranslate()
        self.lines.retranslate()
        self._show_sum()

    def set_lists(self, lists: Lists) -> None:
        """What can be chosen."""
        self._lists = lists
        self.section.set_choices([Choice(each.id, each.name) for each in lists.sections])
        self.lines.set_people(lists.members)

    def begin(self) -> None:
        """An empty form for today; the page reads what is entered already."""
        self._uid, self._logged = new_uid(), ()
        self.set_busy(False)
        self.say("")
        self.what.set_value(None)
        self.section.set_value(None)
        self.lines.show_logged(())
        self.day.set_value(self._today())
        self.day_chosen.emit(self._today())
        self.what.edit.setFocus()

    def show_day(self, day: dt.date, logged: Sequence[LoggedLine]) -> None:
        """What is entered already for the day, if it is still the one."""
        if self.day.date() != day or (self.lines.begun() and not self._logged):
            return  # typed meanwhile: new lines are added to what is there
        self._logged = logged
        self.lines.show_logged(logged)

    def submit(self) -> None:
        """Check every line, then hand over the day."""
        if self.busy:
            return
        self.say("")
        lines_right = self.lines.check() if self.lines.begun() or not self._logged else True
        if not self.day.check() or not lines_right:
            return
        day, section = self.day.date(), self.section.key()
        if day is None:
            return
        lines = tuple(
            WorkLine(
                key,
                each.hours.number_or_zero(),
                is_paid=each.kind.key() == PAID,
                what=each.what.name(),
                uid=each.uid,
            )
            for each in self.lines.begun()
            if isinstance(key := each.person.key(), bytes)
        )
        kept = {each.uid for each in lines}
        gone = tuple(each.uid for each in self._logged if each.uid not in kept)
        section_id = section if isinstance(section, int) else None
        self.set_busy(True)
        self.submitted.emit(WorkDraft(self._uid, day, lines, self.what.name(), section_id), gone)

    def _show_sum(self) -> None:
        worked = self.lines.worked()
        self.lines.show_sum(
            _("{paid} paid, {free} given").format(
                paid=formats.quantity(worked.paid), free=formats.quantity(worked.free)
            )
        )

    @Slot(object)
    def _on_day_changed(self, day: object) -> None:
        if isinstance(day, dt.date):
            if self._logged:
                self._logged = ()
                self.lines.show_logged(())
            self.day_chosen.emit(day)

    @Slot()
    def _on_lines_changed(self) -> None:
        self._show_sum()

    @Slot()
    def _on_all_clicked(self) -> None:
        section = self.section.key()
        self.lines.add_people(
            [each for each in self._lists.members if section is None or each.section_id == section]
        )


class SectionLine(Line):
    """One section: its name, whether it is in use, and who belongs to it."""

    def __init__(self) -> None:
        self.id: int | None = None
        self.name, self.state = NameField(required=True, most=200), SimpleChoice()
        self.state.set_choices([Choice(IN_USE, _("In use")), Choice(ASIDE, _("Put aside"))])
        self.state.set_value(IN_USE)
        self.members, self.head = Label("", tone="soft"), Label("", tone="soft", elide=True)
        super().__init__(self.name, self.state, self.members, self.head)


class SectionLines(LineTable[SectionLine]):
    """The sections of the group."""

    columns = (
        LineColumn(lambda: _("Name of the section"), 5),
        LineColumn(lambda: _("In use"), 3),
        LineColumn(lambda: _("Members"), 2),
        LineColumn(lambda: _("Head of a section"), 4),
    )

    def make(self) -> SectionLine:
        """An empty line."""
        return SectionLine()

    def add_words(self) -> str:
        """What the button for one more says."""
        return _("One more section")

    def show_units(self, units: Sequence[Unit]) -> None:
        """The sections as they are; what is in the book is put aside, never removed."""
        for each, unit in zip(self.set_count(len(units)), units, strict=True):
            each.id = unit.id
            each.name.set_value(unit.name)
            each.state.set_value(IN_USE if unit.active else ASIDE)
            words = ngettext("{count} person", "{count} people", unit.members)
            each.members.setText(words.format(count=unit.members))
            each.head.setText(unit.head)
            each.remove.hide()
        self._fill_up()


class SectionsForm(FormPage):
    """The sections; ``submitted`` gives (local id or None, name, whether it is in use) for each."""

    submitted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = SectionLines()
        self.hint = Label("", tone="soft", wrap=True)
        self.add(self.lines)
        self.add(self.hint)
        self.fields.addStretch(1)
        self.clear_button.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.retranslate_frame()
        self.title.setText(_("Sections of the group"))
        self.save_button.set_text(_("Save the sections"))
        self.hint.setText(_("Who heads a section is entered as an office of that member."))
        self.lines.retranslate()

    def show_units(self, units: Sequence[Unit]) -> None:
        """The sections as they are."""
        self.set_busy(False)
        self.say("")
        self.lines.show_units(units)
        self.lines.lines[0].name.edit.setFocus()

    def submit(self) -> None:
        """Check every name, then hand over."""
        if self.busy or not self.lines.check():
            return
        self.say("")
        self.set_busy(True)
        self.submitted.emit(
            tuple((each.id, each.name.name(), each.state.key() == IN_USE) for each in self.lines.begun())
        )
