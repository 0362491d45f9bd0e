"""What a page with a list is built of: toolbar and table, the panel beside it, forms that take its place."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.domain.session import Session
from app.errors import UserError
from app.i18n import _
from app.services.unit_of_work import Posted
from app.thai.dates import today
from reports.model import Link
from reports.seen_list import WIDE
from ui import masking, theme
from ui.messages import Messages
from ui.models.rows import Col
from ui.page import PageBase
from ui.posting import Posting
from ui.runner import Runner
from ui.weakly import weakly
from ui.widgets.arrange import Panel
from ui.widgets.basics import Figure, SegmentedControl
from ui.widgets.buttons import Button
from ui.widgets.flow import Wrap
from ui.widgets.form_page import FormPage
from ui.widgets.list_papers import ListPapers, SaveFile, Seen, seen_rows
from ui.widgets.list_side import ListSide
from ui.widgets.report_sheet import ReportSheet

T = TypeVar("T")
F = TypeVar("F", bound=FormPage)
Words = Callable[[], str]
"""Words in the language that is on now: ``lambda: _("…")``."""
Accept = Callable[[Any, str], bool]
STACKED = 1_000
"""Below this width of the page the panel stands in place of the list, not beside it."""
WHOLE = 16_777_215


@dataclass(frozen=True, slots=True)
class Action:
    """A button below the panel, its key, and for which rows it is there."""

    button: Button
    words: Words
    slot: Callable[[], object]
    keys: str
    when: Callable[[Any], bool]


class ListFrame(PageBase, Generic[T]):
    """The parts of a page with a list of ``T``, its forms, and what there is room for."""

    name = ""
    """Stable English name of the list where it is printed or saved."""
    icon = "list"
    """The picture of the empty state."""
    panel_width, panel_most = 420, 620
    panel_share = 40
    """The panel takes so many percent of the page, within its least and most width."""
    narrow, tight = 760, 550
    """Room below which the list shows less, and no search."""
    less: Sequence[int] = ()
    """Columns that go where there is little room."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        save_file: SaveFile | None = None,
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today
        self._open_link, self._go_to = open_link, go_to
        self._posting = Posting(session, runner, messages, today, self)
        self._papers = ListPapers(session, runner, messages, save_file, self)
        self._row: T | None = None
        self._texts: list[tuple[Callable[[str], object], Words]] = []
        self._title: Words = str
        self._search_words: Words = str
        self._choices: Sequence[tuple[str, Words]] = ()
        self._accept: Accept | None = None
        self._new: tuple[Words, Callable[[], object]] | None = None
        self._actions: list[Action] = []
        self._forms: list[FormPage] = []
        self._beside: list[FormPage] = []
        self._make_frame()

    # ---- what a page says for itself

    def columns(self) -> Sequence[Col[T]]:
        """The columns of the list."""
        return ()

    def build(self) -> None:
        """Filters, buttons and forms, by the ``add_…`` methods."""

    def make_panel(self) -> Panel:
        """The panel; it shows a report unless a page makes its own."""
        panel = Panel("", width=self.panel_width)
        panel.add(self.sheet, 1)
        return panel

    def fit(self, room: int) -> None:
        """Show what there is room for in the list."""
        self.list.fit(room, narrow=self.narrow, tight=self.tight, less=self.less)

    # ---- building

    def _make_frame(self) -> None:
        self.list = ListSide[T](self.columns(), self.icon)
        self.table, self.model, self.proxy = self.list.table, self.list.model, self.list.proxy
        self.search, self.banner, self.chips = self.list.search, self.list.banner, self.list.chips
        self.stage, self.empty = self.list.stage, self.list.empty
        self.empty.acted.connect(self.begin)
        self.list.more_button.clicked.connect(self._on_more_clicked)
        self.sheet = ReportSheet(with_head=False)
        self.sheet.link_opened.connect(self._on_link_opened)
        self.panel, self._ways = self.make_panel(), Wrap()
        self.panel.foot.addLayout(self._ways, 1)
        self.panel.hide()
        self.home = QWidget()
        self._across = QHBoxLayout(self.home)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._across.addWidget(self.list, 1)
        self._across.addWidget(self.panel)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.home)
        self.new_button = Button("", self.begin, kind="primary", icon="plus")
        self.new_button.hide()
        self.list.bar.addWidget(self.new_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def text(self, setter: Callable[[str], object], words: Words) -> None:
        """Words that are set now and after a switch of language."""
        self._texts.append((setter, words))

    def name_list(self, words: Words, search: Words) -> None:
        """What the list is called, for the ear and on paper, and what is searched in it."""
        self._title = words
        self.text(self.table.setAccessibleName, words)
        self._search_words = search
        self.text(self.search.set_placeholder, search)

    def add_figure(self, words: Words) -> Figure:
        """A number that stands out above the list."""
        figure = self.list.add_figure()
        self.text(figure.set_label, words)
        return figure

    def add_chips(
        self, words: Words, choices: Sequence[tuple[str, Words]], accept: Accept | None = None
    ) -> SegmentedControl:
        """Parts of the list, one on at a time; without ``accept`` the list is read again for another."""
        self._choices, self._accept = choices, accept
        self.text(self.chips.setAccessibleName, words)
        self.chips.set_choices([(key, "") for key, _words in choices])
        self.chips.show()
        return self.chips

    def add_tool(self, words: Words, icon: str, slot: Callable[[], object]) -> Button:
        """A button above the list; where there is little room it stands in the menu."""
        button = Button("", slot, icon=icon)
        self.list.add_tool(button)
        self.text(button.set_text, words)
        return button

    def add_new(self, words: Words, slot: Callable[[], object], *, may: bool = True) -> None:
        """The page's primary button: Ctrl+N, Insert, and the step that the empty state offers."""
        self.text(self.new_button.set_text, words)
        if may:
            self._new = (words, weakly(slot))

    def add_action(
        self,
        words: Words,
        icon: str,
        slot: Callable[[], object],
        *,
        keys: str = "",
        primary: bool = False,
        when: Callable[[T], bool] | None = None,
    ) -> Button:
        """A button below the panel for the row that is shown; not there while ``when`` says no."""
        button = Button("", kind="primary" if primary else "", icon=icon)
        action = Action(button, words, weakly(slot), keys, when or (lambda _row: True))
        button.clicked.connect(partial(self._act_on, action))
        self._actions.append(action)
        self._ways.addWidget(button)
        self.text(button.set_text, words)
        return button

    def add_form(self, form: F, *, beside: bool = False) -> F:
        """A form that takes the page, or the panel's place beside the list."""
        self._forms.append(form)
        if beside:
            self._beside.append(form)
            form.setProperty("kind", "panel")
            form.hide()
            self._across.addWidget(form)
        else:
            self.stack.addWidget(form)
        form.back.connect(self.go_back)
        return form

    # ---- words and keys

    def retranslate(self) -> None:
        """Set every text again."""
        for setter, words in self._texts:
            setter(words())
        self.chips.set_choices([(key, words()) for key, words in self._choices])
        self.list.more_button.set_name(_("More"))
        self.panel.close_button.set_name(_("Close"))
        self.model.retranslate()
        self.list.progress.retranslate()
        for form in self._forms:
            form.retranslate()

    def _show_actions(self) -> None:
        for action in self._actions:
            action.button.setVisible(self._row is not None and action.when(self._row))

    def _act_on(self, action: Action, _checked: bool = False) -> None:
        if self._row is not None and self.is_list_in_front() and action.when(self._row):
            action.slot()

    @Slot()
    @Slot(object)
    def _on_link_opened(self, link: Link) -> None:
        self._open_link(link)

    # ---- forms

    def is_list_in_front(self) -> bool:
        """Whether no form is open."""
        return self.stack.currentWidget() is self.home and all(form.isHidden() for form in self._beside)

    @Slot()
    def begin(self) -> None:
        """What the primary button does."""
        if self._new is not None and self.is_list_in_front():
            self._new[1]()

    def show_form(self, form: FormPage) -> None:
        """Bring a form to the front; fill it in afterwards, so that it can take the cursor."""
        if form in self._beside:
            self.panel.hide()
            for other in self._beside:
                other.setVisible(other is form)
            self._fit()
        else:
            self.stack.setCurrentWidget(form)

    @Slot()
    def go_back(self) -> None:
        """From a form to the list; the row at the right stays."""
        left = [form for form in self._beside if not form.isHidden()]
        for form in left:
            form.hide()
        self.stack.setCurrentWidget(self.home)
        if left and self._row is not None:
            self.panel.show()
        self._fit()
        if self.list.isHidden():
            self._into_panel()
        else:
            self.table.setFocus()

    def save(
        self,
        form: FormPage,
        job: Callable[[], Any],
        words: str = "",
        done: Callable[[Any], None] | None = None,
    ) -> None:
        """Run what a form hands over; then back to the list, with ``words`` ({number}, {amount}) said."""
        saved, failed = partial(self._on_saved, form, words, done), partial(self._on_failed, form)
        self._runner.run(self, job, saved, failed=failed)

    def _on_saved(self, form: FormPage, words: str, done: Callable[[Any], None] | None, result: Any) -> None:
        form.set_busy(False)
        self.go_back()
        posted = getattr(result, "posted", result)
        if isinstance(posted, Posted):
            self._posting.say(words or _("Saved as {number}."), posted)
        else:
            self._messages.say(words or _("Saved."))
        if done is not None:
            done(result)

    def _on_failed(self, form: FormPage, error: Exception) -> None:
        if isinstance(error, UserError):
            form.show_error(error)
            return
        form.set_busy(False)
        self._messages.show_error(error)

    def act(self, job: Callable[[], Any], done: Callable[[Any], None] | None = None) -> None:
        """Run a command that needs no form; the pages read again what it changed."""
        self._runner.run(self, job, done, failed=self._messages.show_error)

    # ---- what leaves the page

    def seen(self) -> Seen:
        """The list as it is seen now, as a report."""
        columns, rows = self.model.columns, self.list.shown_rows()
        return seen_rows(self.name, self._title(), columns, rows, self._filtered())

    def _filtered(self) -> str:
        chip = next((words() for key, words in self._choices if key == self.chips.key()), "")
        typed = self.search.text().strip()
        return " · ".join(part for part in (chip, f"“{typed}”" if typed else "") if part)

    @Slot()
    def _print(self) -> None:
        if self.is_list_in_front() and self._papers.may_print() and not masking.stopped():
            self._papers.print_out(self.seen(), landscape=len(self.model.columns) >= WIDE)

    def _save_list(self, kind: str, _checked: bool = False) -> None:
        if not masking.stopped():
            self._papers.save(self.seen(), self._title(), kind)

    def make_menu(self) -> QMenu:
        """What has no room above the list, and the ways out of it."""
        menu = QMenu(self)
        for tool in self.list.tools:
            if tool.isHidden():
                menu.addAction(tool.icon(), tool.text()).triggered.connect(tool.click)
        menu.addAction(theme.icon("copy"), _("Copy as a table")).triggered.connect(self.table.copy_rows)
        if self._papers.may_save():
            for kind, words in (("xlsx", _("Save as Excel")), ("pdf", _("Save as PDF"))):
                icon = theme.icon("file-spreadsheet" if kind == "xlsx" else "file-down")
                menu.addAction(icon, words).triggered.connect(partial(self._save_list, kind))
        if self._papers.may_print():
            menu.addAction(theme.icon("printer"), _("Print the list")).triggered.connect(self._print)
        return menu

    @Slot()
    def _on_more_clicked(self) -> None:
        menu, button = self.make_menu(), self.list.more_button
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    # ---- room

    def is_stacked(self) -> bool:
        """Whether the panel stands in place of the list."""
        return self.width() < theme.px(STACKED)

    def _fit(self) -> None:
        side = next((each for each in (*self._beside, self.panel) if not each.isHidden()), None)
        stacked = side is not None and self.is_stacked()
        room = self.width()
        if side is not None and stacked:
            side.setMinimumWidth(0)
            side.setMaximumWidth(WHOLE)
            if not self.list.isHidden():
                self.list.hide()
                self._into_panel()
        elif side is not None:
            width = self.side_width()
            side.setFixedWidth(width)
            room -= width
        if not stacked:
            self.list.show()
        self.fit(room)

    def side_width(self) -> int:
        """How wide the panel stands beside the list, in pixels."""
        wanted = self.width() * self.panel_share // 100
        return max(theme.px(self.panel_width), min(theme.px(self.panel_most), wanted))

    def _into_panel(self) -> None:
        if self.panel.isHidden():
            return
        ways = [action.button for action in self._actions if not action.button.isHidden()]
        (ways[0] if ways else self.panel.close_button).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for more or less."""
        super().resizeEvent(event)
        self._fit()
