"""Lines of a quotation or a delivery: what, how many, of which unit, at what price each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.domain.offer import OfferLineDraft
from app.i18n import _
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.goods_lines import PricedLine, PricedTable
from ui.widgets.line_table import LineColumn


@dataclass(frozen=True, slots=True)
class Words:
    """Something that is offered and is no product of the book, such as transport."""

    text: str


class OfferLine(PricedLine):
    """One kind of goods, or words."""

    def __init__(self, choices: Sequence[Choice], *, with_words: bool) -> None:
        new = self._new if with_words else None
        super().__init__(ChoiceField(choices=choices, required=True, on_create=new))

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

    def _new(self, text: str) -> object:
        key = Words(text)
        self.others.append(Choice(key, text))
        self.what.set_choices([*self.what.model.choices(), self.others[-1]])
        return key


class OfferLines(PricedTable[OfferLine]):
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
        super().__init__(parent)

    def make(self) -> OfferLine:
        """An empty line."""
        return OfferLine(self.choices, with_words=self.with_words)

    def set_drafts(self, drafts: Sequence[OfferLineDraft]) -> None:
        """Fill the lines in; one empty line if there are none."""
        for line, draft in zip(self.set_count(len(drafts)), drafts, strict=True):
            key = Words(draft.description) if draft.product_uid is None else draft.product_uid
            self.fill(line, key, draft.description, draft.unit, draft.factor_milli, draft.unit_price_e4)
            line.quantity.set_value(draft.quantity_milli)
            line.settle()
        self._fill_up()
        self.changed.emit()

    def drafts(self) -> tuple[OfferLineDraft, ...]:
        """The lines as they are typed, without the empty ones."""
        return tuple(line.draft() for line in self.begun())
