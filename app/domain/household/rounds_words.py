"""The kinds of cost of a round, how they are settled, and where a harvest goes."""

from enum import StrEnum

from app.i18n import N_


class CostKind(StrEnum):
    """What the money or the effort went into; the rows of the official table."""

    LABOUR = "labour"
    MACHINE = "machine"
    SEED = "seed"
    FERTILIZER = "fertilizer"
    PESTICIDE = "pesticide"
    FEED = "feed"
    MEDICINE = "medicine"
    ANIMALS = "animals"
    MATERIAL = "material"
    PACKAGING = "packaging"
    ENERGY = "energy"
    TRANSPORT = "transport"
    OTHER = "other"
    TAX = "tax"
    RENT = "rent"
    WEAR = "wear"
    INTEREST = "interest"
    OPPORTUNITY = "opportunity"

    @property
    def is_fixed(self) -> bool:
        """Whether it is there however much is grown, unless a line says otherwise."""
        return self in _FIXED


_FIXED = frozenset({CostKind.TAX, CostKind.RENT, CostKind.WEAR, CostKind.INTEREST, CostKind.OPPORTUNITY})

KIND_WORDS: dict[CostKind, str] = {
    CostKind.LABOUR: N_("Work of people"),
    CostKind.MACHINE: N_("Work of machines"),
    CostKind.SEED: N_("Seed and seedlings"),
    CostKind.FERTILIZER: N_("Fertiliser and soil"),
    CostKind.PESTICIDE: N_("Against weeds and pests"),
    CostKind.FEED: N_("Animal feed"),
    CostKind.MEDICINE: N_("Animal medicine"),
    CostKind.ANIMALS: N_("Young animals"),
    CostKind.MATERIAL: N_("Materials used"),
    CostKind.PACKAGING: N_("Bags and packaging"),
    CostKind.ENERGY: N_("Fuel, water and power"),
    CostKind.TRANSPORT: N_("Carrying"),
    CostKind.OTHER: N_("Other costs"),
    CostKind.TAX: N_("Land tax"),
    CostKind.RENT: N_("Use of land"),
    CostKind.WEAR: N_("Wear of tools"),
    CostKind.INTEREST: N_("Interest on money borrowed for it"),
    CostKind.OPPORTUNITY: N_("What the money in tools could have earned"),
}


class Settlement(StrEnum):
    """How a cost is settled."""

    PAID = "paid"
    OWED = "owed"
    OWN = "own"
    """Own work, land, tools, material: shown, never in the ledger."""
    STORED = "stored"
    """Own produce from a store, at what it stood for there."""

    @property
    def is_cash(self) -> bool:
        """Settled in money, now or later."""
        return self in (Settlement.PAID, Settlement.OWED)

    @property
    def is_posted(self) -> bool:
        """Whether the ledger knows of it."""
        return self is not Settlement.OWN


SETTLEMENT_WORDS: dict[Settlement, str] = {
    Settlement.PAID: N_("Paid"),
    Settlement.OWED: N_("Paid later"),
    Settlement.OWN: N_("Our own, not paid for"),
    Settlement.STORED: N_("From our own store"),
}


class Purpose(StrEnum):
    """Where a harvest went."""

    SOLD = "sold"
    EATEN = "eaten"
    STORED = "stored"
    """Put by for the family."""
    SEED = "seed"
    """Put by for the next round."""
    USED = "used"
    """Left the store for a round of the family's own."""
    GIVEN = "given"
    BARTERED = "bartered"
    SPOILED = "spoiled"
    UNSOLD = "unsold"
    """Not sold yet when the round was finished: stands at its cost, which is no income."""

    @property
    def has_value(self) -> bool:
        """Whether it is valued on its day, as income of the round."""
        return self not in (Purpose.SPOILED, Purpose.UNSOLD)

    @property
    def is_kept(self) -> bool:
        """Income of the round that is no money."""
        return self.has_value and self is not Purpose.SOLD


PURPOSE_WORDS: dict[Purpose, str] = {
    Purpose.SOLD: N_("Sold"),
    Purpose.EATEN: N_("Eaten at home"),
    Purpose.STORED: N_("Put by to eat"),
    Purpose.SEED: N_("Kept as seed"),
    Purpose.USED: N_("Used in another round"),
    Purpose.GIVEN: N_("Given to others"),
    Purpose.BARTERED: N_("Swapped for something"),
    Purpose.SPOILED: N_("Spoiled"),
    Purpose.UNSOLD: N_("Not sold yet"),
}
AT_HARVEST = (
    Purpose.SOLD,
    Purpose.STORED,
    Purpose.EATEN,
    Purpose.SEED,
    Purpose.GIVEN,
    Purpose.BARTERED,
    Purpose.SPOILED,
)
"""What is asked of a harvest."""
FROM_STORE = (Purpose.EATEN, Purpose.SOLD, Purpose.GIVEN, Purpose.BARTERED, Purpose.SPOILED)
"""Where things go that leave a store."""


class Store(StrEnum):
    """A store of the family's own produce."""

    FOOD = "food"
    """Put by to eat: valued as income of its round when it was set aside."""
    SEED = "seed"
    """Put by for the next round, valued alike."""
    CROP = "crop"
    """Not sold yet when its round was finished: at its share of the cost."""

    @property
    def purpose(self) -> Purpose:
        """The purpose under which a harvest comes into it."""
        return _HELD[self]


_HELD = {Store.FOOD: Purpose.STORED, Store.SEED: Purpose.SEED, Store.CROP: Purpose.UNSOLD}

STORE_WORDS: dict[Store, str] = {
    Store.FOOD: N_("Food put by"),
    Store.SEED: N_("Seed put by"),
    Store.CROP: N_("Waiting to be sold"),
}
