"""Undoing a posted document: every row again with the other sign, goods moved back at stored values."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from app.changes import Changes
from app.domain.document import DETAILS, HEADER, DocumentKind, negated
from app.domain.ledger import STOCK_ROLE
from app.domain.session import Limit, Permission, Session
from app.errors import Notice, UserError
from app.i18n import N_
from app.services.journal import accounts_of
from app.services.order_states import reopen_delivered
from app.services.stock import StockWriter, Values
from app.services.unit_of_work import Entry, Posted, find_posted, first_open_day, post
from app.thai.normalise import clean_text
from db import connection as book
from db.sql import assets as assets_sql
from db.sql import barter as barter_sql
from db.sql import consignment as consignment_sql
from db.sql import distribution as distribution_sql
from db.sql import documents as sql
from db.sql import drawer as drawer_sql
from db.sql import herds as herds_sql
from db.sql import household_trades as trades_sql
from db.sql import loans as loans_sql
from db.sql import pre_orders as orders_sql
from db.sql import projects as projects_sql
from db.sql import savings as savings_sql
from db.sql import shares as shares_sql
from db.sql import tax as tax_sql
from db.sql import year_end as year_sql

_MADE_ONCE = frozenset({"production_batch", "lot"})
"""Rows that a document creates for others to point to; a reversal leaves them standing."""

_COLUMN = {field.name: position for position, field in enumerate(HEADER)}


BY_HAND = (Permission.POST_JOURNAL,)
RIGHTS: dict[DocumentKind, tuple[Permission, ...]] = {
    DocumentKind.SALE: (Permission.VOID,),
    DocumentKind.SALE_RETURN: (Permission.VOID,),
    DocumentKind.PURCHASE: (Permission.BUY, Permission.POST_JOURNAL),
    DocumentKind.EXPENSE: (Permission.BUY, Permission.POST_JOURNAL),
    DocumentKind.PRODUCTION: (Permission.PRODUCE, Permission.POST_JOURNAL),
    DocumentKind.STOCK_COUNT: (Permission.COUNT_STOCK, Permission.POST_JOURNAL),
    DocumentKind.CLOSING: (Permission.UNLOCK_PERIOD,),
    DocumentKind.TAX_INVOICE: (Permission.VOID, Permission.POST_JOURNAL),
    DocumentKind.LOAN: (Permission.LEND, Permission.POST_JOURNAL),
    DocumentKind.SAVINGS: (Permission.KEEP_SHARES, Permission.POST_JOURNAL),
    DocumentKind.PROJECT: (Permission.EDIT_PROJECTS, Permission.POST_JOURNAL),
    DocumentKind.DEPOSIT: (Permission.VOID, Permission.POST_JOURNAL),
    DocumentKind.CONSIGNMENT: (Permission.KEEP_CONSIGNMENT, Permission.POST_JOURNAL),
    DocumentKind.SETTLEMENT: (Permission.KEEP_CONSIGNMENT, Permission.POST_JOURNAL),
    DocumentKind.BARTER: (Permission.BARTER, Permission.POST_JOURNAL),
    DocumentKind.GIFT: (Permission.BARTER, Permission.POST_JOURNAL),
    DocumentKind.ROUND: (Permission.KEEP_HOUSEHOLD, Permission.POST_JOURNAL),
}
"""Any of these lets somebody undo a document of this kind; all others need ``BY_HAND``."""


class UnknownDocumentError(UserError):
    """There is no such document."""

    message = N_("There is no document with this number.")


class AlreadyReversedError(UserError):
    """A document can be undone once."""

    message = N_("{number} was undone already, by {reversal}.")


class ReversalOfReversalError(UserError):
    """An undoing is not undone; the document is entered again."""

    message = N_("{number} is itself an undoing; please enter the document again instead.")


class BatchGoesOnError(UserError):
    """A start with later documents, or what a later finish took along, is undone after them."""

    message = N_("{number} belongs to a batch that goes on in {later}; please undo that first.")


class AssetGoesOnError(UserError):
    """What later entries of an asset stand on is undone after them."""

    message = N_("{number} belongs to an asset that {later} goes on with; please undo that first.")


class HerdFallsShortError(UserError):
    """Animals that have left since, or their cost, would be missing."""

    message = N_("Without {number} there would be too little in “{name}”; please undo what left it first.")


class SharesFallShortError(UserError):
    """Shares that were handed on or given back since would be missing."""

    message = N_("Without {number} “{name}” would hold less than no shares; please undo what left her first.")


class SavingsFallShortError(UserError):
    """Savings that were taken out since would be missing."""

    message = N_(
        "Without {number} too little would be saved for {name}; please undo what was taken out first."
    )


class ProjectFallsShortError(UserError):
    """Money of a project that was used or given back since would be missing."""

    message = N_(
        "Without {number} “{name}” would have used more money than it got; please undo what was used first."
    )


class GoesOnError(UserError):
    """What another document goes on from is undone after it."""

    message = N_("{number} goes on in {later}; please undo that first.")


class ClosingStandsError(UserError):
    """A year's closing is taken back by opening the year again."""

    message = N_("{number} closed a year; please open the year again instead.")


