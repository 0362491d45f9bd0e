"""Pages of tiles that people arrange on the till: which goods, in which order; all pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_name

Thing = TypeVar("Thing")
MOST_TILES = 200
MOST_LABEL = 60


class TooManyTilesError(UserError):
    """A page that nobody could look through."""

    message = N_("A page holds at most {count} tiles. Please make another page.")


class TilePageNameError(UserError):
    """A page of tiles without a name."""

    message = N_("Please enter the name of the page, for example “Breakfast”.")


@dataclass(frozen=True, slots=True)
class TileData:
    """A tile: goods, perhaps in one of their packs, perhaps under shorter words."""

    product_uid: bytes
    unit: str = ""
    label: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class TilePageData:
    """A page with its tiles in order."""

    name: str
    tiles: tuple[TileData, ...] = ()


def checked_page(data: TilePageData) -> TilePageData:
    """The page as it is kept; raises TilePageNameError, TooManyTilesError."""
    name = clean_name(data.name, MOST_LABEL)
    if not name:
        raise TilePageNameError
    if len(data.tiles) > MOST_TILES:
        raise TooManyTilesError(count=MOST_TILES)
    tiles = tuple(
        replace(
            each,
            unit=clean_name(each.unit, MOST_LABEL),
            label=clean_name(each.label, MOST_LABEL),
            colour=clean_name(each.colour, MOST_LABEL),
        )
        for each in data.tiles
    )
    return TilePageData(name, tiles)


def moved(things: Sequence[Thing], at: int, steps: int) -> tuple[Thing, ...]:
    """The things with one of them further up or down; at the ends it stays."""
    changed = list(things)
    to = max(0, min(len(changed) - 1, at + steps))
    changed.insert(to, changed.pop(at))
    return tuple(changed)
