"""A bank's statement from a file to an account that agrees, on a real book."""

import datetime as dt

import pytest

from app.domain.document import new_uid
from app.domain.importing import ColumnMissingError
from app.domain.session import NotPermittedError, Permission, Session
from app.domain.slip_entry import Direction, EntryDraft, EntryLineDraft, PayDraft, PayKind
from app.queries.bank import bank_standing, bank_suggestions, reconciled_until
from app.queries.integrity import check_books
from app.services.bank import (
    AgreedAlreadyError,
    NotAgreedError,
    StatementTwiceError,
    SumsDifferError,
    match_lines,
    reconcile,
    take_in_statement,
    try_statement,
    undo_statement,
    unmatch_line,
)
from app.services.entries import post_entry
from app.services.importing import ImportRefusedError, SheetRows
from app.services.spreadsheets import read_bytes
from db import connection as book
from tests.builders import session_with

TODAY, END = dt.date(2026, 10, 31), dt.date(2026, 10, 31)
BANK = "1102"


def sheet(*rows: str) -> SheetRows:
    """A statement as a bank gives it, years of the Buddhist era."""
    text = "\n".join(("วันที่,รายการ,ถอน,ฝาก,ยอดคงเหลือ", *rows))
    return read_bytes("bank.csv", text.encode())


GOOD = (
    "05/10/2569,โอนเข้า,,300.00,300.00",
    "06/10/2569,รวมสองใบ,,500.00,800.00",
    "31/10/2569,ค่าธรรมเนียม,15.00,,785.00",
)


def slip(session: Session, amount: int, day: int, direction: Direction = Direction.IN) -> None:
    code = "4201" if direction is Direction.IN else "5402"
    pay = PayDraft(PayKind.MONEY, amount, account_code=BANK)
    draft = EntryDraft(new_uid(), direction, (EntryLineDraft(amount, account_code=code),), (pay,))
    post_entry(session, draft, on=dt.date(2026, 10, day))


def lines() -> int:
    return book.fetch_int("SELECT count(*) FROM bank_line")


def test_from_the_file_to_an_account_that_agrees(session: Session) -> None:
    for amount, day in ((300_00, 5), (200_00, 6), (300_00, 7)):
        slip(session, amount, day)
    assert take_in_statement(session, BANK, sheet=sheet(*GOOD), today=TODAY, keep=False) == 3
    assert lines() == 0, "only tried"
    take_in_statement(session, BANK, sheet=sheet(*GOOD), today=TODAY)
    found = bank_suggestions(BANK, END)
    assert [(len(each.bank), len(each.books)) for each in found] == [(1, 1), (1, 2)]
    with pytest.raises(SumsDifferError):
        match_lines(session, BANK, bank=found[0].bank, books=found[1].books)
    for each in found:
        match_lines(session, BANK, bank=each.bank, books=each.books)
    with pytest.raises(NotAgreedError):
        reconcile(session, BANK, on=END, bank_balance=780_00)
    line = found[0].bank[0].id[0]
    unmatch_line(session, line)
    match_lines(session, BANK, bank=found[0].bank, books=found[0].books)
    slip(session, 15_00, 31, Direction.OUT)
    (fee,) = bank_suggestions(BANK, END)
    match_lines(session, BANK, bank=fee.bank, books=fee.books)
    assert reconcile(session, BANK, on=END, bank_balance=785_00).book_balance == 785_00
    standing = bank_standing(BANK, END)
    assert standing is not None
    assert (standing.in_books, standing.at_bank) == ((), ())
    assert reconciled_until(standing.account_id) == END
    with pytest.raises(AgreedAlreadyError):
        unmatch_line(session, line)
    assert check_books() == []


def test_refusals_leave_nothing(session: Session) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        take_in_statement(
            session, BANK, sheet=sheet(GOOD[0], "06/10/2569,x,1.00,2.00,5", ",y,,1,6"), today=TODAY
        )
    assert [each.row for each in caught.value.faults] == [3, 4]
    with pytest.raises(ImportRefusedError) as caught:
        take_in_statement(session, BANK, sheet=sheet(GOOD[0], GOOD[2]), today=TODAY)
    assert [each.row for each in caught.value.faults] == [3], "the balance does not follow"
    with pytest.raises(NotPermittedError):
        take_in_statement(session_with(Permission.SELL), BANK, sheet=sheet(*GOOD), today=TODAY)
    assert lines() == 0


