"""What is typed of an asset: a thing that is used for years, where it came from, and how it leaves.

Amounts are satang.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain import money
from app.domain.calendar import checked_day
from app.domain.document import new_uid
from app.domain.purchase import NO_SLIP, Slip
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, entry_total
from app.domain.vat import InputVat
from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_name, clean_text

MOST_MONTHS = 1_200


class AssetKind(StrEnum):
    """What sort of thing it is; land never wears."""

    EQUIPMENT = "equipment"
    VEHICLE = "vehicle"
    BUILDING = "building"
    LAND = "land"
    BREEDING = "breeding"
    OTHER = "other"


KIND_WORDS: dict[AssetKind, str] = {
    AssetKind.EQUIPMENT: N_("Tools and machines"),
    AssetKind.VEHICLE: N_("Vehicles"),
    AssetKind.BUILDING: N_("Buildings"),
    AssetKind.LAND: N_("Land"),
    AssetKind.BREEDING: N_("Breeding animals"),
    AssetKind.OTHER: N_("Other assets"),
}


class AssetSource(StrEnum):
    """Where an asset came from, which decides the other side of its entry."""

    BOUGHT = "bought"
    OPENING = "opening"
    DONATED = "donated"
    MEMBER = "member"
    LENT = "lent"
    RAISED = "raised"


SOURCE_WORDS: dict[AssetSource, str] = {
    AssetSource.BOUGHT: N_("Bought by us"),
    AssetSource.OPENING: N_("Owned before this book began"),
    AssetSource.DONATED: N_("Given by somebody outside"),
    AssetSource.MEMBER: N_("Put in by a member"),
    AssetSource.LENT: N_("Lent by an agency"),
    AssetSource.RAISED: N_("Raised in the herd"),
}


class Leaving(StrEnum):
    """How an asset leaves."""

    SOLD = "sold"
    SCRAPPED = "scrapped"
    GIVEN = "given"
    LOST = "lost"
    RETURNED = "returned"


LEAVING_WORDS: dict[Leaving, str] = {
    Leaving.SOLD: N_("Asset sold"),
    Leaving.SCRAPPED: N_("Asset thrown away"),
    Leaving.GIVEN: N_("Asset given away"),
    Leaving.LOST: N_("Asset lost"),
    Leaving.RETURNED: N_("Given back to its owner"),
}


class AssetNameMissingError(UserError):
    """An asset without a name."""

    message = N_("What is it? Please enter a name for the asset.")


class NoLifeError(UserError):
    """An asset that wears, without the time it will be used."""

    message = N_("How long will “{name}” be used? Please enter its life; only land has none.")


class LandWearsNotError(UserError):
    """Land with a life."""

    message = N_("Land does not wear out; please leave its life empty.")


class AssetCostError(UserError):
    """A cost that is missing or below zero."""

    message = N_("What did “{name}” cost, or what is it worth? Please enter an amount above zero.")


class ScrapError(UserError):
    """A value at the end that is not between nothing and the cost."""

    message = N_("The value at the end has to lie between nothing and the cost.")


class DepreciatedTooMuchError(UserError):
    """Depreciation so far beyond what there is to depreciate."""

    message = N_("Depreciation so far cannot be more than the cost less the value at the end.")


class DeferredError(UserError):
    """Income still deferred beyond the book value."""

    message = N_("Of a donated asset no more can be released later than what it is still worth in the books.")


class OwnerMissingError(UserError):
    """A lent, donated or contributed asset without whose it is or was."""

    message = N_("Whose is it, or who gave it? Please choose a person or an agency.")


@dataclass(frozen=True, slots=True)
class AssetWords:
    """What describes an asset and may change at any time."""

    name: str
    code: str = ""
    place: str = ""
    serial: str = ""
    note: str = ""
    section_uid: bytes | None = None
    project_uid: bytes | None = None


@dataclass(frozen=True, slots=True)
class AssetDraft:
    """A new asset; ``uid`` is the document's; ``cost``: price, fair value, or (lent) for the record only."""

    uid: bytes
    words: AssetWords
    kind: AssetKind
    source: AssetSource
    cost: int
    life_months: int | None = None
    scrap: int = 0
    acquired_on: dt.date | None = None
    in_use_from: dt.date | None = None
    """The day it is put to use; the day of the document if None."""
    depreciated: int = 0
    """Depreciation so far, of an opening only."""
    deferred: int = 0
    """Income still to release, of an opening only (it was once donated)."""
    party_uid: bytes | None = None
    pays: tuple[PayDraft, ...] = ()
    as_shares: bool = False
    """A member's contribution becomes shares instead of contributed capital."""
    slip: Slip = NO_SLIP
    asset_uid: bytes = field(default_factory=new_uid)
    vat: InputVat | None = None
    """The tax in the price of what was bought; a registered group claims it or leaves it in the cost."""


