"""Something was written down wrong: a batch's documents are undone in their order, and the work goes on."""

import pytest

from app.domain.costing import CostKind, Settlement, Values
from app.domain.ledger import AccountRole
from app.queries.costing import BatchState
from app.queries.integrity import check_books
from app.services.production import undo_batch_document
from app.services.reversal import AlreadyReversedError, BatchGoesOnError
from tests.making import OCT, Workshop, baht


@pytest.fixture
def shop(tmp_path):
    with Workshop(tmp_path / "book.samut") as made:
        yield made


@pytest.fixture
def batch(shop):
    shop.receive("HERB", 10_000, baht(500), cash=baht(300), full=baht(500))
    return shop.start("TEA", 100_000, shop.from_stock("HERB", 10_000), shop.labour(baht(200)))


def test_undone_finish_opens_the_batch_again_though_some_was_sold(shop, batch):
    """Ninety boxes came out, not a hundred; ten are sold already. Undo the finish, count again, finish."""
    finish = shop.finish(batch, shop.out("TEA", 100_000))
    shop.sell("TEA", 10_000, 2_000)
    assert shop.stock("TEA")[:2] == (90_000, baht(450))

    shop.undo(finish.uid)
    assert shop.sheet(batch).summary.state is BatchState.OPEN
    assert shop.sheet(batch).wip == Values(cash=baht(300), book=baht(500), full=baht(700))
    assert shop.stock("TEA")[0] == -10_000
    assert shop.balance(AccountRole.WIP) == baht(500)
    assert check_books() == []

    again = shop.finish(batch, shop.out("TEA", 90_000))
    assert shop.sheet(batch).summary.state is BatchState.FINISHED
    assert again.wip == Values()
    quantity, value, _cash, _full = shop.stock("TEA")
    assert quantity == 80_000
    # Ten went out at 5.00 and should have cost 5.56: the difference is cost of sales, nothing is lost.
    sold = shop.balance(AccountRole.COST_OF_SALES) + shop.balance(AccountRole.COST_VARIANCE)
    assert value + sold == baht(500)
    assert value == 44_444
    assert check_books() == []


def test_undone_one_step_batch_gives_everything_back(shop):
    shop.receive("HERB", 10_000, baht(500), cash=baht(300), full=baht(500))
    made = shop.make(
        "TEA",
        10_000,
        shop.from_stock("HERB", 4_000),
        shop.labour(baht(100), Settlement.OWED),
        shop.cost(CostKind.WEAR, Settlement.WEAR, baht(20)),
    )
    shop.undo(made.uid)
    assert shop.stock("HERB") == (10_000, baht(500), baht(300), baht(500))
    assert shop.stock("TEA") == (0, 0, 0, 0)
    assert shop.balance(AccountRole.WAGES_PAYABLE) == 0
    assert shop.balance(AccountRole.ABSORBED_WEAR) == 0
    assert shop.sheet(made).summary.state is BatchState.UNDONE
    assert check_books() == []


def test_start_stands_while_later_documents_do(shop, batch):
    added = shop.add(batch, shop.cost(CostKind.ENERGY, Settlement.PAID, baht(50)))
    with pytest.raises(BatchGoesOnError, match=added.number):
        shop.undo(batch.uid)
    shop.undo(added.uid)
    shop.undo(batch.uid)
    assert shop.sheet(batch).summary.state is BatchState.UNDONE
    assert shop.balance(AccountRole.WIP) == 0
    assert shop.stock("HERB") == (10_000, baht(500), baht(300), baht(500))
    with pytest.raises(AlreadyReversedError):
        shop.undo(batch.uid)
    assert check_books() == []


def test_what_a_finish_took_along_is_undone_after_it(shop, batch):
    """Undoing the gas slip under a finished batch would leave goods that cost more than was put in."""
    added = shop.add(batch, shop.cost(CostKind.ENERGY, Settlement.PAID, baht(50)))
    part = shop.finish(batch, shop.out("TEA", 50_000), final=False)
    with pytest.raises(BatchGoesOnError):
        shop.undo(added.uid)
    last = shop.finish(batch, shop.out("TEA", 50_000))
    with pytest.raises(BatchGoesOnError):
        shop.undo(part.uid)
    for document in (last, part, added):
        shop.undo(document.uid)
    assert shop.sheet(batch).wip.book == baht(500)
    assert check_books() == []


def test_undoing_twice_with_one_press_is_once(shop, batch):
    added = shop.add(batch, shop.cost(CostKind.ENERGY, Settlement.PAID, baht(50)))
    uid = bytes(range(16))
    first = undo_batch_document(shop.session, added.uid, on=OCT, reason="ซ้ำ", uid=uid)
    second = undo_batch_document(shop.session, added.uid, on=OCT, reason="ซ้ำ", uid=uid)
    assert (second.repeated, second.number) == (True, first.number)
    assert check_books() == []
