"""Pictures of trades, costs, stores and what becomes of a harvest."""

from app.domain.household.rounds_words import CostKind, Purpose, Settlement, Store
from app.domain.household.trades import TradeKind
from ui.known_icons import known_icon

TRADE_ICONS: dict[TradeKind, str] = {
    TradeKind.CROP: "sprout",
    TradeKind.ANIMAL: "egg",
    TradeKind.CRAFT: "scissors",
    TradeKind.CATCH: "fish",
    TradeKind.SERVICE: "wrench",
    TradeKind.OTHER: "star",
}
COST_ICONS: dict[CostKind, str] = {
    CostKind.LABOUR: "users",
    CostKind.MACHINE: "tractor",
    CostKind.SEED: "wheat",
    CostKind.FERTILIZER: "leaf",
    CostKind.PESTICIDE: "spray-can",
    CostKind.FEED: "carrot",
    CostKind.MEDICINE: "shield-check",
    CostKind.ANIMALS: "egg",
    CostKind.MATERIAL: "boxes",
    CostKind.PACKAGING: "package",
    CostKind.ENERGY: "fuel",
    CostKind.TRANSPORT: "truck",
    CostKind.OTHER: "tag",
    CostKind.TAX: "landmark",
    CostKind.RENT: "map-pin",
    CostKind.WEAR: "hammer",
    CostKind.INTEREST: "percent",
    CostKind.OPPORTUNITY: "coins",
}
PURPOSE_ICONS: dict[Purpose, str] = {
    Purpose.SOLD: "shopping-basket",
    Purpose.EATEN: "utensils",
    Purpose.STORED: "warehouse",
    Purpose.SEED: "wheat",
    Purpose.USED: "repeat",
    Purpose.GIVEN: "gift",
    Purpose.BARTERED: "arrow-left-right",
    Purpose.SPOILED: "x",
    Purpose.UNSOLD: "clock",
}
SETTLEMENT_ICONS: dict[Settlement, str] = {
    Settlement.PAID: "banknote",
    Settlement.OWED: "clock",
    Settlement.OWN: "house",
    Settlement.STORED: "warehouse",
}
STORE_ICONS: dict[Store, str] = {Store.FOOD: "warehouse", Store.SEED: "wheat", Store.CROP: "clock"}
COMMON = (CostKind.LABOUR, CostKind.MACHINE, CostKind.ENERGY, CostKind.TRANSPORT, CostKind.PACKAGING)
LATER = (CostKind.RENT, CostKind.TAX, CostKind.WEAR, CostKind.INTEREST, CostKind.OTHER)
COSTS_OF: dict[TradeKind, tuple[CostKind, ...]] = {
    TradeKind.CROP: (CostKind.SEED, CostKind.FERTILIZER, CostKind.PESTICIDE, *COMMON, *LATER),
    TradeKind.ANIMAL: (CostKind.ANIMALS, CostKind.FEED, CostKind.MEDICINE, *COMMON, *LATER),
    TradeKind.CRAFT: (CostKind.MATERIAL, *COMMON, *LATER),
    TradeKind.CATCH: (CostKind.MATERIAL, CostKind.FEED, *COMMON, *LATER),
    TradeKind.SERVICE: (CostKind.MATERIAL, *COMMON, *LATER),
    TradeKind.OTHER: (CostKind.MATERIAL, *COMMON, *LATER),
}
"""What is offered of each sort of trade, what is used most first."""


def trade_icon(kind: TradeKind, icon: str = "") -> str:
    """The picture of a trade: its own, else its kind's."""
    return known_icon(icon, TRADE_ICONS[kind])
