"""How a year's profit is divided by resolution of the meeting: heads, what each gets, and each person's part.

No law divides the profit of a community enterprise: its rules and its meeting do, so every head is typed, may
be of any size, and what no head takes stays as profit to be distributed. All amounts are satang, rates in
millionths, bases in whatever they count (satang-months of paid-in shares, satang, thousandths of an hour).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import money
from app.domain.fiscal import FiscalYear
from app.domain.purchase import NO_SLIP, Slip
from app.domain.slip_entry import PayDraft
from app.errors import UserError
from app.i18n import N_

PPM = 1_000_000
MONTHS = 12
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


@dataclass(frozen=True, slots=True)
class Available:
    """What the meeting may divide; all satang.

    ``brought`` is what earlier years left undivided (below zero: their losses), ``deficit`` a loss that still
    stands among retained profits and is covered first.
    """

    profit: int
    brought: int = 0
    deficit: int = 0

    @property
    def divisible(self) -> int:
        """What may be divided; 0 where there is none."""
        return max(0, self.left)

    @property
    def left(self) -> int:
        """Profit with what was brought forward, less the losses to cover; below zero where there is none."""
        return self.profit + self.brought - self.deficit


@dataclass(frozen=True, slots=True)
class PersonPart:
    """One person's part of a head: what she is counted with, and what she gets."""

    party_id: int
    base: int
    amount: int


@dataclass(frozen=True, slots=True)
class Part:
    """A head with what it comes to, and who gets it."""

    head: Head
    amount: int
    people: tuple[PersonPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """A whole proposal worked out; ``undivided`` stays as profit to be distributed."""

    available: Available
    parts: tuple[Part, ...]
    undivided: int

    @property
    def divided(self) -> int:
        """What the parts come to."""
        return sum(part.amount for part in self.parts)

    def of(self, party_id: int) -> int:
        """What one person gets of all parts."""
        return sum(
            person.amount for part in self.parts for person in part.people if person.party_id == party_id
        )


Bases = Mapping[Base, Mapping[int, int]]
"""For each base what each person (by local id) is counted with; nobody is counted below zero."""


@dataclass(frozen=True, slots=True)
class ShareMove:
    """A change of what somebody has paid in on shares, satang, on a day."""

    party_id: int
    on: dt.date
    paid: int


def share_months(
    moves: Iterable[ShareMove], year: FiscalYear, *, from_next_month: bool = True
) -> dict[int, int]:
    """Paid-in shares times months held within a year, in satang-months by person.

    What was paid before the year counts for all its months; what is paid in it from the month after
    (``from_next_month``) or from that month on. Given back and handed on shares count likewise until then.
    """
    months = year.months
    found: dict[int, int] = {}
    for move in moves:
        if move.on > year.last:
            continue
        if move.on < year.first:
            held = len(months)
        else:
            passed = sum(1 for month in months if month <= move.on)
            held = len(months) - passed + (0 if from_next_month else 1)
        found[move.party_id] = found.get(move.party_id, 0) + move.paid * held
    return {party_id: held for party_id, held in sorted(found.items()) if held > 0}


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


def divide(available: Available, heads: Sequence[Head], bases: Bases) -> Division:
    """Work a proposal out to the satang.

    Percentages together never round to more than their sum says; a part for people is shared by largest
    remainder; a rate on shares is worked out person by person. Raises what ``checked_heads`` raises,
    NothingToDivideError, ExceedsProfitError, NobodyToShareError.
    """
    heads = checked_heads(heads)
    divisible = available.divisible
    if divisible == 0:
        raise NothingToDivideError(left_amount=available.left)
    sizes = _sizes(divisible, heads, bases)
    taken = sum(sizes.values())
    if taken > divisible:
        raise ExceedsProfitError(sum_amount=taken, over_amount=taken - divisible, there_amount=divisible)
    rest = next((position for position, head in enumerate(heads) if head.method is Method.REST), None)
    if rest is not None:
        sizes[rest] = divisible - taken
        taken = divisible
    parts = tuple(
        Part(head, sizes[position], _people(head, sizes[position], bases))
        for position, head in enumerate(heads)
    )
    return Division(available, parts, divisible - taken)


def dividend_rate(amount: int, months: Mapping[int, int]) -> int:
    """What a dividend comes to on paid-in shares held a whole year, in millionths; 0 without shares."""
    whole = sum(months.values())
    return money.divide_round(amount * MONTHS * PPM, whole) if whole else 0


# ---------------------------------------------------------------- parts


def _check_value(head: Head) -> None:
    most = PPM if head.method in {Method.PERCENT, Method.SHARE_RATE} else money.MAX_AMOUNT
    if not 0 <= head.value <= most:
        raise HeadValueError(name=head.name)
    if head.method is not Method.REST and head.value == 0:
        raise HeadValueError(name=head.name)


def _sizes(divisible: int, heads: Sequence[Head], bases: Bases) -> dict[int, int]:
    """What each head takes by position, without the one that takes what is left."""
    sizes = {}
    by_percent = {
        position: head.value for position, head in enumerate(heads) if head.method is Method.PERCENT
    }
    whole = sum(by_percent.values())
    if by_percent:
        together = money.share(divisible, whole, PPM)
        sizes.update(zip(by_percent, money.split(together, list(by_percent.values())), strict=True))
    for position, head in enumerate(heads):
        if head.method is Method.AMOUNT:
            sizes[position] = head.value
        elif head.method is Method.SHARE_RATE:
            held = bases.get(Base.SHARE_MONTHS, {})
            sizes[position] = sum(_dividend(head.value, months) for months in held.values())
            if not held:
                raise NobodyToShareError(name=head.name, base_words=BASE_WORDS[head.base])
    return sizes


def _people(head: Head, amount: int, bases: Bases) -> tuple[PersonPart, ...]:
    if head.kind not in TO_PEOPLE:
        return ()
    counted = {party: base for party, base in bases.get(head.base, {}).items() if base > 0}
    if not counted:
        raise NobodyToShareError(name=head.name, base_words=BASE_WORDS[head.base])
    if head.method is Method.SHARE_RATE:
        amounts = [_dividend(head.value, months) for months in counted.values()]
    else:
        amounts = money.split(amount, list(counted.values()))
    return tuple(
        PersonPart(party, base, part) for (party, base), part in zip(counted.items(), amounts, strict=True)
    )


def _dividend(rate: int, months: int) -> int:
    return money.divide_round(months * rate, MONTHS * PPM)


@dataclass(frozen=True, slots=True)
class VariantData:
    """A proposal for the meeting."""

    year: FiscalYear
    name: str
    heads: tuple[Head, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ResolutionDraft:
    """What the meeting resolved: ``keep_undivided`` says that what no part takes may stay undivided."""

    uid: bytes
    year: FiscalYear
    heads: tuple[Head, ...]
    resolution_no: str
    resolution: str = ""
    keep_undivided: bool = False


@dataclass(frozen=True, slots=True)
class FundDraft:
    """Money spent out of a fund; ``fund`` is the account's code, ``pays`` how it was paid."""

    uid: bytes
    fund: str
    amount: int
    what: str
    pays: tuple[PayDraft, ...] = ()
    party_uid: bytes | None = None
    slip: Slip = NO_SLIP
