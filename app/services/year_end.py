"""Entries of a year's end: accruals, prepaid, supplies on hand, doubtful debts, goods worth less.

What is estimated is posted as a difference to what the books say already, so that a second run finds nothing.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.changes import Changes
from app.domain import money
from app.domain.document import DocumentKind, new_uid
from app.domain.fiscal import last_of_month
from app.domain.ledger import AccountRole
from app.domain.session import Permission, Session
from app.domain.year_end import (
    AccrualDraft,
    PrepaidDraft,
    Release,
    Worth,
    accrual_total,
    releases,
    worth,
)
from app.errors import UserError
from app.i18n import N_, _
from app.queries.fiscal_years import FigureKind
from app.queries.year_end import balance_of_role, goods_at, prepaid_left
from app.services import event_log
from app.services.journal import account_id
from app.services.purchases import account_by_code
from app.services.records import saving
from app.services.unit_of_work import Entry, Posted, find_posted, first_open_day, post
from app.thai.dates import format_month
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.sql import year_end as sql

ONE_DAY = dt.timedelta(days=1)


class DayLockedError(UserError):
    """An entry of a year's end whose month is locked: on another day it would be in another year."""

    message = N_("{month} is locked; a leader has to open it before this can be entered.")


class NothingDiffersError(UserError):
    """The books say already what was entered."""

    message = N_("The books say so already; there is nothing to post.")


class NotAnExpenseAccountError(UserError):
    """An account that is no expense in an entry about expenses."""

    message = N_("Account {code} is no expense; please choose another.")


class BelowNothingError(UserError):
    """An estimate below zero."""

    message = N_("This cannot be below zero.")


@dataclass(frozen=True, slots=True)
class YearEndPosted:
    """What was posted at the year's end and what ends it in the next year."""

    posted: Posted
    next_year: Posted | None = None
    changes: Changes = Changes.LEDGER


@dataclass(frozen=True, slots=True)
class FiguresSaved:
    """Typed-in figures as they are now."""

    count: int
    changes: Changes = Changes.SETTINGS


def post_accruals(session: Session, draft: AccrualDraft, *, on: dt.date) -> YearEndPosted:
    """Enter expenses whose bills come next year, and take them back on the day after ``on``.

    Raises EmptyDocumentError, LineAmountError, NotAnExpenseAccountError, UnknownAccountError,
    KeptAccountError, DayLockedError, NotPermittedError, NotSavedError.
    """
    accrued = AccountRole.ACCRUED

    def first(entry: Entry) -> None:
        total = accrual_total(draft)
        _document(entry, on, total, draft.note)
        for line in draft.lines:
            entry.line(_expense(line.account_code), line.amount, note=clean_name(line.note) or None)
        entry.line(account_id(accrued), -total)

    def second(entry: Entry) -> None:
        total = accrual_total(draft)
        _document(entry, on + ONE_DAY, total, draft.note, follows=True)
        entry.line(account_id(accrued), total)
        for line in draft.lines:
            entry.line(_expense(line.account_code), -line.amount, note=clean_name(line.note) or None)
        entry.add("document_link", role="ends", target_id=_id_of(draft.uid), amount=total)

    with saving(session, Permission.POST_JOURNAL):
        posted = post(session, Permission.POST_JOURNAL, draft.uid, first)
        if posted.repeated:
            return YearEndPosted(posted, None, Changes.NONE)
        return YearEndPosted(posted, post(session, Permission.POST_JOURNAL, new_uid(), second))


