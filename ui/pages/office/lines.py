"""Lines of a quotation or a delivery: what, how many, of which unit, at what price each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.money import MILLI
from app.domain.offer import OfferLineDraft
from app.domain.office import price_in
from app.domain.product import ProductUnitData
from app.i18n import _
from app.queries.products import ProductRow
from ui import formats
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import QuantityField, TypedField, UnitCostField
from ui.widgets.goods_fields import OWN, UnitField, goods_choices
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable

Packs = Mapping[bytes, Sequence[ProductUnitData]]
"""The packs of goods by their uid."""


@dataclass(frozen=True, slots=True)
class Words:
    """Something that is offered and is no product of the book, such as transport."""

    text: str


class OfferLine(Line):
    """One kind of goods, or words; what it comes to stands at its end."""

    def __init__(self, choices: Sequence[Choice], *, with_words: bool) -> None:
        self.what = ChoiceField(choices=choices, required=True, on_create=self._new if with_words else None)
        self.quantity = QuantityField(required=True)
        self.unit = UnitField(is_free=True)
        self.price = UnitCostField(required=True)
        self.amount = Label("", private="figures", align=Qt.AlignmentFlag.AlignRight)
        super().__init__(self.what, self.quantity, self.unit, self.price, self.amount)
        self.product: ProductRow | None = None
        self.before: tuple[object, object] | None = None
        """What the unit and the price belong to."""
        self.quantity.changed.connect(self.show_amount)
        self.price.changed.connect(self.show_amount)

    def is_empty(self) -> bool:
        """Whether neither what nor how many was typed."""
        return self.what.is_empty() and self.quantity.is_empty()

    def after(self, field: TypedField) -> TypedField | None:
        """From how many to the price: mostly the unit is right."""
        return self.price if field is self.quantity else super().after(field)

    def draft(self) -> OfferLineDraft:
        """The line as it is typed."""
        key = self.what.key()
        return OfferLineDraft(
            key.text if isinstance(key, Words) else "",
            self.quantity.number_or_zero(),
            self.unit.unit(),
            self.price.number_or_zero(),
            key if isinstance(key, bytes) else None,
            self.unit.factor_milli(),
        )

    def show_amount(self, _value: object = None) -> None:
        """What the line comes to."""
        whole = self.quantity.number() is not None and self.price.number() is not None
        self.amount.setText(formats.money(self.draft().amount) if whole else "")

    def set_product(self, product: ProductRow | None, packs: Sequence[ProductUnitData]) -> None:
        """Another product has other units and another price; words have any."""
        self.product = product
        if product is None:
            self.unit.set_free(self.unit.unit())
            return
        self.unit.set_units(product.unit, packs)
        self.price.set_value(product.price_e4)

    def take_price(self) -> None:
        """The price of the unit that is chosen: the pack's own, or as much as it holds."""
        pack = self.unit.pack()
        if pack is not None and pack.price_e4 is not None:
            self.price.set_value(pack.price_e4)
        elif self.product is not None and self.product.price_e4 is not None:
            self.price.set_value(price_in(self.product.price_e4, self.unit.factor_milli()))

    def _new(self, text: str) -> object:
        key = Words(text)
        self.what.set_choices([*self.what.model.choices(), Choice(key, text)])
        return key


class OfferLines(LineTable[OfferLine]):
    """``with_words`` takes what is no product, too."""

    columns = (
        LineColumn(lambda: _("What"), 7),
        LineColumn(lambda: _("Quantity"), 2, right=True),
        LineColumn(lambda: _("Unit"), 4),
        LineColumn(lambda: _("Price each"), 3, right=True),
        LineColumn(lambda: _("Amount"), 3, right=True),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self.with_words = True
        self._goods: dict[bytes, ProductRow] = {}
        self._packs: Packs = {}
        self._choices: list[Choice] = []
        super().__init__(parent)

    def make(self) -> OfferLine:
        """An empty line."""
        return OfferLine(self._choices, with_words=self.with_words)

    def set_goods(self, goods: Sequence[ProductRow], packs: Packs) -> None:
        """What can be offered, and in which packs."""
        self._goods, self._packs = {each.uid: each for each in goods}, packs
        self._choices = goods_choices(goods)
        for line in self.lines:
            new = [choice for choice in line.what.model.choices() if isinstance(choice.key, Words)]
            line.what.set_choices([*self._choices, *new])

    def set_drafts(self, drafts: Sequence[OfferLineDraft]) -> None:
        """Fill the lines in; one empty line if there are none."""
        for line, draft in zip(self.set_count(len(drafts)), drafts, strict=True):
            self._fill(line, draft)
        self._fill_up()
        self.changed.emit()

    def drafts(self) -> tuple[OfferLineDraft, ...]:
        """The lines as they are typed, without the empty ones."""
        return tuple(line.draft() for line in self.begun())

    def chosen(self, line: OfferLine, field: ChoiceField) -> None:
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

    def _fill(self, line: OfferLine, draft: OfferLineDraft) -> None:
        if draft.product_uid is None:
            key: object = Words(draft.description)
            line.what.set_choices([*self._choices, Choice(key, draft.description)])
            line.unit.set_free(draft.unit)
        else:
            key = draft.product_uid
            line.set_product(self._goods.get(draft.product_uid), ())
            self._show_unit(line, draft)
        line.what.set_value(key)
        line.quantity.set_value(draft.quantity_milli)
        line.price.set_value(draft.unit_price_e4)
        line.before = (line.what.key(), line.unit.key())
        line.show_amount()

    def _show_unit(self, line: OfferLine, draft: OfferLineDraft) -> None:
        """The unit as it was offered, also one that the product does not have any more."""
        own = line.product.unit if line.product is not None else draft.unit
        packs = list(self._packs.get(draft.product_uid or b"", ()))
        is_own = draft.factor_milli == MILLI and draft.unit in ("", own)
        known = any(pack.name == draft.unit and pack.factor_milli == draft.factor_milli for pack in packs)
        if not (is_own or known):
            packs = [pack for pack in packs if pack.name != draft.unit]
            packs.append(ProductUnitData(draft.unit, draft.factor_milli, price_e4=draft.unit_price_e4))
        line.unit.set_units(own, packs, OWN if is_own else draft.unit)
