"""Pre-orders: what a customer wants on a day, which steps are allowed, what is reserved, due and to be made.

Amounts are satang, quantities thousandths, unit prices e4. What is reserved of a product is what open orders
want of it less what was delivered; it is not on hand less for that. All pure.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain import money
from app.domain.calendar import checked_day
from app.domain.sale_draft import NegativeLineError
from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_line, clean_name, clean_text

MOST_LINES = 500
"""More lines than anybody orders at once; what is beyond is a mistake."""

ORDER = "order"
"""Role of the link from a deposit or delivery to what it is about."""


class OrderState(StrEnum):
    """How far an order has come."""

    BOOKED = "booked"
    MAKING = "making"
    READY = "ready"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


STATE_WORDS: dict[OrderState, str] = {
    OrderState.BOOKED: N_("Booked"),
    OrderState.MAKING: N_("Being made"),
    OrderState.READY: N_("Ready to hand over"),
    OrderState.DELIVERED: N_("Delivered to the customer"),
    OrderState.CANCELLED: N_("Order cancelled"),
}

OPEN_STATES = (OrderState.BOOKED, OrderState.MAKING, OrderState.READY)
"""What still has to be handed over."""

_STEPS: dict[OrderState, frozenset[OrderState]] = {
    OrderState.BOOKED: frozenset({OrderState.MAKING, OrderState.READY}),
    OrderState.MAKING: frozenset({OrderState.BOOKED, OrderState.READY}),
    OrderState.READY: frozenset({OrderState.BOOKED, OrderState.MAKING}),
    OrderState.DELIVERED: frozenset(),
    OrderState.CANCELLED: frozenset({OrderState.BOOKED}),
}
"""Steps by hand; handing over and cancelling have their own ways."""

_NEXT = {OrderState.BOOKED: OrderState.MAKING, OrderState.MAKING: OrderState.READY}


class DeliveryWay(StrEnum):
    """How goods come to the customer."""

    PICKUP = "pickup"
    PARCEL = "parcel"
    OWN = "own"


WAY_WORDS: dict[DeliveryWay, str] = {
    DeliveryWay.PICKUP: N_("Picked up"),
    DeliveryWay.PARCEL: N_("Sent as a parcel"),
    DeliveryWay.OWN: N_("Brought by us"),
}


class OrderEvent(StrEnum):
    """What a document did for an order."""

    DEPOSIT = "deposit"
    APPLIED = "applied"
    REFUND = "refund"
    FORFEIT = "forfeit"
    DELIVERY = "delivery"


EVENT_WORDS: dict[OrderEvent, str] = {
    OrderEvent.DEPOSIT: N_("Deposit taken"),
    OrderEvent.APPLIED: N_("Deposit taken off the bill"),
    OrderEvent.REFUND: N_("Deposit given back"),
    OrderEvent.FORFEIT: N_("Deposit kept by the group"),
    OrderEvent.DELIVERY: N_("Goods handed over"),
}


class DepositEnd(StrEnum):
    """What becomes of a deposit that is left."""

    REFUND = "refund"
    CREDIT = "credit"
    FORFEIT = "forfeit"


END_WORDS: dict[DepositEnd, str] = {
    DepositEnd.REFUND: N_("Give it back"),
    DepositEnd.CREDIT: N_("Keep it as the customer's credit"),
    DepositEnd.FORFEIT: N_("The group keeps it"),
}


class EmptyOrderError(UserError):
    """An order without goods."""

    message = N_("Please enter what is ordered.")


class TooManyOrderLinesError(UserError):
    """More lines than an order can have."""

    message = N_("An order can have at most {most} lines.")


class CustomerMissingError(UserError):
    """An order without its customer."""

    message = N_("Whose order is it? Please choose or type a name.")


class PromisePastError(UserError):
    """An order that is wanted before it was made."""

    message = N_("An order cannot be promised for a day that is over. Please look at the day again.")


class FeeBelowZeroError(UserError):
    """A delivery fee or a deposit below zero."""

    message = N_("Fees and deposits cannot be below zero.")


class DepositBeyondOrderError(UserError):
    """A deposit is asked for that is more than the order; ``total`` in satang."""

    message = N_("The deposit cannot be more than the whole order.")


class CourierMissingError(UserError):
    """A parcel paid on delivery without who brings the money."""

    message = N_("Who brings the parcel and collects the money? Please choose the courier.")


class WrongStepError(UserError):
    """An order cannot go from one state to another."""

    message = N_("Order {code} cannot go on like this: it is marked “{state_words}”.")


class OrderOverError(UserError):
    """Something is done with an order that was handed over or cancelled."""

    message = N_("Order {code} is over: it is marked “{state_words}”.")


class MoreThanOrderedError(UserError):
    """More is handed over than is left of an order."""

    message = N_("Of “{name}” less is left to hand over on this order than was entered.")


class NothingToHandOverError(UserError):
    """A delivery of nothing."""

    message = N_("Please enter how much is handed over.")


class LessThanDeliveredError(UserError):
    """An order is changed so that it wants less than was handed over."""

    message = N_("Of “{name}” more was handed over already than the order would want.")


class DepositAmountError(UserError):
    """A deposit that is not above zero."""

    message = N_("Please enter the amount of the deposit; it has to be above zero.")


class DepositLeftError(UserError):
    """More of a deposit is used than is left; ``left_amount`` and ``amount`` in satang."""

    message = N_("Of the deposits of order {code} only {left_amount} baht are left, less than {amount}.")


class DepositPaysDifferError(UserError):
    """Money that does not come to the deposit; ``left_amount`` in satang."""

    message = N_("The money and the deposit differ by {left_amount} baht.")


class DepositOfOrderError(UserError):
    """A deposit that is settled past the order it belongs to."""

    message = N_("{number} is the deposit of order {code}. Please give it back or hand the order over there.")


class CreditLeftError(UserError):
    """More of a customer's credit is used than she has; ``left_amount`` and ``amount`` in satang."""

    message = N_("The credit of {name} is only {left_amount} baht, less than {amount}.")


