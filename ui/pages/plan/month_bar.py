"""The month that is shown: the one before, this one, the one after."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.fiscal import next_month
from app.i18n import _
from app.thai.dates import format_month
from ui import theme
from ui.widgets.arrange import row
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Label


class MonthBar(QWidget):
    """``changed`` gives the first day of the month; ``ahead`` months to come can be looked at, too."""

    changed = Signal(object)

    def __init__(
        self, today: Callable[[], dt.date], *, ahead: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today, self._ahead = today, ahead
        self.month = today().replace(day=1)
        self.before = IconButton("chevron-left", "", self.step_back, touch=True)
        self.after = IconButton("chevron-right", "", self.step_on, touch=True)
        self.words = Label("", type="large", strong=True, align=Qt.AlignmentFlag.AlignCenter)
        self.words.setMinimumWidth(theme.px(130))
        self.setLayout(row(self.before, self.words, self.after, spacing=4))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.before.set_name(_("The month before"))
        self.after.set_name(_("The month after"))
        self.words.setText(format_month(self.month))
        self.after.setEnabled(self.month < self._last())

    def show_month(self, month: dt.date) -> None:
        """Go to a month."""
        self.month = month.replace(day=1)
        self.retranslate()
        self.changed.emit(self.month)

    def _last(self) -> dt.date:
        last = self._today().replace(day=1)
        for _month in range(self._ahead):
            last = next_month(last)
        return last

    @Slot()
    def step_back(self) -> None:
        """The month before."""
        self.show_month(self.month - dt.timedelta(days=1))

    @Slot()
    def step_on(self) -> None:
        """The month after."""
        if self.month < self._last():
            self.show_month(next_month(self.month))
