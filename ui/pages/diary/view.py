"""The page of the day: one question after the other, what it was for, how much; the next one at once."""

# Long because: the parts of the page speak with each other through it alone; each has a file of its own.

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.household.diary import HouseholdEntryDraft
from app.domain.session import Session
from app.domain.slip_entry import Direction
from app.i18n import _
from app.queries.household.diary import DiaryLine
from app.queries.household.recurring import RecurringRow
from app.services.household.recurring import confirm_recurring, skip_recurring
from app.services.unit_of_work import Posted
from app.thai.dates import today
from reports.common import in_language
from reports.model import Link
from ui import theme
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.diary import work
from ui.pages.diary.beside import DueStrip, GapStrip, Lines, line_name
from ui.pages.diary.chips import DayBar
from ui.pages.diary.entry import AmountPane
from ui.pages.diary.tiles import CategoryTiles
from ui.pages.diary.ways import WAYS
from ui.pages.diary.words import plain
from ui.runner import Runner
from ui.widgets.arrange import row
from ui.widgets.basics import Banner, SegmentedControl
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choosing import SearchField
from ui.widgets.labels import Label

NARROW = 1_000
"""Below this width of the page the last entries give way."""
SIDE = 320
WIDEST = 16_777_215
LOW = 700
"""Below this height of the page only one strip stands above the tiles."""
KINDS = "*.jpg *.jpeg *.png *.webp"


def ask_pictures(parent: QWidget | None) -> list[Path]:
    """Let her choose pictures of a slip."""
    words = _("Pictures")
    chosen, _kind = QFileDialog.getOpenFileNames(parent, _("Pictures of slips"), "", f"{words} ({KINDS})")
    return [Path(each) for each in chosen]


