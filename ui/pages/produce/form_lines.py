"""One line of cost and one output as they stand in a form, and how they become drafts and figures.

Quantities are thousandths, rates e4; amounts come from the domain's own functions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.costing import (
    NOTHING,
    CostKind,
    CostLine,
    OutputKind,
    Settlement,
    Values,
    cost_line,
    stock_line,
)
from app.domain.ledger import ProductKind
from app.domain.moving_average import Cost
from app.domain.production import CostLineDraft
from app.domain.recipe import RecipeLine
from app.errors import UserError
from app.i18n import N_
from ui.pages.produce.work import Stuff

FROM_STOCK_KINDS = (CostKind.MATERIAL, CostKind.PACKAGING)
USUAL_SETTLEMENT: dict[CostKind, Settlement] = {
    CostKind.MATERIAL: Settlement.FROM_STOCK,
    CostKind.PACKAGING: Settlement.FROM_STOCK,
    CostKind.LABOUR: Settlement.IMPUTED,
    CostKind.ENERGY: Settlement.ABSORBED,
    CostKind.TRANSPORT: Settlement.PAID,
    CostKind.RENT: Settlement.ABSORBED,
    CostKind.WEAR: Settlement.WEAR,
    CostKind.OTHER: Settlement.PAID,
}
USUAL_UNIT: dict[CostKind, str] = {
    CostKind.LABOUR: N_("hours"),
    CostKind.ENERGY: N_("times"),
    CostKind.TRANSPORT: N_("times"),
    CostKind.RENT: N_("times"),
    CostKind.WEAR: N_("times"),
    CostKind.OTHER: N_("times"),
}


class Mode(StrEnum):
    """What the form is for."""

    NEW = "new"
    ADD = "add"
    FINISH = "finish"


class NothingChosenError(UserError):
    """A batch without its product."""

    message = N_("Please choose what is made.")


class DescriptionMissingError(UserError):
    """A line of cost without words."""

    message = N_("Please say what line {line_no} is for.")


class QuantityMissingError(UserError):
    """A line without a quantity."""

    message = N_("Please enter the quantity of “{description}”.")


class RateMissingError(UserError):
    """A line that is settled with money or counted, without a rate."""

    message = N_("Please enter the rate of “{description}”; 0 if it costs nothing.")


@dataclass(slots=True)
class Line:
    """One cost as it stands in the form; ``anchor`` is (quantity, at how much made) for scaling."""

    kind: CostKind
    settlement: Settlement
    description: str = ""
    quantity_milli: int | None = None
    unit: str = ""
    rate_e4: int | None = None
    step: str = ""
    product_uid: bytes | None = None
    person_uid: bytes | None = None
    tender_uid: bytes | None = None
    is_fixed: bool | None = None
    per_batch: bool = False
    anchor: tuple[int, int] | None = None

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to be named (labour always, unless a wage bill comes later)."""
        if self.settlement.needs_person:
            return True
        return self.kind is CostKind.LABOUR and self.settlement is not Settlement.ABSORBED

    @property
    def counts_as_fixed(self) -> bool:
        """Whether it is there even when nothing is made: as said, else by its kind."""
        usual = self.kind.is_fixed or self.settlement is Settlement.WEAR
        return usual if self.is_fixed is None else self.is_fixed

    @property
    def is_from_stock(self) -> bool:
        """Whether the stock says what it costs."""
        return self.settlement is Settlement.FROM_STOCK

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed yet."""
        return not self.description and self.product_uid is None and self.quantity_milli is None


@dataclass(slots=True)
class Out:
    """One thing that came out, as it stands in the form; ``touched`` keeps what was counted."""

    product_uid: bytes | None
    kind: OutputKind = OutputKind.GOOD
    quantity_milli: int | None = None
    unit_value_e4: int | None = None
    percent_bp: int = 0
    reason: str = ""
    anchor: tuple[int, int] | None = None
    touched: bool = False


def line_of(line: RecipeLine, base_milli: int) -> Line:
    """A recipe's line in a form."""
    return Line(
        line.kind,
        line.settlement,
        line.description,
        line.quantity_milli,
        line.unit,
        None if line.settlement is Settlement.FROM_STOCK and not line.rate_e4 else line.rate_e4,
        line.step,
        line.product_uid,
        line.person_uid,
        None,
        line.is_fixed,
        line.per_batch,
        None if line.per_batch else (line.quantity_milli, base_milli),
    )


def cost_draft(line: Line, number: int) -> CostLineDraft:
    """A line as a draft; raises DescriptionMissingError, QuantityMissingError, RateMissingError."""
    if not line.description:
        raise DescriptionMissingError(line_no=number)
    if not line.quantity_milli:
        raise QuantityMissingError(description=line.description)
    if line.rate_e4 is None and not line.is_from_stock:
        raise RateMissingError(description=line.description)
    return CostLineDraft(
        line.kind,
        line.settlement,
        line.description,
        line.quantity_milli,
        line.unit,
        line.rate_e4,
        None,
        line.step,
        line.product_uid,
        line.person_uid,
        line.is_fixed,
        line.tender_uid if line.settlement is Settlement.PAID else None,
    )


def costed_line(line: Line, stuff: Stuff) -> CostLine | None:
    """What a line would cost; None while it cannot be read."""
    if not line.quantity_milli:
        return None
    try:
        if line.is_from_stock:
            return _stock_costed(line, stuff)
        return cost_line(
            line.kind,
            line.settlement,
            line.description,
            quantity_milli=line.quantity_milli,
            rate_e4=line.rate_e4 or 0,
            unit=line.unit,
            step=line.step,
            product_uid=line.product_uid,
            is_fixed=line.is_fixed,
        )
    except UserError:
        return None


def _stock_costed(line: Line, stuff: Stuff) -> CostLine | None:
    if line.product_uid is None or not line.quantity_milli:
        return None
    cost = stuff.costs.get(line.product_uid)
    if cost is None and line.rate_e4:
        cost = Cost(line.rate_e4, line.rate_e4, line.rate_e4)
    quantity = line.quantity_milli
    values = NOTHING
    if cost is not None:
        values = Values(
            money.times(cost.cash_e4, quantity),
            money.times(cost.value_e4, quantity),
            money.times(cost.full_e4, quantity),
        )
    return stock_line(
        line.kind,
        line.description,
        values,
        product_uid=line.product_uid,
        quantity_milli=quantity,
        unit=line.unit,
        step=line.step,
        is_fixed=bool(line.is_fixed),
    )


def short_of(line: Line, lines: Sequence[Line], stuff: Stuff) -> int:
    """How much of a line's goods is missing on hand, all lines of the same goods together; 0 if enough."""
    if not line.is_from_stock or line.product_uid is None:
        return 0
    goods = stuff.goods_of(line.product_uid)
    if goods is None or goods.kind is ProductKind.SERVICE:
        return 0
    wanted = sum(
        each.quantity_milli or 0
        for each in lines
        if each.is_from_stock and each.product_uid == line.product_uid
    )
    return max(0, wanted - max(0, goods.on_hand_milli))
