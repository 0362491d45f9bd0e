"""Lines about goods of the book: which, how many, and, where they have a price, of which unit at what each.

A page says what a line drafts; ``GoodsTable`` knows the goods, ``PricedTable`` their packs and prices too.
"""

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain import money
from app.domain.office import price_in
from app.domain.product import ProductUnitData
from app.i18n import _
from app.queries.products import ProductRow
from ui import formats
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import QuantityField, TypedField, UnitCostField
from ui.widgets.goods_fields import OWN, UnitField, goods_choices
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineTable

Packs = Mapping[bytes, Sequence[ProductUnitData]]
"""The packs of goods by their uid."""


class GoodsLine(Line):
    """One kind of goods: ``what`` and ``quantity`` are among its cells."""

    what: ChoiceField
    quantity: QuantityField

    def __init__(self, *cells: QWidget) -> None:
        self.others: list[Choice] = []
        """What can be chosen here and in no other line: goods that are not sold any more, mere words."""
        super().__init__(*cells)

    def uid(self) -> bytes:
        """The goods that are chosen, nothing without any."""
        key = self.what.key()
        return key if isinstance(key, bytes) else b""

    def is_empty(self) -> bool:
        """Whether neither what nor how many was typed."""
        return self.what.is_empty() and self.quantity.is_empty()


G = TypeVar("G", bound=GoodsLine)


class GoodsTable(LineTable[G], Generic[G]):
    """Lines whose goods are chosen from those of the book."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._goods: dict[bytes, ProductRow] = {}
        self.choices: list[Choice] = []
        super().__init__(parent)

    def set_goods(self, goods: Sequence[ProductRow]) -> None:
        """What can be chosen."""
        self._goods = {each.uid: each for each in goods}
        self.choices = goods_choices(goods)
        for line in self.lines:
            line.what.set_choices([*self.choices, *line.others])

    def goods_of(self, line: G) -> ProductRow | None:
        """The goods that are chosen in a line."""
        return self._goods.get(line.uid())

    def choose(self, line: G, key: object, name: str) -> None:
        """Choose goods in a line without telling, also what is in no list any more."""
        if key not in self._goods:
            line.others.append(Choice(key, name))
            line.what.set_choices([*self.choices, *line.others])
        line.what.set_value(key)


class PricedLine(GoodsLine):
    """Goods with their unit and a price; what they come to stands at the end.

    ``notes`` are cells between the price and that; with ``free_unit`` the unit of mere words is any word.
    """

    def __init__(self, what: ChoiceField, *notes: QWidget, free_unit: bool = True) -> None:
        self.what, self.quantity, self.unit = what, QuantityField(required=True), UnitField(is_free=free_unit)
        self.price = UnitCostField(required=True)
        self.amount = Label("", private="figures", align=Qt.AlignmentFlag.AlignRight)
        super().__init__(self.what, self.quantity, self.unit, self.price, *notes, self.amount)
        self.product: ProductRow | None = None
        self.before: tuple[object, object] | None = None
        """What the unit and the price belong to."""
        self.quantity.changed.connect(self.show_amount)
        self.price.changed.connect(self.show_amount)

    def after(self, field: TypedField) -> TypedField | None:
        """From how many to the price: mostly the unit is right."""
        return self.price if field is self.quantity else super().after(field)

    def check(self) -> bool:
        """Whether the line is whole; none of something is no line."""
        if not super().check():
            return False
        if not self.quantity.number():
            self.quantity.set_error(_("How many? Please type a number above zero."))
            self.quantity.edit.setFocus()
            return False
        return True

    def show_amount(self, _value: object = None) -> None:
        """What the line comes to."""
        quantity, price = self.quantity.number(), self.price.number()
        whole = quantity is not None and price is not None
        self.amount.setText(formats.money(money.times(price or 0, quantity or 0)) if whole else "")

    def usual_e4(self) -> int | None:
        """What the unit that is chosen costs: the pack's own price, or as much as it holds."""
        pack = self.unit.pack()
        if pack is not None and pack.price_e4 is not None:
            return pack.price_e4
        if self.product is None or self.product.price_e4 is None:
            return None
        return price_in(self.product.price_e4, self.unit.factor_milli())

    def proposed_e4(self) -> int | None:
        """What stands in the price until another is typed."""
        return self.usual_e4()

    def set_product(self, product: ProductRow | None, packs: Sequence[ProductUnitData]) -> None:
        """Other goods have other units and another price; mere words have any."""
        self.product = product
        if product is None:
            self.unit.set_free(self.unit.unit())
            return
        self.unit.set_units(product.unit, packs)
        self.price.set_value(self.proposed_e4())

    def take_price(self) -> None:
        """The price of the unit that is chosen, if it has one."""
        price_e4 = self.proposed_e4()
        if price_e4 is not None:
            self.price.set_value(price_e4)

    def settle(self) -> None:
        """What stands here now belongs together."""
        self.before = (self.what.key(), self.unit.key())
        self.show_amount()


P = TypeVar("P", bound=PricedLine)


class PricedTable(GoodsTable[P], Generic[P]):
    """Goods that bring their units and price along."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._packs: Packs = {}
        super().__init__(parent)

    def set_goods(self, goods: Sequence[ProductRow], packs: Packs | None = None) -> None:
        """What can be chosen, and in which packs."""
        self._packs = packs or {}
        super().set_goods(goods)

    def chosen(self, line: P, field: ChoiceField) -> None:
        """Other goods bring their units and price, another unit its price."""
        what, unit = line.before or (None, None)
        if field is line.what and (line.before is None or what != line.what.key()):
            self.take_product(line)
        elif field is line.unit and line.before is not None and unit != line.unit.key():
            line.take_price()
        line.settle()

    def take_product(self, line: P) -> None:
        """Other goods were chosen in a line."""
        line.set_product(self.goods_of(line), self._packs.get(line.uid(), ()))

    def fill(self, line: P, key: object, name: str, unit: str, factor_milli: int, price_e4: int) -> None:
        """Choose goods as they were once written, also in a unit that they do not have any more."""
        self.choose(line, key, name)
        if isinstance(key, bytes):
            line.set_product(self._goods.get(key), ())
            self._show_unit(line, unit, factor_milli, price_e4)
        else:
            line.unit.set_free(unit)
        line.price.set_value(price_e4)

    def _show_unit(self, line: P, unit: str, factor_milli: int, price_e4: int) -> None:
        own = line.product.unit if line.product is not None else unit
        packs = list(self._packs.get(line.uid(), ()))
        is_own = factor_milli == money.MILLI and unit in ("", own)
        known = any(pack.name == unit and pack.factor_milli == factor_milli for pack in packs)
        if not (is_own or known):
            packs = [pack for pack in packs if pack.name != unit]
            packs.append(ProductUnitData(unit, factor_milli, price_e4=price_e4))
        line.unit.set_units(own, packs, OWN if is_own else unit)
