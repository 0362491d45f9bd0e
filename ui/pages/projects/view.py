"""The funded projects with their budget, spending and money, one of them at the right."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from app.changes import Changes
from app.domain.distribution import FundDraft
from app.domain.document import new_uid
from app.domain.project import ProjectData, ProjectMoneyDraft
from app.domain.session import Permission
from app.i18n import _
from app.queries.attachments import AttachmentOwner
from app.queries.projects import Project, ProjectState
from app.services.project_money import recognise_all, take_money_over
from app.services.projects import close_project, reopen_project
from app.services.records import Saved
from app.services.unit_of_work import Posted
from reports import voucher
from reports.model import Kind, Link
from reports.project import LIST, NAME
from ui import formats
from ui.attached_pictures import KeptPicture, PictureChanges, add_picture, read_pictures, save_pictures
from ui.models.rows import Col
from ui.page import Shortcut
from ui.pages.projects import work
from ui.pages.projects.forms import MoneyForm, ProjectForm, SlipsForm
from ui.pages.projects.fund_form import FundForm
from ui.pages.projects.lines import LinesForm
from ui.widgets.list_panel import Empty, ListPanelPage
from ui.widgets.pictures_form import PicturesForm

FUND_KEY = "Ctrl+G"


class ProjectsView(ListPanelPage[ProjectState]):
    """Projects that somebody pays for."""

    name = "projects"
    icon = "flag"
    listens = Changes.LEDGER | Changes.GROUP | Changes.SETTINGS
    panel_width = 480
    narrow = 700
    less = (1, 5)
    """Who pays, and the last day."""

    # ---- what the frame asks

    def columns(self) -> Sequence[Col[ProjectState]]:
        """The columns of the list."""
        return [
            Col(lambda: _("Project"), lambda each: each.project.name, weight=6, tone=_tone),
            Col(lambda: _("Who pays for it"), lambda each: each.project.funder, weight=4),
            Col(
                lambda: _("Budget"),
                lambda each: each.project.budget,
                Kind.MONEY,
                weight=3,
                unit="฿",
                adds_up=True,
            ),
            Col(lambda: _("Spent"), lambda each: each.spent, Kind.MONEY, weight=3, unit="฿", adds_up=True),
            Col(
                lambda: _("Of the budget"),
                lambda each: each.spent_bp,
                Kind.PERCENT,
                weight=2,
                unit="%",
                tone=_over,
            ),
            Col(lambda: _("Last day"), lambda each: each.project.last_day, Kind.DATE, weight=2),
        ]

    def build(self) -> None:
        """Sums, buttons and forms."""
        self._shown = work.Shown()
        self._wants_fund = False
        may = self._session.may(Permission.EDIT_PROJECTS)
        posts = self._session.may(Permission.POST_JOURNAL)
        self.name_list(lambda: _("Projects"), lambda: _("Search for a project"))
        self.money_left = self.add_figure(lambda: _("Money left"))
        self.waits = self.add_figure(lambda: _("Spent, not entered as used"))
        self.list_button = self.add_tool(lambda: _("List"), "file-text", self._on_list_clicked)
        self.pays = self._session.may(Permission.BUY)
        if self.pays:
            self.fund_button = self.add_tool(lambda: _("Pay from a fund"), "wallet", self.begin_fund)
        if posts:
            self.use_button = self.add_tool(lambda: _("Enter as used"), "check", self._on_use_clicked)
            self.take_button = self.add_tool(
                lambda: _("Take over from the ledger"), "download", self._on_take_clicked
            )
        self.add_new(lambda: _("New project"), self._begin_project, may=may)
        self.money_button = self.add_action(
            lambda: _("Money"),
            "banknote",
            self._begin_money,
            keys="Ctrl+E",
            primary=True,
            when=lambda each: may and each.project.closed_on is None,
        )
        self.lines_button = self.add_action(
            lambda: _("Budget"), "list", self._begin_lines, when=lambda _each: may
        )
        self.slips_button = self.add_action(
            lambda: _("Slips"), "receipt", self._begin_slips, when=lambda _each: may
        )
        self.change_button = self.add_action(
            lambda: _("Edit details"), "pencil", self._begin_change, keys="F4", when=lambda _each: may
        )
        self.pictures_button = self.add_action(
            lambda: _("Pictures"), "image", self._begin_pictures, keys="Ctrl+I", when=lambda _each: may
        )
        self.paper_button = self.add_action(lambda: _("Report"), "file-text", self._show_paper)
        self.close_button = self.add_action(
            lambda: _("Close the project"),
            "lock",
            self._close,
            when=lambda each: may and each.project.closed_on is None and not each.money.left,
        )
        self.open_button = self.add_action(
            lambda: _("Open it again"),
            "lock-open",
            self._reopen,
            when=lambda each: may and not each.project.active,
        )
        self.project_form = self.add_form(ProjectForm(self._today))
        self.money_form = self.add_form(MoneyForm(self._today))
        self.lines_form = self.add_form(LinesForm())
        self.slips_form = self.add_form(SlipsForm())
        self.pictures_form = self.add_form(PicturesForm())
        self.pictures_form.submitted.connect(self._on_pictures_submitted)
        self.pictures_form.added.connect(self._on_picture_added)
        self.fund_form = self.add_form(FundForm(self._today))
        self.fund_form.submitted.connect(self._on_fund_submitted)
        self.project_form.submitted.connect(self._on_project_submitted)
        self.money_form.submitted.connect(self._on_money_submitted)
        self.lines_form.submitted.connect(self._on_lines_submitted)
        self.slips_form.submitted.connect(self._on_slips_submitted)

    def job(self) -> Callable[[], work.Shown]:
        """The projects as they stand."""
        return partial(work.shown, self._today())

    def take(self, found: work.Shown) -> Sequence[ProjectState]:
        """Show the sums, and where the ledger says something else; gives the projects."""
        self._shown = found
        self.money_left.set(formats.money(found.money_left))
        self.waits.set(formats.money(found.waits))
        lines = [
            _("Money of “{name}”: the ledger says {ledger}, this register {kept}.").format(
                name=each.name or _("no project"),
                ledger=formats.money(each.ledger),
                kept=formats.money(each.kept),
            )
            for each in found.different
        ]
        self.banner.show_text("\n".join(lines), tone="warn")
        if self._session.may(Permission.POST_JOURNAL):
            self.take_button.setEnabled(any(each.uid for each in found.different))
            self.use_button.setEnabled(bool(found.waits))
        if self._wants_fund:
            self._wants_fund = False
            self.begin_fund()
        return found.rows

    def lists_job(self) -> Callable[[], work.Lists]:
        """Places of money, people and accounts."""
        return work.lists

    def take_lists(self, lists: Any) -> None:
        """Give them to the forms."""
        self.project_form.set_lists(lists)
        self.money_form.set_lists(lists)
        self.lines_form.set_lists(lists)
        self.fund_form.set_lists(lists)

    def key(self, row: ProjectState) -> object:
        """A project stays the same while it changes."""
        return row.project.uid

    def row_title(self, row: ProjectState) -> str:
        """Name and code."""
        return f"{row.project.name} · {row.project.code}"

    def details(self, row: ProjectState) -> Callable[[], Any]:
        """The project in little."""
        return partial(work.card, row.project, self._today())

    def empty_words(self) -> Empty:
        """What will stand here."""
        return Empty(
            _("Projects that an office, a fund or a company pays for stand here."),
            _("Enter a project"),
            _(
                "Enter who pays, the budget line by line and the money that comes. Every slip may name its "
                "project; the report with its slips and pictures writes itself."
            ),
        )

    def open(self, argument: str) -> None:
        """``new``: a new project; ``fund``: pay from a fund."""
        if argument == "new":
            self.begin()
        elif argument == "fund":
            self._wants_fund = not self.list.is_read
            if not self._wants_fund:
                self.begin_fund()

    def shortcuts(self) -> list[Shortcut]:
        """The frame's keys, and the one that pays from a fund."""
        keys = super().shortcuts()
        if self.pays:
            keys.append(Shortcut(FUND_KEY, _("Pay from a fund"), self.begin_fund))
        return keys

    # ---- what the buttons do

    def _begin_project(self) -> None:
        self.show_form(self.project_form)
        self.project_form.show_project(None, None)

    @Slot()
    def begin_fund(self) -> None:
        """Pay out of a fund of the group."""
        if self.pays and self.is_list_in_front():
            self.show_form(self.fund_form)
            self.fund_form.show_funds(self._shown.funds)

    def _begin_change(self) -> None:
        if self._row is not None:
            self.show_form(self.project_form)
            self.project_form.show_project(self._row.project.uid, self._row.project.data)

    def _begin_money(self) -> None:
        if self._row is not None:
            self.show_form(self.money_form)
            loose = next((each.missing for each in self._shown.different if not each.uid), 0)
            may_post = self._session.may(Permission.POST_JOURNAL)
            self.money_form.show_project(self._row, may_post=may_post, loose=loose)

    def _begin_lines(self) -> None:
        if self._row is not None:
            each = self._row.project
            self.act(partial(work.lines_of, each.id), partial(self._on_lines, each))

    def _on_lines(self, each: Project, lines: work.Lines) -> None:
        self.show_form(self.lines_form)
        self.lines_form.show_lines(each, lines)

    def _begin_slips(self) -> None:
        if self._row is not None:
            each = self._row.project
            self.act(partial(work.slips_of, each.id), partial(self._on_slips, each))

    def _on_slips(self, each: Project, found: work.Slips) -> None:
        self.show_form(self.slips_form)
        self.slips_form.show_slips(each, found)

    def _begin_pictures(self) -> None:
        if self._row is not None:
            self._read_pictures(self._row.project.uid)

    def _read_pictures(self, uid: bytes) -> None:
        self.act(partial(read_pictures, AttachmentOwner.PROJECT, uid), partial(self._on_pictures_read, uid))

    def _on_pictures_read(self, uid: bytes, kept: tuple[KeptPicture, ...]) -> None:
        if self._row is not None and self._row.project.uid == uid:
            self.show_form(self.pictures_form)
            self.pictures_form.show_pictures(uid, self._row.project.name, kept)

    def _show_paper(self) -> None:
        if self._row is not None:
            self._open_link(Link(NAME, self._row.project.code))

    def _close(self) -> None:
        if self._row is not None:
            self.act(partial(close_project, self._session, self._row.project.uid, on=self._today()))

    def _reopen(self) -> None:
        if self._row is not None:
            self.act(partial(reopen_project, self._session, self._row.project.uid))

    @Slot()
    def _on_list_clicked(self) -> None:
        self._go_to("reports", LIST)

    @Slot()
    def _on_use_clicked(self) -> None:
        self.act(partial(recognise_all, self._session, self._today(), uid=new_uid()))

    @Slot()
    def _on_take_clicked(self) -> None:
        self.act(partial(take_money_over, self._session, on=self._today(), uid=new_uid()))

    @Slot(object, object, object, object)
    def _on_project_submitted(self, data: object, names: object, uid: object, known: object) -> None:
        assert isinstance(data, ProjectData)
        assert isinstance(names, tuple)
        assert isinstance(uid, bytes)
        self.wait_for(uid)
        self.save(
            self.project_form, partial(work.save, self._session, data, names, uid=uid, known=bool(known))
        )

    @Slot(object, object, object)
    def _on_money_submitted(self, what: object, draft: object, day: object) -> None:
        assert isinstance(what, str)
        assert isinstance(draft, ProjectMoneyDraft)
        assert isinstance(day, dt.date)
        self.save(self.money_form, work.move(self._session, what, draft, day))

    @Slot(object, object)
    def _on_pictures_submitted(self, _uid: object, changes: object) -> None:
        assert isinstance(changes, PictureChanges)
        self.save(self.pictures_form, partial(save_pictures, self._session, AttachmentOwner.PROJECT, changes))

    @Slot(object, object)
    def _on_picture_added(self, uid: object, path: object) -> None:
        assert isinstance(uid, bytes)
        assert isinstance(path, Path)
        job = partial(add_picture, self._session, AttachmentOwner.PROJECT, owner_uid=uid, path=path)
        self.act(job, partial(self._on_picture_kept, uid))

    def _on_picture_kept(self, uid: bytes, _saved: Saved) -> None:
        self._read_pictures(uid)

    @Slot(object, object, object)
    def _on_fund_submitted(self, draft: object, names: object, day: object) -> None:
        assert isinstance(draft, FundDraft)
        assert isinstance(names, tuple)
        assert isinstance(day, dt.date)
        job = partial(work.pay_from_fund, self._session, draft, names, on=day)
        self.save(self.fund_form, job, _("Paid {amount} baht: {number}."), self._on_fund_paid)

    def _on_fund_paid(self, posted: Posted) -> None:
        if self.fund_form.show_paper.isChecked():
            self._open_link(Link(voucher.NAME, posted.number))

    @Slot(object)
    def _on_lines_submitted(self, lines: object) -> None:
        assert isinstance(lines, work.Lines)
        each = self.lines_form.project
        if each is not None:
            self.save(self.lines_form, partial(work.save_lines, self._session, each.uid, lines))

    @Slot(object)
    def _on_slips_submitted(self, draft: object) -> None:
        assert isinstance(draft, work.PutDraft)
        self.save(self.slips_form, partial(work.put, self._session, draft))


def _tone(each: ProjectState) -> str:
    return "" if each.project.active else "ink-soft"


def _over(each: ProjectState) -> str:
    return "turmeric-text" if each.over else ""
