"""What happens on the days of the sample: batches, market days, bills, counts, returns."""

import datetime as dt

from app.domain import money
from app.domain.document import new_uid
from app.domain.money import MILLI
from app.domain.production import BatchDraft, CostLineDraft, OutputDraft
from app.domain.purchase import (
    CountDraft,
    CountLineDraft,
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
from app.queries.products import product_by_uid
from app.queries.sales import document_by_uid, sale_document
from app.services.production import produce
from app.services.purchases import post_purchase
from app.services.returns import post_return
from app.services.sales import post_sale
from app.services.sample_goods import NOT_SOLD, WEIGHED_UNIT, SampleProduct
from app.services.sample_money import HELP, STALL, TRANSPORT, chance_of, pay_slip
from app.services.sample_year import LAST, POPULAR, SampleYear
from app.services.stock_counts import post_count

LARGE = 2_400_00
"""What is dearer is not paid from the cash box."""


def whole_baht(amount: int, divisor: int) -> int:
    """A price that sellers ask, satang: without coins smaller than a baht."""
    return money.divide_round(amount, divisor * 100) * 100


def about(year: SampleYear, wanted: int) -> int:
    """About as many as wanted."""
    return max(wanted + year.chance.randint(-6, 6), 5)


def scarcest(year: SampleYear, recipes: list[str]) -> str:
    """The recipe whose product is nearest to running out, by its popularity."""

    def cover(key: str) -> tuple[int, str]:
        product = year.goods.products[key]
        return year.stock.get(product.uid, 0) // POPULAR.get(key, 5), key

    return min(recipes, key=cover)


def batch(year: SampleYear, key: str, day: dt.date) -> None:
    """Buy what is missing, then make one batch of a recipe with this day's small differences."""
    uid, planned, lines = year.goods.recipes[key]
    product = year.goods.products[key]
    buy_materials(year, lines, day)
    made = planned - year.chance.choice((0, 0, 0, 1, 2)) * MILLI
    worker, grower = year.chance.sample(year.goods.members, 2)
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
                party_uid=worker if line.kind == "labour" else grower if line.person_uid else None,
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
            section_uid=year.goods.makers.get(key),
        ),
        on=day,
    )
    year.stock[product.uid] = year.stock.get(product.uid, 0) + made


def buy_materials(year: SampleYear, lines: tuple[RecipeLine, ...], day: dt.date) -> None:
    """Buy what a batch lacks."""
    wanted = []
    for line in lines:
        if line.product_uid is None:
            continue
        have = year.stock.get(line.product_uid, 0)
        if have >= line.quantity_milli:
            continue
        material = year.goods.materials[line.description]
        quantity = line.quantity_milli * 3
        price = material.price * year.chance.randint(126, 136) // 100
        wanted.append(
            PurchaseLineDraft(
                material.uid,
                quantity,
                material.unit,
                whole_baht(price * quantity, MILLI),
                description=material.name,
            )
        )
        year.stock[material.uid] = have + quantity
    if wanted:
        purchase(year, tuple(wanted), day, freight=year.chance.choice((0, 0, 60_00)))


def purchase(
    year: SampleYear,
    lines: tuple[PurchaseLineDraft, ...],
    day: dt.date,
    *,
    freight: int = 0,
    slip: Slip | None = None,
) -> None:
    """A purchase by cash; a large one is sent from the bank, or paid next month if a seller waits for it."""
    total = sum(line.amount for line in lines) + freight
    waits = total > LARGE and (year.chance.random() < 0.4 or day > LAST - dt.timedelta(days=10))
    tender = year.goods.tenders["transfer" if total > LARGE else "cash"]
    number = f"{day.day:02d}/{year.chance.randint(1, 99):02d}"
    post_purchase(
        year.session,
        PurchaseDraft(
            new_uid(),
            lines,
            freight,
            year.chance.choice(year.goods.suppliers),
            () if waits else (TenderDraft(tender, total, reference=number),),
            slip or Slip(day, number),
        ),
        on=day,
    )


