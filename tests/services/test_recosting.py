"""Re-costing an open month: late slips reach what was made and sold, once, and never a locked month."""

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.costing import CostKind, OutputKind, Settlement
from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.session import NotPermittedError, issue
from app.queries.costing import wip_by_batch
from app.queries.integrity import check_books
from app.queries.recosting import changes_from, changes_of, months_from
from app.services.recosting import MonthLockedError, preview_recost, recost_month
from app.services.reversal import reverse
from db import connection as book
from tests.builders import session_with
from tests.making import Workshop, baht


def day(number: int, month: int = 10) -> dt.date:
    return dt.date(2026, month, number)


OCTOBER = day(1)


@pytest.fixture
def shop(tmp_path):
    with Workshop(tmp_path / "book.samut") as made:
        yield made


def each_month_alone(first=OCTOBER):
    """What a month's list asks of a month is what re-costing would do in it, whatever came later."""
    for month in months_from(first):
        start = dt.date.fromisoformat(f"{month}-01")
        assert changes_of(start) == changes_from(start)[0][0]


def recost(shop, month=OCTOBER):
    each_month_alone(month)
    answer = recost_month(shop.session, month, uid=new_uid())
    assert check_books() == []
    return answer


def settled(shop, month=OCTOBER):
    """A second run finds nothing and posts nothing."""
    each_month_alone(month)
    documents = book.fetch_int("SELECT count(*) FROM document")
    again = recost_month(shop.session, month, uid=new_uid())
    assert again.is_empty
    assert not again.changes
    assert book.fetch_int("SELECT count(*) FROM document") == documents
    return True


def test_nothing_to_do_when_slips_came_in_order(shop):
    shop.receive("HERB", 10_000, baht(100), on=day(1))
    shop.make("TEA", 7_000, shop.from_stock("HERB", 3_333), shop.labour(baht(10)), on=day(2))
    shop.sell("TEA", 3_000, baht(89), on=day(3))
    shop.receive("HERB", 7_000, baht(77), on=day(4))
    shop.make("TEA", 9_000, shop.from_stock("HERB", 5_000), on=day(5))
    shop.sell("TEA", 5_000, baht(89), on=day(6))
    assert preview_recost(shop.session, OCTOBER).is_empty
    assert settled(shop)
    assert check_books() == []


