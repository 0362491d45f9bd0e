"""The herds with their heads and worth, one herd's story at the right, and what happens to them."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.herd import BreedDraft, HerdData, HerdDraft
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import _
from app.queries.herds import HerdRow
from app.services.herds import keep_for_breeding
from app.services.unit_of_work import Posted
from reports.herd_register import NAME as REGISTER
from reports.model import Kind, Link, Report
from ui import formats, theme
from ui.messages import Messages
from ui.models.rows import Col, RowsModel
from ui.page import PageBase, Shortcut
from ui.pages.herd import work
from ui.pages.herd.forms import EventForm, HerdForm
from ui.posting import Posting
from ui.runner import Runner
from ui.widgets.arrange import Panel, column, row
from ui.widgets.basics import EmptyState, Figure
from ui.widgets.buttons import Button
from ui.widgets.report_sheet import ReportSheet
from ui.widgets.tables import TableView

NARROW = 680
LESS = (1, 2)
"""Columns that are not shown where there is little room: kind of animal, section."""


class HerdView(PageBase):
    """Animals that are kept, herd by herd."""

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
        self._herd: HerdRow | None = None
        self._make_list()
        self._make_panel()
        self.event_form, self.herd_form = EventForm(today), HerdForm()
        self.event_form.submitted.connect(self._on_event_submitted)
        self.herd_form.submitted.connect(self._on_herd_submitted)
        self.event_form.back.connect(self._on_back)
        self.herd_form.back.connect(self._on_back)
        self._lay_out()
        self.retranslate()

    # ---- building

    def _make_list(self) -> None:
        self.figures = [Figure("") for _each in range(2)]
        for figure in self.figures:
            figure.note.hide()
        self.model = RowsModel[HerdRow](
            [
                Col(lambda: _("Herd"), lambda each: each.name, weight=5, tone=_tone),
                Col(lambda: _("Kind of animal"), lambda each: each.species, weight=3),
                Col(lambda: _("Section"), lambda each: each.section, weight=3),
                Col(lambda: _("Heads"), lambda each: each.heads, Kind.COUNT, weight=2),
                Col(lambda: _("Worth"), lambda each: each.value, Kind.MONEY, weight=3, unit="฿"),
            ]
        )
        self.table = TableView()
        self.table.set_list(self.model)
        self.table.chosen.connect(self._on_row_chosen)
        self.empty = EmptyState("beef", "", on_action=self.begin_herd)
        self.new_button = Button("", self.begin_herd, kind="primary", icon="plus")
        self.register_button = Button("", self._on_register_clicked, icon="file-text")

    def _make_panel(self) -> None:
        self.panel = Panel("", width=460)
        self.panel.hide()
        self.panel.closed.connect(self._on_panel_closed)
        self.sheet = ReportSheet(with_head=False)
        self.sheet.link_opened.connect(self._on_link_opened)
        self.panel.add(self.sheet, 1)
        self.event_button = Button("", self._on_event_clicked, kind="primary", icon="plus")
        self.change_button = Button("", self._on_change_clicked, icon="pencil")
        self.panel.foot.addWidget(self.event_button)
        self.panel.foot.addWidget(self.change_button)
        self.panel.foot.addStretch(1)

    def _lay_out(self) -> None:
        buttons = column(row(self.register_button, self.new_button), -1)
        head = row(*self.figures, -1, buttons, spacing=theme.BETWEEN)
        head.setContentsMargins(theme.BETWEEN, theme.BETWEEN, theme.BETWEEN, theme.INSIDE)
        listed = QWidget()
        inside = column(head, self.table, spacing=0)
        inside.setStretch(1, 1)
        listed.setLayout(inside)
        self.stage = QStackedWidget()
        self.stage.addWidget(listed)
        self.stage.addWidget(self.empty)
        self.listed = listed
        self.home = QWidget()
        across = QHBoxLayout(self.home)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.stage, 1)
        across.addWidget(self.panel)
        self.stack = QStackedWidget()
        for widget in (self.home, self.event_form, self.herd_form):
            self.stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.setFocusProxy(self.table)

    def retranslate(self) -> None:
        """Set every text again."""
        for figure, words in zip(self.figures, (_("Animals"), _("Worth in the books")), strict=True):
            figure.set_label(words)
        self.table.setAccessibleName(_("Herds"))
        self.new_button.set_text(_("New herd"))
        self.register_button.set_text(_("Register"))
        self.event_button.set_text(_("Something happened"))
        self.change_button.set_text(_("Edit details"))
        self.panel.close_button.set_name(_("Close"))
        self.model.retranslate()
        self.event_form.retranslate()
        self.herd_form.retranslate()
        self._show()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the animals."""
        return [
            Shortcut("Ctrl+N", _("New herd"), self.begin_herd),
            Shortcut("Ctrl+E", _("Something happened"), self._on_event_clicked),
            Shortcut("Ctrl+Return", _("Save the form")),
        ]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """Herds, places of money and people may have changed."""
        if changes & (Changes.LEDGER | Changes.PARTIES | Changes.SETTINGS):
            self._runner.run(self, work.shown, self._on_read, failed=self._messages.show_error)
            self._runner.run(self, work.lists, self._on_lists, failed=self._messages.show_error)

    def open(self, argument: str) -> None:
        """``new``."""
        if argument == "new":
            self.begin_herd()

    # ---- the list

    def _fit(self) -> None:
        """Beside the story of a herd there may be room for less."""
        taken = 0 if self.panel.isHidden() else self.panel.width()
        narrow = self.width() - taken < theme.px(NARROW)
        self.figures[0].setVisible(not narrow)
        self.register_button.setVisible(not narrow)
        for number in LESS:
            self.table.setColumnHidden(number, narrow)
        self.table.fit_columns()

    def _on_lists(self, lists: work.Lists) -> None:
        self.event_form.set_lists(lists)
        self.herd_form.set_lists(lists)

    def _on_read(self, shown: work.Shown) -> None:
        self._shown = shown
        self._show()
        if self._herd is not None and not self.panel.isHidden():
            uid = self._herd.uid
            again = next((each for each in shown.rows if each.uid == uid), None)
            if again is not None:
                self._read_card(again)

    def _show(self) -> None:
        shown = self._shown
        self.figures[0].set(formats.count(shown.heads))
        self.figures[1].set(formats.money(shown.value))
        self.model.set_rows(shown.rows)
        self.table.fit_columns()
        self.stage.setCurrentWidget(self.listed if shown.rows else self.empty)
        may = self._session.may(Permission.BUY)
        self.new_button.setVisible(may)
        self.event_button.setVisible(may)
        self.change_button.setVisible(may)
        self.empty.set_texts(
            _("Cattle, pigs, chickens, fish: what the group raises to sell stands here."),
            _("Begin a herd") if may else "",
            _(
                "Count what is born, bought, sold and dies. Feed and medicine are added to what the animals "
                "are worth until they are sold, so that the profit is right."
            ),
        )

    @Slot(object)
    def _on_row_chosen(self, herd: HerdRow | None) -> None:
        if herd is not None:
            self._read_card(herd)

    def _read_card(self, herd: HerdRow) -> None:
        self._herd = herd
        self.panel.set_title(f"{herd.name} · {herd.code}")
        self._runner.run(self, partial(work.card, herd), self._on_card, failed=self._messages.show_error)

    def _on_card(self, report: Report) -> None:
        self.sheet.set_report(report)
        self.panel.show()
        self._fit()

    @Slot()
    def _on_panel_closed(self) -> None:
        self._herd = None
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
    def begin_herd(self) -> None:
        """Open the form of a new herd."""
        if self._session.may(Permission.BUY):
            self.stack.setCurrentWidget(self.herd_form)
            self.herd_form.show_herd(None, None)

    @Slot()
    def _on_change_clicked(self) -> None:
        if self._herd is not None:
            uid = self._herd.uid
            job = partial(work.data, uid)
            self._runner.run(self, job, partial(self._on_data, uid), failed=self._messages.show_error)

    def _on_data(self, uid: bytes, data: HerdData | None) -> None:
        self.stack.setCurrentWidget(self.herd_form)
        self.herd_form.show_herd(uid, data)

    @Slot()
    def _on_event_clicked(self) -> None:
        herd = self._herd
        if herd is not None and self._session.may(Permission.BUY):
            others = [each for each in self._shown.rows if each.active and each.uid != herd.uid]
            self.stack.setCurrentWidget(self.event_form)
            self.event_form.show_herd(herd, others, may_keep_books=self._session.may(Permission.POST_JOURNAL))

    @Slot()
    def _on_back(self) -> None:
        self.stack.setCurrentWidget(self.home)
        self.table.setFocus()

    @Slot(object, object, object)
    def _on_event_submitted(self, draft: object, names: object, day: object) -> None:
        assert isinstance(day, dt.date)
        job: Callable[[], Posted]
        if isinstance(draft, BreedDraft):
            job = partial(keep_for_breeding, self._session, draft, on=day)
        else:
            assert isinstance(draft, HerdDraft)
            assert isinstance(names, tuple)
            job = partial(work.happen, self._session, draft, names, on=day)
        failed = partial(self._on_failed, self.event_form)
        self._runner.run(self, job, self._on_posted, failed=failed)

    def _on_posted(self, posted: Posted) -> None:
        self.event_form.set_busy(False)
        self._on_back()
        self._posting.say(_("Saved as {number}."), posted)

    @Slot(object, object, object)
    def _on_herd_submitted(self, data: object, uid: object, known: object) -> None:
        assert isinstance(data, HerdData)
        assert isinstance(uid, bytes)
        job = partial(work.save, self._session, data, uid=uid, known=bool(known))
        self._runner.run(self, job, self._on_saved, failed=partial(self._on_failed, self.herd_form))

    def _on_saved(self, _saved: object) -> None:
        self.herd_form.set_busy(False)
        self._on_back()
        self._messages.say(_("Saved."))

    def _on_failed(self, form: EventForm | HerdForm, error: Exception) -> None:
        if isinstance(error, UserError):
            form.show_error(error)
            return
        form.set_busy(False)
        self._messages.show_error(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for more or less."""
        super().resizeEvent(event)
        self._fit()


def _tone(herd: HerdRow) -> str:
    return "" if herd.active else "ink-soft"