class DrawerClosingStandsError(UserError):
    """What was counted when a drawer was closed stays as it was signed."""

    message = N_(
        "{number} closed a drawer and stays as it was signed. What was found later is entered as money "
        "put in or taken out."
    )


THEIRS_SHORT = N_(
    "“{name}” of {owner} was sold or left already: the count of it is {quantity_milli} below zero now. "
    "Please settle it with the owner."
)


@dataclass(frozen=True, slots=True)
class _InDrawer:
    """What the document that is undone says of a drawer; ``is_open`` that the drawer still is."""

    event_id: int | None = None
    session_id: int | None = None
    cash: int = 0
    purpose: str | None = None
    is_open: bool = False

    @property
    def is_signed(self) -> bool:
        """Whether its cash was counted and signed, so that it is corrected on the day of correction."""
        return self.session_id is not None and not self.is_open and self.cash != 0


def reverse(
    session: Session,
    document_uid: bytes,
    *,
    on: dt.date,
    reason: str,
    uid: bytes,
) -> Posted:
    """Post the reversal of a document, once per ``uid``; ``RIGHTS`` says who may.

    It carries the original's business date while that day is open, else the first open day from ``on``;
    what moved the cash of a drawer that is closed is undone on ``on``, in the drawer that is open then.
    Raises UnknownDocumentError, AlreadyReversedError, ReversalOfReversalError, BatchGoesOnError,
    AssetGoesOnError, HerdFallsShortError, SharesFallShortError, SavingsFallShortError,
    ProjectFallsShortError, GoesOnError, DrawerClosingStandsError, NotPermittedError, OverLimitError,
    NotSavedError.
    """
    permission = _right(session, document_uid)

    def write(entry: Entry) -> None:
        _write(entry, document_uid, on, reason, permission)

    return post(session, permission, uid, write)


def reverse_closing(session: Session, document_uid: bytes, *, on: dt.date, reason: str, uid: bytes) -> Posted:
    """Post the reversal of a year's closing; ``year_closing.reopen_year`` has opened its month.

    Raises AlreadyReversedError, NotPermittedError, NotSavedError.
    """

    def write(entry: Entry) -> None:
        _write(entry, document_uid, on, reason, Permission.UNLOCK_PERIOD, opens_year=True)

    return post(session, Permission.UNLOCK_PERIOD, uid, write)


def _right(session: Session, document_uid: bytes) -> Permission:
    """The right to undo a document that somebody has, else the first that would do."""
    row = book.fetch_one(sql.KIND_OF, (document_uid,))
    rights = RIGHTS.get(DocumentKind(row[0]), BY_HAND) if row is not None else BY_HAND
    return next((each for each in rights if session.may(each)), rights[0])


def _check_limits(entry: Entry, kind: str, document_id: int, permission: Permission) -> None:
    """Money that goes back and what a count wrote off are bound as they are when they are entered."""
    if kind == DocumentKind.SALE:
        paid = book.fetch_int(sql.MONEY_PAID, (document_id,))
        entry.session.require_within(Limit.REFUND, paid, permission)
    elif kind == DocumentKind.STOCK_COUNT:
        lost, found = book.fetch(sql.COUNTED_VALUES, (document_id,))[0]
        entry.session.require_within(Limit.COUNT_DIFFERENCE, max(lost, found), permission)