def restock_goods(year: SampleYear, day: dt.date) -> None:
    """Goods that the group buys to sell: rice, fish, fruit from its partners."""
    wanted = []
    for product in year.goods.products.values():
        if product.recipe or product.key in NOT_SOLD:
            continue
        have = year.stock.get(product.uid, 0)
        low = (10 if product.unit == WEIGHED_UNIT else 18) * MILLI
        if have >= low:
            continue
        quantity = (25 if product.unit == WEIGHED_UNIT else 36) * MILLI
        price = product.price * year.chance.randint(72, 79) // 100
        wanted.append(
            PurchaseLineDraft(
                product.uid,
                quantity,
                product.unit,
                whole_baht(price * quantity, MILLI),
                description=product.name,
            )
        )
        year.stock[product.uid] = have + quantity
    if wanted:
        purchase(year, tuple(wanted), day, freight=120_00)


def sold_products(year: SampleYear) -> tuple[list[SampleProduct], list[int]]:
    """What is sold, and how popular it is."""
    products = [each for each in year.goods.products.values() if each.key not in NOT_SOLD]
    return products, [POPULAR.get(each.key, 3 if not each.key.startswith("more") else 2) for each in products]


def market_day(year: SampleYear, day: dt.date, count: int) -> None:
    """A day at the market with its customers."""
    products, weights = sold_products(year)
    for _customer in range(count):
        one_sale(year, day, products, weights)
    stall, transport = chance_of(year, 150, 200), chance_of(year, 80, 120, 160)
    pay_slip(
        year,
        day,
        (STALL, stall, "ค่าแผงตลาดนัด"),
        (TRANSPORT, transport, "ค่ารถขนของไปตลาด"),
        (HELP, 350_00, "คนช่วยขายหนึ่งวัน"),
    )


def one_sale(
    year: SampleYear,
    day: dt.date,
    products: list[SampleProduct],
    weights: list[int],
    *,
    at_once: bool = False,
) -> None:
    """One customer: a few things, paid in one of the usual ways, or ``at_once`` at the stall."""
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
    tenders, party = payment(year, day, total, at_once=at_once)
    uid = new_uid()
    post_sale(
        year.session,
        SaleDraft(uid, tuple(lines), tenders=tenders, party_uid=party),
        on=day,
    )
    year.sold.append((uid, day))


def payment(
    year: SampleYear, day: dt.date, total: int, *, at_once: bool = False
) -> tuple[tuple[TenderDraft, ...], bytes | None]:
    """How a customer pays; the school has papers of its own, so nobody of it buys on account here."""
    tenders, chance = year.goods.tenders, year.chance
    turn = chance.random()
    if turn < 0.66:
        handed = next((note for note in (100_00, 500_00, 1_000_00) if note >= total), total)
        handed = total if chance.random() < 0.4 else handed
        return (TenderDraft(tenders["cash"], handed, handed),), None
    if turn < 0.95 or at_once:
        return (TenderDraft(tenders["promptpay"], total, confirmed=True),), None
    if turn < 0.97:
        reference = f"{chance.randint(0, 9999):04d}"
        # The last ones were not looked up in the bank's app yet.
        seen = day < LAST - dt.timedelta(days=10)
        return (TenderDraft(tenders["transfer"], total, reference=reference, confirmed=seen),), None
    return (TenderDraft(tenders["account"], total),), chance.choice(year.goods.customers[1:])


def some_returns(year: SampleYear, day: dt.date, count: int) -> None:
    """Some of the month’s customers bring something back."""
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


def count_shelves(year: SampleYear, day: dt.date) -> None:
    """Count the finished goods: a few are missing, one is found."""
    products, _weights = sold_products(year)
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


def late_slip(year: SampleYear, day: dt.date) -> None:
    """A slip that lay in a bag: bought weeks ago, entered on the last day."""
    material = year.goods.materials["กะปิ"]
    line = PurchaseLineDraft(
        material.uid, 10 * MILLI, material.unit, material.price * 10, description=material.name
    )
    bought = day - dt.timedelta(days=23)
    purchase(year, (line,), bought, slip=Slip(bought, "ส.08/11"))
