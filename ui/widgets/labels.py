"""Labels: plain text only, Thai lines broken between words, 1.5 em to a line."""

import html
from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import masking, thai_text, theme
from ui.thai_text import thai


def plain_tip(text: str) -> str:
    """A text for a tooltip, which takes markup by guess: what looks like markup is shown as it is typed."""
    return f"<span>{html.escape(text)}</span>" if "<" in text else text


Type = Literal["small", "body", "large", "title", "figure", "hero"]
Private = Literal["", "words", "figures"]
_HIDE: dict[str, Callable[[str], str] | None] = {
    "": None,
    "words": masking.hidden,
    "figures": masking.without_figures,
}


class Label(QLabel):
    """A label for any text, the user's too: never markup. ``wrap`` breaks lines, ``elide`` cuts with …"""

    # What a label is that Python has taken apart already while Qt still keeps it for a moment.
    _wrap = False
    _elide = False
    _lines = 0
    _raw = _seen = ""

    def __init__(
        self,
        text: str = "",
        *,
        type: Type = "body",
        tone: str = "",
        strong: bool = False,
        wrap: bool = False,
        elide: bool = False,
        lines: int = 0,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        private: Private = "",
        parent: QWidget | None = None,
    ) -> None:
        """``lines`` > 0 keeps a wrapped text to so many lines, the last one cut with …

        ``private``: what is not seen while figures are hidden, the ``words`` whole or only the ``figures``.
        """
        super().__init__(parent)
        self._raw = self._seen = ""
        self._private: Private = ""
        self._wrap, self._elide, self._lines = wrap, elide, lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", type)
        self.setProperty("strong", strong)
        self.setProperty("tone", tone)
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        if private:
            self.set_private(private)
        if wrap:
            thai_text.signals.ready.connect(self._on_words_ready)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        elif elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text literally; line feeds only count in wrapped labels."""
        if text == self._raw and text:
            return
        self._raw = text
        self._show()

    def _show(self) -> None:
        hide = _HIDE[self._private] if masking.is_on() else None
        seen = self._seen = hide(self._raw) if hide is not None else self._raw
        super().setText(seen if self._wrap else seen.replace("\n", " "))
        self.setAccessibleName(seen)
        if self._wrap and self.width() > 0 and self._private:
            self.setMinimumHeight(self.heightForWidth(self.width()))
        self.updateGeometry()

    def set_private(self, private: Private) -> None:
        """Other parts are hidden with the figures: the ``words`` whole, only the ``figures``, or nothing."""
        if private == self._private:
            return
        if not self._private:
            masking.signals.changed.connect(self._on_masking_changed)
        elif not private:
            masking.signals.changed.disconnect(self._on_masking_changed)
        self._private = private
        self._show()

    @Slot()
    def _on_masking_changed(self) -> None:
        self._show()
        self.update()

    def seen(self) -> str:
        """The text as it can be read now; ``raw`` without what is hidden."""
        return self._seen

    def raw(self) -> str:
        """The text as it was set; ``text()`` has lost its line feeds where the label is one line."""
        return self._raw

    def set_tone(self, tone: str) -> None:
        """Change the colour by its part: soft, leaf, clay, turmeric, indigo or nothing."""
        if self.property("tone") != tone:
            theme.set_role(self, tone=tone)

    def line_height(self) -> int:
        """1.5 em of this label's type."""
        return (self.fontInfo().pixelSize() * 3 + 1) // 2

    def hasHeightForWidth(self) -> bool:
        """A wrapped label grows with its lines."""
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped text at a width."""
        if not self._wrap:
            return super().heightForWidth(width)
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        count = sum(self._lines_of(self._marked(part, inner), inner) for part in self._seen.split("\n"))
        if self._lines:
            count = min(count, self._lines)
        return count * self.line_height() + margins.top() + margins.bottom()

    def balanced_width(self, most: int) -> int:
        """The narrowest width in which the text needs no more lines than in ``most``."""
        height = self.heightForWidth(most)
        low, high = 1, most
        while low < high:
            middle = (low + high) // 2
            if self.heightForWidth(middle) > height:
                low = middle + 1
            else:
                high = middle
        return low

    def _marked(self, part: str, width: float) -> str:
        """A paragraph marked for breaking; one that fits needs no words to be cut."""
        return part if self.fontMetrics().horizontalAdvance(part) <= width else thai(part)

    def _lines_of(self, part: str, width: float) -> int:
        layout = QTextLayout(part, self.font())
        option = QTextOption(self.alignment())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            count += 1
        layout.endLayout()
        return max(1, count)

    def sizeHint(self) -> QSize:
        """One line of 1.5 em; a wrapped label asks for a comfortable measure."""
        metrics = QFontMetricsF(self.font())
        if self._wrap:
            width = min(int(metrics.horizontalAdvance(self._seen)) + 2, theme.px(460))
            return QSize(width, self.heightForWidth(width))
        if not self.pixmap().isNull():
            return super().sizeHint()
        return QSize(int(metrics.horizontalAdvance(self.text())) + 2, self.line_height())

    def minimumSizeHint(self) -> QSize:
        """A wrapped label may be as narrow as a long word; one that is cut, as narrow as …"""
        if self._wrap:
            return QSize(theme.px(64), self.line_height())
        if self._elide:
            return QSize(theme.px(24), self.line_height())
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wrapped label tells its layout the height that its width needs."""
        super().resizeEvent(event)
        if self._wrap:
            needed = self.heightForWidth(self.width())
            if self.minimumHeight() != needed:
                self.setMinimumHeight(needed)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            if self._wrap and self.width() > 0:
                self.setMinimumHeight(self.heightForWidth(self.width()))
            self.updateGeometry()

    @Slot()
    def _on_words_ready(self) -> None:
        if self._seen and not self._seen.isascii():
            self.setMinimumHeight(self.heightForWidth(self.width()))
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw wrapped text line by line, cut text with …, the rest as Qt does."""
        if not self._wrap and not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        area = self.contentsRect()
        if self._elide and not self._wrap:
            shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, int(self.alignment()), shown)
            return
        self._paint_wrapped(painter, area.x(), area.y(), area.width())

    def _paint_wrapped(self, painter: QPainter, x: int, y: int, width: int) -> None:
        left = self._lines or 1_000_000
        spare = self.contentsRect().height() - self.heightForWidth(self.width())
        if spare > 0 and self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            y += spare // 2
        for paragraph in self._seen.split("\n"):
            part = self._marked(paragraph, width)
            count = self._lines_of(part, width)
            paint_lines(painter, part, x, y, width, self.line_height(), self.alignment(), min(count, left))
            y += count * self.line_height()
            left -= count
            if left <= 0:
                return


def paint_lines(
    painter: QPainter,
    text: str,
    x: int,
    y: int,
    width: int,
    step: int,
    alignment: Qt.AlignmentFlag,
    most: int,
) -> int:
    """Draw text marked for breaking in at most ``most`` lines, the last cut with …; the lines drawn."""
    layout = QTextLayout(text, painter.font())
    option = QTextOption(alignment & Qt.AlignmentFlag.AlignHorizontal_Mask)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    metrics = painter.fontMetrics()
    offset = (step - metrics.height()) / 2
    layout.beginLayout()
    lines: list[Any] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, float(width)))
        lines.append(line)
        if len(lines) > most:
            break
    layout.endLayout()
    for number, line in enumerate(lines[:most]):
        top = y + number * step
        if number == most - 1 and len(lines) > most:
            rest = text[line.textStart() :].replace("\u200b", "")
            cut = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
            painter.drawText(x, top, width, step, int(alignment & Qt.AlignmentFlag.AlignHorizontal_Mask), cut)
        else:
            line.setPosition(QPointF(0, 0))
            line.draw(painter, QPointF(x, top + offset - line.y()))
    return min(len(lines), most)
