"""Lines of an order: what, how many, of which unit, at what price each, and how it is wanted."""

from collections.abc import Sequence

from app.domain.pre_order import OrderLineDraft
from app.i18n import _
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import NameField, TypedField
from ui.widgets.goods_lines import PricedLine, PricedTable
from ui.widgets.line_table import LineColumn


class OrderLineRow(PricedLine):
    """One kind of goods, and how it is wanted."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.note = NameField(most=200)
        super().__init__(ChoiceField(choices=choices, required=True), self.note, free_unit=False)

    def after(self, field: TypedField) -> TypedField | None:
        """From how many on to the next line: unit and price are mostly right, a note is rare."""
        return None if field is self.quantity else super().after(field)

    def draft(self) -> OrderLineDraft:
        """The line as it is typed."""
        return OrderLineDraft(
            self.uid(),
            self.quantity.number_or_zero(),
            self.unit.unit(),
            self.price.number_or_zero(),
            self.unit.factor_milli(),
            note=self.note.name(),
        )


class OrderLines(PricedTable[OrderLineRow]):
    """The goods of an order."""

    columns = (
        LineColumn(lambda: _("What"), 6),
        LineColumn(lambda: _("Quantity"), 2, right=True),
        LineColumn(lambda: _("Unit"), 5),
        LineColumn(lambda: _("Price each"), 3, right=True),
        LineColumn(lambda: _("How it is wanted"), 4),
        LineColumn(lambda: _("Amount"), 3, right=True),
    )

    def make(self) -> OrderLineRow:
        """An empty line."""
        return OrderLineRow(self.choices)

    def set_drafts(self, drafts: Sequence[OrderLineDraft], names: Sequence[str]) -> None:
        """Fill the lines in; ``names`` are those of the goods, also of some that are not sold any more."""
        for line, draft, name in zip(self.set_count(len(drafts)), drafts, names, strict=True):
            self.fill(line, draft.product_uid, name, draft.unit, draft.factor_milli, draft.unit_price_e4)
            line.quantity.set_value(draft.quantity_milli)
            line.note.set_value(draft.note or None)
            line.settle()
        self._fill_up()
        self.changed.emit()

    def drafts(self) -> tuple[OrderLineDraft, ...]:
        """The lines as they are typed, without the empty ones."""
        return tuple(line.draft() for line in self.begun())
