"""However late its slips come, a re-costed month equals the one in which each came on its day."""

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.domain.costing import CostKind, OutputKind, Settlement
from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.purchase import CountDraft, CountLineDraft
from app.queries.costing import wip_by_batch
from app.queries.integrity import check_books
from app.services.recosting import preview_recost, recost_month
from app.services.stock_counts import post_count
from tests.making import Workshop

OCTOBER = dt.date(2026, 10, 1)
MATERIALS = ("HERB", "SUGAR")
PRODUCTS = ("TEA", "SYRUP")

quantities = st.integers(1, 9_999)
buying = st.tuples(st.just("buy"), st.sampled_from(MATERIALS), quantities, st.integers(0, 99_999))
making = st.tuples(st.just("make"), st.sampled_from(PRODUCTS), quantities, quantities)
parting = st.tuples(st.just("parts"), st.sampled_from(PRODUCTS), quantities, quantities)
selling = st.tuples(st.just("sell"), st.sampled_from((*PRODUCTS, *MATERIALS)), quantities, st.booleans())
counting = st.tuples(st.just("count"), st.sampled_from((*PRODUCTS, *MATERIALS)), quantities, st.booleans())
events = st.lists(st.one_of(buying, making, parting, selling, counting), min_size=1, max_size=8)


def play(shop: Workshop, event: tuple[Any, ...], day: dt.date) -> None:
    """Post what happened on a day."""
    what, code, quantity, other = event
    if what == "buy":
        shop.receive(code, quantity, other, on=day, cash=other // 2, full=other + 500)
    elif what == "make":
        shop.make(
            code,
            quantity,
            *(shop.from_stock(material, other) for material in MATERIALS),
            shop.labour(5_000),
            shop.cost(CostKind.WEAR, Settlement.WEAR, 1_000),
            outputs=(
                shop.out(code, quantity),
                shop.out(code, 100, OutputKind.ABNORMAL_WASTE, reason="หก"),
                shop.out("LEES", 500, OutputKind.BY_PRODUCT, value=100),
            ),
            on=day,
        )
    elif what == "parts":
        batch = shop.start(code, 2 * quantity, shop.from_stock("HERB", other), on=day)
        shop.finish(batch, shop.out(code, quantity), on=day, final=False)
        shop.add(batch, shop.cost(CostKind.ENERGY, Settlement.PAID, 777), on=day)
        shop.finish(batch, shop.out(code, quantity), on=day)
    elif what == "sell":
        sale = shop.sell(code, quantity, 100, on=day)
        if other:
            shop.give_back(sale, (quantity + 1) // 2, on=day)
    else:
        line = CountLineDraft(shop.product(code), quantity if other else 0, 0 if other else quantity)
        post_count(shop.session, CountDraft(new_uid(), (line,)), on=day)


def month(path: Path, happened: Sequence[tuple[Any, ...]], order: Sequence[int]) -> tuple[Any, ...]:
    """A book in which the events of consecutive days were posted in some order, then re-costed."""
    with Workshop(path) as shop:
        for code in MATERIALS:
            shop.product(code, "material")
        for code in (*PRODUCTS, "LEES"):
            shop.product(code)
        first = [("buy", "HERB", 1_000, 30_000), ("buy", "SUGAR", 1_000, 7_000)]
        first += [("make", product, 2_000, 100) for product in PRODUCTS]
        for number, event in enumerate(first, start=1):
            play(shop, event, OCTOBER.replace(day=number))
        for index in order:
            play(shop, happened[index], OCTOBER.replace(day=10 + index))
        in_order = list(order) == sorted(order)
        answer = recost_month(shop.session, OCTOBER, uid=new_uid())
        assert not in_order or answer.is_empty
        assert preview_recost(shop.session, OCTOBER).is_empty
        assert check_books() == []
        assert wip_by_batch() == []
        return (
            *(shop.stock(code) for code in (*MATERIALS, *PRODUCTS, "LEES")),
            shop.balance(AccountRole.ABNORMAL_WASTE),
            sum(
                shop.balance(role)
                for role in (AccountRole.COST_OF_SALES, AccountRole.COST_VARIANCE, AccountRole.COUNT_LOSS)
            ),
        )


# A failing case is long enough to read; making it shorter would take minutes.
@settings(max_examples=20, phases=(Phase.explicit, Phase.generate))
@given(events.flatmap(lambda found: st.tuples(st.just(found), st.permutations(range(len(found))))))
def test_late_slips_come_to_the_same(case: tuple[list[tuple[Any, ...]], list[int]]) -> None:
    happened, order = case
    with tempfile.TemporaryDirectory() as folder:
        late = month(Path(folder) / "late.samut", happened, order)
        in_time = month(Path(folder) / "in_time.samut", happened, sorted(order))
    assert late == in_time
