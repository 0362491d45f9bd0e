"""Who did what: the log as one long list with filters, one act told in full at the right."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.changes import Changes
from app.domain.session import Permission, Session
from app.domain.trace import ACT_KIND_NAMES, TraceFilter
from app.i18n import _, ngettext
from app.queries.integrity import Finding
from app.services import trace
from app.services.trace import Act
from app.thai.dates import today
from reports.common import document_link
from reports.model import Link
from reports.trace import finding_words, period
from reports.trace_words import about, detail, did, when
from ui import theme
from ui.files import Place
from ui.messages import Messages
from ui.models.paged import PagedTableModel
from ui.models.rows import Col
from ui.page import PageBase, Shortcut
from ui.pages.trace import work
from ui.pages.trace.detail import ActPanel, title_of
from ui.pages.trace.filters import FilterBar
from ui.pages.trace.papers import Papers
from ui.runner import Job, Runner
from ui.widgets.arrange import column, row
from ui.widgets.basics import Banner, EmptyState
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.tables import TableView

NARROW = 1060
"""Below this width of the list the kind of an act stands only in the filter."""
LITTLE = 820
"""Below this width beside the panel the details stand only in it."""
KIND_COLUMN, DETAIL_COLUMN = 3, 5
ABOUT = "uid:"
"""What other pages put before a uid (in hex) to see the history of one thing."""


class TraceView(PageBase):
    """The log of the book, for those who may see it."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        save_file: Callable[[str, str], Place | None],
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages = session, runner, messages
        self._open_link = open_link
        self._papers = Papers(session, runner, messages, save_file, self)
        self._papers.saved.connect(self._refresh)
        self._job: Job | None = None
        self._asked = 0
        self._about_words = ""
        self.filters = FilterBar(today)
        self.filters.changed.connect(self._on_filter_changed)
        self._wanted = self.filters.wanted()
        self._make_list()
        self._make_tools()
        self._lay_out()
        self.retranslate()

    # ---- building

    def _make_list(self) -> None:
        columns: list[Col[Act]] = [
            Col(lambda: _("When"), partial(when, style="short")),
            Col(lambda: _("By"), lambda act: act.user, weight=2),
            Col(lambda: _("Did what"), did, weight=3),
            Col(lambda: _("Kind of act"), lambda act: _(ACT_KIND_NAMES[act.kind]), weight=2),
            Col(lambda: _("About"), about, weight=4, private=True),
            Col(lambda: _("In detail"), detail, weight=5, private=True),
        ]
        self.model = PagedTableModel[Act](
            columns,
            self._count(self._wanted),
            self._fetch(self._wanted),
            key=lambda act: act.key,
            seek=self._seek(self._wanted),
            runner=self._runner,
            parent=self,
        )
        self.model.failed.connect(self._messages.show_error)
        self.model.page_loaded.connect(self._on_page_loaded)
        self.model.modelReset.connect(self._on_model_reset)
        self.table = TableView()
        self.table.set_long_list(self.model, columns)
        self.table.chosen.connect(self._on_act_chosen)
        self.table.opened.connect(self._on_act_opened)
        self.empty = EmptyState("history", "", on_action=self.filters.clear)
        self.stage = QStackedWidget()
        self.stage.addWidget(self.table)
        self.stage.addWidget(self.empty)
        self.panel = ActPanel()
        self.panel.hide()
        self.panel.link_wanted.connect(self._on_link_wanted)
        self.panel.history_wanted.connect(self._on_history_wanted)
        self.panel.closed.connect(self._on_panel_closed)

    def _make_tools(self) -> None:
        self.count_label = Label("", tone="soft", elide=True)
        self.check_button = Button("", self._check, icon="shield-check")
        self.pdf_button = Button("PDF", partial(self._save, "pdf"), icon="file-down")
        self.xlsx_button = Button("Excel", partial(self._save, "xlsx"), icon="table")
        self.print_button = Button("", self._print, kind="primary", icon="printer")
        self.banner = Banner(closable=True)
        self.about_banner = Banner(on_action=self._show_everything)

    def _lay_out(self) -> None:
        tools = row(self.count_label, self.check_button, self.pdf_button, self.xlsx_button, self.print_button)
        tools.setStretch(0, 1)
        above = column(self.filters, tools, self.about_banner, self.banner)
        above.setContentsMargins(theme.BETWEEN, theme.BETWEEN, theme.BETWEEN, theme.INSIDE)
        listed = column(self.stage)
        listed.setContentsMargins(theme.BETWEEN, 0, theme.BETWEEN, theme.BETWEEN)
        below = row(listed, self.panel, spacing=0)
        below.setStretch(0, 1)
        whole = column(above, below, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def retranslate(self) -> None:
        """Set every text again."""
        self.filters.retranslate()
        self.check_button.set_text(_("Is it whole?"))
        self.check_button.setToolTip(
            _("Checks that no document and no line was changed with another program")
        )
        self.print_button.set_text(_("Print"))
        self.table.setAccessibleName(_("Who did what"))
        self.about_banner.show_text(self._about_text(), action=_("Show everything"))
        self.panel.retranslate()
        self.model.retranslate()
        self._show_empty()
        self._read()

    def title(self) -> str:
        """What stands in the header."""
        return _("Who did what")

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the log."""
        return [
            Shortcut("Ctrl+F", _("Find in the log"), self.filters.search.setFocus),
            Shortcut("Ctrl+P", _("Print the log"), self._print),
            Shortcut("Ctrl+S", _("Save the log as PDF"), partial(self._save, "pdf")),
            Shortcut("Ctrl+E", _("Save the log as Excel"), partial(self._save, "xlsx")),
            Shortcut("Ctrl+L", _("Only what needs a look"), self.filters.notable_button.toggle),
            Shortcut("F5", _("Read everything again"), self._refresh),
            Shortcut("Enter", _("Open the document of the chosen line")),
        ]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """Whatever was done stands in the log."""
        if changes:
            self._refresh()

    def open(self, argument: str) -> None:
        """``uid:…`` (in hex) shows the history of one thing, anything else is searched for."""
        if argument.startswith(ABOUT):
            try:
                uid = bytes.fromhex(argument.removeprefix(ABOUT))
            except ValueError:
                return
            self.show_history(uid)
        else:
            self.filters.search.setText(argument)

    def show_history(self, uid: bytes, words: str = "") -> None:
        """Only what was done with one document, product, person …"""
        self._about_words = words
        self.panel.hide()
        self.filters.only_about(uid)
        self.about_banner.show_text(self._about_text(), action=_("Show everything"))

    def _about_text(self) -> str:
        if self._wanted.about is None:
            return ""
        if self._about_words:
            return _("Only what was done with {what}").format(what=self._about_words)
        return _("Only what was done with one thing")

    # ---- reading

    def _count(self, wanted: TraceFilter) -> Callable[[], int]:
        return partial(trace.count, self._session, wanted)

    def _fetch(self, wanted: TraceFilter) -> Callable[[trace.Key | None, int], list[Act]]:
        def fetch(after: trace.Key | None, limit: int) -> list[Act]:
            return trace.acts(self._session, wanted, after=after, limit=limit)

        return fetch

    def _seek(self, wanted: TraceFilter) -> Callable[[int], trace.Key | None]:
        def seek(number: int) -> trace.Key | None:
            return trace.key_before(self._session, wanted, row=number)

        return seek

    @Slot()
    def _refresh(self) -> None:
        wanted = self.filters.wanted()  # midnight may have passed
        if wanted != self._wanted:
            self._on_filter_changed(wanted)
            return
        self.model.refresh()
        self._read()

    def _read(self) -> None:
        self._asked += 1
        job = partial(work.read, self._session, self._wanted)
        done = partial(self._on_read, self._asked)
        self._runner.run(self, job, done, failed=self._messages.show_error)

    def _on_read(self, asked: int, shown: work.Shown) -> None:
        if asked != self._asked:
            return
        self.filters.show_people(shown.people)
        words = ngettext("{count} line", "{count} lines", shown.count).format(count=f"{shown.count:,}")
        span = period(self._wanted)
        self.count_label.setText(f"{words} · {span}" if span else words)
        self._allow(bool(shown.count))
        self.stage.setCurrentWidget(self.table if shown.count else self.empty)

    def _allow(self, some: bool) -> None:
        may_save = self._session.may(Permission.EXPORT)
        self.pdf_button.setEnabled(some and may_save)
        self.xlsx_button.setEnabled(some and may_save)
        self.print_button.setEnabled(some and self._session.may(Permission.PRINT))

    def _show_empty(self) -> None:
        plain = self.filters.is_plain()
        sentence = (
            _("Nothing was done in these days.")
            if plain
            else _("Nothing of this kind was done in these days.")
        )
        self.empty.set_texts(
            sentence, "" if plain else _("Show everything"), _("Choose more days, or fewer filters.")
        )

    @Slot(object)
    def _on_filter_changed(self, wanted: TraceFilter) -> None:
        self._wanted = wanted
        self.about_banner.show_text(self._about_text(), action=_("Show everything"))
        self._show_empty()
        self.table.scrollToTop()
        self.table.clearSelection()
        self.model.set_source(self._count(wanted), self._fetch(wanted), self._seek(wanted))
        self._read()

    @Slot()
    def _show_everything(self) -> None:
        self._about_words = ""
        self.filters.only_about(None)

    @Slot(int)
    def _on_page_loaded(self, page: int) -> None:
        if page == 0:
            self.table.fit_columns()

    @Slot()
    def _on_model_reset(self) -> None:
        self.table.fit_columns()

    # ---- one act

    @Slot(object)
    def _on_act_chosen(self, act: object) -> None:
        if not isinstance(act, Act):
            return
        self.panel.show_act(act)
        self._fold_columns()
        job = partial(work.history, self._session, act)
        self._runner.run(self, job, partial(self._on_history, act), failed=self._messages.show_error)

    def _on_history(self, act: Act, beside: list[Act]) -> None:
        if self.panel.act is act and self.panel.isVisible():
            self.panel.show_act(act, beside)

    @Slot(object)
    def _on_act_opened(self, act: object) -> None:
        if isinstance(act, Act) and act.number:
            self._on_link_wanted(act.number)
        elif isinstance(act, Act):
            self._on_act_chosen(act)

    @Slot(str)
    def _on_link_wanted(self, number: str) -> None:
        self._open_link(document_link(number))

    @Slot(object)
    def _on_history_wanted(self, act: object) -> None:
        if isinstance(act, Act):
            self.show_history(act.entity_uid, title_of(act))

    @Slot()
    def _on_panel_closed(self) -> None:
        self._fold_columns()
        self.table.setFocus()

    def _fold_columns(self) -> None:
        room = self.width() - (self.panel.width() if self.panel.isVisible() else 0)
        self.table.setColumnHidden(KIND_COLUMN, room < theme.px(NARROW))
        self.table.setColumnHidden(DETAIL_COLUMN, self.panel.isVisible() and room < theme.px(LITTLE))
        self.table.fit_columns()

    # ---- checking, saving, printing

    @Slot()
    def _check(self) -> None:
        if self._job is not None:
            self._job.cancel()
            return
        self.check_button.set_text(_("Stop checking"))
        self.banner.show_text(_("Looking through every document and every line …"), tone="info")
        self._job = self._runner.run(
            self,
            partial(work.check, self._session),
            self._on_checked,
            failed=self._on_check_failed,
            cancelled=self._on_check_ended,
        )

    def _on_checked(self, findings: list[Finding]) -> None:
        self._on_check_ended()
        self._papers.findings = tuple(findings)
        if findings:
            self.banner.show_text(finding_words(findings), tone="bad")
        else:
            self.banner.show_text(_("Every document and every line is as it was written."), tone="good")

    def _on_check_failed(self, error: Exception) -> None:
        self._on_check_ended()
        self._messages.show_error(error)

    def _on_check_ended(self) -> None:
        self._job = None
        self.banner.hide()
        self.check_button.set_text(_("Is it whole?"))

    def _save(self, kind: str) -> None:
        self._papers.save(self._wanted, kind)

    @Slot()
    def _print(self) -> None:
        self._papers.print_out(self._wanted)

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns fold where there is no room for them."""
        super().resizeEvent(event)
        self._fold_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the panel, then the history of one thing."""
        if event.key() == Qt.Key.Key_Escape:
            if self.panel.isVisible():
                self.panel.close_panel()
                return
            if self._wanted.about is not None:
                self._show_everything()
                return
        super().keyPressEvent(event)
