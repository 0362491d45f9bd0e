"""A receipt as it prints, in a column that scrolls; and what can be done with it."""

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QVBoxLayout, QWidget

from app.i18n import _
from ui import theme
from ui.widgets.basics import Banner, Button, Flow, line, row
from ui.widgets.labels import Label


class _Paper(QWidget):
    """White paper with the picture of a receipt, as wide as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()

    def show_image(self, image: QImage) -> None:
        """Show another receipt."""
        self.image = image
        self.fit(self.width())
        self.update()

    def fit(self, width: int) -> None:
        """As high as the picture is at this width."""
        height = width * self.image.height() // self.image.width() if not self.image.isNull() else 1
        self.setFixedHeight(max(1, height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, smooth."""
        painter = QPainter(self)
        if self.image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if size.width() < self.image.width():
            drawn = self.image.scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        else:
            drawn = self.image
        painter.drawImage(QRect(0, 0, self.width(), self.height()), drawn)
        painter.setPen(theme.color("line"))
        painter.drawRect(0, 0, self.width() - 1, self.height() - 1)


class SlipView(QScrollArea):
    """The picture of a receipt, scrolled up and down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.paper = _Paper()
        ground = QWidget()
        ground.setProperty("kind", "ground")
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.BETWEEN)
        layout.addWidget(self.paper)
        layout.addStretch(1)
        self.setWidget(ground)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_png(self, data: bytes, words: str) -> None:
        """Show a picture; ``words`` say it for the ear; nothing hides it."""
        self.paper.setVisible(bool(data))
        self.paper.show_image(QImage.fromData(data) if data else QImage())
        self.paper.setAccessibleName(words)
        self.setAccessibleName(words)
        self.verticalScrollBar().setValue(0)
        self._fit()

    def _fit(self) -> None:
        self.paper.fit(max(1, self.viewport().width() - 2 * theme.BETWEEN))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture follows the width."""
        super().resizeEvent(event)
        self._fit()


class SlipPanel(QFrame):
    """A receipt at the right of the history: its picture and what can be done with it."""

    act = Signal(str)
    """``print``, ``picture``, ``pdf``, ``repeat``, ``return``, ``void``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.heading = Label("", type="large", strong=True, elide=True)
        self.state = Banner(tone="warn")
        self.slip = SlipView()
        self.buttons: dict[str, Button] = {}
        for key, icon in (
            ("print", "printer"),
            ("picture", "image"),
            ("pdf", "file-down"),
            ("repeat", "repeat"),
            ("return", "undo-2"),
            ("void", "ban"),
        ):
            button = Button("", icon=icon, touch=True, kind="danger" if key == "void" else "")
            button.setProperty("act", key)
            button.clicked.connect(self._on_act_clicked)
            self.buttons[key] = button
        head = row(self.heading)
        head.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, theme.INSIDE)
        states = row(self.state)
        states.setContentsMargins(theme.BETWEEN, theme.INSIDE, theme.BETWEEN, 0)
        self.tools = QWidget()
        flow = Flow(least=140, spacing=theme.INSIDE)
        for button in self.buttons.values():
            flow.addWidget(button)
        flow.setContentsMargins(theme.INSIDE, theme.INSIDE, theme.INSIDE, theme.INSIDE)
        self.tools.setLayout(flow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(line())
        layout.addLayout(states)
        layout.addWidget(self.slip, 1)
        layout.addWidget(line())
        layout.addWidget(self.tools)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        words = {
            "print": _("Print copy  P"),
            "picture": _("Copy picture  C"),
            "pdf": _("Save as PDF  S"),
            "repeat": _("Sell again"),
            "return": _("Return  R"),
            "void": _("Void  V"),
        }
        for key, text in words.items():
            self.buttons[key].set_text(text)

    def show_slip(self, number: str, png: bytes, state: str = "") -> None:
        """Show a receipt; ``state`` says that it was voided or returned."""
        self.heading.setText(number)
        self.slip.show_png(png, _("Receipt {number}").format(number=number) if number else "")
        self.state.show_text(state)

    def set_allowed(self, **allowed: bool) -> None:
        """Which acts this receipt takes."""
        for key, yes in allowed.items():
            self.buttons[key].setVisible(yes)

    @Slot()
    def _on_act_clicked(self) -> None:
        self.act.emit(str(self.sender().property("act")))
