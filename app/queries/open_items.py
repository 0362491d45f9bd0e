"""Who owes what, document by document, as it stood at the end of a day."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace

from app.domain.ledger import AccountRole
from app.domain.open_items import COMES_LATER, OpenItem, due_day
from app.queries.settings import business_settings
from db import connection as book
from db.sql import open_items as sql

FOR_EVER = dt.date.max
"""As of no day in particular: everything that is in the book."""
_SLIP_AHEAD = 31


def open_items(
    *where: AccountRole | int, party_id: int | None = None, as_of: dt.date = FOR_EVER
) -> tuple[OpenItem, ...]:
    """What is open on accounts (by role or local id) at the end of a day, the oldest first.

    Of one person all items; of everybody only of those whose balance on the account is not zero.
    """
    usual_days = business_settings().debt_reminder_days
    found = [_item(row, usual_days) for account in where for row in _rows(_account(account), party_id, as_of)]
    if any(item.role in COMES_LATER for item in found):
        expected = {(row[0], row[1]): dt.date.fromisoformat(row[2]) for row in book.fetch(sql.EXPECTED)}
        found = [
            replace(item, due=expected.get((item.document_id, item.party_id), item.due))
            if item.role in COMES_LATER
            else item
            for item in found
        ]
    if len(where) > 1:
        found.sort(key=lambda item: (item.on, item.document_id))
    return tuple(found)


def owed_long(role: AccountRole, sign: int, day: dt.date, *, after: int | None = None) -> tuple[int, ...]:
    """What each person still owes on a day (``sign`` 1) or is owed (−1) for longer than so many days, satang.

    ``after`` None: longer than she may take. Instead of thousands of old bills only the young ones are
    read: what a person owes in all, less what is left of them, is old, for the oldest is paid first.
    """
    account, usual_days = _account(role), business_settings().debt_reminder_days
    owing = {
        party: (sign * balance, (credit or usual_days) if after is None else after)
        for party, balance, credit in book.fetch(sql.BALANCES, (day.isoformat(), account))
        if sign * balance > 0
    }
    if not owing:
        return ()
    young: dict[int, int] = defaultdict(int)
    for row in _rows_since(account, day, max(days for _amount, days in owing.values())):
        item = _item(row, usual_days)
        if item.party_id in owing and (day - item.on).days <= owing[item.party_id][1]:
            young[item.party_id] += max(0, sign * item.open)
    left = (amount - young[party] for party, (amount, _days) in owing.items())
    return tuple(amount for amount in left if amount > 0)


def balances_of(role: AccountRole, sign: int, day: dt.date) -> tuple[int, ...]:
    """What each person owes on a day (``sign`` 1) or is owed (−1), satang; nobody with nothing."""
    rows = book.fetch(sql.BALANCES, (day.isoformat(), _account(role)))
    return tuple(sign * row[1] for row in rows if sign * row[1] > 0)


def _rows_since(account: int, day: dt.date, days: int) -> list[book.Row]:
    """Items of the last so many days and of the month before: a slip may bear a later day than its entry."""
    first = book.fetch_one(sql.FIRST_DAY)
    begun = dt.date.fromisoformat(first[0]) if first is not None and first[0] else day
    since = begun if days + _SLIP_AHEAD >= (day - begun).days else day - dt.timedelta(days + _SLIP_AHEAD)
    if since > day:
        return []
    until = day.isoformat()
    return book.fetch(sql.OF_DAYS, (since.isoformat(), until, account, until, until))


def _account(where: AccountRole | int) -> int:
    return where if isinstance(where, int) else book.fetch_int(sql.ACCOUNT_OF_ROLE, (where.value,))


def _rows(account: int, party_id: int | None, as_of: dt.date) -> list[book.Row]:
    day = as_of.isoformat()
    if party_id is not None:
        return book.fetch(sql.OF_PERSON, (party_id, account, day, day, day))
    return book.fetch(sql.OF_ALL, (account, day, account, account, day, day, day))


def _item(row: book.Row, usual_days: int) -> OpenItem:
    identity, uid, number, kind, on, ledger_date, slip_number, *rest = row
    party_id, party_uid, code, name, credit_days, account, role, amount, settled = rest
    day = dt.date.fromisoformat(on)
    return OpenItem(
        identity,
        uid,
        number,
        kind,
        day,
        dt.date.fromisoformat(ledger_date),
        slip_number,
        party_id,
        party_uid,
        code,
        name,
        account,
        role,
        amount,
        settled,
        due_day(day, credit_days, usual_days),
    )
