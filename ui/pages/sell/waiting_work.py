"""Bills that wait for their QR payment, as the book keeps them; every function runs on the storage worker."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.kept_json import a_list, a_text, a_uid, an_int, read_object
from app.domain.sale_draft import RoundingRule, SaleDraft, TenderDraft
from app.domain.session import Session
from app.payments.slip_qr import BankSlip
from app.queries import drafts
from app.queries.bank_slips import used_for
from app.services import drafts as draft_service
from app.services.drafts import DraftSaved
from ui.pages.sell import kept as bills
from ui.pages.sell import work
from ui.pages.sell.kept import WAITING


class WaitingBillGoneError(bills.HeldBillGoneError):
    """A bill that was confirmed or taken back elsewhere."""


@dataclass(frozen=True, slots=True)
class WaitingBill:
    """A bill whose code the customer is paying; ``amount`` is what the code asks for, satang."""

    uid: bytes
    draft: SaleDraft
    amount: int
    since: dt.datetime


def put_aside(session: Session, draft: SaleDraft, kept: bytes | None) -> DraftSaved:
    """Keep a bill with its payments while the money is on its way; the open cart that it was is dropped."""
    body = json.loads(bills.draft_json(draft))
    body["minute"] = draft.minute
    body["tenders"] = [
        [each.tender_uid.hex(), each.amount, each.tendered, each.reference, each.confirmed, each.is_cash]
        for each in draft.tenders
    ]
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    saved = draft_service.save_draft(session, draft.uid, kind=WAITING, data=data)
    if kept is not None and kept != draft.uid:
        draft_service.delete_draft(session, kept)
    return saved


def waiting_bills() -> tuple[WaitingBill, ...]:
    """What waits, the oldest first; a draft that cannot be read is left out."""
    found = []
    for row in reversed(drafts.list_drafts(WAITING)):
        kept = drafts.load_draft(row.uid)
        if kept is None:
            continue
        try:
            draft = bill_from_json(row.uid, kept.data)
        except (ValueError, KeyError, TypeError):
            continue
        amount = sum(each.amount for each in draft.tenders if not (each.is_cash or each.confirmed))
        found.append(WaitingBill(row.uid, draft, amount, work.local_time(row.updated_at)))
    return tuple(found)


def bill_from_json(uid: bytes, text: str) -> SaleDraft:
    """A kept bill with its payments; raises ValueError, KeyError or TypeError if it is not one."""
    body = read_object(text)
    tenders = tuple(_tender_again(*a_list(each)) for each in a_list(body["tenders"]))
    minute = body["minute"]
    draft = bills.draft_from_json(uid, text)
    return replace(draft, tenders=tenders, minute=None if minute is None else an_int(minute))


def _tender_again(
    uid: object, amount: object, tendered: object, reference: object, confirmed: object, is_cash: object
) -> TenderDraft:
    return TenderDraft(
        a_uid(uid),
        an_int(amount),
        None if tendered is None else an_int(tendered),
        a_text(reference),
        confirmed is True,
        is_cash is True,
    )


def confirm(
    session: Session,
    uid: bytes,
    rounding: RoundingRule,
    *,
    on: dt.date,
    slips: Sequence[BankSlip] = (),
) -> work.Sold:
    """The money has come: post the bill once, with the slip that was scanned for it.

    Raises WaitingBillGoneError and what ``post_sale`` raises; the bill waits on if it cannot be posted.
    """
    kept = drafts.load_draft(uid)
    if kept is None or kept.kind != WAITING:
        raise WaitingBillGoneError
    draft = bill_from_json(uid, kept.data)
    tenders = list(draft.tenders)
    waits = [at for at, each in enumerate(tenders) if not each.is_cash and not each.confirmed]
    for at, slip in zip(waits, slips, strict=False):
        tenders[at] = replace(tenders[at], reference=slip.reference)
    for at in waits:
        tenders[at] = replace(tenders[at], confirmed=True)
    return work.sell(session, replace(draft, tenders=tuple(tenders)), rounding, on=on, kept=uid, slips=slips)


def slip_used_for(slip: BankSlip) -> str:
    """The receipt that a slip was taken for before; empty if none."""
    return used_for(slip)
