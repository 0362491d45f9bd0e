"""The papers of cash and bank: a count, empty and filled in, and the books led over to the bank."""

import datetime as dt

import pytest

from app.domain.cash_counting import DENOMINATIONS, CashCountDraft
from app.domain.document import new_uid
from app.domain.session import Session
from app.queries.cash_counts import expected_cash
from app.services.bank import take_in_statement
from app.services.cash_counts import post_cash_count
from app.services.spreadsheets import read_bytes
from reports import bank_reconciliation, cash_count
from reports.common import ReportArgumentError
from reports.model import Figures, Report, Table
from reports.output import render
from tests.fixtures import _no_book_left_open, _own_machine_settings, session

__all__ = ["_no_book_left_open", "_own_machine_settings", "session"]

DAY = dt.date(2026, 10, 20)


def figures(report: Report) -> list[int]:
    return [
        each.value
        for block in report.blocks
        if isinstance(block, Figures)
        for each in block.items
        if isinstance(each.value, int)
    ]


def test_a_count_is_printed_empty_and_as_it_was_saved(session: Session) -> None:
    empty = cash_count.blank("1101")
    assert empty.by_hand, "the screen shows its paper"
    (table,) = [block for block in empty.blocks if isinstance(block, Table)]
    assert len(table.rows) == len(DENOMINATIONS) + 1
    draft = CashCountDraft(new_uid(), "1101", {50_000: 1, 25: 4}, expected_cash("1101", DAY), "ไม่ทราบ")
    posted = post_cash_count(session, draft, on=DAY)
    filled = cash_count.of_document(posted.number)
    assert figures(filled) == [501_00, 0, 501_00]
    assert render(filled, "pdf").startswith(b"%PDF")
    assert render(empty, "pdf").startswith(b"%PDF")
    for wrong in ("no-such", ""):
        with pytest.raises(ReportArgumentError):
            cash_count.of_document(wrong)
    with pytest.raises(ReportArgumentError):
        cash_count.blank("9999")


def test_the_books_are_led_over_to_the_bank(session: Session) -> None:
    rows = "Date,Description,Amount,Balance\n05/10/2026,deposit,1000.00,1000.00\n"
    take_in_statement(session, "1102", sheet=read_bytes("b.csv", rows.encode()), today=DAY)
    report = bank_reconciliation.build("1102", DAY)
    assert figures(report) == [0, 0, 1_000_00, 1_000_00]
    assert render(report, "pdf").startswith(b"%PDF")
    with pytest.raises(ReportArgumentError):
        bank_reconciliation.build("4201", DAY)
