"""What comes out of a batch besides the goods: waste as usual, waste by accident, bran, a second product."""

import pytest

from app.domain.costing import CostKind, OutputKind, Settlement
from app.domain.ledger import AccountRole
from app.queries.integrity import check_books
from tests.making import Workshop, baht


@pytest.fixture
def shop(tmp_path):
    with Workshop(tmp_path / "book.samut") as made:
        yield made


def test_usual_waste_makes_the_rest_dearer(shop):
    """Of 100 sausages 10 burst, as always: the 90 good ones carry the whole cost."""
    batch = shop.make(
        "SAUSAGE",
        100_000,
        shop.cost(CostKind.MATERIAL, Settlement.PAID, baht(1_800)),
        outputs=(shop.out("SAUSAGE", 90_000), shop.out("SAUSAGE", 10_000, OutputKind.NORMAL_WASTE)),
    )
    assert shop.unit_cost(batch) == 2_000
    assert shop.balance(AccountRole.ABNORMAL_WASTE) == 0
    assert check_books() == []


def test_accident_is_an_expense_and_not_in_the_goods(shop):
    """The power failed and 20 went bad: they are this month's loss, the good ones cost as always."""
    batch = shop.make(
        "SAUSAGE",
        100_000,
        shop.cost(CostKind.MATERIAL, Settlement.PAID, baht(1_500)),
        shop.labour(baht(500)),
        outputs=(
            shop.out("SAUSAGE", 80_000),
            shop.out("SAUSAGE", 20_000, OutputKind.ABNORMAL_WASTE, reason="ไฟดับ ตู้แช่ไม่เย็น"),
        ),
    )
    assert shop.unit_cost(batch) == 1_500
    assert shop.stock("SAUSAGE") == (80_000, baht(1_200), baht(1_200), baht(1_600))
    assert shop.balance(AccountRole.ABNORMAL_WASTE) == baht(300)
    waste = shop.sheet(batch).outputs[1]
    assert (waste.reason, waste.lot_code) == ("ไฟดับ ตู้แช่ไม่เย็น", "")
    assert check_books() == []


def test_all_of_it_lost(shop):
    """Nothing was saved: the whole cost is an expense and the batch is closed."""
    batch = shop.start("SAUSAGE", 10_000, shop.cost(CostKind.MATERIAL, Settlement.PAID, baht(150)))
    shop.finish(batch, shop.out("SAUSAGE", 10_000, OutputKind.ABNORMAL_WASTE, reason="น้ำท่วม"))
    assert shop.stock("SAUSAGE") == (0, 0, 0, 0)
    assert shop.balance(AccountRole.ABNORMAL_WASTE) == baht(150)
    assert shop.balance(AccountRole.WIP) == 0
    assert check_books() == []


def test_bran_takes_its_price_and_the_rice_the_rest(shop):
    """Milling: 600 kg of rice and 80 kg of bran that sells at 6.00 less 1.00 for carrying it."""
    shop.receive("PADDY", 1_000_000, baht(10_000))
    batch = shop.make(
        "RICE",
        600_000,
        shop.from_stock("PADDY", 1_000_000),
        outputs=(shop.out("RICE", 600_000), shop.out("BRAN", 80_000, OutputKind.BY_PRODUCT, value=500)),
    )
    assert shop.stock("BRAN")[:2] == (80_000, baht(400))
    assert shop.stock("RICE")[:2] == (600_000, baht(9_600))
    assert shop.unit_cost(batch) == 1_600
    assert check_books() == []


def test_two_products_share_by_what_they_sell_for(shop):
    """One cooking gives 60 bottles at 40.00 and 20 jars at 80.00: 2,400 to 1,600."""
    shop.product("SYRUP", price=4_000)
    shop.product("JAM", price=8_000)
    shop.make(
        "SYRUP",
        60_000,
        shop.cost(CostKind.MATERIAL, Settlement.PAID, baht(1_000)),
        outputs=(shop.out("SYRUP", 60_000), shop.out("JAM", 20_000, OutputKind.CO_PRODUCT)),
    )
    assert shop.stock("SYRUP")[1] == baht(600)
    assert shop.stock("JAM")[1] == baht(400)
    assert check_books() == []


def test_without_prices_they_share_by_quantity(shop):
    shop.make(
        "SYRUP",
        60_000,
        shop.cost(CostKind.MATERIAL, Settlement.PAID, baht(1_000)),
        outputs=(shop.out("SYRUP", 60_000), shop.out("JAM", 20_000, OutputKind.CO_PRODUCT)),
    )
    assert (shop.stock("SYRUP")[1], shop.stock("JAM")[1]) == (baht(750), baht(250))
    assert check_books() == []
