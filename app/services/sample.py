"""The sample enterprise: a year of a community's business, made through the services, the same from a seed.

From 1 November 2568 to 31 October 2569: batches, market days, sales, a school's orders, slips, wages, bills,
counts, goats, machines, the bank; each month is closed early in the next, the last one is still open.
It can be grown to any number of products and documents; what grows are sales over five years.
"""

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

from app.domain.document import new_uid, repeatable
from app.domain.money import MILLI
from app.domain.opening import OpenBillDraft, OpeningBooksDraft, OpenSharesDraft
from app.domain.purchase import OpeningStockDraft, PurchaseDraft, PurchaseLineDraft, Slip
from app.domain.sale import TenderDraft
from app.domain.session import Session
from app.services.books import create_book
from app.services.opening import open_books
from app.services.purchases import post_purchase
from app.services.sample_assets import own_things, things_of_the_month, wear
from app.services.sample_close import begin_last_statement, close_last_month
from app.services.sample_days import (
    about,
    batch,
    count_shelves,
    late_slip,
    market_day,
    one_sale,
    restock_goods,
    scarcest,
    sold_products,
    some_returns,
    whole_baht,
)
from app.services.sample_goods import NOT_SOLD, WEIGHED_UNIT, SampleProduct, fill_master, sample_name
from app.services.sample_group import found_group, group_day, papers_of_the_group
from app.services.sample_market import after_the_customers, before_the_customers, market_of_the_month
from app.services.sample_money import (
    BANK,
    CASH,
    TRANSPORT,
    advance,
    carry_to_bank,
    count_cash,
    customers_pay,
    pay_members,
    pay_slip,
    pay_suppliers,
    slips_of_the_month,
    sweep_promptpay,
)
from app.services.sample_office import office_day
from app.services.sample_year import FIRST, LAST, LOW_BEFORE_MARKET, SampleClock, SampleYear
from db import connection as book

