"""What the page of cash and bank does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass

from app.domain.bank_matching import Suggestion, suggest
from app.domain.cash_counting import CashCountDraft
from app.domain.session import Session
from app.queries.bank import BankStanding, bank_standing
from app.queries.cash import Place, Statement, bank_statements, money_places
from app.queries.catalogue import Account, accounts, money_accounts
from app.queries.parties import PartyRow, list_parties
from app.services.cash_counts import post_cash_count
from app.services.catalogue import AccountData, save_account
from app.services.records import Saved
from app.services.unit_of_work import Posted

MANY = 100_000


@dataclass(frozen=True, slots=True)
class Shown:
    """Every place of money and the people who may keep one."""

    places: tuple[Place, ...] = ()
    people: tuple[PartyRow, ...] = ()
    total: int = 0
    """What lies at all of them, satang."""
    next_code: str = ""
    """The number of a new place."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A bank account beside its books at the end of a day."""

    place: Place
    day: dt.date
    standing: BankStanding
    suggestions: tuple[Suggestion, ...]
    statements: tuple[Statement, ...]
    reasons: tuple[Account, ...]
    """What a line of the bank may be for."""


def shown(today: dt.date) -> Shown:
    """All places as they stand."""
    places = money_places(today)
    return Shown(places, tuple(list_parties(limit=MANY)), sum(each.balance for each in places), _next_code())


def count(session: Session, draft: CashCountDraft, *, on: dt.date) -> Posted:
    """Post what was counted."""
    return post_cash_count(session, draft, on=on)


def save_place(session: Session, data: AccountData, *, account_id: int | None) -> Saved:
    """Add or change a place of money; a new one takes the next free number of its kind."""
    return save_account(session, data, account_id=account_id)


def _next_code() -> str:
    """A number for a new place: the first free one after those there are, whoever has the others."""
    taken = {each.code for each in accounts(active_only=False)}
    last = max((int(each.code) for each in money_accounts() if each.code.isdecimal()), default=1100)
    while str(last) in taken or last == 1100:
        last += 1
    return str(last)


def desk(code: str, day: dt.date) -> Desk:
    """One bank account at the end of a day."""
    place = next(each for each in money_places(day) if each.account.code == code)
    standing = bank_standing(code, day)
    if standing is None:
        raise LookupError
    moneys = {each.code for each in money_accounts()}
    reasons = [
        each
        for each in accounts()
        if each.active and each.code != code and (each.code in moneys or each.type in {"income", "expense"})
    ]
    return Desk(
        place,
        day,
        standing,
        suggest(standing.at_bank, standing.in_books),
        bank_statements(place.account.id),
        tuple(reasons),
    )
