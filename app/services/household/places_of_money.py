"""Money moved between its places, property bought and sold, money lent, and what the family has at first."""

import datetime as dt

from app.changes import Changes
from app.domain import money
from app.domain.document import DocumentKind
from app.domain.household.diary import NoAmountError, checked_entry_amount
from app.domain.household.places_of_money import (
    MONEY,
    PROPERTY,
    SAVED,
    BackDraft,
    BuyDraft,
    EmptyOpeningError,
    HouseholdOpeningDraft,
    LendDraft,
    MoveDraft,
    NotAPlaceError,
    NotOwnedError,
    OpenLentDraft,
    PlaceData,
    PlaceInUseError,
    SellDraft,
)
from app.domain.ledger import AccountRole
from app.domain.loan import Every, LoanMethod, LoanSide
from app.domain.loan_entry import LoanData, LoanDrawDraft, LoanForgiveDraft, LoanOpeningDraft, LoanPayDraft
from app.domain.session import Session
from app.domain.slip_entry import PayDraft, PayKind
from app.services.entries import SameAccountError
from app.services.household.access import post_household, saving_household
from app.services.household.counted_purse import purse_line
from app.services.household.diary import money_place
from app.services.household.own_accounts import add_account, rename_account
from app.services.journal import account_id
from app.services.loan_contracts import create_loan, known_loan
from app.services.loans import draw_loan, forgive_loan, open_loan, pay_loan
from app.services.purchases import slip_fields
from app.services.records import NameMissingError, Saved
from app.services.unit_of_work import Entry, Posted
from app.thai.digits import format_amount
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import household_diary as sql

_CHANGED = Changes.LEDGER | Changes.HOUSEHOLD


# ---------------------------------------------------------------- places


def add_place(session: Session, data: PlaceData) -> Saved:
    """Add a place of money or worth of her own; ``Saved.code`` is what entries name it by.

    Raises NameMissingError, NotAPlaceError, TextTooLongError, NotAHouseholdError, NotPermittedError.
    """
    name = clean_name(data.name, 200)
    if not name:
        raise NameMissingError
    group = "money" if data.kind in MONEY else "savings" if data.kind in SAVED else "property"
    if data.kind not in MONEY | SAVED | PROPERTY:
        raise NotAPlaceError
    with saving_household(session):
        stem = book.fetch_one(sql.CODE_OF_ROLE, (data.kind.value,))
        assert stem is not None
        account = add_account(
            session,
            stem[0],
            name=name,
            kind="asset",
            group=group,
            is_money=data.kind in MONEY,
            bank_name=data.bank_name,
            bank_number=data.bank_number,
        )
    return Saved(account.id, b"", account.code, _CHANGED | Changes.SETTINGS)


def change_place(session: Session, code: str, *, name: str, active: bool = True) -> Saved:
    """Rename a place, or put one of her own aside when nothing lies there.

    Raises NotAPlaceError, NameMissingError, PlaceInUseError, NotAHouseholdError, NotPermittedError.
    """
    said = clean_name(name, 200)
    if not said:
        raise NameMissingError
    with saving_household(session):
        row = _place(code, {"money", "savings", "property"}, active_only=False)
        left = book.fetch_int(sql.ACCOUNT_BALANCE, (row[0],))
        if not active and left:
            raise PlaceInUseError(name=row[4], amount_text=format_amount(left))
        rename_account(session, row[0], name=said, active=active)
    return Saved(row[0], b"", code, _CHANGED | Changes.SETTINGS)


# ---------------------------------------------------------------- money that moves


def move_money(session: Session, draft: MoveDraft, *, on: dt.date) -> Posted:
    """Move money between purse, bank, wallet and savings, once per ``draft.uid``; only a fee is spent.

    Raises NoAmountError, NotAPlaceError, SameAccountError, NotAHouseholdError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        amount = checked_entry_amount(draft.amount)
        if money.checked_amount(draft.fee) < 0:
            raise NoAmountError
        source, target = (_place(code, {"money", "savings"})[0] for code in (draft.from_code, draft.to_code))
        if source == target:
            raise SameAccountError
        _transfer(entry, on, amount, draft.note, slip_fields(draft.slip))
        entry.line(account_id(AccountRole.BANK_FEE), draft.fee)
        purse_line(entry, target, on, amount)
        purse_line(entry, source, on, -amount - draft.fee)

    return post_household(session, draft.uid, write)


def buy_property(session: Session, draft: BuyDraft, *, on: dt.date) -> Posted:
    """Buy land, a house, a vehicle, gold, tools, animals, once per ``draft.uid``: that is not spending.

    Raises NoAmountError, NotAPlaceError, NotMoneyAccountError, NotAHouseholdError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        amount = checked_entry_amount(draft.amount)
        bought = _place(draft.property_code, {"property"})[0]
        _transfer(entry, on, amount, draft.note, slip_fields(draft.slip))
        entry.line(bought, amount)
        purse_line(entry, money_place(draft.account_code), on, -amount)

    return post_household(session, draft.uid, write)


