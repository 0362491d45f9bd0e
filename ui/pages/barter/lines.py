"""Lines of goods: for a list of a barter at agreed values, and for gifts at what they are worth."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from app.domain.barter import BarterLineDraft
from app.domain.gift import GiftLineDraft
from app.domain.office import price_in
from app.domain.relief import ReliefLineDraft
from app.i18n import _
from app.queries.products import ProductRow
from ui.widgets.choosing import Choice, ChoiceField
from ui.widgets.goods_lines import Packs, PricedLine, PricedTable
from ui.widgets.line_table import LineColumn


class WorthLine(PricedLine):
    """One kind of goods, how many, of which unit, at which value each."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.agreed_e4: int | None = None
        """What one of its own unit counted when it was last bartered."""
        super().__init__(ChoiceField(choices=choices, required=True))

    def draft(self, *, now: bool = False) -> BarterLineDraft:
        """The line as it is typed; ``now`` hands all of it over at once."""
        quantity = self.quantity.number_or_zero()
        return BarterLineDraft(
            self.uid(),
            quantity,
            self.unit.unit(),
            self.price.number_or_zero(),
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
            self.usual_e4(),
        )

    def proposed_e4(self) -> int | None:
        """As it was agreed last, else its price."""
        if self.agreed_e4 is not None:
            return price_in(self.agreed_e4, self.unit.factor_milli())
        return super().proposed_e4()


class GoodsLines(PricedTable[WorthLine]):
    """A list of goods with a value each."""

    columns = (
        LineColumn(lambda: _("Goods"), 7),
        LineColumn(lambda: _("Quantity"), 2, right=True),
        LineColumn(lambda: _("Unit"), 4),
        LineColumn(lambda: _("Worth each"), 3, right=True),
        LineColumn(lambda: _("Amount"), 3, right=True),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        self._values: Mapping[bytes, int] = {}
        super().__init__(parent)

    def make(self) -> WorthLine:
        """An empty line."""
        return WorthLine(self.choices)

    def set_goods(
        self,
        goods: Sequence[ProductRow],
        packs: Packs | None = None,
        values: Mapping[bytes, int] | None = None,
    ) -> None:
        """What can be chosen, in which packs, and what it was last worth (e4) if not its price."""
        self._values = values or {}
        super().set_goods(goods, packs)

    def take_product(self, line: WorthLine) -> None:
        """Other goods count what they counted last."""
        line.agreed_e4 = self._values.get(line.uid())
        super().take_product(line)

    def drafts(self, *, now: bool = False) -> tuple[BarterLineDraft, ...]:
        """The lines as they are typed, without the empty ones."""
        return tuple(line.draft(now=now) for line in self.begun())

    def gifts(self) -> tuple[GiftLineDraft, ...]:
        """The lines as goods that are given or received."""
        return tuple(line.gift() for line in self.begun())

    def reliefs(self) -> tuple[ReliefLineDraft, ...]:
        """The lines as goods that are sold below their price."""
        return tuple(line.relief() for line in self.begun())


class PriceLines(GoodsLines):
    """Goods with the price that each is sold at."""

    columns = (
        *GoodsLines.columns[:3],
        LineColumn(lambda: _("Price each"), 3, right=True),
        GoodsLines.columns[4],
    )