@dataclass(frozen=True, slots=True)
class ImproveDraft:
    """Money put into an asset so that it does more or lasts longer.

    ``left_months``: how long it will be used from now on; None keeps its life. ``scrap``: None keeps it.
    """

    uid: bytes
    asset_uid: bytes
    cost: int
    left_months: int | None = None
    scrap: int | None = None
    party_uid: bytes | None = None
    pays: tuple[PayDraft, ...] = ()
    slip: Slip = NO_SLIP
    note: str = ""
    vat: InputVat | None = None
    """The tax in ``cost``."""


@dataclass(frozen=True, slots=True)
class DisposeDraft:
    """An asset leaves; ``amount`` is what it was sold for."""

    uid: bytes
    asset_uid: bytes
    how: Leaving
    amount: int = 0
    party_uid: bytes | None = None
    pays: tuple[PayDraft, ...] = ()
    slip: Slip = NO_SLIP
    note: str = ""


def checked_words(words: AssetWords) -> AssetWords:
    """The description with cleaned texts; raises AssetNameMissingError, TextTooLongError."""
    name = clean_name(words.name)
    if not name:
        raise AssetNameMissingError
    return replace(
        words,
        name=name,
        code=clean_name(words.code, 40),
        place=clean_name(words.place, 200),
        serial=clean_name(words.serial, 100),
        note=clean_text(words.note),
    )


def checked_asset(draft: AssetDraft, on: dt.date) -> AssetDraft:
    """The draft with cleaned texts and its days filled in.

    Raises AssetNameMissingError, NoLifeError, LandWearsNotError, AssetCostError, ScrapError,
    OwnerMissingError, DepreciatedTooMuchError, DeferredError, DayOutOfRangeError, AmountTooLargeError.
    """
    words = checked_words(draft.words)
    lent = draft.source is AssetSource.LENT
    is_free = lent or draft.source is AssetSource.RAISED
    if money.checked_amount(draft.cost) < 0 or (not draft.cost and not is_free):
        raise AssetCostError(name=words.name)
    if not 0 <= money.checked_amount(draft.scrap) <= draft.cost:
        raise ScrapError
    check_life(words.name, draft.kind, draft.life_months, needed=not lent)
    opening = draft.source is AssetSource.OPENING
    depreciated = money.checked_amount(draft.depreciated) if opening else 0
    deferred = money.checked_amount(draft.deferred) if opening else 0
    if not 0 <= depreciated <= (0 if draft.kind is AssetKind.LAND else draft.cost - draft.scrap):
        raise DepreciatedTooMuchError
    if not 0 <= deferred <= draft.cost - depreciated:
        raise DeferredError
    if draft.party_uid is None and draft.source in {AssetSource.LENT, AssetSource.MEMBER}:
        raise OwnerMissingError
    acquired = checked_day(draft.acquired_on or draft.in_use_from or on)
    return replace(
        draft,
        words=words,
        depreciated=depreciated,
        deferred=deferred,
        acquired_on=acquired,
        in_use_from=checked_day(draft.in_use_from or on),
    )


def at_cost(draft: AssetDraft, cost: int) -> AssetDraft:
    """The draft of what was bought without the tax that is claimed; raises AssetCostError, ScrapError."""
    if cost <= 0:
        raise AssetCostError(name=draft.words.name)
    if draft.scrap > cost:
        raise ScrapError
    return replace(draft, cost=cost)


def slip_for(
    uid: bytes, direction: Direction, total: int, pays: tuple[PayDraft, ...], *, description: str
) -> EntryDraft:
    """A slip with one line over a total, for the payments of what is no category of entry.

    Raises LineAmountError, PaymentsDifferError, PayerMissingError, IncomeFromPurseError, AmountTooLargeError.
    """
    slip = EntryDraft(uid, direction, (EntryLineDraft(total, description=description),), pays)
    entry_total(slip)
    return slip


def check_life(name: str, kind: AssetKind, months: int | None, *, needed: bool = True) -> None:
    """Raise NoLifeError for what wears without a life, LandWearsNotError for land with one."""
    if kind is AssetKind.LAND:
        if months is not None:
            raise LandWearsNotError
    elif (months is None and needed) or (months is not None and not 1 <= months <= MOST_MONTHS):
        raise NoLifeError(name=name)
