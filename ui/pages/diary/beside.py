"""Beside the tiles: what was entered last, what is due, days without a word."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.queries.household.diary import DiaryLine
from app.queries.household.recurring import RecurringRow
from app.thai.dates import format_date
from reports.common import in_language
from ui import theme
from ui.pages.diary.words import day_words, picture, plain
from ui.widgets.arrange import column, row, scrolled
from ui.widgets.basics import Button, Card
from ui.widgets.buttons import IconButton, icon_label
from ui.widgets.flow import Wrap
from ui.widgets.labels import Label

MOST_GAPS = 5


def line_name(line: DiaryLine) -> str:
    """What a line was for."""
    return in_language(line.category, line.category_en) or in_language(line.account, line.account_en)


class LineRow(QFrame):
    """One entry: its picture, what it was, how much; a click or Enter enters it again."""

    repeat_wanted = Signal(object)
    change_wanted = Signal(object)

    def __init__(self, line: DiaryLine, today: dt.date, *, action: str, changes: bool = True) -> None:
        super().__init__()
        self.line = line
        self._is_button = not changes
        self.setProperty("kind", "card")
        self.setProperty("hover", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name = line_name(line)
        about = " · ".join(each for each in (day_words(line.on, today), line.person, line.note) if each)
        amount = plain(line.size)
        self.setAccessibleName(f"{action}: {name} {amount} {about}")
        self.amount = Label(f"+{amount}" if line.is_in else amount, strong=True, private="figures")
        if line.is_in:
            self.amount.set_tone("leaf")
        words = column(
            Label(name, elide=True), Label(about, type="small", tone="soft", elide=True), spacing=0
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.INSIDE, 4, 4, 4)
        layout.setSpacing(theme.INSIDE)
        layout.addWidget(icon_label(picture(line.icon), "indigo", 22))
        layout.addLayout(words, 1)
        layout.addWidget(self.amount)
        self.again = IconButton("repeat", action, self._on_again)
        self.again.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(self.again)
        if changes:
            self.change = IconButton("pencil", _("Change {name}").format(name=name), self._on_change)
            layout.addWidget(self.change)
        self.setMinimumHeight(theme.touch())

    @Slot()
    def _on_again(self) -> None:
        self.repeat_wanted.emit(self.line)

    @Slot()
    def _on_change(self) -> None:
        self.change_wanted.emit(self.line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click enters what is offered; one on what was entered does nothing."""
        super().mouseReleaseEvent(event)
        if self._is_button and self.rect().contains(event.position().toPoint()):
            self.repeat_wanted.emit(self.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter enters it again, F4 changes it, the arrows walk."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.repeat_wanted.emit(self.line)
        elif key == Qt.Key.Key_F4:
            self.change_wanted.emit(self.line)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class Lines(QWidget):
    """A column of entries under a heading."""

    repeat_wanted = Signal(object)
    change_wanted = Signal(object)

    def __init__(self, *, changes: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes = changes
        self.action = ""
        self.heading = Label("", strong=True)
        self.hint = Label("", tone="soft", wrap=True)
        self._holder = QWidget()
        self._rows = QVBoxLayout(self._holder)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setSpacing(4)
        self._rows.addStretch(1)
        area = scrolled(self._holder, margins=0)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addWidget(self.heading)
        layout.addWidget(self.hint)
        layout.addWidget(area, 1)

    @property
    def rows(self) -> list[LineRow]:
        """The rows from top to bottom."""
        found = [self._rows.itemAt(at) for at in range(self._rows.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, LineRow)]

    def set_words(self, heading: str, hint: str, action: str) -> None:
        """The heading, what stands where nothing is, and what a click does."""
        self.heading.setText(heading)
        self.hint.setText(hint)
        self.action = action

    def set_lines(self, lines: Sequence[DiaryLine], today: dt.date) -> None:
        """Show other entries."""
        for old in self.rows:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        for at, line in enumerate(lines):
            made = LineRow(line, today, action=self.action, changes=self._changes)
            made.repeat_wanted.connect(self.repeat_wanted)
            made.change_wanted.connect(self.change_wanted)
            self._rows.insertWidget(at, made)
        self.hint.setVisible(not lines)


class DueStrip(Card):
    """What comes again and is due: entered as it is, with another amount, or left out this time."""

    confirmed = Signal(object)
    other_amount = Signal(object)
    skipped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=theme.INSIDE, parent=parent)
        self.due: RecurringRow | None = None
        self.words = Label("", wrap=True)
        self.yes = Button("", self._on_yes, kind="primary", icon="check")
        self.other = Button("", self._on_other, kind="quiet", icon="pencil")
        self.no = Button("", self._on_no, kind="quiet", icon="x")
        across = row(icon_label("repeat", "indigo"), self.words, self.yes, self.other, self.no)
        across.setStretch(1, 1)
        self.add(across)
        self.hide()

    def show_due(self, rows: Sequence[RecurringRow]) -> None:
        """Show the first of them; none hides the strip."""
        self.due = rows[0] if rows else None
        self.setVisible(self.due is not None)
        if self.due is None:
            return
        name = self.due.data.name or in_language(self.due.category, self.due.category_en)
        words = _("Due on {day}: {name} {amount} baht").format(
            day=format_date(self.due.next_on, "short"), name=name, amount=plain(self.due.data.amount)
        )
        if len(rows) > 1:
            more = ngettext("and {count} more", "and {count} more", len(rows) - 1)
            words = f"{words} ({more.format(count=len(rows) - 1)})"
        self.words.setText(words)
        self.yes.set_text(_("Enter it (F9)"))
        self.other.set_text(_("Another amount"))
        self.no.set_text(_("Not this time"))

    @Slot()
    def _on_yes(self) -> None:
        self.confirmed.emit(self.due)

    @Slot()
    def _on_other(self) -> None:
        self.other_amount.emit(self.due)

    @Slot()
    def _on_no(self) -> None:
        self.skipped.emit(self.due)


class GapStrip(Card):
    """Days without a word, offered for catching up; dismissed, it stays away until the page is made again."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=theme.INSIDE, parent=parent)
        self._dismissed = False
        self._allowed = True
        self._count = 0
        self.words = Label("", wrap=True)
        self.days = QWidget()
        self._wrap = Wrap()
        self.days.setLayout(self._wrap)
        self.close_button = IconButton("x", _("Not now"), self._on_close)
        across = row(icon_label("calendar-days", "indigo"), self.words, self.days, self.close_button)
        across.setStretch(2, 1)
        self.add(across)
        self.hide()

    @property
    def buttons(self) -> list[Button]:
        """The days that are offered."""
        found = [self._wrap.itemAt(at) for at in range(self._wrap.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, Button)]

    def show_days(self, days: Sequence[dt.date]) -> None:
        """Offer these days, the last of them as buttons; none hides the strip."""
        for old in self.buttons:
            self._wrap.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._count = len(days)
        self.allow(self._allowed)
        words = ngettext(
            "{count} day is still empty. Write it down now?",
            "{count} days are still empty. Write them down now?",
            len(days),
        )
        self.words.setText(words.format(count=len(days)))
        for day in days[-MOST_GAPS:]:
            button = Button(format_date(day, "short"), self._on_day)
            button.setProperty("day", day.isoformat())
            self._wrap.addWidget(button)

    def allow(self, allowed: bool) -> None:
        """Whether there is room for it."""
        self._allowed = allowed
        self.setVisible(allowed and self._count > 0 and not self._dismissed)

    @Slot()
    def _on_day(self) -> None:
        self.chosen.emit(dt.date.fromisoformat(str(self.sender().property("day"))))

    @Slot()
    def _on_close(self) -> None:
        self._dismissed = True
        self.hide()
