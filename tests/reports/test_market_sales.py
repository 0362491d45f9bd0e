"""Sales cut every way come to the same, and to what the bills say one by one."""

import datetime as dt

import pytest

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.sale import Condition
from app.domain.session import Permission
from app.queries.market_sales import Cut, goods_sold, make_next, sales_cut
from app.queries.profit import income_statement
from app.services.returns import void_sale
from app.services.sales import post_sale
from db import connection as book
from reports import market_sales
from reports.catalogue import Question, build
from reports.common import Span
from reports.model import Role, Table
from reports.output import render
from tests.builders import make_book, session_with
from tests.fixtures import _no_book_left_open  # noqa: F401
from tests.stall import DAY, Stall

NEXT_DAY = DAY + dt.timedelta(days=1)
SPAN = Span(DAY, NEXT_DAY)
NINE = 1_791_165_600_000  # 9:20 on that day in Thailand


@pytest.fixture
def stall(tmp_path):
    now = [NINE]
    made = Stall(tmp_path, make_book(tmp_path, clock=lambda: now[0]))
    one = made.sell(made.line(made.kapi, 2, 5_900))
    now[0] += 3_600_000
    made.sell(made.line(made.tea, 1, 8_900, discount=900))
    draft = made.draft(made.line(made.soap, 3, 3_500), pay=(made.cash(10_500),))
    post_sale(made.session, draft, on=NEXT_DAY, channel="phone")
    gone = made.sell(made.line(made.tea, 5, 8_900))
    now[0] += 3 * 3_600_000
    made.take_back(one, 1, 1, 5_900, Condition.SPOILED)
    void_sale(made.session, gone.posted.uid, on=DAY, reason="ผิด", uid=new_uid())
    return made


def test_every_cut_comes_to_what_was_sold(stall):
    rows = book.fetch("SELECT sum(amount) FROM sale_line")
    cost = -book.fetch_int("SELECT sum(value) FROM stock_move WHERE purpose IN ('sale', 'return')")
    for cut in Cut:
        found = sales_cut(cut, DAY, NEXT_DAY)
        assert sum(each.amount for each in found) == rows[0][0] == 5_900 + 8_000 + 10_500
        assert sum(each.bills for each in found) == 3
        assert sum(each.cost for each in found) == cost
    statement = income_statement(DAY, NEXT_DAY)
    (seller,) = sales_cut(Cut.SELLER, DAY, NEXT_DAY)
    spoiled = book.fetch_int(
        "SELECT sum(l.amount) FROM journal_line l JOIN account a ON a.id = l.account_id WHERE a.role = ?",
        (AccountRole.SPOILED.value,),
    )
    assert seller.left - spoiled == statement.profit


def test_a_return_and_a_void_count_at_the_hour_of_the_sale(stall):
    hours = {each.key: (each.bills, each.amount) for each in sales_cut(Cut.HOUR, DAY, NEXT_DAY)}
    first = dt.datetime.fromtimestamp(NINE / 1000, dt.UTC).hour + 7
    assert hours == {f"{first:02d}": (1, 5_900), f"{first + 1:02d}": (2, 18_500)}


def test_ways_of_selling_have_their_names_and_days_their_own_sales(stall):
    assert [(each.name, each.amount) for each in sales_cut(Cut.CHANNEL, DAY, NEXT_DAY)] == [
        ("Stall and shop", 13_900),
        ("Telephone", 10_500),
    ]
    assert [each.name for each in sales_cut(Cut.CHANNEL, NEXT_DAY, NEXT_DAY)] == ["Telephone"]
    assert [each.name for each in sales_cut(Cut.EVENT, DAY, NEXT_DAY)] == ["No market day"]
    assert sales_cut(Cut.HOUR, DAY - dt.timedelta(days=9), DAY - dt.timedelta(days=1)) == ()


def test_best_slow_and_what_to_make(stall):
    sold = {each.code: each.quantity for each in goods_sold(DAY, NEXT_DAY)}
    assert sold == {"KAPI": 1_000, "TEA": 1_000, "SOAP": 3_000}
    needs = {each.goods.code: each.to_make for each in make_next(DAY, NEXT_DAY)}
    assert needs == {"SOAP": 4_000}  # 21 usual in 14 days, 17 there
    best, slow = (
        [str(row.cells[0]) for row in block.rows]
        for block in market_sales.best_and_slow(SPAN).blocks
        if isinstance(block, Table)
    )
    assert len(best) == 2  # of three that sold
    assert sorted([*best, *slow]) == sorted(each.name for each in goods_sold(DAY, NEXT_DAY) if each.on_hand)


@pytest.mark.parametrize("name", [*market_sales.NAMES.values(), "best-and-slow", "what-to-make-next"])
def test_every_report_is_a_paper_a_workbook_and_says_when_nothing_was_sold(stall, name):
    report = build(stall.session, name, Question(SPAN))
    assert render(report, "pdf").startswith(b"%PDF")
    assert render(report, "xlsx")
    empty = build(stall.session, name, Question(Span(DAY - dt.timedelta(days=9), DAY - dt.timedelta(days=8))))
    assert all(bool(block.empty) for block in empty.blocks if isinstance(block, Table) and not block.rows)


def test_totals_add_up_and_a_seller_sees_no_costs(stall):
    report = build(stall.session, "sales-by-channel", Question(SPAN))
    table = next(block for block in report.blocks if isinstance(block, Table))
    assert table.rows[-1].role is Role.TOTAL
    for key in table.sums:
        at = [column.key for column in table.columns].index(key)
        assert table.rows[-1].cells[at] == sum(int(str(row.cells[at])) for row in table.rows[:-1])
    seller = build(session_with(Permission.SEE_SALES), "sales-by-channel", Question(SPAN))
    table = next(block for block in seller.blocks if isinstance(block, Table))
    assert [column.key for column in table.columns] == ["name", "bills", "amount", "share"]
