"""The goals of a household: each with what it takes a week, celebrated when it is reached."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Changes
from app.domain.household.plan import GoalData, GoalKind, due_after
from app.domain.session import Session
from app.errors import UserError
from app.i18n import _
from app.queries.household.plan import GoalRow, Step
from app.services.household.plan import (
    deactivate_goal,
    goal_reached,
    move_goal,
    save_goal,
    step_done,
)
from app.thai.dates import format_date, today
from reports.household.money_words import ahead_sentence, goal_takes
from reports.model import Link
from ui import theme
from ui.messages import Messages
from ui.page import PageBase, Shortcut
from ui.pages.plan import work
from ui.pages.plan.goal_card import GoalCard, KeptCard
from ui.pages.plan.questions import GoalQuestions
from ui.runner import Runner
from ui.widgets.arrange import scrolled
from ui.widgets.basics import EmptyState
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow, Wrap
from ui.widgets.goal_parts import ReachedCard

LISTENS = Changes.HOUSEHOLD | Changes.LEDGER | Changes.PARTIES


class GoalsView(PageBase):
    """Goals as cards, or the questions of a new one; ``open`` takes ``new`` or a goal's uid as hex."""

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
        self._found = work.Goals()
        self._wanted: bytes | None = None
        self._make()
        self.setFocusProxy(self.new_button)
        self.retranslate()

    def _make(self) -> None:
        self.questions = GoalQuestions(self._today)
        self.questions.submitted.connect(self._on_submitted)
        self.questions.back.connect(self._on_board_wanted)
        self.new_button = Button("", self._on_new, kind="primary", icon="plus", touch=True)
        self.paper_button = Button("", self._on_paper, icon="printer", touch=True)
        ways = Wrap()
        ways.addWidget(self.new_button)
        ways.addWidget(self.paper_button)
        self._reached = QVBoxLayout()
        self._reached.setSpacing(theme.INSIDE)
        self._tiles = QWidget()
        self._flow = Flow(least=340, spacing=theme.BETWEEN)
        self._tiles.setLayout(self._flow)
        self.done, self.aside = KeptCard(), KeptCard()
        self.done.wanted.connect(self._on_goes_on)
        self.aside.wanted.connect(self._on_taken_up)
        self.empty = EmptyState("target", "", "", self._on_new)
        theme.set_role(self.empty.button, touch=True)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setSpacing(theme.BETWEEN)
        inside.addLayout(ways)
        inside.addLayout(self._reached)
        inside.addWidget(self._tiles)
        inside.addWidget(self.empty, 1)
        inside.addWidget(self.done)
        inside.addWidget(self.aside)
        inside.addStretch(0)
        self.board = scrolled(holder, margins=theme.BETWEEN)
        self.board.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.board)
        self.stack.addWidget(self.questions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def retranslate(self) -> None:
        """Set every text again."""
        self.new_button.set_text(_("Set a goal"))
        self.paper_button.set_text(_("Our plan for the wall"))
        self.empty.set_texts(
            _("No goal yet. What would make life easier a year from now?"),
            _("Set a goal"),
            _("A plan tells what it takes a week, and adjusts by itself when a month went otherwise."),
        )
        self.questions.retranslate()
        self._show(self._found)

    def shortcuts(self) -> list[Shortcut]:
        """Keys of the page."""
        return [
            Shortcut("Ctrl+N", _("Set a goal"), self._on_new),
            Shortcut("Ctrl+P", _("Our plan for the wall"), self._on_paper),
            Shortcut("Esc", _("Back (Esc)")),
        ]

    def refresh(self, changes: Changes) -> None:
        """What is earned, saved and paid moves goals."""
        if changes & LISTENS:
            self._runner.run(
                self,
                partial(work.read_goals, self._today()),
                self._show,
                failed=self._messages.show_error,
            )

    def open(self, argument: str) -> None:
        """``new`` asks for a goal; a uid as hex shows one."""
        if argument == "new":
            self._on_new()
        elif argument:
            try:
                self._wanted = bytes.fromhex(argument)
            except ValueError:
                self._wanted = None
            self._on_board_wanted()
            self._show_wanted()

    # ---- showing

    @property
    def cards(self) -> list[GoalCard]:
        """The goals that go on."""
        found = [self._flow.itemAt(at) for at in range(self._flow.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, GoalCard)]

    @property
    def reached(self) -> list[ReachedCard]:
        """The goals that are celebrated."""
        found = [self._reached.itemAt(at) for at in range(self._reached.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, ReachedCard)]

    def _show(self, found: work.Goals) -> None:
        self._found = found
        self.questions.set_lists(found.lists)
        here = QApplication.focusWidget() or self
        had = next((card.goal.uid for card in self.cards if card.isAncestorOf(here)), None)
        for old in (*self.cards, *self.reached):
            (self._flow if isinstance(old, GoalCard) else self._reached).removeWidget(old)
            old.hide()
            old.deleteLater()
        kept = [each for each in found.rows if each.reached_on is not None]
        rests = [each for each in found.rows if each.reached_on is None and not each.active]
        goes_on = [each for each in found.rows if each.reached_on is None and each.active]
        for goal in goes_on:
            if goal.is_newly_reached:
                card = ReachedCard(goal)
                card.kept.connect(self._on_kept)
                self._reached.addWidget(card)
        self._add_cards([each for each in goes_on if not each.is_newly_reached])
        self._tiles.setVisible(bool(self.cards))
        self.empty.setVisible(not found.rows)
        self.new_button.setVisible(bool(found.rows))
        self.paper_button.setVisible(bool(found.rows))
        self.done.show_goals(_("What we did"), kept)
        self.aside.show_goals(_("Resting for now"), rests)
        again = next((card for card in self.cards if card.goal.uid == had), None)
        if again is not None:
            again.act_button.setFocus()
        self._show_wanted()

    def _add_cards(self, goals: Sequence[GoalRow]) -> None:
        for goal in goals:
            ahead = ahead_sentence(goal.pace) if goal.data.kind is not GoalKind.OTHER else ""
            card = GoalCard(
                goal,
                goal_takes(goal, self._today()),
                ahead,
                is_late=goal.data.due_on <= self._today(),
                is_first=goal is goals[0],
            )
            card.acted.connect(self._on_acted)
            card.change_wanted.connect(self._on_change_wanted)
            card.first_wanted.connect(self._on_first_wanted)
            card.aside_wanted.connect(self._on_aside_wanted)
            card.time_wanted.connect(self._on_time_wanted)
            card.ticked.connect(self._on_ticked)
            self._flow.addWidget(card)

    def _show_wanted(self) -> None:
        card = next((each for each in self.cards if each.goal.uid == self._wanted), None)
        if card is not None:
            self._wanted = None
            (card.time_buttons[0] if card.time_buttons else card.act_button).setFocus()
            self.board.ensureWidgetVisible(card)

    # ---- going about

    @Slot()
    def _on_board_wanted(self) -> None:
        self.stack.setCurrentWidget(self.board)
        (self.new_button if not self.new_button.isHidden() else self.empty.button).setFocus()

    @Slot()
    def _on_new(self) -> None:
        self.stack.setCurrentWidget(self.questions)
        self.questions.begin_new()

    @Slot()
    def _on_paper(self) -> None:
        self._go_to("reports", "wall-plan")

    @Slot(object)
    def _on_change_wanted(self, goal: GoalRow) -> None:
        self.stack.setCurrentWidget(self.questions)
        self.questions.begin_change(goal)

    @Slot(object)
    def _on_acted(self, goal: GoalRow) -> None:
        ways = {
            GoalKind.SAVE: ("diary", "places:move"),
            GoalKind.PAY_OFF: ("debts", f"pay:{goal.data.loan_uid.hex()}" if goal.data.loan_uid else ""),
            GoalKind.EARN: ("trades", ""),
        }
        if goal.data.kind in ways:
            self._go_to(*ways[goal.data.kind])
        else:
            self._on_kept(goal)

    # ---- doing

    def _do(self, job: Callable[[], Any], words: str) -> None:
        self._runner.run(self, job, partial(self._on_done, words), failed=self._messages.show_error)

    def _on_done(self, words: str, _saved: Any) -> None:
        self._messages.say(words)

    @Slot(object, object, object, object)
    def _on_submitted(self, data: GoalData, steps: Any, uid: bytes, goal: GoalRow | None) -> None:
        job = partial(
            work.keep_goal,
            self._session,
            data,
            steps,
            today=self._today(),
            goal_uid=None if goal is None else goal.uid,
            uid=uid,
        )
        self._runner.run(self, job, partial(self._on_saved, data.name), failed=self._on_failed)

    def _on_saved(self, name: str, saved: Any) -> None:
        self.questions.set_busy(False)
        self._wanted = saved.uid
        self._on_board_wanted()
        self._messages.say(_("The goal stands: {name}").format(name=name))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.questions.show_error(error)
            return
        self.questions.set_busy(False)
        self._messages.show_error(error)

    @Slot(object)
    def _on_kept(self, goal: GoalRow) -> None:
        job = partial(goal_reached, self._session, goal.uid, on=self._today())
        done = partial(self._on_goal_kept, goal)
        self._runner.run(self, job, done, failed=self._messages.show_error)

    def _on_goal_kept(self, goal: GoalRow, _saved: Any) -> None:
        words = _("Reached: {name}").format(name=goal.data.name)
        self._messages.done(words, _("Take it back"), partial(self._on_goes_on, goal))

    @Slot(object)
    def _on_goes_on(self, goal: GoalRow) -> None:
        job = partial(goal_reached, self._session, goal.uid, on=None)
        self._do(job, _("{name} goes on.").format(name=goal.data.name))

    @Slot(object)
    def _on_first_wanted(self, goal: GoalRow) -> None:
        job = partial(move_goal, self._session, goal.uid, position=work.before_all(self._found.rows))
        self._do(job, _("{name} comes first now.").format(name=goal.data.name))

    @Slot(object)
    def _on_aside_wanted(self, goal: GoalRow) -> None:
        job = partial(deactivate_goal, self._session, goal.uid)
        self._runner.run(self, job, partial(self._on_aside, goal), failed=self._messages.show_error)

    def _on_aside(self, goal: GoalRow, _saved: Any) -> None:
        words = _("{name} rests for now.").format(name=goal.data.name)
        self._messages.done(words, _("Take it up again"), partial(self._on_taken_up, goal))

    @Slot(object)
    def _on_taken_up(self, goal: GoalRow) -> None:
        job = partial(deactivate_goal, self._session, goal.uid, active=True)
        self._do(job, _("{name} goes on.").format(name=goal.data.name))

    @Slot(object, object)
    def _on_time_wanted(self, goal: GoalRow, months: int) -> None:
        due = due_after(self._today(), months)
        data = replace(goal.data, due_on=due)
        job = partial(save_goal, self._session, data, today=self._today(), goal_uid=goal.uid)
        words = _("{name} has time until {day} now.")
        self._do(job, words.format(name=goal.data.name, day=format_date(due, "long")))

    @Slot(object, bool)
    def _on_ticked(self, step: Step, on: bool) -> None:
        job = partial(step_done, self._session, step.uid, on=self._today() if on else None)
        self._do(job, _("Done: {name}").format(name=step.data.name) if on else _("Not done yet."))
