"""The register of assets with one asset's card at the right; new ones, depreciation, improvement, leaving."""

# Long because: list, card, four forms and depreciation meet here; each of its handlers is a line or two.

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.asset import AssetWords
from app.domain.document import new_uid
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import _, ngettext
from app.queries.assets import AssetRow
from app.services.assets import Depreciated, change_asset, depreciate
from app.services.unit_of_work import Posted
from reports.asset_register import NAME as REGISTER
from reports.model import Link, Report
from ui import formats, theme
from ui.messages import Messages
from ui.models.rows import RowsModel
from ui.page import PageBase, Shortcut
from ui.pages.assets import work
from ui.pages.assets.change_forms import ImproveForm, LeaveForm, WordsForm
from ui.pages.assets.fields import AssetFormPage
from ui.pages.assets.new_form import NewAssetForm
from ui.pages.assets.register_list import LEFT, LENT, LESS, OURS, columns, group
from ui.posting import Posting
from ui.runner import Runner
from ui.widgets.arrange import Panel, column, row
from ui.widgets.basics import Banner, EmptyState, Figure, SegmentedControl
from ui.widgets.buttons import Button
from ui.widgets.choosing import SearchField
from ui.widgets.report_sheet import ReportSheet
from ui.widgets.tables import TableView

KEEP = Permission.POST_JOURNAL
NARROW, TIGHT, LOW = 760, 550, 440
"""Widths and a height of the list below which it shows less."""


