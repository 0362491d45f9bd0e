"""Papers that are asked for by no document: by a letter's name, a meeting, a loan, a project."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.domain.document import DocumentKind
from app.domain.session import Session
from app.i18n import _
from app.queries.drawer import drawers
from app.queries.household.trades import rounds
from app.queries.letters import letters
from app.queries.loans import loans
from app.queries.meetings import meetings
from app.queries.pre_orders import closed_orders, open_orders
from app.queries.projects import projects
from app.queries.sales import documents
from app.queries.shares import certificates
from app.thai.dates import format_date, today
from reports import (
    barter,
    consignment,
    coupon_sheet,
    deposit_receipt,
    drawer,
    loan_card,
    loan_papers,
    meeting_papers,
    orders,
    project,
    savings_papers,
    share_papers,
)
from reports import letters as letter_papers
from reports.catalogue import may_read, report_kind
from reports.household import round_result

NEWEST = 200


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a paper is asked for by: the key of the question, how it is called, a note beside it."""

    key: str
    label: str
    note: str = ""


def _letters() -> Iterator[Named]:
    for each in letters():
        yield Named(each.data.name, each.data.name)


def _meetings() -> Iterator[Named]:
    found = meetings()
    numbers = [each.number for each in found]
    for each in found:
        key = each.number if each.number and numbers.count(each.number) == 1 else each.uid.hex()
        yield Named(key, meeting_papers.full_title(each), format_date(each.on, "medium"))


def _loans() -> Iterator[Named]:
    for each in loans():
        yield Named(each.code, each.code, " · ".join(part for part in (each.party, each.name) if part))


def _projects() -> Iterator[Named]:
    for each in projects():
        yield Named(each.code, each.code, each.name)


def _orders() -> Iterator[Named]:
    for each in (*open_orders(), *closed_orders(limit=NEWEST)):
        parts = (each.party, format_date(each.wanted_on, "medium"))
        yield Named(each.code, each.code, " · ".join(parts))


def _rounds() -> Iterator[Named]:
    for each in rounds():
        yield Named(each.uid.hex(), each.name, each.trade)


def _certificates() -> Iterator[Named]:
    for each in certificates():
        yield Named(str(each.number), _("No. {number}").format(number=each.number), each.name)


def _closings() -> Iterator[Named]:
    """Drawers that were closed."""
    for each in drawers(NEWEST):
        if each.closing:
            parts = (each.name, format_date(each.on, "medium"), each.opened_by)
            yield Named(each.closing, each.closing, " · ".join(part for part in parts if part))


def _coupons() -> Iterator[Named]:
    """Batches of coupons that are still good."""
    for batch, about in coupon_sheet.batches(today()):
        yield Named(batch, batch, about)


def _slips(kind: DocumentKind) -> Callable[[], Iterator[Named]]:
    def found() -> Iterator[Named]:
        for each in documents(dt.date.min, dt.date.max, kind=kind.value, limit=NEWEST):
            parts = (each.party_name or "", format_date(each.on, "medium"))
            yield Named(each.number, each.number, " · ".join(part for part in parts if part))

    return found


SOURCES: dict[str, Callable[[], Iterator[Named]]] = {
    drawer.Z_NAME: _closings,
    letter_papers.NAME: _letters,
    meeting_papers.AGENDA: _meetings,
    meeting_papers.ATTENDANCE: _meetings,
    meeting_papers.MINUTES: _meetings,
    loan_card.NAME: _loans,
    loan_papers.CONTRACT: _loans,
    loan_papers.RECEIPT: _slips(DocumentKind.LOAN),
    project.NAME: _projects,
    orders.ORDER: _orders,
    deposit_receipt.NAME: _slips(DocumentKind.DEPOSIT),
    barter.SLIP: _slips(DocumentKind.BARTER),
    consignment.SLIP: _slips(DocumentKind.CONSIGNMENT),
    consignment.SHEET: _slips(DocumentKind.SETTLEMENT),
    savings_papers.SLIP: _slips(DocumentKind.SAVINGS),
    share_papers.RECEIPT: _slips(DocumentKind.SHARE),
    share_papers.CERTIFICATE: _certificates,
    round_result.NAME: _rounds,
    coupon_sheet.NAME: _coupons,
}
"""By the report's name, where its choices come from."""


def read_named(session: Session) -> dict[str, tuple[Named, ...]]:
    """What may be chosen for each of these papers that she may read."""
    return {name: tuple(source()) for name, source in SOURCES.items() if may_read(session, report_kind(name))}
