"""The amount: a large field that adds up as it is typed, and a keypad for a finger beside it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from ui import formats, theme
from ui.widgets.basics import Button, IconButton
from ui.widgets.labels import Label
from ui.widgets.sum_field import SumField

KEYS = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"), ("00", "0", "."))


class AmountPad(QWidget):
    """How much: typed or tapped; ``entered`` when it is to be saved."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = SumField(required=True, large=True)
        self.field.edit.returnPressed.connect(self.entered)
        self.field.changed.connect(self._on_changed)
        self.sum = Label("", type="large", tone="soft", align=Qt.AlignmentFlag.AlignRight)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.INSIDE)
        self.keys: dict[str, Button] = {}
        for down, signs in enumerate(KEYS):
            for across, sign in enumerate(signs):
                self.keys[sign] = self._key(sign)
                grid.addWidget(self.keys[sign], down, across)
        self.back = IconButton("delete", "", self._on_back_clicked, touch=True)
        theme.set_role(self.back, kind="")
        self.keys["+"] = self._key("+")
        self.save = Button("", kind="primary", touch=True)
        self.save.clicked.connect(self.entered)
        grid.addWidget(self.back, 0, 3)
        grid.addWidget(self.keys["+"], 1, 3)
        grid.addWidget(self.save, 2, 3, 2, 1)
        for column in range(4):
            grid.setColumnStretch(column, 4 if column < len(KEYS[0]) else 5)
        for key in (*self.keys.values(), self.back, self.save):
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            key.setMinimumWidth(theme.TOUCH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addWidget(self.field)
        layout.addWidget(self.sum)
        layout.addLayout(grid, 1)
        self.setFocusProxy(self.field)
        theme.signals.changed.connect(self._fit)
        self.sum.hide()
        self._fit()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.field.setAccessibleName(_("How many baht"))
        self.field.edit.set_unit(_("baht"))
        self.back.set_name(_("Delete the last digit"))
        self.save.set_text(_("Save it"))

    def clear(self) -> None:
        """Empty, with the cursor in it."""
        self.set_amount(None)

    def set_amount(self, amount: int | None) -> None:
        """Show an amount, satang, ready to be typed over."""
        self.field.set_value(amount)
        self.sum.setText("")
        self.sum.hide()
        self.field.edit.setFocus()
        self.field.edit.selectAll()

    def _key(self, sign: str) -> Button:
        button = Button(sign, touch=True)
        button.setProperty("sign", sign)
        button.clicked.connect(self._on_sign_clicked)
        return button

    @Slot()
    def _fit(self) -> None:
        for button in self.keys.values():
            button.setFont(theme.font(theme.TITLE, bold=True))
        for key in (*self.keys.values(), self.back):
            key.setMinimumHeight(theme.touch())
            key.setMaximumHeight(max(theme.px(72), theme.touch()))
        font = theme.font(theme.FIGURE, bold=True)
        self.field.edit.setFont(font)
        self.field.edit.setMinimumHeight(theme.line_height(theme.FIGURE) + theme.INSIDE)

    @Slot(object)
    def _on_changed(self, value: object) -> None:
        is_sum = "+" in self.field.text() and isinstance(value, int)
        self.sum.setText(f"= {formats.money(value)}" if is_sum and isinstance(value, int) else "")
        self.sum.setVisible(is_sum)

    @Slot()
    def _on_sign_clicked(self) -> None:
        edit = self.field.edit
        if not edit.hasFocus():
            edit.setFocus()
        if not edit.hasSelectedText():
            edit.end(False)
        edit.insert(str(self.sender().property("sign")))
        edit.textEdited.emit(edit.text())

    @Slot()
    def _on_back_clicked(self) -> None:
        edit = self.field.edit
        if edit.hasSelectedText():
            edit.del_()
        else:
            edit.end(False)
            edit.backspace()
        edit.textEdited.emit(edit.text())
