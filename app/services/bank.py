"""A bank's statements: taken in, matched with the books, and found to agree up to a day."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.changes import Changes
from app.domain.bank_matching import (
    BankRow,
    Item,
    alike,
    find_columns,
    read_statement,
    require_columns,
    sort_out,
)
from app.domain.document import new_uid
from app.domain.importing import NoRowsError, RowFault
from app.domain.session import Permission, Session
from app.errors import UserError
from app.i18n import N_
from app.queries.bank import bank_standing, reconciled_until
from app.services import event_log, records
from app.services.entries import money_account
from app.services.importing import ImportRefusedError, SheetRows
from app.services.records import NotFoundError, saving
from app.thai.dates import format_date
from app.thai.digits import format_amount
from app.thai.fold import fold
from app.thai.normalise import clean_name
from db import connection as book
from db.models.books import BankStatement
from db.sql import bank as sql
from db.sql import importing as import_sql


class StatementTwiceError(UserError):
    """The file, or all its lines, were taken in before."""

    message = N_("These lines of the bank are in the book already.")


class SumsDifferError(UserError):
    """What was ticked on both sides does not come to the same."""

    message = N_("Both sides have to come to the same amount, with one line alone on one of them.")


class NotAgreedError(UserError):
    """Bank and books differ."""

    message = N_("{difference} baht are still unexplained. Please match or enter what is missing.")


class AgreedAlreadyError(UserError):
    """Something before a day up to which the account was found right."""

    message = N_("Up to {day} this account was found right already.")


@dataclass(frozen=True, slots=True)
class TriedStatement:
    """What a statement would come to: lines that are new, lines that are known, rows that cannot be read."""

    sheet: SheetRows
    mapping: Mapping[str, int]
    rows: tuple[BankRow, ...] = ()
    known: tuple[BankRow, ...] = ()
    faults: tuple[RowFault, ...] = ()
    problem: UserError | None = None
    """Why it cannot be taken in at all."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The account agrees up to a day; satang."""

    on: dt.date
    book_balance: int
    changes: Changes = Changes.LEDGER


def take_in_statement(
    session: Session,
    account_code: str,
    *,
    sheet: SheetRows,
    today: dt.date,
    mapping: Mapping[str, int] | None = None,
    leave_out: Collection[int] = (),
    keep: bool = True,
) -> int:
    """Take in (or, without ``keep``, only try) a statement; returns the number of lines that are new.

    Lines that the book has already are passed over; ``leave_out`` names rows that are no lines of the bank.
    Raises ColumnMissingError, NoRowsError, ImportRefusedError naming every bad row, StatementTwiceError,
    AgreedAlreadyError, NotMoneyAccountError, NotPermittedError, NotSavedError.
    """
    session.require(Permission.IMPORT)
    kind = f"bank:{account_code}"
    mapping = _columns(account_code, sheet) if mapping is None else mapping
    with saving(session, Permission.IMPORT):
        account = money_account(account_code)
        rows, _known, faults = _sorted_out(account, sheet, mapping, today, leave_out)
        if faults:
            raise ImportRefusedError(faults)
        if not keep:
            return len(rows)
        lines = [_values(each) for each in rows]
        first, last = min(each.on for each in rows), max(each.on for each in rows)
        start = rows[0].balance
        values = {
            "account_id": account,
            "name": clean_name(sheet.name),
            "sha256": sheet.sha256,
            "first_day": first.isoformat(),
            "last_day": last.isoformat(),
            "opening": start - rows[0].amount if start is not None else None,
            "closing": rows[-1].balance,
            "added_at": session.clock(),
        }
        row_id = records.add(session, BankStatement, new_uid(), values)
        book.executemany(sql.INSERT_LINE, [(row_id, number, *line) for number, line in enumerate(lines, 1)])
        for key, column in mapping.items():
            header = fold(sheet.headers[column])[:200] if column < len(sheet.headers) else ""
            if header:
                book.execute(import_sql.SET_MAPPING, (kind, header, key))
    return len(lines)


def try_statement(
    session: Session,
    account_code: str,
    *,
    sheet: SheetRows,
    today: dt.date,
    mapping: Mapping[str, int] | None = None,
    leave_out: Collection[int] = (),
) -> TriedStatement:
    """What taking a statement in would come to; nothing is written.

    Raises NotMoneyAccountError, NotPermittedError.
    """
    session.require(Permission.IMPORT)
    mapping = _columns(account_code, sheet) if mapping is None else mapping
    account = money_account(account_code)
    try:
        rows, known, faults = _sorted_out(account, sheet, mapping, today, leave_out)
    except UserError as error:
        return TriedStatement(sheet, mapping, problem=error)
    return TriedStatement(sheet, mapping, rows, known, faults)


def _columns(account_code: str, sheet: SheetRows) -> Mapping[str, int]:
    """The columns of a statement as they were the last time for this account."""
    return find_columns(sheet.headers, dict(book.fetch(import_sql.MAPPING, (f"bank:{account_code}",))))


