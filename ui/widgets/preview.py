"""The preview of a paper: its pages under each other, drawn when they come into view, zoom and fit."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from ui import masking, theme
from ui.runner import Runner
from ui.widgets.basics import Button, IconButton, row
from ui.widgets.labels import Label

ZOOMS = (50, 75, 100, 125, 150, 200, 300)
RenderPage = Callable[[int, int], bytes]
"""``render(page, width)``: the page (from 0) as a PNG so many device pixels wide; runs on the worker."""


class _PageSheet(QWidget):
    """One page: white paper until its picture is there."""

    def __init__(self, number: int, ratio: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.ratio = ratio
        self.pixmap: QPixmap | None = None
        self.asked_width = 0
        self.top = 0
        self.private = True
        masking.signals.changed.connect(self.update)
        self.setAccessibleName(_("Page {number}").format(number=number + 1))

    def set_width(self, width: int) -> None:
        """Take a width; the height follows the paper."""
        self.setFixedSize(width, max(1, round(width * self.ratio)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """White paper in a hairline, with the picture on it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.private and masking.is_on():
            painter.setFont(theme.font())
            painter.setPen(Qt.GlobalColor.darkGray)
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), _("Figures are hidden"))
        elif self.pixmap is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self.pixmap)
        painter.setPen(theme.color("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PdfPreview(QWidget):
    """Shows pages that a callable renders; Ctrl+wheel, + and - zoom, 0 fits the width."""

    failed = Signal(object)
    private = True
    """Whether the paper is not seen while figures are hidden; a customer's own receipt always is."""

    def __init__(self, runner: Runner | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._render: RenderPage | None = None
        self._zoom = 0  # 0 = fit the width
        self._natural = theme.px(640)
        self._generation = 0
        self._sheets: list[_PageSheet] = []
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._ground = QWidget()
        self._ground.setProperty("kind", "ground")
        self._column = QVBoxLayout(self._ground)
        self._column.setContentsMargins(theme.BETWEEN, theme.BETWEEN, theme.BETWEEN, theme.BETWEEN)
        self._column.setSpacing(theme.BETWEEN)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setWidget(self._ground)
        self.area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.area.viewport().installEventFilter(self)
        self.smaller = IconButton("minus", _("Smaller"), self.zoom_out)
        self.larger = IconButton("plus", _("Larger"), self.zoom_in)
        self.fit_button = Button(_("Fit width"), self.fit_width, kind="quiet")
        self.zoom_label = Label("", type="small", tone="soft")
        self.page_label = Label("", type="small", tone="soft")
        bar = row(self.page_label, -1, self.smaller, self.zoom_label, self.larger, self.fit_button)
        bar.setContentsMargins(theme.BETWEEN, 4, theme.BETWEEN, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.area, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_seen)
        self._say()

    def show_pages(self, ratios: list[float], render: RenderPage, *, natural_width: int = 640) -> None:
        """Show a document: height ÷ width of each page, and what draws one; 100 % is ``natural_width``."""
        self._generation += 1
        self._render = render
        self._natural = theme.px(natural_width)
        for sheet in self._sheets:
            self._column.removeWidget(sheet)
            sheet.deleteLater()
        self._sheets = [_PageSheet(number, ratio) for number, ratio in enumerate(ratios)]
        for sheet in self._sheets:
            sheet.private = self.private
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self.area.verticalScrollBar().setValue(0)
        self._resize_sheets()

    def show_images(self, pages: list[bytes], *, natural_width: int = 640) -> None:
        """Show pages that are PNG pictures already."""
        ratios = []
        for page in pages:
            image = QImage.fromData(page)
            ratios.append(image.height() / image.width() if image.width() else 1.414)
        self.show_pages(ratios, lambda number, _width: pages[number], natural_width=natural_width)

    def clear(self) -> None:
        """Show nothing."""
        self.show_pages([], lambda _number, _width: b"")

    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sheets)

    # ---- zoom

    def zoom(self) -> int:
        """The zoom in percent; 0 while the width is fitted."""
        return self._zoom

    @Slot()
    def fit_width(self) -> None:
        """Make the pages as wide as the view."""
        self._zoom = 0
        self._resize_sheets()

    @Slot()
    def zoom_in(self) -> None:
        """One step larger."""
        now = self._percent()
        self._set_zoom(next((step for step in ZOOMS if step > now), ZOOMS[-1]))

    @Slot()
    def zoom_out(self) -> None:
        """One step smaller."""
        now = self._percent()
        self._set_zoom(next((step for step in reversed(ZOOMS) if step < now), ZOOMS[0]))

    def _set_zoom(self, percent: int) -> None:
        self._zoom = percent
        self._resize_sheets()

    def _percent(self) -> int:
        return self._zoom or round(100 * self._page_width() / self._natural)

    def _page_width(self) -> int:
        if self._zoom:
            return self._natural * self._zoom // 100
        room = self.area.viewport().width() - 2 * theme.BETWEEN
        return max(120, min(room, self._natural * 5 // 4))  # a slip blown up to the window reads badly

    def _resize_sheets(self) -> None:
        width, top = self._page_width(), theme.BETWEEN
        for sheet in self._sheets:
            sheet.set_width(width)
            sheet.top = top  # the layout places it only later
            top += sheet.height() + theme.BETWEEN
        self._say()
        self._timer.start()

    def _say(self) -> None:
        self.zoom_label.setText(f"{self._percent()} %")
        if not self._sheets:
            self.page_label.setText("")
            return
        self.page_label.setText(
            _("Page {number} of {count}").format(number=self._page_seen() + 1, count=len(self._sheets))
        )

    def _page_seen(self) -> int:
        middle = self.area.verticalScrollBar().value() + self.area.viewport().height() // 2
        return next((s.number for s in self._sheets if s.top + s.height() >= middle), len(self._sheets) - 1)

    # ---- drawing what is seen

    @Slot()
    def _draw_seen(self) -> None:
        top = self.area.verticalScrollBar().value() - 200
        bottom = top + self.area.viewport().height() + 400
        for sheet in self._sheets:
            if sheet.top + sheet.height() >= top and sheet.top <= bottom:
                self._draw(sheet)
        self._say()

    def _draw(self, sheet: _PageSheet) -> None:
        wanted = round(sheet.width() * self.devicePixelRatioF())
        if self._render is None or sheet.asked_width == wanted:
            return
        sheet.asked_width = wanted
        work = partial(self._render, sheet.number, wanted)
        done = partial(self._on_drawn, self._generation, sheet.number)
        if self._runner is None:
            done(work())
        else:
            self._runner.run(self, work, done, failed=self._on_failed)

    def _on_drawn(self, generation: int, number: int, png: bytes) -> None:
        if generation != self._generation or number >= len(self._sheets):
            return
        pixmap = QPixmap()
        if pixmap.loadFromData(png):
            self._sheets[number].pixmap = pixmap
            self._sheets[number].update()

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)

    # ---- Qt

    @Slot(int)
    def _on_scrolled(self, _value: int) -> None:
        self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._resize_sheets()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ctrl and the wheel zoom."""
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            else:
                self.zoom_out()
            return True
        if event.type() == QEvent.Type.Resize and not self._zoom:
            self._timer.start()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and - zoom, 0 fits."""
        keys = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.fit_width,
        }
        action = keys.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
            return
        action()

    def sizeHint(self) -> QSize:
        """Wide enough to read."""
        return QSize(theme.px(480), theme.px(560))
