"""The monthly report against sums made by hand: sales, cost, profit, stock, cash, and the month before."""

import datetime as dt

import pytest

from app.i18n import set_language
from reports import home, monthly
from reports.common import Span
from reports.model import Link, Paragraph, Role
from reports.sales_by_product import build as sales_by_product
from tests.fixtures import _no_book_left_open, _own_machine_settings, session
from tests.reports.months import (
    NOV,
    NOV_DAY,
    OCT,
    TwoMonths,
    balances,
    by_label,
    check_sums,
    figure,
    figures,
    table,
)
from tests.stall import DAY

STOCK_ACCOUNTS = ("1301", "1302", "1303")
__all__ = ["_no_book_left_open", "_own_machine_settings", "session"]


@pytest.fixture
def stall(tmp_path):
    return TwoMonths(tmp_path)


def test_figures_stand_beside_the_month_before(stall):
    # October: 3 × 59 + 2 × 89 − 59; its cost 2 × 33.33 + 2 × 20.
    # November: 2 × 59 + 4 × 35; its cost 2 × 33.33 + 4 × 12.50.
    assert figures(monthly.build(NOV)) == {
        "Sales": (25_800, 29_600),
        "Cost of what was sold": (11_666, 10_666),
        "Book profit": (14_134, 18_934),
        "Profit at full cost": (14_134, 18_934),
    }


def test_any_day_means_its_month(stall):
    assert monthly.build(dt.date(2026, 11, 30)) == monthly.build(NOV)


def test_products_are_told_net_of_what_came_back(stall):
    rows = by_label(table(monthly.build(OCT), "Sales by product"))
    assert rows["กะปิผงรสวาซาบิ"].cells[1:8] == (2_000, "ขวด", 11_800, 6_666, 5_134, 5_134, 3_986)
    assert rows["ชาหญ้าหมอน้อย"].cells[1:8] == (2_000, "กล่อง", 17_800, 4_000, 13_800, 13_800, 6_014)
    assert "น้ำยาล้างจาน" not in rows
    assert rows["Total"].cells[3:7] == (29_600, 10_666, 18_934, 18_934)
    assert rows["กะปิผงรสวาซาบิ"].opens == Link("stock-card", "KAPI")


def test_days_and_products_come_to_the_same(stall):
    report = monthly.build(NOV)
    days = by_label(table(report, "Sales by day"))
    assert days[NOV_DAY].cells[1:] == (1, 25_800, 11_666, 14_134)
    assert days[NOV_DAY].opens == Link("day", NOV_DAY.isoformat())
    assert days["Total"].cells[2] == by_label(table(report, "Sales by product"))["Total"].cells[3]


def test_every_total_is_the_sum_of_its_lines(stall):
    assert check_sums(monthly.build(OCT).blocks) >= 8
    assert check_sums(monthly.build(NOV).blocks) >= 8


def test_the_statement_is_the_ledger_turned_round(stall):
    rows = table(monthly.build(NOV), "Income and expenses").rows
    profit = next(row for row in rows if row.key == "profit")
    before, after = balances(dt.date(2026, 10, 31)), balances(dt.date(2026, 11, 30))
    moved = {code: after[code] - before[code] for code in after}
    own = -sum(amount for code, amount in moved.items() if code[0] in "456")
    assert profit.cells[1:] == (own, 18_934, own - 18_934)
    assert own == 14_134
    for row in rows:
        if row.opens is not None:
            assert abs(figure(row.cells[1])) == abs(moved.get(row.opens.argument, 0))


def test_stock_at_the_end_is_what_the_accounts_hold(stall):
    rows = by_label(table(monthly.build(NOV), "Stock at the end of the month"))
    assert rows["กะปิผงรสวาซาบิ"].cells[1:4] == (16_000, "ขวด", 53_328)
    assert rows["ชาหญ้าหมอน้อย"].cells[1] == 18_000
    assert rows["Total"].cells[3] == 53_328 + 36_000 + 20_000
    held = sum(balances(dt.date(2026, 11, 30))[code] for code in STOCK_ACCOUNTS)
    assert rows["Total"].cells[3] == held


def test_money_is_brought_and_carried_forward(stall):
    rows = table(monthly.build(NOV), "Cash and bank").rows
    before, after = balances(dt.date(2026, 10, 31)), balances(dt.date(2026, 11, 30))
    for row in rows:
        if row.role is Role.LINE:
            code = row.opens.argument
            assert row.cells[1:] == (before[code], after[code] - before[code], after[code])
    assert rows[-1].cells[2] == 25_800


def test_the_month_in_sentences(stall):
    text = " ".join(block.text for block in monthly.build(NOV).blocks if isinstance(block, Paragraph))
    assert "sold for 258.00 baht on 1 day." in text
    assert "12.84 % less" in text
    assert "141.34 baht of profit" in text


def test_a_month_without_anything_has_no_figures_but_its_sentence(stall):
    report = monthly.build(dt.date(2027, 2, 1))
    assert set(figures(report).values()) == {(0, 0)}
    text = " ".join(block.text for block in report.blocks if isinstance(block, Paragraph))
    assert text == "Nothing was sold in February 2027."
    assert table(report, "Sales by product").rows == ()


def test_an_empty_book_has_a_report(session):
    report = monthly.build(OCT)
    assert table(report, "Cash and bank").rows == ()
    assert table(report, "Stock at the end of the month").rows == ()


def test_sales_over_some_days(stall):
    one = sales_by_product(Span(DAY, DAY))
    both = sales_by_product(Span(DAY, NOV_DAY))
    first, second = (by_label(table(each, "Sales by product"))["Total"].cells[3] for each in (one, both))
    assert (first, second) == (29_600, 29_600 + 25_800)
    assert one.period == "5 October 2026"


def test_a_whole_month_compares_with_the_month_before_and_days_with_as_many():
    march = Span(dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    assert march.before == Span(dt.date(2026, 2, 1), dt.date(2026, 2, 28))
    days = Span(dt.date(2026, 3, 5), dt.date(2026, 3, 7))
    assert days.before == Span(dt.date(2026, 3, 2), dt.date(2026, 3, 4))


def test_home_tells_the_same_profit_as_the_month(stall):
    sheet = home.build(stall.session, NOV_DAY)
    assert [figure.value for figure in sheet.figures] == [25_800, balances(NOV_DAY)["1101"], 14_134, 17_800]
    assert sheet.figures[2].before == 18_934
    assert not sheet.is_new


def test_home_of_a_later_month_shows_the_last_one_that_sold(stall):
    sheet = home.build(stall.session, dt.date(2027, 3, 1))
    assert sheet.figures[2].value == 0
    assert [chart.title for chart in sheet.charts] == ["Best sellers · Nov 2026"]


def test_home_of_an_empty_book_says_where_to_begin(session):
    sheet = home.build(session, OCT)
    assert sheet.is_new
    assert sheet.charts == ()
    assert home.Task.OPENING in {each.task for each in sheet.todos}


def test_in_thai_the_figures_are_the_same(stall):
    english = figures(monthly.build(NOV))
    set_language("th")
    thai = monthly.build(NOV)
    assert list(figures(thai).values()) == list(english.values())
    assert thai.period == "พฤศจิกายน 2569"
    assert thai.title == "รายงานประจำเดือน"
