"""What a round takes of one's own tools and land: wear, rent in thought, what their money could earn.

None of it is ever posted. Amounts are satang; a share of use is in basis points, 10,000 for all of the time.
"""

import datetime as dt

from app.domain import money
from app.domain.household.rounds import CostLineDraft, checked_cost
from app.domain.household.rounds_words import CostKind, Settlement
from app.domain.household.trades import WHOLE_BP, ToolData, ToolKind
from app.errors import UserError
from app.i18n import N_

DAYS_OF_YEAR = 365
MONTHS_OF_YEAR = 12


class ShareOfUseError(UserError):
    """A share that is not between nothing and all of it."""

    message = N_("Please enter how much of its time it works for this round: from 1 to 100 %.")


class DaysOfRoundError(UserError):
    """A round of no days."""

    message = N_("For how many days does this round use it? Please enter at least one day.")


def days_between(first: dt.date, last: dt.date) -> int:
    """Days from the first to the last, both counted."""
    return (last - first).days + 1


def wear(price: int, scrap: int, life_months: int, days: int, share_bp: int = WHOLE_BP) -> int:
    """(price − scrap) ÷ life × the round's share of the time, satang.

    Raises DaysOfRoundError, ShareOfUseError.
    """
    _check(days, share_bp)
    return money.divide_round(
        (price - scrap) * days * MONTHS_OF_YEAR * share_bp, life_months * DAYS_OF_YEAR * WHOLE_BP
    )


def rent_in_thought(yearly_rent: int, days: int, share_bp: int = WHOLE_BP) -> int:
    """What one's own land would have cost for days of a round; raises DaysOfRoundError, ShareOfUseError."""
    _check(days, share_bp)
    return money.divide_round(yearly_rent * days * share_bp, DAYS_OF_YEAR * WHOLE_BP)


def opportunity(price: int, scrap: int, rate_bp: int, days: int, share_bp: int = WHOLE_BP) -> int:
    """What the money in a tool could have earned at a yearly rate; on the mean of its price and last value.

    Raises DaysOfRoundError, ShareOfUseError.
    """
    _check(days, share_bp)
    return money.divide_round(
        (price + scrap) * rate_bp * days * share_bp, 2 * WHOLE_BP * DAYS_OF_YEAR * WHOLE_BP
    )


def _check(days: int, share_bp: int) -> None:
    if days < 1:
        raise DaysOfRoundError
    if not 1 <= share_bp <= WHOLE_BP:
        raise ShareOfUseError


def tool_lines(
    tool: ToolData,
    *,
    tool_uid: bytes,
    days: int,
    share_bp: int = WHOLE_BP,
    rate_bp: int = 0,
    step: str = "whole",
) -> tuple[CostLineDraft, ...]:
    """Cost lines of using a tool or one's land for a round: rent, wear, opportunity where a rate is given.

    Raises DaysOfRoundError, ShareOfUseError.
    """
    is_land = tool.kind is ToolKind.LAND
    own = (
        (CostKind.RENT, rent_in_thought(tool.yearly_rent, days, share_bp)),
        (CostKind.WEAR, 0 if is_land else wear(tool.price, tool.scrap, tool.life_months, days, share_bp)),
        (
            CostKind.OPPORTUNITY,
            0 if is_land else opportunity(tool.price, tool.scrap, rate_bp, days, share_bp),
        ),
    )
    return tuple(
        checked_cost(
            CostLineDraft(
                kind,
                amount,
                Settlement.OWN,
                step,
                tool.name,
                quantity_milli=days * money.MILLI,
                tool_uid=tool_uid,
            )
        )
        for kind, amount in own
        if amount > 0
    )
