"""Slips come late: a bill for gas after the tea is packed, herbs dearer than thought, a hole in the store."""

import datetime as dt

import pytest

from app.domain.costing import CostKind, Settlement
from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.queries.integrity import check_books
from app.services.recosting import preview_recost, recost_month
from tests.making import Workshop, baht

OCTOBER = dt.date(2026, 10, 1)


def day(number):
    return dt.date(2026, 10, number)


@pytest.fixture
def shop(tmp_path):
    with Workshop(tmp_path / "book.samut") as made:
        yield made


def test_hole_is_filled_by_the_next_receipt(shop):
    """On hand 0, two sold at last cost 30.00; 20 come at 33.00: variance 6.00, stock 18 × 33.00."""
    shop.receive("HERB", 1_000, baht(30), on=day(1))
    shop.sell("HERB", 1_000, baht(50), on=day(2))
    sale = shop.sell("HERB", 2_000, baht(50), on=day(3))
    assert len(sale.warnings) == 1
    assert shop.stock("HERB")[:2] == (-2_000, -baht(60))
    shop.receive("HERB", 20_000, baht(660), on=day(5))
    assert shop.balance(AccountRole.COST_VARIANCE) == baht(6)
    assert shop.stock("HERB")[:2] == (18_000, baht(594))
    assert check_books() == []
    # In order of date nothing is different, so re-costing leaves it alone.
    assert recost_month(shop.session, OCTOBER, uid=new_uid()).is_empty


def test_tea_sold_before_its_slips_came(shop):
    """Dearer herbs and the gas were not on paper when the tea was sold; the month's end puts it right."""
    shop.receive("HERB", 10_000, baht(400), on=day(1))
    batch = shop.start("TEA", 50_000, shop.from_stock("HERB", 10_000), shop.labour(baht(300)), on=day(6))
    shop.finish(batch, shop.out("TEA", 50_000), on=day(8))
    shop.sell("TEA", 20_000, 2_500, on=day(9))
    assert shop.unit_cost(batch) == 800

    shop.receive("HERB", 10_000, baht(600), on=day(4))
    gas = shop.add(batch, shop.cost(CostKind.ENERGY, Settlement.OWED, baht(100), "สมาชิก 003"), on=day(7))
    assert "re-costed" in gas.warnings[0].message
    assert check_books() == []

    # The dry run says what would change and writes nothing.
    planned = preview_recost(shop.session, OCTOBER).months[0]
    assert planned.posted is None
    assert (planned.sold.book, planned.stock.book, planned.wip.book) == (baht(80), baht(20), -baht(100))
    assert shop.unit_cost(batch) == 800

    done = recost_month(shop.session, OCTOBER, uid=new_uid()).months[0]
    assert done.posted is not None
    assert done.posted.number == "ต1-2569-000001"
    tea = next(each for each in done.products if each.code == "TEA")
    assert (tea.old_unit_e4, tea.new_unit_e4) == (800 * 10_000, 1_200 * 10_000)
    assert shop.unit_cost(batch) == 1_200
    assert shop.stock("TEA") == (30_000, baht(360), baht(360), baht(540))
    assert shop.balance(AccountRole.COST_OF_SALES) == baht(240)
    assert shop.balance(AccountRole.WIP) == 0
    assert check_books() == []

    # The sheet shows what came in late, and a second run has nothing to do.
    sheet = shop.sheet(batch)
    assert sheet.recosted.book == baht(100)
    assert sheet.outputs[0].values.book == baht(600)
    assert recost_month(shop.session, OCTOBER, uid=new_uid()).is_empty
