"""Shares and funds in the notes and the changes in equity, against sums over the bare lines of the ledger."""

import datetime as dt

import pytest

from app.domain.distribution import FundDraft
from app.domain.document import new_uid
from app.domain.share import ShareLine, SharesDraft
from app.domain.slip_entry import PayDraft, PayKind
from app.queries.equity_parts import FundChange, fund_changes, share_change
from app.queries.statements import balance_sheet, changes_in_equity
from app.services.distribution import spend_from_fund
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from app.services.reversal import reverse
from app.services.settings import change_settings
from app.services.shares import post_shares
from db import connection as book
from reports import equity_changes, notes
from reports.common import Span
from reports.model import Report, Table
from reports.output import render
from tests.builders import make_book, party
from tests.fixtures import _no_book_left_open, _own_machine_settings  # noqa: F401

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
YEAR = Span(FIRST, LAST)
GROWTH, WELFARE = "3204", "3205"


def cash(amount: int) -> tuple[PayDraft, ...]:
    return (PayDraft(PayKind.MONEY, amount, "1101"),) if amount else ()


def put_aside(session, fund: str, amount: int, on: dt.date) -> None:
    lines = (JournalLineDraft("1101", amount), JournalLineDraft(fund, -amount))
    post_journal(session, JournalDraft(new_uid(), lines), on=on)


def spend(session, fund: str, amount: int, on: dt.date) -> bytes:
    return spend_from_fund(session, FundDraft(new_uid(), fund, amount, "เยี่ยมไข้", cash(amount)), on=on).uid


@pytest.fixture
def session(tmp_path):
    made = make_book(tmp_path)
    change_settings(made, {"share_par": 100_00})
    return made


def table(report: Report, title: str) -> Table:
    return next(each for each in report.blocks if isinstance(each, Table) and title in each.title)


def bare(code: str, last: dt.date) -> int:
    """What an account stands at, credit positive, added up line by line."""
    lines = book.fetch(
        "SELECT l.amount, l.ledger_date FROM journal_line l JOIN account a ON a.id = l.account_id "
        "WHERE a.code = ?",
        (code,),
    )
    return -sum(amount for amount, on in lines if on <= last.isoformat())


def test_each_fund_brought_forward_set_aside_spent_left(session):
    put_aside(session, WELFARE, 500_00, dt.date(2025, 5, 1))
    spend(session, WELFARE, 120_00, dt.date(2025, 6, 1))
    put_aside(session, WELFARE, 300_00, dt.date(2026, 3, 1))
    spend(session, WELFARE, 70_00, dt.date(2026, 4, 1))
    wrong = spend(session, WELFARE, 40_00, dt.date(2026, 4, 2))
    reverse(session, wrong, on=dt.date(2026, 4, 2), reason="พิมพ์ผิด", uid=new_uid())
    put_aside(session, GROWTH, 90_00, dt.date(2026, 3, 1))
    found = fund_changes(FIRST, LAST)
    assert [(each.code, each.brought, each.set_aside, each.spent, each.left) for each in found] == [
        (GROWTH, 0, 90_00, 0, 90_00),
        (WELFARE, 380_00, 300_00, 70_00, 610_00),
    ], "what was undone was not set aside"
    for each in found:
        assert each.left == bare(each.code, LAST)
        assert each.brought == bare(each.code, dt.date(2025, 12, 31))
    by_code = {row.code: row.closing for row in changes_in_equity(FIRST, LAST)}
    assert {each.code: each.left for each in found}.items() <= by_code.items()
    for report in (notes.build(YEAR), equity_changes.build(YEAR)):
        rows = table(report, "unds").rows
        assert rows[-1].cells[1:] == (380_00, 390_00, 70_00, 700_00)
        assert render(report, "pdf").startswith(b"%PDF")
        assert render(report, "xlsx")


def test_last_years_spending_that_is_undone_is_less_spent(session):
    put_aside(session, WELFARE, 500_00, dt.date(2025, 5, 1))
    wrong = spend(session, WELFARE, 40_00, dt.date(2025, 6, 2))
    post_journal(
        session,
        JournalDraft(new_uid(), (JournalLineDraft("1101", 1_00), JournalLineDraft(WELFARE, -1_00))),
        on=dt.date(2026, 1, 5),
    )
    reverse(session, wrong, on=dt.date(2026, 1, 6), reason="พิมพ์ผิด", uid=new_uid())
    (found,) = fund_changes(FIRST, LAST)
    assert found.left == bare(WELFARE, LAST) == 501_00
    assert found.brought + found.set_aside - found.spent == found.left


def test_an_empty_fund_is_not_listed_and_none_is_said(session):
    assert fund_changes(FIRST, LAST) == ()
    assert table(notes.build(YEAR), "Funds").rows == ()
    assert not [each for each in equity_changes.build(YEAR).blocks if isinstance(each, Table) and each.title]


def test_shares_that_are_not_paid_in_are_taken_off(session):
    one, two = party(session, "คำ", member=True).uid, party(session, "ขวัญ", member=True).uid
    lines = (ShareLine(one, 5, 500_00),)
    post_shares(session, SharesDraft(new_uid(), lines, cash(500_00)), on=dt.date(2025, 3, 1))
    lines = (ShareLine(two, 10, 250_00),)
    post_shares(session, SharesDraft(new_uid(), lines, cash(250_00)), on=dt.date(2026, 3, 1))
    found = share_change(FIRST, LAST)
    assert (found.before.signed, found.before.unpaid) == (500_00, 0)
    assert (found.after.signed, found.after.unpaid, found.after.paid) == (1_500_00, 750_00, 750_00)
    assert (found.shares, found.members, found.owing) == (15, 2, 1)
    register = book.fetch("SELECT sum(amount), sum(paid) FROM share_entry")[0]
    assert (found.after.signed, found.after.paid) == register
    assert bare("3101", LAST) + bare("3104", LAST) == found.after.paid == balance_sheet(LAST).total("equity")
    for report in (notes.build(YEAR), equity_changes.build(YEAR)):
        made = table(report, "hares")
        assert [row.cells[1:] for row in made.rows] == [
            (500_00, 1_000_00, 1_500_00),
            (0, -750_00, -750_00),
            (500_00, 250_00, 750_00),
        ]
        assert "1 member has not paid" in made.note


def test_what_is_left_is_what_was_there_and_came_less_what_went():
    assert FundChange("1", "", "", 5, 7, 20).left == -8
