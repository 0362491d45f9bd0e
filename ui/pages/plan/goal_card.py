"""One goal as a card: how far it is, what it takes, its steps to tick, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.household.plan import GoalKind
from app.i18n import _, ngettext
from app.queries.household.plan import GoalRow, Step
from app.thai.dates import format_date
from ui import theme
from ui.widgets.arrange import row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button, IconButton, icon_label
from ui.widgets.flow import Wrap
from ui.widgets.goal_parts import GoalProgress, far_words, goal_icon
from ui.widgets.labels import Label

MORE_TIME = (1, 3, 6)
"""So many months a goal is postponed by with one click."""


class StepLine(QWidget):
    """One step: a tick for a finger and its words, which may be long."""

    ticked = Signal(object, bool)

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self.box = QCheckBox()
        self.box.setMinimumSize(theme.touch(), theme.touch())
        self.box.setAccessibleName(step.data.name)
        self.box.setChecked(step.data.done_on is not None)
        self.box.toggled.connect(self._on_toggled)
        words = Label(step.data.name, wrap=True, tone="soft" if step.data.done_on else "")
        words.setBuddy(self.box)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.box)
        layout.addWidget(words, 1)

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        self.ticked.emit(self.step, on)


class GoalCard(Card):
    """A goal that goes on; the signals say what is wanted with it."""

    acted = Signal(object)
    change_wanted = Signal(object)
    first_wanted = Signal(object)
    aside_wanted = Signal(object)
    time_wanted = Signal(object, object)
    ticked = Signal(object, bool)

    def __init__(
        self,
        goal: GoalRow,
        says: str,
        ahead: str,
        *,
        is_late: bool,
        is_first: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.goal = goal
        self.progress = GoalProgress()
        self.progress.show_goal(goal, says, ahead)
        self.add(self.progress)
        self.lines = [StepLine(step) for step in goal.steps]
        for line in self.lines:
            line.ticked.connect(self.ticked)
            self.add(line)
        self.time_buttons: list[Button] = []
        if is_late:
            self._add_times()
        self.body.addStretch(1)
        self.act_button = Button(self._action(), self._on_act, touch=True)
        self.change_button = IconButton("pencil", "", self._on_change, touch=True)
        self.first_button = IconButton("arrow-up", "", self._on_first, touch=True)
        self.aside_button = IconButton("pause", "", self._on_aside, touch=True)
        self.first_button.setVisible(False)
        foot = row(self.act_button, -1, self.first_button, self.change_button, self.aside_button, spacing=4)
        self.add(foot)
        self.first_button.setVisible(not is_first)
        name = goal.data.name
        self.change_button.set_name(_("Change {name}").format(name=name))
        self.first_button.set_name(_("Put {name} first").format(name=name))
        self.aside_button.set_name(_("Put {name} aside for now").format(name=name))

    def _action(self) -> str:
        words = {
            GoalKind.SAVE: _("Put money by"),
            GoalKind.PAY_OFF: _("Pay the debt"),
            GoalKind.EARN: _("To the trade"),
            GoalKind.OTHER: _("It is done"),
        }
        return words[self.goal.data.kind]

    def _add_times(self) -> None:
        ways = Wrap()
        for months in MORE_TIME:
            words = ngettext("{count} month more", "{count} months more", months).format(count=months)
            button = Button(words, self._on_time, icon="calendar-days", touch=True)
            button.setProperty("months", months)
            self.time_buttons.append(button)
            ways.addWidget(button)
        self.add(ways)

    @Slot()
    def _on_act(self) -> None:
        self.acted.emit(self.goal)

    @Slot()
    def _on_change(self) -> None:
        self.change_wanted.emit(self.goal)

    @Slot()
    def _on_first(self) -> None:
        self.first_wanted.emit(self.goal)

    @Slot()
    def _on_aside(self) -> None:
        self.aside_wanted.emit(self.goal)

    @Slot()
    def _on_time(self) -> None:
        self.time_wanted.emit(self.goal, int(self.sender().property("months")))


class KeptGoal(QWidget):
    """A goal that was reached, or one that rests: one line with one button."""

    wanted = Signal(object)

    def __init__(self, goal: GoalRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.goal = goal
        reached = goal.reached_on
        when = _("on {day}").format(day=format_date(reached, "medium")) if reached is not None else ""
        about = " · ".join(part for part in (far_words(goal) if reached is None else "", when) if part)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(goal.data.name, strong=True, wrap=True))
        words.addWidget(Label(about, type="small", tone="soft", wrap=True, private="figures"))
        title = _("It goes on") if reached is not None else _("Take it up again")
        self.button = Button(title, self._on_clicked, kind="quiet", icon="rotate-ccw", touch=True)
        self.button.setAccessibleName(f"{title}: {goal.data.name}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        picture = ("circle-check", "leaf") if reached is not None else (goal_icon(goal), "ink-soft")
        layout.addWidget(icon_label(*picture, 28))
        layout.addLayout(words, 1)
        layout.addWidget(self.button)

    @Slot()
    def _on_clicked(self) -> None:
        self.wanted.emit(self.goal)


class KeptCard(Card):
    """Goals that were reached, or that rest, under a heading; hidden where there are none."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._box = QVBoxLayout()
        self._box.setSpacing(theme.INSIDE)
        self.add(self._box)
        self.hide()

    @property
    def lines(self) -> list[KeptGoal]:
        """The goals that are listed."""
        found = [self._box.itemAt(at) for at in range(self._box.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, KeptGoal)]

    def show_goals(self, title: str, goals: Sequence[GoalRow]) -> None:
        """Show these."""
        for old in self.lines:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.set_title(title)
        for goal in goals:
            line = KeptGoal(goal)
            line.wanted.connect(self.wanted)
            self._box.addWidget(line)
        self.setVisible(bool(goals))
