"""Meetings with one's agenda and resolutions at the right; planning, minutes, who came, papers."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.meeting import MEETING_WORDS, MeetingData
from app.domain.session import Permission
from app.i18n import _
from app.queries.attachments import AttachmentOwner
from app.queries.meetings import Meeting
from app.services.meetings import mark_held, remove_meeting, set_attendance, set_items
from reports.meeting_pack import NAME as BOOKLET
from reports.meeting_papers import AGENDA, ATTENDANCE, MINUTES, full_title
from reports.model import Kind
from ui.attached_pictures import KeptPicture, PictureChanges, add_picture, read_pictures, save_pictures
from ui.link_uid import uid_in
from ui.models.rows import Col
from ui.pages.meetings import work
from ui.pages.meetings.agenda_form import AgendaForm
from ui.pages.meetings.attendance_form import AttendanceForm
from ui.pages.meetings.meeting_form import MeetingForm
from ui.widgets.list_panel import Empty, ListPanelPage
from ui.widgets.pictures_form import PicturesForm

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
        self.pictures_form = self.add_form(PicturesForm())
        self.form.submitted.connect(self._on_submitted)
        self.agenda_form.submitted.connect(self._on_items_submitted)
        self.came_form.submitted.connect(self._on_lines_submitted)
        self.pictures_form.submitted.connect(self._on_pictures_submitted)
        self.pictures_form.added.connect(self._on_picture_added)
        for words, icon, slot in (
            (lambda: _("Invitation to a meeting"), "send", self._on_agenda_paper),
            (lambda: _("Attendance of a meeting"), "clipboard-check", self._on_attendance_paper),
            (lambda: _("Minutes of a meeting"), "file-text", self._on_minutes_paper),
        ):
            self.add_tool(words, icon, slot)
        self.picture_button = self.add_action(
            lambda: _("Pictures"), "image", self._begin_pictures, keys="Ctrl+I", when=lambda _each: may
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
            meeting = self._row
            held = partial(mark_held, self._session, meeting.uid, is_held=True)
            self.act(held, partial(self._on_marked_held, meeting))

    def _on_marked_held(self, meeting: Meeting, _saved: object) -> None:
        self._messages.done(
            _("{meeting} was held.").format(meeting=full_title(meeting)),
            _("It was not held"),
            partial(self._take_held_back, meeting.uid),
        )

    def _take_held_back(self, uid: bytes) -> None:
        self.act(partial(mark_held, self._session, uid, is_held=False))

    def _begin_pictures(self) -> None:
        if self._row is not None:
            self._read_pictures(self._row.uid)

    def _read_pictures(self, uid: bytes) -> None:
        self.act(partial(read_pictures, AttachmentOwner.MEETING, uid), partial(self._on_pictures_read, uid))

    def _on_pictures_read(self, uid: bytes, kept: tuple[KeptPicture, ...]) -> None:
        row = next((each for each in self._meetings if each.uid == uid), None)
        if row is not None:
            self.show_form(self.pictures_form)
            self.pictures_form.show_pictures(uid, full_title(row), kept)

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

    @Slot(object, object)
    def _on_pictures_submitted(self, _uid: object, changes: object) -> None:
        assert isinstance(changes, PictureChanges)
        self.save(self.pictures_form, partial(save_pictures, self._session, AttachmentOwner.MEETING, changes))

    @Slot(object, object)
    def _on_picture_added(self, uid: object, path: object) -> None:
        assert isinstance(uid, bytes)
        assert isinstance(path, Path)
        job = partial(add_picture, self._session, AttachmentOwner.MEETING, owner_uid=uid, path=path)
        self.act(job, partial(self._on_picture_kept, uid))

    def _on_picture_kept(self, uid: bytes, _saved: object) -> None:
        self._read_pictures(uid)


def _stands_under(meeting: Meeting, part: str) -> bool:
    return part == "all" or meeting.is_held == (part == "held")


def _came(meeting: Meeting) -> str:
    return f"{meeting.came}/{meeting.called}" if meeting.called else ""


def _tone(meeting: Meeting) -> str:
    return "ink-soft" if meeting.is_held else ""
