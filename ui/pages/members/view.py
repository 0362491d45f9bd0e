"""The register of members, one member's card at the right, and the forms of what happens to members."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.member import MemberData, RoleData
from app.domain.session import Permission
from app.domain.work_log import WorkDraft
from app.i18n import _
from app.queries.members import Standing
from app.queries.work_hours import LoggedLine
from app.services.members import leave, rejoin
from reports.member_register import NAME as REGISTER
from reports.member_statement import NAME as STATEMENT
from reports.model import Kind
from ui import formats, theme
from ui.chosen_photo import Photo
from ui.link_uid import uid_in
from ui.models.rows import Col
from ui.pages.members import work
from ui.pages.members.grids import HoursForm, SectionsForm
from ui.pages.members.member_form import MemberForm
from ui.pages.members.small_forms import LeaveForm, OfficeForm
from ui.pages.members.work import Card, MemberRow
from ui.widgets.arrange import Panel, column, row
from ui.widgets.choosing import Choice, SimpleChoice
from ui.widgets.labels import Label
from ui.widgets.list_panel import Empty, ListPanelPage
from ui.widgets.photo_box import PhotoView

EVERY, NONE = "", 0
ROOM_FOR_ALL = 860
"""Room above the list for chips, search and the filter by section."""
CHIPS: tuple[tuple[str, Callable[[], str]], ...] = (
    (Standing.ACTIVE.value, lambda: _("Members")),
    (work.OFFICERS, lambda: _("With an office")),
    (Standing.LEFT.value, lambda: _("No longer members")),
    (Standing.ALL.value, lambda: _("All")),
)


class MembersView(ListPanelPage[MemberRow]):
    """Who belongs to the group."""

    name = "members"
    icon = "users"
    listens = Changes.PARTIES | Changes.GROUP | Changes.SETTINGS | Changes.PRODUCTION
    lists_listen = listens
    panel_width = 520
    narrow, tight = 700, 680
    less = (3, 4)
    """Offices and the day of joining."""

    # ---- what the frame asks

    def columns(self) -> Sequence[Col[MemberRow]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Number"), lambda each: each.member.number, weight=2, tone=_tone),
            Col(lambda: _("Name"), lambda each: each.member.name, weight=5, tone=_tone, private=True),
            Col(lambda: _("Section"), lambda each: each.member.section, weight=4),
            Col(lambda: _("Office"), lambda each: each.offices, weight=4),
            Col(lambda: _("Joined on"), lambda each: each.member.joined_on, Kind.DATE, weight=3),
        ]

    def make_panel(self) -> Panel:
        """The photo above what the register keeps."""
        panel = Panel("", width=self.panel_width)
        self.photo = PhotoView()
        self.about = Label("", tone="soft", wrap=True)
        head = row(self.photo, column(self.about, -1), spacing=theme.BETWEEN)
        head.setStretch(1, 1)
        panel.add(head)
        panel.add(self.sheet, 1)
        return panel

    def build(self) -> None:
        """Filters, figures, buttons and forms."""
        self._card: Card | None = None
        self._year = ""
        """The days of a statement, before the person's code."""
        may = self._session.may(Permission.EDIT_PARTIES)
        self.name_list(lambda: _("Members"), lambda: _("Search for a member"))
        self.add_chips(lambda: _("Which members"), CHIPS)
        self.section = SimpleChoice()
        self.section.setMinimumWidth(theme.px(170))
        self.section.committed.connect(self._on_section_chosen)
        self.list.add_filter(self.section)
        self.count = self.add_figure(lambda: _("Members"))
        self.came = self.add_figure(lambda: _("Joined this year"))
        self.hours = self.add_figure(lambda: _("Hours this year, paid"))
        self.given = self.add_figure(lambda: _("Hours this year, given"))
        self.hours_button = self.add_tool(lambda: _("Hours of a day"), "clock", self._begin_hours)
        self.sections_button = self.add_tool(lambda: _("Sections"), "network", self._begin_sections)
        self.register_button = self.add_tool(lambda: _("Register"), "file-text", self._on_register_clicked)
        self.hours_button.setEnabled(may)
        self.sections_button.setEnabled(self._session.may(Permission.EDIT_SETTINGS))
        self.add_new(lambda: _("Enrol a member"), self._begin_member, may=may)
        self._add_actions()
        self._add_forms()

    def _add_actions(self) -> None:
        may = self._session.may(Permission.EDIT_PARTIES)
        self.statement_button = self.add_action(
            lambda: _("Statement"), "file-text", self._on_statement_clicked, keys="Ctrl+E", primary=True
        )
        self.change_button = self.add_action(
            lambda: _("Edit details"), "pencil", self._begin_change, keys="F4", when=lambda _row: may
        )
        self.office_button = self.add_action(
            lambda: _("Office"), "landmark", self._begin_office, keys="Ctrl+O", when=_is_active_and(may)
        )
        self.leave_button = self.add_action(
            lambda: _("Leaves"), "log-out", self._begin_leaving, when=_is_active_and(may)
        )
        self.back_button = self.add_action(
            lambda: _("Comes back"),
            "user-plus",
            self._begin_coming_back,
            when=lambda each: may and each.member.left_on is not None,
        )

    def _add_forms(self) -> None:
        self.member_form = self.add_form(MemberForm(self._runner, self._today))
        self.hours_form = self.add_form(HoursForm(self._today))
        self.sections_form = self.add_form(SectionsForm())
        self.leave_form = self.add_form(LeaveForm(self._today), beside=True)
        self.office_form = self.add_form(OfficeForm(self._today), beside=True)
        self.member_form.submitted.connect(self._on_member_submitted)
        self.hours_form.submitted.connect(self._on_hours_submitted)
        self.hours_form.day_chosen.connect(self._on_day_chosen)
        self.sections_form.submitted.connect(self._on_sections_submitted)
        self.leave_form.submitted.connect(self._on_leave_submitted)
        self.office_form.submitted.connect(self._on_office_submitted)
        self.office_form.removed.connect(self._on_office_removed)

    def fit(self, room: int) -> None:
        """The filter by section goes first, unless it is in use; then the search makes room for it."""
        super().fit(room)
        is_wide, in_use = room >= theme.px(ROOM_FOR_ALL), self.section.key() not in (EVERY, None)
        self.section.setVisible(is_wide or in_use)
        if in_use and not is_wide:
            self.search.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self._show_sections(())
        super().retranslate()

    def job(self) -> Callable[[], work.Shown]:
        """The register as the filters say."""
        key = self.section.key()
        return partial(
            work.shown, self._today(), str(self.chips.key()), key if isinstance(key, int) else None
        )

    def take(self, found: work.Shown) -> Sequence[MemberRow]:
        """Show the figures; gives the members."""
        self._year = f"{found.first.isoformat()}:{found.last.isoformat()}:"
        self.count.set(formats.count(found.members))
        self.came.set(formats.count(found.came))
        self.hours.set(formats.quantity(found.hours_paid))
        self.given.set(formats.quantity(found.hours_free))
        return found.rows

    def lists_job(self) -> Callable[[], work.Lists]:
        """Sections, people, members."""
        return partial(work.lists, self._today())

    def take_lists(self, lists: work.Lists) -> None:
        """Give them to the forms."""
        for form in (self.member_form, self.hours_form, self.office_form):
            form.set_lists(lists)
        self._show_sections([Choice(each.id, each.name) for each in lists.sections])

    def row_title(self, row: MemberRow) -> str:
        """Her name."""
        return row.member.name

    def details(self, row: MemberRow) -> Callable[[], Any]:
        """What the register keeps about her."""
        return partial(work.card, row.uid, self._today())

    def show_details(self, row: MemberRow, found: Any) -> None:
        """Her picture, and her card."""
        self._card = found if isinstance(found, Card) else None
        if self._card is None:
            return
        self.photo.show_photo(self._card.thumbnail, row.member.name)
        words = [_("member {number}").format(number=row.member.number), row.member.section, row.offices]
        self.about.setText("\n".join(each for each in words if each))
        super().show_details(row, self._card.report)

    def empty_words(self) -> Empty:
        """What will stand here."""
        if self.chips.key() != Standing.ACTIVE.value or self.section.key():
            return Empty(_("Nobody stands here."))
        return Empty(
            _("Who belongs to the group stands here, with sections, offices and hours."),
            _("Enrol a member"),
            _("A list from a spreadsheet is taken in under Books, Take in lists."),
        )

    def open(self, argument: str) -> None:
        """``new``, ``hours``, ``sections``, or a member's uid in hexadecimal figures."""
        if argument == "new":
            self.begin()
        elif argument == "hours" and self.hours_button.isEnabled():
            self._begin_hours()
        elif argument == "sections" and self.sections_button.isEnabled():
            self._begin_sections()
        elif (uid := uid_in(argument)) is not None:
            self.choose(uid)

    # ---- filters and papers

    def _show_sections(self, sections: Sequence[Choice]) -> None:
        kept = [each for each in self.section.model.choices() if each.key not in (EVERY, NONE)]
        chosen = self.section.key()
        self.section.setAccessibleName(_("Section"))
        self.section.set_choices(
            [
                Choice(EVERY, _("All sections")),
                *(sections or kept),
                Choice(NONE, _("Without a section")),
            ]
        )
        self.section.set_value(chosen if chosen is not None else EVERY)

    @Slot(object)
    def _on_section_chosen(self, _key: object) -> None:
        self.read()

    @Slot()
    def _on_register_clicked(self) -> None:
        self._go_to("reports", REGISTER)

    def _on_statement_clicked(self) -> None:
        if self._row is not None:
            self._go_to("reports", f"{STATEMENT}:{self._year}{self._row.member.code}")

    # ---- forms

    def _begin_member(self) -> None:
        self.act(partial(work.filled, None), self._on_filled)

    def _begin_change(self) -> None:
        if self._row is not None:
            self.act(partial(work.filled, self._row.uid), self._on_filled)

    def _on_filled(self, filled: work.Filled) -> None:
        self.show_form(self.member_form)
        self.member_form.show_member(filled)

    def _begin_office(self) -> None:
        if self._row is not None and self._card is not None:
            self.show_form(self.office_form)
            self.office_form.show_person(self._row.member.name, self._card.offices)

    def _begin_leaving(self) -> None:
        self._begin_leave_form(comes_back=False)

    def _begin_coming_back(self) -> None:
        self._begin_leave_form(comes_back=True)

    def _begin_leave_form(self, *, comes_back: bool) -> None:
        if self._row is not None:
            self.show_form(self.leave_form)
            self.leave_form.show_name(self._row.member.name, comes_back=comes_back)

    @Slot()
    def _begin_hours(self) -> None:
        self.show_form(self.hours_form)
        self.hours_form.begin()

    @Slot()
    def _begin_sections(self) -> None:
        self.act(partial(work.all_units, self._today()), self._on_units)

    def _on_units(self, units: Any) -> None:
        self.show_form(self.sections_form)
        self.sections_form.show_units(units)

    @Slot(object)
    def _on_day_chosen(self, day: object) -> None:
        assert isinstance(day, dt.date)
        self.act(partial(work.day_of_work, day), partial(self._on_day_read, day))

    def _on_day_read(self, day: dt.date, logged: Sequence[LoggedLine]) -> None:
        self.hours_form.show_day(day, logged)

    @Slot(object, object, object, object, object, object)
    def _on_member_submitted(
        self, data: object, photo: object, uid: object, known: object, person: object, as_typed: object
    ) -> None:
        assert isinstance(data, MemberData)
        assert isinstance(uid, bytes)
        job = partial(
            work.save,
            self._session,
            data,
            photo if isinstance(photo, Photo) else None,
            uid=uid,
            known=bool(known),
            party_uid=person if isinstance(person, bytes) else None,
            today=self._today(),
            as_typed=bool(as_typed),
        )
        self.wait_for(person if isinstance(person, bytes) else uid)
        self.save(self.member_form, job, _("Saved: {name}.").format(name=data.party.name))

    @Slot(object, object, object)
    def _on_leave_submitted(self, day: object, reason: object, anyway: object) -> None:
        assert isinstance(day, dt.date)
        if self._row is None:
            return
        who, today = self._row.uid, self._today()
        if self.leave_form.comes_back:
            self.save(self.leave_form, partial(rejoin, self._session, who, on=day, today=today))
            return
        job = partial(leave, self._session, who, on=day, today=today, reason=str(reason), anyway=bool(anyway))
        self.save(self.leave_form, job)

    @Slot(object, object, object)
    def _on_office_submitted(self, data: object, uid: object, known: object) -> None:
        assert isinstance(data, RoleData)
        assert isinstance(uid, bytes)
        if self._row is not None:
            job = partial(work.save_office, self._session, self._row.uid, data, uid=uid, known=bool(known))
            self.save(self.office_form, job)

    @Slot(object)
    def _on_office_removed(self, uid: object) -> None:
        assert isinstance(uid, bytes)
        self.save(self.office_form, partial(work.take_office, self._session, uid), _("Taken out."))

    @Slot(object, object)
    def _on_hours_submitted(self, draft: object, gone: object) -> None:
        assert isinstance(draft, WorkDraft)
        assert isinstance(gone, tuple)
        job = partial(work.save_hours, self._session, draft, gone, today=self._today())
        self.save(self.hours_form, job)

    @Slot(object)
    def _on_sections_submitted(self, wanted: object) -> None:
        assert isinstance(wanted, tuple)
        self.save(self.sections_form, partial(work.save_units, self._session, wanted))


def _tone(each: MemberRow) -> str:
    return "" if each.is_active else "ink-soft"


def _is_active_and(may: bool) -> Callable[[MemberRow], bool]:
    return lambda each: may and each.member.left_on is None
