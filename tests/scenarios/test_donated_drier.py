"""A drier that an agency gave: its value, its wear in the batches, and what stays in the month's result."""

import datetime as dt

import pytest

from app.domain.asset import AssetDraft, AssetKind, AssetSource, AssetWords
from app.domain.costing import CostKind, Settlement
from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.queries.assets import register_against_ledger, wear_by_month
from app.queries.integrity import check_books
from app.queries.profit import income_statement
from app.services.assets import add_asset, depreciate
from tests.making import OCT, Workshop, baht

FIRST, LAST = OCT.replace(day=1), OCT.replace(day=31)


@pytest.fixture
def shop(tmp_path):
    with Workshop(tmp_path / "book.samut") as made:
        yield made


def test_wear_counts_once_and_is_set_off_by_the_release(shop):
    """24,000 over five years: 400 a month; four batches take 80 each, 80 stays, the release sets it off."""
    add_asset(
        shop.session,
        AssetDraft(
            new_uid(),
            AssetWords("เครื่องอบ"),
            AssetKind.EQUIPMENT,
            AssetSource.DONATED,
            baht(24_000),
            60,
        ),
        on=FIRST,
    )
    for _each in range(4):
        shop.make("TEA", 10_000, shop.cost(CostKind.WEAR, Settlement.WEAR, baht(80)))
    depreciate(shop.session, FIRST, uid=new_uid())

    assert shop.balance(AccountRole.EQUIPMENT) == baht(24_000)
    assert shop.balance(AccountRole.EQUIPMENT_WEAR) == -baht(400)
    assert shop.balance(AccountRole.DEFERRED_INCOME) == -baht(23_600)
    (month,) = wear_by_month(FIRST, LAST)
    assert (month.depreciation, month.absorbed, month.remainder) == (baht(400), baht(320), baht(80))
    assert month.released == baht(400)
    assert shop.stock("TEA")[1] == baht(320)

    result = income_statement(FIRST, LAST)
    assert result.unabsorbed == baht(80)
    assert result.profit == baht(400) - baht(80), "the release sets off what stays; the rest lies in the tea"
    assert not any(each.difference for each in register_against_ledger(LAST))
    assert months_of(shop) == 59
    assert check_books() == []


def months_of(shop: Workshop) -> int:
    """How many more months release what is left of the deferred income."""
    left = -shop.balance(AccountRole.DEFERRED_INCOME)
    done = depreciate(shop.session, dt.date(2035, 1, 1), uid=new_uid()).documents
    assert sum(each.total for each in done) == left
    assert shop.balance(AccountRole.DEFERRED_INCOME) == 0
    return len(done)
