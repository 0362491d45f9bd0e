"""Rounds of a trade as they are typed: their plan, costs by step and kind, harvest and where it went.

Amounts are satang, quantities and hours thousandths, prices ten-thousandths of a satang.
"""

import datetime as dt
from dataclasses import dataclass, replace

from app.domain import money
from app.domain.calendar import checked_day
from app.domain.household.rounds_words import CostKind, Purpose, Settlement, Store
from app.domain.household.trades import WHOLE_BP
from app.domain.household.trades_size import checked_size
from app.domain.purchase import NO_SLIP, Slip
from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_name, clean_text


class RoundNameMissingError(UserError):
    """A round without a name."""

    message = N_("Please give this round a name, such as rice 2569.")


class RoundEndsBeforeItStartsError(UserError):
    """A round whose last day is before its first."""

    message = N_("The round would end ({last}) before it starts ({first}). Please check both days.")


class PlanBelowZeroError(UserError):
    """A plan with a figure below zero."""

    message = N_("A plan cannot hold figures below zero.")


class NoCostError(UserError):
    """A cost without an amount."""

    message = N_("How much was “{description}”? Please enter an amount above zero.")


class NoStoreError(UserError):
    """Own produce as a cost that says not where it lay."""

    message = N_("Please choose from which of your stores it was taken.")


class NoLinesError(UserError):
    """Nothing was entered."""

    message = N_("Please enter at least one line.")


class NoQuantityError(UserError):
    """A harvest of nothing."""

    message = N_("How much was it? Please enter a quantity above zero.")


class PriceBelowZeroError(UserError):
    """A price below zero."""

    message = N_("A price cannot be below zero.")


class NoPriceError(UserError):
    """Something sold or kept without its price."""

    message = N_("What was one of it worth that day? Please enter a price.")


class SharesDifferError(UserError):
    """Parts of a shared bill that are not the whole."""

    message = N_("The shares come to {total} %, not to 100 %. Please mend them: {difference} % are off.")

    def __init__(self, *, total_bp: int) -> None:
        super().__init__(total=percent_words(total_bp), difference=percent_words(total_bp - WHOLE_BP))
        self.total_bp = total_bp


class ShareWithoutPlaceError(UserError):
    """A share of a bill that says neither household nor round."""

    message = N_("Please say of every share whether it is the household's or a round's.")


class OwedTooMuchError(UserError):
    """More is said to be owed than was sold."""

    message = N_("More is still to be paid than was sold. Please check the amount.")


class ByProductStoreError(UserError):
    """A by-product that is put by: stores hold main produce only."""

    message = N_("A by-product is entered where it goes at once: used at home, sold, given or swapped.")


class NotForThisError(UserError):
    """A line of harvest with a purpose that is set by another step."""

    message = N_("This is entered when the round is finished, or when something leaves the store.")


def percent_words(basis_points: int) -> str:
    """Basis points as a percentage without needless zeros; a minus where it is below zero."""
    whole, rest = divmod(abs(basis_points), 100)
    part = f".{rest:02d}".rstrip("0") if rest else ""
    return f"{'−' if basis_points < 0 else ''}{whole}{part}"


@dataclass(frozen=True, slots=True)
class RoundData:
    """What describes a round; ``costs_wait``: its costs stand as the family's own until it is finished."""

    trade_uid: bytes
    name: str
    first_day: dt.date
    last_day: dt.date | None = None
    size_milli: int = 0
    costs_wait: bool = True
    plan_quantity: int = 0
    plan_price_e4: int = 0
    plan_cash_cost: int = 0
    plan_full_cost: int = 0
    note: str = ""
    active: bool = True


