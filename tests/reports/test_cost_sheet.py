"""The cost sheet of a batch whose costs are added up by hand: cash, book and full beside each other."""

import pytest

from app.domain.costing import CostKind, Settlement
from app.domain.production import CostLineDraft
from reports import cost_sheet, home
from reports.catalogue import Question, build
from reports.model import Chart, Figures, Report
from reports.render.report_json import report_from_json, report_json
from tests.fixtures import _no_book_left_open, _own_machine_settings
from tests.making import OCT, Workshop, e4

__all__ = ["_no_book_left_open", "_own_machine_settings"]


@pytest.fixture
def made(tmp_path):
    """20 pieces: shrimp 300.00 from stock, 40.00 of gas paid, 3 hours at 50.00 that nobody is paid for."""
    with Workshop(tmp_path / "ผลิต.samut") as shop:
        shop.receive("SHRIMP", 10_000, 60_000)
        shop.product("PASTE", unit="ถุง", price=5_000)
        batch = shop.make(
            "PASTE",
            20_000,
            CostLineDraft(
                CostKind.MATERIAL,
                Settlement.FROM_STOCK,
                "กุ้ง",
                5_000,
                "กก.",
                product_uid=shop.product("SHRIMP", "material"),
            ),
            CostLineDraft(CostKind.ENERGY, Settlement.PAID, "แก๊ส", amount=4_000),
            CostLineDraft(
                CostKind.LABOUR,
                Settlement.IMPUTED,
                "แรงงาน",
                3_000,
                "ชั่วโมง",
                rate_e4=e4(5_000),
                party_uid=shop.person("สมาชิก 1"),
            ),
        )
        yield shop, batch


def figures(report: Report):
    return {
        item.label: item.value
        for block in report.blocks
        if isinstance(block, Figures)
        for item in block.items
    }


def test_three_unit_costs_stand_beside_each_other(made):
    _shop, batch = made
    sheet = cost_sheet.build(batch.posted.number)
    found = figures(sheet)
    # (300 + 40) / 20 in cash and in the books, (300 + 40 + 150) / 20 in full
    assert list(found.values())[:3] == [e4(1_700), e4(1_700), e4(2_450)]
    assert e4(5_000) in found.values()


def test_the_chart_is_the_full_cost(made):
    _shop, batch = made
    charts = [block for block in cost_sheet.build(batch.posted.number).blocks if isinstance(block, Chart)]
    assert sum(charts[0].series[0].values) == 49_000
    assert max(charts[0].series[0].values) == 30_000


def test_it_is_one_page_with_the_number_of_the_batch(made):
    shop, batch = made
    sheet = build(shop.session, "cost-sheet", Question(document=batch.posted.number))
    assert sheet.one_page
    assert sheet.number == batch.posted.number
    assert "PASTE" in sheet.subtitle


def test_json_brings_it_back(made):
    _shop, batch = made
    sheet = cost_sheet.build(batch.posted.number)
    assert report_from_json(report_json(sheet)) == sheet


def test_home_shows_what_the_month_cost(made):
    shop, _batch = made
    shop.sell("PASTE", 2_000, 5_000)
    sheet = home.build(shop.session, OCT)
    make_up = next(chart for chart in sheet.charts if "made of" in chart.title)
    assert sum(make_up.series[0].values) == 49_000
    # two sold at 50.00, each 17.00 in the books
    assert sheet.figures[2].value == 6_600
