"""Exchange at the till: goods of a receipt come back, others are sold, and only the difference is paid.

It stays a return and a sale, each with its own number; the sale points to the return, and both are written
together or not at all. What comes back is set against the new goods by the way in which it would be given
back: cash lies still in the drawer, a debt is lowered and taken up again.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.changes import Changes
from app.domain.sale import RoundingRule, SaleDraft, SaleReturnDraft, TenderDraft, price_return, price_sale
from app.domain.session import Permission, Session
from app.payments.slip_qr import BankSlip
from app.services import acts
from app.services.bank_slips import keep_slips
from app.services.promoting import deal_of
from app.services.receipt_books import receipts_named
from app.services.returns import post_return, sold_sale
from app.services.sale_extras import SaleExtras
from app.services.sales import STALL, PostedSale, post_sale
from app.services.settings import bill_rounding
from app.services.tenders import tender_facts
from app.services.unit_of_work import find_posted
from db import connection as book

EXCHANGE = "exchange"
"""Role of the link from the sale to the return that it was exchanged for."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Both documents; ``given_back`` is what the customer gets because she took less, satang."""

    returned: PostedSale
    sold: PostedSale
    given_back: int

    @property
    def changes(self) -> Changes:
        """What the window has to read again."""
        return self.returned.changes | self.sold.changes


def post_exchange(
    session: Session,
    back: SaleReturnDraft,
    *,
    sale: SaleDraft,
    by: bytes,
    on: dt.date,
    rounding: RoundingRule | None = None,
    kept: bytes | None = None,
    slips: Sequence[BankSlip] = (),
) -> Exchanged:
    """Take goods back and sell others, once per their uids, all or nothing.

    ``by`` is the way in which the money would go back; ``sale.tenders`` pay only the difference, none if
    the new goods are worth less. Raises what ``post_return`` and ``post_sale`` raise.
    """
    session.require(Permission.RETURN)
    session.require(Permission.SELL)
    with acts.begun(session, Permission.RETURN), book.unit_of_work():
        before = find_posted(back.uid)
        refund = -(before.total if before else price_return(back, sold_sale(back.sale_uid)).total)
        total = price_sale(
            deal_of(sale, on=on, channel=sale.channel or STALL).draft,
            bill_rounding() if rounding is None else rounding,
        ).total
        facts = tender_facts(by)
        tenders = (TenderDraft(by, refund),) if refund else ()
        returned = post_return(session, replace(back, tenders=tenders), on=on)
        set_against = min(refund, total)
        if set_against:
            number = returned.posted.number
            own = TenderDraft(by, set_against, None, number, confirmed=True, is_cash=facts.is_cash)
            sale = replace(sale, tenders=(own, *sale.tenders))
        sold = post_sale(
            session,
            sale,
            on=on,
            rounding=rounding,
            kept=kept,
            links=((EXCHANGE, returned.posted.document_id),),
            extras=SaleExtras(goods=(receipts_named(sale.receipts),), money=(keep_slips(slips),)),
        )
    return Exchanged(returned, sold, refund - set_against)
