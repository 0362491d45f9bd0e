"""Lists from other programs: choose a file, see what each column is and every bad row, take it in as one."""

# Long because: choosing, trying, taking in and undoing are one flow; each of its handlers is a line or two.

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.import_fields import FIELDS, KIND_WORDS, ImportKind
from app.domain.session import Session
from app.errors import UserError
from app.i18n import N_, _
from app.queries.imports import ImportRun, import_runs
from app.services.importing import AlreadyImportedError, Imported, ImportRefusedError, SheetRows
from app.thai.dates import today
from reports.model import Kind, Link
from ui import theme
from ui.files import Place
from ui.messages import Messages
from ui.messages_text import error_text
from ui.models.rows import Col, RowsModel
from ui.page import PageBase, Shortcut
from ui.pages.importing import work
from ui.runner import Job, Runner
from ui.widgets import sheet_cards as parts
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.basics import Banner, Card, EmptyState, SegmentedControl
from ui.widgets.buttons import Button
from ui.widgets.dates import ThaiDateField
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

RIGHT: dict[ImportKind, str] = {
    ImportKind.PRODUCTS: N_("All is right: {made} goods from {rows} rows."),
    ImportKind.PARTIES: N_("All is right: {made} people from {rows} rows."),
    ImportKind.MEMBERS: N_("All is right: {made} people from {rows} rows."),
    ImportKind.OPENING: N_("All is right: {made} entries from {rows} rows."),
    ImportKind.SLIPS: N_("All is right: {made} entries from {rows} rows."),
}