class AssetsView(PageBase):
    """What the group owns for years, what is lent to it, and what has left."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        today: Callable[[], dt.date] = dt.date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today
        self._open_link, self._go_to = open_link, go_to
        self._posting = Posting(session, runner, messages, today, self)
        self._shown = work.Shown()
        self._asset: AssetRow | None = None
        self._depreciation_uid = new_uid()
        self._wanted = ""
        self._make_list()
        self._make_panel()
        self._make_forms()
        self._lay_out()
        self.retranslate()

    # ---- building

    def _make_list(self) -> None:
        self.figures = [Figure("") for _each in range(4)]
        for figure in self.figures:
            figure.note.hide()
        self.banner = Banner(tone="warn", on_action=self._on_depreciate_clicked)
        self.search = SearchField()
        self.search.searched.connect(self._on_search_changed)
        self.which = SegmentedControl()
        self.which.chosen.connect(self._on_which_chosen)
        self.model = RowsModel[AssetRow](columns())
        self.table = TableView()
        self.proxy = self.table.set_list(self.model)
        self.table.chosen.connect(self._on_row_chosen)
        self.empty = EmptyState("factory", "", on_action=self.begin_asset)
        self.stage = QStackedWidget()
        self.stage.addWidget(self.table)
        self.stage.addWidget(self.empty)
        self.new_button = Button("", self.begin_asset, kind="primary", icon="plus")
        self.register_button = Button("", self._on_register_clicked, icon="file-text")
        self.new_button.setVisible(self._session.may(KEEP))

    def _make_panel(self) -> None:
        self.panel = Panel("", width=400)
        self.panel.hide()
        self.panel.closed.connect(self._on_panel_closed)
        self.sheet = ReportSheet(with_head=False)
        self.sheet.link_opened.connect(self._on_link_opened)
        self.panel.add(self.sheet, 1)
        self.improve_button = Button("", self._on_improve_clicked, icon="hammer")
        self.leave_button = Button("", self._on_leave_clicked, icon="log-out")
        self.change_button = Button("", self._on_change_clicked, icon="pencil")
        for button in (self.improve_button, self.leave_button, self.change_button):
            self.panel.foot.addWidget(button)

    def _make_forms(self) -> None:
        self.new_form = NewAssetForm(self._today)
        self.improve_form = ImproveForm(self._today)
        self.leave_form = LeaveForm(self._today)
        self.words_form = WordsForm(self._today)
        self.new_form.submitted.connect(partial(self._on_submitted, self.new_form, work.add))
        self.improve_form.submitted.connect(partial(self._on_submitted, self.improve_form, work.improve))
        self.leave_form.submitted.connect(partial(self._on_submitted, self.leave_form, work.leave))
        self.words_form.submitted.connect(self._on_words_submitted)
        self._forms: tuple[NewAssetForm | ImproveForm | LeaveForm | WordsForm, ...] = (
            self.new_form,
            self.improve_form,
            self.leave_form,
            self.words_form,
        )
        for form in self._forms:
            form.back.connect(self._on_back)

    def _lay_out(self) -> None:
        self.search.setMinimumWidth(theme.px(110))
        self.search.setMaximumWidth(theme.px(220))
        tools = row(self.search, self.which, -1, self.register_button, self.new_button)
        head = column(row(*self.figures, spacing=theme.BETWEEN), self.banner, tools, spacing=theme.BETWEEN)
        head.setContentsMargins(theme.BETWEEN, theme.BETWEEN, theme.BETWEEN, theme.INSIDE)
        left = QWidget()
        inside = column(head, self.stage, spacing=0)
        inside.setStretch(1, 1)
        left.setLayout(inside)
        self.home = QWidget()
        across = QHBoxLayout(self.home)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(left, 1)
        across.addWidget(self.panel)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.home)
        for form in self._forms:
            self.stack.addWidget(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.setFocusProxy(self.table)

    def retranslate(self) -> None:
        """Set every text again."""
        for figure, words in zip(
            self.figures,
            (_("Cost"), _("Depreciation so far"), _("Book value"), _("Depreciation this year")),
            strict=True,
        ):
            figure.set_label(words)
        self.search.set_placeholder(_("Search for an asset"))
        self.which.setAccessibleName(_("Which assets"))
        self.which.set_choices([(OURS, _("Our own")), (LENT, _("Lent to us")), (LEFT, _("Have left"))])
        self.table.setAccessibleName(_("Assets"))
        self.new_button.set_text(_("New asset"))
        self.register_button.set_text(_("Register"))
        self.improve_button.set_text(_("Improve"))
        self.leave_button.set_text(_("It leaves"))
        self.change_button.set_text(_("Edit details"))
        self.panel.close_button.set_name(_("Close"))
        self.model.retranslate()
        for form in self._forms:
            form.retranslate()
        self._show()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the assets."""
        return [
            Shortcut("Ctrl+N", _("New asset"), self.begin_asset),
            Shortcut("Ctrl+D", _("Enter the missing depreciation"), self._on_depreciate_clicked),
            Shortcut("Ctrl+F", _("Search for an asset"), self._on_find),
            Shortcut("Ctrl+Return", _("Save the form")),
        ]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """The register, places of money and people may have changed."""
        if changes & (Changes.LEDGER | Changes.PARTIES | Changes.SETTINGS):
            self._runner.run(
                self, partial(work.shown, self._today()), self._on_read, failed=self._messages.show_error
            )
            self._runner.run(self, work.lists, self._on_lists, failed=self._messages.show_error)

    def open(self, argument: str) -> None:
        """``new``, ``depreciate``, or the code of an asset."""
        if argument == "new":
            self.begin_asset()
        elif argument == "depreciate":
            self.banner.button.setFocus()
        elif argument:
            self._wanted = argument
            self._choose_wanted()

    # ---- the list

    def _fit(self) -> None:
        """Beside the card of an asset there may be room for less."""
        taken = 0 if self.panel.isHidden() else self.panel.width()
        left = self.width() - taken
        narrow = left < theme.px(NARROW)
        for figure in self.figures:
            figure.setVisible(not narrow and self.height() >= theme.px(LOW))
        self.register_button.setVisible(not narrow)
        self.search.setVisible(left >= theme.px(TIGHT))
        for number in LESS:
            self.table.setColumnHidden(number, narrow)
        self.table.fit_columns()

    def _on_lists(self, lists: work.Lists) -> None:
        for form in self._forms:
            form.set_lists(lists)

    def _on_read(self, shown: work.Shown) -> None:
        self._shown = shown
        self._show()
        if self._asset is not None:
            uid = self._asset.uid
            self._asset = next((each for each in shown.rows if each.uid == uid), None)
            if self._asset is None:
                self.panel.close_panel()
            elif not self.panel.isHidden():
                self._read_card(self._asset)
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        asset = next((each for each in self._shown.rows if each.code == self._wanted), None)
        if asset is None:
            return
        self._wanted = ""
        self.which.set_key(group(asset))
        self._show()
        self.stack.setCurrentWidget(self.home)
        self.table.choose_where(lambda each: each.uid == asset.uid)
        self._read_card(asset)

    def _show(self) -> None:
        shown = self._shown
        for figure, value in zip(
            self.figures, (shown.cost, shown.depreciation, shown.book_value, shown.this_year), strict=True
        ):
            figure.set(formats.money(value))
        key = self.which.key() or OURS
        rows = [each for each in shown.rows if group(each) == key]
        self.model.set_rows(rows)
        self.table.fit_columns()
        self.stage.setCurrentWidget(self.table if rows else self.empty)
        sentences = {
            OURS: _("What the group uses for years stands here: machines, vehicles, buildings, land."),
            LENT: _("Nothing is lent to the group. What belongs to an agency is put on record here."),
            LEFT: _("No asset has left yet."),
        }
        may = self._session.may(KEEP)
        self.empty.set_texts(
            sentences[str(key)], _("Put the first asset on record") if may and key != LEFT else ""
        )
        self._show_missing()

    def _show_missing(self) -> None:
        missing = self._shown.missing
        if not missing:
            self.banner.show_text("")
            return
        month = formats.month(missing[-1])
        action = _("Enter depreciation to {month}").format(month=month)
        words = ngettext(
            "The depreciation of {count} month is not entered yet.",
            "The depreciation of {count} months is not entered yet.",
            len(missing),
        ).format(count=len(missing))
        self.banner.show_text(words, action=action if self._session.may(KEEP) else "")

    @Slot(object)
    def _on_which_chosen(self, _key: object) -> None:
        self.panel.close_panel()
        self._show()

    @Slot(str)
    def _on_search_changed(self, text: str) -> None:
        self.proxy.set_search(text)

    def _on_find(self) -> None:
        self.panel.close_panel()
        self.search.setFocus()
        self.search.selectAll()

    # ---- one asset

    @Slot(object)
    def _on_row_chosen(self, asset: AssetRow | None) -> None:
        if asset is not None:
            self._read_card(asset)

    def _read_card(self, asset: AssetRow) -> None:
        self._asset = asset
        self.panel.set_title(f"{asset.name} · {asset.code}")
        may = self._session.may(KEEP)
        self.improve_button.setVisible(may and asset.is_here and not asset.is_lent)
        self.leave_button.setVisible(may and asset.is_here)
        self.change_button.setVisible(may)
        job = partial(work.card, asset.code)
        self._runner.run(self, job, self._on_card, failed=self._messages.show_error)

    def _on_card(self, report: Report | None) -> None:
        if report is None:
            return
        self.sheet.set_report(report)
        self.panel.show()
        self._fit()

    @Slot()
    def _on_panel_closed(self) -> None:
        self._asset = None
        self._fit()
        self.table.clearSelection()
        self.table.setFocus()

    @Slot(object)
    def _on_link_opened(self, link: Link) -> None:
        self._open_link(link)

    @Slot()
    def _on_register_clicked(self) -> None:
        self._go_to("reports", REGISTER)

    # ---- forms

    @Slot()
    def begin_asset(self) -> None:
        """Open the form of a new asset."""
        if self._session.may(KEEP):
            self.stack.setCurrentWidget(self.new_form)
            self.new_form.clear_form()

    @Slot()
    def _on_improve_clicked(self) -> None:
        if self._asset is not None:
            self.stack.setCurrentWidget(self.improve_form)
            self.improve_form.show_asset(self._asset)

    @Slot()
    def _on_leave_clicked(self) -> None:
        if self._asset is not None:
            self.stack.setCurrentWidget(self.leave_form)
            self.leave_form.show_asset(self._asset)

    @Slot()
    def _on_change_clicked(self) -> None:
        if self._asset is not None:
            uid = self._asset.uid
            job = partial(work.words, uid)
            self._runner.run(self, job, partial(self._on_words, uid), failed=self._messages.show_error)

    def _on_words(self, uid: bytes, words: AssetWords | None) -> None:
        if words is not None:
            self.stack.setCurrentWidget(self.words_form)
            self.words_form.show_words(uid, words)

    @Slot()
    def _on_back(self) -> None:
        self.stack.setCurrentWidget(self.home)
        self.table.setFocus()

    def _on_submitted(
        self,
        form: AssetFormPage,
        act: Callable[..., Posted],
        draft: object,
        names: object,
        day: dt.date,
    ) -> None:
        job = partial(act, self._session, draft, names, on=day)
        self._runner.run(self, job, partial(self._on_posted, form), failed=partial(self._on_failed, form))

    def _on_posted(self, form: AssetFormPage, posted: Posted) -> None:
        form.set_busy(False)
        self._on_back()
        self._posting.say(_("Saved as {number}."), posted)

    def _on_words_submitted(self, uid: bytes, words: AssetWords) -> None:
        job = partial(change_asset, self._session, uid, data=words)
        failed = partial(self._on_failed, self.words_form)
        self._runner.run(self, job, self._on_words_saved, failed=failed)

    def _on_words_saved(self, _saved: object) -> None:
        self.words_form.set_busy(False)
        self._on_back()
        self._messages.say(_("Saved."))

    def _on_failed(self, form: AssetFormPage, error: Exception) -> None:
        if isinstance(error, UserError):
            form.show_error(error)
            return
        form.set_busy(False)
        self._messages.show_error(error)

    # ---- depreciation

    @Slot()
    def _on_depreciate_clicked(self) -> None:
        missing = self._shown.missing
        if missing and self._session.may(KEEP):
            job = partial(depreciate, self._session, missing[-1], uid=self._depreciation_uid)
            self._runner.run(self, job, self._on_depreciated, failed=self._messages.show_error)

    def _on_depreciated(self, done: Depreciated) -> None:
        self._depreciation_uid = new_uid()
        last = done.documents[-1]
        if len(done.documents) == 1:
            self._posting.say(_("Depreciation of {amount} baht is entered as {number}."), last)
            return
        words = _("Depreciation of {count} months is entered, to {number}.")
        self._messages.say(words.format(count=len(done.documents), number=last.number))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for more or less."""
        super().resizeEvent(event)
        self._fit()
