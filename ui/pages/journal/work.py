"""What the page of the journal does on the storage worker; no widgets here."""

import datetime as dt
from dataclasses import dataclass, replace

from app.domain.document import new_uid
from app.domain.party import PartyData
from app.domain.session import Permission, Session
from app.i18n import _
from app.queries.balances import month_end
from app.queries.catalogue import Account, accounts
from app.queries.ledger import document_lines
from app.queries.parties import PartyRow, list_parties
from app.queries.profit import book_span
from app.queries.sales import DocumentRow, document_by_number, documents
from app.services.manual_journal import JournalDraft, JournalLineDraft, post_journal
from app.services.parties import create_party
from app.services.records import saving
from app.services.unit_of_work import Posted
from reports.catalogue import Question, build
from reports.model import Report
from ui.posting import undo
from ui.widgets.party_field import NewName

NEWEST = 500
"""Documents of a month that the list shows at most."""
MANY = 100_000
JOURNAL = Permission.POST_JOURNAL
KEPT = frozenset(
    {
        *("stock_material", "stock_packaging", "stock_product", "wip"),
        *("sales", "service_income", "cost_of_sales", "cost_variance"),
    }
)
"""Roles of accounts that follow their registers and are not written to by hand."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What the form of an entry chooses from."""

    accounts: tuple[Account, ...] = ()
    people: tuple[PartyRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """The newest documents of a month."""

    month: dt.date
    rows: tuple[DocumentRow, ...]


def lists() -> Lists:
    """Accounts that may be written to by hand, and people."""
    return Lists(
        tuple(account for account in accounts() if account.role not in KEPT), tuple(list_parties(limit=MANY))
    )


def month_of(month: dt.date | None, today: dt.date, kind: str) -> Month:
    """A month's documents, the newest first; without a month the last that has any."""
    if month is None:
        span = book_span()
        month = min(span[1], today) if span else today
    first = month.replace(day=1)
    return Month(first, documents(first, month_end(first), kind=kind, limit=NEWEST))


def find(number: str) -> DocumentRow | None:
    """A document by its number."""
    return document_by_number(number)


def paper(session: Session, number: str) -> Report:
    """The document with all that it posted."""
    report = build(session, "document", Question(document=number))
    assert isinstance(report, Report)
    return report


def as_draft(document: DocumentRow) -> JournalDraft:
    """An entry by hand as it was typed, to be changed."""
    people = {row.name: row.uid for row in list_parties(limit=MANY)}
    return JournalDraft(
        new_uid(),
        tuple(
            JournalLineDraft(line.code, line.amount, people.get(line.party), line.note)
            for line in document_lines(document.id)
        ),
        document.note or "",
    )


def post(
    session: Session,
    draft: JournalDraft,
    *,
    people: dict[int, NewName],
    on: dt.date,
    corrects: str = "",
    today: dt.date,
) -> Posted:
    """Post an entry, also in place of another; ``people`` are new ones by the position of their line."""
    with saving(session, JOURNAL):
        if corrects:
            wrong = document_by_number(corrects)
            if wrong is not None and wrong.reversed_by is None:
                undo(session, wrong.uid, on=today, reason=_("Corrected"))
        lines = list(draft.lines)
        for position, name in people.items():
            made = create_party(session, PartyData(name=name.name), uid=name.uid)
            lines[position] = replace(lines[position], party_uid=made.uid)
        return post_journal(session, replace(draft, lines=tuple(lines)), on=on)
