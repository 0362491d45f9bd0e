"""Entries made by hand, debit and credit chosen by a person: accruals, depreciation, payments."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from app.changes import Changes
from app.domain import money
from app.domain.document import DocumentKind
from app.domain.purchase import EmptyDocumentError
from app.domain.session import Limit, Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.services.dimensions import about
from app.services.purchases import KeptAccountError, UnknownAccountError, account_by_code
from app.services.sales import party_of
from app.services.unit_of_work import Entry, Posted, post
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import purchases as sql

__all__ = [
    "JournalDraft",
    "JournalLineDraft",
    "JournalSums",
    "KeptAccountError",
    "UnbalancedEntryError",
    "UnknownAccountError",
    "journal_sums",
    "post_journal",
]


class UnbalancedEntryError(UserError):
    """Debit and credit differ."""

    message = N_("Debit and credit have to be equal.")


@dataclass(frozen=True, slots=True)
class JournalLineDraft:
    """A line by account code: debit positive, credit negative, satang."""

    account_code: str
    amount: int
    party_uid: bytes | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class JournalDraft:
    """An entry made by hand."""

    uid: bytes
    lines: tuple[JournalLineDraft, ...]
    note: str = ""
    section_uid: bytes | None = None
    project_uid: bytes | None = None


@dataclass(frozen=True, slots=True)
class JournalSums:
    """What an entry comes to so far, satang; ``difference`` is debit less credit."""

    debit: int
    credit: int

    @property
    def difference(self) -> int:
        """0 once it balances."""
        return self.debit - self.credit

    @property
    def off_by(self) -> int:
        """By how much it does not balance, whichever side is more."""
        return abs(self.difference)


def journal_sums(lines: Iterable[JournalLineDraft]) -> JournalSums:
    """Add the lines of an entry up, whole or not."""
    amounts = [line.amount for line in lines]
    return JournalSums(sum(each for each in amounts if each > 0), -sum(each for each in amounts if each < 0))


def post_journal(session: Session, draft: JournalDraft, *, on: dt.date) -> Posted:
    """Post a balanced entry, once per ``draft.uid``.

    Raises EmptyDocumentError, UnbalancedEntryError, KeptAccountError, UnknownAccountError, PartyNeededError,
    NotPermittedError, OverLimitError (more money goes out than one may pay alone).
    """

    def write(entry: Entry) -> None:
        if not any(line.amount for line in draft.lines):
            raise EmptyDocumentError
        if sum(line.amount for line in draft.lines):
            raise UnbalancedEntryError
        debit = sum(line.amount for line in draft.lines if line.amount > 0)
        entry.document(
            DocumentKind.JOURNAL,
            on,
            money.checked_amount(debit),
            note=clean_text(draft.note) or None,
            **about(draft.section_uid, draft.project_uid),
        )
        money_out = 0
        for line in draft.lines:
            party_id, _name = party_of(line.party_uid)
            account = account_by_code(line.account_code)
            if book.fetch_one(sql.IS_MONEY, (account,)) is not None:
                money_out -= line.amount
            entry.line(
                account,
                line.amount,
                party_id=party_id,
                note=clean_name(line.note) or None,
            )
        session.require_within(Limit.PAY_OUT, money_out, Permission.POST_JOURNAL)
        entry.changes = Changes.LEDGER

    return post(session, Permission.POST_JOURNAL, draft.uid, write)
