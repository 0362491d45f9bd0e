"""The stock as lists: at a month's end, as seen, to count on, and the short cards."""

import datetime as dt

import pytest

from app.queries.products import Product, list_products, product_by_uid
from app.queries.stock import stock_at_place
from reports import catalogue, stock_list
from reports.common import month_span
from reports.model import Figures, Link, Report, Role, Table
from tests.fixtures import _no_book_left_open, session  # noqa: F401
from tests.stall import DAY, Stall

OCTOBER, SEPTEMBER = dt.date(2026, 10, 1), dt.date(2026, 9, 1)


def table_of(report: Report, at: int = 0) -> Table:
    """A block of a report that is a table."""
    block = report.blocks[at]
    assert isinstance(block, Table)
    return block


def goods(uid: bytes) -> Product:
    """A product that is there."""
    found = product_by_uid(uid)
    assert found is not None
    return found


@pytest.fixture
def stall(tmp_path):
    return Stall(tmp_path)


def test_month_end_lists_quantity_average_and_value(stall):
    stall.sell(stall.line(stall.kapi, 5, 5900))
    report = catalogue.build(stall.session, "stock-list", catalogue.month_question(OCTOBER))
    assert isinstance(report, Report)
    figures, table = report.blocks[0], table_of(report, 1)
    assert isinstance(figures, Figures)
    assert table.rows[0].cells == ("KAPI", "กะปิผงรสวาซาบิ", "ขวด", 15_000, 3333_0000, 499_95)
    assert table.rows[-1].role is Role.TOTAL
    assert table.rows[-1].cells[-1] == 499_95 + 400_00 + 250_00 == figures.items[-1].value
    assert table.rows[0].opens == Link("stock-card", "KAPI")


def test_a_month_without_stock_says_so(stall):
    table = table_of(stock_list.build(SEPTEMBER))
    assert table.rows == ()
    assert "Nothing" in table.empty


def test_what_is_seen_keeps_its_order_and_adds_up(stall):
    rows = list_products(sort="price", descending=True)
    table = table_of(stock_list.seen(rows, title="Products"))
    assert [row.cells[0] for row in table.rows[:-1]] == ["TEA", "KAPI", "SOAP"]
    assert table.rows[-1].cells[-1] == 666_60 + 400_00 + 250_00


@pytest.mark.parametrize("with_expected", [True, False])
def test_the_count_sheet_shows_the_book_only_if_asked(stall, with_expected):
    report = stock_list.count_sheet(
        stock_at_place(1), place="ที่เก็บของ", on="5 ต.ค. 2569", with_expected=with_expected
    )
    table = table_of(report)
    assert ("expected" in [column.key for column in table.columns]) is with_expected
    assert (20_000 in table.rows[0].cells) is with_expected


def test_short_cards_put_in_and_out_into_one_column(stall):
    stall.sell(stall.line(stall.kapi, 5, 5900))
    product = goods(stall.kapi)
    short = table_of(stock_list.short_card(product, month_span(DAY)))
    assert [row.cells[2] for row in short.rows] == [None, 20_000, -5_000]
    narrow = table_of(stock_list.narrow_card(product, month_span(DAY)))
    assert [column.key for column in narrow.columns] == [
        "date",
        "number",
        "what",
        "moved",
        "left",
        "total",
        "unit_cost",
    ]


def test_figures_of_a_product_that_ran_out_take_its_last_cost(stall):
    stall.sell(stall.line(stall.soap, 20, 3500))
    figures = stock_list.figures_of(goods(stall.soap))
    assert (figures.on_hand_milli, figures.value) == (0, 0)
    assert figures.average_e4 == 1250_0000
    assert figures.margin_bp == 6429
