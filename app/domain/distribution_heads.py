"""Parts of a proposal for a profit: what for, how large, by what people share, what is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.errors import UserError
from app.i18n import N_

PPM = 1_000_000
MOST_HEADS = 30


class HeadKind(StrEnum):
    """What a part of the profit is for."""

    FUND = "fund"
    DIVIDEND = "dividend"
    PATRONAGE = "patronage"
    COMMITTEE = "committee"
    BONUS = "bonus"
    RETAINED = "retained"


HEAD_WORDS: dict[HeadKind, str] = {
    HeadKind.FUND: N_("Into a fund"),
    HeadKind.DIVIDEND: N_("Dividend on shares"),
    HeadKind.PATRONAGE: N_("Refund by what each did with the group"),
    HeadKind.COMMITTEE: N_("Pay of the committee"),
    HeadKind.BONUS: N_("Bonus"),
    HeadKind.RETAINED: N_("Kept in the group"),
}
TO_PEOPLE = frozenset({HeadKind.DIVIDEND, HeadKind.PATRONAGE, HeadKind.COMMITTEE, HeadKind.BONUS})


class Method(StrEnum):
    """How the size of a part is said."""

    PERCENT = "percent"
    """``value`` millionths of what may be divided."""
    AMOUNT = "amount"
    """``value`` satang."""
    SHARE_RATE = "share_rate"
    """``value`` millionths a year on paid-in shares, by the months they were held; dividends only."""
    REST = "rest"
    """What the others leave; one head at most."""


METHOD_WORDS: dict[Method, str] = {
    Method.PERCENT: N_("Percent of the profit"),
    Method.AMOUNT: N_("Amount in baht"),
    Method.SHARE_RATE: N_("Percent a year on paid-in shares"),
    Method.REST: N_("What is left"),
}


class Base(StrEnum):
    """By what people share a part."""

    NONE = ""
    SHARE_MONTHS = "share_months"
    PURCHASES = "purchases"
    SUPPLIED = "supplied"
    HOURS = "hours"
    CONSIGNED = "consigned"
    COMMITTEE = "committee"
    MEMBERS = "members"


BASE_WORDS: dict[Base, str] = {
    Base.SHARE_MONTHS: N_("Paid-in shares and months held"),
    Base.PURCHASES: N_("What each bought from the group"),
    Base.SUPPLIED: N_("Goods each supplied to the group"),
    Base.HOURS: N_("Hours worked, paid and free"),
    Base.CONSIGNED: N_("Sales of goods each had on consignment"),
    Base.COMMITTEE: N_("The same for everybody on the committee"),
    Base.MEMBERS: N_("The same for every member"),
}
BASES_OF: dict[HeadKind, tuple[Base, ...]] = {
    HeadKind.FUND: (Base.NONE,),
    HeadKind.RETAINED: (Base.NONE,),
    HeadKind.DIVIDEND: (Base.SHARE_MONTHS,),
    HeadKind.PATRONAGE: (Base.PURCHASES, Base.SUPPLIED, Base.HOURS, Base.CONSIGNED),
    HeadKind.COMMITTEE: (Base.COMMITTEE,),
    HeadKind.BONUS: (Base.HOURS, Base.MEMBERS, Base.COMMITTEE),
}


class ResolutionMissingError(UserError):
    """A resolution without its number."""

    message = N_("Please enter the number of the meeting's resolution.")


class UndividedError(UserError):
    """Parts that do not add up to the profit."""

    message = N_("{left_amount} baht are in no part. Say where they go, or that they stay undivided.")


class VariantNameMissingError(UserError):
    """A proposal without a name."""

    message = N_("Please give the proposal a name.")


class NoHeadsError(UserError):
    """A proposal that divides nothing."""

    message = N_("Please say at least once what part of the profit is for.")


class TooManyHeadsError(UserError):
    """More heads than anybody can read."""

    message = N_("A proposal has at most {most} parts.")


class HeadNameMissingError(UserError):
    """A head without a name."""

    message = N_("Part {position} has no name.")


class HeadValueError(UserError):
    """A size that is no size: below zero, beyond 100 percent, or out of range."""

    message = N_("How large is “{name}”? Please enter a size above zero, percentages up to 100.")


class HeadMethodError(UserError):
    """A way of saying the size, or of sharing, that this kind of head does not know."""

    message = N_("“{name}” cannot be divided this way.")


class FundMissingError(UserError):
    """A part for a fund, and no fund chosen."""

    message = N_("Into which fund does “{name}” go? Please choose one.")


class TwoRestsError(UserError):
    """Two heads that both take what is left."""

    message = N_("Only one part can take what is left.")


class ExceedsProfitError(UserError):
    """The parts come to more than there is."""

    message = N_(
        "The parts come to {sum_amount} baht, {over_amount} baht more than the {there_amount} baht "
        "that can be divided."
    )


class NobodyToShareError(UserError):
    """A part for people, and nobody has anything to share it by."""

    message = N_("Nobody shares in “{name}”: nothing was counted in this year ({base_words}).")


class NothingToDivideError(UserError):
    """No profit after losses are covered."""

    message = N_("There is no profit to divide: after losses are covered {left_amount} baht are left.")


@dataclass(frozen=True, slots=True)
class Head:
    """A part of the profit as it is proposed; ``fund`` is the code of an account of equity."""

    kind: HeadKind
    name: str
    method: Method
    value: int = 0
    base: Base = Base.NONE
    fund: str = ""


def checked_heads(heads: Sequence[Head]) -> tuple[Head, ...]:
    """The heads if each can be worked out.

    Raises NoHeadsError, TooManyHeadsError, HeadNameMissingError, HeadValueError, HeadMethodError,
    FundMissingError, TwoRestsError.
    """
    if not heads:
        raise NoHeadsError
    if len(heads) > MOST_HEADS:
        raise TooManyHeadsError(most=MOST_HEADS)
    for position, head in enumerate(heads, 1):
        if not head.name:
            raise HeadNameMissingError(position=position)
        if head.base not in BASES_OF[head.kind]:
            raise HeadMethodError(name=head.name)
        if head.method is Method.SHARE_RATE and head.kind is not HeadKind.DIVIDEND:
            raise HeadMethodError(name=head.name)
        if head.kind is HeadKind.FUND and not head.fund:
            raise FundMissingError(name=head.name)
        _check_value(head)
    if sum(head.method is Method.REST for head in heads) > 1:
        raise TwoRestsError
    return tuple(heads)


def _check_value(head: Head) -> None:
    most = PPM if head.method in {Method.PERCENT, Method.SHARE_RATE} else money.MAX_AMOUNT
    if not 0 <= head.value <= most:
        raise HeadValueError(name=head.name)
    if head.method is not Method.REST and head.value == 0:
        raise HeadValueError(name=head.name)
