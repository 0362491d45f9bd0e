"""The sample enterprise: a year of a community's business, made through the services, the same from a seed.

From 1 November 2568 to 31 October 2569: batches, market days, sales, returns, counts, bills, a late
slip. It can be grown to any number of products and documents; what grows are sales over five years.
"""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.domain import money
from app.domain.document import new_uid, repeatable
from app.domain.money import MILLI
from app.domain.production import BatchDraft, CostLineDraft, OutputDraft
from app.domain.purchase import (
    CountDraft,
    CountLineDraft,
    ExpenseDraft,
    ExpenseLineDraft,
    OpeningDraft,
    OpeningStockDraft,
    PurchaseDraft,
    PurchaseLineDraft,
    Slip,
)
from app.domain.recipe import RecipeLine
from app.domain.sale import (
    Condition,
    SaleDraft,
    SaleLineDraft,
    SaleReturnDraft,
    SaleReturnLineDraft,
    TenderDraft,
)
from app.domain.session import Session
from app.queries.balances import money_balances
from app.queries.products import product_by_uid
from app.queries.sales import count_documents, document_by_uid, sale_document
from app.services.books import create_book
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from app.services.production import produce
from app.services.purchases import post_expense, post_opening, post_purchase
from app.services.sales import post_return, post_sale
from app.services.sample_goods import NOT_SOLD, WEIGHED_UNIT, Goods, SampleProduct, fill_master, sample_name
from app.services.stock_counts import post_count
from db import connection as book

FIRST = dt.date(2025, 11, 1)
LAST = dt.date(2026, 10, 31)
SALES_OF_THE_YEAR = 4_080
RETURNS = 20
GROWN_YEARS = 5
TOGETHER = 200
"""Documents that are written to disk together while a sample grows: nobody waits for one of them."""

LOW_BEFORE_MARKET = 32 * MILLI
"""What is left of a product on the eve of a market day for another batch to be made."""

_DAY_MS = 86_400_000
_OPENING_HOUR_MS = 8 * 3_600_000 - 7 * 3_600_000  # 08:00 in Thailand, in UTC
_POPULAR = {
    "kapi_wasabi": 26,
    "kapi_song": 20,
    "tea": 22,
    "herb_drink": 30,
    "dish": 20,
    "laundry": 16,
    "shampoo": 10,
    "milled_rice": 8,
    "riceberry": 6,
    "chili_paste": 18,
    "sweets": 20,
    "sausage": 5,
}

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class SampleClock:
    """The time of the sample: stands at the day being told and goes on by a while with each look."""

    day: dt.date = FIRST
    ticks: int = 0

    def __call__(self) -> int:
        """UTC milliseconds."""
        self.ticks += 1
        days = (self.day - dt.date(1970, 1, 1)).days
        return days * _DAY_MS + _OPENING_HOUR_MS + min(self.ticks * 97_000, 10 * 3_600_000)

    def go_to(self, day: dt.date) -> None:
        """Begin a day."""
        if day != self.day:
            self.day, self.ticks = day, 0


@dataclass(slots=True)
class _Year:
    """What is needed while the year is told."""

    session: Session
    goods: Goods
    chance: random.Random
    clock: SampleClock
    stock: dict[bytes, int] = field(default_factory=dict)
    sold: list[tuple[bytes, dt.date]] = field(default_factory=list)


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
        year = _Year(session, goods, chance, clock)
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


def _opening(year: _Year) -> None:
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
            (("1101", 25_000_00), ("1102", 60_000_00), ("1501", 48_000_00), ("3101", -shares)),
            tuple(stock),
            note="ยอดยกมาวันเริ่มใช้สมุด",
        ),
        on=FIRST,
    )


