"""Our goods at somebody else's shop: carried there, brought back, and what the shop says it sold."""

import datetime as dt

from app.changes import Changes
from app.domain import money
from app.domain.consignment import (
    DaysTurnedError,
    Direction,
    GoodsDraft,
    MoreThereError,
    NotAShopError,
    Purpose,
    ReasonMissingError,
    ShopDraft,
    checked_lines,
    kept_by_shop,
)
from app.domain.document import DocumentKind, new_uid
from app.domain.session import Limit, Session
from app.queries.consignment import SlipTerms
from app.services import records
from app.services.consigned_bill import BilledLine, write_bill
from app.services.consignment import LOST, MAY, Slip, agreed, begin_slip, frozen, owner_of
from app.services.journal import account_id
from app.services.products import next_code
from app.services.stock import ProductFacts, StockWriter
from app.services.unit_of_work import Entry, Posted, post
from app.thai.normalise import clean_text
from db import connection as book
from db.models.stock import StockLocation
from db.sql import consignment as sql


def send_out(session: Session, draft: GoodsDraft, *, on: dt.date) -> Posted:
    """Post goods of ours that go to a shop: carried to its place, still our stock, nothing is sold yet.

    Without a place they go to where its goods went last; a shop that is new gets a place of its name.
    Raises NotAShopError, what ``begin_slip`` raises, NoTermsError, NoStockKeptError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        slip = begin_slip(entry, draft, on)
        shop = _place_for(session, draft, slip)
        for line, product in slip.goods:
            slip.add(Purpose.SENT, line, product, agreed(Direction.OUT, slip, product))
            slip.stock.transfer_own(product, line.quantity_milli, from_id=draft.location_id, to_id=shop)

    return post(session, MAY, draft.uid, write)


def bring_back(session: Session, draft: GoodsDraft, *, on: dt.date) -> Posted:
    """Post goods of ours that come back from a shop, of those that lie there.

    Raises MoreThereError and what ``send_out`` raises but NoTermsError.
    """

    def write(entry: Entry) -> None:
        slip = begin_slip(entry, draft, on)
        shop, name = _shop_of(draft.shop_location_id)
        for line, product in slip.goods:
            _refuse_more(slip.stock, product, shop, name, line.quantity_milli)
            slip.add(Purpose.RETURNED, line, product, _frozen_out(slip, product))
            slip.stock.transfer_own(product, line.quantity_milli, from_id=shop, to_id=draft.location_id)

    return post(session, MAY, draft.uid, write)


def lose_at_shop(session: Session, draft: GoodsDraft, *, on: dt.date) -> Posted:
    """Post goods of ours that went bad or are missing at a shop, at what they cost; each with its reason.

    What the shop pays for them instead was sold. Raises what ``begin_slip`` raises, NotAShopError,
    MoreThereError, ReasonMissingError, OverLimitError, NoStockKeptError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        slip = begin_slip(entry, draft, on)
        shop, name = _shop_of(draft.shop_location_id)
        for line, product in slip.goods:
            if not clean_text(line.reason):
                raise ReasonMissingError(product=product.name)
            purpose = Purpose.LOST if line.purpose is Purpose.LOST else Purpose.SPOILED
            _refuse_more(slip.stock, product, shop, name, line.quantity_milli)
            slip.add(purpose, line, product, _frozen_out(slip, product))
            cost = slip.stock.issue(
                product,
                line.quantity_milli,
                location_id=shop,
                purpose="spoil" if purpose is Purpose.SPOILED else "count",
            ).value
            entry.line(account_id(LOST[purpose]), cost, product_id=product.id)
            entry.total += cost
        entry.session.require_within(Limit.COUNT_DIFFERENCE, entry.total, MAY)
        slip.stock.finish()

    return post(session, MAY, draft.uid, write)


def _frozen_out(slip: Slip, product: ProductFacts) -> SlipTerms:
    return frozen(Direction.OUT, slip.party_id, product)


