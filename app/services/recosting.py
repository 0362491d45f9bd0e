"""Re-costing: before a month is locked, its costs are set to what they would be had every slip come in time.

One document per month carries the differences: on hand, in batches, in the cost of sales. A month in
which all is as it should be gets none, so a second run changes nothing.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.changes import Changes
from app.domain.costing import OutputKind, Values
from app.domain.document import DocumentKind, new_uid
from app.domain.ledger import AccountRole, ProductKind
from app.domain.recost_changes import MonthChanges
from app.domain.recost_events import LineGroup
from app.domain.recosting import Replayed
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_, _
from app.queries.recosting import changes_from, locked_since
from app.services.journal import account_id, stock_account_id
from app.services.records import saving
from app.services.unit_of_work import (
    Entry,
    NotSavedError,
    Posted,
    find_after_failure,
    find_posted,
    post,
)
from app.thai.dates import format_month
from db import connection as book
from db.sql import recosting as sql
from db.sql import stock as stock_sql

MAIN_LOCATION = 1


class MonthLockedError(UserError):
    """A locked month is never re-costed."""

    message = N_("{month} is locked; its costs stay as they are.")


@dataclass(frozen=True, slots=True)
class RecostedProduct:
    """What changes for a product: unit cost (e4), value on hand and cost of sales in satang."""

    product_uid: bytes
    code: str
    name: str
    old_unit_e4: int
    new_unit_e4: int
    stock: Values
    sold: Values


@dataclass(frozen=True, slots=True)
class RecostedMonth:
    """What re-costing a month changes, or changed; ``posted`` is None if nothing was posted."""

    month: dt.date
    products: tuple[RecostedProduct, ...]
    stock: Values
    wip: Values
    sold: Values
    wasted: Values
    posted: Posted | None = None


@dataclass(frozen=True, slots=True)
class Recosting:
    """The answer of re-costing: the months that change, the asked one and those after it."""

    months: tuple[RecostedMonth, ...]
    changes: Changes = Changes.NONE
    repeated: bool = False
    """True when this uid had been posted before; nothing was written now."""

    @property
    def is_empty(self) -> bool:
        """Whether everything was as it should be."""
        return not self.months


def preview_recost(session: Session, month: dt.date) -> Recosting:
    """What re-costing a month would change, without writing. Raises MonthLockedError, NotPermittedError."""
    session.require(Permission.RECOST)
    _check_unlocked(month)
    found, _end = changes_from(month)
    return Recosting(tuple(_result(each, None) for each in found if not each.is_empty))


def recost_month(session: Session, month: dt.date, *, uid: bytes) -> Recosting:
    """Re-cost a month, and what follows from it in later open months, once per ``uid``.

    Each month that changes gets one document on its last day; where nothing changes nothing is posted.
    Raises MonthLockedError, NotPermittedError, NotSavedError.
    """
    results: list[RecostedMonth] = []
    try:
        with saving(session, Permission.RECOST):
            if find_posted(uid) is not None:
                return Recosting((), repeated=True)
            _check_unlocked(month)
            found, end = changes_from(month)
            wanted = [each for each in found if not each.is_empty]
            for number, each in enumerate(wanted):
                posted = _post(session, each, uid if number == 0 else new_uid())
                results.append(_result(each, posted))
            if wanted and end is not None:
                _remember_costs(wanted, end)
    except NotSavedError:
        if find_after_failure(uid) is None:
            raise
    changes = Changes.LEDGER | Changes.STOCK | Changes.PRODUCTION if results else Changes.NONE
    return Recosting(tuple(results), changes)


def _check_unlocked(month: dt.date) -> None:
    locked = locked_since(month.isoformat()[:7])
    if locked is not None:
        raise MonthLockedError(month=format_month(_first(locked)))


def _first(month: str) -> dt.date:
    return dt.date.fromisoformat(f"{month}-01")


def _after(month: str) -> dt.date:
    return (_first(month) + dt.timedelta(days=32)).replace(day=1)


def _post(session: Session, changes: MonthChanges, uid: bytes) -> Posted:
    day = _after(changes.month) - dt.timedelta(days=1)

    def write(entry: Entry) -> None:
        note = _("Re-costing of {month}").format(month=format_month(day, long=True))
        entry.document(DocumentKind.RECOST, day, changes.sold.book, note=note)
        _write_batches(entry, changes)
        _write_products(entry, changes)
        entry.changes = Changes.LEDGER | Changes.STOCK | Changes.PRODUCTION

    return post(session, Permission.RECOST, uid, write)


def _write_batches(entry: Entry, changes: MonthChanges) -> None:
    """What changes in batches: their costs, what came out, what is left in them."""
    for group, values in changes.lines:
        batch, settlement, kind, step, product, fixed = group
        description, unit = _line_name(group)
        entry.add(
            "cost_line",
            batch_id=batch,
            is_estimate=0,
            kind=kind,
            step=step,
            settlement=settlement,
            description=description,
            product_id=product or None,
            quantity=0,
            unit=unit,
            rate_e4=0,
            is_fixed=fixed,
            value=values.book,
            cash_value=values.cash,
            full_value=values.full,
        )
    for output, values in changes.outputs:
        batch, product, lot, kind = output
        entry.add(
            "batch_output",
            batch_id=batch,
            product_id=product,
            lot_id=lot or None,
            kind=kind,
            quantity=0,
            value=values.book,
            cash_value=values.cash,
            full_value=values.full,
            reason="",
        )
        if kind == OutputKind.ABNORMAL_WASTE:
            entry.line(
                account_id(AccountRole.ABNORMAL_WASTE), values.book, product_id=product, batch_id=batch
            )
    for batch, values in changes.wip_by_batch().items():
        entry.line(account_id(AccountRole.WIP), values.book, batch_id=batch)


def _line_name(group: LineGroup) -> tuple[str, str]:
    row = book.fetch_one(sql.LINE_NAME, group)
    return ("", "") if row is None else (row[0], row[1])


def _write_products(entry: Entry, changes: MonthChanges) -> None:
    """What changes on hand (no goods move) and in the cost of what went out."""
    kinds = {row[0]: ProductKind(row[4]) for row in book.fetch(sql.PRODUCT_NAMES)}
    accounts: dict[int, int] = {}
    for each in changes.products:
        entry.add(
            "cost_adjustment",
            product_id=each.product,
            old_unit_e4=each.old_unit_e4,
            new_unit_e4=each.new_unit_e4,
            stock_value=each.stock.book,
            stock_cash=each.stock.cash,
            stock_full=each.stock.full,
            sold_value=each.sold.book,
            sold_cash=each.sold.cash,
            sold_full=each.sold.full,
        )
        if each.stock != Values():
            entry.add(
                "stock_move",
                product_id=each.product,
                location_id=MAIN_LOCATION,
                purpose="recost",
                quantity=0,
                value=each.stock.book,
                cash_value=each.stock.cash,
                full_value=each.stock.full,
            )
            account = stock_account_id(kinds[each.product])
            accounts[account] = accounts.get(account, 0) + each.stock.book
        entry.line(_sold_account(each.product, changes.month), each.sold.book, product_id=each.product)
    for account, amount in accounts.items():
        entry.line(account, amount)


def _sold_account(product: int, month: str) -> int:
    """Cost of sales of goods that were sold in the month, else cost variance."""
    sold = book.fetch_one(sql.HAS_SALES, (product, f"{month}-01", _after(month).isoformat()))
    return account_id(AccountRole.COST_VARIANCE if sold is None else AccountRole.COST_OF_SALES)


def _remember_costs(months: Sequence[MonthChanges], end: Replayed) -> None:
    """The last known unit costs follow, so that the next issue of what is missing goes out at the new one."""
    for product in sorted({each.product for month in months for each in month.products}):
        pool = end.pools.get(product)
        if pool is not None and pool.last is not None:
            last = pool.last
            book.execute(stock_sql.SET_LAST_COST, (product, last.value_e4, last.cash_e4, last.full_e4, None))


def _result(changes: MonthChanges, posted: Posted | None) -> RecostedMonth:
    names = {row[0]: (row[1], row[2], row[3]) for row in book.fetch(sql.PRODUCT_NAMES)}
    wip = Values()
    for values in changes.wip_by_batch().values():
        wip += values
    return RecostedMonth(
        _first(changes.month),
        tuple(
            RecostedProduct(*names[each.product], each.old_unit_e4, each.new_unit_e4, each.stock, each.sold)
            for each in changes.products
        ),
        changes.stock,
        wip,
        changes.sold,
        changes.wasted,
        posted,
    )