def post_prepaid(session: Session, draft: PrepaidDraft, *, on: dt.date) -> YearEndPosted:
    """Take what was paid ahead out of the year; the first month's part comes back on the day after ``on``.

    The rest comes back month by month (``release_prepaid``). Raises LineAmountError, MonthsError,
    NotAnExpenseAccountError, UnknownAccountError, KeptAccountError, DayLockedError, NotPermittedError,
    NotSavedError.
    """
    prepaid = AccountRole.PREPAID

    def first(entry: Entry) -> None:
        releases(draft, on + ONE_DAY)
        _document(entry, on, draft.amount, draft.note)
        entry.line(account_id(prepaid), draft.amount)
        entry.line(_expense(draft.account_code), -draft.amount, note=clean_name(draft.note) or None)

    def second(entry: Entry) -> None:
        parts = releases(draft, on + ONE_DAY)
        target = _id_of(draft.uid)
        _document(entry, on + ONE_DAY, parts[0].amount, draft.note, follows=True)
        entry.line(_expense(draft.account_code), parts[0].amount, note=clean_name(draft.note) or None)
        entry.line(account_id(prepaid), -parts[0].amount)
        entry.add("document_link", role="ends", target_id=target, amount=parts[0].amount)
        for part in parts[1:]:
            entry.add("document_link", role=_role("plan", part.month), target_id=target, amount=part.amount)

    with saving(session, Permission.POST_JOURNAL):
        posted = post(session, Permission.POST_JOURNAL, draft.uid, first)
        if posted.repeated:
            return YearEndPosted(posted, None, Changes.NONE)
        return YearEndPosted(posted, post(session, Permission.POST_JOURNAL, new_uid(), second))


def release_prepaid(session: Session, month: dt.date, *, uid: bytes) -> Posted:
    """Bring into a month what was paid ahead for it (and for months before), on its last day.

    Raises NothingDiffersError, DayLockedError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        first, day = month.replace(day=1), last_of_month(month)
        due = [
            (each, part) for each in prepaid_left() for part in each.left if _is_due(part, first)
        ]  # fmt: skip
        if not due:
            raise NothingDiffersError
        total = sum(part.amount for _each, part in due)
        note = _("Paid ahead for {month}").format(month=format_month(first, long=True))
        _document(entry, day, total, note)
        for each, part in due:
            entry.line(account_by_code(each.account_code), part.amount, note=each.note or None)
            entry.add(
                "document_link",
                role=_role("release", part.month),
                target_id=each.document_id,
                amount=part.amount,
            )
        entry.line(account_id(AccountRole.PREPAID), -total)

    return post(session, Permission.POST_JOURNAL, uid, write)


def post_supplies(
    session: Session, counted: int, *, account_code: str, on: dt.date, uid: bytes, note: str = ""
) -> Posted:
    """Bring supplies on hand to what was counted (satang); the difference is the expense's.

    Raises NothingDiffersError, BelowNothingError, NotAnExpenseAccountError, UnknownAccountError,
    DayLockedError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        if money.checked_amount(counted) < 0:
            raise BelowNothingError
        change = counted - balance_of_role(AccountRole.SUPPLIES, on)
        if not change:
            raise NothingDiffersError
        _document(entry, on, abs(change), note)
        entry.line(account_id(AccountRole.SUPPLIES), change)
        entry.line(_expense(account_code), -change)

    return post(session, Permission.POST_JOURNAL, uid, write)


