"""Lines of a slip of goods: what, how many, at what price; and a grid of goods that are there already."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain import consignment
from app.domain.consignment import Purpose
from app.i18n import _
from ui import formats, theme
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import MoneyField, QuantityField, UnitCostField
from ui.widgets.goods_lines import GoodsLine, GoodsTable
from ui.widgets.labels import Label
from ui.widgets.line_table import LineColumn

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BroughtLine(GoodsLine):
    """One kind of goods; the unit is the product's own."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.what = ChoiceField(choices=choices, required=True)
        self.quantity, self.unit = QuantityField(required=True), Label("", tone="soft")
        self.price = UnitCostField()
        super().__init__(self.what, self.quantity, self.unit, self.price)

    def draft(self) -> consignment.GoodsLine:
        """The line as it is typed."""
        return consignment.GoodsLine(
            self.uid(), self.quantity.number_or_zero(), self.price.number(), Purpose.TAKEN_IN
        )


class BroughtLines(GoodsTable[BroughtLine]):
    """What is brought or sent, in the product's own unit."""

    columns: Sequence[LineColumn] = (
        LineColumn(lambda: _("What"), 7),
        LineColumn(lambda: _("Quantity"), 2, right=True),
        LineColumn(lambda: _("Unit"), 2),
        LineColumn(lambda: _("Price each"), 3, right=True),
    )

    def make(self) -> BroughtLine:
        """An empty line."""
        return BroughtLine(self.choices)

    def chosen(self, line: BroughtLine, _field: ChoiceField) -> None:
        """A product brings its unit and its price."""
        product = self.goods_of(line)
        line.unit.setText(product.unit if product is not None else "")
        if product is not None and line.price.is_empty():
            line.price.set_value(product.price_e4)

    def drafts(self) -> tuple[consignment.GoodsLine, ...]:
        """The lines as they are typed, without the empty ones."""
        return tuple(line.draft() for line in self.begun())


class MadeLine(GoodsLine):
    """What came of somebody's material, how much of it stays as the fee, and what a unit of that is worth."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.what = ChoiceField(choices=choices, required=True)
        self.quantity, self.unit = QuantityField(required=True), Label("", tone="soft")
        self.kept, self.price = QuantityField(), UnitCostField()
        self.kept.changed.connect(self._on_kept)
        super().__init__(self.what, self.quantity, self.unit, self.kept, self.price)

    @Slot(object)
    def _on_kept(self, _value: object = None) -> None:
        self.price.set_required(bool(self.kept.number()))

    def draft(self) -> consignment.GoodsLine:
        """All that was made."""
        return consignment.GoodsLine(self.uid(), self.quantity.number_or_zero())

    def fee(self) -> consignment.GoodsLine:
        """What of it stays as the fee."""
        return consignment.GoodsLine(self.uid(), self.kept.number_or_zero(), self.price.number())


class MadeLines(GoodsTable[MadeLine]):
    """What came of somebody's material, and what of it pays for the work."""

    columns: Sequence[LineColumn] = (
        *BroughtLines.columns[:3],
        LineColumn(lambda: _("Kept as the fee"), 3, right=True),
        LineColumn(lambda: _("Worth each"), 3, right=True),
    )

    def make(self) -> MadeLine:
        """An empty line."""
        return MadeLine(self.choices)

    def chosen(self, line: MadeLine, _field: ChoiceField) -> None:
        """A product brings its unit and what it is worth."""
        product = self.goods_of(line)
        line.unit.setText(product.unit if product is not None else "")
        if product is not None:
            line.price.set_value(product.price_e4)

    def drafts(self) -> tuple[consignment.GoodsLine, ...]:
        """What was made, without the empty lines."""
        return tuple(line.draft() for line in self.begun())

    def fees(self) -> tuple[consignment.GoodsLine, ...]:
        """What of it stays as the fee."""
        return tuple(line.fee() for line in self.begun() if line.kept.number_or_zero())


