"""The grid of a tally sheet: goods, what was taken and what became of it; money beside cash; receipts."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.receipt_book import ReceiptUse, WholeNumberError
from app.domain.tally import TallyLine, TallyPay
from app.domain.tally_kept import KeptLine, KeptRow
from app.i18n import _
from app.queries.catalogue import Tender
from app.queries.market_events import AtStall
from app.queries.receipt_books import ReceiptBookRow
from reports.common import in_language
from ui import formats
from ui.widgets.choosing import Choice, ChoiceField, SimpleChoice
from ui.widgets.fields import MoneyField, QuantityField, TypedField, UnitCostField
from ui.widgets.goods_lines import GoodsLine, GoodsTable
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable

L = TypeVar("L", bound=Line)


class NumberOfReceipt(QuantityField):
    """A whole number; the value is the number itself."""

    _one_step = 0

    def _parse(self, text: str) -> object:
        value = super()._parse(text)
        if isinstance(value, int) and value % 1_000:
            raise WholeNumberError
        return value

    def whole(self) -> int | None:
        """The number, None while it is empty or no whole one."""
        number = self.number()
        return None if number is None or number % 1_000 else number // 1_000


class SheetTable(LineTable[L]):
    """Lines that are left by Enter in one that is still empty: ``finished``."""

    finished = Signal()

    def begin(self) -> None:
        """The cursor in the first field of the last line that has to be typed."""
        line = self.lines[-1]
        field = next(each for each in line.fields if not isinstance(each, SimpleChoice))
        field.edit.setFocus()

    def _on_entered(self, line: L, field: TypedField) -> None:
        if line.is_empty() and not isinstance(field, SimpleChoice):
            self.finished.emit()
        else:
            super()._on_entered(line, field)


def kept_rows(table: "PayRows | ReceiptRows") -> tuple[KeptRow, ...]:
    """What is typed in rows with a choice, to be kept."""
    found = []
    for line in table.begun():
        first, *others = line.fields
        key = first.value()
        found.append(KeptRow(key if isinstance(key, bytes) else None, tuple(each.text() for each in others)))
    return tuple(found)


def show_rows(table: "PayRows | ReceiptRows", kept: Sequence[KeptRow]) -> None:
    """What was kept of such rows."""
    for line, each in zip(table.set_count(max(1, len(kept))), kept, strict=False):
        first, *others = line.fields
        first.set_value(each.key)
        for field, text in zip(others, each.cells, strict=False):
            field.edit.setText(text)


class TallyRow(GoodsLine):
    """A product of the sheet; what was sold follows from the rest until it is typed."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.what = ChoiceField(choices=choices, required=True)
        self.price = UnitCostField(required=True)
        self.taken = self.quantity = QuantityField(required=True)
        self.back = QuantityField()
        self.spoiled, self.given, self.sold = QuantityField(), QuantityField(), QuantityField()
        self.amount = Label("", align=Qt.AlignmentFlag.AlignRight, private="figures")
        super().__init__(
            *(self.what, self.price, self.taken, self.back, self.spoiled, self.given, self.sold, self.amount)
        )
        self.sold_typed = False
        for field in (self.taken, self.back, self.spoiled, self.given, self.price):
            field.changed.connect(self._on_changed)
        self.sold.changed.connect(self._on_sold_changed)

    def after(self, field: TypedField) -> TypedField | None:
        """From the product to how many were taken: mostly the price is right."""
        if field is self.what and self.price.number() is not None:
            return self.taken
        return super().after(field)

    def draft(self) -> TallyLine | None:
        """The line as it is typed; None without a product."""
        key = self.what.key()
        if not isinstance(key, bytes):
            return None
        return TallyLine(
            key,
            self.price.number(),
            self.taken.number_or_zero(),
            self.back.number_or_zero(),
            self.spoiled.number_or_zero(),
            self.given.number_or_zero(),
            self.sold.number() if self.sold_typed else None,
        )

    def show_amount(self) -> None:
        """What the line comes to, and what was sold where it follows from the rest."""
        found = self.draft()
        if found is None:
            self.amount.setText("")
            return
        if not self.sold_typed:
            whole = self.taken.number() is not None and found.sold >= 0
            self.sold.set_value(found.sold if whole else None)
        self.amount.setText(formats.money(found.amount) if found.amount else "")

    @Slot(object)
    def _on_changed(self, _value: object) -> None:
        self.show_amount()

    @Slot(object)
    def _on_sold_changed(self, _value: object) -> None:
        self.sold_typed = not self.sold.is_empty()
        self.show_amount()


