"""The frame of a page with a list: filters above, one row's details at the right, forms in their place.

A page says what its columns, filters, buttons and forms are; reading, choosing, narrow windows, keys, empty
states, copying, printing and saving are the frame's. How a page uses it stands in the README of ``ui``.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.session import Session
from app.errors import UserError
from app.i18n import _
from app.services.unit_of_work import Posted
from reports.model import Link, Report
from ui import masking, theme
from ui.messages import Messages
from ui.models.rows import Col
from ui.page import PageBase, Shortcut
from ui.posting import Posting
from ui.runner import Runner
from ui.widgets.arrange import Panel
from ui.widgets.basics import Figure, SegmentedControl
from ui.widgets.buttons import Button
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
class Empty:
    """What stands where no row is; ``action`` offers the page's new button."""

    sentence: str
    action: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Action:
    button: Button
    words: Words
    slot: Callable[[], object]
    keys: str
    when: Callable[[Any], bool]


class ListPanelPage(PageBase, Generic[T]):
    """A list of ``T``; override the hooks, and build with the ``add_…`` methods in ``build``."""

    name = ""
    """Stable English name of the list where it is printed or saved."""
    icon = "list"
    """The picture of the empty state."""
    listens = Changes.EVERYTHING
    """What the list is read again for."""
    lists_listen = Changes.PARTIES | Changes.SETTINGS | Changes.PRODUCTS
    """What the forms' lists are read again for."""
    panel_width = 420
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
        today: Callable[[], dt.date] = dt.date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today
        self._open_link, self._go_to = open_link, go_to
        self._posting = Posting(session, runner, messages, today, self)
        self._papers = ListPapers(session, runner, messages, save_file, self)
        self._all: Sequence[T] = ()
        self._row: T | None = None
        self._wanted: object = None
        self._reading = 0
        self._texts: list[tuple[Callable[[str], object], Words]] = []
        self._title: Words = str
        self._search_words: Words = str
        self._choices: Sequence[tuple[str, Words]] = ()
        self._accept: Accept | None = None
        self._new: tuple[Words, Callable[[], object]] | None = None
        self._actions: list[_Action] = []
        self._forms: list[FormPage] = []
        self._beside: list[FormPage] = []
        self._make_frame()
        self.build()
        self.panel.foot.addStretch(1)
        self.retranslate()
        self.setFocusProxy(self.table)

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

    def job(self) -> Callable[..., Any]:
        """What reads the list on the storage worker."""
        return tuple

    def take(self, found: Any) -> Sequence[T]:
        """What was read, on the screen's thread; gives the rows of it."""
        rows: Sequence[T] = found
        return rows

    def lists_job(self) -> Callable[[], Any] | None:
        """What reads the lists that forms choose from."""
        return None

    def take_lists(self, lists: Any) -> None:
        """Give the lists to the forms."""

    def key(self, row: T) -> object:
        """What a row is known by when the list is read again."""
        return getattr(row, "uid", row)

    def chip_of(self, _row: T) -> str:
        """The filter under which a row stands; empty: under the one that is on."""
        return ""

    def row_title(self, _row: T) -> str:
        """The heading of the panel."""
        return ""

    def details(self, _row: T) -> Callable[[], Any] | None:
        """What reads a row's details on the storage worker; a ``Report`` is shown as it is."""
        return None

    def show_details(self, _row: T, found: Any) -> None:
        """Show a row's details in the panel."""
        if isinstance(found, Report):
            self.sheet.set_report(found)

    def gone(self, _row: T) -> None:
        """The row at the right is not in the list any more."""
        self.panel.close_panel()

    def empty_words(self) -> Empty:
        """What stands where no row is."""
        return Empty("")

    def fit(self, room: int) -> None:
        """Show what there is room for in the list."""
        self.list.fit(room, narrow=self.narrow, tight=self.tight, less=self.less)

    # ---- building

    def _make_frame(self) -> None:
        self.list = ListSide[T](self.columns(), self.icon)
        self.table, self.model, self.proxy = self.list.table, self.list.model, self.list.proxy
        self.search, self.banner, self.chips = self.list.search, self.list.banner, self.list.chips
        self.stage, self.empty = self.list.stage, self.list.empty
        self.table.chosen.connect(self._on_row_chosen)
        self.table.opened.connect(self.open_row)
        self.list.clicked.connect(self._on_clicked)
        self.chips.chosen.connect(self._on_chip_chosen)
        self.empty.acted.connect(self.begin)
        self.list.more_button.clicked.connect(self._on_more_clicked)
        self.sheet = ReportSheet(with_head=False)
        self.sheet.link_opened.connect(self._on_link_opened)
        self.panel = self.make_panel()
        self.panel.hide()
        self.panel.closed.connect(self._on_panel_closed)
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
            self._new = (words, slot)

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
        action = _Action(button, words, slot, keys, when if when is not None else _always)
        button.clicked.connect(partial(self._act_on, action))
        self._actions.append(action)
        self.panel.foot.addWidget(button)
        self.text(button.set_text, words)
        return button

    def add_form(self, form: F, *, beside: bool = False) -> F:
        """A form that takes the page, or the panel's place beside the list."""
        self._forms.append(form)
        if beside:
            self._beside.append(form)
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
        self._show()

    def shortcuts(self) -> list[Shortcut]:
        """The frame's keys and those of the page's actions."""
        keys = []
        if self._new is not None:
            keys += [Shortcut(each, self._new[0](), self.begin) for each in ("Ctrl+N", "Insert")]
        keys += [
            Shortcut(action.keys, action.words(), partial(self._act_on, action))
            for action in self._actions
            if action.keys
        ]
        keys += [Shortcut(each, self._search_words(), self._on_find) for each in ("Ctrl+F", "/")]
        keys += [
            Shortcut("Enter", _("Open what is chosen")),
            Shortcut("Esc", _("Back to the list")),
            Shortcut("F5", _("Read everything again"), self.read),
        ]
        if self._papers.may_print():
            keys.append(Shortcut("Ctrl+P", _("Print the list"), self._print))
        if self._forms:
            keys.append(Shortcut("Ctrl+Return", _("Save the form")))
        return keys

    # ---- reading

    def refresh(self, changes: Changes) -> None:
        """Read again what may have changed."""
        if changes & self.listens:
            self.read()
        lists = self.lists_job() if changes & self.lists_listen else None
        if lists is not None:
            self._runner.run(self, lists, self.take_lists, failed=self._messages.show_error)

    @Slot()
    def read(self) -> None:
        """Read the list again; what is asked last counts."""
        self._reading += 1
        self.list.waiting.start()
        job = self._runner.run(
            self,
            self.job(),
            partial(self._on_read, self._reading),
            failed=self._on_read_failed,
            progress=self.list.progress.step,
            cancelled=self.list.waiting.stop,
        )
        self.list.progress.follow(job)

    def _on_read(self, number: int, found: Any) -> None:
        if number == self._reading:
            self.list.waiting.stop()
            self.show_rows(self.take(found))

    def _on_read_failed(self, error: Exception) -> None:
        self.list.waiting.stop()
        self._messages.show_error(error)

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these rows; the one at the right is read again."""
        self._all = tuple(rows)
        self.list.is_read = True
        self._show()
        if self._choose_wanted() or self._row is None:
            return
        key = self.key(self._row)
        again = next((each for each in self._all if self.key(each) == key), None)
        if again is None:
            self.gone(self._row)
        elif self.panel.isHidden():
            self._row = again
        else:
            self.show_row(again)

    def _show(self) -> None:
        chip, accept = str(self.chips.key()), self._accept
        self.list.set_rows([each for each in self._all if accept is None or accept(each, chip)], self.key)
        words = self.empty_words()
        action = words.action if self._new is not None else ""
        self.empty.set_texts(words.sentence, action, words.hint)
        offered = self.stage.currentWidget() is self.empty and bool(action)
        self.new_button.setVisible(self._new is not None and not offered)
        self._fit()

    # ---- choosing

    def choose(self, key: object) -> None:
        """Show the row with this key, as soon as the list has it."""
        self._wanted = key
        self._choose_wanted()

    def _choose_wanted(self) -> bool:
        wanted = self._wanted
        row = next((each for each in self._all if wanted is not None and self.key(each) == wanted), None)
        if row is None:
            return False
        self._wanted = None
        chip = self.chip_of(row)
        if chip and chip != self.chips.key():
            self.chips.set_key(chip)
            self._show()
        self.go_back()
        self.table.choose_where(lambda each: self.key(each) == wanted)
        self.show_row(row)
        return True

    @Slot(object)
    def _on_row_chosen(self, row: T | None) -> None:
        if row is None:
            return
        self._wanted = None
        if self.is_stacked() and self.panel.isHidden():
            self._row = row  # the keys walk through the list; Enter or a click opens
            self._show_actions()
        else:
            self.show_row(row)

    @Slot()
    def _on_clicked(self) -> None:
        row = self.table.current_row()
        if row is not None and self.panel.isHidden():
            self.show_row(row)

    @Slot(object)
    def open_row(self, row: T) -> None:
        """Enter or a double click: the details, then into them."""
        if self.panel.isHidden():
            self.show_row(row)
        else:
            self._into_panel()

    def show_row(self, row: T) -> None:
        """Read and show the details of a row at the right."""
        self._row = row
        self.panel.set_title(self.row_title(row))
        self._show_actions()
        job = self.details(row)
        if job is None:
            self._on_details(row, None)
        else:
            self._runner.run(self, job, partial(self._on_details, row), failed=self._messages.show_error)

    def _on_details(self, row: T, found: Any) -> None:
        if self._row is None or self.key(self._row) != self.key(row):
            return
        self.show_details(row, found)
        self._show_actions()
        if not any(not form.isHidden() for form in self._beside):
            self.panel.show()
            self._fit()

    def _show_actions(self) -> None:
        for action in self._actions:
            action.button.setVisible(self._row is not None and action.when(self._row))

    def _act_on(self, action: _Action, _checked: bool = False) -> None:
        if self._row is not None and self.is_list_in_front() and action.when(self._row):
            action.slot()

    @Slot()
    def _on_panel_closed(self) -> None:
        self._row = None
        self._fit()
        self.table.clearSelection()
        self.table.setFocus()

    @Slot(object)
    def _on_chip_chosen(self, _key: object) -> None:
        self._row = None
        self.panel.hide()
        self.table.clearSelection()
        if self._accept is None:
            self.read()
        else:
            self._show()

    @Slot(object)
    def _on_link_opened(self, link: Link) -> None:
        self._open_link(link)

    @Slot()
    def _on_find(self) -> None:
        if self.is_list_in_front():
            if self.is_stacked() or self.search.isHidden():
                self.panel.close_panel()
            self.search.setFocus()
            self.search.selectAll()

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
            form.show()
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
            self._papers.print_out(self.seen())

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
        return theme.px(self.panel_width)

    def _into_panel(self) -> None:
        if self.panel.isHidden():
            return
        ways = [action.button for action in self._actions if not action.button.isHidden()]
        (ways[0] if ways else self.panel.close_button).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for more or less."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the panel, then empties the search."""
        if event.key() == Qt.Key.Key_Escape and self.is_list_in_front():
            if not self.panel.isHidden():
                self.panel.close_panel()
                return
            if self.search.text():
                self.search.clear_search()
                self.table.setFocus()
                return
        super().keyPressEvent(event)


def _always(_row: Any) -> bool:
    return True
