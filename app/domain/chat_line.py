"""A line of order as it was said and as it was understood, and why it is doubtful."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.chat_goods import Goods
from app.errors import UserError
from app.i18n import N_


class LineState(StrEnum):
    """What becomes of a line that was taken down."""

    NEW = "new"
    DOUBTFUL = "doubtful"
    BOOKED = "booked"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


class Doubt(StrEnum):
    """Why a line wants a look; kept as the note of a line."""

    UNKNOWN_CODE = "unknown-code"
    WHICH_GOODS = "which-goods"
    SEVERAL_GOODS = "several-goods"
    GUESSED_GOODS = "guessed-goods"
    GUESSED_BUYER = "guessed-buyer"
    UNIT = "unit"
    MANY = "many"
    NONE = "none"
    TWO_NUMBERS = "two-numbers"
    PRICE = "price"
    QUESTION = "question"
    NOTHING_TO_CHANGE = "nothing-to-change"
    CHANGED = "changed"
    CHANGES = "changes"
    TALK = "talk"


DOUBT_WORDS: dict[Doubt, str] = {
    Doubt.UNKNOWN_CODE: N_("This code is not in the list."),
    Doubt.WHICH_GOODS: N_("Which goods are meant?"),
    Doubt.SEVERAL_GOODS: N_("Several goods are called so."),
    Doubt.GUESSED_GOODS: N_("Guessed from part of the name."),
    Doubt.GUESSED_BUYER: N_("Is this the buyer's name?"),
    Doubt.UNIT: N_("These goods are not sold in that unit."),
    Doubt.MANY: N_("So many?"),
    Doubt.NONE: N_("How many?"),
    Doubt.TWO_NUMBERS: N_("Two numbers: which one counts?"),
    Doubt.PRICE: N_("The price cannot be read."),
    Doubt.QUESTION: N_("Asked, perhaps not ordered."),
    Doubt.NOTHING_TO_CHANGE: N_("Nothing was ordered before that this could change."),
    Doubt.CHANGED: N_("Changed by a later line."),
    Doubt.CHANGES: N_("Changes an earlier line."),
    Doubt.TALK: N_("No order in this line."),
}


class TooManyChatLinesError(UserError):
    """More lines than are taken in one paste."""

    message = N_("The text has {lines} lines; at most {most} are taken at once. Please paste it in parts.")


@dataclass(slots=True)
class ReadLine:
    """A line of order as it was understood; ``quantity_milli`` is in ``unit`` ("" = the goods' own)."""

    said: str
    buyer: str = ""
    code: str = ""
    goods: Goods | None = None
    quantity_milli: int | None = None
    unit: str = ""
    price_e4: int | None = None
    state: LineState = LineState.NEW
    doubt: Doubt | None = None

    def wonder(self, doubt: Doubt) -> None:
        """Mark it doubtful; the first reason stays."""
        if self.state in (LineState.NEW, LineState.DOUBTFUL):
            self.state = LineState.DOUBTFUL
            self.doubt = self.doubt if self.doubt not in (None, Doubt.CHANGED) else doubt
