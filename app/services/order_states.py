"""What undoing a delivery does to the order it was of."""

from app.domain.pre_order import OrderState
from app.domain.session import Session
from app.services import records
from db import connection as book
from db.models.market import PreOrder
from db.sql import pre_orders as sql


def reopen_delivered(session: Session, document_id: int) -> None:
    """Orders that a delivery finished are ready again when it is undone; inside the caller's transaction."""
    for (row_id,) in book.fetch(sql.DELIVERED_BY, (document_id,)):
        records.change(session, PreOrder, row_id, {"state": OrderState.READY.value})
