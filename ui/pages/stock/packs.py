"""The packs of a product in its form: a name, how much it holds, a barcode and a price, one line each."""

from app.domain.product import ProductUnitData
from app.i18n import _
from ui.widgets.fields import NameField, QuantityField, UnitCostField
from ui.widgets.line_table import Line, LineColumn, LineTable


class PackLine(Line):
    """One pack; ``is_purchase`` is kept as it was."""

    def __init__(self) -> None:
        self.name = NameField(required=True, most=60)
        self.factor = QuantityField(required=True)
        self.barcode = NameField(most=48)
        self.price = UnitCostField()
        self.is_purchase = False
        super().__init__(self.name, self.factor, self.barcode, self.price)


class PacksEditor(LineTable[PackLine]):
    """Lines of packs and a button for one more; ``value`` gives them."""

    least = 0
    columns = (
        LineColumn(lambda: _("Pack, for example box of 12"), 3),
        LineColumn(lambda: _("Holds"), 2, right=True),
        LineColumn(lambda: _("Barcode"), 3),
        LineColumn(lambda: _("Price of the pack"), 2, right=True),
    )
    _unit = ""

    def make(self) -> PackLine:
        """An empty pack."""
        line = PackLine()
        line.factor.set_unit(self._unit)
        return line

    def add_words(self) -> str:
        """What the button for one more says."""
        return _("Add a pack")

    def remove_words(self) -> str:
        """What the button beside a line says."""
        return _("Remove this pack")

    def set_unit(self, unit: str) -> None:
        """The product's own unit, in which the packs are counted."""
        self._unit = unit
        for line in self.lines:
            line.factor.set_unit(unit)

    def set_value(self, units: tuple[ProductUnitData, ...]) -> None:
        """Show these packs."""
        for line, unit in zip(self.set_count(len(units)), units, strict=True):
            line.name.set_value(unit.name)
            line.factor.set_value(unit.factor_milli)
            line.barcode.set_value(unit.barcode)
            line.price.set_value(unit.price_e4)
            line.is_purchase = unit.is_purchase
        self.changed.emit()

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
            for line in self.begun()
        )

    def field_of_barcode(self, barcode: object) -> NameField | None:
        """The field that holds a barcode."""
        return next((line.barcode for line in self.lines if line.barcode.name() == barcode), None)

    def field_of_name(self, name: object) -> NameField | None:
        """The last field that holds a name."""
        return next((line.name for line in reversed(self.lines) if line.name.name() == name), None)