def checked_round(data: RoundData) -> RoundData:
    """The round as it is stored.

    Raises RoundNameMissingError, RoundEndsBeforeItStartsError, PlanBelowZeroError, SizeTooLargeError,
    NegativeSizeError, DayOutOfRangeError, AmountTooLargeError, TextTooLongError.
    """
    name = clean_name(data.name, 200)
    if not name:
        raise RoundNameMissingError
    first = checked_day(data.first_day)
    if data.last_day is not None and checked_day(data.last_day) < first:
        raise RoundEndsBeforeItStartsError(first=first, last=data.last_day)
    money.checked_amount(money.times(data.plan_price_e4, money.checked_quantity(data.plan_quantity)))
    figures = (
        data.plan_quantity,
        data.plan_price_e4,
        money.checked_amount(data.plan_cash_cost),
        money.checked_amount(data.plan_full_cost),
    )
    if min(figures) < 0:
        raise PlanBelowZeroError
    checked_size(data.size_milli)
    return replace(data, name=name, note=clean_text(data.note))


@dataclass(frozen=True, slots=True)
class CostLineDraft:
    """One cost of a round: what for, how it is settled, in which step.

    ``taken`` of settlement 'stored' says which round's store it comes from; its amount is worked out.
    """

    kind: CostKind
    amount: int = 0
    settlement: Settlement = Settlement.PAID
    step: str = ""
    description: str = ""
    quantity_milli: int = 0
    unit: str = ""
    hours_milli: int = 0
    is_fixed: bool | None = None
    party_uid: bytes | None = None
    tool_uid: bytes | None = None
    taken: "TakenDraft | None" = None

    @property
    def fixed(self) -> bool:
        """Whether it is there however much is grown."""
        return self.kind.is_fixed if self.is_fixed is None else self.is_fixed


@dataclass(frozen=True, slots=True)
class TakenDraft:
    """Produce of a round that leaves a store of the family for another round."""

    round_uid: bytes
    store: Store = Store.FOOD


@dataclass(frozen=True, slots=True)
class CostDraft:
    """Costs of a round as they are entered; what is owed is owed to the line's person, else ``party_uid``."""

    uid: bytes
    round_uid: bytes
    lines: tuple[CostLineDraft, ...]
    account_code: str = ""
    """Where the money came from; empty if nothing was paid."""
    party_uid: bytes | None = None
    slip: Slip = NO_SLIP
    note: str = ""


def checked_cost(line: CostLineDraft) -> CostLineDraft:
    """The line as it is posted; what is taken from a store is settled by it.

    Raises NoCostError, NoQuantityError, NoStoreError, AmountTooLargeError, TextTooLongError.
    """
    description = clean_name(line.description)
    is_taken = line.taken is not None
    if line.settlement is Settlement.STORED and not is_taken:
        raise NoStoreError
    figures = (money.checked_quantity(line.quantity_milli), money.checked_quantity(line.hours_milli))
    if min(figures) < 0 or (not is_taken and money.checked_amount(line.amount) <= 0):
        raise NoCostError(description=description)
    if is_taken and not line.quantity_milli:
        raise NoQuantityError
    return replace(
        line,
        settlement=Settlement.STORED if is_taken else line.settlement,
        description=description,
        step=clean_name(line.step, 100),
        unit=clean_name(line.unit, 40),
    )


def own_labour(
    people: int, days_milli: int, hours_milli: int, hour_rate: int, *, step: str = "", description: str = ""
) -> CostLineDraft:
    """Own work: people × days × hours a day (thousandths) × what an hour is reckoned at.

    Raises NoCostError, AmountTooLargeError.
    """
    hours = money.checked_quantity(money.divide_round(people * days_milli * hours_milli, money.MILLI))
    amount = money.checked_amount(money.times(hour_rate * money.E4, hours))
    return checked_cost(
        CostLineDraft(
            CostKind.LABOUR,
            amount,
            Settlement.OWN,
            step,
            description,
            hours_milli=hours,
        )
    )


@dataclass(frozen=True, slots=True)
class BillShareDraft:
    """Part of a shared bill: the household's (by its everyday category) or a round's."""

    share_bp: int
    round_uid: bytes | None = None
    category_uid: bytes | None = None
    step: str = ""


@dataclass(frozen=True, slots=True)
class SharedBillDraft:
    """One bill for the house and for rounds, split by percent."""

    uid: bytes
    total: int
    kind: CostKind
    shares: tuple[BillShareDraft, ...]
    account_code: str = ""
    """Where the money came from; empty: owed to ``party_uid``."""
    party_uid: bytes | None = None
    description: str = ""
    slip: Slip = NO_SLIP
    note: str = ""


