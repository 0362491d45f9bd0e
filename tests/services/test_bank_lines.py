"""Lines of a bank that the books do not have: a fee, a move of money, a debt that was paid."""

import datetime as dt

import pytest

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.session import NotPermittedError, Permission, Session
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft
from app.queries.assets import role_balance
from app.queries.bank import bank_standing, bank_suggestions
from app.queries.cash import bank_statements, is_cash, money_places
from app.queries.integrity import check_books
from app.services import bank_lines
from app.services.bank import take_in_statement
from app.services.bank_lines import enter_line, match_all
from app.services.entries import post_entry
from app.services.purchases import KeptAccountError
from app.services.records import NotFoundError
from app.services.spreadsheets import read_bytes
from db import connection as book
from tests.builders import party, session_with

TODAY = dt.date(2026, 10, 31)
BANK = "1102"
STATEMENT = (
    "Date,Description,Amount,Balance\n"
    "05/10/2026,deposit,1000.00,1000.00\n"
    "06/10/2026,fee,-15.00,985.00\n"
    "07/10/2026,school,300.00,1285.00\n"
)


@pytest.fixture(autouse=True)
def statement(session: Session) -> None:
    """Three lines that the books do not have."""
    take_in_statement(session, BANK, sheet=read_bytes("b.csv", STATEMENT.encode()), today=TODAY)


def open_lines():
    standing = bank_standing(BANK, TODAY)
    assert standing is not None
    return standing.at_bank


def test_every_line_becomes_an_entry_and_is_ticked(session: Session) -> None:
    school = party(session, "โรงเรียนบ้านทดสอบ")
    owed = EntryDraft(
        new_uid(), Direction.IN, (EntryLineDraft(300_00, account_code="4201"),), party_uid=school.uid
    )
    post_entry(session, owed, on=dt.date(2026, 10, 1))
    deposit, fee, paid = open_lines()
    uid = new_uid()
    enter_line(session, BANK, line=deposit, uid=uid, other_code="1101")
    assert enter_line(session, BANK, line=deposit, uid=uid, other_code="1101").repeated
    enter_line(session, BANK, line=fee, uid=new_uid(), other_code="5402")
    enter_line(session, BANK, line=paid, uid=new_uid(), party_uid=school.uid)
    assert open_lines() == ()
    assert role_balance(AccountRole.BANK, TODAY) == 1_285_00
    assert role_balance(AccountRole.CASH, TODAY) == -1_000_00
    assert role_balance(AccountRole.RECEIVABLE, TODAY) == 0
    place = next(each for each in money_places(TODAY) if each.account.code == BANK)
    assert (place.open_lines, place.is_cash, is_cash(place.account)) == (0, False, False)
    (taken,) = bank_statements(place.account.id)
    assert (taken.lines, taken.matched, taken.closing) == (3, 3, 1_285_00)
    assert check_books() == []


def test_refusals_and_a_failure_half_way_leave_nothing(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = book.fetch_int("SELECT count(*) FROM document")
    (deposit, *_rest) = open_lines()
    with pytest.raises(NotFoundError):
        enter_line(session, BANK, line=deposit, uid=new_uid())
    with pytest.raises(KeptAccountError):
        enter_line(session, BANK, line=deposit, uid=new_uid(), other_code="1301")
    seller = session_with(Permission.SELL)
    with pytest.raises(NotPermittedError):
        enter_line(seller, BANK, line=deposit, uid=new_uid(), other_code="1101")

    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("power")

    monkeypatch.setattr(bank_lines, "match_lines", broken)
    with pytest.raises(RuntimeError, match="power"):
        enter_line(session, BANK, line=deposit, uid=new_uid(), other_code="1101")
    assert book.fetch_int("SELECT count(*) FROM document") == before
    assert len(open_lines()) == 3


def test_all_that_is_suggested_is_ticked_or_nothing(session: Session) -> None:
    (deposit, *_rest) = open_lines()
    enter_line(session, BANK, line=deposit, uid=new_uid(), other_code="1101")
    book.execute("DELETE FROM bank_match")
    found = bank_suggestions(BANK, TODAY)
    assert len(found) == 1
    with pytest.raises(NotFoundError):
        match_all(session, BANK, found=(*found, *found))
    assert len(open_lines()) == 3
    match_all(session, BANK, found=found)
    assert len(open_lines()) == 2
