"""The sample enterprise: a year of a community's business, made through the services, the same from a seed.

From 1 November 2568 to 31 October 2569: batches, market days, sales, returns, counts, bills, a late
slip. It can be grown to any number of products and documents; what grows are sales over five years.
"""

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

from app.domain.document import new_uid, repeatable
from app.domain.money import MILLI
from app.domain.purchase import (
    OpeningDraft,
    OpeningStockDraft,
    PurchaseLineDraft,
)
from app.domain.session import Session
from app.queries.sales import count_documents
from app.services.books import create_book
from app.services.purchases import post_opening
from app.services.sample_days import (
    about,
    batch,
    bills,
    count_shelves,
    deposit,
    late_slip,
    market_day,
    one_sale,
    own_machines,
    purchase,
    restock_goods,
    scarcest,
    sold_products,
    some_returns,
    wear,
)
from app.services.sample_goods import NOT_SOLD, WEIGHED_UNIT, SampleProduct, fill_master, sample_name
from app.services.sample_year import FIRST, LAST, LOW_BEFORE_MARKET, SampleClock, SampleYear
from db import connection as book

SALES_OF_THE_YEAR = 4_080
RETURNS = 20
GROWN_YEARS = 5
TOGETHER = 200
"""Documents that are written to disk together while a sample grows: nobody waits for one of them."""

Progress = Callable[[int, int], None]


def make_sample(
    path: Path,
    *,
    seed: int = 1,
    products: int = 24,
    transactions: int = 0,
    progress: Progress | None = None,
) -> Session:
    """Make the sample book at ``path`` and open it; the same arguments make the same content.

    ``transactions`` grows the book to at least that many documents. Raises what ``create_book`` raises.
    """
    report = progress or (lambda _done, _total: None)
    clock = SampleClock()
    chance = random.Random(seed)
    with repeatable(random.Random(f"uids {seed}").randbytes, clock):
        session = create_book(path, name=sample_name(), clock=clock)
        total = 1_000
        with book.unit_of_work():
            goods = fill_master(
                session,
                products=products,
                report=lambda done, all_: report(100 * done // max(all_, 1), total),
            )
        year = SampleYear(session, goods, chance, clock)
        _opening(year)
        months = [FIRST + dt.timedelta(days=31 * index) for index in range(12)]
        for index, month in enumerate(months):
            with book.unit_of_work():
                _month(year, month.replace(day=1), index)
            report(100 + 900 * (index + 1) // 12 // (2 if transactions else 1), total)
        if transactions:
            _grow(year, transactions, lambda done, all_: report(550 + 450 * done // max(all_, 1), total))
        report(total, total)
    return session


# ---------------------------------------------------------------- the year


def _opening(year: SampleYear) -> None:
    shares = year.goods.member_shares * 100_00
    stock = []
    for product in year.goods.products.values():
        if product.key in NOT_SOLD or product.recipe:
            continue
        quantity = (30 if product.unit == WEIGHED_UNIT else 40) * MILLI
        value = product.price * 65 // 100 * quantity // MILLI
        stock.append(OpeningStockDraft(product.uid, quantity, value))
        year.stock[product.uid] = quantity
    post_opening(
        year.session,
        OpeningDraft(
            new_uid(),
            (("1101", 25_000_00), ("1102", 60_000_00), ("3101", -shares)),
            tuple(stock),
            note="ยอดยกมาวันเริ่มใช้สมุด",
        ),
        on=FIRST,
    )
    own_machines(year, FIRST)


def _month(year: SampleYear, first: dt.date, index: int) -> None:
    following = (first + dt.timedelta(days=32)).replace(day=1)
    days = [first + dt.timedelta(days=offset) for offset in range((following - first).days)]
    markets = [day for day in days if day.weekday() >= 5]
    sales_left = SALES_OF_THE_YEAR * (index + 1) // 12 - SALES_OF_THE_YEAR * index // 12
    kitchen = [day for day in days if day.weekday() in {1, 3}]
    batches = 0
    recipes = list(year.goods.recipes)
    for day in days:
        year.clock.go_to(day)
        if day in kitchen or batches < 10 * day.day // len(days):
            batch(year, scarcest(year, recipes), day)
            batches += 1
        if day.weekday() == 4:
            for key in recipes:
                if year.stock.get(year.goods.products[key].uid, 0) < LOW_BEFORE_MARKET:
                    batch(year, key, day)
                    batches += 1
            restock_goods(year, day)
        if day in markets:
            open_markets = len([each for each in markets if each >= day])
            count = sales_left if open_markets == 1 else about(year, sales_left // open_markets)
            count = min(count, sales_left)
            sales_left -= count
            market_day(year, day, count)
        if day.day == 25:
            bills(year, day, index)
        if day.day == 28 and index in {2, 6, 10}:
            count_shelves(year, day)
        if day == days[-1]:
            wear(year, day)
            deposit(year, day)
    some_returns(year, days[-1], RETURNS * (index + 1) // 12 - RETURNS * index // 12)
    if index == 11:
        late_slip(year, days[-1])


# ---------------------------------------------------------------- growing


def _grow(year: SampleYear, transactions: int, report: Progress) -> None:
    """More sales, evenly over five years that end with the sample's, until the book is large enough."""
    have = count_documents(dt.date.min, dt.date.max)
    wanted = transactions - have
    if wanted <= 0:
        return
    products, weights = sold_products(year)
    first = LAST - dt.timedelta(days=365 * GROWN_YEARS)
    span = (LAST - first).days
    done = 0
    while done < wanted:
        with book.unit_of_work():
            day = first + dt.timedelta(days=span * done // wanted)
            year.clock.go_to(day)
            for _each in range(min(TOGETHER, wanted - done)):
                if done % 500 == 0:
                    _fill_shelves(year, products, day)
                else:
                    one_sale(year, day, products, weights)
                done += 1
        year.sold.clear()
        report(done, wanted)


def _fill_shelves(year: SampleYear, products: list[SampleProduct], day: dt.date) -> None:
    chosen = year.chance.sample(products, min(len(products), 30))
    lines = tuple(
        PurchaseLineDraft(
            product.uid, 200 * MILLI, product.unit, product.price * 65 // 100 * 200, description=product.name
        )
        for product in chosen
    )
    purchase(year, lines, day)
