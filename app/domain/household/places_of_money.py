"""Where a family's money and worth lie, and what is typed when it moves between them; satang."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.ledger import AccountRole
from app.domain.loan import RatePer
from app.domain.purchase import NO_SLIP, Slip
from app.errors import UserError
from app.i18n import N_


class PlaceKind(StrEnum):
    """What a place of money or worth is; the value is the role of its first account."""

    CASH = AccountRole.CASH.value
    BANK = AccountRole.BANK.value
    WALLET = AccountRole.PROMPTPAY.value
    SAVINGS_GROUP = AccountRole.SAVINGS_GROUP.value
    VILLAGE_FUND = AccountRole.VILLAGE_FUND.value
    SHARES = AccountRole.GROUP_SHARES.value
    INSURANCE = AccountRole.SAVING_INSURANCE.value
    CIRCLE = AccountRole.SHARE_CIRCLE.value
    LENT = AccountRole.MEMBER_LOANS.value
    LAND = AccountRole.LAND.value
    HOUSE = AccountRole.DWELLING.value
    VEHICLE = AccountRole.VEHICLE.value
    GOLD = AccountRole.GOLD.value
    TOOLS = AccountRole.EQUIPMENT.value
    ANIMALS = AccountRole.ANIMALS.value


MONEY = frozenset({PlaceKind.CASH, PlaceKind.BANK, PlaceKind.WALLET})
SAVED = frozenset({PlaceKind.SAVINGS_GROUP, PlaceKind.VILLAGE_FUND, PlaceKind.SHARES, PlaceKind.INSURANCE})
PROPERTY = frozenset(
    {
        *(PlaceKind.LAND, PlaceKind.HOUSE, PlaceKind.VEHICLE),
        *(PlaceKind.GOLD, PlaceKind.TOOLS, PlaceKind.ANIMALS),
    }
)
PLACE_ICONS: dict[PlaceKind, str] = {
    PlaceKind.CASH: "wallet",
    PlaceKind.BANK: "landmark",
    PlaceKind.WALLET: "qr-code",
    PlaceKind.SAVINGS_GROUP: "piggy-bank",
    PlaceKind.VILLAGE_FUND: "users",
    PlaceKind.SHARES: "hand-coins",
    PlaceKind.INSURANCE: "shield-check",
    PlaceKind.CIRCLE: "refresh-cw",
    PlaceKind.LENT: "handshake",
    PlaceKind.LAND: "map-pin",
    PlaceKind.HOUSE: "house",
    PlaceKind.VEHICLE: "car",
    PlaceKind.GOLD: "gem",
    PlaceKind.TOOLS: "wrench",
    PlaceKind.ANIMALS: "egg",
}


class NotAPlaceError(UserError):
    """Money that should move from or to something that is no place of it."""

    message = N_("Money cannot be put there. Please choose another place.")


class PlaceInUseError(UserError):
    """A place put aside where something still lies."""

    message = N_("There are still {amount_text} baht in “{name}”. Please move them first.")


class NotOwnedError(UserError):
    """More sold than stands in the book."""

    message = N_("“{name}” stands at {amount_text} baht. Please look at the amount again.")


class EmptyOpeningError(UserError):
    """An opening without anything in it."""

    message = N_("Please enter at least one amount.")


@dataclass(frozen=True, slots=True)
class PlaceData:
    """A place of its own: another bank, another savings group, another piece of land."""

    kind: PlaceKind
    name: str
    bank_name: str = ""
    bank_number: str = ""


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """Money from one place to another; a fee is taken from the first besides the amount."""

    uid: bytes
    from_code: str
    to_code: str
    amount: int
    fee: int = 0
    note: str = ""
    slip: Slip = NO_SLIP


@dataclass(frozen=True, slots=True)
class BuyDraft:
    """Land, a house, a vehicle, gold, tools, animals bought with money."""

    uid: bytes
    property_code: str
    amount: int
    account_code: str
    note: str = ""
    slip: Slip = NO_SLIP


@dataclass(frozen=True, slots=True)
class SellDraft:
    """The same sold: for how much, and at how much of what it stands at it leaves (None: all of it)."""

    uid: bytes
    property_code: str
    price: int
    account_code: str
    stood_at: int | None = None
    note: str = ""
    slip: Slip = NO_SLIP


@dataclass(frozen=True, slots=True)
class LendDraft:
    """Money lent to somebody, to be given back on a day; the rate is in millionths."""

    uid: bytes
    loan_uid: bytes
    party_uid: bytes
    amount: int
    account_code: str
    due_on: dt.date
    rate_ppm: int = 0
    rate_per: RatePer = RatePer.MONTH
    note: str = ""


@dataclass(frozen=True, slots=True)
class BackDraft:
    """Lent money that comes back, with interest if there is any."""

    uid: bytes
    loan_uid: bytes
    amount: int
    account_code: str
    interest: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class OpenLentDraft:
    """Money that was lent before the book began."""

    uid: bytes
    loan_uid: bytes
    party_uid: bytes
    amount: int
    due_on: dt.date
    note: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdOpeningDraft:
    """What the family has on its first day: (code of the place, satang) and what it has lent."""

    uid: bytes
    amounts: tuple[tuple[str, int], ...] = ()
    lent: tuple[OpenLentDraft, ...] = ()
    note: str = ""
