"""Parts of the forms: goods in lines, hours, days of the week."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.money import MILLI
from app.domain.promotion import ALL_DAYS, DAY_END, PromotionItem, Role
from app.errors import UserError
from app.i18n import N_, _
from app.thai.digits import to_arabic
from app.thai.normalise import clean_name
from reports.promotion_words import clock, day_names
from ui.widgets.arrange import row
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import QuantityField, TypedField
from ui.widgets.labels import Label
from ui.widgets.line_table import Line, LineColumn, LineTable


class TimeTypedError(UserError):
    """A time of day that cannot be read."""

    message = N_("Please type a time like 17:30.")


class TimeField(TypedField):
    """A time of day; the value is its minute, 24:00 is the day's end."""

    def _parse(self, text: str) -> object:
        typed = to_arabic(clean_name(text)).replace(".", ":").replace(" ", "")
        hours, _colon, minutes = typed.partition(":")
        if not minutes and len(hours) in (3, 4):
            hours, minutes = hours[:-2], hours[-2:]
        if not hours.isdecimal() or not (minutes or "0").isdecimal() or len(hours) > 2 or len(minutes) > 2:
            raise TimeTypedError
        found = int(hours) * 60 + int(minutes or 0)
        if int(minutes or 0) > 59 or found > DAY_END:
            raise TimeTypedError
        return found

    def _format(self, value: object) -> str:
        return clock(value) if isinstance(value, int) else ""

    def minute(self) -> int | None:
        """The minute of the day, None while nothing is typed."""
        value = self.value()
        return value if isinstance(value, int) else None


class WeekdaysRow(QWidget):
    """A box for each day of the week."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Label("", type="small", tone="soft")
        self.boxes = [QCheckBox() for _day in range(7)]
        for box in self.boxes:
            box.toggled.connect(self._on_toggled)
        self.setLayout(row(self.label, *self.boxes, -1))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.label.setText(_("On which days of the week"))
        for box, name in zip(self.boxes, day_names(), strict=True):
            box.setText(name)
            box.setAccessibleName(f"{self.label.raw()} {name}")

    def days(self) -> int:
        """The sum of the days: 1 is Monday, 64 Sunday."""
        return sum(1 << at for at, box in enumerate(self.boxes) if box.isChecked())

    def set_days(self, days: int | None) -> None:
        """Tick these days, all of them for None, without telling."""
        wanted = ALL_DAYS if days is None else days
        for at, box in enumerate(self.boxes):
            box.blockSignals(True)
            box.setChecked(bool(wanted >> at & 1))
            box.blockSignals(False)

    @Slot(bool)
    def _on_toggled(self, _on: bool) -> None:
        self.changed.emit()


class ItemLine(Line):
    """A product or category, and how much of it for a set."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.goods = ChoiceField(choices=choices, required=True)
        self.quantity = QuantityField()
        self.quantity.set_value(MILLI)
        super().__init__(self.goods, self.quantity)

    def after(self, field: TypedField) -> TypedField | None:
        """A quantity that is not asked for is passed over."""
        found = super().after(field)
        return None if found is self.quantity and self.quantity.isHidden() else found

    def check(self) -> bool:
        """Whether the line is whole; a quantity that is not asked for is no fault."""
        return super().check() if not self.quantity.isHidden() else self.goods.check()

    def is_empty(self) -> bool:
        """Whether nothing was chosen; the quantity stands there from the beginning."""
        return self.goods.is_empty()


class ItemLines(LineTable[ItemLine]):
    """The goods of a promotion; keys are uids of products or ids of categories."""

    least = 0
    columns = (
        LineColumn(lambda: _("Goods"), 6),
        LineColumn(lambda: _("How many"), 2, right=True),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self._choices: Sequence[Choice] = ()
        self._counted = False
        super().__init__(parent)

    def make(self) -> ItemLine:
        """An empty line."""
        line = ItemLine(self._choices)
        if not self._counted:
            line.quantity.hide()
        line.goods.committed.connect(self._on_item_changed)
        line.quantity.committed.connect(self._on_item_changed)
        return line

    def offer(self, choices: Sequence[Choice], *, counted: bool) -> None:
        """What can be chosen, and whether quantities count; what is chosen stays if it still can be."""
        self._choices, self._counted = choices, counted
        for line in self.lines:
            line.goods.set_choices(choices)
            line.quantity.setVisible(counted)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again; a column that says nothing is not there."""
        super().retranslate()
        self.titles[1].setVisible(self._counted and bool(self.lines))
        self.grid.setColumnStretch(1, 2 if self._counted else 0)

    def add_words(self) -> str:
        """What the button for one more says."""
        return _("More goods")

    def items(self, role: Role) -> tuple[PromotionItem, ...]:
        """The goods that were chosen."""
        found = []
        for line in self.begun():
            key = line.goods.key()
            quantity = (line.quantity.number() or MILLI) if self._counted else MILLI
            if isinstance(key, bytes):
                found.append(PromotionItem(role, key, None, quantity))
            elif isinstance(key, int):
                found.append(PromotionItem(role, None, key, quantity))
        return tuple(found)

    def show_items(self, items: Sequence[PromotionItem]) -> None:
        """Show goods that are kept."""
        self.clear()
        for line, item in zip(self.set_count(max(1, len(items))), items, strict=False):
            line.goods.set_value(item.product if item.product is not None else item.category)
            line.quantity.set_value(item.quantity)

    @Slot(object)
    def _on_item_changed(self, _value: object) -> None:
        self.changed.emit()
