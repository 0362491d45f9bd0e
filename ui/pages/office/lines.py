"""Lines of a quotation or a delivery: what, how many, of which unit, at what price each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.money import MILLI
from app.domain.offer import OfferLineDraft
from app.i18n import _
from app.queries.products import ProductRow
from ui import formats, theme
from ui.widgets.basics import Button, IconButton
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.fields import NameField, QuantityField, TypedField, UnitCostField
from ui.widgets.labels import Label

STRETCHES = (7, 2, 2, 3, 3, 0)


@dataclass(frozen=True, slots=True)
class Words:
    """Something that is offered and is no product of the book, such as transport."""

    text: str


class OfferLine:
    """The fields of one line; what it comes to stands at its end."""

    def __init__(self, choices: Sequence[Choice], *, with_words: bool) -> None:
        self.what = ChoiceField(choices=choices, required=True, on_create=self._new if with_words else None)
        self.quantity = QuantityField(required=True)
        self.unit = NameField(most=60)
        self.price = UnitCostField(required=True)
        self.amount = Label("", private="figures", align=Qt.AlignmentFlag.AlignRight)
        self.remove = IconButton("trash-2", "")
        self.factor_milli = MILLI
        """How many of the product's own unit one unit of the line is; kept from a quotation."""
        self.before: object = None

    def fields(self) -> tuple[TypedField, ...]:
        """What is typed, from left to right."""
        return (self.what, self.quantity, self.unit, self.price)

    def widgets(self) -> tuple[QWidget, ...]:
        """Everything that stands in the line."""
        return (*self.fields(), self.amount, self.remove)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return self.what.is_empty() and self.quantity.is_empty()

    def draft(self) -> OfferLineDraft:
        """The line as it is typed."""
        key = self.what.key()
        return OfferLineDraft(
            key.text if isinstance(key, Words) else "",
            self.quantity.number_or_zero(),
            self.unit.name(),
            self.price.number_or_zero(),
            key if isinstance(key, bytes) else None,
            self.factor_milli,
        )

    def check(self) -> bool:
        """Whether the line is whole; the first fault takes the cursor."""
        return not [field for field in reversed(self.fields()) if not field.check()]

    def show_amount(self) -> None:
        """What the line comes to."""
        whole = self.quantity.number() is not None and self.price.number() is not None
        self.amount.setText(formats.money(self.draft().amount) if whole else "")

    def _new(self, text: str) -> object:
        key = Words(text)
        self.what.set_choices([*self.what.model.choices(), Choice(key, text)])
        return key


class OfferLines(QWidget):
    """Lines that grow as they are filled in; ``with_words`` takes what is no product, too."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[OfferLine] = []
        self.with_words = True
        self._goods: dict[bytes, ProductRow] = {}
        self._choices: list[Choice] = []
        self.titles = [Label("", type="small", tone="soft") for _each in STRETCHES[:4]]
        self.titles.append(Label("", type="small", tone="soft", align=Qt.AlignmentFlag.AlignRight))
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme.INSIDE)
        self.grid.setVerticalSpacing(theme.INSIDE)
        for at, stretch in enumerate(STRETCHES):
            self.grid.setColumnStretch(at, stretch)
        for at, title in enumerate(self.titles):
            self.grid.addWidget(title, 0, at)
        self.add_button = Button("", self.add_line, kind="link", icon="plus")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.INSIDE)
        layout.addLayout(self.grid)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        words = (_("What"), _("Quantity"), _("Unit"), _("Price each"), _("Amount"))
        for title, text in zip(self.titles, words, strict=True):
            title.setText(text)
        self.add_button.set_text(_("Add a line"))
        for line in self.lines:
            for field, text in zip(line.fields(), words, strict=False):
                field.setAccessibleName(text)
            line.remove.set_name(_("Remove this line"))

    def set_goods(self, goods: Sequence[ProductRow]) -> None:
        """What can be offered."""
        self._goods = {each.uid: each for each in goods}
        self._choices = [
            Choice(each.uid, each.name, also=f"{each.code} {each.barcode or ''}") for each in goods
        ]
        for line in self.lines:
            new = [choice for choice in line.what.model.choices() if isinstance(choice.key, Words)]
            line.what.set_choices([*self._choices, *new])

    def clear(self) -> None:
        """One empty line."""
        self.set_drafts(())

    def set_drafts(self, drafts: Sequence[OfferLineDraft]) -> None:
        """Fill the lines in; one empty line if there are none."""
        for line in list(self.lines):
            self._drop(line)
        for draft in drafts:
            line = self._new_line()
            line.factor_milli = draft.factor_milli
            key: object = draft.product_uid
            if key is None:
                key = Words(draft.description)
                line.what.set_choices([*self._choices, Choice(key, draft.description)])
            line.what.set_value(key)
            line.before = line.what.key()
            line.quantity.set_value(draft.quantity_milli)
            line.unit.set_value(draft.unit)
            line.price.set_value(draft.unit_price_e4)
            line.show_amount()
        if not drafts:
            self._new_line()
        self.changed.emit()

    def drafts(self) -> tuple[OfferLineDraft, ...]:
        """The lines as they are typed, without the empty ones."""
        return tuple(line.draft() for line in self.lines if not line.is_empty())

    def check(self) -> bool:
        """Whether every line that was begun is whole."""
        begun = [line for line in self.lines if not line.is_empty()] or self.lines[:1]
        return not [line for line in reversed(begun) if not line.check()]

    def add_line(self) -> OfferLine:
        """One more line, with the cursor in it."""
        line = self._new_line()
        line.what.edit.setFocus()
        return line

    # ---- inside

    def _new_line(self) -> OfferLine:
        line = OfferLine(self._choices, with_words=self.with_words)
        line.what.committed.connect(partial(self._on_what_committed, line))
        for field in (line.quantity, line.price):
            field.changed.connect(partial(self._on_number_changed, line))
        line.quantity.edit.returnPressed.connect(line.price.edit.setFocus)
        line.unit.edit.returnPressed.connect(line.price.edit.setFocus)
        line.price.edit.returnPressed.connect(partial(self._go_on, line))
        line.remove.clicked.connect(partial(self._on_remove_clicked, line))
        self.lines.append(line)
        self._place()
        return line

    def _on_what_committed(self, line: OfferLine, key: object) -> None:
        if key is None or key == line.before:
            return
        line.before = key
        line.factor_milli = MILLI
        product = self._goods.get(key) if isinstance(key, bytes) else None
        if product is not None:
            line.unit.set_value(product.unit)
            line.price.set_value(product.price_e4)
        line.show_amount()
        line.quantity.edit.setFocus()
        self.changed.emit()

    def _on_number_changed(self, line: OfferLine, _value: object) -> None:
        line.show_amount()
        self.changed.emit()

    def _go_on(self, line: OfferLine) -> None:
        at = self.lines.index(line) + 1
        if at == len(self.lines):
            self.add_line()
        else:
            self.lines[at].what.edit.setFocus()

    def _on_remove_clicked(self, line: OfferLine, _checked: bool = False) -> None:
        self._drop(line)
        if not self.lines:
            self._new_line()
        self._place()
        self.changed.emit()

    def _place(self) -> None:
        for number, line in enumerate(self.lines, start=1):
            for at, widget in enumerate(line.widgets()):
                self.grid.addWidget(widget, number, at)
        self.retranslate()

    def _drop(self, line: OfferLine) -> None:
        self.lines.remove(line)
        for widget in line.widgets():
            self.grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
