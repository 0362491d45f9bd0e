"""Customers' transfer slips: which transfer a payment is, kept with it; a slip that comes again is told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.errors import Notice
from app.i18n import N_
from app.payments.slip_qr import BankSlip
from app.queries.bank_slips import used_for

if TYPE_CHECKING:
    from app.services.sale_extras import SalePart, SaleWriting

USED_BEFORE = N_("The slip {reference} was taken for {number} before. Please look in the bank's app.")


def keep_slips(slips: Sequence[BankSlip]) -> "SalePart":
    """A part of a sale that keeps scanned slips with the payments that name their reference."""

    def write(writing: "SaleWriting") -> None:
        for slip in slips:
            payment = next(
                (each for each in writing.payments if each.settled.draft.reference == slip.reference), None
            )
            if payment is None:
                continue
            before = used_for(slip)
            if before:
                writing.entry.warnings.append(Notice(USED_BEFORE, reference=slip.reference, number=before))
            writing.entry.add("bank_slip", for_line=payment.line_no, bank=slip.bank, reference=slip.reference)

    return write
