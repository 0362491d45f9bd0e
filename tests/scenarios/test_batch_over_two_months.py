"""Fish sauce takes its time: started in September, looked after, bottled in parts in October."""

import datetime as dt

import pytest

from app.domain.costing import CostKind, Settlement, Values
from app.domain.ledger import AccountRole
from app.queries.balances import balances as balances_on
from app.queries.costing import BatchState, batches, wip_by_batch
from app.queries.integrity import check_books
from tests.making import Workshop, baht


@pytest.fixture
def shop(tmp_path):
    with Workshop(tmp_path / "book.samut") as made:
        yield made


def test_started_added_to_and_finished_in_parts(shop):
    september = dt.date(2026, 9, 5)
    shop.receive("FISH", 100_000, baht(4_000), on=september)
    shop.receive("SALT", 50_000, baht(500), on=september)

    # September: fish and salt go into the jars; the work is free, the jars are rented by the month.
    batch = shop.start(
        "SAUCE",
        120_000,
        shop.from_stock("FISH", 100_000),
        shop.from_stock("SALT", 30_000),
        shop.labour(baht(600), who="สมาชิก 001", hours=12),
        on=september,
    )
    shop.add(batch, shop.cost(CostKind.RENT, Settlement.ABSORBED, baht(100)), on=dt.date(2026, 9, 30))
    assert wip_by_batch()[0].values == Values(cash=baht(4_400), book=baht(4_400), full=baht(5_000))
    assert shop.balance(AccountRole.WIP) == baht(4_400)
    assert shop.stock("SAUCE") == (0, 0, 0, 0)
    assert batches(state=BatchState.OPEN)[0].planned_milli == 120_000

    # October: bottles are paid, and the first forty litres come out: a third of what was planned.
    shop.add(batch, shop.cost(CostKind.PACKAGING, Settlement.PAID, baht(400)), on=dt.date(2026, 10, 2))
    first = shop.finish(batch, shop.out("SAUCE", 40_000), on=dt.date(2026, 10, 3), final=False)
    assert first.outputs[0].values == Values(cash=baht(1_600), book=baht(1_600), full=baht(1_800))
    assert first.wip == Values(cash=baht(3_200), book=baht(3_200), full=baht(3_600))
    shop.sell("SAUCE", 10_000, 9_000, on=dt.date(2026, 10, 4))
    assert shop.balance(AccountRole.COST_OF_SALES) == baht(400)

    # Less came out than was planned; the last part takes all that is left in the batch.
    last = shop.finish(batch, shop.out("SAUCE", 72_000), on=dt.date(2026, 10, 20))
    assert last.outputs[0].values.book == baht(3_200)
    assert last.wip == Values()
    assert wip_by_batch() == []
    assert shop.balance(AccountRole.WIP) == 0
    assert shop.stock("SAUCE") == (102_000, baht(4_400), baht(4_400), baht(4_950))

    sheet = shop.sheet(batch)
    assert [entry.phase for entry in sheet.entries] == ["start", "add", "add", "finish", "finish"]
    assert sheet.summary.finished_on == dt.date(2026, 10, 20)
    assert [output.quantity_milli for output in sheet.outputs] == [40_000, 72_000]
    assert sheet.actual.total.book == baht(4_800)
    # September closed with the work in progress as its asset.
    assert next(each.balance for each in balances_on(dt.date(2026, 9, 30)) if each.code == "1304") == baht(
        4_400
    )
    assert check_books() == []
