"""A bank's statement as rows, and which of them belong to which lines of the books; amounts are satang."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from app.domain.importing import Cell, ColumnMissingError, RowFault, ValueMissingError
from app.errors import UserError
from app.i18n import N_, _
from app.thai.dates import parse_date
from app.thai.digits import parse_amount
from app.thai.fold import fold
from app.thai.normalise import clean_name

NEAR_DAYS = 5
MOST_TOGETHER = 3
MOST_NEAR = 24
"""Lines near a sum that are tried together."""
TITLES = {
    "on": N_("Date"),
    "description": N_("Description"),
    "paid_in": N_("Money in"),
    "paid_out": N_("Money out"),
    "amount": N_("Amount"),
    "balance": N_("Balance"),
    "reference": N_("Reference"),
}
_WORDS = {
    "on": ("date", "transaction date", "วันที่", "วันที่ทำรายการ", "วันเดือนปี"),
    "description": ("description", "details", "particulars", "รายการ", "รายละเอียด", "คำอธิบาย"),
    "paid_in": ("credit", "deposit", "in", "paid in", "ฝาก", "เงินฝาก", "เงินเข้า", "รับ", "ฝากเงิน"),
    "paid_out": ("debit", "withdrawal", "out", "paid out", "ถอน", "ถอนเงิน", "เงินออก", "จ่าย"),
    "amount": ("amount", "จำนวนเงิน", "จำนวน"),
    "balance": ("balance", "คงเหลือ", "ยอดคงเหลือ", "ยอดเงินคงเหลือ"),
    "reference": ("reference", "ref", "เลขที่อ้างอิง", "อ้างอิง"),
}


class RunningBalanceError(UserError):
    """A row whose balance does not follow from the row before."""

    message = N_("The balance does not follow from the row before it. A row may be missing.")


class NothingMovedError(UserError):
    """A row without money, or with money in and out at once."""

    message = N_("Either money in or money out has to stand here.")


@dataclass(frozen=True, slots=True)
class BankRow:
    """A row of a statement: what came in (above zero) or went out."""

    number: int
    on: dt.date
    amount: int
    description: str = ""
    reference: str = ""
    balance: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the bank (``id`` its own) or of the books (document and line) that is still open."""

    id: tuple[int, int]
    on: dt.date
    amount: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Lines of the bank and of the books that come to the same; one of the sides has just one."""

    bank: tuple[Item, ...]
    books: tuple[Item, ...]


def guess_columns(headers: Sequence[str], remembered: Mapping[str, str]) -> dict[str, int]:
    """Column by field, from what a header meant last time or its words; raises ColumnMissingError."""
    found = find_columns(headers, remembered)
    require_columns(found)
    return found


def find_columns(headers: Sequence[str], remembered: Mapping[str, str]) -> dict[str, int]:
    """The columns that are known by what a header meant last time, or by its words."""
    words = {fold(word): key for key, each in _WORDS.items() for word in each}
    found: dict[str, int] = {}
    for column, header in enumerate(headers):
        key = remembered.get(fold(header)) or words.get(fold(header))
        if key in TITLES:
            found.setdefault(key, column)
    return found


def require_columns(columns: Mapping[str, int]) -> None:
    """A statement has a day and an amount; raises ColumnMissingError."""
    needed = () if {"paid_in", "paid_out"} & columns.keys() else ("amount",)
    for key in ("on", *needed):
        if key not in columns:
            raise ColumnMissingError(column_words=_(TITLES[key]))


def sort_out(
    rows: Sequence[BankRow], there: Mapping[BankRow, int]
) -> tuple[tuple[BankRow, ...], tuple[BankRow, ...]]:
    """Rows that are new, and those that the book has already; ``there`` says how often it has one."""
    left = {alike(row): count for row, count in there.items()}
    new: list[BankRow] = []
    known: list[BankRow] = []
    for row in rows:
        key = alike(row)
        if left.get(key, 0) > 0:
            left[key] -= 1
            known.append(row)
        else:
            new.append(row)
    return tuple(new), tuple(known)


def alike(row: BankRow) -> BankRow:
    """A row without its place in the sheet: two that are alike are the same line of the bank."""
    return replace(row, number=0)


def read_statement(
    rows: Sequence[tuple[int, Sequence[Cell]]], columns: Mapping[str, int], today: dt.date
) -> tuple[tuple[BankRow, ...], tuple[RowFault, ...]]:
    """Rows from the oldest to the newest, and everything that is wrong, row by row."""
    read: list[BankRow] = []
    faults: list[RowFault] = []
    for number, cells in rows:
        key = "on"
        try:
            day = _cell(cells, columns, "on")
            if day == "":
                raise ValueMissingError
            on = day if isinstance(day, dt.date) else parse_date(day, today)
            sums = {}
            for key in ("paid_in", "paid_out", "amount", "balance"):
                text = str(_cell(cells, columns, key)).strip()
                sums[key] = parse_amount(text, negative=True) if text not in {"", "-"} else None
            key = "amount"
            amount = sums["amount"]
            if amount is None:
                amount = abs(sums["paid_in"] or 0) - abs(sums["paid_out"] or 0)
            if not amount or (sums["paid_in"] and sums["paid_out"]):
                raise NothingMovedError
        except UserError as error:
            faults.append(RowFault(number, TITLES[key], error))
            continue
        words, reference = (
            clean_name(str(_cell(cells, columns, each))) for each in ("description", "reference")
        )
        read.append(BankRow(number, on, amount, words, reference, sums["balance"]))
    if read and read[0].on > read[-1].on:
        read.reverse()
    if not faults:
        faults = [
            RowFault(after.number, TITLES["balance"], RunningBalanceError())
            for before, after in pairwise(read)
            if before.balance is not None
            and after.balance is not None
            and before.balance + after.amount != after.balance
        ]
    return tuple(read), tuple(faults)


def suggest(bank: Sequence[Item], books: Sequence[Item]) -> tuple[Suggestion, ...]:
    """What belongs together: first one to one, then one line to several and several lines to one."""
    found: list[Suggestion] = []
    left_bank, left_books = list(bank), list(books)
    for line in bank:
        alike = [each for each in _near(line, left_books) if each.amount == line.amount]
        if alike:
            found.append(Suggestion((line,), (alike[0],)))
            left_bank.remove(line)
            left_books.remove(alike[0])
    for line in tuple(left_bank):
        parts = _parts(line, left_books)
        if parts:
            found.append(Suggestion((line,), parts))
            left_bank.remove(line)
            left_books = [each for each in left_books if each not in parts]
    for item in tuple(left_books):
        parts = _parts(item, left_bank)
        if parts:
            found.append(Suggestion(parts, (item,)))
            left_bank = [each for each in left_bank if each not in parts]
    return tuple(found)


def _near(item: Item, others: Sequence[Item]) -> list[Item]:
    """Within the days, first those that share a word, then the nearest."""
    words = _words(item)
    near = [each for each in others if abs((each.on - item.on).days) <= NEAR_DAYS]
    return sorted(near, key=lambda each: (not words & _words(each), abs((each.on - item.on).days)))


def _words(item: Item) -> set[str]:
    return {fold(word) for word in item.words.split()}


def _parts(item: Item, others: Sequence[Item]) -> tuple[Item, ...]:
    near = _near(item, others)[:MOST_NEAR]
    for count in range(2, MOST_TOGETHER + 1):
        for parts in combinations(near, count):
            if sum(each.amount for each in parts) == item.amount:
                return parts
    return ()


def _cell(cells: Sequence[Cell], columns: Mapping[str, int], key: str) -> Cell:
    column = columns.get(key)
    return cells[column] if column is not None and column < len(cells) else ""


def sum_of(items: Sequence[Item]) -> int:
    """What lines come to, satang."""
    return sum(each.amount for each in items)
