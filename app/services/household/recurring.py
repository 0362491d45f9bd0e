"""What comes or goes again and again: offered on its day, posted when it is confirmed."""

import datetime as dt
from dataclasses import replace
from typing import Any

from app.changes import Changes
from app.domain.document import new_uid
from app.domain.household.diary import HouseholdEntryDraft, checked_entry_amount
from app.domain.household.recurring import RecurringData, checked_recurring, day_after
from app.domain.loan import Every
from app.domain.session import Session
from app.services import records
from app.services.household.access import saving_household
from app.services.household.diary import category_facts, family_id, money_place, post_household_entry
from app.services.records import NotFoundError, Saved
from app.services.unit_of_work import Posted, find_posted
from app.thai.normalise import clean_name
from db import connection as book
from db.models.household import RecurringEntry
from db.sql import household_diary as sql


def add_recurring(session: Session, data: RecurringData, *, uid: bytes | None = None) -> Saved:
    """Add something that comes again, once per ``uid``; its first day is offered first.

    Raises NoAmountError, AmountTooLargeError, RecurringTimesError, RecurringEndsError, DayOutOfRangeError,
    UnknownCategoryError, NotMoneyAccountError, NotFamilyError, NotAHouseholdError, NotPermittedError.
    """
    uid = uid or new_uid()
    with saving_household(session):
        known = book.fetch_one(sql.RECURRING_ID, (uid,))
        if known is not None:
            return Saved(known[0], uid)
        values = {**_columns(data), "next_on": data.first_on.isoformat(), "active": 1}
        row_id = records.add(session, RecurringEntry, uid, values)
    return Saved(row_id, uid, changes=Changes.HOUSEHOLD)


def change_recurring(session: Session, recurring_uid: bytes, *, data: RecurringData) -> Saved:
    """Change what comes again; its next day is found anew if its days are others.

    Raises NotFoundError and what ``add_recurring`` raises.
    """
    with saving_household(session):
        row = _known(recurring_uid)
        values = _columns(data)
        if (data.every, data.every_unit.value, data.first_on.isoformat()) != (row[1], row[2], row[3]):
            before = dt.date.fromisoformat(row[4]) - dt.timedelta(days=1)
            values["next_on"] = day_after(data.first_on, data.every, data.every_unit, before).isoformat()
        records.change(session, RecurringEntry, row[0], values)
    return Saved(row[0], recurring_uid, changes=Changes.HOUSEHOLD)


def stop_recurring(session: Session, recurring_uid: bytes, *, active: bool = False) -> Saved:
    """Offer it no more, or with ``active`` again; raises NotFoundError."""
    with saving_household(session):
        row = _known(recurring_uid)
        records.change(session, RecurringEntry, row[0], {"active": int(active)})
    return Saved(row[0], recurring_uid, changes=Changes.HOUSEHOLD)


def confirm_recurring(
    session: Session,
    recurring_uid: bytes,
    *,
    uid: bytes,
    on: dt.date | None = None,
    amount: int | None = None,
    account_code: str = "",
) -> Posted:
    """Post what is due, once per ``uid``, on its day and with its amount unless others are given.

    Raises NotFoundError and what ``post_household_entry`` raises.
    """
    with saving_household(session):
        found = find_posted(uid)
        if found is not None:
            return found
        row = _known(recurring_uid)
        due = dt.date.fromisoformat(row[4])
        draft = HouseholdEntryDraft(
            uid, row[7], row[10] if amount is None else amount, account_code or row[8], row[9], note=row[11]
        )
        posted = post_household_entry(session, draft, on=on or due)
        _go_on(session, row, due)
    return replace(posted, changes=Changes.LEDGER | Changes.HOUSEHOLD)


def skip_recurring(session: Session, recurring_uid: bytes, *, due: dt.date) -> Saved:
    """Leave out one day of what comes again; a day that is over already changes nothing.

    Raises NotFoundError.
    """
    with saving_household(session):
        row = _known(recurring_uid)
        if row[4] == due.isoformat():
            _go_on(session, row, due)
    return Saved(row[0], recurring_uid, changes=Changes.HOUSEHOLD)


def _go_on(session: Session, row: book.Row, due: dt.date) -> None:
    """Its next day; after its last it is offered no more."""
    following = day_after(dt.date.fromisoformat(row[3]), row[1], Every(row[2]), due)
    is_over = following <= due or (row[5] is not None and following.isoformat() > row[5])
    values: dict[str, Any] = {"next_on": following.isoformat(), "active": int(not is_over)}
    records.change(session, RecurringEntry, row[0], values)


def _known(uid: bytes) -> book.Row:
    row = book.fetch_one(sql.RECURRING_ID, (uid,))
    if row is None:
        raise NotFoundError
    return row


def _columns(data: RecurringData) -> dict[str, Any]:
    checked_recurring(data)
    checked_entry_amount(data.amount)
    category_facts(data.category_uid)
    category = book.fetch_one(sql.CATEGORY, (data.category_uid,))
    assert category is not None
    return {
        "entry_category_id": category[0],
        "name": clean_name(data.name, 200),
        "amount": data.amount,
        "account_id": money_place(data.account_code),
        "party_id": family_id(data.person_uid),
        "every": data.every,
        "every_unit": data.every_unit.value,
        "first_on": data.first_on.isoformat(),
        "ends_on": data.ends_on.isoformat() if data.ends_on is not None else None,
    }