class DiaryView(PageBase):
    """Tiles, then the amount; above them the day, beside them the last entries."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        today: Callable[[], dt.date] = today,
        ask_files: Callable[[QWidget | None], list[Path]] = ask_pictures,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner, self._messages, self._today = session, runner, messages, today
        self._open_link, self._go_to, self._ask_files = open_link, go_to, ask_files
        self._lists, self._now = work.Lists(), work.Now()
        self._recurring: RecurringRow | None = None
        self._busy = self._was_shown = self._was_asked = False
        self._make()
        self._lay_out()
        self.retranslate()
        self.setFocusProxy(self.search)
        self.setAcceptDrops(True)

    # ---- building

    def _make(self) -> None:
        self.direction = SegmentedControl()
        self.direction.chosen.connect(self._on_direction)
        self.day = DayBar(self._today)
        self.day.changed.connect(self._on_day)
        self.due, self.gap = DueStrip(), GapStrip()
        self.count = Banner(tone="info", closable=True, on_action=self._on_count)
        self.due.confirmed.connect(self._on_due_confirmed)
        self.due.other_amount.connect(self._on_due_other)
        self.due.skipped.connect(self._on_due_skipped)
        self.gap.chosen.connect(self._on_gap)
        self.count.close_button.clicked.connect(self._on_count_closed)
        self.question = Label("", type="title")
        self.search = SearchField()
        self.search.searched.connect(self._on_search)
        self.search.returnPressed.connect(self._on_search_entered)
        self.search.down_pressed.connect(self._on_down)
        self.tiles = CategoryTiles()
        self.tiles.picked.connect(self._on_picked)
        self.amount = AmountPane()
        self.amount.filled.connect(self._on_filled)
        self.amount.back.connect(self.show_tiles)
        self.amount.pictures_wanted.connect(self._on_pictures)
        self.amount.people_wanted.connect(self._on_people)
        self.recent_button = IconButton("history", "", self._on_recent_clicked, touch=True)
        self.recent_button.setCheckable(True)
        self.week_button = Button("", self._on_week, kind="quiet", icon="calendar-days", touch=True)
        self.recent_back = Button("", self._on_recent_left, kind="quiet", icon="arrow-left", touch=True)
        self.recent, self.week = Lines(), Lines(changes=False)
        for lines in (self.recent, self.week):
            lines.repeat_wanted.connect(self._on_repeat)
            lines.change_wanted.connect(self._on_change)
        self.week_back = Button("", self._on_week_left, kind="quiet", icon="arrow-left")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.BETWEEN)
        top.addWidget(self.direction)
        top.addWidget(self.day, 1)
        top.addWidget(self.recent_button)
        asked = QWidget()
        ask = QVBoxLayout(asked)
        ask.setContentsMargins(0, 0, 0, 0)
        ask.setSpacing(theme.INSIDE)
        head = row(self.question, self.search, spacing=theme.BETWEEN)
        head.setStretch(1, 1)
        ask.addWidget(self.count)
        ask.addWidget(self.due)
        ask.addWidget(self.gap)
        ask.addLayout(head)
        ask.addWidget(self.tiles, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(asked)
        self.stack.addWidget(self.amount)
        self._asked = asked
        self.left = QWidget()
        left = QVBoxLayout(self.left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.INSIDE)
        left.addLayout(top)
        left.addWidget(self.stack, 1)
        self.beside = QStackedWidget()
        first, second = QWidget(), QWidget()
        lay = QVBoxLayout(first)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addLayout(row(self.recent_back, -1))
        lay.addWidget(self.week_button)
        lay.addWidget(self.recent, 1)
        lay = QVBoxLayout(second)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addLayout(row(self.week_back, -1))
        lay.addWidget(self.week, 1)
        self.beside.addWidget(first)
        self.beside.addWidget(second)
        across = QHBoxLayout(self)
        across.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        across.setSpacing(theme.BETWEEN)
        across.addWidget(self.left, 1)
        across.addWidget(self.beside)

    def retranslate(self) -> None:
        """Set every text again."""
        self.direction.setAccessibleName(_("Money in or out"))
        self.direction.set_choices([(Direction.OUT, _("Money out")), (Direction.IN, _("Money in"))])
        self.day.retranslate()
        self._ask()
        self.search.set_placeholder(_("Type to find: pork, petrol, temple …"))
        self.search.setAccessibleName(_("What was it for?"))
        self.tiles.setAccessibleName(_("What was it for?"))
        self.amount.retranslate()
        self.recent_button.set_name(_("What was entered last"))
        self.week_button.set_text(_("The same as last week (F8)"))
        self.recent_back.set_text(_("Back (Esc)"))
        self.week_back.set_text(_("Back (Esc)"))
        self.recent.set_words(
            _("Entered last"), _("Nothing yet. Choose a picture to begin."), _("Enter it again")
        )
        self.week.set_words(
            _("A week ago"), _("Nothing more was entered a week ago."), _("Enter it as last week")
        )
        self.tiles.set_ways(WAYS)
        self.tiles.set_categories(self._lists.categories)
        self._show_now(self._now)

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [
            Shortcut("F3", _("Money out or in"), self._on_other_direction),
            Shortcut("Alt+0", _("Today"), partial(self.go_back_days, 0)),
            Shortcut("Alt+1", _("Yesterday"), partial(self.go_back_days, 1)),
            Shortcut("Alt+2", _("The day before"), partial(self.go_back_days, 2)),
            Shortcut("F7", _("The last entry again"), self._on_repeat_last),
            Shortcut("F8", _("The same as last week"), self._on_week),
            Shortcut("F9", _("Enter what is due"), self._on_due_key),
            Shortcut("Ctrl+I", _("Picture of the slip"), self._on_pictures),
            Shortcut("Ctrl+N", _("A new entry"), self.show_tiles),
        ]

    # ---- what the window asks

    def refresh(self, changes: Changes) -> None:
        """Categories, people, places, the last entries may have changed."""
        failed = self._messages.show_error
        if changes & (Changes.HOUSEHOLD | Changes.PARTIES | Changes.SETTINGS):
            self._runner.run(self, partial(work.lists, self._today()), self._show_lists, failed=failed)
        if changes & (Changes.LEDGER | Changes.HOUSEHOLD):
            self._runner.run(self, partial(work.now, self._today()), self._show_now, failed=failed)

    def open(self, argument: str) -> None:
        """``new``, ``out``, ``in``, ``week`` or a day (2026-11-20) that is to be written down."""
        self.show_tiles()
        if argument in (Direction.IN, Direction.OUT):
            self._take_direction(Direction(argument))
        elif argument == "week":
            self._on_week()
        elif argument and argument != "new":
            self._on_gap(dt.date.fromisoformat(argument))

    def _show_lists(self, lists: work.Lists) -> None:
        self._lists = lists
        self.tiles.set_categories(lists.categories)
        self.amount.set_lists(lists)

    def _show_now(self, now: work.Now) -> None:
        self._now = now
        self.recent.set_lines(now.recent, self._today())
        self.due.show_due(now.due)
        self.gap.show_days(now.gaps)
        self._show_count(now.is_uncounted and not self._was_asked)
        self._show_strips()

    def _show_count(self, wanted: bool) -> None:
        words = _("How much is in the purse? Count it once, then the book is right.") if wanted else ""
        self.count.show_text(words, action=_("Count it"))

    @Slot()
    def _on_count(self) -> None:
        self._go_to("diary", "purse")

    @Slot()
    def _on_count_closed(self) -> None:
        self._was_asked = True

    # ---- what it was for

    def _ask(self) -> None:
        is_out = self.direction.key() != Direction.IN
        self.question.setText(_("What was it for?") if is_out else _("Where did it come from?"))

    @Slot()
    def show_tiles(self) -> None:
        """Ask what it was for."""
        self._recurring = None
        self.stack.setCurrentWidget(self._asked)
        self.search.clear_search()
        self.tiles.search("")
        self.search.setFocus()

    @Slot(object)
    def _on_direction(self, key: object) -> None:
        self._take_direction(Direction(str(key)))

    def _take_direction(self, direction: Direction) -> None:
        self.direction.set_key(direction)
        self.tiles.set_direction(direction)
        self._ask()
        self.show_tiles()

    @Slot()
    def _on_other_direction(self) -> None:
        is_out = self.direction.key() == Direction.OUT
        self._take_direction(Direction.IN if is_out else Direction.OUT)

    @Slot(str)
    def _on_search(self, typed: str) -> None:
        self.tiles.search(typed)

    @Slot()
    def _on_search_entered(self) -> None:
        self.tiles.search(self.search.text())
        first = self.tiles.first()
        if first is not None:
            self._on_picked(first)

    @Slot()
    def _on_down(self) -> None:
        self.tiles.setFocus()

    @Slot(object)
    def _on_picked(self, uid: object) -> None:
        if isinstance(uid, str):
            place, _equals, argument = uid.partition("=")
            self._go_to(place, argument)
            return
        category = self._lists.category(uid)
        if category is None:
            return
        self.stack.setCurrentWidget(self.amount)
        self.amount.begin(category, self.day.day())

    # ---- the day

    def go_back_days(self, days: int) -> None:
        """It was so many days ago."""
        self.day.set_day(self._today() - dt.timedelta(days=days))

    @Slot(object)
    def _on_day(self, day: dt.date) -> None:
        self.amount.set_day(day)
        if self.beside.currentIndex():
            self._read_week()

    @Slot(object)
    def _on_gap(self, day: dt.date) -> None:
        self.day.set_day(day)
        self.show_tiles()

    # ---- saving

    @Slot(object)
    def _on_filled(self, filled: work.Filled) -> None:
        if self._busy:
            return
        self._busy = True
        if self._recurring is not None:
            job = partial(
                confirm_recurring,
                self._session,
                self._recurring.uid,
                uid=filled.draft.uid,
                on=filled.on,
                amount=filled.draft.amount,
                account_code=filled.draft.account_code,
            )
            name = self._recurring.data.name or in_language(
                self._recurring.category, self._recurring.category_en
            )
        else:
            job = partial(work.save, self._session, filled, today=self._today())
            category = self._lists.category(filled.draft.category_uid)
            name = in_language(category.name, category.name_en) if category is not None else ""
        self._runner.run(self, job, partial(self._on_saved, name), failed=self._on_failed)

    def _on_saved(self, name: str, posted: Posted) -> None:
        self._busy = False
        self._say(name, posted)
        self.show_tiles()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._messages.show_error(error)

    def _say(self, name: str, posted: Posted) -> None:
        words = _("Written down: {name} {amount} baht").format(name=name, amount=plain(posted.total))
        self._messages.done(words, _("Take it back"), partial(self._undo, posted))

    def _undo(self, posted: Posted) -> None:
        job = partial(work.undo, self._session, posted.uid, today=self._today())
        self._runner.run(self, job, self._on_undone, failed=self._messages.show_error)

    def _on_undone(self, _reversal: Posted) -> None:
        self._messages.say(_("It was taken back."))

    # ---- again

    @Slot(object)
    def _on_repeat(self, line: DiaryLine) -> None:
        draft = work.repeated(line)
        if draft is not None and not self._busy:
            self._post(draft, line_name(line))

    def _post(self, draft: HouseholdEntryDraft, name: str) -> None:
        self._busy = True
        job = partial(work.save, self._session, work.Filled(draft, self.day.day()), today=self._today())
        self._runner.run(self, job, partial(self._on_repeated, name), failed=self._on_failed)

    def _on_repeated(self, name: str, posted: Posted) -> None:
        self._busy = False
        self._say(name, posted)
        if self.beside.currentIndex():
            self._read_week()

    @Slot()
    def _on_repeat_last(self) -> None:
        if self._now.recent:
            self._on_repeat(self._now.recent[0])

    @Slot(object)
    def _on_change(self, line: DiaryLine) -> None:
        category = self._lists.category(line.category_uid)
        if category is None:
            return
        self._recurring = None
        self.recent_button.setChecked(False)
        self._fit()
        self.stack.setCurrentWidget(self.amount)
        self.day.set_day(line.on)
        self.amount.begin(category, line.on, like=line, replaces=True)

    @Slot()
    def _on_week(self) -> None:
        self.beside.setCurrentIndex(1)
        self._fit()
        self._read_week()

    @Slot()
    def _on_week_left(self) -> None:
        self.beside.setCurrentIndex(0)
        self._fit()
        self.search.setFocus()

    def _read_week(self) -> None:
        job = partial(work.week_before, self.day.day())
        self._runner.run(self, job, self._show_week, failed=self._messages.show_error)

    def _show_week(self, lines: Sequence[DiaryLine]) -> None:
        self.week.set_lines(lines, self._today())
        if self.week.rows:
            self.week.rows[0].setFocus()

    # ---- what is due

    @Slot()
    def _on_due_key(self) -> None:
        if self.due.due is not None:
            self._on_due_confirmed(self.due.due)

    @Slot(object)
    def _on_due_confirmed(self, due: RecurringRow) -> None:
        if self._busy:
            return
        self._busy = True
        name = due.data.name or in_language(due.category, due.category_en)
        job = partial(confirm_recurring, self._session, due.uid, uid=new_uid())
        self._runner.run(self, job, partial(self._on_repeated, name), failed=self._on_failed)

    @Slot(object)
    def _on_due_other(self, due: RecurringRow) -> None:
        category = self._lists.category(due.data.category_uid)
        if category is None:
            return
        self.day.set_day(min(due.next_on, self._today()))
        self.stack.setCurrentWidget(self.amount)
        self.amount.begin(category, self.day.day())
        self.amount.place.set_key(due.data.account_code)
        self.amount.pad.set_amount(due.data.amount)
        self._recurring = due

    @Slot(object)
    def _on_due_skipped(self, due: RecurringRow) -> None:
        job = partial(skip_recurring, self._session, due.uid, due=due.next_on)
        self._runner.run(self, job, None, failed=self._messages.show_error)

    @Slot()
    def _on_people(self) -> None:
        self._go_to("diary", "lists:person:new")

    # ---- pictures

    @Slot()
    def _on_pictures(self) -> None:
        if self.stack.currentWidget() is self.amount:
            self.amount.add_pictures(self._ask_files(self))

    # ---- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures of a slip may be dropped while its amount is asked for."""
        if event.mimeData().hasUrls() and self.stack.currentWidget() is self.amount:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what was dropped with the entry."""
        urls = event.mimeData().urls()
        self.amount.add_pictures([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _fit(self) -> None:
        narrow = self.width() < theme.px(NARROW)
        wanted = self.beside.currentIndex() > 0 or self.recent_button.isChecked()
        self.recent_button.setVisible(narrow)
        self.left.setVisible(not narrow or not wanted)  # one of both where there is no room for both
        self.beside.setVisible(not narrow or wanted)
        self.beside.setMaximumWidth(WIDEST if narrow else theme.px(SIDE))
        self.beside.setMinimumWidth(0 if narrow else theme.px(SIDE))
        self.recent_back.setVisible(narrow)
        self._show_strips()

    def _show_strips(self) -> None:
        """Where there is little room one strip at a time: what is due before days without a word."""
        is_low = self.height() < theme.px(LOW)
        self.gap.allow(not is_low or self.due.due is None)

    @Slot()
    def _on_recent_clicked(self) -> None:
        self._fit()
        if self.recent.rows:
            self.recent.rows[0].setFocus()

    @Slot()
    def _on_recent_left(self) -> None:
        self.recent_button.setChecked(False)
        self._fit()
        self.search.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """The first time typing finds a category at once."""
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            QTimer.singleShot(0, self, self.search.setFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page shows the tiles alone."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back a step."""
        if event.key() == Qt.Key.Key_Escape:
            if self.beside.currentIndex():
                self._on_week_left()
                return
            if self.left.isHidden():
                self._on_recent_left()
                return
            if self.stack.currentWidget() is self.amount or self.search.text():
                self.show_tiles()
                return
        super().keyPressEvent(event)
