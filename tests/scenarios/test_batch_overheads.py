"""The drier's electricity: batches take a fixed rate each, the bill comes at the end of the month."""

import pytest

from app.domain.costing import CostKind, Overhead, Settlement
from app.domain.ledger import AccountRole
from app.queries.integrity import check_books
from app.queries.profit import income_statement
from tests.making import OCT, Workshop, baht


@pytest.fixture
def shop(tmp_path):
    with Workshop(tmp_path / "book.samut") as made:
        yield made


def test_what_no_batch_took_stays_in_the_month(shop):
    """Four batches take 150.00 each, the bill is 820.00: 220.00 stays in the result, 600.00 in the goods."""
    for _each in range(4):
        shop.make("TEA", 10_000, shop.cost(CostKind.ENERGY, Settlement.ABSORBED, baht(150)))
    shop.bill(AccountRole.ENERGY, baht(820))
    shop.sell("TEA", 10_000, baht(50))

    month = income_statement(OCT.replace(day=1), OCT.replace(day=31))
    assert month.unabsorbed == baht(220)
    assert shop.stock("TEA")[1] + month.total_cost_of_sales == baht(600)
    assert month.total_expenses == baht(220)
    overhead = Overhead(shop.balance(AccountRole.ENERGY), -shop.balance(AccountRole.ABSORBED_ENERGY))
    assert (overhead.remainder, overhead.wants_new_rate) == (baht(220), True)
    assert overhead.new_rate_e4(baht(150) * 10_000) == baht(205) * 10_000
    assert check_books() == []


def test_taking_more_than_the_bill_lowers_the_month(shop):
    shop.make("TEA", 10_000, shop.cost(CostKind.ENERGY, Settlement.ABSORBED, baht(150)))
    shop.bill(AccountRole.ENERGY, baht(140))
    month = income_statement(OCT.replace(day=1), OCT.replace(day=31))
    assert month.unabsorbed == -baht(10)
    assert check_books() == []


def test_wear_is_taken_against_depreciation(shop):
    """Four batches wear the drier by 80.00 each; the month's depreciation is 400.00; 80.00 stays."""
    for _each in range(4):
        shop.make("TEA", 10_000, shop.cost(CostKind.WEAR, Settlement.WEAR, baht(80)))
    shop.bill(AccountRole.DEPRECIATION, baht(400), credit="1502")
    assert income_statement(OCT.replace(day=1), OCT.replace(day=31)).unabsorbed == baht(80)
    assert shop.stock("TEA") == (40_000, baht(320), 0, baht(320))
    assert check_books() == []
