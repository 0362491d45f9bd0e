"""The packs of a product in its form: a name, how much it holds, a barcode and a price, one line each."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.product import ProductUnitData
from app.i18n import _
from ui import theme
from ui.widgets.basics import Button, IconButton
from ui.widgets.fields import NameField, QuantityField, UnitCostField
from ui.widgets.labels import Label


class PackLine:
    """The fields of one pack."""

    def __init__(self) -> None:
        self.name = NameField(required=True, most=60)
        self.factor = QuantityField(required=True)
        self.barcode = NameField(most=48)
        self.price = UnitCostField()
        self.is_purchase = False
        self.remove = IconButton("trash-2", "")

    def fields(self) -> tuple[QWidget, ...]:
        """Everything that stands in the line."""
        return (self.name, self.factor, self.barcode, self.price, self.remove)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        typed = (self.name, self.factor, self.barcode, self.price)
        return all(field.is_empty() for field in typed)


class PacksEditor(QWidget):
    """Lines of packs and a button for one more; ``value`` gives them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[PackLine] = []
        self._unit = ""
        self.titles = [Label("", type="small", tone="soft") for _number in range(4)]
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme.INSIDE)
        self.grid.setVerticalSpacing(theme.INSIDE)
        for number, stretch in enumerate((3, 2, 3, 2, 0)):
            self.grid.setColumnStretch(number, stretch)
        for number, title in enumerate(self.titles):
            self.grid.addWidget(title, 0, number)
        self.add_button = Button("", self.add_line, kind="link", icon="plus")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(self.grid)
        layout.addWidget(self.add_button)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        words = (_("Pack, for example box of 12"), _("Holds"), _("Barcode"), _("Price of the pack"))
        for title, text in zip(self.titles, words, strict=True):
            title.setText(text)
            title.setVisible(bool(self.lines))
        self.add_button.set_text(_("Add a pack"))
        for line in self.lines:
            for field, text in zip(line.fields(), words, strict=False):
                field.setAccessibleName(text)
            line.remove.set_name(_("Remove this pack"))

    def set_unit(self, unit: str) -> None:
        """The product's own unit, in which the packs are counted."""
        self._unit = unit
        for line in self.lines:
            line.factor.set_unit(unit)

    @Slot()
    def add_line(self) -> PackLine:
        """One more line, with the cursor in it."""
        line = PackLine()
        line.factor.set_unit(self._unit)
        line.remove.clicked.connect(self._on_remove_clicked)
        self.lines.append(line)
        for number, field in enumerate(line.fields()):
            self.grid.addWidget(field, len(self.lines), number)
        self.retranslate()
        line.name.edit.setFocus()
        self.changed.emit()
        return line

    @Slot()
    def _on_remove_clicked(self) -> None:
        button = self.sender()
        line = next((each for each in self.lines if each.remove is button), None)
        if line is not None:
            self._remove(line)
            self._place()
            self.changed.emit()

    def _remove(self, line: PackLine) -> None:
        self.lines.remove(line)
        for field in line.fields():
            self.grid.removeWidget(field)
            field.hide()
            field.deleteLater()

    def _place(self) -> None:
        for number, line in enumerate(self.lines, start=1):
            for at, field in enumerate(line.fields()):
                self.grid.addWidget(field, number, at)
        self.retranslate()

    def set_value(self, units: tuple[ProductUnitData, ...]) -> None:
        """Show these packs."""
        for line in list(self.lines):
            self._remove(line)
        for unit in units:
            line = self.add_line()
            line.name.set_value(unit.name)
            line.factor.set_value(unit.factor_milli)
            line.barcode.set_value(unit.barcode)
            line.price.set_value(unit.price_e4)
            line.is_purchase = unit.is_purchase
        self._place()

    def value(self) -> tuple[ProductUnitData, ...]:
        """The packs that were typed; empty lines are left out."""
        return tuple(
            ProductUnitData(
                line.name.name(),
                line.factor.number_or_zero(),
                line.barcode.name() or None,
                line.price.number(),
                line.is_purchase,
            )
            for line in self.lines
            if not line.is_empty()
        )

    def check(self) -> bool:
        """Whether every line that was begun is whole; the first fault takes the cursor."""
        for line in self.lines:
            if line.is_empty():
                continue
            if not (line.name.check() and line.factor.check() and line.price.check()):
                return False
        return True

    def field_of_barcode(self, barcode: object) -> NameField | None:
        """The field that holds a barcode."""
        return next((line.barcode for line in self.lines if line.barcode.name() == barcode), None)

    def field_of_name(self, name: object) -> NameField | None:
        """The last field that holds a name."""
        return next((line.name for line in reversed(self.lines) if line.name.name() == name), None)
