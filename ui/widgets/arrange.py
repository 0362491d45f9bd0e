"""Where things stand: rows and columns on the grid, forms, the panel at the right, pages that scroll."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from ui import theme
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label


def line() -> QFrame:
    """A hairline across."""
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made


def column(*items: QWidget | QLayout | int, spacing: int = theme.INSIDE, margins: int = 0) -> QVBoxLayout:
    """Widgets under each other; an int is a gap, -1 takes what is left."""
    layout = QVBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def row(*items: QWidget | QLayout | int, spacing: int = theme.INSIDE, margins: int = 0) -> QHBoxLayout:
    """Widgets beside each other; an int is a gap, -1 takes what is left."""
    layout = QHBoxLayout()
    _fill(layout, items, spacing, margins)
    return layout


def tab_before(last: QWidget, widgets: Sequence[QWidget]) -> None:
    """The Tab key visits these widgets, in this order, just before ``last``, however late they were made."""
    before = last
    for widget in (*(each.focusProxy() or each for each in widgets), last):
        QWidget.setTabOrder(before, widget)
        before = widget


def _fill(
    layout: QVBoxLayout | QHBoxLayout, items: Sequence[QWidget | QLayout | int], spacing: int, margins: int
) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(margins, margins, margins, margins)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        elif item < 0:
            layout.addStretch(1)
        else:
            layout.addSpacing(item)


class Panel(QFrame):
    """Details at the right of a page, instead of a second window; Escape closes it."""

    closed = Signal()

    def __init__(self, title: str = "", *, width: int = 360, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setFixedWidth(theme.px(width))
        self.heading = Label(title, type="large", strong=True, wrap=True)
        self.close_button = IconButton("x", _("Close"), self.close_panel)
        head = row(self.heading, self.close_button)
        head.setStretch(0, 1)
        head.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.INSIDE, theme.INSIDE)
        self._content = QWidget()
        self._content.setProperty("kind", "ground")
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(theme.BETWEEN, 0, theme.BETWEEN, theme.BETWEEN)
        self.body.setSpacing(theme.BETWEEN)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._content)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        self.foot.setSpacing(theme.INSIDE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)
        layout.addLayout(self.foot)

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self.heading.setText(title)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Append to what scrolls."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    @Slot()
    def close_panel(self) -> None:
        """Hide the panel and tell."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)


class Form(QGridLayout):
    """Labels above their fields on the 4-px grid, in one column or more."""

    def __init__(self, columns: int = 1) -> None:
        super().__init__()
        self._columns = columns
        self._next = 0
        self.labels: list[Label] = []
        self.setHorizontalSpacing(theme.BETWEEN)
        self.setVerticalSpacing(theme.BETWEEN)
        self.setContentsMargins(0, 0, 0, 0)
        for number in range(columns):
            self.setColumnStretch(number, 1)

    def add(self, label: str, field: QWidget, *, span: int = 1, hint: str = "") -> Label:
        """Put a field under its label; ``span`` columns wide; the label becomes its accessible name."""
        if self._next % self._columns + span > self._columns:
            self._next += self._columns - self._next % self._columns
        at, across = divmod(self._next, self._columns)
        self._next += span
        words = Label(label, type="small", tone="soft")
        words.setBuddy(getattr(field, "edit", field))
        if not field.accessibleName():
            field.setAccessibleName(label)
        self.labels.append(words)
        cell = column(words, field, spacing=4)
        if hint:
            cell.addWidget(Label(hint, type="small", tone="soft", wrap=True))
        cell.addStretch(1)
        self.addLayout(cell, at, across, 1, span)
        return words

    def add_wide(self, item: QWidget | QLayout) -> None:
        """Put something across all columns."""
        if self._next % self._columns:
            self._next += self._columns - self._next % self._columns
        at = self._next // self._columns
        self._next += self._columns
        if isinstance(item, QWidget):
            self.addWidget(item, at, 0, 1, self._columns)
        else:
            self.addLayout(item, at, 0, 1, self._columns)


def scrolled(content: QWidget, *, margins: int = theme.AROUND) -> QScrollArea:
    """A page's content that scrolls up and down when the window is small."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    content.setProperty("kind", "ground")
    layout = content.layout()
    if layout is not None:
        layout.setContentsMargins(margins, margins, margins, margins)
    area.setWidget(content)
    return area
