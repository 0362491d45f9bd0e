"""Chips for a finger: one of them is on; and the days that are asked for most."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.i18n import _
from ui import formats, theme
from ui.widgets.basics import Button
from ui.widgets.dates import ThaiDateField
from ui.widgets.flow import Wrap


class Chips(QWidget):
    """One of a few, each as large as a finger needs it; ``chosen`` gives its key."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._on_clicked)
        self._keys: list[object] = []
        self._wrap = Wrap()
        self.setLayout(self._wrap)

    @property
    def buttons(self) -> list[Button]:
        """The chips from left to right."""
        return [each for each in self._group.buttons() if isinstance(each, Button)]

    def set_chips(self, chips: Sequence[tuple[object, str, str]]) -> None:
        """Chips as (key, words, picture); what was on stays on if it is still there."""
        current = self.key()
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._wrap.removeWidget(button)
            button.hide()
            button.setParent(None)
            button.deleteLater()
        self._keys = [key for key, _words, _icon in chips]
        for number, (_key, words, icon) in enumerate(chips):
            button = Button(words, icon=icon, touch=True)
            button.setCheckable(True)
            button.setAccessibleName(f"{self.accessibleName()} {words}".strip())
            self._group.addButton(button, number)
            self._wrap.addWidget(button)
        if self._keys:
            self.set_key(current if current in self._keys else self._keys[0])

    def key(self) -> object:
        """The key of the chip that is on."""
        number = self._group.checkedId()
        return self._keys[number] if 0 <= number < len(self._keys) else None

    def set_key(self, key: object) -> None:
        """Turn a chip on without telling."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._keys[number])


class DayBar(QWidget):
    """Today, yesterday, the day before, or any day of the calendar; ``changed`` gives the day."""

    changed = Signal(object)
    OTHER = -1

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.chips = Chips()
        self.chips.chosen.connect(self._on_chosen)
        self.date = ThaiDateField(today=today)
        self.date.hide()
        self.date.changed.connect(self._on_date_changed)
        self.date.committed.connect(self._on_date_changed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addWidget(self.chips)
        layout.addWidget(self.date)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.chips.setAccessibleName(_("Which day"))
        self.chips.set_chips(
            [
                (0, _("Today"), ""),
                (1, _("Yesterday"), ""),
                (2, _("The day before"), ""),
                (self.OTHER, _("Another day"), "calendar-days"),
            ]
        )
        self.date.setAccessibleName(_("Which day"))

    def day(self) -> dt.date:
        """The day that is on; never one to come."""
        key = self.chips.key()
        if key == self.OTHER:
            return min(self.date.date() or self._today(), self._today())
        return self._today() - dt.timedelta(days=int(str(key or 0)))

    def set_day(self, day: dt.date) -> None:
        """Turn a day on and tell."""
        back = (self._today() - day).days
        self.chips.set_key(back if 0 <= back <= 2 else self.OTHER)
        self._show_date()
        self.date.set_value(day)
        self.changed.emit(self.day())

    def words(self) -> str:
        """The day as it is said."""
        return formats.date(self.day())

    def _show_date(self) -> None:
        self.date.setVisible(self.chips.key() == self.OTHER)

    @Slot(object)
    def _on_chosen(self, key: object) -> None:
        self._show_date()
        if key == self.OTHER:
            self.date.set_value(self._today() - dt.timedelta(days=3))
            self.date.edit.setFocus()
            self.date.edit.selectAll()
        self.changed.emit(self.day())

    @Slot(object)
    def _on_date_changed(self, _value: object) -> None:
        self.changed.emit(self.day())
