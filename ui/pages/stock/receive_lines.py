"""The lines of goods that come in: product, pack, how many, what they cost, and what one costs landed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from app.domain.product import ProductUnitData
from app.domain.purchase import PurchaseLineDraft
from app.i18n import _
from app.queries.products import ProductRow
from reports.model import Kind
from reports.render.formats import column_texts
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import MoneyField, QuantityField, TypedField
from ui.widgets.goods_fields import UnitField
from ui.widgets.goods_lines import GoodsLine, GoodsTable
from ui.widgets.labels import Label
from ui.widgets.line_table import LineColumn


class ReceiveLine(GoodsLine):
    """One kind of goods; the pack that it is bought in is chosen unless another one is ``wanted``."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.row: ProductRow | None = None
        self.wanted = ""
        self.what = ChoiceField(choices=choices, required=True)
        self.pack = UnitField()
        self.quantity = QuantityField(required=True)
        self.amount = MoneyField(required=True)
        self.landed = Label("", tone="soft", align=Qt.AlignmentFlag.AlignRight)
        super().__init__(self.what, self.pack, self.quantity, self.amount, self.landed)
        self.set_row(None)

    def is_empty(self) -> bool:
        """Whether neither goods nor a sum were typed."""
        return super().is_empty() and self.amount.is_empty()

    def after(self, field: TypedField) -> TypedField | None:
        """From the product to how many: mostly the pack is right."""
        return self.quantity if field is self.what else super().after(field)

    def set_row(self, row: ProductRow | None, wanted: str = "") -> None:
        """Another product; its packs come later."""
        self.row, self.wanted = row, wanted
        self.set_packs(())

    def set_packs(self, packs: tuple[ProductUnitData, ...]) -> None:
        """The packs that the product comes in."""
        own = self.row.unit if self.row is not None else ""
        self.pack.set_units(own, packs, self.wanted or None, buys=True)

    def draft(self) -> PurchaseLineDraft | None:
        """The line as a draft once it is whole."""
        quantity, amount = self.quantity.number(), self.amount.number()
        if self.row is None or not quantity or amount is None:
            return None
        return PurchaseLineDraft(
            self.row.uid,
            quantity,
            self.pack.unit(),
            amount,
            self.pack.factor_milli(),
            self.row.name,
        )


class ReceiveLines(GoodsTable[ReceiveLine]):
    """``packs_wanted`` asks for the packs of a line's product."""

    packs_wanted = Signal(object)
    columns = (
        LineColumn(lambda: _("What came"), 5),
        LineColumn(lambda: _("Unit"), 4),
        LineColumn(lambda: _("How many"), 2, right=True),
        LineColumn(lambda: _("Paid for all (baht)"), 3, right=True),
        LineColumn(lambda: _("One costs"), 2, right=True),
    )

    def make(self) -> ReceiveLine:
        """An empty line."""
        return ReceiveLine(self.choices)

    def set_goods(self, goods: Sequence[ProductRow]) -> None:
        """What can come in."""
        super().set_goods(goods)
        for line in self.lines:
            line.row = self._goods.get(line.row.uid) if line.row is not None else None

    def chosen(self, line: ReceiveLine, field: ChoiceField) -> None:
        """Another product has other packs."""
        row = self.goods_of(line)
        if field is line.what and row is not None and (line.row is None or line.row.uid != row.uid):
            line.set_row(row)
            self.packs_wanted.emit(line)

    def take(self, product_uid: bytes, pack: str = "") -> bool:
        """Put a product into the first empty line; whether it can come in."""
        row = self._goods.get(product_uid)
        if row is None:
            return False
        line = next((each for each in self.lines if each.what.is_empty()), None) or self.new_line()
        line.what.set_value(product_uid)
        line.set_row(row, pack)
        self.packs_wanted.emit(line)
        line.quantity.edit.setFocus()
        self.changed.emit()
        return True

    def drafts(self) -> tuple[PurchaseLineDraft, ...]:
        """The lines that are whole."""
        return tuple(draft for line in self.lines if (draft := line.draft()) is not None)

    def show_landed(self, each_e4: Sequence[int]) -> None:
        """What one of each whole line costs with its freight; nothing beside the others."""
        texts = iter(column_texts(list(each_e4), Kind.UNIT_COST))
        for line in self.lines:
            line.landed.setText(next(texts, "") if line.draft() is not None else "")