SALES_OF_THE_YEAR = 4_080
RETURNS = 20
GROWN_FIRST = LAST - dt.timedelta(days=5 * 365)
DOCUMENTS_OF_THE_YEAR = 4_800
"""Fewer than the year has by itself: what a larger book needs besides."""
FILLED_EVERY = 250
"""Sales of a growing book between two days on which its shelves are filled."""
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
        with book.unit_of_work():
            _opening(year, GROWN_FIRST if transactions else FIRST, full=bool(transactions))
        if transactions:
            _grow(year, transactions, lambda done, all_: report(100 + 450 * done // max(all_, 1), total))
        start = 550 if transactions else 100
        with book.unit_of_work():
            year.clock.go_to(FIRST)
            own_things(year, FIRST)
            papers_of_the_group(year, FIRST)
        months = [FIRST + dt.timedelta(days=31 * index) for index in range(12)]
        for index, month in enumerate(months):
            with book.unit_of_work():
                _month(year, month.replace(day=1), index)
            report(start + (total - start) * (index + 1) // 12, total)
    return session


# ---------------------------------------------------------------- the year


def _opening(year: SampleYear, on: dt.date, *, full: bool) -> None:
    """The first day; a book that is to grow begins with ``full`` shelves."""
    year.clock.go_to(on)
    found_group(year, on)
    stock = []
    for product in year.goods.products.values():
        if product.key in NOT_SOLD:
            continue
        pieces = 30 if product.unit == WEIGHED_UNIT else 60 if product.recipe else 40
        quantity = pieces * MILLI * (2 if full else 1)
        value = product.price * (55 if product.recipe else 74) // 100 * quantity // MILLI
        stock.append(OpeningStockDraft(product.uid, quantity, value))
        year.stock[product.uid] = year.stock.get(product.uid, 0) + quantity
    school, shop, *_others = year.goods.customers
    draft = OpeningBooksDraft(
        new_uid(),
        ((CASH, 25_000_00), (BANK, 60_000_00)),
        debtors=(
            _old_bill(on, school, 4_200_00, 34, "ส่งของ 18/9"),
            _old_bill(on, shop, 1_360_00, 12, "ส่งของ 20/10"),
        ),
        creditors=(_old_bill(on, year.goods.suppliers[0], 3_600_00, 9, "บิล 22/10"),),
        shares=tuple(OpenSharesDraft(uid, paid) for uid, paid in year.goods.shares.items()),
        stock=tuple(stock),
        difference_to_equity=True,
        note="ยอดยกมาวันเริ่มใช้สมุด",
    )
    open_books(year.session, draft, on=on)


def _old_bill(on: dt.date, party: bytes, amount: int, days: int, number: str) -> OpenBillDraft:
    return OpenBillDraft(new_uid(), party, amount, Slip(on - dt.timedelta(days=days), number))


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
            before_the_customers(year, day)
            market_day(year, day, count)
            after_the_customers(year, day)
        _business(year, day, index)
        if day.day == 28 and index in {2, 6, 10}:
            count_shelves(year, day)
    last = days[-1]
    some_returns(year, last, RETURNS * (index + 1) // 12 - RETURNS * index // 12)
    if index == 11:
        late_slip(year, last)
    sweep_promptpay(year, last)
    carry_to_bank(year, last)
    wear(year, last)
    count_cash(year, last, index)
    if index == 11:
        begin_last_statement(year, last)


def _business(year: SampleYear, day: dt.date, index: int) -> None:
    """What has its day in every month, besides making and selling."""
    if day.day == 5 and index:
        close_last_month(year, day, index)
        pay_members(year, day)
    elif day.day == 10:
        pay_suppliers(year, day)
    elif day.day == 12:
        customers_pay(year, day, index)
    elif day.day == 15:
        sweep_promptpay(year, day)
    elif day.day == 20 and index == 11:
        found = dt.date(2026, 9, 24)
        # Its month is locked: the slip keeps its day and counts on the first day that is open.
        pay_slip(year, found, (TRANSPORT, 350_00, "ค่ารถส่งของโรงเรียน"), slip=Slip(found, "ส.15/09"))
    office_day(year, day, index)
    group_day(year, day, index)
    market_of_the_month(year, day, index)
    things_of_the_month(year, day, index)
    advance(year, day, index)
    slips_of_the_month(year, day, index)
    if day.weekday() == 0:
        carry_to_bank(year, day)


# ---------------------------------------------------------------- growing


def _grow(year: SampleYear, transactions: int, report: Progress) -> None:
    """Sales besides those of the year, evenly over five years that end with it."""
    wanted = transactions - DOCUMENTS_OF_THE_YEAR
    products, weights = sold_products(year)
    full = dict(year.stock)
    done = 0
    while done < wanted:
        with book.unit_of_work():
            day = GROWN_FIRST + (LAST - GROWN_FIRST) * done // wanted
            year.clock.go_to(day)
            for _each in range(min(TOGETHER, wanted - done)):
                done += 1
                if done % FILLED_EVERY == 0:
                    _fill_shelves(year, products, full, day)
                else:
                    one_sale(year, day, products, weights, at_once=True)
        year.sold.clear()
        report(done, wanted)


def _fill_shelves(
    year: SampleYear, products: list[SampleProduct], full: dict[bytes, int], day: dt.date
) -> None:
    """What was sold most is bought again, paid with what came in."""
    gone = sorted(products, key=lambda each: (year.stock[each.uid] - full[each.uid], each.code))[:30]
    lines = []
    for product in gone:
        quantity = full[product.uid] - year.stock[product.uid]
        if quantity > 0:
            cost = whole_baht(product.price * 65 * quantity, 100 * MILLI)
            lines.append(
                PurchaseLineDraft(product.uid, quantity, product.unit, cost, description=product.name)
            )
            year.stock[product.uid] = full[product.uid]
    total = sum(line.amount for line in lines)
    by_promptpay = total // 4 // 100 * 100
    tenders = year.goods.tenders
    paid = (
        TenderDraft(tenders["promptpay"], by_promptpay),
        TenderDraft(tenders["cash"], total - by_promptpay),
    )
    draft = PurchaseDraft(new_uid(), tuple(lines), 0, year.goods.suppliers[0], paid)
    post_purchase(year.session, draft, on=day)
