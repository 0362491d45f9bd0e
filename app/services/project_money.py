"""Money of projects: it comes for a purpose, becomes income as it is spent, the rest goes back or stays.

Of an asset the money becomes income that waits, released with its depreciation as that of a donated one.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.changes import Changes
from app.domain import money
from app.domain.asset import slip_for
from app.domain.calendar import LAST_DAY
from app.domain.depreciation import Purpose, improved_from, standing
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole
from app.domain.loan_entry import PaidInFullError
from app.domain.project import (
    MoreThanLeftError,
    MustReturnError,
    NothingToUseError,
    ProjectAmountError,
    ProjectClosedError,
    ProjectEvent,
    ProjectMoneyDraft,
    ProjectOpeningDraft,
    Used,
)
from app.domain.session import Permission, Session
from app.domain.slip_entry import Direction, PayDraft
from app.queries.projects import Project, disagreements, moneys, project, state, to_use, waiting
from app.services.asset_writer import AssetGoneError, here, step
from app.services.entries import settle
from app.services.journal import account_id
from app.services.project_watch import money_row
from app.services.purchases import slip_fields
from app.services.records import NotFoundError, saving
from app.services.unit_of_work import Entry, Posted, find_posted, first_open_day, post
from app.services.year_end import DayLockedError
from app.thai.dates import format_date, format_month
from app.thai.digits import format_amount
from app.thai.normalise import clean_text
from db import connection as book
from db.sql import projects as sql

LINK = "project_asset"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The documents of money used, one a project."""

    documents: tuple[Posted, ...]
    changes: Changes = Changes.LEDGER | Changes.GROUP


def receive_money(session: Session, draft: ProjectMoneyDraft, *, on: dt.date) -> Posted:
    """Enter money that came for a project, once per ``draft.uid``: owed until it is spent.

    Raises NotFoundError, ProjectClosedError, ProjectAmountError, PaidInFullError, NotPermittedError,
    NotSavedError.
    """

    def write(entry: Entry) -> None:
        each = _open(draft.project_uid)
        _head(entry, each, on, draft.amount, draft, "payer")
        _move(entry, each, ProjectEvent.RECEIVED, draft.amount)
        _pay(entry, draft, Direction.IN)

    return post(session, Permission.EDIT_PROJECTS, draft.uid, write)


def return_money(session: Session, draft: ProjectMoneyDraft, *, on: dt.date) -> Posted:
    """Give back what is left of a project, once per ``draft.uid``; never more than is left unspent.

    Raises NotFoundError, ProjectClosedError, ProjectAmountError, MoreThanLeftError, PaidInFullError,
    NotPermittedError, OverLimitError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        each = _open(draft.project_uid)
        _refuse_more_than_left(each, draft.amount)
        _head(entry, each, on, draft.amount, draft, "payee")
        _move(entry, each, ProjectEvent.RETURNED, -draft.amount)
        _pay(entry, draft, Direction.OUT)

    return post(session, Permission.EDIT_PROJECTS, draft.uid, write)


def keep_money(session: Session, draft: ProjectMoneyDraft, *, on: dt.date) -> Posted:
    """Keep what is left of a project as other income, once per ``draft.uid``, if it may stay.

    Raises NotFoundError, ProjectClosedError, ProjectAmountError, MoreThanLeftError, MustReturnError,
    NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        each = _open(draft.project_uid)
        if each.is_returnable:
            raise MustReturnError(name=each.name)
        _refuse_more_than_left(each, draft.amount)
        _head(entry, each, on, draft.amount, draft, "")
        _move(entry, each, ProjectEvent.KEPT, -draft.amount)
        entry.line(account_id(AccountRole.OTHER_INCOME), -draft.amount, note=each.name)

    return post(session, Permission.POST_JOURNAL, draft.uid, write)


def recognise(session: Session, project_uid: bytes, *, day: dt.date, uid: bytes) -> Posted:
    """Enter what a project spent up to a day as money used, once per ``uid``; never more than what came.

    Raises NotFoundError, NothingToUseError, DayLockedError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        each = _known(project_uid)
        used = to_use(state(each, day))
        if not used.earned and not used.assets:
            raise NothingToUseError(day=format_date(day))
        _write_used(entry, each, used, day)

    return post(session, Permission.POST_JOURNAL, uid, write)


def recognise_all(session: Session, day: dt.date, *, uid: bytes) -> Recognised:
    """Enter what every project used up to a day, one document each, once per ``uid`` (that of the last).

    Raises NothingToUseError, DayLockedError, NotPermittedError, NotSavedError.
    """
    with saving(session, Permission.POST_JOURNAL):
        found = find_posted(uid)
        if found is not None:
            return Recognised((found,), Changes.NONE)
        due = waiting(day)
        if not due:
            raise NothingToUseError(day=format_date(day))
        last = due[-1][0].project.uid
        done = tuple(
            recognise(
                session,
                each.project.uid,
                day=day,
                uid=uid if each.project.uid == last else new_uid(),
            )
            for each, _used in due
        )
    return Recognised(done)


def open_money(session: Session, draft: ProjectOpeningDraft, *, on: dt.date) -> Posted:
    """Enter what a project had before the book, once per ``draft.uid``; the other side is opening equity.

    With ``draft.in_ledger`` the ledger has it on no project: it is moved to this one there.
    Raises NotFoundError, ProjectAmountError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        each = _known(draft.project_uid)
        if money.checked_amount(draft.amount) <= 0:
            raise ProjectAmountError
        entry.document(DocumentKind.PROJECT, on, draft.amount, note=clean_text(draft.note) or each.name)
        money_row(entry, each.id, ProjectEvent.OPENING, draft.amount)
        liability = account_id(AccountRole.PROJECT_MONEY)
        entry.line(liability, -draft.amount, project_id=each.id, note=each.name)
        other = liability if draft.in_ledger else account_id(AccountRole.OPENING_EQUITY)
        entry.line(other, draft.amount, note=each.name)
        entry.changes = Changes.LEDGER | Changes.GROUP

    return post(session, Permission.POST_JOURNAL, draft.uid, write)