def bill_parts(draft: SharedBillDraft) -> list[int]:
    """Satang of each share of a bill, together the whole of it.

    Raises NoCostError, SharesDifferError, ShareWithoutPlaceError, AmountTooLargeError.
    """
    if money.checked_amount(draft.total) <= 0:
        raise NoCostError(description=clean_name(draft.description))
    whole = sum(share.share_bp for share in draft.shares)
    if whole != WHOLE_BP or any(share.share_bp < 0 for share in draft.shares):
        raise SharesDifferError(total_bp=whole)
    if any((share.round_uid is None) == (share.category_uid is None) for share in draft.shares):
        raise ShareWithoutPlaceError
    return money.split(draft.total, [share.share_bp for share in draft.shares])


@dataclass(frozen=True, slots=True)
class OutputLineDraft:
    """Part of a harvest: where it went, how much, and what one of it was worth that day."""

    purpose: Purpose
    quantity_milli: int
    unit_price_e4: int = 0
    amount: int | None = None
    """The whole value, if that is what is known; else quantity × price."""
    description: str = ""
    unit: str = ""
    is_by_product: bool = False
    party_uid: bytes | None = None
    category_uid: bytes | None = None
    """Of what is given away: the everyday category it is a gift under."""


@dataclass(frozen=True, slots=True)
class OutputDraft:
    """A harvest as it is entered; ``owed`` of what was sold is still to come from ``party_uid``."""

    uid: bytes
    round_uid: bytes
    lines: tuple[OutputLineDraft, ...]
    account_code: str = ""
    owed: int = 0
    party_uid: bytes | None = None
    slip: Slip = NO_SLIP
    note: str = ""


def checked_output(line: OutputLineDraft) -> OutputLineDraft:
    """The line as it is posted, with its amount.

    Raises NoQuantityError, NoPriceError, PriceBelowZeroError, ByProductStoreError, AmountTooLargeError,
    TextTooLongError.
    """
    if money.checked_quantity(line.quantity_milli) <= 0:
        raise NoQuantityError
    if line.unit_price_e4 < 0 or (line.amount or 0) < 0:
        raise PriceBelowZeroError
    if line.is_by_product and line.purpose in (Purpose.STORED, Purpose.SEED):
        raise ByProductStoreError
    amount = money.times(line.unit_price_e4, line.quantity_milli) if line.amount is None else line.amount
    amount = money.checked_amount(amount) if line.purpose.has_value else 0
    if line.purpose.has_value and not amount:
        raise NoPriceError
    price = line.unit_price_e4 if line.amount is None else money.unit_cost_e4(amount, line.quantity_milli)
    return replace(
        line,
        amount=amount,
        unit_price_e4=price,
        description=clean_name(line.description),
        unit=clean_name(line.unit, 40),
    )


def worth(price_e4: int, *quantities_milli: int) -> int:
    """What quantities come to at a price, satang, for a form; 0 where it is more than the program takes."""
    try:
        return money.checked_amount(money.times(price_e4, sum(quantities_milli)))
    except money.AmountTooLargeError:
        return 0


@dataclass(frozen=True, slots=True)
class FinishDraft:
    """The end of a round: what is not sold yet, of the main produce, counted in its own unit."""

    uid: bytes
    round_uid: bytes
    unsold_milli: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoreDraft:
    """Produce that leaves a store: eaten, sold, given, bartered or spoiled.

    What was put by for the family was valued when it was set aside, so only a sale has a price of its own;
    what had not been sold when the round was finished is valued now.
    """

    uid: bytes
    round_uid: bytes
    store: Store
    purpose: Purpose
    quantity_milli: int
    unit_price_e4: int = 0
    amount: int | None = None
    account_code: str = ""
    owed: int = 0
    party_uid: bytes | None = None
    category_uid: bytes | None = None
    description: str = ""
    slip: Slip = NO_SLIP
    note: str = ""
