"""A relief sale: goods sold below their normal price to people in need, on purpose and with its reason. Pure.

It is an ordinary sale; what the group gives up is shown, never posted.
"""

from dataclasses import dataclass

from app.domain import money
from app.domain.sale_draft import SaleDraft, SaleLineDraft, TenderDraft
from app.errors import UserError
from app.i18n import N_
from app.thai.normalise import clean_text

CHANNEL = "relief"
"""The way of selling that every book has for it."""


class ReliefReasonError(UserError):
    """A relief sale without saying for whom or why."""

    message = N_("Please say whom this helps, or why it is sold below the price.")


@dataclass(frozen=True, slots=True)
class ReliefLineDraft:
    """Goods at the price of the relief sale; ``normal_e4`` is the price of the same unit on other days."""

    product_uid: bytes
    quantity_milli: int
    unit: str
    price_e4: int
    factor_milli: int = money.MILLI
    normal_e4: int | None = None

    @property
    def amount(self) -> int:
        """What the line comes to, satang."""
        return money.times(self.price_e4, self.quantity_milli)

    @property
    def gap(self) -> int:
        """What is given up on it, satang."""
        return gap_of(self.normal_e4, self.price_e4, self.quantity_milli)


@dataclass(frozen=True, slots=True)
class ReliefDraft:
    """A relief sale as it is typed; all of it is paid by one tender."""

    uid: bytes
    lines: tuple[ReliefLineDraft, ...]
    reason: str
    tender_uid: bytes | None
    is_cash: bool = True
    party_uid: bytes | None = None
    reference: str = ""
    confirmed: bool = False

    @property
    def total(self) -> int:
        """What is paid, satang."""
        return sum(line.amount for line in self.lines)

    @property
    def gap(self) -> int:
        """What the group gives up, satang."""
        return sum(line.gap for line in self.lines)


def gap_of(normal_e4: int | None, price_e4: int, quantity_milli: int) -> int:
    """How much less a quantity is sold for than at the normal price, satang; never below zero."""
    if normal_e4 is None or normal_e4 <= price_e4:
        return 0
    return money.times(normal_e4, quantity_milli) - money.times(price_e4, quantity_milli)


def as_sale(draft: ReliefDraft) -> SaleDraft:
    """The sale that it is; raises ReliefReasonError."""
    reason = clean_text(draft.reason)
    if not reason:
        raise ReliefReasonError
    total = draft.total
    tenders: tuple[TenderDraft, ...] = ()
    if draft.tender_uid is not None and total:
        tenders = (
            TenderDraft(
                draft.tender_uid,
                total,
                reference=draft.reference,
                confirmed=draft.confirmed,
                is_cash=draft.is_cash,
            ),
        )
    lines = tuple(
        SaleLineDraft(line.product_uid, "", line.quantity_milli, line.unit, line.price_e4, line.factor_milli)
        for line in draft.lines
    )
    return SaleDraft(draft.uid, lines, tenders=tenders, party_uid=draft.party_uid, note=reason)
