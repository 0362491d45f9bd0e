"""What a month may take: an amount for each category, typed in its place, and what is left in words."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.fiscal import next_month
from app.domain.household.diary import HEADING_WORDS
from app.domain.household.plan import BudgetData
from app.domain.session import Session
from app.domain.slip_entry import Direction
from app.i18n import _
from app.queries.household.plan import BudgetRow
from app.services.household.plan import copy_budget
from app.thai.dates import format_month, today
from reports.common import in_language
from reports.household.money_words import baht, budget_sentence, budget_words, carried_words
from reports.model import Link
from ui import theme
from ui.known_icons import known_icon
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.plan import work
from ui.pages.plan.month_bar import MonthBar
from ui.runner import Runner
from ui.widgets.arrange import column, scrolled
from ui.widgets.basics import Card, SegmentedControl
from ui.widgets.buttons import Button, icon_label
from ui.widgets.flow import Wrap
from ui.widgets.goal_parts import FillBar
from ui.widgets.labels import Label
from ui.widgets.sum_field import SumField

MONTHS_AHEAD = 12
FULL = 100


class BudgetLine(QObject):
    """One category: its amount, the bar of what is used, what is left, whether the rest goes on."""

    wanted = Signal(object)
    stepped = Signal(object, int)

    def __init__(self, row: BudgetRow, parent: QObject) -> None:
        super().__init__(parent)
        self.row = row
        self.picture = icon_label(known_icon(row.category.icon, "tag"), "indigo", 24)
        self.name = Label("", wrap=True)
        self.field = SumField()
        self.field.edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.field.edit.installEventFilter(self)
        self.field.committed.connect(self._on_committed)
        self.field.setMinimumHeight(theme.touch())
        self.bar = FillBar(thick=10)
        self.words = Label("", wrap=True, private="figures")
        self.carried = Label("", type="small", tone="soft", wrap=True, private="figures")
        self.rolls = QCheckBox()
        self.rolls.setMinimumSize(theme.touch(), theme.touch())
        self.rolls.toggled.connect(self._on_rolls)

    def show_row(self, row: BudgetRow, usual: int) -> None:
        """Show what is kept; what is being typed stays."""
        self.row = row
        name = in_language(row.category.name, row.category.name_en)
        self.name.setText(name)
        self.field.setAccessibleName(_("{name}: baht a month").format(name=name))
        self.field.edit.setPlaceholderText(_("usually {amount}").format(amount=baht(usual)) if usual else "")
        if not (self.field.edit.hasFocus() and self.field.edit.isModified()):
            self.field.set_value(row.amount)
        is_over = row.amount is not None and row.left < 0 and row.category.direction is Direction.OUT
        token = "leaf" if row.category.direction is Direction.IN else "turmeric" if is_over else "indigo"
        self.bar.set(row.percent, token)
        self.bar.setVisible(row.amount is not None)
        self.words.setText(budget_words(row))
        self.words.set_tone("turmeric" if is_over else "" if row.amount is not None else "soft")
        carried = carried_words(row)
        self.carried.setText(carried)
        self.carried.setVisible(bool(carried))
        self.rolls.blockSignals(True)
        self.rolls.setChecked(row.is_rolling)
        self.rolls.blockSignals(False)
        self.rolls.setEnabled(row.amount is not None)
        words = _("{name}: what is left goes on to the next month").format(name=name)
        self.rolls.setAccessibleName(words)
        self.rolls.setToolTip(_("What is left goes on to the next month"))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The arrows and Enter lead to the next amount."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}.get(key)
            if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.stepped.emit(self, step)
                return True
        return False

    def data(self) -> BudgetData:
        """The budget as it is typed now."""
        return BudgetData(self.row.category.uid, self.field.number(), self.rolls.isChecked())

    @Slot(object)
    def _on_committed(self, value: object) -> None:
        is_empty = not self.field.edit.text().strip()
        if (value is not None or is_empty) and value != self.row.amount:
            self.field.edit.setModified(False)
            self.wanted.emit(self)

    @Slot(bool)
    def _on_rolls(self, _on: bool) -> None:
        self.wanted.emit(self)


class BudgetView(PageBase):
    """A table of categories with amounts to type; ``open`` takes a month (2026-11)."""

    def __init__(
        self,
        session: Session,
        runner: Runner,
        messages: Messages,
        *,
        open_link: Callable[[Link], None],
        go_to: Callable[[str, str], None],
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        del open_link
        self._session, self._runner, self._messages = session, runner, messages
        self._go_to, self._today = go_to, today
        self._found: work.Budgets | None = None
        self.lines: list[BudgetLine] = []
        self._make()
        self.retranslate()

    def _make(self) -> None:
        self.months = MonthBar(self._today, ahead=MONTHS_AHEAD)
        self.months.changed.connect(self._on_month)
        self.scope = SegmentedControl()
        self.usual_button = Button("", self._on_usual, icon="history", touch=True)
        self.copy_button = Button("", self._on_copy, icon="copy", touch=True)
        ways = Wrap()
        for widget in (self.months, self.scope, self.usual_button, self.copy_button):
            ways.addWidget(widget)
        self.sentence = Label("", type="large", wrap=True, private="figures")
        self._holder = Card()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(theme.INSIDE)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(3, 4)
        self._holder.add(self._grid)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setSpacing(theme.BETWEEN)
        inside.addLayout(ways)
        inside.addWidget(self.sentence)
        inside.addWidget(self._holder)
        inside.addStretch(1)
        self.area = scrolled(holder, margins=theme.BETWEEN)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    def retranslate(self) -> None:
        """Set every text again."""
        self.months.retranslate()
        self.scope.setAccessibleName(_("What an amount is for"))
        self.scope.set_choices([("all", _("Every month")), ("one", _("This month only"))])
        self.usual_button.set_text(_("As in the last three months (F6)"))
        self.copy_button.set_text(_("Copy to the next month (F7)"))
        self._clear()
        if self._found is not None:
            self._show(self._found)

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [
            Shortcut("F6", _("As in the last three months"), self._on_usual),
            Shortcut("F7", _("Copy to the next month"), self._on_copy),
            Shortcut("Alt+Left", _("The month before"), self.months.step_back),
            Shortcut("Alt+Right", _("The month after"), self.months.step_on),
            Shortcut("Enter", _("The next amount")),
        ]

    def refresh(self, changes: Changes) -> None:
        """What was spent moves what is left."""
        if changes & (Changes.HOUSEHOLD | Changes.LEDGER):
            self._read()

    def open(self, argument: str) -> None:
        """A month (2026-11)."""
        year, _dash, month = argument.partition("-")
        if year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12:
            self.months.show_month(dt.date(int(year), int(month), 1))

    def _read(self) -> None:
        job = partial(work.read_budget, self.months.month)
        self._runner.run(self, job, self._show, failed=self._messages.show_error)

    # ---- showing

    def _show(self, found: work.Budgets) -> None:
        if found.month != self.months.month:
            return  # she went on meanwhile
        self._found = found
        if [line.row.category.uid for line in self.lines] != [each.category.uid for each in _ordered(found)]:
            self._build(found)
        for line, row in zip(self.lines, _ordered(found), strict=True):
            line.show_row(row, found.usual.get(row.category.account_code, 0))
        self.sentence.setText(budget_sentence(found.sums))
        self.usual_button.setVisible(_may_take_usual(found))
        self.copy_button.setVisible(any(each.amount is not None for each in found.rows))

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget, inner = item.widget(), item.layout()
            while inner is not None and (part := inner.takeAt(0)) is not None:
                _drop(part.widget())
            _drop(widget)
        for line in self.lines:
            line.deleteLater()
        self.lines = []

    def _build(self, found: work.Budgets) -> None:
        self._clear()
        at, heading = 0, None
        for row in _ordered(found):
            if row.category.heading is not heading:
                heading = row.category.heading
                title = Label(_(HEADING_WORDS[heading]), strong=True, type="large")
                self._grid.addWidget(title, at, 0, 1, 2)
                if at == 0:
                    for across, words in ((2, _("Baht a month")), (4, _("The rest goes on"))):
                        self._grid.addWidget(Label(words, type="small", tone="soft"), at, across)
                at += 1
            line = BudgetLine(row, self)
            line.wanted.connect(self._on_wanted)
            line.stepped.connect(self._on_stepped)
            self.lines.append(line)
            self._grid.addWidget(line.picture, at, 0)
            self._grid.addWidget(line.name, at, 1)
            self._grid.addWidget(line.field, at, 2)
            said = column(line.bar, line.words, line.carried, spacing=4)
            self._grid.addLayout(said, at, 3, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(line.rolls, at, 4, Qt.AlignmentFlag.AlignHCenter)
            at += 1
        if self.lines:
            self.setFocusProxy(self.lines[0].field.edit)

    # ---- doing

    def _only_this(self) -> bool:
        return self.scope.key() == "one"

    @Slot(object)
    def _on_month(self, _month: dt.date) -> None:
        self._read()

    @Slot(object, int)
    def _on_stepped(self, line: BudgetLine, step: int) -> None:
        at = self.lines.index(line) + step
        if 0 <= at < len(self.lines):
            edit = self.lines[at].field.edit
            edit.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(edit, 0, theme.AROUND)
        else:
            line.field.edit.editingFinished.emit()

    @Slot(object)
    def _on_wanted(self, line: BudgetLine) -> None:
        job = partial(
            work.keep_budget,
            self._session,
            line.data(),
            month=self.months.month,
            only_this=self._only_this() or line.row.is_own,
        )
        self._runner.run(self, job, failed=self._messages.show_error)

    @Slot()
    def _on_usual(self) -> None:
        if self._found is not None and _may_take_usual(self._found):
            job = partial(work.keep_usual, self._session, self._found, only_this=self._only_this())
            self._runner.run(self, job, self._on_usual_kept, failed=self._messages.show_error)

    def _on_usual_kept(self, _saved: Any) -> None:
        self._messages.say(_("Each empty line has now what it usually takes. Change what you like."))

    @Slot()
    def _on_copy(self) -> None:
        if self._found is not None and any(each.amount is not None for each in self._found.rows):
            job = partial(copy_budget, self._session, month=self.months.month)
            done = partial(self._on_copied, self.months.month)
            self._runner.run(self, job, done, failed=self._messages.show_error)

    def _on_copied(self, month: dt.date, _saved: Any) -> None:
        after = next_month(month)
        self._messages.say(_("Copied to {month}.").format(month=format_month(after)))
        self.months.show_month(after)


def _ordered(found: work.Budgets) -> list[BudgetRow]:
    order = {heading: at for at, heading in enumerate(work.HEADINGS)}
    return sorted(found.rows, key=lambda each: order[each.category.heading])


def _may_take_usual(found: work.Budgets) -> bool:
    return any(each.amount is None and found.usual.get(each.category.account_code, 0) for each in found.rows)


def _drop(widget: QWidget | None) -> None:
    if widget is not None:
        widget.hide()
        widget.deleteLater()
