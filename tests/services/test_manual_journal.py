"""Entries by hand: balanced or refused, never into accounts that follow their registers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.ledger import STOCK_ROLE, AccountRole
from app.domain.purchase import EmptyDocumentError
from app.domain.session import NotPermittedError, Permission
from app.errors import UserError
from app.queries.balances import parties_owing
from app.queries.integrity import check_books
from app.services.manual_journal import (
    JournalDraft,
    JournalLineDraft,
    KeptAccountError,
    UnbalancedEntryError,
    post_journal,
)
from app.services.purchases import UnknownAccountError
from app.services.reversal import reverse
from db import connection as book
from tests.builders import session_with
from tests.stall import DAY, Stall


@pytest.fixture
def stall(tmp_path: Path) -> Iterator[Stall]:
    yield Stall(tmp_path)
    assert check_books() == []


def entry(*lines: tuple[str, int]) -> JournalDraft:
    return JournalDraft(new_uid(), tuple(JournalLineDraft(code, amount) for code, amount in lines), "ปรับปรุง")


def codes_of(*roles: AccountRole) -> list[str]:
    return [book.fetch("SELECT code FROM account WHERE role = ?", (role.value,))[0][0] for role in roles]


def test_customer_pays_what_she_owes(stall: Stall) -> None:
    (receivable,) = codes_of(AccountRole.RECEIVABLE)
    lines = (
        JournalLineDraft("1101", 50_00),
        JournalLineDraft(receivable, -50_00, stall.customer, "ชำระหนี้"),
    )
    posted = post_journal(stall.session, JournalDraft(new_uid(), lines), on=DAY)
    assert posted.total == 50_00
    assert parties_owing("receivable")[0].balance == -50_00
    reverse(stall.session, posted.uid, on=DAY, reason="ผิดคน", uid=new_uid())
    assert [each.balance for each in parties_owing("receivable")] in ([], [0])


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (entry(), EmptyDocumentError),
        (entry(("1101", 0), ("1102", 0)), EmptyDocumentError),
        (entry(("1101", 1), ("1102", -2)), UnbalancedEntryError),
        (entry(("1101", 1), ("0000", -1)), UnknownAccountError),
        (entry(("1101", 10**13), ("1102", -(10**13))), UserError),
    ],
)
def test_refused_entry_uses_no_number(stall: Stall, draft: JournalDraft, error: type[Exception]) -> None:
    with pytest.raises(error):
        post_journal(stall.session, draft, on=DAY)
    good = entry(("1101", 1), ("1102", -1))
    assert post_journal(stall.session, good, on=DAY).number == "ท1-2569-000001"


def test_accounts_that_follow_a_register_are_closed_to_the_hand(stall: Stall) -> None:
    for code in codes_of(*STOCK_ROLE.values(), AccountRole.SALES, AccountRole.COST_OF_SALES, AccountRole.WIP):
        with pytest.raises(KeptAccountError):
            post_journal(stall.session, entry((code, 1), ("1101", -1)), on=DAY)


def test_without_the_right(stall: Stall) -> None:
    seller = session_with(Permission.SELL)
    with pytest.raises(NotPermittedError):
        post_journal(seller, entry(("1101", 1), ("1102", -1)), on=DAY)
