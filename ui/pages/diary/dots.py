"""The days of a month side by side: which are written down; any of them leads to its entries."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.i18n import _, ngettext
from app.queries.household.diary import DiaryDay
from ui import formats, theme
from ui.pages.diary.words import plain

MOST = 34


class DayDots(QWidget):
    """A round mark for each day, filled if anything is known of it; others are only numbers."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: Sequence[DiaryDay] = ()
        self._today = self._begun = dt.date.min
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.signals.changed.connect(self.update)

    def show_days(self, days: Sequence[DiaryDay], today: dt.date, begun: dt.date | None = None) -> None:
        """Show other days; before the book was begun none is missing."""
        self._days, self._today, self._begun = days, today, begun or today
        self._at = next((at for at, day in enumerate(days) if day.on == today), 0)
        self._say()
        self.update()

    def words(self, day: DiaryDay) -> str:
        """A day in words."""
        said = [formats.date(day.on)]
        if day.count:
            entries = ngettext("{count} entry", "{count} entries", day.count).format(count=day.count)
            said += [
                entries,
                _("in {came}, out {went}").format(came=plain(day.money_in), went=plain(day.money_out)),
            ]
        elif day.is_reckoned:
            said.append(_("counted with the purse"))
        elif self._begun <= day.on <= self._today:
            said.append(_("still empty"))
        return " · ".join(said)

    def rect_of(self, at: int) -> QRectF:
        """Where a day stands."""
        wide = self.width() / max(1, len(self._days))
        side = min(wide - 2, self.height() - 4, theme.px(MOST))
        return QRectF(wide * at + (wide - side) / 2, (self.height() - side) / 2, side, side)

    def sizeHint(self) -> QSize:
        """One line of marks."""
        return QSize(theme.px(400), theme.px(MOST) + 8)

    def minimumSizeHint(self) -> QSize:
        """Small marks are better than none."""
        return QSize(theme.px(240), theme.px(MOST) + 8)

    def _say(self) -> None:
        self.setAccessibleName(self.words(self._days[self._at]) if self._days else "")

    def _open(self, at: int) -> None:
        if 0 <= at < len(self._days) and self._days[at].on <= self._today:
            self.chosen.emit(self._days[at].on)

    def _at_point(self, x: float) -> int:
        return int(x * len(self._days) / max(1, self.width())) if self._days else -1

    # ---- Qt

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The marks, from the first day to the last."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.SMALL))
        for at, day in enumerate(self._days):
            area = self.rect_of(at)
            is_to_come = day.on > self._today
            painter.setPen(QPen(theme.color("line" if is_to_come else "edge"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if day.is_filled:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("leaf-wash"))
            if not is_to_come and day.on >= self._begun:
                painter.drawEllipse(area)
            if at == self._at and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("indigo"), 2))
                painter.drawEllipse(area)
            painter.setPen(theme.color("leaf" if day.is_filled else "ink-soft"))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), str(day.on.day))
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens a day."""
        self._at = max(0, self._at_point(event.position().x()))
        self._say()
        self.update()
        self._open(self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk, Enter opens."""
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        if step is not None and self._days:
            self._at = min(max(0, self._at + step), len(self._days) - 1)
            self._say()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self._at)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """What a day holds, beside the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._at_point(event.pos().x())
            if 0 <= at < len(self._days):
                QToolTip.showText(event.globalPos(), self.words(self._days[at]), self)
            return True
        return super().event(event)
