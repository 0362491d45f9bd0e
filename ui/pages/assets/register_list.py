"""The columns of the list of assets, and which of its three parts an asset stands in."""

from collections.abc import Callable

from app.domain.asset import KIND_WORDS, SOURCE_WORDS
from app.i18n import _
from app.queries.assets import AssetRow
from reports.model import Kind
from ui.models.rows import Col

LESS = (1, 2, 4)
"""Columns that are not shown where there is little room: kind, source, depreciation so far."""
OURS, LENT, LEFT = "ours", "lent", "left"


def columns() -> list[Col[AssetRow]]:
    """The columns of the list."""
    return [
        Col(lambda: _("Asset"), lambda each: each.name, weight=5),
        Col(lambda: _("Kind"), lambda each: _(KIND_WORDS[each.kind]), weight=3),
        Col(lambda: _("Where it came from"), _source_words, weight=3),
        _sum(lambda: _("Cost"), _cost),
        _sum(lambda: _("Depreciation so far"), lambda each: each.depreciation),
        _sum(lambda: _("Book value"), lambda each: each.book_value),
    ]


def _sum(title: Callable[[], str], value: Callable[[AssetRow], int | None]) -> Col[AssetRow]:
    return Col(title, value, Kind.MONEY, weight=3, unit="฿", adds_up=True)


def group(asset: AssetRow) -> str:
    """Ours, lent to us, or left."""
    if not asset.is_here:
        return LEFT
    return LENT if asset.is_lent else OURS


def _cost(asset: AssetRow) -> int | None:
    return (asset.recorded_cost or None) if asset.is_lent or not asset.is_here else asset.cost


def _source_words(asset: AssetRow) -> str:
    if asset.is_lent and asset.party:
        return asset.party
    return _(SOURCE_WORDS[asset.source])