@dataclass(frozen=True, slots=True)
class There:
    """Goods that are there: how many (thousandths), where (local id)."""

    uid: bytes
    name: str
    unit: str
    quantity: int
    location_id: int | None = None


class GoodsGrid(QWidget):
    """Every product that is there with a field for how many of it, and one for money if it ``asks_money``."""

    changed = Signal()

    def __init__(self, *, asks_money: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asks_money = asks_money
        self.goods: Sequence[There] = ()
        self.quantities: list[QuantityField] = []
        self.moneys: list[MoneyField] = []
        self._cells: list[QWidget] = []
        self.empty = Label("", tone="soft", wrap=True)
        self.titles = [Label("", type="small", tone="soft") for _each in range(4 + asks_money)]
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme.BETWEEN)
        self.grid.setVerticalSpacing(theme.INSIDE)
        for at, (title, stretch) in enumerate(zip(self.titles, (6, 2, 2, 3, 3), strict=False)):
            self.grid.addWidget(title, 0, at)
            self.grid.setColumnStretch(at, stretch)
            if at in (1, 3, 4):
                title.setAlignment(RIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.empty)
        layout.addLayout(self.grid)

    def set_texts(self, there: str, taken: str, money: str, empty: str) -> None:
        """The words above the columns, and those for nothing there."""
        for title, text in zip(self.titles, (_("Goods"), there, _("Unit"), taken, money), strict=False):
            title.setText(text)
        for each, field in zip(self.goods, self.quantities, strict=True):
            field.setAccessibleName(f"{taken}: {each.name}")
        for each, amount in zip(self.goods, self.moneys, strict=False):
            amount.setAccessibleName(f"{money}: {each.name}")
        self.empty.setText(empty)

    def show_goods(self, goods: Sequence[There]) -> None:
        """Empty fields for these goods."""
        for cell in self._cells:
            self.grid.removeWidget(cell)
            cell.deleteLater()
        self.goods = goods
        self._cells, self.quantities, self.moneys = [], [], []
        for at, each in enumerate(goods, 1):
            quantity = QuantityField()
            cells: list[QWidget] = [
                Label(each.name, elide=True),
                Label(formats.quantity(each.quantity), tone="soft", align=RIGHT),
                Label(each.unit, tone="soft"),
                quantity,
            ]
            self.quantities.append(quantity)
            if self._asks_money:
                amount = MoneyField()
                amount.set_unit(_("baht"))
                self.moneys.append(amount)
                cells.append(amount)
            for field in cells[3:]:
                assert isinstance(field, QuantityField | MoneyField)
                field.changed.connect(self._on_changed)
                field.edit.returnPressed.connect(self._on_return)
            for column, cell in enumerate(cells):
                self.grid.addWidget(cell, at, column)
            self._cells += cells
        self.empty.setVisible(not goods)
        for title in self.titles:
            title.setVisible(bool(goods))

    def focus_first(self) -> None:
        """Where typing begins."""
        if self.quantities:
            self.quantities[0].edit.setFocus()

    def check(self) -> bool:
        """Whether every field can be read."""
        fields = [*self.quantities, *self.moneys]
        return not [field for field in reversed(fields) if not field.check()]

    def typed(self) -> list[tuple[There, int, int]]:
        """Goods with how many and how much money, those with neither left out."""
        found = []
        for at, each in enumerate(self.goods):
            quantity = self.quantities[at].number_or_zero()
            amount = self.moneys[at].number_or_zero() if self._asks_money else 0
            if quantity or amount:
                found.append((each, quantity, amount))
        return found

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self.changed.emit()

    @Slot()
    def _on_return(self) -> None:
        fields: list[QuantityField | MoneyField] = []
        for at, quantity in enumerate(self.quantities):
            fields += [quantity, self.moneys[at]] if self._asks_money else [quantity]
        here = next((at for at, field in enumerate(fields) if field.edit.hasFocus()), None)
        if here is None:
            return
        if here + 1 < len(fields):
            fields[here + 1].edit.setFocus()
        else:
            self.focusNextChild()
