"""Balances and movements: kept sums and lines give the same, to any day, and add up to nothing."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.queries.balances import (
    AccountBalance,
    AccountMovement,
    balances,
    money_balances,
    month_end,
    movements,
    parties_owing,
)
from app.queries.integrity import check_books
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from db import connection as book
from tests.builders import make_book
from tests.stall import DAY, Stall

CODES = ("1101", "1102", "2101", "3101", "5205", "5401")
FIRST = dt.date(2025, 11, 1)


@pytest.fixture
def entries(tmp_path: Path) -> Iterator[list[tuple[dt.date, dict[str, int]]]]:
    """A book with eighty entries over a year in no order, and a list of them."""
    session = make_book(tmp_path)
    chance = random.Random(1)
    made = []
    for _turn in range(80):
        day = FIRST + dt.timedelta(days=chance.randrange(365))
        debit, credit = chance.sample(CODES, 2)
        amount = chance.randint(1, 10_000_00)
        lines = (JournalLineDraft(debit, amount), JournalLineDraft(credit, -amount))
        post_journal(session, JournalDraft(new_uid(), lines), on=day)
        made.append((day, {debit: amount, credit: -amount}))
    yield made
    assert check_books() == []


def added_up(entries: list[tuple[dt.date, dict[str, int]]], first: dt.date, last: dt.date) -> dict[str, int]:
    total: Counter[str] = Counter()
    for day, lines in entries:
        if first <= day <= last:
            total.update(lines)
    return {code: amount for code, amount in total.items() if amount}


DAYS = [dt.date(2025, 10, 31), FIRST, dt.date(2025, 11, 30), dt.date(2026, 2, 14), dt.date(2026, 2, 28),
        dt.date(2026, 7, 1), dt.date(2026, 10, 31), dt.date(2030, 1, 1)]  # fmt: skip


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_balances_to_any_day(entries: list[tuple[dt.date, dict[str, int]]], day: dt.date) -> None:
    found = {each.code: each.balance for each in balances(day) if each.balance}
    assert found == added_up(entries, dt.date.min, day)
    assert sum(found.values()) == 0
    money = {each.code: each.balance for each in money_balances(day)}
    assert {code: amount for code, amount in money.items() if amount} == {
        code: amount for code, amount in found.items() if code in ("1101", "1102")
    }


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (FIRST, dt.date(2026, 10, 31)),
        (dt.date(2026, 2, 1), dt.date(2026, 2, 28)),
        (dt.date(2026, 2, 5), dt.date(2026, 5, 17)),
        (dt.date(2026, 3, 3), dt.date(2026, 3, 3)),
    ],
)
def test_movements_by_month_and_by_day(
    entries: list[tuple[dt.date, dict[str, int]]], first: dt.date, last: dt.date
) -> None:
    rows = movements(first, last)
    assert {row.code: row.balance for row in rows if row.balance} == added_up(entries, first, last)
    assert sum(row.debit for row in rows) == sum(row.credit for row in rows)
    assert all(row.debit >= 0 and row.credit >= 0 for row in rows)


def test_month_end_needs_no_line_of_history(
    entries: list[tuple[dt.date, dict[str, int]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = book.fetch

    def counted(statement: str, parameters: object = ()) -> object:
        asked.append(statement)
        return real(statement, parameters)  # type: ignore[arg-type]

    monkeypatch.setattr(book, "fetch", counted)
    balances(dt.date(2026, 2, 28))
    movements(dt.date(2026, 2, 1), dt.date(2026, 2, 28))
    assert len(asked) == 2, "one statement each"
    assert "month_balance" in asked[1]
    assert "journal_line" not in asked[1]


def test_natural_side_and_month_end() -> None:
    income = AccountMovement(1, "4101", "income", "sales", "ขาย", "Sales", "income", 10, 110)
    assert (income.balance, income.natural) == (-100, 100)
    cost = AccountMovement(2, "5101", "expense", None, "ต้นทุน", "Cost", "cost_of_sales", 110, 10)
    assert (cost.balance, cost.natural) == (100, 100)
    assert month_end(dt.date(2028, 2, 5)) == dt.date(2028, 2, 29)
    assert month_end(dt.date(2026, 12, 31)) == dt.date(2026, 12, 31)
    assert AccountBalance(1, "1", "asset", None, "", "", "", 5).balance == 5


def test_people_who_owe_largest_first(tmp_path: Path) -> None:
    from tests.builders import party

    stall = Stall(tmp_path)
    other = party(stall.session, "ลูกค้าประจำ 02").uid
    for customer, pieces in ((stall.customer, 1), (other, 3)):
        draft = stall.draft(
            stall.line(stall.tea, pieces, 8900),
            pay=(stall.by("account", pieces * 89_00),),
            party_uid=customer,
        )
        from app.services.sales import post_sale

        post_sale(stall.session, draft, on=DAY)
    assert [(each.name, each.balance) for each in parties_owing("receivable")] == [
        ("ลูกค้าประจำ 02", 267_00),
        ("ลูกค้าประจำ 01", 89_00),
    ]
    assert parties_owing("payable") == ()