def _write(
    entry: Entry,
    document_uid: bytes,
    on: dt.date,
    reason: str,
    permission: Permission,
    *,
    opens_year: bool = False,
) -> None:
    original = find_posted(document_uid)
    if original is None:
        raise UnknownDocumentError
    header = book.fetch_one(sql.SELECT_HEADER, (original.document_id,))
    assert header is not None
    if header[_COLUMN["kind"]] == DocumentKind.REVERSAL:
        raise ReversalOfReversalError(number=original.number)
    done = book.fetch_one(sql.REVERSED_BY, (original.document_id,))
    if done is not None:
        raise AlreadyReversedError(number=original.number, reversal=done[1])
    later = book.fetch_one(sql.BATCH_GOES_ON, (original.document_id, original.document_id))
    if later is not None:
        raise BatchGoesOnError(number=original.number, later=later[0])
    _refuse_in_between(original)
    follower = book.fetch_one(year_sql.ENDED_BY, (original.document_id,))
    if follower is not None:
        raise GoesOnError(number=original.number, later=follower[0])
    if header[_COLUMN["kind"]] == DocumentKind.CLOSING and not opens_year:
        raise ClosingStandsError(number=original.number)
    _check_limits(entry, str(header[_COLUMN["kind"]]), original.document_id, permission)
    drawer = _drawer_of(original)
    is_open = first_open_day(original.on) == original.on and not drawer.is_signed
    entry.document(
        DocumentKind.REVERSAL,
        original.on if is_open else first_open_day(on),
        -original.total,
        reverses_id=original.document_id,
        reason=clean_text(reason) or None,
        slip_date=header[_COLUMN["slip_date"]],
        slip_number=header[_COLUMN["slip_number"]],
        party_id=header[_COLUMN["party_id"]],
        section_id=header[_COLUMN["section_id"]],
        project_id=header[_COLUMN["project_id"]],
    )
    _copy_rows(entry, original.document_id, drawer)
    reopen_delivered(entry.session, original.document_id)
    _move_goods_back(entry, original.document_id)
    _put_in_drawer(entry, drawer, str(header[_COLUMN["kind"]]))
    entry.changes = Changes.EVERYTHING


def _drawer_of(original: Posted) -> _InDrawer:
    """The drawer of a document; raises DrawerClosingStandsError, GoesOnError."""
    row = book.fetch_one(drawer_sql.OF_DOCUMENT, (original.document_id,))
    if row is None:
        return _InDrawer()
    drawer = _InDrawer(row[0], row[1], row[2], row[3], bool(row[4]))
    if drawer.purpose == "close":
        raise DrawerClosingStandsError(number=original.number)
    if drawer.purpose == "open":
        other = book.fetch_one(drawer_sql.ALSO_IN, (drawer.session_id, original.document_id))
        if other is not None:
            raise GoesOnError(number=original.number, later=other[0])
    return drawer


def _put_in_drawer(entry: Entry, drawer: _InDrawer, kind: str) -> None:
    """The same drawer while it is open, else the one that is open here now, else none."""
    entry.event_id = drawer.event_id
    if drawer.session_id is not None and drawer.is_open:
        entry.add("till_entry", session_id=drawer.session_id, event_id=drawer.event_id, cash=-drawer.cash)
    elif kind in (DocumentKind.SALE, DocumentKind.SALE_RETURN):
        was_elsewhere = drawer.session_id is None and drawer.event_id is not None  # a sheet of a stall
        entry.at_till = not was_elsewhere


