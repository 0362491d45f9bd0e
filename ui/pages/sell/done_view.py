"""After the payment: the number, the change to hand out, and what comes next."""

from PySide6.QtCore import QElapsedTimer, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _, pgettext
from ui import formats, theme
from ui.pages.sell.work import Sold
from ui.widgets.basics import Banner, Button, Flow, icon_label, row
from ui.widgets.labels import Label

CALM_MS = 350
"""So long after a sale Enter does not go on yet."""


class DoneView(QWidget):
    """Says that the sale is in the book; Enter goes on, P prints."""

    act = Signal(str)
    """``next``, ``print``, ``picture``, ``pdf``, ``undo``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sold: Sold | None = None
        self._since = QElapsedTimer()
        center = Qt.AlignmentFlag.AlignHCenter
        self.picture = icon_label("circle-check", "leaf", 44)
        self.title = Label("", type="large", tone="leaf", strong=True, align=center)
        self.number = Label("", type="title", align=center)
        self.total = Label("", tone="soft", align=center)
        self.change_words = Label("", type="large", tone="soft", align=center)
        self.change = Label("", type="hero", align=center)
        self.warning = Banner(tone="warn")
        self.message = Label("", tone="soft", wrap=True, align=center)
        self.next = Button("", kind="primary", touch=True)
        self.next.setProperty("large", True)
        self.buttons = {
            "next": self.next,
            "print": Button("", icon="printer", touch=True),
            "picture": Button("", icon="image", touch=True),
            "pdf": Button("", icon="file-down", touch=True),
        }
        for key, button in self.buttons.items():
            button.setProperty("act", key)
            button.clicked.connect(self._on_act_clicked)
        others = QWidget()
        flow = Flow(least=120, spacing=theme.INSIDE)
        for key in ("print", "picture", "pdf"):
            flow.addWidget(self.buttons[key])
        others.setLayout(flow)
        self.inner = QWidget()
        self.inner.setMaximumWidth(theme.px(560))
        column = QVBoxLayout(self.inner)
        column.setContentsMargins(theme.AROUND, theme.BETWEEN, theme.AROUND, theme.BETWEEN)
        column.setSpacing(theme.INSIDE // 2)
        column.addStretch(1)
        for widget in (self.picture, self.title, self.number, self.total):
            column.addWidget(widget, 0, center)
        column.addSpacing(theme.INSIDE)
        for label in (self.change_words, self.change):
            column.addWidget(label, 0, center)
        column.addSpacing(theme.INSIDE)
        column.addWidget(self.warning)
        column.addWidget(self.next)
        column.addSpacing(theme.INSIDE // 2)
        column.addWidget(others)
        column.addWidget(self.message)
        column.addStretch(2)
        layout = row(-1, self.inner, -1)
        layout.setStretch(1, 20)
        self.setLayout(layout)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.title.setText(_("Paid and saved"))
        self.change_words.setText(pgettext("money", "Change"))
        words = {
            "next": _("Next sale  Enter"),
            "print": _("Print  P"),
            "picture": _("Copy picture  C"),
            "pdf": _("Save as PDF  S"),
        }
        for key, text in words.items():
            self.buttons[key].set_text(text)
        if self._sold is not None:
            self.show_sale(self._sold, self.warning.label.raw())

    def show_sale(self, sold: Sold, warnings: str = "") -> None:
        """Show what was posted."""
        if sold is not self._sold:
            self._since.start()
        self._sold = sold
        self.number.setText(sold.number)
        self.total.setText(_("Total {amount} baht").format(amount=formats.money(sold.total)))
        self.change.setText(formats.money(sold.change))
        self.change.set_tone("leaf" if sold.change else "")
        self.change.setAccessibleName(f"{self.change_words.raw()} {self.change.raw()}")
        self.warning.show_text(warnings)
        self.message.setText("")
        self.setAccessibleName(
            _("{number} is saved. Change {amount} baht.").format(
                number=sold.number, amount=formats.money(sold.change)
            )
        )

    def say(self, text: str, tone: str = "soft") -> None:
        """A word on what was printed or copied."""
        self.message.set_tone(tone)
        self.message.setText(text)

    def focus_first(self) -> None:
        """Enter goes on."""
        self.next.setFocus()

    @Slot()
    def _on_act_clicked(self) -> None:
        act = str(self.sender().property("act"))
        if act == "next" and self._since.isValid() and self._since.elapsed() < CALM_MS:
            return  # the second half of a hasty double Enter: the change must be seen
        self.act.emit(act)
