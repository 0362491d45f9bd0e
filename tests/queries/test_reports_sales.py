"""What papers read of sales: by product, by day, by way of paying, with returns and voids taken off."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import new_uid
from app.domain.sale import Condition
from app.queries.integrity import check_books
from app.queries.profit import book_span, cost_make_up, income_statement
from app.queries.sales import (
    count_documents,
    document_by_number,
    document_by_uid,
    documents,
    last_document,
    receipts_by_day,
    sale_document,
    sales_by_day,
    sales_by_product,
    tenders_between,
)
from app.queries.stock import stock_at_month_end, stock_card, stock_now
from app.services.printing import count_print
from app.services.returns import void_sale
from db import connection as book
from tests.stall import DAY, Stall

NEXT = DAY + dt.timedelta(days=1)
NOVEMBER = dt.date(2026, 11, 2)
FIRST, LAST = dt.date(2026, 10, 1), dt.date(2026, 10, 31)


@pytest.fixture
def stall(tmp_path: Path) -> Iterator[Stall]:
    """Two days of October and one of November: sales, a return, a spoiled return, a void."""
    stall = Stall(tmp_path)
    first = stall.sell(stall.line(stall.kapi, 3, 5900), stall.line(stall.tea, 2, 8900, discount=8_00))
    stall.sell(stall.line(stall.tea, 1, 8900), pay=(stall.by("promptpay", 89_00),), on=NEXT)
    stall.take_back(first, 1, 1, 59_00)
    stall.take_back(first, 1, 1, 59_00, Condition.SPOILED)
    wrong = stall.sell(stall.line(stall.soap, 4, 3500))
    void_sale(stall.session, wrong.posted.uid, on=DAY, reason="คีย์ผิด", uid=new_uid())
    stall.sell(stall.line(stall.soap, 1, 3500), on=NOVEMBER)
    yield stall
    assert check_books() == []


def test_sales_by_product_take_off_what_came_back(stall: Stall) -> None:
    rows = {row.uid: row for row in sales_by_product(FIRST, LAST)}
    kapi, tea = rows[stall.kapi], rows[stall.tea]
    assert (kapi.quantity, kapi.amount, kapi.value) == (1_000, 59_00, 33_33)
    assert (tea.quantity, tea.amount, tea.value) == (3_000, 178_00 - 8_00 + 89_00, 60_00)
    soap = rows.get(stall.soap)
    assert soap is None or (soap.quantity, soap.amount, soap.value) == (0, 0, 0)
    amounts = [row.amount for row in sales_by_product(FIRST, LAST)]
    assert amounts == sorted(amounts, reverse=True)
    assert sum(amounts) == income_statement(FIRST, LAST).total_income


def test_sales_by_day_and_receipts(stall: Stall) -> None:
    days = {row.day: row for row in sales_by_day(FIRST, LAST)}
    assert list(days) == [DAY, NEXT]
    assert days[DAY].amount == 59_00 + 170_00
    assert days[NEXT].amount == 89_00
    assert [row.day for row in sales_by_day(NOVEMBER, NOVEMBER)] == [NOVEMBER]
    receipts = {day: (count, total) for day, count, total in receipts_by_day(FIRST, LAST)}
    assert receipts[NEXT] == (1, 89_00)
    assert receipts[DAY] == (1, 347_00), "the voided receipt is not counted"


def test_ways_of_paying_with_refunds_taken_off(stall: Stall) -> None:
    tenders = {each.kind: each.amount for each in tenders_between(FIRST, LAST)}
    assert tenders["promptpay"] == 89_00
    # Sales 347.00 and 140.00 (voided), two refunds of 59.00; what was bought is no takings.
    assert tenders["cash"] == 59_00 + 170_00


def test_statement_tells_cost_and_spoiled_goods(stall: Stall) -> None:
    statement = income_statement(FIRST, LAST)
    # One of kapi at 33.33 and three of tea at 20.00 were sold; one kapi was spoiled.
    assert statement.total_cost_of_sales == 33_33 + 60_00 + 33_33
    assert statement.gross_profit == statement.total_income - statement.total_cost_of_sales
    assert statement.imputed == 0
    assert statement.profit == statement.full_profit
    assert cost_make_up(FIRST, LAST) == ()
    assert book_span() == (DAY, NOVEMBER)


def test_a_receipt_with_what_came_back_and_how_often_it_was_printed(stall: Stall) -> None:
    document = document_by_number(" ร1-2569-000001 ")
    assert document is not None
    assert document_by_uid(document.uid) == document
    sale = sale_document(document)
    assert sale is not None
    assert [(line.quantity, line.returned, line.amount) for line in sale.lines] == [
        (3_000, 2_000, 177_00),
        (2_000, 0, 170_00),
    ]
    assert (sale.subtotal, sale.total, sale.prints) == (347_00, 347_00, 0)
    assert [count_print(stall.session, document.uid, paper="80").copy for _turn in range(3)] == [0, 1, 2]
    again = sale_document(document)
    assert again is not None
    assert again.prints == 3
    back = last_document("sale_return")
    assert back is not None
    returned = sale_document(back)
    assert returned is not None
    assert returned.original_number == document.number
    assert document_by_number("ร1-2569-999999") is None
    assert sale_document(document_by_uid(stall.bought.uid) or document) is None


def test_pages_of_documents_meet_without_gap(stall: Stall) -> None:
    whole = documents(FIRST, NOVEMBER, limit=100)
    assert len(whole) == count_documents(FIRST, NOVEMBER) == 8
    assert [each.id for each in whole] == sorted((each.id for each in whole), reverse=True)
    paged: list[int] = []
    before = 1 << 62
    while page := documents(FIRST, NOVEMBER, before_id=before, limit=3):
        paged += [each.id for each in page]
        before = page[-1].id
    assert paged == [each.id for each in whole]
    assert count_documents(FIRST, LAST, kind="sale") == 3
    assert {each.kind for each in documents(FIRST, LAST, kind="sale")} == {"sale"}


def test_stock_at_a_month_end_and_the_card_between(stall: Stall) -> None:
    october = {row.uid: (row.quantity, row.value) for row in stock_at_month_end(DAY)}
    now = {row.uid: (row.quantity, row.value) for row in stock_now()}
    assert october[stall.soap] == (20_000, 250_00)
    assert now[stall.soap] == (19_000, 237_50)
    assert october[stall.kapi] == now[stall.kapi] == (18_000, 666_60 - 33_33 - 33_33)
    row = next(each for each in stock_now() if each.uid == stall.soap)
    card = stock_card(row.id, NOVEMBER, NOVEMBER)
    assert (card.quantity_before, card.value_before) == (20_000, 250_00)
    assert [(each.quantity, each.value) for each in card.rows] == [(-1_000, -12_50)]
    whole = stock_card(row.id, FIRST, NOVEMBER)
    assert (whole.quantity_before, whole.value_before) == (0, 0)
    assert sum(each.quantity for each in whole.rows) == 19_000


def test_each_reads_with_one_statement(stall: Stall, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = book.fetch

    def counted(statement: str, parameters: object = ()) -> object:
        asked.append(statement)
        return real(statement, parameters)  # type: ignore[arg-type]

    monkeypatch.setattr(book, "fetch", counted)
    for ask in (sales_by_product, sales_by_day, receipts_by_day, tenders_between, documents, cost_make_up):
        asked.clear()
        ask(FIRST, LAST)
        assert len(asked) == 1, ask
