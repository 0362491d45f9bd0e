"""A stall with goods, ways to pay and customers, and short words for what happens at it."""

import datetime as dt
from pathlib import Path

from app.domain.document import new_uid
from app.domain.money import E4, MILLI
from app.domain.purchase import PurchaseDraft, PurchaseLineDraft
from app.domain.sale import (
    Condition,
    SaleDraft,
    SaleLineDraft,
    SaleReturnDraft,
    SaleReturnLineDraft,
    TenderDraft,
)
from app.domain.session import Session
from app.queries.catalogue import tenders
from app.services.purchases import post_purchase
from app.services.returns import post_return
from app.services.sales import PostedSale, post_sale
from app.services.unit_of_work import Posted
from tests.builders import make_book, party, product

DAY = dt.date(2026, 10, 5)


class Stall:
    """An open book with three products on the shelf: 20 of each at 33.33, 20.00 and 12.50 a piece."""

    def __init__(self, folder: Path, session: Session | None = None) -> None:
        self.session = session or make_book(folder)
        self.kapi = product(self.session, "กะปิผงรสวาซาบิ", price=5900, code="KAPI").uid
        self.tea = product(self.session, "ชาหญ้าหมอน้อย", price=8900, unit="กล่อง", code="TEA").uid
        self.soap = product(self.session, "น้ำยาล้างจาน", price=3500, code="SOAP").uid
        self.customer = party(self.session, "ลูกค้าประจำ 01").uid
        self.tenders = {tender.kind: tender.uid for tender in tenders()}
        self.bought = self.buy((self.kapi, 20, 666_60), (self.tea, 20, 400_00), (self.soap, 20, 250_00))

    def buy(self, *goods: tuple[bytes, int, int], on: dt.date = DAY, freight: int = 0) -> Posted:
        """Buy (product, pieces, satang for all of them) for cash."""
        lines = tuple(PurchaseLineDraft(uid, pieces * MILLI, "ชิ้น", amount) for uid, pieces, amount in goods)
        total = sum(amount for _uid, _pieces, amount in goods) + freight
        draft = PurchaseDraft(new_uid(), lines, freight, tenders=(self.cash(total),))
        return post_purchase(self.session, draft, on=on)

    def cash(self, amount: int, handed: int | None = None) -> TenderDraft:
        """Cash, of which ``handed`` was handed over."""
        return TenderDraft(self.tenders["cash"], amount, handed, is_cash=True)

    def by(self, kind: str, amount: int, *, confirmed: bool = True, reference: str = "") -> TenderDraft:
        """Another way to pay."""
        return TenderDraft(self.tenders[kind], amount, reference=reference, confirmed=confirmed)

    def line(self, uid: bytes, pieces: int, price: int, discount: int = 0) -> SaleLineDraft:
        """A line of the cart; price and discount in satang."""
        return SaleLineDraft(uid, "", pieces * MILLI, "ชิ้น", price * E4, discount=discount)

    def draft(self, *lines: SaleLineDraft, pay: tuple[TenderDraft, ...] = (), **more: object) -> SaleDraft:
        """A bill with its own uid."""
        return SaleDraft(new_uid(), lines, tenders=pay, **more)  # type: ignore[arg-type]

    def sell(self, *lines: SaleLineDraft, pay: tuple[TenderDraft, ...] = (), on: dt.date = DAY) -> PostedSale:
        """Sell, by default for exact cash."""
        total = sum(
            line.quantity_milli * line.unit_price_e4 // (MILLI * E4) - line.discount for line in lines
        )
        return post_sale(self.session, self.draft(*lines, pay=pay or (self.cash(total),)), on=on)

    def take_back(
        self,
        sale: PostedSale,
        line_no: int,
        pieces: int,
        refund: int,
        condition: Condition = Condition.SELLABLE,
        kind: str = "cash",
    ) -> PostedSale:
        """Return some pieces of a line."""
        draft = SaleReturnDraft(
            new_uid(),
            sale.posted.uid,
            (SaleReturnLineDraft(line_no, pieces * MILLI, condition),),
            (TenderDraft(self.tenders[kind], refund),),
        )
        return post_return(self.session, draft, on=DAY)
