"""Circles of savers (วงแชร์): joined, paid into, drawn, and ended with what they cost or brought."""

import datetime as dt
from dataclasses import replace
from typing import Any

from app.changes import Changes
from app.domain.document import DocumentKind, new_uid
from app.domain.household.circles import CircleClosedError, CircleData, CircleMoneyDraft, checked_circle
from app.domain.household.diary import checked_entry_amount
from app.domain.ledger import AccountRole
from app.domain.session import Session
from app.services import records
from app.services.household.access import post_household, saving_household
from app.services.household.counted_purse import purse_line
from app.services.household.diary import money_place
from app.services.household.own_accounts import add_account, rename_account
from app.services.journal import account_id
from app.services.records import NameMissingError, NotFoundError, Saved
from app.services.unit_of_work import Entry, Posted
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.models.household import ShareCircle
from db.sql import household_diary as sql

_STEM = "1205"
_CHANGED = Changes.LEDGER | Changes.HOUSEHOLD


def add_circle(
    session: Session, data: CircleData, *, uid: bytes | None = None, paid_before: int = 0
) -> Saved:
    """Join a circle, once per ``uid``, with an account of its own.

    What was paid in (or, below zero, drawn) before the book began stands against the family's own, on
    the first round's day. Raises NameMissingError, CircleTimesError, AmountTooLargeError,
    DayOutOfRangeError, TextTooLongError, NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    uid = uid or new_uid()
    with saving_household(session):
        known = book.fetch_one(sql.CIRCLE, (uid,))
        if known is not None:
            return Saved(known[0], uid)
        values = _columns(data)
        account = add_account(session, _STEM, name=str(values["name"]), kind="asset", group="savings")
        row_id = records.add(session, ShareCircle, uid, {**values, "account_id": account.id, "active": 1})
        if paid_before:

            def write(entry: Entry) -> None:
                entry.document(DocumentKind.OPENING, data.first_on, paid_before, note=str(values["name"]))
                entry.line(account.id, paid_before)
                entry.line(account_id(AccountRole.OPENING_EQUITY), -paid_before)

            post_household(session, new_uid(), write)
            if paid_before < 0:
                records.change(session, ShareCircle, row_id, {"drawn_on": data.first_on.isoformat()})
    return Saved(row_id, uid, account.code, _CHANGED)


def change_circle(session: Session, circle_uid: bytes, *, data: CircleData) -> Saved:
    """Change what was agreed; raises NotFoundError and what ``add_circle`` raises."""
    with saving_household(session):
        row = _known(circle_uid)
        values = _columns(data)
        if values["name"] != row[1]:
            rename_account(session, row[2], name=str(values["name"]))
        records.change(session, ShareCircle, row[0], values)
    return Saved(row[0], circle_uid, changes=_CHANGED)


def pay_into_circle(session: Session, draft: CircleMoneyDraft, *, on: dt.date) -> Posted:
    """Pay a round in, once per ``draft.uid``; neither a living nor a dead hand's payment is spending.

    Raises NotFoundError, CircleClosedError, NoAmountError, NotMoneyAccountError, NotAHouseholdError,
    NotPermittedError, NotSavedError.
    """
    return _move(session, draft, on, 1)


def draw_circle(session: Session, draft: CircleMoneyDraft, *, on: dt.date) -> Posted:
    """Draw the pot, once per ``draft.uid``; it is no income, from now on the hand is dead.

    Raises what ``pay_into_circle`` raises.
    """
    with saving_household(session):
        posted = _move(session, draft, on, -1)
        row = _known(draft.circle_uid)
        if row[3] is None:
            records.change(session, ShareCircle, row[0], {"drawn_on": on.isoformat()})
    return replace(posted, changes=_CHANGED)


def close_circle(session: Session, circle_uid: bytes, *, on: dt.date, uid: bytes) -> Saved:
    """End a circle: paid in more than drawn is interest paid, drawn more is interest earned.

    Raises NotFoundError, CircleClosedError, NotAHouseholdError, NotPermittedError, NotSavedError.
    """
    with saving_household(session):
        row = _known(circle_uid)
        if row[4] is not None:
            raise CircleClosedError(name=row[1])
        left = book.fetch_int(sql.ACCOUNT_BALANCE, (row[2],))
        if left:

            def write(entry: Entry) -> None:
                kind = DocumentKind.EXPENSE if left > 0 else DocumentKind.INCOME
                role = AccountRole.INTEREST if left > 0 else AccountRole.INTEREST_INCOME
                entry.document(kind, on, abs(left), note=row[1])
                entry.line(account_id(role), left, note=row[1])
                entry.line(row[2], -left)

            post_household(session, uid, write)
        records.change(session, ShareCircle, row[0], {"closed_on": on.isoformat(), "active": 0})
    return Saved(row[0], circle_uid, changes=_CHANGED)


def _move(session: Session, draft: CircleMoneyDraft, on: dt.date, sign: int) -> Posted:
    def write(entry: Entry) -> None:
        amount = checked_entry_amount(draft.amount)
        row = _known(draft.circle_uid)
        if row[4] is not None:
            raise CircleClosedError(name=row[1])
        entry.document(DocumentKind.TRANSFER, on, amount, note=clean_text(draft.note) or row[1])
        entry.line(row[2], sign * amount)
        purse_line(entry, money_place(draft.account_code), on, -sign * amount)
        entry.changes = _CHANGED

    return post_household(session, draft.uid, write)


def _known(uid: bytes) -> book.Row:
    row = book.fetch_one(sql.CIRCLE, (uid,))
    if row is None:
        raise NotFoundError
    return row


def _columns(data: CircleData) -> dict[str, Any]:
    checked_circle(data)
    name = clean_name(data.name, 200)
    if not name:
        raise NameMissingError
    return {
        "name": name,
        "hands": data.hands,
        "amount": data.amount,
        "every": data.every,
        "every_unit": data.every_unit.value,
        "first_on": data.first_on.isoformat(),
        "rounds": data.rounds,
        "note": clean_text(data.note),
    }