def _month(year: _Year, first: dt.date, index: int) -> None:
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
            _batch(year, _scarcest(year, recipes), day)
            batches += 1
        if day.weekday() == 4:
            for key in recipes:
                if year.stock.get(year.goods.products[key].uid, 0) < LOW_BEFORE_MARKET:
                    _batch(year, key, day)
                    batches += 1
            _restock_goods(year, day)
        if day in markets:
            open_markets = len([each for each in markets if each >= day])
            count = sales_left if open_markets == 1 else _about(year, sales_left // open_markets)
            count = min(count, sales_left)
            sales_left -= count
            _market_day(year, day, count)
        if day.day == 25:
            _bills(year, day, index)
        if day.day == 28 and index in {2, 6, 10}:
            _count(year, day)
        if day == days[-1]:
            _deposit(year, day)
    _returns(year, days[-1], RETURNS * (index + 1) // 12 - RETURNS * index // 12)
    if index == 11:
        _late_slip(year, days[-1])


def _about(year: _Year, wanted: int) -> int:
    return max(wanted + year.chance.randint(-6, 6), 5)


def _scarcest(year: _Year, recipes: list[str]) -> str:
    """The recipe whose product is nearest to running out, by its popularity."""

    def cover(key: str) -> tuple[int, str]:
        product = year.goods.products[key]
        return year.stock.get(product.uid, 0) // _POPULAR.get(key, 5), key

    return min(recipes, key=cover)


def _batch(year: _Year, key: str, day: dt.date) -> None:
    """Buy what is missing, then make one batch of a recipe with this day's small differences."""
    uid, planned, lines = year.goods.recipes[key]
    product = year.goods.products[key]
    _buy_materials(year, lines, day)
    made = planned - year.chance.choice((0, 0, 0, 1, 2)) * MILLI
    worker = year.chance.choice(year.goods.members)
    drafts = []
    for line in lines:
        quantity = line.quantity_milli
        if line.kind == "labour":
            quantity = max(quantity + year.chance.choice((-2, -1, 0, 0, 1, 2)) * MILLI, MILLI)
        drafts.append(
            CostLineDraft(
                line.kind,
                line.settlement,
                line.description,
                quantity,
                line.unit,
                rate_e4=line.rate_e4,
                product_uid=line.product_uid,
                party_uid=worker if line.kind == "labour" else line.person_uid,
            )
        )
        if line.product_uid is not None:
            year.stock[line.product_uid] = year.stock.get(line.product_uid, 0) - quantity
    produce(
        year.session,
        BatchDraft(
            new_uid(),
            product.uid,
            planned,
            recipe_uid=uid,
            lines=tuple(drafts),
            outputs=(OutputDraft(product.uid, made),),
            made_on=day,
        ),
        on=day,
    )
    year.stock[product.uid] = year.stock.get(product.uid, 0) + made


def _buy_materials(year: _Year, lines: tuple[RecipeLine, ...], day: dt.date) -> None:
    wanted = []
    for line in lines:
        if line.product_uid is None:
            continue
        have = year.stock.get(line.product_uid, 0)
        if have >= line.quantity_milli:
            continue
        material = year.goods.materials[line.description]
        quantity = line.quantity_milli * 3
        price = material.price * year.chance.randint(96, 106) // 100
        wanted.append(
            PurchaseLineDraft(
                material.uid,
                quantity,
                material.unit,
                money.divide_round(price * quantity, MILLI),
                description=material.name,
            )
        )
        year.stock[material.uid] = have + quantity
    if wanted:
        _purchase(year, tuple(wanted), day, freight=year.chance.choice((0, 0, 60_00)))


def _purchase(
    year: _Year,
    lines: tuple[PurchaseLineDraft, ...],
    day: dt.date,
    *,
    freight: int = 0,
    slip: Slip | None = None,
) -> None:
    total = sum(line.amount for line in lines) + freight
    tender = year.goods.tenders["transfer" if total > 3_000_00 else "cash"]
    number = f"{day.day:02d}/{year.chance.randint(1, 99):02d}"
    post_purchase(
        year.session,
        PurchaseDraft(
            new_uid(),
            lines,
            freight,
            year.chance.choice(year.goods.suppliers),
            (TenderDraft(tender, total, reference=number),),
            slip or Slip(day, number),
        ),
        on=day,
    )


def _restock_goods(year: _Year, day: dt.date) -> None:
    """Goods that the group buys to sell: rice, fish, fruit from its partners."""
    wanted = []
    for product in year.goods.products.values():
        if product.recipe or product.key in NOT_SOLD:
            continue
        have = year.stock.get(product.uid, 0)
        low = (8 if product.unit == WEIGHED_UNIT else 12) * MILLI
        if have >= low:
            continue
        quantity = (25 if product.unit == WEIGHED_UNIT else 36) * MILLI
        price = product.price * year.chance.randint(60, 68) // 100
        wanted.append(
            PurchaseLineDraft(
                product.uid,
                quantity,
                product.unit,
                money.divide_round(price * quantity, MILLI),
                description=product.name,
            )
        )
        year.stock[product.uid] = have + quantity
    if wanted:
        _purchase(year, tuple(wanted), day, freight=120_00)


def _sold_products(year: _Year) -> tuple[list[SampleProduct], list[int]]:
    products = [each for each in year.goods.products.values() if each.key not in NOT_SOLD]
    return products, [
        _POPULAR.get(each.key, 3 if not each.key.startswith("more") else 2) for each in products
    ]


def _market_day(year: _Year, day: dt.date, count: int) -> None:
    products, weights = _sold_products(year)
    for _customer in range(count):
        _sale(year, day, products, weights)
    post_expense(year.session, _stall_expense(year), on=day)


def _stall_expense(year: _Year) -> ExpenseDraft:
    stall, transport = year.chance.choice((150_00, 200_00)), year.chance.choice((80_00, 120_00, 160_00))
    return ExpenseDraft(
        new_uid(),
        (
            ExpenseLineDraft("5401", stall, "ค่าแผงตลาดนัด"),
            ExpenseLineDraft("5203", transport, "ค่ารถขนของไปตลาด"),
        ),
        tenders=(TenderDraft(year.goods.tenders["cash"], stall + transport),),
    )


def _sale(year: _Year, day: dt.date, products: list[SampleProduct], weights: list[int]) -> None:
    chance = year.chance
    count = chance.choices((1, 2, 3, 4, 5), (34, 30, 20, 11, 5))[0]
    chosen: dict[bytes, SampleProduct] = {}
    for product in chance.choices(products, weights, k=count):
        chosen[product.uid] = product
    lines = []
    total = 0
    for product in chosen.values():
        if product.unit == WEIGHED_UNIT:
            quantity = chance.choice((250, 500, 500, 1_000, 1_000, 2_000))
        else:
            quantity = chance.choices((1, 2, 3, 6), (70, 20, 7, 3))[0] * MILLI
        gross = money.times(product.price * money.E4, quantity)
        discount = 5_00 if quantity >= 3 * MILLI and gross > 100_00 and chance.random() < 0.5 else 0
        total += gross - discount
        lines.append(
            SaleLineDraft(
                product.uid, product.name, quantity, product.unit, product.price * money.E4, discount=discount
            )
        )
        year.stock[product.uid] = year.stock.get(product.uid, 0) - quantity
    tenders, party = _payment(year, total)
    uid = new_uid()
    post_sale(
        year.session,
        SaleDraft(uid, tuple(lines), tenders=tenders, party_uid=party),
        on=day,
    )
    year.sold.append((uid, day))


def _payment(year: _Year, total: int) -> tuple[tuple[TenderDraft, ...], bytes | None]:
    tenders, chance = year.goods.tenders, year.chance
    turn = chance.random()
    if turn < 0.66:
        handed = next((note for note in (100_00, 500_00, 1_000_00) if note >= total), total)
        handed = total if chance.random() < 0.4 else handed
        return (TenderDraft(tenders["cash"], handed, handed),), None
    if turn < 0.92:
        return (TenderDraft(tenders["promptpay"], total, confirmed=True),), None
    if turn < 0.97:
        reference = f"{chance.randint(0, 9999):04d}"
        return (TenderDraft(tenders["transfer"], total, reference=reference),), None
    return (TenderDraft(tenders["account"], total),), chance.choice(year.goods.customers)


def _returns(year: _Year, day: dt.date, count: int) -> None:
    year.clock.go_to(day)
    chance = year.chance
    recent = [sold for sold in year.sold if sold[1].month == day.month and sold[1].year == day.year]
    for uid, _on in chance.sample(recent, count):
        document = document_by_uid(uid)
        assert document is not None
        sale = sale_document(document)
        assert sale is not None
        line = sale.lines[0]
        condition = chance.choice((Condition.SELLABLE, Condition.SELLABLE, Condition.SPOILED))
        tender = year.goods.tenders["cash" if document.party_uid is None else "account"]
        post_return(
            year.session,
            SaleReturnDraft(
                new_uid(),
                uid,
                (SaleReturnLineDraft(line.line_no, line.quantity, condition),),
                (TenderDraft(tender, line.amount),),
                reason="ลูกค้าเปลี่ยนใจ" if condition is Condition.SELLABLE else "ฝาปิดไม่สนิท",
            ),
            on=day,
        )


def _bills(year: _Year, day: dt.date, index: int) -> None:
    """Electricity and gas of the month, office, depreciation, and the bank's money."""
    cash, transfer = year.goods.tenders["cash"], year.goods.tenders["transfer"]
    energy = 900_00 + year.chance.randint(0, 400) * 100
    office = 250_00 + index * 10_00
    post_expense(
        year.session,
        ExpenseDraft(
            new_uid(),
            (ExpenseLineDraft("5202", energy, "ค่าไฟฟ้าและแก๊ส"),),
            tenders=(TenderDraft(transfer, energy, reference="โอน"),),
            slip=Slip(day, f"EL{index + 1:02d}"),
        ),
        on=day,
    )
    post_expense(
        year.session,
        ExpenseDraft(
            new_uid(),
            (ExpenseLineDraft("5501", office, "กระดาษ หมึกพิมพ์ ค่าโทรศัพท์"),),
            tenders=(TenderDraft(cash, office),),
        ),
        on=day,
    )
    post_journal(
        year.session,
        JournalDraft(
            new_uid(),
            (JournalLineDraft("5205", 800_00), JournalLineDraft("1502", -800_00)),
            note="ค่าเสื่อมราคาเครื่องอบและเครื่องบดประจำเดือน",
        ),
        on=day,
    )


def _deposit(year: _Year, day: dt.date) -> None:
    """Carry the month's cash to the bank but for some change."""
    cash = next(each.balance for each in money_balances(day) if each.role == "cash")
    amount = (cash - 15_000_00) // 1_000_00 * 1_000_00
    if amount > 0:
        post_journal(
            year.session,
            JournalDraft(
                new_uid(),
                (JournalLineDraft("1102", amount), JournalLineDraft("1101", -amount)),
                note="นำเงินสดฝากธนาคาร",
            ),
            on=day,
        )


def _count(year: _Year, day: dt.date) -> None:
    """Count the finished goods: a few are missing, one is found."""
    products, _weights = _sold_products(year)
    lines = []
    for product in products[:12]:
        found = product_by_uid(product.uid)
        assert found is not None
        expected = found.on_hand_milli
        step = 250 if product.unit == WEIGHED_UNIT else MILLI
        counted = max(expected + year.chance.choice((0, 0, 0, 0, -1, -1, 1)) * step, 0)
        lines.append(
            CountLineDraft(product.uid, counted, expected, "แตกหรือหาย" if counted < expected else "")
        )
        year.stock[product.uid] = counted
    post_count(year.session, CountDraft(new_uid(), tuple(lines), note="ตรวจนับสิ้นเดือน"), on=day)


def _late_slip(year: _Year, day: dt.date) -> None:
    """A slip that lay in a bag: bought weeks ago, entered on the last day."""
    material = year.goods.materials["กะปิ"]
    quantity = 10 * MILLI
    _purchase(
        year,
        (
            PurchaseLineDraft(
                material.uid, quantity, material.unit, material.price * 10, description=material.name
            ),
        ),
        day - dt.timedelta(days=23),
        slip=Slip(day - dt.timedelta(days=23), "ส.08/11"),
    )


# ---------------------------------------------------------------- growing


def _grow(year: _Year, transactions: int, report: Progress) -> None:
    """More sales, evenly over five years that end with the sample's, until the book is large enough."""
    have = count_documents(dt.date.min, dt.date.max)
    wanted = transactions - have
    if wanted <= 0:
        return
    products, weights = _sold_products(year)
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
                    _sale(year, day, products, weights)
                done += 1
        year.sold.clear()
        report(done, wanted)


def _fill_shelves(year: _Year, products: list[SampleProduct], day: dt.date) -> None:
    chosen = year.chance.sample(products, min(len(products), 30))
    lines = tuple(
        PurchaseLineDraft(
            product.uid, 200 * MILLI, product.unit, product.price * 65 // 100 * 200, description=product.name
        )
        for product in chosen
    )
    _purchase(year, lines, day)
