"""The profit's distribution: proposals, the meeting's resolution, and money spent out of a fund.

The resolution is posted on the day of the meeting out of profit to be distributed, never as an expense:
funds are equity, what people get is owed to each of them.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from app.changes import Changes
from app.domain.asset import slip_for
from app.domain.distribution import (
    Division,
    FundDraft,
    ResolutionDraft,
    VariantData,
    divide,
)
from app.domain.distribution_heads import (
    TO_PEOPLE,
    Base,
    FundMissingError,
    Head,
    HeadKind,
    ResolutionMissingError,
    UndividedError,
    VariantNameMissingError,
    checked_heads,
)
from app.domain.document import DocumentKind, new_uid
from app.domain.fiscal import FiscalYear
from app.domain.ledger import AccountRole
from app.domain.session import Permission, Session
from app.domain.slip_entry import Direction
from app.errors import Notice, UserError
from app.i18n import N_, _
from app.queries.distribution import available, bases, heads_of, resolved_for
from app.queries.fiscal_years import is_closed
from app.services import records
from app.services.entries import settle
from app.services.journal import account_id
from app.services.purchases import slip_fields
from app.services.records import NotFoundError, Saved, saving
from app.services.sales import party_of
from app.services.unit_of_work import Entry, Posted, post
from app.thai.dates import format_date
from app.thai.normalise import clean_name, clean_text
from db import connection as book
from db.models.group import DistributionVariant
from db.sql import distribution as sql

EARLIER_LOSSES = N_("Earlier losses covered")
FUND_BELOW = N_("More was spent than “{name}” holds; it now stands at {left_amount} baht.")


class YearNotClosedError(UserError):
    """Profit of a year that is not closed yet."""

    message = N_("Please close the year up to {last} first; then its profit is known.")


class AlreadyDividedError(UserError):
    """A year whose profit was divided already."""

    message = N_("The profit of the year up to {last} was divided by {number} already.")


class MeetingTooEarlyError(UserError):
    """A meeting within the year that it divides."""

    message = N_("The meeting is after the end of the year, {last}.")


class MeetingAheadError(UserError):
    """A meeting on a day that has not come."""

    message = N_(
        "This day has not come yet. What the meeting resolves is entered on the day of the meeting or later."
    )


class NotAFundError(UserError):
    """Spending from an account that is no fund."""

    message = N_("Please choose the fund that pays.")


class FundPurposeError(UserError):
    """Spending from a fund without saying for what."""

    message = N_("What was the fund's money spent on?")


class FundAmountError(UserError):
    """An amount of zero or below."""

    message = N_("Please enter an amount above zero.")


def create_variant(session: Session, data: VariantData, *, uid: bytes | None = None) -> Saved:
    """Add a proposal for a year, once per ``uid``.

    Raises VariantNameMissingError, what ``checked_heads`` raises, AlreadyDividedError, NotAFundError,
    NotPermittedError.
    """
    uid = uid or new_uid()
    with saving(session, Permission.DISTRIBUTE):
        data = _checked(data)
        found = book.fetch_one(sql.VARIANT, (uid,))
        if found is not None:
            return Saved(found[0], uid)
        _refuse_divided(data.year)
        days = (data.year.first.isoformat(), data.year.last.isoformat())
        position = book.fetch_int(sql.LAST_POSITION, days) + 1
        row_id = records.add(
            session,
            DistributionVariant,
            uid,
            {
                "first_day": days[0],
                "last_day": days[1],
                "position": position,
                "name": data.name,
                "note": data.note,
            },
            extra={"heads": _told(data.heads)},
        )
        _write_heads(row_id, data.heads)
    return Saved(row_id, uid, changes=Changes.GROUP)


def update_variant(session: Session, variant_uid: bytes, *, data: VariantData) -> Saved:
    """Change a proposal of a year not yet divided; raises NotFoundError, what ``create_variant`` raises."""
    with saving(session, Permission.DISTRIBUTE):
        data = _checked(data)
        row_id = _known(variant_uid)
        before = heads_of(row_id)
        _write_heads(row_id, data.heads)
        records.change(
            session,
            DistributionVariant,
            row_id,
            {"name": data.name, "note": data.note},
            extra_before={"heads": _told(before)} if before != data.heads else None,
            extra_after={"heads": _told(data.heads)} if before != data.heads else None,
        )
    return Saved(row_id, variant_uid, changes=Changes.GROUP)


def deactivate_variant(session: Session, variant_uid: bytes, *, active: bool = False) -> Saved:
    """Put a proposal aside, or with ``active`` take it up again.

    Raises NotFoundError, AlreadyDividedError, NotPermittedError.
    """
    with saving(session, Permission.DISTRIBUTE):
        row_id = _known(variant_uid)
        records.change(session, DistributionVariant, row_id, {"active": int(active)})
    return Saved(row_id, variant_uid, changes=Changes.GROUP)


def post_distribution(
    session: Session, draft: ResolutionDraft, *, on: dt.date, today: dt.date | None = None
) -> Posted:
    """Post what the meeting resolved on its day, once per ``draft.uid``; ``today`` refuses a day to come.

    Raises ResolutionMissingError, YearNotClosedError, MeetingTooEarlyError, MeetingAheadError,
    AlreadyDividedError, UndividedError, what ``divide`` raises, NotAFundError, NotPermittedError.
    """

    def write(entry: Entry) -> None:
        number, text = clean_name(draft.resolution_no), clean_text(draft.resolution)
        if not number:
            raise ResolutionMissingError
        if today is not None and on > today:
            raise MeetingAheadError
        division = _division(draft, on)
        if division.undivided and not draft.keep_undivided:
            raise UndividedError(left_amount=division.undivided)
        there = division.available
        note = _("Resolution {number}").format(number=number)
        entry.document(DocumentKind.DISTRIBUTION, on, division.divided, note=note)
        losses = there.deficit - min(0, there.brought)
        entry.add(
            "distribution",
            first_day=draft.year.first.isoformat(),
            last_day=draft.year.last.isoformat(),
            resolution_no=number,
            resolution=text,
            profit=there.profit,
            losses=losses,
            undivided=division.undivided,
        )
        undistributed = account_id(AccountRole.UNDISTRIBUTED)
        if there.deficit:
            entry.line(account_id(AccountRole.RETAINED), -there.deficit, note=_(EARLIER_LOSSES))
            entry.line(undistributed, there.deficit, note=_(EARLIER_LOSSES))
        entry.line(undistributed, division.divided)
        _write_parts(entry, division)
        entry.changes = Changes.LEDGER | Changes.GROUP

    return post(session, Permission.DISTRIBUTE, draft.uid, write)


def spend_from_fund(session: Session, draft: FundDraft, *, on: dt.date) -> Posted:
    """Pay something out of a fund: the fund shrinks, no expense; once per ``draft.uid``.

    More than the fund holds is warned about. Raises FundPurposeError, FundAmountError, NotAFundError, what
    ``slip_for`` and ``settle`` raise, NotPermittedError, OverLimitError.
    """

    def write(entry: Entry) -> None:
        what = clean_name(draft.what)
        if not what:
            raise FundPurposeError
        if draft.amount <= 0:
            raise FundAmountError
        fund = _fund(draft.fund)
        party_id, name = party_of(draft.party_uid)
        entry.document(
            DocumentKind.EXPENSE, on, draft.amount, party_id=party_id, note=what, **slip_fields(draft.slip)
        )
        entry.name("payee", name)
        entry.line(fund, draft.amount, note=what)
        slip = slip_for(draft.uid, Direction.OUT, draft.amount, draft.pays, description=what)
        settle(entry, slip, draft.amount, party_id, 1)
        left = book.fetch_int(sql.FUND_BALANCE, (fund,)) - draft.amount
        if left < 0:
            fund_name = str(book.fetch_one(sql.FUND_NAME, (fund,))[0])  # type: ignore[index]
            entry.warnings.append(Notice(FUND_BELOW, name=fund_name, left_amount=left))
        entry.changes = Changes.LEDGER | Changes.GROUP

    return post(session, Permission.BUY, draft.uid, write)


# ---------------------------------------------------------------- parts


def _checked(data: VariantData) -> VariantData:
    name = clean_name(data.name)
    if not name:
        raise VariantNameMissingError
    return replace(data, name=name, note=clean_text(data.note), heads=_cleaned(data.heads))


def _cleaned(heads: tuple[Head, ...]) -> tuple[Head, ...]:
    return checked_heads([replace(head, name=clean_name(head.name)) for head in heads])


def _known(uid: bytes) -> int:
    """A proposal's local id, while its year is not divided: what a meeting had before it stays as it was."""
    row = book.fetch_one(sql.VARIANT, (uid,))
    if row is None:
        raise NotFoundError
    _refuse_divided(FiscalYear(dt.date.fromisoformat(row[1]), dt.date.fromisoformat(row[2])))
    return int(row[0])


