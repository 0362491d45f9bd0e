"""Lines of goods: for a list of a barter at agreed values, and for gifts at what they are worth."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.barter import BarterLineDraft
from app.domain.gift import GiftLineDraft
from app.domain.office import price_in
from app.domain.product import ProductUnitData
from app.domain.relief import ReliefLineDraft
from app.i18n import _
from app.queries.products import ProductRow
from ui import formats
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import QuantityField, TypedField, UnitCostField
from ui.widgets.goods_fields import UnitField, goods_choices
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable

Packs = Mapping[bytes, Sequence[ProductUnitData]]
"""The packs of goods by their uid."""


class GoodsLine(Line):
    """One kind of goods, how many, of which unit, at which value each; what it comes to stands at its end."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.what = ChoiceField(choices=choices, required=True)
        self.quantity = QuantityField(required=True)
        self.unit = UnitField(is_free=True)
        self.each = UnitCostField(required=True)
        self.amount = Label("", private="figures", align=Qt.AlignmentFlag.AlignRight)
        super().__init__(self.what, self.quantity, self.unit, self.each, self.amount)
        self.product: ProductRow | None = None
        self.agreed_e4: int | None = None
        """What one of its own unit counted when it was last bartered."""
        self.before: tuple[object, object] | None = None
        self.quantity.changed.connect(self.show_amount)
        self.each.changed.connect(self.show_amount)

    def is_empty(self) -> bool:
        """Whether neither what nor how many was typed."""
        return self.what.is_empty() and self.quantity.is_empty()

    def after(self, field: TypedField) -> TypedField | None:
        """From how many to the value: mostly the unit is right."""
        return self.each if field is self.quantity else super().after(field)

    def draft(self, *, now: bool = False) -> BarterLineDraft:
        """The line as it is typed; ``now`` hands all of it over at once."""
        key = self.what.key()
        quantity = self.quantity.number_or_zero()
        return BarterLineDraft(
            key if isinstance(key, bytes) else b"",
            quantity,
            self.unit.unit(),
            self.each.number_or_zero(),
            self.unit.factor_milli(),
            now_milli=quantity if now else 0,
        )

    def gift(self) -> GiftLineDraft:
        """The line as goods that are given or received."""
        draft = self.draft()
        return GiftLineDraft(
            draft.product_uid, draft.quantity_milli, draft.unit, draft.value, draft.factor_milli
        )

    def relief(self) -> ReliefLineDraft:
        """The line as goods that are sold below their price."""
        draft = self.draft()
        return ReliefLineDraft(
            draft.product_uid,
            draft.quantity_milli,
            draft.unit,
            draft.unit_value_e4,
            draft.factor_milli,
            self.normal_e4(),
        )

    def normal_e4(self) -> int | None:
        """What the unit that is chosen costs usually."""
        pack = self.unit.pack()
        if pack is not None and pack.price_e4 is not None:
            return pack.price_e4
        if self.product is None or self.product.price_e4 is None:
            return None
        return price_in(self.product.price_e4, self.unit.factor_milli())

    def worth_e4(self) -> int | None:
        """What the unit that is chosen is proposed at: as it was agreed last, else its price."""
        if self.agreed_e4 is not None:
            return price_in(self.agreed_e4, self.unit.factor_milli())
        return self.normal_e4()

    def show_amount(self, _value: object = None) -> None:
        """What the line comes to."""
        whole = self.quantity.number() is not None and self.each.number() is not None
        self.amount.setText(formats.money(self.draft().value) if whole else "")


class GoodsLines(LineTable[GoodsLine]):
    """A list of goods with a value each."""

    columns = (
        LineColumn(lambda: _("Goods"), 7),
        LineColumn(lambda: _("Quantity"), 2, right=True),
        LineColumn(lambda: _("Unit"), 4),
        LineColumn(lambda: _("Worth each"), 3, right=True),
        LineColumn(lambda: _("Amount"), 3, right=True),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self._goods: dict[bytes, ProductRow] = {}
        self._packs: Packs = {}
        self._values: Mapping[bytes, int] = {}
        self._choices: list[Choice] = []
        super().__init__(parent)

    def make(self) -> GoodsLine:
        """An empty line."""
        return GoodsLine(self._choices)

    def set_goods(
        self, goods: Sequence[ProductRow], packs: Packs, values: Mapping[bytes, int] | None = None
    ) -> None:
        """What can be chosen, in which packs, and what it was last worth (e4) if not its price."""
        self._goods, self._packs = {each.uid: each for each in goods}, packs
        self._values = values or {}
        self._choices = goods_choices(goods)
        for line in self.lines:
            line.what.set_choices(self._choices)

    def drafts(self, *, now: bool = False) -> tuple[BarterLineDraft, ...]:
        """The lines as they are typed, without the empty ones."""
        return tuple(line.draft(now=now) for line in self.begun())

    def gifts(self) -> tuple[GiftLineDraft, ...]:
        """The lines as goods that are given or received."""
        return tuple(line.gift() for line in self.begun())

    def reliefs(self) -> tuple[ReliefLineDraft, ...]:
        """The lines as goods that are sold below their price."""
        return tuple(line.relief() for line in self.begun())

    def chosen(self, line: GoodsLine, field: ChoiceField) -> None:
        """Another product brings its units and price, another unit its price."""
        key = (line.what.key(), line.unit.key())
        if field is line.what and (line.before is None or line.before[0] != key[0]):
            uid = key[0] if isinstance(key[0], bytes) else b""
            line.product = self._goods.get(uid)
            if line.product is not None:
                line.unit.set_units(line.product.unit, self._packs.get(uid, ()))
                line.agreed_e4 = self._values.get(uid)
                line.each.set_value(line.worth_e4())
        elif field is line.unit and line.before is not None and line.before[1] != key[1]:
            worth = line.worth_e4()
            if worth is not None:
                line.each.set_value(worth)
        line.before = (line.what.key(), line.unit.key())
        line.show_amount()


class PricedLines(GoodsLines):
    """Goods with the price that each is sold at."""

    columns = (
        *GoodsLines.columns[:3],
        LineColumn(lambda: _("Price each"), 3, right=True),
        GoodsLines.columns[4],
    )
