"""Money of a sale that comes later: who has it until then, and on which day it is expected."""

import datetime as dt
from typing import TYPE_CHECKING

from app.domain.open_items import COMES_LATER
from app.services.journal import account_id

if TYPE_CHECKING:
    from app.services.sale_extras import SaleWriting

_FOR_LINE = 1
"""Where a row of payment_due says which payment it is of."""


def due_payments(writing: "SaleWriting") -> None:
    """Note who owes each payment that comes later, unless another part of the sale has said so already."""
    later = {account_id(role) for role in COMES_LATER}
    entry = writing.entry
    for each in writing.payments:
        owed_by = each.tender.payer_id or writing.party_id
        if each.tender.account_id not in later or owed_by is None or _is_said(writing, each.line_no):
            continue
        entry.add(
            "payment_due",
            for_line=each.line_no,
            party_id=owed_by,
            due_on=(entry.on + dt.timedelta(days=each.tender.settle_days)).isoformat(),
            fee=each.fee,
        )


def _is_said(writing: "SaleWriting", line_no: int) -> bool:
    return any(row[_FOR_LINE] == line_no for row in writing.entry.rows.get("payment_due", ()))
