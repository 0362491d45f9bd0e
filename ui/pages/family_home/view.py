"""The first page of a household's book: write down today, what waits, and how the house stands."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.session import Session
from app.i18n import _
from app.queries.household.plan import GoalRow
from app.services.household.diary import undo_household_entry
from app.services.household.plan import goal_reached
from app.services.household.recurring import confirm_recurring
from app.services.unit_of_work import Posted
from app.thai.dates import today
from reports.household.home import HouseholdHome, Wait, Waiting, build
from reports.household.money_words import ahead_sentence, baht, goal_takes
from reports.model import Link
from ui import formats, theme
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.family_home import work
from ui.pages.family_home.parts import StepsCard, WaitCard
from ui.runner import Runner
from ui.widgets.arrange import row, scrolled
from ui.widgets.basics import Card, Figure
from ui.widgets.buttons import Button
from ui.widgets.chart import ChartView
from ui.widgets.flow import Flow
from ui.widgets.goal_parts import GoalProgress, ReachedCard
from ui.widgets.labels import Label

NARROW = 640
_LEADS = (("diary", "places"), ("diary", "month"), ("debts", ""))
"""What stands behind each figure."""


class FamilyHomeView(PageBase):
    """One large way to write down today; below it what waits, three figures, the first goal, the debt."""

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
        self._sheet: HouseholdHome | None = None
        self._across = 0
        self._make()
        self._lay_out()
        self.setFocusProxy(self.write_button)
        self.retranslate()

    # ---- building

    def _make(self) -> None:
        go = self._go_to
        self.write_button = Button(
            "", partial(go, "diary", "day:out"), kind="primary", icon="notebook-pen", touch=True, large=True
        )
        self.in_button = Button("", partial(go, "diary", "day:in"), icon="plus", touch=True, large=True)
        self.week_button = Button("", partial(go, "diary", "day:week"), icon="repeat", touch=True, large=True)
        self.steps = StepsCard()
        self.steps.cash_given.connect(self._on_cash_given)
        self.steps.entry_button.clicked.connect(partial(go, "diary", "day:out"))
        self.steps.goal_button.clicked.connect(partial(go, "plan", "goals:new"))
        self.waiting = WaitCard()
        self.waiting.acted.connect(self._on_acted)
        self.sentence = Label("", type="large", wrap=True, private="figures")
        self.figures = [Figure("", opens=True) for _lead in _LEADS]
        for figure, lead in zip(self.figures, _LEADS, strict=True):
            figure.opened.connect(partial(go, *lead))
        self.goal_card, self.debt_card = Card(), Card()
        self.goal = GoalProgress()
        self.no_goal = Label("", wrap=True)
        self.goal_button = Button("", self._on_goal, icon="target", touch=True)
        self.chart = ChartView(title=False)
        self.no_debt = Label("", wrap=True)
        self.debt_button = Button("", partial(go, "debts", ""), icon="hand-coins", touch=True)

    def _lay_out(self) -> None:
        for card, parts, button in (
            (self.goal_card, (self.goal, self.no_goal), self.goal_button),
            (self.debt_card, (self.chart, self.no_debt), self.debt_button),
        ):
            for part in parts:
                card.add(part)
            card.body.addStretch(1)
            card.add(row(button, -1))
        self.chart.setMinimumHeight(theme.px(170))
        self._ways = QGridLayout()
        self._ways.setSpacing(12)
        self._reached = QVBoxLayout()
        self._reached.setSpacing(theme.INSIDE)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setSpacing(theme.BETWEEN)
        inside.addLayout(self._ways)
        inside.addWidget(self.steps)
        inside.addLayout(self._reached)
        inside.addWidget(self.waiting)
        inside.addWidget(self.sentence)
        inside.addLayout(Flow(*self.figures))
        inside.addLayout(Flow(self.goal_card, self.debt_card, least=330))
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))
        self._arrange()

    def _arrange(self) -> None:
        """The three ways beside each other; where there is no room the first has a line of its own."""
        across = 1 if self.width() >= theme.px(NARROW) else 2
        if across == self._across:
            return
        self._across = across
        for button in (self.write_button, self.in_button, self.week_button):
            self._ways.removeWidget(button)
        self._ways.addWidget(self.write_button, 0, 0, 1, across)
        at = (0, 1, 2) if across == 1 else (1, 0, 1)
        self._ways.addWidget(self.in_button, at[0], at[1])
        self._ways.addWidget(self.week_button, at[0], at[2])
        for number in range(3):
            self._ways.setColumnStretch(number, int(number < 4 - across))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange again when the width calls for it."""
        super().resizeEvent(event)
        self._arrange()

    def retranslate(self) -> None:
        """Set every text again."""
        self.write_button.set_text(_("Write down today"))
        self.in_button.set_text(_("Money came in"))
        self.week_button.set_text(_("The same as last week"))
        self.steps.retranslate()
        self.goal_card.set_title(_("Our goal"))
        self.debt_card.set_title(_("How the debt goes"))
        self.no_goal.setText(_("No goal yet. What would make life easier a year from now?"))
        self.no_debt.setText(_("No debts. That is worth a lot."))
        self.debt_button.set_text(_("All debts"))
        self._read()

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [
            Shortcut("Ctrl+N", _("Write down today"), partial(self._go_to, "diary", "day:out")),
            Shortcut("F8", _("The same as last week"), partial(self._go_to, "diary", "day:week")),
            Shortcut("F9", _("Do the first of what waits"), self._on_first),
            Shortcut("F5", _("Read everything again"), self._read),
        ]

    # ---- reading

    def refresh(self, changes: Changes) -> None:
        """Everything here may have changed."""
        if changes:
            self._read()

    @Slot()
    def _read(self) -> None:
        self._runner.run(self, partial(build, self._today()), self._show, failed=self._messages.show_error)

    def _show(self, sheet: HouseholdHome) -> None:
        self._sheet = sheet
        self.steps.show_steps(sheet.steps)
        self._show_reached(sheet.reached)
        self.waiting.show_waiting(sheet.waiting)
        self.sentence.setText(sheet.sentence)
        tones = ("", "", "leaf")  # a debt that shrinks
        for figure, data, note, tone in zip(self.figures, sheet.figures, sheet.notes, tones, strict=True):
            figure.set_label(data.label)
            figure.set(formats.money(_amount(data.value), whole=True), note, tone)
        self._show_goal(sheet.goal)
        self.chart.setVisible(sheet.chart is not None)
        self.no_debt.setVisible(sheet.chart is None)
        if sheet.chart is not None:
            self.chart.set_chart(sheet.chart)
        # A book without anything in it shows the three steps and no empty boxes.
        is_empty = sheet.steps is not None and not sheet.steps.entered
        for part in (self.sentence, *self.figures):
            part.setVisible(not is_empty)
        self.goal_card.setVisible(not is_empty or sheet.goal is not None)
        self.debt_card.setVisible(not is_empty or sheet.chart is not None)

    def _show_goal(self, goal: GoalRow | None) -> None:
        self.goal.setVisible(goal is not None)
        self.no_goal.setVisible(goal is None)
        self.goal_button.set_text(_("All goals") if goal is not None else _("First goal"))
        if goal is not None:
            ahead = ahead_sentence(goal.pace) if goal.data.amount else ""
            self.goal.show_goal(goal, goal_takes(goal, self._today()), ahead)

    @property
    def reached(self) -> list[ReachedCard]:
        """The goals that are celebrated."""
        found = [self._reached.itemAt(at) for at in range(self._reached.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, ReachedCard)]

    def _show_reached(self, reached: tuple[GoalRow, ...]) -> None:
        for old in self.reached:
            self._reached.removeWidget(old)
            old.hide()
            old.deleteLater()
        for goal in reached:
            card = ReachedCard(goal)
            card.kept.connect(self._on_kept)
            self._reached.addWidget(card)

    # ---- doing

    @Slot()
    def _on_first(self) -> None:
        if self._sheet is not None and self._sheet.waiting:
            self._on_acted(self._sheet.waiting[0])

    @Slot(object)
    def _on_acted(self, waiting: Waiting) -> None:
        if waiting.wait is Wait.RECURRING and waiting.uid is not None:
            job = partial(confirm_recurring, self._session, waiting.uid, uid=new_uid())
            done = partial(self._on_posted, waiting.text)
            self._runner.run(self, job, done, failed=self._messages.show_error)
        elif waiting.wait is Wait.INSTALMENT and waiting.uid is not None:
            self._go_to("debts", f"pay:{waiting.uid.hex()}")
        elif waiting.wait is Wait.GAP and waiting.day is not None:
            self._go_to("diary", f"day:{waiting.day.isoformat()}")
        elif waiting.wait is Wait.GOAL and waiting.uid is not None:
            self._go_to("plan", f"goals:{waiting.uid.hex()}")
        else:
            self._go_to("notes", "notes")

    def _on_posted(self, words: str, posted: Posted) -> None:
        said = _("Written down: {what}").format(what=words)
        self._messages.done(said, _("Take it back"), partial(self._undo, posted))

    def _undo(self, posted: Posted) -> None:
        job = partial(undo_household_entry, self._session, posted.uid, on=self._today(), uid=new_uid())
        self._runner.run(self, job, self._on_undone, failed=self._messages.show_error)

    def _on_undone(self, _reversal: Any) -> None:
        self._messages.say(_("It was taken back."))

    @Slot(object)
    def _on_cash_given(self, amount: int) -> None:
        job = partial(work.keep_cash, self._session, amount, on=self._today())
        done = partial(self._on_cash_kept, amount)
        self._runner.run(self, job, done, failed=self._messages.show_error)

    def _on_cash_kept(self, amount: int, posted: Posted) -> None:
        self.steps.cash.set_value(None)
        words = _("{amount} baht of cash to begin with.").format(amount=baht(amount))
        self._messages.done(words, _("Take it back"), partial(self._undo, posted))
        self.steps.entry_button.setFocus()

    @Slot(object)
    def _on_kept(self, goal: GoalRow) -> None:
        job = partial(goal_reached, self._session, goal.uid, on=self._today())
        self._runner.run(self, job, self._on_goal_kept, failed=self._messages.show_error)

    def _on_goal_kept(self, _saved: object) -> None:
        self._messages.say(_("It is kept among what we did."))

    @Slot()
    def _on_goal(self) -> None:
        has = self._sheet is not None and self._sheet.goal is not None
        self._go_to("plan", "goals" if has else "goals:new")


def _amount(value: object) -> int:
    assert isinstance(value, int)
    return value
