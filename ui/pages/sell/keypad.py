"""Digits for a finger: they type into a field without taking the keyboard away from it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from app.i18n import _
from ui import theme
from ui.widgets.basics import Button, IconButton

_KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3", ".", "0")


class Keypad(QWidget):
    """Twelve keys for one line edit."""

    def __init__(self, edit: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self._is_narrow = False
        self._is_flat = False
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.INSIDE)
        self.buttons: dict[str, Button] = {}
        for sign in _KEYS:
            button = Button(sign, touch=True)
            button.setProperty("sign", sign)
            button.clicked.connect(self._on_sign_clicked)
            self.buttons[sign] = button
        self.back = IconButton("delete", _("Delete the last digit"), self._on_back_clicked, touch=True)
        self._place()
        for key in (*self.buttons.values(), self.back):
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            key.setMinimumWidth(theme.TOUCH)
        theme.set_role(self.back, kind="")
        theme.signals.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        for button in self.buttons.values():
            button.setFont(theme.font(theme.LARGE, bold=True))
        for key in (*self.buttons.values(), self.back):
            key.setMaximumHeight(max(theme.px(64), theme.touch()))
            wide = theme.mode() is theme.Mode.MARKET and self._is_narrow
            key.setMinimumWidth(theme.touch() if wide else theme.TOUCH)
        if self._is_narrow:
            self.keep_narrow()

    def _place(self) -> None:
        signs = "1234567890." if self._is_flat else "".join(_KEYS)
        across = 6 if self._is_flat else 3
        keys = [*(self.buttons[sign] for sign in signs), self.back]
        for number, key in enumerate(keys):
            self._grid.addWidget(key, number // across, number % across)

    def set_flat(self, flat: bool) -> None:
        """Two rows of six where there is no room for four of three."""
        if flat != self._is_flat:
            self._is_flat = flat
            for key in (*self.buttons.values(), self.back):
                self._grid.removeWidget(key)
            self._place()

    def keep_narrow(self) -> None:
        """No wider than a hand, beside the fields."""
        self._is_narrow = True
        self._grid.setSpacing(4 if theme.mode() is theme.Mode.MARKET else theme.INSIDE)
        self.setFixedWidth(max(theme.px(200), 3 * theme.touch() + 2 * theme.INSIDE))

    def set_edit(self, edit: QLineEdit) -> None:
        """Type into another field."""
        self._edit = edit

    @Slot()
    def _on_sign_clicked(self) -> None:
        self._edit.setFocus()
        self._type(str(self.sender().property("sign")))

    @Slot()
    def _on_back_clicked(self) -> None:
        if self._edit.hasSelectedText():
            self._edit.del_()
        else:
            self._edit.end(False)
            self._edit.backspace()
        self._edit.textEdited.emit(self._edit.text())

    def _type(self, sign: str) -> None:
        if not self._edit.hasSelectedText():
            self._edit.end(False)
        self._edit.insert(sign)
        self._edit.textEdited.emit(self._edit.text())
