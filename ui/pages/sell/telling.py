"""Tells by sound and colour what became of a scan or a payment, so that nobody has to look.

The sound is the system's own; a second one soon after means that something is not known.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.settings import MachineSettings
from ui import theme
from ui.widgets.flash import Flash

AGAIN_MS = 160


class Telling(QObject):
    """``scanned``, ``unknown`` and ``paid``: the frame is shown in market mode, the sound where it is on."""

    def __init__(self, page: QWidget, machine: Callable[[], MachineSettings]) -> None:
        super().__init__(page)
        self._machine = machine
        self.flash = Flash(page)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._on_again)

    def scanned(self) -> None:
        """Goods are in the cart."""
        self._tell("indigo")

    def unknown(self) -> None:
        """Nothing has this code: twice, also where it is quiet otherwise."""
        self._tell("clay")
        if self._machine().sounds:
            self._again.start()

    @Slot()
    def paid(self, _sold: object = None) -> None:
        """The bill is paid."""
        self._tell("leaf")

    def _tell(self, token: str) -> None:
        market = theme.mode() is theme.Mode.MARKET
        if (market or token == "clay") and self._machine().sounds:
            QApplication.beep()
        if market:
            self.flash.flash(token)

    @Slot()
    def _on_again(self) -> None:
        QApplication.beep()