def _sorted_out(
    account: int,
    sheet: SheetRows,
    mapping: Mapping[str, int],
    today: dt.date,
    leave_out: Collection[int],
) -> tuple[tuple[BankRow, ...], tuple[BankRow, ...], tuple[RowFault, ...]]:
    """New lines, lines that the book has, and rows that cannot be read."""
    require_columns(mapping)
    if book.fetch_one(sql.SAME_FILE, (account, sheet.sha256)) is not None:
        raise StatementTwiceError
    wanted = [row for row in sheet.rows if row[0] not in leave_out]
    rows, faults = read_statement(wanted, mapping, today)
    if not rows and not faults:
        raise NoRowsError
    there = {alike(row): book.fetch_int(sql.OVERLAP, (account, *_values(row))) for row in rows}
    new, known = sort_out(rows, there)
    if new:
        _refuse_agreed(account, min(each.on for each in new))
    elif not faults:
        raise StatementTwiceError
    return new, known, faults


def _values(row: BankRow) -> tuple[str, int, str, str, int | None]:
    return row.on.isoformat(), row.amount, row.description, row.reference, row.balance


def undo_statement(session: Session, statement_uid: bytes) -> None:
    """Put a statement aside with its ticks; raises NotFoundError, AgreedAlreadyError, NotPermittedError."""
    with saving(session, Permission.IMPORT):
        row = book.fetch_one(sql.STATEMENT, (statement_uid,))
        if row is None:
            raise NotFoundError
        _refuse_agreed(row[1], dt.date.fromisoformat(row[2]))
        book.execute(sql.DELETE_MATCHES, (row[0],))
        records.change(session, BankStatement, row[0], {"active": 0})


def match_lines(session: Session, account_code: str, *, bank: Sequence[Item], books: Sequence[Item]) -> None:
    """Tick lines that belong together, one on a side.

    Raises SumsDifferError, NotFoundError (a line is not open any more), NotPermittedError, NotSavedError.
    """
    with saving(session, Permission.BUY):
        total = sum(each.amount for each in bank)
        if not bank or not books or 1 not in {len(bank), len(books)}:
            raise SumsDifferError
        if total != sum(each.amount for each in books):
            raise SumsDifferError
        standing = bank_standing(account_code, max(each.on for each in (*bank, *books)))
        if standing is None or not {*bank} <= {*standing.at_bank} or not {*books} <= {*standing.in_books}:
            raise NotFoundError
        at, user = session.clock(), session.user_id
        for line in bank:
            for item in books:
                part = item.amount if len(bank) == 1 else line.amount
                book.execute(sql.INSERT_MATCH, (line.id[0], *item.id, part, at, user))
            uid, said = _said(line.id[0])
            event_log.append(session, "match", "bank_statement", uid, after=said)


def unmatch_line(session: Session, bank_line_id: int) -> None:
    """Take the tick off a line and what was ticked with it.

    Raises NotFoundError, AgreedAlreadyError, NotPermittedError, NotSavedError.
    """
    with saving(session, Permission.BUY):
        place = book.fetch_one(sql.LINE_PLACE, (bank_line_id,))
        if place is None or not book.fetch_int(sql.MATCHES_OF_LINE, (bank_line_id,)):
            raise NotFoundError
        _refuse_agreed(place[0], dt.date.fromisoformat(place[1]))
        book.execute(sql.DELETE_MATCH, (bank_line_id,))
        uid, said = _said(bank_line_id)
        event_log.append(session, "unmatch", "bank_statement", uid, after=said)


def reconcile(session: Session, account_code: str, *, on: dt.date, bank_balance: int) -> Reconciled:
    """Say that bank and books agree up to a day, what is open on either side being named.

    Raises NotAgreedError, AgreedAlreadyError, NotMoneyAccountError, NotPermittedError, NotSavedError.
    """
    with saving(session, Permission.BUY):
        account = money_account(account_code)
        _refuse_agreed(account, on)
        standing = bank_standing(account_code, on)
        if standing is None:
            raise NotFoundError
        difference = standing.difference(bank_balance)
        if difference:
            raise NotAgreedError(difference=format_amount(difference))
        values = (
            account,
            on.isoformat(),
            bank_balance,
            standing.book_balance,
            session.clock(),
            session.user_id,
        )
        book.execute(sql.INSERT_RECONCILIATION, values)
        after = {"code": account_code, "on_date": on.isoformat(), "amount": bank_balance}
        event_log.append(session, "reconcile", "account", after=after)
    return Reconciled(on, standing.book_balance)


def _refuse_agreed(account: int, day: dt.date) -> None:
    until = reconciled_until(account)
    if until is not None and day <= until:
        raise AgreedAlreadyError(day=format_date(until, "medium"))


def _said(bank_line_id: int) -> tuple[bytes, dict[str, str]]:
    """The statement that a line of the bank belongs to, and what the log says of the line."""
    place = book.fetch_one(sql.LINE_PLACE, (bank_line_id,))
    if place is None:
        raise NotFoundError
    return place[2], {"on_date": place[1]}
