"""A date field in the Buddhist era with a real month calendar.

Takes whatever ``app.thai.dates`` reads. Keys: Up and Down move a day, Alt+1 is yesterday, Alt+2 the day
before, Alt+0 today, - (unless a date is being typed) a day back, Alt+Down or F4 opens the calendar.
"""

import calendar
import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, language
from app.thai import dates
from app.thai.dates import today
from ui import formats, theme
from ui.widgets.basics import Button, IconButton, row
from ui.widgets.fields import TypedField
from ui.widgets.labels import Label

DAYS_BACK = {
    Qt.Key.Key_0: 0,
    Qt.Key.Key_1: 1,
    Qt.Key.Key_2: 2,
    Qt.Key(0x0E08): 0,  # the same keys under the Thai Kedmanee layout
    Qt.Key(0x0E45): 1,
    Qt.Key.Key_Slash: 2,
}
"""Digits that mean so many days back, with Alt."""
_SUNDAY_FIRST = calendar.Calendar(calendar.SUNDAY)
_ENGLISH = ("Su", "Mo", "Tu", "We", "Th", "Fr", "Sa")
_THAI = ("อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.")
EARLIEST = dt.date(1900, 1, 1)
LATEST = dt.date(2199, 12, 31)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last day of a shorter month."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    year = min(max(year, EARLIEST.year), LATEST.year)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class MonthGrid(QWidget):
    """The days of one month; arrows, Page Up/Down, Home, End and Enter work, so do clicks and the wheel."""

    chosen = Signal(object)
    moved = Signal(object)

    def __init__(self, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.day = today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._hover: dt.date | None = None
        self._say()

    def set_day(self, day: dt.date) -> None:
        """Put the cursor on a day and show its month."""
        day = min(max(day, EARLIEST), LATEST)
        if day != self.day:
            self.day = day
            self.moved.emit(day)
        self._say()
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(dates.format_date(self.day, "full"))

    def weeks(self) -> list[list[dt.date]]:
        """The weeks that touch the month, Sunday first."""
        return _SUNDAY_FIRST.monthdatescalendar(self.day.year, self.day.month)

    def _cell(self) -> QSize:
        return QSize(self.width() // 7, max(1, (self.height() - theme.line_height(theme.SMALL) - 4) // 6))

    def rect_of(self, day: dt.date) -> QRect:
        """Where a day stands; empty if it is not shown."""
        size = self._cell()
        top = theme.line_height(theme.SMALL) + 4
        for down, week in enumerate(self.weeks()):
            if day in week:
                return QRect(
                    week.index(day) * size.width(), top + down * size.height(), size.width(), size.height()
                )
        return QRect()

    def day_at(self, point: QPoint) -> dt.date | None:
        """The day under a point."""
        return next((day for week in self.weeks() for day in week if self.rect_of(day).contains(point)), None)

    def sizeHint(self) -> QSize:
        """Cells of 40 × 36 px and the row of weekdays."""
        return QSize(7 * theme.px(40), theme.line_height(theme.SMALL) + 4 + 6 * theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """Never smaller than asked."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by days, weeks, months; Enter chooses."""
        key = Qt.Key(event.key())
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if key in days:
            self.set_day(self.day + dt.timedelta(days=days[key]))
        elif key in months:
            years = 12 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1
            self.set_day(add_months(self.day, months[key] * years))
        elif key == Qt.Key.Key_Home:
            self.set_day(self.day.replace(day=1))
        elif key == Qt.Key.Key_End:
            self.set_day(self.day.replace(day=calendar.monthrange(self.day.year, self.day.month)[1]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the day under the pointer."""
        self._hover = self.day_at(event.position().toPoint())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        day = self.day_at(event.position().toPoint())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.set_day(day)
            self.chosen.emit(day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel turns the months."""
        self.set_day(add_months(self.day, -1 if event.angleDelta().y() > 0 else 1))
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Weekdays above, then the days; today in a ring, the cursor filled."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.color("ink-soft"))
        width = self._cell().width()
        for number, words in enumerate(_THAI if language() == "th" else _ENGLISH):
            area = QRect(number * width, 0, width, theme.line_height(theme.SMALL))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.setFont(theme.font())
        for week in self.weeks():
            for day in week:
                self._paint_day(painter, day)

    def _paint_day(self, painter: QPainter, day: dt.date) -> None:
        area = self.rect_of(day).adjusted(2, 2, -2, -2)
        ink = "ink" if day.month == self.day.month else "ink-soft"
        painter.setPen(Qt.PenStyle.NoPen)
        if day == self.day:
            painter.setBrush(theme.color("indigo"))
            painter.drawRoundedRect(area, 6, 6)
            ink = "on-indigo"
        elif day == self._hover:
            painter.setBrush(theme.color("indigo-wash"))
            painter.drawRoundedRect(area, 6, 6)
        if day == self.today and day != self.day:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.color("indigo"))
            painter.drawRoundedRect(area, 6, 6)
        painter.setPen(theme.color(ink))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), str(day.day))


class CalendarPopup(QFrame):
    """The calendar that opens under a date field."""

    chosen = Signal(object)

    def __init__(self, day: dt.date, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        theme.set_role(self, kind="popup")
        self.setAccessibleName(_("Calendar"))
        self.grid = MonthGrid(today)
        self.month_label = Label("", strong=True, align=Qt.AlignmentFlag.AlignHCenter)
        back = IconButton("chevron-left", _("Month before"), self._on_back_clicked)
        on = IconButton("chevron-right", _("Next month"), self._on_next_clicked)
        head = row(back, self.month_label, on)
        head.setStretch(1, 1)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        for days, words in ((0, _("Today")), (1, _("Yesterday")), (2, _("The day before"))):
            button = Button(words, kind="quiet")
            button.setProperty("days", days)
            button.clicked.connect(self._on_days_clicked)
            foot.addWidget(button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.grid)
        layout.addLayout(foot)
        self.grid.moved.connect(self._on_grid_moved)
        self.grid.chosen.connect(self._on_grid_chosen)
        self.grid.set_day(day)
        self._on_grid_moved(day)
        self.grid.setFocus()

    @Slot(object)
    def _on_grid_moved(self, day: dt.date) -> None:
        self.month_label.setText(dates.format_month(day, long=True))

    @Slot(object)
    def _on_grid_chosen(self, day: dt.date) -> None:
        self.chosen.emit(day)
        self.close()

    @Slot()
    def _on_back_clicked(self) -> None:
        self.grid.set_day(add_months(self.grid.day, -1))

    @Slot()
    def _on_next_clicked(self) -> None:
        self.grid.set_day(add_months(self.grid.day, 1))

    @Slot()
    def _on_days_clicked(self) -> None:
        days = int(self.sender().property("days"))
        self._on_grid_chosen(self.grid.today - dt.timedelta(days=days))


class ThaiDateField(TypedField):
    """A business date; the value is a ``date``. See the module for the keys."""

    def __init__(
        self,
        name: str = "",
        *,
        required: bool = False,
        today: Callable[[], dt.date] = today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, required=required, parent=parent)
        self._today = today
        self._popup: CalendarPopup | None = None
        self.edit.setMaxLength(80)
        self.button = IconButton(
            "calendar-days", _("Calendar (Alt+Down)"), self.open_calendar, token="ink-soft"
        )
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.edit.set_button(self.button)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the date again in the language that is on now."""
        self.edit.setPlaceholderText(_("day/month/year"))
        self.button.set_name(_("Calendar (Alt+Down)"))
        day = self.value()
        if isinstance(day, dt.date):
            self.edit.setText(self._format(day))

    def date(self) -> dt.date | None:
        """The date, or None."""
        value = self.value()
        return value if isinstance(value, dt.date) else None

    def _parse(self, text: str) -> object:
        return dates.parse_date(text, self._today())

    def _format(self, value: object) -> str:
        return formats.date(value) if isinstance(value, dt.date) else ""

    def _step(self, steps: int) -> bool:
        day = (self.date() or self._today()) + dt.timedelta(days=steps)
        self._set_by_key(min(max(day, EARLIEST), LATEST))
        return True

    def _on_key(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
            self.open_calendar()
            return True
        if self.edit.isReadOnly():
            return False
        if alt and key in DAYS_BACK:
            self._set_by_key(self._today() - dt.timedelta(days=DAYS_BACK[key]))
            return True
        text = self.edit.text()
        untouched = self.is_empty() or text in (self.edit.selectedText(), self._format(self.date()))
        if key == Qt.Key.Key_Minus and not modifiers and untouched:
            return self._step(-1)
        return False

    @Slot()
    def open_calendar(self) -> None:
        """Show the month of the date below the field."""
        if self.edit.isReadOnly() or not self.isEnabled():
            return
        if self._popup is not None:
            self._popup.deleteLater()
        self._popup = CalendarPopup(self.date() or self._today(), self._today(), self)
        self._popup.chosen.connect(self._on_popup_chosen)
        self._popup.adjustSize()
        self._popup.move(self._popup_corner(self._popup.sizeHint()))
        self._popup.show()

    @Slot()
    def _on_edit_finished(self) -> None:
        if self._popup is None or not self._popup.isVisible():  # the field is not left for its calendar
            super()._on_edit_finished()

    def _popup_corner(self, size: QSize) -> QPoint:
        """Under the field, or above it where the screen ends."""
        below = self.edit.mapToGlobal(QPoint(0, self.edit.height() + 4))
        room = self.screen().availableGeometry()
        x = max(room.left(), min(below.x(), room.right() - size.width()))
        y = below.y()
        if y + size.height() > room.bottom():
            y = max(room.top(), self.edit.mapToGlobal(QPoint(0, 0)).y() - size.height() - 4)
        return QPoint(x, y)

    @Slot(object)
    def _on_popup_chosen(self, day: dt.date) -> None:
        self._set_by_key(day)
        self.edit.setFocus()
        self.committed.emit(day)
