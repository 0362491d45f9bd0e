"""Drafts of a batch as a person fills them in, and the rules that turn them into cost and outputs.

Amounts are satang, quantities thousandths, rates e4.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.domain import money
from app.domain.cost_lines import (
    CostKind,
    CostLine,
    NegativeCostError,
    PersonMissingError,
    Settlement,
    Values,
    cost_line,
)
from app.domain.joint_cost import (
    JointBasis,
    Output,
    OutputKind,
    OutputQuantityError,
    wip_share,
)
from app.domain.ledger import AccountRole
from app.domain.purchase import NO_SLIP, Slip
from app.errors import UserError
from app.i18n import N_


class PlannedQuantityError(UserError):
    """A batch without the quantity that it is to make."""

    message = N_("Please enter how much this batch is to make.")


class EmptyBatchEntryError(UserError):
    """Nothing to add to a batch."""

    message = N_("Please enter at least one cost for this batch.")


class ProductMissingError(UserError):
    """A line from stock that does not say what was taken."""

    message = N_("Please choose what “{description}” takes from stock.")


class WasteReasonError(UserError):
    """Unusual waste without a reason."""

    message = N_("Please say why there was unusual waste.")


class MainOutputMissingError(UserError):
    """A part of a batch finished without any of its product."""

    message = N_("Please enter how much of the batch's own product came out, or finish the batch.")


class UnknownBatchError(UserError):
    """No batch has this uid."""

    message = N_("This batch does not exist.")


class BatchFinishedError(UserError):
    """A finished batch takes no more; only a slip of an earlier day in an open month can still join it."""

    message = N_(
        "Batch {number} was finished on {day}; a late slip needs a date up to then, in an open month."
    )


class BatchUndoneError(UserError):
    """An undone batch takes nothing."""

    message = N_("Batch {number} was undone; please start a new one.")


class BatchDateError(UserError):
    """A finish dated before what was put in."""

    message = N_("Batch {number} was still being worked on that day (until {day}); please check the date.")


class UnknownSectionError(UserError):
    """No section has this uid."""

    message = N_("This section is not in the book.")


class TenderNotMoneyError(UserError):
    """A cost paid with a tender that is no money (on account) or does not exist."""

    message = N_("“{description}” cannot be paid this way; choose cash or bank, or mark it as owed.")


@dataclass(frozen=True, slots=True)
class CostLineDraft:
    """One cost: quantity × rate, or a lump ``amount``; goods from stock take the stock's own cost.

    ``tender_uid`` says what a paid line was paid with; cash if nothing is said.
    """

    kind: CostKind
    settlement: Settlement
    description: str
    quantity_milli: int = money.MILLI
    unit: str = ""
    rate_e4: int | None = None
    amount: int | None = None
    step: str = ""
    product_uid: bytes | None = None
    party_uid: bytes | None = None
    is_fixed: bool | None = None
    tender_uid: bytes | None = None


@dataclass(frozen=True, slots=True)
class OutputDraft:
    """What came out; ``unit_value_e4`` is a by-product's price less selling cost, or a co-product's value.

    With ``percent_bp`` on any of them the cost is shared by those percents.
    """

    product_uid: bytes
    quantity_milli: int
    kind: OutputKind = OutputKind.GOOD
    unit_value_e4: int | None = None
    reason: str = ""
    lot_code: str = ""
    percent_bp: int = 0


@dataclass(frozen=True, slots=True)
class BatchDraft:
    """A batch as it starts; with ``outputs`` it can be made in one step.

    ``made_on`` is the day the goods are dated with (the document's day if not said); best-before
    follows from the product's shelf days.
    """

    uid: bytes
    product_uid: bytes
    planned_milli: int
    recipe_uid: bytes | None = None
    lines: tuple[CostLineDraft, ...] = ()
    outputs: tuple[OutputDraft, ...] = ()
    location_id: int = 1
    made_on: dt.date | None = None
    lot_code: str = ""
    hours_milli: int = 0
    section_uid: bytes | None = None
    project_uid: bytes | None = None
    note: str = ""
    slip: Slip = NO_SLIP


@dataclass(frozen=True, slots=True)
class AddDraft:
    """What is added to an open batch, or by a late slip to a finished one."""

    uid: bytes
    batch_uid: bytes
    lines: tuple[CostLineDraft, ...]
    location_id: int = 1
    hours_milli: int = 0
    note: str = ""
    slip: Slip = NO_SLIP


@dataclass(frozen=True, slots=True)
class FinishDraft:
    """What came out of an open batch; ``is_final`` closes it and takes all that is left in it."""

    uid: bytes
    batch_uid: bytes
    outputs: tuple[OutputDraft, ...]
    lines: tuple[CostLineDraft, ...] = ()
    is_final: bool = True
    location_id: int = 1
    made_on: dt.date | None = None
    lot_code: str = ""
    hours_milli: int = 0
    note: str = ""


ABSORBED_ROLE: dict[CostKind, AccountRole] = {
    CostKind.MATERIAL: AccountRole.ABSORBED_OTHER,
    CostKind.PACKAGING: AccountRole.ABSORBED_OTHER,
    CostKind.LABOUR: AccountRole.ABSORBED_LABOUR,
    CostKind.ENERGY: AccountRole.ABSORBED_ENERGY,
    CostKind.TRANSPORT: AccountRole.ABSORBED_TRANSPORT,
    CostKind.RENT: AccountRole.ABSORBED_RENT,
    CostKind.WEAR: AccountRole.ABSORBED_WEAR,
    CostKind.OTHER: AccountRole.ABSORBED_OTHER,
}
"""Where a cost is credited whose bill comes later: against the expense of its kind."""


def counter_role(kind: CostKind, settlement: Settlement, *, is_member: bool) -> AccountRole | None:
    """The account credited for a line; None for imputed cost and for goods, which the stock credits."""
    match settlement:
        case Settlement.PAID:
            return AccountRole.CASH
        case Settlement.OWED:
            if kind is CostKind.LABOUR:
                return AccountRole.WAGES_PAYABLE
            return AccountRole.MEMBER_PAYABLE if is_member else AccountRole.PAYABLE
        case Settlement.ABSORBED:
            return ABSORBED_ROLE[kind]
        case Settlement.WEAR:
            return AccountRole.ABSORBED_WEAR
        case Settlement.CAPITAL:
            return AccountRole.CONTRIBUTED_CAPITAL
        case Settlement.DONATED:
            return AccountRole.DONATION_INCOME
        case Settlement.FROM_STOCK | Settlement.IMPUTED:
            return None


def checked_line(draft: CostLineDraft) -> CostLine | None:
    """The line with its three values; None for goods from stock, whose values the stock knows.

    Raises NegativeCostError, ProductMissingError, PersonMissingError, AmountTooLargeError.
    """
    named = draft.party_uid is not None
    if draft.settlement.needs_person and not named:
        raise PersonMissingError(description=draft.description)
    # Work that nobody is paid for by name is what the pay sheet and the members' hours stand on.
    if draft.kind is CostKind.LABOUR and draft.settlement is not Settlement.ABSORBED and not named:
        raise PersonMissingError(description=draft.description)
    if draft.settlement is Settlement.FROM_STOCK:
        if draft.product_uid is None:
            raise ProductMissingError(description=draft.description)
        if draft.quantity_milli <= 0:
            raise NegativeCostError(description=draft.description)
        money.checked_quantity(draft.quantity_milli)
        return None
    has_amount = draft.amount is not None or draft.rate_e4 is not None
    return cost_line(
        draft.kind,
        draft.settlement,
        draft.description,
        amount=draft.amount if has_amount else 0,
        quantity_milli=draft.quantity_milli,
        rate_e4=draft.rate_e4,
        unit=draft.unit,
        step=draft.step,
        person_uid=draft.party_uid,
        product_uid=draft.product_uid,
        is_fixed=draft.is_fixed,
    )


def priced_outputs(
    outputs: Sequence[OutputDraft], price_of: Callable[[bytes], int]
) -> tuple[tuple[Output, ...], JointBasis]:
    """Outputs with the value they share by, and the basis; ``price_of`` gives a product's price (e4).

    Products share by value if every one of them has one, else by quantity. Raises WasteReasonError,
    OutputQuantityError.
    """
    result = []
    for draft in outputs:
        if draft.quantity_milli <= 0 or (draft.unit_value_e4 or 0) < 0:
            raise OutputQuantityError
        money.checked_quantity(draft.quantity_milli)
        if draft.kind is OutputKind.ABNORMAL_WASTE and not draft.reason.strip():
            raise WasteReasonError
        value = draft.unit_value_e4
        if value is None:
            value = price_of(draft.product_uid)
        result.append(
            Output(draft.kind, draft.product_uid, draft.quantity_milli, value, draft.percent_bp, draft.reason)
        )
    if any(draft.percent_bp for draft in outputs):
        return tuple(result), JointBasis.PERCENT
    return tuple(result), sharing_basis((each.kind, each.product_uid, each.unit_value_e4) for each in result)


def sharing_basis(outputs: Iterable[tuple[OutputKind, bytes, int]]) -> JointBasis:
    """By value when every product that shares the cost has a unit value (e4), else by quantity."""
    values: dict[bytes, int] = {}
    for kind, product_uid, value_e4 in outputs:
        if kind in SHARING:
            values[product_uid] = max(values.get(product_uid, 0), value_e4)
    return JointBasis.VALUE if values and all(values.values()) else JointBasis.QUANTITY


SHARING = frozenset({OutputKind.GOOD, OutputKind.CO_PRODUCT, OutputKind.ABNORMAL_WASTE})
"""Outputs that share the cost; by-products take their price, normal waste takes nothing."""

OF_THE_PLAN = frozenset({OutputKind.GOOD, OutputKind.NORMAL_WASTE, OutputKind.ABNORMAL_WASTE})
"""Kinds of output of the batch's own product that use up its plan."""


def taken_from_wip(wip: Values, finished_milli: int, planned_left_milli: int, *, is_final: bool) -> Values:
    """What a finish takes out of the work in progress: finished ÷ what was planned still to come.

    Never below zero (a late slip may be undone after its batch). Raises MainOutputMissingError for
    a part without any of the batch's own product.
    """
    sound = Values(max(wip.cash, 0), max(wip.book, 0), max(wip.full, 0))
    if is_final:
        return sound
    if finished_milli <= 0:
        raise MainOutputMissingError
    return wip_share(sound, finished_milli, planned_left_milli, last=False)