def take_money_over(session: Session, *, on: dt.date, uid: bytes) -> Posted:
    """Enter into the register what the ledger has of each project, once per ``uid``; nothing is posted.

    What the ledger keeps without a project stays where it is. Raises NothingToUseError, NotPermittedError,
    NotSavedError.
    """

    def write(entry: Entry) -> None:
        rows = [each for each in disagreements(on) if each.uid and each.missing]
        if not rows:
            raise NothingToUseError(day=format_date(on))
        entry.document(DocumentKind.PROJECT, on, sum(each.missing for each in rows))
        for each in rows:
            money_row(entry, _known(each.uid).id, ProjectEvent.OPENING, each.missing)
        entry.changes = Changes.GROUP

    return post(session, Permission.POST_JOURNAL, uid, write)


# ---------------------------------------------------------------- parts


def _known(uid: bytes) -> Project:
    found = project(uid)
    if found is None:
        raise NotFoundError
    return found


def _open(uid: bytes) -> Project:
    found = _known(uid)
    if found.closed_on is not None:
        raise ProjectClosedError(name=found.name)
    return found


def _refuse_more_than_left(each: Project, amount: int) -> None:
    """What is spent is no longer left, whether its use is entered yet or not."""
    known = moneys(LAST_DAY, each.id).get(each.id)
    left = 0 if known is None else min(state(each, LAST_DAY).money_left, known.left)
    if amount > left:
        raise MoreThanLeftError(name=each.name, left=left, left_text=format_amount(max(left, 0)))


def _head(entry: Entry, each: Project, on: dt.date, amount: int, draft: ProjectMoneyDraft, role: str) -> None:
    if money.checked_amount(amount) <= 0:
        raise ProjectAmountError
    if role and sum(pay.amount for pay in draft.pays) != amount:
        raise PaidInFullError
    entry.document(
        DocumentKind.PROJECT,
        on,
        amount,
        party_id=_funder_id(each),
        project_id=each.id,
        **slip_fields(draft.slip),
        note=clean_text(draft.note) or each.name,
    )
    if role:
        entry.name(role, each.funder)
    entry.changes = Changes.LEDGER | Changes.GROUP


def _funder_id(each: Project) -> int | None:
    row = book.fetch_one(sql.BY_UID, (each.uid,))
    return None if row is None or row[2] is None else int(row[2])


def _move(entry: Entry, each: Project, event: ProjectEvent, amount: int) -> None:
    """A row of the register and its line in the books; positive where more is to be spent."""
    money_row(entry, each.id, event, amount)
    entry.line(
        account_id(AccountRole.PROJECT_MONEY),
        -amount,
        party_id=_funder_id(each),
        project_id=each.id,
        note=each.name,
    )


def _pay(entry: Entry, draft: ProjectMoneyDraft, direction: Direction) -> None:
    pays: Sequence[PayDraft] = draft.pays
    slip = slip_for(draft.uid, direction, draft.amount, tuple(pays), description="")
    settle(entry, slip, draft.amount, None, 1 if direction is Direction.OUT else -1)


def _write_used(entry: Entry, each: Project, used: Used, day: dt.date) -> None:
    if first_open_day(day) != day:
        raise DayLockedError(month=format_month(day))
    total = used.earned + sum(amount for _document, amount in used.assets)
    entry.document(DocumentKind.PROJECT, day, total, project_id=each.id, note=each.name)
    entry.changes = Changes.LEDGER | Changes.GROUP
    if used.earned:
        _move(entry, each, ProjectEvent.EARNED, -used.earned)
        entry.line(account_id(AccountRole.GRANT_INCOME), -used.earned, note=each.name)
    for document_id, amount in used.assets:
        _move(entry, each, ProjectEvent.ASSET, -amount)
        entry.add("document_link", role=LINK, target_id=document_id, amount=amount)
        waits = _defer(entry, document_id, amount, day)
        entry.line(account_id(AccountRole.DEFERRED_INCOME), -waits, note=each.name)
        entry.line(account_id(AccountRole.DEFERRED_RELEASE), waits - amount, note=each.name)


def _defer(entry: Entry, document_id: int, amount: int, day: dt.date) -> int:
    """Let an asset wait with its income; gives how much; the rest is income of what has worn.

    An asset that is gone has nothing to wait for.
    """
    row = book.fetch_one(sql.ASSET_OF, (document_id,))
    if row is None:
        return 0
    try:
        asset, posted = here(row[0])
    except AssetGoneError:
        return 0
    now = standing(posted)
    waits = money.share(amount, now.book_value, now.cost) if now.cost > 0 else 0
    waits = max(min(waits, now.book_value - now.deferred), 0)
    if waits:
        step(entry, asset.id, Purpose.IMPROVE, improved_from(asset.life, posted, day), deferred=waits)
    return waits
