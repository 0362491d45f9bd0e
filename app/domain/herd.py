"""Animals that are kept together: how many heads, what they cost so far, and how they come and go.

A birth costs nothing, raising adds cost, and what leaves goes at the average cost of a head.
Amounts are satang.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain import money
from app.domain.asset import AssetWords
from app.domain.ledger import AccountRole
from app.domain.purchase import NO_SLIP, Slip
from app.domain.slip_entry import PayDraft
from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_name, clean_text

MOST_HEADS = 1_000_000


class HerdEvent(StrEnum):
    """How animals come, cost and go."""

    OPENING = "opening"
    BORN = "born"
    BOUGHT = "bought"
    RAISED = "raised"
    SOLD = "sold"
    DIED = "died"
    LOST = "lost"
    GIVEN = "given"
    MOVED = "moved"
    TO_ASSET = "to_asset"


EVENT_WORDS: dict[HerdEvent, str] = {
    HerdEvent.OPENING: N_("Kept before this book began"),
    HerdEvent.BORN: N_("Born"),
    HerdEvent.BOUGHT: N_("Animals bought"),
    HerdEvent.RAISED: N_("Cost of raising"),
    HerdEvent.SOLD: N_("Animals sold"),
    HerdEvent.DIED: N_("Died"),
    HerdEvent.LOST: N_("Animals lost"),
    HerdEvent.GIVEN: N_("Animals given away"),
    HerdEvent.MOVED: N_("Moved to another herd"),
    HerdEvent.TO_ASSET: N_("Kept for breeding"),
}

COMING = frozenset({HerdEvent.OPENING, HerdEvent.BORN, HerdEvent.BOUGHT})
WITH_AMOUNT = frozenset({HerdEvent.OPENING, HerdEvent.BOUGHT, HerdEvent.RAISED, HerdEvent.SOLD})
LEAVING = frozenset({HerdEvent.SOLD, HerdEvent.DIED, HerdEvent.LOST, HerdEvent.GIVEN, HerdEvent.MOVED})

ABSORBING: dict[AccountRole, str] = {
    AccountRole.ABSORBED_LABOUR: N_("Work that is entered as wages"),
    AccountRole.ABSORBED_ENERGY: N_("Electricity, water and fuel from the bill"),
    AccountRole.ABSORBED_TRANSPORT: N_("Transport from the bill"),
    AccountRole.ABSORBED_OTHER: N_("Feed and medicine entered as other production expenses"),
}
"""Cost of raising that is entered as an expense already: taken over from there."""


class HerdNameMissingError(UserError):
    """A herd without a name."""

    message = N_("Please enter a name for the herd.")


class HeadsError(UserError):
    """A number of animals that is not above zero, or more than anybody keeps."""

    message = N_("How many animals? Please enter a number above zero.")


class NotSoManyError(UserError):
    """More animals leave than there are."""

    message = N_("There are {heads} animals in “{name}”; more cannot leave it.")


class EmptyHerdError(UserError):
    """Cost of raising for a herd without animals."""

    message = N_("There are no animals in “{name}” to raise.")


class HerdAmountError(UserError):
    """An amount that is missing or below zero."""

    message = N_("Please enter an amount above zero.")


class OtherHerdError(UserError):
    """Animals moved to no herd, or to the one they are in."""

    message = N_("To which other herd do they go? Please choose one.")


@dataclass(frozen=True, slots=True)
class HerdData:
    """What describes a herd."""

    name: str
    code: str = ""
    species: str = ""
    unit: str = ""
    section_uid: bytes | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HerdDraft:
    """What happened to a herd; ``amount``: what was paid, spent, taken in, or (opening) they are worth."""

    uid: bytes
    herd_uid: bytes
    event: HerdEvent
    heads: int = 0
    amount: int = 0
    animals: str = ""
    """Which ones: ear numbers, names."""
    party_uid: bytes | None = None
    pays: tuple[PayDraft, ...] = ()
    absorbed: AccountRole | None = None
    """Raising: the account that the cost is taken over from, instead of being paid now."""
    to_herd_uid: bytes | None = None
    slip: Slip = NO_SLIP
    note: str = ""


@dataclass(frozen=True, slots=True)
class BreedDraft:
    """Animals that are kept for breeding become an asset that wears over ``life_months``."""

    uid: bytes
    herd_uid: bytes
    heads: int
    words: AssetWords
    life_months: int | None
    asset_uid: bytes
    scrap: int = 0
    animals: str = ""


@dataclass(frozen=True, slots=True)
class Herd:
    """What a herd stands at."""

    name: str
    heads: int
    value: int


def checked_herd(data: HerdData) -> HerdData:
    """The herd with cleaned texts; raises HerdNameMissingError, TextTooLongError."""
    name = clean_name(data.name)
    if not name:
        raise HerdNameMissingError
    return replace(
        data,
        name=name,
        code=clean_name(data.code, 40),
        species=clean_name(data.species, 100),
        unit=clean_name(data.unit, 60),
        note=clean_text(data.note),
    )


def check_event(draft: HerdDraft) -> None:
    """Raise HeadsError or HerdAmountError for what is missing, OtherHerdError for a move to nowhere."""
    money.checked_amount(draft.amount)
    if draft.event is not HerdEvent.RAISED and not 1 <= draft.heads <= MOST_HEADS:
        raise HeadsError
    needed = WITH_AMOUNT - {HerdEvent.OPENING}
    if draft.amount < 0 or (draft.event in needed and not draft.amount):
        raise HerdAmountError
    if draft.event is HerdEvent.MOVED and draft.to_herd_uid in {None, draft.herd_uid}:
        raise OtherHerdError


def whole_heads(quantity_milli: int) -> int:
    """Heads of a typed quantity (thousandths); raises HeadsError for half an animal."""
    heads, rest = divmod(quantity_milli, money.MILLI)
    if rest:
        raise HeadsError
    return heads


def leaving_value(herd: Herd, heads: int) -> int:
    """What some heads take along, at the average; the last ones take all. Raises NotSoManyError."""
    if heads > herd.heads:
        raise NotSoManyError(heads=herd.heads, name=herd.name)
    return money.share(herd.value, heads, herd.heads)
