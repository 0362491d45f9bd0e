"""A stall that sells until it is killed: prints each number after the posting has answered.

Started as a process of its own: ``python -m tests.faults.seller BOOK SEED``. It waits for a line on its
input, so that the next one can be loaded while the present one sells.
"""

import datetime as dt
import random
import sys
from pathlib import Path

from app.domain.document import new_uid
from app.domain.money import E4, MILLI
from app.domain.purchase import PurchaseDraft, PurchaseLineDraft
from app.domain.sale import SaleDraft, SaleLineDraft, SaleReturnDraft, SaleReturnLineDraft, TenderDraft
from app.queries.catalogue import tenders
from app.queries.products import product_by_code
from app.services.books import open_book
from app.services.purchases import post_purchase
from app.services.returns import post_return
from app.services.sales import post_sale

CODES = ("KAPI", "TEA", "SOAP")
DAY = dt.date(2026, 10, 5)


def sell_until_killed(path: Path, seed: int) -> None:
    """Sell for ever; now and then goods come in or come back."""
    chance = random.Random(seed)
    session = open_book(path)
    goods = []
    for code in CODES:
        found = product_by_code(code)
        assert found is not None
        goods.append(found.uid)
    cash = next(tender.uid for tender in tenders() if tender.kind == "cash")

    def line(uid: bytes) -> SaleLineDraft:
        return SaleLineDraft(uid, "", chance.randint(1, 5) * MILLI, "ชิ้น", 1_000 * E4)

    while True:
        lines = tuple(line(uid) for uid in chance.sample(goods, chance.randint(1, 3)))
        total = sum(each.quantity_milli for each in lines) * 1_000 // MILLI
        sold = post_sale(
            session, SaleDraft(new_uid(), lines, tenders=(TenderDraft(cash, total),)), on=DAY
        ).posted
        print(sold.number, flush=True)
        turn = chance.random()
        if turn < 0.15:
            bought = PurchaseLineDraft(goods[0], 10 * MILLI, "ชิ้น", chance.randint(100, 500_00))
            draft = PurchaseDraft(new_uid(), (bought,), tenders=(TenderDraft(cash, bought.amount),))
            print(post_purchase(session, draft, on=DAY).number, flush=True)
        elif turn < 0.3:
            back = SaleReturnDraft(
                new_uid(), sold.uid, (SaleReturnLineDraft(1, MILLI),), (TenderDraft(cash, 1_000),)
            )
            print(post_return(session, back, on=DAY).posted.number, flush=True)


if __name__ == "__main__":
    sys.stdin.readline()
    sell_until_killed(Path(sys.argv[1]), int(sys.argv[2]))