def sell_property(session: Session, draft: SellDraft, *, on: dt.date) -> Posted:
    """Sell it again, once per ``draft.uid``: no income; what it brought beyond its price is the family's own.

    Raises NoAmountError, NotOwnedError, NotAPlaceError, NotMoneyAccountError, NotAHouseholdError.
    """

    def write(entry: Entry) -> None:
        price = checked_entry_amount(draft.price)
        row = _place(draft.property_code, {"property"})
        stands = book.fetch_int(sql.ACCOUNT_BALANCE, (row[0],))
        leaves = stands if draft.stood_at is None else money.checked_amount(draft.stood_at)
        if not 0 <= leaves <= stands:
            raise NotOwnedError(name=row[4], amount_text=format_amount(stands))
        _transfer(entry, on, price, draft.note, slip_fields(draft.slip))
        purse_line(entry, money_place(draft.account_code), on, price)
        entry.line(row[0], -leaves)
        entry.line(account_id(AccountRole.OPENING_EQUITY), leaves - price)

    return post_household(session, draft.uid, write)


# ---------------------------------------------------------------- money lent


def lend(session: Session, draft: LendDraft, *, on: dt.date) -> Posted:
    """Lend money to somebody, once per ``draft.uid``; it is her own still and no spending.

    Raises NoAmountError, PartyNeededError, FirstDueError, LoanRateError, NotMoneyAccountError,
    NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    with saving_household(session):
        amount = checked_entry_amount(draft.amount)
        create_loan(session, _lent(draft, on), uid=draft.loan_uid)
        pays = (PayDraft(PayKind.MONEY, amount, draft.account_code),)
        return draw_loan(
            session, LoanDrawDraft(draft.uid, draft.loan_uid, amount, pays, note=draft.note), on=on
        )


def get_back(session: Session, draft: BackDraft, *, on: dt.date) -> Posted:
    """Lent money comes back, whole or in part, once per ``draft.uid``; only interest is income.

    Raises NoAmountError, NotFoundError, OverpaidError, SplitError, NotMoneyAccountError,
    NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    with saving_household(session):
        if money.checked_amount(draft.amount) < 0 or money.checked_amount(draft.interest) < 0:
            raise NoAmountError
        total = checked_entry_amount(draft.amount + draft.interest)
        has_rate = known_loan(draft.loan_uid).terms.rate_ppm > 0
        paid = LoanPayDraft(
            draft.uid,
            draft.loan_uid,
            draft.amount,
            draft.interest,
            interest=None if has_rate else draft.interest,
            pays=(PayDraft(PayKind.MONEY, total, draft.account_code),),
            note=draft.note,
        )
        return pay_loan(session, paid, on=on)


def let_go(session: Session, draft: LoanForgiveDraft, *, on: dt.date) -> Posted:
    """Ask for lent money no more, once per ``draft.uid``: that is spending.

    Raises what ``forgive_loan`` raises, NotAHouseholdError.
    """
    with saving_household(session):
        return forgive_loan(session, draft, on=on)


# ---------------------------------------------------------------- the first day


def open_household(session: Session, draft: HouseholdOpeningDraft, *, on: dt.date) -> tuple[Posted, ...]:
    """Enter what the family has when the book begins, once per ``draft.uid``; debts have their own page.

    Raises EmptyOpeningError, NoAmountError, NotAPlaceError, NotAHouseholdError, NotPermittedError and
    what ``lend`` raises.
    """
    with saving_household(session):
        found = [(code, amount) for code, amount in draft.amounts if amount]
        if not found and not draft.lent:
            raise EmptyOpeningError

        def write(entry: Entry) -> None:
            total = sum(checked_entry_amount(amount) for _code, amount in found)
            entry.document(DocumentKind.OPENING, on, total, note=clean_text(draft.note) or None)
            for code, amount in found:
                purse_line(entry, _place(code, {"money", "savings", "property"})[0], on, amount)
            entry.line(account_id(AccountRole.OPENING_EQUITY), -total)
            entry.changes = _CHANGED

        first = (post_household(session, draft.uid, write),) if found else ()
        return (*first, *[_open_lent(session, each, on) for each in draft.lent])


def _open_lent(session: Session, each: OpenLentDraft, on: dt.date) -> Posted:
    begun = LendDraft(
        each.uid, each.loan_uid, each.party_uid, each.amount, "", max(each.due_on, on + dt.timedelta(days=1))
    )
    create_loan(session, _lent(begun, on), uid=each.loan_uid)
    return open_loan(session, LoanOpeningDraft(each.uid, each.loan_uid, each.amount, note=each.note), on=on)


def _lent(draft: LendDraft, on: dt.date) -> LoanData:
    return LoanData(
        LoanSide.GIVEN,
        draft.party_uid,
        checked_entry_amount(draft.amount),
        on,
        draft.due_on,
        draft.rate_ppm,
        draft.rate_per,
        LoanMethod.EQUAL_PRINCIPAL,
        instalments=1,
        every=1,
        every_unit=Every.MONTH,
        note=draft.note,
    )


def _place(code: str, groups: set[str], *, active_only: bool = True) -> book.Row:
    """An account of one of the groups; a circle's own moves by its own door."""
    row = book.fetch_one(sql.ACCOUNT, (code,))
    if row is None or row[5] not in groups or (active_only and not row[7]):
        raise NotAPlaceError
    if book.fetch_one(sql.CIRCLE_ON, (row[0],)) is not None:
        raise NotAPlaceError
    return row


def _transfer(entry: Entry, on: dt.date, amount: int, note: str, slip: dict[str, str | None]) -> None:
    entry.document(DocumentKind.TRANSFER, on, amount, **slip, note=clean_text(note) or None)
    entry.changes = _CHANGED
