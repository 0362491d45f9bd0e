"""Pictures and words of what is chosen about a debt, and what is usual for each kind of lender."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.household.debts import DebtKind, PayOrder
from app.domain.loan import Every, LoanMethod, RatePer
from app.i18n import N_
from app.services.household.debts import StartKind

DEBT_ICONS: dict[DebtKind, str] = {
    DebtKind.BANK: "landmark",
    DebtKind.COOPERATIVE: "users",
    DebtKind.VILLAGE_FUND: "house",
    DebtKind.SAVINGS_GROUP: "piggy-bank",
    DebtKind.CARD: "credit-card",
    DebtKind.HIRE_PURCHASE: "car",
    DebtKind.PAWN: "gem",
    DebtKind.MONEYLENDER: "user-round",
    DebtKind.RELATIVE: "heart",
    DebtKind.SHOP: "store",
    DebtKind.EMPLOYER: "factory",
    DebtKind.STUDENT: "graduation-cap",
    DebtKind.OTHER: "tag",
}
START_ICONS: dict[StartKind, str] = {
    StartKind.RECEIVED: "banknote",
    StartKind.OWED: "history",
    StartKind.BOUGHT: "shopping-bag",
}
START_WORDS: dict[StartKind, str] = {
    StartKind.RECEIVED: N_("The money came now"),
    StartKind.OWED: N_("It was owed before this book"),
    StartKind.BOUGHT: N_("Something was bought with it"),
}


class Way(StrEnum):
    """How interest is counted, in the words of a village."""

    NONE = "none"
    LEFT = "left"
    WHOLE = "whole"
    FLOATING = "floating"


WAY_WORDS: dict[Way, str] = {
    Way.NONE: N_("No interest"),
    Way.LEFT: N_("On what is left"),
    Way.WHOLE: N_("On the whole loan to the end"),
    Way.FLOATING: N_("Interest each time, the loan stays"),
}
WAY_ICONS: dict[Way, str] = {
    Way.NONE: "heart",
    Way.LEFT: "trending-down",
    Way.WHOLE: "layers",
    Way.FLOATING: "repeat",
}
METHODS: dict[Way, LoanMethod] = {
    Way.NONE: LoanMethod.REDUCING,
    Way.LEFT: LoanMethod.REDUCING,
    Way.WHOLE: LoanMethod.FLAT,
    Way.FLOATING: LoanMethod.INTEREST_ONLY,
}


class Rhythm(StrEnum):
    """How often something is paid."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    HARVEST = "harvest"
    YEARLY = "yearly"
    ONCE = "once"


RHYTHM_WORDS: dict[Rhythm, str] = {
    Rhythm.DAILY: N_("Every day"),
    Rhythm.WEEKLY: N_("Every week"),
    Rhythm.MONTHLY: N_("Every month"),
    Rhythm.HARVEST: N_("At each harvest"),
    Rhythm.YEARLY: N_("Each year"),
    Rhythm.ONCE: N_("All at once at the end"),
}
RHYTHM_ICONS: dict[Rhythm, str] = {
    Rhythm.DAILY: "sun",
    Rhythm.WEEKLY: "calendar-days",
    Rhythm.MONTHLY: "calendar",
    Rhythm.HARVEST: "wheat",
    Rhythm.YEARLY: "repeat",
    Rhythm.ONCE: "flag",
}
UNITS: dict[Rhythm, Every] = {
    Rhythm.DAILY: Every.DAY,
    Rhythm.WEEKLY: Every.WEEK,
    Rhythm.MONTHLY: Every.MONTH,
    Rhythm.HARVEST: Every.YEAR,
    Rhythm.YEARLY: Every.YEAR,
    Rhythm.ONCE: Every.MONTH,
}
TIMES: dict[Rhythm, int] = {
    Rhythm.DAILY: 24,
    Rhythm.WEEKLY: 10,
    Rhythm.MONTHLY: 12,
    Rhythm.HARVEST: 1,
    Rhythm.YEARLY: 1,
    Rhythm.ONCE: 1,
}
PER_WORDS: dict[RatePer, str] = {
    RatePer.DAY: N_("percent a day"),
    RatePer.MONTH: N_("percent a month"),
    RatePer.YEAR: N_("percent a year"),
}
PER_ICONS: dict[RatePer, str] = {
    RatePer.DAY: "sun",
    RatePer.MONTH: "calendar",
    RatePer.YEAR: "repeat",
}
ORDER_ICONS: dict[PayOrder, str] = {
    PayOrder.AS_AGREED: "list",
    PayOrder.SMALLEST: "flag",
    PayOrder.DEAREST: "percent",
}


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual for a kind of lender; each answer may be another."""

    start: StartKind = StartKind.RECEIVED
    way: Way = Way.LEFT
    per: RatePer = RatePer.YEAR
    rhythm: Rhythm = Rhythm.MONTHLY


_NO_INTEREST = Usual(way=Way.NONE, rhythm=Rhythm.ONCE)
USUAL: dict[DebtKind, Usual] = {
    DebtKind.BANK: Usual(),
    DebtKind.COOPERATIVE: Usual(),
    DebtKind.VILLAGE_FUND: Usual(rhythm=Rhythm.YEARLY),
    DebtKind.SAVINGS_GROUP: Usual(per=RatePer.MONTH),
    DebtKind.CARD: Usual(),
    DebtKind.HIRE_PURCHASE: Usual(StartKind.BOUGHT, Way.WHOLE),
    DebtKind.PAWN: Usual(way=Way.FLOATING, per=RatePer.MONTH, rhythm=Rhythm.ONCE),
    DebtKind.MONEYLENDER: Usual(way=Way.FLOATING, per=RatePer.MONTH),
    DebtKind.RELATIVE: _NO_INTEREST,
    DebtKind.SHOP: Usual(StartKind.BOUGHT, Way.NONE, rhythm=Rhythm.ONCE),
    DebtKind.EMPLOYER: Usual(way=Way.NONE),
    DebtKind.STUDENT: Usual(rhythm=Rhythm.YEARLY),
    DebtKind.OTHER: Usual(),
}
PLEDGED = (DebtKind.PAWN, DebtKind.HIRE_PURCHASE, DebtKind.MONEYLENDER, DebtKind.OTHER)
"""Kinds of which is asked what was given as a pledge."""


def rhythm_of(unit: Every, times: int) -> Rhythm:
    """How often something is paid of a contract that is there already."""
    if times == 1:
        return Rhythm.ONCE
    return next(rhythm for rhythm, each in UNITS.items() if each is unit)


def way_of(method: LoanMethod, rate_ppm: int) -> Way:
    """How the interest of a contract is counted."""
    if not rate_ppm:
        return Way.NONE
    return next((way for way, each in METHODS.items() if each is method and way is not Way.NONE), Way.LEFT)
