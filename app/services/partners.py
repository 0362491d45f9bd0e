"""The register of partners: what each community has to give and what it needs."""

from typing import Any

from app.changes import Changes
from app.domain.barter import PartnerMissingError
from app.domain.document import new_uid
from app.domain.partner import PartnerGoodsData, checked_goods
from app.domain.session import Permission, Session
from app.services import records
from app.services.records import NotFoundError, Saved, saving
from db import connection as book
from db.models.market import PartnerGoods
from db.sql import barter as sql


def add_partner_goods(session: Session, data: PartnerGoodsData, *, uid: bytes | None = None) -> Saved:
    """Enter what a partner has or needs, once per ``uid``.

    Raises what ``checked_goods`` raises, NotFoundError (an unknown product), NotPermittedError,
    NotSavedError.
    """
    data = checked_goods(data)
    uid = uid or new_uid()
    with saving(session, Permission.BARTER):
        known = book.fetch_one(sql.GOODS_BY_UID, (uid,))
        if known is not None:
            return Saved(known[0], uid)
        row_id = records.add(session, PartnerGoods, uid, _columns(data))
    return Saved(row_id, uid, changes=Changes.MARKET)


def change_partner_goods(session: Session, goods_uid: bytes, *, data: PartnerGoodsData) -> Saved:
    """Change a line of a partner's list; raises what ``add_partner_goods`` raises."""
    data = checked_goods(data)
    with saving(session, Permission.BARTER):
        row_id = _known(goods_uid)
        records.change(session, PartnerGoods, row_id, _columns(data))
    return Saved(row_id, goods_uid, changes=Changes.MARKET)


def put_goods_aside(session: Session, goods_uid: bytes, *, active: bool = False) -> Saved:
    """Take a line out of a partner's list, or with ``active`` back into it; raises NotFoundError."""
    with saving(session, Permission.BARTER):
        row_id = _known(goods_uid)
        records.change(session, PartnerGoods, row_id, {"active": int(active)})
    return Saved(row_id, goods_uid, changes=Changes.MARKET)


def _known(uid: bytes) -> int:
    row = book.fetch_one(sql.GOODS_BY_UID, (uid,))
    if row is None:
        raise NotFoundError
    return int(row[0])


def _columns(data: PartnerGoodsData) -> dict[str, Any]:
    party = book.fetch_one(sql.PARTY_ID, (data.party_uid,))
    if party is None:
        raise PartnerMissingError
    product = None
    if data.product_uid is not None:
        product = book.fetch_one(sql.PRODUCT_ID, (data.product_uid,))
        if product is None:
            raise NotFoundError
    return {
        "party_id": party[0],
        "side": data.side.value,
        "product_id": product[0] if product else None,
        "description": data.description or (str(product[1]) if product else ""),
        "quantity": data.quantity_milli,
        "unit": data.unit or (str(product[2]) if product else ""),
        "price_e4": data.price_e4,
        "season": data.season,
        "note": data.note,
    }
