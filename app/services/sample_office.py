"""The school of the sample: quotation, delivery, invoice, and what it pays less the tax it keeps back."""

import datetime as dt

from app.domain.document import new_uid
from app.domain.ledger import AccountRole
from app.domain.money import E4, MILLI
from app.domain.offer import InvoiceDraft, OfferDraft, OfferLineDraft
from app.domain.office import ReceiptTyped, as_sale, receipt_draft, withheld_of
from app.domain.settling import MoneyDraft, ReceiveDraft
from app.queries.open_items import open_items
from app.queries.sales import document_by_uid
from app.services.offers import deliver, post_invoice, post_quotation
from app.services.sample_days import batch
from app.services.sample_money import BANK
from app.services.sample_year import LOW_BEFORE_MARKET, SampleYear
from app.services.settling import receive_money

Order = tuple[tuple[str, int], ...]
ORDERS: dict[int, Order] = {
    0: (("herb_drink", 240), ("sweets", 150)),
    2: (("herb_drink", 240), ("sweets", 200)),
    3: (("sweets", 220), ("chili_paste", 90)),
    7: (("herb_drink", 300), ("sweets", 120)),
    8: (("dish", 120), ("laundry", 100), ("herb_drink", 120)),
    10: (("herb_drink", 260), ("sweets", 180)),
    11: (("herb_drink", 280), ("sweets", 200)),
}
"""What the school orders in the months of its terms."""
NEXT: Order = (("herb_drink", 300), ("sweets", 160), ("chili_paste", 40))
"""What it asks for in the last month and has not answered yet."""
PAYS_WITHIN = dt.timedelta(days=45)


def office_day(year: SampleYear, day: dt.date, index: int) -> None:
    """What happens with the school on a day; the quotation of the last month waits for an answer."""
    if day.day == 8:
        _paid(year, day, index)
    if index == 11 and day.day == 24:
        _offer(year, day, NEXT)
    if index not in ORDERS:
        return
    if day.day == 9:
        year.offers.append(_offer(year, day, ORDERS[index]))
    elif 11 <= day.day <= 14:
        _prepare(year, day, index)
    elif day.day == 15:
        _delivered(year, day, index)


def _prepare(year: SampleYear, day: dt.date, index: int) -> None:
    """The kitchen makes ahead what was ordered, besides what the market takes."""
    for key, count in ORDERS[index]:
        for _batch in range(2):
            if year.stock.get(year.goods.products[key].uid, 0) < count * MILLI + LOW_BEFORE_MARKET:
                batch(year, key, day)


def _lines(year: SampleYear, order: Order) -> tuple[OfferLineDraft, ...]:
    found = []
    for key, count in order:
        product = year.goods.products[key]
        found.append(
            OfferLineDraft(product.name, count * MILLI, product.unit, product.price * E4, product.uid)
        )
    return tuple(found)


def _offer(year: SampleYear, day: dt.date, order: Order) -> OfferDraft:
    draft = OfferDraft(
        new_uid(),
        year.goods.customers[0],
        _lines(year, order),
        valid_until=day + dt.timedelta(days=30),
        note="อาหารว่างและของใช้สำหรับกิจกรรมโรงเรียน",
    )
    post_quotation(year.session, draft, on=day)
    return draft


def _delivered(year: SampleYear, day: dt.date, index: int) -> None:
    """The kitchen makes what is still missing; goods and bill go together."""
    offer = year.offers.pop()
    for key, count in ORDERS[index]:
        uid = year.goods.products[key].uid
        while year.stock.get(uid, 0) < count * MILLI:
            batch(year, key, day)
        year.stock[uid] -= count * MILLI
    sale = as_sale(OfferDraft(new_uid(), offer.party_uid, offer.lines, note="ส่งของตามใบเสนอราคา"))
    done = deliver(year.session, sale, on=day, quotation_uid=offer.uid)
    bill = InvoiceDraft(new_uid(), offer.party_uid, (done.posted.uid,), day + PAYS_WITHIN)
    post_invoice(year.session, bill, on=day)
    year.delivered.append(done.posted.uid)


def _paid(year: SampleYear, day: dt.date, index: int) -> None:
    """The school sends what it owes; the certificate of the last payment has not come yet."""
    school = year.goods.customers[0]
    if index == 0:
        before = sum(item.open for item in open_items(AccountRole.RECEIVABLE) if item.party_uid == school)
        draft = ReceiveDraft(new_uid(), school, (MoneyDraft(BANK, before),), note="ของที่ส่งก่อนเริ่มใช้สมุด")
        receive_money(year.session, draft, on=day)
    waiting = tuple(year.delivered)
    year.delivered.clear()
    for uid in waiting:
        left = next(item.open for item in open_items(AccountRole.RECEIVABLE) if item.uid == uid)
        document = document_by_uid(uid)
        assert document is not None
        certificate = "" if index == 11 else f"50ทวิ-{index:02d}/{document.number[-3:]}"
        typed = ReceiptTyped(left, BANK, withheld_of(left), certificate)
        draft = receipt_draft(new_uid(), school, ((uid, left),), typed)
        receive_money(year.session, draft, on=day)