class DepositMovesError(UserError):
    """The customer of an order is changed while the group holds her deposit."""

    message = N_("The deposit of order {code} belongs to its customer; please give it back first.")


@dataclass(frozen=True, slots=True)
class OrderLineDraft:
    """A line of an order; ``factor_milli`` is how much of the product's own unit a unit holds."""

    product_uid: bytes
    quantity_milli: int
    unit: str
    unit_price_e4: int
    factor_milli: int = money.MILLI
    description: str = ""
    note: str = ""

    @property
    def base_quantity_milli(self) -> int:
        """Quantity in the product's own unit."""
        return money.share(self.quantity_milli, self.factor_milli, money.MILLI)

    @property
    def amount(self) -> int:
        """Quantity at the price, satang."""
        return money.times(self.unit_price_e4, self.quantity_milli)


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """An order as it is typed; ``deposit_wanted`` None takes what the group usually asks for."""

    uid: bytes
    party_uid: bytes | None
    lines: tuple[OrderLineDraft, ...]
    ordered_on: dt.date
    wanted_on: dt.date
    delivery: DeliveryWay = DeliveryWay.PICKUP
    channel: str = ""
    """Code of the way of selling; empty for none."""
    recipient: str = ""
    phone: str = ""
    address: str = ""
    carrier_uid: bytes | None = None
    tracking: str = ""
    delivery_fee: int = 0
    is_cod: bool = False
    deposit_wanted: int | None = None
    note: str = ""
    intake_uid: bytes | None = None
    event_uid: bytes | None = None

    @property
    def goods(self) -> int:
        """What the lines come to, satang."""
        return sum(line.amount for line in self.lines)

    @property
    def total(self) -> int:
        """Lines and delivery fee, satang."""
        return self.goods + self.delivery_fee


def checked_order(draft: OrderDraft) -> OrderDraft:
    """The order with clean words; what only parcels have falls away for goods that are picked up.

    Raises EmptyOrderError, TooManyOrderLinesError, CustomerMissingError, NegativeLineError,
    PromisePastError, FeeBelowZeroError, DepositBeyondOrderError, CourierMissingError,
    AmountTooLargeError, DayOutOfRangeError.
    """
    if not draft.lines:
        raise EmptyOrderError
    if len(draft.lines) > MOST_LINES:
        raise TooManyOrderLinesError(most=MOST_LINES)
    if draft.party_uid is None:
        raise CustomerMissingError
    lines = tuple(_checked_line(line) for line in draft.lines)
    if checked_day(draft.wanted_on) < checked_day(draft.ordered_on):
        raise PromisePastError
    if draft.delivery_fee < 0 or (draft.deposit_wanted or 0) < 0:
        raise FeeBelowZeroError
    is_parcel = draft.delivery is DeliveryWay.PARCEL
    is_brought = draft.delivery is not DeliveryWay.PICKUP
    if is_parcel and draft.is_cod and draft.carrier_uid is None:
        raise CourierMissingError
    checked = replace(
        draft,
        lines=lines,
        delivery_fee=draft.delivery_fee if is_brought else 0,
        carrier_uid=draft.carrier_uid if is_parcel else None,
        tracking=clean_name(draft.tracking, 100) if is_parcel else "",
        is_cod=draft.is_cod and is_parcel,
        recipient=clean_name(draft.recipient, 200),
        phone=clean_name(draft.phone, 60),
        address=clean_text(draft.address),
        note=clean_text(draft.note),
    )
    total = money.checked_amount(checked.total)
    if checked.deposit_wanted is not None and checked.deposit_wanted > total:
        raise DepositBeyondOrderError(total=total)
    return checked


def _checked_line(line: OrderLineDraft) -> OrderLineDraft:
    if line.quantity_milli <= 0 or line.unit_price_e4 < 0 or line.factor_milli <= 0:
        raise NegativeLineError(description=line.description)
    money.checked_quantity(line.quantity_milli)
    if money.checked_quantity(line.base_quantity_milli) <= 0:
        raise NegativeLineError(description=line.description)
    money.checked_amount(line.amount)
    return replace(
        line,
        unit=clean_line(line.unit, 60),
        description=clean_line(line.description),
        note=clean_name(line.note, 200),
    )


# ---------------------------------------------------------------- steps


def next_state(state: OrderState) -> OrderState | None:
    """Where one key takes an order: made, then ready; None where it is handed over or over."""
    return _NEXT.get(state)


def checked_step(code: str, state: OrderState, to: OrderState) -> None:
    """Refuse a step that cannot be taken by hand; staying is allowed. Raises WrongStepError."""
    if to is not state and to not in _STEPS[state]:
        raise WrongStepError(code=code, state_words=STATE_WORDS[state])


def refuse_over(code: str, state: OrderState) -> None:
    """Refuse an order that is not open any more; raises OrderOverError."""
    if state not in OPEN_STATES:
        raise OrderOverError(code=code, state_words=STATE_WORDS[state])


def is_late(state: OrderState, wanted_on: dt.date, today: dt.date) -> bool:
    """Whether the day that was promised is over."""
    return state in OPEN_STATES and wanted_on < today


# ---------------------------------------------------------------- money


def proposed_deposit(total: int, deposit_bp: int) -> int:
    """Which deposit is asked for, in whole baht where the order has as much; satang."""
    return min(total, money.round_to(money.percent(total, deposit_bp), 100))
