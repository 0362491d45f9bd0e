"""What is neither earned nor spent, and where it is entered: savings, circles, lending, debts, property."""

from dataclasses import dataclass

from app.domain.slip_entry import Direction
from app.i18n import N_


@dataclass(frozen=True, slots=True)
class Way:
    """A tile that leads to another page: ``place`` and what it is to show; ``words`` it is found by."""

    place: str
    argument: str
    name: str
    icon: str
    words: str
    direction: Direction

    @property
    def key(self) -> str:
        """What its tile is known by."""
        return f"{self.place}={self.argument}"


OUT, IN = Direction.OUT, Direction.IN
WAYS: tuple[Way, ...] = (
    Way("diary", "places:move", N_("Save or move money"), "piggy-bank", N_("saving bank group fund"), OUT),
    Way("diary", "places:circles", N_("Pay into a circle"), "refresh-cw", N_("circle hand pot"), OUT),
    Way("debts", "", N_("Pay a debt"), "notebook-pen", N_("debt loan instalment"), OUT),
    Way("debts", "slate", N_("Goods on a slate"), "store", N_("shop credit slate owe later"), OUT),
    Way("diary", "places:lend", N_("Lend money"), "handshake", N_("lend friend"), OUT),
    Way("diary", "places:owned", N_("Buy land, a car, gold"), "gem", N_("land house car gold tool"), OUT),
    Way("trades", "", N_("Spend on a trade"), "sprout", N_("fertilizer seed feed crop"), OUT),
    Way("trades", "", N_("Harvest of a trade"), "sprout", N_("crop harvest sold"), IN),
    Way("diary", "places:lent", N_("Lent money back"), "handshake", N_("lend back"), IN),
    Way("diary", "places:circles", N_("Draw a circle"), "refresh-cw", N_("circle hand pot"), IN),
    Way("diary", "places:move", N_("Take out savings"), "piggy-bank", N_("saving bank group fund"), IN),
    Way("debts", "new", N_("Borrow money"), "notebook-pen", N_("debt loan instalment"), IN),
    Way("diary", "places:owned", N_("Sell land, a car, gold"), "gem", N_("land house car gold tool"), IN),
)