class TallyRows(SheetTable[TallyRow], GoodsTable[TallyRow]):
    """The goods of the sheet."""

    columns = (
        LineColumn(lambda: _("Product"), 7),
        LineColumn(lambda: _("Price"), 3, right=True),
        LineColumn(lambda: _("Taken along"), 3, right=True),
        LineColumn(lambda: _("Brought back"), 3, right=True),
        LineColumn(lambda: _("Spoiled"), 3, right=True),
        LineColumn(lambda: _("Given away"), 3, right=True),
        LineColumn(lambda: _("Sold"), 3, right=True),
        LineColumn(lambda: _("Amount"), 3, right=True),
    )

    def make(self) -> TallyRow:
        """An empty line."""
        return TallyRow(self.choices)

    def chosen(self, line: TallyRow, field: ChoiceField) -> None:
        """Bring the price along."""
        goods = self.goods_of(line)
        if field is line.what and goods is not None and line.price.is_empty():
            line.price.set_value(goods.price_e4)
        line.show_amount()

    def show_there(self, there: Sequence[AtStall]) -> None:
        """A line for all that stands at the stall, and an empty one."""
        for line, goods in zip(self.set_count(len(there)), there, strict=True):
            self.choose(line, goods.uid, goods.name)  # at the stall, if no longer for sale
            line.price.set_value(goods.price_e4)
            line.taken.set_value(goods.quantity)
            line.show_amount()
        self.new_line()
        self.changed.emit()

    def drafts(self) -> tuple[TallyLine, ...]:
        """What is typed so far."""
        found = [line.draft() for line in self.begun()]
        return tuple(each for each in found if each is not None)

    def texts(self) -> tuple[KeptLine, ...]:
        """What is typed, to be kept."""
        kept = []
        for line in self.begun():
            key = line.what.key()
            cells = tuple(field.text() for field in line.fields[1:])
            kept.append(KeptLine(key if isinstance(key, bytes) else None, cells, line.sold_typed))
        return tuple(kept)

    def show_texts(self, kept: Sequence[KeptLine]) -> None:
        """What was kept."""
        for line, each in zip(self.set_count(len(kept)), kept, strict=True):
            line.what.set_value(each.product_uid)
            for field, text in zip(line.fields[1:], each.cells, strict=False):
                field.edit.setText(text)
            line.sold_typed = each.sold_typed
            line.show_amount()
        self.new_line()
        self.changed.emit()


class PayRow(Line):
    """Money that was paid otherwise than in cash."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.how, self.amount = SimpleChoice(), MoneyField(required=True)
        self.how.set_choices(list(choices))
        self.how.set_value(choices[0].key if choices else None)
        super().__init__(self.how, self.amount)


class PayRows(SheetTable[PayRow]):
    """Transfers, PromptPay and the like."""

    least = 1
    columns = (
        LineColumn(lambda: _("Way of paying"), 5),
        LineColumn(lambda: _("Amount"), 3, right=True),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self._choices: list[Choice] = []
        super().__init__(parent)

    def make(self) -> PayRow:
        """An empty line."""
        return PayRow(self._choices)

    def set_ways(self, ways: Sequence[Tender]) -> None:
        """How it can be paid beside cash."""
        self._choices = [Choice(each.uid, in_language(each.name, each.name_en)) for each in ways]
        for line in self.lines:
            chosen = line.how.key()
            line.how.set_choices(self._choices)
            line.how.set_value(chosen or (self._choices[0].key if self._choices else None))

    def drafts(self) -> tuple[TallyPay, ...]:
        """What is typed so far."""
        return tuple(
            TallyPay(key, line.amount.number_or_zero())
            for line in self.begun()
            if isinstance(key := line.how.key(), bytes)
        )


class ReceiptRow(Line):
    """Receipts of a book that were written."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.book = SimpleChoice()
        self.book.set_choices(list(choices))
        self.book.set_value(choices[0].key if choices else None)
        self.first, self.last = NumberOfReceipt(required=True), NumberOfReceipt()
        super().__init__(self.book, self.first, self.last)


class ReceiptRows(SheetTable[ReceiptRow]):
    """Which receipts were written on the day."""

    least = 1
    columns = (
        LineColumn(lambda: _("Book of receipts"), 5),
        LineColumn(lambda: _("From number"), 3, right=True),
        LineColumn(lambda: _("To number"), 3, right=True),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self._choices: list[Choice] = []
        super().__init__(parent)

    def make(self) -> ReceiptRow:
        """An empty line."""
        return ReceiptRow(self._choices)

    def set_books(self, books: Sequence[ReceiptBookRow]) -> None:
        """The books that are out."""
        self._choices = [
            Choice(each.uid, f"{each.name} ({each.data.first_number}–{each.data.last_number})")
            for each in books
            if each.data.returned_on is None
        ]
        for line in self.lines:
            chosen = line.book.key()
            line.book.set_choices(self._choices)
            line.book.set_value(chosen or (self._choices[0].key if self._choices else None))

    def drafts(self) -> tuple[ReceiptUse, ...]:
        """What is typed so far; one number alone is from and to."""
        found = []
        for line in self.begun():
            first, key = line.first.whole(), line.book.key()
            if first is not None and isinstance(key, bytes):
                last = line.last.whole()
                found.append(ReceiptUse(key, first, first if last is None else last))
        return tuple(found)
