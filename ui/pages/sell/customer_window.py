"""The customer's own window: what was taken last, the total, the code to pay by; nothing is typed there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, pgettext
from ui import formats, theme
from ui.widgets.labels import Label
from ui.widgets.qr_view import QrView

LAST_LINES = 6


class CustomerWindow(QWidget):
    """Stands on the second screen, whole, where there is one; it never takes the keyboard."""

    def __init__(self, parent: QWidget) -> None:
        flags = Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus
        super().__init__(parent, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setProperty("kind", "ground")
        self.setWindowTitle(_("For the customer"))
        self._total = 0
        self.lines = [Label("", type="large", elide=True) for _number in range(LAST_LINES)]
        self.amounts = [Label("", type="large") for _number in range(LAST_LINES)]
        self.words = Label("", type="title", tone="soft")
        self.total = Label("0.00", type="hero")
        self.payee = Label("", type="large", strong=True, wrap=True)
        self.qr = QrView()
        self.qr.hide()
        listed = QVBoxLayout()
        listed.setSpacing(theme.INSIDE)
        for name, amount in zip(self.lines, self.amounts, strict=True):
            across = QHBoxLayout()
            across.addWidget(name, 1)
            across.addWidget(amount)
            listed.addLayout(across)
        listed.addStretch(1)
        listed.addWidget(self.words)
        listed.addWidget(self.total)
        listed.addWidget(self.payee)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.AROUND, theme.AROUND, theme.AROUND, theme.AROUND)
        layout.setSpacing(theme.AROUND)
        layout.addLayout(listed, 1)
        layout.addWidget(self.qr, 1)
        self.setMinimumSize(480, 360)

    def set_shown(self, shown: bool) -> None:
        """Show it on the second screen, or as a window where there is only one; or put it away."""
        if not shown:
            self.hide()
            return
        seller = self.parentWidget()
        if self.isVisible() or seller is None or not seller.isVisible():
            return
        screens = QGuiApplication.screens()
        if len(screens) > 1:
            self.setGeometry(screens[1].geometry())
            self.showFullScreen()
        else:
            self.resize(800, 480)
            self.show()
        seller.window().activateWindow()

    def show_bill(self, lines: Sequence[tuple[str, int]], total: int) -> None:
        """The last of the lines with their amounts, and the total, satang."""
        self._total = total
        shown = list(lines)[-LAST_LINES:]
        shown += [("", 0)] * (LAST_LINES - len(shown))
        for (name, amount), label, figure in zip(shown, self.lines, self.amounts, strict=True):
            label.setText(name)
            figure.setText(formats.money(amount) if name else "")
        self.words.setText(_("Total"))
        self.total.setText(formats.money(total))
        self.show_code("", 0, "")

    def show_code(self, payload: str, amount: int, payee: str) -> None:
        """The code to pay by with its amount and payee; none puts it away."""
        self.qr.setVisible(bool(payload))
        self.qr.show_payload(payload, _("QR code to pay by") if payload else "")
        self.payee.setText(payee if payload else "")
        if payload:
            self.words.setText(_("Pay by QR"))
            self.total.setText(formats.money(amount))
        else:
            self.words.setText(_("Total"))
            self.total.setText(formats.money(self._total))

    def show_paid(self, total: int, change: int) -> None:
        """It is paid: the change, else the total."""
        self.show_bill((), total)
        self.words.setText(pgettext("money", "Change") if change else _("Paid. Thank you."))
        self.total.setText(formats.money(change or total))