def _refuse_divided(year: FiscalYear) -> None:
    found = resolved_for(year)
    if found is not None:
        raise AlreadyDividedError(last=format_date(year.last), number=found.number)


def _write_heads(variant_id: int, heads: tuple[Head, ...]) -> None:
    book.execute(sql.DELETE_HEADS, (variant_id,))
    for position, head in enumerate(heads, 1):
        fund = _fund(head.fund) if head.kind is HeadKind.FUND else None
        row = (head.kind.value, head.name, head.method.value, head.value, head.base.value, fund)
        book.execute(sql.INSERT_HEAD, (variant_id, position, *row))


def _told(heads: tuple[Head, ...]) -> list[list[str | int]]:
    return [[head.kind.value, head.name, head.method.value, head.value, head.base.value] for head in heads]


def _fund(code: str) -> int:
    row = book.fetch_one(sql.FUND, (code,))
    if row is None:
        raise NotAFundError
    return int(row[0])


def _division(draft: ResolutionDraft, on: dt.date) -> Division:
    last = format_date(draft.year.last)
    there = available(draft.year, on)
    if there is None or not is_closed(draft.year):
        raise YearNotClosedError(last=last)
    if on <= draft.year.last:
        raise MeetingTooEarlyError(last=last)
    _refuse_divided(draft.year)
    by: Mapping[Base, Mapping[int, int]] = bases(draft.year)
    return divide(there, _cleaned(draft.heads), by)


def _account(head: Head) -> int:
    if head.kind in TO_PEOPLE:
        return account_id(AccountRole.DISTRIBUTION_PAYABLE)
    if head.kind is HeadKind.RETAINED:
        return account_id(AccountRole.RETAINED)
    if not head.fund:
        raise FundMissingError(name=head.name)
    return _fund(head.fund)


def _write_parts(entry: Entry, division: Division) -> None:
    """A row and lines for each part: a fund's in one sum, what people get person by person."""
    for part_no, part in enumerate(division.parts, 1):
        head, account = part.head, _account(part.head)
        entry.add(
            "distribution_part",
            kind=head.kind.value,
            name=head.name,
            method=head.method.value,
            value=head.value,
            base=head.base.value,
            account_id=account,
            amount=part.amount,
        )
        if not part.people:
            entry.line(account, -part.amount, note=head.name)
        for person in part.people:
            entry.add(
                "distribution_share",
                part_no=part_no,
                party_id=person.party_id,
                base=person.base,
                amount=person.amount,
            )
            entry.line(account, -person.amount, party_id=person.party_id, note=head.name)