def _refuse_in_between(original: Posted) -> None:
    """Registers of assets and animals must still hold without it, and no tax invoice may stand on it."""
    later = book.fetch_one(assets_sql.ASSET_GOES_ON, (original.document_id,))
    if later is not None:
        raise AssetGoesOnError(number=original.number, later=later[0])
    short = book.fetch_one(herds_sql.WOULD_FALL_SHORT, (original.document_id,))
    if short is not None:
        raise HerdFallsShortError(number=original.number, name=short[0])
    holder = book.fetch_one(shares_sql.BELOW_ZERO, (original.document_id,) * 3)
    if holder is not None:
        raise SharesFallShortError(number=original.number, name=holder[0])
    saver = book.fetch_one(savings_sql.WOULD_FALL_SHORT, (original.document_id,))
    if saver is not None:
        raise SavingsFallShortError(number=original.number, name=saver[0])
    project = book.fetch_one(projects_sql.WOULD_FALL_SHORT, (original.document_id,))
    if project is not None:
        raise ProjectFallsShortError(number=original.number, name=project[0])
    for query in (
        loans_sql.GOES_ON,
        savings_sql.INTEREST_GOES_ON,
        orders_sql.GOES_ON,
        barter_sql.GOES_ON,
        trades_sql.GOES_ON,
        trades_sql.PAID_SINCE,
    ):
        later = book.fetch_one(query, (original.document_id,))
        if later is not None:
            raise GoesOnError(number=original.number, later=later[0])
    payment = book.fetch_one(distribution_sql.PAID_BY, (original.document_id,))
    if payment is not None:
        raise GoesOnError(number=original.number, later=payment[0])
    invoice = book.fetch_one(tax_sql.STANDING_INVOICES, (original.document_id,))
    if invoice is not None:
        raise GoesOnError(number=original.number, later=invoice[2])


def _copy_rows(entry: Entry, document_id: int, drawer: _InDrawer) -> None:
    stock_accounts = accounts_of(STOCK_ROLE.values())
    date = entry.ledger_date.isoformat()
    for table, fields in DETAILS.items():
        if table in _MADE_ONCE or table in ("stock_move", "till_entry"):
            continue
        if table == "drawer_entry" and not drawer.is_open:
            continue  # what was counted and signed does not change
        names = [field.name for field in fields]
        for row in book.fetch(sql.SELECT_DETAIL[table], (document_id,)):
            if table == "journal_line" and row[names.index("account_id")] in stock_accounts:
                continue  # the stock service writes these from the moves
            copied = list(negated(table, row))
            if "ledger_date" in names:
                copied[names.index("ledger_date")] = date
            if "line_no" in names:
                copied[names.index("line_no")] = len(entry.rows.get(table, ())) + 1
            entry.add_row(table, copied)


def _move_goods_back(entry: Entry, document_id: int) -> None:
    stock = StockWriter(entry)
    names = [field.name for field in DETAILS["stock_move"]]
    theirs: dict[tuple[int, int], int] = defaultdict(int)
    for row in book.fetch(sql.SELECT_DETAIL["stock_move"], (document_id,)):
        move = dict(zip(names, row, strict=True))
        if move["purpose"] == "transfer" or move["owner_id"] is not None:
            copied = list(negated("stock_move", row))
            copied[names.index("ledger_date")] = entry.ledger_date.isoformat()
            copied[names.index("line_no")] = len(entry.rows.get("stock_move", ())) + 1
            entry.add_row("stock_move", copied)
            if move["owner_id"] is not None:
                theirs[move["owner_id"], move["product_id"]] -= move["quantity"]
            continue
        stock.move_back(
            stock.product_by_id(move["product_id"]),
            -move["quantity"],
            Values(-move["value"], -move["cash_value"], -move["full_value"]),
            location_id=move["location_id"],
            purpose=move["purpose"],
            lot_id=move["lot_id"],
            for_line=move["for_line"],
        )
    stock.finish()
    _warn_of_theirs(entry, theirs)


def _warn_of_theirs(entry: Entry, taken: Mapping[tuple[int, int], int]) -> None:
    """Tell when goods of others that are taken back have left already: it is done, but never silently."""
    for (owner_id, product_id), quantity in taken.items():
        name, owner, held = book.fetch(consignment_sql.HELD_OF, (owner_id, product_id))[0]
        if quantity < 0 and held + quantity < 0:
            missing = -(held + quantity)
            entry.warnings.append(Notice(THEIRS_SHORT, name=name, owner=owner, quantity_milli=missing))
