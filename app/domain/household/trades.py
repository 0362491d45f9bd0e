"""Occupations of a family and the tools they use: what is typed of them, and what is wrong with it.

Amounts are satang.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain import money
from app.domain.calendar import checked_day
from app.domain.household.trades_size import SizeUnit
from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_name, clean_text

MOST_LIFE_MONTHS = 1_200
WHOLE_BP = 10_000


class TradeKind(StrEnum):
    """What sort of occupation it is; it decides the steps and the pictures that are offered."""

    CROP = "crop"
    ANIMAL = "animal"
    CRAFT = "craft"
    CATCH = "catch"
    SERVICE = "service"
    OTHER = "other"


TRADE_WORDS: dict[TradeKind, str] = {
    TradeKind.CROP: N_("Growing"),
    TradeKind.ANIMAL: N_("Keeping animals"),
    TradeKind.CRAFT: N_("Making things"),
    TradeKind.CATCH: N_("Catching and gathering"),
    TradeKind.SERVICE: N_("Working for others"),
    TradeKind.OTHER: N_("Another trade"),
}
DEFAULT_SIZE: dict[TradeKind, SizeUnit] = {
    TradeKind.CROP: SizeUnit.WA,
    TradeKind.ANIMAL: SizeUnit.HEAD,
    TradeKind.CRAFT: SizeUnit.PIECE,
    TradeKind.CATCH: SizeUnit.NONE,
    TradeKind.SERVICE: SizeUnit.NONE,
    TradeKind.OTHER: SizeUnit.NONE,
}

STEP_WORDS: dict[str, str] = {
    "prepare": N_("Preparing the soil"),
    "plant": N_("Planting"),
    "care": N_("Looking after"),
    "harvest": N_("Harvest"),
    "sell": N_("Carrying and selling"),
    "stock": N_("Getting the young"),
    "feed": N_("Feeding"),
    "ready": N_("Getting ready"),
    "make": N_("Making"),
    "finish": N_("Finishing and packing"),
    "out": N_("Going out"),
    "work": N_("Doing the work"),
    "whole": N_("The whole round"),
}
"""Steps that the program has words for; any other step stands in the words it was typed in."""
STEPS: dict[TradeKind, tuple[str, ...]] = {
    TradeKind.CROP: ("prepare", "plant", "care", "harvest", "sell", "whole"),
    TradeKind.ANIMAL: ("ready", "stock", "feed", "care", "sell", "whole"),
    TradeKind.CRAFT: ("ready", "make", "finish", "sell", "whole"),
    TradeKind.CATCH: ("ready", "out", "sell", "whole"),
    TradeKind.SERVICE: ("ready", "work", "whole"),
    TradeKind.OTHER: ("ready", "work", "sell", "whole"),
}


class ToolKind(StrEnum):
    """What a tool is; land is rented in thought, all else wears."""

    LAND = "land"
    MACHINE = "machine"
    TOOL = "tool"
    BUILDING = "building"
    ANIMAL = "animal"


TOOL_WORDS: dict[ToolKind, str] = {
    ToolKind.LAND: N_("Own land"),
    ToolKind.MACHINE: N_("Machine"),
    ToolKind.TOOL: N_("Tool"),
    ToolKind.BUILDING: N_("Shed or pen"),
    ToolKind.ANIMAL: N_("Working or breeding animal"),
}


class TradeNameMissingError(UserError):
    """A trade without a name."""

    message = N_("What do you do? Please type a name, such as rice or weaving.")


class TradeNameTakenError(UserError):
    """Two trades of one name."""

    message = N_("There is a trade called “{name}” already. Please give it another name.")


class ToolNameMissingError(UserError):
    """A tool without a name."""

    message = N_("What is it? Please type the name of the tool, machine or land.")


class ToolPriceError(UserError):
    """A price below zero, or a value at the end that is more than the price."""

    message = N_("Of “{name}” the value at the end has to lie between nothing and the price.")


class ToolLifeError(UserError):
    """A life that is no life."""

    message = N_("For how long will “{name}” be used? Please enter between one month and a hundred years.")


class RateBelowZeroError(UserError):
    """A rate for one's own work below zero."""

    message = N_("What an hour of own work is worth cannot be below zero.")


@dataclass(frozen=True, slots=True)
class TradeData:
    """What describes an occupation; ``hour_rate`` is what an hour of own work is reckoned at, satang."""

    name: str
    kind: TradeKind = TradeKind.CROP
    size_unit: SizeUnit = SizeUnit.WA
    output_name: str = ""
    output_unit: str = ""
    hour_rate: int = 0
    icon: str = ""
    note: str = ""
    position: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class ToolData:
    """Land, a machine or a tool; ``yearly_rent`` is what one's own land would cost if it were rented."""

    name: str
    kind: ToolKind = ToolKind.TOOL
    price: int = 0
    scrap: int = 0
    life_months: int = 60
    yearly_rent: int = 0
    bought_on: dt.date | None = None
    note: str = ""
    active: bool = True


def checked_trade(data: TradeData) -> TradeData:
    """The trade as it is stored; raises TradeNameMissingError, RateBelowZeroError, TextTooLongError."""
    name = clean_name(data.name, 200)
    if not name:
        raise TradeNameMissingError
    if money.checked_amount(data.hour_rate) < 0:
        raise RateBelowZeroError
    return replace(
        data,
        name=name,
        output_name=clean_name(data.output_name, 200),
        output_unit=clean_name(data.output_unit, 40),
        icon=clean_name(data.icon, 60),
        note=clean_text(data.note),
    )


def checked_tool(data: ToolData) -> ToolData:
    """The tool as it is stored.

    Raises ToolNameMissingError, ToolPriceError, ToolLifeError, DayOutOfRangeError, TextTooLongError.
    """
    name = clean_name(data.name, 200)
    if not name:
        raise ToolNameMissingError
    amounts = [money.checked_amount(each) for each in (data.price, data.scrap, data.yearly_rent)]
    if min(amounts) < 0 or data.scrap > data.price:
        raise ToolPriceError(name=name)
    if not 1 <= data.life_months <= MOST_LIFE_MONTHS:
        raise ToolLifeError(name=name)
    if data.bought_on is not None:
        checked_day(data.bought_on)
    return replace(data, name=name, note=clean_text(data.note))
