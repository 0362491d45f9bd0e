"""Who owes what, document by document, as it stood at the end of a day."""

import datetime as dt
from dataclasses import replace

from app.domain.ledger import AccountRole
from app.domain.open_items import COMES_LATER, OpenItem, due_day
from app.queries.settings import business_settings
from db import connection as book
from db.sql import open_items as sql

FOR_EVER = dt.date.max
"""As of no day in particular: everything that is in the book."""


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
