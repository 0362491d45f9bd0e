"""What a sale or a return carries beside goods and money: each is a part that writes into the same document.

A part is a function that is given the document while it is being written. Parts of goods run before anything
leaves the stock and may take what is not the group's own out of a line (``own_base``, ``own_amount``): they
then move those goods and credit that money themselves. Parts of money run when the payments are written.
``EVERY_SALE`` and its like are run with every document; ``SaleExtras`` brings those of one sale.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.deal import LineDeal
from app.domain.sale import PricedLine, PricedReturnLine, PricedSale, SettledTender
from app.services.consigned_sale import consigned_in_return, consigned_in_sale
from app.services.due_payments import due_payments
from app.services.relief_gaps import relief_gaps
from app.services.stock import ProductFacts, StockWriter, Values
from app.services.tenders import TenderFacts
from app.services.unit_of_work import Entry


@dataclass(slots=True)
class SaleLineWriting:
    """A line of a sale whose row is written; what is its own is issued and credited after the parts ran."""

    line_no: int
    product: ProductFacts
    priced: PricedLine
    own_base: int
    """The group's own goods in it, thousandths of the base unit; a part takes others' goods off."""
    own_amount: int
    """What is income of the group's goods, satang with tax; a part takes off what is others'."""
    bill_line: int = 0
    """Its line on the bill that was drafted, from 0; the parts of a basket share one."""


@dataclass(frozen=True, slots=True)
class PaymentWriting:
    """A payment whose row and lines are written; ``fee`` is what the way of paying costs, satang."""

    line_no: int
    tender: TenderFacts
    settled: SettledTender
    fee: int


@dataclass(slots=True)
class SaleWriting:
    """A sale while it is being written."""

    entry: Entry
    priced: PricedSale
    stock: StockWriter
    location_id: int
    channel: str
    party_id: int | None
    lines: list[SaleLineWriting] = field(default_factory=list)
    payments: list[PaymentWriting] = field(default_factory=list)


@dataclass(slots=True)
class ReturnLineWriting:
    """A line of a return whose row is written; amounts and quantities are below zero."""

    line_no: int
    returns_line: int
    """The line of the sale."""
    product: ProductFacts
    priced: PricedReturnLine
    own_base: int
    own_amount: int
    own_cost: Values
    """What the group's own goods in it had cost, below zero."""


@dataclass(slots=True)
class ReturnWriting:
    """A return while it is being written; ``sale_id`` is the local id of the sale."""

    entry: Entry
    sale_id: int
    stock: StockWriter
    location_id: int
    channel: str
    party_id: int | None
    lines: list[ReturnLineWriting] = field(default_factory=list)


SalePart = Callable[[SaleWriting], None]
ReturnPart = Callable[[ReturnWriting], None]


@dataclass(frozen=True, slots=True)
class SaleExtras:
    """What one sale brings along; the drawer that is open on the device is found without it."""

    event_id: int | None = None
    """A market day (local id); None: that of the drawer."""
    at_till: bool | None = None
    """False: its cash does not go through the drawer of this device (a sheet that is typed in later)."""
    before: tuple[SalePart, ...] = ()
    """Run before all parts of goods: what is carried to where it is sold."""
    goods: tuple[SalePart, ...] = ()
    money: tuple[SalePart, ...] = ()
    agreed: tuple[LineDeal, ...] = ()
    """Why each line of the draft costs what it does, where that was agreed before: in an order."""


NOTHING = SaleExtras()

EVERY_SALE: tuple[SalePart, ...] = (consigned_in_sale, relief_gaps)
"""Parts of goods of every sale, in this order."""
EVERY_PAYMENT: tuple[SalePart, ...] = ()
"""Parts of money of every sale, in this order."""
AFTER_PAYMENT: tuple[SalePart, ...] = (due_payments,)
"""Parts that look at what the parts of money wrote."""
EVERY_RETURN: tuple[ReturnPart, ...] = (consigned_in_return,)
"""Parts of goods of every return, in this order."""


def goods_parts(writing: SaleWriting, extras: SaleExtras) -> None:
    """Run the parts of goods; the lines say afterwards what is the group's own."""
    for part in (*extras.before, *EVERY_SALE, *extras.goods):
        part(writing)


def money_parts(writing: SaleWriting, extras: SaleExtras) -> None:
    """Run the parts of money."""
    for part in (*EVERY_PAYMENT, *extras.money, *AFTER_PAYMENT):
        part(writing)


def return_parts(writing: ReturnWriting) -> None:
    """Run the parts of a return."""
    for part in EVERY_RETURN:
        part(writing)