class ImportView(PageBase):
    """Tries a list as a whole and takes it in when nothing is wrong."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        save_file: Callable[[str, str], Place | None],
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today
        self._open_link, self._go_to, self._save_file = open_link, go_to, save_file
        self._sheet: SheetRows | None = None
        self._tried: work.Tried | None = None
        self._job: Job | None = None
        self._again = False
        self._turn = 0
        self.setAcceptDrops(True)
        self._make_head()
        self._make_home()
        self._make_list()
        self._lay_out()
        self.retranslate()

    # ---- building

    def _make_head(self) -> None:
        self.kinds = SegmentedControl()
        self.kinds.chosen.connect(self._on_kind_chosen)
        self.day = ThaiDateField(required=True, today=self._today)
        self.day.set_value(self._today())
        self.day.committed.connect(self._on_day_committed)
        self.day_label = Label("", type="small", tone="soft")
        self.template_button = Button("", self.save_template, icon="file-down")
        self.file_button = Button("", self.choose_file, icon="folder-open")
        self.banner = Banner(tone="bad", on_action=self._on_banner_acted)

    def _make_home(self) -> None:
        self.empty = EmptyState("file-spreadsheet", "", on_action=self.choose_file)
        self.runs = RowsModel[ImportRun](
            [
                Col(lambda: _("Day"), lambda each: each.on, Kind.DATE, weight=2),
                Col(lambda: _("What"), lambda each: _(KIND_WORDS[each.kind]), weight=3),
                Col(lambda: _("File"), lambda each: each.name, weight=4),
                Col(lambda: _("Rows"), lambda each: each.rows, Kind.COUNT, weight=1),
                Col(lambda: _("By"), lambda each: each.by, weight=2, private=True),
                Col(lambda: _("State"), _state, weight=2, tone=_state_tone),
            ]
        )
        self.run_table = TableView()
        self.run_table.set_list(self.runs)
        self.run_table.chosen.connect(self._on_run_chosen)
        self.undo_button = Button("", self._on_undo_clicked, icon="undo-2")
        self.undo_button.setEnabled(False)
        self.runs_card = Card()
        self.runs_card.add(self.run_table)
        self.runs_card.add(row(self.undo_button, -1))

    def _make_list(self) -> None:
        self.file_name = Label("", type="large", strong=True, elide=True)
        self.columns = parts.ColumnsCard()
        self.columns.mapped.connect(self._on_mapped)
        self.faults = parts.FaultsCard()
        self.faults.hide()
        self.first_rows = parts.FirstRows()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.INSIDE)
        self.bar.hide()
        self.cancel_button = Button("", self.stop, kind="quiet")
        self.cancel_button.hide()
        self.put_away_button = Button("", self.put_away, kind="quiet")
        self.take_button = Button("", self.take_in, kind="primary", icon="check")
        self.take_button.hide()

    def _lay_out(self) -> None:
        self.day.setFixedWidth(theme.px(150))
        head = row(self.kinds, -1, self.template_button, self.file_button)
        self.day_row = QWidget()
        self.day_row.setLayout(row(self.day_label, self.day, -1))
        top = column(head, self.day_row, self.banner)
        top.setContentsMargins(theme.BETWEEN, theme.BETWEEN, theme.BETWEEN, theme.INSIDE)
        begin = column(self.empty, self.runs_card, spacing=theme.BETWEEN)
        begin.setStretch(0, 1)
        self.home = QWidget()
        self.home.setLayout(begin)
        inside = column(self.file_name, self.faults, self.columns, self.first_rows, -1, spacing=theme.BETWEEN)
        content = QWidget()
        content.setLayout(inside)
        self.bar.setFixedWidth(theme.px(240))
        foot = row(self.put_away_button, -1, self.bar, self.cancel_button, self.take_button)
        foot.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        whole = column(scrolled(content, margins=theme.BETWEEN), foot, spacing=0)
        whole.setStretch(0, 1)
        self.list_page = QWidget()
        self.list_page.setLayout(whole)
        self.stage = QStackedWidget()
        self.stage.addWidget(scrolled(self.home, margins=theme.BETWEEN))
        self.stage.addWidget(self.list_page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.stage, 1)
        self.file_button.hide()
        self.setFocusProxy(self.empty.button)

    def retranslate(self) -> None:
        """Set every text again."""
        self.kinds.setAccessibleName(_("What the list is about"))
        self.kinds.set_choices([(kind, _(words)) for kind, words in KIND_WORDS.items()])
        self.day_label.setText(_("Day of the opening"))
        self.day.setAccessibleName(_("Day of the opening"))
        self.day.retranslate()
        self.template_button.set_text(_("Template"))
        self.file_button.set_text(_("Choose a file"))
        self.empty.set_texts(
            _("Drop a list here, or choose its file."),
            _("Choose a file"),
            _("A workbook (.xlsx) or a list (.csv). It is tried first; nothing is written until you say so."),
        )
        self.runs_card.set_title(_("Taken in before"))
        self.run_table.setAccessibleName(_("Taken in before"))
        self.undo_button.set_text(_("Undo the whole list"))
        self.cancel_button.set_text(_("Stop"))
        self.put_away_button.set_text(_("Put the list away"))
        for each in (self.columns, self.faults, self.first_rows):
            each.retranslate()
        self.runs.retranslate()
        self._show_kind()
        if self._tried is not None:
            self._show(self._tried)

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the lists."""
        return [
            Shortcut("Ctrl+O", _("Choose a file"), self.choose_file),
            Shortcut("Ctrl+Return", _("Take the list in"), self.take_in),
        ]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """A list may have been taken in or undone."""
        if changes:
            self._runner.run(self, import_runs, self._show_runs, failed=self._messages.show_error)

    def open(self, argument: str) -> None:
        """The kind of list: ``products``, ``parties``, ``opening``, ``slips``."""
        if argument in {kind.value for kind in ImportKind}:
            self.kinds.set_key(ImportKind(argument))
            self._on_kind_chosen(ImportKind(argument))

    @property
    def kind(self) -> ImportKind:
        """What the list is about."""
        return ImportKind(str(self.kinds.key()))

    # ---- a file

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file, then try it."""
        path = parts.ask_sheet(self)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file and try it; what was shown stays until the file could be read."""
        self.stop()
        self.banner.show_text("")
        from app.services.spreadsheets import read_table  # the reader of workbooks is large

        self._runner.run(self, partial(read_table, path), self._on_read, failed=self._on_failed)

    def _on_read(self, sheet: SheetRows) -> None:
        self._sheet, self._tried, self._again = sheet, None, False
        self.file_name.setText(sheet.name)
        self.first_rows.set_sheet(sheet)
        self.columns.setVisible(False)
        self.faults.set_faults(())
        self.stage.setCurrentWidget(self.list_page)
        self.file_button.show()
        self.file_button.setFocus()  # the button that was pressed is not on this page
        self._try(None)

    def _try(self, mapping: dict[str, int] | None) -> None:
        self.take_button.hide()
        day = self.day.date()
        if self._sheet is None or day is None:
            return
        self.stop()
        job = partial(
            work.try_out,
            session=self._session,
            kind=self.kind,
            sheet=self._sheet,
            mapping=mapping,
            on=day if self.kind is ImportKind.OPENING else self._today(),
            today=self._today(),
        )
        self._start(job, self._show)

    def _start(self, job: Callable[..., object], done: Callable[..., None]) -> None:
        self._show_progress(True)
        self._turn += 1
        self._job = self._runner.run(
            self,
            job,
            partial(self._if_awaited, self._turn, done),
            failed=partial(self._if_awaited, self._turn, self._on_failed),
            progress=self._on_step,
            cancelled=self._on_stopped,
        )

    def _if_awaited(self, turn: int, answer: Callable[..., None], result: object) -> None:
        """An answer that came too late is not shown."""
        if turn == self._turn:
            answer(result)

    def _show(self, tried: work.Tried) -> None:
        """What trying came to."""
        if tried.sheet is not self._sheet or tried.kind is not self.kind:
            return
        self._show_progress(False)
        self._tried = tried
        meanings = [parts.ColumnMeaning(each.key, each.title, each.required) for each in FIELDS[tried.kind]]
        self.columns.set_columns(meanings, tried.sheet.headers, tried.mapping)
        self.columns.show()
        faults = tried.result.faults if tried.result is not None else ()
        self.faults.set_faults(faults)
        if tried.problem is not None:
            self.banner.show_text(error_text(tried.problem), tone="bad", action="")
        elif tried.result is not None and faults:
            self.banner.show_text(error_text(ImportRefusedError(faults)), tone="bad", action="")
        elif tried.result is not None:
            words = _(RIGHT[tried.kind]).format(made=tried.result.made, rows=tried.result.rows)
            self.banner.show_text(words, tone="good", action="")
        fine = tried.result is not None and not faults and tried.result.rows > 0
        self.take_button.setVisible(fine)
        if fine and tried.result is not None:
            self.take_button.set_text(_("Take in {rows} rows").format(rows=tried.result.rows))

    @Slot(object)
    def _on_mapped(self, mapping: dict[str, int]) -> None:
        if self._tried is None or mapping != self._tried.mapping:
            self._try(mapping)

    @Slot(object)
    def _on_kind_chosen(self, _kind: object) -> None:
        self._show_kind()
        self.banner.show_text("")
        self._try(None)

    @Slot(object)
    def _on_day_committed(self, day: object) -> None:
        if self._tried is not None and day != self._tried.on:
            self._try(dict(self._tried.mapping))

    def _show_kind(self) -> None:
        self.day_row.setVisible(self.kind is ImportKind.OPENING)

    @Slot()
    def put_away(self) -> None:
        """Back to where a file is chosen; nothing was written."""
        self.stop()
        self._sheet = self._tried = None
        self._again = False
        self.banner.show_text("")
        self.take_button.hide()
        self.stage.setCurrentIndex(0)
        self.file_button.hide()
        self.empty.button.setFocus()

    # ---- taking it in

    @Slot()
    def take_in(self) -> None:
        """Take the list in, all of it or nothing."""
        tried = self._tried
        busy = self._job is not None
        if busy or tried is None or tried.plan is None or tried.result is None or tried.result.faults:
            return
        day = self.day.date() if tried.kind is ImportKind.OPENING else self._today()
        if day is None:
            self.day.check()
            return
        self.take_button.setEnabled(False)
        job = partial(work.take_in, session=self._session, plan=tried.plan, on=day, again=self._again)
        self._start(job, self._on_taken)

    def _on_taken(self, done: Imported) -> None:
        self._show_progress(False)
        self.put_away()
        self._messages.done(
            _("Took in {rows} rows.").format(rows=done.rows),
            _("Undo the whole list"),
            partial(self._undo, done.uid),
        )

    @Slot()
    def _on_banner_acted(self) -> None:
        self._again = True
        self.banner.show_text("")
        self.take_in()

    def _on_failed(self, error: Exception) -> None:
        self._show_progress(False)
        if isinstance(error, AlreadyImportedError):
            self.banner.show_text(error_text(error), tone="warn", action=_("Take it in once more"))
        elif isinstance(error, ImportRefusedError):
            self.faults.set_faults(error.faults)
            self.take_button.hide()
            self.banner.show_text(error_text(error), tone="bad", action="")
        elif isinstance(error, UserError):
            self.banner.show_text(error_text(error), tone="bad", action="")
        else:
            self._messages.show_error(error)

    # ---- while it works

    @Slot()
    def stop(self) -> None:
        """Ask what runs to stop; nothing is written then."""
        if self._job is not None:
            self._job.cancel()

    def _on_step(self, done: int, total: int, _text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _on_stopped(self) -> None:
        if self._job is not None and self._job.finished:
            self._show_progress(False)
            if self.take_button.isHidden():  # it was not tried to its end
                self._tried = None
            self.banner.show_text(_("Stopped; nothing was written."), tone="info", action="")

    def _show_progress(self, shown: bool) -> None:
        if not shown:
            self._job = None
        self.take_button.setEnabled(not shown)
        self.bar.setRange(0, 0)
        self.bar.setVisible(shown)
        self.cancel_button.setVisible(shown)

    # ---- what was taken in before

    def _show_runs(self, runs: tuple[ImportRun, ...]) -> None:
        self.runs.set_rows(runs)
        self.run_table.setFixedHeight(parts.height_of(min(max(1, len(runs)), 5)))
        self.run_table.fit_columns()
        self.runs_card.setVisible(bool(runs))
        self._on_run_chosen(None)

    @Slot(object)
    def _on_run_chosen(self, run: ImportRun | None) -> None:
        self.undo_button.setEnabled(run is not None and not run.undone)

    @Slot()
    def _on_undo_clicked(self) -> None:
        run = self.run_table.current_row()
        if isinstance(run, ImportRun) and not run.undone:
            self._undo(run.uid)

    def _undo(self, run_uid: bytes) -> None:
        job = partial(
            work.take_back,
            self._session,
            run_uid,
            on=self._today(),
            reason=_("The list was undone as a whole"),
        )
        self._runner.run(self, job, self._on_undone, failed=self._messages.show_error)

    def _on_undone(self, _done: Imported) -> None:
        self._messages.say(_("The list was undone as a whole"))

    @Slot()
    def save_template(self) -> None:
        """Save an empty list of this kind, to be filled in."""
        place = self._save_file(_(KIND_WORDS[self.kind]), "xlsx")
        if place is not None:
            job = partial(work.save_template, self.kind, place)
            self._runner.run(self, job, self._on_template_saved, failed=self._messages.show_error)

    def _on_template_saved(self, place: Place) -> None:
        self._messages.say(_("Saved {file}.").format(file=place.name))

    # ---- files dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere on the page."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the first file that was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.read(paths[0])


def _state(run: ImportRun) -> str:
    return _("Undone") if run.undone else _("In the book")


def _state_tone(run: ImportRun) -> str:
    return "ink-soft" if run.undone else "leaf"
