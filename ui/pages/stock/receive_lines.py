"""The lines of goods that come in: product, pack, how many, what they cost, and what one costs landed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.money import MILLI
from app.domain.product import ProductUnitData
from app.domain.purchase import PurchaseLineDraft
from app.i18n import _
from app.queries.products import ProductRow
from reports.model import Kind
from reports.render.formats import column_texts
from ui import formats, theme
from ui.widgets.basics import Button, IconButton
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.fields import MoneyField, QuantityField
from ui.widgets.labels import Label

OWN = ""
"""The key of a product's own unit among its packs."""


class ReceiveLine:
    """The fields of one line."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.row: ProductRow | None = None
        self.packs: tuple[ProductUnitData, ...] = ()
        self.product = ChoiceField(choices=choices, required=True)
        self.pack = SimpleChoice()
        self.quantity = QuantityField(required=True)
        self.amount = MoneyField(required=True)
        self.landed = Label("", tone="soft", align=Qt.AlignmentFlag.AlignRight)
        self.remove = IconButton("trash-2", "")

    def fields(self) -> tuple[QWidget, ...]:
        """Everything that stands in the line."""
        return (self.product, self.pack, self.quantity, self.amount, self.landed, self.remove)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return self.product.is_empty() and self.quantity.is_empty() and self.amount.is_empty()

    def set_row(self, row: ProductRow | None) -> None:
        """Another product; its packs come later."""
        if row is not None and self.row is not None and row.uid == self.row.uid:
            return
        self.row = row
        self.set_packs(())

    def set_packs(self, packs: tuple[ProductUnitData, ...], chosen: str | None = None) -> None:
        """The packs that the product comes in; the one it is bought in is chosen."""
        self.packs = packs
        own = self.row.unit if self.row is not None else ""
        notes = [
            Choice(pack.name, f"{pack.name} ({formats.quantity(pack.factor_milli)} {own})") for pack in packs
        ]
        self.pack.set_choices([Choice(OWN, own), *notes])
        bought = next((pack.name for pack in packs if pack.is_purchase), OWN)
        self.pack.set_value(bought if chosen is None else chosen)
        self.pack.edit.setCursorPosition(0)  # the pack's name is what tells, not how much it holds
        self.pack.setEnabled(bool(packs))

    def draft(self) -> PurchaseLineDraft | None:
        """The line as a draft once it is whole."""
        quantity, amount = self.quantity.number(), self.amount.number()
        if self.row is None or not quantity or amount is None:
            return None
        pack = next((each for each in self.packs if each.name == self.pack.key()), None)
        return PurchaseLineDraft(
            self.row.uid,
            quantity,
            pack.name if pack else self.row.unit,
            amount,
            pack.factor_milli if pack else MILLI,
            self.row.name,
        )

    def check(self) -> bool:
        """Whether the line is whole; the first fault takes the cursor."""
        return self.product.check() and self.quantity.check() and self.amount.check()


class ReceiveLines(QWidget):
    """Lines that grow as they are filled in; ``packs_wanted`` asks for the packs of a line's product."""

    changed = Signal()
    packs_wanted = Signal(object)
    finished = Signal()
    """Enter in an empty last line: the goods are all there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[ReceiveLine] = []
        self._goods: dict[bytes, ProductRow] = {}
        self._choices: list[Choice] = []
        right = Qt.AlignmentFlag.AlignRight
        left = Qt.AlignmentFlag.AlignLeft
        self.titles = [
            Label("", type="small", tone="soft", align=align) for align in (left, left, left, left, right)
        ]
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme.INSIDE)
        self.grid.setVerticalSpacing(theme.INSIDE)
        for number, stretch in enumerate((5, 4, 2, 3, 2, 0)):
            self.grid.setColumnStretch(number, stretch)
        for number, title in enumerate(self.titles):
            self.grid.addWidget(title, 0, number)
        self.add_button = Button("", self.add_line, kind="link", icon="plus")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(self.grid)
        layout.addWidget(self.add_button)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        words = (_("What came"), _("Unit"), _("How many"), _("Paid for all (baht)"), _("One costs"))
        for title, text in zip(self.titles, words, strict=True):
            title.setText(text)
        self.add_button.set_text(_("Add a line"))
        for line in self.lines:
            for field, text in zip(line.fields(), words, strict=False):
                field.setAccessibleName(text)
            line.remove.set_name(_("Remove this line"))

    def set_goods(self, goods: Sequence[ProductRow]) -> None:
        """What can come in."""
        self._goods = {row.uid: row for row in goods}
        self._choices = [Choice(row.uid, row.name, also=f"{row.code} {row.barcode or ''}") for row in goods]
        for line in self.lines:
            line.product.set_choices(self._choices)
            line.row = self._goods.get(line.row.uid) if line.row is not None else None

    def add_line(self) -> ReceiveLine:
        """One more line, with the cursor in it."""
        line = self._new_line()
        line.product.edit.setFocus()
        return line

    def _new_line(self) -> ReceiveLine:
        line = ReceiveLine(self._choices)
        line.set_row(None)
        line.product.committed.connect(partial(self._on_product_committed, line))
        line.pack.committed.connect(self._tell)
        line.quantity.changed.connect(self._tell)
        line.amount.changed.connect(self._tell)
        line.quantity.edit.returnPressed.connect(line.amount.edit.setFocus)
        line.amount.edit.returnPressed.connect(partial(self._on_amount_entered, line))
        line.remove.clicked.connect(partial(self._on_remove_clicked, line))
        self.lines.append(line)
        for number, field in enumerate(line.fields()):
            self.grid.addWidget(field, len(self.lines), number)
        self.retranslate()
        return line

    def clear(self) -> None:
        """One empty line."""
        for line in list(self.lines):
            self._remove(line)
        self._new_line()
        self._tell()

    def take(self, product_uid: bytes, pack: str = "") -> bool:
        """Put a product into the first empty line; whether it can come in."""
        row = self._goods.get(product_uid)
        if row is None:
            return False
        line = next((each for each in self.lines if each.product.is_empty()), None) or self._new_line()
        line.product.set_value(product_uid)
        line.set_row(row)
        line.pack.setProperty("wanted", pack)
        self.packs_wanted.emit(line)
        line.quantity.edit.setFocus()
        self._tell()
        return True

    def drafts(self) -> tuple[PurchaseLineDraft, ...]:
        """The lines that are whole."""
        return tuple(draft for line in self.lines if (draft := line.draft()) is not None)

    def show_landed(self, each_e4: Sequence[int]) -> None:
        """What one of each whole line costs with its freight; nothing beside the others."""
        texts = iter(column_texts(list(each_e4), Kind.UNIT_COST))
        for line in self.lines:
            line.landed.setText(next(texts, "") if line.draft() is not None else "")

    def is_touched(self) -> bool:
        """Whether something was typed."""
        return any(not line.is_empty() for line in self.lines)

    def check(self) -> bool:
        """Whether every line that was begun is whole, and one is."""
        begun = [line for line in self.lines if not line.is_empty()] or self.lines[:1]
        wrong = [line for line in reversed(begun) if not line.check()]
        return not wrong

    # ---- inside

    def _tell(self, _value: object = None) -> None:
        self.changed.emit()

    def _on_product_committed(self, line: ReceiveLine, key: object) -> None:
        row = self._goods.get(key) if isinstance(key, bytes) else None
        if row is None or (line.row is not None and line.row.uid == row.uid):
            return
        line.set_row(row)
        line.pack.setProperty("wanted", None)
        self.packs_wanted.emit(line)
        line.quantity.edit.setFocus()
        self._tell()

    def _on_amount_entered(self, line: ReceiveLine) -> None:
        if line.amount.number() is None:
            return
        at = self.lines.index(line) + 1
        if at == len(self.lines):
            self.add_line()
        else:
            self.lines[at].product.edit.setFocus()

    def _on_remove_clicked(self, line: ReceiveLine, _checked: bool = False) -> None:
        self._remove(line)
        if not self.lines:
            self._new_line()
        for number, left in enumerate(self.lines, start=1):
            for at, field in enumerate(left.fields()):
                self.grid.addWidget(field, number, at)
        self._tell()

    def _remove(self, line: ReceiveLine) -> None:
        self.lines.remove(line)
        for field in line.fields():
            self.grid.removeWidget(field)
            field.hide()
            field.deleteLater()
