"""The goods of a set in the form of a product: what one of it is put together from, one line each."""

from collections.abc import Sequence

from app.domain.basket import Part, PartData
from app.domain.money import MILLI
from app.i18n import _
from app.queries.products import ProductRow
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import QuantityField
from ui.widgets.line_table import Line, LineColumn, LineTable


class PartLine(Line):
    """A product and how much of it is in one set."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.goods = ChoiceField(choices=choices, required=True)
        self.quantity = QuantityField(required=True)
        self.quantity.set_value(MILLI)
        super().__init__(self.goods, self.quantity)

    def is_empty(self) -> bool:
        """Whether nothing was chosen; the quantity stands there from the beginning."""
        return self.goods.is_empty()


class PartsEditor(LineTable[PartLine]):
    """Lines of goods; ``value`` gives them."""

    least = 0
    columns = (
        LineColumn(lambda: _("Goods"), 6),
        LineColumn(lambda: _("How many"), 2, right=True),
    )
    _choices: Sequence[Choice] = ()
    _units: dict[object, str] = {}

    def make(self) -> PartLine:
        """An empty line."""
        return PartLine(self._choices)

    def chosen(self, line: PartLine, field: ChoiceField) -> None:
        """The quantity is counted in the unit of what was chosen."""
        line.quantity.set_unit(self._units.get(field.key(), ""))

    def add_words(self) -> str:
        """What the button for one more says."""
        return _("Put goods into the set")

    def remove_words(self) -> str:
        """What the button beside a line says."""
        return _("Take it out of the set")

    def offer(self, goods: Sequence[ProductRow], own: bytes | None) -> None:
        """What can be put into the set: everything but the product itself."""
        self._choices = [Choice(each.uid, each.name, note=each.code) for each in goods if each.uid != own]
        self._units = {each.uid: each.unit for each in goods}
        for line in self.lines:
            line.goods.set_choices(self._choices)

    def set_value(self, parts: Sequence[Part]) -> None:
        """Show these parts."""
        for line, part in zip(self.set_count(len(parts)), parts, strict=True):
            line.goods.set_value(part.product_uid)
            line.quantity.set_value(part.quantity_milli)
            line.quantity.set_unit(part.unit)
        self.changed.emit()

    def value(self) -> tuple[PartData, ...]:
        """The parts that were chosen; empty lines are left out."""
        found = []
        for line in self.begun():
            key = line.goods.key()
            if isinstance(key, bytes):
                found.append(PartData(key, line.quantity.number_or_zero()))
        return tuple(found)
