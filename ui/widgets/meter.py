"""A bar that fills towards a limit, with what it counts above and what there is to say below."""

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.meters import Level
from reports.tax_reports import MeterLine
from ui import masking, theme
from ui.widgets.arrange import column
from ui.widgets.labels import Label

_COLORS = {Level.CALM: "indigo", Level.NEAR: "turmeric", Level.OVER: "clay"}
_TONES = {Level.CALM: "soft", Level.NEAR: "turmeric", Level.OVER: "clay"}
_WHOLE_BP = 10_000


class _Bar(QWidget):
    """The bar itself; a thin mark stands where it begins to warn."""

    def __init__(self) -> None:
        super().__init__()
        self._share_bp, self._level = 0, Level.CALM
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.signals.changed.connect(self.update)
        masking.signals.changed.connect(self.update)

    def set(self, share_bp: int, level: Level) -> None:
        """How full, in basis points, and in which colour."""
        self._share_bp, self._level = min(share_bp, _WHOLE_BP), level
        self.update()

    def sizeHint(self) -> QSize:
        """A slim bar."""
        return QSize(theme.px(160), theme.px(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the trough, what is filled, and the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect())
        radius = area.height() / 2
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(area, radius, radius)
        if self._share_bp and not masking.is_on():
            filled = QRectF(area)
            filled.setWidth(max(area.height(), area.width() * self._share_bp / _WHOLE_BP))
            painter.setBrush(theme.color(_COLORS[self._level]))
            painter.drawRoundedRect(filled, radius, radius)
        painter.setBrush(theme.color("ink-soft"))
        painter.drawRect(QRectF(area.width() * 5 / 6, 0, max(1.0, theme.px(1)), area.height()))


class MeterBar(QWidget):
    """Shows a ``MeterLine``."""

    def __init__(self, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Label("", strong=large, wrap=True)
        self.value = Label("", type="figure" if large else "body", strong=True, private="figures")
        self.limit = Label("", type="small", tone="soft", wrap=True, private="figures")
        self.bar = _Bar()
        self.note = Label("", type="small", wrap=True, private="figures")
        layout = column(self.name, self.value, self.bar, self.limit, self.note, spacing=6)
        layout.addStretch(1)
        self.setLayout(layout)
        masking.signals.changed.connect(self._tell)

    def show_line(self, line: MeterLine) -> None:
        """Show another state."""
        self.name.setText(line.name)
        self.value.setText(line.value)
        self.limit.setText(line.limit)
        self.bar.set(line.percent_bp, line.level)
        self.note.setText(line.note)
        self.note.set_tone(_TONES[line.level])
        self.note.setVisible(bool(line.note))
        self._tell()

    @Slot()
    def _tell(self) -> None:
        parts = (self.name.raw(), self.value.seen(), self.limit.seen(), self.note.seen())
        self.setAccessibleName(". ".join(part for part in parts if part))
