"""Working on somebody's material for a fee: it stays hers, counted without value; our income is the fee.

A fee in goods is a part of what was made: it was hers, becomes our stock at its fair value and pays the fee.
"""

import datetime as dt
from dataclasses import replace

from app.changes import Changes
from app.domain import money
from app.domain.consignment import (
    Direction,
    FeeExceededError,
    GoodsDraft,
    KeptMoreError,
    KeptValueError,
    NothingConsignedError,
    Purpose,
    SettleAmountError,
    WorkedDraft,
    checked_lines,
    money_in_all,
)
from app.domain.document import new_uid
from app.domain.ledger import AccountRole, ProductKind
from app.domain.money import MILLI
from app.domain.session import Session
from app.services import records
from app.services.consigned_bill import BilledLine, write_bill
from app.services.consignment import MAY, Slip, begin_slip, frozen
from app.services.journal import account_id
from app.services.products import next_code
from app.services.stock import ProductFacts, StockWriter, Values
from app.services.unit_of_work import Entry, Posted, post
from app.thai.collate import sort_key
from app.thai.fold import fold
from db import connection as book
from db.models.products import Product
from db.sql import consignment as sql

FEE_CODE = "WORK-FEE"
FEE_NAME = "ค่าจ้างผลิต"
FEE_UNIT = "งาน"


def process_goods(session: Session, draft: WorkedDraft, *, on: dt.date) -> Posted:
    """Post what was made of somebody's material: it is used up, what came of it is hers, the fee is income.

    The fee is a sale of a service, so that it stands in the register of sales; what of it is not paid now, in
    money or goods, is owed by her. Raises NothingConsignedError, ConsignedQuantityError, OwnerMissingError,
    MoreThanHeldError, SettleAmountError, FeeExceededError, KeptMoreError, KeptValueError,
    UnknownProductError, NoStockKeptError, NotMoneyAccountError, UnknownAccountError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        if not draft.used and not draft.made:
            raise NothingConsignedError
        money_in_all(draft.moneys)
        if money.checked_amount(draft.charged) < 0:
            raise SettleAmountError
        if money.checked_amount(draft.received) > draft.charged:
            raise FeeExceededError(fee_amount=draft.charged, amount=draft.received)
        goods = GoodsDraft(
            draft.uid,
            draft.party_uid,
            (*draft.used, *draft.made),
            Direction.PROCESSING,
            draft.location_id,
            note=draft.note,
        )
        slip = begin_slip(entry, goods, on)
        for position, (line, product) in enumerate(slip.goods):
            terms = frozen(Direction.PROCESSING, slip.party_id, product)
            if position < len(draft.used):
                slip.take_out(line, product, "consigned")
                slip.add(Purpose.USED, line, product, terms)
            else:
                slip.put_in(line, product)
                slip.add(Purpose.MADE, line, product, terms)
        _keep(slip, draft)
        if draft.charged:
            entry.total = draft.charged
            write_bill(
                entry,
                slip.stock,
                (BilledLine(_fee_service(session, slip.stock), MILLI, draft.charged),),
                party_id=slip.party_id,
                location_id=draft.location_id,
                channel="stall",
                kept=0,
                moneys=draft.moneys,
            )
        entry.changes = entry.changes | Changes.SALES

    return post(session, MAY, draft.uid, write)


def _keep(slip: Slip, draft: WorkedDraft) -> None:
    """Goods of what was made become ours and lower what she owes."""
    made: dict[bytes, int] = {}
    for each in draft.made:
        made[each.product_uid] = made.get(each.product_uid, 0) + each.quantity_milli
    for line in draft.kept:
        product = slip.stock.product(line.product_uid)
        checked_lines((line,), (product.name,))
        made[line.product_uid] = made.get(line.product_uid, 0) - line.quantity_milli
        if made[line.product_uid] < 0:
            raise KeptMoreError(
                product=product.name,
                made_milli=made[line.product_uid] + line.quantity_milli,
                wanted_milli=line.quantity_milli,
            )
        value = money.times(line.price_e4 or 0, line.quantity_milli)
        if not value:
            raise KeptValueError(product=product.name)
        terms = frozen(Direction.PROCESSING, slip.party_id, product)
        slip.take_out(line, product, "consigned")
        slip.add(Purpose.USED, line, product, replace(terms, price_e4=line.price_e4 or 0), value)
        slip.stock.receive(
            product,
            line.quantity_milli,
            Values(value, 0, value),
            location_id=line.location_id or draft.location_id,
            purpose="barter",
        )
        receivable = account_id(AccountRole.RECEIVABLE)
        slip.entry.line(receivable, -value, party_id=slip.party_id)


def _fee_service(session: Session, stock: StockWriter) -> ProductFacts:
    """The service that fees are sold as; made when it is first needed."""
    row = book.fetch_one(sql.SERVICE_UID, (FEE_CODE,))
    if row is not None:
        return stock.product(row[0])
    uid = new_uid()
    values = {
        "code": FEE_CODE
        if book.fetch_one(sql.CODE_TAKEN, (FEE_CODE,)) is None
        else next_code("product", "S"),
        "name": FEE_NAME,
        "folded": fold(FEE_NAME),
        "sort_key": sort_key(FEE_NAME),
        "kind": ProductKind.SERVICE.value,
        "unit": FEE_UNIT,
        "is_open_price": 1,
        "is_for_sale": 1,
    }
    records.add(session, Product, uid, values)
    return stock.product(uid)