def settle_shop(session: Session, draft: ShopDraft, *, on: dt.date) -> Posted:
    """Post what a shop sold of ours: income at its price, what it keeps as an expense, the rest paid or owed.

    Without a typed commission it keeps what was agreed when the goods went there. Raises DaysTurnedError,
    OwnerMissingError, NotAShopError, NothingConsignedError, ConsignedQuantityError, SoldForMissingError,
    MoreThereError, CommissionTooLargeError, SettleAmountError, UnknownProductError, NotMoneyAccountError,
    UnknownAccountError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        if draft.first_day > draft.last_day:
            raise DaysTurnedError
        party_id, name = owner_of(draft.party_uid)
        shop, place = _shop_of(draft.location_id)
        stock = StockWriter(entry)
        products = [stock.product(line.product_uid) for line in draft.lines]
        checked_lines(draft.lines, [product.name for product in products])
        lines = [
            BilledLine(product, line.quantity_milli, line.gross)
            for line, product in zip(draft.lines, products, strict=True)
        ]
        kept = [_kept(party_id, line) for line in lines]
        if draft.commission is not None:
            kept = money.split(draft.commission, [line.gross for line in lines])
        entry.document(
            DocumentKind.SETTLEMENT,
            on,
            sum(line.gross for line in lines),
            party_id=party_id,
            note=clean_text(draft.note) or None,
        )
        entry.name("shop", name)
        wanted: dict[int, int] = {}
        for line in lines:
            wanted[line.product.id] = wanted.get(line.product.id, 0) + line.quantity
            _refuse_more(stock, line.product, shop, place, wanted[line.product.id])
        paid = write_bill(
            entry,
            stock,
            lines,
            party_id=party_id,
            location_id=shop,
            channel=_channel(party_id),
            kept=sum(kept),
            moneys=draft.moneys,
        )
        _write_sheet(entry, draft, party_id, lines, kept, paid)
        entry.changes = Changes.SALES | Changes.STOCK | Changes.LEDGER | Changes.MARKET

    return post(session, MAY, draft.uid, write)


def _kept(party_id: int, line: BilledLine) -> int:
    return kept_by_shop(frozen(Direction.OUT, party_id, line.product).terms, line.gross, line.quantity)


def _write_sheet(
    entry: Entry, draft: ShopDraft, party_id: int, lines: list[BilledLine], kept: list[int], paid: int
) -> None:
    gross, commission = sum(line.gross for line in lines), sum(kept)
    entry.add(
        "settlement",
        direction=Direction.OUT.value,
        party_id=party_id,
        first_day=draft.first_day.isoformat(),
        last_day=draft.last_day.isoformat(),
        gross=gross,
        commission=commission,
        charges=0,
        carried_in=0,
        paid=paid,
        carried_out=gross - commission - paid,
    )
    for line, part in zip(lines, kept, strict=True):
        entry.add(
            "settlement_line",
            product_id=line.product.id,
            quantity=line.quantity,
            gross=line.gross,
            commission=part,
            amount=line.gross - part,
        )


def _place_for(session: Session, draft: GoodsDraft, slip: Slip) -> int:
    if draft.shop_location_id is not None:
        return _shop_of(draft.shop_location_id)[0]
    row = book.fetch_one(sql.LAST_PLACE, (slip.party_id,))
    if row is not None:
        return int(row[0])
    values = {"code": next_code("stock_location", "L"), "name": slip.name, "kind": "consigned_out"}
    return records.add(session, StockLocation, new_uid(), values)


def _shop_of(location_id: int | None) -> tuple[int, str]:
    row = book.fetch_one(sql.SHOP, (location_id,))
    if row is None:
        raise NotAShopError
    return int(row[0]), str(row[1])


def _refuse_more(stock: StockWriter, product: ProductFacts, place: int, name: str, wanted: int) -> None:
    held = stock.own_at(product, place)
    if wanted > held:
        raise MoreThereError(product=product.name, name=name, held_milli=max(0, held), wanted_milli=wanted)


def _channel(party_id: int) -> str:
    """The way of selling that the shop runs, else the platforms' one."""
    row = book.fetch_one(sql.CHANNEL_OF, (party_id,))
    return "platform" if row is None else str(row[0])
