"""What orders ask of others: an undone delivery reopens its order, deposits are settled by their own."""

from collections.abc import Sequence

from app.domain.ledger import AccountRole
from app.domain.open_items import Part
from app.domain.pre_order import DepositOfOrderError, OrderState
from app.domain.session import Session
from app.services import records
from db import connection as book
from db.models.market import PreOrder
from db.sql import pre_orders as sql


def reopen_delivered(session: Session, document_id: int) -> None:
    """Orders that a delivery finished are ready again when it is undone; inside the caller's transaction."""
    for (row_id,) in book.fetch(sql.DELIVERED_BY, (document_id,)):
        records.change(session, PreOrder, row_id, {"state": OrderState.READY.value})


def refuse_order_deposits(parts: Sequence[Part]) -> None:
    """Refuse to settle deposits of orders as if they were bills; raises DepositOfOrderError."""
    for part in parts:
        if part.item.role == AccountRole.DEPOSITS:
            row = book.fetch_one(sql.CODE_OF_DEPOSIT, (part.item.document_id,))
            if row is not None:
                raise DepositOfOrderError(number=part.item.number, code=row[0])
