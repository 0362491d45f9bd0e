"""Meetings with one's agenda and resolutions at the right; planning, minutes, who came, papers."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.meeting import MEETING_WORDS, MeetingData
from app.domain.session import Permission
from app.i18n import _
from app.queries.meetings import Meeting
from app.services.meetings import mark_held, remove_meeting, set_attendance, set_items
from reports.meeting_pack import NAME as BOOKLET
from reports.meeting_papers import AGENDA, ATTENDANCE, MINUTES, full_title
from reports.model import Kind
from ui.link_uid import uid_in
from ui.models.rows import Col
from ui.pages.meetings import work
from ui.pages.meetings.agenda_form import AgendaForm
from ui.pages.meetings.attendance_form import AttendanceForm
from ui.pages.meetings.meeting_form import MeetingForm
from ui.widgets.list_panel import Empty, ListPanelPage
from ui.widgets.photo_box import ask_file

PARTS = (
    ("all", lambda: _("All")),
    ("to_come", lambda: _("To come")),
    ("held", lambda: _("Held")),
)


class MeetingsView(ListPanelPage[Meeting]):
    """Meetings of the group and activities of its projects."""

    name = "meetings"
    icon = "users"
    listens = Changes.GROUP | Changes.PARTIES
    lists_listen = listens
    panel_width = 480
    narrow = 680
    less = (2, 4)
    """Kind, and how many resolutions."""

    def columns(self) -> Sequence[Col[Meeting]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Day"), lambda each: each.on, Kind.DATE, weight=3),
            Col(lambda: _("Meeting"), full_title, weight=7, tone=_tone),
            Col(lambda: _("Kind"), lambda each: _(MEETING_WORDS[each.kind]), weight=5),
            Col(lambda: _("Attendance"), _came, weight=3, key="came"),
            Col(lambda: _("Resolutions"), lambda each: each.resolutions or None, Kind.COUNT, weight=2),
        ]

    def build(self) -> None:
        """Filters, buttons and forms."""
        self._meetings: tuple[Meeting, ...] = ()
        may = self._session.may(Permission.EDIT_MEETINGS)
        self.name_list(lambda: _("Meetings"), lambda: _("Search for a meeting"))
        self.add_chips(lambda: _("Which meetings"), PARTS, _stands_under)
        self.booklet_button = self.add_tool(
            lambda: _("Booklet of the yearly meeting"), "book-open", self._on_booklet_clicked
        )
        self.add_new(lambda: _("New meeting"), self._begin_meeting, may=may)
        self.minutes_button = self.add_action(
            lambda: _("Agenda and minutes"),
            "notebook-pen",
            self._begin_minutes,
            keys="Ctrl+E",
            primary=True,
            when=lambda _each: may,
        )
        self.came_button = self.add_action(
            lambda: _("Who came"), "clipboard-check", self._begin_came, keys="Ctrl+T", when=lambda _each: may
        )
        self.change_button = self.add_action(
            lambda: _("Edit details"), "pencil", self._begin_change, keys="F4", when=lambda _each: may
        )
        self.held_button = self.add_action(
            lambda: _("Was held"), "check", self._on_held, when=lambda each: may and not each.is_held
        )
        self.form = self.add_form(MeetingForm(self._today))
        self.agenda_form = self.add_form(AgendaForm())
        self.came_form = self.add_form(AttendanceForm())
        self.form.submitted.connect(self._on_submitted)
        self.agenda_form.submitted.connect(self._on_items_submitted)
        self.came_form.submitted.connect(self._on_lines_submitted)
        for words, icon, slot in (
            (lambda: _("Invitation to a meeting"), "send", self._on_agenda_paper),
            (lambda: _("Attendance of a meeting"), "clipboard-check", self._on_attendance_paper),
            (lambda: _("Minutes of a meeting"), "file-text", self._on_minutes_paper),
        ):
            self.add_tool(words, icon, slot)
        self.picture_button = self.add_action(
            lambda: _("Add a picture"), "image-plus", self._add_picture, when=lambda _each: may
        )
        self.remove_button = self.add_action(
            lambda: _("Remove"),
            "trash-2",
            self._on_remove_clicked,
            when=lambda each: may and not each.is_held and not each.resolutions,
        )

    def job(self) -> Callable[[], tuple[Meeting, ...]]:
        """The meetings."""
        return work.shown

    def take(self, found: tuple[Meeting, ...]) -> Sequence[Meeting]:
        """Keep them for the papers."""
        self._meetings = found
        return found

    def lists_job(self) -> Callable[[], work.Lists]:
        """People, projects, numbers."""
        return partial(work.lists, self._today())

    def take_lists(self, lists: work.Lists) -> None:
        """Give them to the form."""
        self.form.set_lists(lists)

    def row_title(self, row: Meeting) -> str:
        """Which meeting."""
        return full_title(row)

    def details(self, row: Meeting) -> Callable[[], Any]:
        """Its agenda and resolutions."""
        return partial(work.card, row)

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(
            _("Meetings of the group stand here, with who came and what was resolved."),
            _("Plan a meeting"),
            _(
                "Plan the yearly meeting, print the invitation and the list to sign, write the minutes, and "
                "print the year as one booklet."
            ),
        )

    def open(self, argument: str) -> None:
        """``new``, or a meeting's uid in hexadecimal."""
        if argument == "new":
            self.begin()
        elif (uid := uid_in(argument)) is not None:
            self.choose(uid)

    # ---- papers

    @Slot()
    def _on_booklet_clicked(self) -> None:
        self._go_to("reports", BOOKLET)

    @Slot()
    def _on_agenda_paper(self) -> None:
        self._paper(AGENDA)

    @Slot()
    def _on_attendance_paper(self) -> None:
        self._paper(ATTENDANCE)

    @Slot()
    def _on_minutes_paper(self) -> None:
        self._paper(MINUTES)

    def _paper(self, name: str) -> None:
        row = self._row or (self._meetings[0] if self._meetings else None)
        if row is not None:
            self._go_to("reports", f"{name}:{work.paper_key(row, self._meetings)}")

    # ---- forms

    def _begin_meeting(self) -> None:
        self.show_form(self.form)
        self.form.show_meeting(None)

    def _begin_change(self) -> None:
        if self._row is not None:
            self.show_form(self.form)
            self.form.show_meeting(self._row)

    def _begin_minutes(self) -> None:
        if self._row is not None:
            self.act(partial(work.sheet, self._row), self._on_minutes_read)

    def _begin_came(self) -> None:
        if self._row is not None:
            self.act(partial(work.sheet, self._row), self._on_people_read)

    def _on_minutes_read(self, sheet: work.Sheet) -> None:
        self.show_form(self.agenda_form)
        self.agenda_form.show_items(sheet.meeting, sheet.items)

    def _on_people_read(self, sheet: work.Sheet) -> None:
        self.show_form(self.came_form)
        self.came_form.show_people(sheet.meeting, sheet.people)

    def _on_held(self) -> None:
        if self._row is not None:
            self.act(partial(mark_held, self._session, self._row.uid, is_held=True))

    def _add_picture(self) -> None:
        path = ask_file(self) if self._row is not None else None
        if path is not None and self._row is not None:
            self.act(partial(work.add_picture, self._session, self._row.uid, path))

    def _on_remove_clicked(self) -> None:
        if self._row is not None:
            self.act(partial(remove_meeting, self._session, self._row.uid))

    @Slot(object, object, object)
    def _on_submitted(self, data: object, uid: object, known: object) -> None:
        assert isinstance(data, MeetingData)
        assert isinstance(uid, bytes)
        self.wait_for(uid)
        self.save(self.form, partial(work.save, self._session, data, uid=uid, known=bool(known)))

    @Slot(object, object)
    def _on_items_submitted(self, uid: object, items: object) -> None:
        assert isinstance(uid, bytes)
        assert isinstance(items, tuple)
        self.save(self.agenda_form, partial(set_items, self._session, uid, items=items))

    @Slot(object, object)
    def _on_lines_submitted(self, uid: object, lines: object) -> None:
        assert isinstance(uid, bytes)
        assert isinstance(lines, tuple)
        self.save(self.came_form, partial(set_attendance, self._session, uid, lines=lines))


def _stands_under(meeting: Meeting, part: str) -> bool:
    return part == "all" or meeting.is_held == (part == "held")


def _came(meeting: Meeting) -> str:
    return f"{meeting.came}/{meeting.called}" if meeting.called else ""


def _tone(meeting: Meeting) -> str:
    return "ink-soft" if meeting.is_held else ""