def at(shop, when, hour=12):
    """From now on it is this day and hour (Thai time)."""
    moment = dt.datetime(when.year, when.month, when.day, hour, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    shop.session = issue(replace(shop.session, clock=lambda: int(moment.timestamp()) * 1000))


def test_entered_in_time_a_day_stays_as_it_was_entered(shop):
    """Sold in the morning, bought dearer in the afternoon: the morning's sale keeps its cost."""
    at(shop, day(1))
    shop.receive("HERB", 10_000, baht(100), on=day(1))
    at(shop, day(2), 8)
    shop.sell("HERB", 5_000, baht(50), on=day(2))
    at(shop, day(2), 23)
    shop.receive("HERB", 5_000, baht(100), on=day(2))
    assert settled(shop)
    # The same slip found on the next day: it is taken to have come before the sale.
    at(shop, day(3), 1)
    shop.receive("HERB", 5_000, baht(100), on=day(2))
    recost(shop)
    assert shop.stock("HERB")[:2] == (15_000, baht(225))
    assert settled(shop)


def test_late_slip_of_material_reaches_the_goods_and_what_was_sold(shop):
    shop.receive("HERB", 10_000, baht(100), on=day(1))
    batch = shop.make("TEA", 10_000, shop.from_stock("HERB", 10_000), on=day(10))
    shop.sell("TEA", 4_000, baht(50), on=day(12))
    # The slip of the 5th comes on the 20th: by then the first ten kilograms are long used.
    shop.receive("HERB", 10_000, baht(200), on=day(5))
    planned = preview_recost(shop.session, OCTOBER)
    assert [each.code for each in planned.months[0].products] == ["HERB", "TEA"]
    done = recost(shop)
    herb, tea = done.months[0].products
    assert (herb.old_unit_e4, herb.new_unit_e4) == (2000 * 10_000, 1500 * 10_000)
    assert (tea.old_unit_e4, tea.new_unit_e4) == (1000 * 10_000, 1500 * 10_000)
    assert (tea.stock.book, tea.sold.book) == (baht(30), baht(20))
    assert shop.stock("TEA")[:2] == (6_000, baht(90))
    assert shop.stock("HERB")[:2] == (10_000, baht(150))
    assert shop.balance(AccountRole.COST_OF_SALES) == baht(60)
    assert done.months[0].posted.on == day(31)
    sheet = shop.sheet(batch)
    assert sheet.actual.total.book == baht(150)
    assert sheet.recosted.book == baht(50)
    assert shop.unit_cost(batch) == 1500
    assert settled(shop)


def test_materials_to_batches_to_batches_to_sales(shop):
    """A change runs through a half-made good into the goods made of it."""
    shop.receive("SHRIMP", 10_000, baht(100), on=day(1))
    shop.make("KAPI", 5_000, shop.from_stock("SHRIMP", 10_000), on=day(3))
    shop.make("POWDER", 10_000, shop.from_stock("KAPI", 5_000), on=day(3))
    shop.sell("POWDER", 10_000, baht(20), on=day(4))
    shop.receive("SHRIMP", 10_000, baht(140), on=day(2))
    done = recost(shop)
    assert {each.code: each.sold.book for each in done.months[0].products} == {
        "SHRIMP": 0,
        "POWDER": baht(20),
    }
    assert shop.balance(AccountRole.COST_OF_SALES) == baht(120)
    assert settled(shop)


def test_late_slip_of_a_finished_batch_enters_its_goods(shop):
    batch = shop.start("TEA", 10_000, shop.cost(CostKind.ENERGY, Settlement.PAID, baht(100)), on=day(5))
    shop.finish(batch, shop.out("TEA", 10_000), on=day(10))
    shop.sell("TEA", 5_000, baht(50), on=day(11))
    late = shop.add(batch, shop.cost(CostKind.ENERGY, Settlement.PAID, baht(40)), on=day(10))
    assert len(late.warnings) == 1
    assert wip_by_batch()[0].values.book == baht(40)
    recost(shop)
    assert wip_by_batch() == []
    assert shop.stock("TEA")[:2] == (5_000, baht(70))
    assert shop.balance(AccountRole.COST_OF_SALES) == baht(70)
    assert shop.unit_cost(batch) == 1400
    assert settled(shop)


def test_a_month_alone_knows_what_came_after_it(shop):
    """Sold before it was ever bought, and a last finish that is undone: both show in the next month only."""
    shop.sell("HERB", 2_000, baht(50), on=day(30))
    batch = shop.start("TEA", 10_000, shop.cost(CostKind.ENERGY, Settlement.PAID, baht(100)), on=day(5))
    shop.finish(batch, shop.out("TEA", 10_000), on=day(10))
    shop.add(batch, shop.cost(CostKind.ENERGY, Settlement.PAID, baht(40)), on=day(9))
    each_month_alone()
    assert not changes_of(OCTOBER).is_empty
    shop.receive("HERB", 1_000, baht(9), on=day(2, 11))
    shop.receive("HERB", 3_000, baht(60), on=day(4, 11))
    shop.make("POWDER", 1_000, shop.from_stock("HERB", 1_000), on=day(5, 11))
    each_month_alone()
    herb = next(each for each in changes_of(OCTOBER).products if each.stock.book)
    assert herb.stock.book == -baht(18)


def test_hole_in_stock_is_filled_by_date(shop):
    shop.receive("HERB", 1_000, baht(30), on=day(1))
    shop.make("TEA", 3_000, shop.from_stock("HERB", 3_000), on=day(10))
    assert shop.stock("HERB")[:2] == (-2_000, -baht(60))
    shop.receive("HERB", 20_000, baht(660), on=day(5))
    assert shop.balance(AccountRole.COST_VARIANCE) == baht(6)
    recost(shop)
    # 1 kg at 30 and 20 kg at 33: three of them went into the tea, no variance is left.
    assert shop.balance(AccountRole.COST_VARIANCE) == 0
    assert shop.stock("HERB")[:2] == (18_000, 59_143)
    assert shop.stock("TEA")[:2] == (3_000, 9_857)
    assert settled(shop)


def test_goods_never_bought_stay_as_they_went_out(shop):
    shop.product("HERB", "material")
    shop.sell("HERB", 2_000, baht(10), on=day(5))
    assert preview_recost(shop.session, OCTOBER).is_empty
    assert shop.stock("HERB") == (-2_000, 0, 0, 0)
    assert settled(shop)


def test_three_values_are_replayed_each_by_its_own_average(shop):
    shop.receive("HERB", 10_000, baht(100), cash=0, full=baht(100), on=day(1))
    shop.make("TEA", 10_000, shop.from_stock("HERB", 10_000), shop.labour(baht(50)), on=day(10))
    shop.receive("HERB", 10_000, baht(100), cash=baht(100), full=baht(300), on=day(5))
    recost(shop)
    assert shop.stock("TEA") == (10_000, baht(100), baht(50), baht(250))
    assert shop.stock("HERB") == (10_000, baht(100), baht(50), baht(200))
    assert settled(shop)


def test_returned_goods_come_back_at_the_recosted_cost(shop):
    shop.receive("HERB", 10_000, baht(100), on=day(1))
    sale = shop.sell("HERB", 4_000, baht(50), on=day(10))
    shop.give_back(sale, 1_000, on=day(11))
    shop.receive("HERB", 10_000, baht(200), on=day(5))
    recost(shop)
    assert shop.stock("HERB")[:2] == (17_000, 25_500)
    assert shop.balance(AccountRole.COST_OF_SALES) == baht(45)
    assert settled(shop)


def test_undone_documents_leave_no_trace(shop):
    shop.receive("HERB", 10_000, baht(100), on=day(1))
    wrong = shop.receive("HERB", 10_000, baht(500), on=day(2))
    batch = shop.make("TEA", 10_000, shop.from_stock("HERB", 5_000), on=day(3))
    reverse(shop.session, wrong.uid, on=day(9), reason="ผิดใบ", uid=new_uid())
    recost(shop)
    assert shop.stock("HERB")[:2] == (5_000, baht(50))
    assert shop.stock("TEA")[:2] == (10_000, baht(50))
    assert shop.unit_cost(batch) == 500
    assert settled(shop)


def test_batch_undone_after_recosting(shop):
    shop.receive("HERB", 10_000, baht(100), on=day(1))
    batch = shop.make("TEA", 10_000, shop.from_stock("HERB", 10_000), on=day(10))
    shop.receive("HERB", 10_000, baht(200), on=day(5))
    recost(shop)
    reverse(shop.session, batch.uid, on=day(20), reason="ผิดสูตร", uid=new_uid())
    recost(shop)
    assert shop.stock("TEA") == (0, 0, 0, 0)
    assert shop.stock("HERB")[:2] == (20_000, baht(300))
    assert wip_by_batch() == []
    assert settled(shop)


def test_recosting_undone_and_done_again(shop):
    shop.receive("HERB", 10_000, baht(100), on=day(1))
    shop.make("TEA", 10_000, shop.from_stock("HERB", 10_000), on=day(10))
    shop.receive("HERB", 10_000, baht(200), on=day(5))
    first = recost(shop)
    reverse(shop.session, first.months[0].posted.uid, on=day(31), reason="ลองใหม่", uid=new_uid())
    assert check_books() == []
    again = recost(shop)
    assert again.months[0].products == first.months[0].products
    assert settled(shop)


def test_batch_over_two_open_months(shop):
    """A late slip of September changes October too: each month gets its own document."""
    shop.receive("HERB", 10_000, baht(100), on=day(1, 9))
    batch = shop.start("TEA", 20_000, shop.from_stock("HERB", 10_000), on=day(20, 9))
    shop.finish(batch, shop.out("TEA", 10_000), on=day(25, 9), final=False)
    shop.sell("TEA", 5_000, baht(50), on=day(28, 9))
    shop.finish(batch, shop.out("TEA", 10_000), on=day(5))
    shop.sell("TEA", 15_000, baht(50), on=day(6))
    shop.receive("HERB", 10_000, baht(200), on=day(10, 9))
    done = recost(shop, day(1, 9))
    assert [(each.month.month, each.sold.book, each.stock.book, each.wip.book) for each in done.months] == [
        (9, 1_250, -baht(50) + 1_250, baht(25)),
        (10, 3_750, -1_250, -baht(25)),
    ]
    assert shop.stock("TEA") == (0, 0, 0, 0)
    assert shop.balance(AccountRole.COST_OF_SALES) == baht(150)
    assert wip_by_batch() == []
    assert settled(shop, day(1, 9))


def test_locked_month_is_left_alone(shop):
    shop.receive("HERB", 10_000, baht(100), on=day(1, 9))
    shop.make("TEA", 10_000, shop.from_stock("HERB", 10_000), on=day(10, 9))
    book.execute("INSERT INTO period_event (month, is_locked, at, user_id) VALUES ('2026-09', 1, 0, 1)")
    # A slip of September that comes now belongs to the first open day.
    shop.receive("HERB", 10_000, baht(200), on=day(5, 9))
    with pytest.raises(MonthLockedError):
        recost_month(shop.session, day(1, 9), uid=new_uid())
    with pytest.raises(MonthLockedError):
        preview_recost(shop.session, day(1, 9))
    assert settled(shop)
    assert shop.stock("TEA")[:2] == (10_000, baht(100))


def test_batch_begun_before_a_locked_month(shop):
    """What September put into the batch is fixed; a late slip of October still reaches the goods."""
    shop.receive("HERB", 20_000, baht(200), on=day(1, 9))
    batch = shop.start("TEA", 20_000, shop.from_stock("HERB", 10_000), on=day(10, 9))
    shop.finish(batch, shop.out("TEA", 5_000), on=day(20, 9), final=False)
    book.execute("INSERT INTO period_event (month, is_locked, at, user_id) VALUES ('2026-09', 1, 0, 1)")
    shop.add(batch, shop.from_stock("HERB", 5_000), on=day(6))
    shop.finish(batch, shop.out("TEA", 15_000), on=day(7))
    shop.receive("HERB", 10_000, baht(180), on=day(5))
    recost(shop)
    # 75.00 of September and 5 kg at 14.00.
    assert shop.stock("TEA")[:2] == (20_000, baht(25) + baht(75) + baht(70))
    assert settled(shop)


def test_batch_of_a_locked_month_undone_in_an_open_one(shop):
    shop.receive("HERB", 10_000, baht(100), on=day(1, 9))
    batch = shop.make("TEA", 10_000, shop.from_stock("HERB", 10_000), on=day(10, 9))
    book.execute("INSERT INTO period_event (month, is_locked, at, user_id) VALUES ('2026-09', 1, 0, 1)")
    reverse(shop.session, batch.uid, on=day(2), reason="ผิดสูตร", uid=new_uid())
    shop.receive("HERB", 10_000, baht(300), on=day(3))
    shop.sell("HERB", 10_000, baht(40), on=day(4))
    assert settled(shop)
    assert shop.stock("TEA") == (0, 0, 0, 0)
    assert shop.stock("HERB")[:2] == (10_000, baht(200))


def test_spoiled_return_leaves_at_the_recosted_cost(shop):
    shop.receive("HERB", 10_000, baht(100), on=day(1))
    sale = shop.sell("HERB", 4_000, baht(50), on=day(10))
    shop.give_back(sale, 1_000, on=day(11), is_spoiled=True)
    shop.receive("HERB", 10_000, baht(200), on=day(5))
    recost(shop)
    assert shop.stock("HERB")[:2] == (16_000, baht(240))
    assert settled(shop)


def test_return_of_goods_sold_in_a_locked_month(shop):
    shop.receive("HERB", 10_000, baht(100), on=day(1, 9))
    sale = shop.sell("HERB", 4_000, baht(50), on=day(10, 9))
    book.execute("INSERT INTO period_event (month, is_locked, at, user_id) VALUES ('2026-09', 1, 0, 1)")
    shop.give_back(sale, 4_000, on=day(3))
    assert settled(shop)
    assert shop.stock("HERB")[:2] == (10_000, baht(100))


def test_last_cost_before_the_month_counts_for_what_is_missing(shop):
    """Nothing on hand and nothing bought in October: what goes out keeps the cost of September."""
    shop.receive("HERB", 10_000, baht(100), on=day(1, 9))
    shop.sell("HERB", 10_000, baht(50), on=day(2, 9))
    shop.sell("HERB", 1_000, baht(50), on=day(2))
    assert shop.stock("HERB")[:2] == (-1_000, -baht(10))
    assert settled(shop)


def test_by_product_that_takes_all_there_is(shop):
    """The bran alone was worth more than the batch cost; dearer paddy leaves something for the rice."""
    shop.receive("PADDY", 10_000, baht(10), on=day(1))
    shop.make(
        "RICE",
        6_000,
        shop.from_stock("PADDY", 10_000),
        shop.labour(baht(50)),
        outputs=(shop.out("RICE", 6_000), shop.out("BRAN", 2_000, OutputKind.BY_PRODUCT, value=baht(20))),
        on=day(10),
    )
    assert (shop.stock("BRAN")[1], shop.stock("RICE")[1]) == (baht(10), 0)
    shop.receive("PADDY", 10_000, baht(190), on=day(5))
    recost(shop)
    assert (shop.stock("BRAN")[1], shop.stock("RICE")[1]) == (baht(40), baht(60))
    assert settled(shop)


def test_only_by_products_came_out(shop):
    shop.receive("PADDY", 10_000, baht(100), on=day(1))
    shop.make(
        "RICE",
        6_000,
        shop.from_stock("PADDY", 10_000),
        outputs=(shop.out("BRAN", 2_000, OutputKind.BY_PRODUCT, value=baht(20)),),
        on=day(10),
    )
    shop.receive("PADDY", 10_000, baht(200), on=day(5))
    recost(shop)
    assert shop.stock("BRAN")[1] == baht(150)
    assert settled(shop)


def test_unusual_waste_and_by_product_follow(shop):
    shop.receive("RICE", 10_000, baht(100), on=day(1))
    shop.make(
        "FLOUR",
        10_000,
        shop.from_stock("RICE", 10_000),
        outputs=(
            shop.out("FLOUR", 6_000),
            shop.out("FLOUR", 2_000, OutputKind.ABNORMAL_WASTE, reason="เครื่องเสีย"),
            shop.out("BRAN", 2_000, OutputKind.BY_PRODUCT, value=baht(10)),
        ),
        on=day(10),
    )
    assert shop.balance(AccountRole.ABNORMAL_WASTE) == baht(20)
    shop.receive("RICE", 10_000, baht(180), on=day(5))
    done = recost(shop)
    assert done.months[0].wasted.book == baht(10)
    assert shop.balance(AccountRole.ABNORMAL_WASTE) == baht(30)
    assert shop.stock("BRAN")[:2] == (2_000, baht(20))
    assert shop.stock("FLOUR")[:2] == (6_000, baht(90))
    assert settled(shop)


def test_same_uid_posts_once(shop):
    shop.receive("HERB", 10_000, baht(100), on=day(1))
    shop.sell("HERB", 5_000, baht(50), on=day(10))
    shop.receive("HERB", 10_000, baht(200), on=day(5))
    uid = new_uid()
    assert not recost_month(shop.session, OCTOBER, uid=uid).is_empty
    assert recost_month(shop.session, OCTOBER, uid=uid).repeated


def test_who_may_not(shop):
    seller = session_with()
    with pytest.raises(NotPermittedError):
        recost_month(seller, OCTOBER, uid=new_uid())
    with pytest.raises(NotPermittedError):
        preview_recost(seller, OCTOBER)
