"""Goals on the screen: a bar that fills, a goal with what it takes, and the card for one that is reached."""

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.household.plan import GoalKind
from app.i18n import _
from app.queries.household.plan import GoalRow
from reports.household.money_words import baht
from ui import masking, theme
from ui.known_icons import known_icon
from ui.widgets.arrange import row
from ui.widgets.buttons import Button, icon_label
from ui.widgets.labels import Label

GOAL_ICONS: dict[GoalKind, str] = {
    GoalKind.SAVE: "piggy-bank",
    GoalKind.PAY_OFF: "trending-down",
    GoalKind.EARN: "sprout",
    GoalKind.OTHER: "target",
}


@lru_cache(maxsize=256)
def goal_icon(goal: GoalRow) -> str:
    """The picture of a goal."""
    return known_icon(goal.data.icon, GOAL_ICONS[goal.data.kind])


class FillBar(QWidget):
    """A bar that is filled so many percent; ``token`` is the colour of what is filled."""

    def __init__(self, *, thick: int = 12, token: str = "indigo", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent, self._token, self._thick = 0, token, thick
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.signals.changed.connect(self.update)
        masking.signals.changed.connect(self.update)

    @property
    def percent(self) -> int:
        """How full it is."""
        return self._percent

    def set(self, percent: int, token: str = "indigo") -> None:
        """How full, 0 to 100, and in which colour."""
        self._percent, self._token = max(0, min(100, percent)), token
        self.setAccessibleName(f"{self._percent}%")
        self.update()

    def sizeHint(self) -> QSize:
        """As thick as was asked for."""
        return QSize(theme.px(80), theme.px(self._thick))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The trough and what is filled."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        radius = area.height() / 2
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(area, radius, radius)
        if self._percent and not masking.is_on():
            filled = QRectF(area)
            filled.setWidth(max(area.height(), area.width() * self._percent / 100))
            painter.setBrush(theme.color(self._token))
            painter.drawRoundedRect(filled, radius, radius)


class GoalProgress(QWidget):
    """A goal: its picture and name, how far it is as a bar and in words, what it takes from here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = icon_label("target", "indigo", 28)
        self.name = Label("", type="large", strong=True, wrap=True)
        self.far = Label("", strong=True, private="figures")
        self.bar = FillBar(thick=16, token="leaf")
        self.says = Label("", wrap=True, private="figures")
        self.ahead = Label("", tone="soft", wrap=True, private="figures")
        head = row(self.picture, self.name, self.far, spacing=12)
        head.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self.says)
        layout.addWidget(self.ahead)

    def show_goal(self, goal: GoalRow, says: str, ahead: str) -> None:
        """Show a goal with its sentence and whether it is before or behind its plan."""
        theme.set_icon(self.picture, goal_icon(goal), "indigo", 28)
        self.name.setText(goal.data.name)
        self.far.setText(far_words(goal))
        self.bar.set(goal.pace.percent, "leaf")
        self.says.setText(says)
        self.ahead.setText(ahead)
        self.ahead.setVisible(bool(ahead))
        self.setAccessibleName(f"{goal.data.name}. {says} {ahead}".strip())


def far_words(goal: GoalRow) -> str:
    """How far a goal is: so much of so much."""
    pace = goal.pace
    if goal.data.kind is GoalKind.OTHER:
        return _("{done} of {all}").format(done=pace.reached, all=pace.amount) if pace.amount else ""
    return _("{done} of {all}").format(done=baht(max(pace.reached, 0)), all=baht(pace.amount))


class ReachedCard(QFrame):
    """A goal that is reached: a picture, a cheer, and the way to keep it."""

    kept = Signal(object)

    def __init__(self, goal: GoalRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.goal = goal
        self.setProperty("kind", "banner")
        self.setProperty("tone", "good")
        self.title = Label(
            _("Reached: {name}").format(name=goal.data.name), type="title", strong=True, wrap=True
        )
        if goal.data.kind is GoalKind.OTHER:
            words = _("Every step is done. Well done, all of you.")
        else:
            words = _("All {amount} baht are there. Well done, all of you.").format(
                amount=baht(goal.data.amount)
            )
        self.words = Label(words, wrap=True, private="figures")
        self.keep_button = Button(_("Keep it among what we did"), self._on_keep, icon="check", touch=True)
        inside = QVBoxLayout()
        inside.setSpacing(4)
        inside.addWidget(self.title)
        inside.addWidget(self.words)
        inside.addSpacing(4)
        inside.addLayout(row(self.keep_button, -1))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.AROUND, theme.BETWEEN, theme.AROUND, theme.BETWEEN)
        layout.setSpacing(theme.AROUND)
        layout.addWidget(icon_label("party-popper", "leaf", 64))
        layout.addLayout(inside, 1)
        self.setAccessibleName(f"{self.title.raw()}. {words}")

    @Slot()
    def _on_keep(self) -> None:
        self.kept.emit(self.goal)
