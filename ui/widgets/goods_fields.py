"""Goods in a line: which of them, and in which unit: its own, one of its packs, or any word."""

from collections.abc import Sequence

from app.domain.money import MILLI
from app.domain.product import ProductUnitData
from app.queries.products import ProductRow
from app.thai.normalise import clean_name
from ui import formats
from ui.widgets.choosing import Choice, SimpleChoice

OWN = ""
"""The key of a product's own unit among its packs."""


def goods_choices(goods: Sequence[ProductRow]) -> list[Choice]:
    """Goods to choose from, also found by code and barcode."""
    return [Choice(row.uid, row.name, also=f"{row.code} {row.barcode or ''}") for row in goods]


class UnitField(SimpleChoice):
    """Its key is ``OWN`` or the name of a pack; free words while no product is set."""

    def __init__(self, *, is_free: bool = False) -> None:
        super().__init__()
        self._is_free = is_free
        self._own = ""
        self._packs: tuple[ProductUnitData, ...] = ()

    def set_units(
        self, own: str, packs: Sequence[ProductUnitData], chosen: str | None = None, *, buys: bool = False
    ) -> None:
        """The units of a product; ``buys``: the pack that it is bought in is chosen if nothing else is."""
        self._is_free, self._own, self._packs = False, own, tuple(packs)
        notes = [
            Choice(pack.name, f"{pack.name} ({formats.quantity(pack.factor_milli)} {own})") for pack in packs
        ]
        self.set_choices([Choice(OWN, own), *notes])
        bought = next((pack.name for pack in packs if pack.is_purchase and buys), OWN)
        self.set_value(bought if chosen is None else chosen)
        self.edit.setCursorPosition(0)  # the pack's name is what tells, not how much it holds
        self.setEnabled(bool(packs))

    def set_free(self, words: str = "") -> None:
        """Any words: the line is about no product."""
        self._is_free, self._own, self._packs = True, "", ()
        self.set_choices(())
        self.setEnabled(True)
        self.set_value(words or None)

    def pack(self) -> ProductUnitData | None:
        """The pack that is chosen, None for the product's own unit."""
        return next((each for each in self._packs if each.name == self.key()), None)

    def unit(self) -> str:
        """The unit's name as it stands on paper."""
        if self._is_free:
            return str(self.key() or "")
        pack = self.pack()
        return pack.name if pack else self._own

    def factor_milli(self) -> int:
        """How many of the product's own unit it holds, thousandths."""
        pack = self.pack()
        return pack.factor_milli if pack else MILLI

    def is_empty(self) -> bool:
        """Words may be missing, a unit never is."""
        return self._is_free and super().is_empty()

    def set_value(self, value: object) -> None:
        """Choose a unit, or show words, without telling."""
        super().set_value(value)
        if self._is_free and value is not None:
            self.edit.setText(str(value))

    def _parse(self, text: str) -> object:
        return clean_name(text, 60) if self._is_free else super()._parse(text)

    def _format(self, value: object) -> str:
        return str(value) if self._is_free else super()._format(value)
