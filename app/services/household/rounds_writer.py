"""What the services of rounds share: the round that a draft is about, its stores, its rows, its money."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from app.domain import money
from app.domain.household.rounds_words import Purpose, Settlement, Store
from app.domain.ledger import AccountRole
from app.domain.slip_entry import Direction
from app.errors import UserError
from app.i18n import N_
from app.services.entries import UnknownCategoryError, money_account
from app.services.household.counted_purse import purse_line
from app.services.journal import account_id
from app.services.sales import PartyNeededError, party_of
from app.services.unit_of_work import Entry
from app.thai.digits import format_quantity
from db import connection as book
from db.sql import books as books_sql
from db.sql import household_trades as sql


class UnknownRoundError(UserError):
    """No round has this uid."""

    message = N_("This round is not in the book.")


class UnknownToolError(UserError):
    """No tool has this uid."""

    message = N_("This tool is not in the book.")


class RoundFinishedError(UserError):
    """Costs or harvest of a round that was finished."""

    message = N_("“{name}” was finished ({number}). Please open it again first.")


class RoundNotFinishedError(UserError):
    """A round is to be opened again that goes on."""

    message = N_("“{name}” still goes on.")


class BeforeRoundError(UserError):
    """A harvest or an end before the round began."""

    message = N_("“{name}” only began on {first}. Please check the day.")


class StoreShortError(UserError):
    """More is taken from a store than lies there."""

    message = N_("Of “{name}” only {left} are there. Please check the quantity.")

    def __init__(self, *, name: str, left_milli: int, unit: str) -> None:
        super().__init__(name=name, left=f"{format_quantity(left_milli)} {unit}".strip())
        self.left_milli = left_milli


class OtherUnitError(UserError):
    """The main produce of a trade counted in another unit than the trade's."""

    message = N_("The produce of “{name}” is counted in {unit}. Please enter it so, or as a by-product.")


@dataclass(frozen=True, slots=True)
class RoundPlace:
    """A round and where it stands in the ledger."""

    id: int
    uid: bytes
    name: str
    trade_id: int
    section_id: int
    costs_wait: bool
    first_day: dt.date
    output_unit: str
    trade: str

    @property
    def cost_account(self) -> int:
        """Where its costs stand while it goes on."""
        return account_id(AccountRole.ROUNDS_OPEN if self.costs_wait else AccountRole.TRADE_COST)


def round_place(uid: bytes) -> RoundPlace:
    """The round of a uid; raises UnknownRoundError."""
    row = book.fetch_one(sql.ROUND, (uid,))
    if row is None:
        raise UnknownRoundError
    identity, own_uid, name, trade_id, section_id, waits, first, unit, trade = row
    first_day = dt.date.fromisoformat(first)
    return RoundPlace(identity, own_uid, name, trade_id, section_id, bool(waits), first_day, unit, trade)


def finished_by(place: RoundPlace) -> tuple[bytes, str] | None:
    """Uid and number of the document that finished a round, if it is finished."""
    row = book.fetch_one(sql.FINISHED_BY, (place.id,))
    return None if row is None else (row[0], row[1])


def open_round(uid: bytes) -> RoundPlace:
    """A round that goes on; raises UnknownRoundError, RoundFinishedError."""
    place = round_place(uid)
    finished = finished_by(place)
    if finished is not None:
        raise RoundFinishedError(name=place.name, number=finished[1])
    return place


def check_begun(place: RoundPlace, on: dt.date) -> None:
    """Raise BeforeRoundError for a day before the round began."""
    if on < place.first_day:
        raise BeforeRoundError(name=place.name, first=place.first_day)


def tool_id(uid: bytes | None) -> int | None:
    """The local id of a tool; raises UnknownToolError."""
    if uid is None:
        return None
    row = book.fetch_one(sql.TOOL, (uid,))
    if row is None:
        raise UnknownToolError
    return int(row[0])


def category_account(uid: bytes | None) -> int:
    """The account of an everyday category of spending; help for the family where none is chosen.

    Raises UnknownCategoryError.
    """
    if uid is None:
        row = book.fetch_one(sql.FAMILY_HELP)
        if row is None:
            raise UnknownCategoryError
        return int(row[0])
    row = book.fetch_one(books_sql.CATEGORY_ACCOUNT, (uid,))
    if row is None or row[2] != Direction.OUT:
        raise UnknownCategoryError
    return int(row[0])


@dataclass(frozen=True, slots=True)
class Taken:
    """What leaves a store of a round: satang it stood for."""

    source: RoundPlace
    store: Store
    quantity_milli: int
    amount: int


def take(entry: Entry, round_uid: bytes, store: Store, quantity_milli: int, description: str = "") -> Taken:
    """Take main produce out of a store at its mean value there; raises UnknownRoundError, StoreShortError."""
    source = round_place(round_uid)
    held, worth = book.fetch(sql.HELD, (source.id, store.purpose.value))[0]
    for row in entry.rows.get("round_output", ()):  # what this document took before
        if (row[1], row[2], row[4]) == (source.id, store.purpose.value, 0):
            held, worth = held + row[5], worth + row[8]
    if quantity_milli > held:
        raise StoreShortError(name=source.name, left_milli=held, unit=source.output_unit)
    amount = money.share(worth, quantity_milli, held)
    output_row(entry, source, store.purpose, -quantity_milli, -amount, description=description)
    account = AccountRole.CROP_STORE if store is Store.CROP else AccountRole.FOOD_STORE
    entry.line(account_id(account), -amount, section_id=source.section_id, note=source.name)
    if store is Store.CROP:
        entry.line(account_id(AccountRole.TRADE_COST), amount, section_id=source.section_id, note=source.name)
    return Taken(source, store, quantity_milli, amount)


def output_row(
    entry: Entry,
    place: RoundPlace,
    purpose: Purpose,
    quantity_milli: int,
    amount: int,
    **more: Any,
) -> None:
    """Add a row of harvest."""
    values: dict[str, Any] = {
        "description": "",
        "is_by_product": 0,
        "unit": place.output_unit,
        "unit_price_e4": money.unit_cost_e4(amount, quantity_milli) if quantity_milli else 0,
        "party_id": None,
    }
    entry.add(
        "round_output",
        round_id=place.id,
        purpose=purpose.value,
        quantity=quantity_milli,
        amount=amount,
        **{**values, **more},
    )


def cost_row(entry: Entry, place: RoundPlace, settlement: Settlement, amount: int, **more: Any) -> None:
    """Add a row of cost."""
    values: dict[str, Any] = {
        "step": "",
        "description": "",
        "quantity": 0,
        "unit": "",
        "hours_milli": 0,
        "party_id": None,
        "tool_id": None,
        "share_bp": 10_000,
    }
    entry.add(
        "round_cost", round_id=place.id, settlement=settlement.value, amount=amount, **{**values, **more}
    )


def owe(entry: Entry, role: AccountRole, amount: int, party_uid: bytes | None) -> None:
    """A line of debt under the person's name; raises PartyNeededError."""
    party_id, _name = party_of(party_uid)
    if party_id is None:
        raise PartyNeededError
    entry.line(account_id(role), amount, party_id=party_id)


def money_came(entry: Entry, total: int, owed: int, account_code: str, party_uid: bytes | None) -> None:
    """Where the money of a sale is: in an account, the rest still to come from the buyer.

    Raises UnknownAccountError, NotMoneyAccountError, PartyNeededError.
    """
    if total > owed:
        purse_line(entry, money_account(account_code), entry.on, total - owed)
    if owed:
        owe(entry, AccountRole.RECEIVABLE, owed, party_uid)
