"""Counting the stock of a place: typed from a sheet or at the shelf, kept while half done, posted at once."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.domain.document import new_uid
from app.domain.purchase import CountDraft
from app.domain.session import Session
from app.i18n import _
from app.queries.stock import PlaceRow
from app.thai.dates import now, today
from reports import stock_list
from reports.model import Report
from ui import formats, theme
from ui.messages import Messages
from ui.pages.stock import work
from ui.pages.stock.count_model import COUNTED, DIFFERENCE, EXPECTED, CountModel
from ui.pages.stock.count_table import CountTable
from ui.pages.stock.papers import Papers
from ui.pages.stock.work import CountStart, Lists
from ui.runner import Runner
from ui.widgets.basics import Button, EmptyState, SegmentedControl, row
from ui.widgets.choosing import Choice, SearchField, SimpleChoice
from ui.widgets.dates import ThaiDateField
from ui.widgets.labels import Label

ALL, LEFT, DIFFERENT = "all", "left", "different"
KEEP_AFTER_MS = 600


class CountPage(QWidget):
    """Fills in a ``CountDraft``; ``submitted`` gives (draft, day, uid under which it was kept)."""

    submitted = Signal(object, object, object)
    first_wanted = Signal()

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        papers: Papers,
        *,
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._papers = session, runner, messages, papers
        self._today = today
        self._uid = new_uid()
        self._place = 1
        self._busy = False
        self._started = False
        self.model = CountModel(self)
        self.model.touched.connect(self._on_touched)
        self.table = CountTable()
        self.proxy = self.table.set_list(self.model)
        self.place = SimpleChoice()
        self.place.setFixedWidth(theme.px(170))
        self.place.committed.connect(self._on_place_chosen)
        self.day = ThaiDateField(required=True, today=today)
        self.day.setFixedWidth(theme.px(170))
        self.day.set_value(today())
        self.search = SearchField()
        self.search.textChanged.connect(self._on_search_changed)
        self.search.down_pressed.connect(self.table.begin)
        self.which = SegmentedControl()
        self.which.chosen.connect(self._on_which_chosen)
        self.expected = QCheckBox()
        self.expected.toggled.connect(self._on_expected_toggled)
        self.sheet_button = Button("", self._on_sheet_clicked, icon="printer")
        self.sheet_pdf_button = Button("PDF", self._on_sheet_pdf_clicked, kind="quiet", icon="file-down")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(theme.px(160), 8)
        self.progress = Label("", tone="soft")
        self.clear_button = Button("", self._on_clear_clicked, kind="quiet")
        self.post_button = Button("", self.submit, kind="primary", icon="clipboard-check")
        self.empty = EmptyState("clipboard-list", "")
        self.empty.acted.connect(self.first_wanted)
        self.stage = QStackedWidget()
        self.stage.addWidget(self.table)
        self.stage.addWidget(self.empty)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self._keep)
        self._lay_out()
        self.retranslate()
        self._show_columns()

    def _lay_out(self) -> None:
        first = row(self.search, self.which, self.place, self.day)
        first.setStretch(0, 1)
        second = row(self.expected, -1, self.sheet_button, self.sheet_pdf_button)
        foot = row(self.bar, self.progress, -1, self.clear_button, self.post_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.BETWEEN, 0, theme.BETWEEN, theme.INSIDE)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self.stage, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.search)

    def retranslate(self) -> None:
        """Set every text again."""
        self.search.set_placeholder(_("Search what to count"))
        self.which.set_choices([(ALL, _("All")), (LEFT, _("Not counted")), (DIFFERENT, _("Different"))])
        self.place.setAccessibleName(_("Place"))
        self.day.setAccessibleName(_("Day of the count"))
        self.day.retranslate()
        self.expected.setText(_("Show what the book says"))
        self.sheet_button.set_text(_("Print the sheet"))
        self.clear_button.set_text(_("Start empty"))
        self.post_button.set_text(_("Save the count"))
        self.table.setAccessibleName(_("Count"))
        self.empty.set_texts(
            _("Here you compare the shelf with the book, once there are goods to count."),
            _("Enter the first product"),
        )
        self.model.retranslate()
        self._tell()

    # ---- what the page around it uses

    def set_lists(self, lists: Lists) -> None:
        """Other places."""
        self.place.set_choices([Choice(row.id, row.name) for row in lists.places])
        self.place.set_value(self._place)
        self.place.setVisible(len(lists.places) > 1)

    def read(self) -> None:
        """Read the place again; what was typed stays."""
        job = partial(work.begin_count, self._place)
        self._runner.run(self, job, self._on_read, failed=self._messages.show_error)

    def _on_read(self, start: CountStart) -> None:
        if start.location_id != self._place:
            return
        if self._started:
            self.model.refresh_rows(start.rows)
        else:
            self._started = True
            self._uid = start.uid
            self.model.start(start.rows, start.kept)
        self.table.fit_columns()
        self.stage.setCurrentWidget(self.table if start.rows else self.empty)
        self._tell()

    def choose(self, product_uid: bytes) -> None:
        """Open the amount of a product that was scanned."""
        self.search.clear_search()
        self.which.set_key(ALL)
        self._filter()
        for number in range(self.proxy.rowCount()):
            index = self.proxy.index(number, COUNTED)
            if self.model.rows[self.proxy.mapToSource(index).row()].uid == product_uid:
                self.table.type_at(index)
                return

    def set_busy(self, busy: bool) -> None:
        """While it is saved a second press does nothing."""
        self._busy = busy
        self._tell()

    def posted(self) -> None:
        """The count is in the book: begin the next one."""
        self._uid = new_uid()
        self.model.start(self.model.rows, {})
        self.set_busy(False)
        self.read()

    # ---- filling in

    def _show_columns(self) -> None:
        shown = self.expected.isChecked()
        for column in (EXPECTED, DIFFERENCE):
            self.table.setColumnHidden(column, not shown)
        self.table.fit_columns()

    def _filter(self) -> None:
        which = self.which.key()
        if which == LEFT:
            self.proxy.set_filter(self._is_left)
        elif which == DIFFERENT:
            self.proxy.set_filter(self._is_different)
        else:
            self.proxy.set_filter(None)

    def _is_left(self, line: PlaceRow) -> bool:
        return self.model.counted(line) is None

    def _is_different(self, line: PlaceRow) -> bool:
        return bool(self.model.difference(line)) or bool(self.model.problem(line))

    def _tell(self) -> None:
        counted, whole, different, wrong = self.model.progress()
        self.bar.setRange(0, max(1, whole))
        self.bar.setValue(counted)
        words = _("{counted} of {whole} counted").format(
            counted=formats.count(counted), whole=formats.count(whole)
        )
        if counted and self.expected.isChecked():
            words += " · " + _("{count} differ").format(count=formats.count(different))
        self.bar.setAccessibleName(words)
        self.post_button.setEnabled(counted > 0 and not self._busy)
        self.clear_button.setVisible(bool(self.model.kept))
        if wrong:
            words = _("Some of what was typed is not a number; it is marked.")
        self.progress.set_tone("turmeric" if wrong else "soft")
        self.progress.setText(words)

    def submit(self) -> None:
        """Hand over what was counted; what cannot be read takes the cursor."""
        wrong = self.model.first_wrong()
        if wrong is not None:
            self.choose(self.model.rows[wrong].uid)
            return
        if self._busy or not self.day.check() or not self.model.lines():
            return
        self._timer.stop()
        self.set_busy(True)
        draft = CountDraft(self._uid, self.model.lines(), self._place)
        self.submitted.emit(draft, self.day.date(), self._uid)

    def keep_now(self) -> None:
        """Do not wait for the rest: the window closes."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    @Slot()
    def _keep(self) -> None:
        job = partial(work.keep_count, self._session, self._uid, self._place, dict(self.model.kept))
        self._runner.run(self, job, failed=self._messages.show_error)

    # ---- slots

    @Slot()
    def _on_touched(self) -> None:
        self._tell()
        self._timer.start()

    @Slot(str)
    def _on_search_changed(self, text: str) -> None:
        self.proxy.set_search(text)

    @Slot(object)
    def _on_which_chosen(self, _key: object) -> None:
        self._filter()

    @Slot(bool)
    def _on_expected_toggled(self, _shown: bool) -> None:
        self._show_columns()
        self._tell()

    @Slot(object)
    def _on_place_chosen(self, key: object) -> None:
        if not isinstance(key, int) or key == self._place:
            return
        self.keep_now()
        self._place, self._started = key, False
        self.read()

    @Slot()
    def _on_clear_clicked(self) -> None:
        before = dict(self.model.kept)
        self.model.start(self.model.rows, {})
        self._on_touched()
        self._messages.done(_("The count was emptied."), _("Undo"), partial(self._bring_back, before))

    def _bring_back(self, kept: dict[str, work.Typed]) -> None:
        self.model.start(self.model.rows, kept)
        self._on_touched()

    def _sheet(self) -> Callable[[], Report]:
        day = self.day.date() or self._today()
        return partial(
            stock_list.count_sheet,
            tuple(self.model.rows),
            place=self.place.text(),
            on=formats.date(day),
            with_expected=self.expected.isChecked(),
            printed=now(),
        )

    @Slot()
    def _on_sheet_clicked(self) -> None:
        self._papers.print_out(self._sheet())

    @Slot()
    def _on_sheet_pdf_clicked(self) -> None:
        self._papers.save(self._sheet(), _("Count sheet"), "pdf")