def post_doubtful(session: Session, target: int, *, on: dt.date, uid: bytes, note: str = "") -> Posted:
    """Bring the allowance for doubtful debts to a figure (satang).

    Raises NothingDiffersError, BelowNothingError, DayLockedError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        if money.checked_amount(target) < 0:
            raise BelowNothingError
        change = target + balance_of_role(AccountRole.DOUBTFUL_ALLOWANCE, on)
        if not change:
            raise NothingDiffersError
        _document(entry, on, abs(change), note)
        entry.line(account_id(AccountRole.DOUBTFUL), change)
        entry.line(account_id(AccountRole.DOUBTFUL_ALLOWANCE), -change)

    return post(session, Permission.POST_JOURNAL, uid, write)


def write_down(
    session: Session,
    prices: Mapping[bytes, int],
    *,
    selling_cost_bp: int,
    on: dt.date,
    uid: bytes,
    note: str = "",
) -> Posted:
    """Set goods to what they bring where that is less than they cost; goods that recovered are set back.

    ``prices`` are prices per unit (e4) by product for those that bring another price than their own.
    Raises NothingDiffersError, BelowNothingError, DayLockedError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        if not 0 <= selling_cost_bp <= 10_000 or any(price < 0 for price in prices.values()):
            raise BelowNothingError
        changed = [each for each in worths(prices, selling_cost_bp, on) if each.change]
        if not changed:
            raise NothingDiffersError
        total = sum(each.change for each in changed)
        _document(entry, on, total, note, DocumentKind.WRITE_DOWN)
        for each in changed:
            product_id = book.fetch_int(sql.PRODUCT_ID, (each.goods.product_uid,))
            entry.add(
                "write_down_line",
                product_id=product_id,
                quantity=each.goods.quantity,
                cost=each.goods.cost,
                net_price=each.net_price,
                amount=each.change,
            )
            entry.line(account_id(AccountRole.STOCK_WRITE_DOWN), each.change, product_id=product_id)
        entry.line(account_id(AccountRole.STOCK_ALLOWANCE), -total)
        entry.changes = Changes.LEDGER | Changes.STOCK

    return post(session, Permission.POST_JOURNAL, uid, write)


def worths(prices: Mapping[bytes, int], selling_cost_bp: int, on: dt.date) -> list[Worth]:
    """All goods at the end of a month with what they bring, as ``write_down`` reckons."""
    return [worth(each, selling_cost_bp, prices.get(each.product_uid)) for each in goods_at(on)]


def set_figures(
    session: Session, kind: FigureKind, *, first_day: dt.date, figures: Mapping[str, int]
) -> FiguresSaved:
    """Keep last year's figures, or a plan, of the year that begins on a day: satang by account code.

    Positive in the direction the account grows; whatever stood there before is replaced. Raises
    UnknownAccountError, NotPermittedError, AmountTooLargeError, NotSavedError.
    """
    with saving(session, Permission.POST_JOURNAL):
        key = (kind.value, first_day.isoformat())
        before: dict[str, int] = dict(book.fetch(sql.FIGURES, key))
        after = {code: money.checked_amount(amount) for code, amount in figures.items() if amount}
        ids = {code: _any_account(code) for code in after}
        book.execute(sql.DELETE_FIGURES, key)
        for code, amount in after.items():
            book.execute(sql.INSERT_FIGURE, (*key, ids[code], amount))
        if before != after:
            event_log.append(
                session,
                "change",
                "yearly_figure",
                before={"first_day": key[1], "kind": key[0], "figures": len(before)},
                after={"first_day": key[1], "kind": key[0], "figures": len(after)},
            )
    return FiguresSaved(len(after), Changes.SETTINGS if before != after else Changes.NONE)


def _is_due(part: Release, month: dt.date) -> bool:
    return part.month <= month


def _role(what: str, month: dt.date) -> str:
    return f"{what}:{month.isoformat()[:7]}"


def _document(
    entry: Entry,
    on: dt.date,
    total: int,
    note: str,
    kind: DocumentKind = DocumentKind.JOURNAL,
    *,
    follows: bool = False,
) -> None:
    """The header; only what ends an entry in the next year may move to the first open day."""
    if not follows and first_open_day(on) != on:
        raise DayLockedError(month=format_month(on, long=True))
    entry.document(kind, on, total, note=clean_text(note) or None)
    entry.changes = Changes.LEDGER


def _expense(code: str) -> int:
    """An expense that may be written to by hand."""
    account = account_by_code(code)
    if book.fetch_one(sql.IS_EXPENSE, (account,)) is None:
        raise NotAnExpenseAccountError(code=code)
    return account


def _any_account(code: str) -> int:
    row = book.fetch_one(sql.ACCOUNT_ID, (code,))
    return account_by_code(code) if row is None else int(row[0])


def _id_of(uid: bytes) -> int:
    posted = find_posted(uid)
    assert posted is not None
    return posted.document_id
