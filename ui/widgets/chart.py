"""A chart on the screen: the shapes of ``reports.render.chart_layout`` drawn with QPainter, with tips."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from app.i18n import _
from reports.model import Chart
from reports.render.chart_layout import Line, Mark, Rect, Shape, Text, layout, wanted_height
from reports.render.formats import cell_text, unit_text
from ui import masking, theme
from ui.widgets.labels import Label, plain_tip

USUAL_HEIGHT = 200
_HATCHES = (
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.CrossPattern,
)


class ChartCanvas(QWidget):
    """The drawing itself; a tip under the pointer tells the value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._shapes: tuple[Shape, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.signals.changed.connect(self._on_theme_changed)
        masking.signals.changed.connect(self.update)

    def set_chart(self, chart: Chart) -> None:
        """Draw another chart."""
        self._chart = chart
        self._place()
        self.updateGeometry()

    def shapes(self) -> tuple[Shape, ...]:
        """What is drawn now."""
        return self._shapes

    def _em(self) -> int:
        return theme.px(theme.SMALL)

    def _place(self) -> None:
        if self._chart is None or self.width() < 40 or self.height() < 20:
            self._shapes = ()
            return
        plain, bold = (QFontMetrics(theme.font(theme.SMALL, bold=weight)) for weight in (False, True))

        def measure(text: str, strong: bool) -> int:
            return (bold if strong else plain).horizontalAdvance(text) + 1

        self._shapes = layout(self._chart, self.width(), self.height(), measure, em=self._em())
        self.update()

    def datum_at(self, point: QPoint) -> tuple[int, int] | None:
        """The (series, label) under a point."""
        for shape in reversed(self._shapes):
            if isinstance(shape, Rect) and shape.datum is not None:
                area = QRect(shape.x, shape.y, shape.width, max(shape.height, 4))
            elif isinstance(shape, Mark) and shape.datum is not None:
                reach = max(shape.size, 16)
                area = QRect(shape.x - reach // 2, shape.y - reach // 2, reach, reach)
            else:
                continue
            if area.contains(point):
                return shape.datum
        return None

    def tip_at(self, point: QPoint) -> str:
        """What the tip says at a point; empty where there is nothing."""
        datum = self.datum_at(point)
        if masking.is_on() or datum is None or self._chart is None:
            return ""
        series, label = datum
        if not (series < len(self._chart.series) and label < len(self._chart.labels)):
            return ""
        named = self._chart.series[series]
        kind = self._chart.value_kind
        value = f"{cell_text(named.values[label], kind)} {unit_text(kind)}".strip()
        names = [self._chart.labels[label]]
        if len(self._chart.series) > 1:
            names.append(named.name)
        return f"{' · '.join(names)}: {value}"

    @Slot()
    def _on_theme_changed(self) -> None:
        self._place()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the chart likes to be."""
        usual = theme.px(USUAL_HEIGHT)
        height = wanted_height(self._chart, em=self._em(), usual=usual) if self._chart is not None else usual
        return QSize(theme.px(320), height)

    def minimumSizeHint(self) -> QSize:
        """Still to be read."""
        return QSize(theme.px(160), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the shapes anew."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Show the tip; plain text, whatever the labels hold."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            tip = self.tip_at(event.pos())
            if tip:
                QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shapes in their order."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if masking.is_on():
            _paint_hidden(painter, self.rect())
            return
        for shape in self._shapes:
            if isinstance(shape, Rect):
                _paint_rect(painter, shape)
            elif isinstance(shape, Line):
                _paint_line(painter, shape)
            elif isinstance(shape, Mark):
                _paint_mark(painter, shape)
            else:
                _paint_text(painter, shape)


def _paint_hidden(painter: QPainter, area: QRect) -> None:
    """A quiet ground where the chart stands, and why it cannot be seen."""
    painter.setPen(QPen(theme.color("line"), 1.0))
    painter.setBrush(theme.color("paper"))
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
    painter.setFont(theme.font())
    painter.setPen(theme.color("ink-soft"))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), _("Figures are hidden"))


def _paint_rect(painter: QPainter, shape: Rect) -> None:
    area = QRectF(shape.x, shape.y, shape.width, shape.height)
    radius = 2 if min(shape.width, shape.height) >= 6 else 0
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(shape.color))
    painter.drawRoundedRect(area, radius, radius)
    hatch = _HATCHES[shape.pattern % len(_HATCHES)]
    if hatch != Qt.BrushStyle.NoBrush:
        ground = theme.color("sheet")
        ground.setAlpha(150)
        brush = painter.brush()
        brush.setStyle(hatch)
        brush.setColor(ground)
        painter.setBrush(brush)
        painter.drawRoundedRect(area, radius, radius)


def _paint_line(painter: QPainter, shape: Line) -> None:
    pen = QPen(theme.color(shape.color), {1: 1.0, 2: 1.0}.get(shape.weight, 2.0))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    shift = 0.5 if shape.weight < 4 else 0.0
    painter.drawLine(QPointF(shape.x1 + shift, shape.y1 + shift), QPointF(shape.x2 + shift, shape.y2 + shift))


def _paint_mark(painter: QPainter, shape: Mark) -> None:
    half = shape.size / 2
    x, y = float(shape.x), float(shape.y)
    painter.setPen(QPen(theme.color("sheet"), 1.5))
    painter.setBrush(theme.color(shape.color))
    match shape.shape % 4:
        case 0:
            painter.drawEllipse(QPointF(x, y), half, half)
        case 1:
            painter.drawRect(QRectF(x - half, y - half, shape.size, shape.size))
        case 2:
            points = [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
            painter.drawPolygon(QPolygonF(points))
        case _:
            points = [QPointF(x, y - half), QPointF(x + half, y + half), QPointF(x - half, y + half)]
            painter.drawPolygon(QPolygonF(points))


def _paint_text(painter: QPainter, shape: Text) -> None:
    painter.setFont(theme.font(theme.SMALL, bold=shape.bold))
    painter.setPen(theme.color(shape.color))
    metrics = painter.fontMetrics()
    text = shape.text
    if shape.room and metrics.horizontalAdvance(text) > shape.room:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, shape.room)
    wide = metrics.horizontalAdvance(text)
    x = shape.x - {"center": wide // 2, "right": wide}.get(shape.align, 0)
    painter.drawText(QPoint(x, shape.y), text)


class ChartView(QWidget):
    """A chart with its title and the plain sentence that says what it shows."""

    def __init__(
        self, chart: Chart | None = None, *, title: bool = True, parent: QWidget | None = None
    ) -> None:
        """Without ``title`` the card around it carries the heading."""
        super().__init__(parent)
        self._with_title = title
        self.heading = Label("", type="large", strong=True, wrap=True)
        self.sentence = Label("", tone="soft", wrap=True, private="words")
        masking.signals.changed.connect(self._tell)
        self.canvas = ChartCanvas()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.INSIDE)
        column.addWidget(self.heading)
        column.addWidget(self.sentence)
        column.addWidget(self.canvas, 1)
        if chart is not None:
            self.set_chart(chart)

    def set_chart(self, chart: Chart) -> None:
        """Show another chart."""
        self.heading.setText(chart.title)
        self.heading.setVisible(self._with_title and bool(chart.title))
        self.sentence.setText(chart.sentence)
        self.sentence.setVisible(bool(chart.sentence))
        self.canvas.set_chart(chart)
        self.setAccessibleName(chart.title)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.setAccessibleDescription(self.sentence.seen())
