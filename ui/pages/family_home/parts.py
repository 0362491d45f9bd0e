"""What the first page of a household is made of: lines of what waits, and the first three steps."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from reports.household.home import ACTIONS, FirstSteps, Wait, Waiting
from ui import theme
from ui.widgets.arrange import column, row
from ui.widgets.basics import Card
from ui.widgets.buttons import Button, icon_label
from ui.widgets.labels import Label
from ui.widgets.sum_field import SumField

ICONS: dict[Wait, str] = {
    Wait.RECURRING: "repeat",
    Wait.GAP: "calendar-days",
    Wait.INSTALMENT: "hand-coins",
    Wait.NOTES: "sticky-note",
    Wait.GOAL: "target",
}
MOST = 4
"""So many lines are shown before the others are folded."""


class WaitRow(QWidget):
    """One line of what waits, with the one button that does it."""

    acted = Signal(object)

    def __init__(self, waiting: Waiting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.waiting = waiting
        self.words = Label(waiting.text, wrap=True, private="figures")
        self.button = Button(_(ACTIONS[waiting.wait]), self._on_clicked, touch=True)
        self.button.setAccessibleName(f"{_(ACTIONS[waiting.wait])}: {waiting.text}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(icon_label(ICONS[waiting.wait], "indigo", 24))
        layout.addWidget(self.words, 1)
        layout.addWidget(self.button)

    @Slot()
    def _on_clicked(self) -> None:
        self.acted.emit(self.waiting)


class WaitCard(Card):
    """All that waits, short; hidden where nothing does."""

    acted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._all: Sequence[Waiting] = ()
        self._open = False
        self._box = QVBoxLayout()
        self._box.setSpacing(theme.INSIDE)
        self.add(self._box)
        self.more_button = Button("", self._on_more, kind="link", icon="chevron-down", touch=True)
        self.add(row(self.more_button, -1))
        self.hide()

    @property
    def rows(self) -> list[WaitRow]:
        """The lines that are shown."""
        found = [self._box.itemAt(at) for at in range(self._box.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, WaitRow)]

    def show_waiting(self, waiting: Sequence[Waiting]) -> None:
        """Show what waits, the first few of it."""
        self._all = waiting
        for old in self.rows:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        shown = waiting if self._open or len(waiting) <= MOST + 1 else waiting[:MOST]
        for each in shown:
            made = WaitRow(each)
            made.acted.connect(self.acted)
            self._box.addWidget(made)
        rest = len(waiting) - len(shown)
        self.set_title(_("What waits"))
        words = ngettext("{count} more", "{count} more", rest).format(count=rest)
        self.more_button.set_text(_("Show fewer") if self._open else words)
        theme.set_icon(self.more_button, "chevron-up" if self._open else "chevron-down", "indigo")
        self.more_button.setVisible(bool(rest) or (self._open and len(waiting) > MOST + 1))
        self.setVisible(bool(waiting))

    @Slot()
    def _on_more(self) -> None:
        self._open = not self._open
        self.show_waiting(self._all)


class _Step(QWidget):
    """One of the first steps: its number or a tick, what to do, and the way there."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = Label(str(number), type="title", tone="indigo", align=Qt.AlignmentFlag.AlignCenter)
        self.tick = icon_label("circle-check", "leaf", 28)
        self.words = Label("", type="large", wrap=True)
        self.ways = QHBoxLayout()
        self.ways.setSpacing(theme.INSIDE)
        mark = QHBoxLayout()
        mark.addWidget(self.number)
        mark.addWidget(self.tick)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(mark)
        layout.addWidget(self.words, 1)
        layout.addLayout(self.ways)
        self.set_done(done=False)

    def set_done(self, *, done: bool) -> None:
        """Tick it; what is done needs no way any more."""
        self.number.setVisible(not done)
        self.tick.setVisible(done)
        self.words.set_tone("soft" if done else "")
        for at in range(self.ways.count()):
            item = self.ways.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(not done)


class StepsCard(Card):
    """The first three steps of a new book: what we have, the first entry, one goal."""

    cash_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.steps = [_Step(number) for number in (1, 2, 3)]
        self.cash = SumField()
        self.cash.setFixedWidth(theme.px(140))
        self.cash.edit.returnPressed.connect(self._on_cash)
        self.cash_button = Button("", self._on_cash, icon="check", touch=True)
        self.entry_button = Button("", icon="notebook-pen", touch=True)
        self.goal_button = Button("", icon="target", touch=True)
        for step, widgets in zip(
            self.steps,
            ((self.cash, self.cash_button), (self.entry_button,), (self.goal_button,)),
            strict=True,
        ):
            for widget in widgets:
                step.ways.addWidget(widget)
        self.add(column(*self.steps, spacing=theme.INSIDE))
        self.hide()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_title(_("Three steps to begin with"))
        self.steps[0].words.setText(_("How much cash is in the house now?"))
        self.steps[1].words.setText(_("Write down the first thing: what was it today?"))
        self.steps[2].words.setText(_("What would you like within a year? One goal is enough."))
        self.cash.setAccessibleName(_("How much cash is in the house now?"))
        self.cash_button.set_text(_("Keep this"))
        self.entry_button.set_text(_("First entry"))
        self.goal_button.set_text(_("First goal"))

    def show_steps(self, steps: FirstSteps | None) -> None:
        """Show which are done; none hides the card."""
        self.setVisible(steps is not None)
        if steps is not None:
            for step, done in zip(self.steps, (steps.has, steps.entered, steps.wants), strict=True):
                step.set_done(done=done)

    @Slot()
    def _on_cash(self) -> None:
        amount = self.cash.number()
        if self.cash.check() and amount:
            self.cash_given.emit(amount)
