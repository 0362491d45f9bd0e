"""What the page of cash and bank does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass, replace

from app.domain.bank_matching import Suggestion, suggest
from app.domain.cash_counting import CashCountDraft
from app.domain.party import PartyData
from app.domain.session import Permission, Session
from app.queries.bank import BankStanding, Ticked, bank_standing, ticked_lines
from app.queries.cash import Place, Statement, bank_statements, money_places
from app.queries.catalogue import Account, accounts, money_accounts
from app.queries.parties import PartyRow, list_parties
from app.services.cash_counts import post_cash_count
from app.services.catalogue import AccountData, save_account
from app.services.parties import create_party
from app.services.records import Saved, saving
from app.services.unit_of_work import Posted
from ui.widgets.party_field import NewName

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
    ticked: tuple[Ticked, ...] = ()
    """What was ticked since the account was last found right."""


def shown(today: dt.date) -> Shown:
    """All places as they stand."""
    places = money_places(today)
    return Shown(places, tuple(list_parties(limit=MANY)), sum(each.balance for each in places), _next_code())


def count(session: Session, draft: CashCountDraft, *, on: dt.date, today: dt.date) -> Posted:
    """Post what was counted on a day."""
    return post_cash_count(session, draft, on=on, today=today)


def place_at(code: str, day: dt.date) -> Place | None:
    """A place of money as the books have it at the end of a day."""
    return next((each for each in money_places(day) if each.account.code == code), None)


def save_place(
    session: Session, data: AccountData, *, account_id: int | None, holder: NewName | None = None
) -> Saved:
    """Add or change a place of money, together with a new person who keeps it."""
    if holder is None:
        return save_account(session, data, account_id=account_id)
    with saving(session, Permission.EDIT_SETTINGS):
        made = create_party(session, PartyData(name=holder.name), uid=holder.uid)
        saved = save_account(session, replace(data, holder_id=made.id), account_id=account_id)
    return replace(saved, changes=saved.changes | made.changes)


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
        ticked_lines(place.account.id, place.agreed),
    )
