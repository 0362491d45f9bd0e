"""What came out of a batch as a grid: goods, by-products, normal waste, unusual waste with its reason."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QWidget

from app.domain.cost_words import OUTPUT_NAMES
from app.domain.costing import OutputKind
from app.domain.ledger import ProductKind
from app.i18n import _
from ui import formats, theme
from ui.models.rows import Index
from ui.pages.produce.form_lines import Out
from ui.pages.produce.form_state import FormState
from ui.pages.produce.grid import GridModel
from ui.pages.produce.work import Stuff
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import NameField, QuantityField, TypedField, UnitCostField

WHAT, KIND, QUANTITY, UNIT, VALUE, REASON = range(6)
WIDTHS = (146, 118, 76, 88, 104, 104)
BENDING = (WHAT, KIND, REASON)
WASTE = (OutputKind.NORMAL_WASTE, OutputKind.ABNORMAL_WASTE)
VALUED = (OutputKind.BY_PRODUCT, OutputKind.CO_PRODUCT)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class OutsModel(GridModel):
    """The outputs of a ``FormState``."""

    def __init__(self, on_change: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_change = on_change
        self.state = FormState()
        self.stuff = Stuff()
        self.planning = False
        """Whether this is a recipe, in which unusual waste is not planned."""

    def show(self, state: FormState, stuff: Stuff) -> None:
        """Show the outputs again, all of them."""
        self.beginResetModel()
        self.state, self.stuff = state, stuff
        self.endResetModel()

    def update(self) -> None:
        """The same outputs, other quantities."""
        if self.state.outputs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.state.outputs) - 1, REASON))

    def out_at(self, row: int) -> Out | None:
        """The output of a row."""
        return self.state.outputs[row] if 0 <= row < len(self.state.outputs) else None

    def is_main(self, row: int) -> bool:
        """The first line is what the batch is for."""
        return row == 0

    # ---- the grid's questions

    def can_edit(self, row: int, column: int) -> bool:
        """The main product keeps its name and kind; only by-products have a value, only waste a reason."""
        out = self.out_at(row)
        if out is None or column == UNIT:
            return False
        if column in (WHAT, KIND):
            return not self.is_main(row)
        if column == VALUE:
            return out.kind in VALUED
        if column == REASON:
            return out.kind is OutputKind.ABNORMAL_WASTE
        return not (self.planning and self.is_main(row))

    def field(self, row: int, column: int, parent: QWidget) -> TypedField:
        """The field of a cell."""
        out = self.out_at(row)
        if out is None:
            raise LookupError("no such output")
        name = _titles()[column]
        field: TypedField
        if column == WHAT:
            field = ChoiceField(name, self._goods(), required=True, parent=parent)
            field.set_value(out.product_uid)
        elif column == KIND:
            field = ChoiceField(name, self._kinds(), required=True, parent=parent)
            field.set_value(out.kind)
        elif column == QUANTITY:
            field = QuantityField(name, parent=parent)
            field.set_value(out.quantity_milli)
        elif column == VALUE:
            field = UnitCostField(name, parent=parent)
            field.set_value(out.unit_value_e4)
        else:
            field = NameField(name, most=200, parent=parent)
            field.set_value(out.reason or None)
        return field

    def _goods(self) -> list[Choice]:
        return [
            Choice(each.uid, each.name, each.unit, each.code)
            for each in self.stuff.goods
            if each.kind is not ProductKind.SERVICE
        ]

    def _kinds(self) -> list[Choice]:
        kinds = [kind for kind in OutputKind if kind is not OutputKind.ABNORMAL_WASTE or not self.planning]
        return [Choice(kind, _(OUTPUT_NAMES[kind])) for kind in kinds]

    def commit(self, row: int, column: int, value: object) -> None:
        """Take a value into the output and let the form count again."""
        out = self.out_at(row)
        if out is None:
            return
        number = value if isinstance(value, int) else None
        if column == WHAT:
            out.product_uid = value if isinstance(value, bytes) else None
        elif column == KIND and isinstance(value, OutputKind):
            out.kind = value
        elif column == QUANTITY:
            out.touched = out.touched or number != out.quantity_milli
            out.quantity_milli = number
        elif column == VALUE:
            out.unit_value_e4 = number
        elif column == REASON:
            out.reason = value if isinstance(value, str) else ""
        self._on_change()
        self.update()

    # ---- what is shown

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Outputs."""
        return 0 if parent.isValid() else len(self.state.outputs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """What, as what, how much."""
        return 0 if parent.isValid() else len(WIDTHS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _titles()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in (QUANTITY, VALUE) else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Cells as text; what is missing in turmeric."""
        if not index.isValid():
            return None
        out, column = self.state.outputs[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(out, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in (QUANTITY, VALUE) else _LEFT
        if role == Qt.ItemDataRole.FontRole and index.row() == 0 and column in (WHAT, QUANTITY):
            return theme.font(bold=True)
        if role == Qt.ItemDataRole.ForegroundRole:
            missing = column == WHAT and out.product_uid is None
            if missing or (column == REASON and out.kind is OutputKind.ABNORMAL_WASTE and not out.reason):
                return theme.color("turmeric-text")
        return None

    def _text(self, out: Out, column: int) -> str:
        goods = self.stuff.goods_of(out.product_uid)
        if column == WHAT:
            return goods.name if goods is not None else _("choose …")
        if column == KIND:
            return _(OUTPUT_NAMES[out.kind])
        if column == QUANTITY:
            return "" if out.quantity_milli is None else formats.quantity(out.quantity_milli)
        if column == UNIT:
            return goods.unit if goods is not None else ""
        if column == VALUE:
            if out.kind not in VALUED or out.unit_value_e4 is None:
                return ""
            return formats.unit_cost(out.unit_value_e4)
        if out.kind is OutputKind.ABNORMAL_WASTE:
            return out.reason or _("why …")
        return ""


def _titles() -> tuple[str, ...]:
    return (
        _("What came out"),
        _("As"),
        _("Quantity"),
        _("Unit"),
        _("Value each"),
        _("Reason"),
    )
