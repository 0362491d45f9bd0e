"""Money that was still to come for something sold: received, in whole or in part."""

import datetime as dt

from app.changes import Changes
from app.domain import money
from app.domain.document import DocumentKind
from app.domain.household.rounds import NoCostError
from app.domain.ledger import AccountRole
from app.domain.session import Session
from app.errors import UserError
from app.i18n import N_
from app.services.entries import money_account
from app.services.household.access import post_household
from app.services.household.counted_purse import purse_line
from app.services.journal import account_id
from app.services.unit_of_work import Entry, Posted
from app.thai.normalise import clean_text
from db import connection as book
from db.sql import household_trades as sql


class MoreThanToComeError(UserError):
    """More money is received than somebody still has to pay."""

    message = N_("That is more than is still to come from this person. Please check the amount.")


def receive_owed(
    session: Session,
    party_uid: bytes,
    *,
    uid: bytes,
    account_code: str,
    amount: int,
    on: dt.date,
    note: str = "",
) -> Posted:
    """Post money that somebody still had to pay, once per ``uid``.

    Raises NoCostError (no amount), MoreThanToComeError, UnknownAccountError, NotMoneyAccountError,
    TextTooLongError, NotAHouseholdError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        found = book.fetch_one(sql.TO_COME_FROM, (party_uid,))
        if money.checked_amount(amount) <= 0:
            raise NoCostError(description="" if found is None else found[2])
        if found is None or amount > found[3]:
            raise MoreThanToComeError
        entry.document(DocumentKind.RECEIPT, on, amount, party_id=found[0], note=clean_text(note) or None)
        entry.name("payer", found[2])
        purse_line(entry, money_account(account_code), on, amount)
        entry.line(account_id(AccountRole.RECEIVABLE), -amount, party_id=found[0])
        entry.changes = Changes.LEDGER | Changes.HOUSEHOLD

    return post_household(session, uid, write)
