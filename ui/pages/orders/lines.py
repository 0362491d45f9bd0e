"""Lines of an order: what, how many, of which unit, at what price each, and how it is wanted."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.money import MILLI
from app.domain.office import price_in
from app.domain.pre_order import OrderLineDraft
from app.domain.product import ProductUnitData
from app.i18n import _
from app.queries.products import ProductRow
from ui import formats
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import NameField, QuantityField, TypedField, UnitCostField
from ui.widgets.goods_fields import OWN, UnitField, goods_choices
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable

Packs = Mapping[bytes, Sequence[ProductUnitData]]
"""The packs of goods by their uid."""


class OrderLineRow(Line):
    """One kind of goods; what it comes to stands at its end."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.what = ChoiceField(choices=choices, required=True)
        self.quantity = QuantityField(required=True)
        self.unit = UnitField()
        self.price = UnitCostField(required=True)
        self.note = NameField(most=200)
        self.amount = Label("", private="figures", align=Qt.AlignmentFlag.AlignRight)
        super().__init__(self.what, self.quantity, self.unit, self.price, self.note, self.amount)
        self.product: ProductRow | None = None
        self.before: tuple[object, object] | None = None
        """What the unit and the price belong to."""
        self.quantity.changed.connect(self.show_amount)
        self.price.changed.connect(self.show_amount)

    def is_empty(self) -> bool:
        """Whether neither what nor how many was typed."""
        return self.what.is_empty() and self.quantity.is_empty()

    def after(self, field: TypedField) -> TypedField | None:
        """From how many on to the next line: unit and price are mostly right, a note is rare."""
        return None if field is self.quantity else super().after(field)

    def draft(self) -> OrderLineDraft:
        """The line as it is typed."""
        key = self.what.key()
        return OrderLineDraft(
            key if isinstance(key, bytes) else b"",
            self.quantity.number_or_zero(),
            self.unit.unit(),
            self.price.number_or_zero(),
            self.unit.factor_milli(),
            note=self.note.name(),
        )

    def show_amount(self, _value: object = None) -> None:
        """What the line comes to."""
        whole = self.quantity.number() is not None and self.price.number() is not None
        self.amount.setText(formats.money(self.draft().amount) if whole else "")

    def set_product(self, product: ProductRow | None, packs: Sequence[ProductUnitData]) -> None:
        """Another product has other units and another price."""
        self.product = product
        if product is not None:
            self.unit.set_units(product.unit, packs)
            self.price.set_value(product.price_e4)

    def take_price(self) -> None:
        """The price of the unit that is chosen: the pack's own, or as much as it holds."""
        pack = self.unit.pack()
        if pack is not None and pack.price_e4 is not None:
            self.price.set_value(pack.price_e4)
        elif self.product is not None and self.product.price_e4 is not None:
            self.price.set_value(price_in(self.product.price_e4, self.unit.factor_milli()))


class OrderLines(LineTable[OrderLineRow]):
    """The goods of an order."""

    columns = (
        LineColumn(lambda: _("What"), 7),
        LineColumn(lambda: _("Quantity"), 2, right=True),
        LineColumn(lambda: _("Unit"), 4),
        LineColumn(lambda: _("Price each"), 3, right=True),
        LineColumn(lambda: _("How it is wanted"), 4),
        LineColumn(lambda: _("Amount"), 3, right=True),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self._goods: dict[bytes, ProductRow] = {}
        self._packs: Packs = {}
        self._choices: list[Choice] = []
        super().__init__(parent)

    def make(self) -> OrderLineRow:
        """An empty line."""
        return OrderLineRow(self._choices)

    def set_goods(self, goods: Sequence[ProductRow], packs: Packs) -> None:
        """What can be ordered, and in which packs."""
        self._goods, self._packs = {each.uid: each for each in goods}, packs
        self._choices = goods_choices(goods)
        for line in self.lines:
            line.what.set_choices(self._choices)

    def set_drafts(self, drafts: Sequence[OrderLineDraft], names: Sequence[str]) -> None:
        """Fill the lines in; ``names`` are those of the goods, also of some that are not sold any more."""
        for line, draft, name in zip(self.set_count(len(drafts)), drafts, names, strict=True):
            self._fill(line, draft, name)
        self._fill_up()
        self.changed.emit()

    def drafts(self) -> tuple[OrderLineDraft, ...]:
        """The lines as they are typed, without the empty ones."""
        return tuple(line.draft() for line in self.begun())

    def chosen(self, line: OrderLineRow, field: ChoiceField) -> None:
        """Another product brings its units and price, another unit its price."""
        key = (line.what.key(), line.unit.key())
        if field is line.what and (line.before is None or line.before[0] != key[0]):
            uid = key[0]
            product = self._goods.get(uid) if isinstance(uid, bytes) else None
            line.set_product(product, self._packs.get(uid, ()) if isinstance(uid, bytes) else ())
        elif field is line.unit and line.before is not None and line.before[1] != key[1]:
            line.take_price()
        line.before = (line.what.key(), line.unit.key())
        line.show_amount()

    def _fill(self, line: OrderLineRow, draft: OrderLineDraft, name: str) -> None:
        if draft.product_uid not in self._goods:
            line.what.set_choices([*self._choices, Choice(draft.product_uid, name)])
        line.set_product(self._goods.get(draft.product_uid), ())
        own = line.product.unit if line.product is not None else draft.unit
        packs = list(self._packs.get(draft.product_uid, ()))
        is_own = draft.factor_milli == MILLI and draft.unit in ("", own)
        if not is_own and not any(pack.name == draft.unit for pack in packs):
            packs.append(ProductUnitData(draft.unit, draft.factor_milli, price_e4=draft.unit_price_e4))
        line.unit.set_units(own, packs, OWN if is_own else draft.unit)
        line.what.set_value(draft.product_uid)
        line.quantity.set_value(draft.quantity_milli)
        line.price.set_value(draft.unit_price_e4)
        line.note.set_value(draft.note or None)
        line.before = (line.what.key(), line.unit.key())
        line.show_amount()