def test_lines_that_are_known_are_passed_over(session: Session) -> None:
    take_in_statement(session, BANK, sheet=sheet(*GOOD[:2]), today=TODAY)
    tried = try_statement(session, BANK, sheet=sheet(*GOOD), today=TODAY)
    assert [row.number for row in tried.known] == [2, 3]
    assert [row.amount for row in tried.rows] == [-15_00]
    assert (tried.faults, tried.problem, lines()) == ((), None, 2)
    assert take_in_statement(session, BANK, sheet=sheet(*GOOD), today=TODAY) == 1
    row = book.fetch("SELECT first_day, opening, closing FROM bank_statement ORDER BY id")[-1]
    assert row == ("2026-10-31", 800_00, 785_00)
    again = try_statement(session, BANK, sheet=sheet(*GOOD), today=TODAY)
    assert isinstance(again.problem, StatementTwiceError)


def test_one_of_two_alike_is_known(session: Session) -> None:
    same = "05/10/2569,โอนเข้า,,100.00,"
    take_in_statement(session, BANK, sheet=sheet(same), today=TODAY)
    tried = try_statement(session, BANK, sheet=sheet(same, same), today=TODAY)
    assert (len(tried.known), len(tried.rows)) == (1, 1)


def test_rows_that_are_no_lines_are_left_out_when_said(session: Session) -> None:
    made = sheet(*GOOD, ",รวม,15.00,800.00,")
    tried = try_statement(session, BANK, sheet=made, today=TODAY)
    assert [each.row for each in tried.faults] == [5]
    with pytest.raises(ImportRefusedError):
        take_in_statement(session, BANK, sheet=made, today=TODAY)
    assert take_in_statement(session, BANK, sheet=made, today=TODAY, leave_out={5}) == 3
    with pytest.raises(NotPermittedError):
        try_statement(session_with(Permission.SELL), BANK, sheet=made, today=TODAY)


def test_columns_that_nobody_knows_are_asked_for(session: Session) -> None:
    made = read_bytes("b.csv", "เมื่อ,เท่าไร\n05/10/2569,300.00".encode())
    tried = try_statement(session, BANK, sheet=made, today=TODAY)
    assert isinstance(tried.problem, ColumnMissingError)
    tried = try_statement(session, BANK, sheet=made, today=TODAY, mapping={"on": 0, "amount": 1})
    assert [row.amount for row in tried.rows] == [300_00]


def test_the_same_lines_come_in_once_until_they_are_undone(session: Session) -> None:
    take_in_statement(session, BANK, sheet=sheet(*GOOD), today=TODAY)
    for again in (sheet(*GOOD), sheet(*GOOD[1:])):
        with pytest.raises(StatementTwiceError):
            take_in_statement(session, BANK, sheet=again, today=TODAY)
    uid = book.fetch("SELECT uid FROM bank_statement")[0][0]
    undo_statement(session, uid)
    assert take_in_statement(session, BANK, sheet=sheet(*GOOD), today=TODAY) == 3


def test_a_failure_half_way_writes_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("power")

    monkeypatch.setattr(book, "executemany", broken)
    with pytest.raises(RuntimeError, match="power"):
        take_in_statement(session, BANK, sheet=sheet(*GOOD), today=TODAY)
    assert book.fetch_int("SELECT count(*) FROM bank_statement") == 0


def test_without_a_statement_the_passbook_is_compared_as_a_whole(session: Session) -> None:
    slip(session, 300_00, 31)
    standing = bank_standing(BANK, END)
    assert standing is not None
    assert (standing.in_books, standing.at_bank, standing.bank_must_show) == ((), (), 300_00)
    with pytest.raises(NotAgreedError):
        reconcile(session, BANK, on=END, bank_balance=299_00)
    reconcile(session, BANK, on=END, bank_balance=300_00)
    assert reconciled_until(standing.account_id) == END
