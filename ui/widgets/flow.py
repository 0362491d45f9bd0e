"""A layout whose items share each line evenly and go to the next line where there is no room."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui import theme


class Flow(QLayout):
    """Items of one width in as many columns as fit (figures, cards); all in a line are equally high."""

    def __init__(self, *widgets: QWidget, least: int = 180, spacing: int = theme.BETWEEN) -> None:
        """``least`` is how narrow an item may become, at 100 %, before the line breaks."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._least = least
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins())
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Append."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item of a number."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """As wide as there is room."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def columns(self, width: int) -> int:
        """How many items stand beside each other at a width."""
        shown = self._shown()
        needed = max([theme.px(self._least), *(item.minimumSize().width() for item in shown)])
        fit = max(1, (width + self.spacing()) // (needed + self.spacing()))
        if fit >= len(shown):
            return max(1, len(shown))
        lines = -(-len(shown) // fit)
        return -(-len(shown) // lines)  # four that do not fit in one line stand two by two, not three and one

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._place(QRect(0, 0, width, 0), apply=False)

    def _place(self, area: QRect, *, apply: bool) -> int:
        inner = area.marginsRemoved(self.contentsMargins())
        across = self.columns(inner.width())
        gap = self.spacing()
        width = (inner.width() - gap * (across - 1)) // across
        shown = self._shown()
        y = inner.y()
        for start in range(0, len(shown), across):
            line = shown[start : start + across]
            height = max(_height(item, width) for item in line)
            if apply:
                for number, item in enumerate(line):
                    item.setGeometry(
                        QRect(QPoint(inner.x() + number * (width + gap), y), QSize(width, height))
                    )
            y += height + gap
        bottom = y - gap if shown else y
        return bottom - area.y() + self.contentsMargins().bottom()

    def setGeometry(self, area: QRect) -> None:
        """Place all items."""
        super().setGeometry(area)
        self._place(area, apply=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        shown = self._shown()
        widths = [max(theme.px(self._least), item.sizeHint().width()) for item in shown]
        height = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(sum(widths) + self.spacing() * max(0, len(shown) - 1), height)

    def minimumSize(self) -> QSize:
        """One column."""
        shown = self._shown()
        width = max((item.minimumSize().width() for item in shown), default=0)
        height = max((item.minimumSize().height() for item in shown), default=0)
        margins = self.contentsMargins()
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())


class Wrap(Flow):
    """Items as wide as they are, on the next line where there is no room (buttons with words)."""

    def __init__(self) -> None:
        super().__init__(least=0, spacing=theme.INSIDE)

    def _place(self, area: QRect, *, apply: bool) -> int:
        x, y, high = area.x(), area.y(), 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(area.width(), item.sizeHint().height()))
            if x > area.x() and x + size.width() > area.x() + area.width():
                x, y, high = area.x(), y + high + self.spacing(), 0
            if apply:
                item.setGeometry(QRect(QPoint(x, y), size))
            x, high = x + size.width() + self.spacing(), max(high, size.height())
        return y + high - area.y()


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return max(item.heightForWidth(width), item.minimumSize().height())
    return item.sizeHint().height()
