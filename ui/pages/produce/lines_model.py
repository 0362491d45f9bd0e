"""The costs of a batch as a grid: grouped by kind, each line with what, how much, how settled and by whom."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QWidget

from app.domain.cost_lines import CostKind, Settlement
from app.domain.cost_words import KIND_NAMES
from app.domain.ledger import ProductKind
from app.i18n import _
from app.thai.normalise import clean_name
from ui import formats, theme
from ui.models.rows import Index
from ui.pages.produce.cost_words import settlement_choices, settlement_words
from ui.pages.produce.form_lines import FROM_STOCK_KINDS, Line, short_of
from ui.pages.produce.form_state import FormState, Preview
from ui.pages.produce.grid import HEADING_ROLE, NOTE_ROLE, GridModel
from ui.pages.produce.work import Stuff
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import NameField, QuantityField, TypedField, UnitCostField

WHAT, QUANTITY, UNIT, RATE, HOW, WHO, STEP, AMOUNT = range(8)
WIDTHS = (146, 74, 54, 72, 106, 98, 78, 84)
BENDING = (WHAT, HOW, WHO, STEP)
ALWAYS = (CostKind.MATERIAL, CostKind.PACKAGING, CostKind.LABOUR, CostKind.ENERGY)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class LinesModel(GridModel):
    """The lines of a ``FormState`` under the headings of their kinds."""

    def __init__(
        self,
        on_change: Callable[[], None],
        on_new_person: Callable[[Line, str], None],
        parent: QObject | None = None,
    ) -> None:
        """``on_change`` is called after a cell took a value; ``on_new_person`` makes a person of a name."""
        super().__init__(parent)
        self._on_change = on_change
        self._on_new_person = on_new_person
        self.state = FormState()
        self.stuff = Stuff()
        self.preview: Preview | None = None
        self.rows: list[CostKind | Line] = []

    # ---- what the form tells

    def show(self, state: FormState, stuff: Stuff, preview: Preview) -> None:
        """Show the lines again, all of them."""
        self.beginResetModel()
        self.state, self.stuff, self.preview = state, stuff, preview
        self.rows = []
        for kind in CostKind:
            lines = [line for line in state.lines if line.kind is kind]
            if lines or kind in ALWAYS:
                self.rows.append(kind)
                self.rows.extend(lines)
        self.endResetModel()

    def update(self, preview: Preview) -> None:
        """Show other figures in the same lines."""
        self.preview = preview
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, AMOUNT))

    def line_at(self, row: int) -> Line | None:
        """The line of a row; None for a heading."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, Line) else None

    def kind_at(self, row: int) -> CostKind | None:
        """The kind that a row belongs to."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found.kind if isinstance(found, Line) else found

    def row_of(self, line: Line) -> int:
        """The row of a line; -1 if it is gone."""
        return next((number for number, each in enumerate(self.rows) if each is line), -1)

    # ---- the grid's questions

    def is_heading(self, row: int) -> bool:
        """Kinds are headings."""
        return isinstance(self.rows[row], CostKind) if 0 <= row < len(self.rows) else False

    def is_tall(self, row: int) -> bool:
        """Goods from stock say what is on hand."""
        line = self.line_at(row)
        return line is not None and self._note(line) is not None

    def can_edit(self, row: int, column: int) -> bool:
        """Everything but the amount, and the rate of what the stock prices itself."""
        line = self.line_at(row)
        if line is None or column == AMOUNT:
            return False
        return not (column in (RATE, UNIT, WHO) and line.is_from_stock)

    def field(self, row: int, column: int, parent: QWidget) -> TypedField:
        """The field of a cell."""
        line = self.line_at(row)
        if line is None:
            raise LookupError("a heading does not open")
        name = str(self.headerData(column, Qt.Orientation.Horizontal) or "")
        field = self._made(line, column, parent, name)
        field.setAccessibleName(f"{name}: {line.description or _(KIND_NAMES[line.kind])}")
        return field

    def _made(self, line: Line, column: int, parent: QWidget, name: str) -> TypedField:
        field: TypedField
        if column == WHAT and line.kind in FROM_STOCK_KINDS:
            return self._goods_field(line, parent)
        if column == HOW:
            field = ChoiceField(name, settlement_choices(line.kind, self.stuff), required=True, parent=parent)
            field.set_value((line.settlement, line.tender_uid))
            return field
        if column == WHO:
            return self._person_field(line, parent)
        if column == QUANTITY:
            field = QuantityField(name, parent=parent)
            field.set_value(line.quantity_milli)
            return field
        if column == RATE:
            field = UnitCostField(name, parent=parent)
            field.set_value(line.rate_e4)
            return field
        field = NameField(name, most=200, parent=parent)
        text = {WHAT: line.description, UNIT: line.unit, STEP: line.step}[column]
        field.set_value(text or None)
        return field

    def _goods_field(self, line: Line, parent: QWidget) -> ChoiceField:
        """Goods of the store, or words for what did not come from it."""
        wanted = {CostKind.MATERIAL: 0, CostKind.PACKAGING: 1}
        order = [ProductKind.MATERIAL, ProductKind.PACKAGING]
        if wanted.get(line.kind):
            order.reverse()
        order.append(ProductKind.PRODUCT)
        goods = [each for kind in order for each in self.stuff.goods if each.kind is kind]
        choices = [
            Choice(
                each.uid,
                each.name,
                _("{quantity} {unit} on hand").format(
                    quantity=formats.quantity(each.on_hand_milli), unit=each.unit
                ),
                each.code,
            )
            for each in goods
        ]

        def create(words: str) -> str:
            field.set_choices([*choices, Choice(words, words)])
            return words

        field = ChoiceField("", choices, parent=parent, on_create=create)
        if line.product_uid is not None:
            field.set_value(line.product_uid)
        elif line.description:
            field.set_choices([*choices, Choice(line.description, line.description)])
            field.set_value(line.description)
        return field

    def _person_field(self, line: Line, parent: QWidget) -> ChoiceField:
        people = sorted(self.stuff.people, key=lambda person: not person.is_member)
        choices = [
            Choice(each.uid, each.name, "" if each.is_member else _("not a member")) for each in people
        ]

        def create(name: str) -> None:
            self._on_new_person(line, name)

        field = ChoiceField("", choices, parent=parent, on_create=create)
        field.set_value(line.person_uid)
        return field

    def commit(self, row: int, column: int, value: object) -> None:
        """Take a value into the line and let the form count again."""
        line = self.line_at(row)
        if line is None:
            return
        tall = self.is_tall(row)
        self._take(line, column, value)
        self._on_change()
        if tall != self.is_tall(row):
            self.modelReset.emit()

    def _take(self, line: Line, column: int, value: object) -> None:
        number = value if isinstance(value, int) else None
        words = value if isinstance(value, str) else ""
        if column == WHAT:
            self._take_what(line, value)
        elif column == QUANTITY:
            self.state.set_quantity(line, number)
        elif column == UNIT:
            line.unit = words
        elif column == RATE:
            line.rate_e4 = number
        elif column == STEP:
            line.step = words
        elif column == WHO:
            line.person_uid = value if isinstance(value, bytes) else None
        elif column == HOW and isinstance(value, tuple):
            self.settle(line, value[0], value[1])

    def settle(self, line: Line, settlement: Settlement, tender_uid: bytes | None = None) -> None:
        """Settle a line in another way; what was taken from stock keeps its last cost as its rate."""
        if line.is_from_stock and settlement is not Settlement.FROM_STOCK and line.rate_e4 is None:
            cost = None if line.product_uid is None else self.stuff.costs.get(line.product_uid)
            line.rate_e4 = None if cost is None else cost.full_e4
        line.settlement, line.tender_uid = settlement, tender_uid
        goods = self.stuff.goods_of(line.product_uid)
        if line.is_from_stock and goods is not None:
            line.unit = goods.unit

    def _take_what(self, line: Line, value: object) -> None:
        goods = self.stuff.goods_of(value) if isinstance(value, bytes) else None
        if goods is not None:
            line.product_uid, line.description, line.unit = goods.uid, goods.name, goods.unit
            if line.kind in FROM_STOCK_KINDS and line.settlement is Settlement.PAID:
                line.settlement = Settlement.FROM_STOCK
            return
        line.product_uid = None
        line.description = clean_name(value) if isinstance(value, str) else ""
        if line.is_from_stock and line.description:
            line.settlement = Settlement.IMPUTED

    # ---- what is shown

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Headings and lines."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """What, how much, how settled, by whom."""
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
            return _RIGHT if section in (QUANTITY, RATE, AMOUNT) else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Headings in weight, lines by column, what is missing in turmeric."""
        if not index.isValid():
            return None
        item, column = self.rows[index.row()], index.column()
        if isinstance(item, CostKind):
            return self._heading(item, column, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(item, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in (QUANTITY, RATE, AMOUNT) else _LEFT
        if role == NOTE_ROLE and column == WHAT:
            return self._note(item)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._tone(item, column)
        return None

    def _heading(self, kind: CostKind, column: int, role: int) -> Any:
        if role == HEADING_ROLE:
            return True
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(bold=True)
        if role == Qt.ItemDataRole.BackgroundRole:
            return theme.color("sunken")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column == AMOUNT else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole and column == RATE:
            return theme.color("indigo")
        if role == Qt.ItemDataRole.DisplayRole:
            if column == WHAT:
                return _(KIND_NAMES[kind])
            if column == RATE:
                return _("+ Add")
            if column == AMOUNT and self.preview is not None:
                full = self.preview.cost.of_kind(kind).full
                return formats.money(full) if full else ""
        return None

    def _text(self, line: Line, column: int) -> str:
        if column == WHAT:
            return line.description or _("choose or type …")
        if column == QUANTITY:
            return "" if line.quantity_milli is None else formats.quantity(line.quantity_milli)
        if column == UNIT:
            return line.unit
        if column == RATE:
            return self._rate(line)
        if column == HOW:
            return settlement_words(line, self.stuff)
        if column == WHO:
            person = self.stuff.person_of(line.person_uid)
            if person is not None:
                return person.name
            return _("choose …") if line.needs_person else ""
        if column == STEP:
            return line.step
        costed = self._costed(line)
        return "" if costed is None else formats.money(costed)

    def _rate(self, line: Line) -> str:
        if not line.is_from_stock:
            return "" if line.rate_e4 is None else formats.unit_cost(line.rate_e4)
        cost = None if line.product_uid is None else self.stuff.costs.get(line.product_uid)
        if cost is not None:
            return formats.money(_satang(cost.full_e4))
        return "" if not line.rate_e4 else formats.unit_cost(line.rate_e4)

    def _costed(self, line: Line) -> int | None:
        if self.preview is None:
            return None
        for mine, costed in zip(self.state.lines, self.preview.lines, strict=False):
            if mine is line:
                return None if costed is None else costed.values.full
        return None

    def _note(self, line: Line) -> tuple[str, str] | None:
        """What is on hand, and what is unlike the usual of its kind."""
        words = _("the same however much is made") if line.per_batch else ""
        if line.is_fixed is not None and line.is_fixed != line.kind.is_fixed:
            fixed = _("fixed") if line.is_fixed else _("goes with the quantity")
            words = f"{words} · {fixed}" if words else fixed
        on_hand = self._on_hand(line)
        if on_hand is None:
            return (words, "ink-soft") if words else None
        return (f"{on_hand[0]} · {words}", on_hand[1]) if words else on_hand

    def _on_hand(self, line: Line) -> tuple[str, str] | None:
        goods = self.stuff.goods_of(line.product_uid)
        if not line.is_from_stock:
            return None
        if goods is None:
            return (_("nothing chosen from the store yet"), "ink-soft")
        short = short_of(line, self.state.lines, self.stuff)
        on_hand = formats.quantity(goods.on_hand_milli)
        if short:
            words = _("On hand {quantity} · {short} short").format(
                quantity=on_hand, short=formats.quantity(short)
            )
            return (words, "turmeric-text")
        return (_("On hand {quantity}").format(quantity=on_hand), "ink-soft")

    def _tone(self, line: Line, column: int) -> Any:
        if column == WHAT and not line.description:
            return theme.color("ink-soft")
        if column == RATE and line.is_from_stock:
            return theme.color("ink-soft")
        if column == WHO and line.person_uid is None:
            return theme.color("turmeric-text")
        if column == HOW and line.settlement is Settlement.OWED:
            return theme.color("turmeric-text")
        return None


def _satang(cost_e4: int) -> int:
    from app.domain import money

    return money.divide_round(cost_e4, money.E4)


def _titles() -> tuple[str, ...]:
    return (
        _("What"),
        _("Quantity"),
        _("Unit"),
        _("Rate"),
        _("How settled"),
        _("Who"),
        _("Step"),
        _("Baht"),
    )
