"""A bill being paid, as a plain class: its uid, what was taken, and the draft that will be posted."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from app.domain.document import new_uid
from app.domain.sale_draft import SaleDraft, TenderDraft
from app.domain.tendering import Tendering
from app.payments.slip_qr import BankSlip
from app.thai.dates import today
from ui.pages.sell.items import TenderItem


class Payment:
    """Made when the payment opens, with the uid that makes a second Enter find the first receipt."""

    def __init__(
        self,
        draft: SaleDraft,
        total: int,
        listener: Callable[[], None] | None = None,
        *,
        on: dt.date | None = None,
    ) -> None:
        self.on = on or today()
        """The day of the sale."""
        self._draft = replace(draft, uid=new_uid(), tenders=())
        self._listener = listener
        self._tenders: list[TenderItem] = []
        self.tendering = Tendering(total)
        self.party_uid: bytes | None = draft.party_uid
        self.party_name = ""
        self.slip: BankSlip | None = None
        """A transfer slip that was scanned for the next payment."""
        self.slips: list[BankSlip] = []
        self.posting = False
        """Whether the posting is under way: nothing may be changed until it answered."""

    @property
    def total(self) -> int:
        """What is to pay, in satang."""
        return self.tendering.total

    @property
    def due(self) -> int:
        """What is still to pay."""
        return self.tendering.due

    @property
    def parts(self) -> list[tuple[TenderItem, TenderDraft]]:
        """What was taken so far."""
        return list(zip(self._tenders, self.tendering.parts, strict=True))

    def take(self, tender: TenderItem, amount: int, *, reference: str = "", confirmed: bool = False) -> bool:
        """Take a payment; whether the bill is covered now.

        Raises NegativeTenderError, ChangeFromNonCashError, AmountTooLargeError.
        """
        slip = None if tender.is_cash or tender.kind == "account" else self.slip
        if slip is not None:
            reference = slip.reference
        self.tendering = self.tendering.taking(
            TenderDraft(tender.uid, amount, None, reference, confirmed, tender.is_cash)
        )
        if slip is not None:
            self.slips.append(slip)
            self.slip = None
        self._tenders.append(tender)
        self._tell()
        return self.tendering.is_covered

    def give_back(self, index: int) -> None:
        """Take a payment out again."""
        reference = self.tendering.parts[index].reference
        self.slips = [slip for slip in self.slips if slip.reference != reference]
        self.tendering = self.tendering.without(index)
        del self._tenders[index]
        self._tell()

    def sale(self) -> SaleDraft:
        """The draft to post; payments of nothing are left out."""
        tenders = tuple(part for part in self.tendering.parts if part.amount)
        return replace(self._draft, tenders=tenders, party_uid=self.party_uid)

    def _tell(self) -> None:
        if self._listener is not None:
            self._listener()
